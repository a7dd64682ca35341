//! The standard events are what ThriveStack's documentation says of them.

use std::{collections::BTreeSet, error::Error, fs, path::Path};

use thrive_plan::{Kind, ObjectSchema, catalogue};

type TestResult = Result<(), Box<dyn Error>>;

struct Expected {
    event: &'static str,
    required: &'static str,
    optional: &'static str,
    group_id_required: bool,
}

const fn with_group(event: &'static str, required: &'static str, optional: &'static str) -> Expected {
    Expected { event, required, optional, group_id_required: true }
}

const fn without_group(event: &'static str, required: &'static str, optional: &'static str) -> Expected {
    Expected { event, required, optional, group_id_required: false }
}

/// The table of the standard events, in the order of the wire. Where a kind is not written it is a string.
const EVENTS: &[Expected] = &[
    with_group("account_created", "account_name", "account_domain account_id user_email user_name plan_name"),
    with_group("account_deleted", "account_name", "account_id account_domain"),
    with_group(
        "account_added_user",
        "user_name user_email",
        "user_role role account_id account_name account_domain join_method=signup|invite|sso|scim|admin \
         is_first_user:boolean",
    ),
    with_group("account_removed_user", "user_name user_email", "account_name"),
    without_group(
        "signed_up",
        "user_email",
        "user_name first_name last_name email name utm_source utm_medium utm_campaign utm_term",
    ),
    with_group("signed_in", "user_name", "user_email user_role"),
    with_group("signed_out", "user_name", "user_email user_role"),
    with_group(
        "invite_sent",
        "invitee_email",
        "user_email invitee_role invitee_role_id invitee_user_id invitee_team invitee_team_id invitee_first_name \
         invitee_last_name feature_name sub_feature_name source_url",
    ),
    with_group(
        "feature_used",
        "feature_name",
        "feature_type=core|sticky|support|secondary|add-on interface=api|cli|agent sub_feature_name user_role \
         user_email user_name",
    ),
    with_group(
        "onboarding_step_completed",
        "step_name",
        "step_index:integer>=0 total_steps:integer user_email user_name",
    ),
    with_group("profile_completed", "", "completion_status user_role"),
    without_group(
        "page_visit",
        "page_url",
        "page_title page_path page_referrer utm_source utm_medium utm_campaign utm_term",
    ),
    with_group("trial_started", "trial_start_date:date-time trial_end_date:date-time trial_plan_name", ""),
    with_group("trial_ended", "trial_start_date:date-time trial_end_date:date-time trial_plan_name", ""),
    without_group("user_waitlisted", "email id", ""),
    with_group("tenant_waitlisted", "email", ""),
    without_group(
        "user_enriched",
        "",
        "enrichment_active_at enrichment_avatar enrichment_city enrichment_country enrichment_country_code \
         enrichment_email_provider enrichment_employment_domain enrichment_employment_name \
         enrichment_employment_role enrichment_employment_seniority enrichment_employment_sub_role \
         enrichment_employment_title enrichment_facebook_handle enrichment_first_name enrichment_full_name \
         enrichment_github_handle enrichment_inactive_at enrichment_last_name enrichment_linkedin_handle \
         enrichment_location enrichment_phone:array enrichment_state enrichment_state_code enrichment_time_zone \
         enrichment_twitter_handle",
    ),
    with_group(
        "group_enriched",
        "",
        "enrichment_annual_revenue enrichment_city enrichment_country enrichment_country_code enrichment_domain \
         enrichment_domain_aliases:object enrichment_email_addresses:array enrichment_email_provider \
         enrichment_employees:integer enrichment_employees_range enrichment_founder_year:integer \
         enrichment_industry enrichment_legal_name enrichment_location enrichment_name \
         enrichment_phone_numbers:array enrichment_raised enrichment_sector enrichment_state \
         enrichment_tags:array enrichment_tech",
    ),
];

/// The personal properties of all events.
const PERSONAL: &str = "user_email invitee_email email user_name first_name last_name name invitee_first_name \
     invitee_last_name enrichment_employment_name enrichment_first_name enrichment_full_name enrichment_last_name \
     enrichment_legal_name enrichment_name enrichment_facebook_handle enrichment_github_handle \
     enrichment_linkedin_handle enrichment_twitter_handle enrichment_phone enrichment_phone_numbers";

/// The properties as the table above writes them.
fn written(object: &ObjectSchema, required: bool) -> String {
    let one = |property: &thrive_plan::Property| {
        let kind = match property.value.kind {
            Kind::String => "",
            Kind::Integer => ":integer",
            Kind::Number => ":number",
            Kind::Boolean => ":boolean",
            Kind::DateTime => ":date-time",
            Kind::Date => ":date",
            Kind::Uuid => ":uuid",
            Kind::Any => ":any",
            Kind::Array => ":array",
            Kind::Object => ":object",
        };
        let values = match property.value.one_of.join("|") {
            values if values.is_empty() => values,
            values => format!("={values}"),
        };
        let minimum = property.value.limits.minimum.map(|minimum| format!(">={minimum}")).unwrap_or_default();
        let min_length = property.value.limits.min_length.map(|length| format!(" from {length}")).unwrap_or_default();
        format!("{}{kind}{values}{minimum}{min_length}", property.name)
    };
    let properties = object.properties.iter().filter(|property| property.required == required);
    properties.map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_event_has_the_documented_properties() -> TestResult {
    for Expected { event, required, optional, group_id_required } in EVENTS {
        let schema = catalogue::schema(event)?.ok_or(*event)?;
        assert_eq!(schema.name, *event);
        assert_eq!(written(&schema.properties, true), *required, "{event}");
        assert_eq!(written(&schema.properties, false), *optional, "{event}");
        let (group_id, rest) = ("group_id from 1", "device_id session_id source=product|marketing group_type");
        if *group_id_required {
            assert_eq!(written(&schema.context, true), group_id, "{event}");
            assert_eq!(written(&schema.context, false), rest, "{event}");
        } else {
            assert_eq!(written(&schema.context, true), "", "{event}");
            assert_eq!(written(&schema.context, false), format!("{group_id} {rest}"), "{event}");
        }
    }
    Ok(())
}

#[test]
fn account_created_goes_over_the_wire_in_the_order_of_the_specification() -> TestResult {
    let schema = catalogue::schema("account_created")?.ok_or("account_created")?;
    let names: Vec<&str> = schema.properties.names().collect();
    assert_eq!(names, ["account_domain", "account_id", "account_name", "user_email", "user_name", "plan_name"]);
    Ok(())
}

#[test]
fn required_properties_of_the_other_events_come_first() -> TestResult {
    for event in catalogue::names().filter(|event| *event != "account_created") {
        let properties = catalogue::schema(event)?.ok_or(event)?.properties.properties;
        assert!(properties.is_sorted_by_key(|property| !property.required), "{event}");
    }
    Ok(())
}

#[test]
fn exactly_the_personal_properties_are_marked() -> TestResult {
    let mut seen = BTreeSet::new();
    let personal: BTreeSet<&str> = PERSONAL.split_whitespace().collect();
    for event in catalogue::names() {
        let schema = catalogue::schema(event)?.ok_or(event)?;
        for property in &schema.properties.properties {
            assert_eq!(property.value.personal, personal.contains(&*property.name), "{event}: {}", property.name);
            seen.insert(property.name.clone());
        }
        assert!(schema.context.properties.iter().all(|key| !key.value.personal), "{event}");
    }
    assert!(personal.iter().all(|name| seen.contains(*name)));
    Ok(())
}

#[test]
fn everything_is_described() -> TestResult {
    for event in catalogue::names() {
        let schema = catalogue::schema(event)?.ok_or(event)?;
        assert!(schema.description.is_some(), "{event}");
        for property in schema.properties.properties.iter().chain(&schema.context.properties) {
            assert!(property.value.description.is_some(), "{event}: {}", property.name);
        }
    }
    Ok(())
}

#[test]
fn the_folder_holds_the_events_of_the_table_and_no_others() -> TestResult {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue"))? {
        let path = entry?.path();
        let event = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".json")).ok_or("not a plan file")?;
        let source = catalogue::source(event).ok_or_else(|| format!("{event} is not in the table"))?;
        assert!(source == fs::read_to_string(&path)?, "{event}");
        files.insert(event.to_owned());
    }
    assert!(catalogue::names().eq(files.iter()));
    assert!(catalogue::names().eq(EVENTS.iter().map(|expected| expected.event).collect::<BTreeSet<_>>()));
    Ok(())
}

#[test]
fn every_file_is_a_self_contained_schema_in_one_layout() -> TestResult {
    for event in catalogue::names() {
        let source = catalogue::source(event).ok_or(event)?;
        let schema: serde_json::Value = serde_json::from_str(source)?;
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{event}");
        let indents = source.lines().map(|line| line.len() - line.trim_start().len());
        assert!(indents.into_iter().all(|indent| indent % 2 == 0) && source.ends_with("}\n"), "{event}");
    }
    Ok(())
}

#[test]
fn an_event_that_is_not_standard_is_not_found() -> TestResult {
    assert_eq!(catalogue::source("account_bought"), None);
    assert_eq!(catalogue::source(""), None);
    assert_eq!(catalogue::schema("Account_Created")?, None);
    Ok(())
}
