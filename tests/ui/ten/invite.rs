//! An invitation: ids in types of their own, and nobody invited.
//!
//! A type of your own has to say what it puts on the wire, and the invited address is required.
//!
//! Write `#[derive(TrackValue)]` on the ids, and the address without `Option`.

use thrive_core::TrackEvent;

struct UserId(uuid::Uuid);

struct TeamId(u32);

#[derive(TrackEvent)]
#[track(event = "invite_sent")]
struct Invite {
    #[track(user_id)]
    sender: UserId,
    #[track(group_id)]
    organization: String,
    #[track(property = "invitee_email")]
    to: Option<String>,
    #[track(property = "invitee_role")]
    role: String,
    #[track(skip)]
    team: TeamId,
    #[track(timestamp)]
    sent_at: time::OffsetDateTime,
    #[track(skip)]
    acceptance_secret: [u8; 32],
}

fn main() {}
