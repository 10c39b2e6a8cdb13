//! The truce's timeline: what was counted, its levels, between which days they changed, and the signed dates.

use truce_core::id::AreaId;
use truce_core::time::Day;

use super::flags::{Flag, ROW, flags, rows};
use super::keys::{Sample, days, keys_of, levels};
use super::scale::{Calendar, Scale, round_end};
use super::speech::{Arg, Behind, Saying};
use super::{Anchor, Chart, Fill, Mark, Point, Sign, Stroke, WIDTH, bar, line, text};
use crate::counts::daily::DailyCounts;
use crate::counts::real;
use crate::holding::{Caveat, DateTest, Drift, NoAnswer, Regimes, Verdict};
use crate::told::{Answer, HoldingTold, Unseen};

/// Room above the sheet for changes of level and one row of signed dates; its height; its ends.
const ABOVE: f64 = 34.0;
const HEIGHT: f64 = 180.0;
/// The foot line of the uppermost row of dates.
const DATES: f64 = 11.0;
const ENDS: (f64, f64) = (44.0, WIDTH - 8.0);
/// Where fewer of a hundred days counted are without an incident, quiet days were hardly noted.
const QUIET_PERCENT_MIN: usize = 5;

/// Draws it for an area, or for all.
#[must_use]
pub fn timeline(told: &HoldingTold, area: Option<&AreaId>) -> Chart {
    let counts = &told.counts;
    let most = counts.watched().map(|(_, count)| count).max().unwrap_or(0);
    let calendar = Calendar {
        first: counts.first,
        last: counts.day(counts.counts.len().saturating_sub(1)),
        places: ENDS,
    };
    let shown = told.dates.iter().map(|(date, _)| *date);
    let shown = shown.filter(|date| (calendar.first..=calendar.last).contains(date));
    let flags = flags(&shown.collect::<Vec<Day>>(), |day| calendar.begin(day));
    let rows = rows(&flags);
    let top = ABOVE + ROW * real(rows.saturating_sub(1));
    let foot = top + HEIGHT;
    let scale = Scale { numbers: (0.0, round_end(f64::from(most))), places: (foot, top) };
    let sheet = Sheet { calendar, scale, area, top, foot, rows };
    let mut marks = levels(&sheet.scale, ENDS);
    marks.extend(sheet.unseen(told));
    marks.push(sheet.sticks(counts));
    if let Answer::Told(regimes) = &told.regimes {
        marks.extend(sheet.regimes(regimes));
    }
    marks.extend(flags.iter().flat_map(|flag| sheet.date(flag)));
    let (key, height) = keys_of(
        &marks,
        foot + 34.0,
        &[
            (Sample::Stick, "chart-key-counted"),
            (Sample::Fill(Fill::Hatched), "chart-key-unwatched"),
            (Sample::Stroke(Stroke::Dashed), "chart-key-signed"),
            (Sample::Stroke(Stroke::Thick), "chart-key-level"),
            (Sample::Fill(Fill::Faint), "chart-key-level-range"),
            (Sample::Fill(Fill::Dotted), "chart-key-dating"),
        ],
    );
    marks.extend(days(&sheet.calendar, foot + 18.0, 3));
    marks.extend(key);
    Chart {
        name: "timeline".to_owned(),
        title: Saying::of("chart-timeline-title", [("area", Arg::Area(area.cloned()))]),
        sentences: sentences(told),
        caveats: caveats(told),
        height,
        marks,
    }
}

struct Sheet<'a> {
    calendar: Calendar,
    scale: Scale,
    area: Option<&'a AreaId>,
    top: f64,
    foot: f64,
    /// Rows of signed dates.
    rows: usize,
}

impl Sheet<'_> {
    /// A hatched surface over each stretch of days of which nothing is on record, or that cannot be told from quiet.
    fn unseen(&self, told: &HoldingTold) -> Vec<Mark> {
        let counts = &told.counts;
        let mut marks = Vec::new();
        let mut since: Option<Day> = None;
        let days = counts.counts.iter().enumerate().map(|(place, count)| {
            let day = counts.day(place);
            (day, count.is_none() || told.unseen.contains_key(&day))
        });
        for (day, missing) in days.chain([(counts.day(counts.counts.len()), false)]) {
            match (missing, since) {
                (true, None) => since = Some(day),
                (false, Some(from)) => {
                    let (x, length) = self.calendar.span((from, day.plus(-1)));
                    marks.push(bar((x, self.top), (length, HEIGHT), Fill::Hatched));
                    since = None;
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
        marks
    }

    fn sticks(&self, counts: &DailyCounts) -> Mark {
        let head =
            |(day, count): (Day, u32)| (self.calendar.middle(day), self.scale.at(f64::from(count)));
        let heads = counts.watched().filter(|(_, count)| *count > 0).map(head).collect();
        Mark::Sticks { foot: self.foot, heads }
    }

    fn regimes(&self, found: &Regimes) -> Vec<Mark> {
        let mut marks = Vec::new();
        for regime in &found.regimes {
            let (x, length) = self.calendar.span((regime.from, regime.through));
            let (low, high) = (self.scale.at(regime.interval.0), self.scale.at(regime.interval.1));
            let level = self.scale.at(regime.mean);
            let drawn = vec![
                bar((x, high), (length, (low - high).max(1.0)), Fill::Faint),
                line((x, level), (x + length, level), Stroke::Thick),
            ];
            let says = Saying::of(
                "chart-level-of",
                [
                    ("from", Arg::Day(regime.from)),
                    ("through", Arg::Day(regime.through)),
                    ("mean", Arg::decimal(regime.mean, 2)),
                ],
            );
            let link = Behind { area: self.area.cloned(), days: (regime.from, regime.through) };
            marks.push(Mark::Linked { link, says, marks: drawn });
        }
        for change in &found.changes {
            let (x, length) = self.calendar.span(change.interval);
            marks.push(bar((x, self.top - 14.0), (length.max(3.0), 8.0), Fill::Dotted));
            let at: Point = (self.calendar.begin(change.day), self.top - 10.0);
            marks.push(Mark::Figure { at, sign: Sign::Down });
        }
        marks
    }

    /// A dashed line, and the day beside its upper end.
    fn date(&self, flag: &Flag) -> Vec<Mark> {
        let x = flag.x;
        let Some(row) = flag.row else {
            return vec![line((x, self.top - 18.0), (x, self.foot), Stroke::Dashed)];
        };
        let y = DATES + ROW * real(self.rows.saturating_sub(row).saturating_sub(1));
        let says = Saying::of("chart-day", [("day", Arg::Day(flag.day))]);
        let beside = if flag.anchor == Anchor::End { x - 4.0 } else { x + 4.0 };
        let upright = line((x, y - 9.0), (x, self.foot), Stroke::Dashed);
        vec![upright, text((beside, y), flag.anchor, says)]
    }
}

fn sentences(told: &HoldingTold) -> Vec<Saying> {
    let mut all = Vec::new();
    match &told.regimes {
        Answer::None(why) => all.push(no_answer(why)),
        Answer::Told(regimes) => all.extend(level(regimes)),
    }
    all.extend(told.dates.iter().flat_map(|(date, test)| match test {
        Answer::Told(test) => of_date(test),
        Answer::None(why) => vec![untested(told, *date, why)],
    }));
    if let Some(Answer::Told(drift)) = &told.drift {
        all.push(of_drift(drift));
    }
    all.extend(of_unseen(told));
    all
}

/// What is said of a date that cannot be tested.
fn untested(told: &HoldingTold, date: Day, why: &NoAnswer) -> Saying {
    let naive = told.naive.iter().find(|(of, _)| *of == date).map(|(_, naive)| naive);
    let of = |name| Saying::of(name, [("date", Arg::Day(date))]);
    match (why, naive) {
        (NoAnswer::DateOutside, _) => of("chart-date-outside"),
        (NoAnswer::NoStableRegimes { .. }, None) => of("chart-date-unsteady"),
        (NoAnswer::TooFewIncidents { .. }, None) => of("chart-date-few"),
        (NoAnswer::TooFewDays { .. }, None) => of("chart-date-untold"),
        (_, Some(naive)) => Saying::of(
            "chart-date-naive-alone",
            [
                ("date", Arg::Day(date)),
                ("ratio", Arg::decimal(naive.ratio, 2)),
                ("low", Arg::decimal(naive.interval.0, 2)),
                ("high", Arg::decimal(naive.interval.1, 2)),
            ],
        ),
    }
}

/// How many days cannot be told from quiet.
fn of_unseen(told: &HoldingTold) -> Option<Saying> {
    let of = |wanted: Unseen| Arg::of(told.unseen.values().filter(|why| **why == wanted).count());
    (!told.unseen.is_empty()).then(|| {
        Saying::of(
            "chart-unseen-days",
            [
                ("n", Arg::of(told.unseen.len())),
                ("kept", of(Unseen::KeptAway)),
                ("less", of(Unseen::LessWatched)),
            ],
        )
    })
}

fn level(found: &Regimes) -> Option<Saying> {
    let mean = ("mean", Arg::decimal(found.present()?.mean, 1));
    Some(match found.changes.last() {
        None => Saying::of("chart-level-same", [mean]),
        Some(change) => Saying::of(
            "chart-level-changed",
            [
                ("n", Arg::of(found.changes.len())),
                ("day", Arg::Day(change.day)),
                ("from", Arg::Day(change.interval.0)),
                ("through", Arg::Day(change.interval.1)),
                mean,
            ],
        ),
    })
}

/// Why there is no answer.
fn no_answer(why: &NoAnswer) -> Saying {
    match *why {
        NoAnswer::TooFewDays { watched, needed } => Saying::of(
            "chart-no-answer-days",
            [("n", Arg::of(watched)), ("needed", Arg::of(needed))],
        ),
        NoAnswer::TooFewIncidents { counted, needed } => Saying::of(
            "chart-no-answer-incidents",
            [("n", Arg::Number(counted.into())), ("needed", Arg::Number(needed.into()))],
        ),
        NoAnswer::NoStableRegimes { children } => {
            Saying::of("chart-no-answer-unstable", [("children", Arg::decimal(children, 2))])
        }
        NoAnswer::DateOutside => Saying::plain("chart-no-answer-outside"),
    }
}

fn of_date(test: &DateTest) -> Vec<Saying> {
    let id = match test.verdict {
        Verdict::NothingChanged => "chart-date-same",
        Verdict::Fell => "chart-date-fell",
        Verdict::Rose => "chart-date-rose",
    };
    let within = &test.within_regimes;
    let told = Saying::of(
        id,
        [
            ("date", Arg::Day(test.date)),
            ("before", Arg::decimal(within.means.0, 2)),
            ("after", Arg::decimal(within.means.1, 2)),
            ("ratio", Arg::decimal(within.ratio, 2)),
            ("low", Arg::decimal(within.interval.0, 2)),
            ("high", Arg::decimal(within.interval.1, 2)),
        ],
    );
    let naive = test.naive.as_ref().filter(|_| test.caveats.contains(&Caveat::NaiveMisleads));
    let misleads = naive
        .map(|naive| Saying::of("chart-date-naive", [("ratio", Arg::decimal(naive.ratio, 2))]));
    let undated = test.caveats.contains(&Caveat::NoChangeFound);
    let undated = undated.then(|| Saying::plain("chart-date-undated"));
    [Some(told), misleads, undated].into_iter().flatten().collect()
}

fn of_drift(drift: &Drift) -> Saying {
    let mean = ("mean", Arg::decimal(drift.first_mean, 1));
    match drift.shown_on {
        Some(day) => Saying::of("chart-drift-shown", [mean, ("day", Arg::Day(day))]),
        None => Saying::of("chart-drift-none", [mean]),
    }
}

fn caveats(told: &HoldingTold) -> Vec<Saying> {
    let counts = &told.counts;
    let (days, watched) = (counts.counts.len(), counts.watched().count());
    let unwatched = days.saturating_sub(watched);
    let quiet = counts.watched().filter(|(_, count)| *count == 0).count();
    let hardly_noted = quiet.saturating_mul(100) < watched.saturating_mul(QUIET_PERCENT_MIN);
    let sum = |counts: &DailyCounts| {
        Arg::Number(counts.watched().map(|(_, count)| u64::from(count)).sum())
    };
    let bounds = told.at_least.as_ref().map(|least| {
        Saying::of("chart-caveat-bounds", [("most", sum(counts)), ("least", sum(least))])
    });
    let excited = match &told.regimes {
        Answer::Told(found) => found.caveats.iter().find_map(|caveat| match caveat {
            Caveat::SelfExcited { children } => Some(*children),
            Caveat::RecordedOnly
            | Caveat::Unwatched { .. }
            | Caveat::SingleDays { .. }
            | Caveat::FewADay
            | Caveat::NaiveMisleads
            | Caveat::NoChangeFound
            | Caveat::ShortRegime
            | Caveat::NothingCounted => None,
        }),
        Answer::None(_) => None,
    };
    let single = match &told.regimes {
        Answer::Told(found) => found.single_days.len(),
        Answer::None(_) => 0,
    };
    let n = |number: usize| ("n", Arg::of(number));
    let all = [
        Some(Saying::plain("chart-caveat-recorded")),
        bounds,
        (unwatched > 0)
            .then(|| Saying::of("chart-caveat-unwatched", [n(unwatched), ("days", Arg::of(days))])),
        hardly_noted.then(|| Saying::plain("chart-caveat-quiet-days")),
        (told.exercises > 0).then(|| {
            Saying::of("chart-caveat-exercises", [("n", Arg::Number(told.exercises.into()))])
        }),
        (single > 0).then(|| Saying::of("chart-caveat-single-days", [n(single)])),
        (told.inexact > 0).then(|| Saying::of("chart-caveat-inexact", [n(told.inexact)])),
        excited.map(|children| {
            Saying::of("chart-caveat-excited", [("children", Arg::decimal(children, 2))])
        }),
    ];
    all.into_iter().flatten().collect()
}
