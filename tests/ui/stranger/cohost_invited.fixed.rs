use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "invite_sent", plan = "plans/stranger")]
struct CohostInvited {
    #[track(user_id)]
    inviter: String,
    #[track(group_id)]
    show_id: String,
    #[track(property = "invitee_email", personal)]
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
