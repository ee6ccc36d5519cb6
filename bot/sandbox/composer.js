// The lower part of a pane: writing, attaching, the command menu, replying to and editing a message.

import { make } from "/page/bubble.js";

export class Composer {
  constructor(root, acts) {
    this.acts = acts;
    this.form = root.querySelector(".composer");
    for (const [name, selector] of Object.entries({
      area: "textarea", menu: ".menu", list: ".commands", context: ".context", tray: ".tray", pieces: ".pieces",
      keys: ".keys", picker: ".files", asFile: ".as-file input",
    })) this[name] = this.form.querySelector(selector);
    this.files = [];
    this.commands = [];
    this.replying = null;
    this.editing = null;
    this.wire(root);
  }

  wire(root) {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.area.addEventListener("keydown", (event) => this.key(event));
    this.area.addEventListener("input", () => { this.grow(); this.filter(); });
    this.area.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) { event.preventDefault(); this.attach(event.clipboardData.files); }
    });
    this.form.querySelector(".attach").addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => { this.attach(this.picker.files); this.picker.value = ""; });
    this.form.querySelector(".context-close").addEventListener("click", () => this.setContext(null, null));
    this.form.querySelector(".tray-close").addEventListener("click", () => { this.files = []; this.showTray(); });
    this.menu.addEventListener("click", () => (this.list.hidden ? this.showCommands("") : this.hideCommands()));
    let depth = 0;
    const dragging = (on) => root.classList.toggle("dragging", on);
    root.addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; dragging(true); });
    root.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) dragging(false); });
    root.addEventListener("dragover", (event) => event.preventDefault());
    root.addEventListener("drop", (event) => { event.preventDefault(); depth = 0; dragging(false); this.attach(event.dataTransfer.files); });
  }

  show(view) {
    this.commands = view.commands;
    this.menu.hidden = !view.commands.length;
    this.area.placeholder = view.closed ? "This topic is closed" : view.placeholder || "Message";
    this.keys.replaceChildren(...view.keyboard.map((row) => make("div", { class: "row" },
      ...row.map((key) => make("button", { type: "button", onclick: () => this.acts.pressKey(key) }, key)))));
    this.keys.hidden = !view.keyboard.length;
  }

  clear() {
    this.area.value = "";
    this.files = [];
    this.setContext(null, null);
    this.showTray();
    this.hideCommands();
    this.grow();
  }

  key(event) {
    if (!this.list.hidden && this.keyInList(event)) { event.preventDefault(); return; }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    if (event.key === "Escape" && (this.replying || this.editing)) this.setContext(null, null);
  }

  keyInList(event) {
    const items = [...this.list.children];
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") this.hideCommands();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.select(items, (now + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length);
    else if (event.key === "Tab" || (event.key === "Enter" && !this.area.value.includes(" "))) items[Math.max(now, 0)].click();
    else return false;
    return true;
  }

  select(items, number) {
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === number)));
    items[number].scrollIntoView({ block: "nearest" });
    this.area.setAttribute("aria-activedescendant", items[number].id);
  }

  filter() {
    const match = this.area.value.match(/^\/(\S*)$/);
    if (match) this.showCommands(match[1].toLowerCase());
    else this.hideCommands();
  }

  showCommands(start) {
    const fitting = this.commands.filter((item) => item.command.startsWith(start));
    const stamp = Math.random().toString(36).slice(2, 7);
    this.list.replaceChildren(...fitting.map((item, number) => make("li", {
      role: "option", id: `c-${stamp}-${number}`, "aria-selected": String(number === 0),
      onclick: () => { this.clear(); this.acts.say(`/${item.command}`); this.area.focus(); },
    }, make("strong", {}, `/${item.command}`), make("span", {}, item.description))));
    this.list.hidden = !fitting.length;
    this.menu.setAttribute("aria-expanded", String(!this.list.hidden));
    if (!this.list.hidden) this.area.focus();
  }

  hideCommands() {
    this.list.hidden = true;
    this.menu.setAttribute("aria-expanded", "false");
    this.area.removeAttribute("aria-activedescendant");
  }

  setContext(replying, editing) {
    if (this.editing && !editing) this.area.value = "";
    this.replying = replying;
    this.editing = editing;
    const message = replying || editing;
    this.context.hidden = !message;
    this.context.querySelector(".context-text").textContent = message ? `${replying ? "Reply to" : "Edit"}: ${message.text || "this message"}` : "";
    if (editing) this.area.value = editing.text;
    if (message) { this.grow(); this.area.focus(); }
  }

  attach(list) {
    this.files.push(...list);
    this.showTray();
    this.area.focus();
  }

  showTray() {
    for (const old of this.pieces.querySelectorAll("img")) URL.revokeObjectURL(old.src);
    this.pieces.replaceChildren(...this.files.map((file) => file.type.startsWith("image/")
      ? make("img", { src: URL.createObjectURL(file), alt: file.name })
      : make("span", { class: "piece" }, file.name)));
    this.tray.hidden = !this.files.length;
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 180)}px`;
  }

  async send() {
    const text = this.area.value;
    const { files, replying, editing } = this;
    if (!text.trim() && !files.length) return;
    const asFile = this.asFile.checked;
    this.clear();
    const done = editing ? await this.acts.saveEdit(editing, text)
      : files.length ? await this.acts.sendFiles(files, text, asFile)
        : await this.acts.say(text, replying);
    if (!done && !this.area.value) { this.area.value = text; this.grow(); }
  }
}
