//! From a plan file to the model.
//!
//! A keyword that is not understood is refused: skipped, it would look like a rule that somebody checks.

mod constant;
mod event;
pub(crate) mod keyword;
mod members;
mod plan;
mod value;
mod whole;

pub(crate) use plan::{PlanText, plan};
pub(crate) use whole::is_whole as is_whole_event;

use crate::{error::PlanError, json, schema::EventSchema};

/// Reads the plan file of one event, which is named after the event: `tracking/report_shared.json`.
///
/// `file` is the path to name in a mistake, and `text` what the file holds.
///
/// # Errors
///
/// The first mistake in the file: it is not JSON, breaks a rule of JSON Schema or of the service's event object, or
/// has a keyword that is not supported.
///
/// ```
/// let shared = thrive_plan::read(
///     "tracking/report_shared.json",
///     r#"{ "properties": { "report_name": { "type": "string" } }, "required": ["report_name"] }"#,
/// )?;
/// assert!(shared.properties.get("report_name").is_some_and(|name| name.required));
///
/// let mistake = thrive_plan::read("tracking/report_shared.json", r#"{ "propreties": {} }"#).unwrap_err();
/// assert_eq!(
///     mistake.to_string(),
///     "tracking/report_shared.json:1:3: `propreties` is not a supported keyword here; did you mean `properties`?"
/// );
/// # Ok::<(), thrive_plan::PlanError>(())
/// ```
pub fn read(file: &str, text: &str) -> Result<EventSchema, PlanError> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.strip_suffix(".json").unwrap_or(name);
    if !is_event_name(name) {
        return Err(PlanError::whole(file, not_snake_case(name)));
    }
    json::parse(text)
        .and_then(|document| {
            if whole::is_whole(&document) { whole::event(name, &document) } else { event::event(name, &document) }
        })
        .map_err(|mistake| PlanError::new(file, text, mistake))
}

/// Whether an event can be called so: words of lower-case letters and digits, with one underscore between.
///
/// ```
/// use thrive_plan::is_event_name;
///
/// assert!(is_event_name("report_exported"));
/// assert!(!is_event_name("reportExported"));
/// ```
pub fn is_event_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.split('_').all(|word| {
            !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        })
}

fn not_snake_case(name: &str) -> String {
    format!("`{name}` is not snake_case, as the name of an event must be")
}
