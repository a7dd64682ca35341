//! The specification's sample, as a struct and as bytes.

use thrive_core::TrackEvent;

/// The sample of the specification, section 1.2.3, compact.
pub(crate) const SAMPLE: &str = concat!(
    r#"{"event_name":"account_created","#,
    r#""properties":{"account_domain":"acme.com","account_id":"7149d9cb-416a-4cd7-bf4c-dcd7f71421b8","account_name":"acme.com"},"#,
    r#""user_id":"5p442d0e-11b8-43d2-a933-04f62bb832e1","#,
    r#""timestamp":"2024-10-20T15:51:36.088000Z","#,
    r#""context":{"group_id":"7149d9cb-416a-4cd7-bf4c-dcd7f71421b8"}}"#,
);

#[derive(TrackEvent, Clone)]
#[track(event = "account_created")]
pub(crate) struct Account {
    #[track(group_id, property = "account_id")]
    pub(crate) id: String,
    #[track(property = "account_name")]
    pub(crate) name: String,
    #[track(property = "account_domain")]
    pub(crate) domain: Option<String>,
    #[track(user_id)]
    pub(crate) owner: String,
    #[track(timestamp)]
    pub(crate) created_at: jiff::Timestamp,
    #[track(skip)]
    #[expect(dead_code, reason = "what is skipped is not read")]
    pub(crate) billing_token: String,
}

pub(crate) fn account() -> Account {
    Account {
        id: "7149d9cb-416a-4cd7-bf4c-dcd7f71421b8".into(),
        name: "acme.com".into(),
        domain: Some("acme.com".into()),
        owner: "5p442d0e-11b8-43d2-a933-04f62bb832e1".into(),
        created_at: "2024-10-20T15:51:36.088Z".parse().unwrap(),
        billing_token: "tok_secret".into(),
    }
}
