use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Duration {
    #[track(property = "minutes_open")]
    minutes: u64,
    satisfied: Option<bool>,
}

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Ticket {
    ticket_id: u64,
    #[track(flatten)]
    duration: Duration,
}

fn main() {}
