//! What programs are told of single signals: the forms within `/api/v1/signals`, as the description has them.
//!
//! The answers themselves are those of [`truce_signals::told`]; `tests/screen/signals.rs` holds the description against them.
//! Why there is no answer, the levels and the lead stay open forms: `docs/signals.md` says what each is.

use serde_json::Value;
use utoipa::ToSchema;

/// What was asked.
#[derive(Debug, ToSchema)]
#[schema(as = SignalsAsked)]
pub struct AskedForm {
    /// The act; none: all.
    #[schema(required)]
    pub act: Option<String>,
    /// The area of `holding`, `trends`, `following`, `chains` and `quiet`; none: all.
    #[schema(required)]
    pub area: Option<String>,
    /// The party of `holding`; none: all.
    #[schema(required)]
    pub party: Option<String>,
}

/// How many there may be.
#[derive(Debug, ToSchema)]
#[schema(as = Reckoning)]
pub struct ReckoningForm {
    /// In all.
    pub all: f64,
    /// From where to where it may lie, with 95 %.
    pub interval: (f64, f64),
    /// The variance of that number.
    pub variance: f64,
}

/// Either the answer, or why there is none.
#[derive(Debug, ToSchema)]
#[schema(as = ChainsAnswer)]
pub struct ChainsAnswerForm {
    /// Why there is none.
    #[schema(rename = "Err")]
    pub err: Option<Value>,
    /// The answer.
    #[schema(rename = "Ok")]
    pub ok: Option<ChainsForm>,
}

/// How much is background, and how much follows.
#[derive(Debug, ToSchema)]
#[schema(as = Chains)]
pub struct ChainsForm {
    /// The areas that were asked, in the agreement's order.
    pub areas: Vec<String>,
    /// Each party in each area in which it has five incidents or more.
    pub cells: Vec<CellChainsForm>,
    /// How well the model describes what was counted.
    pub fit: Value,
    /// by-day or by-hour.
    pub model: String,
    /// All parties, in the agreement's order: that of what follows whom.
    pub order: Vec<String>,
    /// Each party with incidents, in the agreement's order.
    pub parties: Vec<PartyChainsForm>,
    /// Incidents left out because they are not known to the hour.
    pub without_hour: u64,
}

/// What one party's incidents are owed to.
#[derive(Debug, ToSchema)]
#[schema(as = PartyChains)]
pub struct PartyChainsForm {
    /// The background.
    pub background: ShareForm,
    /// Its share if it is taken never to move.
    pub background_if_constant: f64,
    /// What follows acts of each party, in order.
    pub following: Vec<ShareForm>,
    /// Incidents, on average over the drawn worlds.
    pub incidents: f64,
    /// The party.
    pub party: String,
}

/// The same in one area, as numbers of incidents, at least and at most.
#[derive(Debug, ToSchema)]
#[schema(as = CellChains)]
pub struct CellChainsForm {
    /// Where.
    pub area: String,
    /// The background.
    pub background: (f64, f64),
    /// What follows acts of each party, in order.
    pub following: Vec<(f64, f64)>,
    /// Incidents, on average over the drawn worlds.
    pub incidents: f64,
    /// The party.
    pub party: String,
}

/// A share, from 0 to 1.
#[derive(Debug, ToSchema)]
#[schema(as = ChainShare)]
pub struct ShareForm {
    /// The lowest and the highest estimate with a background that moves.
    pub between: (f64, f64),
    /// From where to where it may lie, with 95 %, however the background moves.
    pub interval: (f64, f64),
}

/// What was foretold.
#[derive(Debug, ToSchema)]
#[schema(as = AllForetold)]
pub struct AllForetoldForm {
    /// Each prediction, in the order of the days on which they were put on record.
    pub all: Vec<ForetoldForm>,
    /// By source, in the order of their ids.
    pub by_source: Vec<AnnouncerForm>,
}

/// A prediction with what became of it.
#[derive(Debug, ToSchema)]
#[schema(as = Foretold)]
pub struct ForetoldForm {
    /// For what came on record too late: what would have become of it by the day on which it is said to have been told.
    #[schema(required)]
    pub as_told: Option<ForetoldScoreForm>,
    /// What was foretold.
    pub prediction: PredictionForm,
    /// Whether the same source had foretold the same for days that touch these: it counts once.
    pub said_again: bool,
    /// What became of it.
    pub scored: ForetoldScoreForm,
}

/// What became of a prediction.
#[derive(Debug, ToSchema)]
#[schema(as = ForetoldScore)]
pub struct ForetoldScoreForm {
    /// How often such things come there anyway.
    pub base_rate: Value,
    /// Whether it happened, did not, or cannot be told.
    pub outcome: Value,
}

/// What a source foretold.
#[derive(Debug, ToSchema)]
#[schema(as = Prediction)]
pub struct PredictionForm {
    /// Whom it expects to do it.
    pub accused: Vec<String>,
    /// What.
    pub act: String,
    /// The days that count.
    pub announced: AnnouncedForm,
    /// Where; none: anywhere.
    #[schema(required)]
    pub area: Option<String>,
    /// Whether it names days; otherwise the next 14 are taken.
    pub names_days: bool,
    /// The log and the place in it where the report stands.
    #[schema(value_type = Vec<Value>)]
    pub report: (String, u64),
    /// Who foretold it.
    pub source: String,
    /// The day on which the source is said to have told it.
    pub told_on: String,
}

/// The days of a prediction.
#[derive(Debug, ToSchema)]
#[schema(as = AnnouncedDays)]
pub struct AnnouncedForm {
    /// The last one.
    pub by: String,
    /// The first day on which it was to happen.
    pub from: String,
    /// The day on which it was put on record.
    pub recorded_on: String,
}

/// How one source's predictions did.
#[derive(Debug, ToSchema)]
#[schema(as = Announcer)]
pub struct AnnouncerForm {
    /// Who.
    pub source: String,
    /// How they did.
    pub tally: TallyForm,
}

/// How predictions did together.
#[derive(Debug, ToSchema)]
#[schema(as = ForetoldTally)]
pub struct TallyForm {
    /// Of how many it cannot be told.
    pub cannot_be_told: u64,
    /// How often as many or more of these would have happened anyway.
    pub chance: f64,
    /// How many did not.
    pub did_not: u64,
    /// How many of those with a base rate and an outcome would have happened anyway, on average.
    pub expected: f64,
    /// How many happened.
    pub happened: u64,
}

/// Which way an area leans.
#[derive(Debug, ToSchema)]
#[schema(as = AreaTrend)]
pub struct AreaTrendForm {
    /// `told` with the answer, or `none` with why there is none.
    pub answer: Value,
    /// The area.
    pub area: String,
}

/// Where incidents crowd together.
#[derive(Debug, ToSchema)]
#[schema(as = Cluster)]
pub struct ClusterForm {
    /// The areas, the middle one first.
    pub areas: Vec<String>,
    /// How often chance alone goes as far.
    pub chance: f64,
    /// Incidents that the totals of areas and days let expect.
    pub expected: f64,
    /// Incidents in it.
    pub incidents: u32,
    /// If this is asked every day, chance alone goes as far once in so many days.
    pub recurs_in_days: f64,
    /// Its first day.
    pub since: String,
}

/// Who follows whom.
#[derive(Debug, ToSchema)]
#[schema(as = AllFollowing)]
pub struct AllFollowingForm {
    /// The areas that have enough incidents to be tested, in the agreement's order.
    pub areas: Vec<String>,
    /// Each ordered pair of parties in each of them.
    pub pairs: Vec<FollowingForm>,
    /// The parties, in the agreement's order.
    pub parties: Vec<String>,
}

/// One ordered pair of parties in one area.
#[derive(Debug, ToSchema)]
#[schema(as = Following)]
pub struct FollowingForm {
    /// What must be said beside it.
    pub caveats: Vec<String>,
    /// What can be said.
    pub direction: Value,
    /// The party whose acts come first, by its place.
    pub first: u64,
    /// The test of coupling at each width of blocks.
    pub jitters: Vec<JitterForm>,
    /// The test of direction.
    #[schema(required)]
    pub lead: Option<Value>,
    /// The party whose acts may follow, by its place.
    pub then: u64,
    /// The area, by its place.
    pub zone: u64,
}

/// The test of coupling at one width of blocks.
#[derive(Debug, ToSchema)]
#[schema(as = Jitter)]
pub struct JitterForm {
    /// How many days a block has.
    pub block_days: u64,
    /// How often shuffling alone gives as much.
    pub chance: f64,
    /// Responses for each act that the test would see four times in five.
    #[schema(required)]
    pub detectable: Option<f64>,
    /// Acts followed, over what shuffling gives on average.
    pub excess: f64,
    /// The same against the upper and the lower fortieth of what shuffling gives.
    pub excess_range: (f64, f64),
}

/// What each two seats leave out.
#[derive(Debug, ToSchema)]
#[schema(as = LeftOut)]
pub struct LeftOutForm {
    /// `Ok` with the estimates at several odds ratios, or `Err` with why there is none.
    pub at_odds: Value,
    /// What the matcher leaves open of what they share.
    pub both_range: (u32, u32),
    /// Days on which both reported events.
    pub days: u32,
    /// What they list and share.
    pub lists: TwoListsForm,
    /// The seats, in the agreement's order.
    pub seats: (String, String),
}

/// Two lists.
#[derive(Debug, ToSchema)]
#[schema(as = TwoLists)]
pub struct TwoListsForm {
    /// Events of both.
    pub both: u32,
    /// Events of the one list.
    pub one: u32,
    /// Events of the other.
    pub other: u32,
}

/// What two seats' registers have.
#[derive(Debug, ToSchema)]
#[schema(as = RegistersHeld)]
pub struct RegistersForm {
    /// Cases of either.
    pub cases: (u64, u64),
    /// How many days.
    pub days: u32,
    /// At most so many can be the same.
    pub overlap_at_most: u64,
    /// The seats, in the agreement's order.
    pub seats: (String, String),
}

/// An area that is quiet, perhaps because nobody saw.
#[derive(Debug, ToSchema)]
#[schema(as = QuietUnseen)]
pub struct QuietForm {
    /// The last 14 days.
    pub after: WatchingForm,
    /// Which area.
    pub area: String,
    /// Why: fewer-hours, fewer-days, kept-away.
    pub because: Vec<String>,
    /// The 14 days before.
    pub before: WatchingForm,
}

/// What was counted and watched in some days.
#[derive(Debug, ToSchema)]
#[schema(as = Watching)]
pub struct WatchingForm {
    /// Incidents counted.
    pub counted: u32,
    /// Days of the period.
    pub days: u64,
    /// Hours of watching; none where no figure is on record, which is not 0.
    #[schema(required)]
    pub hours: Option<u64>,
    /// How often somebody was kept from watching.
    pub kept_away: u32,
    /// Days on which anything at all is on record.
    pub watched_days: u64,
}

/// The lead of one party's acts, held against labels drawn by lot.
#[derive(Debug, ToSchema)]
#[schema(as = Lots)]
pub struct LotsForm {
    /// Whether the parties exchanged give the answer exchanged, to the bit.
    pub exchanged: bool,
    /// Incidents that all claims leave to the one alone, and to the other.
    pub incidents: (u64, u64),
    /// The two parties, in the agreement's order.
    pub parties: (String, String),
    /// The test; none if either has too few incidents.
    #[schema(required)]
    pub placebo: Option<PlaceboForm>,
}

/// A test against labels drawn by lot.
#[derive(Debug, ToSchema)]
#[schema(as = Placebo)]
pub struct PlaceboForm {
    /// How often a placebo goes as far to either side.
    pub chance: f64,
    /// The indicator as it is.
    pub observed: f64,
    /// How many placebos there were.
    pub placebos: u64,
}
