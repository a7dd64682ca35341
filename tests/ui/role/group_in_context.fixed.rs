use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit<'a> {
    page_url: &'a str,
    #[track(group_id)]
    account: &'a str,
}

fn main() {
    let visit = Visit { page_url: "/", account: "a-1" };
    assert!(visit.by("u-1").to_json().unwrap().contains(r#""context":{"group_id":"a-1"}"#));
}
