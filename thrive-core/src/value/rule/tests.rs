use super::*;
use crate::value::shape::{FieldShape, Variant};

macro_rules! choice {
    ($($ident:ident = $name:literal),+) => {
        Shape::Choice("Kind", &[$(Variant { ident: stringify!($ident), name: $name }),+])
    };
}

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

fn said_of_whole(shapes: &[Shape], owed: &[(&str, &str)]) -> String {
    said_by(|message| judge_whole(shapes, "Order", "order_placed", owed, message))
}

fn said(shape: Shape, rule: Rule) -> String {
    said_of_type((shape, false), "", MemberRule::optional("it", rule))
}

fn said_of_type(field: (Shape, bool), ty: &str, member: MemberRule) -> String {
    let place = Place::property(member.name, "order_placed");
    said_by(|message| judge(Given::property(&field, ty), Need::property(&member), &place, message))
}

fn said_of_flattened(
    fields: &'static [FieldShape],
    members: &'static [MemberRule],
    closed: bool,
    direct: &[&str],
) -> String {
    let allowed = Allowed { members, closed, declare_personal: true };
    said_by(|message| judge_members("Address", fields, &allowed, direct, &Place::event("order_placed"), message))
}

#[test]
fn every_kind_takes_itself_and_what_is_more_special() {
    let takes: &[(Rule, &[Shape])] = &[
        (Rule::String, &[Shape::Text, Shape::Uuid, choice!(A = "a")]),
        (Rule::Integer, &[Shape::Integer]),
        (Rule::Number, &[Shape::Integer, Shape::Number]),
        (Rule::Boolean, &[Shape::Boolean]),
        (Rule::DateTime, &[Shape::DateTime]),
        (Rule::Date, &[Shape::Date]),
        (Rule::Uuid, &[Shape::Uuid]),
        (ANYTHINGS, &[Shape::Array(&Shape::Json, false)]),
        (
            Rule::Object { members: &[], closed: false },
            &[Shape::Fields("Address", &[]), Shape::Map(&Shape::Text, true)],
        ),
    ];
    let all = [
        Shape::Text,
        Shape::Integer,
        Shape::Number,
        Shape::Boolean,
        Shape::DateTime,
        Shape::Date,
        Shape::Uuid,
        choice!(A = "a"),
        Shape::Array(&Shape::Json, false),
        Shape::Map(&Shape::Text, true),
        Shape::Fields("Address", &[]),
        Shape::Json,
    ];
    for (rule, shapes) in takes {
        for shape in all {
            let fits = shapes.iter().any(|taken| std::mem::discriminant(taken) == std::mem::discriminant(&shape));
            let items = Rule::Array(Box::leak(Box::new(Asked::of(*rule))));
            let items = said(Shape::Array(Box::leak(Box::new(shape)), false), items);
            assert_eq!(items.is_empty(), fits, "{items}");
            let itself = said(shape, *rule);
            assert_eq!(itself.is_empty(), fits, "{itself}");
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
    assert_eq!(said(Shape::Fields("Address", UNKNOWN), ADDRESS), "");
    const FLATTENED: &[FieldShape] = &[FieldShape::flattened((Shape::Unknown, false))];
    assert_eq!(said(Shape::Fields("Address", FLATTENED), ADDRESS), "");
    assert_eq!(said_of_whole(&[Shape::Unknown], &[("total", "a number")]), "");
}

#[test]
fn a_string_for_a_listed_value_is_told_the_enum_to_write() {
    let rule = Rule::OneOf(&["core", "sticky", "add-on"]);
    assert_eq!(
        said(Shape::Text, rule),
        "`it` of event `order_placed` must be one of `core`, `sticky` or `add-on`, and a string may be any other\n\
         - derive `TrackValue` on an enum of them: `#[derive(TrackValue)] enum It { Core, Sticky, \
         #[track(rename = \"add-on\")] AddOn }`"
    );
    assert_eq!(
        said(Shape::Uuid, Rule::OneOf(&["single_use"])),
        "`it` of event `order_placed` must be one of `single_use`, and a UUID may be any other\n\
         - derive `TrackValue` on an enum of them: `#[derive(TrackValue)] enum It { SingleUse }`"
    );
    assert_eq!(
        said(Shape::Integer, Rule::OneOf(&["EUR", "US_DOLLAR"])),
        "`it` of event `order_placed` must be one of `EUR` or `US_DOLLAR`; here it is an integer\n\
         - derive `TrackValue` on an enum of them: `#[derive(TrackValue)] #[track(rename_all = \"SCREAMING_SNAKE_CASE\")] \
         enum It { Eur, UsDollar }`"
    );
}

#[test]
fn values_that_are_no_names_are_for_the_author_to_name() {
    let advice = "\n- derive `TrackValue` on an enum of them; what is not the variant in snake_case, \
                  `#[track(rename = \"..\")]` on the variant says";
    for values in [&["1st", "2nd"] as &[&str], &["add-on", "add_on"], &["straße"], &["*"], &["self"]] {
        let values = Rule::OneOf(Box::leak(Box::new(values)));
        let said = said(Shape::Text, values);
        assert!(said.ends_with(advice), "{said}");
    }
}

#[test]
fn a_type_that_is_no_value_is_told_all_that_it_needs() {
    assert_eq!(
        said_of_type((Shape::Unknown, false), "Colour", MemberRule::required("it", Rule::OneOf(&["red", "blue"]))),
        "`it` of event `order_placed` must be one of `red` or `blue` that is always there; `Colour` is not\n\
         - derive `TrackValue` on an enum of them: `#[derive(TrackValue)] enum Colour { Red, Blue }`"
    );
    const MEMBERS: &[MemberRule] = &[
        MemberRule::required("city", Rule::String).personal(),
        MemberRule::required("team", Rule::String).or_null(),
        MemberRule::optional("floors", Rule::Array(&Asked::of(Rule::Integer))),
        MemberRule::required("kind", Rule::OneOf(&["HQ", "BRANCH"])),
        MemberRule::optional("position", Rule::Object { members: POSITION, closed: true }),
    ];
    const POSITION: &[MemberRule] = &[MemberRule::required("height", Rule::Number)];
    const OFFICES: Rule = Rule::Array(&Asked::of(Rule::Object { members: MEMBERS, closed: false }));
    assert_eq!(
        said_of_type((Shape::Unknown, false), "Vec<Office>", MemberRule::optional("it", OFFICES)),
        "`it` of event `order_placed` must be an array of objects; `Vec<Office>` is not\n\
         - derive `TrackFields` on the struct, whose fields are to be\n\
         \x20 `city`: a string (`String`), with `#[track(personal)]` or `#[track(hashed)]`\n\
         \x20 `team`: a string or null (`String`, or `Option<String>` with `#[track(null)]`)\n\
         \x20 `floors`: an array of integers (`Option<Vec<i64>>` where it may be absent)\n\
         \x20 `kind`: one of `HQ` or `BRANCH`, as `#[derive(TrackValue)] #[track(rename_all = \"UPPERCASE\")] enum Kind \
         { Hq, Branch }`\n\
         \x20 `position`: an object (`Option` where it may be absent), by `#[derive(TrackFields)]` on a struct of\n\
         \x20   `height`: a number (`f64`)"
    );
}

#[test]
fn a_property_is_there_or_null_as_its_event_writes_it() {
    let choice = choice!(Red = "red");
    const RED: MemberRule = MemberRule::required("it", Rule::OneOf(&["red"]));
    assert_eq!(
        said_of_type((choice, true), "Option<Kind>", RED),
        "`it` of event `order_placed` must be `red` that is always there; `Option<Kind>` may be absent"
    );
    assert_eq!(said_of_type((choice, false), "Kind", RED), "");
    assert_eq!(said_of_type((choice, true), "Option<Kind>", RED.or_null()), "");
    assert_eq!(said_of_type((choice, true), "Option<Kind>", MemberRule { required: false, ..RED }), "");
}

#[test]
fn every_foreign_value_of_an_enum_gets_its_name() {
    assert_eq!(said(choice!(Sticky = "sticky"), Rule::OneOf(&["core", "sticky"])), "");
    assert_eq!(
        said(
            choice!(Core = "core", AddOn = "add_on", Stickky = "stickky", Web = "web"),
            Rule::OneOf(&["core", "sticky", "add-on"])
        ),
        "`it` of event `order_placed` cannot be `add_on`, `stickky` or `web`; it is one of `core`, `sticky` or `add-on`\n\
         - on `Kind::AddOn` write `#[track(rename = \"add-on\")]`\n\
         - on `Kind::Stickky` write `#[track(rename = \"sticky\")]`\n\
         - take `Web` out of `Kind`, or name it as one of these: `#[track(rename = \"..\")]` on `Kind::Web`"
    );
    // Another variant is `core` already.
    assert_eq!(
        said(choice!(Core = "core", Fast = "Core"), Rule::OneOf(&["core", "sticky"])),
        "`it` of event `order_placed` cannot be `Core`; it is one of `core` or `sticky`\n\
         - take `Fast` out of `Kind`, or name it as one of these: `#[track(rename = \"..\")]` on `Kind::Fast`"
    );
    assert_eq!(
        said(choice!(Free = "free"), Rule::OneOf(&["pro"])),
        "`it` of event `order_placed` cannot be `free`; it is always `pro`\n\
         - take `Free` out of `Kind`, or name it as one of these: `#[track(rename = \"..\")]` on `Kind::Free`"
    );
}

#[test]
fn one_rule_that_names_all_variants_goes_before_a_name_for_each() {
    let case = |shape, values| {
        let said = said(shape, Rule::OneOf(values));
        said.split_once("write ").map(|(_, write)| write.to_owned()).unwrap_or(said)
    };
    let of_two = || choice!(PerDiem = "per_diem", WireTransfer = "wire_transfer");
    assert_eq!(case(of_two(), &["PERDIEM", "WIRETRANSFER"]), "`#[track(rename_all = \"UPPERCASE\")]`");
    assert_eq!(case(of_two(), &["perdiem", "wiretransfer"]), "`#[track(rename_all = \"lowercase\")]`");
    assert_eq!(case(of_two(), &["WireTransfer", "PerDiem"]), "`#[track(rename_all = \"PascalCase\")]`");
    assert_eq!(case(of_two(), &["wireTransfer", "perDiem"]), "`#[track(rename_all = \"camelCase\")]`");
    assert_eq!(case(of_two(), &["PER_DIEM", "WIRE_TRANSFER"]), "`#[track(rename_all = \"SCREAMING_SNAKE_CASE\")]`");
    assert_eq!(case(of_two(), &["per-diem", "wire-transfer"]), "`#[track(rename_all = \"kebab-case\")]`");
    assert_eq!(case(of_two(), &["PER-DIEM", "WIRE-TRANSFER"]), "`#[track(rename_all = \"SCREAMING-KEBAB-CASE\")]`");
    assert_eq!(
        case(of_two(), &["PER-DIEM", "wire-transfer"]),
        "`#[track(rename = \"PER-DIEM\")]`\n- on `Kind::WireTransfer` write `#[track(rename = \"wire-transfer\")]`"
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
        said(Shape::Array(&choice!(Red = "red", Blue = "blue"), false), REDS),
        "each item of `it` of event `order_placed` cannot be `blue`; it is always `red`\n\
         - take `Blue` out of `Kind`, or name it as one of these: `#[track(rename = \"..\")]` on `Kind::Blue`"
    );
    const LINE: &[FieldShape] = &[FieldShape::new("sku", INTEGER)];
    const SKU: &[MemberRule] = &[MemberRule::optional("sku", STRINGS)];
    const LINES: Rule = Rule::Array(&Asked::of(Rule::Object { members: SKU, closed: false }));
    assert_eq!(
        said(Shape::Array(&Shape::Fields("Address", LINE), false), LINES),
        "`it[].sku` of event `order_placed` must be an array of strings; here it is an integer"
    );
}

#[test]
fn a_member_is_of_its_kind_and_there_and_not_null() {
    let said = |field: FieldShape, member: MemberRule| {
        let fields = Box::leak(Box::new([field]));
        let members = Box::leak(Box::new([member]));
        said(Shape::Fields("Address", fields), Rule::Object { members, closed: false })
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
fn missing_members_are_listed_each_with_what_it_is() {
    assert_eq!(
        said(Shape::Fields("Address", &[]), ADDRESS),
        "`it` of event `order_placed` requires `city`, and `Address` has no field for that\n\
         - add a field `city`: a string (`String`); or name the one that holds it: `#[track(property = \"city\")]`"
    );
    const THREE: &[MemberRule] = &[
        MemberRule::required("a", Rule::Any),
        MemberRule::optional("b", Rule::Any),
        MemberRule::required("c", Rule::Date).or_null(),
        MemberRule::required("d", STRINGS),
    ];
    assert_eq!(
        said(Shape::Fields("Address", &[]), Rule::Object { members: THREE, closed: false }),
        "`it` of event `order_placed` requires `a`, `c` and `d`, and `Address` has no field for that\n\
         - add a field `a`: a value; or name the one that holds it: `#[track(property = \"a\")]`\n\
         - add a field `c`: a date or null (`jiff::civil::Date`, or `Option<jiff::civil::Date>` with `#[track(null)]`); \
         or name the one that holds it: `#[track(property = \"c\")]`\n\
         - add a field `d`: an array of strings (`Vec<String>`); or name the one that holds it: \
         `#[track(property = \"d\")]`"
    );
}

#[test]
fn unknown_members_are_sent_only_by_the_word_of_their_author() {
    const FIELDS: &[FieldShape] =
        &[FieldShape::new("city", TEXT), FieldShape::new("town", TEXT), FieldShape::new("zip", TEXT)];
    let unknown = |name: &str| {
        format!(
            "`it` of event `order_placed` knows no `{name}`, which `Address` brings\n\
             - to send it as `street`: `#[track(property = \"..\")]` on that field of `Address`\n\
             - to send it all the same: `#[track(property)]` on that field of `Address`\n\
             - to keep it in the process: `#[track(skip)]` on that field of `Address`"
        )
    };
    let each = format!("{}\n\n{}", unknown("town"), unknown("zip"));
    assert_eq!(said(Shape::Fields("Address", FIELDS), ADDRESS), each);
    const EXPLICIT: &[FieldShape] = &[FieldShape::new("city", TEXT), FieldShape::new("town", TEXT).explicit()];
    assert_eq!(said(Shape::Fields("Address", EXPLICIT), ADDRESS), "");
    assert_eq!(
        said(Shape::Fields("Address", EXPLICIT), CLOSED_ADDRESS),
        "`it` of event `order_placed` allows no `town`, which `Address` brings\n\
         - to send it as `street`: `#[track(property = \"..\")]` on that field of `Address`\n\
         - to keep it in the process: `#[track(skip)]` on that field of `Address`"
    );
}

#[test]
fn a_misspelt_member_is_not_missing_as_well() {
    const MISSPELT: &[FieldShape] = &[FieldShape::new("citty", TEXT)];
    assert_eq!(
        said(Shape::Fields("Address", MISSPELT), CLOSED_ADDRESS),
        "`it` of event `order_placed` allows no `citty`, which `Address` brings; did you mean `city`, which is required?\n\
         - to send it as `city`: `#[track(property = \"city\")]` on that field of `Address`\n\
         - to keep it in the process: `#[track(skip)]` on that field of `Address`"
    );
    const STREAT: &[FieldShape] = &[FieldShape::new("city", TEXT), FieldShape::new("streat", TEXT)];
    assert!(said(Shape::Fields("Address", STREAT), ADDRESS).contains("did you mean `street`?\n"));
}

#[test]
fn all_mistakes_of_a_value_are_in_one_message() {
    const FIELDS: &[FieldShape] = &[FieldShape::new("street", INTEGER), FieldShape::new("town", TEXT)];
    assert_eq!(
        said(Shape::Fields("Address", FIELDS), ADDRESS),
        "`it.street` of event `order_placed` must be a string; here it is an integer\n\
         \n\
         `it` of event `order_placed` requires `city`, and `Address` has no field for that, unless `town` is\n\
         - add a field `city`: a string (`String`); or name the one that holds it: `#[track(property = \"city\")]`\n\
         \n\
         `it` of event `order_placed` knows no `town`, which `Address` brings\n\
         - to send it as `city`: `#[track(property = \"..\")]` on that field of `Address`\n\
         - to send it all the same: `#[track(property)]` on that field of `Address`\n\
         - to keep it in the process: `#[track(skip)]` on that field of `Address`"
    );
}

#[test]
fn a_map_cannot_promise_members() {
    assert_eq!(
        said(Shape::Map(&Shape::Text, false), ADDRESS),
        "`it` of event `order_placed` must be an object with `city`; a map may lack them\n\
         - derive `TrackFields` on the struct, whose fields are to be\n\
         \x20 `city`: a string (`String`)\n\
         \x20 `street`: a string (`Option<String>` where it may be absent)"
    );
    const OPTIONAL: &[MemberRule] =
        &[MemberRule::optional("city", Rule::String), MemberRule::optional("street", Rule::String)];
    assert_eq!(
        said(Shape::Map(&Shape::Text, false), Rule::Object { members: OPTIONAL, closed: true }),
        "`it` of event `order_placed` must be an object with nothing but `city` and `street`; a map may have more\n\
         - derive `TrackFields` on the struct, whose only fields are to be\n\
         \x20 `city`: a string (`Option<String>` where it may be absent)\n\
         \x20 `street`: a string (`Option<String>` where it may be absent)"
    );
    assert_eq!(said(Shape::Map(&Shape::Text, false), Rule::Object { members: OPTIONAL, closed: false }), "");
    assert_eq!(
        said(Shape::Map(&Shape::Integer, true), Rule::Object { members: OPTIONAL, closed: false }),
        "`it.city` of event `order_placed` must be a string; here it is an integer and may be null\n\
         \n\
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
        said(Shape::Fields("Address", VERSION), Rule::Object { members: TWO, closed: false }),
        "`it.version` of event `order_placed` is always `2`, and an integer may be any other; no struct can promise it, \
         so the plan has to say its `type` instead"
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
        said(Shape::Fields("Address", Box::leak(Box::new([field]))), Rule::Object { members: RULES, closed: false })
    };
    assert_eq!(
        said(FieldShape::new("email", TEXT)),
        "`it.email` of event `order_placed` is personal data, and the plan asks to declare what is sent of it\n\
         - to send it as it is: `#[track(personal)]` on that field of `Address`\n\
         - to send a keyed hash of it: `#[track(hashed)]` on that field, and a `hash_key` for the client"
    );
    assert_eq!(said(FieldShape::new("email", TEXT).declared()), "");
    assert_eq!(said(FieldShape::hashed("email", TEXT)), "");
    assert_eq!(said(FieldShape::hashed("email", TEXT).declared()), "");

    const FLATTENED: &[FieldShape] = &[FieldShape::new("email", TEXT)];
    assert!(said_of_flattened(FLATTENED, RULES, false, &[]).starts_with("`email` of event `order_placed` is personal"));
    let allowed = Allowed { members: RULES, closed: false, declare_personal: false };
    let undeclared =
        said_by(|message| judge_members("Address", FLATTENED, &allowed, &[], &Place::event("order_placed"), message));
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
         \n\
         event `order_placed` knows no property `cupon`, which `Address` brings; did you mean `coupon`?\n\
         - to send it as `coupon`: `#[track(property = \"coupon\")]` on that field of `Address`\n\
         - to send it all the same: `#[track(property)]` on that field of `Address`\n\
         - to keep it in the process: `#[track(skip)]` on that field of `Address`"
    );
}

#[test]
fn what_is_flattened_from_an_option_may_be_absent() {
    const INNER: &[FieldShape] = &[FieldShape::new("total", INTEGER)];
    const OPTION: &[FieldShape] = &[FieldShape::flattened((Shape::Fields("Address", INNER), true))];
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
        &[FieldShape::flattened((Shape::Fields("Address", EMAIL), false)), FieldShape::new("name", TEXT)];
    const RULES: &[MemberRule] = &[MemberRule::optional("email", Rule::String)];
    assert_eq!(
        said_of_flattened(EMAIL, RULES, false, &["email"]),
        "event `order_placed` has `email` from a field of its own, and `Address` brings another: call one of them \
         otherwise, `#[track(property = \"..\")]`, or leave one out, `#[track(skip)]`"
    );
    let twice = "event `order_placed` gets `email` twice: call one of them otherwise, `#[track(property = \"..\")]`";
    let shapes = [Shape::Fields("Address", EMAIL), Shape::Fields("Address", NESTED)];
    assert_eq!(said_of_whole(&shapes, &[]), twice);
    const TWO: &[FieldShape] =
        &[FieldShape::new("email", TEXT), FieldShape::flattened((Shape::Fields("Address", EMAIL), false))];
    assert_eq!(said_of_whole(&[Shape::Fields("Address", TWO)], &[]), twice);
    assert_eq!(said_of_whole(&[Shape::Fields("Address", NESTED)], &[]), "");
}

#[test]
fn what_no_flattened_type_brings_is_missing() {
    const TOTAL: &[FieldShape] = &[FieldShape::new("total", INTEGER)];
    let shapes = [Shape::Fields("Address", TOTAL), Shape::Fields("Address", &[])];
    assert_eq!(
        said_of_whole(&shapes, &[("total", "a number"), ("currency", "a string"), ("country", "a string")]),
        "event `order_placed` requires `currency` and `country`, and neither `Order` nor what it flattens has a field \
         for that\n\
         - add a field `currency` to one of them: a string; or name the one that holds it: `#[track(property = \"currency\")]`\n\
         - add a field `country` to one of them: a string; or name the one that holds it: `#[track(property = \"country\")]`"
    );
    assert_eq!(said_of_whole(&shapes, &[("total", "a number")]), "");
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
const _: () = fits((choice!(A = "a"), false), "Kind", "e", &MemberRule::required("it", Rule::OneOf(&["a", "b"])));
const _: () = fits((Shape::Fields("Address", CITY), true), "Address", "e", &MemberRule::optional("it", CLOSED_ADDRESS));
const _: () = flattens(Shape::Fields("Address", CITY), "e", CITY_AND_STREET, true, &["street"], true);
const _: () = flattens_custom(Shape::Fields("Address", &[FieldShape::new("anything", TEXT)]), "e", &["else"]);
const _: () = complete(&[Shape::Fields("Address", CITY)], "E", "e", &[("city", "a string")]);
const _: () = distinct(&[Shape::Fields("Address", CITY)], "Address", &["street"]);

#[test]
#[should_panic(expected = "`Address` gets `city` twice: call one of them otherwise")]
fn a_struct_may_not_flatten_what_it_has() {
    distinct(&[Shape::Fields("Address", CITY)], "Address", &["city"]);
}

#[test]
#[should_panic(expected = "event `e` has `city` from a field of its own")]
fn an_event_without_a_schema_may_not_flatten_what_it_has() {
    flattens_custom(Shape::Fields("Address", CITY), "e", &["city"]);
}
