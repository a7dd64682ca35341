//! A plan as a page to read: what is sent, when, and what of it is personal data.

mod kind;
mod markdown;

use std::fmt::{self, Write};

use crate::schema::{EventSchema, ObjectSchema, Property, ValueSchema};
use kind::kind;
use markdown::{anchor, code, text};

/// The data dictionary of a plan, a page of Markdown: its events sorted by name, each with a table of what it carries in
/// the order of the plan, and a list of all personal data at the end.
///
/// It says what the plan says and no more: a property without an example has none here. What the plan says is shown as
/// it is written, so that no description can become markup.
///
/// ```
/// use thrive_plan::{catalogue, dictionary};
///
/// let page = dictionary(&[catalogue::schema("account_created")?.ok_or("not a standard event")?]);
/// assert!(page.contains("- **When:** An account comes into being in the product.\n"), "{page}");
/// assert!(page.contains("| `account_name` | string | yes | | | The name of the account. |\n"), "{page}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dictionary(events: &[EventSchema]) -> String {
    let mut sorted: Vec<&EventSchema> = events.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let pages: Vec<(&EventSchema, Vec<Row<'_>>)> = sorted.into_iter().map(|event| (event, rows(event))).collect();
    let mut page = String::new();
    // A `String` takes everything that is written to it.
    let _ = contents(&mut page, &pages);
    for (event, rows) in &pages {
        let _ = section(&mut page, event, rows);
    }
    let _ = personal_data(&mut page, &pages);
    page
}

/// A line of an event's table.
struct Row<'e> {
    path: String,
    /// Nothing for the items of an array.
    required: Option<bool>,
    /// What stands inside of personal data is personal, too.
    personal: bool,
    value: &'e ValueSchema,
}

fn rows(event: &EventSchema) -> Vec<Row<'_>> {
    let EventSchema { properties, context, .. } = event;
    let mut rows = Vec::new();
    // A property of its own that is called `context` would be mistaken for what surrounds the event.
    let prefix = if properties.get("context").is_some() { "properties." } else { "" };
    list(&mut rows, prefix, false, properties);
    list(&mut rows, "context.", false, context);
    rows
}

fn list<'e>(rows: &mut Vec<Row<'e>>, prefix: &str, personal: bool, object: &'e ObjectSchema) {
    for Property { name, required, value } in &object.properties {
        add(rows, format!("{prefix}{name}"), Some(*required), personal, value);
    }
}

fn add<'e>(rows: &mut Vec<Row<'e>>, path: String, required: Option<bool>, personal: bool, value: &'e ValueSchema) {
    let personal = personal || value.personal;
    // What its items are stands in the array's own row. They get one where there is more to be said of them.
    if required.is_some() || value.personal || value.description.is_some() || value.example.is_some() {
        rows.push(Row { path: path.clone(), required, personal, value });
    }
    if let Some(members) = &value.members {
        list(rows, &format!("{path}."), personal, members);
    }
    if let Some(items) = &value.items {
        add(rows, format!("{path}[]"), None, personal, items);
    }
}

fn contents(page: &mut String, pages: &[(&EventSchema, Vec<Row<'_>>)]) -> fmt::Result {
    writeln!(page, "# Data dictionary\n")?;
    for (event, _) in pages {
        write!(page, "- [{}](#{})", code(&event.name), anchor(&event.name))?;
        if event.deprecated.is_some() {
            write!(page, " (deprecated)")?;
        }
        match &event.description {
            Some(description) => writeln!(page, ": {}", text(description))?,
            None => writeln!(page)?,
        }
    }
    writeln!(page, "- [Personal data](#personal-data)")
}

fn section(page: &mut String, event: &EventSchema, rows: &[Row<'_>]) -> fmt::Result {
    writeln!(page, "\n## {}\n", code(&event.name))?;
    if let Some(description) = &event.description {
        writeln!(page, "- **When:** {}", text(description))?;
    }
    writeln!(page, "- **Version:** {}", event.version.unwrap_or(1))?;
    if let Some(deprecated) = &event.deprecated {
        writeln!(page, "- **Deprecated:** {}", text(deprecated))?;
    }
    let account = event.context.get("group_id").is_some_and(|group_id| group_id.required);
    writeln!(page, "- **Account (`context.group_id`):** {}required", if account { "" } else { "not " })?;
    if event.properties.closed {
        writeln!(page, "- **Other properties:** refused")?;
    }
    if event.context.closed {
        writeln!(page, "- **Other context:** refused")?;
    }
    if rows.is_empty() {
        return writeln!(page, "\nThe plan lists no property of it.");
    }
    writeln!(page, "\n| property | kind | required | personal | example | description |\n|---|---|---|---|---|---|")?;
    for Row { path, required, personal, value } in rows {
        let required = required.map_or("", |required| if required { "yes" } else { "no" });
        let personal = if *personal { "yes" } else { "" };
        let example = value.example.as_deref().map(|example| code(&example.replace(['\n', '\r', '\t'], " ")));
        let description = value.description.as_deref().map(text);
        line(
            page,
            [
                code(path).as_str(),
                kind(value).as_str(),
                required,
                personal,
                &example.unwrap_or_default(),
                &description.unwrap_or_default(),
            ],
        )?;
    }
    Ok(())
}

fn personal_data(page: &mut String, pages: &[(&EventSchema, Vec<Row<'_>>)]) -> fmt::Result {
    writeln!(page, "\n## Personal data\n")?;
    write!(page, "Every event carries `user_id`, the id of the user who acts. ")?;
    if !pages.iter().any(|(_, rows)| rows.iter().any(|row| row.personal)) {
        return writeln!(page, "The plan marks nothing else as personal.");
    }
    writeln!(page, "Beside it, the plan marks as personal:\n\n| event | property | description |\n|---|---|---|")?;
    for (event, rows) in pages {
        for Row { path, value, .. } in rows.iter().filter(|row| row.personal) {
            let description = value.description.as_deref().map(text).unwrap_or_default();
            line(page, [code(&event.name).as_str(), code(path).as_str(), &description])?;
        }
    }
    Ok(())
}

fn line<const CELLS: usize>(page: &mut String, cells: [&str; CELLS]) -> fmt::Result {
    for cell in cells {
        page.push('|');
        if !cell.is_empty() {
            write!(page, " {cell}")?;
        }
        page.push(' ');
    }
    writeln!(page, "|")
}
