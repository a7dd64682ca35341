use thrive_core::TrackEvent;

#[derive(TrackEvent)]
enum Activity {
    #[track(event = "page_visit")]
    Visited {
        page_url: String,
        #[track(user_id)]
        visitor: u64,
    },
    #[track(event = "ticket_closed")]
    Closed { ticket_id: u64, minutes_open: u64 },
}

fn main() {
    let _ = Activity::Visited { page_url: "/".into(), visitor: 7 }.by(7).track();
}
