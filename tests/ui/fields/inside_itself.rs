//! A struct that holds itself.
//!
//! What is inside of an object is listed while compiling, so it must have an end.
//!
//! Write `#[track(json)]` to send it as serde writes it, or `#[track(skip)]`.

use thrive_core::TrackFields;

#[derive(TrackFields)]
struct Category {
    name: String,
    parent: Option<Box<Category>>,
    children: Vec<Self>,
}

fn main() {}
