//! The places at which a last stretch could begin, in blocks that are passed over together.
//!
//! Days apart never cost more than the same days as one stretch. So what a candidate costs now is at least what it cost
//! when it was last reckoned (at its block's anchor), and the days since as a stretch of their own; and that again at
//! least the days since one by one. The second bound takes a comparison, the first one logarithm for the whole block.
//! Only a block that might hold the best is reckoned in full. The candidate that won last is reckoned by itself, and
//! first: it most likely wins again, and spares the others.

use crate::counts::real;
use crate::holding::cost::of_sum;

/// So many candidates are passed over together.
const BLOCK: usize = 32;
/// Bounds are taken lower by so much, more than rounding can make of them.
const ROUNDING: f64 = 1e-9;

/// A place at which the last stretch could begin.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// The place.
    pub start: usize,
    /// The sum of all days before it.
    pub sum_before: f64,
    /// The cheapest cost of all days before it.
    pub cost_before: f64,
}

impl Candidate {
    fn cost(&self, today: &Today) -> f64 {
        let days = real(today.to.saturating_sub(self.start));
        self.cost_before + of_sum(today.sum - self.sum_before, days, today.size)
    }
}

/// How far the days have been taken in.
#[derive(Debug, Clone, Copy)]
pub struct Today {
    /// The number of days.
    pub to: usize,
    /// Their sum.
    pub sum: f64,
    /// What they cost one by one.
    pub singles: f64,
    /// The size of the distribution.
    pub size: f64,
}

/// Neighbouring candidates.
#[derive(Debug, Clone)]
struct Block {
    members: Vec<Candidate>,
    /// The day on which all were last reckoned, and the sum up to it.
    anchor: (usize, f64),
    /// What the cheapest cost then, without the one that won.
    least: f64,
    /// A lower bound of what any of them costs, less the running cost of single days.
    bound: f64,
    /// From this place on none of them is needed any more.
    needed_until: usize,
}

impl Block {
    fn new(first: Candidate, bound: f64) -> Self {
        let mut members = Vec::with_capacity(BLOCK);
        members.push(first);
        Self {
            members,
            anchor: (0, 0.0),
            least: f64::NEG_INFINITY,
            bound,
            needed_until: usize::MAX,
        }
    }

    /// Raises the bound by what the days since the anchor cost as one stretch.
    fn tighten(&mut self, today: &Today) {
        let (anchor, sum) = self.anchor;
        let days = real(today.to.saturating_sub(anchor));
        let since = of_sum(today.sum - sum, days, today.size);
        self.bound = self.bound.max(self.least + since - today.singles - ROUNDING);
    }

    /// Reckons all of them but the one that won before.
    fn reckon(&mut self, today: &Today, won: usize, best: &mut Best) {
        self.least = f64::INFINITY;
        for candidate in self.members.iter().filter(|candidate| candidate.start != won) {
            let cost = candidate.cost(today);
            self.least = self.least.min(cost);
            best.offer(candidate, cost);
        }
        self.anchor = (today.to, today.sum);
        self.bound = self.least - today.singles - ROUNDING;
    }

    fn holds(&self, start: usize) -> bool {
        let first = self.members.first().is_some_and(|first| first.start <= start);
        first && self.members.last().is_some_and(|last| start <= last.start)
    }
}

/// The cheapest way so far.
#[derive(Debug, Clone, Copy)]
pub struct Best {
    /// What all days cost so.
    pub cost: f64,
    /// Where the last stretch begins.
    pub candidate: Candidate,
}

impl Best {
    fn offer(&mut self, candidate: &Candidate, cost: f64) {
        if cost < self.cost {
            *self = Self { cost, candidate: *candidate };
        }
    }
}

/// All candidates that may still be needed.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    blocks: Vec<Block>,
    won: Option<Candidate>,
}

impl Candidates {
    /// The cheapest cost of all days so far, with a candidate that has become old enough today; none without candidates.
    ///
    /// A candidate that costs at least the penalty more than the best is needed only until today itself may begin a
    /// stretch, so many days later.
    pub fn cheapest(
        &mut self,
        newcomer: Option<Candidate>,
        today: &Today,
        (penalty, days_min): (f64, usize),
    ) -> Option<Best> {
        let leading = self.won.or(newcomer)?;
        let mut best = Best { cost: leading.cost(today), candidate: leading };
        if let Some(newcomer) = newcomer {
            self.admit(newcomer, today, &mut best);
        }
        let won = leading.start;
        self.blocks.retain(|block| block.needed_until > today.to || block.holds(won));
        for block in &mut self.blocks {
            if block.bound + today.singles < best.cost {
                block.tighten(today);
                if block.bound + today.singles < best.cost {
                    block.reckon(today, won, &mut best);
                }
            }
            if block.needed_until == usize::MAX
                && block.bound + today.singles >= best.cost + penalty
            {
                block.needed_until = today.to.saturating_add(days_min);
            }
        }
        if best.candidate.start != won {
            // Who has lost is one among the others of its block again.
            let its = self.blocks.iter_mut().filter(|block| block.holds(won));
            its.for_each(|block| {
                (block.least, block.bound) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
                // That the others are not needed any more says nothing of it.
                block.needed_until = usize::MAX;
            });
        }
        self.won = Some(best.candidate);
        Some(best)
    }

    /// Adds a candidate at the end; its block has no common anchor until it is reckoned again.
    fn admit(&mut self, newcomer: Candidate, today: &Today, best: &mut Best) {
        let cost = newcomer.cost(today);
        best.offer(&newcomer, cost);
        let bound = cost - today.singles - ROUNDING;
        match self.blocks.last_mut() {
            Some(block) if block.members.len() < BLOCK => {
                block.members.push(newcomer);
                block.least = f64::NEG_INFINITY;
                block.bound = block.bound.min(bound);
                block.needed_until = usize::MAX;
            }
            _ => self.blocks.push(Block::new(newcomer, bound)),
        }
    }
}
