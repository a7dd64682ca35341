//! The JSON Schema of plan files, for an editor that completes, explains and underlines while somebody writes one.
//!
//! They stand in the folder `schema` of this crate. A plan file names its copy in `$schema`.

/// The JSON Schema of one event's file, `tracking/<event>.json`.
pub const EVENT: &str = include_str!("../schema/event.schema.json");

/// The JSON Schema of `tracking/plan.json`.
pub const PLAN: &str = include_str!("../schema/plan.schema.json");
