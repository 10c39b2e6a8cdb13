//! Heads that do not fit each other: from suspicion to certificate.
//!
//! Nobody is accused on anybody's word. Two heads that a log signed, and
//! hashes that show that no one tree has both, are a *fork certificate*: it can
//! be checked by anybody, offline. Two cosignatures of one key that cannot both
//! be honest are a *witness fault*. Either is put on record by every seat that
//! checked it. A log that forked counts up to where its histories agree; the
//! others go on.

use truce_core::entry::{Body, Entry};
use truce_core::id::SeatId;
use truce_core::misconduct::{Misconduct, Offence};
use truce_core::time::Moment;
use truce_log::certificate::{Common, ForkCertificate, Grounds, WitnessFault, in_order};
use truce_log::checkpoint::Checkpoint;
use truce_log::key::VerifierKey;

use crate::cosigned::{Cosigner, Mark};
use crate::node::Node;
use crate::own::Footing;
use crate::talk::{self, Effect, Event, Held, Question};

impl Node {
    /// A head does not fit what is held: ask whoever showed it up to where it does.
    pub(crate) fn suspect(
        &mut self,
        peer: &SeatId,
        log: &SeatId,
        checkpoint: Checkpoint,
        ours: u64,
        out: &mut Vec<Effect>,
    ) {
        let (theirs, root) = (checkpoint.head().size, checkpoint.head().root);
        if ours == 0 {
            let why = "its entries do not give the head that it shows".to_owned();
            out.push(Effect::Tell(Event::Unusable { peer: peer.clone(), log: log.clone(), why }));
            return;
        }
        self.suspects.insert((peer.clone(), log.clone()), checkpoint);
        let question = Question::Common { log: log.clone(), ours, root, theirs };
        out.push(Effect::Ask { peer: peer.clone(), question });
    }

    /// What a peer's tree has in common with ours is known, or it will not say.
    pub(crate) fn compared(
        &mut self,
        peer: &SeatId,
        log: &SeatId,
        common: Option<&talk::Common>,
        held: &dyn Held,
        out: &mut Vec<Effect>,
    ) {
        let Some(suspect) = self.suspects.remove(&(peer.clone(), log.clone())) else { return };
        let ours = self.mirrors.get(log).and_then(|mirror| mirror.checkpoint.clone());
        let Some(ours) = ours else { return };
        let made = common
            .and_then(|common| certificate(log, &ours, &suspect, common, held))
            .filter(|made| self.holds_good(log, made))
            .or_else(|| certificate(log, &ours, &suspect, &talk::Common::default(), held));
        match made.filter(|made| self.holds_good(log, made)) {
            Some(made) => {
                self.prove_fork(log, &made, out);
                for (who, key) in self.cosigners_of_both(&ours, &suspect) {
                    if let Some(fault) = fault_of(&made, &ours, &suspect, &key) {
                        self.prove_witness_fault(log, &who, &fault, out);
                    }
                }
            }
            None => {
                let why =
                    "it does not fit what is held here, and nothing shows who is wrong".to_owned();
                out.push(Effect::Tell(Event::Unusable {
                    peer: peer.clone(),
                    log: log.clone(),
                    why,
                }));
            }
        }
    }

    fn holds_good(&self, log: &SeatId, made: &ForkCertificate) -> bool {
        let fork = made.verify(&self.all_log_keys(log));
        fork.is_ok_and(|fork| fork.origin == self.config.origin(log))
    }

    /// A fork is proved: the log counts up to where its histories agree, and the proof goes on record.
    fn prove_fork(&mut self, log: &SeatId, made: &ForkCertificate, out: &mut Vec<Effect>) {
        let text = made.to_string();
        let what = Offence::Fork;
        self.freeze(log, made.common.size, out);
        self.put_on_record(Misconduct { accused: log.clone(), certificate: text, what }, out);
    }

    fn freeze(&mut self, log: &SeatId, common: u64, out: &mut Vec<Effect>) {
        let known = self.frozen.get(log).copied();
        let common = known.map_or(common, |known| known.max(common));
        self.frozen.insert(log.clone(), common);
        if *log == self.config.log {
            self.own.standing = Footing::Forked;
        }
        if known.is_none() {
            if let Some(mirror) = self.mirrors.get_mut(log) {
                mirror.pull = None;
            }
            out.push(Effect::Unstage(log.clone()));
            out.push(Effect::Tell(Event::Forked { log: log.clone(), common }));
        }
    }

    /// A cosigner's two words cannot both be honest.
    pub(crate) fn accuse_cosigner(
        &mut self,
        log: &SeatId,
        who: &Cosigner,
        (smaller, larger): &(Mark, Mark),
        out: &mut Vec<Effect>,
    ) {
        let keys = self.cosigner_keys();
        let key = keys.iter().find(|(cosigner, _)| cosigner == who).map(|(_, key)| key);
        let made = key.and_then(|key| {
            let (one, other) = (&smaller.checkpoint, &larger.checkpoint);
            WitnessFault::new(one, other, key, Grounds::LaterTime).ok()
        });
        if let Some(fault) = made {
            self.prove_witness_fault(log, who, &fault, out);
        }
    }

    fn prove_witness_fault(
        &mut self,
        log: &SeatId,
        who: &Cosigner,
        fault: &WitnessFault,
        out: &mut Vec<Effect>,
    ) {
        // A neutral witness has no log: what it did is shown, and kept with the fork.
        let Cosigner::Mirror(seat) = who else { return };
        let keys = self.cosigner_keys();
        let key = keys.iter().find(|(cosigner, _)| cosigner == who);
        let good = key.is_some_and(|(_, key)| fault.verify(&self.all_log_keys(log), key).is_ok());
        if good && !self.proven.contains_key(&(seat.clone(), Offence::WitnessFault)) {
            out.push(Effect::Tell(Event::WitnessFault { seat: seat.clone(), log: log.clone() }));
            let (accused, what) = (seat.clone(), Offence::WitnessFault);
            self.put_on_record(Misconduct { accused, certificate: fault.to_string(), what }, out);
        }
    }

    /// Puts proved misconduct on its own record, once.
    fn put_on_record(&mut self, misconduct: Misconduct, out: &mut Vec<Effect>) {
        let key = (misconduct.accused.clone(), misconduct.what);
        let fits = misconduct.check().is_ok();
        if self.proven.contains_key(&key) || !fits {
            return;
        }
        self.proven.insert(key.clone(), misconduct.certificate.clone());
        let said = self.said.get(&self.config.log);
        if said.is_some_and(|said| said.misconduct.contains_key(&key)) {
            return;
        }
        self.append(Body::Misconduct(misconduct), out);
    }

    /// Appends an entry of its own to its own log.
    pub(crate) fn append(&self, body: Body, out: &mut Vec<Effect>) {
        let now = i64::try_from(self.now).unwrap_or(i64::MAX);
        if let Ok(bytes) = Entry::new(body, Moment::from_unix(now)).bytes() {
            out.push(Effect::Append(vec![bytes]));
        }
    }

    /// Checks the certificates that logs carry, and takes over those that hold.
    pub(crate) fn adopt_misconduct(&mut self, out: &mut Vec<Effect>) {
        let told: Vec<Misconduct> = self
            .said
            .values()
            .flat_map(|said| &said.misconduct)
            .map(|((accused, what), certificate)| Misconduct {
                accused: accused.clone(),
                certificate: certificate.clone(),
                what: *what,
            })
            .filter(|told| !self.proven.contains_key(&(told.accused.clone(), told.what)))
            .collect();
        for told in told {
            match told.what {
                Offence::Fork => self.adopt_fork(told, out),
                Offence::WitnessFault => self.adopt_witness_fault(told, out),
            }
        }
    }

    fn adopt_fork(&mut self, told: Misconduct, out: &mut Vec<Effect>) {
        let Ok(made) = ForkCertificate::parse(told.certificate.as_bytes()) else { return };
        if self.holds_good(&told.accused, &made) {
            self.freeze(&told.accused, made.common.size, out);
            self.put_on_record(told, out);
        }
    }

    fn adopt_witness_fault(&mut self, told: Misconduct, out: &mut Vec<Effect>) {
        let Ok(fault) = WitnessFault::parse(told.certificate.as_bytes()) else { return };
        let keys = self.cosigner_keys();
        let who = Cosigner::Mirror(told.accused.clone());
        let Some((_, key)) = keys.iter().find(|(cosigner, _)| *cosigner == who) else { return };
        let holds = self.logs().iter().any(|log| {
            let found = fault.verify(&self.all_log_keys(log), key);
            found.is_ok_and(|found| found.origin == self.config.origin(log))
        });
        if holds {
            self.put_on_record(told, out);
        }
    }
}

/// A fork certificate from two heads and what their trees have in common.
fn certificate(
    log: &SeatId,
    ours: &Checkpoint,
    suspect: &Checkpoint,
    common: &talk::Common,
    held: &dyn Held,
) -> Option<ForkCertificate> {
    let (our_size, their_size) = (ours.head().size, suspect.head().size);
    let (older, newer) = in_order(ours, suspect);
    let ours_is_newer = newer.head() == ours.head();
    let (other_root, proof) = if our_size == their_size {
        (newer.head().root, Vec::new())
    } else if ours_is_newer {
        (held.root_at(log, their_size)?, held.consistency(log, their_size, our_size)?)
    } else {
        common.at_ours.clone()?
    };
    let shared = if common.size == 0 {
        Common::nothing()
    } else {
        let of_ours = held.consistency(log, common.size, our_size)?;
        let of_theirs = common.proof.clone();
        let (older, newer) =
            if ours_is_newer { (of_theirs, of_ours) } else { (of_ours, of_theirs) };
        Common { size: common.size, root: common.root, older, newer }
    };
    ForkCertificate::new(older, newer, other_root, proof, shared).ok()
}

/// What a cosigner of both heads of a fork did.
fn fault_of(
    made: &ForkCertificate,
    one: &Checkpoint,
    other: &Checkpoint,
    key: &VerifierKey,
) -> Option<WitnessFault> {
    let (older, newer) = in_order(one, other);
    let (other_root, proof) = (made.other_root, made.proof.clone());
    WitnessFault::new(older, newer, key, Grounds::Inconsistent { other_root, proof }).ok()
}
