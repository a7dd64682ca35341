use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
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
    to: String,
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
