//! The least that hands an event to a transport of one's own.

use thrive_core::{Client, NoAnswer, Request, Response, TrackEvent, Transport};

#[derive(TrackEvent)]
#[track(event = "profile_completed")]
struct Completed {
    user_role: String,
}

struct Print;

impl Transport for Print {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        println!("{}", String::from_utf8_lossy(request.body()));
        Ok(Response::new(200))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _guard = Client::builder().transport(Print).build()?.install()?;
    Completed { user_role: "admin".to_owned() }.by("user-7").within("account-1").track()?;
    Ok(())
}
