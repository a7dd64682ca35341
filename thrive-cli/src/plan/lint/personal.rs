//! Personal data that the plan does not mark as such.

use thrive_plan::Kind;

use super::walk::{shown, values};
use super::{Level, Lint};

/// The keyword by which a plan decides.
const KEYWORD: &str = "x-personal";

pub(super) fn check(lint: &mut Lint<'_>) {
    let event = lint.event;
    for one in values(event) {
        let Some(name) = one.name.filter(|name| is_personal(name)) else { continue };
        // Whether somebody has an address is not the address.
        let is_marked = one.value.personal || one.is_inside_personal || one.value.kind == Kind::Boolean;
        // Somebody has looked at it and said that it is not.
        let is_decided = lint.plan.files.keyword(&event.name, &one.path, KEYWORD).is_some();
        if !is_marked && !is_decided {
            let message = format!(
                "`{}` of `{}` is personal data by its name `{name}`, and not marked; write `\"{KEYWORD}\": true`, or \
                 `false` if it is none",
                shown(&one.path),
                event.name
            );
            lint.report(Level::Error, "personal", &one.path, message);
        }
    }
}

/// What ThriveStack's documentation names as personal data of its standard events.
fn is_personal(name: &str) -> bool {
    let enrichment = name.strip_prefix("enrichment_");
    name.ends_with("email")
        || matches!(name, "user_name" | "first_name" | "last_name" | "name" | "phone")
        || (name.starts_with("invitee_") && name.ends_with("name"))
        || enrichment.is_some_and(|of| of.ends_with("name") || of.ends_with("handle") || of.starts_with("phone"))
}

#[cfg(test)]
mod tests {
    use super::is_personal;

    #[test]
    fn what_names_a_person_is_personal_and_what_names_a_thing_is_not() {
        let personal = [
            "email",
            "user_email",
            "invitee_email",
            "user_name",
            "first_name",
            "last_name",
            "name",
            "phone",
            "invitee_first_name",
            "enrichment_full_name",
            "enrichment_twitter_handle",
            "enrichment_phone_numbers",
        ];
        for name in personal {
            assert!(is_personal(name), "{name}");
        }
        for name in ["account_name", "feature_name", "email_count", "phone_model", "invitee_role", "enrichment_city"] {
            assert!(!is_personal(name), "{name}");
        }
    }
}
