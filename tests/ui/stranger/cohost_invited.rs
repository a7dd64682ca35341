//! An invitation: a misspelt property that is personal data, and no account.
//!
//! Where the plan asks to declare personal data, the name alone is not enough.
//!
//! Write `#[track(property = "invitee_email", personal)]`, and `#[track(group_id)]` on the show.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "invite_sent", plan = "plans/stranger")]
struct CohostInvited {
    #[track(user_id)]
    inviter: String,
    show_id: String,
    invite_email: String,
    invitee_role: &'static str,
    invitee_team: Option<String>,
}

fn main() {
    let invited = CohostInvited {
        inviter: "u1".into(),
        show_id: "s1".into(),
        invite_email: "ann@example.com".into(),
        invitee_role: "editor",
        invitee_team: None,
    };
    let _ = invited.track();
}
