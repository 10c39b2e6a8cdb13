//! Worlds in which counts are drawn.

use truce_signals::counts::random::Random;

/// Days over which a slow wave forgets where it was.
const WAVE_DAYS: f64 = 60.0;

/// A world in which counts are drawn.
#[derive(Clone, Copy)]
pub struct World {
    pub mean: f64,
    pub size: f64,
    /// How far the level swings about its mean over the week: a sine.
    pub weekly: f64,
    /// Children of each incident on later days: self-excitation.
    pub children: f64,
    /// Standard deviation of the logarithm of a level that wanders slowly.
    pub slow: f64,
}

impl World {
    /// Whether days are independent draws from one distribution.
    pub fn is_plain(&self) -> bool {
        self.weekly + self.children + self.slow <= 0.0
    }
}

/// Draws the days of a world one by one.
pub struct Days {
    world: World,
    random: Random,
    memory: f64,
    wave: f64,
    day: u32,
}

impl Days {
    pub fn of(world: World, random: Random) -> Self {
        Self { world, random, memory: world.mean, wave: 0.0, day: 0 }
    }

    /// What is counted on the next day, if the level is a factor higher.
    pub fn next(&mut self, factor: f64) -> u32 {
        let World { mean, size, weekly, children, slow } = self.world;
        let beat = (f64::from(self.day % 7) * std::f64::consts::TAU / 7.0).sin();
        self.day += 1;
        if slow > 0.0 {
            let keep = (-1.0 / WAVE_DAYS).exp();
            self.wave = keep * self.wave + (1.0 - keep * keep).sqrt() * slow * self.random.normal();
        }
        let level = factor * mean * (1.0 + weekly * beat) * self.wave.exp();
        let count =
            self.random.negative_binomial(level * (1.0 - children) + children * self.memory, size);
        // Half of the children come within three days.
        let keep = 0.5_f64.powf(1.0 / 3.0);
        self.memory = keep * self.memory + (1.0 - keep) * f64::from(count);
        count
    }
}
