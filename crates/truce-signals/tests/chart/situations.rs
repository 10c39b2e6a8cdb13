//! Situations of which charts are drawn, from text.
#![allow(dead_code, reason = "each of the tests that draw charts needs some of it")]

use std::collections::BTreeMap;

use truce_core::id::{ActorId, AreaId, SeatId};
use truce_core::time::Day;
use truce_signals::alarm::Promise;
use truce_signals::chart::{Chart, fan, funnel, matrix, reliability, strip, timeline, two_lists};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::fair::{self, Exposed};
use truce_signals::follows::rule::{Direction, Following};
use truce_signals::holding::{Compared, DateTest, Settings, at_date, naive_at, regimes};
use truce_signals::told::{
    Alarms, Answer, AreaSeries, CellTold, FollowingTold, HoldingTold, LeftOut, Noted, RatesTold,
    outlook, watch_series,
};
use truce_signals::unreported::two_lists::{TwoLists, sensitivity};

/// The day with that number, from 1 January 2017 on.
pub fn day(number: i32) -> Day {
    Day::new(2017, 1, 1).unwrap().plus(number)
}

/// Counts from text: `1 2 . *3, 5` are three times 1, 2 and a day without a record, then a 5.
pub fn counts(text: &str) -> DailyCounts {
    let mut all = Vec::new();
    for part in text.split(',') {
        let (numbers, times) = part.split_once('*').unwrap_or((part, "1"));
        let numbers: Vec<Option<u32>> =
            numbers.split_whitespace().map(|number| number.parse().ok()).collect();
        all.extend(numbers.repeat(times.trim().parse().unwrap()));
    }
    DailyCounts { first: day(0), counts: all }
}

/// What the simple comparison says of dates that cannot be tested.
fn naive_of(counts: &DailyCounts, dates: &[(Day, Answer<DateTest>)]) -> Vec<(Day, Compared)> {
    let untested = dates.iter().filter(|(_, answer)| matches!(answer, Answer::None(_)));
    untested.filter_map(|(date, _)| Some((*date, naive_at(counts, *date)?))).collect()
}

/// What is told of counts, with signed dates on those days.
pub fn held(text: &str, dates: &[i32]) -> HoldingTold {
    let counts = counts(text);
    let found = regimes(&counts, &Settings::default());
    let test = |number: &i32| {
        let date = day(*number);
        let test =
            found.as_ref().map_err(|why| *why).and_then(|found| at_date(&counts, found, date));
        (date, Answer::from(test))
    };
    let tested: Vec<_> = dates.iter().map(test).collect();
    HoldingTold {
        at_least: None,
        exercises: 0,
        inexact: 0,
        unseen: BTreeMap::new(),
        naive: naive_of(&counts, &tested),
        dates: tested,
        drift: None,
        regimes: found.into(),
        counts,
    }
}

/// Two parties.
pub fn actors() -> Vec<ActorId> {
    ["north", "south"].map(|id| ActorId::new(id).unwrap()).to_vec()
}

/// What the tests say of a pair.
pub fn pair(zone: usize, first: usize, then: usize, direction: Direction) -> Following {
    let (jitters, caveats) = (Vec::new(), std::collections::BTreeSet::new());
    Following { zone, first, then, jitters, lead: None, direction, caveats }
}

/// What two seats list.
pub fn two(lists: TwoLists, both_range: (u32, u32)) -> LeftOut {
    let seats = (SeatId::new("north").unwrap(), SeatId::new("south").unwrap());
    LeftOut { seats, days: 30, lists, both_range, at_odds: sensitivity(lists, both_range) }
}

/// The alarms of one area, with what was said of them.
pub fn alarms(text: &str, noted: &[Noted]) -> Alarms {
    alarms_of("hama", text, noted)
}

/// The alarms of an area.
pub fn alarms_of(area: &str, text: &str, noted: &[Noted]) -> Alarms {
    let counts = counts(text);
    let days = (counts.first, counts.day(counts.counts.len() - 1));
    let watched = counts.watched().count();
    let area = AreaId::new(area).unwrap();
    let series = [AreaSeries { area, counts, exercises: BTreeMap::new() }];
    watch_series(&series, days, watched, Promise { false_alarms_a_year: 4.0 }, noted)
}

/// Counts that rise after some days without a record.
pub const RISEN: &str = "1 2 1 1 0 1 *12, . *4, 1 2 0 *3, 6 7 5 8 *5";

/// Rates of areas: days with a record, and incidents.
pub fn rated(cells: &[(&str, u32, u32)], bursts: f64) -> RatesTold {
    let exposed: Vec<Exposed> =
        cells.iter().map(|(_, days, count)| Exposed { effort: *days, count: *count }).collect();
    let told = cells.iter().zip(fair::rates(&exposed, bursts));
    let told = told.map(|((area, days, count), rate)| CellTold {
        area: AreaId::new(area).unwrap(),
        days: *days,
        count: *count,
        at_most: None,
        rate,
    });
    RatesTold { party: None, cells: told.collect(), funnel: fair::funnel(&exposed, bursts) }
}

/// Areas outside the funnel that lie on one another at its foot, and others above it.
pub const CROWDED: &[(&str, u32, u32)] = &[
    ("hama", 20, 15),
    ("rif-dimashq", 51, 37),
    ("quneitra", 30, 0),
    ("as-suwayda", 30, 0),
    ("deir-ez-zor", 32, 0),
    ("raqqa", 32, 0),
    ("hasaka", 33, 1),
    ("tartus", 30, 0),
    ("idlib", 20, 6),
    ("homs", 24, 10),
];

/// Days that were scored up to one in October, and again at the end of December.
pub const INTERRUPTED: &str = "3 5 2 4 6 3 *46, . *80, 4 2 5";

/// Whether acts of these parties follow each other, where too little is known to say.
pub fn untested(areas: &[&str], parties: &[&str]) -> FollowingTold {
    FollowingTold {
        areas: areas.iter().map(|id| AreaId::new(id).unwrap()).collect(),
        parties: parties.iter().map(|id| ActorId::new(id).unwrap()).collect(),
        pairs: Vec::new(),
    }
}

/// A chart of each kind in each of its forms.
pub fn all() -> Vec<Chart> {
    let fell = "5 6 4 7 5 *16, . . , 1 0 1 2 1 *20";
    let scored = |text: &str| outlook(counts(text), "hama", [7; 32], 7).unwrap();
    let (interrupted, steady) = (scored(INTERRUPTED), scored("3 5 2 4 6 3 *60"));
    let mut grey = untested(&["hama", "kiev-special-republican-city"], &["north", "south"]);
    grey.pairs = vec![
        pair(0, 0, 1, Direction::Followed { chance: 0.004 }),
        pair(0, 1, 0, Direction::NotEstablished { detectable: Some(0.74) }),
    ];
    let crowded = rated(CROWDED, 1.2);
    let mut charts = vec![
        timeline(&held(fell, &[80]), None),
        timeline(&held(fell, &[20, 24, 26, 80, 160, 170]), None),
        timeline(&held("1 2 . . 3 0 . 1", &[2]), None),
        strip(&alarms(RISEN, &[])),
        strip(&alarms_of("autonomous-republic-of-crimea", RISEN, &[])),
        two_lists(&two(TwoLists { one: 40, other: 30, both: 20 }, (0, 24)), 1),
        two_lists(&two(TwoLists { one: 40, other: 30, both: 3 }, (1, 5)), 2),
        funnel(&crowded, 1.2, 1),
        fan(&interrupted, None),
        fan(&steady, None),
        reliability(&steady.past),
        matrix(&grey),
        matrix(&untested(&["hama"], &["north", "south", "east"])),
        matrix(&untested(&["hama"], &[])),
    ];
    for days in 1..=7 {
        let told = outlook(counts("3 5 2 4 6 3 *20"), "hama", [7; 32], days).unwrap();
        charts.push(fan(&told, AreaId::new("hama").ok().as_ref()));
    }
    charts
}
