// One message as an element. Text only ever becomes text nodes, so nothing a person or the bot wrote can be markup.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span", custom_emoji: "span",
  text_link: "a", url: "a", email: "a", text_mention: "span", mention: "span", hashtag: "span", bot_command: "button",
};

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

export function day(seconds) {
  return new Date(seconds * 1000).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
}

function href(raw) {
  try {
    const url = new URL(/^[a-z]+:/i.test(raw) ? raw : `https://${raw}`);
    return ["http:", "https:", "tg:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function startPayload(raw, bot) {
  const url = href(raw);
  const match = url && url.match(/^(?:https?:\/\/t\.me\/|tg:\/\/resolve\/?\?domain=)([A-Za-z0-9_]+)\/?(?:[?&]start=([A-Za-z0-9_-]{1,64}))?$/);
  return match && match[1].toLowerCase() === bot.toLowerCase() ? match[2] || "" : null;
}

function link(entity, raw, acts) {
  const payload = startPayload(raw, acts.bot());
  const target = entity.type === "email" ? `mailto:${raw}` : href(raw);
  if (payload !== null) {
    return make("a", { href: "#", title: `Starts the bot here: ${raw}`, onclick: (event) => { event.preventDefault(); acts.start(payload); } });
  }
  return target
    ? make("a", { href: target, target: "_blank", rel: "noopener noreferrer", title: `Opens ${raw} in your browser` })
    : make("span");
}

function reveals(element, name) {
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "0");
  element.setAttribute("aria-label", name);
  const reveal = () => {
    element.classList.add("open");
    for (const attribute of ["role", "tabindex", "aria-label"]) element.removeAttribute(attribute);
  };
  element.addEventListener("click", reveal, { once: true });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); reveal(); }
  });
  return element;
}

function element(entity, inside, acts) {
  if (entity.type === "bot_command") {
    return make("button", { type: "button", class: "command", onclick: () => acts.say(inside) });
  }
  if (["text_link", "url", "email"].includes(entity.type)) return link(entity, entity.url || inside, acts);
  const made = make(TAGS[entity.type] || "span", { class: entity.type });
  return entity.type === "spoiler" ? reveals(made, "Hidden text: press to show") : made;
}

// JavaScript strings are UTF-16, in which Telegram counts too.
export function rich(text, entities, acts) {
  const root = document.createDocumentFragment();
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const stack = [{ node: root, end: text.length }];
  let at = 0;
  const write = (upTo) => {
    while (at < upTo) {
      const top = stack[stack.length - 1];
      const end = Math.min(upTo, top.end);
      if (end > at) top.node.append(text.slice(at, end));
      at = Math.max(at, end);
      if (at >= top.end && stack.length > 1) leave();
    }
    while (stack.length > 1 && stack[stack.length - 1].end <= at) leave();
  };
  // A block ends its line by itself; the line break after it would show as an empty line.
  const leave = () => {
    const left = stack.pop();
    if (["PRE", "BLOCKQUOTE"].includes(left.node.tagName) && text[at] === "\n") at += 1;
  };
  for (const entity of ordered) {
    write(entity.offset);
    const top = stack[stack.length - 1];
    const end = Math.min(entity.offset + entity.length, top.end);
    if (end <= at) continue;
    const made = element(entity, text.slice(entity.offset, end), acts);
    top.node.append(made);
    stack.push({ node: made, end });
  }
  write(text.length);
  return root;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function file(item, caption) {
  if (!item.url) return make("p", { class: "expired" }, "The file has expired");
  if (item.kind === "photo" || item.kind === "sticker") {
    const widest = item.kind === "sticker" ? 144 : 352;
    const scale = Math.min(1, widest / (item.width || widest), 320 / (item.height || 320));
    const sizes = { width: Math.max(80, Math.round(item.width * scale)), height: Math.round(item.height * scale) };
    const image = make("img", { src: item.url, alt: caption || `A ${item.kind} without a caption`, ...sizes });
    if (item.spoiler) return reveals(make("span", { class: "veil" }, image), "Hidden picture: press to show");
    return make("a", { href: item.url, target: "_blank", class: `picture ${item.kind}`, "aria-label": "Open the picture" }, image);
  }
  if (item.kind === "voice") return make("audio", { controls: true, src: item.url, "aria-label": "Voice message" });
  if (item.kind === "video") return make("video", { controls: true, src: item.url });
  return make("a", { class: "document", href: `${item.url}?download`, download: item.name },
    make("span", { class: "sheet-mark", "aria-hidden": "true" }, (item.name.split(".").pop() || "").slice(0, 4)),
    make("span", { class: "file-words" }, make("span", { class: "file-name" }, item.name), make("small", {}, `${size(item.size)} · download`)));
}

function poll(message, acts) {
  const { question, options, total_voter_count: total, is_closed: closed, type } = message.poll;
  const rows = options.map((option, number) => {
    const share = total ? Math.round((100 * option.voter_count) / total) : 0;
    const meter = make("meter", { min: 0, max: 100, value: share, "aria-hidden": "true" });
    return make("button", { type: "button", disabled: closed, onclick: () => acts.vote(message, number) },
      make("span", {}, option.text), make("small", {}, `${share}%`), meter);
  });
  return make("div", { class: "poll" }, make("strong", {}, question),
    make("small", {}, closed ? "Final results" : type === "quiz" ? "Quiz" : "Poll"), ...rows,
    make("small", {}, `${total} ${total === 1 ? "vote" : "votes"}`));
}

function keyboard(message, acts) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row) => make("div", { class: "row" }, ...row.map((button) => {
    const mark = button.url ? make("span", { class: "goes", "aria-hidden": "true" }, "↗") : null;
    return make("button", { type: "button", onclick: (event) => acts.press(message, button, event.currentTarget) }, button.text, mark);
  })));
  return make("div", { class: "buttons" }, ...rows);
}

function meta(message) {
  const parts = [];
  if (message.protected) parts.push(make("span", { title: "Cannot be forwarded or saved" }, "🔒"));
  if (message.edited) parts.push(make("span", { class: "edited" }, "edited"));
  parts.push(make("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)));
  if (message.mine) {
    parts.push(make("span", { class: `ticks${message.unread ? "" : " read"}`, role: "img", "aria-label": message.unread ? "sent" : "seen by the bot" }, message.unread ? "✓" : "✓✓"));
  }
  return make("span", { class: "meta" }, ...parts);
}

function tools(message, acts) {
  const reply = make("button", { type: "button", class: "tool", onclick: () => acts.reply(message), "aria-label": "Reply" }, "↩");
  const edit = message.mine && message.text && !message.forwarded
    ? make("button", { type: "button", class: "tool", onclick: () => acts.edit(message), "aria-label": "Edit" }, "✎") : null;
  return make("div", { class: "tools" }, reply, edit);
}

// The messages in order, those of one album together.
export function albums(messages) {
  const out = [];
  for (const message of messages) {
    const last = out[out.length - 1];
    if (last && message.album && last[0].album === message.album) last.push(message);
    else out.push([message]);
  }
  return out;
}

// `messages` is one message, or an album whose items are shown as one.
export function bubble(messages, acts, { first, group }) {
  const message = messages.find((item) => item.text) || messages[0];
  if (message.service) return make("div", { class: "service" }, make("span", {}, message.service));
  const album = messages.length > 1;
  const kind = message.file ? message.file.kind : "";
  const box = make("div", { class: `bubble${first ? " first" : ""}${kind ? ` with-${kind}` : ""}${message.text ? "" : " wordless"}` });
  if (group && !message.mine && first) box.append(make("span", { class: `name hue-${message.sender % 7}` }, message.name));
  if (message.forwarded) box.append(make("span", { class: "forwarded" }, `Forwarded from ${message.forwarded}`));
  if (message.reply) {
    box.append(make("button", { type: "button", class: "quote", onclick: () => acts.show(message.reply.id) },
      make("strong", {}, message.reply.name), make("span", {}, message.reply.text)));
  }
  const files = messages.filter((item) => item.file).map((item) => file(item.file, item.text));
  if (album && kind === "photo") box.append(make("div", { class: `album of-${Math.min(files.length, 4)}` }, ...files));
  else box.append(...files);
  if (message.poll) box.append(poll(message, acts));
  if (message.location) box.append(make("p", { class: "place" }, `📍 ${message.location.latitude}, ${message.location.longitude}`));
  if (message.contact) box.append(make("p", { class: "place" }, `👤 ${message.contact.first_name}, ${message.contact.phone_number}`));
  const text = make("div", { class: "text" });
  text.append(rich(message.text, message.entities, acts));
  text.append(meta(messages[messages.length - 1].edited ? messages[messages.length - 1] : message));
  box.append(text);
  const marks = message.reactions.length ? make("div", { class: "reactions" }, ...message.reactions.map((mark) => make("span", {}, mark))) : null;
  const body = make("div", { class: "stack" }, box, marks, keyboard(message, acts));
  const who = message.mine ? "You" : message.name;
  return make("article", { class: `message ${message.mine ? "mine" : "theirs"}`, "aria-label": `${who}, ${clock(message.date)}`, "data-id": message.id }, body, tools(message, acts));
}
