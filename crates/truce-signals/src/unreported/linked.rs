//! What the matcher leaves open, carried through: lists drawn again and again, and what they come to together.
//!
//! # Method
//! Groups of reports that are surely one event stand fast. Between some of them
//! it is open whether they are one; each such link is drawn by its probability,
//! the likeliest first. Twenty worlds are drawn, each is estimated, and the
//! answers are mixed (linkage averaging: Sadinle 2018).
//!
//! # Limits
//! Links are drawn one by one: that a wrong link often makes its neighbour
//! wrong too is not in the interval.

use std::collections::BTreeMap;

use super::Reckoning;
use super::many_lists::{ManyLists, NotEnough};
use super::mixture::{Answer, mixed};
use crate::counts::random::Random;

/// How many worlds are drawn.
pub const WORLDS: usize = 20;

/// Two groups of reports that may be one event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenLink {
    /// The number of the one group.
    pub one: usize,
    /// The number of the other.
    pub other: usize,
    /// How likely they are one.
    pub likely: f64,
}

impl OpenLink {
    /// A link from odds in thousandths of a factor of ten, as the matcher gives them.
    #[must_use]
    pub fn of_millibans(one: usize, other: usize, millibans: i32) -> Self {
        let odds = 10_f64.powf(f64::from(millibans) / 1_000.0);
        Self { one, other, likely: odds / (1.0 + odds) }
    }
}

/// Whether a list tells an event once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// Each list holds an event once at most, as registers do: two of its events are never one.
    OnceEach,
    /// A list may hold an event several times.
    MoreThanOnce,
}

/// Groups of reports by the combination of lists that tell them, and what is open between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// How many lists there are.
    pub lists: usize,
    /// For each group the combination of lists that tell it.
    pub groups: Vec<usize>,
    /// What is open; links to groups that are not there are passed over.
    pub links: Vec<OpenLink>,
    /// Whether a list tells an event once.
    pub telling: Telling,
}

impl Open {
    /// One world: every open link is decided by lot.
    ///
    /// # Errors
    /// [`NotEnough::Lists`] and [`NotEnough::OtherLists`].
    pub fn world(&self, random: &mut Random) -> Result<ManyLists, NotEnough> {
        let mut links = self.links.clone();
        links.sort_by(|one, other| {
            let likelier = other.likely.total_cmp(&one.likely);
            likelier.then((one.one, one.other).cmp(&(other.one, other.other)))
        });
        let mut told: BTreeMap<usize, usize> = self.groups.iter().copied().enumerate().collect();
        let mut homes: Vec<usize> = (0..self.groups.len()).collect();
        for link in links {
            let drawn = random.uniform() < link.likely;
            let ends = (home(&homes, link.one), home(&homes, link.other));
            let (Some(one), Some(other)) = ends else { continue };
            let (into, from) = (one.min(other), one.max(other));
            if drawn && into != from {
                join(&mut told, &mut homes, (into, from), self.telling);
            }
        }
        ManyLists::of_events(self.lists, told.into_values())
    }

    /// What the lists leave out, over [`WORLDS`] drawn worlds; `estimate` gives the answer for one.
    ///
    /// # Errors
    /// The first world's [`NotEnough`], if less than half of the worlds have an answer.
    pub fn over_worlds(
        &self,
        seed: u64,
        mut estimate: impl FnMut(&ManyLists) -> Result<Reckoning, NotEnough>,
    ) -> Result<Reckoning, NotEnough> {
        let mut random = Random::new(seed);
        let mut answers: Vec<(f64, Answer)> = Vec::new();
        let mut refused = None;
        for _ in 0..WORLDS {
            let lists = self.world(&mut random.split())?;
            match estimate(&lists) {
                Ok(found) => {
                    let on_record = f64::from(lists.on_record());
                    let unseen = (found.all - on_record).max(0.0);
                    answers.push((1.0, Answer { on_record, unseen, variance: found.variance }));
                }
                Err(why) => refused = refused.or(Some(why)),
            }
        }
        let enough = answers.len().saturating_mul(2) >= WORLDS;
        let answer = mixed(&answers).filter(|_| enough);
        answer.ok_or(refused.unwrap_or(NotEnough::NoModel))
    }
}

/// The group into which a group went; none if there is no such group.
fn home(homes: &[usize], group: usize) -> Option<usize> {
    let mut at = group;
    loop {
        let next = *homes.get(at)?;
        if next == at {
            return Some(at);
        }
        // INVARIANT: a group only ever goes into one with a lower number, so that this ends.
        at = next;
    }
}

/// Pours one group into another, unless a list would tell one event twice.
fn join(
    told: &mut BTreeMap<usize, usize>,
    homes: &mut [usize],
    (into, from): (usize, usize),
    telling: Telling,
) {
    let by = |group: usize| told.get(&group).copied().unwrap_or(0);
    let (one, other) = (by(into), by(from));
    if telling == Telling::OnceEach && one & other != 0 {
        return;
    }
    told.remove(&from);
    told.insert(into, one | other);
    if let Some(home) = homes.get_mut(from) {
        *home = into;
    }
}
