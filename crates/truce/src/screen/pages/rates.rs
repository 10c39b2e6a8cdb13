//! Rates by area as a table of `/signals`: each number leads to as many incidents.

use truce_core::time::Day;
use truce_signals::chart::{Behind, Saying, Speech as _};

use crate::charts::{RateFigures, Rates, Speaker};

/// A table of rates.
pub(super) struct RatesTable {
    /// What it is of.
    pub caption: String,
    /// The columns after the area's.
    pub heads: Vec<String>,
    /// The areas that have a rate, in the agreement's order.
    pub rows: Vec<RateRow>,
    /// What stands below.
    pub notes: Vec<String>,
}

/// An area's figures.
pub(super) struct RateRow {
    pub figures: RateFigures,
    /// Where everybody's incidents stand; none of a party's, whose list holds what is not taken from it.
    pub counted: Option<String>,
    /// Where the incidents stand that are not taken from a party.
    pub most: Option<String>,
}

impl RatesTable {
    /// The table below a chart of rates of these days.
    pub(super) fn of(rates: &Rates<'_>, days: (Day, Day), speaker: &Speaker<'_>) -> Self {
        let party = rates.told.party.as_ref();
        let of_party = party.map_or(*speaker, |party| speaker.of_party(party));
        let rows = rates.told.cells.iter().filter_map(|cell| {
            let behind = Behind { area: Some(cell.area.clone()), days };
            let leads = |number: u32| (number > 0).then(|| of_party.address(&behind)).flatten();
            Some(RateRow {
                figures: RateFigures::of(cell, speaker)?,
                counted: leads(cell.count).filter(|_| party.is_none()),
                most: cell.at_most.and_then(leads),
            })
        });
        let heads = RateFigures::heads(party.is_some()).into_iter();
        Self {
            caption: speaker.say(&rates.chart.title),
            heads: heads.map(|head| speaker.say(&Saying::plain(head))).collect(),
            rows: rows.collect(),
            notes: rates.notes.iter().map(|note| speaker.say(note)).collect(),
        }
    }
}
