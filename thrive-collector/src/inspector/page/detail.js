// One event, opened.

import { byId, element, mark } from "./element.js";
import { curl } from "./curl.js";
import { parse } from "./json.js";
import { tree } from "./tree.js";

/** A tree of more values than this is no longer quick to draw. */
const MAX_NODES = 5_000;
const MAX_SHOWN_TEXT = 200_000;

export class Detail {
  #panel = byId("detail");
  #number = null;
  #say;
  #closed;

  /** `say` tells a screen reader, `closed` is called when the event is closed. */
  constructor(say, closed) {
    this.#say = say;
    this.#closed = closed;
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  async open(row, { focus } = {}) {
    this.#number = row.number;
    const answer = await fetch(`inspector/events/${row.number}`).then(
      async (response) => ({ isThere: response.ok, body: await response.json() }),
      () => ({ isThere: false, body: { message: "the collector does not answer" } }),
    );
    // Another one was opened meanwhile.
    if (this.#number !== row.number) return;
    this.#panel.replaceChildren(...(answer.isThere ? this.#parts(answer.body) : this.#absent(answer.body.message)));
    this.#panel.hidden = false;
    this.#panel.scrollTop = 0;
    document.body.classList.add("opened");
    dispatchEvent(new Event("opened"));
    if (focus) this.#panel.focus();
  }

  close() {
    if (!this.isOpen) return;
    this.#number = null;
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    document.body.classList.remove("opened");
    dispatchEvent(new Event("opened"));
    this.#closed();
  }

  #absent(message) {
    return [this.#head(element("h2", { id: "detail-title" }, "Gone")), element("p", { class: "message" }, message)];
  }

  #head(title) {
    const close = element("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => this.close() }, "✕");
    return element("div", { class: "head" }, title, close);
  }

  #parts(event) {
    const isGood = event.status === 200;
    const name = event.name ?? (event.call === "track" ? "no event name" : event.call);
    const title = element("h2", { id: "detail-title" }, name);
    const facts = element(
      "dl",
      { class: "facts" },
      fact("Verdict", mark(isGood), ` with ${event.status}`),
      fact("Call", `POST ${event.path}`),
      fact("Received", event.received_at),
      fact("Schema", event.call === "track" ? (event.is_planned ? "in the plan" : "in no plan") : `of ${event.call} calls`),
    );
    const actions = element(
      "div",
      { class: "actions" },
      element("button", { type: "button", onclick: () => this.#copy(curl(endpoint(event.path), event), "cURL") }, "Copy as cURL"),
      element("button", { type: "button", onclick: () => this.#copy(event.json ?? event.body, "text") }, event.json === null ? "Copy body" : "Copy JSON"),
    );
    const about = event.schema.description;
    return [
      this.#head(title),
      about ? element("p", { class: "about" }, about) : null,
      facts,
      event.message ? element("p", { class: "message" }, event.message) : null,
      event.is_cut ? element("p", { class: "message" }, "The body is longer than what is shown and copied.") : null,
      actions,
      ...content(event),
    ].filter((part) => part);
  }

  async #copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without TLS and beyond loopback there is no clipboard but this.
      const area = element("textarea", { class: "unseen" });
      area.value = text;
      this.#panel.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    this.#say(`Copied ${what}`);
  }
}

const endpoint = (path) => new URL(path.slice(1), document.baseURI).href;
const fact = (term, ...value) => element("div", {}, element("dt", {}, term), element("dd", {}, value));

function content(event) {
  const holder = element("div", { class: "content" });
  const read = readable(event.json);
  if (!read) {
    const listed = event.json === null ? [] : event.reasons;
    const list = listed.map(({ path, message }) => element("li", {}, element("code", {}, path || "the event"), ` ${message}`));
    // What cannot be taken apart may hold anything.
    const show = element(
      "button",
      {
        type: "button",
        onclick: () => holder.replaceChildren(element("pre", { class: "raw", tabindex: "0" }, (event.json ?? event.body).slice(0, MAX_SHOWN_TEXT))),
      },
      "Show as it came (may hold personal data)",
    );
    holder.append(show);
    return [list.length ? element("ul", { class: "rules" }, list) : null, holder];
  }
  const unveiled = new Set();
  const draw = (focused) => {
    const unveil = (path) => {
      unveiled.add(path);
      draw(path);
    };
    const lines = tree(read, { reasons: event.reasons, notes: event.schema.values, unveiled, unveil });
    holder.replaceChildren(lines);
    // The button is gone; the reader goes on where it was.
    if (focused !== undefined) holder.focus({ preventScroll: true });
  };
  holder.tabIndex = -1;
  draw();
  return [holder];
}

function readable(json) {
  if (json === null || json.length > MAX_SHOWN_TEXT) return null;
  try {
    const { root, nodes } = parse(json);
    return nodes <= MAX_NODES ? root : null;
  } catch {
    return null;
  }
}
