//! Where a log's public files go: a folder, and for one's own log a bucket beside it, if the node has one.
//!
//! The folder stays complete, so that everything here reads from it; the bucket
//! is where others read, and where two machines with one log are kept apart.

use std::sync::Arc;

use truce_bucket::{Bucket, Credentials, Location};
use truce_log::tile::TilePath;
use truce_log::{Folder, Head, Shelf, ShelfFault};

use crate::failure::{Failure, Outcome};

/// A folder and a bucket with the same files.
#[derive(Debug)]
pub struct Doubled {
    here: Folder,
    there: Arc<Bucket>,
}

impl Doubled {
    /// A folder, and a bucket that gets what it gets.
    #[must_use]
    pub fn new(here: Folder, there: Arc<Bucket>) -> Self {
        Self { here, there }
    }
}

impl Shelf for Doubled {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        self.here.get(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.there.put(path, bytes)?;
        self.here.put(path, bytes)
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        // The bucket first: where another writer was there before, nothing appears here either.
        self.there.replace(path, bytes)?;
        self.here.replace(path, bytes)
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        self.there.make_durable()?;
        self.here.make_durable()
    }

    fn partials(&self, path: TilePath) -> Result<Vec<u16>, ShelfFault> {
        self.here.partials(path)
    }

    fn drop_partials(&self, path: TilePath) -> Result<(), ShelfFault> {
        self.here.drop_partials(path)
    }
}

/// Connects to a node's bucket, and learns what was signed from elsewhere.
///
/// # Errors
/// If it cannot be reached, or the credentials are missing.
pub fn connect(place: &str) -> Outcome<Arc<Bucket>> {
    let place: Location =
        place.parse().map_err(|why| Failure::usage(format!("`{place}`: {why}")))?;
    let credentials = Credentials::of_environment().map_err(Failure::cannot)?;
    let bucket = Bucket::connect(&place, &credentials)
        .map_err(|fault| Failure::cannot(fault.to_string()))?;
    bucket.read_again().map_err(|fault| Failure::cannot(fault.to_string()))?;
    Ok(Arc::new(bucket))
}

/// Says in the bucket what is about to be signed; whoever comes second is kept out.
///
/// # Errors
/// If another machine was there first, or the bucket cannot be reached: nothing is signed then.
pub fn claim(
    bucket: &Bucket,
    head: &Head,
    root_at: impl Fn(u64) -> Option<truce_log::Hash>,
) -> Outcome {
    bucket.about_to_sign(head, root_at).map_err(|fault| Failure::cannot(fault.to_string()))
}
