//! What people do about keys: new ones, and the old ones forgotten when all others know.

use truce_core::entry::Body;
use truce_core::rotation::Rotation;

use super::{Happening, World};
use crate::invariant::Broken;
use crate::keys::{log_key, mirror_key};

/// How often a person looks whether something can be done about keys, in seconds.
const LOOK_S: u64 = 70;

impl World {
    /// A person changes the keys of a seat, or forgets the old ones when the others hold the change.
    pub(super) fn change_keys(&mut self, at: usize) -> Result<(), Broken> {
        self.later(LOOK_S, Happening::Keys { host: at });
        let host = &self.hosts[at];
        if !host.signs() {
            return Ok(());
        }
        match host.changes_keys_at {
            None => {
                let again = !self.healed && self.dice.chance(300);
                if again { self.new_keys(at) } else { Ok(()) }
            }
            Some(index) => {
                let log = host.log.clone();
                let holds = |other: &crate::host::Host| {
                    other.disk.published(&log).is_some_and(|head| head.size > index)
                };
                if self.hosts.iter().all(holds) { self.old_keys(at) } else { Ok(()) }
            }
        }
    }

    /// On record first; then old and new ones sign together.
    fn new_keys(&mut self, at: usize) -> Result<(), Broken> {
        let host = &mut self.hosts[at];
        let (log, next) = (host.log.clone(), host.generations.last().map_or(0, |last| last + 1));
        host.generations.push(next);
        // A cosigner's new key needs no old one beside it.
        host.mirror_generation = next;
        let index = host.disk.journal(&log).map_or(0, |journal| journal.size());
        host.changes_keys_at = Some(index);
        let rotation = Rotation {
            cosigner: Some(mirror_key(&log, next).verifier().to_string()),
            log: Some(log_key(&log, next).verifier().to_string()),
            reason: "the duty officer changed".to_owned(),
        };
        self.tally.rotations += 1;
        self.tell(|| format!("{log} changes its keys"));
        self.write(at, vec![Body::Rotation(rotation)])?;
        self.start_again(at)
    }

    /// All others hold the change: the new ones sign alone.
    fn old_keys(&mut self, at: usize) -> Result<(), Broken> {
        let host = &mut self.hosts[at];
        host.generations.drain(..host.generations.len().saturating_sub(1));
        host.changes_keys_at = None;
        let who = host.log.clone();
        self.tell(|| format!("{who} forgets its old keys"));
        self.start_again(at)
    }
}
