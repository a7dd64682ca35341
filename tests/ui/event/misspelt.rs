use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "acount_created")]
struct Account {
    account_name: String,
    #[track(user_id)]
    owner: String,
    #[track(group_id)]
    id: String,
    // Not reported: without a schema nobody knows what an unmarked field is.
    nickname: String,
}

fn main() {
    // Not reported either: the event is broken already.
    let _ = Account { account_name: "".into(), owner: "".into(), id: "".into(), nickname: "".into() }.track();
}
