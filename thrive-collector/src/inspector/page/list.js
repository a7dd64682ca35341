// The list: of 50,000 rows only those in view are elements, and these are used again as one scrolls.

import { byId, element, mark, oncePerFrame } from "./element.js";
import { veiled } from "./tree.js";

const SPARE_ROWS = 6;

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});
const day = new Intl.DateTimeFormat("en-CA");

/** The time of day, and before it the day where that is not today. */
function time(at) {
  const that = new Date(at);
  const today = day.format(new Date());
  return day.format(that) === today ? clock.format(that) : `${day.format(that)} ${clock.format(that)}`;
}

export class List {
  #rows;
  #open;
  #isOpened;
  #list = byId("list");
  #space = byId("rows");
  #elements = [];
  #chosen = null;
  draw = oncePerFrame(() => this.#draw());

  /** `open` is called with a row to be shown; while `isOpened()`, with each that is moved to. */
  constructor(rows, open, isOpened) {
    this.#rows = rows;
    this.#open = open;
    this.#isOpened = isOpened;
    this.#list.addEventListener("scroll", this.draw, { passive: true });
    new ResizeObserver(this.draw).observe(this.#list);
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("focus", () => {
      if (this.#place() < 0) this.#choose(this.#firstInView());
    });
    this.#space.addEventListener("click", (event) => {
      const index = this.#elements.findIndex((one) => one.root.contains(event.target));
      const row = this.#elements[index]?.row;
      if (!row) return;
      this.#choose(this.#rows.placeOf(row.number));
      this.#open(row, { focus: false });
    });
  }

  /** So many rows came on top: who has scrolled down keeps in view what was there. */
  grown(shown) {
    if (this.#list.scrollTop > 0 && shown) {
      // The space has to be there before one can scroll in it.
      this.#measure();
      this.#list.scrollTop += shown * this.#height;
    }
    this.draw();
  }

  toTop() {
    this.#list.scrollTop = 0;
    this.draw();
  }

  focus() {
    this.#list.focus();
  }

  get isAtTop() {
    return this.#list.scrollTop < this.#height;
  }

  get #height() {
    return Number.parseFloat(getComputedStyle(this.#list).getPropertyValue("--row")) || 30;
  }

  #place() {
    return this.#chosen === null ? -1 : this.#rows.placeOf(this.#chosen);
  }

  #firstInView() {
    return Math.floor(this.#list.scrollTop / this.#height);
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.#list.clientHeight / this.#height) - 1);
    const last = this.#rows.length - 1;
    const here = this.#place();
    const moves = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: last,
    };
    if (event.key in moves && !event.ctrlKey && !event.altKey && !event.metaKey) {
      this.#choose(Math.min(last, Math.max(0, moves[event.key])));
      const row = this.#rows.at(this.#place());
      if (row && this.#isOpened()) this.#open(row, { focus: false });
    } else if (event.key === "Enter" || event.key === " ") {
      const row = this.#rows.at(here);
      if (row) this.#open(row, { focus: true });
    } else {
      return;
    }
    event.preventDefault();
  }

  #choose(place) {
    const row = this.#rows.at(place);
    if (!row) return;
    this.#chosen = row.number;
    this.#measure();
    const [top, height] = [place * this.#height, this.#height];
    const bottom = top + height - this.#list.clientHeight;
    if (this.#list.scrollTop > top) this.#list.scrollTop = top;
    else if (this.#list.scrollTop < bottom) this.#list.scrollTop = bottom;
    this.#draw();
  }

  #measure() {
    this.#space.style.height = `${this.#rows.length * this.#height}px`;
  }

  #draw() {
    this.#measure();
    const height = this.#height;
    const first = Math.max(0, this.#firstInView() - SPARE_ROWS);
    const inView = Math.ceil(this.#list.clientHeight / height) + 2 * SPARE_ROWS;
    const shown = Math.max(0, Math.min(inView, this.#rows.length - first));
    while (this.#elements.length < shown) this.#elements.push(new Row(this.#space, this.#elements.length));
    let active = null;
    this.#elements.forEach((one, index) => {
      const place = first + index;
      const row = index < shown ? this.#rows.at(place) : undefined;
      const isChosen = row !== undefined && row.number === this.#chosen;
      one.show(row, place, this.#rows.length, height, isChosen);
      if (isChosen) active = one.root.id;
    });
    if (active) this.#list.setAttribute("aria-activedescendant", active);
    else this.#list.removeAttribute("aria-activedescendant");
  }
}

class Row {
  row = null;

  constructor(parent, index) {
    this.mark = element("span", { class: "cell sign" });
    this.time = element("span", { class: "cell time" });
    this.name = element("span", { class: "cell name" });
    this.user = element("span", { class: "cell user" });
    this.account = element("span", { class: "cell account" });
    this.reason = element("span", { class: "cell reason" });
    const cells = [this.mark, this.time, this.name, this.user, this.account, this.reason];
    this.root = element("div", { class: "row", role: "option", id: `row-${index}`, "aria-selected": "false" }, cells);
    parent.append(this.root);
  }

  show(row, place, length, height, isChosen) {
    this.root.hidden = row === undefined;
    if (row === undefined) {
      this.row = null;
      return;
    }
    this.root.style.transform = `translateY(${place * height}px)`;
    this.root.setAttribute("aria-posinset", place + 1);
    this.root.setAttribute("aria-setsize", length);
    this.root.setAttribute("aria-selected", isChosen);
    if (this.row === row) return;
    this.row = row;
    this.root.classList.toggle("bad", !row.isGood);
    this.mark.replaceChildren(mark(row.isGood));
    this.time.textContent = time(row.at);
    this.name.textContent = row.name || "no event name";
    this.name.classList.toggle("none", !row.name);
    this.user.textContent = veiled(row.user) || "–";
    this.account.textContent = veiled(row.account) || "–";
    const more = row.reasons > 1 ? ` (and ${row.reasons - 1} more)` : "";
    this.reason.textContent = row.reason + more;
    for (const cell of [this.name, this.user, this.account, this.reason]) cell.title = cell.textContent;
  }
}
