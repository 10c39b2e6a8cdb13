//! One cell under watch: its baseline, its evidence, its state.

use serde::Serialize;
use truce_core::time::Day;

use super::baseline::Baseline;
use super::detector::{Detector, Expectation, FALLS, RISES};
use super::wildness::{InverseSize, Wildness};

/// So many standard errors of the baseline are granted to what the level may have been.
const MARGIN: f64 = 0.25;

/// What was counted in a cell on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// Incidents outside exercises; none if nobody looked, which is not 0.
    pub outside: Option<u32>,
    /// Incidents that belong to announced exercises. They are kept, and raise no alarm.
    pub in_exercises: u32,
}

impl DayCount {
    /// So many incidents, none of them in an exercise.
    #[must_use]
    pub fn of(count: u32) -> Self {
        Self { outside: Some(count), in_exercises: 0 }
    }

    /// Nobody looked.
    pub const UNWATCHED: Self = Self { outside: None, in_exercises: 0 };
}

/// A level that was left, as far as can be told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shift {
    /// The day on which the evidence was enough.
    pub on: Day,
    /// The day on which it most likely began.
    pub onset: Day,
    /// The evidence on that day, in days: what chance alone reaches once in so many at most.
    pub evidence: f64,
    /// What was expected of that day, before.
    pub expected: Expectation,
}

/// One day with so many incidents that it goes to people at once, alarm or not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SeriousDay {
    /// The day.
    pub day: Day,
    /// Incidents outside exercises.
    pub count: u32,
    /// What was expected.
    pub expected: Expectation,
}

/// How a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Too few days are known to say what is usual: no answer.
    Learning {
        /// So many more days are needed, if somebody looks on each.
        days: f64,
    },
    /// Nothing out of the usual.
    Calm,
    /// Evidence of a rise above a tenth of what an alarm needs.
    Watch,
    /// The level was left upward, and nobody has said so yet.
    Alarm(Shift),
    /// Somebody has taken note. Ends when it is known what is usual now.
    Acknowledged(Shift),
}

/// What one day brought.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reading {
    /// The day.
    pub day: Day,
    /// What was counted, in and outside exercises.
    pub counted: DayCount,
    /// What was expected; none while too few days are known.
    pub expected: Option<Expectation>,
    /// Evidence of a rise, in days.
    pub rise: f64,
    /// Evidence of a fall, in days.
    pub fall: f64,
    /// What an alarm needs.
    pub threshold: f64,
    /// How the cell stands after the day.
    pub state: State,
    /// An alarm that this day raised.
    pub raised: Option<Shift>,
    /// A fall that became certain on this day.
    pub eased: Option<Shift>,
    /// Set if the day alone is out of all proportion.
    pub serious_day: Option<SeriousDay>,
}

/// One cell under watch. Days are taken in one after the other, without a gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lookout {
    first: Day,
    /// Days taken in so far: the number of the day that comes next.
    next: usize,
    network_size: f64,
    size: f64,
    baseline: Baseline,
    wildness: Wildness,
    rises: Detector,
    falls: Detector,
    state: State,
}

impl Lookout {
    /// A cell under watch from a day on, in a network with that usual size of the distribution.
    #[must_use]
    pub fn new(first: Day, network_size: f64) -> Self {
        let (baseline, wildness) = (Baseline::default(), Wildness::default());
        Self {
            first,
            next: 0,
            network_size,
            size: wildness.size(network_size),
            state: State::Learning { days: baseline.days_missing(0) },
            baseline,
            wildness,
            rises: Detector::staked(RISES),
            falls: Detector::staked(FALLS),
        }
    }

    /// Takes the next day in, given the evidence that an alarm needs.
    ///
    /// One day multiplies the evidence by at most the square root of that, so that from calm two are needed.
    pub fn update(&mut self, counted: DayCount, threshold: f64) -> Reading {
        let (number, day) = (self.next, self.day(self.next));
        let expected = self.baseline.expect(number, self.size);
        let mut reading = Reading {
            day,
            counted,
            expected,
            rise: self.rises.evidence(),
            fall: self.falls.evidence(),
            threshold,
            state: self.state,
            raised: None,
            eased: None,
            serious_day: None,
        };
        self.baseline.push(number, counted.outside, expected);
        if let (Some(count), Some(expected)) = (counted.outside, expected) {
            self.weigh(number, count, expected, &mut reading);
        }
        self.next = self.next.saturating_add(1);
        self.state = self.stands(&reading);
        reading.state = self.state;
        reading
    }

    /// Holds a day's count against what was expected.
    fn weigh(&mut self, day: usize, count: u32, expected: Expectation, reading: &mut Reading) {
        let ln_cap = 0.5 * reading.threshold.ln();
        if self.wildness.push(day, count, expected) {
            self.size = self.wildness.size(self.network_size);
            self.temper();
        }
        let rise = self.rises.update(day, count, expected.leaning(MARGIN), ln_cap);
        let fall = self.falls.update(day, count, expected.leaning(-MARGIN), ln_cap);
        (reading.rise, reading.fall) = (rise.evidence, fall.evidence);
        reading.serious_day =
            rise.capped.then_some(SeriousDay { day: reading.day, count, expected });
        let shift = |detector: &Detector, evidence: f64| {
            let onset = detector.onset().filter(|_| evidence >= reading.threshold)?;
            let shift = Shift { on: reading.day, onset: self.day(onset), evidence, expected };
            Some((onset, shift))
        };
        let raised = shift(&self.rises, rise.evidence);
        let eased = shift(&self.falls, fall.evidence);
        if let Some((onset, _)) = raised.or(eased) {
            self.restart(onset);
        }
        reading.raised = raised.map(|(_, shift)| shift);
        reading.eased = eased.map(|(_, shift)| shift);
    }

    /// Begins a regime with a day that lies back.
    fn restart(&mut self, onset: usize) {
        self.baseline.restart(onset);
        self.wildness.forget_since(onset);
        (self.rises, self.falls) = (Detector::staked(RISES), Detector::staked(FALLS));
        self.temper();
    }

    /// Lets a day say no more than days that are alike can say.
    fn temper(&mut self) {
        let clumping = self.wildness.clumping();
        self.rises.temper(clumping);
        self.falls.temper(clumping);
    }

    fn stands(&self, reading: &Reading) -> State {
        if let Some(shift) = reading.raised {
            return State::Alarm(shift);
        }
        let known = reading.expected.is_some() && reading.eased.is_none();
        match self.state {
            // Once counts have fallen again nothing is more than usual; what was raised stays in its history.
            State::Alarm(shift) if reading.eased.is_none() => State::Alarm(shift),
            State::Alarm(_) => State::Learning { days: self.baseline.days_missing(self.next) },
            State::Acknowledged(shift) if !known => State::Acknowledged(shift),
            State::Learning { .. } | State::Calm | State::Watch if !known => {
                State::Learning { days: self.baseline.days_missing(self.next) }
            }
            State::Learning { .. } | State::Calm | State::Watch | State::Acknowledged(_) => {
                let risen = reading.rise > reading.threshold / 10.0;
                if risen { State::Watch } else { State::Calm }
            }
        }
    }

    /// Notes that somebody has seen the alarm; says whether there was one.
    pub fn acknowledge(&mut self) -> bool {
        let State::Alarm(shift) = self.state else { return false };
        self.state = State::Acknowledged(shift);
        true
    }

    /// How the cell stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// The first day of the present regime.
    #[must_use]
    pub fn regime_from(&self) -> Day {
        self.day(self.baseline.from())
    }

    /// 1 / size as the cell's own weeks have it; none while they are too few.
    #[must_use]
    pub fn own_inverse_size(&self) -> Option<InverseSize> {
        self.wildness.own()
    }

    fn day(&self, number: usize) -> Day {
        self.first.plus(i32::try_from(number).unwrap_or(i32::MAX))
    }
}
