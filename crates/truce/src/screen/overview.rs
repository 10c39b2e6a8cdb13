//! What the situation page and the API say of a day and of the week up to it.
//!
//! Everything here is the bulletin's of those days, put in the order in which a duty officer asks for it.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::bulletin::{Bulletin, Period};
use truce_core::effort::Effort;
use truce_core::id::SeatId;
use truce_core::misconduct::Offence;
use truce_core::reconcile::{Parts, Reconciliation};
use truce_core::time::{Day, Moment};

use crate::index::told::Tally;

/// How many days the longer of the two periods has.
pub const WEEK: i32 = 7;

/// What is known of a seat's cases: the parts add up to the figures assigned to areas or left unassigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct KnownParts {
    /// On record from two seats.
    pub matched: u32,
    /// Not confirmed by another seat.
    pub contested: u32,
    /// More than any other seat registered.
    pub one_sided: u32,
    /// The rest.
    pub unexplained: u32,
}

impl From<Parts> for KnownParts {
    fn from(parts: Parts) -> Self {
        let Parts { contested, matched, one_sided, unexplained } = parts;
        Self { matched, contested, one_sided, unexplained }
    }
}

impl KnownParts {
    /// The parts in order, each with the word for it.
    #[must_use]
    pub fn in_order(&self) -> [(&'static str, u32); 4] {
        [
            ("matched", self.matched),
            ("contested", self.contested),
            ("one-sided", self.one_sided),
            ("unexplained", self.unexplained),
        ]
    }

    /// What they add up to.
    #[must_use]
    pub fn sum(&self) -> u32 {
        self.in_order().iter().fold(0, |sum, (_, part)| sum.saturating_add(*part))
    }
}

/// What a seat registered over some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Registered {
    /// Which seat.
    #[schema(value_type = String)]
    pub seat: SeatId,
    /// Cases over the days that have a figure; none if no day has one. Unknown is not zero.
    pub cases: Option<u32>,
    /// Days whose register states a figure.
    pub days_with_figure: u32,
    /// Days without one on record.
    pub days_without: u32,
    /// What is known of the cases.
    pub parts: KnownParts,
}

/// What stands on record for some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Days {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Day,
    /// Seat by seat, in the agreement's order.
    pub registered: Vec<Registered>,
    /// Incidents that the reports of these days are held to be.
    pub incidents: u64,
    /// Those of them that the own sources of two seats or more assert.
    pub incidents_of_two_seats: u64,
    /// Reports that monitors were kept away.
    pub impediments: u64,
    /// Reports that somebody watched and saw nothing.
    pub nothing_seen: u64,
    /// Entries on what was spent on watching.
    pub efforts: u64,
    /// Patrols that went out, as far as that is stated.
    pub patrols: u64,
    /// Hours of watching, as far as that is stated.
    pub hours: u64,
    /// Working cameras, as far as that is stated.
    pub cameras: u64,
    /// Days for which no seat's register is on record.
    pub silent_days: u32,
}

/// What is proved against a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Proved {
    /// Whose signatures they are.
    #[schema(value_type = String)]
    pub seat: SeatId,
    /// `fork`: its log told two histories; `witness-fault`: its mirror vouched for what cannot both be true.
    #[schema(value_type = String)]
    pub what: Offence,
    /// The entry that holds the proof.
    pub entry: String,
}

/// A day, and the week up to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Overview {
    /// SHA-256 of the agreement's files.
    pub agreement_sha256: String,
    /// Which day of the truce it is today, by the duty clock, from 1; none before it.
    pub day_of_truce: Option<u32>,
    /// Today, by the duty clock.
    #[schema(value_type = String, format = Date)]
    pub today: Day,
    /// The day that is shown.
    pub day: Days,
    /// The seven days up to it.
    pub week: Days,
    /// What is proved against seats.
    pub proved: Vec<Proved>,
    /// Entries on record that this program cannot read.
    pub unread: u64,
}

impl Overview {
    /// The week up to a day.
    #[must_use]
    pub fn week(shown: Day) -> Period {
        // A week is a period: it begins before it ends.
        Period::new(shown.plus(1 - WEEK), shown).unwrap_or_else(|_| Period::day(shown))
    }

    /// What stands on record for a day and the week up to it, by their bulletins.
    #[must_use]
    pub fn of(
        (of_day, of_week): (&(Bulletin, Tally), &(Bulletin, Tally)),
        agreement: &Agreement,
        today: Day,
    ) -> Self {
        let in_force = agreement.clock().day_of(agreement.in_force);
        let day_of_truce = u32::try_from(today.since(in_force).saturating_add(1)).ok();
        let proved = of_week.0.misconduct.iter().map(|(entry, told)| Proved {
            seat: told.accused.clone(),
            what: told.what,
            entry: entry.to_string(),
        });
        Self {
            agreement_sha256: agreement.digest().to_owned(),
            day_of_truce: day_of_truce.filter(|day| *day > 0),
            today,
            proved: proved.collect(),
            unread: of_week.0.unread,
            day: Days::of(of_day),
            week: Days::of(of_week),
        }
    }
}

impl Days {
    fn of((bulletin, tally): &(Bulletin, Tally)) -> Self {
        let registered = bulletin.totals.iter().map(|(seat, total)| Registered {
            seat: seat.clone(),
            cases: (total.days_with_figure > 0).then_some(total.cases),
            days_with_figure: total.days_with_figure,
            days_without: total.days_without,
            parts: total.parts.into(),
        });
        let spent = |of: fn(&Effort) -> Option<u32>| -> u64 {
            bulletin.efforts.values().filter_map(of).map(u64::from).sum()
        };
        Self {
            from: bulletin.period.from(),
            to: bulletin.period.to(),
            registered: registered.collect(),
            incidents: tally.incidents,
            incidents_of_two_seats: tally.of_two_seats,
            impediments: number(bulletin.impediments.len()),
            nothing_seen: number(bulletin.nothing_seen.len()),
            efforts: number(bulletin.efforts.len()),
            patrols: spent(|effort| effort.patrols),
            hours: spent(|effort| effort.hours),
            cameras: spent(|effort| effort.cameras),
            silent_days: u32::try_from(bulletin.silent_days.len()).unwrap_or(u32::MAX),
        }
    }

    /// Whether anything at all says that somebody watched.
    #[must_use]
    pub fn watched(&self) -> bool {
        self.efforts > 0 || self.nothing_seen > 0
    }
}

fn number(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The day that is shown where none is asked for: the last one before today with a register, or else yesterday.
#[must_use]
pub fn last_day(days: &BTreeMap<Day, Reconciliation>, agreement: &Agreement, now: Moment) -> Day {
    let yesterday = agreement.clock().day_of(now).plus(-1);
    let with_register = days.range(..=yesterday).next_back();
    with_register.map_or(yesterday, |(day, _)| *day)
}
