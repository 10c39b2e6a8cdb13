//! `GET /situation`: which day it is, what the seats registered, what was watched, who is reached.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use truce_core::agreement::Agreement;
use truce_core::bulletin::Period;
use truce_core::id::SeatId;
use truce_core::misconduct::Offence;
use truce_core::time::{Day, Moment};

use super::incidents::standing;
use crate::failure::Outcome;
use crate::host::status::Status;
use crate::index::cases::{Waiting, waiting_for};
use crate::index::incidents::{between_seats, holding};
use crate::index::tables::Tables;
use crate::screen::asked::address;
use crate::screen::changed::{Change, Changes, Since, What, since};
use crate::screen::language::Language;
use crate::screen::latest::Drawn;
use crate::screen::logins::seen::Seen;
use crate::screen::overview::{Days, Overview, Registered, last_day};
use crate::screen::page::{self, Frame};
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::tongue::Tongue;
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
    /// When the reader said that they had seen it; none if they never did, or are nobody who is kept in mind.
    seen_at: Option<Moment>,
}

/// Something that waits for the reader.
struct Waits {
    action: String,
    waiting: Waiting,
}

/// Something that came lately, where it is shown, and how that stands now.
struct Changed {
    change: Change,
    href: Option<String>,
    now: String,
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
pub(crate) fn seat_in(agreement: &Agreement, id: &SeatId, language: Language) -> String {
    let actor = agreement.seat(id).and_then(|seat| agreement.actor(&seat.actor));
    actor.map_or_else(|| id.to_string(), |actor| actor.name(language.tag()).to_owned())
}

/// The day that is asked for, or else the last with a register.
pub(super) fn shown_day(screen: &Screen, drawn: &Drawn, asked: &Asked) -> Result<Day, Problem> {
    match asked.day.as_deref() {
        Some(text) => text.parse().map_err(|_| Problem::Misshapen),
        None => Ok(last_day(drawn.reconciliations(), &screen.agreement, (screen.clock)())),
    }
}

/// The overview of a day, made once for each picture.
///
/// # Errors
/// [`Problem::NotYet`] if the tables are written at other heads meanwhile.
pub(super) fn overview(
    screen: &Screen,
    drawn: &Drawn,
    shown: Day,
) -> Result<Arc<Overview>, Problem> {
    let today = screen.agreement.clock().day_of((screen.clock)());
    drawn.overview((today, shown), || {
        let tables = screen.tables()?;
        let brief = |period| {
            let brief = drawn.brief(&tables, &screen.agreement, period);
            brief.map_err(|failure| failed(&failure))?.ok_or(Problem::NotYet)
        };
        let (day, week) = (brief(Period::day(shown))?, brief(Overview::week(shown))?);
        Ok(Overview::of((&day, &week), &screen.agreement, today))
    })
}

/// How far each log is held and settled, as of the last round, and whether its node answers.
pub(super) fn nodes(screen: &Screen, drawn: &Drawn, language: Language) -> Vec<Reached> {
    let status = Status::read(&screen.dir).ok().flatten().unwrap_or_default();
    let of = |(log, size): (&SeatId, &u64)| {
        let known = status.logs.get(log);
        Reached {
            log: seat_in(&screen.agreement, drawn.lineage().seat_of(log), language),
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
    let named =
        |(seat, count): (&SeatId, &usize)| (seat_in(&screen.agreement, seat, language), *count);
    drawn.withheld().iter().map(named).collect()
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
    let appointed = drawn.docket().officers.get(&(seat.id.clone(), officer));
    let offices = appointed.map(|appointed| appointed.offices.clone()).unwrap_or_default();
    let found = waiting_for(tables, (&seat.id, seat.role), &offices)?;
    let words = |waiting: Waiting| Waits {
        action: terms::action(&waiting.action, reader.tongue()),
        waiting,
    };
    Ok(Some(found.into_iter().map(words).collect()))
}

/// Up to where the reader said that they had seen the situation.
fn seen(screen: &Screen, reader: &Reader) -> Outcome<Option<Seen>> {
    reader.signed_in.as_ref().map_or(Ok(None), |who| screen.logins.seen(who.login))
}

/// What came since the reader looked, in their words; for whoever never said that they did, since a day ago.
fn changed(
    screen: &Screen,
    drawn: &Drawn,
    tables: &Tables,
    reader: &Reader,
    seen: Option<&Seen>,
) -> Outcome<(Vec<Changed>, bool)> {
    let lately = || Since::Moment((screen.clock)().plus(-LATELY_S));
    let from = seen.map_or_else(lately, |seen| Since::version(&seen.version));
    let Changes { last, more } = since(drawn, tables, &from, LATELY_MAX)?;
    let t = reader.tongue();
    let words = |change: Change| {
        let (message, path) = words_of(change.what);
        let href = path.map(|path| format!("{path}{}", change.id));
        Ok(Changed { href, now: now(drawn, tables, &change, t)?, words: t.say(message), change })
    };
    Ok((last.into_iter().map(words).collect::<Outcome<_>>()?, more))
}

/// The message for a change, and the pages on which its thing is shown.
fn words_of(what: What) -> (&'static str, Option<&'static str>) {
    match what {
        What::NewIncident => ("changed-new-incident", Some("/incidents/")),
        What::MoreOfAnIncident => ("changed-more", Some("/incidents/")),
        What::Joined => ("changed-joined", Some("/incidents/")),
        What::Split => ("changed-split", Some("/incidents/")),
        What::TakenBack => ("changed-taken-back", Some("/incidents/")),
        What::CaseOpened => ("changed-case-opened", Some("/cases/")),
        What::CaseDeed => ("changed-case", Some("/cases/")),
        What::Reply => ("changed-reply", Some("/cases/")),
        What::Determined => ("changed-determined", Some("/cases/")),
        What::Register => ("changed-register", None),
        What::Proved(Offence::Fork) => ("changed-fork", None),
        What::Proved(Offence::WitnessFault) => ("changed-witness-fault", None),
        What::Absent => ("changed-absent", None),
        What::Present => ("changed-present", None),
    }
}

/// How what changed stands now: an incident between the seats, a case by its state; empty for the rest.
fn now(drawn: &Drawn, tables: &Tables, change: &Change, t: &Tongue) -> Outcome<String> {
    if let Some(case) = drawn.docket().cases.get(&change.id) {
        return Ok(terms::of_list(&terms::STATES, case.state.word(), t));
    }
    if holding(tables, &change.id)?.is_none() {
        return Ok(String::new());
    }
    Ok(standing(between_seats(tables, &change.id)?.as_deref(), t))
}

/// What the reader has seen.
#[derive(Debug, Deserialize)]
pub struct SeenForm {
    /// The version of the record that the page showed.
    version: String,
}

/// `POST /situation/seen`: keeps that the reader has seen the situation, up to what the page showed.
///
/// # Errors
/// [`Problem::NotSignedIn`], or [`Problem::Misshapen`] if that is no version.
pub async fn see(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(form): Form<SeenForm>,
) -> Result<Response, Problem> {
    let login = reader.known()?.login;
    let drawn = screen.drawn()?;
    let Since::Sizes(sizes) = Since::version(&form.version) else { return Err(Problem::Misshapen) };
    let held = |(log, size): (&SeatId, &u64)| drawn.sizes.get(log).is_some_and(|held| size <= held);
    if sizes.is_empty() || !sizes.iter().all(held) {
        return Err(Problem::Misshapen);
    }
    let version = form.version;
    let done = screen.work(move |screen| screen.logins.see(login, &version)).await?;
    done.map_err(|failure| failed(&failure))?;
    Ok(Redirect::to("/situation#changed").into_response())
}

/// The most of what came lately that is shown.
const LATELY_MAX: usize = 40;

fn lay_out(screen: &Screen, drawn: &Drawn, reader: &Reader, day: Day) -> Result<Response, Problem> {
    let tables = screen.tables()?;
    let waiting = waiting(screen, drawn, reader, &tables).map_err(|fault| failed(&fault))?;
    let seen = seen(screen, reader).map_err(|fault| failed(&fault))?;
    let changed = changed(screen, drawn, &tables, reader, seen.as_ref());
    let (changed, changed_more) = changed.map_err(|fault| failed(&fault))?;
    let overview = overview(screen, drawn, day)?;
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
        seen_at: seen.map(|seen| seen.at),
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
