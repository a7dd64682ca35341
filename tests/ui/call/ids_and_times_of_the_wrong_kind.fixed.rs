use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
}

fn main() {
    let account = Account { account_name: "Acme".into() };
    let _ = account.by("u-1");
    let _ = account.within(15);
    let _ = account.by("u-1").within("a-1").to_json();
    let _ = account.at(std::time::SystemTime::now());
}
