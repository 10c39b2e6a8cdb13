//! All reports at once, over as many hands as the caller has.
//!
//! INVARIANT: the same matcher, to the byte, as from [`Matcher::insert`] for each report, whatever the [`Spread`]: pieces
//! only read what stands, and what they find is put in in the order of the reports.

use crate::matching::Candidate;
use crate::matching::crowd::Crowd;
use crate::matching::judgements::Judgements;
use crate::matching::matcher::{Matcher, Slot};
use crate::matching::near::Near;
use crate::matching::weights::Weights;
use crate::spread::{OneByOne, Spread};

/// So many reports are looked at before what was found is put in, and progress is told.
const BATCH: usize = 1 << 14;

impl Matcher {
    /// All at once.
    #[must_use]
    pub fn of(weights: &Weights, candidates: &[Candidate], judged: &Judgements) -> Self {
        Self::followed(weights, candidates, judged, &OneByOne, &mut |_| ())
    }

    /// All at once, spread over some hands; `progress` hears now and then how many reports are linked with their
    /// neighbours.
    #[must_use]
    pub fn followed(
        weights: &Weights,
        candidates: &[Candidate],
        judged: &Judgements,
        spread: &dyn Spread,
        progress: &mut dyn FnMut(usize),
    ) -> Self {
        let mut matcher = Self::new(weights);
        matcher.take_in_all(candidates, spread);
        let kept: Vec<_> = matcher.kept().collect();
        let numbers: Vec<u32> = kept.iter().map(|(number, _)| *number).collect();
        matcher.near = Near::of(&matcher.model, kept.into_iter());
        let mut done = 0_usize;
        for batch in numbers.chunks(BATCH) {
            let found = spread.over(batch, |number| {
                (*number, matcher.links_of(*number, |other| other < *number))
            });
            found.into_iter().for_each(|(number, links)| matcher.keep_links(number, links));
            done = done.saturating_add(batch.len());
            progress(done);
        }
        matcher.judge(judged);
        // Every group is new: who wants them asks for them, and they are not held twice.
        matcher.settle_dirty(spread, |_, _, _| ());
        matcher
    }

    /// Gives every report a slot, and counts the crowds.
    fn take_in_all(&mut self, candidates: &[Candidate], spread: &dyn Spread) {
        self.slots.reserve_exact(candidates.len());
        for batch in candidates.chunks(BATCH) {
            let known =
                batch.iter().map(|candidate| (candidate, self.model.source(&candidate.source)));
            let known: Vec<(&Candidate, u32)> = known.collect();
            let model = &self.model;
            let slots =
                spread.over(&known, |(candidate, source)| Slot::of(model, candidate, *source));
            for slot in slots {
                self.put_in(slot);
            }
        }
        let told = (0..).zip(&self.slots);
        let told = told.filter_map(|(number, slot)| Some((slot.as_ref()?.telling?, number)));
        self.tellings = told.collect();
        self.crowd = Crowd::of(&self.model, self.parts());
        self.dirty = self.parts().map(|(number, _)| number).collect();
    }
}
