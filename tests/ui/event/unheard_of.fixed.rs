use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "xyzzy", custom)]
struct Magic {
    word: String,
}

fn main() {
    let magic = Magic { word: "plugh".into() };
    assert!(magic.by("u-1").to_json().unwrap().contains(r#""properties":{"word":"plugh"}"#));
}
