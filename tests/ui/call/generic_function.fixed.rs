use thrive_core::{CompleteEvent, TrackEvent};

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
}

fn send<E: CompleteEvent>(event: &E) {
    let _ = event.track();
}

fn main() {
    let account = Account { account_name: "Acme".into() };
    send(&account.by("u-1").within("a-1"));
}
