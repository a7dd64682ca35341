//! Text as a JSON string.

use super::text::Writer;

impl Writer {
    /// A JSON string. Everything but quotes, backslashes and control characters goes as it is, in UTF-8.
    pub(crate) fn string(&mut self, text: &str) {
        self.buffer.reserve(text.len() + "\"\"".len());
        self.raw("\"");
        let mut rest = text;
        while let Some(at) = first_to_escape(rest.as_bytes()) {
            // What needs an escape is ASCII, so both sides of it are whole characters.
            let (plain, tail) = rest.split_at(at);
            self.raw(plain);
            let mut characters = tail.chars();
            if let Some(character) = characters.next() {
                self.escape(character);
            }
            rest = characters.as_str();
        }
        self.raw(rest);
        self.raw("\"");
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.raw("\\\""),
            '\\' => self.raw("\\\\"),
            '\n' => self.raw("\\n"),
            '\r' => self.raw("\\r"),
            '\t' => self.raw("\\t"),
            '\u{8}' => self.raw("\\b"),
            '\u{c}' => self.raw("\\f"),
            control => {
                let code = control as u32;
                self.raw("\\u00");
                self.raw(if code < 0x10 { "0" } else { "1" });
                self.raw(char::from_digit(code & 0xf, 16).unwrap_or('0').encode_utf8(&mut [0; 4]));
            }
        }
    }
}

/// Where the first byte is that cannot go as it is.
fn first_to_escape(text: &[u8]) -> Option<usize> {
    // Most text is plain, and that is found out a block at a time.
    if is_plain(text) { None } else { text.iter().position(|byte| needs_escape(*byte)) }
}

/// Whether nothing needs an escape. The last block overlaps the one before it, so that no rest is left.
fn is_plain(text: &[u8]) -> bool {
    match (text.last_chunk::<16>(), text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(last), ..) => text.as_chunks::<16>().0.iter().all(is_plain_block) && is_plain_block(last),
        (None, Some(first), Some(last)) => is_plain_block(first) & is_plain_block(last),
        _ => !text.iter().any(|byte| needs_escape(*byte)),
    }
}

/// Without a branch for each byte the compiler makes a few vector instructions of it.
fn is_plain_block<const N: usize>(block: &[u8; N]) -> bool {
    !block.iter().fold(false, |found, byte| found | needs_escape(*byte))
}

fn needs_escape(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_needs_an_escape_is_found_wherever_it_stands() {
        for length in 0..70 {
            let plain = vec![b'x'; length];
            assert_eq!(first_to_escape(&plain), None);
            for at in 0..length {
                for byte in [b'"', b'\\', 0, 0x1f] {
                    let mut text = plain.clone();
                    text[at] = byte;
                    assert_eq!(first_to_escape(&text), Some(at), "{byte} at {at} of {length}");
                }
            }
        }
        assert_eq!(first_to_escape(b" !#[]^~\x7f\x80\xff"), None);
    }

    proptest! {
        #[test]
        fn a_string_reads_back_as_what_it_was_and_takes_the_bytes_that_serde_json_takes(text in ".*") {
            let mut writer = Writer::new(Vec::new(), None);
            writer.string(&text);
            let (json, _) = writer.finish();
            prop_assert_eq!(json, serde_json::to_vec(&text).unwrap());
        }
    }
}
