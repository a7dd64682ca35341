//! Settings of what is sent, and of who hears of it.

use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use crate::client::hooks::{Decision, Hook, Outgoing, Rejected};
use crate::queue::Overflow;

impl ClientBuilder {
    /// Adds `"source": …` to the context of every event that does not say it itself. The service knows `product` and
    /// `marketing`.
    pub fn source(self, source: impl Into<String>) -> Self {
        ClientBuilder { source: Some(source.into()), ..self }
    }

    /// Adds an id to the context of every event, `"event_id": …`, a UUID. It stays the same however often the event is
    /// sent, so that one that arrived twice, because an answer was lost, can be recognised. Default: false.
    pub fn event_ids(self, event_ids: bool) -> Self {
        ClientBuilder { event_ids, ..self }
    }

    /// A client that does nothing: `track` returns a receipt that says [`Outcome::Disabled`](crate::Outcome::Disabled),
    /// no thread is started and nothing is sent. It needs no credential. For a development machine, for instance.
    /// Default: false.
    ///
    /// ```
    /// let client = thrive_core::Client::builder().disabled(true).build()?;
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    pub fn disabled(self, disabled: bool) -> Self {
        ClientBuilder { disabled, ..self }
    }

    /// What happens to an event for which there is no room. Default: [`Overflow::Reject`].
    pub fn overflow(mut self, overflow: Overflow) -> Self {
        self.limits.overflow = overflow;
        self
    }

    /// For how long a batch is sent again, counted from its first attempt, while the service does not answer; then its
    /// events are given up, counted as [`expired`](crate::Dropped::expired) and handed to
    /// [`on_rejected`](ClientBuilder::on_rejected). A refused credential expires nothing. Default: without end.
    pub fn retry_deadline(self, deadline: Duration) -> Self {
        ClientBuilder { retry_deadline: Some(deadline), ..self }
    }

    /// Looks at each event before it is queued, and may change or withhold it. It runs on the thread that tracks, for as
    /// long as it takes.
    ///
    /// ```
    /// use thrive_core::{Client, Decision};
    ///
    /// let client = Client::builder()
    ///     .endpoint("http://127.0.0.1:8787/api")
    ///     .api_key("key")
    ///     .before_send(|event| match event.json().contains("@acme.com") {
    ///         true => Decision::Withhold, // our own people
    ///         false => Decision::Send,
    ///     })
    ///     .build()?;
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    pub fn before_send(self, decide: impl Fn(&Outgoing<'_>) -> Decision + Send + Sync + 'static) -> Self {
        ClientBuilder { before_send: Some(Hook::new(Arc::new(decide))), ..self }
    }

    /// Hears of every event that was accepted and will not reach the service: refused for good, expired, displaced by newer
    /// ones, or not sent when the client ended without a spool.
    ///
    /// It runs on the delivery thread, which sends nothing meanwhile, or on the thread that caused it: the one that tracks
    /// where [`Overflow::DropOldest`] makes room, the one that shuts the client down. It is over before `flush` and
    /// `shutdown` report the event. It must neither shut the client down nor own one, which then would never end.
    ///
    /// It hears nothing of what a spool gives up unread: whole segments that make room by [`Overflow::DropOldest`], what is
    /// older than [`spool_max_age`](ClientBuilder::spool_max_age), damaged records. These are counted alone.
    ///
    /// ```
    /// use thrive_core::{Client, Rejected};
    ///
    /// let client = Client::builder()
    ///     .endpoint("http://127.0.0.1:8787/api")
    ///     .api_key("key")
    ///     .on_rejected(|rejected: &Rejected| eprintln!("{}: {}", rejected.reason(), rejected.event_json()))
    ///     .build()?;
    /// # Ok::<(), thrive_core::BuildError>(())
    /// ```
    pub fn on_rejected(self, hear: impl Fn(&Rejected<'_>) + Send + Sync + 'static) -> Self {
        ClientBuilder { on_rejected: Some(Hook::new(Arc::new(hear))), ..self }
    }
}
