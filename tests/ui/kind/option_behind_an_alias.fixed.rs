use thrive_core::TrackEvent;

type Name = String;
type Boxed = Box<Name>;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: Name,
}

#[derive(TrackEvent)]
#[track(event = "account_deleted")]
struct Deleted {
    account_name: Boxed,
}

fn main() {}
