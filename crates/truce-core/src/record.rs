//! Everything that the seats put on record: the join of all logs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::bounds::{self, OutOfBounds};
use crate::entry::{Address, Body, Entry, NotAnEntry};
use crate::id::SeatId;
use crate::time::Moment;

/// How far one log goes in a cut, and what its head was there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Head {
    /// The Merkle root over those entries, in base64.
    pub root: String,
    /// How many entries.
    pub size: u64,
}

impl Head {
    /// Holds it against its bounds, as part of an entry.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::sha256_base64("root", &self.root)?;
        bounds::number("size", self.size)
    }
}

/// The moment at which a joint picture is taken: one head per log.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cut(pub BTreeMap<SeatId, Head>);

impl Cut {
    /// Whether an entry lies before the cut.
    #[must_use]
    pub fn covers(&self, address: &Address) -> bool {
        self.0.get(&address.log).is_some_and(|head| address.index < head.size)
    }

    /// Whether every log goes at least as far as in an earlier cut, and where it goes just as far, with the same root.
    ///
    /// A seat's cuts may only grow in this sense: what was decided at one stays decided.
    #[must_use]
    pub fn extends(&self, earlier: &Self) -> bool {
        earlier.0.iter().all(|(log, before)| {
            self.0.get(log).is_some_and(|now| now.size > before.size || now == before)
        })
    }
}

/// An entry that this program cannot read. It stays part of history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The bytes as they are.
    pub bytes: Vec<u8>,
    /// Why.
    pub why: NotAnEntry,
}

/// The join of all logs.
///
/// INVARIANT: a function of the *set* of entries, not of their order of
/// arrival. Entering an entry twice, or late, changes nothing else. Kept by
/// [`Record::enter`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    entries: BTreeMap<Address, Result<Entry, Unread>>,
    /// Where two different entries claim one address; the one whose bytes sort first is kept.
    forked: BTreeSet<Address>,
}

impl Record {
    /// Puts the bytes of an entry on the record.
    ///
    /// Never fails: what stands in a log is part of history whether or not we
    /// can make sense of it.
    pub fn enter(&mut self, address: Address, bytes: &[u8]) {
        let found = Entry::read(bytes).map_err(|why| Unread { bytes: bytes.to_vec(), why });
        match self.entries.get(&address) {
            None => {
                self.entries.insert(address, found);
            }
            Some(held) if *held == found => {}
            Some(held) => {
                if bytes < bytes_of(held).as_slice() {
                    self.entries.insert(address.clone(), found);
                }
                self.forked.insert(address);
            }
        }
    }

    /// Every entry that can be read, in order of address.
    pub fn entries(&self) -> impl Iterator<Item = (&Address, &Entry)> + Clone {
        self.entries.iter().filter_map(|(address, found)| Some((address, found.as_ref().ok()?)))
    }

    /// Every entry that can be read and lies before the cut.
    pub fn until<'a>(
        &'a self,
        cut: &'a Cut,
    ) -> impl Iterator<Item = (&'a Address, &'a Entry)> + Clone {
        let of_log = |(log, head): (&'a SeatId, &Head)| self.between(log, 0..head.size);
        let read = |(address, entry): (&'a Address, Option<&'a Entry>)| Some((address, entry?));
        cut.0.iter().flat_map(of_log).filter_map(read)
    }

    /// Every entry that cannot be read.
    pub fn unread(&self) -> impl Iterator<Item = (&Address, &Unread)> {
        self.entries.iter().filter_map(|(address, found)| Some((address, found.as_ref().err()?)))
    }

    /// Addresses that two different entries claim.
    #[must_use]
    pub fn forked(&self) -> &BTreeSet<Address> {
        &self.forked
    }

    /// The entry at an address, if there is one that can be read.
    #[must_use]
    pub fn get(&self, address: &Address) -> Option<&Entry> {
        self.entries.get(address)?.as_ref().ok()
    }

    /// The same, with its address.
    pub(crate) fn stored(&self, address: &Address) -> Option<(&Address, &Entry)> {
        let (address, found) = self.entries.get_key_value(address)?;
        Some((address, found.as_ref().ok()?))
    }

    /// What stands in a log from one place until before another, in order; entries that cannot be read are `None`.
    pub(crate) fn between<'a>(
        &'a self,
        log: &SeatId,
        places: Range<u64>,
    ) -> impl Iterator<Item = (&'a Address, Option<&'a Entry>)> + Clone + use<'a> {
        let at = |index| Address { log: log.clone(), index };
        let found = self.entries.range(at(places.start)..at(places.end.max(places.start)));
        found.map(|(address, found)| (address, found.as_ref().ok()))
    }

    /// How many entries there are, read and unread.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The agreements under which the logs were opened: digest and title, by log.
    #[must_use]
    pub fn agreements(&self) -> BTreeMap<&SeatId, (&str, &str)> {
        let openings = self.entries().filter_map(|(address, entry)| {
            let Body::Opening(opening) = &entry.body else { return None };
            let named = (opening.agreement_sha256.as_str(), opening.agreement_title.as_str());
            Some((&address.log, named))
        });
        openings.collect()
    }

    /// When the last entry was recorded, by its seat's own clock.
    #[must_use]
    pub fn last_recorded_at(&self) -> Option<Moment> {
        self.entries().map(|(_, entry)| entry.recorded_at).max()
    }
}

fn bytes_of(found: &Result<Entry, Unread>) -> Vec<u8> {
    match found {
        Ok(entry) => entry.bytes().unwrap_or_default(),
        Err(unread) => unread.bytes.clone(),
    }
}
