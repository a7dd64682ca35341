//! For the tests of code that tracks: what it tracked, without a network.
//!
//! [`capture`] runs code and keeps what it tracks with `.track()` on this thread, so that tests may run in parallel and
//! need no client:
//!
//! ```
//! use thrive_core::testing::{assert_tracked, capture};
//! use thrive_core::TrackEvent;
//!
//! #[derive(TrackEvent)]
//! #[track(event = "account_created")]
//! struct Account {
//!     #[track(group_id, property = "account_id")]
//!     id: u64,
//!     #[track(property = "account_name")]
//!     name: String,
//! }
//!
//! fn create_account(name: &str) {
//!     let account = Account { id: 42, name: name.to_owned() };
//!     // .. store it ..
//!     account.by("user-7").track().unwrap();
//! }
//!
//! // In a test:
//! let events = capture(|| create_account("Acme"));
//! let event = assert_tracked!(events, "account_created", { "account_name": "Acme" });
//! assert_eq!(event.user_id(), Some("user-7"));
//! assert_eq!(events.len(), 1);
//! ```
//!
//! Code that is given a [`Client`] gets one from [`client`], with the events that it delivers.

mod capture;
mod event;
mod outbox;

pub use capture::{Capture, capture, capture_async};
pub use event::{Event, Events};
pub use outbox::{Outbox, client};

pub(crate) use capture::captured;

#[doc(inline)]
pub use crate::{__assert_not_tracked as assert_not_tracked, __assert_tracked as assert_tracked};

#[doc(hidden)]
pub mod __private {
    pub use serde_json::json;
}

#[cfg(doc)]
use crate::Client;

/// Asserts that an event was tracked: by its name, and with these properties, beside which it may have others.
///
/// It is an expression, the first [`Event`] that matches. Otherwise it panics with what was tracked instead.
///
/// ```
/// # use thrive_core::testing::{assert_tracked, capture};
/// # use thrive_core::TrackEvent;
/// # #[derive(TrackEvent)]
/// # #[track(event = "feature_used")]
/// # struct Used { feature_name: &'static str, #[track(property)] rows: Vec<u32> }
/// let events = capture(|| {
///     Used { feature_name: "export", rows: vec![1, 2] }.by("user-7").within(42).track().unwrap();
/// });
/// assert_tracked!(events, "feature_used");
/// let event = assert_tracked!(events, "feature_used", { "feature_name": "export", "rows": [1, 2] });
/// assert_eq!(event.group_id(), Some("42"));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_tracked {
    ($events:expr, $name:expr $(,)?) => {
        $crate::testing::assert_tracked!($events, $name, {})
    };
    ($events:expr, $name:expr, { $($properties:tt)* } $(,)?) => {
        $events.expect_tracked($name, &$crate::testing::__private::json!({ $($properties)* }))
    };
}

/// Asserts that no event of this name was tracked.
///
/// ```
/// # use thrive_core::testing::{assert_not_tracked, capture};
/// let events = capture(|| {});
/// assert_not_tracked!(events, "account_created");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_not_tracked {
    ($events:expr, $name:expr $(,)?) => {
        $events.expect_not_tracked($name)
    };
}
