//! The group as a part of the context.
//!
//! The context's `group_id` is a part of every event's envelope and has an attribute of its own.
//!
//! Write `#[track(group_id)]`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "page_visit")]
struct Visit<'a> {
    page_url: &'a str,
    #[track(context = "group_id")]
    account: &'a str,
}

fn main() {
    let visit = Visit { page_url: "/", account: "a-1" };
    assert!(visit.by("u-1").to_json().unwrap().contains(r#""context":{"group_id":"a-1"}"#));
}
