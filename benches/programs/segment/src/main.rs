//! The least that sends an event by segment.

use segment::message::{Track, User};
use segment::{AutoBatcher, Batcher, HttpClient};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut batcher = AutoBatcher::new(HttpClient::default(), Batcher::new(None), "key".to_owned());
        let event = Track {
            user: User::UserId { user_id: "user-7".to_owned() },
            event: "profile_completed".to_owned(),
            properties: serde_json::json!({ "user_role": "admin" }),
            ..Track::default()
        };
        batcher.push(event).await?;
        batcher.flush().await?;
        Ok(())
    })
}
