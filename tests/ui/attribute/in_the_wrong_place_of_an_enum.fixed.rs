use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum Session {
    #[track(event = "signed_in")]
    Started { user_name: String },
    #[track(event = "signed_out")]
    Ended {
        user_name: String,
        #[track(user_id)]
        user: u64,
    },
}

fn main() {}
