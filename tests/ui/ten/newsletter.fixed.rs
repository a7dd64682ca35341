use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum Topic {
    News,
    Offers,
}

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
struct Subscriber {
    #[track(user_id)]
    id: u64,
    #[track(personal)]
    email: String,
    #[track(property = "first_name", personal)]
    name: Option<String>,
    #[track(personal)]
    birthday: Option<jiff::civil::Date>,
    topic: Topic,
    campaign: Option<&'static str>,
    #[track(timestamp)]
    confirmed_at: jiff::Timestamp,
}

fn main() {}
