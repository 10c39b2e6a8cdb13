//! Each provision in one sentence of plain English, parties in the agreement's order.

use super::{Agreement, Exception, Keeping, Provision};
use crate::report::Exemption;
use crate::time::Moment;

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Explains a provision in one sentence.
#[must_use]
pub fn sentence(agreement: &Agreement, provision: &Provision) -> String {
    let parties = provision.binds.iter().filter_map(|id| agreement.actor(id));
    let parties: Vec<String> = parties.map(|party| format!("the {}", party.name("en"))).collect();
    let zones: Vec<&str> = provision
        .zones
        .iter()
        .filter_map(|id| agreement.zone(id))
        .map(|zone| zone.name.as_str())
        .collect();
    let until = provision.until.map(|until| format!(" until {}", moment(agreement, until)));
    let exceptions = exceptions(&provision.exceptions);
    format!(
        "{} shall {}, in {}, from {}{}{} (Article {}).",
        upper_first(&join(&parties, "and")),
        provision.rule.duty(),
        join(&zones, "and"),
        moment(agreement, provision.from),
        until.unwrap_or_default(),
        exceptions,
        provision.article
    )
}

/// Explains in a sentence or two when an entry is settled.
#[must_use]
pub fn keeping(agreement: &Agreement) -> String {
    let Keeping { colluding, cosigners, heartbeat_s, mirrors, witnesses } = &agreement.record;
    let others = agreement.seats.len().saturating_sub(1);
    let among = match witnesses.len() {
        0 => format!("{others} other seats"),
        count => format!("{others} other seats and {count} neutral witnesses"),
    };
    let although = match colluding {
        0 => "while none of them helps the log's seat to deceive".to_owned(),
        count => format!("even if {count} of them help the log's seat to deceive"),
    };
    let holds = if agreement.record.may_settle_twice(agreement.seats.len()) {
        "can both be settled, and are found out only afterwards"
    } else {
        "cannot both be settled"
    };
    format!(
        "An entry is settled when {mirrors} of the {others} other seats hold it durably and {cosigners} of the \
         {among} have cosigned a head that covers it; {although}, two histories of one log {holds}. Each seat \
         says every {heartbeat_s} seconds which heads it holds."
    )
}

/// What the exceptions let pass, as the end of a sentence.
fn exceptions(exceptions: &[Exception]) -> String {
    let words: Vec<&str> =
        exceptions.iter().map(|exception| exception_words(exception.when)).collect();
    if words.is_empty() { String::new() } else { format!("; it lets pass {}", join(&words, "and")) }
}

fn exception_words(exemption: Exemption) -> &'static str {
    match exemption {
        Exemption::ReturnFire => "proven return fire",
        Exemption::ExcludedTarget => "acts against an excluded group",
        Exemption::Exercise => "announced exercises",
        Exemption::Accident => "proven accidents",
    }
}

/// A list in words: `a`, `a and b`, `a, b and c`.
fn join<S: AsRef<str>>(items: &[S], word: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        None => "nobody".to_owned(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
    }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A moment by the agreement's clock: `30 December 2016, 00:00`.
#[must_use]
pub fn moment(agreement: &Agreement, at: Moment) -> String {
    let clock = agreement.clock();
    let day = clock.day_of(at);
    let date = day.date();
    let minutes = at.since(clock.moment_of(day, 0)) / 60;
    let month =
        usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.saturating_sub(1)));
    format!(
        "{} {} {}, {:02}:{:02}",
        date.day(),
        month.copied().unwrap_or("?"),
        date.year(),
        minutes / 60,
        minutes % 60
    )
}
