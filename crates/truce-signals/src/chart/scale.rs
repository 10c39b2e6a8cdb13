//! From numbers to places on a sheet.

use truce_core::time::Day;

/// A straight scale: two numbers and the two places at which they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) numbers: (f64, f64),
    pub(super) places: (f64, f64),
}

impl Scale {
    /// The place of a number; numbers beyond the ends stand at them.
    pub(super) fn at(&self, number: f64) -> f64 {
        let (low, high) = self.numbers;
        let share = ((number - low) / (high - low).max(1e-9)).clamp(0.0, 1.0);
        self.places.0 + share * (self.places.1 - self.places.0)
    }
}

/// Days along the sheet, each with the same length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) places: (f64, f64),
}

impl Calendar {
    /// How long a day is.
    pub(super) fn day_length(&self) -> f64 {
        (self.places.1 - self.places.0) / f64::from(self.last.since(self.first).saturating_add(1))
    }

    /// Where a day begins; days outside stand at the ends.
    pub(super) fn begin(&self, day: Day) -> f64 {
        let from = self.first.min(self.last);
        let day = day.clamp(from, self.last.next());
        self.places.0 + f64::from(day.since(self.first)) * self.day_length()
    }

    /// The middle of a day.
    pub(super) fn middle(&self, day: Day) -> f64 {
        self.begin(day) + self.day_length() / 2.0
    }

    /// The place and length of a span of days, both ends included.
    pub(super) fn span(&self, (from, through): (Day, Day)) -> (f64, f64) {
        let begin = self.begin(from);
        (begin, (self.begin(through.next()) - begin).max(0.0))
    }

    /// So many days to be named under the sheet, the first and the last among them.
    pub(super) fn named(&self, wanted: i32) -> Vec<Day> {
        let span = self.last.since(self.first);
        let steps = wanted.saturating_sub(1).clamp(1, span.max(1));
        let mut days: Vec<Day> =
            (0..=steps).map(|step| self.first.plus(span.saturating_mul(step) / steps)).collect();
        days.dedup();
        days
    }
}

/// A round number not below another, for the upper end of a scale: 1, 2, 4, 5, 6 or 8 with noughts, 4 at least, and even,
/// so that its half can be told.
pub(super) fn round_end(most: f64) -> f64 {
    let mut end = 1.0_f64;
    while end < 1e15 {
        for step in [1.0, 2.0, 4.0, 5.0, 6.0, 8.0] {
            let is_even = (end * step / 2.0).fract() <= 0.0;
            if is_even && end * step >= most.max(4.0) {
                return end * step;
            }
        }
        end *= 10.0;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_scale_is_round_and_not_below_what_is_shown() {
        let ends = [0.0, 3.0, 4.5, 5.5, 8.0, 9.0, 23.0, 45.0, 180.0, 1_001.0].map(round_end);
        assert_eq!(ends, [4.0, 4.0, 6.0, 6.0, 8.0, 10.0, 40.0, 50.0, 200.0, 2_000.0]);
    }

    #[test]
    fn a_calendar_names_its_first_and_last_day_once() {
        let day = |number| Day::new(2017, 1, 1).unwrap().plus(number);
        let calendar = Calendar { first: day(0), last: day(8), places: (0.0, 90.0) };
        assert_eq!(calendar.named(5), [day(0), day(2), day(4), day(6), day(8)]);
        assert_eq!(calendar.span((day(1), day(2))), (10.0, 20.0));
        let one = Calendar { first: day(0), last: day(0), places: (0.0, 90.0) };
        assert_eq!(one.named(5), [day(0)]);
    }
}
