//! A field that the event does not know.
//!
//! Nothing leaves a struct unless the schema or its author named it: a field that is neither has to say what it is.
//!
//! Write `#[track(property = "..")]` with the name that was meant, `#[track(property)]` to send it beside what the plan
//! lists, or `#[track(skip)]` to keep it in the process.

use thrive_core::TrackEvent;

#[allow(non_snake_case)]
#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    // Nearest to a required property, which is then not reported as missing too.
    acount_name: String,
    // Differs in case alone.
    accountDomain: String,
    // Like nothing that the event knows.
    password_hash: String,
}

fn main() {}
