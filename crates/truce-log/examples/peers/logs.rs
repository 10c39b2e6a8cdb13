//! The logs that are written for others to judge.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use truce_log::proof_file::ProofFile;
use truce_log::tree::Tree;
use truce_log::witness::Submission;
use truce_log::{Checkpoint, Extension, Folder, Head, KeyKind, Shelf, SigningKey, Tiles};

use crate::Outcome;

/// The name of the log that is judged.
const ORIGIN: &str = "truce/3f2a9c1b5e6d7f80/russia";

/// Who cosigns it.
const MIRRORS: [&str; 2] =
    ["truce/3f2a9c1b5e6d7f80/turkey/mirror", "truce/3f2a9c1b5e6d7f80/iran/mirror"];

/// When they do, in seconds.
const TIME: u64 = 1_795_324_328;

/// Numbers that look like chance, the same from the same seed (splitmix64).
pub struct Chance(pub u64);

impl Chance {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next number below a bound.
    pub fn below(&mut self, bound: usize) -> Outcome<usize> {
        Ok(usize::try_from(self.next() % u64::try_from(bound)?)?)
    }
}

/// An entry of a branch of a log: some bytes of chance.
pub fn entry(branch: u64, index: u64) -> Vec<u8> {
    let mut chance = Chance(branch << 40 | index);
    let length = chance.next() % 200;
    (0..length).map(|_| chance.next().to_le_bytes()[0]).collect()
}

/// Puts the entries of a branch on a shelf, from where the tree ends up to a size.
pub fn grow(shelf: &dyn Shelf, from: &Tree, branch: u64, size: u64) -> Outcome<Tree> {
    let mut extension = Extension::begin(shelf, from)?;
    for index in from.size()..size {
        extension.push(&entry(branch, index))?;
    }
    Ok(extension.finish()?)
}

/// A head of a log.
pub fn head(origin: &str, tree: &Tree) -> Head {
    Head { origin: origin.to_owned(), size: tree.size(), root: tree.root() }
}

/// The key of the log that witnesses are asked to cosign.
///
/// Sigsum's witness wants a log that has its key's digest for a name.
pub fn asked(which: &str) -> Outcome<SigningKey> {
    let seed = [7; 32];
    let name = match which {
        "truce" => "truce/3f2a9c1b5e6d7f80/asked".to_owned(),
        "sigsum" => {
            let key = SigningKey::from_seed("any", KeyKind::Log, seed)?.verifier();
            let digest = Sha256::digest(key.public());
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("sigsum.org/v1/tree/{digest}")
        }
        other => return Err(format!("`{other}` is no kind of log here").into()),
    };
    Ok(SigningKey::from_seed(&name, KeyKind::Log, seed)?)
}

fn signed(tree: &Tree, log: &SigningKey, mirrors: &[SigningKey]) -> Outcome<Checkpoint> {
    let mut checkpoint = Checkpoint::sign(&head(ORIGIN, tree), log)?;
    for (key, late) in mirrors.iter().zip(0..) {
        let line = checkpoint.cosign(key, TIME + late)?;
        checkpoint.add(line, &key.verifier())?;
    }
    Ok(checkpoint)
}

/// Writes a log with two cosignatures, proofs of some entries, and what a witness would be sent.
pub fn write(folder: &Path, size: u64) -> Outcome<()> {
    let log = SigningKey::from_seed(ORIGIN, KeyKind::Log, [1; 32])?;
    let mirror =
        |(name, seed): (&&str, u8)| SigningKey::from_seed(name, KeyKind::Cosigner, [seed; 32]);
    let mirrors: Vec<SigningKey> = MIRRORS.iter().zip(2..).map(mirror).collect::<Result<_, _>>()?;
    let shelf = Folder::open(folder);

    let before = grow(&shelf, &Tree::default(), 0, size / 2 + 7)?;
    let older = signed(&before, &log, &mirrors)?;
    let tree = grow(&shelf, &before, 0, size)?;
    let checkpoint = signed(&tree, &log, &mirrors)?;
    shelf.replace("checkpoint", &checkpoint.to_bytes())?;

    let tiles = Tiles::open(&shelf, checkpoint.head())?;
    let proof = tiles.consistency(before.size(), size)?;
    let submission = Submission::new(before.size(), proof, &checkpoint);
    fs::write(folder.join("grown.older"), older.to_bytes())?;
    fs::write(folder.join("grown.submission"), submission.to_bytes())?;
    for index in [0, 1, 255, 256, size / 3, size / 2, size - 2, size - 1] {
        let proof = tiles.inclusion(index, size)?;
        let file = ProofFile { index, extra: None, proof, checkpoint: checkpoint.to_bytes() };
        fs::write(folder.join(format!("at-{index}.tlog-proof")), file.to_bytes())?;
        fs::write(folder.join(format!("at-{index}.entry")), tiles.entry(index)?)?;
    }
    write_keys(folder, &log, &mirrors)?;
    println!("{size} entries of `{ORIGIN}`, root {}", checkpoint.head().root_text());
    Ok(())
}

fn write_keys(folder: &Path, log: &SigningKey, cosigners: &[SigningKey]) -> Outcome<()> {
    let keys = std::iter::once(log).chain(cosigners);
    let keys: String = keys.map(|key| format!("{}\n", key.verifier())).collect();
    Ok(fs::write(folder.join("keys"), keys)?)
}

/// Writes a checkpoint that a key of ML-DSA-44 cosigned.
#[cfg(feature = "ml-dsa")]
pub fn anchor(folder: &Path) -> Outcome<()> {
    let log = SigningKey::from_seed(ORIGIN, KeyKind::Log, [1; 32])?;
    let anchors = [SigningKey::from_seed(&format!("{ORIGIN}/anchor"), KeyKind::MlDsa, [4; 32])?];
    let tree = grow(&truce_log::Memory::default(), &Tree::default(), 0, 600)?;
    fs::write(folder.join("checkpoint"), signed(&tree, &log, &anchors)?.to_bytes())?;
    write_keys(folder, &log, &anchors)
}
