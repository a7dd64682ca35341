//! Another type where an array or an object is asked for.
//!
//! The plan says which kind of value a property is, and the service refuses another.
//!
//! Write the field as a collection, as a map, or as a struct with `#[derive(TrackFields)]`.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "group_enriched")]
struct Enriched {
    enrichment_tags: String,
    enrichment_domain_aliases: Vec<String>,
}

fn main() {}
