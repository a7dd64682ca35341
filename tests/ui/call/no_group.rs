//! An event without the account that its plan requires.
//!
//! A struct without `group_id` is an event all the same; for whom it happened is then said at the call.
//!
//! Write `event.within(group_id).track()`, or mark a field with `#[track(group_id)]`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
    #[track(user_id)]
    owner: String,
}

fn main() {
    let account = Account { account_name: "Acme".into(), owner: "u-1".into() };
    let _ = account.track();
}
