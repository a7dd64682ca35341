//! The schema of a whole event, as the catalogue's files are: what it may say, and every mistake in its envelope.

use thrive_plan::{catalogue, read};

const PLAN: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "report_shared",
  "description": "A user shares a report.",
  "type": "object",
  "properties": {
    "event_name": { "const": "report_shared" },
    "properties": {
      "type": "object",
      "properties": {
        "report_name": { "type": "string", "description": "Its name." },
        "report_kind": { "type": "string", "enum": ["draft", "final"] },
        "recipients": { "type": "integer", "minimum": 1 },
        "shared_with": { "type": "array", "x-personal": true }
      },
      "required": ["report_name", "recipients"]
    },
    "user_id": { "type": "string", "minLength": 1 },
    "timestamp": { "type": "string", "format": "date-time" },
    "context": {
      "type": "object",
      "properties": {
        "group_id": { "type": "string", "minLength": 1 }
      },
      "required": ["group_id"]
    }
  },
  "required": ["event_name", "properties", "user_id", "timestamp", "context"]
}"#;

/// The message about the plan in which `right` is replaced by `wrong`.
fn message(right: &str, wrong: &str) -> String {
    assert_eq!(PLAN.matches(right).count(), 1, "{right} must stand once in the plan");
    match read("tracking/report_shared.json", &PLAN.replace(right, wrong)) {
        Ok(schema) => format!("accepted: {schema:?}"),
        Err(mistake) => mistake.to_string(),
    }
}

macro_rules! mistakes {
    ($($behaviour:ident: $right:literal => $wrong:literal, $message:literal;)*) => {
        $(
            #[test]
            fn $behaviour() {
                assert_eq!(message($right, $wrong), concat!("tracking/report_shared.json:", $message));
            }
        )*
    };
}

#[test]
fn a_right_schema_is_accepted() {
    assert_eq!(read("tracking/report_shared.json", PLAN).err(), None);
}

#[test]
fn a_file_of_the_catalogue_can_be_copied_and_given_a_version() -> Result<(), Box<dyn std::error::Error>> {
    let copied = catalogue::source("signed_in").ok_or("not a standard event")?;
    assert_eq!(Some(read("tracking/signed_in.json", copied)?), catalogue::schema("signed_in")?);

    let edited =
        copied.replacen(r#""type": "object","#, r#""version": 2, "deprecated": "Gone.", "type": "object","#, 1);
    let edited = read("tracking/signed_in.json", &edited)?;
    assert_eq!((edited.version, edited.deprecated.as_deref()), (Some(2), Some("Gone.")));
    Ok(())
}

// The event around its properties.
mistakes! {
    another_dialect_is_refused:
        "draft/2020-12" => "draft/2019-09",
        "2:14: `$schema` must be `https://json-schema.org/draft/2020-12/schema`, \
         the dialect of a whole event's schema";
    a_title_other_than_the_name_of_the_file_is_refused:
        r#""title": "report_shared""# => r#""title": "share_report""#,
        "3:12: `title` must be `report_shared`, as the file is named";
    a_missing_title_is_refused:
        "  \"title\": \"report_shared\",\n" => "",
        "1:1: `title` must be `report_shared`, as the file is named";
    an_event_that_is_not_an_object_is_refused:
        "report.\",\n  \"type\": \"object\"" => "report.\",\n  \"type\": \"array\"",
        "5:11: `type` must be `object`, as an event is one";
    another_event_name_is_refused:
        r#"{ "const": "report_shared" }"# => r#"{ "const": "report_share" }"#,
        "7:30: `const` must be `report_shared`, as the file is named";
    an_event_name_without_a_const_is_refused:
        r#"{ "const": "report_shared" }"# => r#"{ "description": "Its name." }"#,
        "7:19: `const` must be `report_shared`, as the file is named";
    an_event_name_with_another_keyword_is_refused:
        r#"{ "const": "report_shared" }"# => r#"{ "enum": ["report_shared"] }"#,
        "7:21: `enum` is not a supported keyword here; known: `const`, `description`";
    a_strange_member_is_refused_with_the_nearest_one:
        r#""context": {"# => r#""contexts": {"#,
        "20:5: `contexts` is not a member of an event; did you mean `context`?";
    a_missing_user_id_is_refused:
        "    \"user_id\": { \"type\": \"string\", \"minLength\": 1 },\n" => "",
        "6:17: `user_id` is missing; add it to this object";
    a_user_id_that_may_be_empty_is_refused:
        r#""user_id": { "type": "string", "minLength": 1 }"# => r#""user_id": { "type": "string" }"#,
        "18:16: `user_id` is any string but the empty one; \
         write `{ \"type\": \"string\", \"minLength\": 1 }`";
    a_user_id_that_is_not_a_string_is_refused:
        r#""user_id": { "type": "string", "minLength": 1 }"# => r#""user_id": { "type": "integer" }"#,
        "18:16: `user_id` is any string but the empty one; \
         write `{ \"type\": \"string\", \"minLength\": 1 }`";
    a_user_id_out_of_a_list_is_refused:
        r#""user_id": { "type": "string", "minLength": 1 }"# =>
        r#""user_id": { "type": "string", "minLength": 1, "enum": ["root"] }"#,
        "18:16: `user_id` is any string but the empty one; \
         write `{ \"type\": \"string\", \"minLength\": 1 }`";
    a_group_id_that_may_be_empty_is_refused:
        r#""group_id": { "type": "string", "minLength": 1 }"# => r#""group_id": { "type": "string" }"#,
        "23:21: `group_id` is any string but the empty one; \
         write `{ \"type\": \"string\", \"minLength\": 1 }`";
    a_timestamp_that_is_any_string_is_refused:
        r#"{ "type": "string", "format": "date-time" }"# => r#"{ "type": "string" }"#,
        "19:18: `timestamp` is a date-time; write `{ \"type\": \"string\", \"format\": \"date-time\" }`";
    an_event_that_need_not_name_its_user_is_refused:
        r#""properties", "user_id", "# => r#""properties", "#,
        "28:15: `required` must list `user_id`, which no event goes without";
    an_event_that_requires_nothing_is_refused:
        ",\n  \"required\": [\"event_name\", \"properties\", \"user_id\", \"timestamp\", \"context\"]" => "",
        "1:1: `required` must list `event_name`, which no event goes without";
    a_required_group_in_an_optional_context_is_refused:
        r#""timestamp", "context"]"# => r#""timestamp"]"#,
        "28:15: `required` must list `context`, since `group_id` is required in it";
    a_required_context_in_which_nothing_is_required_is_refused:
        ",\n      \"required\": [\"group_id\"]" => "",
        "27:15: `required` lists `context`, in which nothing is required; remove it";
}
