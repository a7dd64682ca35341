use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum FeatureType {
    Core,
    #[track(rename = "add-on")]
    AddOn,
}

#[derive(TrackEvent)]
#[track(event = "feature_used")]
struct Used {
    feature_name: String,
    feature_type: FeatureType,
}

fn main() {}
