//! `GET /signals`: is it holding, what comes next, who follows whom, what is not on record; as charts, sentences and
//! caveats, for an area, a party and an act.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::id::AreaId;
use truce_signals::chart::{
    Arg, Chart, Saying, Speech as _, chains, fan, matrix, reliability, timeline,
};
use truce_signals::forecast::DAYS_AHEAD_MAX;
use truce_signals::forecast::paths::seed;
use truce_signals::told::{Asked as Question, Outlook, Signals, outlook};

use super::incidents::Choice;
use super::narrowing;
use super::rates::RatesTable;
use crate::charts::{Line, Speaker, answered, of_lists, of_rates};
use crate::cmd::forecast::ALL_AREAS;
use crate::cmd::signals::record_sha256;
use crate::screen::asked::{counted_incidents, given};
use crate::screen::drawn::Drawn;
use crate::screen::page::{self, Frame};
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::reckoned::Found;
use crate::screen::shapes::ToldForm;
use crate::screen::tongue::Tongue;
use crate::screen::{Screen, failed};

/// With fewer incidents told by two groups of sources no bound is shown.
const TOLD_BY_TWO_MIN: u32 = 5;

/// What is asked for; an empty field asks for nothing.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// The act, as `shelling`.
    #[param(required = false)]
    pub act: String,
    /// The area, by its id.
    #[param(required = false)]
    pub area: String,
    /// The party, by its id.
    #[param(required = false)]
    pub party: String,
}

/// What is asked, understood: area, party by its place in the agreement, act.
pub type Key = (Option<AreaId>, Option<usize>, Option<Act>);

/// What was reckoned for one question; none if nothing is on record.
#[derive(Debug, Serialize)]
pub struct Told {
    /// Every answer.
    pub signals: Signals,
    /// What the next days may bring; none if too little is known.
    pub outlook: Option<Outlook>,
}

/// A chart with its words.
pub(super) struct Shown {
    pub name: String,
    pub title: String,
    /// None where there is nothing to draw.
    pub svg: Option<String>,
    pub sentences: Vec<String>,
    pub caveats: Vec<String>,
    /// Its figures, where they stand below.
    pub table: Option<RatesTable>,
}

impl Shown {
    pub(super) fn of(chart: &Chart, speaker: &Speaker<'_>) -> Self {
        let said = |all: &[Saying]| all.iter().map(|saying| speaker.say(saying)).collect();
        Self {
            name: chart.name.clone(),
            title: speaker.say(&chart.title),
            svg: (!chart.marks.is_empty()).then(|| chart.svg(speaker)),
            sentences: said(&chart.sentences),
            caveats: said(&chart.caveats),
            table: None,
        }
    }
}

/// One question with its answer.
struct Section {
    id: &'static str,
    heading: String,
    charts: Vec<Shown>,
    lines: Vec<Line>,
}

#[derive(askama::Template)]
#[template(path = "signals.html")]
struct SignalsPage {
    frame: Frame,
    areas: Vec<Choice>,
    parties: Vec<Choice>,
    acts: Vec<Choice>,
    older: bool,
    reckoning: bool,
    sections: Vec<Section>,
    incidents: String,
}

impl Asked {
    /// What is asked.
    fn key(&self, screen: &Screen) -> Result<Key, Problem> {
        let agreement = &screen.agreement;
        let area = given(&self.area).map(|text| {
            let known = agreement.areas().iter().find(|area| area.id.as_str() == text);
            known.map(|area| area.id.clone()).ok_or(Problem::Misshapen)
        });
        let (party, act) = (narrowing::party(screen, &self.party)?, narrowing::act(&self.act)?);
        Ok((area.transpose()?, party, act))
    }
}

/// What was reckoned, or is being reckoned, for a question.
fn told(screen: &Screen, drawn: &Drawn, key: &Key) -> Result<Found<Option<Told>>, Problem> {
    let now = (screen.clock)();
    let version = drawn.reckoned_as_of(screen.agreement.clock().day_of(now));
    let sha256 = record_sha256(drawn.cut()).map_err(|fault| failed(&fault))?;
    Ok(screen.signals.ask(key, &version, || {
        let counted = drawn.counted(&screen.agreement, now);
        let (agreement, (area, party, act)) = (screen.agreement.clone(), key.clone());
        move || {
            let counted = counted?;
            let subject = subject(&agreement, area.as_ref(), party, act);
            let chronicle = counted.chronicle.clone();
            let chronicle = match act {
                None => chronicle,
                Some(act) => chronicle.of_act(act),
            };
            let counts = match party {
                None => chronicle.counts(area.as_ref()),
                // What the claims do not take from it.
                Some(party) => chronicle.bounds_of(party, area.as_ref()).1,
            };
            let outlook = outlook(counts, &subject, sha256, DAYS_AHEAD_MAX).ok();
            let question = Question { act, area, party, dates: Vec::new(), seed: seed(&sha256) };
            Some(Told { signals: Signals::of(counted, &agreement, &question), outlook })
        }
    }))
}

/// What a forecast calls itself: as the command does, with the act where one is asked.
fn subject(
    agreement: &Agreement,
    area: Option<&AreaId>,
    party: Option<usize>,
    act: Option<Act>,
) -> String {
    let mut subject = area.map_or(ALL_AREAS, AreaId::as_str).to_owned();
    if let Some(party) = party.and_then(|place| agreement.parties().nth(place)) {
        subject.push_str(&format!("/{}", party.id));
    }
    if let Some(act) = act {
        subject.push_str(&format!(", {}", act.word()));
    }
    subject
}

/// The page.
///
/// # Errors
/// [`Problem`] if what is asked is none of the agreement's, or no picture is drawn yet.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let key = asked.key(&screen)?;
    let drawn = screen.drawn()?;
    screen
        .work(move |screen| {
            let found = told(screen, &drawn, &key)?;
            drop(drawn);
            Ok(lay_out(screen, &reader, &key, &found))
        })
        .await?
}

fn lay_out(screen: &Screen, reader: &Reader, key: &Key, found: &Found<Option<Told>>) -> Response {
    let t = reader.tongue();
    let (older, reckoning, told) = match found {
        Found::Now(told) => (false, false, Some(told)),
        Found::Older(told) => (true, true, Some(told)),
        Found::NotYet => (false, true, None),
    };
    let told = told.map(|told| told.as_ref().as_ref());
    let sections = match told {
        None => Vec::new(),
        Some(None) => vec![Section {
            id: "holding",
            heading: t.say("signals-holding"),
            charts: Vec::new(),
            lines: vec![t.say("signals-nothing").into()],
        }],
        Some(Some(told)) => sections(screen, reader, key, told),
    };
    let span = told.flatten().map(|told| told.signals.days);
    let area = key.0.as_ref().map_or("", AreaId::as_str);
    let narrowed = narrowing::words(screen, (key.1, key.2));
    page::show(&SignalsPage {
        frame: Frame::of(reader, &t.say("nav-signals")),
        areas: areas(screen, reader, key),
        parties: narrowing::parties(screen, reader, key.1),
        acts: narrowing::acts(reader, key.2),
        older,
        reckoning,
        sections,
        incidents: counted_incidents(area, narrowed, span),
    })
}

fn areas(screen: &Screen, reader: &Reader, key: &Key) -> Vec<Choice> {
    let tag = reader.language.tag();
    let choice = |area: &truce_core::area::Area| Choice {
        value: area.id.to_string(),
        name: area.name(tag).to_owned(),
        chosen: key.0.as_ref() == Some(&area.id),
    };
    screen.agreement.areas().iter().map(choice).collect()
}

impl Section {
    fn of(
        id: &'static str,
        heading: String,
        charts: Vec<Shown>,
        lines: Vec<impl Into<Line>>,
    ) -> Self {
        Self { id, heading, charts, lines: lines.into_iter().map(Into::into).collect() }
    }
}

fn sections(screen: &Screen, reader: &Reader, key: &Key, told: &Told) -> Vec<Section> {
    let narrowed = narrowing::words(screen, (key.1, key.2));
    let speaker = Speaker::of_screen(&screen.agreement, reader.language, narrowed);
    let t = reader.tongue();
    let signals = &told.signals;
    let area = key.0.as_ref();
    // What is asked of a party are levels and the next days; all else is of all parties.
    let all_parties = speaker.of_all_parties();
    let shown = |charts: &[Chart], speaker: &Speaker<'_>| {
        charts.iter().map(|chart| Shown::of(chart, speaker)).collect()
    };
    let drawn = |charts: &[Chart]| shown(charts, &all_parties);
    let next = told.outlook.as_ref().map(|told| [fan(told, area), reliability(&told.past)]);
    let untold = if next.is_none() { vec![t.say("signals-no-forecast")] } else { Vec::new() };
    let lists = of_lists(signals);
    let mut unreported: Vec<String> =
        told_by(signals).iter().map(|saying| speaker.say(saying)).collect();
    if lists.is_empty() {
        unreported.push(t.say("signals-lists-none"));
    }
    let follows = [matrix(&signals.following), chains(signals.chains.as_ref())];
    let holding = shown(&[timeline(&signals.holding, area)], &speaker);
    let next = next.as_ref().map_or_else(Vec::new, |charts| shown(charts, &speaker));
    let rates = of_rates(signals);
    let rates = rates.iter().map(|rates| Shown {
        table: Some(RatesTable::of(rates, signals.days, &all_parties)),
        ..Shown::of(&rates.chart, &all_parties)
    });
    let mut all = vec![
        Section::of("holding", t.say("signals-holding"), holding, Vec::<Line>::new()),
        Section::of("next", t.say("signals-next"), next, untold),
        Section::of("follows", t.say("signals-follows"), drawn(&follows), Vec::<Line>::new()),
        Section::of("unreported", t.say("signals-unreported"), drawn(&lists), unreported),
        Section::of("quiet", t.say("signals-quiet"), Vec::new(), quiet(signals, &speaker, t)),
        Section::of("rates", t.say("signals-rates"), rates.collect(), Vec::<Line>::new()),
    ];
    all.extend(answered(signals, &all_parties).map(|of| Section {
        id: of.id,
        heading: of.heading,
        charts: Vec::new(),
        lines: of.lines,
    }));
    all
}

/// Where counts fell together with watching.
fn quiet(signals: &Signals, speaker: &Speaker<'_>, t: &Tongue) -> Vec<String> {
    if signals.quiet.is_empty() {
        return vec![t.say("signals-quiet-none")];
    }
    let flags = signals.quiet.iter().map(|flag| {
        let number = |count: u32| Arg::Number(count.into());
        let (before, after) = (number(flag.before.counted), number(flag.after.counted));
        let area = Arg::Area(Some(flag.area.clone()));
        let args = [("area", area), ("before", before), ("after", after)];
        speaker.say(&Saying::of("signals-quiet-area", args))
    });
    flags.collect()
}

/// By how many groups of sources incidents are told, and what follows from it.
fn told_by(signals: &Signals) -> [Saying; 2] {
    let (on_record, one, two) = signals.told_by;
    let number = |count: u32| Arg::Number(count.into());
    let least = &signals.at_least;
    let told = Saying::of(
        "signals-told-by",
        [("n", number(on_record)), ("one", number(one)), ("two", number(two))],
    );
    let bound = if two < TOLD_BY_TWO_MIN {
        Saying::plain("signals-at-least-none")
    } else {
        Saying::of(
            "signals-at-least",
            [
                ("least", Arg::decimal(least.all.floor(), 0)),
                ("low", Arg::decimal(least.interval.0, 0)),
                ("high", Arg::decimal(least.interval.1, 0)),
            ],
        )
    };
    [told, bound]
}

/// The signals, for programs.
///
/// # Errors
/// [`Problem`] if what is asked is none of the agreement's, or it is being reckoned.
#[utoipa::path(
    get,
    path = "/api/v1/signals",
    params(Asked),
    responses(
        (status = 200, description = "estimates and advice, never on record: levels and signed dates, the forecast, who follows whom, what is not on record; null if nothing is on record", body = Option<ToldForm>),
        (status = 400, description = "no such area, party or act", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "it is being reckoned: ask again in a moment", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn data(
    State(screen): State<Arc<Screen>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let key = asked.key(&screen)?;
    let drawn = screen.drawn()?;
    match screen.work(move |screen| told(screen, &drawn, &key)).await?? {
        Found::Now(told) => Ok(Json(&*told).into_response()),
        // An answer of an earlier record would not say so.
        Found::Older(_) | Found::NotYet => Err(Problem::NotYet),
    }
}
