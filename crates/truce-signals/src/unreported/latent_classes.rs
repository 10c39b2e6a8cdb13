//! How many events all lists leave out, if events are of several kinds that nobody sees.
//!
//! # Method
//! Events belong to classes. Within a class each list holds an event with a
//! chance of its own, whatever the other lists do; across classes lists depend
//! on each other. How many classes there are is left open: up to ten, the later
//! ones less likely (a Dirichlet process, cut). Numbers are drawn from what the
//! lists leave possible (Gibbs sampling), from a seed.
//!
//! # Source
//! Manrique-Vallier 2016 (Biometrics 72), with his prior: α ~ Gamma(1/4, 1/4),
//! chances uniform, the total with weight 1/N. Combinations of lists are
//! sampled, not events, so that a step costs classes × combinations.
//!
//! # Limits
//! That the chances of the seen tell those of the unseen **cannot be tested**.
//! A class that no list ever sees is in no list, and in no answer. The drawing
//! wanders slowly: compare several seeds before a total is quoted.

use serde::Serialize;

use super::Reckoning;
use super::many_lists::{ManyLists, NotEnough, holds};
use crate::counts::random::Random;
use crate::counts::real;

/// The most classes.
const CLASSES: usize = 10;
/// The prior's shape and rate of α.
const PRIOR: f64 = 0.25;
/// What an interval of 95 % leaves on either side.
const TAIL: f64 = 0.025;
/// The least share of a class: its logarithm must be a number.
const SHARE_MIN: f64 = 1e-12;

/// How long to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Draws {
    /// Steps that are thrown away: they still know where they began.
    pub first: u32,
    /// Steps that are kept.
    pub kept: u32,
}

/// Long enough for a published example, but for a tenth of the total: the drawing wanders slowly.
pub const DRAWS: Draws = Draws { first: 1_500, kept: 6_000 };

/// What drawing came to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Drawn {
    /// In all: the mean, the variance and the middle 95 % of the totals drawn.
    pub reckoning: Reckoning,
    /// The middle total.
    pub median: f64,
    /// The mean number of classes that any event was in.
    pub classes: f64,
}

/// What the lists leave out, by latent classes. The same seed gives the same answer.
///
/// # Errors
/// [`NotEnough`].
pub fn drawn(lists: &ManyLists, draws: Draws, seed: u64) -> Result<Drawn, NotEnough> {
    lists.check()?;
    let mut random = Random::new(seed);
    let mut chain = Chain::begin(lists, &mut random);
    for _ in 0..draws.first {
        chain.step(&mut random);
    }
    let mut totals: Vec<f64> = Vec::new();
    let mut classes = 0.0;
    for _ in 0..draws.kept.max(1) {
        chain.step(&mut random);
        totals.push(f64::from(chain.on_record) + f64::from(chain.unseen));
        classes += real(chain.classes.iter().filter(|class| class.events > 0.0).count());
    }
    let number = real(totals.len());
    let all = totals.iter().sum::<f64>() / number;
    let variance = totals.iter().map(|total| (total - all).powi(2)).sum::<f64>() / number;
    totals.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = totals.iter().zip(1_u32..).find(|(_, rank)| f64::from(*rank) >= share * number);
        place.map_or(all, |(total, _)| *total)
    };
    let reckoning = Reckoning { all, variance, interval: (at(TAIL), at(1.0 - TAIL)) };
    Ok(Drawn { reckoning, median: at(0.5), classes: classes / number })
}

/// One class as it is drawn now.
#[derive(Debug, Clone)]
struct Class {
    /// Its share of all events.
    share: f64,
    /// The chance of each list to hold an event of it.
    chances: Vec<f64>,
    /// Events in it, the unseen included.
    events: f64,
    /// How many of them each list holds.
    held: Vec<f64>,
}

impl Class {
    /// How likely an event is of this class and held by just these lists.
    fn weight(&self, held: usize) -> f64 {
        let chances = self.chances.iter().enumerate();
        let each =
            chances.map(|(list, chance)| if holds(held, list) { *chance } else { 1.0 - chance });
        self.share * each.product::<f64>()
    }

    fn take(&mut self, held: usize, events: u32) {
        let events = f64::from(events);
        self.events += events;
        for (list, sum) in self.held.iter_mut().enumerate() {
            *sum += if holds(held, list) { events } else { 0.0 };
        }
    }
}

/// Where the drawing stands.
struct Chain<'l> {
    lists: &'l ManyLists,
    on_record: u32,
    unseen: u32,
    alpha: f64,
    classes: Vec<Class>,
}

impl<'l> Chain<'l> {
    fn begin(lists: &'l ManyLists, random: &mut Random) -> Self {
        let class = |_| Class {
            share: 1.0 / real(CLASSES),
            chances: (0..lists.lists()).map(|_| random.uniform()).collect(),
            events: 0.0,
            held: vec![0.0; lists.lists()],
        };
        let classes = (0..CLASSES).map(class).collect();
        let on_record = lists.on_record();
        let unseen = lists.tellings().at_least().all - f64::from(on_record);
        // Near where it will end up: the way there from 0 is long.
        let unseen = random.poisson(unseen);
        Self { lists, on_record, unseen, alpha: 1.0, classes }
    }

    /// Draws everything once: classes of events, chances, shares, α, and how many are unseen.
    fn step(&mut self, random: &mut Random) {
        for class in &mut self.classes {
            class.events = 0.0;
            class.held.fill(0.0);
        }
        let unseen = [(0_usize, self.unseen)];
        for (held, events) in self.lists.combinations().chain(unseen) {
            let weights = self.classes.iter().map(|class| class.weight(held));
            let weights: Vec<f64> = weights.collect();
            let parts = random.multinomial(events, &weights);
            for (class, part) in self.classes.iter_mut().zip(parts) {
                class.take(held, part);
            }
        }
        self.draw_chances(random);
        self.draw_shares(random);
        let nowhere: f64 = self.classes.iter().map(|class| class.weight(0)).sum();
        let nowhere = nowhere.clamp(SHARE_MIN, 1.0 - SHARE_MIN);
        let mean = random.gamma(f64::from(self.on_record)) * nowhere / (1.0 - nowhere);
        self.unseen = random.poisson(mean);
    }

    fn draw_chances(&mut self, random: &mut Random) {
        for class in &mut self.classes {
            let events = class.events;
            for (chance, held) in class.chances.iter_mut().zip(&class.held) {
                *chance = random.beta(1.0 + held, 1.0 + events - held);
            }
        }
    }

    /// Breaks a stick: each class takes a part of what the ones before it left.
    fn draw_shares(&mut self, random: &mut Random) {
        let mut after: f64 = self.classes.iter().map(|class| class.events).sum();
        let (mut left, mut ln_left) = (1.0_f64, 0.0);
        let last = self.classes.len().saturating_sub(1);
        for (number, class) in self.classes.iter_mut().enumerate() {
            after -= class.events;
            if number == last {
                class.share = left.max(SHARE_MIN);
                break;
            }
            let part = random.beta(1.0 + class.events, self.alpha + after);
            let part = part.clamp(SHARE_MIN, 1.0 - SHARE_MIN);
            class.share = (left * part).max(SHARE_MIN);
            left *= 1.0 - part;
            ln_left += (-part).ln_1p();
        }
        self.alpha = random.gamma(PRIOR + real(last)) / (PRIOR - ln_left);
    }
}
