use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
#[track(rename_all = "kebab-case")]
enum FeatureType {
    Core,
    AddOn,
}

#[derive(TrackEvent)]
#[track(event = "feature_used")]
struct Used {
    feature_name: String,
    feature_type: FeatureType,
}

fn main() {
    let used = Used { feature_name: "export".into(), feature_type: FeatureType::AddOn };
    assert!(used.by("u-1").within("a-1").to_json().unwrap().contains(r#""feature_type":"add"#));
}
