//! One event, opened: its JSON, the rules it breaks, and what the schema says of its properties.

use serde_json::{Value, json};

use super::line;
use crate::{
    request::{BadEvent, Call, Credential, GoodEvent, Reason},
    rfc3339,
    store::{Judged, Numbered},
    validate::Schemas,
};

/// A body that could not be read is shown up to here.
const SHOWN_BODY_BYTES: usize = 64 << 10;

pub(super) fn of(schemas: &Schemas, numbered: &Numbered) -> Option<Value> {
    let request = &numbered.request;
    let (call, name, json, reasons): (Call, _, _, &[Reason]) = match numbered.event()? {
        Judged::Good(GoodEvent { call, name, json, .. }) => (*call, name, Some(json), &[]),
        Judged::Bad(BadEvent { call, name, json, reasons, .. }) => (*call, name, json.as_ref(), reasons),
    };
    let body = json.is_none().then(|| {
        let start = request.body.get(..SHOWN_BODY_BYTES).unwrap_or(&request.body);
        String::from_utf8_lossy(start).into_owned()
    });
    let credential = request.credential.as_ref().map(|credential| match credential {
        Credential::Bearer(_) => "bearer",
        Credential::ApiKey(_) => "api_key",
    });
    let reasons = reasons.iter().map(|reason| json!({ "path": reason.path, "message": reason.message }));
    Some(json!({
        "number": numbered.number,
        "received_at": rfc3339::utc(numbered.at),
        "call": call.name(),
        "path": call.path(),
        "name": name.as_deref().map(line),
        "is_planned": name.as_deref().is_some_and(|name| schemas.is_planned(name)),
        "status": request.status().as_u16(),
        "message": request.verdict.as_ref().err().map(|refusal| refusal.message.as_str()),
        "credential": credential,
        "content_type": request.content_type,
        "json": json,
        "body": body,
        "is_cut": json.is_none() && request.body.len() > SHOWN_BODY_BYTES,
        "reasons": reasons.collect::<Vec<_>>(),
        "schema": schemas.notes(call, name.as_deref()),
    }))
}
