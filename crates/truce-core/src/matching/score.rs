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
use crate::matching::model::{
    ByAct, ByToll, HOUR, LATE_S, Model, Part, SQUARE_KM, TWO_PI, Timing, UNIT, UNIT_LOG, peak,
};
use crate::matching::tables::{
    IMPOSSIBLE, fallen, log_add, log_sum, log10, share_below_ppm, sixteenths, sixteenths_of_square,
    trust_permille,
};
use crate::matching::weights::{Cell, Millibans};
use crate::time::Moment;

/// So many spans of time of one event are weighed against each other.
pub(crate) const SPANS_MAX: usize = 24;

/// What roundings may add to a gain beyond its bound, in millibans.
const ROUNDINGS: i64 = 8;

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
        score.place += i64::from(copy.place_peak);
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

/// The highest density of a time, per hour.
fn highest(time: Timing) -> Millibans {
    match time {
        Timing::Moment { peak, .. } => peak,
        Timing::Span { inside, .. } => inside,
    }
}

fn score_of(model: &Model, parts: &[&Part], tellers_of: &[&Part]) -> Score {
    Score {
        act: act(model, parts),
        tolls: [tolls(model, parts, false), tolls(model, parts, true)],
        ..but_for_what(model, parts, tellers_of)
    }
}

/// The score of a set but for what was done: acts and tolls weigh nothing yet.
fn but_for_what(model: &Model, parts: &[&Part], tellers_of: &[&Part]) -> Score {
    let (place, centre, centre_square) = place(parts);
    let (time, middle, middle_square) = time(parts);
    let (told, repeats) = tellers(model, tellers_of);
    Score {
        place,
        time,
        act: 0,
        tolls: [0, 0],
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
    gain_among(model, &Others::of(model, a, b, both), a, b, both)
}

/// What joining two sets gains, of which both together are `parts`, if that is so much but for the rivals.
///
/// Acts and tolls are weighed only if at their best they would lift the gain so far. INVARIANT: a gain of so much is
/// never passed over: acts and tolls of both are no likelier than those of either, for the weights of shares are at
/// most one. A test holds it against [`gain`].
pub(crate) fn gain_of_at_least(
    model: &Model,
    a: &Score,
    b: &Score,
    parts: &[&Part],
    least: i64,
) -> Option<Gain> {
    if parts.len() > COPIES_MAX || copied(parts) != 0 {
        let gain = gain(model, a, b, &score(model, parts));
        return (gain.between_two() >= least).then_some(gain);
    }
    let mut both = but_for_what(model, parts, parts);
    let others = Others::of(model, a, b, &both);
    let best = |of: fn(&Score) -> i64| -of(a).max(of(b)).min(0);
    let tolls = best(|s| s.tolls[0]) + best(|s| s.tolls[1]);
    let told = both.told - a.told - b.told + both.repeats - a.repeats - b.repeats;
    let places = both.time - a.time - b.time + placed(a, b, &both);
    let unlike = i64::from(others.alike(best(|s| s.act)));
    if places + told + tolls - unlike + ROUNDINGS < least {
        return None;
    }
    both.act = act(model, parts);
    both.tolls = [self::tolls(model, parts, false), self::tolls(model, parts, true)];
    let gain = gain_among(model, &others, a, b, &both);
    (gain.between_two() >= least).then_some(gain)
}

/// What the places gain.
fn placed(a: &Score, b: &Score, both: &Score) -> i64 {
    let placed = a.centre.is_some() && b.centre.is_some();
    if placed { both.place - a.place - b.place } else { APART }
}

fn gain_among(model: &Model, others: &Others, a: &Score, b: &Score, both: &Score) -> Gain {
    let act = both.act - a.act - b.act;
    let difference = |of: fn(&Score) -> i64| of(both) - of(a) - of(b);
    Gain {
        place: placed(a, b, both),
        time: difference(|s| s.time),
        act: i64::from(others.plain() - others.alike(act)),
        tolls: [difference(|s| s.tolls[0]), difference(|s| s.tolls[1])],
        told: difference(|s| s.told),
        repeats: difference(|s| s.repeats),
        copies: difference(|s| s.copies),
        crowding: -i64::from(others.plain()),
        rivals: rivals_weight(model, both.rivals),
    }
}

/// What the other events weigh that are told of around reports with so many rivals on average.
pub(crate) fn rivals_weight(model: &Model, rivals: i64) -> i64 {
    -rivals * i64::from(model.weights.crowding.rivals_permille.min(10_000)) / 1_000
}

/// log10 of how many reports of one source could be of the event of each report, on average.
pub(crate) fn rivals(parts: &[&Part]) -> i64 {
    let sum: i64 = parts.iter().map(|part| i64::from(part.rivals)).sum();
    sum / i64::try_from(parts.len()).unwrap_or(1).max(1)
}

/// The density of other events between two sets.
#[derive(Debug, Clone, Copy)]
struct Others {
    /// Of those that follow no other.
    background: Millibans,
    /// Of those that follow one of the two and would be taken for the other, of whatever act.
    excess: Millibans,
    /// Of those of the same act beyond chance.
    same: Millibans,
    /// Of all that are of an act by chance.
    by_chance: Millibans,
}

impl Others {
    fn of(model: &Model, a: &Score, b: &Score, both: &Score) -> Self {
        let background = background(model, both.centre, both.middle);
        let excess = excess(model, a, b);
        let (same, free) = (model.following.same, model.following.free);
        let by_chance = log_add(background, excess + free);
        Self { background, excess, same: excess + same, by_chance }
    }

    /// Of whatever act.
    fn plain(&self) -> Millibans {
        log_add(self.background, self.excess)
    }

    /// As likely as these acts make it that gain so much by being one.
    fn alike(&self, act: i64) -> Millibans {
        let act = Millibans::try_from(act).unwrap_or(0);
        log_add(self.by_chance - act, self.same)
    }
}

/// The density of events that follow no other, there and then.
fn background(model: &Model, centre: Option<Position>, middle: i64) -> Millibans {
    let crowding = &model.weights.crowding;
    let at = Moment::from_unix(middle);
    let cell = centre.and_then(|centre| crowding.cells.get(&Cell::of(centre, at)));
    cell.copied().unwrap_or(crowding.background).clamp(-20_000, 3_000)
}

/// The density of events that follow one of the two and would be taken for the other.
fn excess(model: &Model, a: &Score, b: &Score) -> Millibans {
    let following = &model.following;
    let (Some(here), Some(there)) = (a.centre, b.centre) else { return IMPOSSIBLE };
    let square = following.spread_square + a.centre_square + b.centre_square;
    let distance = u64::from(here.distance_m(there));
    // exp(-d²/2s²): 0.4343 · 1000 / 32 millibans for each sixteenth.
    let far = sixteenths(distance, square).min(100_000) * 13_572 / 1_000;
    let lasting = (following.fade_square + a.middle_square + b.middle_square).isqrt().max(1);
    let apart = a.middle.abs_diff(b.middle);
    let late = apart.min(1 << 50) * 434 / lasting;
    let fallen = Millibans::try_from((far + late).min(900_000)).unwrap_or(900_000);
    let time = -(log10(2 * lasting) - HOUR);
    following.another + peak(square) + time - fallen
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

/// A place as it is weighed against the others of its event.
#[derive(Debug, Clone, Copy)]
struct Told {
    /// Metres east and north of the first.
    off: (i64, i64),
    square: u64,
    weight: i64,
    peak: Millibans,
}

impl Told {
    const FIRST: Self = Self { off: (0, 0), square: 1, weight: 0, peak: 0 };

    /// Sixteenths of a squared standard deviation from a centre.
    fn sixteenths_from(&self, centre: (i64, i64)) -> u64 {
        sixteenths_of_square(apart_square(self.off, centre), self.square)
    }
}

/// So many places are weighed without asking for memory.
const FEW: usize = 8;

/// How likely the places are together, their middle and its variance.
fn place(parts: &[&Part]) -> (i64, Option<Position>, u64) {
    let mut placed = parts.iter().filter_map(|part| Some((part.position?, *part)));
    let Some((origin, first)) = placed.next() else { return (0, None, 1) };
    if placed.next().is_none() {
        return (0, Some(origin), first.place_square);
    }
    let (mut few, mut many) = ([Told::FIRST; FEW], Vec::new());
    let room: &mut [Told] = if parts.len() <= FEW {
        &mut few
    } else {
        many.resize(parts.len(), Told::FIRST);
        &mut many
    };
    let (mut count, mut total) = (0, 0_i64);
    for (place, part) in parts.iter().enumerate() {
        let Some(position) = part.position else { continue };
        if told_alike(parts, place) {
            // No second measurement: as far off as two measurements of one place are from each other.
            total += i64::from(peak(2 * part.place_square));
        } else if let Some(room) = room.get_mut(count) {
            let (square, weight, peak) = (part.place_square, part.place_weight, part.place_peak);
            *room = Told { off: offset_m(origin, position), square, weight, peak };
            count += 1;
        }
    }
    let own = room.get(..count).unwrap_or_default();
    let centre = centre(own);
    let mut precision = 0_i64;
    for told in own {
        total += i64::from(fallen(told.sixteenths_from(centre), 2) + told.peak);
        precision = precision.saturating_add(told.weight);
    }
    let precision = precision.unsigned_abs().max(1);
    total += i64::from(TWO_PI + UNIT_LOG - log10(precision) - SQUARE_KM);
    let square = (UNIT.unsigned_abs() / precision).max(1);
    (total, Some(origin.moved_m(centre.0, centre.1)), square)
}

/// The middle of some places, of which one that is far off counts for less: metres east and north of the first.
fn centre(own: &[Told]) -> (i64, i64) {
    let mut centre = (0, 0);
    for round in 0..2 {
        let (mut sum, mut east, mut north) = (0_i64, 0_i128, 0_i128);
        for told in own {
            let trust = match round {
                0 => 1_000,
                _ => trust_permille(told.sixteenths_from(centre), 2),
            };
            let weight = told.weight * i64::try_from(trust).unwrap_or(0);
            sum = sum.saturating_add(weight);
            east += i128::from(weight) * i128::from(told.off.0);
            north += i128::from(weight) * i128::from(told.off.1);
        }
        centre = (mean(east, sum), mean(north, sum));
    }
    centre
}

/// A weighted sum over the sum of the weights, towards zero.
fn mean(along: i128, weights: i64) -> i64 {
    let weights = weights.max(1);
    match i64::try_from(along) {
        Ok(along) => along / weights,
        Err(_) => i64::try_from(along / i128::from(weights)).unwrap_or(0),
    }
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
            Timing::Moment { middle, square, weight, peak, .. } => {
                Some((middle, square, weight, peak))
            }
            Timing::Span { .. } => None,
        })
    };
    let Some((origin, square, ..)) = told().next() else { return (0, None, 1) };
    if told().nth(1).is_none() {
        return (0, Some(origin), square);
    }
    let mut centre = 0_i64;
    for round in 0..2 {
        let (mut sum, mut along) = (0_i64, 0_i128);
        for (middle, square, weight, _) in told() {
            let off = middle - origin;
            let trust = match round {
                0 => 1_000,
                _ => trust_permille(sixteenths(off.abs_diff(centre), square), 1),
            };
            let weight = weight * i64::try_from(trust).unwrap_or(0);
            sum = sum.saturating_add(weight);
            along += i128::from(weight) * i128::from(off);
        }
        centre = mean(along, sum);
    }
    let (mut total, mut precision) = (0_i64, 0_i64);
    for (middle, square, weight, peak) in told() {
        let q = sixteenths((middle - origin).abs_diff(centre), square);
        total += i64::from(peak + fallen(q, 1));
        precision = precision.saturating_add(weight);
    }
    let precision = precision.unsigned_abs().max(1);
    total += i64::from((TWO_PI + UNIT_LOG - log10(precision)) / 2 - HOUR);
    (total, Some(origin + centre), (UNIT.unsigned_abs() / precision).max(1))
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
