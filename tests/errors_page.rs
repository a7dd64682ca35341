//! `docs/errors.md` says what the cases of `ui/` say: `UPDATE_DOCS=1 cargo test -p thrive-tests --test errors_page`
//! writes it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, also in what several of them share"
)]

#[path = "support/cases.rs"]
#[expect(dead_code, reason = "the test of the messages asks for the twins, too")]
mod cases;
#[path = "support/errors_page.rs"]
mod page;

use std::fs;
use std::path::Path;

#[test]
fn the_page_of_errors_is_what_the_cases_say() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md");
    let page = page::of(&cases::cases());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &page).expect("docs/ is there");
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == page,
        "docs/errors.md is not what `ui/` says: run this test with `UPDATE_DOCS=1`, and read the difference"
    );
}
