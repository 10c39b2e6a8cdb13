//! Whether a seat's deed was there in time: in, out, or open. The answer never changes once it is in or out.

use std::collections::BTreeMap;

use super::Stage;
use super::citing::{Citing, Turn};
use crate::agreement::Agreement;
use crate::entry::{Address, Entry};
use crate::id::SeatId;
use crate::lineage::Lineage;
use crate::record::Cut;
use crate::time::Moment;

/// Whether it was there in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It was.
    In,
    /// It was not.
    Out,
    /// Not settled.
    Open,
}

/// For each seat, each place where its own clock is later than ever before, and when.
pub(super) type Clocks = BTreeMap<SeatId, Vec<(Turn, Moment)>>;

/// What is needed to tell.
pub(super) struct Clockwork<'a> {
    /// How many seats settle it.
    pub enough: usize,
    /// Who cites what.
    pub citing: &'a Citing,
    /// For each seat, each place where its own clock is later than ever before.
    pub clocks: &'a Clocks,
    /// For each case, stage and seat, where the seat first says that the clock has run out.
    pub closings: BTreeMap<(Address, Stage, SeatId), Turn>,
    /// The cut.
    pub cut: &'a Cut,
    /// Which logs are whose.
    pub lineage: &'a Lineage,
    /// Every seat.
    pub seats: Vec<SeatId>,
}

/// The places where each seat's own clock is later than ever before, from its entries in any order.
pub(super) fn clocks_of<'a>(
    entries: impl Iterator<Item = (&'a Address, &'a Entry)>,
    lineage: &Lineage,
) -> Clocks {
    let mut clocks = Clocks::new();
    for (address, entry) in entries {
        let (seat, number, index) = lineage.turn(address);
        let turn = ((number, index), entry.recorded_at);
        match clocks.get_mut(seat) {
            Some(clock) => clock.push(turn),
            None => {
                clocks.insert(seat.clone(), vec![turn]);
            }
        }
    }
    for clock in clocks.values_mut() {
        clock.sort_unstable();
        let mut latest = None;
        clock.retain(|(_, at)| {
            let later = latest.is_none_or(|before| *at > before);
            latest = latest.max(Some(*at));
            later
        });
    }
    clocks
}

impl<'a> Clockwork<'a> {
    /// Nobody has said yet that a clock has run out.
    pub(super) fn new(
        agreement: &Agreement,
        cut: &'a Cut,
        lineage: &'a Lineage,
        citing: &'a Citing,
        clocks: &'a Clocks,
    ) -> Self {
        Self {
            enough: agreement.enough(),
            citing,
            clocks,
            closings: BTreeMap::new(),
            cut,
            lineage,
            seats: agreement.seats.iter().map(|seat| seat.id.clone()).collect(),
        }
    }

    /// The place in a seat's log where its own clock is past a moment.
    pub(super) fn past(&self, seat: &SeatId, deadline: Moment) -> Option<Turn> {
        let clock = self.clocks.get(seat)?;
        let at = clock.partition_point(|(_, at)| *at <= deadline);
        clock.get(at).map(|(turn, _)| *turn)
    }

    /// Whether a seat's deed counts as done in time; `deed` is the first that would, if there is one.
    pub(super) fn standing(
        &self,
        case: &Address,
        stage: Stage,
        seat: &SeatId,
        deed: Option<&Address>,
        deadline: Moment,
    ) -> Standing {
        // Its own log goes on past the deadline, and the deed is not there.
        if deed.is_none() && self.past(seat, deadline).is_some() {
            return Standing::Out;
        }
        let (mut holding, mut closed, mut voted) = (0_usize, 0_usize, 0_usize);
        for voter in &self.seats {
            let cites = deed.and_then(|deed| self.citing.first(voter, deed, self.lineage));
            let closes = self.closings.get(&(case.clone(), stage, voter.clone())).copied();
            match (cites, closes) {
                (Some(cites), closes) if closes.is_none_or(|closes| cites <= closes) => {
                    holding = holding.saturating_add(1);
                }
                (_, Some(closes)) if self.held(voter, closes, seat) => {
                    closed = closed.saturating_add(1);
                }
                _ => continue,
            }
            voted = voted.saturating_add(1);
        }
        if holding >= self.enough {
            Standing::In
        } else if closed >= self.enough || voted == self.seats.len() {
            Standing::Out
        } else {
            Standing::Open
        }
    }

    /// Whether what a voter cites of a seat's logs, when it closes, lies before the cut: only then is it known what it saw.
    fn held(&self, voter: &SeatId, closes: Turn, seat: &SeatId) -> bool {
        let mut logs = self.lineage.logs_of(seat);
        if logs.is_empty() {
            logs.push(seat);
        }
        self.citing.held(voter, closes, logs.into_iter(), self.cut)
    }
}
