use thrive_core::TrackEvent;
use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Class {
    Core,
    Sticky,
    #[track(rename = "add-on")]
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
    let _ = used.within("a-1").track();
}
