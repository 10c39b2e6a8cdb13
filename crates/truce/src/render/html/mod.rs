//! A bulletin as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.
//!
//! # In scope
//! [`page`], and [`writer`], through which every text goes.
//!
//! # Out of scope
//! What is shown: that is decided in the core. Pictures: those are [`svg`]'s.

mod bars;
mod days;
mod frame;
mod incidents;
mod origin;
mod pictures;
mod registers;
mod versions;
mod watching;
pub mod writer;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

use truce_core::bulletin::Bulletin;

use crate::render::labels::{self, Labels};
use crate::render::svg;
use frame::Page;
use writer::Html;

/// The style sheet: one page, light and dark, screen, phone and paper.
const STYLE: &str = include_str!("style.css");

/// The bulletin as one page.
#[must_use]
pub fn page(bulletin: &Bulletin, labels: Labels<'_>) -> String {
    let page = Page::new(bulletin, labels);
    let mut h = Html::document();
    h.within("html", &[("lang", "en")], |h| {
        head(h, bulletin);
        h.within("body", &[], |h| {
            h.link("content", &[("class", "skip")], "Skip to the figures");
            bars::patterns(h);
            frame::header(h, &page);
            h.within("main", &[("id", "content")], |h| {
                days::glance(h, &page);
                frame::contents(h);
                days::section(h, &page);
                pictures::map(h, &page);
                pictures::series(h, &page);
                incidents::section(h, &page);
                watching::section(h, &page);
                origin::section(h, &page);
            });
        });
    });
    h.finish()
}

fn head(h: &mut Html, bulletin: &Bulletin) {
    let title = format!("{}: bulletin, {}", bulletin.agreement_title, labels::period(bulletin));
    h.within("head", &[], |h| {
        h.void("meta", &[("charset", "utf-8")]);
        h.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        h.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
        h.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
        // No script and nothing from elsewhere, whatever a later change lets slip in.
        let policy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
        h.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
        h.element("title", &[], &title);
        h.style(&[STYLE, svg::STYLE]);
    });
}
