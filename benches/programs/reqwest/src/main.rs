//! The least that posts a body by reqwest.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let request = reqwest::Client::new().post("https://api.app.thrivestack.ai/api/track").body("[]");
        request.send().await?.error_for_status()?;
        Ok(())
    })
}
