//! What is said where nothing is drawn: many lists, late reports, clusters, labels drawn by lot, rates in figures, and
//! what rests on one source.

use super::funnel::OF_DAYS;
use super::speech::{Arg, Saying};
use crate::holding::Leaning;
use crate::told::{
    Answer, AreaTrend, ClusterTold, IndicatorsTold, LotsTold, RatesTold, RecentDay, SeatListsTold,
    WatchRestsOn, WithoutSource,
};
use crate::unreported::late::NoNowcast;

/// Days of which so much is told are told.
const TOLD_SHARE: f64 = 0.98;
/// A seat's word on fewer quiet days carries nothing.
const WATCH_DAYS_MIN: u32 = 5;
/// Chances below this are no usual play of lots.
const CHANCE_MAX: f64 = 0.05;

/// What three seats' own lists or more leave out.
#[must_use]
pub fn seat_lists(told: &SeatListsTold) -> Vec<Saying> {
    let lists = Arg::of(told.seats.len());
    let models = told.models.as_ref().ok().map(|models| {
        let of = &models.reckoning;
        Saying::of(
            "note-lists-models",
            [
                ("n", lists.clone()),
                ("all", Arg::decimal(of.all, 0)),
                ("low", Arg::decimal(of.interval.0, 0)),
                ("high", Arg::decimal(of.interval.1, 0)),
            ],
        )
    });
    let classes = told.classes.as_ref().ok().map(|of| {
        Saying::of(
            "note-lists-classes",
            [
                ("all", Arg::decimal(of.all, 0)),
                ("low", Arg::decimal(of.interval.0, 0)),
                ("high", Arg::decimal(of.interval.1, 0)),
            ],
        )
    });
    if models.is_none() && classes.is_none() {
        return vec![Saying::of("note-lists-none", [("n", lists)])];
    }
    let caveat = Saying::plain("note-lists-caveat");
    [models, classes, Some(caveat)].into_iter().flatten().collect()
}

/// What is still to be told of the last days.
#[must_use]
pub fn recent(told: Result<&[RecentDay], &NoNowcast>) -> Vec<Saying> {
    let Ok(days) = told else { return vec![Saying::plain("note-recent-none")] };
    let open = days.iter().filter(|day| day.share_in < TOLD_SHARE).map(|day| {
        Saying::of(
            "note-recent",
            [
                ("day", Arg::Day(day.day)),
                ("told", Arg::Number(day.told.into())),
                ("share", Arg::decimal(100.0 * day.share_in, 0)),
                ("low", Arg::Number(day.interval.0.into())),
                ("high", Arg::Number(day.interval.1.into())),
            ],
        )
    });
    let mut sayings: Vec<Saying> = open.collect();
    if sayings.is_empty() {
        sayings.push(Saying::plain("note-recent-all"));
    }
    sayings.push(Saying::plain("note-recent-caveat"));
    sayings
}

/// Where incidents crowd together.
#[must_use]
pub fn clusters(told: Option<&[ClusterTold]>) -> Vec<Saying> {
    let Some(clusters) = told else { return vec![Saying::plain("note-clusters-untold")] };
    let of = |cluster: &ClusterTold| {
        Saying::of(
            "note-cluster",
            [
                ("areas", Arg::Areas(cluster.areas.clone())),
                ("since", Arg::Day(cluster.since)),
                ("n", Arg::Number(cluster.incidents.into())),
                ("expected", Arg::decimal(cluster.expected, 1)),
                ("days", Arg::decimal(cluster.recurs_in_days.floor(), 0)),
            ],
        )
    };
    let mut sayings: Vec<Saying> = clusters.iter().map(of).collect();
    if sayings.is_empty() {
        sayings.push(Saying::plain("note-clusters-none"));
    }
    sayings.push(Saying::plain("note-clusters-caveat"));
    sayings
}

/// Whether who follows whom says more than labels drawn by lot.
#[must_use]
pub fn lots(told: Option<&LotsTold>) -> Vec<Saying> {
    let Some((told, placebo)) = told.and_then(|told| Some((told, told.placebo?))) else {
        return vec![Saying::plain("note-lots-few")];
    };
    let id = if placebo.chance < CHANCE_MAX { "note-lots-more" } else { "note-lots-no-more" };
    let said = Saying::of(
        id,
        [
            ("first", Arg::Actor(told.parties.0.clone())),
            ("then", Arg::Actor(told.parties.1.clone())),
            // Rounded up, so that it is never told as none.
            ("chance", Arg::decimal((placebo.chance * 100.0).ceil() / 100.0, 2)),
        ],
    );
    vec![said, Saying::plain("note-lots-caveat")]
}

/// The areas that have no rate, beside others that have one.
#[must_use]
pub fn unrated(told: &RatesTold) -> Option<Saying> {
    let rated = told.cells.iter().any(|cell| cell.rate.is_some());
    let unwatched = told.cells.iter().filter(|cell| cell.days == 0);
    let unwatched: Vec<_> = unwatched.map(|cell| cell.area.clone()).collect();
    (rated && !unwatched.is_empty())
        .then(|| Saying::of("note-rate-none", [("areas", Arg::Areas(unwatched))]))
}

/// What rests on one source, and what the tests of fairness say.
#[must_use]
pub fn fairness(told: &IndicatorsTold) -> Vec<Saying> {
    let mut sayings: Vec<Saying> = told.without.iter().flat_map(without).collect();
    if sayings.is_empty() {
        sayings.push(Saying::plain("note-without-none"));
    } else {
        sayings.push(Saying::plain("note-without-caveat"));
    }
    let watched = told.watching.iter().filter(|of| WATCH_DAYS_MIN <= of.days);
    sayings.extend(watched.map(watching));
    let parties: Vec<_> = told.of_parties.iter().filter_map(|of| of.party.clone()).collect();
    let placebo = match (parties.as_slice(), told.placebo) {
        ([first, then, ..], Some(placebo)) => {
            let id =
                if placebo.chance < CHANCE_MAX { "note-where-more" } else { "note-where-no-more" };
            let chance = Arg::decimal((placebo.chance * 100.0).ceil() / 100.0, 2);
            let (first, then) = (Arg::Actor(first.clone()), Arg::Actor(then.clone()));
            Saying::of(id, [("first", first), ("then", then), ("chance", chance)])
        }
        _ => Saying::plain("note-where-few"),
    };
    sayings.push(placebo);
    sayings.extend(told.exchanged.map(|exchanged| {
        Saying::plain(if exchanged { "note-exchanged" } else { "note-not-exchanged" })
    }));
    sayings
}

/// What the quiet days carry for which one seat alone vouches.
fn watching(of: &WatchRestsOn) -> Saying {
    let number = |number: u32| Arg::Number(number.into());
    Saying::of(
        "note-watching",
        [
            ("seat", Arg::Seat(of.seat.clone())),
            ("n", number(of.days)),
            ("late", number(of.late)),
            ("where", Arg::Area(Some(of.most.0.clone()))),
            ("most", number(of.most.1)),
            ("rate", Arg::decimal(of.rate.0 * OF_DAYS, 1)),
            ("without", Arg::decimal(of.rate.1 * OF_DAYS, 1)),
        ],
    )
}

/// How the rates would move without a source; of the areas that it moves, the one that moves farthest.
fn without(of: &WithoutSource) -> Vec<Saying> {
    let source = || ("source", Arg::Source(of.source.clone()));
    let alone = ("n", Arg::Number(of.alone.into()));
    let moved = match of.moves.first() {
        Some((area, now, without)) => Saying::of(
            "note-without",
            [
                source(),
                alone,
                ("area", Arg::Area(Some(area.clone()))),
                ("rate", Arg::decimal(now * OF_DAYS, 1)),
                ("without", Arg::decimal(without * OF_DAYS, 1)),
                ("areas", Arg::of(of.moves.len())),
            ],
        ),
        None => Saying::of("note-without-rate", [source(), alone]),
    };
    let turns = of.turns.then(|| Saying::of("note-without-turns", [source()]));
    [Some(moved), turns].into_iter().flatten().collect()
}

/// Which way each area leans.
#[must_use]
pub fn trends(told: &[AreaTrend]) -> Vec<Saying> {
    let mut untold = Vec::new();
    let mut sayings = Vec::new();
    for of in told {
        let Answer::Told(trend) = &of.answer else {
            untold.push(of.area.clone());
            continue;
        };
        let id = match trend.leaning {
            Leaning::Rising => "note-trend-rising",
            Leaning::Falling => "note-trend-falling",
            Leaning::NotDistinguishable => "note-trend-level",
        };
        let args = [
            ("area", Arg::Area(Some(of.area.clone()))),
            ("since", Arg::Day(trend.since)),
            ("mean", Arg::decimal(trend.mean, 2)),
            ("times", Arg::decimal(trend.per_month, 2)),
            ("low", Arg::decimal(trend.interval.0, 2)),
            ("high", Arg::decimal(trend.interval.1, 2)),
        ];
        sayings.push(Saying::of(id, args));
    }
    if sayings.is_empty() {
        return vec![Saying::plain("note-trends-none")];
    }
    if !untold.is_empty() {
        sayings.push(Saying::of("note-trend-untold", [("areas", Arg::Areas(untold))]));
    }
    sayings.push(Saying::plain("note-trends-caveat"));
    sayings
}
