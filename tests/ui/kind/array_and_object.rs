use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "group_enriched")]
struct Enriched {
    enrichment_tags: String,
    enrichment_domain_aliases: Vec<String>,
}

fn main() {}
