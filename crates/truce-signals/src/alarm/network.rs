//! All cells under watch, with one promise over them together.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::time::Day;

use super::lookout::{DayCount, Lookout, Reading};
use super::promise::Promise;
use crate::counts::dispersion;

/// What is usual in a network of which nothing is known yet.
pub const SIZE_UNKNOWN: f64 = 2.0;

/// All cells under watch, by whatever names a cell: zone, party and act.
///
/// INVARIANT: a cell's evidence follows from its own counts; other cells move only the threshold,
/// through their number ([`Network::update`]).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Network<K: Ord> {
    /// The promise over all cells together.
    pub promise: Promise,
    network_size: f64,
    next: Day,
    lookouts: BTreeMap<K, Lookout>,
}

impl<K: Ord + Clone> Network<K> {
    /// Watches cells from a day on; the size is what [`Network::proposed_size`] once proposed, or [`SIZE_UNKNOWN`].
    #[must_use]
    pub fn new(
        first: Day,
        cells: impl IntoIterator<Item = K>,
        promise: Promise,
        network_size: f64,
    ) -> Self {
        let lookout = |cell| (cell, Lookout::new(first, network_size));
        let lookouts = cells.into_iter().map(lookout).collect();
        Self { promise, network_size, next: first, lookouts }
    }

    /// Takes the next day in. A cell without a count was not looked at; a cell that is not watched is passed over.
    pub fn update(&mut self, day: &BTreeMap<K, DayCount>) -> BTreeMap<K, Reading> {
        let threshold = self.threshold();
        self.next = self.next.next();
        let reading = |(cell, lookout): (&K, &mut Lookout)| {
            let counted = day.get(cell).copied().unwrap_or(DayCount::UNWATCHED);
            (cell.clone(), lookout.update(counted, threshold))
        };
        self.lookouts.iter_mut().map(reading).collect()
    }

    /// The evidence that an alarm needs.
    #[must_use]
    pub fn threshold(&self) -> f64 {
        self.promise.threshold(self.lookouts.len())
    }

    /// Watches one more cell from the next day on; says whether it is new.
    pub fn watch(&mut self, cell: K) -> bool {
        let new = !self.lookouts.contains_key(&cell);
        self.lookouts.entry(cell).or_insert_with(|| Lookout::new(self.next, self.network_size));
        new
    }

    /// Notes that somebody has seen the alarm of a cell; says whether there was one.
    pub fn acknowledge(&mut self, cell: &K) -> bool {
        self.lookouts.get_mut(cell).is_some_and(Lookout::acknowledge)
    }

    /// A cell under watch.
    #[must_use]
    pub fn lookout(&self, cell: &K) -> Option<&Lookout> {
        self.lookouts.get(cell)
    }

    /// The usual size as the cells have it now: the median. A proposal, for a network set up anew.
    #[must_use]
    pub fn proposed_size(&self) -> Option<f64> {
        let own = self.lookouts.values().filter_map(Lookout::own_inverse_size);
        let mut inverse: Vec<f64> = own.map(|own| own.value).collect();
        dispersion::median(&mut inverse).map(dispersion::size_of)
    }
}
