use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "nickname_chosen", custom)]
struct Profile {
    nickname: Option<String>,
    age: u8,
}

fn main() {}
