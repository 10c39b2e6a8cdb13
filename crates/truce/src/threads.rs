//! Work spread over the cores of this machine.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use truce_core::spread::Spread;

/// So many threads, each of which takes the next piece that none has taken.
#[derive(Debug, Clone, Copy)]
pub struct Threads(NonZero<usize>);

impl Threads {
    /// As many as this machine has cores for us.
    #[must_use]
    pub fn of_this_machine() -> Self {
        Self(thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN))
    }
}

impl Spread for Threads {
    fn ways(&self) -> usize {
        self.0.get()
    }

    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|piece| *piece < pieces);
        let work_on = || std::iter::from_fn(take).for_each(work);
        // The scope waits for all, and goes down with any that does. Where the system gives no thread, this one does it all.
        thread::scope(|scope| {
            for _ in 1..self.ways().min(pieces) {
                let _ = thread::Builder::new().spawn_scoped(scope, work_on);
            }
            work_on();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_pieces_whatever_the_number_of_threads() {
        for ways in [1, 2, 7] {
            let threads = Threads(NonZero::new(ways).unwrap());
            let hands: &dyn Spread = &threads;
            let squares = hands.each((0..100_u64).collect(), |number| number * number);
            let expected: Vec<u64> = (0..100).map(|number| number * number).collect();
            assert_eq!(squares, expected);
        }
    }
}
