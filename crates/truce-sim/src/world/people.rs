//! What people do: they put entries on record, take cuts, change keys, leave and come back.

use truce_core::departure::{Departure, Presence};
use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::judgement::{Judgement, Verdict};
use truce_core::rotation::Rotation;
use truce_core::time::Moment;

use super::{Happening, World};
use crate::invariant::Broken;
use crate::journal::Bytes;
use crate::keys::{log_key, mirror_key};

impl World {
    /// Somebody does something at a host.
    pub(super) fn person(&mut self, at: usize) -> Result<(), Broken> {
        let next_s = self.dice.between(10, 240);
        self.later(next_s, Happening::Person { host: at });
        if !self.hosts[at].is_up() {
            return Ok(());
        }
        match self.dice.below(40) {
            0 if self.plan.rotates => self.change_keys(at),
            1 if self.plan.rotates => self.drop_old_key(at),
            2 if self.plan.departs == Some(at) => self.leave_or_return(at),
            0..=29 => {
                let many = match self.dice.below(40) {
                    0 => 200,
                    1 | 2 => 40,
                    _ => self.dice.between(1, 4),
                };
                let bodies: Vec<Body> = (0..many).map(|_| self.judgement(at)).collect();
                self.write(at, bodies)
            }
            _ => self.take_cut(at),
        }
    }

    pub(super) fn first_entry(&mut self, at: usize) -> Result<(), Broken> {
        let seat = self.hosts[at].seat.clone();
        let opening = Opening {
            agreement_sha256: "5e".to_owned(),
            agreement_title: "a truce".to_owned(),
            seat,
        };
        self.write(at, vec![Body::Opening(opening)])
    }

    /// A seat's log gets a new key, and sometimes its mirror too. From then on old and new sign side by side.
    fn change_keys(&mut self, at: usize) -> Result<(), Broken> {
        if self.hosts[at].generations.len() > 1 || !self.hosts[at].signs() {
            return Ok(());
        }
        self.tally.rotations += 1;
        let host = &mut self.hosts[at];
        let next = host.generations.iter().max().map_or(1, |latest| latest + 1);
        host.generations.push(next);
        let with_mirror = self.dice.chance(400);
        let (log, mirror) = (host.log.clone(), host.mirror_generation + 1);
        self.tell(|| format!("{log} changes its keys"));
        // The program is started with both keys before the log says so.
        self.start_again(at)?;
        let cosigner = with_mirror.then(|| mirror_key(&log, mirror).verifier().to_string());
        let key = log_key(&log, next).verifier().to_string();
        let reason = "the year is over".to_owned();
        self.write(at, vec![Body::Rotation(Rotation { cosigner, log: Some(key), reason })])?;
        if with_mirror && self.hosts[at].is_up() {
            self.hosts[at].mirror_generation = mirror;
            self.start_again(at)?;
        }
        Ok(())
    }

    /// The old key is laid aside once everybody holds the entry that names the new one.
    fn drop_old_key(&mut self, at: usize) -> Result<(), Broken> {
        let (log, generations) = (self.hosts[at].log.clone(), self.hosts[at].generations.clone());
        let [_, next] = generations.as_slice() else { return Ok(()) };
        let key = log_key(&log, *next).verifier().to_string();
        let holds = |host: &crate::host::Host| {
            let published = host.disk.published(&log).map_or(0, |head| head.size);
            let said = host.disk.journal(&log).map(|journal| journal.said(published));
            said.is_some_and(|said| {
                said.rotations.iter().any(|(_, r)| r.log.as_ref() == Some(&key))
            })
        };
        if !self.hosts.iter().all(holds) || self.hosts.iter().any(|host| host.restored) {
            return Ok(());
        }
        self.hosts[at].generations.remove(0);
        // Copies that were made before know nothing of the new key.
        self.hosts.iter_mut().for_each(|host| host.images.clear());
        self.tell(|| format!("{log} lays its old key aside"));
        self.start_again(at)
    }

    /// A seat says that it is gone, or back.
    fn leave_or_return(&mut self, at: usize) -> Result<(), Broken> {
        self.tally.departures += 1;
        let host = &self.hosts[at];
        let (seat, gone) = (host.seat.clone(), self.departed);
        let presence = if gone { Presence::Present } else { Presence::Absent };
        self.departed = !gone;
        self.tell(|| format!("{seat} says that it is {}", if gone { "back" } else { "gone" }));
        let reason = "the talks are adjourned".to_owned();
        self.write(at, vec![Body::Departure(Departure { presence, reason, seat })])
    }

    /// The program ends in good order, and is started again.
    pub(super) fn start_again(&mut self, at: usize) -> Result<(), Broken> {
        let who = self.hosts[at].log.clone();
        self.hosts[at].node = None;
        self.watch.fell(&who);
        self.open(at)
    }

    fn judgement(&mut self, at: usize) -> Body {
        self.written += 1;
        let log = self.hosts[at].log.clone();
        let index = self.written;
        let reports = (Address { log: log.clone(), index }, Address { log, index: index + 1 });
        let reason = format!("number {}", self.written);
        Body::Judgement(Judgement {
            by: "an officer".to_owned(),
            reason,
            reports,
            verdict: Verdict::Same,
        })
    }

    /// The bytes of an entry, by a host's clock.
    pub(super) fn bytes(&mut self, at: usize, body: Body) -> Bytes {
        let now = self.hosts[at].clock.read(self.now);
        let at = Moment::from_unix(i64::try_from(now).unwrap_or(i64::MAX));
        Bytes::from(
            Entry::new(body, at).bytes().expect("entries of this program are within bounds"),
        )
    }

    /// Puts entries on record: durable first, then acknowledged, then the node is told.
    pub(super) fn write(&mut self, at: usize, bodies: Vec<Body>) -> Result<(), Broken> {
        let entries: Vec<Bytes> = bodies.into_iter().map(|body| self.bytes(at, body)).collect();
        self.hosts[at].disk.begin();
        self.hosts[at].append(&entries);
        self.tally.entries += entries.len() as u64;
        self.watch.appended(&self.hosts[at], &entries);
        let who = self.hosts[at].log.clone();
        self.tell(|| format!("{who} puts {} entries on record", entries.len()));
        match self.hosts[at].grown() {
            Some(input) => self.feed(at, input),
            None => Ok(()),
        }
    }

    fn take_cut(&mut self, at: usize) -> Result<(), Broken> {
        self.tally.cuts += 1;
        self.watch.cut(&self.hosts[at])
    }
}
