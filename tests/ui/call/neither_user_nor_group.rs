//! An event with neither a user nor an account.
//!
//! Both are said at the call, in any order.
//!
//! Write `event.by(user_id).within(group_id)`.

use thrive_core::{Client, TrackEvent};

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
}

fn send(client: &Client, account: &Account) {
    let _ = client.track(account);
    let _ = account.by("u-1").track_with(client);
}

fn main() {
    let _ = send;
}
