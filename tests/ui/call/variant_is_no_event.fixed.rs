use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit {
    page_url: String,
}

#[derive(TrackEvent)]
enum Activity {
    Visited(Visit),
    #[track(event = "profile_completed")]
    ProfileCompleted,
}

fn main() {
    assert_eq!(Activity::Visited(Visit { page_url: "/".into() }).event_name(), "page_visit");
}
