//! The file `keys.toml`: seeds sealed under a passphrase, public parts in the clear.
//!
//! The passphrase and a salt give a key by argon2id; under it each seed is sealed with
//! ChaCha20-Poly1305. What the seed is for, its name and its public part are bound to it as
//! associated data, so that no line can be moved or changed. Each writing draws a new salt.

use std::fmt;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::passphrase::Passphrase;
use crate::durable;
use crate::failure::{Failure, Outcome};
use crate::random;

/// The file's name in the node's folder.
pub const NAME: &str = "keys.toml";
/// The version of the file's layout.
const LAYOUT: u32 = 1;
/// The longest file that is read.
const BYTES_MAX: u64 = 64 << 10;
/// What stands above the keys.
const HEADER: &str = "\
# The keys of this seat. The seeds are sealed; the rest is public and bound to them.
# Keep a copy (truce keys backup FILE), and keep the passphrase apart from it.

";

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// Signs the heads of the seat's own log.
    Log,
    /// Signs heads of other logs that the seat holds whole.
    Mirror,
    /// Signs heads that are shown to the seat as a witness, held or not.
    Witness,
    /// Signs an anchor that outlasts Ed25519.
    Anchor,
    /// Opens the seat's evidence and sealed fields.
    Evidence,
}

impl Use {
    /// The word for it in the file and on the card.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Mirror => "mirror",
            Self::Witness => "witness",
            Self::Anchor => "anchor",
            Self::Evidence => "evidence",
        }
    }
}

/// What it costs to try one passphrase: the parameters of argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// How often the memory is gone over.
    pub passes: u32,
    /// How many lanes could be worked on at once.
    pub lanes: u32,
}

impl Cost {
    /// For keys that matter: 64 MiB, three passes; a few tenths of a second.
    pub const SANE: Self = Self { memory_kib: 64 << 10, passes: 3, lanes: 1 };
    /// For tests, and for keys without a passphrase, which no cost protects.
    pub const CHEAP: Self = Self { memory_kib: 64, passes: 1, lanes: 1 };
    /// More than this is a damaged file, or somebody's way to stop a node.
    const MOST: Self = Self { memory_kib: 1 << 20, passes: 64, lanes: 16 };

    fn is_bearable(self) -> bool {
        self.memory_kib <= Self::MOST.memory_kib
            && self.passes <= Self::MOST.passes
            && self.lanes <= Self::MOST.lanes
    }
}

/// Whether a passphrase is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Lock {
    Passphrase,
    /// For exercises: whoever has the file has the keys.
    None,
}

/// A seed, open.
#[derive(Clone)]
pub(super) struct Seed {
    pub what: Use,
    pub name: String,
    pub public: String,
    pub bytes: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} <sealed>", self.what.word(), self.public)
    }
}

/// The seeds of a file, open.
#[derive(Debug, Clone)]
pub(super) struct Seeds {
    pub origin: String,
    /// Those in use.
    pub keys: Vec<Seed>,
    /// Those that take over when the rotation is on record.
    pub next: Vec<Seed>,
}

/// One key, as it stands in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    #[serde(rename = "use")]
    pub what: Use,
    pub name: String,
    pub public: String,
    nonce: String,
    sealed: String,
}

/// The file as it stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyFile {
    version: u32,
    pub origin: String,
    pub lock: Lock,
    salt: String,
    pub cost: Cost,
    pub key: Vec<Row>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<Row>,
}

/// Where the keys of a node's folder are.
#[must_use]
pub fn path_in(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

impl KeyFile {
    /// Seals seeds under a passphrase.
    pub fn seal(seeds: &Seeds, passphrase: &Passphrase, cost: Cost) -> Outcome<Self> {
        let (lock, cost) =
            if passphrase.is_none() { (Lock::None, Cost::CHEAP) } else { (Lock::Passphrase, cost) };
        let salt = random::bytes::<16>()?;
        let key = stretch(passphrase, &salt[..], cost)?;
        let seal_all = |section: &str, seeds: &[Seed]| -> Outcome<Vec<Row>> {
            seeds.iter().map(|seed| seal_row(&key, section, seed)).collect()
        };
        Ok(Self {
            version: LAYOUT,
            origin: seeds.origin.clone(),
            lock,
            salt: STANDARD.encode(&salt[..]),
            cost,
            key: seal_all("key", &seeds.keys)?,
            next: seal_all("next", &seeds.next)?,
        })
    }

    /// Opens the seeds.
    pub fn open(&self, passphrase: &Passphrase, path: &Path) -> Outcome<Seeds> {
        let salt = STANDARD.decode(&self.salt).map_err(|_| damaged(path, "its salt"))?;
        if !self.cost.is_bearable() || salt.len() < 8 {
            return Err(damaged(path, "its cost or salt"));
        }
        let key = stretch(passphrase, &salt, self.cost)?;
        let rows = || {
            let keys = self.key.iter().map(|row| ("key", row));
            keys.chain(self.next.iter().map(|row| ("next", row)))
        };
        let opened: Vec<Option<Seed>> =
            rows().map(|(section, row)| open_row(&key, section, row)).collect();
        if opened.iter().all(Option::is_none) {
            return Err(Failure::cannot(format!(
                "the passphrase does not open `{}`: mind the keyboard's layout and try again; \
                 if it is lost, only a backup whose passphrase is known helps",
                path.display()
            )));
        }
        let mut seeds = Seeds { origin: self.origin.clone(), keys: Vec::new(), next: Vec::new() };
        for ((section, row), seed) in rows().zip(opened) {
            let what = || format!("the {} key", row.what.word());
            let seed = seed.ok_or_else(|| damaged(path, &what()))?;
            if section == "key" { seeds.keys.push(seed) } else { seeds.next.push(seed) }
        }
        Ok(seeds)
    }

    /// Reads a file of keys, still sealed.
    pub fn read(path: &Path) -> Outcome<Self> {
        let fault = |fault: std::io::Error| {
            if fault.kind() != std::io::ErrorKind::NotFound {
                return Failure::file("read", path, &fault);
            }
            Failure::cannot(format!(
                "there are no keys in `{}`: `truce init` makes them, and \
                 `truce keys restore FILE` puts back a backup",
                path.display()
            ))
        };
        let mut text = String::new();
        let file = std::fs::File::open(path).map_err(fault)?;
        std::io::Read::read_to_string(&mut std::io::Read::take(file, BYTES_MAX), &mut text)
            .map_err(fault)?;
        let file: Self = toml::from_str(&text).map_err(|fault| damaged(path, fault.message()))?;
        if file.version != LAYOUT {
            return Err(Failure::cannot(format!(
                "`{}` has layout {}, and this program knows {LAYOUT}: use a newer program",
                path.display(),
                file.version
            )));
        }
        Ok(file)
    }

    /// Writes it durably, for its owner's eyes only.
    pub fn write(&self, path: &Path) -> Outcome {
        let text = toml::to_string(self).map_err(|fault| Failure::cannot(fault.to_string()))?;
        durable::replace_private(path, format!("{HEADER}{text}").as_bytes())
    }
}

fn damaged(path: &Path, what: &str) -> Failure {
    Failure::cannot(format!(
        "`{}` was damaged or changed ({what}): put back a backup with `truce keys restore FILE`",
        path.display()
    ))
}

fn stretch(passphrase: &Passphrase, salt: &[u8], cost: Cost) -> Outcome<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(key.len()))
        .and_then(|params| {
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
                passphrase.bytes(),
                salt,
                &mut key[..],
            )
        })
        .map_err(|fault| Failure::cannot(format!("the passphrase cannot be used: {fault}")))?;
    Ok(key)
}

/// What a sealed seed is bound to. Lines end at the line end, and none of the parts holds one.
fn bound_to(section: &str, what: Use, name: &str, public: &str) -> String {
    format!("truce keys {LAYOUT}\n{section}\n{}\n{name}\n{public}\n", what.word())
}

fn seal_row(key: &Zeroizing<[u8; 32]>, section: &str, seed: &Seed) -> Outcome<Row> {
    let nonce = random::bytes::<12>()?;
    let aad = bound_to(section, seed.what, &seed.name, &seed.public);
    let payload = Payload { msg: &seed.bytes[..], aad: aad.as_bytes() };
    let sealed = cipher(key)
        .encrypt(&Nonce::from(*nonce), payload)
        .map_err(|_| Failure::cannot("the keys could not be sealed"))?;
    Ok(Row {
        what: seed.what,
        name: seed.name.clone(),
        public: seed.public.clone(),
        nonce: STANDARD.encode(&nonce[..]),
        sealed: STANDARD.encode(sealed),
    })
}

/// The seed of a row, unless the key is another or the row was changed.
fn open_row(key: &Zeroizing<[u8; 32]>, section: &str, row: &Row) -> Option<Seed> {
    let nonce: [u8; 12] = STANDARD.decode(&row.nonce).ok()?.try_into().ok()?;
    let sealed = STANDARD.decode(&row.sealed).ok()?;
    let aad = bound_to(section, row.what, &row.name, &row.public);
    let payload = Payload { msg: &sealed[..], aad: aad.as_bytes() };
    let opened = Zeroizing::new(cipher(key).decrypt(&Nonce::from(nonce), payload).ok()?);
    let mut bytes = Zeroizing::new([0; 32]);
    if opened.len() != bytes.len() {
        return None;
    }
    bytes.copy_from_slice(&opened);
    Some(Seed { what: row.what, name: row.name.clone(), public: row.public.clone(), bytes })
}

fn cipher(key: &Zeroizing<[u8; 32]>) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(<&Key>::from(&**key))
}
