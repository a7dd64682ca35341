use thrive_core::TrackEvent;

#[allow(non_snake_case)]
#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    // Nearest to a required property, which is then not reported as missing too.
    #[track(property = "account_name")]
    acount_name: String,
    // Differs in case alone.
    #[track(property = "account_domain")]
    accountDomain: String,
    // Like nothing that the event knows.
    #[track(skip)]
    password_hash: String,
}

fn main() {}
