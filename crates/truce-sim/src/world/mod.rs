//! The world: seats, disks, clocks, wires and people, all of it decided by one seed.

mod council;
mod faults;
mod healing;
mod hostility;
mod keys;
mod leave;
mod people;
mod sabotaged;
mod wire;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use truce_core::id::SeatId;
use truce_core::succession::Succession;
use truce_log::Hash;
use truce_node::{Answer, Event, Input, Question, Quorum};

use crate::clock::Clock;
use crate::dice::Dice;
use crate::disk::Loss;
use crate::host::{Host, Outward, Setup};
use crate::hostile::Hostile;
use crate::invariant::Broken;
use crate::journal::name;
use crate::keys::neutral_key;
use crate::plan::{Mode, Plan};
use crate::sabotage::Sabotage;
use crate::tally::Tally;
use crate::watch::Watch;
use crate::witness::Neutral;

/// Between two ticks of a node, in seconds.
const TICK_S: u64 = 10;
/// Within which time a question is answered or given up, in seconds.
const TIMEOUT_S: u64 = 30;
/// How many of the last happenings are told when something breaks.
const TOLD_MAX: usize = 40;

/// A quorum of one.
const ONE: Quorum = Quorum { cosigners: 1, mirrors: 1 };

/// Who is where: an honest seat's host, or a hostile seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// An honest seat's host.
    Host(usize),
    /// A hostile seat.
    Hostile(usize),
}

/// Something that happens.
#[derive(Debug, Clone)]
enum Happening {
    Tick {
        host: usize,
        epoch: u64,
    },
    Open {
        host: usize,
    },
    Confirm {
        host: usize,
    },
    Person {
        host: usize,
    },
    Image {
        host: usize,
    },
    Fault,
    Scheme {
        hostile: usize,
    },
    Heal,
    Council,
    Keys {
        host: usize,
    },
    Leave {
        host: usize,
    },
    Away {
        host: usize,
    },
    Back {
        host: usize,
    },
    SpeakOf {
        host: usize,
    },
    Ask {
        from: usize,
        ticket: u64,
        epoch: u64,
        peer: SeatId,
        question: Question,
    },
    Answer {
        to: usize,
        ticket: u64,
        epoch: u64,
        peer: SeatId,
        question: Question,
        answer: Answer,
    },
    Timeout {
        host: usize,
        ticket: u64,
        epoch: u64,
    },
    AskWitness {
        from: usize,
        witness: String,
        old: u64,
        proof: Vec<Hash>,
        checkpoint: Vec<u8>,
    },
    WitnessAnswer {
        to: usize,
        witness: String,
        old: u64,
        checkpoint: Vec<u8>,
        status: u16,
        body: Vec<u8>,
    },
}

/// The world.
#[derive(Debug)]
pub struct World {
    cuts: BTreeMap<(SeatId, SeatId), u64>,
    dice: Dice,
    /// Whether the core is healthy and the rest is gone or hostile.
    pub healed: bool,
    /// The honest seats' hosts.
    pub hosts: Vec<Host>,
    /// The hostile seats.
    pub hostile: Vec<Hostile>,
    now: u64,
    /// Who is found under which log.
    parties: BTreeMap<SeatId, Member>,
    /// What this world is like.
    pub plan: Plan,
    queue: BTreeMap<(u64, u64), Happening>,
    sequence: u64,
    /// What all seats agreed on.
    pub setup: Setup,
    /// On what terms a seat goes on whose log forked, once that is agreed.
    succession: Option<Succession>,
    /// How many happenings there were.
    pub steps: u64,
    /// What is counted.
    pub tally: Tally,
    told: Option<VecDeque<String>>,
    watch: Watch,
    witnesses: Vec<Neutral>,
    written: u64,
}

impl World {
    /// The world of a seed; `tells` lets it remember its last happenings.
    #[must_use]
    pub fn new(seed: u64, mode: Mode, sabotage: Option<Sabotage>, tells: bool) -> Self {
        let mut dice = Dice::new(seed);
        let plan = Plan::of(mode, &mut dice.split());
        let seats: BTreeSet<SeatId> =
            (1..=plan.seats).map(|number| name(&format!("s{number}"))).collect();
        let setup = Setup {
            enough: (plan.seats / 2 + 1).min(plan.seats - 1),
            heartbeat_s: plan.heartbeat_s,
            quorum: if sabotage == Some(Sabotage::QuorumOfOne) { ONE } else { plan.quorum },
            round_s: plan.round_s,
            sabotage,
            witnesses: (0..plan.witnesses).map(|number| neutral_key(number).verifier()).collect(),
            seats,
        };
        let mut world = Self {
            cuts: BTreeMap::new(),
            dice,
            healed: false,
            hosts: Vec::new(),
            hostile: Vec::new(),
            now: 0,
            parties: BTreeMap::new(),
            queue: BTreeMap::new(),
            sequence: 0,
            succession: None,
            steps: 0,
            tally: Tally::default(),
            told: tells.then(VecDeque::new),
            watch: Watch::default(),
            witnesses: (0..plan.witnesses).map(Neutral::new).collect(),
            written: 0,
            plan,
            setup,
        };
        world.populate();
        world
    }

    fn populate(&mut self) {
        let logs: Vec<SeatId> = self.setup.seats.iter().cloned().collect();
        for (place, log) in logs.iter().enumerate() {
            let hostility =
                self.plan.hostile.iter().find(|hostility| hostility.seat == place).cloned();
            if let Some(is) = hostility {
                let hostile = Hostile::new(log.clone(), is.forks_at, is.lies, is.cosigns_both);
                let number = self.hostile.len();
                self.parties.insert(log.clone(), Member::Hostile(number));
                self.hostile.push(hostile);
                self.later(number as u64, Happening::Scheme { hostile: number });
            } else {
                let others = logs.iter().filter(|other| *other != log);
                let peers = others.map(|other| (other.clone(), 0)).collect();
                self.move_in(log.clone(), log.clone(), peers);
            }
        }
        self.later(5, Happening::Fault);
        self.later(60, Happening::Council);
        if let Some(leave) = &self.plan.leave {
            let host = leave.host % self.hosts.len();
            self.later(leave.at, Happening::Leave { host });
        }
        if let Some(host) = self.plan.changes_keys {
            self.later(100, Happening::Keys { host: host % self.hosts.len() });
        }
        if let Some(at) = self.plan.heals_at {
            self.later(at, Happening::Heal);
        }
    }

    /// A new host with an empty disk takes part.
    fn move_in(&mut self, log: SeatId, seat: SeatId, peers: BTreeMap<SeatId, u32>) {
        let dice = &mut self.dice;
        let hours = i64::try_from(dice.below(3)).unwrap_or(0) - 1;
        let gains_s = i64::try_from(dice.below(5)).unwrap_or(0) - 2;
        let clock = Clock::new(hours * 600, gains_s);
        let number = self.hosts.len();
        let mut host = Host::new(log.clone(), seat, peers, clock);
        host.images.push(host.disk.clone());
        self.parties.insert(log, Member::Host(number));
        self.hosts.push(host);
        self.later(0, Happening::Open { host: number });
        let first = self.dice.between(1, 40);
        self.later(first, Happening::Person { host: number });
        let first = self.dice.between(100, 900);
        self.later(first, Happening::Image { host: number });
    }

    fn later(&mut self, delay_s: u64, happening: Happening) {
        self.sequence += 1;
        self.queue.insert((self.now + delay_s, self.sequence), happening);
    }

    /// Remembers what happened, if it is asked to.
    fn tell(&mut self, what: impl FnOnce() -> String) {
        let (now, steps) = (self.now, self.steps);
        if let Some(told) = &mut self.told {
            if told.len() >= TOLD_MAX {
                told.pop_front();
            }
            told.push_back(format!("step {steps:>6}  {now:>5} s  {}", what()));
        }
    }

    /// The last happenings.
    pub fn told(&self) -> impl Iterator<Item = &str> {
        self.told.iter().flatten().map(String::as_str)
    }

    /// Lets it all happen.
    ///
    /// # Errors
    /// [`Broken`] with the first invariant that did not hold.
    pub fn run(&mut self) -> Result<(), Broken> {
        while let Some(((at, _), happening)) = self.queue.pop_first() {
            if at > self.plan.lasts_s {
                break;
            }
            self.now = at;
            self.steps += 1;
            self.happens(happening)?;
        }
        self.end()
    }

    fn happens(&mut self, happening: Happening) -> Result<(), Broken> {
        match happening {
            Happening::Tick { host, epoch } => self.tick(host, epoch),
            Happening::Open { host } => self.open(host),
            Happening::Confirm { host } => self.confirm(host),
            Happening::Person { host } => self.person(host),
            Happening::Image { host } => self.image(host),
            Happening::Fault => self.fault(),
            Happening::Scheme { hostile } => self.scheme(hostile),
            Happening::Heal => self.heal(),
            Happening::Council => self.council(),
            Happening::Keys { host } => self.change_keys(host),
            Happening::Leave { host } => self.leave(host),
            Happening::Away { host } => {
                self.away(host);
                Ok(())
            }
            Happening::Back { host } => self.back(host),
            Happening::SpeakOf { host } => self.speak_of(host),
            Happening::Ask { from, ticket, epoch, peer, question } => {
                self.asked(from, (ticket, epoch), peer, question)
            }
            Happening::Answer { to, ticket, epoch, peer, question, answer } => {
                self.answered(to, (ticket, epoch), peer, question, answer)
            }
            Happening::Timeout { host, ticket, epoch } => self.timeout(host, ticket, epoch),
            Happening::AskWitness { from, witness, old, proof, checkpoint } => {
                self.witness_asked(from, witness, old, proof, checkpoint)
            }
            Happening::WitnessAnswer { to, witness, old, checkpoint, status, body } => {
                self.feed(to, Input::WitnessAnswer { witness, old, checkpoint, status, body })
            }
        }
    }

    fn tick(&mut self, at: usize, epoch: u64) -> Result<(), Broken> {
        if !self.hosts[at].is_up() || self.hosts[at].epoch != epoch {
            return Ok(());
        }
        let now = self.hosts[at].clock.read(self.now);
        self.feed(at, Input::Tick { now })?;
        if self.hosts[at].is_up() {
            self.later(TICK_S, Happening::Tick { host: at, epoch });
            self.watch.ticked(&self.hosts, &self.hostile, at)?;
        }
        Ok(())
    }

    /// Feeds a node and carries out what it wants, until it wants nothing, or falls.
    fn feed(&mut self, at: usize, input: Input) -> Result<(), Broken> {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for effect in self.hosts[at].handle(input, &self.setup) {
                if self.burns(at) {
                    let loss = if self.dice.chance(600) { Loss::Process } else { Loss::Power };
                    return self.fall(at, loss, Some(effect));
                }
                self.hosts[at].disk.begin();
                let (outward, grown) = self.hosts[at].carry_out(effect, &self.setup);
                inputs.extend(grown);
                if let Some(outward) = outward {
                    self.leaves(at, outward)?;
                }
            }
        }
        if self.hosts[at].is_up() {
            self.hosts[at].note_continuity(&self.setup);
            self.watch.settled_down(&self.hosts, at)?;
        }
        Ok(())
    }

    /// Whether a host falls now.
    fn burns(&mut self, at: usize) -> bool {
        match &mut self.hosts[at].fuse {
            Some(0) => {
                self.hosts[at].fuse = None;
                true
            }
            Some(left) => {
                *left -= 1;
                false
            }
            None => false,
        }
    }

    /// Something leaves a host.
    fn leaves(&mut self, at: usize, outward: Outward) -> Result<(), Broken> {
        match outward {
            Outward::Ask(peer, question) => {
                self.ask(at, peer, question);
                Ok(())
            }
            Outward::AskWitness(witness, old, proof, checkpoint) => {
                let delay_s = self.latency();
                self.later(
                    delay_s,
                    Happening::AskWitness { from: at, witness, old, proof, checkpoint },
                );
                Ok(())
            }
            Outward::Published(log, bytes) => {
                let who = self.hosts[at].log.clone();
                self.tell(|| {
                    let head = crate::disk::head_of(&bytes);
                    format!("{who} publishes {log} at {}", head.map_or(0, |head| head.size))
                });
                self.watch.published(&self.hosts, &self.hostile, at, &log, &bytes)
            }
            Outward::Reply(status, body) => self.watch.replied(&self.hosts[at], status, &body),
            Outward::Told(event) => self.told_people(at, &event),
            Outward::Appended(entries) => {
                self.tally.entries += entries.len() as u64;
                self.watch.appended(&self.hosts[at], &entries);
                Ok(())
            }
        }
    }

    fn told_people(&mut self, at: usize, event: &Event) -> Result<(), Broken> {
        let who = self.hosts[at].log.clone();
        self.tell(|| format!("{who} says: {event}"));
        match event {
            Event::FetchedBack { .. } => self.tally.refetches += 1,
            Event::Forked { .. } => self.tally.forks_proved += 1,
            _ => {}
        }
        self.watch.told(&self.hosts[at], event, &self.hostile)
    }
}
