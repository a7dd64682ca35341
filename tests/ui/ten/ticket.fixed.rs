use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum SupportDesk {
    #[track(event = "ticket_closed")]
    TicketClosed {
        #[track(property = "ticket_id")]
        id: u64,
        #[track(user_id)]
        agent: u32,
        #[track(skip)]
        subject: String,
        #[track(property = "minutes_open")]
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
