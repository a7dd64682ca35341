use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Ticket {
    ticket_id: u64,
    minutes_open: u64,
    #[track(property = "satisfied")]
    thumbs_up: Option<bool>,
    #[track(property = "labels")]
    label: Vec<String>,
}

fn main() {}
