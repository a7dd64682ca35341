use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created", cratee = thrive_core)]
struct Account {
    #[track(rename = "account_name")]
    name: String,
    #[track(grup_id)]
    id: String,
    #[track(userid)]
    owner: String,
    #[track(sparkle)]
    glitter: String,
}

fn main() {}
