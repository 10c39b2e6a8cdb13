//! One file that shows that an entry is in a log: tlog-proof.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra (base64 of whatever the application likes; nobody signs it)
//! index 73894
//! (hash in base64: the inclusion proof, from the leaf upwards)
//!
//! (the checkpoint, with its cosignatures)
//! ```
//!
//! # Out of scope
//! The entry itself, which whoever checks must bring, and how many
//! cosignatures are enough: see [`crate::policy`].

use crate::checkpoint::{Checkpoint, CheckpointFault};
use crate::key::VerifierKey;
use crate::note::NOTE_BYTES_MAX;
use crate::proof::{ProofFault, check_inclusion};
use crate::text::{PROOF_HASHES_MAX, base64, next_line, read_base64, read_hash, read_number};
use crate::tree::{Hash, leaf};

const TITLE: &str = "c2sp.org/tlog-proof@v1";

/// The most extra data that is read, in bytes.
pub const EXTRA_BYTES_MAX: usize = 64 * 1024;

/// The longest file that is read, in bytes.
pub const PROOF_FILE_BYTES_MAX: usize =
    64 + EXTRA_BYTES_MAX.div_ceil(3) * 4 + PROOF_HASHES_MAX * 45 + NOTE_BYTES_MAX;

/// Why a file shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileFault {
    /// Longer than any proof file.
    #[error("a proof file has at most {PROOF_FILE_BYTES_MAX} bytes, this has {0}")]
    TooLong(usize),
    /// Another kind of file.
    #[error("a proof file begins with the line `{TITLE}`")]
    Title,
    /// The extra data is not base64, or empty, or too long.
    #[error("the extra data is base64 of 1 to {EXTRA_BYTES_MAX} bytes")]
    Extra,
    /// No index.
    #[error("the index is a line `index` and a number without leading zeros")]
    Index,
    /// A line of the proof is no hash.
    #[error(
        "hash {0} of the proof is no hash in base64, or the blank line behind the proof is missing"
    )]
    Hash(usize),
    /// Too many hashes.
    #[error("an inclusion proof has at most {PROOF_HASHES_MAX} hashes")]
    TooManyHashes,
    /// The checkpoint does not hold.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFault),
    /// The entry is not in the log, or at another place.
    #[error("the entry is not shown to be number {index} of the log: {fault}")]
    Inclusion {
        /// Where the entry should stand.
        index: u64,
        /// What is wrong with the proof.
        fault: ProofFault,
    },
}

/// A proof file, unchecked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// Where the entry stands, counted from 0.
    pub index: u64,
    /// Whatever the application likes; nobody signs it.
    pub extra: Option<Vec<u8>>,
    /// From the entry's sibling up to the children of the root.
    pub proof: Vec<Hash>,
    /// The checkpoint, as it was published.
    pub checkpoint: Vec<u8>,
}

impl ProofFile {
    /// Reads a proof file; what is accepted is written again to the byte.
    ///
    /// # Errors
    /// [`ProofFileFault`] if it breaks the form above the checkpoint.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileFault> {
        if bytes.len() > PROOF_FILE_BYTES_MAX {
            return Err(ProofFileFault::TooLong(bytes.len()));
        }
        let (title, rest) = next_line(bytes).ok_or(ProofFileFault::Title)?;
        if title != TITLE {
            return Err(ProofFileFault::Title);
        }
        let (mut line, mut rest) = next_line(rest).ok_or(ProofFileFault::Index)?;
        let extra = match line.strip_prefix("extra ") {
            None => None,
            Some(text) => {
                (line, rest) = next_line(rest).ok_or(ProofFileFault::Index)?;
                Some(read_extra(text).ok_or(ProofFileFault::Extra)?)
            }
        };
        let index = line.strip_prefix("index ").and_then(read_number);
        let index = index.ok_or(ProofFileFault::Index)?;
        let mut proof = Vec::new();
        for number in 1.. {
            let (line, after) = next_line(rest).ok_or(ProofFileFault::Hash(number))?;
            rest = after;
            if line.is_empty() {
                break;
            }
            if proof.len() == PROOF_HASHES_MAX {
                return Err(ProofFileFault::TooManyHashes);
            }
            proof.push(read_hash(line).ok_or(ProofFileFault::Hash(number))?);
        }
        Ok(Self { index, extra, proof, checkpoint: rest.to_vec() })
    }

    /// The file's text.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{TITLE}\n");
        if let Some(extra) = &self.extra {
            text.push_str(&format!("extra {}\n", base64(extra)));
        }
        text.push_str(&format!("index {}\n", self.index));
        for hash in &self.proof {
            text.push_str(&base64(hash));
            text.push('\n');
        }
        text.push('\n');
        [text.as_bytes(), &self.checkpoint].concat()
    }

    /// Checks that the entry is in the log which may sign with any of the keys.
    ///
    /// # Errors
    /// [`ProofFileFault::Checkpoint`] and [`ProofFileFault::Inclusion`]: nothing is shown then.
    pub fn check(&self, entry: &[u8], keys: &[VerifierKey]) -> Result<Checkpoint, ProofFileFault> {
        let checkpoint = Checkpoint::read(&self.checkpoint, keys)?;
        let head = checkpoint.head();
        check_inclusion(&leaf(entry), self.index, head.size, &self.proof, &head.root)
            .map_err(|fault| ProofFileFault::Inclusion { index: self.index, fault })?;
        Ok(checkpoint)
    }
}

fn read_extra(text: &str) -> Option<Vec<u8>> {
    read_base64(text).filter(|extra| !extra.is_empty() && extra.len() <= EXTRA_BYTES_MAX)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;
    use crate::head::Head;
    use crate::key::{KeyKind, SigningKey};
    use crate::proof;
    use crate::tree::Tree;

    fn log() -> SigningKey {
        SigningKey::from_seed("example.com/fancylog", KeyKind::Log, [1; 32]).unwrap()
    }

    fn entry(n: u64) -> Vec<u8> {
        format!("entry {n}").into_bytes()
    }

    fn file(index: u64, size: u64) -> ProofFile {
        let leaves: Vec<Hash> = (0..size).map(|n| leaf(&entry(n))).collect();
        let root = leaves.iter().copied().collect::<Tree>().root();
        let head = Head { origin: "example.com/fancylog".to_owned(), size, root };
        let spans = proof::inclusion(index, size).unwrap();
        let proof =
            proof::from_leaves(&spans, leaves.into_iter().map(Ok::<_, Infallible>)).unwrap();
        let checkpoint = Checkpoint::sign(&head, &log()).unwrap().to_bytes();
        ProofFile { index, extra: None, proof, checkpoint }
    }

    fn refused(text: &str, expected: Expect) {
        expected.assert_eq(&ProofFile::parse(text.as_bytes()).unwrap_err().to_string());
    }

    fn unproved(file: &ProofFile, expected: Expect) {
        let fault = file.check(&entry(2), &[log().verifier()]).unwrap_err();
        expected.assert_eq(&fault.to_string());
    }

    #[test]
    fn a_proof_file_is_written_as_the_specification_says() {
        let file = ProofFile { extra: Some(b"see docket 7".to_vec()), ..file(2, 5) };
        expect![[r#"
            c2sp.org/tlog-proof@v1
            extra c2VlIGRvY2tldCA3
            index 2
            YcoROfaBWEHVuvLQ0tm9nf7pfImN1ve6DAqpQe5sAes=
            WkdmL9ijF9lgSaP59HxV3GfKZgUbqjaD27GbL+CaB7A=
            SFM123z+yWXxX/dF/GJcQdXqJkaTaTAWWCj3PdS2iFQ=

            example.com/fancylog
            5
            fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=

            — example.com/fancylog p7iEpfYMo5+qAQlvNhaJIultk4iFRjw8b4DhjbHhZBvH4l8RPBV046fJ/aOqeMcDH8/TmdQhE00iLI+nUlDyNvwYaQk=
        "#]].assert_eq(std::str::from_utf8(&file.to_bytes()).unwrap());
        assert_eq!(ProofFile::parse(&file.to_bytes()).as_ref(), Ok(&file));
        let checkpoint = file.check(&entry(2), &[log().verifier()]).unwrap();
        assert_eq!(checkpoint.head().size, 5);
    }

    #[test]
    fn the_proof_of_a_log_with_one_entry_has_no_hashes() {
        let file = file(0, 1);
        assert!(file.proof.is_empty());
        assert_eq!(ProofFile::parse(&file.to_bytes()).as_ref(), Ok(&file));
        assert!(file.check(&entry(0), &[log().verifier()]).is_ok());
    }

    #[test]
    fn what_is_not_in_the_log_is_refused_in_words() {
        let good = file(2, 5);
        unproved(
            &ProofFile { index: 3, ..good.clone() },
            expect![
                "the entry is not shown to be number 3 of the log: the proof leads to another root: the entry, the proof or a root is not genuine"
            ],
        );
        unproved(
            &ProofFile { index: 5, ..good.clone() },
            expect![
                "the entry is not shown to be number 5 of the log: entry or older size 5 does not lie within a log of 5 entries"
            ],
        );
        unproved(
            &ProofFile { index: u64::MAX, ..good.clone() },
            expect![
                "the entry is not shown to be number 18446744073709551615 of the log: entry or older size 18446744073709551615 does not lie within a log of 5 entries"
            ],
        );
        unproved(
            &ProofFile { proof: good.proof[1..].to_vec(), ..good.clone() },
            expect![
                "the entry is not shown to be number 2 of the log: a proof for these sizes has another number of hashes than 2"
            ],
        );
        unproved(
            &ProofFile { checkpoint: file(2, 6).checkpoint, ..good.clone() },
            expect![
                "the entry is not shown to be number 2 of the log: the proof leads to another root: the entry, the proof or a root is not genuine"
            ],
        );
        unproved(
            &ProofFile { checkpoint: Vec::new(), ..good.clone() },
            expect!["there is no blank line between text and signatures"],
        );
        let fault = good.check(&entry(2), &[]).unwrap_err();
        expect!["no key of the log `example.com/fancylog` is known"].assert_eq(&fault.to_string());
        assert!(good.check(&entry(3), &[log().verifier()]).is_err());
    }

    #[test]
    fn a_title_or_extra_data_that_is_none_is_refused_in_words() {
        refused("", expect!["a proof file begins with the line `c2sp.org/tlog-proof@v1`"]);
        refused(
            "c2sp.org/tlog-proof@v2\nindex 0\n\n",
            expect!["a proof file begins with the line `c2sp.org/tlog-proof@v1`"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n",
            expect!["a proof file begins with the line `c2sp.org/tlog-proof@v1`"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\n",
            expect!["the index is a line `index` and a number without leading zeros"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\n\n",
            expect!["the index is a line `index` and a number without leading zeros"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n",
            expect!["the extra data is base64 of 1 to 65536 bytes"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\nextra YQ\nindex 0\n\n",
            expect!["the extra data is base64 of 1 to 65536 bytes"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\nextra\nindex 0\n\n",
            expect!["the index is a line `index` and a number without leading zeros"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\nindex 0\nextra YQ==\n\n",
            expect![
                "hash 1 of the proof is no hash in base64, or the blank line behind the proof is missing"
            ],
        );
        refused(
            "c2sp.org/tlog-proof@v1\nextra YQ==\nextra YQ==\nindex 0\n\n",
            expect!["the index is a line `index` and a number without leading zeros"],
        );
    }

    #[test]
    fn an_index_or_a_proof_that_is_none_is_refused_in_words() {
        refused(
            "c2sp.org/tlog-proof@v1\nindex 00\n\n",
            expect!["the index is a line `index` and a number without leading zeros"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n",
            expect!["the index is a line `index` and a number without leading zeros"],
        );
        refused(
            "c2sp.org/tlog-proof@v1\nindex 0\n",
            expect![
                "hash 1 of the proof is no hash in base64, or the blank line behind the proof is missing"
            ],
        );
        refused(
            "c2sp.org/tlog-proof@v1\nindex 0\nYQ==\n\n",
            expect![
                "hash 1 of the proof is no hash in base64, or the blank line behind the proof is missing"
            ],
        );
        let hashes = format!("{}\n", base64(&[7; 32])).repeat(64);
        refused(
            &format!("c2sp.org/tlog-proof@v1\nindex 0\n{hashes}\n"),
            expect!["an inclusion proof has at most 63 hashes"],
        );
        refused(
            &"a".repeat(PROOF_FILE_BYTES_MAX + 1),
            expect!["a proof file has at most 352427 bytes, this has 352428"],
        );
        let extra = base64(&vec![7; EXTRA_BYTES_MAX + 1]);
        refused(
            &format!("c2sp.org/tlog-proof@v1\nextra {extra}\nindex 0\n\n"),
            expect!["the extra data is base64 of 1 to 65536 bytes"],
        );
    }

    #[test]
    fn the_longest_file_that_can_be_right_is_read() {
        let file = ProofFile {
            index: i64::MAX.cast_unsigned(),
            extra: Some(vec![7; EXTRA_BYTES_MAX]),
            proof: vec![[7; 32]; PROOF_HASHES_MAX],
            checkpoint: vec![b'a'; NOTE_BYTES_MAX],
        };
        assert_eq!(ProofFile::parse(&file.to_bytes()), Ok(file));
    }

    proptest! {
        #[test]
        fn every_entry_of_every_log_is_shown_and_no_other(index in 0..80u64, size in 1..80u64) {
            let (index, other) = (index % size, (index + 1) % size);
            let file = file(index, size);
            let file = ProofFile::parse(&file.to_bytes()).unwrap();
            prop_assert!(file.check(&entry(index), &[log().verifier()]).is_ok());
            prop_assert_eq!(file.check(&entry(other), &[log().verifier()]).is_ok(), size == 1);
        }

        #[test]
        fn no_changed_byte_is_accepted(at: prop::sample::Index, byte: u8) {
            let good = file(2, 5).to_bytes();
            let mut bytes = good.clone();
            *at.get_mut(&mut bytes) = byte;
            let verdict = ProofFile::parse(&bytes).and_then(|file| file.check(&entry(2), &[log().verifier()]));
            prop_assert_eq!(verdict.is_ok(), bytes == good);
        }

        #[test]
        fn what_is_read_is_written_again_to_the_byte(at: prop::sample::Index, text in "[\n a-z0-9=+/]{0,9}") {
            let mut bytes = ProofFile { extra: Some(vec![7; 9]), ..file(2, 5) }.to_bytes();
            let at = at.index(bytes.len());
            bytes.splice(at..at, text.bytes());
            if let Ok(file) = ProofFile::parse(&bytes) {
                prop_assert_eq!(file.to_bytes(), bytes);
            }
        }

        #[test]
        fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = ProofFile::parse(&bytes);
            let _ = ProofFile::parse(&[format!("{TITLE}\n").as_bytes(), &bytes].concat());
            let file = ProofFile { index: 2, extra: None, proof: vec![[7; 32]; 70], checkpoint: bytes };
            let _ = file.check(b"", &[log().verifier()]);
        }
    }
}
