//! Reports in their groups, as numbers to reckon with.

use std::collections::BTreeMap;

use truce_core::act::Act;
use truce_core::geo::Position;
use truce_core::id::SourceId;
use truce_core::matching::weights::{Precision, SourceWeights, toll_bin};
use truce_core::matching::{Candidate, Groups, Matcher};

/// A report, as numbers.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) act: Option<usize>,
    /// The bin of the toll, where it is stated as one bin: killed, injured.
    pub(crate) tolls: [Option<usize>; 2],
    pub(crate) position: Option<Position>,
    pub(crate) radius_m: f64,
    pub(crate) source: usize,
    /// From when, in hours.
    pub(crate) from_h: f64,
    /// Until when, in hours.
    pub(crate) to_h: f64,
}

/// Reports in their groups.
#[derive(Debug, Clone)]
pub(crate) struct Gathering {
    pub(crate) groups: Vec<Vec<usize>>,
    pub(crate) sources: Vec<SourceId>,
    pub(crate) told: Vec<Told>,
    /// For each report: the groups that it may be in, its own included, and how likely; the rest is: alone.
    pub(crate) options: Vec<Vec<(usize, f64)>>,
    /// In which group each report is.
    pub(crate) home: Vec<usize>,
}

/// A whole number as one with a fraction; exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "seconds and counts are far below 2^53")]
pub(crate) fn real(number: i64) -> f64 {
    number as f64
}

/// A count as a number with a fraction.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(crate) fn count(number: usize) -> f64 {
    number as f64
}

/// A number as whole thousandths of its common logarithm.
pub(crate) fn millibans(number: f64) -> i32 {
    rounded(1_000.0 * number.max(1e-12).log10())
}

/// The number whose logarithm has so many thousandths.
pub(crate) fn from_millibans(weight: i32) -> f64 {
    10_f64.powf(f64::from(weight) / 1_000.0)
}

/// Shares that add up to one, unless they are all nothing.
pub(crate) fn normalised(mut shares: Vec<f64>) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    if sum > 0.0 {
        shares.iter_mut().for_each(|share| *share /= sum);
    }
    shares
}

/// The nearest whole number.
#[expect(clippy::cast_possible_truncation, reason = "bounded just before")]
pub(crate) fn rounded(number: f64) -> i32 {
    number.round().clamp(-1e9, 1e9) as i32
}

/// The nearest whole number that is not negative.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just before")]
pub(crate) fn natural(number: f64) -> u32 {
    number.round().clamp(0.0, 4e9) as u32
}

impl Gathering {
    /// Gathers reports in the groups of a matcher.
    pub(crate) fn of(candidates: &[Candidate], groups: &Groups, matcher: Option<&Matcher>) -> Self {
        let mut sources: BTreeMap<&SourceId, usize> = BTreeMap::new();
        for candidate in candidates {
            sources.entry(&candidate.source).or_insert(0);
        }
        for (number, place) in sources.values_mut().enumerate() {
            *place = number;
        }
        let told: Vec<Told> = candidates.iter().map(|one| Told::of(one, &sources)).collect();
        let number: BTreeMap<_, usize> =
            candidates.iter().enumerate().map(|(number, one)| (&one.address, number)).collect();
        let first: BTreeMap<_, usize> = groups
            .iter()
            .enumerate()
            .filter_map(|(place, group)| Some((group.first()?, place)))
            .collect();
        let grouped: Vec<Vec<usize>> = groups
            .iter()
            .map(|group| group.iter().filter_map(|a| number.get(a).copied()).collect())
            .collect();
        let mut home = vec![0; told.len()];
        for (place, group) in grouped.iter().enumerate() {
            for member in group {
                if let Some(cell) = home.get_mut(*member) {
                    *cell = place;
                }
            }
        }
        let options = match matcher {
            Some(matcher) => candidates
                .iter()
                .map(|one| likely(&matcher.options(&one.address), &first))
                .collect(),
            None => home.iter().map(|place| vec![(*place, 1.0)]).collect(),
        };
        let sources = sources.into_keys().cloned().collect();
        Self { groups: grouped, sources, told, options, home }
    }

    /// The reports of a group but one.
    pub(crate) fn rest<'a>(
        &'a self,
        group: &'a [usize],
        but: usize,
    ) -> impl Iterator<Item = &'a Told> {
        let others = group.iter().filter(move |number| **number != but);
        others.filter_map(|number| self.told.get(*number))
    }

    /// The reports of a group.
    pub(crate) fn members<'a>(&'a self, group: &'a [usize]) -> impl Iterator<Item = &'a Told> {
        group.iter().filter_map(|number| self.told.get(*number))
    }
}

/// How likely a report is in each group, from what speaks for each; the rest is: alone.
fn likely<A: Ord>(options: &[(A, i32)], first: &BTreeMap<&A, usize>) -> Vec<(usize, f64)> {
    let odds: Vec<(usize, f64)> = options
        .iter()
        .filter_map(|(address, total)| {
            Some((*first.get(address)?, from_millibans((*total).min(12_000))))
        })
        .collect();
    let sum: f64 = 1.0 + odds.iter().map(|(_, odds)| odds).sum::<f64>();
    odds.into_iter().map(|(place, odds)| (place, odds / sum)).filter(|(_, p)| *p > 0.01).collect()
}

impl Told {
    fn of(candidate: &Candidate, sources: &BTreeMap<&SourceId, usize>) -> Self {
        let bin = |toll: Option<truce_core::report::Toll>| {
            let toll = toll?;
            let bin = toll_bin(toll.least());
            (bin == toll_bin(toll.most())).then_some(bin)
        };
        let act = Act::ALL.iter().position(|act| *act == candidate.act);
        Self {
            act: act.filter(|_| candidate.act != Act::Unstated),
            tolls: [bin(candidate.harm.killed), bin(candidate.harm.injured)],
            position: candidate.position,
            radius_m: f64::from(candidate.radius_m),
            source: sources.get(&candidate.source).copied().unwrap_or(0),
            from_h: real(candidate.window.earliest().unix()) / 3_600.0,
            to_h: real(candidate.window.latest().unix()) / 3_600.0,
        }
    }

    pub(crate) fn middle_h(&self) -> f64 {
        f64::midpoint(self.from_h, self.to_h)
    }

    /// Whether it is a moment with an error and not a span.
    pub(crate) fn is_moment(&self, precision: &Precision) -> bool {
        (self.to_h - self.from_h) * 3_600.0 <= f64::from(precision.moment_s)
    }

    /// The variance of its place, in square kilometres.
    pub(crate) fn place_square_km(&self, precision: &Precision, own: &SourceWeights) -> f64 {
        let slack = f64::from(precision.place_slack_m) / 1_000.0;
        let spread = self.radius_m / 2_000.0;
        (slack * slack + spread * spread) * (f64::from(own.place_permille) / 1_000.0).powi(2)
    }

    /// The variance of its moment, in square hours.
    pub(crate) fn time_square_h(&self, precision: &Precision, own: &SourceWeights) -> f64 {
        let slack = f64::from(precision.time_slack_s) / 3_600.0;
        let spread = (self.to_h - self.from_h) * 0.289;
        (slack * slack + spread * spread) * (f64::from(own.time_permille) / 1_000.0).powi(2)
    }
}

/// Kilometres east and north of `origin`.
pub(crate) fn offset_km(origin: Position, to: Position) -> (f64, f64) {
    let (east, north) = origin.offset_m(to);
    (real(east) / 1_000.0, real(north) / 1_000.0)
}
