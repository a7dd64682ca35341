use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
struct Ticket {
    ticket_id: u64,
    minutes_open: u32,
    satisfied: Option<bool>,
}

fn main() {
    let ticket = Ticket { ticket_id: 1, minutes_open: 5, satisfied: None };
    assert!(ticket.by("u-1").to_json().unwrap().contains(r#"{"ticket_id":1,"minutes_open":5}"#));
}
