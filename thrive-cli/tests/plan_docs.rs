//! `thrive plan docs`.

mod support;

use support::Folder;

const PLAN: &str = r#"{ "events": {
  "report_shared": {
    "description": "A user <b>shares</b> a report.",
    "properties": { "note": { "type": "string", "description": "</td><script>alert(1)</script>", "x-personal": true } }
  },
  "report_seen": { "deprecated": "Track `report_shared`." }
} }"#;

#[test]
fn the_dictionary_is_markdown() {
    let folder = Folder::with("the_dictionary_is_markdown", &[("tracking/plan.json", PLAN)]);
    let ended = folder.thrive(&["plan", "docs"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let contents = "# Data dictionary\n\n- [`report_seen`](#report_seen) (deprecated)\n- [`report_shared`](#report_shared): \
                    A user &lt;b&gt;shares&lt;/b&gt; a report.\n";
    assert!(ended.stdout.starts_with(contents), "{}", ended.stdout);
    let with_standard = folder.thrive(&["plan", "docs", "--standard"]).stdout;
    assert!(with_standard.contains("\n## `account_created`\n"), "{with_standard}");
}

#[test]
fn a_page_of_html_needs_nothing_and_obeys_nothing() {
    let folder = Folder::with("a_page_of_html_needs_nothing", &[("tracking/plan.json", PLAN)]);
    folder.thrive(&["plan", "docs", "--html", "-o", "page.html"]).assert(0, "");
    let page = folder.read("page.html");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{page}");
    for foreign in ["<script", "src=", "http://", "https://", "<link", "@import", "<b>"] {
        assert!(!page.contains(foreign), "{foreign}: {page}");
    }
    assert!(page.contains("<a href=\"#report_shared\"><code>report_shared</code></a>"), "{page}");
    assert!(page.contains("<h2 id=\"report_shared\"><code>report_shared</code></h2>"), "{page}");
    assert!(page.contains("<h2 id=\"personal-data\">Personal data</h2>"), "{page}");
    assert!(page.contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    assert!(page.contains("prefers-color-scheme: dark"), "{page}");
    assert_eq!(page.matches("<table>").count(), page.matches("</table></div>").count());
}

#[test]
fn a_page_that_cannot_be_written_is_used_wrongly() {
    let folder = Folder::with("a_page_that_cannot_be_written", &[("tracking/plan.json", PLAN)]);
    let ended = folder.thrive(&["plan", "docs", "--output", "no/such/folder.md"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""));
    assert!(ended.stderr.starts_with("error: `no/such/folder.md` cannot be written ("), "{}", ended.stderr);
}
