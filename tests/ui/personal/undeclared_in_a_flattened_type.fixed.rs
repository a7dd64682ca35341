use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Person {
    #[track(hashed)]
    email: String,
    #[track(personal)]
    first_name: Option<String>,
}

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    #[track(flatten)]
    person: Person,
    campaign: Option<String>,
}

fn main() {}
