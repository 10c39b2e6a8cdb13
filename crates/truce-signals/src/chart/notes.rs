//! What is said where nothing is drawn: many lists, late reports, clusters, labels drawn by lot.

use super::speech::{Arg, Saying};
use crate::told::{ClusterTold, LotsTold, RecentDay, SeatListsTold};
use crate::unreported::late::NoNowcast;

/// Days of which so much is told are told.
const TOLD_SHARE: f64 = 0.98;
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
