//! Several answers to one question, each with a weight, as one answer.
//!
//! # Method
//! What each answer leaves out is log-normal with its own mean and variance
//! (Chao 1987); the interval is that of the mixture, found by halving.

use super::Reckoning;

/// Steps of halving: the logarithm is found to a part in 2^60 of its range.
const HALVINGS: u32 = 60;
/// What an interval of 95 % leaves on either side.
const TAIL: f64 = 0.025;

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// Events on record.
    pub on_record: f64,
    /// Events that are not, by this answer.
    pub unseen: f64,
    /// The variance of the latter.
    pub variance: f64,
}

impl Answer {
    /// The answer by itself.
    #[must_use]
    pub fn reckoning(self) -> Reckoning {
        Reckoning::of(self.on_record, self.unseen, self.variance)
    }

    /// The probability that there are at most so many in all.
    fn at_most(self, all: f64) -> f64 {
        let unseen = all - self.on_record;
        if unseen < 0.0 {
            return 0.0;
        }
        let spread = (self.variance / (self.unseen * self.unseen)).ln_1p().sqrt();
        if self.unseen <= 0.0 || spread <= 0.0 {
            return f64::from(u8::from(unseen >= self.unseen));
        }
        if unseen == 0.0 { 0.0 } else { normal_below((unseen / self.unseen).ln() / spread) }
    }
}

/// One answer from several, each with its weight above 0; none from none.
///
/// The variance is that within the answers and that between them.
#[must_use]
pub fn mixed(answers: &[(f64, Answer)]) -> Option<Reckoning> {
    let whole: f64 = answers.iter().map(|(weight, _)| weight).sum();
    if answers.is_empty() || !whole.is_finite() || whole <= 0.0 {
        return None;
    }
    let mean = |of: &dyn Fn(&Answer) -> f64| {
        answers.iter().map(|(weight, answer)| weight * of(answer)).sum::<f64>() / whole
    };
    let all = mean(&|answer| answer.on_record + answer.unseen);
    let apart = mean(&|answer| (answer.on_record + answer.unseen - all).powi(2));
    let variance = mean(&|answer| answer.variance) + apart;
    let ends = answers.iter().map(|(_, answer)| answer.reckoning().interval);
    let low = ends.clone().map(|(low, _)| low).fold(f64::INFINITY, f64::min);
    let high = ends.map(|(_, high)| high).fold(low, f64::max);
    let below = |at: f64| mean(&|answer| answer.at_most(at));
    let quantile = |probability: f64| {
        let (mut from, mut to) = (low, high);
        for _ in 0..HALVINGS {
            let middle = from.midpoint(to);
            *(if below(middle) < probability { &mut from } else { &mut to }) = middle;
        }
        from.midpoint(to)
    };
    Some(Reckoning { all, variance, interval: (quantile(TAIL), quantile(1.0 - TAIL)) })
}

/// The standard normal distribution function.
///
/// # Source
/// Abramowitz and Stegun 1964, 26.2.17; off by at most 7.5e-8.
fn normal_below(value: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * value.abs());
    let series = t
        * (0.319_381_530
            + t * (-0.356_563_782
                + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let above = series * (-0.5 * value * value).exp() / std::f64::consts::TAU.sqrt();
    if value < 0.0 { above } else { 1.0 - above }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_mixed_is_itself() {
        let answer = Answer { on_record: 80.0, unseen: 40.0, variance: 90.0 };
        let (alone, mixed) = (answer.reckoning(), mixed(&[(3.0, answer)]).unwrap());
        assert!((alone.all - mixed.all).abs() < 1e-12);
        assert!((alone.interval.0 - mixed.interval.0).abs() < 1e-3, "{alone:?} {mixed:?}");
        assert!((alone.interval.1 - mixed.interval.1).abs() < 1e-3, "{alone:?} {mixed:?}");
    }

    #[test]
    fn answers_that_differ_widen_the_interval_and_the_variance() {
        let low = Answer { on_record: 80.0, unseen: 20.0, variance: 16.0 };
        let high = Answer { on_record: 80.0, unseen: 60.0, variance: 16.0 };
        let mixed = mixed(&[(1.0, low), (1.0, high)]).unwrap();
        assert!((mixed.all - 120.0).abs() < 1e-12);
        assert!((mixed.variance - 416.0).abs() < 1e-9);
        assert!(mixed.interval.0 < 97.0 && mixed.interval.1 > 143.0, "{mixed:?}");
    }

    #[test]
    fn the_normal_distribution_is_the_printed_one() {
        for (value, below) in [(0.0, 0.5), (1.96, 0.975_002_1), (-1.0, 0.158_655_3)] {
            assert!((normal_below(value) - below).abs() < 1e-7);
        }
    }
}
