//! Signals in words: for each question a plain sentence, its figures, and what must be said with them.

use std::fmt::Write as _;

use truce_core::act::Act;
use truce_core::id::{ActorId, AreaId};
use truce_core::time::Day;
use truce_signals::chart::{Saying, Speech as _, chains};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::follows::rule::{Direction, Following};
use truce_signals::holding::{Caveat, DateTest, Drift, NoAnswer, Regimes, Verdict};
use truce_signals::told::{
    Answer, FollowingTold, HoldingTold, LeftOut, QuietUnseen, RatesTold, RegistersHeld, Signals,
    Unseen,
};
use truce_signals::unreported::two_lists::AtOdds;
use truce_signals::unreported::unseen::{SeeingFell, Watching};

use crate::charts::{RateFigures, Rates, Speaker, answered, of_rates};
use crate::render::labels::{Labels, counted};
use crate::render::table::{Side, Table, wrap};
use crate::screen::language::Language;

/// What is said where nothing is on record.
pub const NOTHING: &str =
    "Nothing is on record for any day that is over. It says nothing about calm.";
/// With fewer incidents told by two groups of sources no bound is shown.
const TOLD_BY_TWO_MIN: u32 = 5;
/// Where fewer of a hundred days counted are without an incident, quiet days were hardly noted.
const QUIET_PERCENT_MIN: usize = 5;
/// How wide lines are.
const WIDTH: usize = 100;

/// What is counted, in words.
#[must_use]
pub fn subject(
    labels: Labels<'_>,
    area: Option<&AreaId>,
    party: Option<&ActorId>,
    act: Option<Act>,
) -> String {
    let area = area.map_or("all areas", |area| labels.area(Some(area)));
    let mut text = area.to_owned();
    if let Some(act) = act {
        text.push_str(&format!(", {}", act.phrase()));
    }
    if let Some(party) = party {
        text.push_str(&format!(", what the claims do not take from {}", labels.actor(party)));
    }
    text
}

/// The page.
#[must_use]
pub fn page(signals: &Signals, labels: Labels<'_>, subject: &str) -> String {
    let (from, through) = signals.days;
    let mut text = format!(
        "Signals, {from} to {through}. Estimates and advice, no finding; nothing here is on record.\n"
    );
    section(&mut text, &format!("Is it holding? ({subject})"), &holding(&signals.holding));
    section(&mut text, "Who follows whom?", &following(&signals.following, labels));
    let speaker = Speaker::new(labels.agreement, Language::En);
    let follow = chains(signals.chains.as_ref());
    let lines = follow.sentences.iter().chain(&follow.caveats).map(|saying| speaker.say(saying));
    section(&mut text, &speaker.say(&follow.title), &lines.collect::<Vec<_>>());
    section(&mut text, "What is not on record? (all areas)", &unreported(signals, labels));
    section(&mut text, "Quiet because unseen?", &quiet(&signals.quiet, labels));
    section(&mut text, "How often, for each day watched? (all areas)", &rates(signals, &speaker));
    for question in answered(signals, &speaker) {
        let lines: Vec<String> = question.lines.into_iter().map(|line| line.text).collect();
        section(&mut text, &question.heading, &lines);
    }
    // The marks that keep directions apart are of no use in one language.
    text.retain(|letter| !matches!(letter, '\u{2068}' | '\u{2069}'));
    text
}

/// The rates by area, everybody's and each party's, with what must be said of them once.
fn rates(signals: &Signals, speaker: &Speaker<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut caveats: Vec<Saying> = Vec::new();
    for Rates { chart, told, notes } in of_rates(signals) {
        if signals.indicators.of_all.funnel.is_none() {
            return chart.sentences.iter().map(|saying| speaker.say(saying)).collect();
        }
        lines.push(speaker.say(&chart.title));
        lines.extend(chart.sentences.iter().map(|saying| speaker.say(saying)));
        lines.push(rates_table(told, speaker));
        lines.extend(notes.iter().map(|saying| speaker.say(saying)));
        for caveat in chart.caveats {
            if !caveats.contains(&caveat) {
                caveats.push(caveat);
            }
        }
    }
    lines.extend(caveats.iter().map(|saying| speaker.say(saying)));
    lines
}

/// An area in each row.
fn rates_table(told: &RatesTold, speaker: &Speaker<'_>) -> String {
    let heads = RateFigures::heads(told.party.is_some()).into_iter().map(Saying::plain);
    let heads: Vec<String> = heads.map(|head| speaker.say(&head)).collect();
    let columns = heads.iter().map(|head| (head.as_str(), Side::Right));
    let area = speaker.say(&Saying::plain("filter-area"));
    let columns: Vec<_> = [(area.as_str(), Side::Left)].into_iter().chain(columns).collect();
    let mut table = Table::new(&columns);
    for of in told.cells.iter().filter_map(|cell| RateFigures::of(cell, speaker)) {
        let RateFigures { area, rate, between, raw, count, days, most } = of;
        let figures = [area, rate, between, raw, count].into_iter();
        table.row(figures.chain(most).chain([days]).collect());
    }
    table.text()
}

pub(super) fn section(text: &mut String, title: &str, lines: &[String]) {
    // Writing to a string does not fail, here and below.
    let _ = write!(text, "\n{title}\n");
    for line in lines {
        if line.contains('\n') {
            line.lines().for_each(|row| text.extend(["  ", row, "\n"]));
        } else {
            text.push_str(&wrap(line, WIDTH, 2));
        }
    }
}

pub(super) fn holding(found: &HoldingTold) -> Vec<String> {
    let mut lines = Vec::new();
    match &found.regimes {
        Answer::None(why) => lines.push(format!("No answer: {}.", no_answer(why))),
        Answer::Told(regimes) => {
            lines.push(levels_sentence(regimes));
            lines.push(levels_table(regimes));
        }
    }
    lines.extend(found.dates.iter().map(|(date, test)| match test {
        Answer::Told(test) => date_sentence(test),
        Answer::None(why) => untested_date(found, *date, why),
    }));
    match &found.drift {
        Some(Answer::Told(drift)) => lines.push(drift_sentence(drift)),
        Some(Answer::None(why)) => {
            lines.push(format!(
                "Of a slow rise since the beginning: no answer: {}.",
                no_answer(why)
            ));
        }
        None => {}
    }
    if !found.unseen.is_empty() {
        let of = |wanted| found.unseen.values().filter(|why| **why == wanted).count();
        lines.push(format!(
            "{} without an incident cannot be told from quiet: on {} monitors were kept away, on {} less was watched. If \
             something happened unseen, levels are higher than they stand here.",
            days_of(found.unseen.len()),
            of(Unseen::KeptAway),
            of(Unseen::LessWatched)
        ));
    }
    lines.extend(counting_caveats(found));
    if let Answer::Told(regimes) = &found.regimes {
        lines.extend(regimes.caveats.iter().filter_map(caveat));
    }
    lines
}

fn levels_sentence(found: &Regimes) -> String {
    let Some(now) = found.present() else { return "There is no level.".to_owned() };
    match found.changes.last() {
        None => "The counts show no change of level.".to_owned(),
        Some(change) => format!(
            "The level changed {}, last about {} (between {} and {}); since then it is {}.",
            times(found.changes.len()),
            change.day,
            change.interval.0,
            change.interval.1,
            mean(now.mean)
        ),
    }
}

fn days_of(number: usize) -> String {
    if number == 1 { "1 day".to_owned() } else { format!("{number} days") }
}

fn times(number: usize) -> String {
    if number == 1 { "once".to_owned() } else { format!("{number} times") }
}

fn mean(mean: f64) -> String {
    format!("{mean:.1} a day")
}

fn levels_table(found: &Regimes) -> String {
    let mut table = Table::new(&[
        ("from", Side::Left),
        ("may have begun", Side::Left),
        ("through", Side::Left),
        ("days counted", Side::Right),
        ("a day", Side::Right),
        ("95 %", Side::Left),
    ]);
    let begun = [None].into_iter().chain(found.changes.iter().map(|change| Some(change.interval)));
    for (regime, begun) in found.regimes.iter().zip(begun) {
        table.row(vec![
            regime.from.to_string(),
            begun.map_or("–".to_owned(), |(first, last)| format!("{first} to {last}")),
            regime.through.to_string(),
            regime.watched.to_string(),
            format!("{:.2}", regime.mean),
            format!("{:.2} to {:.2}", regime.interval.0, regime.interval.1),
        ]);
    }
    table.text()
}

fn date_sentence(test: &DateTest) -> String {
    let within = &test.within_regimes;
    let mut text = match test.verdict {
        Verdict::NothingChanged => format!("At {} no change can be told", test.date),
        Verdict::Fell => format!("At {} there is less after than before", test.date),
        Verdict::Rose => format!("At {} there is more after than before", test.date),
    };
    let _ = write!(
        text,
        ": {:.2} a day before and {:.2} after, a ratio of {:.2} ({:.2} to {:.2})",
        within.means.0, within.means.1, within.ratio, within.interval.0, within.interval.1
    );
    if let Some(lag) = test.lag_days {
        let _ = write!(text, "; the nearest change is dated {lag} days from it");
    }
    text.push('.');
    if let Some(naive) = &test.naive {
        let _ = write!(
            text,
            " The naive comparison of 28 days gives {:.2} ({:.2} to {:.2}).",
            naive.ratio, naive.interval.0, naive.interval.1
        );
    }
    if test.caveats.contains(&Caveat::NaiveMisleads) {
        text.push_str(" That one misleads: it credits the date with what it did not bring.");
    }
    if test.caveats.contains(&Caveat::NoChangeFound) {
        text.push_str(
            " No change of level is dated near it, so the difference may have other causes.",
        );
    }
    if test.caveats.contains(&Caveat::ShortRegime) {
        text.push_str(" Fewer than 21 days are counted on a side.");
    }
    text
}

fn untested_date(found: &HoldingTold, date: Day, why: &NoAnswer) -> String {
    let naive = found.naive.iter().find(|(of, _)| *of == date).map(|(_, naive)| naive);
    let naive = naive.map_or(String::new(), |naive| {
        format!(
            " The naive comparison of 28 days would give {:.2} ({:.2} to {:.2}), and credits the date with every wave.",
            naive.ratio, naive.interval.0, naive.interval.1
        )
    });
    format!("Of the date {date}: no answer: {}.{naive}", no_answer(why))
}

fn drift_sentence(drift: &Drift) -> String {
    match drift.shown_on {
        Some(day) => format!(
            "Since its first two weeks ({}) counts have risen; that was shown on {day}.",
            mean(drift.first_mean)
        ),
        None => format!(
            "No rise since its first two weeks ({}) is shown; a small one could not be seen.",
            mean(drift.first_mean)
        ),
    }
}

fn counting_caveats(found: &HoldingTold) -> Vec<String> {
    let days = found.counts.counts.len();
    let unwatched = days.saturating_sub(found.counts.watched().count());
    let sum = |counts: &DailyCounts| -> u32 { counts.watched().map(|(_, count)| count).sum() };
    let all = [
        found.at_least.as_ref().map(|least| {
            format!(
                "Counted are {} that the claims do not take from the party; {} of them the claims leave to it alone.",
                counted(sum(&found.counts), "incident", "incidents"),
                sum(least)
            )
        }),
        (unwatched > 0).then(|| {
            format!(
                "On {unwatched} of {days} days nothing is on record: nobody is known to have looked, and they are \
                 left out. If they were calm, every level is lower than it stands here."
            )
        }),
        quiet_days_missing(&found.counts).then(|| {
            "Nearly every day counted has an incident: quiet days were hardly noted. So levels say how much a day \
             with incidents brings, not how many days have any."
                .to_owned()
        }),
        (found.exercises > 0).then(|| {
            format!(
                "{} left out: every claim says exercise.",
                counted(found.exercises, "incident is", "incidents are")
            )
        }),
        (found.inexact > 0).then(|| {
            format!("{} told with more than two days of margin; they count on the last.", are(found.inexact))
        }),
    ];
    all.into_iter().flatten().collect()
}

fn quiet_days_missing(counts: &DailyCounts) -> bool {
    let watched = counts.watched().count();
    let quiet = counts.watched().filter(|(_, count)| *count == 0).count();
    quiet.saturating_mul(100) < watched.saturating_mul(QUIET_PERCENT_MIN)
}

fn are(number: usize) -> String {
    counted(u32::try_from(number).unwrap_or(u32::MAX), "incident is", "incidents are")
}

/// Why there is no answer, in words.
#[must_use]
pub fn no_answer(why: &NoAnswer) -> String {
    match why {
        NoAnswer::TooFewDays { watched, needed } => {
            let days = u32::try_from(*watched).unwrap_or(u32::MAX);
            let days = counted(days, "day", "days");
            format!("something is on record on {days} only, and {needed} are needed")
        }
        NoAnswer::TooFewIncidents { counted: number, needed } => {
            let are = counted(*number, "incident is", "incidents are");
            format!("{are} counted, and {needed} are needed")
        }
        NoAnswer::NoStableRegimes { children } => format!(
            "incidents follow so much from incidents ({children:.2} from each) that no level stands still"
        ),
        NoAnswer::DateOutside => {
            "the date lies outside the days counted, or at their edge".to_owned()
        }
    }
}

fn caveat(caveat: &Caveat) -> Option<String> {
    match caveat {
        Caveat::RecordedOnly => Some("Counted is what is on record, not what happened.".to_owned()),
        Caveat::FewADay => {
            Some("With less than one incident a day only large changes can be seen.".to_owned())
        }
        Caveat::SingleDays { days } => Some(format!(
            "Single days out of all proportion to those around, which are in no level: {days}."
        )),
        Caveat::SelfExcited { children } => Some(format!(
            "Incidents follow from incidents ({children:.2} from each), so the intervals are widened."
        )),
        // Told with the counting, or with the date.
        Caveat::Unwatched { .. }
        | Caveat::NaiveMisleads
        | Caveat::NoChangeFound
        | Caveat::ShortRegime
        | Caveat::NothingCounted => None,
    }
}

fn following(found: &FollowingTold, labels: Labels<'_>) -> Vec<String> {
    let tested = |pair: &&Following| !matches!(pair.direction, Direction::CannotBeTold { .. });
    let mut lines = Vec::new();
    let told = found.pairs.iter().filter(tested).count();
    let followed: Vec<&Following> = found
        .pairs
        .iter()
        .filter(|pair| matches!(pair.direction, Direction::Followed { .. }))
        .collect();
    if told == 0 {
        lines.push(
            "Nothing can be tested: in no area were two parties' acts counted often enough (20 of each, on 60 days)."
                .to_owned(),
        );
        return lines;
    }
    if followed.is_empty() {
        lines.push("No direction can be established, in any area.".to_owned());
    }
    for pair in found.pairs.iter().filter(tested) {
        lines.push(pair_sentence(found, pair, labels));
    }
    lines.push(
        "Counted is what is on record; the sides may not be watched alike; third parties and excluded groups may \
         drive both. To follow is not to be caused by, nor to be justified by. Authors that the claims leave open \
         were drawn by lot among the parties, 20 times."
            .to_owned(),
    );
    lines
}

fn pair_sentence(found: &FollowingTold, pair: &Following, labels: Labels<'_>) -> String {
    let actor = |place: usize| found.parties.get(place).map_or("?", |id| labels.actor(id));
    let area = found.areas.get(pair.zone).map_or("?", |area| labels.area(Some(area)));
    let (first, then) = (actor(pair.first), actor(pair.then));
    match pair.direction {
        Direction::Followed { chance } => format!(
            "{area}: acts of {first} are followed by acts of {then} within three days more than the shared wave \
             explains (chance {chance:.3})."
        ),
        Direction::NotEstablished { detectable: Some(detectable) } => format!(
            "{area}, {first} then {then}: no direction; from {detectable:.1} responses to each act on it would \
             have been seen four times in five."
        ),
        Direction::NotEstablished { detectable: None } => {
            format!("{area}, {first} then {then}: no direction; none could have been seen.")
        }
        Direction::CannotBeTold { days, events } => {
            format!(
                "{area}, {first} then {then}: too little to test ({events} acts on {days} days)."
            )
        }
    }
}

fn unreported(signals: &Signals, labels: Labels<'_>) -> Vec<String> {
    let (on_record, one, two) = signals.told_by;
    let least = &signals.at_least;
    let mut lines = vec![format!(
        "{} on record; {one} told by one group of sources only, {two} by two.",
        counted(on_record, "incident is", "incidents are")
    )];
    lines.push(if two < TOLD_BY_TWO_MIN {
        "That is too little to say how many are on no record.".to_owned()
    } else {
        format!(
            "By that there are at least about {:.0} in all; with 95 % this bound lies from {:.0} to {:.0}. Sources that copy each other make this \
             bound too low; incidents that should have been matched and were not make it too high.",
            least.all.floor(),
            least.interval.0,
            least.interval.1
        )
    });
    if signals.left_out.is_empty() {
        lines.push("No two seats' own sources reported events of the same day: nothing can be held against each other.".to_owned());
    }
    for pair in &signals.left_out {
        lines.extend(left_out(pair, labels));
    }
    for pair in &signals.registers {
        lines.push(registers(pair, labels));
    }
    lines
}

fn left_out(pair: &LeftOut, labels: Labels<'_>) -> Vec<String> {
    let (one, other) = (labels.seat(&pair.seats.0), labels.seat(&pair.seats.1));
    let head = format!(
        "{one} and {other}, own reports on {}: {} and {}; {} held to be the same ({} to {} by the matcher).",
        counted(pair.days, "day", "days"),
        pair.lists.one,
        pair.lists.other,
        pair.lists.both,
        pair.both_range.0,
        pair.both_range.1
    );
    match &pair.at_odds {
        Err(why) => vec![head, format!("How much both leave out cannot be told: {why}.")],
        Ok(all) => {
            let caveat = "Only days on which both reported are counted. Lists of hostile sides avoid each other \
                          (below 1: fewer are left out), lists fed by the same news agree too much (above 1: more \
                          are left out). Which holds is not known; take the whole band.";
            vec![head, odds_table(all), caveat.to_owned()]
        }
    }
}

fn odds_table(all: &[AtOdds]) -> String {
    let mut table = Table::new(&[
        ("odds ratio", Side::Right),
        ("in all", Side::Right),
        ("95 %", Side::Left),
        ("with what the matcher leaves open", Side::Left),
    ]);
    for at in all {
        let high = if at.range.1.is_finite() {
            format!("{:.0}", at.range.1)
        } else {
            "no bound".to_owned()
        };
        table.row(vec![
            format!("{}", at.odds_ratio),
            format!("{:.0}", at.now.all),
            format!("{:.0} to {:.0}", at.now.interval.0, at.now.interval.1),
            format!("{:.0} to {high}", at.range.0),
        ]);
    }
    table.text()
}

fn registers(pair: &RegistersHeld, labels: Labels<'_>) -> String {
    let (of_one, of_other) = pair.cases;
    let apart = of_one.saturating_add(of_other).saturating_sub(pair.overlap_at_most);
    format!(
        "Registers of {} and {} on {}: {of_one} and {of_other} cases, of which at most {} can be the same, area by \
         area. So at least {apart} different cases are registered. How many neither registered cannot be told: the \
         registers do not say which cases are the same.",
        labels.seat(&pair.seats.0),
        labels.seat(&pair.seats.1),
        counted(pair.days, "day", "days"),
        pair.overlap_at_most
    )
}

fn quiet(found: &[QuietUnseen], labels: Labels<'_>) -> Vec<String> {
    if found.is_empty() {
        return vec![
            "In no area did counts of the last 14 days fall by half together with what is known of watching."
                .to_owned(),
        ];
    }
    found.iter().map(|flag| quiet_sentence(flag, labels)).collect()
}

fn quiet_sentence(flag: &QuietUnseen, labels: Labels<'_>) -> String {
    let because = flag.because.iter().map(|because| match because {
        SeeingFell::FewerHours => "hours of watching fell by half or more",
        SeeingFell::FewerDays => "days with anything on record fell by half or more",
        SeeingFell::KeptAway => "monitors were kept away more often",
    });
    let because: Vec<&str> = because.collect();
    let told = |of: &Watching| {
        let hours = of.hours.map_or(String::new(), |hours| format!(", {hours} h of watching"));
        format!("{} on {} days with a record{hours}", of.counted, of.watched_days)
    };
    format!(
        "{}: not known to be calm. Counts fell ({}; then {}), but {}.",
        labels.area(Some(&flag.area)),
        told(&flag.before),
        told(&flag.after),
        because.join(", ")
    )
}
