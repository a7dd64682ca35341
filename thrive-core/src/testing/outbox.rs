//! A client whose service is memory.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::value::RawValue;

use super::Events;
use crate::client::Client;
use crate::transport::{NoAnswer, Request, Response, Transport};

/// A client that delivers into memory, and where that is.
///
/// ```
/// # use std::time::Duration;
/// # use thrive_core::testing::{assert_tracked, client};
/// # use thrive_core::{Client, TrackEvent};
/// # #[derive(TrackEvent)]
/// # #[track(event = "feature_used")]
/// # struct Used { feature_name: &'static str }
/// fn export(client: &Client) {
///     Used { feature_name: "export" }.by("user-7").within(42).track_with(client).unwrap();
/// }
///
/// let (client, outbox) = client();
/// export(&client);
/// client.flush(Duration::from_secs(5));
/// assert_tracked!(outbox.events(), "feature_used", { "feature_name": "export" });
/// ```
///
/// # Panics
///
/// Where the client's thread cannot be started.
pub fn client() -> (Client, Outbox) {
    let outbox = Outbox::default();
    let client = Client::builder().transport(outbox.clone()).flush_interval(Duration::ZERO).hash_key("test").build();
    #[expect(clippy::expect_used, reason = "a test fails by panicking")]
    let client = client.expect("a client without a network starts");
    (client, outbox)
}

/// A [`Transport`] that keeps what is delivered, in memory. Clones share it.
///
/// [`client`] makes a client with one; for other settings give it to
/// [`ClientBuilder::transport`](crate::ClientBuilder::transport).
#[derive(Debug, Clone, Default)]
pub struct Outbox(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    events: Vec<String>,
    answer: Option<Response>,
}

impl Outbox {
    /// The events that were delivered, in order.
    pub fn events(&self) -> Events {
        Events::of(self.state().events.iter().cloned())
    }

    /// From now on the service answers so, and takes no events: a 503 for instance, or a 400. `None` has it take them
    /// again.
    pub fn answer_with(&self, answer: impl Into<Option<Response>>) {
        self.state().answer = answer.into();
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Outbox {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        let mut state = self.state();
        if let Some(answer) = &state.answer {
            return Ok(answer.clone());
        }
        let events: Vec<&RawValue> = match serde_json::from_slice(request.body()) {
            Ok(events) => events,
            Err(error) => return Ok(Response::new(400).with_body(format!("no array of events: {error}"))),
        };
        state.events.extend(events.into_iter().map(|event| event.get().to_owned()));
        Ok(Response::new(200))
    }
}
