//! Every mistake in a plan file, with all of its message.

use thrive_plan::read;

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
fn a_right_plan_is_accepted() {
    assert_eq!(read("tracking/report_shared.json", PLAN).err(), None);
}

#[test]
fn a_mistake_tells_its_parts() {
    let mistake = read("a\\b.json", "{\n  \"titel\": 1\n}").unwrap_err();
    assert_eq!((mistake.file(), mistake.line(), mistake.column()), ("a\\b.json", 2, 3));
    assert_eq!(mistake.message(), "`titel` is not a supported keyword here; did you mean `title`?");
}

mistakes! {
    what_is_not_json_is_refused:
        r#"{ "const": "report_shared" }"# => r#"{ "const": "report_shared", }"#,
        "7:45: `}` follows this comma; remove the comma";
    a_property_that_is_listed_twice_is_refused:
        r#""report_kind""# => r#""report_name""#,
        "12:9: `report_name` stands twice in this object; remove one";
}

// Keywords, wherever they stand.
mistakes! {
    a_mistyped_keyword_is_refused_with_the_nearest_one:
        r#""minimum""# => r#""minimun""#,
        "13:44: `minimun` is not a supported keyword here; did you mean `minimum`?";
    an_unsupported_keyword_is_refused_with_the_supported_ones:
        r#""description": "Its name.""# => r#""pattern": "^[a-z]+$""#,
        "11:44: `pattern` is not a supported keyword here; known: `type`, \
         `format`, `description`, `enum`, `minimum`, `minLength`, `x-personal`";
    an_unsupported_keyword_of_an_object_is_refused:
        r#""required": ["group_id"]"# => r#""additionalProperties": false"#,
        "25:7: `additionalProperties` is not a supported keyword here; known: `type`, \
         `description`, `properties`, `required`";
    an_unsupported_keyword_of_the_event_is_refused:
        r#""description": "A user shares a report.""# => r#""version": "1""#,
        "4:3: `version` is not a supported keyword here; known: `$schema`, `title`, \
         `description`, `type`, `properties`, `required`";
    a_keyword_with_a_value_of_another_type_is_refused:
        r#""Its name.""# => "null",
        "11:59: `description` must be a string, not null";
    a_property_without_a_schema_is_refused:
        r#"{ "type": "array", "x-personal": true }"# => "true",
        "14:24: `shared_with` must be an object, not a boolean";
    properties_that_are_not_an_object_are_refused:
        r#"{
        "group_id": { "type": "string", "minLength": 1 }
      }"# => r#"["group_id"]"#,
        "22:21: `properties` must be an object, not an array";
}

// A value.
mistakes! {
    an_unknown_type_is_refused_with_the_nearest_one:
        r#""array""# => r#""arary""#,
        "14:34: `arary` is not a type; did you mean `array`?";
    a_strange_type_is_refused_with_the_known_ones:
        r#""array""# => r#""set""#,
        "14:34: `set` is not a type; known: `string`, `integer`, `number`, `boolean`, `array`, `object`";
    several_types_are_refused:
        r#""array""# => r#"["array", "null"]"#,
        "14:34: `type` must be a string, not an array";
    a_value_without_a_type_is_refused:
        r#""type": "array", "# => "",
        "14:24: `type` is missing; add it to this object";
    an_unsupported_format_is_refused:
        r#""description": "Its name.""# => r#""format": "uuid""#,
        "11:54: `uuid` is not a supported format; known: `date-time`";
    a_format_of_what_is_not_a_string_is_refused:
        r#""minimum": 1"# => r#""format": "date-time""#,
        "13:44: `format` is not supported for an integer; remove it or change `type`";
    an_enum_of_what_is_not_a_string_is_refused:
        r#""minimum": 1"# => r#""enum": ["1"]"#,
        "13:44: `enum` is not supported for an integer; remove it or change `type`";
    a_value_of_another_type_in_an_enum_is_refused:
        r#"["draft", "final"]"# => r#"["draft", 2]"#,
        "12:62: `enum` lists strings, and this is a number";
    a_value_that_stands_twice_in_an_enum_is_refused:
        r#"["draft", "final"]"# => r#"["draft", "draft"]"#,
        "12:62: `draft` stands twice in `enum`; remove one";
    an_empty_enum_is_refused:
        r#"["draft", "final"]"# => "[]",
        "12:52: `enum` allows no value at all; list one, or remove it";
    an_enum_that_is_no_list_is_refused:
        r#"["draft", "final"]"# => r#""draft""#,
        "12:52: `enum` must be an array of strings, not a string";
    a_minimum_of_what_is_not_a_number_is_refused:
        r#""description": "Its name.""# => r#""minimum": 3"#,
        "11:44: `minimum` is not supported for a string; remove it or change `type`";
    a_minimum_in_quotes_is_refused:
        r#""minimum": 1"# => r#""minimum": "1""#,
        "13:55: `minimum` must be a number, not a string";
    a_minimum_that_no_float_holds_is_refused:
        r#""minimum": 1"# => r#""minimum": 1e999"#,
        "13:55: `minimum` is beyond what a 64-bit float holds";
    a_length_of_what_is_not_a_string_is_refused:
        r#""minimum": 1"# => r#""minLength": 1"#,
        "13:44: `minLength` is not supported for an integer; remove it or change `type`";
    a_negative_length_is_refused:
        r#""description": "Its name.""# => r#""minLength": -1"#,
        "11:57: `minLength` must be a whole number from 0, not `-1`";
    a_length_in_quotes_is_refused:
        r#""description": "Its name.""# => r#""minLength": "1""#,
        "11:57: `minLength` must be a whole number from 0, not a string";
    a_personal_mark_that_is_no_boolean_is_refused:
        r#""x-personal": true"# => r#""x-personal": "yes""#,
        "14:57: `x-personal` must be `true` or `false`, not a string";
}

// An object.
mistakes! {
    a_required_property_that_is_not_listed_is_refused_with_the_nearest_one:
        r#"["report_name", "recipients"]"# => r#"["report_name", "recipient"]"#,
        "16:35: `recipient` is required, but not listed in `properties`; did you mean `recipients`?";
    a_required_property_that_is_not_listed_is_to_be_listed:
        r#"["report_name", "recipients"]"# => r#"["size"]"#,
        "16:20: `size` is required, but not listed in `properties`; list it there";
    a_required_property_of_an_object_that_lists_none_is_refused:
        r#""properties": {
        "group_id": { "type": "string", "minLength": 1 }
      },
      "# => "",
        "22:20: `group_id` is required, but not listed in `properties`; list it there";
    a_property_that_is_required_twice_is_refused:
        r#"["report_name", "recipients"]"# => r#"["report_name", "report_name"]"#,
        "16:35: `report_name` stands twice in `required`; remove one";
    an_object_of_another_type_is_refused:
        "\"properties\": {\n      \"type\": \"object\"" => "\"properties\": {\n      \"type\": \"array\"",
        "9:15: `type` must be `object`, as its properties are listed here";
    an_object_without_a_type_is_refused:
        "\"properties\": {\n      \"type\": \"object\"," => "\"properties\": {",
        "8:19: `type` must be `object`, as its properties are listed here";
}

// The event around its properties.
mistakes! {
    another_dialect_is_refused:
        "draft/2020-12" => "draft/2019-09",
        "2:14: `$schema` must be `https://json-schema.org/draft/2020-12/schema`, \
         the dialect that plans are written in";
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

#[test]
fn an_event_that_is_not_snake_case_is_refused() {
    let plan = PLAN.replace("report_shared", "Report Shared");
    assert_eq!(
        read("Report Shared.json", &plan).unwrap_err().to_string(),
        "Report Shared.json:3:12: `Report Shared` is not snake_case, as the name of an event must be"
    );
}

#[test]
fn a_file_that_holds_no_object_is_refused() {
    assert_eq!(read("x.json", " []").unwrap_err().to_string(), "x.json:1:2: `x` must be an object, not an array");
}
