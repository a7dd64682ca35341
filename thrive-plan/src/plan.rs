//! A plan: events, and what holds for all of them.

use crate::{
    catalogue,
    error::PlanError,
    read::{self, PlanText},
    schema::EventSchema,
};

/// The events of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Every event once, sorted by name.
    pub events: Vec<EventSchema>,
    /// Whether a personal property is sent only where the code says so: `"personal": "declare"`.
    pub declare_personal: bool,
}

impl Plan {
    /// Reads the text of a plan file: `{ "events": { "<name>": { .. }, .. } }`. `file` is the path to name in a mistake.
    ///
    /// # Errors
    ///
    /// A mistake in the plan or in one of its events.
    ///
    /// ```
    /// use thrive_plan::Plan;
    ///
    /// let plan = Plan::read(
    ///     "tracking/plan.json",
    ///     r#"{ "events": { "report_shared": { "properties": { "pages": { "type": "integer" } } } } }"#,
    /// )?;
    /// assert!(plan.event("report_shared").is_some());
    /// # Ok::<(), thrive_plan::PlanError>(())
    /// ```
    pub fn read(file: &str, text: &str) -> Result<Plan, PlanError> {
        let PlanText { declare_personal, events } = read::plan(file, text)?;
        let events = events.into_values().map(|listed| listed.schema).collect::<Result<_, _>>()?;
        Ok(Plan { events, declare_personal })
    }

    /// The standard events.
    ///
    /// # Errors
    ///
    /// None in practice: every file of the catalogue is read by a test.
    pub fn standard() -> Result<Plan, PlanError> {
        let events = catalogue::names().filter_map(|name| catalogue::schema(name).transpose());
        Ok(Plan { events: events.collect::<Result<_, _>>()?, declare_personal: false })
    }

    /// This plan with the standard events behind it: an event of this plan replaces the standard one of its name.
    ///
    /// # Errors
    ///
    /// None in practice, as with [`standard`](Self::standard).
    ///
    /// ```
    /// use thrive_plan::{EventSchema, Plan};
    ///
    /// let own = r#"{ "events": { "report_shared": {}, "signed_up": { "description": "Ours." } } }"#;
    /// let plan = Plan::read("tracking/plan.json", own)?.over_standard()?;
    /// assert_eq!(plan.events.len(), Plan::standard()?.events.len() + 1);
    /// assert_eq!(plan.event("signed_up").and_then(|event| event.description.as_deref()), Some("Ours."));
    /// # Ok::<(), thrive_plan::PlanError>(())
    /// ```
    pub fn over_standard(mut self) -> Result<Plan, PlanError> {
        let standard = Plan::standard()?.events.into_iter().filter(|event| self.event(&event.name).is_none());
        let standard: Vec<_> = standard.collect();
        self.events.extend(standard);
        self.events.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(self)
    }

    /// The event of exactly this name.
    pub fn event(&self, name: &str) -> Option<&EventSchema> {
        self.events.iter().find(|event| event.name == name)
    }
}
