//! The least that sends an event by rudderanalytics.

use rudderanalytics::client::RudderAnalytics;
use rudderanalytics::message::{Message, Track};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = RudderAnalytics::load("key".to_owned(), "https://plane.example.com".to_owned());
    client.send(&Message::Track(Track {
        user_id: Some("user-7".to_owned()),
        event: "profile_completed".to_owned(),
        properties: Some(serde_json::json!({ "user_role": "admin" })),
        ..Track::default()
    }))?;
    Ok(())
}
