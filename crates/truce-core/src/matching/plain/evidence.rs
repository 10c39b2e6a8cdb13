//! What two reports have in common, weighed.
//!
//! Who is blamed is never looked at: agreement on blame must not be made by
//! the matching that attribution later counts.

use crate::act::{Act, Family};
use crate::matching::Candidate;
use crate::matching::evidence::{Evidence, Reason};
use crate::matching::explain::{hours, metres};
use crate::matching::plain::weights::{PlainWeights, REFERENCE_RADIUS_M, REFERENCE_WINDOW_S};
use crate::matching::tables::log10;
use crate::matching::weights::Millibans;

/// How far beyond both precisions two reports may lie and still be weighed: three combined radii.
const REACH_RADII: u64 = 3;
/// How long between the windows, in seconds.
const REACH_GAP_S: i64 = 36 * 3600;
/// A few kilometres that even an exact report is off.
const SLACK_M: u64 = 1_000;
/// An hour that even an exact report is off.
const SLACK_S: u64 = 3_600;
/// Six hours: the usual slip between two reports that are both exact to the hour.
const SLIP_S: u64 = 6 * 3_600;

/// The radius of the disc in which both allow the event to lie, in metres.
fn combined_radius_m(a: &Candidate, b: &Candidate) -> u64 {
    let square = |radius_m: u32| u64::from(radius_m).saturating_mul(u64::from(radius_m));
    let slack = SLACK_M.saturating_mul(SLACK_M);
    square(a.radius_m).saturating_add(square(b.radius_m)).saturating_add(slack).isqrt().max(1)
}

/// Whether two reports are close enough to be weighed at all.
///
/// Without a position nothing can be said about distance, so such a report is matched only by judgement.
#[must_use]
pub fn in_reach(a: &Candidate, b: &Candidate) -> bool {
    let (Some(here), Some(there)) = (a.position, b.position) else { return false };
    a.window.gap_s(b.window) <= REACH_GAP_S
        && u64::from(here.distance_m(there)) <= combined_radius_m(a, b).saturating_mul(REACH_RADII)
}

/// The weight of a pair, reason by reason, handed to `each` with words on demand.
fn weigh(
    table: &PlainWeights,
    a: &Candidate,
    b: &Candidate,
    each: &mut dyn FnMut(Millibans, &dyn Fn() -> String),
) {
    if a.same_telling(b) {
        return each(table.out_of_reach.saturating_neg(), &|| {
            "the same telling, received twice".to_owned()
        });
    }
    let (Some(here), Some(there)) = (a.position, b.position) else {
        return each(table.out_of_reach, &|| "one gives no position".to_owned());
    };
    each(table.crowding, &|| "events are crowded: others are to be expected near".to_owned());
    let radius_m = combined_radius_m(a, b);
    let distance_m = u64::from(here.distance_m(there));
    let fineness = log10(REFERENCE_RADIUS_M).saturating_sub(log10(radius_m));
    each(fineness.saturating_mul(2), &|| format!("places exact to {} together", metres(radius_m)));
    let beyond = sixteenths(distance_m, radius_m).saturating_sub(16).max(0);
    each(table.distance_step.saturating_mul(beyond) / 16, &|| {
        format!("{} apart", metres(distance_m))
    });
    let span_s = hours_together_s(a, b);
    let shortness = log10(REFERENCE_WINDOW_S).saturating_sub(log10(span_s));
    each(shortness, &|| format!("times exact to {} together", hours(span_s)));
    let gap_s = a.window.gap_s(b.window).unsigned_abs();
    let steps = sixteenths(gap_s, span_s.max(SLIP_S));
    let apart = table.gap_step.saturating_mul(steps) / 16;
    let other_day = match gap_s {
        0 => 0,
        _ => table.other_day.saturating_mul(quarter_hours(middles_apart_s(a, b))) / QUARTERS_A_DAY,
    };
    each(apart.saturating_add(other_day), &|| {
        format!("times {} apart", hours(middles_apart_s(a, b)))
    });
    let (weight, words) = weigh_acts(table, a.act, b.act);
    each(weight, &|| words.to_owned());
    for (what, mine, theirs) in
        [("killed", a.harm.killed, b.harm.killed), ("injured", a.harm.injured, b.harm.injured)]
    {
        if let (Some(mine), Some(theirs)) = (mine, theirs) {
            let agree = mine.agrees_with(theirs);
            let weight = if agree { table.harm_same } else { table.harm_different };
            each(weight, &|| format!("{what}: {mine} and {theirs}"));
        }
    }
    if a.source == b.source {
        each(table.same_source, &|| "the same source twice".to_owned());
    }
}

/// Quarter hours in a day.
const QUARTERS_A_DAY: Millibans = 96;

/// A length in quarter hours, a day at most.
fn quarter_hours(length_s: u64) -> Millibans {
    Millibans::try_from(length_s / 900).unwrap_or(QUARTERS_A_DAY).min(QUARTERS_A_DAY)
}

/// Seconds between the middles of two windows.
fn middles_apart_s(a: &Candidate, b: &Candidate) -> u64 {
    // Twice the middle, so that nothing is rounded.
    let doubled =
        |c: &Candidate| c.window.earliest().unix().saturating_add(c.window.latest().unix());
    doubled(a).abs_diff(doubled(b)) / 2
}

/// The square of `length / unit`, in sixteenths so that a small step still counts; at most 16,000.
fn sixteenths(length: u64, unit: u64) -> Millibans {
    let squares = length.saturating_mul(length).saturating_mul(16);
    let squares = squares.checked_div(unit.saturating_mul(unit)).unwrap_or(u64::MAX);
    Millibans::try_from(squares.min(16_000)).unwrap_or(16_000)
}

/// The time in which both allow the event to lie, in seconds.
fn hours_together_s(a: &Candidate, b: &Candidate) -> u64 {
    let longer = a.window.length_s().max(b.window.length_s());
    longer.unsigned_abs().saturating_add(SLACK_S)
}

fn weigh_acts(table: &PlainWeights, a: Act, b: Act) -> (Millibans, &'static str) {
    use Family::{Civilians, Fire, Posture, Utilities};
    if a == Act::Unstated || b == Act::Unstated {
        return (0, "one does not state the act");
    }
    if a == b {
        return (table.act_same, "the same act");
    }
    let light = |act: Act| matches!(act, Act::SmallArms | Act::Fire | Act::Clash);
    match (a.family(), b.family()) {
        (one, other) if one == other => (table.act_family, "acts of one family"),
        (Fire, Posture) | (Posture, Fire) => (table.act_related, "fire and an attack"),
        (Fire, Civilians) | (Civilians, Fire) if light(a) || light(b) => {
            (table.act_related, "shots and a killing")
        }
        // Fire on a pumping station is told as fire and as water cut.
        (Fire, Utilities) | (Utilities, Fire) => {
            (table.act_related.saturating_mul(2), "fire and a utility cut")
        }
        (Fire, Civilians) | (Civilians, Fire) => {
            (table.act_related.saturating_mul(3), "fire and a killing")
        }
        _ => (table.act_different, "different acts"),
    }
}

/// The weight of a pair as one number; the same as the total of [`explain`].
#[must_use]
pub fn weight(table: &PlainWeights, a: &Candidate, b: &Candidate) -> Millibans {
    let mut total: Millibans = 0;
    weigh(table, a, b, &mut |millibans, _| total = total.saturating_add(millibans));
    total
}

/// The weight of a pair, reason by reason; reasons that weigh nothing are left out.
#[must_use]
pub fn explain(table: &PlainWeights, a: &Candidate, b: &Candidate) -> Evidence {
    let mut evidence = Evidence { reasons: Vec::new(), total: 0 };
    weigh(table, a, b, &mut |millibans, words| {
        evidence.total = evidence.total.saturating_add(millibans);
        if millibans != 0 {
            evidence.reasons.push(Reason { millibans, words: words() });
        }
    });
    evidence
}
