//! How well reports fit together as the reports of one event.
//!
//! A set of reports has a score: the logarithm of how likely its places, its
//! times, its acts, its tolls and its tellers are, if it is one event. Two
//! sets are one event as far as the score of both together exceeds the sum of
//! their own scores, less the logarithm of how many *other* events are to be
//! expected there and then ([`Gain`]). Who is blamed is never looked at:
//! agreement on blame must not be made by the matching that attribution later
//! counts.
//!
//! Source: an incident-level likelihood after multi-target association (Reid
//! 1979), with the excess of near events of a self-exciting process (Zhuang,
//! Ogata, Vere-Jones 2002) as the rival explanation.
//!
//! Cost: O(n) for a set of n reports, and O(n²) in its spans of time, of which
//! no more than [`SPANS_MAX`] are looked at.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "scales, positions and weights are bounded by the model; sums are wide enough for any count"
)]

use crate::geo::Position;
use crate::matching::model::{ByAct, ByToll, HOUR, LATE_S, Model, Part, Timing};
use crate::matching::tables::{
    IMPOSSIBLE, fallen, log_add, log_sum, log10, share_below_ppm, sixteenths, sixteenths_of_square,
    trust_permille,
};
use crate::matching::weights::{Cell, Millibans};
use crate::time::Moment;

/// So many spans of time of one event are weighed against each other.
pub(crate) const SPANS_MAX: usize = 24;

/// log10 of 2π.
const TWO_PI: Millibans = 798;
/// log10 of the normaliser of Student's kernel with five degrees of freedom, in one dimension.
const STUDENT_1: Millibans = -421;
/// log10 of the square metres in a square kilometre.
const SQUARE_KM: Millibans = 6_000;
/// Binary places of the weight of a place or a moment, one over its squared scale.
const BITS: u32 = 50;
/// log10 of 2^50.
const BITS_LOG: Millibans = 15_051;

/// The score of a set, part by part, and where and when its event would be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Score {
    /// How likely the places are, per square kilometre for each report but one.
    pub(crate) place: i64,
    /// How likely the times are, per hour for each report but one.
    pub(crate) time: i64,
    /// How likely the acts are.
    pub(crate) act: i64,
    /// How likely the tolls are: killed, injured.
    pub(crate) tolls: [i64; 2],
    /// How likely these sources tell of it and the others do not.
    pub(crate) told: i64,
    /// What sources that tell it again weigh.
    pub(crate) repeats: i64,
    /// What copies weigh.
    pub(crate) copies: i64,
    /// log10 of how many reports of one source could be of the event of each report, on average.
    pub(crate) rivals: i64,
    /// The middle of the places.
    pub(crate) centre: Option<Position>,
    /// The square of its standard deviation, in square metres.
    pub(crate) centre_square: u64,
    /// The middle of the times, in seconds.
    pub(crate) middle: i64,
    /// The square of its standard deviation, in square seconds.
    pub(crate) middle_square: u64,
}

/// What joining two sets gains, part by part, in millibans; above zero it is more likely that they are one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gain {
    pub(crate) place: i64,
    pub(crate) time: i64,
    pub(crate) act: i64,
    pub(crate) tolls: [i64; 2],
    pub(crate) told: i64,
    pub(crate) repeats: i64,
    pub(crate) copies: i64,
    /// The other events that are to be expected, of whatever act.
    pub(crate) crowding: i64,
    /// The other events that are told of around these reports.
    pub(crate) rivals: i64,
}

impl Gain {
    pub(crate) fn total(&self) -> i64 {
        self.between_two() + self.rivals
    }

    /// What it would be if nothing else were told around: never less than the total.
    pub(crate) fn between_two(&self) -> i64 {
        let [killed, injured] = self.tolls;
        let places = self.place + self.time + self.crowding;
        places + self.act + killed + injured + self.told + self.repeats + self.copies
    }
}

/// Where two reports without a position meet: nowhere.
pub(crate) const APART: i64 = -6_000;

/// Scores a set of reports; the first is the one with the smallest address.
pub(crate) fn score(model: &Model, parts: &[&Part]) -> Score {
    let copied = copied(parts);
    if copied == 0 {
        return score_of(model, parts, parts);
    }
    // A copy says nothing of its own: it lies where and when its original does, and is as likely as it is alone.
    let is_copy = |place: usize| place < COPIES_MAX && copied >> place & 1 == 1;
    let own: Vec<&Part> =
        parts.iter().enumerate().filter(|(place, _)| !is_copy(*place)).map(|(_, p)| *p).collect();
    let mut score = score_of(model, &own, parts);
    for (_, copy) in parts.iter().enumerate().filter(|(place, _)| is_copy(*place)) {
        let alone = &[*copy];
        score.place += i64::from(peak(copy.place_square));
        score.time += i64::from(highest(copy.time));
        score.act += act(model, alone);
        score.tolls[0] += tolls(model, alone, false);
        score.tolls[1] += tolls(model, alone, true);
        score.copies += i64::from(model.weights.copy);
    }
    score
}

/// So many reports of an event are looked at for copies.
const COPIES_MAX: usize = 64;

/// Which of the first reports copy an earlier one by another source: a bit for each.
fn copied(parts: &[&Part]) -> u64 {
    let mut copied = 0_u64;
    for (place, part) in parts.iter().enumerate().take(COPIES_MAX) {
        let earlier = parts.iter().enumerate().take(place);
        let mut originals = earlier.filter(|(other, _)| copied >> other & 1 == 0);
        if originals.any(|(_, other)| part.copies(other)) {
            copied |= 1 << place;
        }
    }
    copied
}

/// The density of a place at its middle, per square kilometre.
fn peak(square: u64) -> Millibans {
    SQUARE_KM - TWO_PI - log10(square)
}

/// The highest density of a time, per hour.
fn highest(time: Timing) -> Millibans {
    match time {
        Timing::Moment { square, .. } => STUDENT_1 + HOUR - log10(square) / 2,
        Timing::Span { inside, .. } => inside,
    }
}

fn score_of(model: &Model, parts: &[&Part], tellers_of: &[&Part]) -> Score {
    let (place, centre, centre_square) = place(parts);
    let (time, middle, middle_square) = time(parts);
    let (told, repeats) = tellers(model, tellers_of);
    Score {
        place,
        time,
        act: act(model, parts),
        tolls: [tolls(model, parts, false), tolls(model, parts, true)],
        told,
        repeats,
        copies: 0,
        rivals: rivals(tellers_of),
        centre,
        centre_square,
        middle,
        middle_square,
    }
}

/// What joining gains: `both` is the score of the two sets together.
pub(crate) fn gain(model: &Model, a: &Score, b: &Score, both: &Score) -> Gain {
    let act = both.act - a.act - b.act;
    let (plain, alike) = others(model, a, b, both, act);
    let difference = |of: fn(&Score) -> i64| of(both) - of(a) - of(b);
    let placed = a.centre.is_some() && b.centre.is_some();
    Gain {
        place: if placed { difference(|s| s.place) } else { APART },
        time: difference(|s| s.time),
        act: i64::from(plain - alike),
        tolls: [difference(|s| s.tolls[0]), difference(|s| s.tolls[1])],
        told: difference(|s| s.told),
        repeats: difference(|s| s.repeats),
        copies: difference(|s| s.copies),
        crowding: -i64::from(plain),
        rivals: rivals_weight(model, both.rivals),
    }
}

/// What the other events weigh that are told of around reports with so many rivals on average.
pub(crate) fn rivals_weight(model: &Model, rivals: i64) -> i64 {
    -rivals * i64::from(model.weights.crowding.rivals_permille.min(10_000)) / 1_000
}

/// log10 of how many reports of one source could be of the event of each report, on average.
fn rivals(parts: &[&Part]) -> i64 {
    let sum: i64 = parts.iter().map(|part| i64::from(part.rivals)).sum();
    sum / i64::try_from(parts.len()).unwrap_or(1).max(1)
}

/// Whether two reports may gain so much: places, times and crowding as they are, acts and tolls at their best.
///
/// INVARIANT: what gains so much may gain so much. Acts and tolls of both are no likelier than those of either, for
/// the weights of shares are at most one.
pub(crate) fn may_gain(
    model: &Model,
    (a, alone_a): (&Part, &Score),
    (b, alone_b): (&Part, &Score),
    least: i64,
) -> bool {
    if a.copies(b) {
        return true;
    }
    let parts = [a, b];
    let (place, centre, _) = place(&parts);
    let (time, middle, _) = time(&parts);
    let plain = log_add(background(model, centre, middle), excess(model, alone_a, alone_b));
    let best = |of: fn(&Score) -> i64| -of(alone_a).max(of(alone_b)).min(0);
    let (_, free) = same_and_free(model);
    let acts = best(|s| s.act) - i64::from(free) + 2;
    let tolls = best(|s| s.tolls[0]) + best(|s| s.tolls[1]);
    let (told, repeats) = tellers(model, &parts);
    let told = told - alone_a.told - alone_b.told;
    place + time - i64::from(plain) + acts + tolls + told + repeats >= least
}

/// The density of other events between two sets: of whatever act, and as likely as these acts make it.
fn others(model: &Model, a: &Score, b: &Score, both: &Score, act: i64) -> (Millibans, Millibans) {
    let background = background(model, both.centre, both.middle);
    let excess = excess(model, a, b);
    let (same, free) = same_and_free(model);
    let plain = log_add(background, excess);
    let act = Millibans::try_from(act).unwrap_or(0);
    let unlike = log_add(background, excess + free) - act;
    (plain, log_add(unlike, excess + same))
}

/// The density of events that follow no other, there and then.
fn background(model: &Model, centre: Option<Position>, middle: i64) -> Millibans {
    let crowding = &model.weights.crowding;
    let at = Moment::from_unix(middle);
    let cell = centre.and_then(|centre| crowding.cells.get(&Cell::of(centre, at)));
    cell.copied().unwrap_or(crowding.background).clamp(-20_000, 3_000)
}

/// How many of the events that follow each other are of the same act beyond chance, and how many are not.
fn same_and_free(model: &Model) -> (Millibans, Millibans) {
    let same = u64::from(model.weights.crowding.same_act_permille.clamp(1, 999));
    (log10(same) - 3_000, log10(1_000 - same) - 3_000)
}

/// The density of events that follow one of the two and would be taken for the other.
fn excess(model: &Model, a: &Score, b: &Score) -> Millibans {
    let crowding = &model.weights.crowding;
    let (Some(here), Some(there)) = (a.centre, b.centre) else { return IMPOSSIBLE };
    let spread = u64::from(crowding.spread_m.clamp(1, 1_000_000));
    let square = spread * spread + a.centre_square + b.centre_square;
    let distance = u64::from(here.distance_m(there));
    // exp(-d²/2s²): 0.4343 · 1000 / 32 millibans for each sixteenth.
    let far = sixteenths(distance, square).min(100_000) * 13_572 / 1_000;
    let fade = u64::from(crowding.fade_s.clamp(60, 1 << 30));
    let lasting = (fade * fade + a.middle_square + b.middle_square).isqrt().max(1);
    let apart = a.middle.abs_diff(b.middle);
    let late = apart.min(1 << 50) * 434 / lasting;
    let fallen = Millibans::try_from((far + late).min(900_000)).unwrap_or(900_000);
    let another = log10(u64::from(crowding.another_permille.max(1))) - 3_000;
    let time = -(log10(2 * lasting) - HOUR);
    another + peak(square) + time - fallen
}

/// Metres east and north of `origin`.
fn offset_m(origin: Position, to: Position) -> (i64, i64) {
    let (east, north) = origin.offset_m(to);
    (east.clamp(-30_000_000, 30_000_000), north.clamp(-30_000_000, 30_000_000))
}

/// So many places of one event are looked at for places that are told alike.
const ALIKE_MAX: usize = 16;

/// Whether a report tells the very place that an earlier one tells: both have it from one list of places.
fn told_alike(parts: &[&Part], place: usize) -> bool {
    let Some(part) = parts.get(place) else { return false };
    parts.iter().take(place.min(ALIKE_MAX)).any(|other| other.position == part.position)
}

fn place(parts: &[&Part]) -> (i64, Option<Position>, u64) {
    let placed = || parts.iter().filter_map(|part| Some((part.position?, part.place_square)));
    let Some((origin, square)) = placed().next() else { return (0, None, 1) };
    if placed().nth(1).is_none() {
        return (0, Some(origin), square);
    }
    // A place that is told alike is no second measurement.
    let own = || {
        let distinct = parts.iter().enumerate().filter(|(place, _)| !told_alike(parts, *place));
        distinct.filter_map(|(_, part)| Some((part.position?, part.place_square)))
    };
    let weight = |square: u64| i128::from((1_u64 << BITS) / square);
    let mut centre = (0, 0);
    for round in 0..2 {
        let (mut sum, mut east, mut north) = (0_i128, 0_i128, 0_i128);
        for (position, square) in own() {
            let (x, y) = offset_m(origin, position);
            let trust = match round {
                0 => 1_000,
                _ => trust_permille(sixteenths_of_square(apart_square((x, y), centre), square), 2),
            };
            let w = weight(square) * i128::from(trust);
            sum += w;
            east += w * i128::from(x);
            north += w * i128::from(y);
        }
        let mean = |along: i128| i64::try_from(along / sum.max(1)).unwrap_or(0);
        centre = (mean(east), mean(north));
    }
    let (mut total, mut precision) = (0_i64, 0_i128);
    for (position, square) in own() {
        let q = sixteenths_of_square(apart_square(offset_m(origin, position), centre), square);
        total += i64::from(fallen(q, 2) + peak(square));
        precision += weight(square);
    }
    let alike = parts.iter().enumerate().filter(|(place, _)| told_alike(parts, *place));
    for (_, part) in alike.filter(|(_, part)| part.position.is_some()) {
        // As far off as two measurements of one place are from each other.
        total += i64::from(peak(2 * part.place_square));
    }
    let precision = u64::try_from(precision).unwrap_or(u64::MAX).max(1);
    total += i64::from(TWO_PI + BITS_LOG - log10(precision) - SQUARE_KM);
    (total, Some(origin.moved_m(centre.0, centre.1)), ((1 << BITS) / precision).max(1))
}

/// The square of a distance, in square metres.
fn apart_square(a: (i64, i64), b: (i64, i64)) -> u64 {
    let (x, y) = (a.0.abs_diff(b.0), a.1.abs_diff(b.1));
    x * x + y * y
}

fn time(parts: &[&Part]) -> (i64, i64, u64) {
    let (total, middle, square) = moments(parts);
    let spans = || parts.iter().filter(|part| matches!(part.time, Timing::Span { .. }));
    let Some(middle) = middle else { return only_spans(parts) };
    let sigma = square.isqrt().max(1);
    let mut total = total;
    for part in spans() {
        let Timing::Span { from, to, inside, before, stray } = part.time else { continue };
        let below = |edge: i64| share_below_ppm(edge - middle, sigma);
        let (start, end, early) = (below(from), below(to), below(from - LATE_S));
        let within = |share: u64| if share == 0 { IMPOSSIBLE } else { log10(share) - 6_000 };
        let told = within(end.saturating_sub(start)) + inside;
        let late = within(start.saturating_sub(early)) + before;
        total += i64::from(log_sum(&[told, late, stray]));
    }
    (total, middle, square)
}

/// How likely the moments are together, and their middle.
fn moments(parts: &[&Part]) -> (i64, Option<i64>, u64) {
    let told = || {
        parts.iter().filter_map(|part| match part.time {
            Timing::Moment { middle, square } => Some((middle, square)),
            Timing::Span { .. } => None,
        })
    };
    let Some((origin, square)) = told().next() else { return (0, None, 1) };
    if told().nth(1).is_none() {
        return (0, Some(origin), square);
    }
    let weight = |square: u64| i128::from((1_u64 << BITS) / square);
    let mut centre = 0_i64;
    for round in 0..2 {
        let (mut sum, mut along) = (0_i128, 0_i128);
        for (middle, square) in told() {
            let off = middle - origin;
            let trust = match round {
                0 => 1_000,
                _ => trust_permille(sixteenths(off.abs_diff(centre), square), 1),
            };
            let w = weight(square) * i128::from(trust);
            sum += w;
            along += w * i128::from(off);
        }
        centre = i64::try_from(along / sum.max(1)).unwrap_or(0);
    }
    let (mut total, mut precision) = (0_i64, 0_i128);
    for (middle, square) in told() {
        let q = sixteenths((middle - origin).abs_diff(centre), square);
        total += i64::from(STUDENT_1 + HOUR - log10(square) / 2 + fallen(q, 1));
        precision += weight(square);
    }
    let precision = u64::try_from(precision).unwrap_or(u64::MAX).max(1);
    total += i64::from((TWO_PI + BITS_LOG - log10(precision)) / 2 - HOUR);
    (total, Some(origin + centre), ((1 << BITS) / precision).max(1))
}

/// How likely spans are together: summed over the stretches between their edges.
fn only_spans(parts: &[&Part]) -> (i64, i64, u64) {
    let mut spans = [(0_i64, 0_i64, 0, 0, 0); SPANS_MAX];
    let mut count = 0;
    for (place, part) in spans.iter_mut().zip(parts) {
        if let Timing::Span { from, to, inside, before, stray } = part.time {
            *place = (from, to, inside, before, stray);
            count += 1;
        }
    }
    let spans = spans.get(..count).unwrap_or_default();
    let Some((from, to, ..)) = spans.first().copied() else { return (0, 0, 1) };
    if spans.len() == 1 {
        return (0, from + (to - from) / 2, twelfth(to - from));
    }
    let mut edges: Vec<i64> =
        spans.iter().flat_map(|(from, to, ..)| [*from - LATE_S, *from, *to]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut best = (IMPOSSIBLE, from, to);
    let mut sum = IMPOSSIBLE;
    for stretch in edges.windows(2) {
        let &[start, end] = stretch else { continue };
        let mut density = log10((end - start).unsigned_abs()) - HOUR;
        for (from, to, inside, before, stray) in spans {
            density += if start >= *from && end <= *to {
                log_add(*inside, *stray)
            } else if start >= *from - LATE_S && end <= *from {
                log_add(*before, *stray)
            } else {
                *stray
            };
        }
        sum = log_add(sum, density);
        if density > best.0 {
            best = (density, start, end);
        }
    }
    (i64::from(sum), best.1 + (best.2 - best.1) / 2, twelfth(best.2 - best.1))
}

/// The variance of a span: a twelfth of its square.
fn twelfth(length: i64) -> u64 {
    let length = length.unsigned_abs().min(1 << 31);
    (length * length / 12).max(1)
}

fn act(model: &Model, parts: &[&Part]) -> i64 {
    let mut sums: ByAct = model.often;
    let mut told = 0;
    for row in parts.iter().filter_map(|part| model.act_row(part)) {
        told += 1;
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum = sum.saturating_add(*weight);
        }
    }
    if told == 0 { 0 } else { i64::from(log_sum(&sums)) }
}

fn tolls(model: &Model, parts: &[&Part], injured: bool) -> i64 {
    let told =
        || parts.iter().filter_map(move |part| if injured { part.injured } else { part.killed });
    if told().next().is_none() {
        return 0;
    }
    let mut sums: ByToll = *model.toll_shares(injured);
    for range in told() {
        for (sum, weight) in sums.iter_mut().zip(model.toll_row(range)) {
            *sum = sum.saturating_add(*weight);
        }
    }
    i64::from(log_sum(&sums))
}

/// How likely these sources tell of it and the others do not; and what those weigh that tell it again.
fn tellers(model: &Model, parts: &[&Part]) -> (i64, i64) {
    let mut told = 0_i64;
    let mut repeats = 0_i64;
    let first = |place: usize, source: u32| {
        !parts.iter().take(place).any(|earlier| earlier.source == source)
    };
    let classes = model.missed_by_all.len();
    let mut sums = [0; 4];
    for (sum, missed) in sums.iter_mut().zip(&model.missed_by_all) {
        *sum = *missed;
    }
    let mut any = false;
    for (place, part) in parts.iter().enumerate() {
        if !first(place, part.source) {
            repeats += i64::from(model.repeat(part));
            continue;
        }
        for (sum, odds) in sums.iter_mut().zip(model.told(part)) {
            *sum = Millibans::saturating_add(*sum, *odds);
            any = true;
        }
    }
    if any {
        let likely = log_sum(sums.get(..classes.min(4)).unwrap_or_default());
        told = i64::from(likely) - i64::from(model.weights.prominence.told_by_any);
    }
    (told, repeats)
}
