//! A support desk's events: serde's words, and a required property under another name.
//!
//! `rename` is serde's word, here it is `property`; and `minutes_open` is required.
//!
//! Write `property`, and name the field that holds the minutes.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum SupportDesk {
    #[track(event = "ticket_closed")]
    TicketClosed {
        #[track(rename = "ticket_id")]
        id: u64,
        #[track(user_id)]
        agent: u32,
        #[track(skip)]
        subject: String,
        duration_minutes: u32,
        satisfied: Option<bool>,
        labels: Vec<&'static str>,
    },
    #[track(event = "page_visit")]
    HelpPageRead {
        page_url: String,
        #[track(user_id)]
        reader: u32,
    },
}

fn main() {}
