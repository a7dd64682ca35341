use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Channel {
    Phone,
    #[track(rename = "telephone")]
    Telephone,
}

fn main() {}
