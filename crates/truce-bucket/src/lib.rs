//! A log's public files in S3-compatible storage, for a seat that outgrows one machine.
//!
//! One writer at a time, held apart by conditional writes. Before a head is signed, the object
//! `about-to-sign` is put in place of the very version that this writer read or wrote last; the
//! checkpoint likewise. Who comes second is *fenced*: it may not put, claim or publish anything
//! until it has read again what the other did.
//!
//! # In scope
//! [`Bucket`], a [`Shelf`], with [`Bucket::about_to_sign`] and [`Bucket::read_again`].
//!
//! # Out of scope
//! Folders of this machine: those are [`truce_log::Folder`]'s. Signing.
//!
//! INVARIANT: of one size, at most one root is ever claimed, whoever claims it
//! (`Bucket::about_to_sign`); only what was claimed last, by this writer, is published
//! (`Bucket::replace`). `tests/race.rs` lets two writers race.

mod location;
mod transport;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path as Key;
use object_store::{
    BackoffConfig, Error as StoreError, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions,
    PutPayload, RetryConfig, UpdateVersion,
};
use truce_log::shelf::room;
use truce_log::{Head, Shelf, ShelfFault, tree};

pub use self::location::{Credentials, Location};

/// The object in which a writer says what it is going to sign.
pub const CLAIM: &str = "about-to-sign";
/// The object that readers begin with.
const CHECKPOINT: &str = "checkpoint";

/// Why a bucket did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum BucketFault {
    /// Another writer was there first.
    #[error(
        "another writer has written to `{place}`: this one stops; let one program only write this log, \
         or read again what the other did"
    )]
    Fenced {
        /// Which bucket.
        place: String,
    },
    /// What is to be claimed does not continue what was claimed before.
    #[error(
        "`{place}` shows that a head of size {claimed} was about to be signed, and the log here does not continue \
         it: fetch the log back before anything is signed"
    )]
    NotContinued {
        /// Which bucket.
        place: String,
        /// The size that was claimed before.
        claimed: u64,
    },
    /// What is to be published is not what was claimed.
    #[error("the checkpoint is not of the head that was about to be signed, and is not published")]
    NotClaimed,
    /// The storage refuses or cannot be reached.
    #[error("cannot {doing} `{path}`: {why}")]
    Store {
        /// What was tried.
        doing: &'static str,
        /// With which object.
        path: String,
        /// Why it failed, in words.
        why: String,
    },
}

/// A log's public files in a bucket.
pub struct Bucket {
    place: String,
    prefix: Key,
    runtime: tokio::runtime::Runtime,
    state: Mutex<State>,
    store: Arc<dyn ObjectStore>,
    writer: String,
}

#[derive(Default)]
struct State {
    /// What stands in the bucket as the claim, whoever made it.
    claimed: Option<Head>,
    fenced: bool,
    /// Whether the claim that stands is this writer's.
    holds: bool,
    /// The versions of plain files that this writer read or wrote last.
    versions: BTreeMap<String, UpdateVersion>,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bucket {}", self.place)
    }
}

impl Bucket {
    /// Connects to a bucket. Nothing is asked of it yet: a first writer finds it empty, any other
    /// calls [`Bucket::read_again`] first. Not to be used inside an async runtime.
    ///
    /// # Errors
    /// If the place cannot be one, or the system gives no random numbers.
    pub fn connect(place: &Location, credentials: &Credentials) -> Result<Self, BucketFault> {
        let fault =
            |why: String| BucketFault::Store { doing: "connect to", path: place.to_string(), why };
        let backoff = BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(5),
            base: 2.0,
        };
        let retry = RetryConfig { backoff, max_retries: 4, retry_timeout: Duration::from_secs(60) };
        let store = credentials
            .give(AmazonS3Builder::new())
            .with_bucket_name(&place.bucket)
            .with_region(&place.region)
            .with_retry(retry)
            .with_http_connector(transport::Connector);
        let store = match &place.endpoint {
            Some(endpoint) => {
                store.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"))
            }
            None => store,
        };
        let store = store.build().map_err(|why| fault(first_words(&why.to_string())))?;
        let prefix = Key::parse(&place.prefix).map_err(|why| fault(why.to_string()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|why| fault(why.to_string()))?;
        Ok(Self {
            place: place.to_string(),
            prefix,
            runtime,
            state: Mutex::default(),
            store: Arc::new(store),
            writer: random_name().map_err(|why| fault(why.to_string()))?,
        })
    }

    /// Reads what stands in the bucket: from now on this writer knows it, and may write after it.
    ///
    /// Returns the head that was claimed last, by whichever writer; it may have been signed. Bring
    /// the log to it before claiming anything.
    ///
    /// # Errors
    /// If the storage cannot be reached, or the claim is not in our form.
    pub fn read_again(&self) -> Result<Option<Head>, BucketFault> {
        let mut state = self.state();
        let mut versions = BTreeMap::new();
        let mut claimed = None;
        // The claim first: a checkpoint that changes after it is noticed when ours is published.
        for name in [CLAIM, CHECKPOINT] {
            let Some((bytes, version)) = self.read(name)? else { continue };
            versions.insert(name.to_owned(), version);
            if name == CLAIM {
                claimed = Some(self.head_of(&bytes)?);
            }
        }
        *state = State { claimed: claimed.clone(), fenced: false, holds: false, versions };
        Ok(claimed)
    }

    /// Says durably which head is going to be signed, and shuts every other writer out.
    ///
    /// `root_at` is the root of this writer's own tree at a smaller size: the head must continue
    /// what was claimed before, or it is refused. The same head may be claimed again: so a writer
    /// takes over where another stopped.
    ///
    /// # Errors
    /// [`BucketFault::Fenced`] if another writer was there first, [`BucketFault::NotContinued`] if the log here does
    /// not continue what was claimed; otherwise as the storage says, and then this writer is fenced too.
    pub fn about_to_sign(
        &self,
        head: &Head,
        root_at: impl Fn(u64) -> Option<tree::Hash>,
    ) -> Result<(), BucketFault> {
        let mut state = self.state();
        if state.fenced {
            return Err(self.fenced());
        }
        if let Some(before) = &state.claimed {
            let continued = match head.size.cmp(&before.size) {
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Equal => head.root == before.root,
                std::cmp::Ordering::Greater => root_at(before.size) == Some(before.root),
            };
            if !continued || head.origin != before.origin {
                let (place, claimed) = (self.place.clone(), before.size);
                return Err(BucketFault::NotContinued { place, claimed });
            }
        }
        // The turn makes each claim differ, so that equal versions mean the same claim.
        let turn = random_name().map_err(|why| self.fault("write", CLAIM, &why))?;
        let text = format!("{head}\n{} {turn}\n", self.writer);
        self.put_after(&mut state, CLAIM, text.as_bytes())?;
        state.claimed = Some(head.clone());
        state.holds = true;
        Ok(())
    }

    /// Whether another writer was there first, and this one must read again.
    #[must_use]
    pub fn is_fenced(&self) -> bool {
        self.state().fenced
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What a panic elsewhere left can only be a version that is too old: then this writer is fenced.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fenced(&self) -> BucketFault {
        BucketFault::Fenced { place: self.place.clone() }
    }

    fn key(&self, path: &str) -> Key {
        path.split('/').fold(self.prefix.clone(), |key, part| key.join(part))
    }

    /// Puts a plain file in place of the version that this writer knows; a first one where there is none.
    fn put_after(&self, state: &mut State, path: &str, bytes: &[u8]) -> Result<(), BucketFault> {
        let mode = state.versions.get(path).cloned().map_or(PutMode::Create, PutMode::Update);
        // Until the answer is there, nothing is known; so it stays if there is none.
        state.fenced = true;
        match self.put_in(path, bytes, mode) {
            Ok(version) => {
                state.versions.insert(path.to_owned(), version);
            }
            Err(StoreError::AlreadyExists { .. } | StoreError::Precondition { .. }) => {
                // Where an answer was lost and the same put was tried again, what stands there is ours.
                match self.read(path)? {
                    Some((there, version)) if there == bytes => {
                        state.versions.insert(path.to_owned(), version);
                    }
                    _ => {
                        state.holds = false;
                        return Err(self.fenced());
                    }
                }
            }
            Err(fault) => return Err(self.fault("write", path, &fault)),
        }
        state.fenced = false;
        Ok(())
    }

    /// Whether the claim that stands in the bucket is still the one that this writer made.
    fn still_holds(&self, state: &State) -> Result<bool, BucketFault> {
        let Some(ours) = state.versions.get(CLAIM).filter(|_| state.holds) else {
            return Ok(false);
        };
        Ok(self.read(CLAIM)?.is_some_and(|(_, there)| there.e_tag == ours.e_tag))
    }

    fn put_in(&self, path: &str, bytes: &[u8], mode: PutMode) -> Result<UpdateVersion, StoreError> {
        let payload = PutPayload::from(bytes.to_vec());
        let options = PutOptions::from(mode);
        let key = self.key(path);
        let put = self.store.put_opts(&key, payload, options);
        self.runtime.block_on(put).map(UpdateVersion::from)
    }

    /// Reads an object with its version; none if it is not there.
    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, UpdateVersion)>, BucketFault> {
        let fault = |fault: StoreError| self.fault("read", path, &fault);
        let most = room(path).map_err(|why| self.fault("read", path, &why))?;
        let key = self.key(path);
        self.runtime.block_on(async {
            let found = match self.store.get(&key).await {
                Ok(found) => found,
                Err(StoreError::NotFound { .. }) => return Ok(None),
                Err(why) => return Err(fault(why)),
            };
            let version = UpdateVersion {
                e_tag: found.meta.e_tag.clone(),
                version: found.meta.version.clone(),
            };
            if found.meta.size > u64::try_from(most).unwrap_or(u64::MAX) {
                let why = format!("it has more than {most} bytes, as no such file can");
                return Err(self.fault("read", path, &why));
            }
            let bytes = found.bytes().await.map_err(fault)?;
            Ok(Some((bytes.to_vec(), version)))
        })
    }

    fn fault(&self, doing: &'static str, path: &str, why: &dyn fmt::Display) -> BucketFault {
        let path = format!("{}/{path}", self.place);
        BucketFault::Store { doing, path, why: first_words(&why.to_string()) }
    }

    /// The head in a claim.
    fn head_of(&self, claim: &[u8]) -> Result<Head, BucketFault> {
        let text = std::str::from_utf8(claim).ok();
        let head =
            text.and_then(|text| text.split_once("\n\n")).map(|(head, _)| format!("{head}\n"));
        head.and_then(|head| Head::parse(&head).ok())
            .ok_or_else(|| self.fault("read", CLAIM, &"it is not in our form"))
    }
}

/// What a storage says can be long, and holds pages of theirs: the first words will do.
fn first_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(300).collect()
}

impl From<BucketFault> for ShelfFault {
    fn from(fault: BucketFault) -> Self {
        match fault {
            BucketFault::Store { doing, path, why } => Self::Away { doing, path, why },
            BucketFault::Fenced { ref place } | BucketFault::NotContinued { ref place, .. } => {
                Self::Away { doing: "write", path: place.clone(), why: fault.to_string() }
            }
            BucketFault::NotClaimed => {
                Self::Away { doing: "write", path: CHECKPOINT.to_owned(), why: fault.to_string() }
            }
        }
    }
}

impl Shelf for Bucket {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        room(path)?;
        Ok(self.read(path)?.map(|(bytes, _)| bytes))
    }

    /// Puts a file where there is none. In place of one with other bytes it is put by the holder of the claim only:
    /// what a writer left that never signed may go.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        fit(path, bytes)?;
        let mut state = self.state();
        if state.fenced {
            return Err(self.fenced().into());
        }
        match self.put_in(path, bytes, PutMode::Create) {
            Ok(_) => return Ok(()),
            Err(StoreError::AlreadyExists { .. } | StoreError::Precondition { .. }) => {}
            Err(why) => return Err(self.fault("write", path, &why).into()),
        }
        let Some((there, version)) = self.read(path)? else {
            return Err(self.fault("write", path, &"it was removed meanwhile").into());
        };
        if there == bytes {
            return Ok(());
        }
        if !self.still_holds(&state)? {
            state.fenced = true;
            return Err(self.fenced().into());
        }
        match self.put_in(path, bytes, PutMode::Update(version)) {
            Ok(_) => Ok(()),
            Err(StoreError::Precondition { .. }) => {
                state.fenced = true;
                Err(self.fenced().into())
            }
            Err(why) => Err(self.fault("write", path, &why).into()),
        }
    }

    /// Publishes: only the head that this writer claimed last, only in place of the version that it knows.
    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        fit(path, bytes)?;
        let mut state = self.state();
        if state.fenced {
            return Err(self.fenced().into());
        }
        if path == CHECKPOINT {
            let claimed = state.claimed.as_ref().filter(|_| state.holds).map(ToString::to_string);
            if !claimed.is_some_and(|head| bytes.starts_with(head.as_bytes())) {
                return Err(BucketFault::NotClaimed.into());
            }
        }
        Ok(self.put_after(&mut state, path, bytes)?)
    }

    /// What the storage acknowledged is durable there.
    fn make_durable(&self) -> Result<(), ShelfFault> {
        Ok(())
    }
}

/// A name that nothing else has: 16 hexadecimal digits.
fn random_name() -> Result<String, getrandom::Error> {
    Ok(format!("{:016x}", getrandom::u64()?))
}

/// Refuses bytes that have no room at a path.
fn fit(path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
    let bytes_max = room(path)?;
    if bytes.len() > bytes_max {
        return Err(ShelfFault::TooLong { path: path.to_owned(), bytes_max });
    }
    Ok(())
}
