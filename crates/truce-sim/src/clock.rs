//! A seat's clock, which may be wrong, run fast or slow, and jump.

/// The moment at which every world begins, in seconds since 1970.
pub const BEGINNING: u64 = 1_488_000_000;

/// A seat's clock.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// How much it is ahead, in seconds.
    pub ahead_s: i64,
    /// How much it gains in a thousand seconds.
    pub gains_s: i64,
    /// What it showed at most.
    pub latest: u64,
    /// Below which it is never set again: whoever puts a disk back sets the clock.
    pub floor: u64,
}

impl Clock {
    /// What it shows, so many seconds after the beginning.
    pub fn read(&mut self, now: u64) -> u64 {
        let true_s = i64::try_from(BEGINNING + now).unwrap_or(i64::MAX);
        let gained = i64::try_from(now).unwrap_or(i64::MAX) * self.gains_s / 1000;
        let shown = u64::try_from(true_s + self.ahead_s + gained).unwrap_or(0).max(self.floor);
        self.latest = self.latest.max(shown);
        shown
    }
}
