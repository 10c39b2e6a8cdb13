//! What every page is set in: its head, the way round, who reads it.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::assets;
use super::language::Language;
use super::problem::Problem;
use super::reader::{Reader, Theme};
use super::tongue::Tongue;

/// The pages that the way round names, in order: address and message.
pub const WAY_ROUND: [(&str, &str); 10] = [
    ("/situation", "nav-situation"),
    ("/map", "nav-map"),
    ("/incidents", "nav-incidents"),
    ("/reconciliation", "nav-reconciliation"),
    ("/cases", "nav-cases"),
    ("/signals", "nav-signals"),
    ("/alarms", "nav-alarms"),
    ("/agreement", "nav-agreement"),
    ("/bulletins", "nav-bulletins"),
    ("/record", "nav-record"),
];

/// What `base.html` needs of a page.
pub struct Frame {
    /// How the reader is spoken to.
    pub t: &'static Tongue,
    /// The page's title.
    pub title: String,
    /// Its address, to come back to after a choice.
    pub here: String,
    /// Light, dark, or as the reader's machine has it.
    pub theme: Theme,
    /// The name of whoever is signed in.
    pub signed_in: Option<String>,
    /// Whether the screen is locked.
    pub locked: bool,
    /// The agreement's title.
    pub agreement: String,
    /// The seat's name.
    pub seat: String,
    /// The version of the record of which the page tells.
    pub version: String,
}

/// One entry of the way round.
pub struct Way {
    /// Where it leads.
    pub href: &'static str,
    /// What it is called.
    pub name: String,
    /// Whether the reader is there.
    pub current: bool,
}

impl Frame {
    /// The frame of a page for a reader.
    #[must_use]
    pub fn of(reader: &Reader, title: &str) -> Self {
        Self {
            t: reader.tongue(),
            title: title.to_owned(),
            here: reader.here.clone(),
            theme: reader.theme,
            signed_in: reader.signed_in.as_ref().map(|who| who.name.clone()),
            locked: reader.locked,
            agreement: reader.agreement.clone(),
            seat: reader.seat.clone(),
            version: reader.version.clone(),
        }
    }

    /// The way round.
    #[must_use]
    pub fn ways(&self) -> Vec<Way> {
        let path = self.here.split('?').next().unwrap_or_default();
        let here = |href: &str| {
            path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let way = |(href, name): (&'static str, &str)| Way {
            href,
            name: self.t.say(name),
            current: here(href),
        };
        WAY_ROUND.into_iter().map(way).collect()
    }

    /// The languages that are offered.
    #[must_use]
    pub fn languages(&self) -> [Language; 5] {
        Language::ALL
    }

    /// The address of an asset, by its file's name.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}

/// A template as a page; whoever keeps it asks anew each time, for it depends on who reads it.
pub fn show(template: &impl Template) -> Response {
    let Ok(html) = template.render() else { return Problem::Failed.into_response() };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    (headers, html).into_response()
}
