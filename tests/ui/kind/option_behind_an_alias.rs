//! An `Option` behind an alias where the plan requires a value.
//!
//! Types are compared, not their names: an alias or a `Box` hides nothing.
//!
//! Write a type that always has a value.

use thrive_core::TrackEvent;

type Name = Option<String>;
type Boxed = Box<Name>;

#[derive(TrackEvent)]
#[track(event = "account_created")]
struct Account {
    account_name: Name,
}

#[derive(TrackEvent)]
#[track(event = "account_deleted")]
struct Deleted {
    account_name: Boxed,
}

fn main() {}
