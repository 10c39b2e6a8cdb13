//! How independent pieces of work are carried out.
//!
//! No pure crate starts a thread. A caller that has some hands in its own way of
//! working; the results are the same bits in any case, for pieces never share a
//! sum.

/// So many pieces for each way: one that takes long leaves the others to those who are done.
const PIECES_EACH: usize = 8;

/// A way to do the same thing to many pieces.
pub trait Spread {
    /// Into how many pieces work is best divided.
    fn ways(&self) -> usize;
    /// Does the work for every piece, and gives the results in the order of the pieces.
    fn each<T: Send, R: Send>(&self, pieces: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R>;
    /// Does small work for every one of many things, and gives the results in their order.
    fn over<T: Sync, R: Send>(&self, things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        if self.ways() < 2 || things.len() < 2 {
            return things.iter().map(work).collect();
        }
        let pieces = self.ways().saturating_mul(PIECES_EACH);
        let length = things.len().div_ceil(pieces);
        let piece = |things: &[T]| things.iter().map(&work).collect::<Vec<R>>();
        self.each(things.chunks(length).collect(), piece).into_iter().flatten().collect()
    }
}

/// One piece after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct OneByOne;

impl Spread for OneByOne {
    fn ways(&self) -> usize {
        1
    }

    fn each<T: Send, R: Send>(&self, pieces: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
        pieces.into_iter().map(work).collect()
    }
}
