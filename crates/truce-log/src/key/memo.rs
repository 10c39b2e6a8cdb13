//! Signatures that were found to hold, so that the same one is not worked out again.
//!
//! Every reader hears the same checkpoint from every peer, with the same lines
//! below it, round after round: working out an Ed25519 signature costs some
//! forty microseconds, looking it up about one.
//!
//! INVARIANT: pure in effect. The verdict on a signature is a function of
//! public key, signature and message; what is kept is the SHA-256 of the three,
//! of those that *held* only ([`Memo::verdict`]). Whoever wanted another text
//! to pass for one that is kept would have to find two texts with one SHA-256,
//! and with that the logs themselves would mean nothing. A signature that does
//! not hold is never kept, so foreign bytes cannot push out what is.
//!
//! One memo for the process, behind a lock, and not one for each thread: a
//! server hands its work to whichever thread is free, and would find nothing
//! there. The lock is held for a look-up, never for the arithmetic.
//!
//! # Out of scope
//! Which signatures hold: see [`crate::key`].

use std::collections::BTreeSet;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

/// How many signatures a generation has; with its overhead some 200 KB.
const GENERATION_MAX: usize = 4096;

/// The one memo of the process.
pub(super) static MEMO: Memo = Memo::new();

/// Signatures that held: the latest, and those of the generation before.
///
/// INVARIANT: never more than two generations ([`Kept::keep`]).
pub(super) struct Memo(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    earlier: BTreeSet<[u8; 32]>,
    latest: BTreeSet<[u8; 32]>,
}

impl Kept {
    const fn new() -> Self {
        Self { earlier: BTreeSet::new(), latest: BTreeSet::new() }
    }

    /// Whether a signature held; what is asked for again stays longer.
    fn has(&mut self, which: &[u8; 32]) -> bool {
        if self.latest.contains(which) {
            return true;
        }
        let before = self.earlier.contains(which);
        if before {
            self.keep(*which);
        }
        before
    }

    fn keep(&mut self, which: [u8; 32]) {
        if self.latest.len() >= GENERATION_MAX {
            self.earlier = mem::take(&mut self.latest);
        }
        self.latest.insert(which);
    }
}

impl Memo {
    const fn new() -> Self {
        Self(Mutex::new(Kept::new()))
    }

    /// Whether a signature holds: as remembered, or as `holds` works out now.
    pub(super) fn verdict(
        &self,
        public: &[u8; 32],
        message: &[u8],
        signature: &[u8; 64],
        holds: impl FnOnce() -> bool,
    ) -> bool {
        // Two parts of fixed length come first: no other three are the same bytes.
        let which = Sha256::new().chain_update(public).chain_update(signature);
        let which: [u8; 32] = which.chain_update(message).finalize().into();
        if self.kept().has(&which) {
            return true;
        }
        let holds = holds();
        if holds {
            self.kept().keep(which);
        }
        holds
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A set of digests is whole at every moment, whoever fell while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::key::{KeyKind, SigningKey};

    #[test]
    fn a_remembered_signature_lets_no_changed_byte_pass() {
        let key = SigningKey::from_seed("a", KeyKind::Log, [7; 32]).unwrap();
        let other = SigningKey::from_seed("a", KeyKind::Log, [8; 32]).unwrap().verifier();
        let (text, key_of) = (b"what was signed".to_vec(), key.verifier());
        let signature = key.sign(&text);
        for _ in 0..3 {
            assert!(key_of.verify(&text, &signature));
            assert!(!other.verify(&text, &signature));
            for bit in 0..text.len() * 8 {
                let mut changed = text.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                assert!(!key_of.verify(&changed, &signature), "bit {bit} of the text");
            }
            for bit in 0..signature.len() * 8 {
                let mut changed = signature.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                assert!(!key_of.verify(&text, &changed), "bit {bit} of the signature");
            }
            // The same bytes, divided elsewhere.
            assert!(!key_of.verify(&[&signature[63..], &text].concat(), &signature[..63]));
        }
    }

    #[test]
    fn what_held_is_worked_out_once_and_what_did_not_each_time() {
        let (memo, asked) = (Memo::new(), Cell::new(0));
        let ask = |message: &[u8], holds| {
            memo.verdict(&[1; 32], message, &[2; 64], || {
                asked.set(asked.get() + 1);
                holds
            })
        };
        assert!((0..5).all(|_| ask(b"held", true)));
        assert_eq!(asked.get(), 1);
        assert!(!(0..5).any(|_| ask(b"did not hold", false)));
        assert_eq!(asked.get(), 6);
    }

    #[test]
    fn the_memo_stays_bounded_and_keeps_what_is_asked_for() {
        let memo = Memo::new();
        let verdict = |number: usize, holds| {
            memo.verdict(&[1; 32], &number.to_le_bytes(), &[2; 64], || holds)
        };
        for number in 0..3 * GENERATION_MAX {
            assert!(verdict(number, true));
            // The first one is asked for again and again.
            assert!(verdict(0, false), "after {number}");
            let kept = memo.kept();
            assert!(kept.latest.len() <= GENERATION_MAX && kept.earlier.len() <= GENERATION_MAX);
        }
        assert!(!verdict(1, false), "what nobody asks for is forgotten");
    }
}
