//! Where in a plan's files something stands, for whoever has something to say of it.

use std::fmt;

use crate::{
    error::{Located, position},
    files::PlanFiles,
    json::{self, Value},
    object::{Node, object},
    read::{is_whole_event, keyword},
};

/// A place in a plan's files. Displays as `tracking/x.json:12:5`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as a mistake in it is reported.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A step from an object into what is inside of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The property of this name.
    Property(String),
    /// What every item of an array is.
    Items,
}

impl PlanFiles {
    /// Where a part of an event stands: the event itself by an empty path, and else what the path leads to, which
    /// begins with `properties` or `context`. `None` where the plan does not write it down.
    ///
    /// The files are read again for it: ask where there is something to say.
    pub fn place(&self, event: &str, path: &[Step]) -> Option<Place> {
        self.locate(event, |node| match path {
            [] => Some(node.at),
            [.., last] => {
                let (node, key) = find(node, path)?;
                Some(if *last == Step::Items { node.at } else { key })
            }
        })
    }

    /// Where this keyword of a property stands, such as `pattern`; `None` where the plan does not write it down.
    pub fn keyword(&self, event: &str, path: &[Step], keyword: &str) -> Option<Place> {
        self.locate(event, |node| {
            let (node, _) = find(node, path)?;
            Some(object("", node).ok()?.member(keyword)?.key.at)
        })
    }

    fn locate(&self, event: &str, find: impl Fn(&Node<'_>) -> Option<usize>) -> Option<Place> {
        self.files_of(event).into_iter().find_map(|file| {
            let text = self.text(file).ok()?;
            let document = json::parse(&text).ok()?;
            let at = if self.is_plan_file(file) {
                let events = object("", &document).ok()?.optional(keyword::EVENTS, object).ok()??;
                let member = events.member(event)?;
                let at = find(&member.value)?;
                // An event is known by its name.
                if at == member.value.at { member.key.at } else { at }
            } else {
                find(&document)?
            };
            let (line, column) = position(&text, at);
            Some(Place { file: self.shown(file), line, column })
        })
    }
}

/// What the path leads to, and where its key stands.
fn find<'n, 't>(event: &'n Node<'t>, path: &[Step]) -> Option<(&'n Node<'t>, usize)> {
    let [Step::Property(head), rest @ ..] = path else { return None };
    let parts = if is_whole_event(event) { member(event, keyword::PROPERTIES)?.0 } else { event };
    let (mut node, mut key) = match member(parts, head) {
        // The short form: `properties` is the list itself, and its schema is the event's.
        Some((list, key)) if head == keyword::PROPERTIES && !has_type(list) => (parts, key),
        Some(part) => part,
        None => return None,
    };
    for step in rest {
        (node, key) = match step {
            Step::Property(name) => member(member(node, keyword::PROPERTIES)?.0, name)?,
            Step::Items => member(node, keyword::ITEMS)?,
        };
    }
    Some((node, key))
}

fn member<'n, 't>(node: &'n Node<'t>, name: &str) -> Option<(&'n Node<'t>, usize)> {
    let member = object("", node).ok()?.member(name)?;
    Some((&member.value, member.key.at))
}

fn has_type(list: &Node<'_>) -> bool {
    member(list, keyword::TYPE).is_some_and(|(Located { value, .. }, _)| matches!(value, Value::String(_)))
}
