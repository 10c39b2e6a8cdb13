//! A log's public files, with what of them a crash may take away.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use truce_log::shelf::{Memory, Shelf, ShelfFault};
use truce_log::tile::TilePath;

use crate::dice::Dice;
use crate::disk::Loss;

/// A file as it was before it was written.
type Before = (String, Option<Vec<u8>>);

/// A log's public files.
#[derive(Debug, Default)]
pub struct Public {
    files: Memory,
    unsynced: Mutex<Vec<Before>>,
    lazy: bool,
}

impl Clone for Public {
    fn clone(&self) -> Self {
        Self { files: self.files.clone(), unsynced: Mutex::default(), lazy: self.lazy }
    }
}

impl Public {
    /// Lets nothing become durable from now on, or lets it again.
    pub fn set_lazy(&mut self, lazy: bool) {
        self.lazy = lazy;
    }

    /// How many writes are not durable.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.unsynced().len()
    }

    /// Takes away what a crash may take: of the writes after the first `mark` if only the process fell.
    pub fn crash(&mut self, loss: Loss, mark: usize, dice: &mut Dice) {
        let mut unsynced = std::mem::take(&mut *self.unsynced());
        let undone: Vec<Before> = match loss {
            // The machine goes on: what was written stays, and the last effect stops anywhere.
            Loss::Process => {
                let kept = mark + dice.index(unsynced.len().saturating_sub(mark) + 1);
                unsynced.split_off(kept.min(unsynced.len()))
            }
            // Each file is as it was at some moment since it was last durable.
            Loss::Power => {
                let mut kept: BTreeMap<String, bool> = BTreeMap::new();
                let mut taken = |before: &Before| {
                    let keep = kept.entry(before.0.clone()).or_insert(false);
                    *keep = *keep || dice.chance(500);
                    !*keep
                };
                let mut taken: Vec<Before> =
                    std::mem::take(&mut unsynced).into_iter().rev().filter(|b| taken(b)).collect();
                taken.reverse();
                taken
            }
        };
        if !undone.is_empty() {
            let mut files = self.files.files();
            for (path, before) in undone.into_iter().rev() {
                match before {
                    Some(bytes) => files.insert(path, bytes),
                    None => files.remove(&path),
                };
            }
            self.files = files.into();
        }
        *self.unsynced() = unsynced;
    }

    fn unsynced(&self) -> MutexGuard<'_, Vec<Before>> {
        self.unsynced.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for Public {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        self.files.get(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        let before = self.files.get(path)?;
        self.files.put(path, bytes)?;
        self.unsynced().push((path.to_owned(), before));
        Ok(())
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.make_durable()?;
        self.put(path, bytes)?;
        self.make_durable()
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        if !self.lazy {
            self.unsynced().clear();
        }
        Ok(())
    }

    fn partials(&self, path: TilePath) -> Result<Vec<u16>, ShelfFault> {
        self.files.partials(path)
    }

    fn drop_partials(&self, path: TilePath) -> Result<(), ShelfFault> {
        // What is not durable may go: then the narrower files must be there still.
        if self.lazy { Ok(()) } else { self.files.drop_partials(path) }
    }
}
