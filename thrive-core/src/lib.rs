//! Send product events to ThriveStack from the structs you already have.
//!
//! ```no_run
//! use thrive_core::{Client, TrackEvent};
//!
//! #[derive(TrackEvent)]
//! #[track(event = "account_created")]
//! struct Account {
//!     #[track(group_id, property = "account_id")]
//!     id: u64,
//!     #[track(property = "account_name")]
//!     name: String,
//!     #[track(user_id)]
//!     owner: String,
//!     #[track(skip)]
//!     password_hash: String,
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // Reads THRIVESTACK_API_KEY, or THRIVESTACK_ACCESS_TOKEN.
//!     let _guard = Client::from_env()?.install()?;
//!
//!     let account = Account {
//!         id: 42,
//!         name: "Acme".into(),
//!         owner: "user-7".into(),
//!         password_hash: "stays here".into(),
//!     };
//!     account.track()?; // queued; a thread in the background sends it
//!     Ok(())
//! }
//! ```
//!
//! **What the service would refuse does not compile.** The struct is checked against the event's schema: its name, every
//! required property, the kind of every field. The error stands on the field at fault.
//! [The derive](macro@TrackEvent) lists the attributes and the checks.
//!
//! **Tracking is a plain function call.** It never waits for the network and needs no async runtime; it works in one, too.
//! A value that cannot be sent, such as a NaN or a blank id, is an error at the call, and nothing of it is sent.
//!
//! **An accepted event is sent until the service answers for it**, through outages and overload, in the order of the calls.
//! It is held in memory: what is not delivered when the process ends is lost, and counted by
//! [`shutdown`](Client::shutdown). [`Client`] says how long it waits for what.
//!
//! # When the struct does not know everything
//!
//! The user who acts is often in the request, not in the struct. Name them in the call:
//!
//! ```
//! # use thrive_core::{Client, TrackEvent};
//! #[derive(TrackEvent)]
//! #[track(event = "feature_used")]
//! struct Exported<'a> {
//!     feature_name: &'a str,
//!     #[track(property)]
//!     row_count: usize,
//! }
//!
//! let event = Exported { feature_name: "csv_export", row_count: 1_200 };
//! let json = event.by("user-7").within(42).to_json()?; // `.track()` to send it
//! assert!(json.contains(r#""feature_name":"csv_export","row_count":1200"#));
//! # Ok::<(), thrive_core::TrackError>(())
//! ```
//!
//! Without `.by(..)` and `.within(..)` that would not compile, as every event needs a user, and this one an account.
//!
//! # Without a global client
//!
//! ```no_run
//! # use std::time::Duration;
//! # use thrive_core::{Client, TrackEvent};
//! # #[derive(TrackEvent)]
//! # #[track(event = "profile_completed")]
//! # struct Completed {}
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().api_key("key from your secret store").build()?;
//! Completed {}.by("user-7").within("account-1").track_with(&client)?;
//!
//! let report = client.shutdown(Duration::from_secs(5));
//! println!("{} delivered, {} lost", report.delivered, report.lost);
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! | feature | brings |
//! |---|---|
//! | `derive` (default) | `#[derive(TrackEvent)]` |
//! | `jiff` | `jiff::Timestamp` and `jiff::ZonedDateTime` as date-times |
//! | `chrono` | `chrono::DateTime<Tz>` as a date-time |
//! | `time` | `time::OffsetDateTime` and `time::UtcDateTime` as date-times |
//! | `uuid` | `uuid::Uuid` as an id and a string |
//! | `rust_decimal` | `rust_decimal::Decimal` as a number |

mod batch;
mod client;
mod credentials;
mod delivery;
mod envelope;
mod error;
mod event;
mod queue;
#[cfg(feature = "registry")]
pub mod registry;
mod retry;
mod stats;
mod transport;
mod value;

pub use client::{Client, ClientBuilder, Guard, Receipt};
pub use error::{BuildError, BuildErrorKind, InstallError, InstallErrorKind, TrackError, TrackErrorKind};
pub use event::{At, By, CompleteEvent, TrackEvent, Within};
pub use stats::{Answer, Report, Stats};
pub use value::{IdValue, TimestampValue, TrackFields, TrackValue};

#[cfg(feature = "derive")]
pub use thrive_derive::{TrackEvent, TrackFields, TrackValue};

/// What generated code calls. Not public API: it changes with any release, and its name with it.
#[doc(hidden)]
pub mod __private_v0_1 {
    pub use crate::envelope::{Encoder, JsonForm, JsonKind, Timestamp, Writer};
    pub use crate::event::{And, Missing, Optional, Present};
    pub use crate::value::check::*;
    pub use crate::value::fields::encode_fields;
    pub use crate::value::kind::*;
    pub use crate::value::rule::{Asked, MemberRule, Rule, complete, distinct, fits, flattens, flattens_custom};
    pub use crate::value::shape::{FieldShape, NoShape, Personal, Probe, Shape};
    pub use crate::{TrackFields, TrackValue};

    #[cfg(feature = "registry")]
    pub use crate::{__thrive_register as register, registry::EventInfo};
    #[cfg(feature = "registry")]
    pub use inventory;
}
