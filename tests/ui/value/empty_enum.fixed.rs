use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Never {
    Yet,
}

fn main() {}
