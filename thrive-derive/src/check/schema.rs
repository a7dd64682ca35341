//! Which schema an event has to fit.

use std::collections::BTreeSet;
use std::sync::Arc;

use proc_macro2::TokenStream;
use syn::LitStr;
use thrive_plan::{EventSchema, did_you_mean, nearest};

use crate::attr::keyword;
use crate::errors::{Errors, list};
use crate::input::{self, Input};
use crate::plan::{self, Answer, Plan};

/// What an event is checked against.
pub(super) enum Found {
    Plan {
        schema: Arc<EventSchema>,
        declare_personal: bool,
    },
    /// The type itself is the schema.
    Custom,
    /// None: that was reported.
    Mistaken,
}

/// The plan of one type, and what was asked of it.
pub(super) struct Schemas {
    /// None where finding it was a mistake, which was reported.
    plan: Option<Plan>,
    /// The events that it was asked for.
    asked: BTreeSet<String>,
}

impl Schemas {
    pub(super) fn of(attribute: Option<&LitStr>, errors: &mut Errors) -> Self {
        let path = attribute.map(LitStr::value);
        let plan = match plan::find(path.as_deref()) {
            Ok(plan) => Some(plan),
            Err(mistake) => {
                let span = attribute.map_or_else(proc_macro2::Span::call_site, LitStr::span);
                errors.at(span, mistake);
                None
            }
        };
        Schemas { plan, asked: BTreeSet::new() }
    }

    /// What makes cargo look again when one of the plan's files changes.
    pub(super) fn watched(&self) -> TokenStream {
        self.plan.iter().flat_map(|plan| self.asked.iter().map(|event| plan.watched(event))).collect()
    }

    /// The event must be named, and the plan must know it, unless it says that it is `custom`.
    pub(super) fn find(&mut self, input: &Input, event: &input::Event, errors: &mut Errors) -> Found {
        let Some(named) = &event.event else {
            if !event.malformed {
                self.report_unnamed(input, event, errors);
            }
            return Found::Mistaken;
        };
        let name = named.value();
        let Some(plan) = &self.plan else { return Found::Mistaken };
        self.asked.insert(name.clone());
        match (plan.event(&name), event.custom) {
            (Answer::Event(found), None) => {
                Found::Plan { schema: found.schema, declare_personal: found.declare_personal }
            }
            (Answer::Event(found), Some(custom)) => {
                let place = if found.standard {
                    "is a standard event".to_owned()
                } else {
                    format!("stands in {}", plan.describe())
                };
                errors.at(custom, format!("event `{name}` {place}, which says what it is: remove `custom`"));
                Found::Plan { schema: found.schema, declare_personal: found.declare_personal }
            }
            (Answer::Mistake(mistake), _) => {
                errors.at(named.span(), mistake);
                Found::Mistaken
            }
            (Answer::Unknown, Some(_)) if thrive_plan::is_event_name(&name) => Found::Custom,
            (Answer::Unknown, Some(_)) => {
                let write = snake_case(&name).map(|name| format!(": write `{name}`")).unwrap_or_default();
                errors.at(named.span(), format!("`{name}` is not snake_case, as the name of an event must be{write}"));
                Found::Custom
            }
            (Answer::Unknown, None) => self.report_unknown(named, &name, errors),
        }
    }

    fn names(&self) -> Vec<String> {
        self.plan.as_ref().map(Plan::event_names).unwrap_or_default()
    }

    fn report_unnamed(&self, input: &Input, event: &input::Event, errors: &mut Errors) {
        let names = self.names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let ident = event.ident.to_string();
        let likely = nearest(&ident, names.iter().copied()).first().copied();
        let whose = if input.is_enum { "variant " } else { "" };
        let mut message = format!(
            "{whose}`{ident}` does not say which event it is: add `#[track({} = \"{}\")]` above it",
            keyword::EVENT,
            likely.unwrap_or("..")
        );
        if likely.is_none() {
            message += &format!("\n- {}", self.known(&names));
        }
        errors.at(event.ident.span(), message);
    }

    /// Goes on with the event that was meant, where there is but one, so that the rest is checked in the same compile.
    fn report_unknown(&self, named: &LitStr, name: &str, errors: &mut Errors) -> Found {
        let names = self.names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let advice = did_you_mean(name, names.iter().copied()).unwrap_or_else(|| self.known(&names));
        let mut message = format!("no event `{name}` stands in {}; {advice}", self.describe());
        if thrive_plan::is_event_name(name) && nearest(name, names.iter().copied()).is_empty() {
            message += &format!("\n- to track it without a plan: `#[track(event = \"{name}\", custom)]`");
        }
        errors.at(named.span(), message);
        match (nearest(name, names.iter().copied()).as_slice(), &self.plan) {
            ([only], Some(plan)) => match plan.event(only) {
                Answer::Event(found) => Found::Plan { schema: found.schema, declare_personal: found.declare_personal },
                Answer::Unknown | Answer::Mistake(_) => Found::Mistaken,
            },
            _ => Found::Mistaken,
        }
    }

    fn describe(&self) -> String {
        self.plan.as_ref().map(Plan::describe).unwrap_or_default()
    }

    fn known(&self, names: &[&str]) -> String {
        format!("the events are {}", list(names, "and"))
    }
}

/// The name that somebody may have meant who wrote it in another case.
fn snake_case(name: &str) -> Option<String> {
    let mut snake = String::new();
    for letter in name.chars() {
        let starts_word = letter.is_ascii_uppercase() && !snake.is_empty() && !snake.ends_with('_');
        snake.extend(starts_word.then_some('_'));
        snake.push(if matches!(letter, '-' | ' ' | '.') { '_' } else { letter.to_ascii_lowercase() });
    }
    thrive_plan::is_event_name(&snake).then_some(snake)
}
