//! Fetching the next part of a long log while the last one is being checked and written.
//!
//! Without it the line stands idle while the disk works, and the disk while the
//! line does. What is fetched ahead is believed no more than what is asked for.
//!
//! # In scope
//! [`Ahead`]: at most one part of each log from each place, and few in all.
//!
//! # Out of scope
//! How a part is fetched: [`super::ask`]'s.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// How many parts there are at most, on their way or waiting to be asked for.
const PARTS_MAX: usize = 4;

/// Entries from an index on, or why there are none.
pub type Part = Result<Vec<Vec<u8>>, String>;

/// A part on its way.
struct Running {
    from: u64,
    thread: JoinHandle<Part>,
}

/// Parts that are fetched ahead, by place and log.
#[derive(Default)]
pub struct Ahead {
    running: Mutex<BTreeMap<String, Running>>,
}

impl fmt::Debug for Ahead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ahead")
    }
}

impl Ahead {
    /// Begins to fetch the part of a log at a place that begins at an index; not while one is still on its way.
    pub fn begin(&self, whence: &str, from: u64, fetch: impl FnOnce() -> Part + Send + 'static) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.get(whence).is_some_and(|part| !part.thread.is_finished()) {
            return;
        }
        if running.len() >= PARTS_MAX {
            // Perhaps nobody will ever ask for them.
            running.retain(|_, part| !part.thread.is_finished());
        }
        if running.len() >= PARTS_MAX {
            return;
        }
        // Where there is no thread to be had, it is fetched when it is asked for.
        if let Ok(thread) = thread::Builder::new().name("ahead".to_owned()).spawn(fetch) {
            running.insert(whence.to_owned(), Running { from, thread });
        }
    }

    /// The part that begins at an index, if it was begun and anything came of it; waits for it.
    pub fn take(&self, whence: &str, from: u64) -> Option<Vec<Vec<u8>>> {
        let part = {
            let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            if running.get(whence)?.from != from {
                return None;
            }
            running.remove(whence)?
        };
        part.thread.join().ok()?.ok().filter(|entries| !entries.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Barrier};

    use super::*;

    fn part(text: &str) -> Part {
        Ok(vec![text.as_bytes().to_vec()])
    }

    #[test]
    fn a_part_is_taken_once_by_whoever_asks_for_where_it_begins() {
        let ahead = Ahead::default();
        ahead.begin("un", 256, || part("the second"));
        assert_eq!(ahead.take("un", 512), None);
        assert_eq!(ahead.take("turkey", 256), None);
        assert_eq!(ahead.take("un", 256), part("the second").ok());
        assert_eq!(ahead.take("un", 256), None);
    }

    #[test]
    fn of_one_place_one_part_is_on_its_way_and_no_more() {
        let ahead = Ahead::default();
        let (end, wait) = channel::<()>();
        ahead.begin("un", 256, move || {
            wait.recv().map_err(|f| f.to_string()).and_then(|()| part("a"))
        });
        ahead.begin("un", 512, || part("b"));
        assert_eq!(ahead.take("un", 512), None);
        end.send(()).unwrap();
        assert_eq!(ahead.take("un", 256), part("a").ok());
    }

    #[test]
    fn there_are_few_parts_in_all_and_those_that_nobody_asked_for_make_room() {
        let ahead = Ahead::default();
        let wait = Arc::new(Barrier::new(PARTS_MAX + 1));
        for place in 0..PARTS_MAX {
            let wait = Arc::clone(&wait);
            ahead.begin(&place.to_string(), 0, move || {
                wait.wait();
                part("old")
            });
        }
        ahead.begin("one too many", 0, || part("new"));
        assert_eq!(ahead.take("one too many", 0), None);
        wait.wait();
        while ahead.running.lock().unwrap().values().any(|part| !part.thread.is_finished()) {
            thread::yield_now();
        }
        ahead.begin("another", 0, || part("new"));
        assert_eq!(ahead.take("another", 0), part("new").ok());
        assert_eq!(ahead.take("0", 0), None);
    }

    #[test]
    fn a_part_that_failed_or_is_empty_is_as_good_as_none() {
        let ahead = Ahead::default();
        ahead.begin("un", 256, || Err("gone".to_owned()));
        ahead.begin("iran", 256, || Ok(Vec::new()));
        assert_eq!(ahead.take("un", 256), None);
        assert_eq!(ahead.take("iran", 256), None);
    }
}
