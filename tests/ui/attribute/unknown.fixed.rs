use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created", crate = thrive_core)]
struct Account {
    #[track(property = "account_name")]
    name: String,
    #[track(group_id)]
    id: String,
    #[track(user_id)]
    owner: String,
    #[track(skip)]
    glitter: String,
}

fn main() {}
