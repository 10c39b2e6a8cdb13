//! What programs are told of alarms and signals: the forms of `/api/v1/alarms` and `/api/v1/signals`, as the description
//! has them.
//!
//! The answers themselves are [`truce_signals::told::Alarms`] and [`crate::screen::pages::signals::Told`]; `tests/screen/signals.rs` holds it against these.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::ToSchema;

use crate::screen::shapes_of_signals::{
    AllFollowingForm, AllForetoldForm, AreaTrendForm, AskedForm, ChainsAnswerForm, ClusterForm,
    LeftOutForm, LotsForm, QuietForm, ReckoningForm, RegistersForm,
};

/// The alarms of every area with an incident.
#[derive(Debug, ToSchema)]
#[schema(as = Alarms)]
pub struct AlarmsForm {
    /// The areas with an incident, in the agreement's order.
    pub areas: Vec<AreaAlarmsForm>,
    /// The first and the last day.
    pub days: (String, String),
    /// How the promise stands.
    pub kept: KeptForm,
    /// What was promised.
    pub promise: PromiseForm,
    /// The evidence that an alarm needs, in days.
    pub threshold: f64,
}

/// The setting.
#[derive(Debug, ToSchema)]
#[schema(as = Promise)]
pub struct PromiseForm {
    /// False alarms a year that can be lived with, over all areas together.
    pub false_alarms_a_year: f64,
}

/// How the promise stands.
#[derive(Debug, ToSchema)]
#[schema(as = PromiseKept)]
pub struct KeptForm {
    /// Evidence that there are more false alarms than promised, by those that were judged false.
    pub evidence_against: f64,
    /// The same if all that nobody judged turns out false.
    pub evidence_at_most: f64,
    /// What became of the alarms.
    pub ledger: LedgerForm,
    /// False alarms that the promise allows for those days.
    pub promised: f64,
}

/// What became of the alarms.
#[derive(Debug, ToSchema)]
#[schema(as = AlarmLedger)]
pub struct LedgerForm {
    /// Days of watch.
    pub days: f64,
    /// Alarms judged false.
    pub false_alarms: u32,
    /// Alarms that nobody has judged yet.
    pub not_judged: u32,
    /// Alarms judged real.
    pub real: u32,
}

/// The alarms of one area.
#[derive(Debug, ToSchema)]
#[schema(as = AreaAlarms)]
pub struct AreaAlarmsForm {
    /// Which area.
    pub area: String,
    /// Incidents counted.
    pub counted: u32,
    /// Every fall that became certain.
    pub eased: Vec<ShiftForm>,
    /// Incidents that are exercises by every claim, and raise no alarm.
    pub exercises: u32,
    /// What was said of the alarm that stands, the first word first.
    pub noted: Vec<NotedForm>,
    /// Every alarm that was raised.
    pub raised: Vec<ShiftForm>,
    /// Single days that are told by themselves: out of all proportion, or with many killed.
    pub serious_days: Vec<SeriousDayForm>,
    /// How it stands after the last day.
    pub state: AlarmStateForm,
    /// By day on which nothing was counted: why it cannot be told from a quiet one; kept-away or less-watched.
    pub unseen: BTreeMap<String, String>,
    /// Days on which something is on record.
    pub watched: u64,
}

/// How an area stands.
#[derive(Debug, ToSchema)]
#[schema(as = AlarmState, rename_all = "kebab-case")]
pub enum AlarmStateForm {
    /// Too few days are known to say what is usual: no answer.
    Learning {
        /// So many more days are needed, if somebody looks on each.
        days: f64,
    },
    /// Nothing out of the usual.
    Calm,
    /// Evidence of a rise above a tenth of what an alarm needs.
    Watch,
    /// The level was left upward, and nobody has said so yet.
    Alarm(ShiftForm),
    /// Somebody has taken note.
    Acknowledged(ShiftForm),
}

/// A level that was left, as far as can be told.
#[derive(Debug, ToSchema)]
#[schema(as = Shift)]
pub struct ShiftForm {
    /// The evidence on that day, in days: what chance alone reaches once in so many at most.
    pub evidence: f64,
    /// What was expected of that day, before.
    pub expected: ExpectationForm,
    /// The day on which the evidence was enough.
    pub on: String,
    /// The day on which it most likely began.
    pub onset: String,
}

/// What is expected of a day.
#[derive(Debug, ToSchema)]
#[schema(as = Expectation)]
pub struct ExpectationForm {
    /// The standard error of the mean.
    pub error: f64,
    /// The mean.
    pub mean: f64,
    /// The size of the negative binomial distribution.
    pub size: f64,
}

/// A single day that is told by itself.
#[derive(Debug, ToSchema)]
#[schema(as = SeriousDay)]
pub struct SeriousDayForm {
    /// By act, how many of the incidents some claim says were of it.
    pub acts: BTreeMap<String, u32>,
    /// Incidents outside exercises.
    pub count: u32,
    /// The day.
    pub day: String,
    /// What was to be expected; none if it is told only for those who were killed.
    #[schema(required)]
    pub expected: Option<ExpectationForm>,
    /// How many were killed, at least and at most, by the claims.
    #[schema(required)]
    pub killed: Option<(u32, u32)>,
    /// What officers said of it, the first word first.
    pub noted: Vec<NotedForm>,
    /// The reports behind it; for the last days.
    pub reports: Vec<String>,
}

/// A seat's word on an alarm.
#[derive(Debug, ToSchema)]
#[schema(as = AlarmNoted)]
pub struct NotedForm {
    /// Where.
    pub area: String,
    /// The day on which note was taken.
    pub on: String,
    /// The day on which the alarm was raised.
    pub raised_on: String,
    /// seen, real or false.
    pub says: String,
    /// Which seat.
    pub seat: String,
    /// What is done about it.
    pub text: String,
}

/// What was reckoned for one question. The members of the answers follow the library: `docs/signals.md` says what each is.
#[derive(Debug, ToSchema)]
#[schema(as = SignalsAndForecast)]
pub struct ToldForm {
    /// What the next days may bring; none if too little is known.
    #[schema(required)]
    pub outlook: Option<Value>,
    /// Every answer.
    pub signals: SignalsForm,
}

/// Estimates and advice, never on record.
#[derive(Debug, ToSchema)]
#[schema(as = Signals)]
pub struct SignalsForm {
    /// What was asked.
    pub asked: AskedForm,
    /// At least so many incidents there are, by how many sources told them.
    pub at_least: ReckoningForm,
    /// How much is background, and how much follows.
    pub chains: ChainsAnswerForm,
    /// Where incidents crowd together; none if areas have no outlines.
    #[schema(required)]
    pub clusters: Option<Vec<ClusterForm>>,
    /// The first and the last day.
    pub days: (String, String),
    /// Who follows whom.
    pub following: AllFollowingForm,
    /// What sources foretold, and what became of it.
    pub foretold: AllForetoldForm,
    /// Whether it is holding: levels, dates, and the test of the signed date; or why there is no answer.
    pub holding: Value,
    /// How often, for each day watched.
    pub indicators: Value,
    /// What each two seats leave out.
    pub left_out: Vec<LeftOutForm>,
    /// Who follows whom, held against labels drawn by lot; none if there are not two parties.
    #[schema(required)]
    pub lots: Option<LotsForm>,
    /// Quiet because unseen.
    pub quiet: Vec<QuietForm>,
    /// What is still to be told of the last days.
    pub recent: Value,
    /// What the seats' registers have.
    pub registers: Vec<RegistersForm>,
    /// What three seats' own lists or more leave out.
    pub seat_lists: Value,
    /// How many are on record, and told by one group of sources and by two.
    pub told_by: (u32, u32, u32),
    /// Which way each area leans.
    pub trends: Vec<AreaTrendForm>,
}
