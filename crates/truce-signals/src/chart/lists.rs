//! Two lists held against each other: what both have, what one has, and between what bounds lies what neither has.

use super::keys::{Sample, keys_of};
use super::scale::{Scale, round_end};
use super::speech::{Arg, Saying};
use super::{Anchor, Chart, Fill, Mark, Room, Sign, Stroke, WIDTH, bar, line, text, text_in};
use crate::told::LeftOut;
use crate::unreported::two_lists::AtOdds;

/// Where the words beside a line end.
const NAMES: f64 = 150.0;
const NAME: Room = Room { length: NAMES - 12.0, lines: 2 };
const ENDS: (f64, f64) = (NAMES, WIDTH - 16.0);
const LINE: f64 = 28.0;

/// Draws what two seats list; the number tells it from others on a page.
#[must_use]
pub fn two_lists(told: &LeftOut, number: usize) -> Chart {
    let lists = told.lists;
    let on_record = f64::from(lists.one.saturating_add(lists.other).saturating_sub(lists.both));
    let odds = told.at_odds.as_deref().unwrap_or_default();
    let most = odds.iter().map(|at| at.now.interval.1).fold(on_record, f64::max);
    let scale = Scale { numbers: (0.0, round_end(most)), places: ENDS };
    let mut marks = on_lists(told, &scale, on_record);
    let mut y = 50.0;
    for at in odds {
        marks.extend(band(at, &scale, y));
        y += LINE;
    }
    for number in [0.0, scale.numbers.1 / 2.0, scale.numbers.1] {
        let says = Saying::of("chart-number", [("n", Arg::decimal(number, 0))]);
        let x = scale.at(number);
        marks.push(line((x, 4.0), (x, y), Stroke::Fine));
        marks.push(text((x, y + 14.0), Anchor::Middle, says));
    }
    let (key, height) = keys_of(
        &marks,
        y + 30.0,
        &[
            (Sample::Fill(Fill::Faint), "chart-key-one-list"),
            (Sample::Fill(Fill::Soft), "chart-key-both-lists"),
            (Sample::Fill(Fill::Hatched), "chart-key-neither-list"),
            (Sample::Stroke(Stroke::Thick), "chart-key-in-all"),
            (Sample::Sign(Sign::Onward), "chart-key-no-bound"),
        ],
    );
    marks.extend(key);
    let seats =
        || [("one", Arg::Seat(told.seats.0.clone())), ("other", Arg::Seat(told.seats.1.clone()))];
    Chart {
        name: format!("lists-{number}"),
        title: Saying::of("chart-lists-title", seats()),
        sentences: sentences(told),
        caveats: vec![Saying::plain("chart-caveat-lists")],
        height,
        marks,
    }
}

/// One line: only the one, both, only the other.
fn on_lists(told: &LeftOut, scale: &Scale, on_record: f64) -> Vec<Mark> {
    let lists = told.lists;
    let only_one = f64::from(lists.one.saturating_sub(lists.both));
    let both = only_one + f64::from(lists.both);
    let mut marks = vec![text_in(
        NAME,
        (NAMES - 8.0, 26.0),
        Anchor::End,
        Saying::plain("chart-lists-on-record"),
    )];
    for (from, upto, fill) in
        [(0.0, only_one, Fill::Faint), (only_one, both, Fill::Soft), (both, on_record, Fill::Faint)]
    {
        let (x, end) = (scale.at(from), scale.at(upto));
        marks.push(bar((x, 12.0), (end - x, 20.0), fill));
        marks.push(line((end, 12.0), (end, 32.0), Stroke::Plain));
    }
    marks
}

/// What may be in all, if the lists depend on each other so much: the part that neither has is hatched.
fn band(at: &AtOdds, scale: &Scale, y: f64) -> Vec<Mark> {
    let says = Saying::of("chart-odds", [("odds", Arg::decimal(at.odds_ratio, 1))]);
    let middle = y + 10.0;
    let (low, high) = (scale.at(at.range.0), scale.at(at.range.1));
    let all = scale.at(at.now.all);
    let mut marks = vec![
        text_in(NAME, (NAMES - 8.0, y + 14.0), Anchor::End, says),
        bar((low, y + 3.0), ((high - low).max(1.0), 14.0), Fill::Hatched),
        line(
            (scale.at(at.now.interval.0), middle),
            (scale.at(at.now.interval.1), middle),
            Stroke::Plain,
        ),
        line((all, y + 1.0), (all, y + 19.0), Stroke::Thick),
    ];
    if at.range.1 > scale.numbers.1 {
        marks.push(Mark::Figure { at: (high, middle), sign: Sign::Onward });
    }
    marks
}

fn sentences(told: &LeftOut) -> Vec<Saying> {
    let lists = told.lists;
    let number = |number: u32| Arg::Number(number.into());
    let listed = Saying::of(
        "chart-lists-told",
        [
            ("days", number(told.days)),
            ("one", number(lists.one)),
            ("other", number(lists.other)),
            ("both", number(lists.both)),
            ("least", number(told.both_range.0)),
            ("most", number(told.both_range.1)),
        ],
    );
    let bounds = match &told.at_odds {
        Err(_) => Saying::plain("chart-lists-refused"),
        Ok(all) => {
            let low = all.iter().map(|at| at.range.0).fold(f64::INFINITY, f64::min);
            let high = all.iter().map(|at| at.range.1).fold(0.0, f64::max);
            let low = ("low", Arg::decimal(low, 0));
            if high.is_finite() {
                Saying::of("chart-lists-between", [low, ("high", Arg::decimal(high, 0))])
            } else {
                Saying::of("chart-lists-unbounded", [low])
            }
        }
    };
    vec![listed, bounds]
}
