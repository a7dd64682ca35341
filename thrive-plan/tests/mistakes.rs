//! Every mistake in an event's file, with all of its message.

#[expect(dead_code, reason = "the plan's meta-schema is for other tests")]
mod support;

use thrive_plan::read;

const EVENT: &str = r#"{
  "$schema": "schema/event.schema.json",
  "description": "A user shares a report.",
  "version": 2,
  "deprecated": "Use `report_sent`.",
  "properties": {
    "type": "object",
    "properties": {
      "report_name": { "type": "string", "description": "Its name." },
      "report_kind": { "type": "string", "enum": ["draft", "final"] },
      "recipients": { "type": "integer", "minimum": 1 },
      "shared_with": { "type": "array", "x-personal": true },
      "format": { "const": "pdf" }
    },
    "required": ["report_name", "recipients"]
  },
  "context": {
    "properties": {
      "group_id": { "type": "string", "minLength": 1 }
    },
    "required": ["group_id"]
  }
}"#;

const FILE: &str = "tracking/report_shared.json";

/// The event in which `right` is replaced by `wrong`.
fn mistaken(right: &str, wrong: &str) -> String {
    assert_eq!(EVENT.matches(right).count(), 1, "{right} must stand once in the event");
    EVENT.replace(right, wrong)
}

fn message(text: &str) -> String {
    match read(FILE, text) {
        Ok(schema) => format!("accepted: {schema:?}"),
        Err(mistake) => mistake.to_string(),
    }
}

/// Mistakes of shape, which an editor underlines too.
macro_rules! shapes {
    ($($behaviour:ident: $right:literal => $wrong:literal, $message:literal;)*) => {
        $(
            #[test]
            fn $behaviour() {
                let text = mistaken($right, $wrong);
                assert_eq!(message(&text), concat!("tracking/report_shared.json:", $message));
                assert_ne!(support::against_event(&text), [""; 0], "the meta-schema accepts it");
            }
        )*
    };
}

/// Mistakes of meaning, which only the reader sees.
macro_rules! meanings {
    ($($behaviour:ident: $right:literal => $wrong:literal, $message:literal;)*) => {
        $(
            #[test]
            fn $behaviour() {
                assert_eq!(message(&mistaken($right, $wrong)), concat!("tracking/report_shared.json:", $message));
            }
        )*
    };
}

#[test]
fn a_right_event_is_accepted() {
    assert_eq!(read(FILE, EVENT).err(), None);
    assert_eq!(support::against_event(EVENT), [""; 0]);
}

#[test]
fn a_mistake_tells_its_parts() {
    let mistake = read("a\\b.json", "{\n  \"descriptoin\": 1\n}").unwrap_err();
    assert_eq!((mistake.file(), mistake.position()), ("a\\b.json", Some((2, 3))));
    assert_eq!(mistake.message(), "`descriptoin` is not a supported keyword here; did you mean `description`?");
}

#[test]
fn an_event_that_is_not_snake_case_is_refused() {
    for name in ["Report Shared", "reportShared", "report-shared", "report__shared", "report_", "_report", "2_reports"]
    {
        let mistake = read(&format!("tracking/{name}.json"), EVENT).unwrap_err();
        let expected = format!("tracking/{name}.json: `{name}` is not snake_case, as the name of an event must be");
        assert_eq!((mistake.to_string(), mistake.position()), (expected, None));
    }
}

#[test]
fn a_file_that_holds_no_object_is_refused() {
    assert_eq!(read("x.json", " []").unwrap_err().to_string(), "x.json:1:2: `x` must be an object, not an array");
    assert_ne!(support::against_event(" []"), [""; 0]);
}

meanings! {
    what_is_not_json_is_refused:
        r#"{ "const": "pdf" }"# => r#"{ "const": "pdf", }"#,
        "13:33: `}` follows this comma; remove the comma";
    a_property_that_is_listed_twice_is_refused:
        r#""report_kind""# => r#""report_name""#,
        "10:7: `report_name` stands twice in this object; remove one";
}

// Keywords, wherever they stand.
shapes! {
    a_mistyped_keyword_is_refused_with_the_nearest_one:
        r#""minimum""# => r#""minimun""#,
        "11:42: `minimun` is not a supported keyword here; did you mean `minimum`?";
    an_unsupported_keyword_is_refused_with_the_supported_ones:
        r#""description": "Its name.""# => r#""oneOf": []"#,
        "9:42: `oneOf` is not a supported keyword here; known: `type`, `format`, `description`, `enum`, \
         `const`, `items`, `properties`, `required`, `additionalProperties`, `minimum`, `maximum`, `minLength`, \
         `maxLength`, `pattern`, `examples`, `x-personal`";
    an_unsupported_keyword_of_an_object_is_refused:
        r#""required": ["report_name", "recipients"]"# => r#""oneOf": []"#,
        "15:5: `oneOf` is not a supported keyword here; known: `type`, `description`, `properties`, `required`, \
         `additionalProperties`";
    an_unsupported_keyword_of_the_context_is_refused:
        r#""required": ["group_id"]"# => r#""oneOf": []"#,
        "21:5: `oneOf` is not a supported keyword here; known: `type`, `description`, `properties`, `required`, \
         `additionalProperties`";
    an_unsupported_keyword_of_the_event_is_refused:
        r#""description": "A user shares a report.""# => r#""title": "report_shared""#,
        "3:3: `title` is not a supported keyword here; known: `$schema`, `description`, `version`, \
         `deprecated`, `type`, `properties`, `required`, `additionalProperties`, `context`";
    a_keyword_with_a_value_of_another_type_is_refused:
        r#""Its name.""# => "null",
        "9:57: `description` must be a string, not null";
    a_property_without_a_schema_is_refused:
        r#"{ "type": "array", "x-personal": true }"# => "true",
        "12:22: `shared_with` must be an object, not a boolean";
    properties_that_are_not_an_object_are_refused:
        r#"{
      "group_id": { "type": "string", "minLength": 1 }
    }"# => r#"["group_id"]"#,
        "18:19: `properties` must be an object, not an array";
}

// The event.
shapes! {
    a_version_in_quotes_is_refused:
        r#""version": 2"# => r#""version": "2""#,
        "4:14: `version` must be a whole number from 1, not a string";
    a_version_before_the_first_is_refused:
        r#""version": 2"# => r#""version": 0"#,
        "4:14: `version` must be a whole number from 1, not `0`";
    half_a_version_is_refused:
        r#""version": 2"# => r#""version": 2.5"#,
        "4:14: `version` must be a whole number from 1, not `2.5`";
    a_deprecation_that_does_not_say_what_to_use_instead_is_refused:
        r#""Use `report_sent`.""# => "true",
        "5:17: `deprecated` must be a string that says what to use instead, not a boolean";
    an_empty_deprecation_is_refused:
        r#""Use `report_sent`.""# => r#"" ""#,
        "5:17: `deprecated` is empty; say what to use instead";
    a_meta_schema_that_is_no_path_is_refused:
        r#""schema/event.schema.json""# => "{}",
        "2:14: `$schema` must be a string, not an object";
    required_properties_beside_a_whole_object_are_refused:
        r#""version": 2,"# => r#""required": ["report_name"],"#,
        "4:3: `required` belongs into `properties`, which has a `type`; move it";
    a_context_of_another_type_is_refused:
        r#""context": {"# => r#""context": { "type": "array","#,
        "17:24: `type` must be `object`, as its properties are listed here";
    a_group_id_that_may_be_empty_is_refused:
        r#""group_id": { "type": "string", "minLength": 1 }"# => r#""group_id": { "type": "string" }"#,
        "19:19: `group_id` is any string but the empty one; write `{ \"type\": \"string\", \"minLength\": 1 }`";
    an_object_of_another_type_is_refused:
        "\"type\": \"object\",\n" => "\"type\": \"array\",\n",
        "7:13: `type` must be `object`, as its properties are listed here";
}

// A value.
shapes! {
    an_unknown_type_is_refused_with_the_nearest_one:
        r#""array""# => r#""arary""#,
        "12:32: `arary` is not a type; did you mean `array`?";
    a_strange_type_is_refused_with_the_known_ones:
        r#""array""# => r#""set""#,
        "12:32: `set` is not a type; known: `string`, `integer`, `number`, `boolean`, `array`, `object`";
    two_types_are_refused:
        r#""array""# => r#"["array", "string"]"#,
        "12:32: `type` is one type, or one type and null: `[\"string\", \"null\"]`";
    three_types_are_refused:
        r#""array""# => r#"["array", "string", "null"]"#,
        "12:32: `type` is one type, or one type and null: `[\"string\", \"null\"]`";
    a_list_of_one_type_is_refused:
        r#""array""# => r#"["array"]"#,
        "12:32: `type` is one type, or one type and null: `[\"string\", \"null\"]`";
    null_twice_is_refused:
        r#""array""# => r#"["null", "null"]"#,
        "12:32: `type` is one type, or one type and null: `[\"string\", \"null\"]`";
    null_alone_is_refused:
        r#""array""# => r#""null""#,
        "12:32: `null` alone is no type; name the other one too: `[\"string\", \"null\"]`";
    a_strange_type_beside_null_is_refused:
        r#""array""# => r#"["null", "text"]"#,
        "12:41: `text` is not a type; known: `string`, `integer`, `number`, `boolean`, `array`, `object`";
    a_type_that_is_no_name_is_refused:
        r#""array""# => "7",
        "12:32: `type` must be a string, not a number";
    a_type_beside_null_that_is_no_name_is_refused:
        r#""array""# => r#"["null", 7]"#,
        "12:41: `type` must be a string, not a number";
    an_unsupported_format_is_refused:
        r#""description": "Its name.""# => r#""format": "ipv4""#,
        "9:52: `ipv4` is not a supported format; known: `date-time`, `date`, `uuid`, `email`, `uri`";
    a_format_of_what_is_not_a_string_is_refused:
        r#""minimum": 1"# => r#""format": "date-time""#,
        "11:42: `format` is not supported for an integer; remove it or change `type`";
    a_format_without_a_type_is_refused:
        r#""type": "string", "description": "Its name.""# => r#""format": "date""#,
        "9:24: `format` is not supported without a `type`; add one";
    an_enum_of_what_is_not_a_string_is_refused:
        r#""minimum": 1"# => r#""enum": ["1"]"#,
        "11:42: `enum` is not supported for an integer; remove it or change `type`";
    an_enum_of_dates_is_refused:
        r#""enum""# => r#""format": "date", "enum""#,
        "10:60: `enum` is not supported for a date; remove it or `format`";
    a_value_of_another_type_in_an_enum_is_refused:
        r#"["draft", "final"]"# => r#"["draft", 2]"#,
        "10:60: `enum` lists strings, and this is a number";
    a_value_that_stands_twice_in_an_enum_is_refused:
        r#"["draft", "final"]"# => r#"["draft", "draft"]"#,
        "10:60: `draft` stands twice in `enum`; remove one";
    null_twice_in_an_enum_is_refused:
        r#"["draft", "final"]"# => r#"[null, "draft", null]"#,
        "10:66: `null` stands twice in `enum`; remove one";
    an_empty_enum_is_refused:
        r#"["draft", "final"]"# => "[]",
        "10:50: `enum` lists no string; list one, or remove it";
    an_enum_of_null_alone_is_refused:
        r#"["draft", "final"]"# => "[null]",
        "10:50: `enum` lists no string; list one, or remove it";
    an_enum_that_is_no_list_is_refused:
        r#"["draft", "final"]"# => r#""draft""#,
        "10:50: `enum` must be an array, not a string";
    a_limit_of_what_is_not_a_number_is_refused:
        r#""description": "Its name.""# => r#""minimum": 3"#,
        "9:42: `minimum` is not supported for a string; remove it or change `type`";
    a_limit_without_a_type_is_refused:
        r#""type": "integer", "minimum": 1"# => r#""maximum": 1"#,
        "11:23: `maximum` is not supported without a `type`; add one";
    a_limit_in_quotes_is_refused:
        r#""minimum": 1"# => r#""maximum": "1""#,
        "11:53: `maximum` must be a number, not a string";
    a_length_of_what_is_not_a_string_is_refused:
        r#""minimum": 1"# => r#""maxLength": 1"#,
        "11:42: `maxLength` is not supported for an integer; remove it or change `type`";
    a_negative_length_is_refused:
        r#""description": "Its name.""# => r#""minLength": -1"#,
        "9:55: `minLength` must be a whole number from 0, not `-1`";
    a_length_in_quotes_is_refused:
        r#""description": "Its name.""# => r#""maxLength": "1""#,
        "9:55: `maxLength` must be a whole number from 0, not a string";
    a_pattern_of_what_is_not_a_string_is_refused:
        r#""minimum": 1"# => r#""pattern": "1""#,
        "11:42: `pattern` is not supported for an integer; remove it or change `type`";
    a_pattern_that_is_no_string_is_refused:
        r#""description": "Its name.""# => r#""pattern": ["a"]"#,
        "9:53: `pattern` must be a string, not an array";
    an_empty_pattern_is_refused:
        r#""description": "Its name.""# => r#""pattern": """#,
        "9:53: `pattern` is empty, so every string matches it; write one, or remove it";
    items_of_what_is_not_an_array_are_refused:
        r#""description": "Its name.""# => r#""items": {}"#,
        "9:42: `items` is not supported for a string; remove it or change `type`";
    items_without_a_schema_are_refused:
        r#""x-personal": true"# => r#""items": true"#,
        "12:50: `items` must be an object, not a boolean";
    a_mistake_in_an_item_is_refused:
        r#""x-personal": true"# => r#""items": { "type": "strnig" }"#,
        "12:60: `strnig` is not a type; did you mean `string`?";
    members_of_what_is_not_an_object_are_refused:
        r#""x-personal": true"# => r#""properties": {}"#,
        "12:41: `properties` is not supported for an array; remove it or change `type`";
    required_members_of_what_is_not_an_object_are_refused:
        r#""x-personal": true"# => r#""required": []"#,
        "12:41: `required` is not supported for an array; remove it or change `type`";
    a_mistake_in_a_member_is_refused:
        r#""array", "x-personal": true"# => r#""object", "properties": { "city": { "typ": "string" } }"#,
        "12:68: `typ` is not a supported keyword here; did you mean `type`?";
    other_properties_that_are_neither_allowed_nor_refused_are_refused:
        r#""array", "x-personal": true"# => r#""object", "additionalProperties": {}"#,
        "12:66: `additionalProperties` must be `true` or `false`, not an object";
    examples_that_are_no_list_are_refused:
        r#""x-personal": true"# => r#""examples": "a""#,
        "12:53: `examples` must be an array, not a string";
    a_personal_mark_that_is_no_boolean_is_refused:
        r#""x-personal": true"# => r#""x-personal": "yes""#,
        "12:55: `x-personal` must be `true` or `false`, not a string";
}

// A constant.
shapes! {
    a_constant_list_is_refused:
        r#""const": "pdf""# => r#""const": ["pdf"]"#,
        "13:28: `const` is a string, a number or a boolean, and this is an array; leave `const` out";
    a_constant_null_is_refused:
        r#""const": "pdf""# => r#""const": null"#,
        "13:28: `const` is a string, a number or a boolean, and this is null; leave `const` out";
    a_constant_that_may_be_null_is_refused:
        r#""const": "pdf""# => r#""const": "pdf", "type": ["string", "null"]"#,
        "13:43: `const` leaves no room for null; name one type only";
    an_enum_beside_a_constant_is_refused:
        r#""const": "pdf""# => r#""const": "pdf", "enum": ["pdf"]"#,
        "13:35: `enum` says nothing beside `const`; remove one of them";
    a_limit_beside_a_constant_is_refused:
        r#""const": "pdf""# => r#""type": "integer", "const": 1, "minimum": 1"#,
        "13:50: `minimum` says nothing beside `const`; remove one of them";
}

meanings! {
    a_constant_of_another_type_is_refused:
        r#""const": "pdf""# => r#""type": "integer", "const": "pdf""#,
        "13:47: `const` must be an integer, as `type` says, not a string";
    a_constant_with_a_fraction_is_no_integer:
        r#""const": "pdf""# => r#""type": "integer", "const": 1.0"#,
        "13:47: `const` must be an integer, as `type` says, not a number";
    a_constant_that_no_float_holds_is_refused:
        r#""const": "pdf""# => r#""const": -1e999"#,
        "13:28: `const` is beyond what a 64-bit float holds";
}

// Contradictions.
meanings! {
    a_minimum_that_no_float_holds_is_refused:
        r#""minimum": 1"# => r#""minimum": 1e999"#,
        "11:53: `minimum` is beyond what a 64-bit float holds";
    a_maximum_below_the_minimum_is_refused:
        r#""minimum": 1"# => r#""maximum": 0.5, "minimum": 1"#,
        "11:53: `maximum` is below `minimum`, so no value would be right; change one of them";
    a_greatest_length_below_the_least_is_refused:
        r#""description": "Its name.""# => r#""minLength": 3, "maxLength": 2"#,
        "9:71: `maxLength` is below `minLength`, so no value would be right; change one of them";
    a_listed_value_that_is_too_short_is_refused:
        r#"["draft", "final"]"# => r#"["draft", "né"], "minLength": 3"#,
        "10:60: `né` has 2 characters, and `minLength` is 3; change one of them";
    a_listed_value_that_is_too_long_is_refused:
        r#"["draft", "final"]"# => r#"["né", "draft"], "maxLength": 2"#,
        "10:57: `draft` has 5 characters, and `maxLength` is 2; change one of them";
    an_enum_without_the_null_of_its_type_is_refused:
        r#""string", "enum""# => r#"["string", "null"], "enum""#,
        "10:60: `enum` does not list `null`, which `type` allows; add it here, or remove it there";
    an_enum_with_a_null_that_its_type_refuses_is_refused:
        r#"["draft", "final"]"# => r#"["draft", null]"#,
        "10:50: `enum` lists `null`, and `type` does not allow it; write `\"type\": [\"string\", \"null\"]`";
    a_required_property_that_is_not_listed_is_refused_with_the_nearest_one:
        r#"["report_name", "recipients"]"# => r#"["report_name", "recipient"]"#,
        "15:33: `recipient` is required, but not listed in `properties`; did you mean `recipients`?";
    a_required_property_that_is_not_listed_is_to_be_listed:
        r#"["report_name", "recipients"]"# => r#"["size"]"#,
        "15:18: `size` is required, but not listed in `properties`; list it there";
    a_required_member_that_is_not_listed_is_refused:
        r#""array", "x-personal": true"# => r#""object", "required": ["city"]"#,
        "12:55: `city` is required, but not listed in `properties`; list it there";
    a_required_key_of_the_context_other_than_the_group_id_must_be_listed:
        r#"["group_id"]"# => r#"["groupid"]"#,
        "21:18: `groupid` is required, but not listed in `properties`; did you mean `group_id`?";
    a_group_id_with_another_limit_is_refused:
        r#""minLength": 1"# => r#""minLength": 1, "maxLength": 36"#,
        "19:19: `group_id` is any string but the empty one; write `{ \"type\": \"string\", \"minLength\": 1 }`";
}

shapes! {
    a_property_that_is_required_twice_is_refused:
        r#"["report_name", "recipients"]"# => r#"["report_name", "report_name"]"#,
        "15:33: `report_name` stands twice in `required`; remove one";
}
