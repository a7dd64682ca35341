use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Contact {
    #[track(personal)]
    phone: String,
    company: Option<String>,
}

#[derive(TrackEvent)]
#[track(event = "callback_requested", plan = "plans/privacy")]
struct Callback {
    contact: Contact,
    subject: Option<String>,
}

fn main() {}
