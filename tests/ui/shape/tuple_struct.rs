//! A tuple struct whose fields have no names.
//!
//! A property has a name, and a tuple's field has none that could be its.
//!
//! Write `#[track(property = "..")]` before each field that is sent and `#[track(skip)]` before the others.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account(String, #[track(property)] String, #[track(property = "account_name")] String);

fn main() {
    let account = Account("secret".into(), "acme.example".into(), "Acme".into());
    let json = account.by("u-1").within("a-1").to_json().unwrap();
    assert!(json.contains(r#""properties":{"account_domain":"acme.example","account_name":"Acme"}"#));
}
