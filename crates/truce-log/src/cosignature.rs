//! A cosigner's word on a head at a time: tlog-cosignature.
//!
//! *At this time, this is the largest tree of this log that I have seen, and it
//! continues every one that I saw before.* An Ed25519 cosignature (0x04) is over
//!
//! ```text
//! cosignature/v1
//! time 1679315147
//! example.com/behind-the-sofa
//! 20852163
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//! ```
//!
//! and does not name the cosigner, so one key must never serve two cosigners.
//! One of ML-DSA-44 (0x06, behind the feature `ml-dsa`) does name it.
//!
//! # Out of scope
//! What else a cosigner promises, and whether a time is likely.

use crate::head::{Head, SIZE_MAX};
use crate::key::{KeyKind, SigningKey, VerifierKey, hex};
use crate::note::NoteSignature;

/// The latest time of a cosignature, in seconds since 1970.
pub const TIME_MAX: u64 = SIZE_MAX;

/// Why a line is no cosignature, or none can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CosignatureFault {
    /// A log's own key.
    #[error("the key `{0}` is a log's own: it does not cosign")]
    NoCosigner(String),
    /// A time beyond the bound of the specification.
    #[error("the time {0} is beyond what a cosignature can say")]
    Time(u64),
    /// The line is by another key, or says so.
    #[error("the line is by `{name}+{}`, not by `{expected}`", hex(*id))]
    OtherKey {
        /// The name in the line.
        name: String,
        /// The id in the line.
        id: [u8; 4],
        /// The key that was asked about.
        expected: String,
    },
    /// It does not hold.
    #[error("the cosignature by `{0}` does not hold for this head")]
    Failing(String),
}

/// Cosigns a head.
///
/// The caller keeps its own promise: never two heads that do not fit, never an
/// earlier time than before, never a head that is not held.
///
/// # Errors
/// [`CosignatureFault::NoCosigner`] and [`CosignatureFault::Time`].
pub fn sign(head: &Head, key: &SigningKey, time: u64) -> Result<NoteSignature, CosignatureFault> {
    let verifier = key.verifier();
    if time > TIME_MAX {
        return Err(CosignatureFault::Time(time));
    }
    let message = message(head, &verifier, time)
        .ok_or_else(|| CosignatureFault::NoCosigner(verifier.short()))?;
    let bytes = [&time.to_be_bytes()[..], &key.sign(&message)].concat();
    Ok(NoteSignature { name: verifier.name().to_owned(), id: verifier.id(), bytes })
}

/// The time at which the key cosigned the head, if the line says so and holds.
///
/// # Errors
/// [`CosignatureFault`] for whatever else the line is.
pub fn check(
    head: &Head,
    key: &VerifierKey,
    line: &NoteSignature,
) -> Result<u64, CosignatureFault> {
    if !line.names(key) {
        let expected = key.short();
        return Err(CosignatureFault::OtherKey { name: line.name.clone(), id: line.id, expected });
    }
    if !key.kind().cosigns() {
        return Err(CosignatureFault::NoCosigner(key.short()));
    }
    let failing = || CosignatureFault::Failing(key.short());
    let (time, signature) = line.bytes.split_first_chunk::<8>().ok_or_else(failing)?;
    let time = u64::from_be_bytes(*time);
    if time > TIME_MAX {
        return Err(CosignatureFault::Time(time));
    }
    let message = message(head, key, time).ok_or_else(failing)?;
    if key.verify(&message, signature) { Ok(time) } else { Err(failing()) }
}

/// What a cosigner of this kind signs; a log's own key signs no cosignature.
fn message(head: &Head, key: &VerifierKey, time: u64) -> Option<Vec<u8>> {
    match key.kind() {
        KeyKind::Log => None,
        KeyKind::Cosigner => Some(format!("cosignature/v1\ntime {time}\n{head}").into_bytes()),
        #[cfg(feature = "ml-dsa")]
        KeyKind::MlDsa => subtree_message(key, time, &head.origin, 0..head.size, &head.root),
    }
}

/// The `cosigned_message` of the specification; a whole tree begins with its first leaf.
#[cfg(feature = "ml-dsa")]
fn subtree_message(
    cosigner: &VerifierKey,
    time: u64,
    origin: &str,
    leaves: std::ops::Range<u64>,
    root: &crate::tree::Hash,
) -> Option<Vec<u8>> {
    let name = cosigner.name();
    let mut message = b"subtree/v1\n\0".to_vec();
    message.push(u8::try_from(name.len()).ok()?);
    message.extend_from_slice(name.as_bytes());
    message.extend_from_slice(&time.to_be_bytes());
    message.push(u8::try_from(origin.len()).ok()?);
    message.extend_from_slice(origin.as_bytes());
    message.extend_from_slice(&leaves.start.to_be_bytes());
    message.extend_from_slice(&leaves.end.to_be_bytes());
    message.extend_from_slice(root);
    Some(message)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;
    use crate::tree::empty_root;

    fn cosigner(seed: u8) -> SigningKey {
        SigningKey::from_seed("witness.example.com/w1", KeyKind::Cosigner, [seed; 32]).unwrap()
    }

    /// The head of the specification's example.
    fn head() -> Head {
        let text =
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        Head::parse(text).unwrap()
    }

    fn refused(line: &NoteSignature, expected: Expect) {
        let fault = check(&head(), &cosigner(7).verifier(), line).unwrap_err();
        expected.assert_eq(&fault.to_string());
    }

    #[test]
    fn what_is_signed_is_the_example_of_the_specification() {
        let message = message(&head(), &cosigner(7).verifier(), 1_679_315_147).unwrap();
        expect![[r#"
            cosignature/v1
            time 1679315147
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
        "#]]
        .assert_eq(std::str::from_utf8(&message).unwrap());
    }

    #[test]
    fn the_line_of_the_specification_has_its_time_in_front() {
        let line = NoteSignature::parse(
            "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n",
        )
        .unwrap();
        assert_eq!(line.bytes.len(), 8 + 64);
        assert_eq!(line.bytes[..8], 1_679_315_147u64.to_be_bytes());
        assert_eq!(sign(&head(), &cosigner(7), 1_679_315_147).unwrap().bytes[..8], line.bytes[..8]);
    }

    #[test]
    fn a_cosignature_holds_for_its_head_time_and_key_only() {
        let key = cosigner(7).verifier();
        let line = sign(&head(), &cosigner(7), 5).unwrap();
        assert_eq!(check(&head(), &key, &line), Ok(5));
        let failing = Err(CosignatureFault::Failing(key.short()));
        for other in [
            Head { origin: "example.com/other".to_owned(), ..head() },
            Head { size: 20_852_164, ..head() },
            Head { root: empty_root(), ..head() },
        ] {
            assert_eq!(check(&other, &key, &line), failing);
        }
        let mut later = line.clone();
        later.bytes[7] = 6;
        assert_eq!(check(&head(), &key, &later), failing);
        let others = cosigner(8).verifier();
        assert!(matches!(check(&head(), &others, &line), Err(CosignatureFault::OtherKey { .. })));
        let forged = NoteSignature { id: others.id(), ..line };
        assert_eq!(
            check(&head(), &others, &forged),
            Err(CosignatureFault::Failing(others.short()))
        );
    }

    #[test]
    fn a_log_key_over_the_same_seed_does_not_pass_for_a_cosigner() {
        let log = SigningKey::from_seed("witness.example.com/w1", KeyKind::Log, [7; 32]).unwrap();
        expect!["the key `witness.example.com/w1+a7502961` is a log's own: it does not cosign"]
            .assert_eq(&sign(&head(), &log, 5).unwrap_err().to_string());
        // The log signs the very text of a cosignature; it counts for nothing.
        let time = 5u64.to_be_bytes();
        let message = message(&head(), &cosigner(7).verifier(), 5).unwrap();
        let bytes = [&time[..], &log.sign(&message)].concat();
        let line = NoteSignature { name: log.name().to_owned(), id: log.verifier().id(), bytes };
        assert!(check(&head(), &cosigner(7).verifier(), &line).is_err());
        assert!(check(&head(), &log.verifier(), &line).is_err());
    }

    #[test]
    fn what_is_no_cosignature_is_refused_in_words() {
        let good = sign(&head(), &cosigner(7), 5).unwrap();
        refused(
            &NoteSignature { name: "other".to_owned(), ..good.clone() },
            expect!["the line is by `other+8122a5ab`, not by `witness.example.com/w1+8122a5ab`"],
        );
        for length in [1, 7, 8, 9, 71] {
            refused(
                &NoteSignature { bytes: good.bytes[..length].to_vec(), ..good.clone() },
                expect![
                    "the cosignature by `witness.example.com/w1+8122a5ab` does not hold for this head"
                ],
            );
        }
        refused(
            &NoteSignature { bytes: [&good.bytes[..], &[0]].concat(), ..good.clone() },
            expect![
                "the cosignature by `witness.example.com/w1+8122a5ab` does not hold for this head"
            ],
        );
        let mut late = good;
        late.bytes[0] = 0x80;
        refused(
            &late,
            expect!["the time 9223372036854775813 is beyond what a cosignature can say"],
        );
        let fault = sign(&head(), &cosigner(7), TIME_MAX + 1).unwrap_err();
        assert_eq!(fault, CosignatureFault::Time(TIME_MAX + 1));
        assert!(sign(&head(), &cosigner(7), TIME_MAX).is_ok());
    }

    /// A key and a cosignature of leaves 8 to 13 by torchwood, as tested by transparency-dev/formats.
    #[cfg(feature = "ml-dsa")]
    #[test]
    fn an_ml_dsa_cosignature_made_in_go_holds() {
        let (key, line) =
            include_str!("../tests/vectors/ml-dsa-subtree.txt").split_once('\n').unwrap();
        let key: VerifierKey = key.parse().unwrap();
        let line = NoteSignature::parse(line).unwrap();
        assert!(line.names(&key) && key.kind() == KeyKind::MlDsa);
        let root = crate::text::read_hash("E7ERCtFloiK1fdb+B6/dLG0pM1nmIR0ETKBSauCjtVw=").unwrap();
        let (time, signature) = line.bytes.split_first_chunk::<8>().unwrap();
        let time = u64::from_be_bytes(*time);
        let holds = |range, time| {
            let message = subtree_message(&key, time, "example.com/log", range, &root).unwrap();
            key.verify(&message, signature)
        };
        assert!(holds(8..13, time));
        assert!(!holds(8..12, time));
        assert!(!holds(0..13, time));
        assert!(!holds(8..13, time + 1));
    }

    #[cfg(feature = "ml-dsa")]
    #[test]
    fn an_ml_dsa_cosignature_names_its_cosigner() {
        let key = |name| SigningKey::from_seed(name, KeyKind::MlDsa, [7; 32]).unwrap();
        let (one, other) = (key("a"), key("b"));
        assert_eq!(one.verifier().public(), other.verifier().public());
        assert_eq!(one.verifier().to_string().parse(), Ok(one.verifier()));
        let line = sign(&head(), &one, 5).unwrap();
        assert_eq!(line.bytes.len(), 8 + 2420);
        assert_eq!(check(&head(), &one.verifier(), &line), Ok(5));
        assert_eq!(sign(&head(), &one, 5).unwrap(), line, "no chance in it");
        let renamed =
            NoteSignature { name: "b".to_owned(), id: other.verifier().id(), ..line.clone() };
        assert!(check(&head(), &other.verifier(), &renamed).is_err());
        assert!(check(&Head { size: 1, ..head() }, &one.verifier(), &line).is_err());
        for at in (0..line.bytes.len()).step_by(97) {
            let mut changed = line.clone();
            changed.bytes[at] ^= 1;
            assert!(check(&head(), &one.verifier(), &changed).is_err(), "byte {at}");
        }
        // By an Ed25519 key of the same name it is not taken for one of this.
        let ed = SigningKey::from_seed("a", KeyKind::Cosigner, [7; 32]).unwrap().verifier();
        assert!(check(&head(), &ed, &NoteSignature { id: ed.id(), ..line }).is_err());
    }

    proptest! {
        #[test]
        fn every_cosignature_holds(seed: u8, time in 0..=TIME_MAX, size in 1..=SIZE_MAX, root: crate::tree::Hash) {
            let head = Head { size, root, ..head() };
            let line = sign(&head, &cosigner(seed), time).unwrap();
            prop_assert_eq!(check(&head, &cosigner(seed).verifier(), &line), Ok(time));
        }

        #[test]
        fn no_bytes_make_a_check_fall(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let key = cosigner(7).verifier();
            let line = NoteSignature { name: key.name().to_owned(), id: key.id(), bytes };
            prop_assert!(check(&head(), &key, &line).is_err());
        }
    }
}
