//! An event like nothing in the plan.
//!
//! Nothing near stands in the plan, so all events are listed.
//!
//! Write one of the listed names, or add `custom` to make the struct itself the schema.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "xyzzy")]
struct Magic {
    word: String,
}

fn main() {
    let magic = Magic { word: "plugh".into() };
    assert!(magic.by("u-1").to_json().unwrap().contains(r#""properties":{"word":"plugh"}"#));
}
