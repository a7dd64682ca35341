use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account(
    #[track(skip)] String,
    #[track(property = "account_domain")] String,
    #[track(property = "account_name")] String,
);

fn main() {
    let account = Account("secret".into(), "acme.example".into(), "Acme".into());
    let json = account.by("u-1").within("a-1").to_json().unwrap();
    assert!(json.contains(r#""properties":{"account_domain":"acme.example","account_name":"Acme"}"#));
}
