//! The host of a node: carries out what it asks for, in its order.
//!
//! [`Host::round`] is one round of `truce sync`: sign what is new, ask the peers,
//! pull, cosign, publish. `truce serve` begins a round now and then
//! ([`Host::step`]) and listens for answers as they come ([`Host::listen`]). One
//! host works in a folder at a time; commands that only append may run beside it.
//!
//! # Out of scope
//! Decisions: those are `truce-node`'s.

pub mod ahead;
pub mod ask;
pub mod bundles;
pub mod card;
pub mod continuity;
pub mod disk;
pub mod http;
pub mod lines;
pub mod peers;
pub mod status;
#[cfg(feature = "s3")]
pub mod store;

use std::collections::{BTreeMap, VecDeque};
use std::fs::{File, TryLockError};
use std::sync::Arc;
use std::time::Instant;

use truce_core::id::SeatId;
use truce_core::time::Moment;
use truce_log::Hash;
use truce_log::witness::Submission;
use truce_node::own::Footing;
use truce_node::{Answer, Config, Effect, Event, Input, Node, OwnKeys, Question, Quorum};

use self::ahead::Ahead;
use self::disk::Disk;
use self::lines::{Asked, Bell, Errand, Lines};
use self::peers::{Location, Peers};
use crate::failure::{Failure, Outcome};
use crate::keys::{self, Card, Keys};
use crate::node::Node as Home;

/// How often a peer is asked, in seconds, unless said otherwise.
pub const ROUND_S: u64 = 10;

/// What a reply to a witness's request holds: status, media type, body.
pub type Replied = (u16, &'static str, Vec<u8>);

/// A node at work in its folder.
#[derive(Debug)]
pub struct Host {
    agent: ureq::Agent,
    /// What is fetched of long logs before it is asked for.
    ahead: Arc<Ahead>,
    /// Signs one head a day with a key that outlasts Ed25519.
    #[cfg(feature = "ml-dsa")]
    anchor: Option<truce_log::SigningKey>,
    /// Its own keys, when it was opened.
    card: Card,
    disk: Disk,
    node: Node,
    /// More places where peers' files are found, for this run.
    extra: Vec<(SeatId, Location)>,
    peers: Peers,
    /// What happened since somebody last asked.
    events: Vec<Event>,
    lines: Lines,
    replies: Vec<(u64, Replied)>,
    /// Why peers could not be reached, by peer.
    unreached: BTreeMap<SeatId, String>,
    /// For its own log, as soon as nobody else appends to it.
    unwritten: Vec<Vec<u8>>,
    /// Locked as long as it works.
    _lock: File,
}

impl Host {
    /// Opens the node in a folder.
    ///
    /// # Errors
    /// If another host works there, a log is damaged, or the disk does not obey.
    pub fn open(home: Home, keys: Vec<Keys>, round_s: u64) -> Outcome<Self> {
        let lock = lock(&home)?;
        let (peers, card) = (Peers::read(&home.dir)?, keys::card(&home.dir)?);
        #[cfg(feature = "ml-dsa")]
        let (mut keys, mut anchor) = (keys, None);
        #[cfg(feature = "ml-dsa")]
        for key in &mut keys {
            anchor = key.anchor.take();
        }
        let config = config(&home, &peers, keys, round_s)?;
        let disk = Disk::open(home)?;
        let node = Node::open(config, disk.find()?);
        Ok(Self {
            agent: http::agent(),
            ahead: Arc::default(),
            #[cfg(feature = "ml-dsa")]
            anchor,
            card,
            disk,
            node,
            extra: Vec::new(),
            peers,
            events: Vec::new(),
            lines: Lines::default(),
            replies: Vec::new(),
            unreached: BTreeMap::new(),
            unwritten: Vec::new(),
            _lock: lock,
        })
    }

    /// Looks for a peer's files in one more place, for this run, before the places known.
    pub fn look_in(&mut self, peer: SeatId, place: Location) {
        self.extra.push((peer, place));
    }

    /// The node.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// Whether the peers or its own keys are others now than when it was opened: then it is to be opened again.
    ///
    /// # Errors
    /// If their files cannot be read.
    pub fn keys_changed(&self) -> Outcome<bool> {
        let dir = &self.home().dir;
        Ok(Peers::read(dir)? != self.peers || keys::card(dir)? != self.card)
    }

    /// The node's folder.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.disk.home
    }

    /// What a node can look up.
    #[must_use]
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    /// What happened since this was last called.
    pub fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Has a bell rung whenever there is something to listen to.
    pub fn ring(&mut self, bell: Bell) {
        self.lines.ring(bell);
    }

    /// One round: everything that is due now, to the end.
    ///
    /// # Errors
    /// If the disk does not obey: open the host again then.
    pub fn round(&mut self, now: Moment) -> Outcome {
        self.step(now)?;
        while self.hear(None)? {}
        self.step(now)?;
        while self.hear(None)? {}
        self.end_round()
    }

    /// Does what is due now, and has those asked who are to be asked.
    ///
    /// # Errors
    /// As [`Host::round`].
    pub fn step(&mut self, now: Moment) -> Outcome {
        let now = u64::try_from(now.unix()).unwrap_or(0);
        self.catch_up()?;
        self.feed(Input::Tick { now })?;
        // A heartbeat was appended, a gate was opened: sign that too.
        self.catch_up()?;
        self.feed(Input::Tick { now })
    }

    /// Takes an answer, if one is there; the last one of a round ends it.
    ///
    /// # Errors
    /// As [`Host::round`].
    pub fn listen(&mut self, now: Moment) -> Outcome {
        if self.hear(Some(Instant::now()))? && !self.lines.busy() {
            self.step(now)?;
            self.end_round()?;
        }
        Ok(())
    }

    /// Whether somebody is being asked.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.lines.busy()
    }

    /// Writes down how things stand.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn end_round(&mut self) -> Outcome {
        if *self.node.standing() == Footing::Signs {
            self.disk.assure()?;
            #[cfg(feature = "ml-dsa")]
            self.drop_anchor(self.node.now())?;
        }
        if let Footing::Asks(waiting) = self.node.standing() {
            let mut peers: Vec<SeatId> = waiting.iter().map(|(peer, _)| peer.clone()).collect();
            peers.dedup();
            self.events.push(Event::Asking(peers));
        }
        status::write(self)
    }

    /// Once a day, signs the published head with the key that outlasts Ed25519: `public/<log>/anchor-<day>`.
    #[cfg(feature = "ml-dsa")]
    fn drop_anchor(&mut self, seconds: u64) -> Outcome {
        let at = Moment::from_unix(i64::try_from(seconds).unwrap_or(0));
        let day = self.disk.home.agreement.clock().day_of(at);
        let (log, name) = (self.disk.home.log.clone(), format!("anchor-{day}"));
        let words = |fault: &dyn std::fmt::Display| {
            Failure::cannot(format!("cannot anchor the log: {fault}"))
        };
        let shelf = self.disk.shelf(&log);
        let (Some(key), Some(bytes)) = (&self.anchor, self.disk.checkpoint(&log)?) else {
            return Ok(());
        };
        if shelf.get(&name).map_err(|fault| words(&fault))?.is_some() {
            return Ok(());
        }
        let keys = self.node.own_log_keys();
        let mut checkpoint =
            truce_log::Checkpoint::read(&bytes, &keys).map_err(|fault| words(&fault))?;
        let line = checkpoint.cosign(key, seconds).map_err(|fault| words(&fault))?;
        checkpoint.add(line, &key.verifier()).map_err(|fault| words(&fault))?;
        shelf.replace(&name, &checkpoint.to_bytes()).map_err(|fault| words(&fault))
    }

    /// A person says that this disk was never put back.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn confirm(&mut self) -> Outcome {
        self.feed(Input::Confirmed)
    }

    /// Answers a request to cosign as a witness.
    ///
    /// # Errors
    /// If the disk does not obey: nothing was cosigned then.
    pub fn witness(&mut self, body: Vec<u8>) -> Outcome<Replied> {
        self.feed(Input::Submitted { ticket: 0, bytes: body })?;
        let reply = self.replies.pop().map(|(_, reply)| reply);
        reply.ok_or_else(|| Failure::cannot("the witness did not answer"))
    }

    /// Tells the node what was appended to its log by other commands.
    fn catch_up(&mut self) -> Outcome {
        if !self.unwritten.is_empty() {
            let entries = std::mem::take(&mut self.unwritten);
            self.append(entries)?;
        }
        while let Some(grown) = self.grown()? {
            self.feed(grown)?;
        }
        Ok(())
    }

    /// Appends to its own log; later, if somebody else is at it.
    fn append(&mut self, entries: Vec<Vec<u8>>) -> Outcome {
        match self.disk.append(&entries) {
            Err(failure) if failure.busy => self.unwritten.extend(entries),
            done => done?,
        }
        Ok(())
    }

    /// Hears an answer, if one comes before a moment; says whether one came.
    fn hear(&mut self, until: Option<Instant>) -> Outcome<bool> {
        let Some(heard) = self.lines.hear(until) else { return Ok(false) };
        let answer = match (heard.asked, heard.outcome) {
            (_, Ok(input)) => Some(input),
            // Not reached is not refused: it is asked again at the next round.
            (Asked::Witness, Err(_)) => None,
            (Asked::Peer(question), Err(why)) => SeatId::new(&heard.line).ok().map(|peer| {
                self.unreached.insert(peer.clone(), why);
                Input::Answer { peer, question, answer: Answer::Unreachable }
            }),
        };
        if let Some(Input::Answer { peer, answer, .. }) = &answer
            && *answer != Answer::Unreachable
        {
            self.unreached.remove(peer);
        }
        answer.map_or(Ok(()), |input| self.feed(input))?;
        Ok(true)
    }

    /// Feeds the node and carries out what it wants, until it wants nothing.
    fn feed(&mut self, input: Input) -> Outcome {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for effect in self.node.handle(input, &self.disk) {
                if let Some(next) = self.carry_out(effect)? {
                    inputs.push_back(next);
                }
            }
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> Outcome<Option<Input>> {
        match effect {
            Effect::Append(entries) => {
                self.append(entries)?;
                return self.grown();
            }
            Effect::Stage { log, first, entries } => self.disk.stage(&log, first, &entries)?,
            Effect::Unstage(log) => self.disk.unstage(&log)?,
            Effect::Commit(log) => self.disk.commit(&log)?,
            Effect::Adopt { base } => {
                self.disk.adopt(base)?;
                return self.grown();
            }
            Effect::Extend { log, size } => self.disk.extend(&log, size)?,
            Effect::Persist(state) => {
                let sure = *self.node.standing() == Footing::Signs;
                self.disk.persist(&state, sure)?;
            }
            Effect::Publish { log, checkpoint, settled } => {
                self.disk.publish(&log, &checkpoint, settled)?;
            }
            Effect::Ask { peer, question } => self.ask(peer, question),
            Effect::AskWitness { witness, old, proof, checkpoint } => {
                self.ask_witness(witness, old, proof, checkpoint);
            }
            Effect::Reply { ticket, status, content_type, body } => {
                self.replies.push((ticket, (status, content_type, body)));
            }
            Effect::Keep(bytes) => self.disk.keep(&bytes)?,
            Effect::Tell(event) => self.events.push(event),
        }
        Ok(None)
    }

    /// Entries of its own log that the node has not been told of, some at a time.
    fn grown(&self) -> Outcome<Option<Input>> {
        let first = self.node.own_head().size;
        let entries = self.disk.own_from(first)?;
        Ok((!entries.is_empty()).then_some(Input::Grew { first, entries }))
    }

    /// Has a peer asked in each place where it is found, until one answers.
    fn ask(&mut self, peer: SeatId, question: Question) {
        let extra = self.extra.iter().filter(|(of, _)| *of == peer).map(|(_, place)| place.clone());
        let places: Vec<Location> = extra.chain(self.peers.places(&peer)).collect();
        let log = question.log().clone();
        let (agent, ours, head) =
            (self.agent.clone(), self.disk.shelf(&log), self.disk.published(&log));
        let ahead = Arc::clone(&self.ahead);
        let (line, asked) = (peer.to_string(), Asked::Peer(question.clone()));
        let errand: Errand = Box::new(move || {
            let mut why =
                format!("nobody has said where `{peer}` is found: truce peers add --at PLACE");
            for place in places {
                let theirs = ask::shelf_at(&agent, &place, log.as_str());
                let answer = reachable(&place);
                let whence = format!("{place} {log}");
                let ahead = (&*ahead, whence.as_str());
                match answer
                    .and_then(|()| ask::answer(&theirs, ahead, &*ours, head.as_ref(), &question))
                {
                    Ok(answer) => return Ok(Input::Answer { peer, question, answer }),
                    Err(fault) => why = format!("{place}: {fault}"),
                }
            }
            Err(why)
        });
        self.lines.ask(&line, asked, errand);
    }

    fn ask_witness(&mut self, witness: String, old: u64, proof: Vec<Hash>, checkpoint: Vec<u8>) {
        let prefix = format!("{witness}+");
        let Some(known) = self.peers.witness.iter().find(|known| known.key.starts_with(&prefix))
        else {
            return;
        };
        let url = format!("{}/add-checkpoint", known.at.trim_end_matches('/'));
        let agent = self.agent.clone();
        let line = format!("witness {witness}");
        let errand: Errand = Box::new(move || {
            let submission = Submission { old, proof, checkpoint };
            let (status, body) = http::post(&agent, &url, &submission.to_bytes())?;
            let checkpoint = submission.checkpoint;
            Ok(Input::WitnessAnswer { witness, old, checkpoint, status, body })
        });
        self.lines.ask(&line, Asked::Witness, errand);
    }

    /// Who could not be reached, and why.
    #[must_use]
    pub fn all_unreached(&self) -> &BTreeMap<SeatId, String> {
        &self.unreached
    }

    /// Why a peer could not be reached, if it could not.
    #[must_use]
    pub fn unreached(&self, peer: &SeatId) -> Option<&str> {
        self.unreached.get(peer).map(String::as_str)
    }
}

/// A folder that is not there is a stick that is not plugged in, not an empty node.
fn reachable(place: &Location) -> Result<(), String> {
    match place {
        Location::Folder(dir) if !dir.is_dir() => Err("there is no such folder".to_owned()),
        Location::Folder(_) | Location::Url(_) => Ok(()),
    }
}

fn lock(home: &Home) -> Outcome<File> {
    let path = home.dir.join("host.lock");
    let opened = File::options().write(true).create(true).truncate(false).open(&path);
    let lock = opened.map_err(|fault| Failure::file("open", &path, &fault))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Failure::cannot(format!(
            "another `truce serve` or `truce sync` works in `{}`: it does what this command would do",
            home.dir.display()
        ))),
        Err(TryLockError::Error(fault)) => Err(Failure::file("lock", &path, &fault)),
    }
}

/// What the node is told: the agreement's rules, this seat's keys, the others'.
fn config(home: &Home, peers: &Peers, keys: Vec<Keys>, round_s: u64) -> Outcome<Config> {
    let agreement = &home.agreement;
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let origin = agreement.origin(&home.log);
    let instance = origin.strip_suffix(home.log.as_str()).unwrap_or(&origin).to_owned();
    Ok(Config {
        enough: agreement.enough(),
        heartbeat_s: u64::from(agreement.record.heartbeat_s),
        instance,
        keys: own_keys(keys)?,
        log: home.log.clone(),
        peers: peers.keys()?,
        quorum: Quorum {
            cosigners: count(agreement.record.cosigners),
            mirrors: count(agreement.record.mirrors),
        },
        round_s,
        seat: home.seat.clone(),
        seats: agreement.seat_ids(),
        witnesses: peers.witnesses()?,
    })
}

/// The keys that a node signs with: while they are changed, the log's old and new ones.
fn own_keys(keys: Vec<Keys>) -> Outcome<OwnKeys> {
    let mut all = Vec::new();
    let mut rest = None;
    for keys in keys {
        all.push(keys.log);
        // A cosigner's new key needs no old one beside it.
        rest = Some((keys.mirror, keys.witness));
    }
    let (mirror, witness) = rest.ok_or_else(|| Failure::cannot("this node has no keys"))?;
    Ok(OwnKeys { log: all, mirror, witness })
}
