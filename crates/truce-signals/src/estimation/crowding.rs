//! How many other events are to be expected near an event.
//!
//! The background is the local rate of groups, from the smallest of several
//! discs that holds enough of them. What comes on top of it near an event is
//! learned from reports of one source, which are two events as a rule.

use std::collections::BTreeMap;

use truce_core::geo::Position;
use truce_core::matching::weights::{Cell, SourceWeights, Weights};
use truce_core::time::Moment;

use super::gathering::{Gathering, count, from_millibans, millibans, natural, offset_km, real};

/// Discs that are tried for the background, in kilometres, the smallest first.
const DISCS_KM: [f64; 4] = [4.0, 8.0, 16.0, 26.0];
/// A disc is large enough with so many events.
const ENOUGH: usize = 25;
/// How long before and after events count for the background, in hours.
const AROUND_H: f64 = 20.0 * 24.0;
/// How far apart two reports of a source may be to say something of the excess.
const PAIR_KM: f64 = 30.0;
const PAIR_H: f64 = 120.0;
/// So many reports near in time are looked at for each report: enough for the sums, whatever the crowd.
const PAIRS_MAX: usize = 400;
const ROUNDS: usize = 25;

/// What was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Excess {
    pub(crate) another: f64,
    pub(crate) fade_h: f64,
    pub(crate) same_act: f64,
    pub(crate) spread_km: f64,
}

/// An event as the background has it.
#[derive(Debug, Clone, Copy)]
struct Event {
    at_h: f64,
    position: Position,
}

/// Estimates the background and the excess.
pub(crate) fn estimate(gathering: &Gathering, weights: &mut Weights) -> Excess {
    let mut events: Vec<Event> = gathering
        .groups
        .iter()
        .filter_map(|group| {
            let first = gathering.members(group).find(|told| told.position.is_some())?;
            Some(Event { at_h: first.middle_h(), position: first.position? })
        })
        .collect();
    events.sort_by(|a, b| a.at_h.total_cmp(&b.at_h));
    let rates = rates(&events);
    let mean = rates.values().sum::<f64>() / count(rates.len()).max(1.0);
    weights.crowding.background = millibans(mean);
    weights.crowding.cells = rates.iter().map(|(cell, rate)| (*cell, millibans(*rate))).collect();
    let excess = excess(gathering, weights, &rates, mean);
    let crowding = &mut weights.crowding;
    crowding.another_permille = natural(excess.another * 1_000.0);
    crowding.spread_m = natural(excess.spread_km * 1_000.0);
    crowding.fade_s = natural(excess.fade_h * 3_600.0);
    crowding.same_act_permille = natural(excess.same_act * 1_000.0);
    // The background is what is left beside the excess.
    let left = millibans(1.0 / (1.0 + excess.another));
    crowding.background += left;
    crowding.cells.values_mut().for_each(|rate| *rate += left);
    excess
}

/// Seconds since 1970 from hours.
#[expect(clippy::cast_possible_truncation, reason = "dates are far below 2^53")]
fn moment(at_h: f64) -> Moment {
    Moment::from_unix((at_h * 3_600.0) as i64)
}

/// Events per square kilometre and hour, for every cell that has any.
fn rates(events: &[Event]) -> BTreeMap<Cell, f64> {
    // Tenths of a degree hold the events of a neighbourhood, each list in the order of time.
    let mut by_cell: BTreeMap<(i32, i32), Vec<&Event>> = BTreeMap::new();
    let mut first: BTreeMap<Cell, &Event> = BTreeMap::new();
    for event in events {
        let cell = Cell::of(event.position, moment(event.at_h));
        by_cell.entry((cell.north, cell.east)).or_default().push(event);
        first.entry(cell).or_insert(event);
    }
    let (begin, end) = match (events.first(), events.last()) {
        (Some(first), Some(last)) => (first.at_h, last.at_h),
        _ => return BTreeMap::new(),
    };
    first
        .into_iter()
        .map(|(cell, event)| {
            // Of thirty days.
            let middle = (real(cell.period) * 30.0 + 15.0) * 24.0;
            let (from, to) = ((middle - AROUND_H).max(begin), (middle + AROUND_H).min(end));
            (cell, rate(&by_cell, cell, event.position, from, to))
        })
        .collect()
}

fn rate(
    by_cell: &BTreeMap<(i32, i32), Vec<&Event>>,
    cell: Cell,
    position: Position,
    from_h: f64,
    to_h: f64,
) -> f64 {
    let mut distances = Vec::new();
    for north in cell.north - 3..=cell.north + 3 {
        for (_, events) in by_cell.range((north, cell.east - 4)..=(north, cell.east + 4)) {
            let begin = events.partition_point(|event| event.at_h < from_h);
            let inside = events.iter().skip(begin).take_while(|event| event.at_h <= to_h);
            distances
                .extend(inside.map(|event| f64::from(event.position.distance_m(position)) / 1e3));
        }
    }
    distances.sort_by(f64::total_cmp);
    let hours = (to_h - from_h).max(24.0);
    let within = |disc: f64| distances.partition_point(|distance| *distance <= disc);
    let disc = DISCS_KM.iter().copied().find(|disc| within(*disc) >= ENOUGH).unwrap_or(26.0);
    (count(within(disc)) + 0.5) / (std::f64::consts::PI * disc * disc * hours)
}

/// Two reports of one source that are near each other.
struct Pair {
    background: f64,
    /// Squared distance and the variance of both places, in square kilometres.
    square_km: f64,
    noise_km: f64,
    apart_h: f64,
    same_act: bool,
}

fn excess(
    gathering: &Gathering,
    weights: &Weights,
    rates: &BTreeMap<Cell, f64>,
    mean: f64,
) -> Excess {
    let (pairs, looking) = pairs(gathering, weights, rates, mean);
    let crowding = &weights.crowding;
    let mut found = Excess {
        another: (f64::from(crowding.another_permille) / 1e3).max(0.05),
        fade_h: f64::from(crowding.fade_s) / 3_600.0,
        same_act: f64::from(crowding.same_act_permille) / 1e3,
        spread_km: f64::from(crowding.spread_m) / 1e3,
    };
    if pairs.len() < 50 || looking <= 0.0 {
        return found;
    }
    let chance = chance_of_same_act(gathering);
    for _ in 0..ROUNDS {
        let (mut mass, mut square, mut late, mut same) = (0.0, 0.0, 0.0, 0.0);
        for pair in &pairs {
            let variance = found.spread_km * found.spread_km + pair.noise_km;
            let place = (-pair.square_km / (2.0 * variance)).exp()
                / (2.0 * std::f64::consts::PI * variance);
            let time = (-pair.apart_h / found.fade_h).exp() / (2.0 * found.fade_h);
            let near = found.another * place * time;
            let share = near / (near + pair.background);
            mass += share;
            square += share * (pair.square_km / 2.0 - pair.noise_km);
            late += share * pair.apart_h;
            same += if pair.same_act { share } else { 0.0 };
        }
        if mass < 1.0 {
            break;
        }
        found = Excess {
            another: (2.0 * mass / looking).clamp(0.02, 40.0),
            fade_h: (late / mass).clamp(2.0, 48.0),
            same_act: ((same / mass - chance) / (1.0 - chance)).clamp(0.05, 0.95),
            spread_km: (square / mass).max(1.0).sqrt().clamp(1.0, 8.0),
        };
    }
    found
}

/// How often two reports have the same act by chance.
fn chance_of_same_act(gathering: &Gathering) -> f64 {
    let mut acts: BTreeMap<usize, f64> = BTreeMap::new();
    let mut sum = 0.0;
    for act in gathering.told.iter().filter_map(|told| told.act) {
        *acts.entry(act).or_insert(0.0) += 1.0;
        sum += 1.0;
    }
    acts.values().map(|part| (part / sum) * (part / sum)).sum::<f64>().min(0.9)
}

/// The pairs, and how many others each report could have met, summed: how likely its source tells one.
fn pairs(
    gathering: &Gathering,
    weights: &Weights,
    rates: &BTreeMap<Cell, f64>,
    mean: f64,
) -> (Vec<Pair>, f64) {
    let mut pairs = Vec::new();
    let mut looking = 0.0;
    for (source, id) in gathering.sources.iter().enumerate() {
        let own = weights.sources.get(id).unwrap_or(&weights.usual);
        let all: Vec<_> = gathering.told.iter().filter(|told| told.source == source).collect();
        let mut exact: Vec<_> = all
            .iter()
            .filter(|told| told.is_moment(&weights.precision) && told.radius_m <= 1_500.0)
            .filter_map(|told| Some((*told, told.position?)))
            .collect();
        exact.sort_by(|a, b| a.0.middle_h().total_cmp(&b.0.middle_h()));
        // Chatty sources tell one event twice too often to learn from.
        let chatty = own.repeat > -900;
        if exact.len() < 20 || chatty {
            continue;
        }
        let tells = tells(own, weights) * count(exact.len()) / count(all.len().max(1));
        looking += tells * count(exact.len());
        for (place, (told, here)) in exact.iter().enumerate() {
            let later = exact.iter().skip(place + 1).take(PAIRS_MAX);
            for (other, there) in later {
                let apart_h = other.middle_h() - told.middle_h();
                if apart_h > PAIR_H {
                    break;
                }
                let (x, y) = offset_km(*here, *there);
                let square_km = x * x + y * y;
                if square_km > PAIR_KM * PAIR_KM {
                    continue;
                }
                let rate = rates.get(&Cell::of(*here, moment(told.middle_h()))).copied();
                pairs.push(Pair {
                    background: rate.unwrap_or(mean),
                    square_km,
                    noise_km: told.place_square_km(&weights.precision, own)
                        + other.place_square_km(&weights.precision, own),
                    apart_h,
                    same_act: told.act.is_some() && told.act == other.act,
                });
            }
        }
    }
    (pairs, looking)
}

/// How likely a source tells of an event, over all classes of prominence.
fn tells(own: &SourceWeights, weights: &Weights) -> f64 {
    let shares = weights.prominence.shares.iter().map(|share| from_millibans(*share));
    let odds = own.told.iter().map(|odds| from_millibans(*odds));
    let sum: f64 = shares.zip(odds).map(|(share, odds)| share * odds / (1.0 + odds)).sum();
    sum.clamp(0.01, 1.0)
}
