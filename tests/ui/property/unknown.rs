use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    // Nearest to a required property, which is then not reported as missing too.
    acount_name: String,
    // Differs in case alone.
    accountDomain: String,
    // Like nothing that the event knows.
    password_hash: String,
}

fn main() {}
