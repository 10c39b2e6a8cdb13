//! What is told of one picture: every question's answer together, for the command line, the screen and the charts.
//!
//! # Out of scope
//! Words: an answer is numbers, names and caveats.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod alarms;
mod arrivals;
mod chains;
mod clusters;
mod following;
mod foretold;
mod holding;
mod indicators;
mod lists;
mod lots;
mod outlook;
mod public;
mod serious;
mod trends;
mod unreported;
mod unseen;
mod watching;

use serde::Serialize;
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId};
use truce_core::picture::Picture;
use truce_core::time::{Day, Moment};

pub use alarms::{Alarms, AreaAlarms, AreaSeries, Noted, Watched, noted, watch, watch_series};
pub use arrivals::{Recent, RecentDay};
pub use chains::{CellChains, ChainsTold, PartyChains, chains};
pub use clusters::{ClusterTold, clusters_of};
pub use following::{FollowingTold, following};
pub use foretold::{
    Announcer, Foretold, ForetoldTold, OPEN_DAYS, Prediction, foretold, predictions,
};
pub use holding::{HoldingTold, holding};
pub use indicators::{CellTold, IndicatorsTold, RatesTold, WithoutSource, indicators};
pub use lists::{SeatLists, SeatListsTold};
pub use lots::{LotsTold, lots};
pub use outlook::{Outlook, OutlookFile, PastDay, Untold, outlook};
pub use public::{AskedOfSeries, Named, NoSeries, PublicRow, PublicSeries, PublicTold};
pub use serious::{KILLED_MIN, SeriousDayTold, serious_days};
pub use trends::{AreaTrend, TrendTold, trends};
pub use unreported::{LeftOut, QuietUnseen, RegistersHeld, left_out, quiet, registers, tellings};
pub use unseen::{Unseen, unseen_days};
pub use watching::{WatchRestsOn, watch_rests_on};

use crate::chains::NoChains;
use crate::holding::NoAnswer;
use crate::series::Chronicle;
use crate::unreported::Reckoning;
use crate::unreported::late::NoNowcast;
use crate::unreported::lower_bound::Tellings;

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

/// All of it.
#[derive(Debug, Serialize)]
pub struct Signals {
    /// What was asked.
    pub asked: AskedTold,
    /// The first and the last day.
    pub days: (Day, Day),
    /// Is it holding?
    pub holding: HoldingTold,
    /// Which way each area leans.
    pub trends: Vec<AreaTrend>,
    /// Who follows whom?
    pub following: FollowingTold,
    /// How much is background, and how much follows.
    pub chains: Result<ChainsTold, NoChains>,
    /// What sources foretold, and what became of it.
    pub foretold: ForetoldTold,
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
    /// What three seats' own lists or more leave out.
    pub seat_lists: SeatListsTold,
    /// What is still to be told of the last days.
    pub recent: Result<Vec<RecentDay>, NoNowcast>,
    /// Where incidents crowd together; none if areas have no outlines.
    pub clusters: Option<Vec<ClusterTold>>,
    /// How often, for each day watched.
    pub indicators: IndicatorsTold,
    /// Who follows whom, held against labels drawn by lot; none if there are not two parties.
    pub lots: Option<LotsTold>,
}

/// What was asked, as it is told: what has no area or party beside it is told of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedTold {
    /// The act; none: all.
    pub act: Option<Act>,
    /// The area of `holding`, `trends`, `following`, `chains` and `quiet`; none: all.
    pub area: Option<AreaId>,
    /// The party of `holding`; none: all.
    pub party: Option<ActorId>,
}

/// What is asked of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only what is counted in an area.
    pub area: Option<AreaId>,
    /// Only what the claims do not take from a party, by its place in the agreement.
    pub party: Option<usize>,
    /// More dates to test, beside that of the agreement.
    pub dates: Vec<Day>,
    /// Only what some claim says was of an act.
    pub act: Option<Act>,
    /// Where chance begins: it follows from a digest of the record.
    pub seed: u64,
}

/// What is taken from a picture, in a moment; everything else can be reckoned without it.
#[derive(Debug, Clone)]
pub struct Counted {
    /// What is counted and what was watched.
    pub chronicle: Chronicle,
    /// What sources foretold.
    pub predictions: Vec<Prediction>,
    /// By how many groups of sources incidents are told.
    pub tellings: Tellings,
    /// What each two seats leave out.
    pub left_out: Vec<LeftOut>,
    /// What their registers have.
    pub registers: Vec<RegistersHeld>,
    /// Reports by the seat whose own source tells them.
    pub seat_lists: SeatLists,
    /// The last days, with the days until incidents were on record.
    pub recent: Recent,
}

impl Counted {
    /// Takes it; none if nothing is on record for any day that is over.
    #[must_use]
    pub fn of(picture: &Picture, agreement: &Agreement, now: Moment) -> Option<Self> {
        let chronicle = Chronicle::of(picture, agreement, now)?;
        let days = (chronicle.first, chronicle.last);
        Some(Self {
            predictions: predictions(picture, agreement, agreement.clock().day_of(now)),
            tellings: tellings(picture, agreement, days),
            left_out: left_out(picture, days),
            registers: registers(picture, days),
            seat_lists: SeatLists::of(picture, agreement, days),
            recent: Recent::of(picture, agreement, now),
            chronicle,
        })
    }
}

impl Signals {
    /// Every answer. Takes seconds on a long record.
    #[must_use]
    pub fn of(counted: Counted, agreement: &Agreement, asked: &Asked) -> Self {
        let area = asked.area.as_ref();
        let Counted { chronicle, predictions, tellings, left_out, registers, seat_lists, recent } =
            counted;
        let foretold = foretold(&chronicle, &predictions);
        let chronicle = match asked.act {
            None => chronicle,
            Some(act) => chronicle.of_act(act),
        };
        let party = asked.party.and_then(|place| agreement.parties().nth(place));
        Self {
            asked: AskedTold {
                act: asked.act,
                area: asked.area.clone(),
                party: party.map(|party| party.id.clone()),
            },
            days: (chronicle.first, chronicle.last),
            holding: holding(&chronicle, agreement, asked),
            trends: trends(&chronicle, agreement, area, asked.seed),
            following: following(&chronicle, agreement, area, asked.seed),
            chains: chains(&chronicle, agreement, area, asked.seed),
            foretold,
            at_least: tellings.at_least(),
            told_by: (tellings.on_record, tellings.by_one, tellings.by_two),
            left_out,
            registers,
            quiet: quiet(&chronicle, agreement, area),
            seat_lists: seat_lists.told(asked.seed),
            recent: recent.told(asked.seed),
            clusters: clusters_of(&chronicle, agreement, asked.seed),
            indicators: indicators(&chronicle, agreement, asked.seed),
            lots: lots(&chronicle, agreement, asked.seed),
        }
    }
}
