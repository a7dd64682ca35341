//! In which forms a secret may stand in a text.

use std::fmt::Write;

/// So much of a secret in a row is not there by chance.
const WINDOW: usize = 8;

/// Where the secret, or a part of it, stands in the text: with some of the text around it.
pub(crate) fn found_in(text: &str, secret: &str) -> Option<String> {
    let windows = (0..=secret.len().saturating_sub(WINDOW)).filter_map(|start| secret.get(start..start + WINDOW));
    let parts = windows.map(str::to_owned).chain(spellings(secret));
    let found = parts.into_iter().find_map(|part| text.find(&part))?;
    let start = text[..found].char_indices().rev().nth(100).map_or(0, |(index, _)| index);
    Some(text[start..].chars().take(300).collect())
}

/// The whole secret as it is, and as others write it.
pub(crate) fn spellings(secret: &str) -> Vec<String> {
    let special = |character: char| !character.is_ascii_alphanumeric();
    let each = |escape: &dyn Fn(char) -> String| -> String {
        secret.chars().map(|c| if special(c) { escape(c) } else { c.to_string() }).collect()
    };
    let json = serde_json::to_string(secret).unwrap().trim_matches('"').to_owned();
    let mut spellings = vec![
        json.replace('/', "\\/"),
        each(&|c| format!("\\u{:04x}", u32::from(c))),
        each(&|c| format!("%{:02X}", u32::from(c))),
        each(&|c| format!("%{:02x}", u32::from(c))),
        each(&|c| format!("&#{};", u32::from(c))),
        each(&|c| format!("&#x{:X};", u32::from(c))),
        each(&|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            other => other.to_string(),
        }),
        // As the `Debug` of bytes has it.
        format!("{:?}", secret.as_bytes()).trim_matches(['[', ']']).to_owned(),
        secret.bytes().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        }),
        json,
        secret.to_owned(),
    ];
    // Depending on what stands before it; without the digits that what is around it has a part in.
    for before in ["", "x", "xx"] {
        let encoded = base64(format!("{before}{secret}").as_bytes());
        let inner = &encoded[before.len() * 4 / 3 + usize::from(!before.is_empty())..encoded.len() - 2];
        spellings.extend([inner.to_owned(), inner.replace('+', "-").replace('/', "_")]);
    }
    spellings.dedup();
    spellings
}

/// Without padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = bytes.chunks(3).flat_map(|chunk| {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        (0..=chunk.len()).map(move |place| char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]))
    });
    digits.collect()
}

#[test]
fn base64_is_as_its_specification_shows() {
    assert_eq!(["f", "fo", "foo", "foobar"].map(|text| base64(text.as_bytes())), ["Zg", "Zm8", "Zm9v", "Zm9vYmFy"]);
}
