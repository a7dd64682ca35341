// JSON as it was written: numbers keep their digits, keys their order, and one that stands twice stands twice.

/** A value: `{ kind: "object", members: [[key, value]] }`, `{ kind: "array", items }` or `{ kind, text }`. */
export function parse(text) {
  let at = 0;
  let nodes = 0;
  const token = /\s*(?:([[\]{},:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?[0-9][-+.0-9eE]*)|(true|false|null))\s*/y;
  const next = () => {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw new SyntaxError(`no JSON at ${at}`);
    at = token.lastIndex;
    return found;
  };
  const value = (found) => {
    nodes += 1;
    const [, sign, string, number, word] = found;
    if (string !== undefined) return { kind: "string", text: string };
    if (number !== undefined) return { kind: "number", text: number };
    if (word !== undefined) return { kind: "word", text: word };
    if (sign === "[") return { kind: "array", items: list("]", value) };
    if (sign === "{") return { kind: "object", members: list("}", member) };
    throw new SyntaxError(`no value at ${at}`);
  };
  const member = ([, , key]) => {
    if (key === undefined || next()[1] !== ":") throw new SyntaxError(`no member at ${at}`);
    return [JSON.parse(key), value(next())];
  };
  const list = (end, one) => {
    const found = [];
    let first = next();
    if (first[1] === end) return found;
    for (;;) {
      found.push(one(first));
      const after = next()[1];
      if (after === end) return found;
      if (after !== ",") throw new SyntaxError(`no end at ${at}`);
      first = next();
    }
  };
  const root = value(next());
  if (at !== text.length) throw new SyntaxError(`more follows at ${at}`);
  return { root, nodes };
}

export const pointer = (parent, key) => `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
export const lastKey = (path) => path.slice(path.lastIndexOf("/") + 1).replaceAll("~1", "/").replaceAll("~0", "~");
