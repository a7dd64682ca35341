use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account<N> {
    account_name: N,
    #[track(user_id)]
    owner: u64,
    #[track(group_id)]
    id: u64,
}

fn main() {
    let _ = Account { account_name: "Acme", owner: 1, id: 2 }.track();
    let _ = Account { account_name: "Bolt", owner: 1, id: 2 }.track();
}
