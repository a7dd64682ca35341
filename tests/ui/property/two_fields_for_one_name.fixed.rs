use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: String,
    #[track(skip)]
    name: String,
    #[track(context = "phone_id")]
    phone: String,
    #[track(context)]
    device_id: String,
}

fn main() {}
