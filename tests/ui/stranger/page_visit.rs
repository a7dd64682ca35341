//! A page is visited: a misspelt attribute, a misspelt field of a flattened type, and no user.
//!
//! All three are said in one compile.
//!
//! Write `flatten`, the property on the field of `Utm`, and the user in the call.

use thrive_core::{TrackEvent, TrackFields};

#[derive(TrackFields)]
struct Utm {
    utm_source: Option<String>,
    utm_compaign: Option<String>,
}

#[derive(TrackEvent)]
#[track(event = "page_visit", plan = "plans/stranger")]
struct PageVisit {
    page_url: String,
    page_title: Option<String>,
    #[track(flaten)]
    utm: Utm,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let visitor = String::from("anon-1");
    let visit = PageVisit {
        page_url: "https://ledgerly.example/pricing".into(),
        page_title: Some("Pricing".into()),
        utm: Utm { utm_source: Some("newsletter".into()), utm_compaign: Some("spring".into()) },
    };
    visit.track()?;
    Ok(())
}

fn main() {}
