//! Every value of an event, with the way that leads to it.

use thrive_plan::{EventSchema, ObjectSchema, Step, ValueSchema};

/// A value in an event.
pub(super) struct Visited<'e> {
    pub(super) path: Vec<Step>,
    /// The property's name; nothing for what the items of an array are.
    pub(super) name: Option<&'e str>,
    pub(super) value: &'e ValueSchema,
    /// Whether it stands inside of personal data.
    pub(super) is_inside_personal: bool,
}

pub(super) fn values(event: &EventSchema) -> Vec<Visited<'_>> {
    let mut visited = Vec::new();
    for (head, object) in [("properties", &event.properties), ("context", &event.context)] {
        members(&mut visited, &[Step::Property(head.to_owned())], object, false);
    }
    visited
}

fn members<'e>(visited: &mut Vec<Visited<'e>>, path: &[Step], object: &'e ObjectSchema, is_inside_personal: bool) {
    for property in &object.properties {
        let path = [path, &[Step::Property(property.name.clone())]].concat();
        visit(visited, path, Some(&property.name), &property.value, is_inside_personal);
    }
}

fn visit<'e>(
    visited: &mut Vec<Visited<'e>>,
    path: Vec<Step>,
    name: Option<&'e str>,
    value: &'e ValueSchema,
    is_inside_personal: bool,
) {
    visited.push(Visited { path: path.clone(), name, value, is_inside_personal });
    let inside = is_inside_personal || value.personal;
    if let Some(object) = &value.members {
        members(visited, &path, object, inside);
    }
    if let Some(items) = &value.items {
        visit(visited, [&path[..], &[Step::Items]].concat(), None, items, inside);
    }
}

/// `properties.address.city`, `properties.tags[]`.
pub(super) fn shown(path: &[Step]) -> String {
    let mut shown = String::new();
    for step in path {
        match step {
            Step::Items => shown.push_str("[]"),
            Step::Property(name) if shown.is_empty() => shown.push_str(name),
            Step::Property(name) => {
                shown.push('.');
                shown.push_str(name);
            }
        }
    }
    shown
}
