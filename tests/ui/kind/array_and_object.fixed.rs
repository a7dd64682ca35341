use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "group_enriched")]
struct Enriched {
    enrichment_tags: Vec<String>,
    enrichment_domain_aliases: std::collections::BTreeMap<String, String>,
}

fn main() {}
