//! The bulletin's pictures as SVG: whole numbers in, whole numbers out, so that the same bulletin
//! makes the same bytes on every machine.
//!
//! One user unit is a tenth of a pixel at the width of the page.

pub mod map;
mod plane;
mod room;
pub mod series;

use truce_core::bulletin::Bulletin;

use crate::render::html::writer::Html;
use crate::render::labels::Labels;

/// How the pictures look; colours fall back to those of paper where a page sets none.
pub const STYLE: &str = include_str!("style.css");

/// The map as a picture by itself; empty if nothing on it has a position.
#[must_use]
pub fn map(bulletin: &Bulletin, labels: Labels<'_>) -> String {
    let mut h = Html::default();
    map::draw(&mut h, bulletin, labels, |h| h.style(&[STYLE]));
    h.finish()
}

/// The registers over time as a picture by itself; empty if no register is on record.
#[must_use]
pub fn series(bulletin: &Bulletin, labels: Labels<'_>) -> String {
    let mut h = Html::default();
    series::draw(&mut h, bulletin, labels, |h| h.style(&[STYLE]));
    h.finish()
}
