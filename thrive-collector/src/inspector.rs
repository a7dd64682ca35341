//! The page at `/`: what arrives, for people to look at.

mod detail;
mod page;
mod stream;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use crate::{
    store::SECONDS,
    track::{Service, failure},
};

/// The latest events, so many, are shown.
const SHOWN_EVENTS: u64 = 50_000;

/// What is longer is cut where only a line of it is shown.
const LINE_CHARACTERS: usize = 200;

pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/", get(page::index))
        .route("/inspector/{file}", get(page::file))
        .route("/inspector/plan", get(plan))
        .route("/inspector/stream", get(stream::open))
        .route("/inspector/events/{number}", get(event))
        .route("/inspector/clear", post(clear))
        .layer(middleware::map_response(page::protect))
}

/// What the page has to know before the first event.
async fn plan(State(service): State<Arc<Service>>) -> Json<Value> {
    let events =
        service.schemas.planned().map(|(name, description)| json!({ "name": name, "description": description }));
    Json(json!({
        "events": events.collect::<Vec<_>>(),
        "weather": service.weather,
        "shown_events": SHOWN_EVENTS,
        "seconds": SECONDS,
    }))
}

async fn event(State(service): State<Arc<Service>>, Path(number): Path<String>) -> Response {
    let event = number.parse().ok().and_then(|number| service.store.event(number));
    match event.and_then(|event| detail::of(&service.schemas, &event)) {
        Some(detail) => Json(detail).into_response(),
        None => failure(StatusCode::NOT_FOUND, "this event is remembered no longer: newer ones took its place"),
    }
}

async fn clear(State(service): State<Arc<Service>>) -> Json<Value> {
    service.store.reset();
    Json(json!({ "success": true }))
}

fn line(text: &str) -> String {
    match text.char_indices().nth(LINE_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
