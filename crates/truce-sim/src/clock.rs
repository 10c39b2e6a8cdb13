//! A seat's clock, which may be wrong, run fast or slow, and jump.

/// The moment at which every world begins, in seconds since 1970.
pub const BEGINNING: u64 = 1_488_000_000;

/// A seat's clock.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// How much it is ahead, in seconds.
    ahead_s: i64,
    /// How much it gains in a thousand seconds.
    gains_s: i64,
    /// What it showed at most.
    latest: u64,
    /// Whether it is looked after: it is never set back any more.
    kept: bool,
}

impl Clock {
    /// A clock that is so much ahead, and gains so much in a thousand seconds.
    #[must_use]
    pub fn new(ahead_s: i64, gains_s: i64) -> Self {
        Self { ahead_s, gains_s, ..Self::default() }
    }

    /// What it shows, so many seconds after the beginning.
    pub fn read(&mut self, now: u64) -> u64 {
        let true_s = i64::try_from(BEGINNING + now).unwrap_or(i64::MAX);
        let gained = i64::try_from(now).unwrap_or(i64::MAX) * self.gains_s / 1000;
        let shown = u64::try_from(true_s + self.ahead_s + gained).unwrap_or(0);
        self.latest = self.latest.max(shown);
        shown
    }

    /// It jumps; says whether it did.
    pub fn jump(&mut self, by_s: i64) -> bool {
        let jumps = by_s > 0 || !self.kept;
        self.ahead_s += if jumps { by_s } else { 0 };
        jumps
    }

    /// Somebody sets it, so that it shows no less than it ever did, now and later.
    pub fn set_right(&mut self, now: u64) {
        let behind = self.latest.saturating_sub(self.read(now));
        self.ahead_s += i64::try_from(behind).unwrap_or(0);
        self.kept = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_right_never_goes_back() {
        let mut clock = Clock::new(500, 2);
        assert_eq!(clock.read(1000), BEGINNING + 1000 + 500 + 2);
        assert!(clock.jump(-700));
        assert_eq!(clock.read(1000), BEGINNING + 1000 - 200 + 2);
        clock.set_right(1000);
        assert_eq!(clock.read(1000), BEGINNING + 1000 + 500 + 2);
        assert!(!clock.jump(-700));
        assert!(clock.jump(30));
        assert_eq!(clock.read(2000), BEGINNING + 2000 + 530 + 4);
    }
}
