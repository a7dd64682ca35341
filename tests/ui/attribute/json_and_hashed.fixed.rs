use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "form_sent", custom)]
struct Form {
    #[track(json)]
    answers: serde_json::Value,
}

fn main() {}
