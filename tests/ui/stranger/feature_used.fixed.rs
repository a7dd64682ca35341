use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum FeatureType {
    Core,
    Support,
    #[track(rename = "add-on")]
    AddOn,
}

#[derive(TrackValue)]
enum Interface {
    Api,
    Cli,
}

#[derive(TrackEvent)]
#[track(event = "feature_used", plan = "plans/stranger")]
struct FeatureUsed {
    #[track(user_id)]
    user: String,
    feature_name: &'static str,
    feature_type: FeatureType,
    interface: Option<Interface>,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let used = FeatureUsed {
        user: "u-1".into(),
        feature_name: "receipt_scan",
        feature_type: FeatureType::AddOn,
        interface: Some(Interface::Api),
    };
    used.within("acc-1").track()?;
    Ok(())
}

fn main() {}
