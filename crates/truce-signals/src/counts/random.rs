//! Chance that follows from a seed: same seed, same numbers, on every machine.

use super::special::ln_gamma;

/// A row of numbers that follow from a seed (SplitMix64, by Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The row that follows from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Another row, so that drawing more of one thing leaves the other things as they were.
    #[must_use]
    pub fn split(&mut self) -> Self {
        Self(self.bits())
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below 1, in steps of 2^-53.
    pub fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
        (self.bits() >> 11) as f64 * STEP
    }

    /// A whole number below a bound; 0 if the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u128::try_from(bound).unwrap_or(u128::MAX);
        // The upper half of the product: at most `bound - 1`. The bias is below bound / 2^64.
        let drawn = u128::from(self.bits()).wrapping_mul(bound) >> 64;
        usize::try_from(drawn).unwrap_or(0)
    }

    /// Puts a list into another order, each as likely as any (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last.saturating_add(1)));
        }
    }

    /// A standard normal number (Marsaglia and Bray 1964).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// A gamma number of that shape and scale 1 (Marsaglia and Tsang 2000); 0 for a shape of 0 or below.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape <= 0.0 {
            return 0.0;
        }
        if shape < 1.0 {
            let larger = self.gamma(shape + 1.0);
            return larger * (1.0 - self.uniform()).powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            if (1.0 - self.uniform()).ln() < 0.5 * x * x + d * (1.0 - v + v.ln()) {
                return d * v;
            }
        }
    }

    /// A Poisson number; 0 for a mean of 0 or below.
    ///
    /// # Source
    /// Small means by multiplication (Knuth 1969), large ones by transformed rejection
    /// (Hörmann 1993, algorithm PTRS).
    pub fn poisson(&mut self, mean: f64) -> u32 {
        if mean < 10.0 { self.poisson_small(mean) } else { self.poisson_large(mean) }
    }

    fn poisson_small(&mut self, mean: f64) -> u32 {
        let least = (-mean).exp();
        let (mut count, mut product) = (0_u32, 1.0 - self.uniform());
        while product > least {
            count = count.saturating_add(1);
            product *= 1.0 - self.uniform();
        }
        count
    }

    fn poisson_large(&mut self, mean: f64) -> u32 {
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.024_83 * b;
        let scale = 1.1239 + 1.1328 / (b - 3.4);
        let inner = 0.9277 - 3.6224 / (b - 2.0);
        loop {
            let (u, v) = (self.uniform() - 0.5, 1.0 - self.uniform());
            let edge = 0.5 - u.abs();
            let number = ((2.0 * a / edge + b) * u + mean + 0.43).floor();
            if edge >= 0.07 && v <= inner {
                return whole(number);
            }
            if number < 0.0 || (edge < 0.013 && v > edge) {
                continue;
            }
            let height = (v * scale / (a / (edge * edge) + b)).ln();
            if height <= number * mean.ln() - mean - ln_gamma(number + 1.0) {
                return whole(number);
            }
        }
    }

    /// A number between 0 and 1 of a beta distribution; both shapes above 0.
    pub fn beta(&mut self, one: f64, other: f64) -> f64 {
        let (one, other) = (self.gamma(one), self.gamma(other));
        if one + other > 0.0 { one / (one + other) } else { 0.5 }
    }

    /// How many of so many things come about, each with that probability.
    ///
    /// # Source
    /// Few things one by one; many halved at the middle one of as many uniform numbers, which is a beta number
    /// (Ahrens and Dieter 1974).
    pub fn binomial(&mut self, things: u32, probability: f64) -> u32 {
        const ONE_BY_ONE: u32 = 24;
        let (mut left, mut probability, mut come) = (things, probability, 0_u32);
        while left > ONE_BY_ONE && probability > 0.0 && probability < 1.0 {
            let below = left / 2;
            let above = left.saturating_sub(below).saturating_sub(1);
            let middle = self.beta(f64::from(below) + 1.0, f64::from(above) + 1.0);
            if middle <= probability {
                come = come.saturating_add(below).saturating_add(1);
                probability = (probability - middle) / (1.0 - middle);
                left = above;
            } else {
                probability /= middle;
                left = below;
            }
        }
        let lots = (0..left).filter(|_| self.uniform() < probability).count();
        come.saturating_add(u32::try_from(lots).unwrap_or(left))
    }

    /// So many things shared out by weights; all to the last if there is no weight.
    pub fn multinomial(&mut self, things: u32, weights: &[f64]) -> Vec<u32> {
        let mut whole: f64 = weights.iter().sum();
        let mut left = things;
        let last = weights.len().saturating_sub(1);
        let share = |(place, weight): (usize, &f64)| {
            let part = if place == last || left == 0 {
                left
            } else {
                let probability = if whole > 0.0 { (weight / whole).clamp(0.0, 1.0) } else { 0.0 };
                self.binomial(left, probability)
            };
            left = left.saturating_sub(part);
            whole -= weight;
            part
        };
        weights.iter().enumerate().map(share).collect()
    }

    /// A negative binomial number: a Poisson number whose mean is drawn from a gamma distribution.
    pub fn negative_binomial(&mut self, mean: f64, size: f64) -> u32 {
        let drawn = self.gamma(size) * (mean / size);
        self.poisson(drawn)
    }
}

/// A drawn number as a count; what is beyond the largest count is the largest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` keeps to the bounds of the type, and the number is a whole one"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_is_that_of_the_published_generator() {
        let mut random = Random::new(1_234_567);
        let row: Vec<u64> = (0..3).map(|_| random.bits()).collect();
        assert_eq!(
            row,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }
}
