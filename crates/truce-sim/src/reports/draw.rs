//! Draws from the distributions that the worlds are made of.

use crate::dice::Dice;
use crate::reports::arithmetic::{exp, ln, whole};

/// How far the errors of places and times stray.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tail {
    /// Student's t with so many degrees of freedom: now and then very far.
    Student(f64),
    /// A normal whose variance is gamma-distributed with this shape: often near, rarely very far.
    Gamma(f64),
}

/// Dice with more than six sides.
#[derive(Debug, Clone)]
pub struct Draw(Dice);

impl Draw {
    /// The draws that follow from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Dice::new(seed))
    }

    /// Another row, so that drawing more of one thing leaves the other things as they were.
    #[must_use]
    pub fn split(&mut self) -> Self {
        Self(self.0.split())
    }

    /// A number between 0 and 1, neither included.
    pub fn unit(&mut self) -> f64 {
        let low = u32::try_from(self.0.draw() >> 32).unwrap_or(0);
        let lower = u32::try_from(self.0.draw() >> 44).unwrap_or(0);
        (f64::from(low) + (f64::from(lower) + 0.5) / 1_048_576.0) / 4_294_967_296.0
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + self.unit() * (most - least)
    }

    /// Some seconds, up to so many hours.
    pub fn hours(&mut self, most_h: f64) -> i64 {
        whole(self.unit() * most_h * 3600.0)
    }

    /// Whether something of that probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Two independent normal numbers with mean 0 and variance 1 (Marsaglia's polar method).
    pub fn normals(&mut self) -> (f64, f64) {
        loop {
            let (x, y) = (self.between(-1.0, 1.0), self.between(-1.0, 1.0));
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                let factor = (-2.0 * ln(square) / square).sqrt();
                return (x * factor, y * factor);
            }
        }
    }

    /// A normal number with mean 0 and variance 1.
    pub fn normal(&mut self) -> f64 {
        self.normals().0
    }

    /// A waiting time with that mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -ln(self.unit()) * mean
    }

    /// A gamma-distributed number with that shape and scale 1 (Marsaglia and Tsang, 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let power = exp(ln(self.unit()) / shape);
            return self.gamma(shape + 1.0) * power;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root > 0.0 {
                let cube = root * root * root;
                if ln(self.unit()) < 0.5 * x * x + d - d * cube + d * ln(cube) {
                    return d * cube;
                }
            }
        }
    }

    /// How often something happens that happens `mean` times on average.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let mut count = 0_u32;
        let mut rest = mean;
        // The product below would vanish for large means: they are drawn in parts.
        while rest > 0.0 {
            let part = rest.min(30.0);
            rest -= part;
            let floor = exp(-part);
            let mut product = self.unit();
            while product > floor {
                count = count.saturating_add(1);
                product *= self.unit();
            }
        }
        count
    }

    /// A negative-binomial count with that mean; the smaller the size, the more it varies.
    pub fn negative_binomial(&mut self, mean: f64, size: f64) -> u32 {
        let rate = self.gamma(size) * mean / size;
        self.poisson(rate.min(5000.0))
    }

    /// By how much one error is larger than usual.
    pub fn stretch(&mut self, tail: Tail) -> f64 {
        match tail {
            Tail::Student(freedom) => (freedom / (2.0 * self.gamma(freedom / 2.0))).sqrt(),
            Tail::Gamma(shape) => (self.gamma(shape) / shape).sqrt(),
        }
    }

    /// A place in a list of weights, as often as its weight has it; 0 if there are none.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let sum: f64 = weights.clone().sum();
        let mut left = self.unit() * sum;
        let mut last = 0;
        for (place, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
            last = place;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of many draws.
    fn moments(mut one: impl FnMut() -> f64) -> (f64, f64) {
        let drawn: Vec<f64> = (0..60_000).map(|_| one()).collect();
        let mean = drawn.iter().sum::<f64>() / 60_000.0;
        (mean, drawn.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 60_000.0)
    }

    fn near(found: (f64, f64), expected: (f64, f64)) {
        let close = |a: f64, b: f64| (a - b).abs() < 0.06 * (1.0 + b.abs());
        assert!(close(found.0, expected.0) && close(found.1, expected.1), "{found:?} {expected:?}");
    }

    #[test]
    fn means_and_variances_are_those_of_the_distributions() {
        let mut draw = Draw::new(5);
        near(moments(|| draw.unit()), (0.5, 1.0 / 12.0));
        near(moments(|| draw.normal()), (0.0, 1.0));
        near(moments(|| draw.exponential(3.0)), (3.0, 9.0));
        near(moments(|| draw.gamma(0.5)), (0.5, 0.5));
        near(moments(|| draw.gamma(4.0)), (4.0, 4.0));
        near(moments(|| f64::from(draw.poisson(2.5))), (2.5, 2.5));
        near(moments(|| f64::from(draw.poisson(70.0))), (70.0, 70.0));
        near(moments(|| f64::from(draw.negative_binomial(2.0, 0.8))), (2.0, 7.0));
        near(moments(|| draw.normal() * draw.stretch(Tail::Student(8.0))), (0.0, 8.0 / 6.0));
        near(moments(|| draw.normal() * draw.stretch(Tail::Gamma(1.5))), (0.0, 1.0));
    }

    #[test]
    fn weights_say_how_often_and_none_of_no_weight_is_drawn() {
        let mut draw = Draw::new(6);
        let mut counts = [0; 4];
        for _ in 0..10_000 {
            counts[draw.weighted([1.0, 0.0, 3.0, 0.0].into_iter())] += 1;
        }
        assert_eq!((counts[1], counts[3]), (0, 0));
        assert!((2300..2700).contains(&counts[0]), "{counts:?}");
        assert_eq!(draw.weighted(std::iter::empty()), 0);
    }
}
