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
//! **An accepted event is not lost.** It is sent until the service answers for it, through outages, overload and expired
//! tokens, in the order of the calls; one that the service refuses does not sink its batch, and is
//! [handed back](ClientBuilder::on_rejected) with the reason. With a [spool](#what-survives-the-process) it survives a crash
//! and a deploy, too. Every event is counted: [`Stats`] says what became of it.
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
//! # Types of your own
//!
//! A newtype is what is inside of it, an enum without fields is one of its variants' names. A variant that the schema does
//! not list does not compile.
//!
//! ```
//! # use thrive_core::{TrackEvent, TrackValue};
//! #[derive(TrackValue)]
//! struct UserId(u64);
//!
//! #[derive(TrackValue)]
//! enum FeatureType {
//!     Core,
//!     #[track(rename = "add-on")]
//!     Extra,
//! }
//!
//! #[derive(TrackEvent)]
//! #[track(event = "feature_used")]
//! struct Used {
//!     feature_name: String,
//!     feature_type: FeatureType,
//!     #[track(user_id)]
//!     user: UserId,
//! }
//! # let used = Used { feature_name: "export".into(), feature_type: FeatureType::Extra, user: UserId(7) };
//! # let json = used.within("account-1").to_json()?;
//! # assert!(json.contains(r#""feature_type":"add-on""#) && json.contains(r#""user_id":"7""#), "{json}");
//! # let _ = FeatureType::Core;
//! # Ok::<(), thrive_core::TrackError>(())
//! ```
//!
//! A struct that derives `TrackFields` is an object inside of the event, or with `#[track(flatten)]` brings its fields.
//! What the schema asks of them is checked where the event is derived.
//!
//! ```
//! # use thrive_core::{TrackEvent, TrackFields};
//! #[derive(TrackFields)]
//! struct Campaign {
//!     #[track(property = "utm_source")]
//!     source: String,
//! }
//!
//! #[derive(TrackFields)]
//! struct Viewport {
//!     width: u32,
//!     height: u32,
//! }
//!
//! #[derive(TrackEvent)]
//! #[track(event = "page_visit")]
//! struct PageVisit {
//!     page_url: String,
//!     #[track(flatten)]
//!     campaign: Option<Campaign>,
//!     #[track(property)]
//!     viewport: Viewport,
//! }
//!
//! let visit = PageVisit {
//!     page_url: "https://acme.com".into(),
//!     campaign: Some(Campaign { source: "newsletter".into() }),
//!     viewport: Viewport { width: 1280, height: 720 },
//! };
//! let json = visit.by("user-7").to_json()?;
//! assert!(json.contains(r#""utm_source":"newsletter""#));
//! assert!(json.contains(r#""viewport":{"width":1280,"height":720}"#));
//! # Ok::<(), thrive_core::TrackError>(())
//! ```
//!
//! `#[track(json)]` sends what serde's `Serialize` makes of a value. Nobody checks what is inside; that it is an object or
//! an array, where the schema asks for one, is checked at the call. As serde_json writes it, a NaN in there is null.
//!
//! # Personal data
//!
//! A plan may ask that personal data is declared. A property that it marks then compiles only with `#[track(personal)]`,
//! sent as it is on purpose, or with `#[track(hashed)]`: a keyed hash of it, from which nobody without the
//! [key](ClientBuilder::hash_key) learns the value, and which is the same for the same value. Both may be written without a
//! plan that asks. With the feature `registry` a program can list what personal data it sends.
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
//! # What survives the process
//!
//! Without further settings events are held in memory, and the guard waits up to 5 seconds for what is left. With a folder
//! to keep them in, an event is with the operating system when `track` returns, and the next process sends what the last
//! one could not:
//!
//! ```no_run
//! use thrive_core::{Client, Durability};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder()
//!     .api_key("key from your secret store")
//!     .spool("/var/lib/acme/events") // survives SIGKILL, an abort, the out-of-memory killer
//!     .durability(Durability::Disk) // and a power loss, once `receipt.stored()` or `flush` says so
//!     .on_rejected(|rejected| eprintln!("{}: {}", rejected.reason(), rejected.event_json()))
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! What `track` does when there is no room is [`Overflow`]'s to say. Who wants to know what became of one event asks its
//! [`Receipt`].
//!
//! # Tests
//!
//! [`testing`] keeps what a test tracks, so that it can assert on it: no client, no network, and in parallel.
//!
//! # Another way to the service
//!
//! Events go over HTTPS, by a client of this crate or by [your own](ClientBuilder::http_client); or by whatever implements
//! [`Transport`]: to a file, to an agent on the machine, into the memory of a test.
//!
//! TLS is rustls with the system's certificates. It uses the provider that the process has installed, or else aws-lc-rs; it
//! installs none and needs none. Without certificates [`build`](ClientBuilder::build) says what to do about it, and an
//! `http://` endpoint needs none. Cargo, however, adds up features over a build: a host that has rustls with `ring` alone
//! and lets `ClientConfig::builder()` find the only provider finds two then. It can name the one that it means, as libraries
//! do; or leave out this crate's default features and take `native-tls`, or `http` with a client of its own.
//!
//! # Features
//!
//! | feature | brings |
//! |---|---|
//! | `derive` (default) | `#[derive(TrackEvent)]`, `#[derive(TrackFields)]`, `#[derive(TrackValue)]` |
//! | `rustls` (default) | HTTPS by rustls and the system's certificates |
//! | `native-tls` | HTTPS by the system's TLS where `rustls`, a default, is off; missing certificates then show when the first request fails |
//! | `http` | HTTP without TLS: for a collector nearby, or with [`ClientBuilder::http_client`] |
//! | `gzip` (default) | [`Compression::Gzip`] |
//! | `jiff` | `jiff::Timestamp` and `jiff::ZonedDateTime` as date-times, `jiff::civil::Date` as a date |
//! | `chrono` | `chrono::DateTime<Tz>` as a date-time, `chrono::NaiveDate` as a date |
//! | `time` | `time::OffsetDateTime` and `time::UtcDateTime` as date-times, `time::Date` as a date |
//! | `uuid` | `uuid::Uuid` as a UUID, a string and an id |
//! | `url` | `url::Url` as a string |
//! | `rust_decimal` | `rust_decimal::Decimal` as a number |
//! | `metrics` | the counts of [`Stats`] by the `metrics` facade: `thrive_events_tracked_total`, `…_delivered_total`, `…_rejected_total`, `…_dropped_total` by `reason`, `…_refused_total`, `…_withheld_total`, `thrive_requests_total`, `thrive_requests_retried_total`, `thrive_queue_events`, `thrive_queue_bytes`; as of the last request |
//! | `registry` | `registry`, every event type of the program as a list or a plan, and `assert_plan_covered!()` |
//!
//! Without `rustls`, `native-tls` and `http` there is no HTTP client in the build, and every client needs a
//! [`Transport`] of your own.

mod batch;
mod client;
mod credentials;
mod delivery;
mod envelope;
mod error;
mod event;
mod fork;
mod queue;
mod receipt;
#[cfg(feature = "registry")]
pub mod registry;
mod retry;
pub mod spool;
mod stats;
pub mod testing;
mod transport;
mod value;

pub use client::{Client, ClientBuilder, Decision, Guard, Outgoing, Rejected, ReportFuture};
pub use error::{BuildError, BuildErrorKind, InstallError, InstallErrorKind, TrackError, TrackErrorKind};
#[doc(hidden)]
pub use event::RawEvent;
pub use event::{At, By, CompleteEvent, TrackEvent, Within};
pub use queue::{Durability, Overflow};
pub use receipt::{Outcome, Receipt, ReceiptFuture};
pub use stats::{Answer, Dropped, Report, State, Stats};
pub use transport::{Compression, NoAnswer, Request, Response, Transport};
pub use value::{IdValue, TimestampValue, TrackFields, TrackValue};

#[cfg(all(feature = "derive", feature = "registry"))]
pub use thrive_derive::assert_plan_covered;
#[cfg(feature = "derive")]
pub use thrive_derive::{TrackEvent, TrackFields, TrackValue};

/// What the fuzz target in `fuzz/` calls. There in no other build.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod __fuzzing {
    pub use crate::spool::fuzzing::read_folder;
}

/// What generated code calls. Not public API: it changes with any release, and its name with it.
#[doc(hidden)]
pub mod __private_v0_1 {
    pub use crate::envelope::{Encoder, JsonForm, JsonKind, Timestamp, Writer};
    pub use crate::event::{And, Missing, MissingIn, Optional, Present};
    pub use crate::value::check::*;
    pub use crate::value::fields::encode_fields;
    pub use crate::value::kind::*;
    pub use crate::value::rule::{Asked, MemberRule, Rule, complete, distinct, fits, flattens, flattens_custom};
    pub use crate::value::shape::{FieldShape, NoShape, Personal, Probe, Shape, Variant};
    pub use crate::{TrackFields, TrackValue};

    #[cfg(feature = "registry")]
    pub use crate::{__thrive_register as register, registry::EventInfo};
    #[cfg(feature = "registry")]
    pub use inventory;
}
