use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum Activity {
    #[track(event = "signed_in")]
    SignedIn { user_name: String },
    #[track(event = "profile_completed")]
    ProfileCompleted,
}

fn main() {
    assert_eq!(Activity::SignedIn { user_name: "Ada".into() }.event_name(), "signed_in");
    assert_eq!(Activity::ProfileCompleted.event_name(), "profile_completed");
}
