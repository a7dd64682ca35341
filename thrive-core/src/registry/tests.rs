use super::*;
use crate::value::shape::{Shape, Variant};

const TEXT: (Shape, bool) = (Shape::Text, false);
const MAYBE_TEXT: (Shape, bool) = (Shape::Text, true);
const INTEGER: (Shape, bool) = (Shape::Integer, false);

const PRO: Variant = Variant { ident: "Pro", name: "pro" };

const CAMPAIGN: &[FieldShape] = &[FieldShape::new("source", TEXT), FieldShape::new("medium", MAYBE_TEXT)];
const ADDRESS: &[FieldShape] = &[FieldShape::new("city", TEXT).declared(), FieldShape::new("zip", MAYBE_TEXT)];

const VISIT: EventInfo = EventInfo {
    name: "page_visit",
    type_name: "shop::Visit",
    description: "Somebody looked at a page.",
    custom: false,
    properties: &[
        FieldShape::new("url", TEXT),
        FieldShape::flattened((Shape::Fields("Campaign", CAMPAIGN), false)),
        FieldShape::new("plan", (Shape::Choice("Plan", &[Variant { ident: "Free", name: "free" }, PRO]), true))
            .or_null(),
        FieldShape::new("addresses", (Shape::Array(&Shape::Fields("Address", ADDRESS), true), false)),
        FieldShape::hashed("email", MAYBE_TEXT),
        FieldShape::new("seen", (Shape::DateTime, false)),
        FieldShape::json("rest"),
    ],
    context: &[FieldShape::new("session_id", TEXT)],
    user: false,
    group: Some(true),
};

const VISIT_AGAIN: EventInfo = EventInfo {
    type_name: "shop::VisitAgain",
    description: "",
    properties: &[
        FieldShape::new("url", TEXT),
        FieldShape::new("medium", TEXT),
        FieldShape::new("plan", (Shape::Choice("Plan", &[PRO, Variant { ident: "Team", name: "team" }]), false)),
        FieldShape::new("count", INTEGER),
        FieldShape::new("seen", INTEGER),
    ],
    context: &[],
    group: None,
    ..VISIT
};

// As the derive enters them.
crate::__thrive_register! { EventInfo { name: "zone_entered", ..VISIT } }
mod elsewhere {
    crate::__thrive_register! { super::EventInfo { name: "area_left", properties: &[], context: &[], ..super::VISIT } }
}

#[test]
fn every_event_is_listed_by_name() {
    let names: Vec<&str> = events().map(EventInfo::name).collect();
    assert_eq!(names, ["area_left", "zone_entered"]);
    assert!(plan_json().contains(r#""zone_entered": {"#));
}

#[test]
fn the_properties_of_flattened_types_stand_among_the_others() {
    let properties = VISIT.properties();
    let names: Vec<&str> = properties.iter().map(PropertyInfo::name).collect();
    assert_eq!(names, ["url", "source", "medium", "plan", "addresses", "email", "seen", "rest"]);
    let optional: Vec<&str> =
        properties.iter().filter(|property| !property.is_required()).map(PropertyInfo::name).collect();
    assert_eq!(optional, ["medium", "email", "rest"]);
}

#[test]
fn a_privacy_officer_can_read_what_is_sent() {
    let properties = VISIT.properties();
    let get = |name: &str| *properties.iter().find(|property| property.name() == name).unwrap();
    assert_eq!(get("plan").kind(), "one of `free` or `pro`");
    assert_eq!(get("addresses").kind(), "an array of objects");
    assert_eq!(get("rest").kind(), "free-form JSON");
    assert_eq!(get("email").kind(), "a string");
    assert!(get("email").is_personal() && get("email").is_hashed());
    assert!(!get("url").is_personal());
    assert!(get("plan").is_nullable() && get("plan").is_required());

    let inside = get("addresses").members();
    let personal: Vec<&str> =
        inside.iter().filter(|member| member.is_personal() && !member.is_hashed()).map(PropertyInfo::name).collect();
    assert_eq!(personal, ["city"]);
}

#[test]
fn an_event_is_a_plan() {
    assert_eq!(
        plan::json([&VISIT].into_iter()),
        r#"{
  "events": {
    "page_visit": {
      "description": "Somebody looked at a page.",
      "properties": {
        "type": "object",
        "properties": {
          "url": {
            "type": "string"
          },
          "source": {
            "type": "string"
          },
          "medium": {
            "type": "string"
          },
          "plan": {
            "type": [
              "string",
              "null"
            ],
            "enum": [
              "free",
              "pro",
              null
            ]
          },
          "addresses": {
            "type": "array",
            "items": {
              "type": [
                "object",
                "null"
              ],
              "properties": {
                "city": {
                  "type": "string",
                  "x-personal": true
                },
                "zip": {
                  "type": "string"
                }
              },
              "required": [
                "city"
              ]
            }
          },
          "email": {
            "type": "string",
            "x-personal": true
          },
          "seen": {
            "type": "string",
            "format": "date-time"
          },
          "rest": {}
        },
        "required": [
          "url",
          "source",
          "plan",
          "addresses",
          "seen"
        ]
      },
      "context": {
        "type": "object",
        "properties": {
          "group_id": {
            "type": "string",
            "minLength": 1
          },
          "session_id": {
            "type": "string"
          }
        },
        "required": [
          "group_id",
          "session_id"
        ]
      }
    }
  }
}
"#
    );
}

#[test]
fn two_types_of_one_event_promise_what_both_do() {
    let plan: serde_json::Value = serde_json::from_str(&plan::json([&VISIT_AGAIN, &VISIT].into_iter())).unwrap();
    let event = &plan["events"]["page_visit"];
    assert_eq!(event["description"], "Somebody looked at a page.");
    assert_eq!(event["properties"]["required"], serde_json::json!(["url", "plan", "seen"]));
    let properties = &event["properties"]["properties"];
    assert_eq!(properties["plan"]["enum"], serde_json::json!(["pro", "team", "free", null]));
    assert_eq!(properties["plan"]["type"], serde_json::json!(["string", "null"]));
    assert_eq!(properties["count"], serde_json::json!({ "type": "integer" }));
    assert_eq!(properties["email"]["x-personal"], true);
    // A moment and a number have nothing in common.
    assert_eq!(properties["seen"], serde_json::json!({}));
    assert_eq!(event["context"]["required"], serde_json::Value::Null);
    let group = serde_json::json!({ "type": "string", "minLength": 1 });
    assert_eq!(event["context"]["properties"]["group_id"], group);
}

#[test]
fn events_that_no_type_is_are_named() {
    let events = || [&VISIT].into_iter();
    assert_eq!(uncovered(&["page_visit"], events()), "");
    assert_eq!(
        uncovered(&["page_visit", "invoice_paid", "report_shared"], events()),
        "no type of this program is one of these events of the plan:\n- invoice_paid\n- report_shared\nderive \
         `TrackEvent` on a type for each; if there is one, it is not linked here, or has type parameters"
    );
}

#[test]
#[should_panic(expected = "- invoice_paid")]
fn an_uncovered_plan_fails_the_test() {
    __assert_covered(&["zone_entered", "invoice_paid"]);
}
