//! A head that its log has signed: tlog-checkpoint.
//!
//! ```text
//! example.com/behind-the-sofa
//! 20852163
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//!
//! — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
//! ```
//!
//! # In scope
//! A [`Checkpoint`] exists only if its log's signature holds. Cosignatures come
//! with it unchecked, and are checked when asked for.
//!
//! # Out of scope
//! Logs whose key has another name than their origin, and logs that sign with
//! ML-DSA: the specification allows both, and here they are unknown logs.
//! Extension lines, see [`crate::head`].

use std::fmt;

use crate::cosignature::{self, CosignatureFault};
use crate::head::{Head, HeadFault};
use crate::key::{KeyKind, SigningKey, VerifierKey};
use crate::note::{NOTE_BYTES_MAX, NOTE_SIGNATURES_MAX, Note, NoteFault, NoteSignature};

/// Why something is no checkpoint, or cannot be added to one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// No note.
    #[error(transparent)]
    Note(#[from] NoteFault),
    /// A note, but its text is no head.
    #[error(transparent)]
    Head(#[from] HeadFault),
    /// None of the keys is of this log.
    #[error("no key of the log `{0}` is known")]
    UnknownOrigin(String),
    /// The note names a known key, and the signature is not by it.
    #[error(
        "a signature that names the key `{0}` does not hold: the checkpoint was changed or forged"
    )]
    Failing(String),
    /// The note names no known key.
    #[error("the checkpoint of `{0}` is not signed by a known key of that log")]
    NotSigned(String),
    /// A key of another kind, or of another log, was to sign.
    #[error("the key `{key}` cannot sign for the log `{origin}`")]
    WrongKey {
        /// The key.
        key: String,
        /// The log.
        origin: String,
    },
    /// A cosignature that does not hold, or cannot be made.
    #[error(transparent)]
    Cosignature(#[from] CosignatureFault),
}

/// How many lines by unknown keys of the log itself are carried along.
const UNKNOWN_KEYS_MAX: usize = 2;

/// A head with its log's signature, which holds, and whatever cosignatures came along.
///
/// INVARIANT: the note's text is the head, and a line by `key` holds
/// ([`Checkpoint::sign`], [`Checkpoint::read`]; [`Checkpoint::add`] and
/// [`Checkpoint::without_foreign`] keep it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    head: Head,
    key: VerifierKey,
    note: Note,
}

impl Checkpoint {
    /// Signs a head. The caller keeps its own promise: never two heads that do not fit.
    ///
    /// # Errors
    /// [`CheckpointFault::WrongKey`] if the key is no log's, or another log's;
    /// [`CheckpointFault::Head`] if the head could not be read again.
    pub fn sign(head: &Head, key: &SigningKey) -> Result<Self, CheckpointFault> {
        let verifier = key.verifier();
        if verifier.kind() != KeyKind::Log || verifier.name() != head.origin {
            let (key, origin) = (verifier.short(), head.origin.clone());
            return Err(CheckpointFault::WrongKey { key, origin });
        }
        let text = head.to_string();
        let head = Head::parse(&text)?;
        let bytes = key.sign(text.as_bytes());
        let line = NoteSignature { name: verifier.name().to_owned(), id: verifier.id(), bytes };
        Ok(Self { head, key: verifier, note: Note { text, signatures: vec![line] } })
    }

    /// Signs the same head with another key of the log: while keys are changed, old and new stand side by side.
    ///
    /// # Errors
    /// [`CheckpointFault::WrongKey`] if the key is no log's, or another log's.
    pub fn sign_also(&mut self, key: &SigningKey) -> Result<(), CheckpointFault> {
        let mut other = Self::sign(&self.head, key)?;
        self.note.signatures.retain(|held| !held.names(&other.key));
        self.note.signatures.append(&mut other.note.signatures);
        Ok(())
    }

    /// Takes over the cosignatures by these keys that hold on another copy of the same head; says whether any was new.
    pub fn merge(&mut self, other: &Self, keys: &[VerifierKey]) -> bool {
        let mut changed = false;
        if self.head != other.head {
            return changed;
        }
        for key in keys {
            let named = other.note.signatures.iter().filter(|line| line.names(key));
            // Lines that are here already need no second look.
            let fresh: Vec<_> = named.filter(|line| !self.note.signatures.contains(line)).collect();
            if fresh.is_empty() {
                continue;
            }
            let held = self.cosigned(key);
            for line in fresh {
                let _ = self.add(line.clone(), key);
            }
            changed |= self.cosigned(key) != held;
        }
        changed
    }

    /// The checkpoint with the lines that name one of these keys, or the key that holds, and few others:
    /// the log may sign with its next key already, which nobody knows who has not read so far.
    #[must_use]
    pub fn only(&self, keys: &[VerifierKey]) -> Self {
        let mut unknown_left = UNKNOWN_KEYS_MAX;
        let mut named = |line: &&NoteSignature| {
            let known = line.names(&self.key) || keys.iter().any(|key| line.names(key));
            let next = !known && line.name == self.key.name() && unknown_left > 0;
            unknown_left = unknown_left.saturating_sub(usize::from(next));
            known || next
        };
        let signatures = self.note.signatures.iter().filter(|line| named(line)).cloned().collect();
        Self { note: Note { text: self.note.text.clone(), signatures }, ..self.clone() }
    }

    /// Reads a checkpoint of a log that may sign with any of the keys.
    ///
    /// One signature at least must hold, and none that names one of the keys may fail.
    /// Keys that are no log's do not count here.
    ///
    /// # Errors
    /// [`CheckpointFault`]: the bytes say nothing then.
    pub fn read(bytes: &[u8], keys: &[VerifierKey]) -> Result<Self, CheckpointFault> {
        let note = Note::parse(bytes)?;
        let head = Head::parse(&note.text)?;
        let mut known = false;
        let mut holding = None;
        for key in keys {
            if key.kind() != KeyKind::Log || key.name() != head.origin {
                continue;
            }
            known = true;
            for line in note.signatures.iter().filter(|line| line.names(key)) {
                if !key.verify(note.text.as_bytes(), &line.bytes) {
                    return Err(CheckpointFault::Failing(key.short()));
                }
                holding = holding.or(Some(key));
            }
        }
        let origin = || head.origin.clone();
        match holding {
            Some(key) => Ok(Self { key: key.clone(), head, note }),
            None if known => Err(CheckpointFault::NotSigned(origin())),
            None => Err(CheckpointFault::UnknownOrigin(origin())),
        }
    }

    /// The head.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The log's key; of several that signed, the one that was first among those asked about.
    #[must_use]
    pub fn log_key(&self) -> &VerifierKey {
        &self.key
    }

    /// The note, as it is published.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_string().into_bytes()
    }

    /// A cosignature of this head, not yet added to it.
    ///
    /// # Errors
    /// [`CosignatureFault`] if the key does not cosign, or the time is out of bounds.
    pub fn cosign(&self, key: &SigningKey, time: u64) -> Result<NoteSignature, CosignatureFault> {
        cosignature::sign(&self.head, key, time)
    }

    /// Adds a cosignature that holds, in the place of what else names its key.
    ///
    /// A later one by the same key that holds already is kept instead.
    ///
    /// # Errors
    /// [`CheckpointFault::Cosignature`] if it does not hold for this head and key;
    /// [`CheckpointFault::Note`] if there is no room.
    pub fn add(&mut self, line: NoteSignature, key: &VerifierKey) -> Result<(), CheckpointFault> {
        let time = cosignature::check(&self.head, key, &line)?;
        if self.cosigned_or_fault(key).is_ok_and(|held| held.is_some_and(|held| held > time)) {
            return Ok(());
        }
        let mut note = self.note.clone();
        note.signatures.retain(|held| !held.names(key));
        note.signatures.push(line);
        if note.signatures.len() > NOTE_SIGNATURES_MAX {
            return Err(NoteFault::TooManySignatures.into());
        }
        let bytes = note.to_string().len();
        if bytes > NOTE_BYTES_MAX {
            return Err(NoteFault::TooLong(bytes).into());
        }
        self.note = note;
        Ok(())
    }

    /// When the key cosigned this head; none if it did not, or if a line that names it fails.
    #[must_use]
    pub fn cosigned(&self, key: &VerifierKey) -> Option<u64> {
        self.cosigned_or_fault(key).ok().flatten()
    }

    /// When the key cosigned this head, the latest time if there are several; none if it did not.
    ///
    /// # Errors
    /// [`CosignatureFault`] if a line names the key and does not hold.
    pub fn cosigned_or_fault(&self, key: &VerifierKey) -> Result<Option<u64>, CosignatureFault> {
        let mut latest = None;
        for line in self.note.signatures.iter().filter(|line| line.names(key)) {
            latest = latest.max(Some(cosignature::check(&self.head, key, line)?));
        }
        Ok(latest)
    }

    /// Which of the keys cosigned this head, by their place in the list, and when.
    #[must_use]
    pub fn cosignatures(&self, keys: &[VerifierKey]) -> Vec<(usize, u64)> {
        let times = keys.iter().map(|key| self.cosigned(key)).enumerate();
        times.filter_map(|(place, time)| Some((place, time?))).collect()
    }

    /// The checkpoint with its log's line and the cosignatures of these keys that hold, and
    /// nothing else: a witness need not read what it does not know.
    #[must_use]
    pub fn without_foreign(&self, keys: &[VerifierKey]) -> Self {
        let held = |line: &NoteSignature, key| cosignature::check(&self.head, key, line).is_ok();
        let log = self.note.signatures.iter().find(|line| line.names(&self.key));
        let others = self.note.signatures.iter();
        let others = others.filter(|line| keys.iter().any(|key| held(line, key)));
        let signatures = log.into_iter().chain(others).cloned().collect();
        Self { note: Note { text: self.note.text.clone(), signatures }, ..self.clone() }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;
    use crate::tree::empty_root;

    fn log(seed: u8) -> SigningKey {
        SigningKey::from_seed("example.com/log", KeyKind::Log, [seed; 32]).unwrap()
    }

    fn cosigner(name: &str, seed: u8) -> SigningKey {
        SigningKey::from_seed(name, KeyKind::Cosigner, [seed; 32]).unwrap()
    }

    fn head(size: u64) -> Head {
        Head { origin: "example.com/log".to_owned(), size, root: [7; 32] }
    }

    fn signed() -> Checkpoint {
        Checkpoint::sign(&head(3), &log(1)).unwrap()
    }

    /// A signature line by the key over whatever text.
    fn line(key: &SigningKey, text: &str) -> String {
        let (name, id) = (key.name().to_owned(), key.verifier().id());
        NoteSignature { name, id, bytes: key.sign(text.as_bytes()) }.to_string()
    }

    fn refused(bytes: impl AsRef<[u8]>, expected: Expect) {
        let fault = Checkpoint::read(bytes.as_ref(), &[log(1).verifier()]).unwrap_err();
        expected.assert_eq(&fault.to_string());
    }

    #[test]
    fn a_checkpoint_is_a_head_with_the_signature_of_its_log() {
        expect![[r#"
            example.com/log
            3
            BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=

            — example.com/log m+XTxqsK69OQMqcDmEDXLHGledo9TfDB9Y/sY5l1opMsIjf9UCVB6tCGk7kFEvhMsiJ1SOiMV9He6LK11Afx5ME7Ogw=
        "#]]
        .assert_eq(&signed().to_string());
        let read = Checkpoint::read(&signed().to_bytes(), &[log(1).verifier()]).unwrap();
        assert_eq!(read, signed());
        assert_eq!((read.head(), read.log_key()), (&head(3), &log(1).verifier()));
    }

    #[test]
    fn what_is_no_checkpoint_of_the_log_is_refused_in_words() {
        let text = head(3).to_string();
        refused("", expect!["there is no blank line between text and signatures"]);
        refused(
            format!("{text}\n"),
            expect![
                "below the blank line stand one or more signature lines, each with its newline"
            ],
        );
        refused(
            format!("{text}more\n\n{}", line(&log(1), &format!("{text}more\n"))),
            expect!["a head has three lines: origin, size and root"],
        );
        refused(
            format!("{text}\n{}", line(&log(2), &text)),
            expect!["the checkpoint of `example.com/log` is not signed by a known key of that log"],
        );
        refused(
            format!("{text}\n{}", line(&cosigner("example.com/log", 1), &text)),
            expect!["the checkpoint of `example.com/log` is not signed by a known key of that log"],
        );
        refused(
            format!("{text}\n{}", line(&log(1), "other text\n")),
            expect![
                "a signature that names the key `example.com/log+9be5d3c6` does not hold: the checkpoint was changed or forged"
            ],
        );
        refused(
            format!("{text}\n{}{}", line(&log(1), &text), line(&log(1), "other text\n")),
            expect![
                "a signature that names the key `example.com/log+9be5d3c6` does not hold: the checkpoint was changed or forged"
            ],
        );
        let other = text.replace("log", "fog");
        refused(
            format!("{other}\n{}", line(&log(1), &other)),
            expect!["no key of the log `example.com/fog` is known"],
        );
        let empty = format!("example.com/log\n0\n{}\n", head(3).root_text());
        refused(
            format!("{empty}\n{}", line(&log(1), &empty)),
            expect!["the size is 0, but the root is not that of an empty log"],
        );
        let fault = Checkpoint::read(&signed().to_bytes(), &[]).unwrap_err();
        assert_eq!(fault, CheckpointFault::UnknownOrigin("example.com/log".to_owned()));
        let cosigner = cosigner("example.com/log", 1).verifier();
        let fault = Checkpoint::read(&signed().to_bytes(), &[cosigner]).unwrap_err();
        assert_eq!(fault, CheckpointFault::UnknownOrigin("example.com/log".to_owned()));
    }

    #[test]
    fn a_key_signs_for_its_own_log_only() {
        let refused = |head: &Head, key: &SigningKey| Checkpoint::sign(head, key).unwrap_err();
        let elsewhere = SigningKey::from_seed("example.com/fog", KeyKind::Log, [1; 32]).unwrap();
        expect!["the key `example.com/fog+eb7577e4` cannot sign for the log `example.com/log`"]
            .assert_eq(&refused(&head(3), &elsewhere).to_string());
        let cosigner = cosigner("example.com/log", 1);
        assert!(matches!(refused(&head(3), &cosigner), CheckpointFault::WrongKey { .. }));
        assert_eq!(refused(&head(0), &log(1)), HeadFault::EmptyRoot.into());
        let beyond = refused(&head(1 << 63), &log(1));
        assert!(matches!(beyond, CheckpointFault::Head(HeadFault::Size(_))));
        let empty = Head { size: 0, root: empty_root(), ..head(3) };
        assert_eq!(Checkpoint::sign(&empty, &log(1)).unwrap().head(), &empty);
    }

    #[test]
    fn during_a_rotation_either_key_is_enough_and_both_may_sign() {
        let keys = [log(1).verifier(), log(2).verifier()];
        let (old, new) = (signed(), Checkpoint::sign(&head(3), &log(2)).unwrap());
        assert_eq!(Checkpoint::read(&old.to_bytes(), &keys).unwrap().log_key(), &keys[0]);
        assert_eq!(Checkpoint::read(&new.to_bytes(), &keys).unwrap().log_key(), &keys[1]);
        let both = format!("{new}{}", line(&log(1), &head(3).to_string()));
        assert_eq!(Checkpoint::read(both.as_bytes(), &keys).unwrap().log_key(), &keys[0]);
        assert_eq!(Checkpoint::read(both.as_bytes(), &keys[1..]).unwrap().log_key(), &keys[1]);
        let failing = format!("{new}{}", line(&log(1), "other text\n"));
        assert!(Checkpoint::read(failing.as_bytes(), &keys).is_err());
    }

    #[test]
    fn a_cosignature_that_is_absent_is_told_from_one_that_fails() {
        let (a, b) = (cosigner("a", 3), cosigner("b", 4));
        let mut checkpoint = signed();
        checkpoint.add(checkpoint.cosign(&a, 50).unwrap(), &a.verifier()).unwrap();
        assert_eq!(checkpoint.cosigned(&a.verifier()), Some(50));
        assert_eq!(checkpoint.cosigned_or_fault(&b.verifier()), Ok(None));
        let forged = format!("{checkpoint}{}", line(&b, "other text\n"));
        let forged = Checkpoint::read(forged.as_bytes(), &[log(1).verifier()]).unwrap();
        let fault = CosignatureFault::Failing(b.verifier().short());
        assert_eq!(forged.cosigned_or_fault(&b.verifier()), Err(fault));
        assert_eq!(forged.cosigned(&b.verifier()), None);
        assert_eq!(forged.cosignatures(&[b.verifier(), a.verifier()]), [(1, 50)]);
    }

    #[test]
    fn a_later_cosignature_replaces_an_earlier_one_and_not_the_other_way_round() {
        let (a, b) = (cosigner("a", 3), cosigner("b", 4));
        let mut checkpoint = signed();
        for (key, time) in [(&a, 50), (&b, 40), (&a, 60), (&a, 55)] {
            checkpoint.add(checkpoint.cosign(key, time).unwrap(), &key.verifier()).unwrap();
        }
        assert_eq!(checkpoint.cosignatures(&[a.verifier(), b.verifier()]), [(0, 60), (1, 40)]);
        assert_eq!(checkpoint.to_string().lines().count(), 4 + 3);
        assert_eq!(Checkpoint::read(&checkpoint.to_bytes(), &[log(1).verifier()]), Ok(checkpoint));
    }

    #[test]
    fn of_two_lines_by_one_cosigner_the_later_counts_and_both_must_hold() {
        let a = cosigner("a", 3);
        let lines = [50, 60].map(|time| signed().cosign(&a, time).unwrap().to_string());
        let read = |lines: &str| {
            let bytes = format!("{}{lines}", signed());
            Checkpoint::read(bytes.as_bytes(), &[log(1).verifier()]).unwrap()
        };
        assert_eq!(read(&lines.concat()).cosigned(&a.verifier()), Some(60));
        let other = Checkpoint::sign(&head(4), &log(1)).unwrap().cosign(&a, 70).unwrap();
        assert_eq!(read(&format!("{}{other}", lines[0])).cosigned(&a.verifier()), None);
    }

    #[test]
    fn only_a_cosignature_that_holds_is_added() {
        let (a, mut checkpoint) = (cosigner("a", 3), signed());
        let other = Checkpoint::sign(&head(4), &log(1)).unwrap().cosign(&a, 50).unwrap();
        let fault = checkpoint.add(other, &a.verifier()).unwrap_err();
        expect!["the cosignature by `a+c08494c9` does not hold for this head"]
            .assert_eq(&fault.to_string());
        let by_log = NoteSignature::parse(&line(&log(1), &head(3).to_string())).unwrap();
        assert!(checkpoint.add(by_log, &log(1).verifier()).is_err());
        assert_eq!(checkpoint, signed());
    }

    #[test]
    fn a_failing_line_gives_way_to_one_that_holds() {
        let a = cosigner("a", 3);
        let forged = format!("{}{}", signed(), line(&a, "other text\n"));
        let mut checkpoint = Checkpoint::read(forged.as_bytes(), &[log(1).verifier()]).unwrap();
        checkpoint.add(signed().cosign(&a, 50).unwrap(), &a.verifier()).unwrap();
        assert_eq!(checkpoint.cosigned_or_fault(&a.verifier()), Ok(Some(50)));
    }

    #[test]
    fn nothing_is_added_beyond_the_bounds_of_a_note() {
        let foreign = "— foreign AAAAAAA=\n".repeat(NOTE_SIGNATURES_MAX - 1);
        let full = format!("{}{foreign}", signed());
        let mut full = Checkpoint::read(full.as_bytes(), &[log(1).verifier()]).unwrap();
        let a = cosigner("a", 3);
        let fault = full.add(signed().cosign(&a, 50).unwrap(), &a.verifier()).unwrap_err();
        assert_eq!(fault, NoteFault::TooManySignatures.into());
        let mut bare = full.without_foreign(&[]);
        assert_eq!(bare, signed());
        bare.add(signed().cosign(&a, 50).unwrap(), &a.verifier()).unwrap();

        let room = NOTE_BYTES_MAX - signed().to_string().len() - "— foreign AAAAAAA=\n".len();
        let long = format!("{}— {} AAAAAAA=\n", signed(), "x".repeat(room));
        let mut long = Checkpoint::read(long.as_bytes(), &[log(1).verifier()]).unwrap();
        let fault = long.add(signed().cosign(&a, 50).unwrap(), &a.verifier()).unwrap_err();
        assert!(matches!(fault, CheckpointFault::Note(NoteFault::TooLong(_))));
    }

    #[test]
    fn without_foreign_lines_stay_the_logs_own_and_the_cosignatures_that_hold() {
        let (a, b) = (cosigner("a", 3), cosigner("b", 4));
        let mut checkpoint = signed();
        checkpoint.add(signed().cosign(&a, 50).unwrap(), &a.verifier()).unwrap();
        let bare = checkpoint.to_string();
        let mixed = format!("{bare}— foreign AAAAAAA=\n{}", line(&b, "other text\n"));
        let mixed = Checkpoint::read(mixed.as_bytes(), &[log(1).verifier()]).unwrap();
        assert_eq!(mixed.without_foreign(&[b.verifier(), a.verifier()]).to_string(), bare);
        assert_eq!(mixed.without_foreign(&[]), signed());
    }

    proptest! {
        #[test]
        fn no_changed_bit_is_accepted(at: prop::sample::Index, bit in 0..8u8) {
            let mut bytes = signed().to_bytes();
            *at.get_mut(&mut bytes) ^= 1 << bit;
            prop_assert!(Checkpoint::read(&bytes, &[log(1).verifier()]).is_err());
        }

        #[test]
        fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..300), lines in "(?s).{0,80}") {
            let keys = [log(1).verifier(), cosigner("a", 3).verifier()];
            let _ = Checkpoint::read(&bytes, &keys);
            let _ = Checkpoint::read(format!("{}{lines}", signed()).as_bytes(), &keys);
            let _ = Checkpoint::read(format!("{lines}{}", signed()).as_bytes(), &keys);
        }
    }
}
