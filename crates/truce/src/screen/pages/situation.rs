//! `GET /situation`: which day it is, what the seats registered, what was watched, who is reached.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use truce_core::agreement::Agreement;
use truce_core::id::SeatId;
use truce_core::misconduct::Offence;
use truce_core::time::Day;

use crate::failure::Outcome;
use crate::host::status::Status;
use crate::index::cases::{Waiting, waiting_for};
use crate::index::changes::{Change, Thing, since};
use crate::index::tables::Tables;
use crate::screen::asked::address;
use crate::screen::language::Language;
use crate::screen::latest::Drawn;
use crate::screen::overview::{Days, Overview, Registered, last_day};
use crate::screen::page::{self, Frame};
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed, terms};

/// What is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Which day is shown.
    pub day: Option<String>,
}

/// What is shown of the other nodes.
pub(super) struct Reached {
    pub log: String,
    pub held: u64,
    pub settled: u64,
    pub frozen: Option<u64>,
    pub reached: Option<bool>,
}

/// One period with its heading.
struct Part<'a> {
    id: &'static str,
    heading: String,
    days: &'a Days,
}

#[derive(askama::Template)]
#[template(path = "situation.html")]
struct SituationPage<'a> {
    frame: Frame,
    agreement: &'a Agreement,
    overview: &'a Overview,
    parts: [Part<'a>; 2],
    previous: Day,
    next: Option<Day>,
    nodes: Vec<Reached>,
    proved: Vec<(String, Offence, String)>,
    withheld: Vec<(String, usize)>,
    waiting: Option<Vec<Waits>>,
    changed: Vec<Changed>,
    changed_more: bool,
}

/// Something that waits for the reader.
struct Waits {
    action: String,
    waiting: Waiting,
}

/// Something that came lately, and where it is shown.
struct Changed {
    change: Change,
    href: Option<String>,
    words: String,
}

impl SituationPage<'_> {
    fn seat(&self, registered: &Registered) -> String {
        seat_in(self.agreement, &registered.seat, self.frame.t.language)
    }

    /// The address of the incidents of a period.
    fn incidents(&self, days: &Days) -> String {
        let (from, to) = (days.from.to_string(), days.to.to_string());
        address("/incidents", &[("since", &from), ("until", &to)])
    }

    /// The address of the figures of a period, area by area.
    fn reconciliation(&self, days: &Days) -> String {
        let (from, to) = (days.from.to_string(), days.to.to_string());
        address("/reconciliation", &[("from", &from), ("to", &to)])
    }

    /// A bar of a seat's parts: each with its word, where it begins and how long it is, in thousandths.
    fn bar(&self, registered: &Registered) -> Vec<(&'static str, u32, u32)> {
        let sum = registered.parts.sum().max(1);
        let mut begins = 0_u32;
        let mut bar = Vec::new();
        for (word, part) in registered.parts.in_order() {
            let length = part.saturating_mul(1000) / sum;
            bar.push((word, begins, length));
            begins = begins.saturating_add(length);
        }
        bar
    }
}

/// A seat's name in a language, as the agreement has it: that of whose seat it is.
pub(super) fn seat_in(agreement: &Agreement, id: &SeatId, language: Language) -> String {
    let actor = agreement.seat(id).and_then(|seat| agreement.actor(&seat.actor));
    actor.map_or_else(|| id.to_string(), |actor| actor.name(language.tag()).to_owned())
}

/// The day that is asked for, or else the last with a register.
pub(super) fn shown_day(screen: &Screen, drawn: &Drawn, asked: &Asked) -> Result<Day, Problem> {
    match asked.day.as_deref() {
        Some(text) => text.parse().map_err(|_| Problem::Misshapen),
        None => Ok(last_day(&drawn.picture, &screen.agreement, (screen.clock)())),
    }
}

/// The overview of a day, made once for each picture.
pub(super) fn overview(screen: &Screen, drawn: &Drawn, shown: Day) -> Arc<Overview> {
    let today = screen.agreement.clock().day_of((screen.clock)());
    drawn.overview((today, shown), || Overview::of(&drawn.picture, &screen.agreement, today, shown))
}

/// How far each log is held and settled, as of the last round, and whether its node answers.
pub(super) fn nodes(screen: &Screen, drawn: &Drawn, language: Language) -> Vec<Reached> {
    let status = Status::read(&screen.dir).ok().flatten().unwrap_or_default();
    let of = |(log, size): (&SeatId, &u64)| {
        let known = status.logs.get(log);
        Reached {
            log: seat_in(&screen.agreement, drawn.picture.lineage.seat_of(log), language),
            held: *size,
            settled: known.map_or(0, |known| known.settled),
            frozen: known.and_then(|known| known.frozen),
            reached: status.peers.get(log).map(|peer| peer.failures == 0),
        }
    };
    drawn.sizes.iter().map(of).collect()
}

/// How many sealed fields stand in each seat's log.
fn withheld(screen: &Screen, drawn: &Drawn, language: Language) -> Vec<(String, usize)> {
    let mut found = std::collections::BTreeMap::new();
    for (address, report) in &drawn.picture.reports {
        if !report.sealed.is_empty() {
            *found.entry(drawn.picture.lineage.seat_of(&address.log)).or_insert(0) +=
                report.sealed.len();
        }
    }
    let named = |(seat, count)| (seat_in(&screen.agreement, seat, language), count);
    found.into_iter().map(named).collect()
}

/// The page.
///
/// # Errors
/// [`Problem`] if the day is none, or no picture is drawn yet.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    let day = shown_day(&screen, &drawn, &asked)?;
    screen.work(move |screen| lay_out(screen, &drawn, &reader, day)).await?
}

/// How far back what came is shown, in seconds.
const LATELY_S: i64 = 86_400;

/// What waits in cases for the offices of whoever is signed in; none if they act for no officer of this seat.
fn waiting(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    tables: &Tables,
) -> Outcome<Option<Vec<Waits>>> {
    let officer = reader.signed_in.as_ref().and_then(|who| who.officer.clone());
    let seat = screen.agreement.seat(&screen.seat);
    let (Some(officer), Some(seat)) = (officer, seat) else { return Ok(None) };
    let appointed = drawn.picture.docket.officers.get(&(seat.id.clone(), officer));
    let offices = appointed.map(|appointed| appointed.offices.clone()).unwrap_or_default();
    let found = waiting_for(tables, (&seat.id, seat.role), &offices)?;
    let words = |waiting: Waiting| Waits {
        action: terms::action(&waiting.action, reader.tongue()),
        waiting,
    };
    Ok(Some(found.into_iter().map(words).collect()))
}

/// What came lately, in the reader's words.
fn changed(screen: &Screen, reader: &Reader, tables: &Tables) -> Outcome<(Vec<Changed>, bool)> {
    let found = since(tables, (screen.clock)().plus(-LATELY_S))?;
    let words = |change: Change| {
        let (message, path) = match change.thing {
            Thing::NewIncident => ("changed-new-incident", Some("/incidents/")),
            Thing::MoreOfAnIncident => ("changed-more", Some("/incidents/")),
            Thing::Case => ("changed-case", Some("/cases/")),
            Thing::Register => ("changed-register", None),
        };
        let href = path.map(|path| format!("{path}{}", change.id));
        Changed { href, words: reader.tongue().say(message), change }
    };
    let more = found.more || found.last.len() > LATELY_MAX;
    Ok((found.last.into_iter().take(LATELY_MAX).map(words).collect(), more))
}

/// The most of what came lately that is shown.
const LATELY_MAX: usize = 20;

fn lay_out(screen: &Screen, drawn: &Drawn, reader: &Reader, day: Day) -> Result<Response, Problem> {
    let tables = screen.tables()?;
    let waiting = waiting(screen, drawn, reader, &tables).map_err(|fault| failed(&fault))?;
    let (changed, changed_more) =
        changed(screen, reader, &tables).map_err(|fault| failed(&fault))?;
    let overview = overview(screen, drawn, day);
    let (t, language) = (reader.tongue(), reader.language);
    let week = (t.day(overview.week.from), t.day(overview.week.to));
    let week = t.say_of("situation-week", &[("from", &week.0), ("to", &week.1)]);
    let proved = overview.proved.iter().map(|proved| {
        let seat = seat_in(&screen.agreement, &proved.seat, language);
        (seat, proved.what, proved.entry.clone())
    });
    Ok(page::show(&SituationPage {
        waiting,
        changed,
        changed_more,
        frame: Frame::of(reader, &t.say("nav-situation")),
        agreement: &screen.agreement,
        parts: [
            Part { id: "day", heading: t.day(day), days: &overview.day },
            Part { id: "week", heading: week, days: &overview.week },
        ],
        previous: day.plus(-1),
        next: Some(day.next()).filter(|next| *next <= overview.today),
        nodes: nodes(screen, drawn, language),
        proved: proved.collect(),
        withheld: withheld(screen, drawn, language),
        overview: &overview,
    }))
}
