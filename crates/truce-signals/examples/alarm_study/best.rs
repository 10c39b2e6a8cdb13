//! What no alarm can beat by much: it is told the level, the size and the factor, and has only to wait for the evidence.

use truce_signals::alarm::detector::{Detector, Expectation};

use crate::world::World;
use crate::{Watch, false_alarms};

/// The bets on a doubling, by whoever knows everything but the day on which it begins.
pub struct Knowing {
    detector: Detector,
    expected: Expectation,
    threshold: f64,
    /// The largest logarithm that one day may add.
    ln_cap: f64,
}

impl Knowing {
    pub fn of(world: World, threshold: f64, ln_cap: f64) -> Self {
        let expected = Expectation { mean: world.mean, size: world.size, error: 0.0 };
        Self { detector: doubling(), expected, threshold, ln_cap }
    }
}

fn doubling() -> Detector {
    Detector::new([2.0; 3])
}

impl Watch for Knowing {
    fn raises(&mut self, day: usize, count: u32) -> bool {
        let step = self.detector.update(day, count, self.expected, self.ln_cap);
        let raised = step.evidence >= self.threshold;
        if raised {
            self.detector = doubling();
        }
        raised
    }
}

/// The lowest threshold at which whoever knows everything raises no more false alarms than promised.
pub fn lowest_threshold(world: World, runs: (u64, u64), promised: f64, ln_cap: f64) -> f64 {
    let (mut low, mut high) = (0.05 * 36_500.0 / promised, 36_500.0 / promised);
    for _ in 0..12 {
        let middle = (low * high).sqrt();
        let alarms = false_alarms(world, runs, &|| Knowing::of(world, middle, ln_cap));
        if alarms.all > promised { low = middle } else { high = middle }
    }
    high
}
