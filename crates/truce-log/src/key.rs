//! Names and keys as signed-note writes them.
//!
//! ```text
//! example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
//! name            id       base64 of the type and the public key
//! ```
//!
//! **The one rule for Ed25519**, wherever a signature is checked: the public
//! key is canonically encoded and not of small order, R is canonically encoded
//! and not of small order, S is below the group order, and R = SB - kA holds
//! without multiplication by the cofactor. Two nodes that keep this rule never
//! differ on a signature, and whatever it accepts, every other rule in use
//! accepts too. A signature that held is remembered for a while (`memo.rs`);
//! that changes how long the answer takes, never the answer.
//!
//! # Out of scope
//! What exactly is signed: see [`crate::checkpoint`] and [`crate::cosignature`].
//! Where seeds come from and how they are kept.

mod memo;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use ed25519_dalek::Signer as _;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::text::{base64, read_base64, shown};

/// The longest name of a key, in bytes (the bound of tlog-cosignature).
pub const KEY_NAME_BYTES_MAX: usize = 255;

/// The bytes of an Ed25519 public key.
const ED25519_BYTES: usize = 32;

/// The bytes of an ML-DSA-44 public key.
#[cfg(feature = "ml-dsa")]
const ML_DSA_BYTES: usize = 1312;

/// The longest text of a key that is read, in bytes.
const TEXT_BYTES_MAX: usize = 4096;

/// What a key signs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// A log's own key: Ed25519 over the text of a note, type 0x01.
    Log,
    /// A cosigner's key: Ed25519 over a checkpoint and a time, type 0x04.
    Cosigner,
    /// A cosigner's key: ML-DSA-44 over a tree and a time, type 0x06.
    #[cfg(feature = "ml-dsa")]
    MlDsa,
}

impl KeyKind {
    /// The byte by which signed-note tells the types apart.
    #[must_use]
    pub fn type_byte(self) -> u8 {
        match self {
            Self::Log => 0x01,
            Self::Cosigner => 0x04,
            #[cfg(feature = "ml-dsa")]
            Self::MlDsa => 0x06,
        }
    }

    fn of_type_byte(byte: u8) -> Option<Self> {
        match byte {
            0x01 => Some(Self::Log),
            0x04 => Some(Self::Cosigner),
            #[cfg(feature = "ml-dsa")]
            0x06 => Some(Self::MlDsa),
            _ => None,
        }
    }

    /// Whether a key of this kind signs cosignatures.
    #[must_use]
    pub fn cosigns(self) -> bool {
        match self {
            Self::Log => false,
            Self::Cosigner => true,
            #[cfg(feature = "ml-dsa")]
            Self::MlDsa => true,
        }
    }

    fn public_bytes(self) -> usize {
        match self {
            Self::Log | Self::Cosigner => ED25519_BYTES,
            #[cfg(feature = "ml-dsa")]
            Self::MlDsa => ML_DSA_BYTES,
        }
    }
}

/// Why something is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// Not `name+id+key`.
    #[error(
        "a key is written as name+id+key, the id in 8 digits of hex and the key in base64, not `{0}`"
    )]
    Form(String),
    /// The name has characters that a name may not have.
    #[error(
        "a key's name has 1 to {KEY_NAME_BYTES_MAX} bytes without spaces, `+` and control characters, not `{0}`"
    )]
    Name(String),
    /// A type of key that is not used here.
    #[error("a key of type {0:#04x} is not used here")]
    Type(u8),
    /// Too few or too many bytes for its type.
    #[error("a key of type {:#04x} has {} bytes, this has {bytes}", kind.type_byte(), kind.public_bytes())]
    Length {
        /// What kind of key it says it is.
        kind: KeyKind,
        /// How many bytes it has.
        bytes: usize,
    },
    /// The bytes are not a point of the curve.
    #[error("these 32 bytes are no Ed25519 key")]
    NoPoint,
    /// A point, but not written the one way.
    #[error("the Ed25519 key is not written in its canonical form")]
    NotCanonical,
    /// A signature by such a key would hold for nearly any text.
    #[error("the Ed25519 key is of small order: its signatures mean nothing")]
    SmallOrder,
    /// The id is not that of the name and the key.
    #[error(
        "the key's id is {computed}, but {stated} is written: a name or a key was mistyped or changed"
    )]
    Id {
        /// The id that is written.
        stated: String,
        /// The id that follows from name and key.
        computed: String,
    },
}

#[derive(Clone)]
enum Public {
    Ed25519(ed25519_dalek::VerifyingKey),
    #[cfg(feature = "ml-dsa")]
    MlDsa(std::sync::Arc<[u8]>),
}

/// The public half of a key, with its name.
///
/// INVARIANT: name and key keep the rules above, and the id is theirs ([`VerifierKey::new`]).
#[derive(Clone)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    kind: KeyKind,
    public: Public,
}

impl VerifierKey {
    /// A key from its parts.
    ///
    /// # Errors
    /// [`KeyFault`] if name or key break the rules.
    pub fn new(name: &str, kind: KeyKind, public: &[u8]) -> Result<Self, KeyFault> {
        check_name(name)?;
        let length = || KeyFault::Length { kind, bytes: public.len() };
        let checked = match kind {
            KeyKind::Log | KeyKind::Cosigner => {
                Public::Ed25519(strict_ed25519(public.try_into().map_err(|_| length())?)?)
            }
            #[cfg(feature = "ml-dsa")]
            KeyKind::MlDsa if public.len() == ML_DSA_BYTES => Public::MlDsa(public.into()),
            #[cfg(feature = "ml-dsa")]
            KeyKind::MlDsa => return Err(length()),
        };
        Ok(Self { name: name.to_owned(), id: id(name, kind, public), kind, public: checked })
    }

    /// The key's name, which for a log is its origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The four bytes by which a signature names the key.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    /// What the key signs.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The public key itself.
    #[must_use]
    pub fn public(&self) -> &[u8] {
        match &self.public {
            Public::Ed25519(key) => key.as_bytes(),
            #[cfg(feature = "ml-dsa")]
            Public::MlDsa(bytes) => bytes,
        }
    }

    /// The name and the id in hex, as messages call the key.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{}+{}", self.name, hex(self.id))
    }

    /// Whether the signature over the message holds, by the one rule.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.public {
            Public::Ed25519(key) => signature.try_into().is_ok_and(|signature: &[u8; 64]| {
                memo::MEMO.verdict(key.as_bytes(), message, signature, || {
                    let signature = ed25519_dalek::Signature::from_bytes(signature);
                    key.verify_strict(message, &signature).is_ok()
                })
            }),
            #[cfg(feature = "ml-dsa")]
            Public::MlDsa(bytes) => ml_dsa_verifies(bytes, message, signature),
        }
    }

    fn in_order(&self) -> (&str, KeyKind, &[u8]) {
        (&self.name, self.kind, self.public())
    }
}

impl PartialEq for VerifierKey {
    fn eq(&self, other: &Self) -> bool {
        self.in_order() == other.in_order()
    }
}

impl Eq for VerifierKey {}

impl PartialOrd for VerifierKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VerifierKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.in_order().cmp(&other.in_order())
    }
}

impl Hash for VerifierKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.in_order().hash(state);
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind.type_byte()], self.public()].concat();
        write!(f, "{}+{}", self.short(), base64(&key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.short())
    }
}

impl FromStr for VerifierKey {
    type Err = KeyFault;

    /// Reads the text form; whatever is accepted is written again to the byte.
    fn from_str(text: &str) -> Result<Self, KeyFault> {
        let form = || KeyFault::Form(shown(text));
        if text.len() > TEXT_BYTES_MAX {
            return Err(form());
        }
        // A name has no `+`, but base64 may have some.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(stated), Some(key)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(form());
        };
        let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if stated.len() != 8 || !stated.bytes().all(lower_hex) {
            return Err(form());
        }
        let bytes = read_base64(key).ok_or_else(form)?;
        let (kind, public) = bytes.split_first().ok_or_else(form)?;
        check_name(name)?;
        let kind = KeyKind::of_type_byte(*kind).ok_or(KeyFault::Type(*kind))?;
        let key = Self::new(name, kind, public)?;
        if hex(key.id) != stated {
            return Err(KeyFault::Id { stated: stated.to_owned(), computed: hex(key.id) });
        }
        Ok(key)
    }
}

/// The secret half of a key. It is wiped when dropped, and never shown.
pub struct SigningKey {
    verifier: VerifierKey,
    secret: Secret,
}

enum Secret {
    // The library wipes it.
    Ed25519(Box<ed25519_dalek::SigningKey>),
    #[cfg(feature = "ml-dsa")]
    MlDsa(Zeroizing<[u8; 32]>),
}

impl SigningKey {
    /// The key that follows from 32 secret bytes, drawn by the caller.
    ///
    /// # Errors
    /// [`KeyFault`] if the name breaks the rules.
    pub fn from_seed(name: &str, kind: KeyKind, seed: [u8; 32]) -> Result<Self, KeyFault> {
        let seed = Zeroizing::new(seed);
        let (public, secret) = match kind {
            KeyKind::Log | KeyKind::Cosigner => {
                let key = Box::new(ed25519_dalek::SigningKey::from_bytes(&seed));
                (key.verifying_key().to_bytes().to_vec(), Secret::Ed25519(key))
            }
            #[cfg(feature = "ml-dsa")]
            KeyKind::MlDsa => (ml_dsa_public(&seed), Secret::MlDsa(seed)),
        };
        Ok(Self { verifier: VerifierKey::new(name, kind, &public)?, secret })
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        self.verifier.clone()
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.verifier.name()
    }

    /// What the key signs.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.verifier.kind()
    }

    /// The same key and message give the same signature, always.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            #[cfg(feature = "ml-dsa")]
            Secret::MlDsa(seed) => ml_dsa_sign(seed, message),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<sealed>")
    }
}

/// The id of signed-note: the first four bytes of SHA-256 over name, newline, type and key.
fn id(name: &str, kind: KeyKind, public: &[u8]) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', kind.type_byte()])
        .chain_update(public)
        .finalize();
    let [first, second, third, fourth, ..]: [u8; 32] = hash.into();
    [first, second, third, fourth]
}

pub(crate) fn hex(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}

fn check_name(name: &str) -> Result<(), KeyFault> {
    let wrong = |char: char| char.is_whitespace() || char.is_control() || char == '+';
    if name.is_empty() || name.len() > KEY_NAME_BYTES_MAX || name.contains(wrong) {
        return Err(KeyFault::Name(shown(name)));
    }
    Ok(())
}

/// The part of the one rule that speaks of the key.
fn strict_ed25519(bytes: [u8; ED25519_BYTES]) -> Result<ed25519_dalek::VerifyingKey, KeyFault> {
    let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| KeyFault::NoPoint)?;
    if key.is_weak() {
        return Err(KeyFault::SmallOrder);
    }
    if key.to_edwards().compress().to_bytes() != bytes {
        return Err(KeyFault::NotCanonical);
    }
    Ok(key)
}

#[cfg(feature = "ml-dsa")]
fn ml_dsa_public(seed: &[u8; 32]) -> Vec<u8> {
    use ml_dsa::Keypair as _;
    let key = ml_dsa::SigningKey::<ml_dsa::MlDsa44>::from_seed(&(*seed).into());
    key.verifying_key().encode().to_vec()
}

#[cfg(feature = "ml-dsa")]
fn ml_dsa_sign(seed: &[u8; 32], message: &[u8]) -> Vec<u8> {
    use ml_dsa::Signer as _;
    let key = ml_dsa::SigningKey::<ml_dsa::MlDsa44>::from_seed(&(*seed).into());
    key.sign(message).encode().to_vec()
}

#[cfg(feature = "ml-dsa")]
fn ml_dsa_verifies(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = ml_dsa::EncodedVerifyingKey::<ml_dsa::MlDsa44>::try_from(public);
    let signature = ml_dsa::Signature::<ml_dsa::MlDsa44>::try_from(signature);
    match (key, signature) {
        (Ok(key), Ok(signature)) => ml_dsa::VerifyingKey::<ml_dsa::MlDsa44>::decode(&key)
            .verify_with_context(message, &[], &signature),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    /// The example of the signed-note specification.
    const EXAMPLE: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    fn unhex(text: &str) -> Vec<u8> {
        let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
    }

    fn check(text: &str, expected: Expect) {
        expected.assert_eq(&match text.parse::<VerifierKey>() {
            Ok(key) => format!("{} is a key of type {:#04x}", key.short(), key.kind().type_byte()),
            Err(fault) => fault.to_string(),
        });
    }

    /// The text of a key with the id that belongs to it, whether or not it is any good.
    fn text(name: &str, kind: u8, public: &[u8]) -> String {
        let key = [&[kind], public].concat();
        let id = Sha256::new().chain_update(name).chain_update([b'\n']).chain_update(&key);
        let id = &id.finalize()[..4];
        format!("{name}+{}+{}", hex(id.try_into().unwrap()), base64(&key))
    }

    #[test]
    fn keys_of_other_programs_are_read_and_written_again_to_the_byte() {
        check(EXAMPLE, expect!["example.com/foo+530d903a is a key of type 0x01"]);
        check(
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            expect!["PeterNeumann+c74f20a3 is a key of type 0x01"],
        );
        check(
            "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            expect!["sum.golang.org+033de0ae is a key of type 0x01"],
        );
        check(
            "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
            expect!["remora.n621.de+da77ade7 is a key of type 0x04"],
        );
        assert_eq!(EXAMPLE.parse::<VerifierKey>().unwrap().to_string(), EXAMPLE);
    }

    #[test]
    fn a_seed_gives_the_key_and_signature_that_go_gives() {
        // From the tests of golang.org/x/mod/sumdb/note.
        let secret = read_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").unwrap();
        let seed = secret[1..].try_into().unwrap();
        let key = SigningKey::from_seed("PeterNeumann", KeyKind::Log, seed).unwrap();
        assert_eq!(
            key.verifier().to_string(),
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        );
        let text = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
        let bytes = [&key.verifier().id()[..], &key.sign(text.as_bytes())].concat();
        assert_eq!(
            base64(&bytes),
            "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
        );
    }

    #[test]
    fn a_secret_key_does_not_show_itself() {
        let key = SigningKey::from_seed("a", KeyKind::Log, [7; 32]).unwrap();
        assert_eq!(format!("{key:?}"), "<sealed>");
    }

    #[test]
    fn text_that_is_no_key_is_refused_in_words() {
        check(
            "",
            expect![
                "a key is written as name+id+key, the id in 8 digits of hex and the key in base64, not ``"
            ],
        );
        check(
            "example.com/foo+530d903a",
            expect![
                "a key is written as name+id+key, the id in 8 digits of hex and the key in base64, not `example.com/foo+530d903a`"
            ],
        );
        check(
            "a\n+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            expect![[
                r#"a key is written as name+id+key, the id in 8 digits of hex and the key in base64, not `a\n+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k`"#
            ]],
        );
        check(
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
            expect![
                "a key is written as name+id+key, the id in 8 digits of hex and the key in base64, not `example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2`"
            ],
        );
        check(
            "a+530d903a+",
            expect![
                "a key is written as name+id+key, the id in 8 digits of hex and the key in base64, not `a+530d903a+`"
            ],
        );
        check(
            &format!("{}+", "a".repeat(5000)),
            expect![
                "a key is written as name+id+key, the id in 8 digits of hex and the key in base64, not `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…`"
            ],
        );
    }

    #[test]
    fn names_that_a_key_may_not_have_are_refused() {
        let seed = [7; 32];
        let long = "ä".repeat(128);
        for name in ["", "a b", "a\u{a0}b", "a\u{2003}b", "a+b", "a\nb", "a\u{7f}", &long] {
            let fault = SigningKey::from_seed(name, KeyKind::Log, seed).unwrap_err();
            assert_eq!(fault, KeyFault::Name(shown(name)));
        }
        check(
            "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            expect![
                "a key's name has 1 to 255 bytes without spaces, `+` and control characters, not ``"
            ],
        );
        assert!(SigningKey::from_seed(&"ä".repeat(127), KeyKind::Log, seed).is_ok());
    }

    #[test]
    fn keys_of_other_types_and_lengths_are_refused() {
        check(&text("a", 2, &[7; 91]), expect!["a key of type 0x02 is not used here"]);
        check(&text("a", 5, &[7; 32]), expect!["a key of type 0x05 is not used here"]);
        check(&text("a", 255, &[7; 32]), expect!["a key of type 0xff is not used here"]);
        check(&text("a", 1, &[7; 31]), expect!["a key of type 0x01 has 32 bytes, this has 31"]);
        check(&text("a", 4, &[7; 33]), expect!["a key of type 0x04 has 32 bytes, this has 33"]);
        check(&text("a", 1, &[]), expect!["a key of type 0x01 has 32 bytes, this has 0"]);
        #[cfg(feature = "ml-dsa")]
        check(&text("a", 6, &[7; 32]), expect!["a key of type 0x06 has 1312 bytes, this has 32"]);
        #[cfg(not(feature = "ml-dsa"))]
        check(&text("a", 6, &[7; 1312]), expect!["a key of type 0x06 is not used here"]);
    }

    #[test]
    fn a_mistyped_name_or_id_is_noticed() {
        check(
            &EXAMPLE.replace("foo", "fou"),
            expect![
                "the key's id is ab5dbdc2, but 530d903a is written: a name or a key was mistyped or changed"
            ],
        );
        check(
            &EXAMPLE.replace("530d903a", "530d903b"),
            expect![
                "the key's id is 530d903a, but 530d903b is written: a name or a key was mistyped or changed"
            ],
        );
    }

    /// Every way to write a point of small order, canonical or not, as listed by C2SP/CCTV.
    const SMALL_ORDER: [&str; 14] = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    #[test]
    fn no_key_of_small_order_is_taken() {
        for point in SMALL_ORDER {
            for kind in [KeyKind::Log, KeyKind::Cosigner] {
                let fault = VerifierKey::new("a", kind, &unhex(point)).unwrap_err();
                let refused = [KeyFault::SmallOrder, KeyFault::NoPoint];
                assert!(refused.contains(&fault), "{point}: {fault}");
            }
        }
        check(
            &text("a", 1, &unhex(SMALL_ORDER[8])),
            expect!["the Ed25519 key is of small order: its signatures mean nothing"],
        );
    }

    #[test]
    fn no_key_is_taken_in_a_second_form() {
        // y from p to 2^255 - 1, with either sign of x: what can be written in two ways at all.
        let mut faults = BTreeSet::new();
        for excess in 0..=18u8 {
            for sign in [0x7f, 0xff] {
                let mut bytes = [0xff; 32];
                (bytes[0], bytes[31]) = (0xed + excess, sign);
                faults.insert(strict_ed25519(bytes).unwrap_err().to_string());
            }
        }
        expect![[r#"
            the Ed25519 key is not written in its canonical form
            the Ed25519 key is of small order: its signatures mean nothing
            these 32 bytes are no Ed25519 key"#]]
        .assert_eq(&faults.into_iter().collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn a_signature_with_a_small_point_or_a_large_scalar_does_not_hold() {
        let key = SigningKey::from_seed("a", KeyKind::Log, [7; 32]).unwrap();
        let good = key.sign(b"text");
        assert!(key.verifier().verify(b"text", &good));
        for point in SMALL_ORDER {
            let bad = [&unhex(point)[..], &good[32..]].concat();
            assert!(!key.verifier().verify(b"text", &bad), "{point}");
        }
        // S + L, where L is the order of the group.
        let order = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        let mut carry = 0u16;
        let larger = good[32..].iter().zip(&order).map(|(a, b)| {
            let sum = u16::from(*a) + u16::from(*b) + carry;
            carry = sum >> 8;
            sum.to_le_bytes()[0]
        });
        let bad = [&good[..32], &larger.collect::<Vec<_>>()].concat();
        assert!(!key.verifier().verify(b"text", &bad));
        for bit in 0..512 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(!key.verifier().verify(b"text", &bad), "bit {bit}");
        }
        assert!(!key.verifier().verify(b"text", &good[..63]));
        assert!(!key.verifier().verify(b"text", &[&good[..], &[0]].concat()));
        assert!(!key.verifier().verify(b"text", b""));
    }

    /// The cases of "Taming the many EdDSAs" (novifinancial/ed25519-speccheck): message, key, signature.
    const TAMING: [[&str; 3]; 10] = [
        [
            "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a0000000000000000000000000000000000000000000000000000000000000000",
        ],
        [
            "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
        ],
        [
            "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab",
            "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e",
        ],
        [
            "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
            "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
            "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009",
        ],
        [
            "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
            "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
            "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
        ],
        [
            "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
            "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
            "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405",
        ],
        [
            "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
            "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
            "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514",
        ],
        [
            "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
            "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
            "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa19427e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22",
        ],
        [
            "fdaebc429f4a735932a160da1301080c13280eea8bc280d1b392c6b9e6ba3a5a",
            "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f454d370c8d9fc323a41450f8d513eafeb5b0697390c1e505a0d4ddc71f566607",
        ],
        [
            "84b698d39be126ff55fe45079e6c8bf64a0d7db6994560b4e96b7021eb39c1a1",
            "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f084d5b99c2a9463d9c8bd5026916996984eeec87ddf1d3be329006ace1b37b09",
        ],
    ];

    #[test]
    fn the_one_rule_takes_none_of_the_cases_on_which_programs_differ() {
        let verdicts = TAMING.map(|[message, key, signature]| {
            match VerifierKey::new("a", KeyKind::Log, &unhex(key)) {
                Err(fault) => fault.to_string(),
                Ok(key) if key.verify(&unhex(message), &unhex(signature)) => "holds".to_owned(),
                Ok(_) => "does not hold".to_owned(),
            }
        });
        // The fourth is the one that every program takes.
        expect![[r#"
            the Ed25519 key is of small order: its signatures mean nothing
            the Ed25519 key is of small order: its signatures mean nothing
            does not hold
            holds
            does not hold
            does not hold
            does not hold
            does not hold
            does not hold
            does not hold"#]]
        .assert_eq(&verdicts.join("\n"));
    }

    #[test]
    fn keys_are_equal_if_name_kind_and_key_are() {
        let key =
            |name, kind, seed| SigningKey::from_seed(name, kind, [seed; 32]).unwrap().verifier();
        let one = key("a", KeyKind::Log, 1);
        assert_eq!(one, key("a", KeyKind::Log, 1));
        let others =
            [key("b", KeyKind::Log, 1), key("a", KeyKind::Cosigner, 1), key("a", KeyKind::Log, 2)];
        let all: BTreeSet<VerifierKey> = others.iter().cloned().chain([one.clone()]).collect();
        assert_eq!(all.len(), 4);
        assert!(others.iter().all(|other| *other != one && other.id() != one.id()));
    }

    proptest! {
        #[test]
        fn every_key_reads_back(name in "[!-*,-~äЖ]{1,80}", seed: [u8; 32], cosigner: bool) {
            let kind = if cosigner { KeyKind::Cosigner } else { KeyKind::Log };
            let key = SigningKey::from_seed(&name, kind, seed).unwrap().verifier();
            prop_assert_eq!(key.to_string().parse::<VerifierKey>(), Ok(key));
        }

        #[test]
        fn no_text_makes_the_reader_fall(text in "(?s).{0,200}", public in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = text.parse::<VerifierKey>();
            let _ = VerifierKey::new(&text, KeyKind::Log, &public);
        }

        #[test]
        fn what_is_read_is_written_again_to_the_byte(at: prop::sample::Index, byte in 32..127u8) {
            let mut text = EXAMPLE.as_bytes().to_vec();
            *at.get_mut(&mut text) = byte;
            let text = String::from_utf8(text).unwrap();
            if let Ok(key) = text.parse::<VerifierKey>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }

        #[test]
        fn no_bytes_make_a_check_fall(key: [u8; 32], message in prop::collection::vec(any::<u8>(), 0..40), signature in prop::collection::vec(any::<u8>(), 60..70)) {
            if let Ok(key) = VerifierKey::new("a", KeyKind::Log, &key) {
                prop_assert!(!key.verify(&message, &signature));
            }
        }
    }
}
