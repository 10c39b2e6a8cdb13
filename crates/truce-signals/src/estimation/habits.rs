//! What each source is like: how exact, how often wrong about the act, how often late, how often it tells again.

use truce_core::act::Act;
use truce_core::geo::Position;
use truce_core::matching::weights::{Precision, SourceWeights, Weights};

use super::gathering::{
    Gathering, Told, from_millibans, millibans, natural, normalised, offset_km,
};

/// So many reports of the usual kind are thought to have been seen of each source.
const PRIOR: f64 = 12.0;
/// Degrees of freedom of the kernels of place and time.
const FREEDOM: f64 = 5.0;

/// What was counted of a source.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    place: Mean,
    time: Mean,
    right: Mean,
    late: Mean,
    repeats: f64,
    events: f64,
}

/// A mean with its weight.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    of: f64,
}

impl Mean {
    fn add(&mut self, value: f64, likely: f64) {
        self.sum += likely * value;
        self.of += likely;
    }

    /// The mean, drawn towards `usual` as if that had been seen `prior` times.
    fn towards(self, usual: f64, prior: f64) -> f64 {
        (self.sum + prior * usual) / (self.of + prior)
    }
}

/// Estimates the habits of every source, and how acts are taken for each other.
pub(crate) fn estimate(gathering: &Gathering, weights: &mut Weights) {
    let usual = |weights: &Weights, source: usize| {
        let id = gathering.sources.get(source);
        id.and_then(|id| weights.sources.get(id)).unwrap_or(&weights.usual).clone()
    };
    let known: Vec<SourceWeights> =
        (0..gathering.sources.len()).map(|source| usual(weights, source)).collect();
    let mut counts = vec![Count::default(); known.len()];
    let mut acts = Acts::default();
    for (number, told) in gathering.told.iter().enumerate() {
        let options = gathering.options.get(number).map_or(&[][..], Vec::as_slice);
        let mut again = 0.0;
        for (place, likely) in options {
            let group = gathering.groups.get(*place).map_or(&[][..], Vec::as_slice);
            let rest: Vec<&Told> = gathering.rest(group, number).collect();
            let first = group.iter().position(|member| *member == number).unwrap_or(group.len());
            let before = group.iter().take(first).filter_map(|member| gathering.told.get(*member));
            if before.clone().any(|other| other.source == told.source) {
                again += likely;
            }
            count_one(told, &rest, *likely, &known, &weights.precision, &mut counts);
            acts.count(told, &rest, *likely, &known, weights, &mut counts);
        }
        if let Some(count) = counts.get_mut(told.source) {
            count.events += 1.0 - again;
            count.repeats += again;
        }
    }
    for group in &gathering.groups {
        let members: Vec<&Told> = gathering.members(group).collect();
        acts.note(&members, &known, weights);
    }
    let all = pooled(&counts);
    for ((id, own), counted) in gathering.sources.iter().zip(known).zip(counts) {
        weights.sources.insert(id.clone(), written(&own, &counted, &all));
    }
    acts.write(weights);
}

/// What all sources together were counted as: what a source of which little is known is drawn towards.
fn pooled(counts: &[Count]) -> Count {
    let mut all = Count::default();
    for one in counts {
        let pairs = [
            (&mut all.place, one.place),
            (&mut all.time, one.time),
            (&mut all.right, one.right),
            (&mut all.late, one.late),
        ];
        for (sum, part) in pairs {
            sum.sum += part.sum;
            sum.of += part.of;
        }
        all.repeats += one.repeats;
        all.events += one.events;
    }
    all
}

fn written(own: &SourceWeights, counted: &Count, all: &Count) -> SourceWeights {
    let scale = |old: u32, mean: Mean, pool: Mean| {
        let usual = pool.towards(1.0, PRIOR);
        let factor = mean.towards(usual, PRIOR).sqrt().clamp(0.7, 1.4);
        natural(f64::from(old) * factor).clamp(200, 5_000)
    };
    let share = |mean: Mean, pool: Mean, usual: f64| {
        natural(1_000.0 * mean.towards(pool.towards(usual, PRIOR), PRIOR))
    };
    let again = (counted.repeats + 1.0) / (counted.events + 16.0);
    SourceWeights {
        act_right_permille: share(counted.right, all.right, 0.8).clamp(300, 990),
        late_permille: share(counted.late, all.late, 0.1).clamp(5, 500),
        missed: own.missed.clone(),
        place_permille: scale(own.place_permille, counted.place, all.place),
        repeat: millibans(again),
        time_permille: scale(own.time_permille, counted.time, all.time),
        told: own.told.clone(),
    }
}

/// Counts a report against those of an event that it is likely to be of.
fn count_one(
    told: &Told,
    rest: &[&Told],
    likely: f64,
    known: &[SourceWeights],
    precision: &Precision,
    counts: &mut [Count],
) {
    let rest: Vec<&Told> = rest
        .iter()
        .filter(|there| there.source != told.source && !is_copy(told, there))
        .copied()
        .collect();
    let (Some(own), Some(count)) = (known.get(told.source), counts.get_mut(told.source)) else {
        return;
    };
    if let Some((q, dimensions)) = place_error(told, &rest, known, precision, own) {
        count.place.add(trusted(q, dimensions) / dimensions, likely);
    }
    let Some((middle, square)) = moment_of(&rest, known, precision) else { return };
    if told.is_moment(precision) {
        let off = told.middle_h() - middle;
        let q = off * off / (square + told.time_square_h(precision, own));
        count.time.add(trusted(q, 1.0), likely);
    } else if middle >= told.from_h - 24.0 && middle <= told.to_h {
        count.late.add(if middle < told.from_h { 1.0 } else { 0.0 }, likely);
    }
}

/// Whether two reports agree in everything that is told: one is a copy, and says nothing of how exact either is.
fn is_copy(a: &Told, b: &Told) -> bool {
    a.position == b.position
        && a.from_h.total_cmp(&b.from_h).is_eq()
        && a.to_h.total_cmp(&b.to_h).is_eq()
        && a.act == b.act
        && a.tolls == b.tolls
}

/// A squared error, discounted as Student's kernel does with far ones.
fn trusted(q: f64, dimensions: f64) -> f64 {
    q * (FREEDOM + dimensions) / (FREEDOM + q)
}

/// The squared distance from the rest of the group against both variances.
fn place_error(
    told: &Told,
    rest: &[&Told],
    known: &[SourceWeights],
    precision: &Precision,
    own: &SourceWeights,
) -> Option<(f64, f64)> {
    let here = told.position?;
    let placed: Vec<(Position, f64)> = rest
        .iter()
        .filter_map(|there| {
            let own = known.get(there.source)?;
            Some((there.position?, there.place_square_km(precision, own)))
        })
        .collect();
    let (mut sum, mut east, mut north) = (0.0, 0.0, 0.0);
    for (position, square) in &placed {
        let (x, y) = offset_km(here, *position);
        sum += 1.0 / square;
        east += x / square;
        north += y / square;
    }
    if sum <= 0.0 {
        return None;
    }
    let (x, y) = (east / sum, north / sum);
    Some(((x * x + y * y) / (1.0 / sum + told.place_square_km(precision, own)), 2.0))
}

/// The middle of the moments of some reports, in hours, and its variance.
fn moment_of(rest: &[&Told], known: &[SourceWeights], precision: &Precision) -> Option<(f64, f64)> {
    let (mut sum, mut along) = (0.0, 0.0);
    for there in rest.iter().filter(|there| there.is_moment(precision)) {
        let weight = 1.0 / there.time_square_h(precision, known.get(there.source)?);
        sum += weight;
        along += weight * there.middle_h();
    }
    (sum > 0.0).then(|| (along / sum, 1.0 / sum))
}

/// How acts were told, by what was done as far as it can be known.
struct Acts {
    often: Vec<f64>,
    taken: Vec<Vec<f64>>,
}

impl Default for Acts {
    fn default() -> Self {
        let acts = Act::ALL.len();
        Self { often: vec![0.0; acts], taken: vec![vec![0.0; acts]; acts] }
    }
}

impl Acts {
    /// Counts what was done, as far as a group's reports say.
    fn note(&mut self, members: &[&Told], known: &[SourceWeights], weights: &Weights) {
        let telling: Vec<(usize, usize)> =
            members.iter().filter_map(|told| Some((told.act?, told.source))).collect();
        if telling.is_empty() {
            return;
        }
        for (sum, share) in self.often.iter_mut().zip(&posterior(&telling, known, weights)) {
            *sum += share;
        }
    }

    /// Counts what a report says was done, against what all of them make of it.
    fn count(
        &mut self,
        told: &Told,
        rest: &[&Told],
        likely: f64,
        known: &[SourceWeights],
        weights: &Weights,
        counts: &mut [Count],
    ) {
        let Some(act) = told.act else { return };
        let others = rest.iter().filter(|there| there.source != told.source);
        let mut telling: Vec<(usize, usize)> =
            others.filter_map(|there| Some((there.act?, there.source))).collect();
        if telling.is_empty() {
            return;
        }
        telling.push((act, told.source));
        let done = posterior(&telling, known, weights);
        if let Some(count) = counts.get_mut(told.source) {
            count.right.add(done.get(act).copied().unwrap_or(0.0), likely);
        }
        for (done, share) in done.iter().enumerate().filter(|(done, _)| *done != act) {
            if let Some(cell) = self.taken.get_mut(done).and_then(|row| row.get_mut(act)) {
                *cell += likely * share;
            }
        }
    }

    fn write(&self, weights: &mut Weights) {
        let real = || Act::ALL.iter().enumerate().filter(|(_, act)| **act != Act::Unstated);
        let sum: f64 = self.often.iter().sum();
        for (number, act) in real() {
            let usual = weights.acts.often.get(act).copied().map_or(0.0, from_millibans);
            let counted = self.often.get(number).copied().unwrap_or(0.0);
            let share = (counted + 20.0 * usual) / (sum + 20.0);
            weights.acts.often.insert(*act, millibans(share));
        }
        for (done, act) in real() {
            let Some(row) = self.taken.get(done) else { continue };
            let sum: f64 = row.iter().sum();
            let old = weights.acts.taken_for.entry(*act).or_default();
            for (told, other) in real().filter(|(told, _)| *told != done) {
                let usual = old.get(other).copied().map_or(0.0, from_millibans);
                let counted = row.get(told).copied().unwrap_or(0.0);
                old.insert(*other, millibans((counted + PRIOR * usual) / (sum + PRIOR)));
            }
        }
    }
}

/// How likely each act was done, given what was told.
fn posterior(telling: &[(usize, usize)], known: &[SourceWeights], weights: &Weights) -> Vec<f64> {
    let mut likely: Vec<f64> = Act::ALL
        .iter()
        .map(|act| weights.acts.often.get(act).copied().map_or(0.0, from_millibans))
        .collect();
    for (told, source) in telling {
        let right = known.get(*source).map_or(0.8, |own| f64::from(own.act_right_permille) / 1e3);
        for (number, (act, sum)) in Act::ALL.iter().zip(likely.iter_mut()).enumerate() {
            *sum *= if number == *told {
                right
            } else {
                let other = Act::ALL.get(*told);
                let row = weights.acts.taken_for.get(act);
                let taken = other.and_then(|other| row?.get(other).copied());
                (1.0 - right) * taken.map_or(1e-6, from_millibans)
            };
        }
    }
    normalised(likely)
}
