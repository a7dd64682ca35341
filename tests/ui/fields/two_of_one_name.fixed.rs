use thrive_core::TrackFields;

#[derive(TrackFields)]
struct Campaign {
    utm_source: String,
    #[track(property = "utm_medium")]
    referrer: String,
}

fn main() {}
