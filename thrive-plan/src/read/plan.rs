//! A plan of many events in one file.

use std::collections::BTreeMap;

use crate::{
    error::{Mistake, PlanError, position},
    json,
    object::{Node, Object, object, text},
    read::{event::event, is_event_name, keyword::*, not_snake_case, whole::is_whole},
    schema::EventSchema,
};

const PLAN_KEYWORDS: &[&str] = &[SCHEMA, DESCRIPTION, PLAN_PERSONAL, EVENTS];

/// What a plan file holds. A mistake inside an event is that event's own.
#[derive(Debug, Default)]
pub(crate) struct PlanText {
    pub(crate) declare_personal: bool,
    pub(crate) events: BTreeMap<String, Listed>,
}

/// An event of a plan file.
#[derive(Debug)]
pub(crate) struct Listed {
    /// Its name's line and column.
    pub(crate) position: (usize, usize),
    pub(crate) schema: Result<EventSchema, PlanError>,
}

/// Reads a plan file: its events, and what holds for all of them.
pub(crate) fn plan(file: &str, content: &str) -> Result<PlanText, PlanError> {
    let located = |mistake| PlanError::new(file, content, mistake);
    let document = json::parse(content).map_err(located)?;
    let (declare_personal, listed) = plan_members(&document).map_err(located)?;
    let events = listed.iter().flat_map(|events| events.value).map(|member| {
        let (key, node) = (&member.key, &member.value);
        let schema = if !is_event_name(&key.value) {
            Err(key.mistake(not_snake_case(&key.value)))
        } else if is_whole(node) {
            Err(node.mistake(format!("the schema of a whole event stands in a file of its own, `{}.json`", key.value)))
        } else {
            event(&key.value, node)
        };
        let position = position(content, key.at);
        (key.value.to_string(), Listed { position, schema: schema.map_err(located) })
    });
    Ok(PlanText { declare_personal, events: events.collect() })
}

fn plan_members<'n, 't>(document: &'n Node<'t>) -> Result<(bool, Option<Object<'n, 't>>), Mistake> {
    let schema = object("plan", document)?.only(PLAN_KEYWORDS, KEYWORD)?;
    // An editor's business: the path of the meta-schema.
    schema.optional(SCHEMA, text)?;
    schema.optional(DESCRIPTION, text)?;
    let declare_personal = schema.member(PLAN_PERSONAL).is_some();
    if declare_personal {
        schema.says(PLAN_PERSONAL, "declare", "or be left out")?;
    }
    Ok((declare_personal, schema.optional(EVENTS, object)?))
}
