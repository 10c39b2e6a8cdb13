//! `truce signals`: is it holding, who follows whom, what is not on record. Advice, never on record by itself.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use clap::Args;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId, SeatId};
use truce_core::picture::Picture;
use truce_core::time::{Day, Moment};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::follows::authors::{WORLDS, draw_world};
use truce_signals::follows::rule::{EVENTS_MIN, Following, who_follows_in_worlds};
use truce_signals::forecast::paths::seed;
use truce_signals::hawkes::reach::Grid;
use truce_signals::holding::{
    DateTest, Drift, NoAnswer, Regimes, Settings, at_date, drift, regimes,
};
use truce_signals::series::{Chronicle, Where};
use truce_signals::unreported::Reckoning;
use truce_signals::unreported::lower_bound::Tellings;
use truce_signals::unreported::two_lists::{AtOdds, NoEstimate, TwoLists, sensitivity};
use truce_signals::unreported::unseen::{SeeingFell, Watching, quiet_because_unseen};

use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::Node;
use crate::render::labels::Labels;
use crate::render::signals as words;

/// Days of the periods that are held against each other for quiet that nobody saw.
const PERIOD_DAYS: i32 = 14;

/// `truce signals`.
#[derive(Debug, Args)]
pub struct SignalsArgs {
    /// Only what is counted in an area.
    #[arg(long, value_name = "AREA")]
    area: Option<AreaId>,
    /// Only what may be a party's, as the claims have it.
    #[arg(long, value_name = "ACTOR")]
    party: Option<ActorId>,
    /// One more date to test, such as an amendment; may be given several times.
    #[arg(long = "date", value_name = "DATE")]
    dates: Vec<Day>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// An answer, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer<T> {
    /// The answer.
    Told(T),
    /// Why there is none.
    None(NoAnswer),
}

impl<T> From<Result<T, NoAnswer>> for Answer<T> {
    fn from(found: Result<T, NoAnswer>) -> Self {
        match found {
            Ok(told) => Self::Told(told),
            Err(why) => Self::None(why),
        }
    }
}

/// Whether it is holding, of one series of counts.
#[derive(Debug, Serialize)]
pub struct HoldingTold {
    /// What was counted.
    pub counts: DailyCounts,
    /// For a party: what the claims leave to it alone. The counts are then what they do not take from it.
    pub at_least: Option<DailyCounts>,
    /// Incidents that are exercises by every claim, and left out.
    pub exercises: u32,
    /// Incidents told with a window of more than two days.
    pub inexact: usize,
    /// The regimes.
    pub regimes: Answer<Regimes>,
    /// The signed dates.
    pub dates: Vec<(Day, Answer<DateTest>)>,
    /// The drift since the truce began.
    pub drift: Option<Answer<Drift>>,
}

/// Who follows whom, with the names that the tests do not know.
#[derive(Debug, Serialize)]
pub struct FollowingTold {
    /// The areas that have enough incidents to be tested, in the agreement's order.
    pub areas: Vec<AreaId>,
    /// Each ordered pair of parties in each of them.
    pub pairs: Vec<Following>,
    /// The parties, in the agreement's order.
    pub parties: Vec<ActorId>,
}

/// What two seats' own reports leave out together.
#[derive(Debug, Serialize)]
pub struct LeftOut {
    /// The seats, in the agreement's order.
    pub seats: (SeatId, SeatId),
    /// Days on which both reported events.
    pub days: u32,
    /// What they list and share.
    pub lists: TwoLists,
    /// What the matcher leaves open of what they share, summed over the days.
    pub both_range: (u32, u32),
    /// The estimates at several odds ratios, or why there is none.
    pub at_odds: Result<Vec<AtOdds>, NoEstimate>,
}

/// What two seats' registers have on days when these two alone gave figures.
#[derive(Debug, Serialize)]
pub struct RegistersHeld {
    /// The seats, in the agreement's order.
    pub seats: (SeatId, SeatId),
    /// How many days.
    pub days: u32,
    /// Cases of either.
    pub cases: (u64, u64),
    /// At most so many can be the same.
    pub overlap_at_most: u64,
}

/// An area that is quiet, perhaps because nobody saw.
#[derive(Debug, Serialize)]
pub struct QuietUnseen {
    /// Which area.
    pub area: AreaId,
    /// The 14 days before.
    pub before: Watching,
    /// The last 14 days.
    pub after: Watching,
    /// Why.
    pub because: Vec<SeeingFell>,
}

/// All of it.
#[derive(Debug, Serialize)]
pub struct Signals {
    /// The first and the last day.
    pub days: (Day, Day),
    /// Is it holding?
    pub holding: HoldingTold,
    /// Who follows whom?
    pub following: FollowingTold,
    /// At least so many incidents there are, by how many sources told them.
    pub at_least: Reckoning,
    /// How many are on record, and told by one group of sources and by two.
    pub told_by: (u32, u32, u32),
    /// What each two seats leave out.
    pub left_out: Vec<LeftOut>,
    /// What their registers have.
    pub registers: Vec<RegistersHeld>,
    /// Quiet because unseen?
    pub quiet: Vec<QuietUnseen>,
}

/// Prints it.
///
/// # Errors
/// If a log cannot be read, or a name is none of the agreement's.
pub fn run(dir: &Path, args: &SignalsArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let agreement = &node.agreement;
    known_area(agreement, args.area.as_ref())?;
    let party = args.party.as_ref().map(|id| known_party(agreement, id)).transpose()?;
    let picture = node.picture()?;
    let Some(chronicle) = Chronicle::of(&picture, agreement, now) else {
        writeln!(out, "{}", words::NOTHING)?;
        return Ok(DONE);
    };
    let seed = seed(&record_sha256(&picture)?);
    let area = args.area.as_ref();
    let signals = Signals {
        days: (chronicle.first, chronicle.last),
        holding: holding(&chronicle, agreement, (area, party), &args.dates, seed),
        following: following(&chronicle, agreement, area, seed),
        at_least: tellings(&picture).at_least(),
        told_by: told_by(tellings(&picture)),
        left_out: left_out(&picture),
        registers: registers(&picture),
        quiet: quiet(&chronicle, agreement, area),
    };
    if args.json {
        print_json(&signals, out)?;
    } else {
        let subject = words::subject(Labels { agreement }, area, args.party.as_ref());
        write!(out, "{}", words::page(&signals, Labels { agreement }, &subject))?;
    }
    Ok(DONE)
}

/// Refuses an area that the agreement does not name.
///
/// # Errors
/// In words.
pub fn known_area(agreement: &Agreement, area: Option<&AreaId>) -> Outcome {
    let Some(area) = area else { return Ok(()) };
    if agreement.areas().iter().any(|known| known.id == *area) {
        return Ok(());
    }
    let known: Vec<&str> = agreement.areas().iter().map(|area| area.id.as_str()).collect();
    Err(Failure::usage(format!(
        "`{area}` is no area that the agreement names: use one of {}",
        known.join(", ")
    )))
}

fn known_party(agreement: &Agreement, id: &ActorId) -> Outcome<usize> {
    let found = agreement.parties().position(|party| party.id == *id);
    found.ok_or_else(|| {
        let known: Vec<&str> = agreement.parties().map(|party| party.id.as_str()).collect();
        Failure::usage(format!("`{id}` is no party to the agreement: use {}", known.join(" or ")))
    })
}

/// The digest of the heads from which a picture follows.
///
/// # Errors
/// If they cannot be put in bytes.
pub fn record_sha256(picture: &Picture) -> Outcome<[u8; 32]> {
    let heads =
        serde_json::to_vec(&picture.cut.0).map_err(|fault| Failure::cannot(fault.to_string()))?;
    Ok(Sha256::digest(heads).into())
}

fn holding(
    chronicle: &Chronicle,
    agreement: &Agreement,
    (area, party): (Where<'_>, Option<usize>),
    more_dates: &[Day],
    seed: u64,
) -> HoldingTold {
    let (at_least, counts) = match party {
        None => (None, chronicle.counts(area)),
        Some(party) => {
            let (least, most) = chronicle.bounds_of(party, area);
            (Some(least), most)
        }
    };
    let found = regimes(&counts, &Settings { seed, ..Settings::default() });
    let signed = agreement.clock().day_of(agreement.in_force);
    let dates = [signed].into_iter().chain(more_dates.iter().copied());
    let test = |date| match &found {
        Ok(found) => (date, at_date(&counts, found, date).into()),
        Err(why) => (date, Answer::None(*why)),
    };
    HoldingTold {
        at_least,
        exercises: chronicle.exercises(area).values().fold(0, |sum, n| sum.saturating_add(*n)),
        inexact: chronicle.inexact(area),
        dates: dates.map(test).collect(),
        drift: found.as_ref().ok().map(|found| drift(&counts, signed, found.size).into()),
        regimes: found.into(),
        counts,
    }
}

fn following(
    chronicle: &Chronicle,
    agreement: &Agreement,
    only: Where<'_>,
    seed: u64,
) -> FollowingTold {
    let parties: Vec<ActorId> = agreement.parties().map(|party| party.id.clone()).collect();
    let enough = |area: &&AreaId| {
        let number = chronicle.outside_exercises(Some(area)).count();
        only.is_none_or(|only| only == *area) && u64::try_from(number).unwrap_or(0) >= EVENTS_MIN
    };
    let areas = agreement.areas().iter().map(|area| &area.id).filter(enough);
    let areas: Vec<AreaId> = areas.cloned().collect();
    let grid = Grid { parties: parties.len(), zones: areas.len(), borders: Vec::new() };
    let events = chronicle.uncertain(&areas, parties.len());
    let watched = |area: &AreaId| -> Vec<bool> {
        let days = chronicle.first.through(chronicle.last);
        days.map(|day| chronicle.is_watched(day, Some(area))).collect()
    };
    let watched: Vec<Vec<bool>> = areas.iter().map(watched).collect();
    let mut random = Random::new(seed);
    let worlds = (0..WORLDS)
        .map(|_| draw_world(&events, &grid, chronicle.first, &watched, &mut random.split()));
    // Without an area there is no panel, and nothing to test.
    let worlds: Vec<_> = worlds.filter_map(Result::ok).collect();
    FollowingTold { pairs: who_follows_in_worlds(&worlds, false, seed), areas, parties }
}

fn tellings(picture: &Picture) -> Tellings {
    let told = picture.incidents.iter().map(|incident| incident.independent.len());
    let told: Vec<usize> = told.filter(|groups| *groups > 0).collect();
    let by = |wanted: usize| number(told.iter().filter(|groups| **groups == wanted).count());
    Tellings { on_record: number(told.len()), by_one: by(1), by_two: by(2) }
}

fn told_by(tellings: Tellings) -> (u32, u32, u32) {
    (tellings.on_record, tellings.by_one, tellings.by_two)
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// The sums over all days for each two seats, in the agreement's order.
fn left_out(picture: &Picture) -> Vec<LeftOut> {
    #[derive(Default)]
    struct Sums {
        days: u32,
        one: u32,
        other: u32,
        same: u32,
        range: (u32, u32),
    }
    let mut sums: Vec<((SeatId, SeatId), Sums)> = Vec::new();
    for lists in picture.reconciliations.values().flat_map(|day| &day.lists) {
        let at = sums.iter().position(|(seats, _)| *seats == lists.seats).unwrap_or_else(|| {
            sums.push((lists.seats.clone(), Sums::default()));
            sums.len() - 1
        });
        let (sum, common) = (&mut sums[at].1, &lists.common);
        sum.days = sum.days.saturating_add(1);
        sum.one = sum.one.saturating_add(common.of_one);
        sum.other = sum.other.saturating_add(common.of_other);
        sum.same = sum.same.saturating_add(common.same);
        sum.range.0 = sum.range.0.saturating_add(common.least);
        sum.range.1 = sum.range.1.saturating_add(common.most);
    }
    let told = sums.into_iter().map(|(seats, sum)| {
        let lists = TwoLists { one: sum.one, other: sum.other, both: sum.same };
        let at_odds = sensitivity(lists, sum.range);
        LeftOut { seats, days: sum.days, lists, both_range: sum.range, at_odds }
    });
    told.collect()
}

/// What registers have on the days on which exactly two seats gave figures.
fn registers(picture: &Picture) -> Vec<RegistersHeld> {
    let mut held: Vec<RegistersHeld> = Vec::new();
    for day in picture.reconciliations.values() {
        let figures = day
            .seats
            .iter()
            .filter_map(|(seat, held)| Some((seat.clone(), u64::from(held.register()?.cases()?))));
        let figures: Vec<(SeatId, u64)> = figures.collect();
        let [(one, of_one), (other, of_other)] = figures.as_slice() else { continue };
        let seats = (one.clone(), other.clone());
        let at = held.iter().position(|known| known.seats == seats).unwrap_or_else(|| {
            held.push(RegistersHeld { seats, days: 0, cases: (0, 0), overlap_at_most: 0 });
            held.len() - 1
        });
        let sum = &mut held[at];
        sum.days += 1;
        sum.cases = (sum.cases.0 + of_one, sum.cases.1 + of_other);
        sum.overlap_at_most += u64::from(day.overlap_at_most);
    }
    held
}

fn quiet(chronicle: &Chronicle, agreement: &Agreement, only: Where<'_>) -> Vec<QuietUnseen> {
    let last = chronicle.last;
    let after = (last.plus(1 - PERIOD_DAYS), last);
    let before = (last.plus(1 - 2 * PERIOD_DAYS), last.plus(-PERIOD_DAYS));
    let areas = agreement.areas().iter().map(|area| &area.id);
    let flag = |area: &AreaId| {
        let (before, after) = (watching(chronicle, area, before), watching(chronicle, area, after));
        let because = quiet_because_unseen(&before, &after);
        (!because.is_empty()).then(|| QuietUnseen { area: area.clone(), before, after, because })
    };
    areas.filter(|area| only.is_none_or(|only| only == *area)).filter_map(flag).collect()
}

fn watching(chronicle: &Chronicle, area: &AreaId, span: (Day, Day)) -> Watching {
    let counts: BTreeMap<Day, u32> = chronicle.counts(Some(area)).watched().collect();
    let inside: Vec<u32> = counts.range(span.0..=span.1).map(|(_, count)| *count).collect();
    Watching {
        days: usize::try_from(PERIOD_DAYS).unwrap_or(0),
        counted: inside.iter().sum(),
        watched_days: inside.len(),
        hours: chronicle.hours(Some(area), span),
        kept_away: number(chronicle.kept_away(Some(area), span)),
    }
}
