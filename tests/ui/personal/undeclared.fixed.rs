use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    #[track(hashed)]
    email: String,
    #[track(personal)]
    first_name: Option<String>,
}

fn main() {}
