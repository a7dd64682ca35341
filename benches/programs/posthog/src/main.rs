//! The least that sends an event by posthog-rs.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = posthog_rs::client("key").await;
        let mut event = posthog_rs::Event::new("profile_completed", "user-7");
        event.insert_prop("user_role", "admin")?;
        client.capture(event);
        client.shutdown().await;
        Ok(())
    })
}
