// An event's JSON, a line a value: beside each the rules that it breaks and what the schema says of it.

import { element, unseen } from "./element.js";
import { lastKey, pointer } from "./json.js";

const ADDRESS = /[^\s@"'<>()]+@[^\s@"'<>()]+\.[^\s@"'<>()]+/;
const ADDRESSES = new RegExp(ADDRESS, "g");

/** A line of text in which email addresses are not to be read. */
export const veiled = (text) => text.replace(ADDRESSES, (address) => `${[...address][0]}•••`);

/**
 * The tree as a list of lines. `notes` has by JSON pointer, with `*` for an item, what the schema says; `unveiled` is the
 * set of pointers whose personal data is shown, and `unveil` is called with another.
 */
export function tree(root, { reasons, notes, unveiled, unveil }) {
  const places = new Set();
  collect(root, "", places);
  const rules = new Map();
  const missing = new Map();
  const put = (map, key, value) => map.set(key, [...(map.get(key) ?? []), value]);
  for (const { path, message } of reasons) {
    if (places.has(path)) {
      put(rules, path, message);
    } else {
      let parent = path;
      do parent = parent.slice(0, Math.max(0, parent.lastIndexOf("/")));
      while (parent && !places.has(parent));
      put(missing, parent, { path, message });
    }
  }

  const lines = element("ol", { class: "tree" });
  const add = (depth, parts, path, note) => {
    const broken = rules.get(path) ?? [];
    const line = element("li", { class: broken.length ? "broken" : null });
    line.style.setProperty("--depth", depth);
    const code = element("code", {}, parts);
    line.append(code);
    if (note?.description) line.append(" ", element("span", { class: "note" }, note.description));
    for (const message of broken) line.append(rule(message));
    lines.append(line);
  };
  const ghosts = (depth, path, place) => {
    for (const one of missing.get(path) ?? []) {
      const line = element("li", { class: "broken ghost" });
      line.style.setProperty("--depth", depth);
      const note = notes[pointer(place, lastKey(one.path))];
      line.append(element("code", {}, `"${lastKey(one.path)}": `, element("em", {}, "missing")));
      if (note?.description) line.append(" ", element("span", { class: "note" }, note.description));
      line.append(rule(one.message));
      lines.append(line);
    }
  };
  const walk = (value, { depth, path, place, key, end }) => {
    const note = notes[place];
    const head = key === null ? [] : [element("span", { class: "key" }, JSON.stringify(key)), ": "];
    const isVeiled = note?.personal || (value.kind === "string" && ADDRESS.test(value.text));
    if (isVeiled && !unveiled.has(path)) {
      add(depth, [...head, veil(key ?? "value", () => unveil(path)), end], path, note);
      return;
    }
    if (value.text !== undefined) {
      add(depth, [...head, element("span", { class: value.kind }, value.text), end], path, note);
      return;
    }
    const isArray = value.kind === "array";
    const [open, close] = isArray ? "[]" : "{}";
    const inner = isArray ? value.items.map((item, index) => [index, item]) : value.members;
    if (inner.length === 0 && !missing.has(path)) {
      add(depth, [...head, open + close + end], path, note);
      return;
    }
    add(depth, [...head, open], path, note);
    inner.forEach(([name, item], index) => {
      walk(item, {
        depth: depth + 1,
        path: pointer(path, name),
        place: isArray ? `${place}/*` : pointer(place, name),
        key: isArray ? null : name,
        end: index < inner.length - 1 ? "," : "",
      });
    });
    ghosts(depth + 1, path, place);
    add(depth, [close + end], null);
  };
  walk(root, { depth: 0, path: "", place: "", key: null, end: "" });
  return lines;
}

function collect(value, path, places) {
  places.add(path);
  for (const [index, item] of (value.items ?? []).entries()) collect(item, pointer(path, index), places);
  for (const [key, member] of value.members ?? []) collect(member, pointer(path, key), places);
}

function rule(message) {
  return element("span", { class: "rule" }, element("span", { "aria-hidden": "true" }, "✕ "), unseen("Broken rule: "), message);
}

function veil(what, unveil) {
  return element(
    "button",
    { type: "button", class: "veil", onclick: unveil, "aria-label": `Show ${what}: personal data`, title: "Personal data: show" },
    "••••••",
  );
}
