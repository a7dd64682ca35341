//! The Track API over HTTP: `POST /api/track`, `/api/identify`, `/api/group`.

use std::{sync::Arc, time::SystemTime};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use serde_json::{Value, json};

use crate::{
    encoding::{Undecodable, decode},
    intake::Intake,
    record::Record,
    request::{BadEvent, Call, Credential, Refusal, Request, text},
    store::Store,
    token::Tokens,
    validate::Schemas,
};

/// What the handlers share.
pub(crate) struct Service {
    pub(crate) schemas: Schemas,
    pub(crate) store: Store,
    pub(crate) tokens: Tokens,
    pub(crate) intake: Intake,
    pub(crate) record: Option<Record>,
    pub(crate) max_body_bytes: usize,
    /// How it misbehaves, in words.
    pub(crate) weather: Option<String>,
}

pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route(Call::Track.path(), receive(Call::Track))
        .route(Call::Identify.path(), receive(Call::Identify))
        .route(Call::Group.path(), receive(Call::Group))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
}

fn receive(call: Call) -> MethodRouter<Arc<Service>> {
    post(async move |State(service): State<Arc<Service>>, headers: HeaderMap, body: Body| {
        match service.intake.take(body, service.max_body_bytes).await {
            Ok(taken) => service.receive(call, &headers, taken.body.clone()),
            Err(untaken) => untaken.answer(),
        }
    })
}

impl Service {
    fn receive(&self, call: Call, headers: &HeaderMap, body: Option<Bytes>) -> Response {
        let credential = Credential::of(headers);
        let content_type = text(headers, header::CONTENT_TYPE.as_str());
        let content_encoding = text(headers, header::CONTENT_ENCODING.as_str());
        let decoded = self.decode(call, content_encoding.as_deref(), body.as_ref());
        let kept = decoded.as_ref().ok().cloned().or(body).unwrap_or_default();
        let head = self.judge_head(call, credential.as_ref(), content_type.as_deref());
        let verdict = head.and(decoded).and_then(|body| self.schemas.check(call, &body));
        let request = Arc::new(Request { call, credential, content_type, content_encoding, body: kept, verdict });
        let now = SystemTime::now();
        if let Some(Err(error)) = self.record.as_ref().map(|record| record.write(&request, now)) {
            let message = format!("the events are not kept, since the record cannot be written: {error}");
            return failure(StatusCode::INSUFFICIENT_STORAGE, &message);
        }
        let number = self.store.keep(Arc::clone(&request), now);
        answer(&request, number)
    }

    fn judge_head(
        &self,
        call: Call,
        credential: Option<&Credential>,
        content_type: Option<&str>,
    ) -> Result<(), Refusal> {
        let unauthorized = |message| Err(Refusal::whole(call, StatusCode::UNAUTHORIZED, message));
        match credential {
            None => {
                return unauthorized(
                    "no credential: send `Authorization: Bearer <access token>` or `x-api-key: <key>`",
                );
            }
            Some(Credential::Bearer(token)) if !self.tokens.accept(token, SystemTime::now()) => {
                return unauthorized("the access token was not issued here, or has expired: get one by `user/token`");
            }
            Some(_) => {}
        }
        if !content_type.is_some_and(is_json) {
            let message = "the body is not said to be JSON: send `Content-Type: application/json`";
            return Err(Refusal::whole(call, StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
        }
        Ok(())
    }

    fn decode(&self, call: Call, encoding: Option<&str>, body: Option<&Bytes>) -> Result<Bytes, Refusal> {
        let decoded = body.ok_or(Undecodable::TooLong).and_then(|body| decode(encoding, body, self.max_body_bytes));
        decoded.map_err(|trouble| match trouble {
            Undecodable::UnknownEncoding => {
                let message = "the body's `Content-Encoding` is not known here: send `gzip`, or leave it out";
                Refusal::whole(call, StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
            }
            Undecodable::TooLong => {
                let message = format!("the body is longer than {} bytes: split the array", self.max_body_bytes);
                Refusal::whole(call, StatusCode::PAYLOAD_TOO_LARGE, message)
            }
            Undecodable::Broken(error) => {
                Refusal::whole(call, StatusCode::BAD_REQUEST, format!("the body is not gzip: {error}"))
            }
        })
    }
}

pub(crate) fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
}

fn answer(request: &Request, number: u64) -> Response {
    match &request.verdict {
        Ok(events) => {
            let message = match events.len() {
                1 => "1 event accepted".to_owned(),
                events => format!("{events} events accepted"),
            };
            let response_id = format!("collector-{number}");
            Json(json!({ "success": true, "message": message, "response_id": response_id })).into_response()
        }
        Err(refusal) => {
            let errors: Vec<Value> = refusal.bad.iter().filter_map(error).collect();
            let mut body = json!({ "success": false, "message": refusal.message });
            if let Some(body) = body.as_object_mut().filter(|_| !errors.is_empty()) {
                body.insert("errors".to_owned(), errors.into());
            }
            (refusal.status, Json(body)).into_response()
        }
    }
}

fn error(event: &BadEvent) -> Option<Value> {
    let reasons = event.reasons.iter().map(|reason| json!({ "path": reason.path, "message": reason.message }));
    let reasons: Vec<Value> = reasons.collect();
    event.index.map(|index| json!({ "index": index, "event_name": event.name, "reasons": reasons }))
}

async fn not_found(uri: Uri) -> Response {
    failure(StatusCode::NOT_FOUND, &format!("no such path: {}", uri.path()))
}

async fn method_not_allowed(method: Method, uri: Uri) -> Response {
    failure(StatusCode::METHOD_NOT_ALLOWED, &format!("{} does not take {method}", uri.path()))
}

pub(crate) fn failure(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "success": false, "message": message }))).into_response()
}
