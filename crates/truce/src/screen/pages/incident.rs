//! `GET /incidents/{log}/{index}`: one incident, claim beside claim, and what each version would mean.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::{Deserialize, Serialize};
use truce_core::agreement::Agreement;
use truce_core::assessment::{Answer, Assessment};
use truce_core::bulletin::{self, Claim};
use truce_core::case::office::Action;
use truce_core::entry::{Address, Body};
use truce_core::incident::{Aspect, Difference, Incident, Voice};
use truce_core::matching::evidence::Bans;
use truce_core::report::Stance;
use truce_core::time::Window;
use truce_core::version::Version;

use super::deeds::May;
use super::incidents::{Line, exact, listed};
use super::situation::seat_in;
use super::tasks::Work;
use crate::failure::Outcome;
use crate::index::incidents::{Whole, one};
use crate::index::nearby::{Nearby, nearby};
use crate::index::told::page as page_of;
use crate::node::Node;
use crate::render::labels::Labels;
use crate::screen::asked::entry;
use crate::screen::latest::Drawn;
use crate::screen::page::{self, Frame};
use crate::screen::phrases::Phrases;
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::tongue::Tongue;
use crate::screen::{Screen, failed, reasons, terms};

/// What is said above the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    /// The judgement that was just put on record.
    judged: String,
    /// The case as which it was just taken up.
    opened: String,
    /// The tasks that were just put on record.
    tasked: String,
}

/// Something that a claim says, and whether others say otherwise.
struct Cell {
    about: Aspect,
    /// The same as ISO dates, for what is a time.
    iso: Option<String>,
    question: String,
    says: String,
    differs: bool,
}

/// One claim, in the reader's words as far as they are ours.
struct Told {
    cells: Vec<Cell>,
    claim: Claim,
    exact: String,
    seat: String,
}

#[derive(askama::Template)]
#[template(path = "incident.html")]
struct IncidentPage<'a> {
    frame: Frame,
    labels: Labels<'a>,
    line: Line,
    phrases: Phrases<'a>,
    incident: &'a Incident,
    versions: &'a [Version],
    told: Vec<Told>,
    cases: Vec<(String, String)>,
    nearby: Nearby,
    replaced: Vec<String>,
    judgements: Vec<Judged>,
    may_judge: bool,
    said: Option<Address>,
    work: Work,
}

impl IncidentPage<'_> {
    fn question(&self, difference: &Difference) -> String {
        terms::aspect(difference.about, self.frame.t)
    }

    /// What a voice says on a question, as its first claim has it, with its ISO dates if it is a time.
    fn says(&self, difference: &Difference, voice: &Voice) -> (String, Option<String>) {
        let of_voice = |told: &&Told| voice.reports.contains(&told.claim.address);
        let claim = self.told.iter().find(of_voice);
        let cell =
            claim.and_then(|told| told.cells.iter().find(|cell| cell.about == difference.about));
        cell.map_or_else(
            || (self.labels.says(difference.about, &voice.says), None),
            |cell| (cell.says.clone(), cell.iso.clone()),
        )
    }

    /// A reason for or against in the reader's words, if they are there.
    fn reason(&self, words: &str) -> Option<String> {
        reasons::reason(words, self.frame.t)
    }

    fn bans(&self, millibans: &i32) -> String {
        Bans(*millibans).to_string()
    }

    fn outcome(&self, assessment: &Assessment) -> String {
        terms::of_list(&terms::OUTCOMES, assessment.outcome.kind(), self.frame.t)
    }

    /// The three questions of an assessment, each with its answer.
    fn answers<'b>(&self, assessment: &'b Assessment) -> [(String, &'b Answer); 3] {
        let t = self.frame.t;
        [
            (t.say("question-covered"), &assessment.covered),
            (t.say("question-happened"), &assessment.happened),
            (t.say("question-who"), &assessment.who),
        ]
    }

    fn truth(&self, truth: &truce_core::kleene::Truth) -> String {
        terms::truth(*truth, self.frame.t)
    }

    fn point(&self, point: &truce_core::assessment::Point) -> String {
        terms::point(*point, self.frame.t)
    }
}

/// A judgement in force on two reports of the incident, or between one of its and another's.
struct Judged {
    one: Address,
    other: Address,
    same: bool,
    own: bool,
    words: Vec<Word>,
}

/// An officer's word on two reports, as it stands on record.
struct Word {
    at: Address,
    by: String,
    reason: String,
}

/// The judgements that touch an incident.
///
/// # Errors
/// If a log cannot be read.
fn judgements(screen: &Screen, drawn: &Drawn, incident: &Incident) -> Outcome<Vec<Judged>> {
    let judged = drawn.judged();
    let same = judged.same.iter().map(|found| (found, true));
    let all = same.chain(judged.different.iter().map(|found| (found, false)));
    let mut concerned = all
        .filter(|(((one, other), _), _)| {
            incident.reports.contains(one) || incident.reports.contains(other)
        })
        .peekable();
    if concerned.peek().is_none() {
        return Ok(Vec::new());
    }
    // What is not held is looked up in its log.
    let node = Node::open(&screen.dir)?;
    let of = |((pair, entries), same): ((&(Address, Address), &Vec<Address>), bool)| {
        let words = entries.iter().map(|at| word(drawn, &node, at)).collect::<Outcome<Vec<_>>>()?;
        Ok(Judged {
            one: pair.0.clone(),
            other: pair.1.clone(),
            same,
            own: entries.iter().any(|at| *drawn.lineage().seat_of(&at.log) == screen.seat),
            words: words.into_iter().flatten().collect(),
        })
    };
    concerned.map(of).collect()
}

/// Who judged, and why.
fn word(drawn: &Drawn, node: &Node, at: &Address) -> Outcome<Option<Word>> {
    let entry = drawn.entry(node, at)?;
    Ok(entry.and_then(|entry| {
        let Body::Judgement(judgement) = entry.body else { return None };
        Some(Word { at: at.clone(), by: judgement.by, reason: judgement.reason })
    }))
}

/// Claim by claim, each answer beside its question.
fn told(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    page: &bulletin::IncidentPage,
) -> Vec<Told> {
    let t = reader.tongue();
    let of = |claim: &Claim| Told {
        cells: cells(&screen.agreement, t, &page.incident, claim),
        exact: exact(claim.place.position.map(|_| claim.place.radius_m), t),
        seat: seat_in(
            &screen.agreement,
            drawn.lineage().seat_of(&claim.address.log),
            reader.language,
        ),
        claim: claim.clone(),
    };
    page.claims.iter().map(of).collect()
}

/// The answers of one claim; those on which claims differ are marked.
fn cells(agreement: &Agreement, t: &Tongue, incident: &Incident, claim: &Claim) -> Vec<Cell> {
    let phrases = Phrases { agreement, t };
    let people = |toll: Option<truce_core::report::Toll>| {
        toll.map_or_else(
            || t.say("not-said"),
            |toll| match (toll.least(), toll.most()) {
                (least, most) if least == most => t.number(least),
                (least, most) => format!("{}–{}", t.number(least), t.number(most)),
            },
        )
    };
    let happening = match claim.stance {
        Stance::DeniesEvent => t.say("stance-denies"),
        Stance::Asserts | Stance::DeniesAuthorship => t.say("stance-asserts"),
    };
    let exemption = claim.exemption.map(|exemption| phrases.exemption(exemption));
    let (when, iso) = phrases.when(claim.window);
    let answers = [
        (Aspect::Happening, happening),
        (Aspect::Act, terms::act(claim.act, t)),
        (Aspect::Time, when),
        (Aspect::Place, phrases.place(&claim.place)),
        (Aspect::Author, phrases.blamed(claim)),
        (Aspect::Killed, people(claim.harm.killed)),
        (Aspect::Injured, people(claim.harm.injured)),
        (Aspect::Exemption, exemption.unwrap_or_else(|| t.say("not-said"))),
    ];
    let differ = |about| incident.differences.iter().any(|found| found.about == about);
    let cell = |(about, says)| Cell {
        about,
        iso: Some(iso.clone()).filter(|_| about == Aspect::Time),
        question: terms::aspect(about, t),
        says,
        differs: differ(about),
    };
    answers.into_iter().map(cell).collect()
}

/// What the tables hold of an incident, with what was watched nearby.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OneIncident {
    /// The incident: its row, its page, its cases and the reports that were replaced.
    #[serde(flatten)]
    pub whole: Whole,
    /// What was spent on watching there at that time, and what kept monitors away.
    pub nearby: Nearby,
}

/// The incident that holds a report now.
fn found(screen: &Screen, report: &Address) -> Result<OneIncident, Problem> {
    let tables = screen.tables()?;
    let whole = one(&tables, report).map_err(|failure| failed(&failure))?;
    let whole = whole.ok_or(Problem::NoSuchPage)?;
    let window = Window::new(whole.row.earliest, whole.row.latest).map_err(|_| Problem::Failed)?;
    let nearby = nearby(&tables, whole.row.area.as_deref(), window);
    Ok(OneIncident { whole, nearby: nearby.map_err(|failure| failed(&failure))? })
}

/// The page; an earlier name of the incident leads to the present one.
///
/// # Errors
/// [`Problem`] if no incident holds that report, or no picture is drawn yet.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Path((log, index)): Path<(String, String)>,
    Query(said): Query<Said>,
) -> Result<Response, Problem> {
    let (drawn, report) = (screen.drawn()?, entry(&log, &index)?);
    screen.work(move |screen| lay_out(screen, &drawn, &reader, &report, &said)).await?
}

fn lay_out(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    report: &Address,
    said: &Said,
) -> Result<Response, Problem> {
    let OneIncident { whole, nearby } = found(screen, report)?;
    let id: Address = whole.row.id.parse().map_err(|_| Problem::Failed)?;
    if id != *report {
        return Ok(Redirect::to(&format!("/incidents/{id}")).into_response());
    }
    let page = page_of(drawn.known(&screen.agreement), &whole.row, &whole.page);
    let page = page.map_err(|failure| failed(&failure))?;
    let incident = &page.incident;
    let line = Line::of(screen, reader, whole.row);
    let t = reader.tongue();
    let case = |id: String| {
        let state = id.parse::<Address>().ok().and_then(|id| drawn.docket().cases.get(&id));
        let state = state.map_or("", |case| case.state.word());
        (id, terms::of_list(&terms::STATES, state, t))
    };
    let judgements = judgements(screen, drawn, incident).map_err(|failure| failed(&failure))?;
    let work = Work::of(screen, drawn, reader, incident, &whole.cases);
    Ok(page::show(&IncidentPage {
        frame: Frame::of(reader, &format!("{} · {}", line.act, line.area)),
        labels: Labels { agreement: &screen.agreement },
        phrases: Phrases { agreement: &screen.agreement, t },
        line,
        incident,
        versions: &page.versions,
        told: told(screen, drawn, reader, &page),
        cases: whole.cases.into_iter().map(case).collect(),
        nearby,
        replaced: whole.replaced,
        judgements,
        may_judge: reader.may(screen, Action::Judge) && !reader.locked,
        said: said.judged.parse().ok(),
        work: Work { opened: said.opened.parse().ok(), put: listed(&said.tasked).count(), ..work },
    }))
}

/// One incident, by the address of any of its reports.
///
/// # Errors
/// As [`show`].
#[utoipa::path(
    get,
    path = "/api/v1/incidents/{log}/{index}",
    params(
        ("log" = String, Path, description = "the log in which a report of it stands"),
        ("index" = u64, Path, description = "the report's place in that log"),
    ),
    responses(
        (status = 200, description = "the incident that holds that report now", body = OneIncident),
        (status = 404, description = "no incident holds that report", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "the picture is being derived", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn data(
    State(screen): State<Arc<Screen>>,
    Path((log, index)): Path<(String, String)>,
) -> Result<Json<OneIncident>, Problem> {
    screen.drawn()?;
    let report = entry(&log, &index)?;
    screen.work(move |screen| found(screen, &report)).await?.map(Json)
}
