//! The last picture that was drawn, and how readers learn of a newer one.
//!
//! A picture is derived from the record once for each version of it, by the thread that follows the logs, never by a
//! handler. Whoever listens holds a number, not a queue: a slow listener skips versions and costs nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use truce_core::entry::{Address, Entry};
use truce_core::id::SeatId;
use truce_core::picture::Picture;
use truce_core::record::Record;
use truce_core::time::{Day, Moment};

use super::overview::Overview;
use crate::failure::{Failure, Outcome};
use crate::index::Index;
use crate::index::columns::Columns;
use crate::index::tables::Tables;
use crate::node::Node;

/// How many of the last entries are shown.
const RECENT: usize = 50;
/// How many overviews are kept beside a picture.
const OVERVIEWS: usize = 64;
/// How often the heads are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// One of the last entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Where it stands.
    pub address: Address,
    /// The word for its kind.
    pub kind: &'static str,
    /// When it was recorded, by its seat's clock.
    pub recorded_at: Moment,
}

/// A picture, and what is shown beside it.
#[derive(Debug)]
pub struct Drawn {
    /// What incidents are filtered and sorted by, as the tables had it when the picture was kept there.
    pub columns: Columns,
    /// The picture, at the heads that were held.
    pub picture: Picture,
    /// The last entries on record, the last first.
    pub recent: Vec<Recent>,
    /// How many entries each log held when it was drawn.
    pub sizes: BTreeMap<SeatId, u64>,
    overviews: Mutex<BTreeMap<(Day, Day), Arc<Overview>>>,
}

impl Drawn {
    /// Draws the picture of what a node holds, and keeps it in the index.
    ///
    /// # Errors
    /// If a log is damaged, or was opened under another agreement, or the index cannot be written.
    pub fn of(node: &Node) -> Outcome<Self> {
        let mut index = Index::open(node)?;
        let sizes = sizes(node)?;
        let (record, cut) = node.record()?;
        for (seat, (digest, _)) in record.agreements() {
            if digest != node.agreement.digest() {
                let words =
                    format!("the log of `{seat}` was opened under another text of the agreement");
                return Err(Failure::cannot(words));
            }
        }
        let picture = Picture::of(&record, &node.agreement, &cut);
        index.keep(&picture, &node.agreement)?;
        let columns = Columns::load(&Tables::open(node)?)?;
        let recent = recent(&record);
        Ok(Self { columns, picture, recent, sizes, overviews: Mutex::default() })
    }

    /// The name of this version: it changes when a log grew.
    #[must_use]
    pub fn version(&self) -> String {
        let parts: Vec<String> =
            self.sizes.iter().map(|(log, size)| format!("{log}/{size}")).collect();
        parts.join(" ")
    }

    /// What was kept under two days, or else what `make` makes of them, kept from now on.
    pub fn overview(&self, days: (Day, Day), make: impl FnOnce() -> Overview) -> Arc<Overview> {
        let kept = || self.overviews.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept().get(&days) {
            return Arc::clone(found);
        }
        let made = Arc::new(make());
        let mut kept = kept();
        if kept.len() >= OVERVIEWS {
            kept.pop_first();
        }
        kept.insert(days, Arc::clone(&made));
        made
    }
}

fn recent(record: &Record) -> Vec<Recent> {
    let of = |(address, entry): (&Address, &Entry)| Recent {
        address: address.clone(),
        kind: entry.body.kind(),
        recorded_at: entry.recorded_at,
    };
    let mut all: Vec<Recent> = record.entries().map(of).collect();
    all.sort_by(|one, other| {
        (other.recorded_at, other.address.index, &other.address.log).cmp(&(
            one.recorded_at,
            one.address.index,
            &one.address.log,
        ))
    });
    all.truncate(RECENT);
    all
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
    drawn: watch::Sender<Option<Arc<Drawn>>>,
    looked: Mutex<Option<Instant>>,
}

impl Default for Latest {
    fn default() -> Self {
        Self { drawn: watch::Sender::new(None), looked: Mutex::default() }
    }
}

impl Latest {
    /// The last picture; none if the first is not drawn yet.
    #[must_use]
    pub fn get(&self) -> Option<Arc<Drawn>> {
        self.drawn.borrow().clone()
    }

    /// To be told of each newer one.
    #[must_use]
    pub fn listen(&self) -> watch::Receiver<Option<Arc<Drawn>>> {
        self.drawn.subscribe()
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
        Ok(self.drawn.borrow().as_ref().is_none_or(|drawn| drawn.sizes != sizes))
    }

    /// Draws the picture anew and tells whoever listens. Takes as long as deriving the picture does.
    ///
    /// # Errors
    /// As [`Drawn::of`]; the last picture stays.
    pub fn draw(&self, node: &Node) -> Outcome {
        let drawn = Arc::new(Drawn::of(node)?);
        self.drawn.send_replace(Some(drawn));
        Ok(())
    }
}
