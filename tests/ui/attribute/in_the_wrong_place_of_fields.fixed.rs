use thrive_core::TrackFields;

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
    #[track(skip)]
    visitor: u64,
}

fn main() {}
