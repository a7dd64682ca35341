//! A type that no event can carry.
//!
//! What a type of your own puts on the wire, it has to say.
//!
//! Write `#[derive(TrackValue)]` or `#[derive(TrackFields)]` on the type, or `#[track(skip)]` on the field.

use thrive_core::TrackEvent;

struct Password([u8; 32]);

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: Password,
    #[track(property)]
    secret: Password,
    #[track(context)]
    secrets: Vec<Password>,
}

fn main() {}
