// The page: what comes from the collector goes to the list, the plan and the plot; what the user asks for, to the filter.

import { byId, count, counted, oncePerFrame } from "./element.js";
import { Detail } from "./detail.js";
import { List } from "./list.js";
import { PlanList } from "./plan.js";
import { Plot } from "./plot.js";
import { Rows, read } from "./rows.js";
import { follow } from "./stream.js";

/** A screen reader is told what is new this often at most. */
const NEWS_MS = 5000;

const rows = new Rows();
const plot = new Plot();
const plan = new PlanList((name) => {
  byId("event").value = name;
  filter();
});
const detail = new Detail(say, () => list.focus());
const list = new List(rows, (row, options) => detail.open(row, options), () => detail.isOpen);

let held = null;
let refused = 0;

function say(text) {
  byId("news").textContent = text;
}

const redraw = oncePerFrame(() => {
  const [shown, known] = [rows.length, rows.known];
  byId("shown").textContent = shown === known ? counted(known, "event") : `${count(shown)} of ${counted(known, "event")}`;
  byId("empty").textContent = known === 0 ? "Nothing has arrived yet." : "No event that arrived is like that.";
  byId("empty").hidden = shown > 0;
  byId("list").hidden = shown === 0;
  const newer = byId("newer");
  newer.hidden = held === null && list.isAtTop;
  newer.textContent = held === null ? "To the newest" : `Go on: ${counted(held.length, "event")} since`;
  list.draw();
});

function filter() {
  const value = (id) => byId(id).value.trim().toLowerCase();
  const [search, event, user, account] = ["search", "event", "user", "account"].map(value);
  const validity = new FormData(byId("filters")).get("validity");
  const isExact = plan.knows(event);
  rows.filter(
    (row) =>
      (validity === "all" || row.isGood === (validity === "good")) &&
      (!event || (isExact ? row.name === event : row.name.toLowerCase().includes(event))) &&
      (!user || row.user.toLowerCase().includes(user)) &&
      (!account || row.account.toLowerCase().includes(account)) &&
      (!search || row.text.includes(search)),
  );
  byId("reset").hidden = validity === "all" && !(search || event || user || account);
  plan.mark(event);
  list.toTop();
  redraw();
  clearTimeout(filter.telling);
  filter.telling = setTimeout(() => say(`${count(rows.length)} of ${counted(rows.known, "event")} shown`), 400);
}

function add(read) {
  if (held === null) {
    list.grown(rows.add(read));
    redraw();
  } else {
    for (const row of read) held.push(row);
    if (held.length > rows.limit) held.splice(0, held.length - rows.limit);
    redraw();
  }
}

function forget() {
  rows.clear();
  if (held !== null) held = [];
  plot.clear();
  detail.close();
  redraw();
}

function pause(isPaused) {
  byId("pause").setAttribute("aria-pressed", isPaused);
  document.body.classList.toggle("paused", isPaused);
  if (isPaused) {
    held = [];
  } else {
    const kept = held ?? [];
    held = null;
    add(kept);
  }
  redraw();
}

byId("filters").addEventListener("input", filter);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("reset", () => {
  // The fields are empty only after this, and the button goes then.
  byId("search").focus();
  setTimeout(filter);
});
byId("pause").addEventListener("click", () => pause(held === null));
byId("list").addEventListener("scroll", redraw, { passive: true });
byId("list").addEventListener("keydown", (event) => {
  if (event.key === "Escape") detail.close();
});
byId("newer").addEventListener("click", () => {
  if (held !== null) pause(false);
  list.toTop();
  list.focus();
});
byId("clear").addEventListener("click", async () => {
  const answer = await fetch("inspector/clear", { method: "POST" }).catch(() => null);
  say(answer?.ok ? "Cleared" : "The collector did not clear");
});

// On a small screen the opened event covers the rest, which then is out of reach.
const isNarrow = matchMedia("(max-width: 900px)");
const cover = () => {
  const isCovered = isNarrow.matches && detail.isOpen;
  for (const one of document.querySelectorAll(".top, .plot, .plan, .events, .skip")) one.inert = isCovered;
  if (isCovered) byId("detail").focus();
};
isNarrow.addEventListener("change", cover);
addEventListener("opened", cover);
if (matchMedia("(max-width: 1100px)").matches) byId("plan-fold").open = false;

setInterval(() => {
  if (refused > 0) say(`${counted(refused, "event")} refused`);
  refused = 0;
}, NEWS_MS);

const about = await (await fetch("inspector/plan")).json();
rows.limit = about.shown_events;
byId("weather").hidden = about.weather === null;
byId("weather").textContent = `Weather: ${about.weather}`;
plan.begin(about.events);
plot.begin(about.seconds);
redraw();

let isNews = false;
follow({
  start: forget,
  clear: forget,
  rows: (short) => {
    const fresh = short.map(read);
    // What was there before the page was is no news.
    if (isNews) refused += fresh.filter((row) => !row.isGood).length;
    add(fresh);
  },
  counts: (counts) => {
    isNews = true;
    byId("good").textContent = count(counts.good);
    byId("bad").textContent = count(counts.bad);
    plan.count(counts);
    plot.count(counts);
  },
  link: (state) => {
    byId("link").dataset.state = state;
    byId("link-text").textContent = { live: "Live", lost: "Connection lost, trying again" }[state];
  },
});
