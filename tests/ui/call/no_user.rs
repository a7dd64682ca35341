//! An event without a user.
//!
//! A struct without `user_id` is an event all the same; who did it is then said at the call.
//!
//! Write `event.by(user_id).track()`, or mark a field with `#[track(user_id)]`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
    #[track(group_id)]
    id: String,
}

fn main() {
    let account = Account { account_name: "Acme".into(), id: "a-1".into() };
    let _ = account.track();
}
