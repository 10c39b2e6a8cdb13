//! Why reports are held to be one event, in the reader's words.
//!
//! The core keeps each reason as a text of a few closed forms beside its weight. A text of such a form is said in the
//! reader's language; any other stays as it is, and is shown as English.
//!
//! # Out of scope
//! What a reason is worth: the core's weights.

use truce_core::act::Act;

use super::terms;
use super::tongue::Tongue;

/// Reasons that are said in one way.
const FIXED: [(&str, &str); 10] = [
    ("judged to be one event", "reason-judged"),
    ("a place is not stated", "reason-no-place"),
    ("the same act", "reason-same-act"),
    ("who tells of it, and who does not", "reason-told"),
    ("the same source again", "reason-repeats"),
    ("word for word the same as another source's", "reason-word-for-word"),
    ("in every detail the same as another source's", "reason-in-detail"),
    ("other events are to be expected near", "reason-crowding"),
    ("several reports of one source could be of this event", "reason-rivals"),
    ("the same telling, received twice", "reason-received-twice"),
];

/// A reason in the reader's language; none if it is of no form that is known here.
#[must_use]
pub fn reason(words: &str, t: &Tongue) -> Option<String> {
    let fixed = FIXED.iter().find(|(known, _)| *known == words);
    fixed
        .map(|(_, message)| t.say(message))
        .or_else(|| place(words, t))
        .or_else(|| time(words, t))
        .or_else(|| toll(words, t))
        .or_else(|| acts(words, t))
}

/// `3.1 km apart, exact to 2 km and 500 m`
fn place(words: &str, t: &Tongue) -> Option<String> {
    let (apart, exact) = words.split_once(" apart, exact to ")?;
    let (one, other) = exact.split_once(" and ")?;
    let (apart, one, other) = (measure(apart, t)?, measure(one, t)?, measure(other, t)?);
    Some(t.say_of("reason-place", &[("apart", &apart), ("one", &one), ("other", &other)]))
}

/// `2 h apart in time`, `dated to a day, their middles 5 h apart` and the like
fn time(words: &str, t: &Tongue) -> Option<String> {
    if let Some(apart) = words.strip_suffix(" apart in time") {
        return Some(t.say_of("reason-times", &[("apart", &measure(apart, t)?)]));
    }
    let (stretches, apart) = words.strip_suffix(" apart")?.split_once(", their middles ")?;
    let apart = measure(apart, t)?;
    let said = |message, dated: &str| {
        Some(t.say_of(message, &[("dated", &dates(dated, t)?), ("apart", &apart)]))
    };
    if let Some(dated) = stretches.strip_prefix("dated to ") {
        return said("reason-dates", dated);
    }
    let dated = stretches.strip_prefix("a time beside ");
    said("reason-time-and-date", dated.or_else(|| stretches.strip_suffix(" beside a time"))?)
}

/// `a day`, `a window of 30 h`, or both
fn dates(words: &str, t: &Tongue) -> Option<String> {
    let one = |words: &str| match words.strip_prefix("a window of ") {
        Some(length) => Some(t.say_of("reason-window", &[("length", &measure(length, t)?)])),
        None => (words == "a day").then(|| t.say("reason-day")),
    };
    match words.split_once(" and ") {
        None => one(words),
        Some((first, second)) => {
            Some(t.say_of("beside", &[("one", &one(first)?), ("other", &one(second)?)]))
        }
    }
}

/// `killed: 3 beside 6 to 9`
fn toll(words: &str, t: &Tongue) -> Option<String> {
    let (message, rest) = match words.split_once(": ")? {
        ("killed", rest) => ("aspect-killed", rest),
        ("injured", rest) => ("aspect-injured", rest),
        _ => return None,
    };
    let (one, other) = rest.split_once(" beside ")?;
    let (one, other) = (people(one, t)?, people(other, t)?);
    let what = t.say(message);
    Some(t.say_of("reason-toll", &[("what", &what), ("one", &one), ("other", &other)]))
}

/// `3`, `6 to 9`, `30 or more`, or several of them
fn people(words: &str, t: &Tongue) -> Option<String> {
    let number = |text: &str| text.parse::<u32>().ok().map(|number| t.number(number));
    let one = |words: &str| {
        if let Some(least) = words.strip_suffix(" or more") {
            return Some(t.say_of("reason-or-more", &[("least", &number(least)?)]));
        }
        match words.split_once(" to ") {
            None => number(words),
            Some((least, most)) => Some(format!("{}–{}", number(least)?, number(most)?)),
        }
    };
    let said: Option<Vec<String>> = words.split(", ").map(one).collect();
    said.map(|said| said.join(" · "))
}

/// `shelling beside air strike`
fn acts(words: &str, t: &Tongue) -> Option<String> {
    let (one, other) = words.split_once(" beside ")?;
    let act = |phrase: &str| {
        let found = Act::ALL.iter().find(|act| act.phrase() == phrase);
        found.map(|act| terms::act(*act, t))
    };
    let side = |words: &str| -> Option<String> {
        if words.is_empty() {
            return Some(t.say("not-said"));
        }
        let said: Option<Vec<String>> = words.split(", ").map(act).collect();
        said.map(|said| said.join(" · "))
    };
    Some(t.say_of("reason-acts", &[("one", &side(one)?), ("other", &side(other)?)]))
}

/// A number with its unit: `3.1 km`, `500 m`, `40 min`, `2 h`, `5 days`
fn measure(words: &str, t: &Tongue) -> Option<String> {
    let (number, unit) = words.split_once(' ')?;
    let message = match unit {
        "m" => "unit-metres",
        "km" => "unit-kilometres",
        "min" => "unit-minutes",
        "h" => "unit-hours",
        "days" => return number.parse::<u32>().ok().map(|days| t.count("unit-days", days)),
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole: i64 = whole.parse().ok()?;
    let number = match part.len() {
        0 => t.number(u64::try_from(whole).ok()?),
        1 => {
            let tenths: i64 = part.parse().ok()?;
            let hundredths = whole.checked_mul(100)?.checked_add(tenths.checked_mul(10)?)?;
            t.decimal(hundredths, 1)
        }
        _ => return None,
    };
    Some(t.say_of(message, &[("number", &number)]))
}
