//! An enum without its derive.
//!
//! A type of your own has to say what it puts on the wire. The message writes the enum out.
//!
//! Write it as the message has it, without the variants that you do not need.

use thrive_core::TrackEvent;

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

fn main() {}
