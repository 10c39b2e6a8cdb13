//! The keys of a simulated world: they follow from names, so that nothing need be kept.
//!
//! To make one costs as much as to check a signature with it, so each thread
//! remembers those that it made.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use truce_core::id::SeatId;
use truce_log::key::{KeyKind, SigningKey};
use truce_log::tree::leaf;
use truce_node::{OwnKeys, PeerKeys};

/// What the origins of all logs begin with.
pub const INSTANCE: &str = "truce/sim/";

/// The origin of a log.
#[must_use]
pub fn origin(log: &SeatId) -> String {
    format!("{INSTANCE}{log}")
}

thread_local! {
    /// By name and generation: a name has one kind of key.
    static MADE: RefCell<BTreeMap<(String, u32), Rc<SigningKey>>> = const { RefCell::new(BTreeMap::new()) };
}

fn made(name: &str, kind: KeyKind, generation: u32) -> SigningKey {
    let seed = leaf(format!("{name} {generation}").as_bytes());
    SigningKey::from_seed(name, kind, seed).expect("names of keys are written in this program")
}

fn key(name: String, kind: KeyKind, generation: u32) -> Rc<SigningKey> {
    MADE.with_borrow_mut(|known| {
        let fresh = || Rc::new(made(&name, kind, generation));
        known.entry((name.clone(), generation)).or_insert_with(fresh).clone()
    })
}

/// The key of a log; the first is of generation 0, and each change of keys brings the next.
#[must_use]
pub fn log_key(log: &SeatId, generation: u32) -> Rc<SigningKey> {
    key(origin(log), KeyKind::Log, generation)
}

/// The key of a seat's mirror.
#[must_use]
pub fn mirror_key(log: &SeatId, generation: u32) -> Rc<SigningKey> {
    key(mirror_name(log), KeyKind::Cosigner, generation)
}

/// The keys that a host's node signs with, to give away.
#[must_use]
pub fn own_keys(log: &SeatId, generations: &[u32], mirror: u32) -> OwnKeys {
    let of_log = |generation: &u32| made(&origin(log), KeyKind::Log, *generation);
    OwnKeys {
        log: generations.iter().map(of_log).collect(),
        mirror: made(&mirror_name(log), KeyKind::Cosigner, mirror),
        witness: made(&format!("{}/witness", origin(log)), KeyKind::Cosigner, 0),
    }
}

/// The name of a mirror's key.
#[must_use]
pub fn mirror_name(log: &SeatId) -> String {
    format!("{}/mirror", origin(log))
}

/// The key of a neutral witness.
#[must_use]
pub fn neutral_key(number: usize) -> Rc<SigningKey> {
    key(format!("witness-{number}.example"), KeyKind::Cosigner, 0)
}

/// The keys by which a log's seat makes itself known.
#[must_use]
pub fn card(log: &SeatId, generation: u32) -> PeerKeys {
    PeerKeys {
        log: log_key(log, generation).verifier(),
        mirror: mirror_key(log, generation).verifier(),
    }
}
