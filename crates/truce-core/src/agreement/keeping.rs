//! How the record is kept: who must hold an entry before it is settled, and how often seats say what they hold.

use std::collections::BTreeSet;

use super::fault::Faults;
use super::table::{At, Table};
use super::{Agreement, Keeping, NeutralWitness, Seat};
use crate::id::SeatId;

/// The longest time between two heartbeats: a day.
const HEARTBEAT_S_MAX: u32 = 86_400;
/// How often a seat says which heads it holds, where the agreement does not say.
const HEARTBEAT_S: u32 = 60;

impl Keeping {
    /// Whether two histories of a log can both be settled although no more than the agreed number collude.
    ///
    /// Of `others` cosigners, two groups of `cosigners` each share at least `2 * cosigners - others`; all of
    /// these would have to cosign both.
    #[must_use]
    pub fn may_settle_twice(&self, seats: usize) -> bool {
        let others = others(seats, &self.witnesses);
        self.cosigners.saturating_mul(2) <= others.saturating_add(self.colluding)
    }

    /// The least that prevents two settled histories while nobody colludes, where the agreement does not say.
    fn least(seats: usize, witnesses: Vec<NeutralWitness>) -> Self {
        let majority = |count: u32| if count == 0 { 0 } else { (count / 2).saturating_add(1) };
        let mirrors = majority(others(seats, &[]));
        let cosigners = majority(others(seats, &witnesses)).max(mirrors);
        Self { colluding: 0, cosigners, heartbeat_s: HEARTBEAT_S, mirrors, witnesses }
    }
}

/// How many can cosign one seat's log.
fn others(seats: usize, witnesses: &[NeutralWitness]) -> u32 {
    let count = seats.saturating_sub(1).saturating_add(witnesses.len());
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Reads how the record is kept.
pub(super) fn read(file: Table<'_>, seats: &[Seat], faults: &mut Faults<'_>) -> Keeping {
    let witnesses = read_witnesses(file, faults);
    let Some(table) = file.table("record", faults) else {
        let least = Keeping::least(seats.len(), witnesses);
        if !seats.is_empty() && !file.has("record") {
            let message = format!(
                "the agreement does not say when an entry is settled: {} mirrors and {} cosigners are taken",
                least.mirrors, least.cosigners
            );
            let hint = "add [record] with `mirrors`, `cosigners`, `colluding` and `heartbeat_s`";
            faults.warn(0..0, message, hint);
        }
        return least;
    };
    table.expect_keys(&["mirrors", "cosigners", "colluding", "heartbeat_s"], faults);
    let mirrors = table.need_count("mirrors", faults);
    let cosigners = table.need_count("cosigners", faults);
    let colluding = table.need_count("colluding", faults);
    let heartbeat_s = table.need_count("heartbeat_s", faults);
    let least = Keeping::least(seats.len(), Vec::new());
    let value = |at: &Option<At<u32>>, otherwise: u32| at.as_ref().map_or(otherwise, |at| at.value);
    let keeping = Keeping {
        colluding: value(&colluding, 0),
        cosigners: value(&cosigners, least.cosigners),
        heartbeat_s: value(&heartbeat_s, HEARTBEAT_S),
        mirrors: value(&mirrors, least.mirrors),
        witnesses,
    };
    let (Some(mirrors), Some(cosigners), Some(colluding), Some(heartbeat_s)) =
        (mirrors, cosigners, colluding, heartbeat_s)
    else {
        return keeping;
    };
    if !(1..=HEARTBEAT_S_MAX).contains(&heartbeat_s.value) {
        let message = format!("a heartbeat every {} seconds is none", heartbeat_s.value);
        faults.error(heartbeat_s.span, message, "from 1 second to a day of 86400; 60 is usual");
    }
    check_quorum(&keeping, seats.len(), [&mirrors, &cosigners, &colluding], faults);
    keeping
}

fn check_quorum(
    keeping: &Keeping,
    seats: usize,
    [mirrors, cosigners, colluding]: [&At<u32>; 3],
    faults: &mut Faults<'_>,
) {
    let other_seats = others(seats, &[]);
    let others = others(seats, &keeping.witnesses);
    if mirrors.value > other_seats {
        let message =
            format!("{} mirrors cannot be had: a seat has {other_seats} others", mirrors.value);
        faults.error(mirrors.span.clone(), message, "mirrors are other seats: ask for fewer");
        return;
    }
    if cosigners.value > others {
        let message = format!(
            "{} cosigners cannot be had: a seat has {others}, witnesses included",
            cosigners.value
        );
        faults.error(cosigners.span.clone(), message, "ask for fewer, or add a [[witness]]");
        return;
    }
    if cosigners.value < mirrors.value {
        let message = format!(
            "fewer cosigners ({}) than mirrors ({}) are asked for",
            cosigners.value, mirrors.value
        );
        faults.error(
            cosigners.span.clone(),
            message,
            "every mirror is a cosigner: ask for as many at least",
        );
        return;
    }
    if colluding.value > others {
        let message = format!("{} cannot collude: a log has {others} cosigners", colluding.value);
        faults.error(
            colluding.span.clone(),
            message,
            "say how many of them may help a seat to deceive",
        );
        return;
    }
    if keeping.may_settle_twice(seats) {
        let message = format!(
            "with {} of {others} cosigners and {} of them colluding, two histories of one log can both be settled",
            cosigners.value, colluding.value
        );
        let least = others.saturating_add(colluding.value) / 2;
        let least = least.saturating_add(1);
        let hint = if least <= others {
            format!("it is then found out, not prevented: {least} cosigners would prevent it")
        } else {
            "it is then found out, not prevented: add a [[witness]]".to_owned()
        };
        faults.warn(cosigners.span.clone(), message, hint);
    }
}

fn read_witnesses(file: Table<'_>, faults: &mut Faults<'_>) -> Vec<NeutralWitness> {
    let mut witnesses: Vec<NeutralWitness> = Vec::new();
    for table in file.tables("witness", faults) {
        table.expect_keys(&["name", "note"], faults);
        let name = table.need_text("name", faults);
        let note = table.text("note", faults).map_or("", |at| at.value);
        let Some(name) = name else { continue };
        if witnesses.iter().any(|witness| witness.name == name.value) {
            let message = format!("two witnesses have the name `{}`", name.value);
            faults.error(name.span, message, "give each its own");
            continue;
        }
        witnesses.push(NeutralWitness { name: name.value.to_owned(), note: note.to_owned() });
    }
    witnesses
}

impl Agreement {
    /// The name of a log, the same for every node: `truce/`, the first 16 digits of the agreement's digest, and the log.
    #[must_use]
    pub fn origin(&self, log: &SeatId) -> String {
        format!("truce/{}/{log}", self.digest().get(..16).unwrap_or_else(|| self.digest()))
    }

    /// The ids of its seats.
    #[must_use]
    pub fn seat_ids(&self) -> BTreeSet<SeatId> {
        self.seats.iter().map(|seat| seat.id.clone()).collect()
    }

    /// How many of the other seats must say the same of a seat for it to be in force: more than half of all seats.
    ///
    /// So no two halves of the seats can shut each other out, and no two groups that large are without a common seat.
    #[must_use]
    pub fn enough(&self) -> usize {
        (self.seats.len() / 2).saturating_add(1)
    }
}
