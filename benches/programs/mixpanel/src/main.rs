//! The least that sends an event by mixpanel-rs.

use std::collections::HashMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = mixpanel_rs::Mixpanel::init("key", None);
        let properties = HashMap::from([("user_role".to_owned(), "admin".into())]);
        client.track("profile_completed", Some(properties)).await?;
        Ok(())
    })
}
