//! The other seats' nodes, as this seat knows them: keys and where their logs are found.
//!
//! `DIR/peers.toml`, written by `truce peers add`. The keys come by another way
//! than the network: read over a telephone, on paper, at the table.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use truce_core::id::SeatId;
use truce_log::key::VerifierKey;
use truce_node::PeerKeys;

use crate::failure::{Failure, Outcome};
use crate::node::write_file;

/// The file in the node's folder.
pub const FILE: &str = "peers.toml";

/// Where a peer's files are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A server.
    Url(String),
    /// A folder: another node's, an exported one, or one that a server publishes.
    Folder(PathBuf),
}

impl Location {
    /// Reads a place as people type it.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if text.starts_with("http://") || text.starts_with("https://") {
            return Self::Url(text.trim_end_matches('/').to_owned());
        }
        Self::Folder(PathBuf::from(text))
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Url(url) => f.write_str(url),
            Self::Folder(dir) => write!(f, "{}", dir.display()),
        }
    }
}

/// Another seat's log and mirror.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// Its log.
    pub log: SeatId,
    /// The key of its log, as C2SP writes it.
    pub key: String,
    /// The key of its mirror.
    pub mirror: String,
    /// Where its files are found; tried in turn.
    #[serde(default)]
    pub at: Vec<String>,
}

/// A neutral witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownWitness {
    /// Its key.
    pub key: String,
    /// What its `add-checkpoint` hangs under.
    pub at: String,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peers {
    /// The other seats.
    #[serde(default)]
    pub peer: Vec<Peer>,
    /// The neutral witnesses.
    #[serde(default)]
    pub witness: Vec<KnownWitness>,
}

impl Peers {
    /// Reads the file; none is as good as an empty one.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(dir: &Path) -> Outcome<Self> {
        let path = dir.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(fault) => return Err(Failure::file("read", &path, &fault)),
        };
        toml::from_str(&text)
            .map_err(|fault| Failure::cannot(format!("cannot read `{}`: {fault}", path.display())))
    }

    /// Writes the file.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn write(&self, dir: &Path) -> Outcome {
        let text = toml::to_string(self).map_err(|fault| Failure::cannot(fault.to_string()))?;
        let head = "# The other seats' keys and places. Written by `truce peers`; keys were compared by another way.\n\n";
        write_file(&dir.join(FILE), format!("{head}{text}").as_bytes())
    }

    /// The keys of the peers' logs and mirrors.
    ///
    /// # Errors
    /// If a key cannot be read.
    pub fn keys(&self) -> Outcome<BTreeMap<SeatId, PeerKeys>> {
        let keys = self.peer.iter().map(|peer| {
            let keys = PeerKeys { log: key(&peer.key)?, mirror: key(&peer.mirror)? };
            Ok((peer.log.clone(), keys))
        });
        keys.collect()
    }

    /// The keys of the witnesses.
    ///
    /// # Errors
    /// If a key cannot be read.
    pub fn witnesses(&self) -> Outcome<Vec<VerifierKey>> {
        self.witness.iter().map(|witness| key(&witness.key)).collect()
    }

    /// Where a peer is found.
    #[must_use]
    pub fn places(&self, log: &SeatId) -> Vec<Location> {
        let known = self.peer.iter().filter(|peer| peer.log == *log);
        known.flat_map(|peer| peer.at.iter().map(|at| Location::read(at))).collect()
    }
}

/// Reads a verifier key.
///
/// # Errors
/// In words.
pub fn key(text: &str) -> Outcome<VerifierKey> {
    text.parse().map_err(|fault| Failure::cannot(format!("`{text}` is no verifier key: {fault}")))
}
