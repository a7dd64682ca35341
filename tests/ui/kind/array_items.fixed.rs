use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Ticket {
    ticket_id: u64,
    minutes_open: u32,
    labels: Vec<String>,
}

fn main() {}
