use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Profile {
    #[track(property)]
    r#type: String,
    #[track(property = "kind")]
    kind: String,
}

fn main() {}
