// The page: two panes, the drawers, and the stream of notices that keeps them true.

import { make, startPayload } from "/page/bubble.js";
import { Pane } from "/page/pane.js";

let world = { bot: { name: "Bot", username: "bot" }, people: [], groups: [], notice: "", faults: [], clock: { now: 0, movable: false } };

const FAULT_WORDS = { refuse: "refused", fail_after: "fails after it is done", hang_before: "hangs", hang_after: "hangs after it is done", drop_before: "cut off", drop_after: "answer lost", duplicate: "updates twice", reverse: "updates reversed", forget: "confirmation forgotten", unheard: "webhook unheard" };

// The answer as JSON; null when the server cannot be reached.
async function ask(path, body) {
  const given = body === undefined ? {} : body instanceof FormData ? { method: "POST", body } : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const answer = await fetch(path, given);
    return await answer.json();
  } catch {
    return null;
  }
}

const panes = ["left", "right"].map((side) => new Pane(side, ask, () => world));
document.getElementById("panes").append(...panes.map((pane) => pane.root));

async function loadWorld() {
  const fresh = await ask("/page/world");
  if (!fresh) return;
  world = fresh;
  document.getElementById("bot-name").textContent = world.bot.name;
  drawNotice();
  drawFaults();
  drawClock();
  for (const pane of panes) { pane.choose(); pane.load(); }
}

// A line of the notice; a link that starts the bot gets a button for each pane.
function noticeLine(line) {
  const parts = line.split(/((?:https?:\/\/)?t\.me\/\S+)/).map((part) => {
    const payload = startPayload(part, world.bot.username);
    if (payload === null) return part;
    return make("span", { class: "invitation" }, make("code", {}, part),
      ...panes.map((pane) => make("button", { type: "button", onclick: () => { showPane(pane.side); pane.start(payload); } }, `Open ${pane.side}`)));
  });
  return make("p", {}, ...parts);
}

function drawNotice() {
  const notice = document.getElementById("notice");
  const hidden = sessionStorage.getItem("notice-hidden") === world.notice;
  notice.hidden = !world.notice || hidden;
  notice.querySelector(".words").replaceChildren(...world.notice.split("\n").filter(Boolean).map(noticeLine));
}

function drawFaults() {
  const count = document.getElementById("fault-count");
  count.hidden = !world.faults.length;
  count.textContent = world.faults.length;
  count.setAttribute("aria-label", `${world.faults.length} in force`);
  document.getElementById("fault-list").replaceChildren(...world.faults.map((fault) => make("li", {},
    `${fault.method || "every call"}: ${FAULT_WORDS[fault.kind] || fault.kind}${fault.kind === "refuse" ? ` (${fault.code})` : ""}`)));
}

function drawClock() {
  document.getElementById("clock").hidden = !world.clock.movable;
  const now = new Date(world.clock.now * 1000);
  document.getElementById("now").textContent = now.toLocaleString("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });
}

function showPane(side) {
  document.body.dataset.shown = side;
  for (const button of document.querySelectorAll(".switch button")) button.setAttribute("aria-pressed", String(button.dataset.pane === side));
}

function wire() {
  for (const button of document.querySelectorAll(".switch button")) button.addEventListener("click", () => showPane(button.dataset.pane));
  for (const button of document.querySelectorAll("[data-fault]")) button.addEventListener("click", () => ask("/page/fault", { kind: button.dataset.fault }));
  for (const button of document.querySelectorAll("[data-minutes]")) button.addEventListener("click", () => ask("/page/clock", { minutes: Number(button.dataset.minutes) }));
  document.getElementById("notice-close").addEventListener("click", () => { sessionStorage.setItem("notice-hidden", world.notice); drawNotice(); });
  document.addEventListener("click", (event) => {
    for (const drawer of document.querySelectorAll(".drawer[open]")) if (!drawer.contains(event.target)) drawer.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const drawer of document.querySelectorAll(".drawer[open]")) { drawer.open = false; drawer.querySelector("summary").focus(); }
  });
}

function listen() {
  const stream = new EventSource("/page/events");
  stream.onopen = () => { document.getElementById("offline").hidden = true; };
  stream.onerror = () => { document.getElementById("offline").hidden = false; };
  stream.onmessage = (event) => {
    const notice = JSON.parse(event.data);
    if (notice.kind === "people") loadWorld();
    if (notice.kind === "chat" && !world.people.every((person) => person.begun)) refreshSoon();
    for (const pane of panes) pane.hear(notice);
  };
}

let soon = 0;
function refreshSoon() {
  clearTimeout(soon);
  soon = setTimeout(loadWorld, 300);
}

showPane("left");
wire();
listen();
setInterval(() => { world.clock.now += 20; drawClock(); }, 20000);
