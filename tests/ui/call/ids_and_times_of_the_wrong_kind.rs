//! An id or a time at the call that is none.
//!
//! An id is a string, an integer, a UUID or a type of your own around one, and it is there; a time is a moment.
//!
//! Write the value in such a type.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
}

fn main() {
    let account = Account { account_name: "Acme".into() };
    let _ = account.by(Some("u-1"));
    let _ = account.within(1.5_f64);
    let _ = account.by(true).within("a-1").to_json();
    let _ = account.at("2024-10-20");
}
