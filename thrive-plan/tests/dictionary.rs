//! The data dictionary, written out to the letter.

use thrive_plan::{EventSchema, Format, Kind, Limits, ObjectSchema, Property, ValueSchema, dictionary};

fn event(name: &str, properties: Vec<Property>, context: Vec<Property>) -> EventSchema {
    EventSchema {
        name: name.to_owned(),
        description: None,
        version: None,
        deprecated: None,
        properties: open(properties),
        context: open(context),
    }
}

fn open(properties: Vec<Property>) -> ObjectSchema {
    ObjectSchema { properties, closed: false }
}

fn required(name: &str, value: ValueSchema) -> Property {
    Property { name: name.to_owned(), required: true, value }
}

fn optional(name: &str, value: ValueSchema) -> Property {
    Property { name: name.to_owned(), required: false, value }
}

fn of(kind: Kind) -> ValueSchema {
    ValueSchema { kind, ..ValueSchema::default() }
}

fn described(kind: Kind, description: &str) -> ValueSchema {
    ValueSchema { description: Some(description.to_owned()), ..of(kind) }
}

fn texts<const COUNT: usize>(values: [&str; COUNT]) -> Vec<String> {
    values.map(str::to_owned).into()
}

/// Has something of everything that a plan can say.
fn plan() -> Vec<EventSchema> {
    let item = open(vec![
        required(
            "price",
            ValueSchema { limits: Limits { minimum: Some(0.5), ..Limits::default() }, ..of(Kind::Number) },
        ),
        optional("note", ValueSchema { personal: true, ..described(Kind::String, "What the customer asks for.") }),
    ]);
    let address = ObjectSchema {
        properties: vec![required("city", described(Kind::String, "The city.")), optional("since", of(Kind::Date))],
        closed: true,
    };
    let mut placed = event(
        "order_placed",
        vec![
            required("order_id", ValueSchema { example: Some(r#""5d442d0e""#.to_owned()), ..of(Kind::Uuid) }),
            required("placed_at", described(Kind::DateTime, "When it was placed.")),
            required(
                "channel",
                ValueSchema { one_of: texts(["web", "app"]), nullable: true, ..described(Kind::String, "Where.") },
            ),
            optional(
                "email",
                ValueSchema {
                    personal: true,
                    limits: Limits {
                        format: Some(Format::Email),
                        min_length: Some(1),
                        max_length: Some(80),
                        pattern: Some("@acme[.]com$".to_owned()),
                        ..Limits::default()
                    },
                    ..described(Kind::String, "Who gets the receipt.")
                },
            ),
            optional(
                "items",
                ValueSchema {
                    items: Some(Box::new(ValueSchema { members: Some(item), ..of(Kind::Object) })),
                    ..of(Kind::Array)
                },
            ),
            optional(
                "tags",
                ValueSchema {
                    items: Some(Box::new(ValueSchema {
                        one_of: texts(["new", "late"]),
                        nullable: true,
                        ..of(Kind::String)
                    })),
                    nullable: true,
                    example: Some("[\n  \"new\"\n]".to_owned()),
                    ..of(Kind::Array)
                },
            ),
            optional(
                "guests",
                ValueSchema {
                    items: Some(Box::new(ValueSchema { personal: true, ..described(Kind::String, "A name.") })),
                    ..of(Kind::Array)
                },
            ),
            optional(
                "aliases",
                ValueSchema {
                    items: Some(Box::new(ValueSchema { personal: true, ..of(Kind::String) })),
                    ..of(Kind::Array)
                },
            ),
            optional(
                "address",
                ValueSchema { personal: true, members: Some(address), ..described(Kind::Object, "Where it goes.") },
            ),
            optional(
                "schema",
                ValueSchema { constant: Some("2".to_owned()), ..described(Kind::Integer, "Always this.") },
            ),
            optional(
                "currency",
                ValueSchema { constant: Some(r#""EUR""#.to_owned()), one_of: texts(["EUR"]), ..of(Kind::String) },
            ),
            optional(
                "count",
                ValueSchema {
                    limits: Limits { minimum: Some(1.0), maximum: Some(10.0), ..Limits::default() },
                    ..of(Kind::Integer)
                },
            ),
            optional(
                "page",
                ValueSchema { limits: Limits { format: Some(Format::Uri), ..Limits::default() }, ..of(Kind::String) },
            ),
            optional("is_gift", of(Kind::Boolean)),
            optional("matrix", {
                let row = ValueSchema { items: Some(Box::new(of(Kind::Integer))), ..of(Kind::Array) };
                ValueSchema { items: Some(Box::new(row)), ..of(Kind::Array) }
            }),
            optional("anything", ValueSchema { nullable: true, ..of(Kind::Any) }),
        ],
        vec![
            required("group_id", described(Kind::String, "The id of the account.")),
            optional("ip", ValueSchema { personal: true, ..described(Kind::String, "Where from.") }),
        ],
    );
    placed.description = Some("A customer\nplaces an order.".to_owned());
    placed.version = Some(3);
    placed.properties.closed = true;
    placed.context.closed = true;

    let mut sent = event("order_sent", vec![], vec![optional("group_id", of(Kind::String))]);
    sent.deprecated = Some("Use `order_placed`.".to_owned());
    vec![sent, placed, event("opened", vec![], vec![])]
}

const PAGE: &str = r#"# Data dictionary

- [`opened`](#opened)
- [`order_placed`](#order_placed): A customer places an order.
- [`order_sent`](#order_sent) (deprecated)
- [Personal data](#personal-data)

## `opened`

- **Version:** 1
- **Account (`context.group_id`):** not required

The plan lists no property of it.

## `order_placed`

- **When:** A customer places an order.
- **Version:** 3
- **Account (`context.group_id`):** required
- **Other properties:** refused
- **Other context:** refused

| property | kind | required | personal | example | description |
|---|---|---|---|---|---|
| `order_id` | UUID | yes | | `"5d442d0e"` | |
| `placed_at` | date-time | yes | | | When it was placed. |
| `channel` | string; one of `web`, `app`; or null | yes | | | Where. |
| `email` | string; email address; at least 1 character; at most 80 characters; matches `@acme[.]com$` | no | yes | | Who gets the receipt. |
| `items` | array of objects | no | | | |
| `items[].price` | number; at least 0.5 | yes | | | |
| `items[].note` | string | no | yes | | What the customer asks for. |
| `tags` | array of strings (one of `new`, `late`; or null); or null | no | | `[   "new" ]` | |
| `guests` | array of strings | no | | | |
| `guests[]` | string | | yes | | A name. |
| `aliases` | array of strings | no | | | |
| `aliases[]` | string | | yes | | |
| `address` | object; no other members | no | yes | | Where it goes. |
| `address.city` | string | yes | yes | | The city. |
| `address.since` | date | no | yes | | |
| `schema` | integer; always `2` | no | | | Always this. |
| `currency` | string; always `EUR` | no | | | |
| `count` | integer; at least 1; at most 10 | no | | | |
| `page` | string; URI | no | | | |
| `is_gift` | boolean | no | | | |
| `matrix` | array of arrays of integers | no | | | |
| `anything` | any value | no | | | |
| `context.group_id` | string | yes | | | The id of the account. |
| `context.ip` | string | no | yes | | Where from. |

## `order_sent`

- **Version:** 1
- **Deprecated:** Use \`order_placed\`.
- **Account (`context.group_id`):** not required

| property | kind | required | personal | example | description |
|---|---|---|---|---|---|
| `context.group_id` | string | no | | | |

## Personal data

Every event carries `user_id`, the id of the user who acts. Beside it, the plan marks as personal:

| event | property | description |
|---|---|---|
| `order_placed` | `email` | Who gets the receipt. |
| `order_placed` | `items[].note` | What the customer asks for. |
| `order_placed` | `guests[]` | A name. |
| `order_placed` | `aliases[]` | |
| `order_placed` | `address` | Where it goes. |
| `order_placed` | `address.city` | The city. |
| `order_placed` | `address.since` | |
| `order_placed` | `context.ip` | Where from. |
"#;

#[test]
fn the_page_says_everything_that_the_plan_says() {
    let page = dictionary(&plan());
    for (line, expected) in page.lines().zip(PAGE.lines()) {
        assert_eq!(line, expected);
    }
    assert_eq!(page, PAGE);
}

#[test]
fn the_order_of_the_events_is_no_matter() {
    let mut plan = plan();
    plan.reverse();
    assert_eq!(dictionary(&plan), PAGE);
}

#[test]
fn a_plan_without_personal_data_says_so() {
    let page = dictionary(&[event("opened", vec![optional("name", of(Kind::String))], vec![])]);
    let end = "\n## Personal data\n\nEvery event carries `user_id`, the id of the user who acts. The plan marks nothing \
               else as personal.\n";
    assert!(page.ends_with(end), "{page}");
}

/// The cells of the row of property `p` that has this value.
fn row(value: ValueSchema) -> String {
    let page = dictionary(&[event("opened", vec![optional("p", value)], vec![])]);
    page.lines().find(|line| line.starts_with("| `p` ")).unwrap_or_default().to_owned()
}

#[test]
fn a_hostile_description_is_shown_as_it_is_written() {
    let description = "a | b \\| `c` *d* _e_ __f__ g_h ~i~ [j](javascript:k) ![l](m) &lt; &\r\n\n| n |\u{2028}# o\n\
                       <script>alert(1)</script> <!-- p -->";
    let shown = "a &#124; b \\\\&#124; \\`c\\` \\*d\\* \\_e\\_ \\_\\_f\\_\\_ g_h \\~i\\~ \\[j\\](javascript:k) \
                 !\\[l\\](m) &amp;lt; &amp; &#124; n &#124; # o &lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- p --&gt;";
    assert_eq!(row(described(Kind::String, description)), format!("| `p` | string | no | | | {shown} |"));

    let mut hostile = event("opened", vec![], vec![]);
    hostile.description = Some(description.to_owned());
    hostile.deprecated = Some(description.to_owned());
    let page = dictionary(&[hostile]);
    for line in ["- [`opened`](#opened) (deprecated): ", "- **When:** ", "- **Deprecated:** "] {
        assert!(page.contains(&format!("\n{line}{shown}\n")), "{line} in {page}");
    }
}

#[test]
fn code_that_a_table_or_backticks_would_tear_is_written_in_entities() {
    let pattern = |text: &str| {
        let row = row(ValueSchema {
            limits: Limits { pattern: Some(text.to_owned()), ..Limits::default() },
            ..of(Kind::String)
        });
        let (_, rest) = row.split_once("matches ").unwrap();
        rest.split_once(" | no |").unwrap().0.to_owned()
    };
    assert_eq!(pattern(r"^\d+$"), r"`^\d+$`");
    assert_eq!(pattern(r"^(a|b)\|_$"), "<code>^(a&#124;b)&#92;&#124;&#95;$</code>");
    assert_eq!(pattern("`<b>` & *"), "<code>&#96;&lt;b&gt;&#96; &amp; &#42;</code>");
    assert_eq!(pattern("a\nb"), "<code>a&#92;nb</code>");
    assert_eq!(pattern(" "), "<code> </code>");
    assert_eq!(pattern(""), r#"`""`"#);
}

#[test]
fn hostile_names_and_examples_stay_in_their_cells() {
    let value = ValueSchema { example: Some(r#""a|`b`""#.to_owned()), ..of(Kind::String) };
    let page = dictionary(&[event("x](y) | `z`", vec![optional("p|q", value)], vec![])]);
    let name = "<code>x&#93;(y) &#124; &#96;z&#96;</code>";
    assert!(page.contains(&format!("\n- [{name}](#xy--z)\n")), "{page}");
    assert!(page.contains(&format!("\n## {name}\n")), "{page}");
    let row = r#"| <code>p&#124;q</code> | string | no | | <code>"a&#124;&#96;b&#96;"</code> | |"#;
    assert!(page.contains(&format!("\n{row}\n")), "{page}");
}

#[test]
fn a_property_called_context_is_told_from_the_context() {
    let inner = ValueSchema { members: Some(open(vec![optional("ip", of(Kind::String))])), ..of(Kind::Object) };
    let page = dictionary(&[event("opened", vec![optional("context", inner)], vec![optional("ip", of(Kind::String))])]);
    let rows: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(rows, ["properties.context", "properties.context.ip", "context.ip"]);
}
