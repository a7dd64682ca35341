//! What arrives, as it arrives: server-sent events.
//!
//! A stream is a place in the store that moves on. There is no queue for each browser: one that is slow finds the latest
//! events when it comes back, and the counts are of all of them.

use std::{
    convert::Infallible,
    fmt,
    str::FromStr,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Uri, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use serde_json::{Map, Value, json};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until, timeout_at},
};

use super::{SHOWN_EVENTS, line};
use crate::{
    request::{Call, Reason, text},
    store::{Judged, Numbered, SECONDS, Split, seconds},
    track::Service,
};

/// So many events go in one message.
const EVENTS_A_MESSAGE: usize = 2_000;

/// Events of so much time go together, so that a flood is few messages.
const GATHERING: Duration = Duration::from_millis(100);

/// The counts are sent this often while they change.
const COUNTING: Duration = Duration::from_millis(500);

/// Something is sent at least this often, so that a browser that is gone is noticed.
const SILENCE: Duration = Duration::from_secs(15);

/// Where a browser is: in which life of which store, and before which event. It is the id of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    store: u64,
    generation: u64,
    next: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:x}-{:x}-{:x}", self.store, self.generation, self.next)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('-').map(|part| u64::from_str_radix(part, 16));
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(store)), Some(Ok(generation)), Some(Ok(next)), None) => Ok(Self { store, generation, next }),
            _ => Err(()),
        }
    }
}

/// What a browser was told of the counts.
#[derive(Clone, Copy)]
struct Counted {
    generation: u64,
    requests: u64,
    second: u64,
    at: Instant,
}

enum Step {
    Greet { greeting: &'static str },
    Events,
    Counts,
    Wait,
}

struct Watcher {
    service: Arc<Service>,
    arrived: watch::Receiver<()>,
    place: Place,
    step: Step,
    sent: Instant,
    counted: Option<Counted>,
}

/// A browser that comes back says which message it had last: by the header, or by the query where it had to start anew.
pub(super) async fn open(State(service): State<Arc<Service>>, uri: Uri, headers: HeaderMap) -> Response {
    let query = uri.query().and_then(|query| query.strip_prefix("after="));
    let last = text(&headers, "last-event-id");
    let known = last.as_deref().or(query).and_then(|id| id.parse().ok());
    let watcher = Watcher::new(service, known);
    let messages = stream::unfold(watcher, |mut watcher| async move {
        let message = watcher.next().await?;
        Some((Ok::<String, Infallible>(message), watcher))
    });
    let head =
        [(header::CONTENT_TYPE, "text/event-stream"), (header::HeaderName::from_static("x-accel-buffering"), "no")];
    (head, Body::from_stream(messages)).into_response()
}

impl Watcher {
    fn new(service: Arc<Service>, known: Option<Place>) -> Self {
        let (store, page) = (service.store.life(), service.store.page(u64::MAX, 0, 0));
        let known = known.filter(|place| place.store == store && place.next <= page.next);
        let place = known.unwrap_or(Place { store, generation: page.generation, next: 0 });
        let step = Step::Greet { greeting: if known.is_some() { "resume" } else { "start" } };
        let arrived = service.store.watch();
        Self { service, arrived, place, step, sent: Instant::now(), counted: None }
    }

    /// The next message; waits until there is one.
    async fn next(&mut self) -> Option<String> {
        loop {
            let message = match self.step {
                Step::Greet { greeting } => {
                    self.step = Step::Events;
                    Some(format!("retry: 1000\n{}", self.message(greeting, "")))
                }
                Step::Events => self.events(),
                Step::Counts => self.counts(),
                Step::Wait => self.wait().await?,
            };
            if message.is_some() {
                self.sent = Instant::now();
                return message;
            }
        }
    }

    fn events(&mut self) -> Option<String> {
        self.arrived.borrow_and_update();
        let page = self.service.store.page(self.place.next, SHOWN_EVENTS, EVENTS_A_MESSAGE);
        if page.generation != self.place.generation {
            self.place.generation = page.generation;
            return Some(self.message("clear", ""));
        }
        self.place.next = page.next;
        self.step = if page.events.len() == EVENTS_A_MESSAGE { Step::Events } else { Step::Counts };
        let rows: Vec<Value> = page.events.iter().filter_map(row).collect();
        (!rows.is_empty()).then(|| self.message("rows", &Value::from(rows).to_string()))
    }

    fn counts(&mut self) -> Option<String> {
        self.step = Step::Wait;
        let (now, second) = (Instant::now(), seconds(SystemTime::now()));
        let known = self.counted;
        if known.is_some_and(|known| now < known.at + COUNTING) {
            return None;
        }
        let (counted, told) = self.service.store.tally(|generation, counts, tally| {
            let same = known.filter(|known| known.generation == generation);
            if same.is_some_and(|same| same.requests == counts.requests) {
                return None;
            }
            // The second in which the browser was told last was not over then.
            let told = same.map_or(second.saturating_sub(SECONDS), |same| same.second.saturating_sub(1));
            let names: Map<String, Value> = tally.names().map(|(name, split)| (name.to_owned(), pair(split))).collect();
            let seconds = tally.seconds_after(told).map(|(second, split)| json!([second, split.good, split.bad]));
            let told = json!({
                "now": second,
                "requests": counts.requests,
                "good": counts.good,
                "bad": counts.bad,
                "names": names,
                "others": pair(tally.others()),
                "seconds": seconds.collect::<Vec<_>>(),
            });
            Some((Counted { generation, requests: counts.requests, second, at: now }, told))
        })?;
        self.counted = Some(counted);
        Some(self.message("counts", &told.to_string()))
    }

    /// `None` when nothing will ever come.
    async fn wait(&mut self) -> Option<Option<String>> {
        let requests = self.service.store.counts().requests;
        let behind = self.counted.filter(|counted| counted.requests != requests);
        let until = behind.map_or_else(|| Instant::now() + SILENCE, |counted| counted.at + COUNTING);
        match timeout_at(until, self.arrived.changed()).await {
            Ok(changed) => {
                changed.ok()?;
                sleep_until(self.sent + GATHERING).await;
                self.step = Step::Events;
                Some(None)
            }
            Err(_) if behind.is_some() => {
                self.step = Step::Counts;
                Some(None)
            }
            Err(_) => Some(Some(": nothing new\n\n".to_owned())),
        }
    }

    fn message(&self, event: &str, data: &str) -> String {
        format!("event: {event}\nid: {}\ndata: {data}\n\n", self.place)
    }
}

/// What stands in the list.
fn row(numbered: &Numbered) -> Option<Value> {
    let (is_good, call, name, user, group, reasons): (_, Call, _, _, _, &[Reason]) = match numbered.event()? {
        Judged::Good(event) => (true, event.call, &event.name, &event.user_id, &event.group_id, &[]),
        Judged::Bad(event) => (false, event.call, &event.name, &event.user_id, &event.group_id, &event.reasons),
    };
    let at = numbered.at.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let [name, user, group] = [name, user, group].map(|text| text.as_deref().map(line));
    let reason = reasons.first().map(|reason| line(&reason.to_string()));
    Some(json!([
        numbered.number,
        u64::try_from(at).unwrap_or_default(),
        u8::from(is_good),
        call.name(),
        name,
        user,
        group,
        reason,
        reasons.len()
    ]))
}

fn pair(split: Split) -> Value {
    json!([split.good, split.bad])
}
