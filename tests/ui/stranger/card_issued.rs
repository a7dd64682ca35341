//! A card: personal data that nobody declared, two fields for one property, and a string for a listed value.
//!
//! Each says what to write.
//!
//! Write `personal`, `skip` on one of the two, and the enum that the message hands out.

use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "card_issued", plan = "plans/stranger")]
struct Card {
    #[track(user_id)]
    admin: String,
    #[track(group_id)]
    account: String,
    #[track(property = "card_kind")]
    kind: String,
    cardholder_name: String,
    limit_cents: u32,
    #[track(property = "limit_cents")]
    monthly_limit_cents: u32,
    expires_on: Option<jiff::civil::Date>,
}

fn send() -> Result<(), Box<dyn std::error::Error>> {
    let card = Card {
        admin: "u-1".into(),
        account: "acc-1".into(),
        kind: "virtual".into(),
        cardholder_name: "Bob Jones".into(),
        limit_cents: 50_000,
        monthly_limit_cents: 200_000,
        expires_on: None,
    };
    card.track()?;
    Ok(())
}

fn main() {}
