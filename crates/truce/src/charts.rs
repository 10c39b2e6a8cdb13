//! Charts of the signals in a reader's language.
//!
//! # In scope
//! [`Speaker`]: the words for what a chart says, from the messages of the screen and the names of the agreement; which
//! charts stand in the file of a command.
//!
//! # Out of scope
//! What is drawn: [`truce_signals::chart`].

use std::collections::BTreeMap;

use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId};
use truce_core::time::Day;
use truce_signals::chart::{
    Arg, Behind, Chart, OF_DAYS, Saying, Speech, chains, file, funnel, matrix, notes, predictions,
    strip, timeline, two_lists,
};
use truce_signals::told::{Alarms, CellTold, PublicTold, RatesTold, Signals};

use crate::screen::asked::counted_incidents;
use crate::screen::language::Language;
use crate::screen::pages::situation::seat_in;
use crate::screen::terms;
use crate::screen::tongue::{Tongue, tongue};

/// The names of a public series, which no agreement translates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    actors: BTreeMap<ActorId, String>,
    areas: BTreeMap<AreaId, String>,
}

impl Written {
    /// Those of a series.
    #[must_use]
    pub fn of_series(told: &PublicTold) -> Self {
        let actors = told.parties.iter().map(|named| (named.id.clone(), named.written.clone()));
        let areas = told.zones.iter().map(|named| (named.id.clone(), named.written.clone()));
        Self { actors: actors.collect(), areas: areas.collect() }
    }
}

/// Where names come from.
#[derive(Clone, Copy)]
enum Names<'a> {
    Agreement(&'a Agreement),
    Written(&'a Written),
}

/// Says in a language what a chart has to say.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    names: Names<'a>,
    /// Where marks lead to the list of incidents: the party and the act to which it is narrowed, empty where to none.
    leads_to: Option<(&'a str, &'a str)>,
    tongue: &'static Tongue,
}

impl<'a> Speaker<'a> {
    /// Somebody who speaks the language on paper, where nothing can be followed.
    #[must_use]
    pub fn new(agreement: &'a Agreement, language: Language) -> Self {
        let names = Names::Agreement(agreement);
        Self { names, leads_to: None, tongue: tongue(language) }
    }

    /// Somebody who speaks it of a public series, on paper.
    #[must_use]
    pub fn of_series(names: &'a Written, language: Language) -> Self {
        Self { names: Names::Written(names), leads_to: None, tongue: tongue(language) }
    }

    /// Somebody who speaks it on the screen, where marks lead to the list of incidents, narrowed to a party and an act;
    /// empty: to none.
    #[must_use]
    pub fn of_screen(
        agreement: &'a Agreement,
        language: Language,
        narrowed: (&'a str, &'a str),
    ) -> Self {
        Self { leads_to: Some(narrowed), ..Self::new(agreement, language) }
    }

    /// The same, with marks that lead to the lists of all parties.
    #[must_use]
    pub fn of_all_parties(self) -> Self {
        Self { leads_to: self.leads_to.map(|(_, act)| ("", act)), ..self }
    }

    /// The same, with marks that lead to lists that are not narrowed.
    #[must_use]
    pub fn of_everything(self) -> Self {
        Self { leads_to: self.leads_to.map(|_| ("", "")), ..self }
    }

    /// The same, with marks that lead to a party's lists.
    #[must_use]
    pub fn of_party(self, party: &'a ActorId) -> Self {
        Self { leads_to: self.leads_to.map(|(_, act)| (party.as_str(), act)), ..self }
    }

    /// An area's name.
    #[must_use]
    pub fn area_name(&self, area: &AreaId) -> String {
        match self.names {
            Names::Agreement(agreement) => terms::area(agreement, Some(area.as_str()), self.tongue),
            Names::Written(names) => {
                names.areas.get(area).map_or_else(|| area.to_string(), Clone::clone)
            }
        }
    }

    fn area(&self, area: Option<&AreaId>) -> String {
        area.map_or_else(|| self.tongue.say("chart-all-areas"), |area| self.area_name(area))
    }

    fn actor(&self, id: &ActorId) -> String {
        let name = match self.names {
            Names::Agreement(agreement) => {
                agreement.actor(id).map(|actor| actor.name(self.tongue.language.tag()).to_owned())
            }
            Names::Written(names) => names.actors.get(id).cloned(),
        };
        name.unwrap_or_else(|| id.to_string())
    }

    fn arg(&self, arg: &Arg) -> String {
        let t = self.tongue;
        match arg {
            Arg::Number(number) => t.number(*number),
            Arg::Decimal(hundredths, places) => t.decimal(*hundredths, *places),
            Arg::Day(day) => t.day(*day),
            Arg::Area(area) => self.area(area.as_ref()),
            Arg::Areas(areas) => {
                let names: Vec<String> = areas.iter().map(|area| self.area(Some(area))).collect();
                let comma = t.say("chart-between-names");
                names.join(&format!("{} ", comma.trim()))
            }
            Arg::Actor(id) => self.actor(id),
            Arg::Seat(seat) => match self.names {
                Names::Agreement(agreement) => seat_in(agreement, seat, t.language),
                Names::Written(_) => seat.to_string(),
            },
            Arg::Act(act) => terms::act(*act, t),
            Arg::Source(source) => source.to_string(),
            Arg::Said(saying) => self.say(saying),
        }
    }
}

impl Speech for Speaker<'_> {
    fn say(&self, saying: &Saying) -> String {
        let args: Vec<(&str, String)> =
            saying.args.iter().map(|(name, arg)| (*name, self.arg(arg))).collect();
        let args: Vec<(&str, &str)> =
            args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.tongue.say_of(saying.id, &args)
    }

    fn tag(&self) -> &str {
        self.tongue.language.tag()
    }

    fn is_right_to_left(&self) -> bool {
        self.tongue.language.direction() == "rtl"
    }

    fn address(&self, link: &Behind) -> Option<String> {
        let area = link.area.as_ref().map_or("", AreaId::as_str);
        Some(counted_incidents(area, self.leads_to?, Some(link.days)))
    }
}

/// A question that is answered in words alone.
pub struct Answered {
    /// Its name in addresses.
    pub id: &'static str,
    /// The question.
    pub heading: String,
    /// The answer, with what must be said beside it.
    pub lines: Vec<Line>,
}

/// A sentence.
pub struct Line {
    /// The words.
    pub text: String,
    /// Where what it is about stands, if it can be followed.
    pub behind: Option<String>,
}

impl Line {
    /// A sentence about some days, which leads to the incidents of the area and the day that it names.
    pub fn of(saying: &Saying, days: (Day, Day), speaker: &Speaker<'_>) -> Self {
        let named = |wanted: &str| saying.args.iter().find(|(name, _)| *name == wanted);
        let area = match named("area") {
            Some((_, Arg::Area(Some(area)))) => Some(area.clone()),
            _ => None,
        };
        let day = match named("day") {
            Some((_, Arg::Day(day))) => Some((*day, *day)),
            _ => None,
        };
        let leads = area.is_some() || day.is_some();
        let behind = leads.then(|| Behind { area, days: day.unwrap_or(days) });
        let behind = behind.and_then(|behind| speaker.address(&behind));
        Self { text: speaker.say(saying), behind }
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self { text, behind: None }
    }
}

/// The questions that are answered in words alone.
#[must_use]
pub fn answered(signals: &Signals, speaker: &Speaker<'_>) -> [Answered; 7] {
    let answer = |id, heading: &'static str, lines| Answered {
        id,
        heading: speaker.say(&Saying::plain(heading)),
        lines,
    };
    let said = |id, heading, sayings: Vec<Saying>| {
        let lines = sayings.iter().map(|saying| Line::of(saying, signals.days, speaker));
        answer(id, heading, lines.collect())
    };
    // Predictions, lists and late reports are those of all acts, whatever act is asked for.
    let everything = speaker.of_everything();
    let of_all_acts = |id, heading, sayings: Vec<Saying>| {
        let lines = sayings.iter().map(|saying| Line::of(saying, signals.days, &everything));
        answer(id, heading, lines.collect())
    };
    let recent = signals.recent.as_deref();
    let foretold = predictions(&signals.foretold);
    let foretold = foretold.iter().map(|said| Line {
        text: speaker.say(&said.says),
        behind: said.behind().and_then(|behind| everything.address(&behind)),
    });
    [
        answer("foretold", "signals-foretold", foretold.collect()),
        said("trends", "signals-trends", notes::trends(&signals.trends)),
        of_all_acts("many-lists", "signals-many-lists", notes::seat_lists(&signals.seat_lists)),
        of_all_acts("late", "signals-late", notes::recent(recent)),
        said("clusters", "signals-clusters", notes::clusters(signals.clusters.as_deref())),
        said("lots", "signals-lots", notes::lots(signals.lots.as_ref())),
        said("fairness", "signals-fairness", notes::fairness(&signals.indicators)),
    ]
}

/// Rates by area, everybody's or a party's.
pub struct Rates<'a> {
    /// As a picture.
    pub chart: Chart,
    /// The areas, in the agreement's order.
    pub told: &'a RatesTold,
    /// What stands below the figures.
    pub notes: Vec<Saying>,
}

/// The rates, everybody's and then each party's in the agreement's order.
#[must_use]
pub fn of_rates(signals: &Signals) -> Vec<Rates<'_>> {
    let told = &signals.indicators;
    // Where nothing can be told of everybody, nothing can of a party.
    let parties = told.of_parties.iter().filter(|_| told.of_all.funnel.is_some());
    let all = [&told.of_all].into_iter().chain(parties).zip(1..);
    let without_area = (told.without_area > 0)
        .then(|| Saying::of("note-no-area", [("n", Arg::of(told.without_area))]));
    all.map(|(rates, number)| {
        let everybodys = without_area.clone().filter(|_| rates.party.is_none());
        let notes = notes::unrated(rates).into_iter().chain(everybodys).collect();
        Rates { chart: funnel(rates, told.bursts, number), told: rates, notes }
    })
    .collect()
}

/// An area's rate in a reader's language.
pub struct RateFigures {
    /// The area.
    pub area: String,
    /// In 100 days with a record, drawn to the common rate.
    pub rate: String,
    /// Its interval, with 90 %.
    pub between: String,
    /// The same as counted.
    pub raw: String,
    /// Incidents; of a party those left to it alone.
    pub count: String,
    /// Days with a record.
    pub days: String,
    /// Of a party: incidents not taken from it.
    pub most: Option<String>,
}

impl RateFigures {
    /// Those of an area; none if it has no rate.
    #[must_use]
    pub fn of(cell: &CellTold, speaker: &Speaker<'_>) -> Option<Self> {
        let rate = cell.rate?;
        let in_days = |rate: f64| Arg::decimal(rate * OF_DAYS, 1);
        let (low, high) = rate.interval;
        let between = [("low", in_days(low)), ("high", in_days(high))];
        let number = |number: u32| speaker.arg(&Arg::Number(number.into()));
        Some(Self {
            area: speaker.area_name(&cell.area),
            rate: speaker.arg(&in_days(rate.drawn)),
            between: speaker.say(&Saying::of("between-numbers", between)),
            raw: speaker.arg(&in_days(rate.raw)),
            count: number(cell.count),
            days: number(cell.days),
            most: cell.at_most.map(number),
        })
    }

    /// The heads of the columns after the area's, of everybody's rates or of a party's.
    #[must_use]
    pub fn heads(of_party: bool) -> Vec<&'static str> {
        let count = if of_party { "rates-col-alone" } else { "alarms-col-counted" };
        let heads = ["rates-col-rate", "rates-col-between", "rates-col-raw", count];
        let most = of_party.then_some("rates-col-most");
        heads.into_iter().chain(most).chain(["rates-col-days"]).collect()
    }
}

/// The charts of what each two seats leave out.
#[must_use]
pub fn of_lists(signals: &Signals) -> Vec<Chart> {
    let numbered = signals.left_out.iter().zip(1..);
    numbered.map(|(left_out, number)| two_lists(left_out, number)).collect()
}

/// The file of `truce signals --svg`.
#[must_use]
pub fn signals_svg(signals: &Signals, area: Option<&AreaId>, speaker: &Speaker<'_>) -> String {
    let mut charts = vec![timeline(&signals.holding, area), matrix(&signals.following)];
    charts.push(chains(signals.chains.as_ref()));
    charts.extend(of_lists(signals));
    charts.extend(of_rates(signals).into_iter().map(|rates| rates.chart));
    file(&charts, speaker)
}

/// The file of `truce alarms --svg`.
#[must_use]
pub fn alarms_svg(alarms: &Alarms, speaker: &Speaker<'_>) -> String {
    file(&[strip(alarms)], speaker)
}
