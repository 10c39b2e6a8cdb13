//! What is told of a period, and the page of an incident, as the picture has them: from the tables alone.
//!
//! INVARIANT: to the byte what [`Told::of`] and [`truce_core::bulletin::page_of`] make of the picture that was kept.
//! `tests/index_picture/resting.rs` compares them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Row, params};
use serde::{Deserialize, Deserializer};
use truce_core::agreement::Agreement;
use truce_core::bulletin::{Claim, IncidentPage, Period, Told, of_period};
use truce_core::id::SourceId;
use truce_core::incident::{Difference, Incident, Link};
use truce_core::report::Basis;
use truce_core::source::Source;
use truce_core::time::{Moment, Window};

use crate::failure::{Failure, Outcome};
use crate::index::columns::Columns;
use crate::index::facet::Facet;
use crate::index::incident_row::IncidentRow;
use crate::index::incident_unit::read;
use crate::index::tables::Tables;

/// What the page of an incident has in the table; its versions follow from the claims.
#[derive(Deserialize)]
struct Kept {
    claims: Vec<Claim>,
    differences: Vec<Difference>,
    independent: BTreeSet<String>,
    links: Vec<Link>,
}

/// Who binds, and who tells.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Every source.
    pub sources: &'a BTreeMap<SourceId, Source>,
}

/// The page of an incident, from its row and what stands beside it: the text, or what was read from it.
///
/// # Errors
/// If the tables hold what this program did not write.
pub fn page<'de>(
    known: Known<'_>,
    row: &IncidentRow,
    kept: impl Deserializer<'de>,
) -> Outcome<IncidentPage> {
    let unread = || {
        let words = "the index cannot be read at incident";
        Failure::cannot(format!("{words} {}: make it anew with `truce index --rebuild`", row.id))
    };
    let kept = Kept::deserialize(kept).map_err(|_| unread())?;
    let Kept { claims, differences, independent, links } = kept;
    let seats = |listed: &str| listed.split_whitespace().map(str::parse).collect::<Result<_, _>>();
    let incident = Incident {
        asserted_by: seats(&row.asserted_by).map_err(|_| unread())?,
        denied_by: seats(&row.denied_by).map_err(|_| unread())?,
        differences,
        id: row.id.parse().map_err(|_| unread())?,
        independent,
        links,
        reports: claims.iter().map(|claim| claim.address.clone()).collect(),
        window: Window::new(row.earliest, row.latest).map_err(|_| unread())?,
    };
    Ok(IncidentPage::again(known.agreement, known.sources, (incident, claims)))
}

/// What is told of a period.
///
/// # Errors
/// If the index cannot be read.
pub fn told(tables: &Tables, columns: &Columns, known: Known<'_>, period: Period) -> Outcome<Told> {
    let (hours, meets) = bounds(known, period);
    let mut told = apart(tables, known, period)?;
    for line in columns.told_in(hours) {
        let sql = "SELECT i.*, p.page FROM incident i JOIN incident_page p USING (number) WHERE number = ?";
        let row = |row: &Row<'_>| Ok((read(row)?, row.get::<_, String>("page")?));
        let Some((row, kept)) = tables.one(sql, [line.number], row)? else { continue };
        let page = page(known, &row, &mut serde_json::Deserializer::from_str(&kept))?;
        if page.claims.iter().any(|claim| meets(claim.window, claim.sent_at)) {
            told.incidents.push(page);
        }
    }
    told.incidents.sort_by(|a, b| {
        (a.incident.window, &a.incident.id).cmp(&(b.incident.window, &b.incident.id))
    });
    Ok(told)
}

/// How many incidents a period has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub incidents: u64,
    /// Those that the own sources of two seats or more assert.
    pub of_two_seats: u64,
}

impl Tally {
    /// Counts what a bulletin holds.
    #[must_use]
    pub fn of(incidents: &[IncidentPage]) -> Self {
        let mut tally = Self::default();
        for page in incidents {
            tally.add(page.incident.asserted_by.len() > 1);
        }
        tally
    }

    fn add(&mut self, of_two_seats: bool) {
        self.incidents = self.incidents.saturating_add(1);
        self.of_two_seats = self.of_two_seats.saturating_add(u64::from(of_two_seats));
    }
}

/// When a claim of an incident is told of.
#[derive(Deserialize)]
struct When {
    sent_at: Option<Moment>,
    window: Window,
}

/// The claims of an incident, by when they are told of.
#[derive(Deserialize)]
struct Times {
    claims: Vec<When>,
}

/// How many incidents a period has, as [`told`] would list them; most are not read for it.
///
/// # Errors
/// If the index cannot be read.
pub fn tally(
    tables: &Tables,
    columns: &Columns,
    known: Known<'_>,
    period: Period,
) -> Outcome<Tally> {
    let (hours, meets) = bounds(known, period);
    let seats = known.agreement.seats.iter();
    let asserting = seats.map(|seat| Facet::AssertedBy(seat.id.clone()).to_string());
    let asserting = columns.any_of(asserting);
    let mut tally = Tally::default();
    for line in columns.told_in(hours) {
        let inside = hours.earliest().unix() <= line.told.0 && line.told.1 <= hours.latest().unix();
        let meets = inside || {
            let sql = "SELECT page FROM incident_page WHERE number = ?";
            let kept: Option<String> = tables.one(sql, [line.number], |row| row.get(0))?;
            let times: Option<Times> = kept.and_then(|kept| serde_json::from_str(&kept).ok());
            let claims = times.ok_or_else(unread)?.claims;
            claims.iter().any(|claim| meets(claim.window, claim.sent_at))
        };
        if meets {
            tally.add(line.how_many(&asserting) > 1);
        }
    }
    Ok(tally)
}

/// From when to when a period lies, and whether what is told belongs to it.
fn bounds(known: Known<'_>, period: Period) -> (Window, impl Fn(Window, Option<Moment>) -> bool) {
    let clock = known.agreement.clock();
    let hours = clock.window_of(period.from()).hull(clock.window_of(period.to()));
    (hours, of_period(clock, period))
}

fn unread() -> Failure {
    Failure::cannot("the index cannot be read: make it anew with `truce index --rebuild`")
}

/// What is told of a period and of no event.
///
/// # Errors
/// If the index cannot be read.
pub fn apart(tables: &Tables, known: Known<'_>, period: Period) -> Outcome<Told> {
    let (hours, meets) = bounds(known, period);
    let sql = "SELECT claim FROM report_apart WHERE told_until >= ? AND told_from <= ?";
    let bounds = params![hours.earliest().unix(), hours.latest().unix()];
    let texts: Vec<String> = tables.rows(sql, bounds, |row| row.get(0))?;
    let apart: Result<Vec<Claim>, _> =
        texts.iter().map(|text| serde_json::from_str(text)).collect();
    let mut apart = apart.map_err(|_| unread())?;
    apart.sort_by(|a, b| a.address.cmp(&b.address));
    let mut told = Told::default();
    for claim in apart.into_iter().filter(|claim| meets(claim.window, claim.sent_at)) {
        match claim.basis {
            Basis::Impediment => told.impediments.push(claim),
            Basis::NothingSeen => told.nothing_seen.push(claim),
            Basis::Predicted => told.predictions.push(claim),
            Basis::Observed | Basis::Alleged => {}
        }
    }
    Ok(told)
}
