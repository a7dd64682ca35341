use thrive_core::{Client, TrackEvent};

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
}

fn send(client: &Client, account: &Account) {
    let _ = client.track(&account.by("u-1").within("a-1"));
    let _ = account.by("u-1").within("a-1").track_with(client);
}

fn main() {
    let _ = send;
}
