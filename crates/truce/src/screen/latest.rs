//! The last picture that was drawn, and how readers learn of a newer one.
//!
//! A picture follows the record on the thread that follows the logs, never in a handler: it is moved on where it can be,
//! in a moment in which nobody reads it, and drawn anew beside the old one where it cannot. Whoever listens holds a
//! number, not a queue: a slow listener skips versions and costs nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use truce_core::agreement::Agreement;
use truce_core::id::SeatId;
use truce_core::time::{Day, Moment};

pub use super::drawn::{Drawn, Recent};
use crate::failure::{Failure, Outcome};
use crate::node::Node;

/// How often the heads are looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How long to wait for a moment in which nobody reads the picture, before it is drawn anew beside it.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often to look for it.
const BETWEEN: Duration = Duration::from_millis(1);

/// How a picture came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drew {
    /// From all entries.
    Anew,
    /// From the one before it and the entries that came.
    MovedOn,
}

/// How many entries each log holds on disk.
fn sizes(node: &Node) -> Outcome<BTreeMap<SeatId, u64>> {
    let size = |log: SeatId| {
        let head = truce_log::read_head(&node.log_dir(&log));
        let head = head
            .map_err(|fault| Failure::cannot(format!("cannot read the log of `{log}`: {fault}")))?;
        Ok((log, head.map_or(0, |head| head.size)))
    };
    node.held()?.into_iter().map(size).collect()
}

/// The last picture.
#[derive(Debug)]
pub struct Latest {
    drawn: Mutex<Option<Arc<Drawn>>>,
    looked: Mutex<Option<Instant>>,
    version: watch::Sender<Option<String>>,
}

impl Default for Latest {
    fn default() -> Self {
        Self {
            drawn: Mutex::default(),
            looked: Mutex::default(),
            version: watch::Sender::new(None),
        }
    }
}

impl Latest {
    /// The last picture; none if the first is not drawn yet. Waits while it is moved on.
    #[must_use]
    pub fn get(&self) -> Option<Arc<Drawn>> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// To be told the version of each newer one.
    #[must_use]
    pub fn listen(&self) -> watch::Receiver<Option<String>> {
        self.version.subscribe()
    }

    /// Whether a log grew since the last picture. Looks at the disk, but not more often than once a second.
    ///
    /// # Errors
    /// If a head cannot be read.
    pub fn is_old(&self, node: &Node) -> Outcome<bool> {
        {
            let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
            if looked.is_some_and(|at| at.elapsed() < LOOK) {
                return Ok(false);
            }
            *looked = Some(Instant::now());
        }
        let sizes = sizes(node)?;
        Ok(self.get().is_none_or(|drawn| drawn.sizes != sizes))
    }

    /// Whether a picture that is at rest was put down on another day: what is reckoned from it goes by days.
    #[must_use]
    pub fn rests_since_another_day(&self, today: Day) -> bool {
        self.get().and_then(|drawn| drawn.at_rest_since()).is_some_and(|day| day != today)
    }

    /// Draws the picture of what the node holds now, and tells whoever listens; one thread at a time.
    ///
    /// A few new entries cost what they touch. It is derived anew, which takes as long as that does, if there is none yet,
    /// if [`Drawn::growth`] says so, or if readers leave it no moment alone.
    ///
    /// # Errors
    /// As [`Drawn::of`]; the last picture stays, and what the tables lack of it is kept the next time.
    pub fn draw(&self, node: &Node) -> Outcome<Drew> {
        let drew = if self.move_on(node)? {
            Drew::MovedOn
        } else {
            let drawn = Arc::new(Drawn::of(node)?);
            *self.drawn.lock().unwrap_or_else(PoisonError::into_inner) = Some(drawn);
            Drew::Anew
        };
        self.version.send_replace(self.get().map(|drawn| drawn.version()));
        Ok(drew)
    }

    /// Puts the picture down: see [`Drawn::rest`]. Nobody waits for it; false if there is none to put down, or if readers
    /// leave it no moment alone.
    pub fn put_down(&self, agreement: &Agreement, now: Moment) -> bool {
        let Some(drawn) = self.get() else { return false };
        let Some(rest) = drawn.rest(agreement, now) else { return false };
        drop(drawn);
        let held = self.alone(|drawn| drawn.put_down(rest));
        held.is_some()
    }

    /// Moves the picture on; false if it must be drawn anew.
    fn move_on(&self, node: &Node) -> Outcome<bool> {
        let growth = match self.get() {
            Some(drawn) => drawn.growth(node)?,
            None => None,
        };
        let Some(growth) = growth else { return Ok(false) };
        if self.alone(|drawn| drawn.move_on(growth)) != Some(true) {
            return Ok(false);
        }
        // Readers need not wait for the disk.
        let Some(kept) = self.get().map(|drawn| drawn.keep(node)).transpose()? else {
            return Ok(false);
        };
        let followed = self.alone(|drawn| drawn.follow(node, kept.as_ref())).transpose()?;
        Ok(followed.is_some())
    }

    /// Changes the picture in a moment in which nobody reads it; none if there is no such moment.
    fn alone<T>(&self, change: impl FnOnce(&mut Drawn) -> T) -> Option<T> {
        let until = Instant::now() + PATIENCE;
        loop {
            {
                let mut held = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(drawn) = Arc::get_mut(held.as_mut()?) {
                    return Some(change(drawn));
                }
            }
            if Instant::now() >= until {
                return None;
            }
            sleep(BETWEEN);
        }
    }
}
