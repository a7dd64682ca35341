//! An event of a standard name that is not what the service takes it for.

use thrive_plan::{Change, ChangeKind, EventSchema, Kind, Rank, Step, catalogue, diff};

use super::{Level, Lint};

const RULE: &str = "standard";

pub(super) fn check(lint: &mut Lint<'_>) {
    let Ok(Some(standard)) = catalogue::schema(&lint.event.name) else { return };
    // The other way round: every event of the plan's own has to be one of the service's.
    for change in diff(std::slice::from_ref(lint.event), std::slice::from_ref(&standard)) {
        if let Some((level, fault)) = fault(&change, &standard) {
            let event = &lint.event.name;
            let what = if change.path.is_empty() { String::new() } else { format!("`{}` of ", change.path) };
            let message = format!("{what}the standard event `{event}` {fault}");
            lint.report(level, RULE, &steps(&change.path), message);
        }
    }
}

/// What the service, whose schema the change leads to, does not take.
fn fault(change: &Change, standard: &EventSchema) -> Option<(Level, String)> {
    if let ChangeKind::Renamed { to } = &change.what {
        let is_required = standard.properties.get(to).is_some_and(|property| property.required);
        // An event may carry more than the service lists, so that another name for what is optional is at most a slip.
        let level = if is_required { Level::Error } else { Level::Warning };
        return Some((level, format!("is called `{to}` by the service; call it so, too")));
    }
    if change.rank() == Rank::Compatible {
        return None;
    }
    let fault = match &change.what {
        ChangeKind::Added { .. } => "is not listed, and the service requires it".to_owned(),
        ChangeKind::BecameRequired => "is optional, and the service requires it".to_owned(),
        ChangeKind::Kind { old, new } if is_one(*old, *new) => return None,
        ChangeKind::Kind { old, new } => format!("is {old}, and the service takes {new}"),
        ChangeKind::NoLongerNullable => "may be null".to_owned(),
        ChangeKind::ValuesListed(values) => format!("may be any string beside `{}`", values.join("`, `")),
        ChangeKind::ValuesRemoved(values) => format!("may be `{}`", values.join("`, `")),
        // More than the service lists is welcome.
        ChangeKind::Removed | ChangeKind::EventRemoved => return None,
        _ => "allows more than the standard event does".to_owned(),
    };
    Some((Level::Error, fault))
}

/// Whether every value of the one kind is one of the other.
fn is_one(kind: Kind, of: Kind) -> bool {
    matches!(
        (kind, of),
        (_, Kind::Any) | (Kind::Integer, Kind::Number) | (Kind::DateTime | Kind::Date | Kind::Uuid, Kind::String)
    )
}

/// A change's path, of which a name never has a dot in a standard event.
fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let name = part.trim_end_matches("[]");
        steps.push(Step::Property(name.to_owned()));
        steps.extend(std::iter::repeat_n(Step::Items, (part.len() - name.len()) / "[]".len()));
    }
    steps
}
