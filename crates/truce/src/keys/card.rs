//! A seat's public card: what others need to check its signatures and to seal things for it.

use serde::Serialize;
use sha2::{Digest as _, Sha512};

use super::file::{KeyFile, Lock, Row, Use};

/// How many groups of digits a fingerprint has: 132 bits.
const GROUPS: usize = 8;

/// A seat's public card. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The origin of the seat's log.
    pub origin: String,
    /// The keys in use.
    pub keys: Vec<PublicKey>,
    /// Keys that are made and not yet in use.
    pub next: Vec<PublicKey>,
    /// Whether a passphrase opens the secret parts; without, whoever has the file has the keys.
    pub sealed: bool,
}

/// The public part of one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicKey {
    /// What the key is for.
    #[serde(rename = "use")]
    pub what: Use,
    /// The name under which it signs, or the origin.
    pub name: String,
    /// A verifier key of signed-note, or an age recipient.
    pub public: String,
    /// The first digits of the public part's digest, for reading over a telephone.
    pub fingerprint: String,
}

impl Card {
    pub(super) fn of(file: &KeyFile) -> Self {
        let public = |rows: &[Row]| rows.iter().map(PublicKey::of).collect();
        Self {
            origin: file.origin.clone(),
            keys: public(&file.key),
            next: public(&file.next),
            sealed: file.lock == Lock::Passphrase,
        }
    }

    /// The public part of the key in use for something.
    #[must_use]
    pub fn key(&self, what: Use) -> Option<&PublicKey> {
        self.keys.iter().find(|key| key.what == what)
    }
}

impl PublicKey {
    fn of(row: &Row) -> Self {
        Self {
            what: row.what,
            name: row.name.clone(),
            public: row.public.clone(),
            fingerprint: fingerprint(&row.public),
        }
    }
}

/// Eight groups of five decimal digits of the SHA-512 of a public key's text.
///
/// Digits, because they are read out the same way in every language of a mechanism.
#[must_use]
pub fn fingerprint(public: &str) -> String {
    let digest = Sha512::digest(public.as_bytes());
    let groups = digest.chunks_exact(5).take(GROUPS).map(|five| {
        let number = five.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        format!("{:05}", number % 100_000)
    });
    groups.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_eight_groups_of_five_digits_and_changes_with_any_letter() {
        // By Python: [int.from_bytes(hashlib.sha512(b"abc").digest()[i*5:i*5+5], "big") % 10**5 ...].
        assert_eq!(fingerprint("abc"), "99987 90049 87329 24750 68074 02741 90937 64776");
        assert_ne!(fingerprint("abd"), fingerprint("abc"));
    }
}
