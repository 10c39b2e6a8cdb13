//! The keys of a simulated world: they follow from names, so that nothing need be kept.

use truce_core::id::SeatId;
use truce_log::key::{KeyKind, SigningKey, VerifierKey};
use truce_log::tree::leaf;
use truce_node::PeerKeys;

/// What the origins of all logs begin with.
pub const INSTANCE: &str = "truce/sim/";

/// The origin of a log.
#[must_use]
pub fn origin(log: &SeatId) -> String {
    format!("{INSTANCE}{log}")
}

fn key(name: &str, kind: KeyKind, generation: u32) -> SigningKey {
    let seed = leaf(format!("{name} {generation}").as_bytes());
    SigningKey::from_seed(name, kind, seed).expect("names of keys are written in this program")
}

/// The key of a log; the first is of generation 0, and each change of keys brings the next.
#[must_use]
pub fn log_key(log: &SeatId, generation: u32) -> SigningKey {
    key(&origin(log), KeyKind::Log, generation)
}

/// The key of a seat's mirror.
#[must_use]
pub fn mirror_key(log: &SeatId, generation: u32) -> SigningKey {
    key(&mirror_name(log), KeyKind::Cosigner, generation)
}

/// The name of a mirror's key.
#[must_use]
pub fn mirror_name(log: &SeatId) -> String {
    format!("{}/mirror", origin(log))
}

/// The key with which a seat witnesses.
#[must_use]
pub fn witness_key(log: &SeatId) -> SigningKey {
    key(&format!("{}/witness", origin(log)), KeyKind::Cosigner, 0)
}

/// The key of a neutral witness.
#[must_use]
pub fn neutral_key(number: usize) -> SigningKey {
    key(&format!("witness-{number}.example"), KeyKind::Cosigner, 0)
}

/// The keys by which a log's seat is first known to the others.
#[must_use]
pub fn card(log: &SeatId) -> PeerKeys {
    let verifier = |key: SigningKey| -> VerifierKey { key.verifier() };
    PeerKeys { log: verifier(log_key(log, 0)), mirror: verifier(mirror_key(log, 0)) }
}
