// One pane: a person, the chat that person looks at, and what they can do there.

import { albums, bubble, day, make, startPayload } from "/page/bubble.js";
import { Composer } from "/page/composer.js";

const TYPING = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…" };

export class Pane {
  constructor(side, ask, world) {
    this.side = side;
    this.ask = ask;
    this.world = world;
    this.place = JSON.parse(localStorage.getItem(`pane-${side}`) || "{}");
    this.root = document.getElementById("pane").content.firstElementChild.cloneNode(true);
    this.root.dataset.side = side;
    this.root.setAttribute("aria-label", `${side === "left" ? "Left" : "Right"} pane`);
    for (const name of ["log", "person", "chat", "topic", "typing", "block", "pinned", "start", "toasts", "alert", "avatar", "down"]) {
      this[`$${name}`] = this.root.querySelector(`.${name}`);
    }
    this.shown = new Map();
    this.pressed = new Map();
    this.answered = new Set();
    this.loading = false;
    this.following = true;
    this.composer = new Composer(this.root, this);
    this.wire();
  }

  wire() {
    this.$person.addEventListener("change", () => this.go({ person: Number(this.$person.value) }));
    this.$chat.addEventListener("change", () => this.go({ ...this.place, chat: Number(this.$chat.value), topic: null }));
    this.$topic.addEventListener("change", () => this.go({ ...this.place, topic: Number(this.$topic.value) || null }));
    this.$start.addEventListener("click", () => (this.view.person.blocked ? this.post("block", { blocked: false }) : this.start("")));
    this.$block.addEventListener("click", () => this.post("block", { blocked: !this.view.person.blocked }));
    this.$pinned.addEventListener("click", () => this.show(this.view.pinned.id));
    this.$down.addEventListener("click", () => { this.$log.scrollTop = this.$log.scrollHeight; });
    this.$log.addEventListener("scroll", () => { this.following = this.atEnd(); this.$down.hidden = this.following; });
    this.$log.addEventListener("load", () => this.follow(), true);
    new ResizeObserver(() => this.follow()).observe(this.$log);
  }

  atEnd() {
    return this.$log.scrollHeight - this.$log.scrollTop - this.$log.clientHeight < 120;
  }

  // Stay at the newest message when pictures load or the keyboard grows, unless the person has scrolled up.
  follow() {
    if (this.following) this.$log.scrollTop = this.$log.scrollHeight;
  }

  bot() {
    return this.world().bot.username;
  }

  go(place) {
    this.place = place;
    localStorage.setItem(`pane-${this.side}`, JSON.stringify(place));
    this.shown.clear();
    this.following = true;
    this.$log.replaceChildren();
    this.composer.clear();
    this.choose();
    return this.load();
  }

  // Fill the selectors; keep the choice where it still makes sense.
  choose() {
    const { people, groups, bot } = this.world();
    if (!people.length) return;
    if (!people.some((person) => person.id === this.place.person)) {
      this.place = { person: people[Math.min(this.side === "left" ? 0 : 1, people.length - 1)].id };
    }
    const own = groups.filter((group) => group.members.includes(this.place.person));
    const group = own.find((item) => item.id === this.place.chat);
    if (!group) this.place = { person: this.place.person, chat: this.place.person, topic: null };
    const option = (value, text, chosen) => make("option", { value, selected: chosen }, text);
    this.$person.replaceChildren(...people.map((person) => option(person.id, person.name, person.id === this.place.person)));
    this.$chat.replaceChildren(option(this.place.person, bot.name, !group), ...own.map((item) => option(item.id, item.title, item === group)));
    this.root.querySelector(".topic-label").hidden = !group || !group.forum;
    if (group && group.forum) {
      this.$topic.replaceChildren(option("", "General", !this.place.topic), ...group.topics.map((topic) => option(topic.id, topic.closed ? `${topic.name} (closed)` : topic.name, topic.id === this.place.topic)));
    }
    const name = people.find((person) => person.id === this.place.person).name;
    this.$avatar.textContent = name.split(/\s+/).map((part) => part[0]).join("").slice(0, 2).toUpperCase();
    this.$avatar.className = `avatar hue-${this.place.person % 7}`;
  }

  async load() {
    if (!this.place.person) return;
    if (this.loading) { this.again = true; return; }
    this.loading = true;
    const place = this.place;
    const query = new URLSearchParams({ person: place.person, chat: place.chat, topic: place.topic || "" });
    const view = await this.ask(`/page/view?${query}`);
    this.loading = false;
    if (view && place === this.place) this.draw(view);
    if (this.again || place !== this.place) { this.again = false; await this.load(); }
  }

  draw(view) {
    this.view = view;
    const group = view.chat.type !== "private";
    this.$block.hidden = group || !view.person.begun;
    this.$block.textContent = view.person.blocked ? "Unblock" : "Block";
    const stopped = !group && (!view.person.begun || view.person.blocked);
    this.$start.hidden = !stopped;
    this.$start.textContent = view.person.blocked ? "Unblock" : "Start";
    this.composer.form.hidden = stopped;
    this.$pinned.hidden = !view.pinned;
    this.$pinned.replaceChildren(make("strong", {}, "Pinned"), make("span", {}, view.pinned ? view.pinned.text : ""));
    this.composer.show(view);
    this.drawMessages(view, group);
    this.follow();
    this.$down.hidden = this.atEnd();
  }

  drawMessages(view, group) {
    const wanted = [];
    let lastDay = "";
    let lastSender = null;
    for (const messages of albums(view.messages)) {
      const message = messages[0];
      const today = day(message.date);
      if (today !== lastDay) { wanted.push(this.kept(`day ${today}`, today, () => make("div", { class: "service day" }, make("span", {}, today)))); lastSender = null; }
      lastDay = today;
      const first = message.sender !== lastSender;
      lastSender = message.service ? null : message.sender;
      const stamp = messages.map((item) => `${item.change}${item.unread}`).join() + first;
      wanted.push(this.kept(`message ${message.id}`, stamp, () => bubble(messages, this, { first, group })));
    }
    if (!view.messages.length && !group) wanted.push(this.kept("about", view.description, () => this.about(view)));
    const fresh = new Set(wanted);
    for (const old of [...this.$log.children]) if (!fresh.has(old)) old.remove();
    wanted.forEach((node, place) => { if (this.$log.children[place] !== node) this.$log.insertBefore(node, this.$log.children[place] || null); });
  }

  kept(key, stamp, draw) {
    const known = this.shown.get(key);
    if (known && known.stamp === stamp) return known.node;
    const node = draw();
    if (known) node.classList.add("still");
    this.shown.set(key, { stamp, node });
    return node;
  }

  about(view) {
    return make("div", { class: "about" }, make("span", { class: "mark big", "aria-hidden": "true" }), make("strong", {}, this.world().bot.name),
      make("p", {}, view.description || "No messages here yet."));
  }

  show(id) {
    const node = this.$log.querySelector(`[data-id="${id}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1500);
  }

  async post(act, body) {
    const answer = await this.ask(`/page/${act}`, { ...this.place, ...body });
    if (answer && answer.error) { this.toast(answer.error); return null; }
    return answer;
  }

  async say(text, replying = null) {
    this.following = true;
    return this.post("say", { text, reply_to: replying ? replying.id : null });
  }

  saveEdit(message, text) { return this.post("edit", { message: message.id, text }); }
  pressKey(text) { return this.post("press", { text }); }
  reply(message) { this.composer.setContext(message, null); }
  edit(message) { this.composer.setContext(null, message); }
  vote(message, number) { return this.post("vote", { message: message.id, choices: [number] }); }

  async start(payload) {
    if (this.place.chat !== this.place.person) await this.go({ person: this.place.person });
    return this.post("start", { payload });
  }

  async press(message, button, element) {
    if (button.copies) {
      await navigator.clipboard.writeText(button.copies).catch(() => {});
      this.toast("Copied");
    } else if (button.url) {
      const payload = startPayload(button.url, this.bot());
      if (payload !== null) await this.start(payload);
      else window.open(button.url, "_blank", "noopener,noreferrer");
    } else {
      element.classList.add("waiting");
      element.setAttribute("aria-busy", "true");
      const answer = await this.post("press", { message: message.id, data: button.data });
      // The toast may have come before the answer to the press.
      const over = !answer || this.answered.delete(answer.query);
      if (!over) this.pressed.set(answer.query, element);
      setTimeout(() => this.calm(element), over ? 0 : 15000);
    }
  }

  calm(element) {
    element.classList.remove("waiting");
    element.removeAttribute("aria-busy");
  }

  async sendFiles(files, caption, asFile) {
    const form = new FormData();
    for (const [name, value] of Object.entries(this.place)) if (value !== null && value !== undefined) form.append(name, value);
    form.append("caption", caption);
    form.append("as_file", String(asFile));
    for (const file of files) form.append("files", file, file.name);
    const answer = await this.ask("/page/send", form);
    if (answer && answer.error) { this.toast(answer.error); return null; }
    return answer;
  }

  toast(text) {
    const node = make("div", { class: "toast" }, text);
    this.$toasts.append(node);
    setTimeout(() => node.remove(), 4500);
  }

  // What the server tells of while it happens.
  hear(notice) {
    if (notice.kind === "toast" && notice.person === this.place.person) {
      const element = this.pressed.get(notice.query);
      if (element) { this.calm(element); this.pressed.delete(notice.query); } else this.answered.add(notice.query);
      if (notice.text && notice.alert) {
        this.$alert.querySelector("p").textContent = notice.text;
        if (!this.$alert.open) this.$alert.showModal();
      } else if (notice.text) this.toast(notice.text);
    }
    if (notice.kind === "action" && notice.chat === this.place.chat && (notice.topic || null) === (this.place.topic || null)) {
      this.$typing.textContent = TYPING[notice.action] || "busy…";
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => { this.$typing.textContent = ""; }, 5000);
    }
    if (notice.kind === "chat" && notice.chat === this.place.chat) {
      this.$typing.textContent = "";
      this.load();
    }
    if (notice.kind === "read" || notice.kind === "commands") this.load();
  }
}
