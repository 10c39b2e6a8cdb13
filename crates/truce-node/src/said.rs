//! What the logs themselves say about keys, departures, successions and misconduct.
//!
//! Only what governs the record is read here; every other entry is passed over
//! by its first bytes. What is kept of a log is bounded, however long it is.

use std::collections::BTreeMap;

use truce_core::entry::{Address, Body, Entry};
use truce_core::heartbeat::Heartbeat;
use truce_core::id::SeatId;
use truce_core::misconduct::{Misconduct, Offence};
use truce_core::rotation::Rotation;

/// How many changes of keys of one log are kept; a seat that makes more has other troubles.
const ROTATIONS_MAX: usize = 64;
/// How many openings, departures and successions of one log are kept.
const GOVERNING_MAX: usize = 256;
/// How many certificates of one log are kept.
const MISCONDUCT_MAX: usize = 64;

/// What one log says.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Openings, departures and successions, as `truce-core` reads them.
    pub governing: Vec<(u64, Entry)>,
    /// Its last heartbeat, and when it says that it wrote it.
    pub heartbeat: Option<(i64, Heartbeat)>,
    /// Certificates that it put on record, by whom they accuse; not yet checked.
    pub misconduct: BTreeMap<(SeatId, Offence), String>,
    /// Its changes of keys, with the index of the entry.
    pub rotations: Vec<(u64, Rotation)>,
}

/// The kinds that are read here, as the canonical form begins.
const KINDS: [&str; 6] =
    ["departure", "heartbeat", "misconduct", "opening", "rotation", "succession"];

fn governs(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(br#"{"body":{"kind":""#) else { return false };
    KINDS.iter().any(|kind| rest.starts_with(kind.as_bytes()))
}

impl Said {
    /// Takes note of an entry.
    pub fn hear(&mut self, index: u64, bytes: &[u8]) {
        if !governs(bytes) {
            return;
        }
        let Ok(entry) = Entry::read(bytes) else { return };
        #[expect(clippy::wildcard_enum_match_arm, reason = "the rest does not govern the record")]
        match &entry.body {
            Body::Heartbeat(beat) => {
                self.heartbeat = Some((entry.recorded_at.unix(), beat.clone()))
            }
            Body::Rotation(rotation) if self.rotations.len() < ROTATIONS_MAX => {
                self.rotations.push((index, rotation.clone()));
            }
            Body::Misconduct(told) if self.misconduct.len() < MISCONDUCT_MAX => {
                let Misconduct { accused, certificate, what } = told.clone();
                self.misconduct.insert((accused, what), certificate);
            }
            Body::Opening(_) | Body::Departure(_) | Body::Succession(_)
                if self.governing.len() < GOVERNING_MAX =>
            {
                self.governing.push((index, entry));
            }
            _ => {}
        }
    }

    /// Takes over what the log says later.
    pub fn join(&mut self, later: Self) {
        self.misconduct.extend(later.misconduct);
        self.governing.extend(later.governing);
        self.governing.truncate(GOVERNING_MAX);
        self.rotations.extend(later.rotations);
        self.rotations.truncate(ROTATIONS_MAX);
        if later.heartbeat.is_some() {
            self.heartbeat = later.heartbeat;
        }
    }

    /// Openings, departures and successions with their addresses.
    pub fn addressed(&self, log: &SeatId) -> impl Iterator<Item = (Address, Entry)> {
        self.governing
            .iter()
            .map(|(index, entry)| (Address { log: log.clone(), index: *index }, entry.clone()))
    }
}
