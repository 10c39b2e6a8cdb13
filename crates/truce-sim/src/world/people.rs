//! What people do: they put entries on record and take cuts.

use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::judgement::{Judgement, Verdict};
use truce_core::time::Moment;

use super::{Happening, World};
use crate::invariant::Broken;
use crate::journal::Bytes;

impl World {
    /// Somebody does something at a host.
    pub(super) fn person(&mut self, at: usize) -> Result<(), Broken> {
        let next_s = self.dice.between(10, 240);
        self.later(next_s, Happening::Person { host: at });
        if !self.hosts[at].is_up() {
            return Ok(());
        }
        match self.dice.below(10) {
            0..=6 => {
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
