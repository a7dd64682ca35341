use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Topic {
    News,
    Offers,
}

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Reader {
    #[track(personal)]
    email: String,
    #[track(personal)]
    birthday: Option<jiff::civil::Date>,
    topic: Option<Topic>,
}

fn main() {}
