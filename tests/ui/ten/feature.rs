//! A feature's use: an enum's value written otherwise, and no account.
//!
//! The plan lists `add-on` and not `addon`, and requires the account for which it happened.
//!
//! Write `#[track(rename = "add-on")]` on the variant, and name the account in the call.

use thrive_core::TrackEvent;
use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Class {
    Core,
    Sticky,
    Addon,
}

#[derive(TrackValue)]
enum Interface {
    Api,
    Cli,
}

#[derive(TrackEvent)]
#[track(event = "feature_used")]
struct FeatureUse<'a> {
    #[track(property = "feature_name")]
    feature: &'a str,
    #[track(property = "feature_type")]
    class: Class,
    interface: Interface,
    #[track(user_id)]
    user: &'a str,
}

fn main() {
    let used = FeatureUse { feature: "export", class: Class::Addon, interface: Interface::Cli, user: "u-1" };
    let _ = used.track();
}
