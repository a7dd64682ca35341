//! The tracking plan behind Thrive: what an event is.
//!
//! An event's schema is a JSON Schema 2020-12 document of the whole event object as it goes over the wire, so that any
//! standard validator can take the file as it is. This crate reads such a file into a small model, reports a mistake
//! in it with file, line and column, and brings ThriveStack's standard events along. It depends on nothing, because
//! whoever derives an event compiles it.
//!
//! ```
//! use thrive_plan::{Kind, catalogue, did_you_mean};
//!
//! let trial = catalogue::schema("trial_started")?.ok_or("not a standard event")?;
//! let required: Vec<&str> = trial.properties.required().map(|property| property.name.as_str()).collect();
//! assert_eq!(required, ["trial_start_date", "trial_end_date", "trial_plan_name"]);
//!
//! let start = trial.properties.get("trial_start_date").ok_or("not a property")?;
//! assert_eq!(start.value.kind, Kind::DateTime);
//! assert_eq!(start.value.kind.to_string(), "a date-time");
//!
//! let question = did_you_mean("trialStartDate", trial.properties.names());
//! assert_eq!(question.as_deref(), Some("did you mean `trial_start_date`?"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | says |
//! |---|---|
//! | [`catalogue`] | the standard events |
//! | `schema` | the model: [`EventSchema`] and its parts |
//! | `read` | from JSON to the model: [`read()`] |
//! | `plan` | many events: [`Plan`] |
//! | `files` | a plan's files, each read when it is needed: [`PlanFiles`] |
//! | `compose`, `write` | from the model to JSON Schema and to a plan file |
//! | [`meta`] | the JSON Schema of plan files, for editors |
//! | `locate` | where in its files something stands: [`Place`] |
//! | `object`, `json` | JSON whose every key and value knows where it stands |
//! | `diff` | what changed between two plans, and whether it breaks: [`diff()`], [`unversioned`] |
//! | `dictionary` | a plan as a page to read: [`dictionary()`] |
//! | `nearest` | which name was meant: [`nearest()`], [`did_you_mean`] |
//! | `error` | a mistake in a plan: [`PlanError`] |
//!
//! This is an internal crate of Thrive and follows no stability promise of its own; use `thrive-core`.

pub mod catalogue;
mod compose;
mod dictionary;
mod diff;
mod error;
mod files;
mod json;
mod locate;
pub mod meta;
mod nearest;
mod object;
mod plan;
mod read;
mod schema;
mod write;

pub use dictionary::dictionary;
pub use diff::{Change, ChangeKind, Rank, Replaced, Unversioned, diff, unversioned};
pub use error::PlanError;
pub use files::PlanFiles;
pub use locate::{Place, Step};
pub use nearest::{did_you_mean, nearest};
pub use plan::Plan;
pub use read::{is_event_name, read};
pub use schema::{EventSchema, Format, Kind, Limits, ObjectSchema, Property, ValueSchema};
