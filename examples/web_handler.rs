//! A web service that tracks what its users do: the handler creates an account and tracks it with the user of the request.
//!
//! `cargo run --example web_handler`, then the request that it prints, then Ctrl-C.

use std::error::Error;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use thrive_collector::Collector;
use thrive_core::{Client, TrackEvent};

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    #[track(group_id, property = "account_id")]
    id: uuid::Uuid,
    #[track(property = "account_name")]
    name: String,
}

async fn create_account(headers: HeaderMap, name: String) -> Result<String, StatusCode> {
    let user = headers.get("x-user-id").and_then(|id| id.to_str().ok()).ok_or(StatusCode::UNAUTHORIZED)?;
    let account = Account { id: uuid::Uuid::new_v4(), name };
    // .. store it ..

    // The account does not know who acts, the request does. Tracking is no await: it never waits for the network.
    if let Err(error) = account.by(user).track() {
        eprintln!("not tracked: {error}");
    }
    Ok(format!("created {}\n", account.id))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let collector = Collector::start()?;
    let client = Client::builder().endpoint(collector.endpoint()).api_key("any key will do here").build()?;
    let guard = client.install()?;

    let app = Router::new().route("/accounts", post(create_account));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!("try: curl -d Acme -H 'x-user-id: user-7' http://127.0.0.1:3000/accounts");
    axum::serve(listener, app)
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await?;

    // Requests have ended, so that nothing is tracked any more: what is queued goes out now.
    drop(guard);
    for event in collector.good() {
        println!("accepted: {}", event.json);
    }
    Ok(())
}
