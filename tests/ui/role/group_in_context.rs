use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit<'a> {
    page_url: &'a str,
    #[track(context = "group_id")]
    account: &'a str,
}

fn main() {}
