//! A member that an object without others does not allow.
//!
//! With `"additionalProperties": false` inside of an object, `property` alone does not help there either.
//!
//! Write the name of a member that the plan lists, or `#[track(skip)]` on that field.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Parcel {
    tracking_code: String,
    weight_grams: u32,
    #[track(property)]
    insured: bool,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
struct Shipped {
    order_id: String,
    parcels: Vec<Parcel>,
}

fn main() {}
