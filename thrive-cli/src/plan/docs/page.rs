//! The data dictionary as one page of HTML.
//!
//! The dictionary is Markdown in which nothing that a plan says has a meaning; this makes HTML of it. The one exception
//! is `<code>`, which the dictionary itself writes around a name that Markdown's own code cannot show.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

const HEAD: &str = include_str!("page.html");

pub(super) fn html(markdown: &str) -> String {
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(harmless).collect();
    let mut body = String::with_capacity(markdown.len() * 2);
    push_html(&mut body, anchored(events).into_iter());
    // A table that is wider than the page is moved sideways, not the page.
    let body = body.replace("<table>", "<div class=\"wide\"><table>").replace("</table>", "</table></div>");
    format!("{HEAD}<main>\n{body}</main>\n</html>\n")
}

/// No other markup than the dictionary's own reaches the page.
fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::InlineHtml(tag) if matches!(&*tag, "<code>" | "</code>") => Event::InlineHtml(tag),
        Event::InlineHtml(text) | Event::Html(text) => Event::Text(text),
        event => event,
    }
}

/// Gives each event's heading the name that the contents link to.
fn anchored(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let texts: Vec<String> =
        (0..events.len()).map(|start| text_from(events.get(start..).unwrap_or_default())).collect();
    let anchored = events.into_iter().zip(texts).map(|(event, text)| match event {
        Event::Start(Tag::Heading { level: HeadingLevel::H2, classes, attrs, .. }) => {
            let id = Some(CowStr::from(anchor(&text)));
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id, classes, attrs })
        }
        event => event,
    });
    anchored.collect()
}

/// The text of the heading that begins here.
fn text_from(events: &[Event<'_>]) -> String {
    if !matches!(events.first(), Some(Event::Start(Tag::Heading { .. }))) {
        return String::new();
    }
    let inside = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let texts = inside.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(&**text),
        _ => None,
    });
    texts.collect()
}

/// As the dictionary makes it up.
fn anchor(heading: &str) -> String {
    let letters = heading.to_lowercase().replace(' ', "-");
    letters.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_that_is_not_the_dictionarys_own_is_shown_and_not_obeyed() {
        let page = html("a <b onclick=x> <code>&lt;i&gt;</code>\n\n<script>alert(1)</script>\n");
        let body = page.strip_prefix(HEAD).unwrap();
        let paragraph = "<p>a &lt;b onclick=x&gt; <code>&lt;i&gt;</code></p>\n";
        assert!(body.contains(paragraph), "{body}");
        assert!(!body.contains("<script") && body.contains("&lt;script&gt;alert(1)"), "{body}");
    }
}
