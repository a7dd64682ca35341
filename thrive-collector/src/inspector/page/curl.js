// A request to repeat, for a shell.

/** Control characters would do something to a terminal as they are pasted. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;
const CONTROLS = new RegExp(CONTROL, "g");

/** One word of a POSIX shell; with control characters in it, one of bash and zsh. */
export function quoted(text) {
  if (!CONTROL.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const code = (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, "0")}`;
  return `$'${text.replace(/['\\]/g, "\\$&").replace(CONTROLS, code)}'`;
}

/** The event alone, as it was sent; the credential is the shell's to know. */
export function curl(url, event) {
  const credential = {
    bearer: `-H "Authorization: Bearer $THRIVESTACK_ACCESS_TOKEN"`,
    api_key: `-H "x-api-key: $THRIVESTACK_API_KEY"`,
  }[event.credential];
  const type = event.content_type === null ? null : `-H ${quoted(`Content-Type: ${event.content_type}`)}`;
  const body = event.json === null ? event.body : `[${event.json}]`;
  const parts = [`curl -X POST ${quoted(url)}`, credential, type, `--data-binary ${quoted(body)}`];
  return parts.filter((part) => part).join(" \\\n  ");
}
