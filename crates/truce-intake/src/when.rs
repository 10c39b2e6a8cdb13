//! Dates and times as tables have them, each read as the window that it leaves open.
//!
//! ```text
//! 2017                        the year, with a doubt
//! 2017-05                     the month, with a doubt
//! 2017-05-07                  the whole day by the duty clock
//! 2017-05-07T08:30            that minute by the duty clock; a space may stand for the T
//! 2017-05-07T08:30:00+03:00   that second, wherever the duty clock is
//! ```
//!
//! # Out of scope
//! `07/05/2017`: nobody can tell whether it is May or July.

use truce_core::time::{DAY_S, Day, DutyClock, Moment, Window};

use crate::fault::shown;

/// How exactly a time is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    Second,
    Minute,
    Day,
    Month,
    Year,
}

/// A time as given: all that it can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) window: Window,
    pub(crate) precision: Precision,
}

/// The text is no time that we read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, \
     or as 2017-05-07T08:30:00Z"
)]
pub(crate) struct NotAWhen(String);

/// Reads a date or a time; what has no offset is by the duty clock.
pub(crate) fn read_when(text: &str, clock: &DutyClock) -> Result<When, NotAWhen> {
    let found = match text.len() {
        4 => read_year(text, clock),
        7 => read_month(text, clock),
        10 => read_day(text).map(|day| (clock.window_of(day), Precision::Day)),
        _ => read_time(text, clock),
    };
    let fault = || NotAWhen(shown(text));
    found.map(|(window, precision)| When { window, precision }).ok_or_else(fault)
}

fn read_year(text: &str, clock: &DutyClock) -> Option<(Window, Precision)> {
    let year = year(text)?;
    let window = through(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?, clock)?;
    Some((window, Precision::Year))
}

fn read_month(text: &str, clock: &DutyClock) -> Option<(Window, Precision)> {
    let (year, month) = (year(text.get(..4)?)?, number(text.get(5..)?, 12)?);
    if text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let next = if month == 12 {
        Day::new(year.checked_add(1)?, 1, 1)
    } else {
        Day::new(year, month.checked_add(1)?, 1)
    };
    Some((through(Day::new(year, month, 1)?, next?.plus(-1), clock)?, Precision::Month))
}

fn through(first: Day, last: Day, clock: &DutyClock) -> Option<Window> {
    Window::new(clock.window_of(first).earliest(), clock.window_of(last).latest()).ok()
}

/// Reads `2017-05-07`.
pub(crate) fn read_day(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let (month, day) = (number(text.get(5..7)?, 12)?, number(text.get(8..10)?, 31)?);
    Day::new(year(text.get(..4)?)?, month, day)
}

fn read_time(text: &str, clock: &DutyClock) -> Option<(Window, Precision)> {
    let day = read_day(text.get(..10)?)?;
    let rest = text.get(10..)?.strip_prefix(['T', 't', ' '])?;
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(zone_at)?;
    let time = time.trim_end();
    let (hours, minutes) = (number(time.get(..2)?, 23)?, number(time.get(3..5)?, 59)?);
    let (seconds, precision) = match time.get(5..)? {
        "" => (0, Precision::Minute),
        rest => (read_seconds(rest)?, Precision::Second),
    };
    if time.as_bytes().get(2) != Some(&b':') {
        return None;
    }
    let minute_of_day = i64::from(hours).checked_mul(60)?.checked_add(i64::from(minutes))?;
    let second_of_day = minute_of_day.checked_mul(60)?.checked_add(seconds)?;
    let earliest = match read_zone(zone)? {
        None => clock.moment_of(day, second_of_day),
        Some(offset_s) => {
            let days = i64::from(day.since(Day::new(1970, 1, 1)?));
            let as_if_utc = days.checked_mul(DAY_S)?.checked_add(second_of_day)?;
            Moment::from_unix(as_if_utc.checked_sub(offset_s)?)
        }
    };
    let length_s = if precision == Precision::Minute { 59 } else { 0 };
    Some((Window::new(earliest, earliest.plus(length_s)).ok()?, precision))
}

/// Reads `:08` or `:08.123`; a leap second counts as the one before it.
fn read_seconds(text: &str) -> Option<i64> {
    let text = text.strip_prefix(':')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let plain = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    number(whole, 60).filter(|_| plain).map(|seconds| i64::from(seconds.min(59)))
}

/// Reads `Z`, `+03:00`, `+0300` or `+03`; `Some(None)` if there is none.
fn read_zone(text: &str) -> Option<Option<i64>> {
    match text.len() {
        0 => Some(None),
        1 => text.eq_ignore_ascii_case("z").then_some(Some(0)),
        3 => DutyClock::read_offset(&format!("{text}:00")).ok().map(Some),
        5 => {
            let (hours, minutes) = text.split_at_checked(3)?;
            DutyClock::read_offset(&format!("{hours}:{minutes}")).ok().map(Some)
        }
        _ => DutyClock::read_offset(text).ok().map(Some),
    }
}

/// Two digits, at most `most`.
fn number(text: &str, most: i8) -> Option<i8> {
    let plain = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|number| plain && *number <= most)
}

/// Four digits from 1900 to 2199: a year outside is a slip of the pen.
fn year(text: &str) -> Option<i16> {
    let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| plain && (1900..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &expect_test::Expect) {
        let shown = match read_when(text, &DutyClock::fixed(3 * 3600)) {
            Ok(when) => format!("{:?} {:?}", when.window, when.precision),
            Err(fault) => fault.to_string(),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn a_time_is_as_wide_as_it_is_given() {
        check("2017", &expect_test::expect!["2016-12-31T21:00:00Z..2017-12-31T20:59:59Z Year"]);
        check("2017-12", &expect_test::expect!["2017-11-30T21:00:00Z..2017-12-31T20:59:59Z Month"]);
        check(
            "2017-05-07",
            &expect_test::expect!["2017-05-06T21:00:00Z..2017-05-07T20:59:59Z Day"],
        );
        check(
            "2017-05-07 08:30",
            &expect_test::expect!["2017-05-07T05:30:00Z..2017-05-07T05:30:59Z Minute"],
        );
        check(
            "2017-05-07T08:30:05",
            &expect_test::expect!["2017-05-07T05:30:05Z..2017-05-07T05:30:05Z Second"],
        );
        check(
            "2017-05-07 00:00:00.000",
            &expect_test::expect!["2017-05-06T21:00:00Z..2017-05-06T21:00:00Z Second"],
        );
    }

    #[test]
    fn an_offset_outranks_the_duty_clock() {
        check(
            "2017-05-07T08:30:05Z",
            &expect_test::expect!["2017-05-07T08:30:05Z..2017-05-07T08:30:05Z Second"],
        );
        check(
            "2017-05-07T08:30+02:00",
            &expect_test::expect!["2017-05-07T06:30:00Z..2017-05-07T06:30:59Z Minute"],
        );
        check(
            "2017-05-07 08:30:05 -0330",
            &expect_test::expect!["2017-05-07T12:00:05Z..2017-05-07T12:00:05Z Second"],
        );
        check(
            "2017-05-07T08:30:05.25+02",
            &expect_test::expect!["2017-05-07T06:30:05Z..2017-05-07T06:30:05Z Second"],
        );
    }

    #[test]
    fn what_can_be_read_two_ways_is_not_read() {
        check(
            "07/05/2017",
            &expect_test::expect![
                "`07/05/2017` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z"
            ],
        );
        for bad in [
            "",
            "2017-5-7",
            "2017-02-30",
            "2017-05-07T8:30",
            "0017-05-07",
            "2017-05-07T24:00",
            "2017-05-07T08:30:05.",
            "2017-05-07T08:30+2",
            "yesterday",
            "2017/05",
            "２０１７",
        ] {
            assert!(read_when(bad, &DutyClock::fixed(0)).is_err(), "{bad}");
        }
    }
}
