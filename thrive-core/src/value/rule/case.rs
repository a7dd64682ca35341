//! How the names of variants and the strings that they stand for follow from each other.

use super::message::same;

/// A rule of `rename_all`.
pub(super) struct Case {
    pub(super) name: &'static str,
    separator: Option<u8>,
    letters: Letters,
}

#[derive(Clone, Copy)]
enum Letters {
    Lower,
    Upper,
    AsTheyAre,
    FirstLower,
}

impl Case {
    /// What variants have if nobody says otherwise.
    pub(super) const SNAKE: Case = Case { name: "snake_case", separator: Some(b'_'), letters: Letters::Lower };

    /// In serde's order, as the derive has them.
    pub(super) const ALL: &'static [Case] = &[
        Case { name: "lowercase", separator: None, letters: Letters::Lower },
        Case { name: "UPPERCASE", separator: None, letters: Letters::Upper },
        Case { name: "PascalCase", separator: None, letters: Letters::AsTheyAre },
        Case { name: "camelCase", separator: None, letters: Letters::FirstLower },
        Case::SNAKE,
        Case { name: "SCREAMING_SNAKE_CASE", separator: Some(b'_'), letters: Letters::Upper },
        Case { name: "kebab-case", separator: Some(b'-'), letters: Letters::Lower },
        Case { name: "SCREAMING-KEBAB-CASE", separator: Some(b'-'), letters: Letters::Upper },
    ];

    /// Whether it makes this name of the variant. Of letters beyond ASCII it never says so.
    pub(super) const fn makes(&self, name: &str, variant: &str) -> bool {
        let (mut name, mut rest) = (name.as_bytes(), variant.as_bytes());
        let mut first = true;
        while let [letter, others @ ..] = rest {
            if let (Some(separator), false, true) = (self.separator, first, letter.is_ascii_uppercase()) {
                match name {
                    [found, behind @ ..] if *found == separator => name = behind,
                    _ => return false,
                }
            }
            let written = match self.letters {
                Letters::Lower => letter.to_ascii_lowercase(),
                Letters::Upper => letter.to_ascii_uppercase(),
                Letters::FirstLower if first => letter.to_ascii_lowercase(),
                Letters::AsTheyAre | Letters::FirstLower => *letter,
            };
            // An underscore of the variant's own becomes the separator.
            let written = match self.separator {
                Some(separator) if written == b'_' => separator,
                _ => written,
            };
            match name {
                [found, behind @ ..] if *found == written && written.is_ascii() => name = behind,
                _ => return false,
            }
            (rest, first) = (others, false);
        }
        name.is_empty()
    }
}

const LONGEST: usize = 64;

/// A variant's or a type's name that somebody would choose for a string.
pub(super) struct Ident {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Ident {
    /// `per-diem` to `PerDiem`, `EUR` to `Eur`. None where there is no name in the string.
    pub(super) const fn of(name: &str) -> Option<Self> {
        let mut ident = Ident { bytes: [0; LONGEST], length: 0 };
        let all_caps = !has_lowercase(name);
        let mut starts_word = true;
        let mut rest = name.as_bytes();
        while let [letter, others @ ..] = rest {
            if !letter.is_ascii() || ident.length == LONGEST {
                return None;
            }
            if letter.is_ascii_alphanumeric() {
                let written = if starts_word {
                    letter.to_ascii_uppercase()
                } else if all_caps {
                    letter.to_ascii_lowercase()
                } else {
                    *letter
                };
                ident.push(written);
            }
            starts_word = !letter.is_ascii_alphanumeric();
            rest = others;
        }
        match ident.as_str().as_bytes() {
            [first, ..] if first.is_ascii_alphabetic() && !same(ident.as_str(), "Self") => Some(ident),
            _ => None,
        }
    }

    const fn push(&mut self, letter: u8) {
        if let [place, ..] = self.bytes.split_at_mut(self.length).1 {
            *place = letter;
            self.length += 1;
        }
    }

    pub(super) const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

const fn has_lowercase(name: &str) -> bool {
    let mut rest = name.as_bytes();
    while let [letter, others @ ..] = rest {
        if letter.is_ascii_lowercase() {
            return true;
        }
        rest = others;
    }
    false
}
