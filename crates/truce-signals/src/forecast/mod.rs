//! What the next days may bring: whole distributions, fixed before the day and scored after it.
//!
//! # In scope
//! Paths drawn from the daily model ([`paths`]), histories to be beaten
//! ([`history`]), scores ([`scores`]), which of the two is shown ([`shown`]),
//! a forecast's bytes and digest ([`Forecast`]), and the scoring of
//! provocations that a party announced ([`announced`]).
//!
//! # Out of scope
//! Putting a digest on record before the day: a seat does that.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod announced;
pub mod distribution;
pub mod history;
pub mod paths;
pub mod scores;
pub mod shown;

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use truce_core::time::Day;

use distribution::Distribution;

/// The furthest day ahead.
pub const DAYS_AHEAD_MAX: usize = 7;

/// By what a forecast was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Method {
    /// Paths drawn from the daily model.
    Paths,
    /// What the last 28 days were like.
    Recent,
    /// What the last 365 days, or all since the truce, were like.
    LongRun,
    /// A negative binomial distribution around the mean of the last 14 days.
    Fortnight,
    /// Around the last day's count alone.
    LastDay,
}

impl Method {
    /// The word for it in a forecast's bytes.
    fn word(self) -> &'static str {
        match self {
            Self::Paths => "paths",
            Self::Recent => "recent",
            Self::LongRun => "long-run",
            Self::Fortnight => "fortnight",
            Self::LastDay => "last-day",
        }
    }
}

/// A prediction of the counts of one cell or one total, for some days ahead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// What is counted: a zone and a party, a zone, or all, in the caller's words.
    pub subject: String,
    /// The last day that was known.
    pub known_through: Day,
    /// By what it was made.
    pub method: Method,
    /// The digest of the record from which it was made; also the seed of its paths.
    pub record_sha256: [u8; 32],
    /// One distribution for each day ahead, the next day first.
    pub days: Vec<Distribution>,
}

impl Forecast {
    /// The forecast in bytes that never change: text lines, whole numbers only.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut text = format!(
            "truce forecast 1\nsubject {:?}\nknown-through {}\nmethod {}\nrecord ",
            self.subject,
            self.known_through,
            self.method.word()
        );
        hex(&self.record_sha256, &mut text);
        text.push('\n');
        for day in &self.days {
            let chances: Vec<String> = day.millionths().iter().map(u32::to_string).collect();
            text.push_str(&chances.join(" "));
            text.push('\n');
        }
        text.into_bytes()
    }

    /// The SHA-256 of the bytes: what a seat puts on record before the day.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut text = String::new();
        hex(&Sha256::digest(self.canonical_bytes()), &mut text);
        text
    }
}

fn hex(bytes: &[u8], text: &mut String) {
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
}
