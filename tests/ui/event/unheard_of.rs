use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "xyzzy")]
struct Magic {
    word: String,
}

fn main() {}
