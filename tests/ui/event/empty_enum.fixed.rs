use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum Activity {
    #[track(event = "signed_in")]
    SignedIn { user_name: String },
}

fn main() {}
