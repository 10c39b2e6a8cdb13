//! Moments, days and windows.
//!
//! # In scope
//! [`Moment`] (UTC, whole seconds), [`Day`] (a date of the agreement's
//! calendar), [`Window`] (earliest to latest) and [`DutyClock`], the
//! agreement's own rule for which moment belongs to which day.
//!
//! # Out of scope
//! Reading a clock. A time-zone database: two nodes may carry different ones,
//! so the agreement states its offsets itself.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A moment in UTC, in whole seconds since 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(i64);

/// Seconds in a day of 24 hours.
pub const DAY_S: i64 = 86_400;

/// Why a text is no moment or day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATime {
    /// Not a moment in ISO 8601 with an offset.
    #[error(
        "`{0}` is no moment: write it as 2017-05-07T08:30:00Z or with an offset, 2017-05-07T10:30:00+02:00"
    )]
    Moment(String),
    /// Not a date in ISO 8601.
    #[error("`{0}` is no date: write it as 2017-05-07")]
    Day(String),
    /// Not an offset from UTC.
    #[error("`{0}` is no offset from UTC: write it as +02:00")]
    Offset(String),
    /// A window that ends before it starts.
    #[error("the event ends before it starts ({earliest} to {latest})")]
    EndsBeforeStart {
        /// The start as given.
        earliest: Moment,
        /// The end as given.
        latest: Moment,
    },
}

impl Moment {
    /// The moment `seconds` after 1970-01-01T00:00:00Z; outside the years 1 to 9999 it is clamped.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        // 0001-01-01 and 9999-12-30: inside what jiff can print.
        Self(seconds.clamp(-62_135_596_800, 253_402_128_000))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0
    }

    /// The moment `seconds` later (or earlier, if negative).
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to `self`.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl FromStr for Moment {
    type Err = NotATime;

    /// Reads ISO 8601 with an offset or `Z`. A fraction of a second is dropped.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let timestamp: jiff::Timestamp =
            text.parse().map_err(|_| NotATime::Moment(text.to_owned()))?;
        Ok(Self::from_unix(timestamp.as_second()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(timestamp) => timestamp.fmt(f),
            Err(_) => write!(f, "@{}", self.0),
        }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Moment {
    type Error = NotATime;
    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

/// A date, as the agreement's clock cuts days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// The day of that year, month (1-12) and day of the month (1-31); `None` if there is none.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The date in jiff's terms, for weekdays and the like.
    #[must_use]
    pub fn date(self) -> Date {
        self.0
    }

    /// The day `days` later (or earlier, if negative), clamped to the calendar.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-3_000_000, 3_000_000))))
    }

    /// The next day.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// Days from `earlier` to `self`.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        earlier.0.duration_until(self.0).as_hours().checked_div(24).map_or(0, days)
    }

    /// Every day from `self` to `last`, both included; none if `last` lies before.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |day| Some(day.next()))
            .take_while(move |day| *day <= last)
    }

    /// Midnight at its start, in UTC.
    fn midnight(self) -> Moment {
        let epoch = jiff::civil::date(1970, 1, 1);
        Moment::from_unix(epoch.duration_until(self.0).as_secs())
    }
}

/// A number of days that a calendar can have.
fn days(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(0)
}

impl FromStr for Day {
    type Err = NotATime;

    /// Reads `2017-05-07`.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let date = text.parse::<Date>().ok().filter(|_| shaped);
        date.map(Self).ok_or_else(|| NotATime::Day(text.to_owned()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day()))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Day {
    type Error = NotATime;
    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

/// From the earliest to the latest moment at which an event can have happened.
///
/// INVARIANT: `earliest <= latest`, kept by [`Window::new`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "WindowParts")]
pub struct Window {
    earliest: Moment,
    latest: Moment,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowParts {
    earliest: Moment,
    latest: Moment,
}

impl TryFrom<WindowParts> for Window {
    type Error = NotATime;
    fn try_from(parts: WindowParts) -> Result<Self, NotATime> {
        Self::new(parts.earliest, parts.latest)
    }
}

impl Window {
    /// Makes a window.
    ///
    /// # Errors
    /// [`NotATime::EndsBeforeStart`] if `latest` lies before `earliest`.
    pub fn new(earliest: Moment, latest: Moment) -> Result<Self, NotATime> {
        if latest < earliest {
            return Err(NotATime::EndsBeforeStart { earliest, latest });
        }
        Ok(Self { earliest, latest })
    }

    /// The earliest moment.
    #[must_use]
    pub fn earliest(self) -> Moment {
        self.earliest
    }

    /// The latest moment.
    #[must_use]
    pub fn latest(self) -> Moment {
        self.latest
    }

    /// Its length in seconds; 0 for a single moment.
    #[must_use]
    pub fn length_s(self) -> i64 {
        self.latest.since(self.earliest)
    }

    /// Seconds between two windows; 0 if they touch or overlap.
    #[must_use]
    pub fn gap_s(self, other: Self) -> i64 {
        let after = other.earliest.since(self.latest);
        let before = self.earliest.since(other.latest);
        after.max(before).max(0)
    }

    /// Whether the two share a moment.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.gap_s(other) == 0
    }

    /// The shortest window that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { earliest: self.earliest.min(other.earliest), latest: self.latest.max(other.latest) }
    }
}

impl fmt::Debug for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.earliest, self.latest)
    }
}

/// The agreement's clock: its offset from UTC, as of which moment.
///
/// The offsets are the agreement's own data, so that every node cuts days at
/// the same moment whatever time-zone tables its machine carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyClock {
    /// `(from, offset_s)`, ascending; the first holds for all time before, too.
    offsets: Vec<(Moment, i64)>,
}

impl DutyClock {
    /// A clock that is always `offset_s` seconds ahead of UTC.
    #[must_use]
    pub fn fixed(offset_s: i64) -> Self {
        Self { offsets: vec![(Moment(0), offset_s)] }
    }

    /// A clock whose offset changes at moments; they are put in order. UTC if the list is empty.
    #[must_use]
    pub fn new(mut offsets: Vec<(Moment, i64)>) -> Self {
        offsets.sort_unstable();
        if offsets.is_empty() {
            return Self::fixed(0);
        }
        Self { offsets }
    }

    /// Reads an offset such as `+02:00` or `Z` into seconds.
    ///
    /// # Errors
    /// [`NotATime::Offset`] if it is none, or is over 15 hours.
    pub fn read_offset(text: &str) -> Result<i64, NotATime> {
        let fault = || NotATime::Offset(text.to_owned());
        if text == "Z" {
            return Ok(0);
        }
        let (sign, rest) = match text.as_bytes().first() {
            Some(b'+') => (1_i64, text.get(1..)),
            Some(b'-') => (-1_i64, text.get(1..)),
            _ => return Err(fault()),
        };
        let (hours, minutes) = rest.and_then(|rest| rest.split_once(':')).ok_or_else(fault)?;
        let two_digits = |part: &str| {
            let plain = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<i64>().ok().filter(|_| plain)
        };
        let hours = two_digits(hours).filter(|h| *h <= 15).ok_or_else(fault)?;
        let minutes = two_digits(minutes).filter(|m| *m < 60).ok_or_else(fault)?;
        let seconds = hours.saturating_mul(3600).saturating_add(minutes.saturating_mul(60));
        Ok(seconds.saturating_mul(sign))
    }

    /// Seconds that the clock is ahead of UTC at that moment.
    #[must_use]
    pub fn offset_s(&self, at: Moment) -> i64 {
        let held = self.offsets.iter().rev().find(|(from, _)| *from <= at);
        held.or_else(|| self.offsets.first()).map_or(0, |(_, offset_s)| *offset_s)
    }

    /// The day to which a moment belongs.
    #[must_use]
    pub fn day_of(&self, at: Moment) -> Day {
        let local = at.plus(self.offset_s(at));
        let days = local.unix().div_euclid(DAY_S);
        let epoch = Day(jiff::civil::date(1970, 1, 1));
        epoch.plus(i32::try_from(days).unwrap_or(0))
    }

    /// The moment at which the clock shows that day and that second of it.
    #[must_use]
    pub fn moment_of(&self, day: Day, second_of_day: i64) -> Moment {
        let as_if_utc = day.midnight().plus(second_of_day);
        // Twice, because the offset is wanted at the moment itself.
        let near = as_if_utc.plus(self.offset_s(as_if_utc).saturating_neg());
        as_if_utc.plus(self.offset_s(near).saturating_neg())
    }

    /// The whole day, from its first to its last second.
    #[must_use]
    pub fn window_of(&self, day: Day) -> Window {
        let earliest = self.moment_of(day, 0);
        let latest = self.moment_of(day.next(), 0).plus(-1).max(earliest);
        Window { earliest, latest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_read_with_its_offset_and_printed_in_utc() {
        assert_eq!(moment("2017-05-07T10:30:00+03:00").to_string(), "2017-05-07T07:30:00Z");
        assert!("2017-05-07".parse::<Moment>().is_err());
        assert!("2017-05-07T10:30:00".parse::<Moment>().is_err());
    }

    #[test]
    fn a_day_is_a_date_and_nothing_else() {
        assert_eq!("2017-02-28".parse::<Day>().unwrap().next().to_string(), "2017-03-01");
        for bad in ["2017-02-30", "2017-5-7", "20170507", "2017-05-07T00", ""] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_window_never_ends_before_it_starts() {
        let (early, late) = (moment("2017-05-07T00:00:00Z"), moment("2017-05-08T00:00:00Z"));
        assert!(Window::new(late, early).is_err());
        assert_eq!(Window::new(early, late).unwrap().length_s(), DAY_S);
        assert!(
            serde_json::from_str::<Window>(
                r#"{"earliest":"2017-05-08T00:00:00Z","latest":"2017-05-07T00:00:00Z"}"#
            )
            .is_err()
        );
    }

    #[test]
    fn the_duty_clock_cuts_days_where_the_agreement_says() {
        let clock = DutyClock::new(vec![
            (moment("2016-10-27T21:00:00Z"), 7200),
            (moment("2017-03-30T22:00:00Z"), 10_800),
        ]);
        let winter: Day = "2017-01-05".parse().unwrap();
        let summer: Day = "2017-05-07".parse().unwrap();
        assert_eq!(clock.window_of(winter).earliest(), moment("2017-01-04T22:00:00Z"));
        assert_eq!(clock.window_of(summer).earliest(), moment("2017-05-06T21:00:00Z"));
        assert_eq!(clock.window_of(summer).latest(), moment("2017-05-07T20:59:59Z"));
        assert_eq!(clock.day_of(moment("2017-05-06T21:00:00Z")), summer);
        // The day on which the clocks go forward has 23 hours.
        let change: Day = "2017-03-31".parse().unwrap();
        assert_eq!(clock.window_of(change).length_s(), 23 * 3600 - 1);
    }

    #[test]
    fn an_offset_is_hours_and_minutes() {
        assert_eq!(DutyClock::read_offset("+02:00"), Ok(7200));
        assert_eq!(DutyClock::read_offset("-03:30"), Ok(-12_600));
        for bad in ["2", "+2:00", "+02", "+16:00", "+02:60", "+-2:00"] {
            assert!(DutyClock::read_offset(bad).is_err(), "{bad}");
        }
    }
}
