//! Text that Markdown shows as it is written, also inside of a table.

/// What somebody wrote, on one line and without any meaning in Markdown or HTML.
pub(super) fn text(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown = String::with_capacity(line.len());
    let mut before = None;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let inside_a_word = [before, letters.peek().copied()].iter().all(|c| c.is_some_and(char::is_alphanumeric));
        match letter {
            // An entity has no meaning to HTML, and none to the reader of a table, to whom an escaped `|` may have one.
            '<' | '>' | '&' | '|' => shown.push_str(entity(letter)),
            '\\' | '`' | '*' | '[' | ']' | '~' => shown.extend(['\\', letter]),
            '_' if !inside_a_word => shown.extend(['\\', letter]),
            _ => shown.push(letter),
        }
        before = Some(letter);
    }
    shown
}

/// A name or a value as code.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    // Between backticks everything stands for itself but a backtick, a line's end and, inside of a table, a pipe.
    let plain = |letter: char| !matches!(letter, '`' | '|') && !letter.is_control();
    let padded = text.starts_with(' ') && text.ends_with(' ');
    if !padded && text.chars().all(plain) {
        return format!("`{text}`");
    }
    let mut shown = String::from("<code>");
    for letter in text.chars() {
        match letter {
            letter if letter.is_control() => {
                shown.push_str(&letter.escape_default().to_string().replace('\\', "&#92;"))
            }
            letter => match entity(letter) {
                "" => shown.push(letter),
                entity => shown.push_str(entity),
            },
        }
    }
    shown.push_str("</code>");
    shown
}

/// The name under which a heading can be linked to, as Markdown's readers make it up.
pub(super) fn anchor(heading: &str) -> String {
    let letters = heading.to_lowercase().replace(' ', "-");
    letters.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect()
}

/// How HTML writes a letter that has a meaning in it or in Markdown; nothing for one that has none.
fn entity(letter: char) -> &'static str {
    match letter {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '|' => "&#124;",
        '\\' => "&#92;",
        '`' => "&#96;",
        '*' => "&#42;",
        '_' => "&#95;",
        '[' => "&#91;",
        ']' => "&#93;",
        '~' => "&#126;",
        _ => "",
    }
}
