use thrive_core::{TrackFields, TrackValue};

#[derive(TrackFields)]
struct Weight(#[track(property = "amount")] u32, #[track(property = "unit")] String);

#[derive(TrackValue)]
struct Grams(u32);

fn main() {}
