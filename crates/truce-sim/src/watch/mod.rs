//! The watch: knows everything that happened, and holds it against the invariants.

mod core;
mod exchange;
mod honest;
mod settled;

use std::collections::{BTreeMap, BTreeSet};

use truce_core::id::SeatId;
use truce_core::record::Cut;
use truce_log::Hash;
use truce_log::note::{Note, NoteSignature};
use truce_node::Event;

use crate::answer::verify;
use crate::disk::{Disk, head_of};
use crate::host::Host;
use crate::hostile::Hostile;
use crate::invariant::{Broken, Invariant};
use crate::journal::Bytes;
use crate::keys::{mirror_key, mirror_name};

/// A mirror's word on a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    size: u64,
    root: Hash,
    time: u64,
}

/// The heads that an honest seat signed.
#[derive(Debug, Default)]
struct Heads {
    /// All that ever were.
    ever: BTreeMap<u64, BTreeSet<Hash>>,
    /// The largest that somebody else may have seen, or that is still on its disk.
    last: Option<(u64, Hash)>,
}

/// What is known of everything.
#[derive(Debug, Default)]
pub struct Watch {
    /// Entries acknowledged, by log, that must stay.
    acknowledged: BTreeMap<SeatId, Vec<Bytes>>,
    /// What the core acknowledged when all faults ended.
    core: Vec<(usize, u64)>,
    cuts: BTreeMap<SeatId, Cut>,
    digests: BTreeMap<String, (SeatId, Hash)>,
    heads: BTreeMap<SeatId, Heads>,
    /// How many certificates each seat holds.
    proven: BTreeMap<SeatId, usize>,
    /// Hosts whose disk was put back, and who have not signed since.
    restored: BTreeSet<SeatId>,
    rounds: BTreeMap<(SeatId, SeatId, SeatId), u32>,
    settled: BTreeMap<(SeatId, SeatId), u64>,
    /// Of each log that forked: which histories all that is settled belongs to.
    settled_on: BTreeMap<SeatId, BTreeSet<usize>>,
    /// What was checked last, by seat and log.
    verified: BTreeMap<(SeatId, SeatId), (u64, Hash)>,
    words: BTreeMap<(SeatId, SeatId), Vec<Word>>,
}

impl Watch {
    /// A seat shows a checkpoint of a log.
    pub fn published(
        &mut self,
        hosts: &[Host],
        hostile: &[Hostile],
        at: usize,
        log: &SeatId,
        bytes: &[u8],
    ) -> Result<(), Broken> {
        let Some(host) = hosts.get(at) else { return Ok(()) };
        let Some(head) = head_of(bytes) else {
            let seen = format!("{} publishes of {log} what is no checkpoint", host.log);
            return Err(Broken::new(Invariant::PublishedIsVerifiable, seen));
        };
        let point = (head.size, head.root);
        if *log == host.log {
            state_is_ahead(host, log, point, |state| state.own.map(|own| (own.size, own.root)))?;
            self.one_history(host, point)?;
        } else {
            self.is_prefix(hosts, host, log, point)?;
            if let Some(time) = own_time(host, bytes) {
                state_is_ahead(host, log, point, |state| {
                    state.mirror.get(log).map(|signed| (signed.at.size, signed.at.root))
                })?;
                if host.disk.durable_root_at(log, head.size) != Some(head.root) {
                    let seen = format!(
                        "{} cosigned {log} at {} and does not hold that durably",
                        host.log, head.size
                    );
                    return Err(Broken::new(Invariant::CosignedIsHeld, seen));
                }
                self.cosigned(host, hostile, log, Word { size: head.size, root: head.root, time })?;
            }
        }
        self.is_verifiable(host, log)
    }

    /// Whatever is published now can be checked from the files beside it.
    fn is_verifiable(&mut self, host: &Host, log: &SeatId) -> Result<(), Broken> {
        let (Some(public), Some(head)) = (host.disk.public(log), host.disk.published(log)) else {
            return Ok(());
        };
        let key = (host.log.clone(), log.clone());
        let point = (head.size, head.root);
        if self.verified.get(&key) == Some(&point) {
            return Ok(());
        }
        self.verified.insert(key, point);
        verify(public, &head).map_err(|why| {
            let seen = format!("{} shows {log} at {}: {why}", host.log, head.size);
            Broken::new(Invariant::PublishedIsVerifiable, seen)
        })
    }

    /// A seat's process was started.
    pub fn opened(&mut self, hosts: &[Host], hostile: &[Hostile], at: usize) -> Result<(), Broken> {
        let Some(host) = hosts.get(at) else { return Ok(()) };
        if !host.restored {
            self.nothing_is_lost(host)?;
        }
        self.verified.retain(|(of, _), _| *of != host.log);
        let logs: Vec<SeatId> = host.disk.journals().map(|(log, _)| log.clone()).collect();
        for log in logs {
            match host.disk.checkpoint(&log) {
                // After a disk was put back it shows what it showed then.
                Some(_) if host.restored => self.is_verifiable(host, &log)?,
                Some(bytes) => self.published(hosts, hostile, at, &log, &bytes)?,
                None => {}
            }
        }
        Ok(())
    }

    /// All effects of an input are carried out.
    pub fn settled_down(&mut self, hosts: &[Host], at: usize) -> Result<(), Broken> {
        let Some(host) = hosts.get(at) else { return Ok(()) };
        if !host.restored && self.restored.remove(&host.log) {
            self.nothing_is_lost(host)?;
        }
        self.nobody_honest_is_accused(hosts, host)
    }

    /// A replied word as a witness: nothing is watched but that the state is ahead.
    pub fn replied(&mut self, _host: &Host, _status: u16, _body: &[u8]) -> Result<(), Broken> {
        Ok(())
    }

    /// People are told something.
    pub fn told(&mut self, host: &Host, event: &Event, hostile: &[Hostile]) -> Result<(), Broken> {
        let is_hostile = |log: &SeatId| hostile.iter().any(|seat| seat.log == *log);
        let accused = match event {
            Event::Forked { log, .. } if !is_hostile(log) => log,
            Event::WitnessFault { seat, .. } if !is_hostile(seat) => seat,
            Event::OwnFork { .. } => {
                let seen = format!("{} says: {event}", host.log);
                return Err(Broken::new(Invariant::OneHistory, seen));
            }
            _ => return Ok(()),
        };
        let seen = format!("{} says of {accused}, who is honest: {event}", host.log);
        Err(Broken::new(Invariant::NobodyHonestIsAccused, seen))
    }

    /// A disk is put back from a copy: what nobody else had seen by then may be lost with it.
    /// Says how many entries that are.
    pub fn put_back(&mut self, hosts: &[Host], at: usize, image: &Disk) -> u64 {
        let Some(host) = hosts.get(at) else { return 0 };
        let log = &host.log;
        self.restored.insert(log.clone());
        self.cuts.remove(log);
        self.settled.retain(|(of, _), _| of != log);
        let others = || hosts.iter().filter(|other| other.log != *log);
        let seen =
            others().filter_map(|other| other.disk.published(log)).map(|head| head.size).max();
        let seen = seen.unwrap_or(0);
        let signed = image.state().and_then(|state| state.own).map_or(0, |own| own.size);
        if let Some(heads) = self.heads.get_mut(log) {
            let kept = heads.ever.range(..=seen.max(signed)).next_back();
            let journal = host.disk.journal(log);
            heads.last = kept.and_then(|(size, _)| Some((*size, journal?.root_at(*size)?)));
        }
        let mut kept: BTreeSet<&Bytes> =
            image.journal(log).into_iter().flat_map(|j| j.entries()).collect();
        let pulled = host.disk.journal(log).map_or(&[][..], |journal| journal.entries());
        kept.extend(pulled.iter().take(crate::journal::place(seen)));
        let mut lost = 0;
        if let Some(acknowledged) = self.acknowledged.get_mut(log) {
            let before = acknowledged.len();
            acknowledged.retain(|entry| kept.contains(entry));
            lost = before - acknowledged.len();
        }
        let name = mirror_name(log);
        for ((of, about), words) in &mut self.words {
            if of == log {
                let own = image.state().and_then(|state| state.mirror.get(about).copied());
                words.retain(|word| {
                    own.is_some_and(|own| own.at.size >= word.size)
                        || others().any(|other| shows_word(&other.disk, about, &name, word))
                });
            }
        }
        lost as u64
    }
}

/// Whether a disk shows a mirror's word on a log.
fn shows_word(disk: &Disk, log: &SeatId, name: &str, word: &Word) -> bool {
    disk.checkpoint(log).is_some_and(|bytes| {
        head_of(&bytes).is_some_and(|head| (head.size, head.root) == (word.size, word.root))
            && times_of(&bytes, |line| line.name == name).contains(&word.time)
    })
}

/// The time of a host's own cosignature of a checkpoint, with the key that it signs with now.
fn own_time(host: &Host, bytes: &[u8]) -> Option<u64> {
    let id = mirror_key(&host.log, host.mirror_generation).verifier().id();
    times_of(bytes, |line| line.id == id).first().copied()
}

fn times_of(bytes: &[u8], whose: impl Fn(&NoteSignature) -> bool) -> Vec<u64> {
    let lines = Note::parse(bytes).map(|note| note.signatures).unwrap_or_default();
    let lines = lines.iter().filter(|line| whose(line));
    lines.filter_map(|line| line.bytes.first_chunk().copied()).map(u64::from_be_bytes).collect()
}

/// The durable state reaches as far as what is shown.
fn state_is_ahead(
    host: &Host,
    log: &SeatId,
    (size, root): (u64, Hash),
    signed: impl Fn(&truce_node::State) -> Option<(u64, Hash)>,
) -> Result<(), Broken> {
    let known = host.disk.durable_state().as_ref().and_then(signed);
    let ahead = known.is_some_and(|known| known.0 > size || known == (size, root));
    if ahead {
        return Ok(());
    }
    let stated = known.map_or_else(|| "nothing".to_owned(), |(size, _)| size.to_string());
    let seen =
        format!("{} shows its word on {log} at {size}, and its state has {stated}", host.log);
    Err(Broken::new(Invariant::StateIsAhead, seen))
}
