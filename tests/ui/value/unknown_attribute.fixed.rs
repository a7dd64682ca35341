use thrive_core::TrackValue;

#[derive(TrackValue)]
#[track(rename_all = "kebab-case")]
enum Channel {
    #[track(rename = "web")]
    Website,
    MobileApp,
}

fn main() {}
