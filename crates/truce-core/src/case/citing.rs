//! From when on a seat is known to hold an entry of another log: as its own log says, by the heads that it cites.
//!
//! Logs have no common clock. But each is in one order, and says now and then which heads it holds (heartbeats, and the
//! word that a clock has run out). So of any entry and any seat it can be told, for good, at which place in that
//! seat's own log it first cites the entry.

use std::collections::BTreeMap;

use super::deed::Doing;
use crate::entry::{Address, Body, Entry};
use crate::id::SeatId;
use crate::lineage::Lineage;
use crate::record::{Cut, Head};

/// A place in what a seat wrote: the number of its log, and the index.
pub(super) type Turn = (u32, u64);

/// Which seat cites how much of which log, and from when on.
#[derive(Debug, Clone, Default)]
pub(super) struct Citing {
    /// By seat and log: at each place where it cites more, how much.
    cited: BTreeMap<(SeatId, SeatId), Vec<(Turn, u64)>>,
}

impl Citing {
    /// Reads it from the entries before a cut. Cost: a step for each head that is cited.
    pub(super) fn of<'a>(
        entries: impl Iterator<Item = (&'a Address, &'a Entry)>,
        lineage: &Lineage,
    ) -> Self {
        let mut citing = Self::default();
        for (address, entry) in entries {
            if let Body::Heartbeat(heartbeat) = &entry.body {
                citing.enter(lineage, address, &heartbeat.heads);
            }
            if let Body::Deed(deed) = &entry.body
                && let Doing::Close { heads, .. } = &deed.does
            {
                citing.enter(lineage, address, heads);
            }
        }
        for cited in citing.cited.values_mut() {
            cited.sort_unstable();
            let mut most = 0;
            cited.retain(|(_, size)| {
                let more = *size > most;
                most = most.max(*size);
                more
            });
        }
        citing
    }

    /// A seat says, later than all that is known of it, how much of a log it holds; returns how much it held before if
    /// that is more.
    pub(super) fn more(&mut self, seat: &SeatId, log: &SeatId, at: Turn, size: u64) -> Option<u64> {
        let cited = self.cited.entry((seat.clone(), log.clone())).or_default();
        let before = cited.last().map_or(0, |(_, size)| *size);
        if size <= before {
            return None;
        }
        cited.push((at, size));
        Some(before)
    }

    fn enter(&mut self, lineage: &Lineage, address: &Address, heads: &BTreeMap<SeatId, Head>) {
        let (seat, number, index) = lineage.turn(address);
        for (log, head) in heads {
            let key = (seat.clone(), log.clone());
            self.cited.entry(key).or_default().push(((number, index), head.size));
        }
    }

    /// Where the seat first cites an entry: for its own, where that stands.
    pub(super) fn first(&self, seat: &SeatId, entry: &Address, lineage: &Lineage) -> Option<Turn> {
        let (by, number, index) = lineage.turn(entry);
        if by == seat {
            return Some((number, index));
        }
        let cited = self.cited.get(&(seat.clone(), entry.log.clone()))?;
        let at = cited.partition_point(|(_, size)| *size <= entry.index);
        cited.get(at).map(|(turn, _)| *turn)
    }

    /// Whether everything that the seat cites at or before a place lies before a cut, as far as these logs go.
    pub(super) fn held<'a>(
        &self,
        seat: &SeatId,
        until: Turn,
        mut logs: impl Iterator<Item = &'a SeatId>,
        cut: &Cut,
    ) -> bool {
        logs.all(|log| {
            let Some(cited) = self.cited.get(&(seat.clone(), log.clone())) else { return true };
            let before = cited.partition_point(|(turn, _)| *turn <= until);
            let most = before.checked_sub(1).and_then(|last| cited.get(last)).map_or(0, |c| c.1);
            most == 0 || cut.0.get(log).is_some_and(|head| head.size >= most)
        })
    }
}
