//! Rows of cells as events: each column is a place in the event.

use std::collections::BTreeMap;

use csv::StringRecord;
use serde_json::{Map, Value};
use thrive_plan::Kind;

use super::judge::Judge;
use crate::outcome::Failure;

/// What the columns are, as far as it was said.
#[derive(Debug)]
pub(super) struct Mapping {
    /// A path, or `None` for a column that is left out.
    columns: BTreeMap<String, Option<String>>,
    constants: Vec<(String, String)>,
}

impl Mapping {
    pub(super) fn new(map: &[String], set: &[String]) -> Result<Mapping, Failure> {
        let mut columns = BTreeMap::new();
        for said in map {
            let (column, path) = parts(said, "--map", "COLUMN=PATH")?;
            if !path.is_empty() && !is_path(path) {
                return Err(no_path(path, &format!("`--map {said}`")));
            }
            columns.insert(column.to_owned(), Some(path.to_owned()).filter(|path| !path.is_empty()));
        }
        let mut constants = Vec::new();
        for said in set {
            let (path, value) = parts(said, "--set", "PATH=VALUE")?;
            if !is_path(path) {
                return Err(no_path(path, &format!("`--set {said}`")));
            }
            constants.push((path.to_owned(), value.to_owned()));
        }
        Ok(Mapping { columns, constants })
    }

    /// What each column is, by the header of the file.
    pub(super) fn paths(&self, header: &StringRecord) -> Result<Vec<Option<String>>, Failure> {
        if let Some(column) = self.columns.keys().find(|column| !header.iter().any(|name| name.trim() == **column)) {
            let known: Vec<&str> = header.iter().collect();
            let message = format!("`--map` names a column `{column}`, and the file has `{}`", known.join("`, `"));
            return Err(Failure::used_wrongly(message));
        }
        let path = |name: &str| match self.columns.get(name.trim()) {
            Some(path) => Ok(path.clone()),
            None if is_path(name.trim()) => Ok(Some(name.trim().to_owned())),
            None => Err(no_path(name, "the header")),
        };
        let paths: Vec<Option<String>> = header.iter().map(path).collect::<Result<_, _>>()?;
        let mut all: Vec<&String> = paths.iter().flatten().chain(self.constants.iter().map(|(path, _)| path)).collect();
        all.sort();
        match all.windows(2).find_map(|pair| match pair {
            [one, other] if one == other || other.starts_with(&format!("{one}.")) => Some((one, other)),
            _ => None,
        }) {
            Some((one, other)) => {
                let message =
                    format!("`{one}` and `{other}` are the same place of the event: leave one out by `--map COLUMN=`");
                Err(Failure::used_wrongly(message))
            }
            None => Ok(paths),
        }
    }

    /// The event object of a row. An empty cell is nothing.
    pub(super) fn event(&self, paths: &[Option<String>], row: &StringRecord, judge: &Judge) -> String {
        let cells = paths.iter().zip(row.iter()).filter_map(|(path, cell)| Some((path.as_deref()?, cell)));
        let constants = self.constants.iter().map(|(path, value)| (path.as_str(), value.as_str()));
        let cells: Vec<(&str, &str)> = cells.chain(constants).filter(|(_, cell)| !cell.is_empty()).collect();
        let name = cells.iter().find(|(path, _)| *path == "event_name").map_or("", |(_, name)| name);
        let mut event = Map::new();
        event.insert("event_name".to_owned(), name.into());
        event.insert("properties".to_owned(), Map::new().into());
        for (path, cell) in cells {
            put(&mut event, path, value(cell, judge.kind(name, path)));
        }
        Value::Object(event).to_string()
    }
}

fn parts<'s>(said: &'s str, option: &str, form: &str) -> Result<(&'s str, &'s str), Failure> {
    said.split_once('=')
        .filter(|(before, _)| !before.is_empty())
        .ok_or_else(|| Failure::used_wrongly(format!("`{option} {said}` is not of the form `{form}`")))
}

fn is_path(path: &str) -> bool {
    let mut names = path.split('.');
    let head = names.next().unwrap_or_default();
    let is_inside = matches!(head, "properties" | "context");
    match names.clone().next() {
        None => matches!(head, "event_name" | "user_id" | "timestamp"),
        Some(_) => is_inside && names.all(|name| !name.is_empty()),
    }
}

fn no_path(path: &str, place: &str) -> Failure {
    Failure::used_wrongly(format!(
        "{place} says `{path}`, which is no place of an event: write `event_name`, `user_id`, `timestamp`, \
         `properties.NAME` or `context.NAME`, or map it by `--map \"{path}=properties.NAME\"`"
    ))
}

fn put(event: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            event.insert(path.to_owned(), value);
        }
        Some((head, rest)) => {
            let inside = event.entry(head).or_insert_with(|| Map::new().into());
            if let Some(inside) = inside.as_object_mut() {
                put(inside, rest, value);
            }
        }
    }
}

/// A cell as the plan asks for it. What does not fit stays text, and is refused for what it is.
fn value(cell: &str, kind: Kind) -> Value {
    let parsed = || serde_json::from_str::<Value>(cell.trim()).ok();
    let read = match kind {
        Kind::Integer | Kind::Number => parsed().filter(Value::is_number),
        Kind::Boolean => match cell.trim().to_ascii_lowercase().as_str() {
            "true" => Some(true.into()),
            "false" => Some(false.into()),
            _ => None,
        },
        Kind::Array => parsed().filter(Value::is_array),
        Kind::Object => parsed().filter(Value::is_object),
        _ => None,
    };
    read.unwrap_or_else(|| cell.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_the_plan_asks_for() {
        assert_eq!(value("7", Kind::Integer), 7);
        assert_eq!(value("7", Kind::String), "7");
        assert_eq!(value("seven", Kind::Integer), "seven");
        assert_eq!(value("TRUE", Kind::Boolean), true);
        assert_eq!(value("[1]", Kind::Array), serde_json::json!([1]));
        assert_eq!(value("1", Kind::Array), "1");
    }

    #[test]
    fn a_path_leads_into_the_event() {
        for path in ["event_name", "user_id", "timestamp", "properties.a", "context.group_id", "properties.a.b"] {
            assert!(is_path(path), "{path}");
        }
        for path in ["", "email", "properties", "properties.", "user_id.x", "context..x"] {
            assert!(!is_path(path), "{path}");
        }
    }
}
