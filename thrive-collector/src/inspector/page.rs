//! The files of the page, and what a browser may do with them.

use axum::{
    extract::Path,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::track::failure;

/// Nothing but the page's own files runs, and nothing that arrives can become markup.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! files {
    ($($name:literal: $media_type:expr,)*) => {
        &[$(($name, $media_type, include_str!(concat!("page/", $name)))),*]
    };
}

const FILES: &[(&str, &str, &str)] = files! {
    "page.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "main.js": JAVASCRIPT,
    "element.js": JAVASCRIPT,
    "stream.js": JAVASCRIPT,
    "rows.js": JAVASCRIPT,
    "list.js": JAVASCRIPT,
    "plan.js": JAVASCRIPT,
    "plot.js": JAVASCRIPT,
    "detail.js": JAVASCRIPT,
    "tree.js": JAVASCRIPT,
    "json.js": JAVASCRIPT,
    "curl.js": JAVASCRIPT,
};

pub(super) async fn index() -> Response {
    text("text/html; charset=utf-8", include_str!("page/index.html"))
}

pub(super) async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(file, ..)| *file == name) {
        Some((_, media_type, content)) => text(media_type, content),
        None => failure(StatusCode::NOT_FOUND, "the inspector has no such file"),
    }
}

fn text(media_type: &'static str, content: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type)], content).into_response()
}

/// On every answer: what was sent here may be personal, so that no cache keeps it and no other site reads it.
pub(super) async fn protect(mut answer: Response) -> Response {
    let headers: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}
