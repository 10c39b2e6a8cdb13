//! The forms of what the tables keep as JSON: the page of an incident, and a case, as the API describes them.
//!
//! Nothing is made of these: they say what the core writes, and a test holds every answer against them. A name is the
//! core's own; a moment is ISO 8601 with `Z`, an address is `log/index`.

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// The claims about an incident, and what comes of them.
#[derive(Debug, ToSchema)]
#[schema(as = IncidentPage)]
pub struct PageForm {
    /// Every claim, first recorded first.
    pub claims: Vec<ClaimForm>,
    /// Where they differ.
    pub differences: Vec<DifferenceForm>,
    /// Groups of sources that count once each, among those that assert it.
    pub independent: Vec<String>,
    /// Why each report is in.
    pub links: Vec<LinkForm>,
    /// What each version would mean.
    pub versions: Vec<VersionForm>,
}

/// What one source says happened.
#[derive(Debug, ToSchema)]
#[schema(as = Claim)]
pub struct ClaimForm {
    /// What the source tells, in its own language.
    pub account: String,
    /// Whom it blames.
    pub accused: Vec<NamedActorForm>,
    /// The act, as `shelling`.
    pub act: String,
    /// Where the report stands on record.
    pub address: String,
    /// To whose side the source leans.
    #[schema(required)]
    pub aligned_with: Option<String>,
    /// On what footing: observed, alleged, or what kept monitors away.
    pub basis: String,
    /// What the importer was not sure of.
    pub doubts: Vec<String>,
    /// Why the act was allowed, as the source has it.
    #[schema(required)]
    pub exemption: Option<String>,
    /// Harm as told.
    pub harm: HarmForm,
    /// Language of the account.
    pub language: String,
    /// Where.
    pub place: PlaceForm,
    /// How the source has done so far: A to F.
    #[schema(required)]
    pub reliability: Option<String>,
    /// What of it is sealed, and so not shown here.
    pub sealed: Option<Vec<String>>,
    /// When the source sent it.
    #[schema(required)]
    pub sent_at: Option<String>,
    /// Who tells it.
    pub source: String,
    /// The source's name for a reader.
    pub source_name: String,
    /// Whether it asserts or denies.
    pub stance: String,
    /// Who or what was hit.
    pub target: Vec<NamedActorForm>,
    /// When.
    pub window: WindowForm,
}

/// Somebody as a source names them.
#[derive(Debug, ToSchema)]
#[schema(as = NamedActor)]
pub struct NamedActorForm {
    /// Who that is in the agreement, if it is known.
    pub actor: Option<String>,
    /// As it was written.
    pub written: String,
}

/// Harm to people.
#[derive(Debug, ToSchema)]
#[schema(as = Harm)]
pub struct HarmForm {
    /// People injured.
    pub injured: Option<TollForm>,
    /// People killed.
    pub killed: Option<TollForm>,
}

/// How many people.
#[derive(Debug, ToSchema)]
#[schema(as = Toll)]
pub struct TollForm {
    /// At least.
    pub least: u32,
    /// At most.
    pub most: u32,
}

/// A place, and how exactly it is known.
#[derive(Debug, ToSchema)]
#[schema(as = Place)]
pub struct PlaceForm {
    /// The area.
    pub area: Option<String>,
    /// Its name.
    pub name: String,
    /// Its position.
    pub position: Option<PositionForm>,
    /// Within how many metres.
    pub radius_m: u32,
}

/// A position on the globe, in millionths of a degree.
#[derive(Debug, ToSchema)]
#[schema(as = Position)]
pub struct PositionForm {
    /// North of the equator.
    pub lat_udeg: i32,
    /// East of Greenwich.
    pub lon_udeg: i32,
}

/// From when to when.
#[derive(Debug, ToSchema)]
#[schema(as = Window)]
pub struct WindowForm {
    /// At the earliest.
    pub earliest: String,
    /// At the latest.
    pub latest: String,
}

/// A question to which the claims give different answers.
#[derive(Debug, ToSchema)]
#[schema(as = Difference)]
pub struct DifferenceForm {
    /// What they differ on.
    pub about: String,
    /// Who says what.
    pub voices: Vec<VoiceForm>,
}

/// Reports that say the same.
#[derive(Debug, ToSchema)]
#[schema(as = Voice)]
pub struct VoiceForm {
    /// The reports.
    pub reports: Vec<String>,
    /// What they say.
    pub says: String,
}

/// Why a report is in an incident.
#[derive(Debug, ToSchema)]
#[schema(as = Link)]
pub struct LinkForm {
    /// What speaks for it and against it.
    pub evidence: EvidenceForm,
    /// The report.
    pub report: String,
    /// The report with which it belongs together.
    pub with: String,
}

/// What speaks for two reports being of one event, and against it.
#[derive(Debug, ToSchema)]
#[schema(as = LinkEvidence)]
pub struct EvidenceForm {
    /// Each reason with its weight.
    pub reasons: Vec<ReasonForm>,
    /// All weights together, in thousandths of a ban.
    pub total: i32,
}

/// One reason.
#[derive(Debug, ToSchema)]
#[schema(as = LinkReason)]
pub struct ReasonForm {
    /// Its weight, in thousandths of a ban; against it where negative.
    pub millibans: i32,
    /// In words.
    pub words: String,
}

/// How some reports tell it, and what that would mean.
#[derive(Debug, ToSchema)]
#[schema(as = Version)]
pub struct VersionForm {
    /// Provision by provision.
    pub assessments: Vec<AssessmentForm>,
    /// The reports that tell it so.
    pub reports: Vec<String>,
}

/// What a version would mean under a provision. Advice: nothing is determined here.
#[derive(Debug, ToSchema)]
#[schema(as = Assessment)]
pub struct AssessmentForm {
    /// By whom, for an apparent breach.
    pub by: Option<Vec<String>>,
    /// Whether it was covered.
    pub covered: AnswerForm,
    /// Whether it happened.
    pub happened: AnswerForm,
    /// What is not known, where that is why nothing can be said.
    pub lacking: Option<Vec<ElementForm>>,
    /// What would come of it: apparent-breach, insufficient, outside-coverage and others.
    pub outcome: String,
    /// The provision.
    pub provision: String,
    /// Why it lies outside of coverage.
    pub reasons: Option<Vec<ElementForm>>,
    /// Who did it.
    pub who: AnswerForm,
}

/// An answer with what it is made of.
#[derive(Debug, ToSchema)]
#[schema(as = Answer)]
pub struct AnswerForm {
    /// Its elements.
    pub elements: Vec<ElementForm>,
    /// Yes, no or unknown.
    pub truth: String,
}

/// One thing that was looked at.
#[derive(Debug, ToSchema)]
#[schema(as = Element)]
pub struct ElementForm {
    /// Which.
    pub point: String,
    /// On what the answer rests.
    pub rests_on: String,
    /// Yes, no or unknown.
    pub truth: String,
    /// What would settle it.
    pub would_settle_it: Option<String>,
}

/// A case, whole.
#[derive(Debug, ToSchema)]
#[schema(as = Case)]
pub struct CaseForm {
    /// The seats that admitted it, the one that opened it among them.
    pub admitted_by: Vec<String>,
    /// What the accused side was asked.
    pub asked: Vec<AskedForm>,
    /// Calls to parties.
    pub calls: Vec<CalledForm>,
    /// By when what is due.
    pub deadlines: DeadlinesForm,
    /// What came of it.
    #[schema(required)]
    pub determination: Option<DeterminationForm>,
    /// Dissents from it.
    pub dissents: Vec<DissentForm>,
    /// The deed that opened it.
    pub id: String,
    /// Who opened it.
    pub opened: DoneForm,
    /// What was opened.
    pub opening: TakingUpForm,
    /// What each seat did about its finding, by seat.
    pub parts: BTreeMap<String, SeatPartForm>,
    /// By which rules it goes.
    pub procedure: ProcedureForm,
    /// What was asked of a party, by address.
    pub remedies: BTreeMap<String, RemedyForm>,
    /// The cases that open it again.
    pub reopened_by: Vec<String>,
    /// What the accused side replied.
    pub replies: Vec<RepliedForm>,
    /// Where it stands.
    pub state: StateForm,
    /// What is to be found out, by address.
    pub tasks: BTreeMap<String, TaskForm>,
}

/// Who did something, when and where it stands.
#[derive(Debug, ToSchema)]
#[schema(as = Done)]
pub struct DoneForm {
    /// Where it stands on record.
    pub at: String,
    /// Which officer.
    pub by: String,
    /// Of which seat.
    pub seat: String,
    /// When.
    pub when: String,
}

/// A question to the accused side.
#[derive(Debug, ToSchema)]
#[schema(as = Asked)]
pub struct AskedForm {
    /// Where it stands on record.
    pub at: String,
    /// What was asked.
    pub brief: String,
    /// Which officer.
    pub by: String,
    /// Of which seat.
    pub seat: String,
    /// Through which seat.
    pub through: String,
    /// When.
    pub when: String,
}

/// A call to a party.
#[derive(Debug, ToSchema)]
#[schema(as = Called)]
pub struct CalledForm {
    /// After how many seconds it was answered.
    #[schema(required)]
    pub answered_after_s: Option<u32>,
    /// Where it stands on record.
    pub at: String,
    /// Which officer.
    pub by: String,
    /// Who was called.
    pub called: String,
    /// After how many seconds it ceased.
    #[schema(required)]
    pub ceased_after_s: Option<u32>,
    /// What came of it.
    pub effect: String,
    /// Of which seat.
    pub seat: String,
    /// What was said.
    pub text: String,
    /// When.
    pub when: String,
}

/// By when what is due.
#[derive(Debug, ToSchema)]
#[schema(as = Deadlines)]
pub struct DeadlinesForm {
    /// Admission.
    pub admission: String,
    /// Findings.
    pub findings: String,
    /// The reply.
    pub reply: String,
    /// The opening of findings.
    pub reveal: String,
}

/// What came of a case.
#[derive(Debug, ToSchema)]
#[schema(as = Determination)]
pub struct DeterminationForm {
    /// Whether the clock ran out.
    pub by_clock: bool,
    /// By provision: the joint outcome, and what each seat concludes.
    pub outcomes: BTreeMap<String, (JointForm, BTreeMap<String, ConclusionForm>)>,
    /// When.
    pub when: String,
}

/// The joint outcome for one provision.
#[derive(Debug, ToSchema)]
#[schema(as = Joint)]
pub struct JointForm {
    /// What is determined, if the seats agree.
    pub conclusion: Option<ConclusionForm>,
    /// Who concludes otherwise.
    pub dissenting: Option<Vec<String>>,
    /// agreed or no-agreement.
    pub outcome: String,
    /// Why there is no agreement.
    pub why: Option<String>,
}

/// What a seat concludes.
#[derive(Debug, ToSchema)]
#[schema(as = Conclusion)]
pub struct ConclusionForm {
    /// By whom, for a breach or an act of an excluded group.
    pub by: Option<String>,
    /// breach, unattributed, by-excluded, outside-coverage and others.
    pub is: String,
}

/// A dissent.
#[derive(Debug, ToSchema)]
#[schema(as = Dissent)]
pub struct DissentForm {
    /// Where it stands on record.
    pub at: String,
    /// Which officer.
    pub by: String,
    /// Of which seat.
    pub seat: String,
    /// What is said.
    pub text: String,
    /// When.
    pub when: String,
}

/// What was opened.
#[derive(Debug, ToSchema)]
#[schema(as = TakingUp)]
pub struct TakingUpForm {
    /// A report of the incident.
    pub about: String,
    /// Who is accused.
    pub accused: Option<String>,
    /// Entries on which it rests.
    pub evidence: Option<Vec<String>>,
    /// Under which provisions.
    pub provisions: Vec<String>,
    /// Why.
    pub reason: String,
    /// The case that it opens again.
    pub reopens: Option<String>,
    /// ordinary or urgent.
    pub urgency: String,
}

/// What a seat did about its finding.
#[derive(Debug, ToSchema)]
#[schema(as = SeatPart)]
pub struct SeatPartForm {
    /// Where it stands on record.
    pub at: Option<String>,
    /// What it found, once that is open.
    pub finding: Option<FindingForm>,
    /// due, sealed, to-reveal, gave, abstained, silent or recused.
    pub part: String,
    /// Why it stood aside.
    pub reason: Option<String>,
}

/// What a seat found.
#[derive(Debug, ToSchema)]
#[schema(as = Finding)]
pub struct FindingForm {
    /// In which case.
    pub case: String,
    /// Who or what did it, in thousandths.
    pub causes: BTreeMap<String, u32>,
    /// What speaks against it.
    pub contrary: Option<Vec<String>>,
    /// Whether it was covered, by provision.
    pub covered: BTreeMap<String, String>,
    /// On what it rests.
    pub evidence: Option<Vec<String>>,
    /// Whether it happened.
    pub happened: String,
    /// Why, in words.
    pub reasons: String,
    /// Whose it is.
    pub seat: String,
    /// How much was asked of the evidence.
    pub standard: String,
}

/// By which rules a case goes.
#[derive(Debug, ToSchema)]
#[schema(as = Procedure)]
pub struct ProcedureForm {
    /// How many seats admit it.
    pub admit: u32,
    /// Its clocks.
    pub clocks: ClocksForm,
    /// How findings become an outcome.
    pub decision: DecisionRuleForm,
    /// How likely an author must be, in thousandths.
    pub sure: u32,
    /// The same for some provisions.
    pub sure_for: Option<BTreeMap<String, u32>>,
    /// Its clocks where it is urgent.
    pub urgent: ClocksForm,
}

/// How findings become an outcome.
#[derive(Debug, ToSchema)]
#[schema(as = DecisionRule, rename_all = "kebab-case")]
pub enum DecisionRuleForm {
    /// All findings that are in conclude alike.
    Unanimity {
        /// How many at least.
        least: u32,
    },
    /// Two seats conclude alike.
    TwoKey {
        /// Which two.
        keys: Vec<String>,
    },
    /// In every constituency so many conclude alike.
    Quorum {
        /// The constituencies.
        constituencies: Vec<ConstituencyForm>,
        /// Those that decide urgent cases.
        emergency: Option<Vec<ConstituencyForm>>,
    },
    /// One seat rules.
    Chair {
        /// Which.
        seat: String,
    },
    /// Every finding stands by itself.
    Parallel,
}

/// Some seats, of which so many must conclude alike.
#[derive(Debug, ToSchema)]
#[schema(as = Constituency)]
pub struct ConstituencyForm {
    /// How many.
    pub least: u32,
    /// Its name for a reader.
    pub name: String,
    /// Which seats.
    pub seats: Vec<String>,
}

/// Clocks, in hours.
#[derive(Debug, ToSchema)]
#[schema(as = Clocks)]
pub struct ClocksForm {
    /// For admission.
    pub admit_h: u32,
    /// For findings.
    pub findings_h: u32,
    /// For the reply.
    pub reply_h: u32,
    /// For the opening of findings.
    pub reveal_h: u32,
}

/// What was asked of a party after the outcome.
#[derive(Debug, ToSchema)]
#[schema(as = Remedy)]
pub struct RemedyForm {
    /// The seats that ask.
    pub asked_by: Vec<String>,
    /// What is asked.
    pub asking: AskingForm,
    /// Who checked it, what was measured, and in words.
    #[schema(required)]
    pub checked: Option<(DoneForm, Option<u32>, String)>,
    /// Who proposed it.
    pub done: DoneForm,
    /// proposed, asked, overdue, met, missed or not-measured.
    pub state: String,
}

/// What is asked of a party, so that it can be measured.
#[derive(Debug, ToSchema)]
#[schema(as = Asking)]
pub struct AskingForm {
    /// Of whom.
    pub asked_of: String,
    /// In which case.
    pub case: String,
    /// Which seat checks it.
    pub checker: String,
    /// By when.
    pub due: String,
    /// What is measured.
    pub measure: String,
    /// It is met from here on.
    pub no_less: Option<u32>,
    /// It is met up to here.
    pub no_more: Option<u32>,
    /// What, in words.
    pub what: String,
}

/// A reply of the accused side.
#[derive(Debug, ToSchema)]
#[schema(as = Replied)]
pub struct RepliedForm {
    /// What kind of reply.
    pub answer: String,
    /// Where it stands on record.
    pub at: String,
    /// Which officer.
    pub by: String,
    /// Whether it came late.
    pub late: bool,
    /// For whom.
    pub on_behalf_of: String,
    /// Of which seat.
    pub seat: String,
    /// In words.
    pub text: String,
    /// When.
    pub when: String,
}

/// Where a case stands.
#[derive(Debug, ToSchema)]
#[schema(as = CaseState)]
pub struct StateForm {
    /// The seats from which something is due.
    pub from: Option<Vec<String>>,
    /// How many seats more must admit it.
    pub lacking: Option<u32>,
    /// awaiting-admission, not-admitted, awaiting-reply, awaiting-findings, awaiting-reveal, determined, awaiting-remedy or closed.
    pub state: String,
}

/// Something that is to be found out.
#[derive(Debug, ToSchema)]
#[schema(as = Task)]
pub struct TaskForm {
    /// Where it stands on record.
    pub at: String,
    /// Which officer.
    pub by: String,
    /// By when.
    pub due: String,
    /// Which seat is to do it.
    pub owner: String,
    /// What it would settle.
    pub point: String,
    /// Of which seat.
    pub seat: String,
    /// What settled it.
    #[schema(required)]
    pub settled_by: Option<String>,
    /// What is to be done.
    pub what: String,
    /// When.
    pub when: String,
}
