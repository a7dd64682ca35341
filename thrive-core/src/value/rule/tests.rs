use super::*;
use crate::value::shape::FieldShape;

const TEXT: (Shape, bool) = (Shape::Text, false);
const INTEGER: (Shape, bool) = (Shape::Integer, false);
const MAYBE_TEXT: (Shape, bool) = (Shape::Text, true);

const CITY: &[FieldShape] = &[FieldShape::new("city", TEXT)];

const STRINGS: Rule = Rule::Array(&Asked::of(Rule::String));
const ANYTHINGS: Rule = Rule::Array(&Asked::of(Rule::Any));
const GAPPY_STRINGS: Rule = Rule::Array(&Asked::of(Rule::String).or_null());
const TABLE: Rule = Rule::Array(&Asked::of(Rule::Array(&Asked::of(Rule::Integer))));
const REDS: Rule = Rule::Array(&Asked::of(Rule::OneOf(&["red"])));

const CITY_AND_STREET: &[MemberRule] =
    &[MemberRule::required("city", Rule::String), MemberRule::optional("street", Rule::String)];
const ADDRESS: Rule = Rule::Object { members: CITY_AND_STREET, closed: false };
const CLOSED_ADDRESS: Rule = Rule::Object { members: CITY_AND_STREET, closed: true };

fn said_by(judge: impl FnOnce(&mut Message)) -> String {
    let mut message = Message::new();
    judge(&mut message);
    message.as_str().to_owned()
}

fn said_of_whole(shapes: &[Shape], owed: &[&str]) -> String {
    said_by(|message| judge_whole(shapes, "Order", "order_placed", owed, message))
}

fn said(shape: Shape, rule: Rule) -> String {
    said_by(|message| judge(Given::always(&shape), Need::top(&rule), &Place::property("it", "order_placed"), message))
}

fn said_of_flattened(
    fields: &'static [FieldShape],
    members: &'static [MemberRule],
    closed: bool,
    direct: &[&str],
) -> String {
    let allowed = Allowed { members, closed, declare_personal: true };
    said_by(|message| judge_members(fields, &allowed, direct, &Place::event("order_placed"), message))
}

#[test]
fn every_kind_takes_itself_and_what_is_more_special() {
    let takes: &[(Rule, &[Shape])] = &[
        (Rule::String, &[Shape::Text, Shape::Uuid, Shape::Choice(&["a"])]),
        (Rule::Integer, &[Shape::Integer]),
        (Rule::Number, &[Shape::Integer, Shape::Number]),
        (Rule::Boolean, &[Shape::Boolean]),
        (Rule::DateTime, &[Shape::DateTime]),
        (Rule::Date, &[Shape::Date]),
        (Rule::Uuid, &[Shape::Uuid]),
        (ANYTHINGS, &[Shape::Array(&Shape::Json, false)]),
        (Rule::Object { members: &[], closed: false }, &[Shape::Fields(&[]), Shape::Map(&Shape::Text, true)]),
    ];
    let all = [
        Shape::Text,
        Shape::Integer,
        Shape::Number,
        Shape::Boolean,
        Shape::DateTime,
        Shape::Date,
        Shape::Uuid,
        Shape::Choice(&["a"]),
        Shape::Array(&Shape::Json, false),
        Shape::Map(&Shape::Text, true),
        Shape::Fields(&[]),
        Shape::Json,
    ];
    for (rule, shapes) in takes {
        for shape in all {
            let fits = shapes.iter().any(|taken| std::mem::discriminant(taken) == std::mem::discriminant(&shape));
            let items = Rule::Array(Box::leak(Box::new(Asked::of(*rule))));
            let items = said(Shape::Array(Box::leak(Box::new(shape)), false), items);
            assert_eq!(items.is_empty(), fits, "{items}");
            // The kind of the property itself is the business of a trait.
            assert_eq!(said(shape, *rule), "");
        }
    }
    for shape in all {
        assert_eq!(said(shape, Rule::Any), "");
    }
}

#[test]
fn what_is_not_known_is_no_mistake() {
    assert_eq!(said(Shape::Unknown, ADDRESS), "");
    assert_eq!(said(Shape::Array(&Shape::Unknown, false), STRINGS), "");
    const UNKNOWN: &[FieldShape] = &[FieldShape::new("city", (Shape::Unknown, false))];
    assert_eq!(said(Shape::Fields(UNKNOWN), ADDRESS), "");
    const FLATTENED: &[FieldShape] = &[FieldShape::flattened((Shape::Unknown, false))];
    assert_eq!(said(Shape::Fields(FLATTENED), ADDRESS), "");
    assert_eq!(said_of_whole(&[Shape::Unknown], &["total"]), "");
}

#[test]
fn a_string_for_a_listed_value_is_told_the_list() {
    let rule = Rule::OneOf(&["core", "sticky", "add-on"]);
    assert_eq!(
        said(Shape::Text, rule),
        "`it` of event `order_placed` must be one of `core`, `sticky` or `add-on`, and a string may be any other; \
         derive `TrackValue` on an enum of these"
    );
    assert_eq!(
        said(Shape::Uuid, rule),
        "`it` of event `order_placed` must be one of `core`, `sticky` or `add-on`, and a UUID may be any other; \
         derive `TrackValue` on an enum of these"
    );
    assert_eq!(said(Shape::Integer, rule), "");
}

#[test]
fn every_foreign_value_of_an_enum_is_named() {
    assert_eq!(said(Shape::Choice(&["sticky"]), Rule::OneOf(&["core", "sticky"])), "");
    assert_eq!(
        said(Shape::Choice(&["core", "stickky", "Core"]), Rule::OneOf(&["core", "sticky"])),
        "`it` of event `order_placed` cannot be `stickky` or `Core`; it is one of `core` or `sticky`"
    );
    assert_eq!(
        said(Shape::Choice(&["free"]), Rule::OneOf(&["pro"])),
        "`it` of event `order_placed` cannot be `free`; it is always `pro`"
    );
}

#[test]
fn the_items_of_arrays_are_judged_at_any_depth() {
    assert_eq!(
        said(Shape::Array(&Shape::Integer, false), STRINGS),
        "each item of `it` of event `order_placed` must be a string; here it is an integer"
    );
    assert_eq!(
        said(Shape::Array(&Shape::Text, true), STRINGS),
        "each item of `it` of event `order_placed` must be a string; here it may be null"
    );
    assert_eq!(said(Shape::Array(&Shape::Text, true), GAPPY_STRINGS), "");
    assert_eq!(
        said(Shape::Array(&Shape::Array(&Shape::Text, false), false), TABLE),
        "each item of `it[]` of event `order_placed` must be an integer; here it is a string"
    );
    assert_eq!(
        said(Shape::Array(&Shape::Choice(&["red", "blue"]), false), REDS),
        "each item of `it` of event `order_placed` cannot be `blue`; it is always `red`"
    );
    const LINE: &[FieldShape] = &[FieldShape::new("sku", INTEGER)];
    const SKU: &[MemberRule] = &[MemberRule::optional("sku", STRINGS)];
    const LINES: Rule = Rule::Array(&Asked::of(Rule::Object { members: SKU, closed: false }));
    assert_eq!(
        said(Shape::Array(&Shape::Fields(LINE), false), LINES),
        "`it[].sku` of event `order_placed` must be an array of strings; here it is an integer"
    );
}

#[test]
fn a_member_is_of_its_kind_and_there_and_not_null() {
    let said = |field: FieldShape, member: MemberRule| {
        let fields = Box::leak(Box::new([field]));
        let members = Box::leak(Box::new([member]));
        said(Shape::Fields(fields), Rule::Object { members, closed: false })
    };
    let required = MemberRule::required("city", Rule::String);
    let optional = MemberRule::optional("city", Rule::String);
    assert_eq!(
        said(FieldShape::new("city", INTEGER), required),
        "`it.city` of event `order_placed` must be a string that is always there; here it is an integer"
    );
    assert_eq!(
        said(FieldShape::new("city", MAYBE_TEXT), required),
        "`it.city` of event `order_placed` must be a string that is always there; here it may be absent"
    );
    assert_eq!(
        said(FieldShape::new("city", (Shape::Date, true)), required),
        "`it.city` of event `order_placed` must be a string that is always there; here it is a date and may be absent"
    );
    assert_eq!(
        said(FieldShape::new("city", MAYBE_TEXT).or_null(), required),
        "`it.city` of event `order_placed` must be a string that is always there; here it may be null"
    );
    assert_eq!(
        said(FieldShape::new("city", MAYBE_TEXT), required.or_null()),
        "`it.city` of event `order_placed` must be a string or null that is always there; here it may be absent; \
         `#[track(null)]` on that field sends null instead"
    );
    assert_eq!(said(FieldShape::new("city", MAYBE_TEXT).or_null(), required.or_null()), "");
    assert_eq!(said(FieldShape::new("city", MAYBE_TEXT), optional), "");
    assert_eq!(
        said(FieldShape::new("city", (Shape::Number, true)), optional),
        "`it.city` of event `order_placed` must be a string; here it is a number"
    );
    assert_eq!(
        said(FieldShape::json("city"), optional),
        "`it.city` of event `order_placed` must be a string; here it is free-form JSON"
    );
    assert_eq!(said(FieldShape::json("city"), MemberRule::optional("city", Rule::Any)), "");
    assert_eq!(
        said(FieldShape::hashed("city", INTEGER), MemberRule::optional("city", Rule::Integer)),
        "`it.city` of event `order_placed` must be an integer; here it is hashed, which makes it a string"
    );
    assert_eq!(said(FieldShape::hashed("city", INTEGER), optional), "");
}

#[test]
fn missing_members_are_listed() {
    assert_eq!(
        said(Shape::Fields(&[]), ADDRESS),
        "`it` of event `order_placed` requires `city`, and its struct has no field for that\n\
         - add a field `city` to that struct, or name the one that holds it: `#[track(property = \"city\")]`"
    );
    const THREE: &[MemberRule] = &[
        MemberRule::required("a", Rule::Any),
        MemberRule::optional("b", Rule::Any),
        MemberRule::required("c", Rule::Any),
        MemberRule::required("d", Rule::Any),
    ];
    assert_eq!(
        said(Shape::Fields(&[]), Rule::Object { members: THREE, closed: false }),
        "`it` of event `order_placed` requires `a`, `c` and `d`, and its struct has no field for that\n\
         - add a field `a` to that struct, or name the one that holds it: `#[track(property = \"a\")]`"
    );
}

#[test]
fn unknown_members_are_sent_only_by_the_word_of_their_author() {
    const FIELDS: &[FieldShape] =
        &[FieldShape::new("city", TEXT), FieldShape::new("town", TEXT), FieldShape::new("zip", TEXT)];
    assert_eq!(
        said(Shape::Fields(FIELDS), ADDRESS),
        "`it` of event `order_placed` knows no `town` or `zip`, which this type brings\n\
         - to send it as one that is known: `#[track(property = \"..\")]` with `street`\n\
         - to send it all the same: `#[track(property)]` on that field\n\
         - to keep it in the process: `#[track(skip)]` on that field"
    );
    const EXPLICIT: &[FieldShape] = &[FieldShape::new("city", TEXT), FieldShape::new("town", TEXT).explicit()];
    assert_eq!(said(Shape::Fields(EXPLICIT), ADDRESS), "");
    assert_eq!(
        said(Shape::Fields(EXPLICIT), CLOSED_ADDRESS),
        "`it` of event `order_placed` allows no `town`, which this type brings\n\
         - to send it as one that is known: `#[track(property = \"..\")]` with `street`\n\
         - to keep it in the process: `#[track(skip)]` on that field"
    );
}

#[test]
fn all_mistakes_of_a_value_are_in_one_message() {
    const FIELDS: &[FieldShape] = &[FieldShape::new("street", INTEGER), FieldShape::new("town", TEXT)];
    assert_eq!(
        said(Shape::Fields(FIELDS), ADDRESS),
        "`it.street` of event `order_placed` must be a string; here it is an integer\n\
         `it` of event `order_placed` requires `city`, and its struct has no field for that\n\
         - add a field `city` to that struct, or name the one that holds it: `#[track(property = \"city\")]`\n\
         `it` of event `order_placed` knows no `town`, which this type brings\n\
         - to send it as one that is known: `#[track(property = \"..\")]` with `city`\n\
         - to send it all the same: `#[track(property)]` on that field\n\
         - to keep it in the process: `#[track(skip)]` on that field"
    );
}

#[test]
fn a_map_cannot_promise_members() {
    assert_eq!(
        said(Shape::Map(&Shape::Text, false), ADDRESS),
        "`it` of event `order_placed` must be an object with `city`; a map may lack them: derive `TrackFields` on a struct"
    );
    const OPTIONAL: &[MemberRule] =
        &[MemberRule::optional("city", Rule::String), MemberRule::optional("street", Rule::String)];
    assert_eq!(
        said(Shape::Map(&Shape::Text, false), Rule::Object { members: OPTIONAL, closed: true }),
        "`it` of event `order_placed` must be an object with nothing but `city` and `street`; a map may have more: \
         derive `TrackFields` on a struct"
    );
    assert_eq!(said(Shape::Map(&Shape::Text, false), Rule::Object { members: OPTIONAL, closed: false }), "");
    assert_eq!(
        said(Shape::Map(&Shape::Integer, true), Rule::Object { members: OPTIONAL, closed: false }),
        "`it.city` of event `order_placed` must be a string; here it is an integer and may be null\n\
         `it.street` of event `order_placed` must be a string; here it is an integer and may be null"
    );
    const PERSONAL: &[MemberRule] = &[MemberRule::optional("email", Rule::String).personal()];
    assert_eq!(
        said(Shape::Map(&Shape::Text, false), Rule::Object { members: PERSONAL, closed: false }),
        "`it.email` of event `order_placed` is personal data, and the plan asks to declare it, which a map cannot: \
         derive `TrackFields` on a struct"
    );
}

#[test]
fn a_constant_is_what_no_type_can_promise() {
    assert_eq!(
        said(Shape::Integer, Rule::Constant("2")),
        "`it` of event `order_placed` is always `2`, and an integer may be any other; leave the field out, and it is \
         written by itself"
    );
    const VERSION: &[FieldShape] = &[FieldShape::new("version", INTEGER)];
    const TWO: &[MemberRule] = &[MemberRule::required("version", Rule::Constant("2"))];
    assert_eq!(
        said(Shape::Fields(VERSION), Rule::Object { members: TWO, closed: false }),
        "`it.version` of event `order_placed` is always `2`, and an integer may be any other; send the whole object by \
         `#[track(json)]`"
    );
    assert_eq!(
        said_of_flattened(VERSION, TWO, false, &[]),
        "`version` of event `order_placed` is always `2`, and an integer may be any other; leave the field out, and it \
         is written by itself"
    );
}

#[test]
fn personal_data_must_be_declared() {
    const RULES: &[MemberRule] = &[MemberRule::optional("email", Rule::String).personal()];
    let said = |field: FieldShape| {
        said(Shape::Fields(Box::leak(Box::new([field]))), Rule::Object { members: RULES, closed: false })
    };
    assert_eq!(
        said(FieldShape::new("email", TEXT)),
        "`it.email` of event `order_placed` is personal data, and the plan asks to declare it: `#[track(personal)]` or \
         `#[track(hashed)]` on that field"
    );
    assert_eq!(said(FieldShape::new("email", TEXT).declared()), "");
    assert_eq!(said(FieldShape::hashed("email", TEXT)), "");
    assert_eq!(said(FieldShape::hashed("email", TEXT).declared()), "");

    const FLATTENED: &[FieldShape] = &[FieldShape::new("email", TEXT)];
    assert!(said_of_flattened(FLATTENED, RULES, false, &[]).starts_with("`email` of event `order_placed` is personal"));
    let allowed = Allowed { members: RULES, closed: false, declare_personal: false };
    let undeclared = said_by(|message| judge_members(FLATTENED, &allowed, &[], &Place::event("order_placed"), message));
    assert_eq!(undeclared, "");
}

#[test]
fn flattened_fields_are_the_events_own() {
    const RULES: &[MemberRule] = &[
        MemberRule::required("total", Rule::Number),
        MemberRule::required("currency", Rule::String),
        MemberRule::optional("coupon", Rule::String),
    ];
    const FINE: &[FieldShape] = &[FieldShape::new("total", INTEGER), FieldShape::new("extra", TEXT).explicit()];
    // Another flattened type may bring the currency: `complete` sees them all.
    assert_eq!(said_of_flattened(FINE, RULES, false, &[]), "");
    const WRONG: &[FieldShape] = &[FieldShape::new("total", MAYBE_TEXT), FieldShape::new("cupon", TEXT)];
    assert_eq!(
        said_of_flattened(WRONG, RULES, false, &["currency"]),
        "`total` of event `order_placed` must be a number that is always there; here it is a string and may be absent\n\
         event `order_placed` knows no property `cupon`, which this type brings\n\
         - to send it as one that is known: `#[track(property = \"..\")]` with `coupon`\n\
         - to send it all the same: `#[track(property)]` on that field\n\
         - to keep it in the process: `#[track(skip)]` on that field"
    );
}

#[test]
fn what_is_flattened_from_an_option_may_be_absent() {
    const INNER: &[FieldShape] = &[FieldShape::new("total", INTEGER)];
    const OPTION: &[FieldShape] = &[FieldShape::flattened((Shape::Fields(INNER), true))];
    const RULES: &[MemberRule] = &[MemberRule::required("total", Rule::Number)];
    assert_eq!(
        said_of_flattened(OPTION, RULES, false, &[]),
        "`total` of event `order_placed` must be a number that is always there; here it may be absent"
    );
    assert_eq!(said_of_flattened(INNER, RULES, false, &[]), "");
}

#[test]
fn no_name_comes_twice() {
    const EMAIL: &[FieldShape] = &[FieldShape::new("email", TEXT)];
    const NESTED: &[FieldShape] =
        &[FieldShape::flattened((Shape::Fields(EMAIL), false)), FieldShape::new("name", TEXT)];
    const RULES: &[MemberRule] = &[MemberRule::optional("email", Rule::String)];
    assert_eq!(
        said_of_flattened(EMAIL, RULES, false, &["email"]),
        "event `order_placed` has `email` from a field of its own, and this type brings another: call one of them \
         otherwise, `#[track(property = \"..\")]`, or leave one out, `#[track(skip)]`"
    );
    let twice = "event `order_placed` gets `email` twice: call one of them otherwise, `#[track(property = \"..\")]`";
    let shapes = [Shape::Fields(EMAIL), Shape::Fields(NESTED)];
    assert_eq!(said_of_whole(&shapes, &[]), twice);
    const TWO: &[FieldShape] = &[FieldShape::new("email", TEXT), FieldShape::flattened((Shape::Fields(EMAIL), false))];
    assert_eq!(said_of_whole(&[Shape::Fields(TWO)], &[]), twice);
    assert_eq!(said_of_whole(&[Shape::Fields(NESTED)], &[]), "");
}

#[test]
fn what_no_flattened_type_brings_is_missing() {
    const TOTAL: &[FieldShape] = &[FieldShape::new("total", INTEGER)];
    let shapes = [Shape::Fields(TOTAL), Shape::Fields(&[])];
    assert_eq!(
        said_of_whole(&shapes, &["total", "currency", "country"]),
        "event `order_placed` requires `currency` and `country`, and neither `Order` nor what it flattens has a field \
         for that\n\
         - add a field `currency` to one of them, or name the one that holds it: `#[track(property = \"currency\")]`"
    );
    assert_eq!(said_of_whole(&shapes, &["total"]), "");
}

#[test]
fn a_message_that_is_too_long_is_cut_off_between_characters() {
    let mut message = Message::new();
    for _ in 0..2_000 {
        message.push(&["äöü"]);
    }
    let text = message.as_str();
    assert!(text.starts_with("äöüäöü") && text.ends_with('…'), "{text}");
    assert!((4_090..=4_096).contains(&text.len()), "{}", text.len());
}

// What holds for an event that compiles. Each of these says nothing.
const _: () = fits(Shape::Choice(&["a"]), "it", "e", &Rule::OneOf(&["a", "b"]));
const _: () = fits(Shape::Fields(CITY), "it", "e", &CLOSED_ADDRESS);
const _: () = flattens(Shape::Fields(CITY), "e", CITY_AND_STREET, true, &["street"], true);
const _: () = flattens_custom(Shape::Fields(&[FieldShape::new("anything", TEXT)]), "e", &["else"]);
const _: () = complete(&[Shape::Fields(CITY)], "E", "e", &["city"]);
const _: () = distinct(&[Shape::Fields(CITY)], "Address", &["street"]);

#[test]
#[should_panic(expected = "`Address` gets `city` twice: call one of them otherwise")]
fn a_struct_may_not_flatten_what_it_has() {
    distinct(&[Shape::Fields(CITY)], "Address", &["city"]);
}

#[test]
#[should_panic(expected = "event `e` has `city` from a field of its own")]
fn an_event_without_a_schema_may_not_flatten_what_it_has() {
    flattens_custom(Shape::Fields(CITY), "e", &["city"]);
}
