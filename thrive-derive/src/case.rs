//! The eight ways of `rename_all`, letter for letter as serde has them.

use thrive_plan::did_you_mean;

use crate::errors::list;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

/// In serde's order and spelling.
const CASES: &[(&str, Case)] = &[
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
];

impl Case {
    /// From what stands in the attribute.
    pub(crate) fn parse(text: &str) -> Result<Case, String> {
        let exact = CASES.iter().find(|(name, _)| *name == text);
        exact.map(|(_, case)| *case).ok_or_else(|| {
            let names: Vec<&str> = CASES.iter().map(|(name, _)| *name).collect();
            let known = || format!("it is one of {}", list(&names, "or"));
            format!("unknown case `{text}`; {}", did_you_mean(text, names.iter().copied()).unwrap_or_else(known))
        })
    }

    /// A field's name, which Rust writes in snake_case.
    pub(crate) fn field(self, name: &str) -> String {
        match self {
            Case::Lower | Case::Snake => name.to_owned(),
            Case::Upper | Case::ScreamingSnake => name.to_ascii_uppercase(),
            Case::Pascal => pascal(name),
            Case::Camel => first_lower(&pascal(name)),
            Case::Kebab => name.replace('_', "-"),
            Case::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// A variant's name, which Rust writes in PascalCase.
    pub(crate) fn variant(self, name: &str) -> String {
        match self {
            Case::Lower => name.to_ascii_lowercase(),
            Case::Upper => name.to_ascii_uppercase(),
            Case::Pascal => name.to_owned(),
            Case::Camel => first_lower(name),
            Case::Snake => snake(name),
            Case::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Case::Kebab => snake(name).replace('_', "-"),
            Case::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

/// `account_name` to `AccountName`.
fn pascal(field: &str) -> String {
    let mut starts_word = true;
    let mut pascal = String::new();
    for letter in field.chars() {
        match letter {
            '_' => starts_word = true,
            letter if starts_word => {
                pascal.push(letter.to_ascii_uppercase());
                starts_word = false;
            }
            letter => pascal.push(letter),
        }
    }
    pascal
}

/// `AccountName` to `account_name`: a word begins at every capital.
fn snake(variant: &str) -> String {
    let mut snake = String::new();
    for (at, letter) in variant.char_indices() {
        if at > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn first_lower(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::Case;

    const ALL: [&str; 8] = [
        "lowercase",
        "UPPERCASE",
        "PascalCase",
        "camelCase",
        "snake_case",
        "SCREAMING_SNAKE_CASE",
        "kebab-case",
        "SCREAMING-KEBAB-CASE",
    ];

    // The rows are those of serde_derive's own test.
    #[test]
    fn variants_are_written_as_serde_writes_them() {
        for (variant, expected) in [
            ("Outcome", ["outcome", "OUTCOME", "Outcome", "outcome", "outcome", "OUTCOME", "outcome", "OUTCOME"]),
            (
                "VeryTasty",
                [
                    "verytasty",
                    "VERYTASTY",
                    "VeryTasty",
                    "veryTasty",
                    "very_tasty",
                    "VERY_TASTY",
                    "very-tasty",
                    "VERY-TASTY",
                ],
            ),
            ("A", ["a", "A", "A", "a", "a", "A", "a", "A"]),
            ("Z42", ["z42", "Z42", "Z42", "z42", "z42", "Z42", "z42", "Z42"]),
            (
                "HTTPServer",
                [
                    "httpserver",
                    "HTTPSERVER",
                    "HTTPServer",
                    "hTTPServer",
                    "h_t_t_p_server",
                    "H_T_T_P_SERVER",
                    "h-t-t-p-server",
                    "H-T-T-P-SERVER",
                ],
            ),
        ] {
            assert_eq!(ALL.map(|case| Case::parse(case).unwrap().variant(variant)), expected);
        }
    }

    #[test]
    fn fields_are_written_as_serde_writes_them() {
        for (field, expected) in [
            ("outcome", ["outcome", "OUTCOME", "Outcome", "outcome", "outcome", "OUTCOME", "outcome", "OUTCOME"]),
            (
                "very_tasty",
                [
                    "very_tasty",
                    "VERY_TASTY",
                    "VeryTasty",
                    "veryTasty",
                    "very_tasty",
                    "VERY_TASTY",
                    "very-tasty",
                    "VERY-TASTY",
                ],
            ),
            ("a", ["a", "A", "A", "a", "a", "A", "a", "A"]),
            ("z42", ["z42", "Z42", "Z42", "z42", "z42", "Z42", "z42", "Z42"]),
            ("_line_2", ["_line_2", "_LINE_2", "Line2", "line2", "_line_2", "_LINE_2", "-line-2", "-LINE-2"]),
        ] {
            assert_eq!(ALL.map(|case| Case::parse(case).unwrap().field(field)), expected);
        }
    }

    #[test]
    fn names_beyond_ascii_keep_their_letters() {
        assert_eq!(Case::Camel.variant("Übergabe"), "Übergabe");
        assert_eq!(Case::Camel.field("_"), "");
    }

    #[test]
    fn a_case_that_is_unknown_is_told_from_the_nearest() {
        assert_eq!(Case::parse("camelcase"), Err("unknown case `camelcase`; did you mean `camelCase`?".into()));
        assert_eq!(Case::parse("Kebab-Case"), Err("unknown case `Kebab-Case`; did you mean `kebab-case`?".into()));
        assert_eq!(
            Case::parse("title"),
            Err("unknown case `title`; it is one of `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, \
                 `SCREAMING_SNAKE_CASE`, `kebab-case` or `SCREAMING-KEBAB-CASE`"
                .into())
        );
    }
}
