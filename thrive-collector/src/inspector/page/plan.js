// The events of the plan with how often each was seen, and names that no plan has.

import { byId, count, counted, element, oncePerFrame, unseen } from "./element.js";

export class PlanList {
  #list = byId("plan");
  #entries = new Map();
  #planned = 0;
  #counts = { names: {}, others: [0, 0] };
  #pick;
  draw = oncePerFrame(() => this.#draw());

  /** `pick` is called with the name of an event to be shown alone, or with none. */
  constructor(pick) {
    this.#pick = pick;
  }

  begin(events) {
    this.#planned = events.length;
    for (const { name, description } of events) this.#add(name, description);
    this.draw();
  }

  count(counts) {
    this.#counts = counts;
    this.draw();
  }

  knows(name) {
    return this.#entries.has(name);
  }

  /** Shows which event is picked. */
  mark(name) {
    for (const [one, { button }] of this.#entries) button.setAttribute("aria-pressed", one === name);
  }

  #add(name, description) {
    const tally = element("span", { class: "tally" });
    const button = element(
      "button",
      { type: "button", "aria-pressed": "false", title: description },
      element("span", { class: "name" }, name),
      tally,
    );
    button.addEventListener("click", () => this.#pick(button.getAttribute("aria-pressed") === "true" ? "" : name));
    this.#entries.set(name, { button, tally, told: "" });
    this.#list.append(element("li", {}, button));
    byId("event-names").append(element("option", { value: name }));
  }

  #draw() {
    const strangers = Object.keys(this.#counts.names).filter((name) => !this.#entries.has(name));
    if (strangers.length && this.#entries.size === this.#planned) {
      this.#list.append(element("li", { class: "group" }, "Beside the plan"));
    }
    for (const name of strangers) this.#add(name, "This stands in no plan.");
    let seen = 0;
    let index = 0;
    for (const [name, entry] of this.#entries) {
      const [good, bad] = this.#counts.names[name] ?? [0, 0];
      if (index < this.#planned && good + bad > 0) seen += 1;
      index += 1;
      const told = `${good} ${bad}`;
      if (entry.told === told) continue;
      entry.told = told;
      entry.tally.replaceChildren(...tallied(good, bad));
      entry.button.classList.toggle("never", good + bad === 0);
    }
    byId("plan-seen").textContent = `${seen} of ${counted(this.#planned, "event")} seen`;
  }
}

function tallied(good, bad) {
  if (good + bad === 0) return ["never"];
  const part = (isGood, value) =>
    element(
      "span",
      { class: isGood ? "good" : "bad" },
      element("span", { "aria-hidden": "true" }, isGood ? "✓ " : "✕ "),
      count(value),
      unseen(isGood ? " accepted " : " refused "),
    );
  return [bad > 0 ? part(false, bad) : null, good > 0 ? part(true, good) : null].filter((one) => one);
}
