//! Two events of a team: a misspelt property in the one, no user in the other.
//!
//! An enum has a user where all of its variants have.
//!
//! Write `#[track(property = "invitee_email")]`, and `#[track(user_id)]` on the member.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(plan = "plans/stranger")]
enum TeamEvent {
    #[track(event = "invite_sent")]
    Invited {
        #[track(user_id)]
        inviter: String,
        #[track(group_id)]
        account: String,
        #[track(personal)]
        invitee_mail: String,
        invitee_role: Option<String>,
    },
    #[track(event = "account_added_user")]
    Joined {
        member: String,
        #[track(group_id)]
        account: String,
        #[track(personal)]
        user_name: String,
        #[track(hashed)]
        user_email: String,
        is_first_user: bool,
    },
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    TeamEvent::Invited {
        inviter: "u-1".into(),
        account: "acc-1".into(),
        invitee_mail: "bob@acme.com".into(),
        invitee_role: Some("approver".into()),
    }
    .track()?;
    TeamEvent::Joined {
        member: "u-2".into(),
        account: "acc-1".into(),
        user_name: "Bob".into(),
        user_email: "bob@acme.com".into(),
        is_first_user: false,
    }
    .track()?;
    Ok(())
}

fn main() {}
