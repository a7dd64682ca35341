//! An event that the plan does not know.
//!
//! The name in `event` stands neither in the team's plan nor among the standard events. Where one event is near, the
//! rest of the struct is checked against it in the same compile.
//!
//! Write the name that the message offers.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "acount_created")]
struct Account {
    account_name: String,
    #[track(user_id)]
    owner: String,
    #[track(group_id)]
    id: String,
}

fn main() {
    // Not reported as well: the event is broken already.
    let account = Account { account_name: "Acme".into(), owner: "u-1".into(), id: "a-1".into() };
    assert!(account.to_json().unwrap().contains(r#""account_name":"Acme""#));
}
