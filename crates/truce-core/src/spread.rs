//! How independent pieces of work are carried out.
//!
//! No pure crate starts a thread. A caller that has some hands in its own way of
//! working; the results are the same bits in any case, for pieces never share a
//! sum.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// So many pieces for each way: one that takes long leaves the others to those who are done.
const PIECES_EACH: usize = 8;

/// Some hands.
///
/// What they do is asked for by [`dyn Spread`](trait@Spread): the work itself is made once, whoever carries it out.
pub trait Spread: Send + Sync {
    /// Into how many pieces work is best divided.
    fn ways(&self) -> usize;
    /// Does the work for every number below `pieces`, each once, in any order; returns when all is done.
    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync));
}

impl dyn Spread + '_ {
    /// Does the work for every piece, and gives the results in the order of the pieces.
    pub fn each<T: Send, R: Send>(&self, pieces: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
        if self.ways() < 2 || pieces.len() < 2 {
            return pieces.into_iter().map(work).collect();
        }
        let places = pieces.into_iter().map(|piece| Mutex::new((Some(piece), None)));
        let places: Vec<Mutex<(Option<T>, Option<R>)>> = places.collect();
        self.run(places.len(), &|number| {
            let Some(place) = places.get(number) else { return };
            let piece = locked(place).0.take();
            let done = piece.map(&work);
            locked(place).1 = done;
        });
        let done = places.into_iter().map(|place| place.into_inner());
        done.filter_map(|place| place.unwrap_or_else(PoisonError::into_inner).1).collect()
    }

    /// Does small work for every one of many things, and gives the results in their order.
    pub fn over<T: Sync, R: Send>(&self, things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        if self.ways() < 2 || things.len() < 2 {
            return things.iter().map(work).collect();
        }
        let pieces = self.ways().saturating_mul(PIECES_EACH);
        let length = things.len().div_ceil(pieces);
        let piece = |things: &[T]| things.iter().map(&work).collect::<Vec<R>>();
        self.each(things.chunks(length).collect(), piece).into_iter().flatten().collect()
    }

    /// Does two things that have nothing to do with each other.
    pub fn both<A: Send, B: Send>(
        &self,
        one: impl Fn() -> A + Sync,
        other: impl Fn() -> B + Sync,
    ) -> (A, B) {
        let done = (Mutex::new(None), Mutex::new(None));
        self.run(2, &|number| match number {
            0 => *locked(&done.0) = Some(one()),
            _ => *locked(&done.1) = Some(other()),
        });
        let first = done.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let second = done.1.into_inner().unwrap_or_else(PoisonError::into_inner);
        (first.unwrap_or_else(one), second.unwrap_or_else(other))
    }
}

fn locked<T>(place: &Mutex<T>) -> MutexGuard<'_, T> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One piece after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct OneByOne;

impl Spread for OneByOne {
    fn ways(&self) -> usize {
        1
    }

    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..pieces).for_each(work);
    }
}
