use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Channel {
    Web,
    Phone,
}

fn main() {}
