//! The bytes of an event are what the specification shows, whatever the values.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, in what it shares with others too")]

#[path = "support/sample.rs"]
mod sample;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use sample::{Account, SAMPLE, account};
use thrive_core::{TrackErrorKind, TrackEvent};

#[test]
fn the_sample_of_the_specification_is_met_byte_for_byte() {
    assert_eq!(account().to_json().unwrap(), SAMPLE);
}

#[test]
fn properties_go_in_the_order_of_the_schema_and_unlisted_ones_after_them() {
    #[derive(TrackEvent)]
    #[track(event = "account_created")]
    struct Shuffled {
        #[track(property)]
        zebra: u8,
        account_name: &'static str,
        #[track(property = "antelope")]
        other: bool,
        account_domain: &'static str,
        #[track(user_id)]
        user: u64,
        #[track(group_id)]
        group: i32,
        #[track(timestamp)]
        at: SystemTime,
    }
    let event = Shuffled {
        zebra: 1,
        account_name: "Acme",
        other: true,
        account_domain: "acme.com",
        user: u64::MAX,
        group: -4,
        at: UNIX_EPOCH,
    };
    assert_eq!(
        event.to_json().unwrap(),
        concat!(
            r#"{"event_name":"account_created","#,
            r#""properties":{"account_domain":"acme.com","account_name":"Acme","zebra":1,"antelope":true},"#,
            r#""user_id":"18446744073709551615","timestamp":"1970-01-01T00:00:00.000000Z","context":{"group_id":"-4"}}"#,
        )
    );
}

#[test]
fn an_absent_value_is_left_out_and_so_is_an_empty_context() {
    #[derive(TrackEvent)]
    #[track(event = "user_enriched")]
    struct Enriched<'a> {
        enrichment_city: Option<&'a str>,
        enrichment_country: Option<Cow<'a, str>>,
        #[track(group_id)]
        account: Option<Arc<str>>,
        #[track(context)]
        session_id: Option<Box<str>>,
    }
    let nothing = Enriched { enrichment_city: None, enrichment_country: None, account: None, session_id: None };
    assert_eq!(
        nothing.by("u").at(UNIX_EPOCH).to_json().unwrap(),
        r#"{"event_name":"user_enriched","properties":{},"user_id":"u","timestamp":"1970-01-01T00:00:00.000000Z"}"#
    );
    let session = Enriched {
        enrichment_city: None,
        enrichment_country: Some("NO".into()),
        account: None,
        session_id: Some("s-1".into()),
    };
    assert_eq!(
        session.by("u").at(UNIX_EPOCH).to_json().unwrap(),
        concat!(
            r#"{"event_name":"user_enriched","properties":{"enrichment_country":"NO"},"user_id":"u","#,
            r#""timestamp":"1970-01-01T00:00:00.000000Z","context":{"session_id":"s-1"}}"#,
        )
    );
}

#[test]
fn every_kind_of_value_goes_out_as_its_kind() {
    #[derive(TrackEvent)]
    #[track(event = "group_enriched")]
    struct Everything {
        enrichment_domain_aliases: BTreeMap<String, Option<bool>>,
        enrichment_email_addresses: Vec<&'static str>,
        enrichment_employees: Option<u32>,
        #[track(property)]
        jiff: jiff::Timestamp,
        #[track(property)]
        chrono: chrono::DateTime<chrono::FixedOffset>,
        #[track(property)]
        time: time::OffsetDateTime,
        #[track(property)]
        uuid: uuid::Uuid,
        #[track(property)]
        decimal: rust_decimal::Decimal,
        #[track(property = "a \"quoted\"\n name")]
        odd: char,
        #[track(property)]
        nested: Option<Box<[[f32; 2]]>>,
        #[track(group_id, property)]
        group: uuid::Uuid,
    }
    let uuid = uuid::Uuid::from_u128(0x7149_d9cb_416a_4cd7_bf4c_dcd7_f714_21b8);
    let event = Everything {
        enrichment_domain_aliases: BTreeMap::from([("acme.org".into(), Some(true)), ("acme.net".into(), None)]),
        enrichment_email_addresses: vec!["a@acme.com"],
        enrichment_employees: Some(50),
        jiff: "2024-10-20T15:51:36.088Z".parse().unwrap(),
        chrono: chrono::DateTime::parse_from_rfc3339("2024-10-20T17:51:36.0880009+02:00").unwrap(),
        time: time::OffsetDateTime::UNIX_EPOCH - time::Duration::nanoseconds(1),
        uuid,
        decimal: rust_decimal::Decimal::new(4_990, 2),
        odd: 'ß',
        nested: Some(Box::new([[0.5, 1.0]])),
        group: uuid,
    };
    assert_eq!(
        event.by("u").at(UNIX_EPOCH).to_json().unwrap(),
        concat!(
            r#"{"event_name":"group_enriched","properties":{"#,
            r#""enrichment_domain_aliases":{"acme.net":null,"acme.org":true},"#,
            r#""enrichment_email_addresses":["a@acme.com"],"enrichment_employees":50,"#,
            r#""jiff":"2024-10-20T15:51:36.088000Z","chrono":"2024-10-20T15:51:36.088000Z","#,
            r#""time":"1969-12-31T23:59:59.999999Z","uuid":"7149d9cb-416a-4cd7-bf4c-dcd7f71421b8","#,
            r#""decimal":49.90,"a \"quoted\"\u000a name":"ß","nested":[[0.5,1.0]],"#,
            r#""group":"7149d9cb-416a-4cd7-bf4c-dcd7f71421b8"},"#,
            r#""user_id":"u","timestamp":"1970-01-01T00:00:00.000000Z","#,
            r#""context":{"group_id":"7149d9cb-416a-4cd7-bf4c-dcd7f71421b8"}}"#,
        )
    );
}

#[test]
fn the_call_wins_over_the_fields_and_the_last_call_over_the_first() {
    let account = account();
    let event = account.by("first");
    let event = event.by(uuid::Uuid::nil());
    let event = event.within(7_u64);
    let event = event.at(UNIX_EPOCH + Duration::from_secs(1));
    let json = event.to_json().unwrap();
    assert!(
        json.ends_with(concat!(
            r#""user_id":"00000000-0000-0000-0000-000000000000","#,
            r#""timestamp":"1970-01-01T00:00:01.000000Z","context":{"group_id":"7"}}"#,
        )),
        "{json}"
    );
    // The account's own id stays a property.
    assert!(json.contains(r#""account_id":"7149d9cb-416a-4cd7-bf4c-dcd7f71421b8""#), "{json}");
}

#[test]
fn an_event_without_a_time_happens_when_it_is_tracked() {
    #[derive(TrackEvent)]
    #[track(event = "profile_completed")]
    struct Completed;

    let before = jiff::Timestamp::now();
    let json = Completed.by(1).within(2).to_json().unwrap();
    let after = jiff::Timestamp::now();
    let event: serde_json::Value = serde_json::from_str(&json).unwrap();
    let at: jiff::Timestamp = event["timestamp"].as_str().unwrap().parse().unwrap();
    assert!(before.as_microsecond() <= at.as_microsecond() && at.as_microsecond() <= after.as_microsecond(), "{json}");
}

#[test]
fn a_number_that_json_has_no_form_for_is_an_error_that_names_the_property() {
    #[derive(TrackEvent)]
    #[track(event = "profile_completed")]
    struct Measured {
        #[track(property)]
        revenue: f64,
        #[track(context)]
        weight: f32,
    }
    for (revenue, weight, property) in [
        (f64::NAN, 1.0, "revenue"),
        (f64::INFINITY, 1.0, "revenue"),
        (f64::NEG_INFINITY, f32::NAN, "revenue"),
        (1.0, f32::NAN, "context.weight"),
    ] {
        let error = Measured { revenue, weight }.by("u").within("g").to_json().unwrap_err();
        assert_eq!(error.kind(), TrackErrorKind::NotFinite);
        assert_eq!(error.property(), Some(property));
        assert!(error.to_string().contains(property) && error.to_string().contains("profile_completed"), "{error}");
    }
}

#[test]
fn a_blank_id_is_an_error_that_names_it() {
    for blank in ["", " ", "\t\n", "\u{3000}"] {
        let error = account().by(blank).to_json().unwrap_err();
        assert_eq!((error.kind(), error.property()), (TrackErrorKind::BlankId, Some("user_id")));
        let error = account().within(blank).to_json().unwrap_err();
        assert_eq!((error.kind(), error.property()), (TrackErrorKind::BlankId, Some("context.group_id")));
        let error = Account { id: blank.into(), ..account() }.within("g").to_json().unwrap_err();
        assert_eq!((error.kind(), error.property()), (TrackErrorKind::BlankId, Some("account_id")));
    }
}

#[test]
fn a_time_without_a_four_digit_year_is_an_error_that_names_it() {
    let far = UNIX_EPOCH + Duration::from_secs(253_402_300_800);
    let error = account().at(far).to_json().unwrap_err();
    assert_eq!((error.kind(), error.property()), (TrackErrorKind::TimeOutOfRange, Some("timestamp")));
}

proptest! {
    #[test]
    fn any_text_survives(name in any::<String>(), domain in ".{0,40}", id in "\\PC{1,8}x") {
        let event = Account { name: name.clone(), domain: Some(domain.clone()), id: id.clone(), ..account() };
        let json: serde_json::Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
        prop_assert_eq!(json["properties"]["account_name"].as_str(), Some(name.as_str()));
        prop_assert_eq!(json["properties"]["account_domain"].as_str(), Some(domain.as_str()));
        prop_assert_eq!(json["context"]["group_id"].as_str(), Some(id.as_str()));
    }

    #[test]
    fn a_string_is_written_as_serde_json_writes_it(text in any::<String>()) {
        let event = Account { name: text.clone(), ..account() }.to_json().unwrap();
        let expected = format!(r#""account_name":{}}}"#, serde_json::to_string(&text).unwrap());
        prop_assert!(event.contains(&expected), "{event} has no {expected}");
    }

    #[test]
    fn a_timestamp_is_written_as_jiff_prints_it(micros in -62_167_219_200_000_000_i64..=253_402_207_200_000_000) {
        let moment = jiff::Timestamp::from_microsecond(micros).unwrap();
        let event = account().at(moment).to_json().unwrap();
        let expected = format!(r#""timestamp":"{moment:.6}""#);
        prop_assert!(event.contains(&expected), "{event} has no {expected}");
    }

    #[test]
    fn a_float_reads_back_as_the_same_float(float in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO) {
        #[derive(TrackEvent)]
        #[track(event = "profile_completed")]
        struct Measured {
            #[track(property)]
            value: f64,
        }
        let event = Measured { value: float }.by(1).within(1).to_json().unwrap();
        let text = event.split_once(r#""value":"#).unwrap().1.split_once('}').unwrap().0;
        prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), float.to_bits());
    }
}

#[test]
fn all_of_unicode_and_ten_thousand_characters_survive() {
    let every_character: String = (0..=0x10_FFFF).filter_map(char::from_u32).collect();
    let long: String = "ü\"\\\u{1}".chars().cycle().take(10_000).collect();
    for text in [every_character, long] {
        let json = Account { name: text.clone(), ..account() }.to_json().unwrap();
        let event: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(event["properties"]["account_name"], text);
    }
}
