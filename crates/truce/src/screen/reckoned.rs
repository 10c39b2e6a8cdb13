//! What takes seconds to reckon, reckoned once for each version of the record, on a thread of its own.
//!
//! Whoever asks first sets it going and is told honestly that it is not there yet; so is whoever asks meanwhile. What
//! was reckoned for an earlier version is shown until the new is there, and named as such. One answer is reckoned at a
//! time, and beside it that to which nothing is narrowed: it is sent to people, and nobody who asks for others holds it up.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many answers are kept beside each other.
const KEPT_MAX: usize = 64;

/// What is there.
#[derive(Debug)]
pub enum Found<T> {
    /// The answer for this version.
    Now(Arc<T>),
    /// That for an earlier one; the new is being reckoned.
    Older(Arc<T>),
    /// None yet; it is being reckoned.
    NotYet,
}

/// Answers by what was asked.
#[derive(Debug)]
pub struct Reckoned<K, T>(Arc<Mutex<Answers<K, T>>>);

#[derive(Debug)]
struct Answers<K, T> {
    kept: BTreeMap<K, Kept<T>>,
    /// Whether an answer is being reckoned: any, and that to which nothing is narrowed.
    reckoning: [bool; 2],
    /// How often anything was asked.
    asked: u64,
}

/// An answer.
#[derive(Debug)]
struct Kept<T> {
    version: String,
    answer: Arc<T>,
    /// When it was asked for last, by [`Answers::asked`].
    asked: u64,
}

impl<K: Ord + Clone, T> Answers<K, T> {
    /// Keeps an answer; where there are too many, that which nobody asked for longest goes.
    fn keep(&mut self, key: K, version: String, answer: Arc<T>) {
        if self.kept.len() >= KEPT_MAX && !self.kept.contains_key(&key) {
            let longest = self.kept.iter().min_by_key(|(_, kept)| kept.asked);
            if let Some(key) = longest.map(|(key, _)| key.clone()) {
                self.kept.remove(&key);
            }
        }
        self.kept.insert(key, Kept { version, answer, asked: self.asked });
    }
}

impl<K, T> Default for Reckoned<K, T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Answers {
            kept: BTreeMap::new(),
            reckoning: [false; 2],
            asked: 0,
        })))
    }
}

/// Says that nothing is being reckoned in a place any more, however that ended.
struct Done<K, T>(Arc<Mutex<Answers<K, T>>>, usize);

impl<K, T> Drop for Done<K, T> {
    fn drop(&mut self) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reckoning) = answers.reckoning.get_mut(self.1) {
            *reckoning = false;
        }
    }
}

impl<K: Ord + Clone + Default + Send + 'static, T: Send + Sync + 'static> Reckoned<K, T> {
    /// The answer for a version of the record; sets it going if it is not there and its place is free.
    ///
    /// `prepare` takes a moment and is called here; what it returns may take long, and is called on another thread.
    pub fn ask<M: FnOnce() -> T + Send + 'static>(
        &self,
        key: &K,
        version: &str,
        prepare: impl FnOnce() -> M,
    ) -> Found<T> {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.asked = answers.asked.saturating_add(1);
        let asked = answers.asked;
        let older = match answers.kept.get_mut(key) {
            Some(kept) => {
                kept.asked = asked;
                let answer = Arc::clone(&kept.answer);
                if kept.version == version {
                    return Found::Now(answer);
                }
                Found::Older(answer)
            }
            None => Found::NotYet,
        };
        let place = usize::from(*key == K::default());
        if let Some(reckoning) = answers.reckoning.get_mut(place).filter(|busy| !**busy) {
            *reckoning = true;
            drop(answers);
            let done = Done(Arc::clone(&self.0), place);
            set_going(done, key.clone(), version.to_owned(), prepare());
        }
        older
    }
}

fn set_going<K: Ord + Clone + Send + 'static, T: Send + Sync + 'static>(
    done: Done<K, T>,
    key: K,
    version: String,
    reckon: impl FnOnce() -> T + Send + 'static,
) {
    thread::spawn(move || {
        let answer = Arc::new(reckon());
        let mut answers = done.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.keep(key, version, answer);
        drop(answers);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn an_answer_is_reckoned_once_and_an_older_one_stands_in_meanwhile() {
        let reckoned: Reckoned<u8, &str> = Reckoned::default();
        let (go, going) = channel::<()>();
        let first = reckoned.ask(&1, "a", || {
            move || {
                let _ = going.recv();
                "of a"
            }
        });
        assert!(matches!(first, Found::NotYet));
        // Asked again while it is being reckoned: nothing else is set going.
        let meanwhile = reckoned.ask(&1, "a", || -> fn() -> &'static str { unreachable!() });
        assert!(matches!(meanwhile, Found::NotYet));
        go.send(()).unwrap();
        let wait = |version: &str| loop {
            if let Found::Now(answer) = reckoned.ask(&1, version, || || "of b") {
                return answer;
            }
            thread::yield_now();
        };
        assert_eq!(*wait("a"), "of a");
        assert!(matches!(reckoned.ask(&1, "b", || || "of b"), Found::Older(_)));
        assert_eq!(*wait("b"), "of b");
    }

    #[test]
    fn what_is_narrowed_to_nothing_waits_for_no_other() {
        let reckoned: Reckoned<u8, u8> = Reckoned::default();
        let (go, going) = channel::<()>();
        let _ = reckoned.ask(&1, "a", || {
            move || {
                let _ = going.recv();
                1
            }
        });
        let other = reckoned.ask(&2, "a", || -> fn() -> u8 { unreachable!() });
        assert!(matches!(other, Found::NotYet));
        while !matches!(reckoned.ask(&0, "a", || || 0), Found::Now(_)) {
            thread::yield_now();
        }
        go.send(()).unwrap();
    }

    #[test]
    fn of_more_answers_than_are_kept_that_which_nobody_asked_for_longest_goes() {
        let reckoned: Reckoned<usize, usize> = Reckoned::default();
        let wait = |key: usize| {
            while !matches!(reckoned.ask(&key, "a", || move || key), Found::Now(_)) {
                thread::yield_now();
            }
        };
        for key in 0..2 * KEPT_MAX {
            wait(key);
            // The first is what most people ask for.
            assert!(matches!(reckoned.ask(&0, "a", || || 0), Found::Now(_)), "{key}");
        }
        assert_eq!(reckoned.0.lock().unwrap().kept.len(), KEPT_MAX);
        assert!(matches!(reckoned.ask(&1, "a", || || 1), Found::NotYet));
    }

    #[test]
    fn a_reckoning_that_fails_does_not_keep_the_next_from_being_tried() {
        let reckoned: Reckoned<u8, u8> = Reckoned::default();
        let _ = reckoned.ask(&1, "a", || || std::panic::resume_unwind(Box::new(())));
        loop {
            if let Found::Now(answer) = reckoned.ask(&1, "a", || || 7) {
                assert_eq!(*answer, 7);
                break;
            }
            thread::yield_now();
        }
    }
}
