//! What went wrong, for a reader and for a program: RFC 9457, and a page in the reader's language.
//!
//! A handler hands back a [`Problem`]; [`in_words`] lays it out once it is known who asks.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::page::{self, Frame};
use super::reader::Reader;
use super::tongue::Tongue;

/// What went wrong: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The request came from a page of another site.
    ForeignPage,
    /// The request cannot be understood.
    Misshapen,
    /// Whoever asks is not signed in, and would have to be.
    NotSignedIn,
    /// Whoever asks may not do that.
    MayNot,
    /// There is no such page.
    NoSuchPage,
    /// The page answers to other requests.
    OtherMethod,
    /// The request took too long to come.
    TooSlow,
    /// The request is too long.
    TooLong,
    /// What the body is, is not known here.
    OtherKind,
    /// Somebody tries too often.
    TooOften,
    /// The screen is locked: it can be read, and nothing can be changed.
    Locked,
    /// Something failed here.
    Failed,
    /// The picture is being derived.
    NotYet,
}

/// Every problem, for those who count them.
pub const ALL: [Problem; 13] = [
    Problem::ForeignPage,
    Problem::Misshapen,
    Problem::NotSignedIn,
    Problem::MayNot,
    Problem::NoSuchPage,
    Problem::OtherMethod,
    Problem::TooSlow,
    Problem::TooLong,
    Problem::OtherKind,
    Problem::TooOften,
    Problem::Locked,
    Problem::Failed,
    Problem::NotYet,
];

/// A problem as RFC 9457 writes it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemDetails {
    /// A name that does not change: `urn:truce:problem:no-such-page`.
    #[serde(rename = "type")]
    kind: String,
    /// What it is, in the reader's language.
    title: String,
    /// What can be done, in the reader's language.
    detail: String,
    /// The status of the response.
    status: u16,
}

impl Problem {
    /// The status of the response.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::ForeignPage | Self::MayNot => StatusCode::FORBIDDEN,
            Self::Misshapen => StatusCode::BAD_REQUEST,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::OtherMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::OtherKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Locked => StatusCode::LOCKED,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NotYet => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Its name, as programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ForeignPage => "foreign-page",
            Self::Misshapen => "misshapen",
            Self::NotSignedIn => "not-signed-in",
            Self::MayNot => "may-not",
            Self::NoSuchPage => "no-such-page",
            Self::OtherMethod => "other-method",
            Self::TooSlow => "too-slow",
            Self::TooLong => "too-long",
            Self::OtherKind => "other-kind",
            Self::TooOften => "too-often",
            Self::Locked => "locked",
            Self::Failed => "failed",
            Self::NotYet => "not-yet",
        }
    }

    /// What it is, and what can be done.
    #[must_use]
    pub fn words(self, tongue: &Tongue) -> (String, String) {
        let (title, detail) = match self {
            Self::ForeignPage => ("problem-foreign-page", "problem-foreign-page-do"),
            Self::Misshapen => ("problem-misshapen", "problem-misshapen-do"),
            Self::NotSignedIn => ("problem-not-signed-in", "problem-not-signed-in-do"),
            Self::MayNot => ("problem-may-not", "problem-may-not-do"),
            Self::NoSuchPage => ("problem-no-such-page", "problem-no-such-page-do"),
            Self::OtherMethod => ("problem-other-method", "problem-other-method-do"),
            Self::TooSlow => ("problem-too-slow", "problem-too-slow-do"),
            Self::TooLong => ("problem-too-long", "problem-too-long-do"),
            Self::OtherKind => ("problem-other-kind", "problem-other-kind-do"),
            Self::TooOften => ("problem-too-often", "problem-too-often-do"),
            Self::Locked => ("problem-locked", "problem-locked-do"),
            Self::Failed => ("problem-failed", "problem-failed-do"),
            Self::NotYet => ("problem-not-yet", "problem-not-yet-do"),
        };
        (tongue.say(title), tongue.say(detail))
    }

    /// What a status means that some part of the server gave by itself.
    fn of_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::NOT_FOUND => Self::NoSuchPage,
            StatusCode::METHOD_NOT_ALLOWED => Self::OtherMethod,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLong,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::OtherKind,
            _ if status.is_client_error() => Self::Misshapen,
            _ if status.is_server_error() => Self::Failed,
            _ => return None,
        })
    }

    /// As the API tells it.
    fn details(self, tongue: &Tongue) -> Response {
        let (title, detail) = self.words(tongue);
        let kind = format!("urn:truce:problem:{}", self.word());
        let details = ProblemDetails { kind, title, detail, status: self.status().as_u16() };
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (kind, serde_json::to_vec(&details).unwrap_or_default()).into_response()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(askama::Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    title: String,
    detail: String,
    sign_in: bool,
}

/// Whether a script of ours asks, which reads no pages.
fn asks_for_data(request: &Request) -> bool {
    let accepted = request.headers().get(header::ACCEPT);
    accepted.is_some_and(|accepted| accepted == "application/json")
}

/// Lays out what went wrong: as data under `/api` and for scripts, else as a page.
pub async fn in_words(reader: Reader, request: Request, next: Next) -> Response {
    let for_program = request.uri().path().starts_with("/api/") || asks_for_data(&request);
    let response = next.run(request).await;
    let told = response.extensions().get::<Problem>().copied();
    // A form that is shown again with what is wrong in it is laid out already, and so is what a script is told.
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let laid_out = kind.is_some_and(|kind| {
        kind.starts_with(b"text/html") || kind.starts_with(b"application/json")
    });
    let by_status = || Problem::of_status(response.status()).filter(|_| !laid_out);
    let Some(problem) = told.or_else(by_status) else {
        return response;
    };
    let tongue = reader.tongue();
    let mut laid_out = if for_program {
        problem.details(tongue)
    } else {
        let (title, detail) = problem.words(tongue);
        let sign_in = problem == Problem::NotSignedIn;
        let frame = Frame::of(&reader, &title);
        page::show(&ProblemPage { frame, title, detail, sign_in })
    };
    *laid_out.status_mut() = problem.status();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            laid_out.headers_mut().insert(name, value.clone());
        }
    }
    if problem == Problem::NotYet {
        laid_out.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    laid_out
}
