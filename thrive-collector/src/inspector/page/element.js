// What arrives becomes text, never markup: nodes are made here, and nowhere from a string.

/** An element with attributes and children; a child that is no node is text, and an absent one is none. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child != null));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Text that is for a screen reader alone. */
export const unseen = (text) => element("span", { class: "unseen" }, text);

/** Accepted or refused: a sign and a word, so that colour is not needed. */
export function mark(isGood) {
  const sign = element("span", { "aria-hidden": "true" }, isGood ? "✓ " : "✕ ");
  return element("span", { class: `mark ${isGood ? "good" : "bad"}` }, sign, isGood ? "Accepted" : "Refused");
}

const number = new Intl.NumberFormat("en");
export const count = (value) => number.format(value);
export const counted = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

/** Calls once a frame at most, with whatever has come until then. */
export function oncePerFrame(draw) {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      draw();
    });
  };
}
