//! `GET /incidents`: the incidents that are asked for, page by page; what is asked for stands in the address.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::{Deserialize, Serialize};
use truce_core::act::Act;
use truce_core::case::office::Action;
use truce_core::entry::Address;
use truce_core::id::{ActorId, AreaId, SeatId};

use super::deeds::May;
use super::narrowing;
use super::situation::seat_in;
use crate::failure::Outcome;
use crate::index::facet::{BetweenSeats, Facet};
use crate::index::filter::Filter;
use crate::index::incident_row::IncidentRow;
use crate::index::incidents::{List, Order, list};
use crate::index::words;
use crate::screen::asked::{address, day, given};
use crate::screen::latest::Drawn;
use crate::screen::logins::filters::SavedFilter;
use crate::screen::page::{self, Frame};
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::tongue::Tongue;
use crate::screen::{Screen, failed, terms};

/// How many incidents stand on a page.
const ON_A_PAGE: usize = 50;

/// The orders: the word in addresses, the message, and the order.
const ORDERS: [(&str, &str, Order); 4] = [
    ("newest", "order-newest", Order::Newest),
    ("oldest", "order-oldest", Order::Oldest),
    ("reports", "order-reports", Order::MostReports),
    ("changed", "order-changed", Order::LastChanged),
];

/// What is asked for; an empty field asks for nothing.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// The act, as `shelling`.
    #[param(required = false)]
    pub act: String,
    /// From where to go on: `next` of the page before.
    #[param(required = false)]
    pub after: String,
    /// The area, by its id.
    #[param(required = false)]
    pub area: String,
    /// How they stand between the seats: matched, contested or one-sided.
    #[param(required = false)]
    pub between: String,
    /// `yes`: only those whose versions would mean different things.
    #[param(required = false)]
    pub contested: String,
    /// `yes`: only those that the signals count, on the day, in the area and as the acts as which they count them.
    #[param(required = false)]
    pub counted: String,
    /// In which order: newest, oldest, reports or changed.
    #[param(required = false)]
    pub order: String,
    /// What a version would mean: apparent-breach, consistent, outside-coverage or insufficient.
    #[param(required = false)]
    pub outcome: String,
    /// A party, by its id: only those that the signals count and that the claims do not take from it.
    #[param(required = false)]
    pub party: String,
    /// A seat whose own sources assert it.
    #[param(required = false)]
    pub seat: String,
    /// The first day.
    #[param(required = false)]
    pub since: String,
    /// Words of the reports, in any script.
    #[param(required = false)]
    pub text: String,
    /// The last day.
    #[param(required = false)]
    pub until: String,
}

impl Asked {
    fn order(&self) -> Result<Order, Problem> {
        let Some(word) = given(&self.order) else { return Ok(Order::default()) };
        let found = ORDERS.iter().find(|(known, ..)| *known == word);
        found.map(|(.., order)| *order).ok_or(Problem::Misshapen)
    }

    fn facets(&self) -> Result<Vec<Facet>, Problem> {
        let mut facets = Vec::new();
        let counted = yes(&self.counted)?;
        if let Some(id) = given(&self.area) {
            let area = AreaId::new(id).map_err(|_| Problem::Misshapen)?;
            facets.push(if counted { Facet::CountedIn(area) } else { Facet::Area(area) });
        }
        if let Some(word) = given(&self.act) {
            let act = word.parse().map_err(|_| Problem::Misshapen)?;
            facets.push(if counted { Facet::CountedAs(act) } else { Facet::Act(act) });
        }
        if let Some(id) = given(&self.party) {
            facets.push(Facet::MayBeOf(ActorId::new(id).map_err(|_| Problem::Misshapen)?));
        }
        if let Some(id) = given(&self.seat) {
            facets.push(Facet::AssertedBy(SeatId::new(id).map_err(|_| Problem::Misshapen)?));
        }
        if let Some(word) = given(&self.between) {
            let all = [BetweenSeats::Matched, BetweenSeats::Contested, BetweenSeats::OneSided];
            let found = all.into_iter().find(|standing| standing.word() == word);
            facets.push(Facet::Between(found.ok_or(Problem::Misshapen)?));
        }
        if let Some(word) = given(&self.outcome) {
            let found = terms::OUTCOMES.iter().find(|(kind, _)| kind.replace(' ', "-") == word);
            let (kind, _) = found.ok_or(Problem::Misshapen)?;
            facets.push(Facet::Outcome((*kind).to_owned()));
        }
        facets.extend(yes(&self.contested)?.then_some(Facet::Contested));
        facets.extend(counted.then_some(Facet::Counted));
        Ok(facets)
    }

    fn filter(&self, screen: &Screen) -> Result<Filter, Problem> {
        // Of a party that there is not, "none on record" would be a wrong answer.
        narrowing::party(screen, &self.party)?;
        let clock = screen.agreement.clock();
        Ok(Filter {
            all_of: self.facets()?.into_iter().collect(),
            by_end: yes(&self.counted)?,
            since: day(&self.since)?.map(|day| clock.window_of(day).earliest()),
            text: given(&self.text).map(str::to_owned),
            until: day(&self.until)?.map(|day| clock.window_of(day).latest()),
            within: None,
        })
    }

    /// Holds it against what can be asked for.
    ///
    /// # Errors
    /// [`Problem::Misshapen`]
    pub(super) fn check(&self) -> Result<(), Problem> {
        self.order()?;
        self.facets()?;
        [&self.since, &self.until].into_iter().try_for_each(|text| day(text).map(drop))
    }

    /// The address that asks for the same, from a place in the list on; from its beginning if that is empty.
    pub(super) fn address(&self, after: &str) -> String {
        address(
            "/incidents",
            &[
                ("text", &self.text),
                ("area", &self.area),
                ("act", &self.act),
                ("since", &self.since),
                ("until", &self.until),
                ("seat", &self.seat),
                ("between", &self.between),
                ("outcome", &self.outcome),
                ("contested", &self.contested),
                ("counted", &self.counted),
                ("party", &self.party),
                ("order", &self.order),
                ("after", after),
            ],
        )
    }

    /// How many things the incidents are filtered by.
    fn in_use(&self) -> usize {
        let all = [
            &self.text,
            &self.area,
            &self.act,
            &self.since,
            &self.until,
            &self.seat,
            &self.between,
            &self.outcome,
            &self.contested,
            &self.counted,
            &self.party,
        ];
        all.iter().filter(|field| given(field).is_some()).count()
    }

    /// Whether the words looked for cannot be understood.
    fn misunderstood(&self) -> bool {
        given(&self.text).is_some_and(|text| words::full_text(text).is_err())
    }
}

/// Whether a box was ticked.
///
/// # Errors
/// [`Problem::Misshapen`] if the address has another word than `yes`.
fn yes(asked: &str) -> Result<bool, Problem> {
    match given(asked) {
        None => Ok(false),
        Some("yes") => Ok(true),
        Some(_) => Err(Problem::Misshapen),
    }
}

/// One thing that can be chosen.
pub(super) struct Choice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

impl Choice {
    /// What can be chosen of a list, and what is.
    pub(super) fn of(all: impl Iterator<Item = (String, String)>, chosen: &str) -> Vec<Self> {
        all.map(|(value, name)| Self { chosen: value == chosen, value, name }).collect()
    }
}

/// An incident in a list, in the reader's words.
pub(super) struct Line {
    pub act: String,
    pub area: String,
    pub asserted_by: Vec<String>,
    pub case: Option<(String, String)>,
    pub contested: bool,
    pub day: String,
    pub denied_by: Vec<String>,
    pub exact: String,
    pub row: IncidentRow,
    pub standing: String,
    /// Whether it can be chosen for triage, and then whether the reader marked it as seen as it stands.
    pub triage: Option<bool>,
}

/// The names of seats that a column lists.
pub(super) fn seats(screen: &Screen, listed: &str, reader: &Reader) -> Vec<String> {
    let ids = listed.split_whitespace().filter_map(|id| SeatId::new(id).ok());
    ids.map(|id| seat_in(&screen.agreement, &id, reader.language)).collect()
}

/// How exactly a place is known.
pub(super) fn exact(radius_m: Option<u32>, t: &Tongue) -> String {
    match radius_m {
        None => t.say("place-no-position"),
        Some(radius_m) => t.say_of("place-within", &[("metres", &t.number(radius_m))]),
    }
}

/// How an incident stands between the seats.
pub(super) fn standing(word: Option<&str>, t: &Tongue) -> String {
    word.map_or_else(|| t.say("standing-none"), |word| terms::of_list(&terms::STANDINGS, word, t))
}

impl Line {
    pub(super) fn of(screen: &Screen, reader: &Reader, row: IncidentRow) -> Self {
        let t = reader.tongue();
        let state = row.case_state.as_deref().unwrap_or_default();
        let state = terms::of_list(&terms::STATES, state, t);
        Self {
            act: terms::act_of_word(&row.act, t),
            area: terms::area(&screen.agreement, row.area.as_deref(), t),
            asserted_by: seats(screen, &row.asserted_by, reader),
            case: row.case_id.as_ref().map(|id| (format!("/cases/{id}"), state)),
            contested: row.contested,
            day: t.day(row.day),
            denied_by: seats(screen, &row.denied_by, reader),
            exact: exact(row.radius_m, t),
            standing: standing(row.between_seats.as_deref(), t),
            triage: None,
            row,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "incidents.html")]
struct IncidentsPage<'a> {
    frame: Frame,
    asked: &'a Asked,
    acts: Vec<Choice>,
    areas: Vec<Choice>,
    seats: Vec<Choice>,
    standings: Vec<Choice>,
    outcomes: Vec<Choice>,
    parties: Vec<Choice>,
    orders: Vec<Choice>,
    misunderstood: bool,
    lines: Vec<Line>,
    next: Option<String>,
    total: usize,
    /// What is asked for, as an address.
    query: String,
    /// The reader's own filters; none for whoever is not signed in.
    filters: Option<Vec<SavedFilter>>,
    /// Whether the reader can mark incidents as seen.
    triages: bool,
    /// Whether the reader may judge.
    may_judge: bool,
    /// Whether the reader may ask for verification.
    may_ask: bool,
    /// The judgements that were just put on record.
    judged: Vec<Address>,
    /// How many tasks were just put on record.
    tasked: usize,
}

/// What the page says beside the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    /// The judgements that were just put on record, by their addresses.
    judged: String,
    /// The tasks, likewise.
    tasked: String,
}

/// The entries that an address lists.
pub(super) fn listed(text: &str) -> impl Iterator<Item = Address> + '_ {
    text.split(' ').filter_map(|at| at.parse().ok())
}

/// What the reader keeps: their filters, and which of the lines they marked as seen since a report came last.
fn own(screen: &Screen, reader: &Reader, lines: &mut [Line]) -> Outcome<Option<Vec<SavedFilter>>> {
    let Some(who) = &reader.signed_in else { return Ok(None) };
    let ids = lines.iter().map(|line| line.row.id.as_str());
    let marked = screen.logins.marked(who.login, ids)?;
    for line in lines.iter_mut().filter(|_| !reader.locked) {
        let at = marked.get(&line.row.id);
        line.triage = Some(at.is_some_and(|at| *at >= line.row.changed_at));
    }
    screen.logins.filters(who.login).map(Some)
}

fn found(screen: &Screen, drawn: &Drawn, asked: &Asked) -> Result<List, Problem> {
    let after = given(&asked.after).map(str::parse).transpose().map_err(|_| Problem::Misshapen)?;
    let (filter, order) = (asked.filter(screen)?, asked.order()?);
    let tables = screen.tables()?;
    list(&tables, &drawn.columns, &filter, order, (after, ON_A_PAGE))
        .map_err(|failure| failed(&failure))
}

/// The page.
///
/// # Errors
/// [`Problem`] if it cannot be understood what is asked for, or no picture is drawn yet.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(said): Query<Said>,
) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    screen.work(move |screen| lay_out(screen, &drawn, &reader, &asked, &said)).await?
}

/// The filter with which the page opens for a reader who asked for nothing.
fn opens_with(screen: &Screen, reader: &Reader) -> Result<Option<String>, Problem> {
    let Some(who) = reader.signed_in.as_ref().filter(|_| reader.here == "/incidents") else {
        return Ok(None);
    };
    let filters = screen.logins.filters(who.login).map_err(|failure| failed(&failure))?;
    Ok(filters.into_iter().find(|filter| filter.opens).map(|filter| filter.query))
}

fn lay_out(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    asked: &Asked,
    said: &Said,
) -> Result<Response, Problem> {
    // Where nothing stands behind the name that asks for something else, this page would lead to itself.
    if let Some(query) = opens_with(screen, reader)?.filter(|query| query.contains('?')) {
        return Ok(Redirect::to(&query).into_response());
    }
    let misunderstood = asked.misunderstood();
    let none = List { incidents: Vec::new(), next: None, total: 0 };
    let found = if misunderstood { none } else { found(screen, drawn, asked)? };
    let (t, agreement) = (reader.tongue(), &screen.agreement);
    let of_words = |list: &[(&str, &str)], chosen: &str| {
        let all = list.iter().map(|(word, message)| (word.replace(' ', "-"), t.say(message)));
        Choice::of(all, chosen)
    };
    let areas = agreement.areas().iter();
    let areas = areas.map(|a| (a.id.to_string(), a.name(reader.language.tag()).to_owned()));
    let seats = agreement.seats.iter();
    let seats = seats.map(|s| (s.id.to_string(), seat_in(agreement, &s.id, reader.language)));
    let acts = Act::ALL.iter().map(|act| (act.word().to_owned(), terms::act(*act, t)));
    let parties = agreement.parties();
    let parties = parties.map(|p| (p.id.to_string(), p.name(reader.language.tag()).to_owned()));
    let orders = ORDERS.iter().map(|(word, message, _)| ((*word).to_owned(), t.say(message)));
    let rows = found.incidents.into_iter();
    let mut lines: Vec<Line> = rows.map(|row| Line::of(screen, reader, row)).collect();
    let filters = own(screen, reader, &mut lines).map_err(|failure| failed(&failure))?;
    let page = page::show(&IncidentsPage {
        frame: Frame::of(reader, &t.say("nav-incidents")),
        asked,
        acts: Choice::of(acts, &asked.act),
        areas: Choice::of(areas, &asked.area),
        seats: Choice::of(seats, &asked.seat),
        standings: of_words(&terms::STANDINGS, &asked.between),
        outcomes: of_words(&terms::OUTCOMES, &asked.outcome),
        parties: Choice::of(parties, &asked.party),
        orders: Choice::of(orders, &asked.order),
        misunderstood,
        lines,
        query: asked.address(""),
        filters,
        triages: reader.signed_in.is_some() && !reader.locked,
        may_judge: reader.may(screen, Action::Judge) && !reader.locked,
        may_ask: May::of(screen, reader, Action::SetTask) != May::No,
        judged: listed(&said.judged).collect(),
        tasked: listed(&said.tasked).count(),
        next: found.next.map(|next| asked.address(&next.to_string())),
        total: found.total,
    });
    let status = if misunderstood { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok((status, page).into_response())
}

/// A page of the list, for programs.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct IncidentList {
    /// The incidents, each with the columns of the table `incident`.
    pub incidents: Vec<IncidentRow>,
    /// What to give as `after` for the next page; none after the last.
    #[schema(required)]
    pub next: Option<String>,
    /// How many there are on all pages together.
    pub total: usize,
}

/// The incidents that are asked for, page by page.
///
/// # Errors
/// As [`show`].
#[utoipa::path(
    get,
    path = "/api/v1/incidents",
    params(Asked),
    responses(
        (status = 200, description = "a page of the list", body = IncidentList),
        (status = 400, description = "it cannot be understood what is asked for", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "the picture is being derived", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn data(
    State(screen): State<Arc<Screen>>,
    Query(asked): Query<Asked>,
) -> Result<Json<IncidentList>, Problem> {
    let drawn = screen.drawn()?;
    if asked.misunderstood() {
        return Err(Problem::Misshapen);
    }
    let found = screen.work(move |screen| found(screen, &drawn, &asked)).await??;
    let next = found.next.map(|next| next.to_string());
    Ok(Json(IncidentList { incidents: found.incidents, next, total: found.total }))
}
