use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Ticket {
    ticket_id: u64,
    minutes_open: u64,
}

#[derive(TrackEvent)]
#[track(event = "signed_up")]
struct SignUp {
    user_email: String,
}

fn main() {}
