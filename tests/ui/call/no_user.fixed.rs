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
    let _ = account.by("u-1").track();
}
