//! What the log hears: a line when something begins and one when it is over, however many events meet it. Never what is
//! in an event, never a credential.

use std::time::Duration;

use tokio::time::Instant;

use crate::receipt::Outcome;
use crate::spool::SpoolError;

/// Some trouble comes with every other batch, and then has neither a beginning nor an end.
const BETWEEN_LINES: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub(super) struct Diagnostics {
    trouble: Trouble,
    /// Events that were given up since the log last heard of it.
    given_up: usize,
    given_up_at: Option<Instant>,
    spool_failed_at: Option<Instant>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    #[default]
    None,
    Failing,
    Unauthorized,
}

impl Diagnostics {
    /// The service answered, whatever it said.
    pub(super) fn answered(&mut self) {
        if self.enter(Trouble::None) {
            said(|| tracing::info!(target: "thrive", "events are delivered again"));
        }
    }

    pub(super) fn failed(&mut self, reason: &str) {
        if self.enter(Trouble::Failing) {
            said(
                || tracing::warn!(target: "thrive", reason, "events are not delivered; they are kept and tried again"),
            );
        }
    }

    pub(super) fn unauthorized(&mut self, reason: &str) {
        if self.enter(Trouble::Unauthorized) {
            said(|| {
                tracing::error!(target: "thrive", reason, "events are not delivered; they are kept, give a valid credential");
            });
        }
    }

    /// Events were refused by the service, or not delivered in time.
    pub(super) fn gave_up(&mut self, events: usize, reason: &str) {
        self.given_up += events;
        if self.given_up_at.is_none_or(|at| at.elapsed() >= BETWEEN_LINES) {
            let events = self.given_up;
            said(|| tracing::error!(target: "thrive", events, reason, "events are given up; `on_rejected` gets them"));
            self.given_up = 0;
            self.given_up_at = Some(Instant::now());
        }
    }

    /// Records of the spool do not come.
    pub(super) fn missed(&mut self, events: u64, outcome: Outcome) {
        said(|| tracing::error!(target: "thrive", events, ?outcome, "events in the spool will not be sent"));
    }

    pub(super) fn spool_failed(&mut self, error: &SpoolError) {
        if self.spool_failed_at.is_none_or(|at| at.elapsed() >= BETWEEN_LINES) {
            said(|| tracing::error!(target: "thrive", %error, "the spool is in trouble"));
            self.spool_failed_at = Some(Instant::now());
        }
    }

    /// Says whether that is news.
    fn enter(&mut self, trouble: Trouble) -> bool {
        std::mem::replace(&mut self.trouble, trouble) != trouble
    }
}

/// Logs. The host's subscriber may panic, when standard error is closed for instance: that ends neither delivery nor, on
/// a thread that is unwinding already, the process.
pub(crate) fn said(log: impl FnOnce()) {
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(log));
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Write};
    use std::sync::{Arc, Mutex};

    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use super::*;

    /// Keeps each event as a line.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<String>>>);

    impl Subscriber for Log {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target() == "thrive"
        }
        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }
        fn record(&self, _: &Id, _: &Record<'_>) {}
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, event: &Event<'_>) {
            let mut line = Line(event.metadata().level().to_string());
            event.record(&mut line);
            self.0.lock().unwrap().push(line.0);
        }
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    struct Line(String);

    impl Visit for Line {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            write!(self.0, " {field}={value:?}").unwrap();
        }
    }

    fn logged(act: impl FnOnce(&mut Diagnostics)) -> Vec<String> {
        let log = Log::default();
        tracing::subscriber::with_default(log.clone(), || act(&mut Diagnostics::default()));
        let lines = log.0.lock().unwrap();
        lines.clone()
    }

    #[test]
    fn a_subscriber_that_panics_ends_nothing() {
        let log = Log::default();
        let poison = log.clone();
        let held = std::thread::spawn(move || {
            let _held = poison.0.lock().unwrap();
            panic!("so that every further event panics in the subscriber");
        });
        assert!(held.join().is_err());
        tracing::subscriber::with_default(log, || {
            let mut diagnostics = Diagnostics::default();
            diagnostics.failed("connection refused");
            diagnostics.unauthorized("the service answered 401");
            diagnostics.gave_up(1, "the service answered 400");
            diagnostics.failed("connection refused");
            diagnostics.answered();
        });
    }

    #[tokio::test]
    async fn an_outage_is_said_once_and_its_end_too() {
        let lines = logged(|diagnostics| {
            diagnostics.answered();
            (0..100).for_each(|_| diagnostics.failed("connection refused"));
            (0..100).for_each(|_| diagnostics.answered());
            diagnostics.failed("the service answered 503");
        });
        assert_eq!(
            lines,
            [
                r#"WARN message=events are not delivered; they are kept and tried again reason="connection refused""#,
                "INFO message=events are delivered again",
                r#"WARN message=events are not delivered; they are kept and tried again reason="the service answered 503""#,
            ]
        );
    }

    #[tokio::test]
    async fn a_bad_credential_is_an_error_that_is_said_once_an_episode() {
        let lines = logged(|diagnostics| {
            (0..100).for_each(|_| diagnostics.unauthorized("the service answered 401"));
            diagnostics.answered();
            diagnostics.unauthorized("the service answered 401");
        });
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().step_by(2).all(|line| line.starts_with("ERROR")), "{lines:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn rejections_are_said_once_a_minute_with_their_sum() {
        let log = Log::default();
        let _log = tracing::subscriber::set_default(log.clone());
        let mut diagnostics = Diagnostics::default();
        for _ in 0..100 {
            diagnostics.gave_up(5, "the service answered 400");
            diagnostics.answered();
        }
        tokio::time::advance(BETWEEN_LINES).await;
        diagnostics.gave_up(5, "the service answered 400");
        let line = |events| {
            format!(
                r#"ERROR message=events are given up; `on_rejected` gets them events={events} reason="the service answered 400""#
            )
        };
        assert_eq!(*log.0.lock().unwrap(), [line(5), line(500)]);
    }
}
