// Events a second over the last minutes: accepted ones stand on the line, refused ones hang from it.

import { byId, count, oncePerFrame } from "./element.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 64;
const GAP = 0.15;
/** One event among thousands still shows. */
const LEAST = 1.5;

function path(kind) {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("class", kind);
  return made;
}

export class Plot {
  #seconds = new Map();
  #span = 300;
  #ahead = 0;
  #good = path("good");
  #bad = path("bad");
  #line = path("line");
  draw = oncePerFrame(() => this.#draw());

  begin(span) {
    this.#span = span;
    byId("plot").setAttribute("viewBox", `0 0 ${span} ${HEIGHT}`);
    byId("plot").append(this.#good, this.#bad, this.#line);
    setInterval(this.draw, 1000);
    this.draw();
  }

  clear() {
    this.#seconds.clear();
    this.draw();
  }

  count({ now, seconds }) {
    // The collector's clock counts, not this machine's.
    this.#ahead = now - Math.floor(Date.now() / 1000);
    for (const [second, good, bad] of seconds) this.#seconds.set(second, [good, bad]);
    this.draw();
  }

  #draw() {
    const now = Math.floor(Date.now() / 1000) + this.#ahead;
    const start = now - this.#span + 1;
    let [mostGood, mostBad, most] = [0, 0, 0];
    for (const [second, [good, bad]] of this.#seconds) {
      if (second < start) this.#seconds.delete(second);
      mostGood = Math.max(mostGood, good);
      mostBad = Math.max(mostBad, bad);
      most = Math.max(most, good + bad);
    }
    const below = mostBad === 0 ? 0 : Math.min(HEIGHT - 12, Math.max(12, (HEIGHT * mostBad) / (mostGood + mostBad)));
    const base = HEIGHT - below - 1;
    const scale = Math.min(base / Math.max(1, mostGood), below / Math.max(1, mostBad) || Infinity);
    const bars = { good: "", bad: "" };
    for (const [second, [good, bad]] of this.#seconds) {
      const left = second - start + GAP / 2;
      const width = 1 - GAP;
      if (good) {
        const height = Math.max(LEAST, good * scale);
        bars.good += `M${left} ${base}v${-height}h${width}v${height}z`;
      }
      if (bad) bars.bad += `M${left} ${base + 1}v${Math.max(LEAST, bad * scale)}h${width}V${base + 1}z`;
    }
    this.#good.setAttribute("d", bars.good);
    this.#bad.setAttribute("d", bars.bad);
    this.#line.setAttribute("d", `M0 ${base}h${this.#span}v1h${-this.#span}z`);
    const [good, bad] = this.#seconds.get(now - 1) ?? [0, 0];
    byId("plot-caption").textContent =
      `Events a second, last ${Math.round(this.#span / 60)} minutes: ` +
      `${count(good)} accepted and ${count(bad)} refused in the last second, ${count(most)} at most`;
  }
}
