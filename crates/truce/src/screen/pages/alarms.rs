//! `GET /alarms`: how each area stands, what was raised, the promise and how it has been kept. `POST /alarms`: an
//! officer's word on an alarm.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::case::acknowledgement::{Acknowledgement, AlarmWord};
use truce_core::case::deed::{Doing, TEXT_LENGTH_MAX};
use truce_core::case::office::Action;
use truce_core::entry::Address;
use truce_core::id::AreaId;
use truce_core::time::Day;
use truce_signals::alarm::{Shift, State as Stands};
use truce_signals::chart::strip;
use truce_signals::series::{Chronicle, LATEST_DAYS};
use truce_signals::told::{Alarms, AreaAlarms, Noted, Watched, noted, watch};

use super::deeds::{May, officer};
use super::incidents::Choice;
use super::narrowing;
use super::signals::Shown;
use super::situation::seat_in;
use crate::charts::Speaker;
use crate::desk::Desk;
use crate::failure::Outcome;
use crate::node::Node;
use crate::screen::asked::{address, counted_incidents, given};
use crate::screen::drawn::Drawn;
use crate::screen::page::{self, Frame};
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::reckoned::Found;
use crate::screen::shapes::AlarmsForm;
use crate::screen::tongue::Tongue;
use crate::screen::{Screen, failed, terms};

/// One area.
struct Row {
    area: String,
    stands: String,
    /// Since when an alarm stands, and the incidents since.
    since: Option<(String, String)>,
    counted: u32,
    watched: usize,
    incidents: String,
}

/// An alarm that stands, with what was said of it.
struct StandingAlarm {
    /// Its name on the page.
    id: String,
    of: AreaId,
    area: String,
    since: String,
    raised_on: Day,
    said: Vec<Word>,
}

/// A seat's word on an alarm.
struct Word {
    what: String,
    text: String,
}

#[derive(askama::Template)]
#[template(path = "alarms.html")]
struct AlarmsPage {
    frame: Frame,
    older: bool,
    reckoning: bool,
    nothing: bool,
    chart: Option<Shown>,
    rows: Vec<Row>,
    standing: Vec<StandingAlarm>,
    parties: Vec<Choice>,
    acts: Vec<Choice>,
    /// What is watched here, in words; none where it is everything.
    narrowed: Option<String>,
    party: String,
    act: String,
    may: May,
    text_max: usize,
    put: Option<Address>,
}

/// What is watched; an empty field asks for everything.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// Only what some claim says was this act, as `shelling`.
    #[param(required = false)]
    act: String,
    /// Only what the claims do not take from this party, by its id.
    #[param(required = false)]
    party: String,
}

/// The acknowledgement that was just put on record.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Put {
    noted: String,
}

/// What is watched, understood: a party by its place in the agreement, an act.
pub type Key = (Option<usize>, Option<Act>);

/// Everything is watched: what people are told of.
pub(crate) const EVERYTHING: Key = (None, None);

impl Asked {
    fn key(&self, screen: &Screen) -> Result<Key, Problem> {
        Ok((narrowing::party(screen, &self.party)?, narrowing::act(&self.act)?))
    }
}

/// What an officer says of an alarm.
#[derive(Debug, Deserialize)]
pub struct Said {
    area: AreaId,
    #[serde(default)]
    act: String,
    #[serde(default)]
    party: String,
    raised_on: Day,
    says: AlarmWord,
    text: String,
}

/// What was reckoned, or is being reckoned.
pub(crate) fn told(screen: &Screen, drawn: &Drawn, key: Key) -> Found<Option<Alarms>> {
    let now = (screen.clock)();
    let version = drawn.reckoned_as_of(screen.agreement.clock().day_of(now));
    screen.alarms.ask(&key, &version, || {
        let (agreement, promise) = (screen.agreement.clone(), screen.promise);
        let chronicle = drawn.chronicle(&agreement, now);
        let (party, act) = key;
        let said = noted(drawn.docket(), &agreement, &watched(&agreement, key));
        move || {
            let chronicle = act.into_iter().fold(chronicle?, Chronicle::of_act);
            let chronicle = party.into_iter().fold(chronicle, Chronicle::of_party);
            Some(watch(&chronicle, &agreement, promise, &said))
        }
    })
}

fn watched(agreement: &Agreement, (party, act): Key) -> Watched {
    let party = party.and_then(|place| agreement.parties().nth(place));
    Watched { act, party: party.map(|party| party.id.clone()) }
}

/// The page.
///
/// # Errors
/// [`Problem`] if what is asked is none of the agreement's, or no picture is drawn yet.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(put): Query<Put>,
) -> Result<Response, Problem> {
    let key = asked.key(&screen)?;
    let drawn = screen.drawn()?;
    screen
        .work(move |screen| {
            let found = told(screen, &drawn, key);
            drop(drawn);
            lay_out(screen, &reader, (&asked, key), &found, put.noted.parse().ok())
        })
        .await
}

/// Puts an officer's word on an alarm on record.
///
/// # Errors
/// [`Problem::NotSignedIn`], [`Problem::MayNot`], or [`Problem::Misshapen`] if no alarm can be meant or nothing is said.
pub async fn acknowledge(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(said): Form<Said>,
) -> Result<Response, Problem> {
    let by = officer(&screen, &reader, Action::Acknowledge)?;
    let now = (screen.clock)();
    let known = screen.agreement.areas().iter().any(|area| area.id == said.area);
    let text = given(&said.text).filter(|text| text.len() <= TEXT_LENGTH_MAX);
    let text = text.ok_or(Problem::Misshapen)?.to_owned();
    if !known || said.raised_on > screen.agreement.clock().day_of(now) {
        return Err(Problem::Misshapen);
    }
    let Said { area, raised_on, says, .. } = said;
    let asked = Asked { act: said.act, party: said.party };
    let Watched { act, party } = watched(&screen.agreement, asked.key(&screen)?);
    let of = Acknowledgement { act, area, party, raised_on, says, text };
    let put = screen.work(move |screen| -> Outcome<Address> {
        let node = Node::open(&screen.dir)?;
        let mut desk = Desk::open(&node)?;
        let at = desk.does(&by, Doing::Acknowledge(Box::new(of)), None, now)?;
        desk.check(&at)?;
        desk.commit()?;
        Ok(at)
    });
    let at = put.await?.map_err(|failure| failed(&failure))?;
    let fields = [("party", asked.party.trim()), ("act", asked.act.trim())];
    let back = address(
        "/alarms",
        &fields.into_iter().chain([("noted", at.to_string().as_str())]).collect::<Vec<_>>(),
    );
    Ok(Redirect::to(&back).into_response())
}

fn lay_out(
    screen: &Screen,
    reader: &Reader,
    (asked, key): (&Asked, Key),
    found: &Found<Option<Alarms>>,
    put: Option<Address>,
) -> Response {
    let (older, reckoning, told) = match found {
        Found::Now(told) => (false, false, Some(told)),
        Found::Older(told) => (true, true, Some(told)),
        Found::NotYet => (false, true, None),
    };
    let nothing = told.is_some_and(|told| told.is_none());
    let alarms = told.and_then(|told| told.as_ref().as_ref());
    let narrowed = narrowing::words(screen, key);
    let speaker = Speaker::of_screen(&screen.agreement, reader.language, narrowed);
    let areas =
        || alarms.iter().flat_map(|alarms| alarms.areas.iter().map(move |area| (*alarms, area)));
    page::show(&AlarmsPage {
        frame: Frame::of(reader, &reader.tongue().say("nav-alarms")),
        older,
        reckoning,
        nothing,
        chart: alarms.map(|alarms| Shown::of(&strip(alarms), &speaker)),
        rows: areas().map(|(alarms, area)| row(screen, reader, key, area, alarms)).collect(),
        standing: areas()
            .flat_map(|(alarms, area)| {
                let days = serious(screen, reader, area, alarms.days.1);
                standing(screen, reader, area).into_iter().chain(days)
            })
            .collect(),
        parties: narrowing::parties(screen, reader, key.0),
        acts: narrowing::acts(reader, key.1),
        narrowed: (key != EVERYTHING).then(|| reader.tongue().say("alarms-narrowed")),
        party: asked.party.trim().to_owned(),
        act: asked.act.trim().to_owned(),
        may: May::of(screen, reader, Action::Acknowledge),
        text_max: TEXT_LENGTH_MAX,
        put,
    })
}

fn row(screen: &Screen, reader: &Reader, key: Key, area: &AreaAlarms, alarms: &Alarms) -> Row {
    let t = reader.tongue();
    let narrowed = narrowing::words(screen, key);
    let counted_since =
        |day: Day| counted_incidents(area.area.as_str(), narrowed, Some((day, alarms.days.1)));
    Row {
        area: terms::area(&screen.agreement, Some(area.area.as_str()), t),
        stands: stands(area, t),
        since: shift_of(&area.state).map(|shift| (since(shift, t), counted_since(shift.onset))),
        counted: area.counted,
        watched: area.watched,
        incidents: counted_since(alarms.days.0),
    }
}

fn standing(screen: &Screen, reader: &Reader, area: &AreaAlarms) -> Option<StandingAlarm> {
    let t = reader.tongue();
    let shift = shift_of(&area.state)?;
    Some(StandingAlarm {
        id: area.area.to_string(),
        of: area.area.clone(),
        area: terms::area(&screen.agreement, Some(area.area.as_str()), t),
        since: since(shift, t),
        raised_on: shift.on,
        said: words(screen, &area.noted, t),
    })
}

/// The serious days of the last week, of which note can be taken like of an alarm.
fn serious(screen: &Screen, reader: &Reader, area: &AreaAlarms, last: Day) -> Vec<StandingAlarm> {
    let t = reader.tongue();
    let days = area.serious_days.iter().filter(|told| last.since(told.day) < LATEST_DAYS);
    let name = terms::area(&screen.agreement, Some(area.area.as_str()), t);
    let told = days.map(|told| StandingAlarm {
        id: format!("{}-{}", area.area, told.day),
        of: area.area.clone(),
        area: name.clone(),
        since: t.say_of("chart-serious-of", &[("area", name.as_str()), ("day", &t.day(told.day))]),
        raised_on: told.day,
        said: words(screen, &told.noted, t),
    });
    told.collect()
}

fn words(screen: &Screen, noted: &[Noted], t: &Tongue) -> Vec<Word> {
    let said = noted.iter().map(|word| {
        let seat = seat_in(&screen.agreement, &word.seat, t.language);
        let texts =
            [("seat", seat.as_str()), ("day", &t.day(word.on)), ("says", &says(word.says, t))];
        Word { what: t.say_of("alarms-said", &texts), text: word.text.clone() }
    });
    said.collect()
}

/// The alarm of a state, if one stands.
fn shift_of(state: &Stands) -> Option<&Shift> {
    match state {
        Stands::Alarm(shift) | Stands::Acknowledged(shift) => Some(shift),
        Stands::Learning { .. } | Stands::Calm | Stands::Watch => None,
    }
}

fn since(shift: &Shift, t: &Tongue) -> String {
    let (onset, on) = (t.day(shift.onset), t.day(shift.on));
    t.say_of("alarms-since", &[("onset", &onset), ("on", &on)])
}

fn says(word: AlarmWord, t: &Tongue) -> String {
    t.say(match word {
        AlarmWord::Seen => "alarms-seen",
        AlarmWord::Real => "alarms-real",
        AlarmWord::False => "alarms-false",
    })
}

/// How an area stands, in a word: what nobody may have seen is not called calm.
fn stands(area: &AreaAlarms, t: &Tongue) -> String {
    if area.is_unseen() { t.say("alarms-unseen") } else { state(&area.state, t) }
}

/// A state in a word.
fn state(state: &Stands, t: &Tongue) -> String {
    t.say(match state {
        Stands::Learning { .. } => "alarms-learning",
        Stands::Calm => "chart-key-calm",
        Stands::Watch => "chart-key-watch",
        Stands::Alarm(_) => "chart-key-alarm",
        Stands::Acknowledged(_) => "chart-key-acknowledged",
    })
}

/// The alarms, for programs.
///
/// # Errors
/// [`Problem`] if what is asked is none of the agreement's, or they are being reckoned.
#[utoipa::path(
    get,
    path = "/api/v1/alarms",
    params(Asked),
    responses(
        (status = 200, description = "how each area stands, what was raised, what seats said of it, and the promise; null if nothing is on record", body = Option<AlarmsForm>),
        (status = 400, description = "no such party or act", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "they are being reckoned: ask again in a moment", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn data(
    State(screen): State<Arc<Screen>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let key = asked.key(&screen)?;
    let drawn = screen.drawn()?;
    match screen.work(move |screen| told(screen, &drawn, key)).await? {
        Found::Now(told) => Ok(Json(&*told).into_response()),
        Found::Older(_) | Found::NotYet => Err(Problem::NotYet),
    }
}
