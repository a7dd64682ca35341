use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Closed {
    #[track(user_id)]
    agent: u64,
    ticket_id: u64,
    #[track(property = "minutes_open")]
    duration: u32,
}

fn main() {}
