//! How independent pieces of work are carried out.
//!
//! This crate starts no threads. A caller that has some hands in its own way of
//! working; the results are the same bits in any case, for pieces never share a
//! sum.

/// A way to do the same thing to many pieces.
pub trait Spread {
    /// Into how many pieces work is best divided.
    fn ways(&self) -> usize;
    /// Does the work for every piece, and gives the results in the order of the pieces.
    fn each<T: Send, R: Send>(&self, pieces: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R>;
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
