//! Text of the service's without the credentials that it repeats.

use std::borrow::Cow;

/// Nothing shorter is a secret, and every other word would be found to have it.
const SHORTEST: usize = 4;

/// Such as `\u002f` and `&quot;`.
const LONGEST_ESCAPE: usize = 6;

/// Puts `***` for each of the secrets, however it is escaped, and for the beginning of one at the end of the text, where an
/// answer was cut off.
pub(super) fn without<'a, 's>(text: &'a str, secrets: impl IntoIterator<Item = &'s str>) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(text);
    for secret in secrets.into_iter().filter(|secret| secret.len() >= SHORTEST) {
        if let Some(covered) = cover(&text, secret) {
            text = Cow::Owned(covered);
        }
    }
    text
}

/// The text without the secret; `None` where it is not in there.
fn cover(text: &str, secret: &str) -> Option<String> {
    let mut covered = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        match spells(rest, secret) {
            Some(length) => {
                covered.push_str(text.get(kept..at)?);
                covered.push_str("***");
                at += length;
                kept = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    covered.push_str(text.get(kept..)?);
    (kept > 0).then_some(covered)
}

/// How many bytes of the text spell the secret, or its beginning where the text ends in it.
fn spells(text: &str, secret: &str) -> Option<usize> {
    if text.starts_with(secret) {
        return Some(secret.len());
    }
    let mut rest = text;
    for (index, wanted) in secret.char_indices() {
        match spelling(rest, wanted) {
            Some(length) => rest = rest.get(length..)?,
            None => return (index >= SHORTEST && is_cut_off(rest)).then_some(text.len()),
        }
    }
    Some(text.len() - rest.len())
}

/// How many bytes at the front of the text stand for this character: escaped, or as it is.
fn spelling(text: &str, wanted: char) -> Option<usize> {
    escape(text, wanted).or_else(|| text.starts_with(wanted).then(|| wanted.len_utf8()))
}

/// How many bytes at the front of the text are an escape of this character, as in JSON, a URL or HTML.
fn escape(text: &str, wanted: char) -> Option<usize> {
    const NAMES: [(&str, char); 5] = [("&quot;", '"'), ("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&apos;", '\'')];

    let (digits, radix, length) = match text.as_bytes() {
        [b'\\', b'u' | b'U', ..] => (text.get(2..6)?, 16, 6),
        [b'\\', ..] => return text.get(1..)?.starts_with(wanted).then(|| 1 + wanted.len_utf8()),
        [b'%', ..] => (text.get(1..3)?, 16, 3),
        [b'&', b'#', b'x' | b'X', ..] => {
            let digits = text.get(3..)?.split(';').next()?;
            (digits, 16, digits.len() + "&#x;".len())
        }
        [b'&', b'#', ..] => {
            let digits = text.get(2..)?.split(';').next()?;
            (digits, 10, digits.len() + "&#;".len())
        }
        [b'&', ..] => {
            let mut names = NAMES.iter().filter(|(name, means)| *means == wanted && text.starts_with(name));
            return names.next().map(|(name, _)| name.len());
        }
        _ => return None,
    };
    (u32::from_str_radix(digits, radix) == Ok(u32::from(wanted))).then_some(length)
}

/// Whether the text ends here, or within an escape.
fn is_cut_off(rest: &str) -> bool {
    rest.is_empty() || (rest.len() < LONGEST_ESCAPE && rest.starts_with(['\\', '%', '&']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_where_a_secret_is_repeated_is_covered() {
        let text = "key k-12\"34 and k-12\"34, in JSON \"k-12\\\"34\", but not k-12";
        assert_eq!(without(text, ["k-12\"34"]), "key *** and ***, in JSON \"***\", but not ***");
        assert_eq!(without("nothing of it", ["k-1234"]), "nothing of it");
    }

    #[test]
    fn a_secret_is_known_however_it_is_escaped() {
        for spelled in [
            r#"a+b/c="d"#,
            r#"a+b\/c=\"d"#,
            r"a\u002bb\u002Fc\u003d\u0022d",
            "a%2Bb%2fc%3D%22d",
            "a&#43;b&#x2F;c&#x3d;&quot;d",
        ] {
            assert_eq!(without(&format!("<{spelled}>"), [r#"a+b/c="d"#]), "<***>", "{spelled}");
        }
        assert_eq!(without(r"x\y1 x\\y1", [r"x\y1"]), "*** ***");
        assert_eq!(without(r"x\\y1", [r"x\\y1"]), "***");
        for spelled in ["a&amp;&lt;b%c", "a%26%3Cb%25c", "a&#38;&#x3C;b&#37;c", "a&<b%25c"] {
            assert_eq!(without(spelled, ["a&<b%c"]), "***", "{spelled}");
        }
        let other = "a+b/c= a%2Bb%2fx a\\u002Bb\\u002 a&#43;b&#4a;";
        assert_eq!(without(other, [r#"a+b/c="d"#]), other);
    }

    #[test]
    fn what_is_cut_off_within_a_secret_is_covered_to_its_end() {
        assert_eq!(without("you sent eyJhbGciOi", ["eyJhbGciOiJSUzI1NiJ9.e30.c2ln"]), "you sent ***");
        assert_eq!(without(r"you sent eyJh\u002", ["eyJh+GciOiJSUzI1NiJ9"]), "you sent ***");
        assert_eq!(without("you sent eyJ", ["eyJhbGciOiJSUzI1NiJ9.e30.c2ln"]), "you sent eyJ");
    }

    #[test]
    fn what_is_too_short_to_be_a_secret_does_not_garble_the_text() {
        assert_eq!(without("the key is wrong", ["key", ""]), "the key is wrong");
    }
}
