// The events that the page knows, and those of them that the filter shows.

const [NUMBER, AT, GOOD, CALL, NAME, USER, ACCOUNT, REASON, REASONS] = Array(9).keys();

/** From the collector's short form. What the search looks through is put together once. */
export function read(short) {
  const row = {
    number: short[NUMBER],
    at: short[AT],
    isGood: short[GOOD] === 1,
    call: short[CALL],
    name: short[NAME] ?? (short[CALL] === "track" ? "" : short[CALL]),
    user: short[USER] ?? "",
    account: short[ACCOUNT] ?? "",
    reason: short[REASON] ?? "",
    reasons: short[REASONS],
  };
  row.text = `${row.name}\n${row.user}\n${row.account}`.toLowerCase();
  return row;
}

/** Grows at one end and is forgotten at the other; what is forgotten is cut off a good deal at a time. */
class Tape {
  #items = [];
  #start = 0;

  get length() {
    return this.#items.length - this.#start;
  }

  at(index) {
    return this.#items[this.#start + index];
  }

  push(item) {
    this.#items.push(item);
  }

  dropFirst() {
    this.#items[this.#start] = undefined;
    this.#start += 1;
    if (this.#start > 10_000) {
      this.#items = this.#items.slice(this.#start);
      this.#start = 0;
    }
  }

  *[Symbol.iterator]() {
    for (let index = this.#start; index < this.#items.length; index += 1) yield this.#items[index];
  }

  clear() {
    this.#items = [];
    this.#start = 0;
  }
}

export class Rows {
  #all = new Tape();
  #shown = new Tape();
  #accept = () => true;
  limit = 50_000;

  get known() {
    return this.#all.length;
  }

  get length() {
    return this.#shown.length;
  }

  /** Adds rows, older first, and says how many of them the filter shows. */
  add(rows) {
    let shown = 0;
    for (const row of rows) {
      this.#all.push(row);
      if (this.#accept(row)) {
        this.#shown.push(row);
        shown += 1;
      }
    }
    while (this.#all.length > this.limit) {
      if (this.#shown.length && this.#shown.at(0) === this.#all.at(0)) this.#shown.dropFirst();
      this.#all.dropFirst();
    }
    return shown;
  }

  /** Shows those that this function accepts. */
  filter(accept) {
    this.#accept = accept;
    this.#shown.clear();
    for (const row of this.#all) if (accept(row)) this.#shown.push(row);
  }

  clear() {
    this.#all.clear();
    this.#shown.clear();
  }

  /** The shown row at this place, the newest first. */
  at(place) {
    return place < 0 ? undefined : this.#shown.at(this.#shown.length - 1 - place);
  }

  /** Where the row of this number is shown, or -1. Numbers rise, so it is found by halving. */
  placeOf(number) {
    let [low, high] = [0, this.#shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#shown.at(middle).number < number) low = middle + 1;
      else high = middle;
    }
    return this.#shown.at(low)?.number === number ? this.#shown.length - 1 - low : -1;
  }
}
