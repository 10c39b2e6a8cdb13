//! Tries that are under way: each address has a lane of its own, so that one that hangs holds up no other.
//!
//! # In scope
//! A thread for each address to which something is on its way, one try at a time; when a try counts as ended.
//!
//! # Out of scope
//! What is due, and what is kept of a try that ended: [`super::outbox`].

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Undelivered;
use super::outbox::Delivery;

/// It is waited for longer than a delivery may take, by one part in so many: what arrived in time may be said late.
const GRACE: u32 = 4;
/// After how long an address is tried again though a try of it never came to an end.
const HELD_MAX: Duration = Duration::from_secs(3_600);

/// What became of one try.
pub type How = Result<(), Undelivered>;

/// One try that is under way.
#[derive(Debug)]
struct Try {
    number: u64,
    since: Instant,
    /// None once it was said that it took too long.
    delivery: Option<Delivery>,
}

/// The lanes.
#[derive(Debug)]
pub struct Lanes {
    tell: Sender<(String, u64, How)>,
    told: Receiver<(String, u64, How)>,
    ended: Vec<(Delivery, How)>,
    tries: BTreeMap<String, Try>,
    next: u64,
}

impl Lanes {
    /// Lanes on which nothing is under way.
    #[must_use]
    pub fn new() -> Self {
        let (tell, told) = channel();
        Self { tell, told, ended: Vec::new(), tries: BTreeMap::new(), next: 0 }
    }

    /// Whether nothing is under way to an address.
    #[must_use]
    pub fn is_free(&self, to: &str) -> bool {
        self.tries.get(to).is_none_or(|held| held.since.elapsed() > HELD_MAX)
    }

    /// Whether anything is under way of which it is not known how it ends.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.tries.values().any(|held| held.delivery.is_some())
    }

    /// Begins a try on a thread of its own.
    pub fn begin<F>(&mut self, delivery: Delivery, post: F)
    where
        F: FnOnce(&Delivery) -> How + Send + 'static,
    {
        let (to, number, tell) = (delivery.to.clone(), self.next, self.tell.clone());
        self.next = self.next.saturating_add(1);
        let carried = delivery.clone();
        let begun = thread::Builder::new().name("delivery".to_owned()).spawn(move || {
            let how = post(&carried);
            // Whoever waited for it may be gone.
            let _ = tell.send((carried.to, number, how));
        });
        if begun.is_err() {
            let why = "this machine has no room for another thread".to_owned();
            self.ended.push((delivery, Err(Undelivered::ForNow(why))));
            return;
        }
        self.tries.insert(to, Try { number, since: Instant::now(), delivery: Some(delivery) });
    }

    /// Waits until a try has ended, so long at most.
    pub fn wait(&mut self, most: Duration) {
        match self.told.recv_timeout(most) {
            Ok((to, number, how)) => self.end(&to, number, how),
            // This side keeps a sender, so that nobody hangs up.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
    }

    /// What has ended since this was asked last, and what took longer than a delivery may take.
    pub fn ended(&mut self, patience: Duration) -> Vec<(Delivery, How)> {
        while let Ok((to, number, how)) = self.told.try_recv() {
            self.end(&to, number, how);
        }
        let patience = patience.saturating_add(patience / GRACE);
        for held in self.tries.values_mut().filter(|held| held.since.elapsed() > patience) {
            if let Some(delivery) = held.delivery.take() {
                let why = "it took too long".to_owned();
                self.ended.push((delivery, Err(Undelivered::ForNow(why))));
            }
        }
        std::mem::take(&mut self.ended)
    }

    fn end(&mut self, to: &str, number: u64, how: How) {
        // One that is not the last to that address was given up before.
        if self.tries.get(to).is_none_or(|held| held.number != number) {
            return;
        }
        let held = self.tries.remove(to);
        self.ended.extend(held.and_then(|held| held.delivery).map(|delivery| (delivery, how)));
    }
}

impl Default for Lanes {
    fn default() -> Self {
        Self::new()
    }
}
