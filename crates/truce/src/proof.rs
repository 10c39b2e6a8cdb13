//! A file that proves what stands in the logs, to be checked offline.
//!
//! JSON, with everything that is proved in it as it stands. Of an entry or an
//! incident: the entries as they were signed, each with its place as a
//! tlog-proof. Of a bulletin: the agreement's files, every entry below the heads
//! from which it was made, and the proof that the logs went on from these heads;
//! whoever checks it makes the bulletin again, to the byte.
//!
//! # Out of scope
//! Whether what an entry says is true. A log holds what a seat was told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use truce_core::agreement::{Agreement, Files};
use truce_core::bulletin::{Period, compile};
use truce_core::entry::{Address, Entry};
use truce_core::id::SeatId;
use truce_core::picture::Picture;
use truce_core::record::{Cut, Record};
use truce_core::time::Day;
use truce_log::checkpoint::Checkpoint;
use truce_log::head::Head;
use truce_log::proof::check_consistency;
use truce_log::proof_file::ProofFile;
use truce_log::tree::{Hash, Tree, leaf};

use crate::threads::Threads;
use crate::trust::Trust;

/// The version of the format.
pub const VERSION: u8 = 1;
/// The longest file that is read, in bytes.
pub const FILE_BYTES_MAX: u64 = 256 << 20;

/// One entry and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvedEntry {
    /// Where it stands.
    pub address: Address,
    /// Its bytes, which are text.
    pub entry: String,
    /// Its place, as a tlog-proof.
    pub proof: String,
}

/// A head of which a log went on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvedHead {
    /// A later checkpoint of the log.
    pub checkpoint: String,
    /// The consistency proof from the head to the checkpoint, in base64.
    pub consistency: Vec<String>,
    /// Which log.
    pub log: SeatId,
    /// The root of the head, in base64.
    pub root: String,
    /// The size of the head.
    pub size: u64,
}

/// What a bulletin is made from, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    /// The agreement's files: text, rules, zones, areas, places.
    pub agreement: [String; 5],
    /// The first day.
    pub from: Day,
    /// Every entry of every log below its head.
    pub logs: BTreeMap<SeatId, Vec<String>>,
    /// The bulletin, as JSON.
    pub text: String,
    /// The last day.
    pub to: Day,
}

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// What a bulletin is made from, if it is of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bulletin: Option<Whole>,
    /// Single entries, in order of address.
    pub entries: Vec<ProvedEntry>,
    /// The heads of the cut, if it is of a bulletin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<ProvedHead>,
    /// The version.
    pub truce_proof: u8,
    /// Of what, for a reader; nothing rests on it.
    pub what: String,
}

/// What was found of one entry or head.
#[derive(Debug, Serialize)]
pub struct Found {
    /// The entry's address, or the log.
    pub of: String,
    /// Why it is not proved.
    pub fault: Option<String>,
    /// What the entry is, in a word; or `head`.
    pub kind: String,
    /// Who stands behind it: the log's key, then the cosigners.
    pub signed_by: Vec<String>,
    /// The size of the checkpoint that covers it.
    pub size: Option<u64>,
}

impl Proof {
    /// Reads a file.
    ///
    /// # Errors
    /// In words.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let proof: Self =
            serde_json::from_slice(bytes).map_err(|fault| format!("this is no proof: {fault}"))?;
        if proof.truce_proof == VERSION {
            Ok(proof)
        } else {
            Err(format!(
                "this is a proof of version {}, and this program knows {VERSION}",
                proof.truce_proof
            ))
        }
    }

    /// Checks everything in it.
    #[must_use]
    pub fn check(&self, trust: &Trust) -> Vec<Found> {
        let heads = self.heads.iter().map(|head| head.check(trust));
        let mut found: Vec<Found> =
            heads.chain(self.entries.iter().map(|entry| entry.check(trust))).collect();
        found.extend(self.check_bulletin());
        found
    }

    /// Makes the bulletin again.
    fn check_bulletin(&self) -> Option<Found> {
        let fault = self.bulletin.as_ref()?.check(&self.heads).err();
        let (of, kind) =
            ("made again from all entries, to the byte".to_owned(), "bulletin".to_owned());
        Some(Found { of, fault, kind, signed_by: Vec::new(), size: None })
    }
}

impl Whole {
    fn check(&self, heads: &[ProvedHead]) -> Result<(), String> {
        let [text, toml, zones, areas, places] = &self.agreement;
        let files = Files { text, toml, zones, areas, places };
        let agreement = Agreement::read(&files)
            .map_err(|faults| format!("the agreement has {} faults", faults.len()))?;
        let mut record = Record::default();
        for (log, entries) in &self.logs {
            let head = heads.iter().find(|head| head.log == *log);
            let head = head.ok_or_else(|| format!("no head of `{log}` is proved"))?;
            let tree: Tree = entries.iter().map(|entry| leaf(entry.as_bytes())).collect();
            let root =
                Head { origin: String::new(), size: tree.size(), root: tree.root() }.root_text();
            if (tree.size(), &root) != (head.size, &head.root) {
                return Err(format!("the entries of `{log}` are not those below its head"));
            }
            for (index, entry) in (0..).zip(entries) {
                record.enter(Address { log: log.clone(), index }, entry.as_bytes());
            }
        }
        for (log, (digest, _)) in record.agreements() {
            if digest != agreement.digest() {
                return Err(format!(
                    "the log of `{log}` is kept under another text of the agreement"
                ));
            }
        }
        let cut = heads.iter().map(|head| {
            (
                head.log.clone(),
                truce_core::record::Head { root: head.root.clone(), size: head.size },
            )
        });
        let cut = Cut(cut.collect());
        let picture = Picture::of_with(&record, &agreement, &cut, &Threads::of_this_machine());
        let period = Period::new(self.from, self.to).map_err(|fault| fault.to_string())?;
        let made =
            compile(&picture, &agreement, period).json().map_err(|fault| fault.to_string())?;
        if made == self.text {
            Ok(())
        } else {
            Err("what these entries give is another bulletin".to_owned())
        }
    }
}

/// The last part of an origin is the log's name.
fn is_of(checkpoint: &Checkpoint, log: &SeatId) -> Result<(), String> {
    let origin = &checkpoint.head().origin;
    if origin.rsplit('/').next() == Some(log.as_str()) {
        Ok(())
    } else {
        Err(format!("the checkpoint is of `{origin}`, not of the log `{log}`"))
    }
}

fn signers(checkpoint: &Checkpoint, trust: &Trust) -> Vec<String> {
    let cosigned = trust.cosigners.iter().filter(|key| checkpoint.cosigned(key).is_some());
    std::iter::once(checkpoint.log_key().name().to_owned())
        .chain(cosigned.map(|key| key.name().to_owned()))
        .collect()
}

impl ProvedEntry {
    fn check(&self, trust: &Trust) -> Found {
        let checked = self.checked(trust);
        let kind = Entry::read(self.entry.as_bytes()).map_or("unread", |entry| entry.body.kind());
        found(self.address.to_string(), kind, checked, trust)
    }

    fn checked(&self, trust: &Trust) -> Result<Checkpoint, String> {
        let proof = ProofFile::parse(self.proof.as_bytes()).map_err(|fault| fault.to_string())?;
        if proof.index != self.address.index {
            return Err(format!("the proof is of entry {}, not of {}", proof.index, self.address));
        }
        let checkpoint =
            proof.check(self.entry.as_bytes(), &trust.logs).map_err(|fault| fault.to_string())?;
        is_of(&checkpoint, &self.address.log)?;
        Ok(checkpoint)
    }
}

impl ProvedHead {
    fn check(&self, trust: &Trust) -> Found {
        found(format!("{} at {} entries", self.log, self.size), "head", self.checked(trust), trust)
    }

    fn checked(&self, trust: &Trust) -> Result<Checkpoint, String> {
        let checkpoint = Checkpoint::read(self.checkpoint.as_bytes(), &trust.logs)
            .map_err(|fault| fault.to_string())?;
        is_of(&checkpoint, &self.log)?;
        let head = |root: &str| {
            Head::parse(&format!("-\n{}\n{root}\n", self.size)).map_err(|fault| fault.to_string())
        };
        let old = head(&self.root)?;
        let hashes = self.consistency.iter().map(|text| {
            Head::parse(&format!("-\n1\n{text}\n"))
                .map(|head| head.root)
                .map_err(|fault| fault.to_string())
        });
        let hashes = hashes.collect::<Result<Vec<Hash>, _>>()?;
        let now = checkpoint.head();
        check_consistency(old.size, &old.root, now.size, &now.root, &hashes)
            .map_err(|fault| fault.to_string())?;
        Ok(checkpoint)
    }
}

fn found(of: String, kind: &str, checked: Result<Checkpoint, String>, trust: &Trust) -> Found {
    let kind = kind.to_owned();
    match checked {
        Ok(checkpoint) => {
            let enough = trust.policy.as_ref().is_none_or(|policy| policy.met(&checkpoint).met);
            let fault =
                (!enough).then(|| "not enough stand behind it, as the policy counts".to_owned());
            Found {
                of,
                fault,
                kind,
                signed_by: signers(&checkpoint, trust),
                size: Some(checkpoint.head().size),
            }
        }
        Err(fault) => Found { of, fault: Some(fault), kind, signed_by: Vec::new(), size: None },
    }
}
