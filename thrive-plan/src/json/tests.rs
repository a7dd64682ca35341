use proptest::prelude::*;

use super::*;
use crate::error::PlanError;

fn error(text: &str) -> String {
    parse(text).map_or_else(|mistake| PlanError::new("x", text, mistake).to_string(), |_| "accepted".to_owned())
}

fn value(text: &str) -> Value<'_> {
    parse(text).map_or_else(|mistake| panic!("{mistake:?}"), |node| node.value)
}

#[test]
fn every_key_and_value_knows_where_it_stands() {
    let text = "{\r\n  \"é€😀\": [1,\n\ttrue]\n}";
    let root = parse(text).unwrap();
    let position = |at| PlanError::new("x", text, Located { at, value: () }.mistake("")).position().unwrap();
    assert_eq!(position(root.at), (1, 1));
    let Value::Object(members) = root.value else { panic!("not an object") };
    let [Member { key, value }] = &*members else { panic!("not one member") };
    assert_eq!((&*key.value, position(key.at)), ("é€😀", (2, 3)));
    assert_eq!(position(value.at), (2, 10));
    let Value::Array(items) = &value.value else { panic!("not an array") };
    let positions: Vec<_> = items.iter().map(|item| position(item.at)).collect();
    assert_eq!(positions, [(2, 11), (3, 2)]);
}

#[test]
fn strings_without_an_escape_are_borrowed() {
    assert!(matches!(value(r#""Ünïcode 😀""#), Value::String(Cow::Borrowed("Ünïcode 😀"))));
}

#[test]
fn escapes_become_their_characters() {
    let text = r#""a\"\\\/\b\f\n\r\t\u0041\u00e9\uD83D\uDE00\ud83d\ude00z""#;
    assert_eq!(value(text), Value::String("a\"\\/\u{8}\u{c}\n\r\tAé😀😀z".into()));
}

#[test]
fn numbers_keep_their_text() {
    for number in ["0", "-0", "10", "1.50", "-2e8", "1E+400", "0.1e-7", "123456789012345678901234567890"] {
        assert_eq!(value(number), Value::Number(number));
    }
}

#[test]
fn half_a_surrogate_pair_is_refused() {
    let refusal = "half of a surrogate pair; write the character itself";
    assert_eq!(error(r#""\ud83d""#), format!("x:1:2: {refusal}"));
    assert_eq!(error(r#""\ud83dx""#), format!("x:1:2: {refusal}"));
    assert_eq!(error(r#""\ud83d\u0041""#), format!("x:1:2: {refusal}"));
    assert_eq!(error(r#""\ud83d\ud83d""#), format!("x:1:2: {refusal}"));
    assert_eq!(error(r#""\ude00\ud83d""#), format!("x:1:2: {refusal}"));
}

#[test]
fn what_is_no_escape_is_refused() {
    let refusal = r"not an escape; write `\\` for a backslash";
    for text in [r#""\x""#, r#""\u12""#, r#""\u+123""#, r#""\u12é4""#, r#""\U0041""#, r#""\"#] {
        assert_eq!(error(text), format!("x:1:2: {refusal}"), "{text}");
    }
}

#[test]
fn a_repeated_key_is_refused_also_when_escaped() {
    assert_eq!(error(r#"{"a": 1, "a": 2}"#), "x:1:10: `a` stands twice in this object; remove one");
    assert_eq!(error("{\"a\": 1,\n \"\\u0061\": 2}"), "x:2:2: `a` stands twice in this object; remove one");
    assert_eq!(error(r#"{"a": {"a": [{"a": 1}, {"a": 2}]}}"#), "accepted");
}

#[test]
fn what_is_not_json_is_refused_where_it_starts() {
    for (text, refusal) in [
        ("", "x:1:1: expected a value, found the end of the file"),
        ("\u{feff}1", "x:1:1: expected a value, found `\\u{feff}`"),
        ("1 2", "x:1:3: expected the end of the file, found `2`"),
        ("True", "x:1:1: expected a value, found `T`"),
        ("nul", "x:1:1: expected a value, found `n`"),
        ("'a'", "x:1:1: expected a value, found `\\'`"),
        ("// a", "x:1:1: expected a value, found `/`"),
        ("\u{a0}1", "x:1:1: expected a value, found `\\u{a0}`"),
        ("[1\n 2]", "x:2:2: expected `,` or `]`, found `2`"),
        ("[1", "x:1:3: expected `,` or `]`, found the end of the file"),
        ("[1, ]", "x:1:3: `]` follows this comma; remove the comma"),
        ("[,1]", "x:1:2: expected a value, found `,`"),
        ("{\"a\" 1}", "x:1:6: expected `:`, found `1`"),
        ("{\"a\": 1,\n}", "x:1:8: `}` follows this comma; remove the comma"),
        ("{\"a\": 1; }", "x:1:8: expected `,` or `}`, found `;`"),
        ("{a: 1}", "x:1:2: expected a key in double quotes, found `a`"),
        ("01", "x:1:2: expected the end of the file, found `1`"),
        ("+1", "x:1:1: expected a value, found `+`"),
        (".5", "x:1:1: expected a value, found `.`"),
        ("-", "x:1:2: expected a digit, found the end of the file"),
        ("1.", "x:1:3: expected a digit, found the end of the file"),
        ("1.e1", "x:1:3: expected a digit, found `e`"),
        ("1e", "x:1:3: expected a digit, found the end of the file"),
        ("1e+x", "x:1:4: expected a digit, found `x`"),
        ("-Infinity", "x:1:2: expected a digit, found `I`"),
        (" \"abc", "x:1:2: this string does not end; close it with `\"`"),
        ("\"a\nb\"", "x:1:3: a string holds this character only as an escape: `\\u000a`"),
        ("\"\u{0}\"", "x:1:2: a string holds this character only as an escape: `\\u0000`"),
    ] {
        assert_eq!(error(text), refusal, "{text:?}");
    }
}

#[test]
fn deep_nesting_is_refused_before_the_stack_ends() {
    let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(error(&nested(64)), "accepted");
    assert_eq!(error(&nested(65)), "x:1:65: nested more than 64 deep; a plan needs far less");
    assert_eq!(error(&format!("[{}[]]", "[[]],{},".repeat(100))), "accepted");
    assert_eq!(error(&"{\"a\":[".repeat(500_000)), "x:1:193: nested more than 64 deep; a plan needs far less");
}

#[test]
fn a_hostile_file_takes_no_more_than_linear_time() {
    let keys: Vec<String> = (0..100_000).map(|key| format!("\"{key}\":0")).collect();
    assert_eq!(error(&format!("{{{}}}", keys.join(","))), "accepted");
    assert_eq!(error(&format!("[{}0]", "0,".repeat(200_000))), "accepted");
    assert_eq!(error(&format!("\"{}\"", r"\n".repeat(200_000))), "accepted");
}

fn as_serde(value: &Value<'_>) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Boolean(boolean) => (*boolean).into(),
        Value::Number(number) => serde_json::from_str(number).unwrap_or_else(|error| panic!("{number}: {error}")),
        Value::String(string) => (&**string).into(),
        Value::Array(items) => items.iter().map(|item| as_serde(&item.value)).collect(),
        Value::Object(members) => {
            members.iter().map(|member| (member.key.value.to_string(), as_serde(&member.value.value))).collect()
        }
    }
}

/// Both readers accept the text with one value, or both refuse it, but for what this one is stricter or laxer on.
fn agrees_with_serde(text: &str) -> Result<(), TestCaseError> {
    match (parse(text), serde_json::from_str::<serde_json::Value>(text)) {
        (Ok(ours), Ok(theirs)) => prop_assert_eq!(as_serde(&ours.value), theirs),
        (Ok(_), Err(error)) => prop_assert!(error.to_string().starts_with("number out of range"), "{text}: {error}"),
        (Err(mistake), Ok(_)) => prop_assert!(mistake.0.value.contains("stands twice"), "{text}: {mistake:?}"),
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

fn documents() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map_into(),
        any::<i64>().prop_map_into(),
        any::<f64>().prop_map_into(),
        any::<String>().prop_map_into(),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map_into(),
            prop::collection::vec((any::<String>(), inner), 0..8).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        agrees_with_serde(&text)?;
    }

    #[test]
    fn what_looks_like_json_is_accepted_as_serde_accepts_it(text in r#"[\[\]{}",:\\utrnfalse0-9.eE+\- \n]{0,24}"#) {
        agrees_with_serde(&text)?;
    }

    #[test]
    fn what_looks_like_a_number_is_accepted_as_serde_accepts_it(
        text in "-?[0-9]{0,3}[.]?[0-9]{0,2}([eE][+-]?[0-9]{0,3})?",
    ) {
        agrees_with_serde(&text)?;
    }

    #[test]
    fn strings_are_unescaped_as_serde_unescapes_them(
        text in r#"(.|\\["\\/bfnrtx]|\\u[0-9a-fA-F]{4}|\\u[dD][89a-fA-F][0-9a-f]{2}){0,8}"#,
    ) {
        agrees_with_serde(&format!("\"{text}\""))?;
    }

    #[test]
    fn documents_are_read_as_serde_reads_them(document in documents()) {
        for text in [document.to_string(), format!("{document:#}")] {
            let theirs: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(as_serde(&parse(&text).unwrap().value), theirs);
        }
    }

    #[test]
    fn a_document_cut_or_changed_anywhere_is_read_or_refused(
        document in documents(),
        place in any::<prop::sample::Index>(),
        inserted in ".?",
    ) {
        let text = format!("{document:#}");
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (head, tail) = text.split_at(*place.get(&ends));
        agrees_with_serde(head)?;
        agrees_with_serde(&format!("{head}{inserted}{tail}"))?;
        agrees_with_serde(&format!("{head}{}", tail.chars().skip(1).collect::<String>()))?;
    }
}
