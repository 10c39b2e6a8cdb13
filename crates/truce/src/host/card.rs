//! A seat's public card: the keys by which others know it. `DIR/public/card`.
//!
//! It may come over the network, but it is believed only when its fingerprint
//! was compared by another way, or when it was handed over in person.

use serde::{Deserialize, Serialize};
use truce_core::id::SeatId;

use super::http;
use super::peers::{Location, Peer, key};
use crate::failure::{Failure, Outcome};
use crate::keys::{self, Use, fingerprint};
use crate::node::{Node as Home, write_file};

/// The name of the card among the public files.
pub const FILE: &str = "card";
/// The longest card, in bytes.
const BYTES_MAX: usize = 16 << 10;

/// A seat's public card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicCard {
    /// SHA-256 of the agreement under which its log is kept.
    pub agreement_sha256: String,
    /// To seal evidence for it.
    pub evidence: String,
    /// The key of its log.
    pub key: String,
    /// Its log.
    pub log: SeatId,
    /// The key of its mirror.
    pub mirror: String,
    /// The origin of its log.
    pub origin: String,
    /// The seat.
    pub seat: SeatId,
    /// The key with which it witnesses.
    pub witness: String,
}

impl PublicCard {
    /// The card of a node.
    ///
    /// # Errors
    /// If it has no keys.
    pub fn of(home: &Home) -> Outcome<Self> {
        let card = keys::card(&home.dir)?;
        let public = |what: Use| {
            let found = card.key(what).map(|key| key.public.clone());
            found.ok_or_else(|| Failure::cannot(format!("the {} key is missing", what.word())))
        };
        Ok(Self {
            agreement_sha256: home.agreement.digest().to_owned(),
            evidence: public(Use::Evidence)?,
            key: public(Use::Log)?,
            log: home.log.clone(),
            mirror: public(Use::Mirror)?,
            origin: home.agreement.origin(&home.log),
            seat: home.seat.clone(),
            witness: public(Use::Witness)?,
        })
    }

    /// Writes the card of a node where others read it.
    ///
    /// # Errors
    /// If it has no keys, or the disk does not obey.
    pub fn publish(home: &Home) -> Outcome {
        let dir = home.dir.join("public");
        std::fs::create_dir_all(&dir).map_err(|fault| Failure::file("make", &dir, &fault))?;
        write_file(&dir.join(FILE), Self::of(home)?.to_text()?.as_bytes())
    }

    /// As text.
    ///
    /// # Errors
    /// Never for a card that was read.
    pub fn to_text(&self) -> Outcome<String> {
        toml::to_string(self).map_err(|fault| Failure::cannot(fault.to_string()))
    }

    /// Reads a card.
    ///
    /// # Errors
    /// In words.
    pub fn read(bytes: &[u8]) -> Outcome<Self> {
        let text = std::str::from_utf8(bytes).map_err(|_| Failure::cannot("this is no card"))?;
        let card: Self = toml::from_str(text)
            .map_err(|fault| Failure::cannot(format!("this is no card: {}", fault.message())))?;
        for text in [&card.key, &card.mirror, &card.witness] {
            key(text)?;
        }
        Ok(card)
    }

    /// Fetches the card at a place.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn fetch(place: &Location) -> Outcome<Self> {
        let none = || {
            Failure::cannot(format!(
                "there is no card at `{place}`: is it a node's folder or address?"
            ))
        };
        match place {
            Location::Url(url) => {
                let bytes = http::get(&http::agent(), &format!("{url}/{FILE}"), BYTES_MAX)
                    .map_err(|why| {
                        Failure::cannot(format!("cannot fetch the card from `{place}`: {why}"))
                    })?;
                Self::read(&bytes.ok_or_else(none)?)
            }
            Location::Folder(dir) => {
                let inside = [dir.join("public").join(FILE), dir.join(FILE)];
                let path = inside.iter().find(|path| path.is_file()).ok_or_else(none)?;
                let bytes =
                    std::fs::read(path).map_err(|fault| Failure::file("read", path, &fault))?;
                Self::read(bytes.get(..BYTES_MAX.min(bytes.len())).unwrap_or_default())
            }
        }
    }

    /// What is read out over a telephone: it stands for all the keys and the log's name.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let all = [
            &self.agreement_sha256,
            &self.origin,
            &self.key,
            &self.mirror,
            &self.witness,
            &self.evidence,
        ];
        fingerprint(&all.map(String::as_str).join("\n"))
    }

    /// As a peer.
    #[must_use]
    pub fn peer(&self, at: Vec<String>) -> Peer {
        Peer { log: self.log.clone(), key: self.key.clone(), mirror: self.mirror.clone(), at }
    }
}
