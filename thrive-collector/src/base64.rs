//! Base64: without padding and safe in URLs to write (RFC 7515, section 2), with padding to read (RFC 7617).

const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(crate) fn encode_url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let number =
            group.iter().fold(0_usize, |number, byte| number << 8 | usize::from(*byte)) << (8 * (3 - group.len()));
        let digits = [18, 12, 6, 0].map(|shift| URL.get(number >> shift & 63).map_or('A', |digit| char::from(*digit)));
        text.extend(digits.iter().take(group.len() + 1));
    }
    text
}

pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let digit = |byte: &u8| STANDARD.iter().position(|digit| digit == byte);
        let number = group.iter().try_fold(0_usize, |number, byte| Some(number << 6 | digit(byte)?))?;
        let whole = number << (6 * (4 - group.len()));
        // One digit alone is less than a byte.
        let length = group.len().checked_sub(1).filter(|length| *length > 0)?;
        bytes.extend([16, 8, 0].iter().take(length).filter_map(|shift| u8::try_from(whole >> shift & 0xff).ok()));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_encoded_and_decoded_as_its_specification_shows() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foobar", "Zm9vYmFy"),
            (b"\xfb\xff", "-_8"),
        ] {
            assert_eq!(encode_url(bytes), text);
        }
        for (bytes, text) in
            [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foobar", "Zm9vYmFy"), (b"\xfb\xff", "+/8=")]
        {
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
        for text in ["Z", "Zm9vY", "Zm-v", "Zm 9"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
