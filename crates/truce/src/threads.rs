//! Work spread over the cores of this machine.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
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

    fn each<T: Send, R: Send>(&self, pieces: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
        if self.ways() == 1 || pieces.len() < 2 {
            return pieces.into_iter().map(work).collect();
        }
        let left = Mutex::new(pieces.into_iter().enumerate());
        let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
        let work_on = || {
            let mut done = Vec::new();
            while let Some((place, piece)) = next() {
                done.push((place, work(piece)));
            }
            done
        };
        let mut done: Vec<(usize, R)> = thread::scope(|scope| {
            let started: Vec<_> = (0..self.ways()).map(|_| scope.spawn(work_on)).collect();
            let joined = started.into_iter().map(thread::ScopedJoinHandle::join);
            joined
                .flat_map(|done| done.unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
                .collect()
        });
        done.sort_unstable_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, result)| result).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_pieces_whatever_the_number_of_threads() {
        for ways in [1, 2, 7] {
            let threads = Threads(NonZero::new(ways).unwrap());
            let squares = threads.each((0..100_u64).collect(), |number| number * number);
            let expected: Vec<u64> = (0..100).map(|number| number * number).collect();
            assert_eq!(squares, expected);
        }
    }
}
