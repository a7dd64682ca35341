//! What was received, over HTTP, in the shapes of Snowplow Micro.

use std::{borrow::Cow, sync::Arc};

use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};

use crate::{
    request::{BadEvent, Call, GoodEvent, Reason, Request},
    store::Counts,
    track::Service,
    validate::Schemas,
};

/// Both methods where Micro takes both.
pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/micro/all", get(all).post(all))
        .route("/micro/good", get(good))
        .route("/micro/bad", get(bad))
        .route("/micro/reset", get(reset).post(reset))
}

async fn all(State(service): State<Arc<Service>>) -> Json<Value> {
    Json(summary(service.store.counts()))
}

async fn reset(State(service): State<Arc<Service>>) -> Json<Value> {
    service.store.reset();
    Json(summary(service.store.counts()))
}

fn summary(counts: Counts) -> Value {
    json!({ "total": counts.total(), "good": counts.good, "bad": counts.bad })
}

async fn good(State(service): State<Arc<Service>>) -> Json<Value> {
    let requests = service.store.requests();
    let events = requests
        .iter()
        .flat_map(|request| request.good().iter().map(|event| good_event(&service.schemas, request, event)));
    Json(events.collect())
}

async fn bad(State(service): State<Arc<Service>>) -> Json<Value> {
    let requests = service.store.requests();
    let events = requests.iter().flat_map(|request| request.bad().iter().map(|event| bad_event(request, event)));
    Json(events.collect())
}

fn good_event(schemas: &Schemas, request: &Request, good: &GoodEvent) -> Value {
    let event = parse(&good.json);
    let context = event.get("context").and_then(Value::as_object);
    json!({
        "rawEvent": raw_event(request, &event),
        "eventType": good.name.as_deref().unwrap_or(good.call.name()),
        "schema": good.name.as_deref().filter(|name| schemas.is_planned(name)),
        "contexts": context.map(|context| context.keys().collect::<Vec<_>>()).unwrap_or_default(),
        "event": event,
    })
}

fn bad_event(request: &Request, bad: &BadEvent) -> Value {
    // The event's own part of the body: a thousand bad events with the whole body each would be gigabytes.
    let body = bad.json.as_deref().map_or_else(|| String::from_utf8_lossy(&request.body), Cow::from);
    json!({
        "collectorPayload": {
            "api": api(request.call),
            "contentType": request.content_type,
            "body": body,
        },
        "rawEvent": bad.json.as_deref().map(|json| raw_event(request, &parse(json))),
        "errors": bad.reasons.iter().map(Reason::to_string).collect::<Vec<_>>(),
    })
}

/// The event's own object stands where Micro has a tracker's parameters.
fn raw_event(request: &Request, event: &Value) -> Value {
    json!({ "api": api(request.call), "parameters": event, "contentType": request.content_type })
}

fn api(call: Call) -> Value {
    json!({ "vendor": "ai.thrivestack", "version": call.name() })
}

/// Cannot fail: what is kept was parsed when it came.
fn parse(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}
