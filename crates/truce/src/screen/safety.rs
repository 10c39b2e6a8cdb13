//! What keeps a reader safe from other sites, and the screen from requests that are no reader's.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

use super::Screen;
use super::problem::Problem;

/// The longest body that a request may have, in bytes.
pub const BODY_BYTES_MAX: usize = 64 << 10;
/// The longest response that gets a tag, in bytes; a longer one is sent as it is.
const TAGGED_BYTES_MAX: usize = 32 << 20;

/// Nothing from elsewhere, nothing inline, nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers that every response of the screen carries, unless its page sets its own.
const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
];

/// Sets the headers.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        let kept = response.headers_mut().entry(name);
        kept.or_insert(HeaderValue::from_static(value));
    }
    let vary = HeaderValue::from_static("accept-language, cookie");
    response.headers_mut().append(header::VARY, vary);
    response
}

/// Whether a request only reads.
fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether a request that changes something was sent by a page of another site.
///
/// Browsers say so: by Fetch metadata, or else by `Origin`. What says neither is no browser, and carries nobody's
/// cookies.
#[must_use]
pub fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let host = text(header::HOST).unwrap_or("");
    let of_origin = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    of_origin.is_none_or(|of_origin| host.is_empty() || !of_origin.eq_ignore_ascii_case(host))
}

/// Refuses what pages of other sites send, and, while the screen is locked, what would change something.
pub async fn guard(State(screen): State<Arc<Screen>>, request: Request, next: Next) -> Response {
    if !reads(request.method()) {
        if is_foreign(request.headers()) {
            return Problem::ForeignPage.into_response();
        }
        let kept_open = super::OPEN_WHILE_LOCKED.contains(&request.uri().path());
        if !kept_open && screen.logins.locked() {
            return Problem::Locked.into_response();
        }
    }
    next.run(request).await
}

/// Gives what is read and has no tag yet one by its content, and answers with nothing but that where the reader has it already.
pub async fn tag(request: Request, next: Next) -> Response {
    let (method, known) =
        (request.method().clone(), request.headers().get(header::IF_NONE_MATCH).cloned());
    let response = next.run(request).await;
    let streams = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    let tagged = response.headers().contains_key(header::ETAG);
    if method != Method::GET || response.status() != StatusCode::OK || streams || tagged {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, TAGGED_BYTES_MAX).await else {
        return Problem::Failed.into_response();
    };
    let digest = Sha256::digest(&bytes);
    let digest: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak: the same page is sent compressed or not.
    let tag = format!("W/\"{digest}\"");
    let has_it = known.is_some_and(|known| {
        known.to_str().is_ok_and(|known| known.split(',').any(|one| one.trim() == tag))
    });
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if has_it {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_another_site_is_foreign() {
        let foreign = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(name, value)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            });
            is_foreign(&pairs.collect())
        };
        assert!(!foreign(&[]));
        assert!(!foreign(&[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")]));
        assert!(!foreign(&[("sec-fetch-site", "none")]));
        assert!(!foreign(&[
            ("origin", "http://truce.example:7017"),
            ("host", "truce.example:7017")
        ]));
        for pairs in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "")],
            &[("origin", "null"), ("host", "truce.example")],
            &[("origin", "http://evil.example"), ("host", "truce.example")],
            &[("origin", "http://truce.example.evil.example"), ("host", "truce.example")],
            &[("origin", "http://"), ("host", "")],
            &[("origin", "http://truce.example")],
        ] {
            assert!(foreign(pairs), "{pairs:?}");
        }
    }
}
