// The connection to the collector: it is made again until it holds, and goes on where it broke off.

const RETRY_MS = 1500;

/** Calls `on.start`, `on.clear`, `on.rows`, `on.counts` and `on.link` as messages come. */
export function follow(on) {
  let last = null;
  let source = null;
  const message = (handle) => (event) => {
    last = event.lastEventId || last;
    handle(event.data);
  };
  const connect = () => {
    source = new EventSource(last ? `inspector/stream?after=${last}` : "inspector/stream");
    source.addEventListener("open", () => on.link("live"));
    source.addEventListener("start", message(on.start));
    source.addEventListener("resume", message(() => {}));
    source.addEventListener("clear", message(on.clear));
    source.addEventListener("rows", message((data) => on.rows(JSON.parse(data))));
    source.addEventListener("counts", message((data) => on.counts(JSON.parse(data))));
    source.addEventListener("error", () => {
      on.link("lost");
      // The browser comes back by itself where the connection broke, but not after an answer that is no stream.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
    });
  };
  connect();
}
