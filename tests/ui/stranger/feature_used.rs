//! A feature is used: variants that are not listed, and no account.
//!
//! `AddOn` goes out as `add_on` and not as `add-on`, and `web` is not in the plan.
//!
//! Write `#[track(rename = "add-on")]` on the one, take the other out, and name the account in the call.

use thrive_core::{TrackEvent, TrackValue};

#[derive(TrackValue)]
enum FeatureType {
    Core,
    Support,
    AddOn,
}

#[derive(TrackValue)]
enum Interface {
    Api,
    Cli,
    Web,
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
    used.track()?;
    Ok(())
}

fn main() {}
