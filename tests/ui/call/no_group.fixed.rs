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
    let _ = account.within("a-1").track();
}
