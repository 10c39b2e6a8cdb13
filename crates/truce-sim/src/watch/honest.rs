//! What an honest seat keeps, signs and cosigns.

use std::collections::BTreeSet;

use truce_core::id::SeatId;
use truce_log::Hash;
use truce_log::tree::leaf;

use super::{Watch, Word};
use crate::host::Host;
use crate::hostile::Hostile;
use crate::invariant::{Broken, Invariant};
use crate::journal::Bytes;

impl Watch {
    /// Entries are acknowledged.
    pub fn appended(&mut self, host: &Host, entries: &[Bytes]) {
        self.acknowledged.entry(host.log.clone()).or_default().extend_from_slice(entries);
    }

    /// Every acknowledged entry is in the log.
    pub(super) fn nothing_is_lost(&self, host: &Host) -> Result<(), Broken> {
        let held: BTreeSet<&Bytes> = host
            .disk
            .journal(&host.log)
            .into_iter()
            .flat_map(|journal| journal.entries())
            .collect();
        let acknowledged = self.acknowledged.get(&host.log).into_iter().flatten();
        let Some((place, lost)) = acknowledged.enumerate().find(|(_, entry)| !held.contains(entry))
        else {
            return Ok(());
        };
        let seen = format!(
            "{} acknowledged as its {}th entry what is no longer in its log: {}",
            host.log,
            place + 1,
            String::from_utf8_lossy(lost)
        );
        Err(Broken::new(Invariant::NothingIsLost, seen))
    }

    /// A head that an honest seat signs fits all that it signed before.
    pub(super) fn one_history(
        &mut self,
        host: &Host,
        (size, root): (u64, Hash),
    ) -> Result<(), Broken> {
        let heads = self.heads.entry(host.log.clone()).or_default();
        let signed_before = heads.ever.get(&size).is_some_and(|roots| roots.contains(&root));
        heads.ever.entry(size).or_default().insert(root);
        let journal = host.disk.journal(&host.log);
        let is_its_own = journal.and_then(|journal| journal.root_at(size)) == Some(root);
        let fits = match heads.last {
            None => true,
            Some((last, _)) if size < last => signed_before,
            Some((last, before)) => {
                journal.and_then(|journal| journal.root_at(last)) == Some(before)
            }
        };
        if !is_its_own || !fits {
            let last = heads.last.map_or(0, |(size, _)| size);
            let seen =
                format!("{} signed a head at {size} that does not fit its own at {last}", host.log);
            return Err(Broken::new(Invariant::OneHistory, seen));
        }
        if heads.last.is_none_or(|(last, _)| last < size) {
            heads.last = Some((size, root));
        }
        Ok(())
    }

    /// What a mirror shows of an honest log is what that log signed.
    pub(super) fn is_prefix(
        &self,
        hosts: &[Host],
        host: &Host,
        log: &SeatId,
        (size, root): (u64, Hash),
    ) -> Result<(), Broken> {
        if !hosts.iter().any(|other| other.log == *log) {
            return Ok(());
        }
        let ever = self.heads.get(log).and_then(|heads| heads.ever.get(&size));
        let signed = ever.is_some_and(|roots| roots.contains(&root));
        let held = host.disk.journal(log).and_then(|journal| journal.root_at(size)) == Some(root);
        if signed && held {
            return Ok(());
        }
        let what =
            if signed { "its disk holds something else" } else { "that log never signed it" };
        let seen = format!("{} shows {log} at {size}, and {what}", host.log);
        Err(Broken::new(Invariant::MirrorsArePrefixes, seen))
    }

    /// A mirror's words on one log fit each other, and their times.
    pub(super) fn cosigned(
        &mut self,
        host: &Host,
        hostile: &[Hostile],
        log: &SeatId,
        word: Word,
    ) -> Result<(), Broken> {
        let words = self.words.entry((host.log.clone(), log.clone())).or_default();
        if words.contains(&word) {
            return Ok(());
        }
        let journal = host.disk.journal(log);
        let branches =
            hostile.iter().filter(|seat| seat.log == *log).flat_map(|seat| &seat.branches);
        let histories: Vec<_> =
            journal.into_iter().chain(branches.map(|branch| &branch.journal)).collect();
        let has = |word: &Word| {
            let word = *word;
            move |journal: &&&crate::journal::Journal| journal.root_at(word.size) == Some(word.root)
        };
        for before in &*words {
            let back = before.size < word.size && before.time > word.time
                || before.size > word.size && before.time < word.time;
            let seen = |what: &str| {
                format!(
                    "{} cosigned {log} at {} (time {}), and before at {} (time {}): {what}",
                    host.log, word.size, word.time, before.size, before.time
                )
            };
            if back {
                return Err(Broken::new(Invariant::TimesOnlyGrow, seen("its time went back")));
            }
            if !histories.iter().filter(has(before)).any(|journal| has(&word)(&journal)) {
                return Err(Broken::new(Invariant::OneBranch, seen("no history has both")));
            }
        }
        words.push(word);
        Ok(())
    }

    /// Whoever is accused is hostile.
    pub(super) fn nobody_honest_is_accused(
        &mut self,
        hosts: &[Host],
        host: &Host,
    ) -> Result<(), Broken> {
        let Some(node) = &host.node else { return Ok(()) };
        let proven = node.proven();
        if self.proven.insert(host.log.clone(), proven.len()) == Some(proven.len()) {
            return Ok(());
        }
        let honest = |log: &SeatId| hosts.iter().any(|other| other.log == *log);
        let Some(((accused, what), certificate)) =
            proven.iter().find(|((accused, _), _)| honest(accused))
        else {
            return Ok(());
        };
        let seen = format!(
            "{} holds a certificate of {what:?} against {accused}:\n{certificate}",
            host.log
        );
        Err(Broken::new(Invariant::NobodyHonestIsAccused, seen))
    }

    /// A cut is taken: it goes on from the one before, and is the same record as anybody's.
    pub fn cut(&mut self, host: &Host) -> Result<(), Broken> {
        let Some(node) = &host.node else { return Ok(()) };
        let cut = node.cut();
        if let Some(before) = self.cuts.get(&host.log).filter(|before| !cut.extends(before)) {
            let seen = format!("{} took the cut {cut:?} after {before:?}", host.log);
            return Err(Broken::new(Invariant::CutsOnlyGrow, seen));
        }
        let mut bytes = Vec::new();
        for (log, head) in &cut.0 {
            let entries = host.disk.journal(log).map_or(&[][..], |journal| journal.entries());
            for entry in entries.iter().take(crate::journal::place(head.size)) {
                bytes.extend_from_slice(&entry.len().to_le_bytes());
                bytes.extend_from_slice(entry);
            }
        }
        let digest = leaf(&bytes);
        let (who, first) =
            self.digests.entry(format!("{cut:?}")).or_insert_with(|| (host.log.clone(), digest));
        if *first != digest {
            let seen = format!("{} and {who} have other records at the cut {cut:?}", host.log);
            return Err(Broken::new(Invariant::CutsOnlyGrow, seen));
        }
        self.cuts.insert(host.log.clone(), cut);
        Ok(())
    }
}
