//! The least that sends an event by snowplow_tracker.

use snowplow_tracker::{BatchEmitter, SelfDescribingEvent, Tracker};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut tracker = Tracker::new("name", "app", BatchEmitter::new("https://collector.example.com"), None);
    let event = SelfDescribingEvent::builder()
        .schema("iglu:com.example/profile_completed/jsonschema/1-0-0")
        .data(serde_json::json!({ "user_role": "admin" }))
        .build()?;
    tracker.track(event, None)?;
    tracker.flush()?;
    tracker.close_emitter()?;
    Ok(())
}
