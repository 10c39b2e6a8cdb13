//! An officer's desk at a seat: what is done there is held against the record first, and then put on it.
//!
//! Whoever acts in a case acts on what the seat holds. So before a deed the seat says, by a heartbeat, which heads that
//! are: others can tell from its own log what it had seen.
//!
//! # Out of scope
//! Whether a deed counts: [`truce_core::case::docket`] decides, here as on every other node.

use std::path::Path;

use truce_core::case::Stage;
use truce_core::case::deed::{Deed, Doing};
use truce_core::case::docket::Docket;
use truce_core::case::finding::Finding;
use truce_core::commitment::Commitment;
use truce_core::entry::{Address, Body, Entry};
use truce_core::heartbeat::Heartbeat;
use truce_core::id::OfficerId;
use truce_core::lineage::Lineage;
use truce_core::record::{Cut, Head, Record};
use truce_core::time::Moment;
use truce_log::Log;

use crate::failure::{Failure, Outcome};
use crate::node::{Node, append_bytes};
use crate::officer_key::OfficerSigner;
use crate::openings::{Opener, Openings};

/// A seat's desk, with the log in hand: nobody else writes to it meanwhile.
pub struct Desk<'n> {
    /// The seat's node.
    pub node: &'n Node,
    /// What is held, and what is to be put on record.
    pub record: Record,
    /// The heads of both.
    pub cut: Cut,
    log: Log,
    pending: Vec<Vec<u8>>,
    said: bool,
}

impl<'n> Desk<'n> {
    /// Sits down at it.
    ///
    /// # Errors
    /// If somebody else writes to the log, or a log is damaged.
    pub fn open(node: &'n Node) -> Outcome<Self> {
        let log = node.writer()?;
        let (record, cut) = node.record()?;
        Ok(Self { node, record, cut, log, pending: Vec::new(), said: false })
    }

    /// Puts an entry on the pile, with what the seat holds before it.
    ///
    /// # Errors
    /// If it is out of bounds.
    pub fn put(&mut self, body: Body, at: Moment) -> Outcome<Address> {
        if !self.said {
            self.said = true;
            let heads = self.heads();
            if !heads.is_empty() && self.last_heads().as_ref() != Some(&heads) {
                self.pile(Body::Heartbeat(Heartbeat { heads }), at)?;
            }
        }
        self.pile(body, at)
    }

    fn pile(&mut self, body: Body, at: Moment) -> Outcome<Address> {
        let bytes =
            Entry::new(body, at).bytes().map_err(|fault| Failure::cannot(fault.to_string()))?;
        let own = self.node.log.clone();
        let head = self.cut.0.entry(own.clone()).or_insert(Head { root: String::new(), size: 0 });
        let address = Address { log: own, index: head.size };
        head.size = head.size.saturating_add(1);
        self.record.enter(address.clone(), &bytes);
        self.pending.push(bytes);
        Ok(address)
    }

    /// The heads of the other logs, as they are held here.
    fn heads(&self) -> std::collections::BTreeMap<truce_core::id::SeatId, Head> {
        let others = self.cut.0.iter().filter(|(log, _)| **log != self.node.log);
        others.map(|(log, head)| (log.clone(), head.clone())).collect()
    }

    fn last_heads(&self) -> Option<std::collections::BTreeMap<truce_core::id::SeatId, Head>> {
        let own = self.record.entries().filter(|(address, _)| address.log == self.node.log);
        let said = own.filter_map(|(_, entry)| {
            let Body::Heartbeat(heartbeat) = &entry.body else { return None };
            Some(&heartbeat.heads)
        });
        said.last().cloned()
    }

    /// Does a deed, signed if the officer has a key.
    ///
    /// # Errors
    /// If it is out of bounds.
    pub fn does(
        &mut self,
        by: &OfficerId,
        does: Doing,
        signer: Option<&OfficerSigner>,
        at: Moment,
    ) -> Outcome<Address> {
        let mut deed = Deed { by: by.clone(), does, signature: None };
        if let Some(signer) = signer {
            let origin = self.node.agreement.origin(&self.node.log);
            deed.signature = Some(signer.sign(&deed.signed_bytes(&origin)));
        }
        self.put(Body::Deed(Box::new(deed)), at)
    }

    /// Seals a finding under a salt; what opens it is kept here first.
    ///
    /// # Errors
    /// If it cannot be sealed, or what opens it cannot be kept.
    pub fn seal(&self, finding: &Finding, salt: &[u8]) -> Outcome<Doing> {
        let (sealed, opens) =
            finding.seal(salt).map_err(|fault| Failure::cannot(fault.to_string()))?;
        let opener = Opener::of_finding(sealed.clone(), opens);
        Openings::of(&self.node.dir)?.keep(&[opener])?;
        Ok(Doing::Seal { case: finding.case.clone(), sealed })
    }

    /// What opens this seat's finding in a case.
    ///
    /// # Errors
    /// If the seat sealed none, or what opens it is not here.
    pub fn reveal(&self, case: &Address, own: &age::x25519::Identity) -> Outcome<Doing> {
        let sealed = self.sealed(case).ok_or_else(|| {
            Failure::cannot(format!("this seat has sealed no finding in {case}: `truce case seal`"))
        })?;
        let opens = Openings::of(&self.node.dir)?.disclosure(&sealed, own)?;
        let opens = opens.ok_or_else(|| {
            Failure::cannot("what opens the finding is not kept here: it was sealed elsewhere")
        })?;
        Ok(Doing::Reveal { case: case.clone(), disclosure: opens.expose().to_owned() })
    }

    /// The first seal of this seat in a case that counts, or the first of all.
    fn sealed(&self, case: &Address) -> Option<Commitment> {
        let lineage = Lineage::of(self.record.until(&self.cut));
        let refused = self.docket().refused;
        let own = self.record.entries().filter(|(address, _)| {
            *lineage.seat_of(&address.log) == self.node.seat && !refused.contains_key(*address)
        });
        let mut seals = own.filter_map(|(_, entry)| {
            let Body::Deed(deed) = &entry.body else { return None };
            let Doing::Seal { case: of, sealed } = &deed.does else { return None };
            (of == case).then(|| sealed.clone())
        });
        seals.next()
    }

    /// That a clock has run out, as of the heads held here.
    #[must_use]
    pub fn close(&self, case: &Address, stage: Stage) -> Doing {
        Doing::Close { case: case.clone(), heads: self.heads(), stage }
    }

    /// Every case, as it would be with what is on the pile.
    #[must_use]
    pub fn docket(&self) -> Docket {
        let lineage = Lineage::of(self.record.until(&self.cut));
        Docket::of(&self.record, &self.node.agreement, &self.cut, &lineage)
    }

    /// Refuses what would not count, in words, before it is on record.
    ///
    /// # Errors
    /// With the reason.
    pub fn check(&self, entry: &Address) -> Outcome<Docket> {
        let docket = self.docket();
        match docket.refused.get(entry) {
            Some(why) => Err(Failure::cannot(format!("{why}; nothing was put on record"))),
            None => Ok(docket),
        }
    }

    /// Whether this seat has said that a clock ran out.
    #[must_use]
    pub fn has_closed(&self, case: &Address, stage: Stage) -> bool {
        let refused = self.docket().refused;
        let mut own = self
            .record
            .entries()
            .filter(|(address, _)| address.log == self.node.log && !refused.contains_key(*address));
        own.any(|(_, entry)| {
            matches!(&entry.body, Body::Deed(deed)
                if matches!(&deed.does, Doing::Close { case: of, stage: said, .. } if of == case && *said == stage))
        })
    }

    /// Puts the pile on record, durably.
    ///
    /// # Errors
    /// If the disk does not obey; nothing is on record then.
    pub fn commit(mut self) -> Outcome {
        append_bytes(&mut self.log, &self.pending)?;
        Ok(())
    }
}

/// Reads an officer's key from a file, if one is named.
///
/// # Errors
/// If it is no such file.
pub fn signer(key: Option<&Path>) -> Outcome<Option<OfficerSigner>> {
    key.map(OfficerSigner::read).transpose()
}
