//! Names and descriptions: what people look for data by.

use super::walk::{shown, values};
use super::{Level, Lint};

const NAME: &str = "name";
const DESCRIPTION: &str = "description";

/// Words of the past that do not end in `ed`.
const IRREGULAR: &[&str] = &[
    "begun",
    "bought",
    "built",
    "chosen",
    "cut",
    "done",
    "drawn",
    "found",
    "given",
    "gone",
    "got",
    "grown",
    "held",
    "hidden",
    "hit",
    "kept",
    "known",
    "left",
    "lent",
    "lost",
    "made",
    "met",
    "paid",
    "put",
    "read",
    "rebuilt",
    "redone",
    "reset",
    "rewritten",
    "run",
    "seen",
    "sent",
    "set",
    "shown",
    "shut",
    "sold",
    "spent",
    "split",
    "spoken",
    "spread",
    "stolen",
    "swept",
    "taken",
    "taught",
    "thrown",
    "told",
    "undone",
    "upset",
    "withdrawn",
    "won",
    "written",
];

pub(super) fn check(lint: &mut Lint<'_>) {
    let event = lint.event;
    let is_standard = thrive_plan::catalogue::source(&event.name).is_some();
    if !is_standard && !says_what_happened(&event.name) {
        let message = format!(
            "`{}` names nothing that happened; call it by an object and a verb in the past, as `report_shared`",
            event.name
        );
        lint.report(Level::Warning, NAME, &[], message);
    }
    if event.description.as_deref().is_none_or(is_blank) {
        let message = format!("`{}` has no description; say when it happens", event.name);
        lint.report(Level::Warning, DESCRIPTION, &[], message);
    }
    for one in values(event) {
        let Some(name) = one.name else { continue };
        // The names of an event are of the same kind as those of properties.
        if !thrive_plan::is_event_name(name) {
            let message = format!("`{}` is not snake_case, as the names of the standard events are", shown(&one.path));
            lint.report(Level::Warning, NAME, &one.path, message);
        }
        // The id of the account is the envelope's own.
        if one.value.description.as_deref().is_none_or(is_blank) && shown(&one.path) != "context.group_id" {
            let message = format!("`{}` of `{}` has no description; say what it means", shown(&one.path), event.name);
            lint.report(Level::Warning, DESCRIPTION, &one.path, message);
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// An object and a verb in the past, with what belongs to them: `report_shared`, `account_added_user`, `signed_up`.
fn says_what_happened(name: &str) -> bool {
    let words: Vec<&str> = name.split('_').collect();
    let is_past = |word: &&str| word.len() > 3 && word.ends_with("ed") || IRREGULAR.contains(word);
    words.len() > 1 && words.iter().any(is_past)
}

#[cfg(test)]
mod tests {
    use super::says_what_happened;

    #[test]
    fn an_event_is_something_that_happened() {
        for name in ["report_shared", "account_added_user", "signed_up", "invite_sent", "invoice_paid", "limit_hit"] {
            assert!(says_what_happened(name), "{name}");
        }
        for name in ["report", "shared", "share_report", "report_sharing", "user_red", "click_button"] {
            assert!(!says_what_happened(name), "{name}");
        }
    }
}
