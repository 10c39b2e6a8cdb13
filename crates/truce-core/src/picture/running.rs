//! A picture that moves on with its record: an entry costs what it touches, not what there is.
//!
//! INVARIANT: equal to [`Picture::of`] at every cut, to the byte. Kept by [`RunningPicture::advance`], which makes it
//! anew where an entry changes what everything rests on (a seat's later log, another weight table);
//! `tests/running.rs` tries it on random histories.
//!
//! # Cost
//! A report, a correction or a judgement: the neighbourhood that it touches in the matcher, the incidents of that
//! neighbourhood, and the days of these for which registers are on record. A deed: its family of cases. An entry
//! that moves a seat's clock: the cases with a deadline that it passes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Picture, replaces};
use crate::adoption;
use crate::agreement::Agreement;
use crate::case::docket::Docket;
use crate::case::running::RunningDocket;
use crate::departure;
use crate::disclosure::Disclosure;
use crate::entry::{Address, Body, Entry};
use crate::id::SourceId;
use crate::incident::Incident;
use crate::judgement::Judgement;
use crate::lineage::Lineage;
use crate::matching::judgements::Judgements;
use crate::matching::{Candidate, Matcher};
use crate::reconcile::{DaysTold, reconcile_day};
use crate::record::{Cut, Record};
use crate::report::{Basis, Report};
use crate::spread::{OneByOne, Spread};
use crate::time::{Day, Moment};
use crate::version::Version;

/// What an advance changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// Everything was made anew; what follows is left empty.
    pub anew: bool,
    /// Cases that are new, other than before, or gone.
    pub cases: BTreeSet<Address>,
    /// Days reconciled again.
    pub days: BTreeSet<Day>,
    /// Entries that are new before the cut.
    pub entries: BTreeSet<Address>,
    /// Incidents that are new or other than before, by name.
    pub incidents: BTreeSet<Address>,
    /// Names of incidents that are no more.
    pub incidents_gone: BTreeSet<Address>,
}

/// A picture, with what is needed to move it on, and the hands by which it is made anew.
pub struct RunningPicture {
    agreement: Agreement,
    docket: RunningDocket,
    held: Held,
    matcher: Matcher,
    picture: Picture,
    record: Record,
    spread: Arc<dyn Spread>,
    told: DaysTold,
}

/// What the picture itself does not keep, and later entries are held against.
#[derive(Default)]
struct Held {
    /// By the report that they replace, the later reports of the same source.
    corrections: BTreeMap<Address, BTreeSet<Address>>,
    /// By the report whose field they open.
    disclosures: BTreeMap<Address, Vec<Disclosure>>,
    /// Entries on logs, seats and tables, which are read as a whole.
    governing: BTreeMap<Address, Entry>,
    judgements: BTreeMap<Address, Judgement>,
    /// Registers by the day on which they end.
    registers: BTreeMap<Day, BTreeSet<Address>>,
    /// Reports by source.
    reports: BTreeMap<SourceId, BTreeSet<Address>>,
    /// The entry that counts for each source.
    sources: BTreeMap<SourceId, (Moment, Address)>,
}

/// What the entries of one advance touch.
#[derive(Default)]
struct Touched {
    /// What everything rests on is another now.
    anew: bool,
    days: BTreeSet<Day>,
    judged: bool,
    /// Whether the table may be another.
    governed: bool,
    /// Reports whose incident must be told again.
    reports: BTreeSet<Address>,
}

impl RunningPicture {
    /// Derives the picture as [`Picture::of`] does, and gets ready to move it on.
    #[must_use]
    pub fn of(record: Record, agreement: &Agreement, cut: &Cut) -> Self {
        Self::of_with(record, agreement, cut, Arc::new(OneByOne))
    }

    /// The same, spread over some hands whenever it is made anew.
    #[must_use]
    pub fn of_with(
        record: Record,
        agreement: &Agreement,
        cut: &Cut,
        spread: Arc<dyn Spread>,
    ) -> Self {
        let lineage = Lineage::of(record.until(cut));
        let ((docket, cases, held), (picture, matcher, told)) = spread.both(
            || Self::noted(&record, agreement, cut, &lineage),
            || Picture::derived(&record, agreement, cut, &lineage, &*spread),
        );
        let picture = Picture { docket: cases, ..picture };
        let agreement = agreement.clone();
        Self { agreement, docket, held, matcher, picture, record, spread, told }
    }

    /// Takes every entry in, and derives the cases of all.
    fn noted(
        record: &Record,
        agreement: &Agreement,
        cut: &Cut,
        lineage: &Lineage,
    ) -> (RunningDocket, Docket, Held) {
        let (mut docket, mut cases) = (RunningDocket::default(), Docket::default());
        let mut held = Held::default();
        let mut entries: Vec<_> = record.until(cut).collect();
        // The logs stand one after the other: this finds long stretches in order.
        entries.sort_by_key(|(address, _)| lineage.turn(address));
        for (address, entry) in entries {
            docket.note(&mut cases, address, entry, lineage);
            held.note(address, entry);
        }
        docket.settle(&mut cases, record, agreement, cut, lineage);
        (docket, cases, held)
    }

    /// The picture at the last cut.
    #[must_use]
    pub fn picture(&self) -> &Picture {
        &self.picture
    }

    /// Everything on record, beyond the cut too.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Puts the bytes of an entry on the record; the picture shows it once a cut covers it.
    pub fn enter(&mut self, address: Address, bytes: &[u8]) {
        let late = self.picture.cut.covers(&address);
        self.record.enter(address, bytes);
        if late {
            // What lies before the cut is another now.
            let cut = self.picture.cut.clone();
            self.make_anew(&cut);
        }
    }

    /// Moves the picture on to a later cut; one that is not later makes it anew.
    pub fn advance(&mut self, cut: &Cut) -> Moved {
        if !cut.extends(&self.picture.cut) {
            return self.make_anew(cut);
        }
        let mut touched = Touched::default();
        let mut entries: Vec<(Address, Option<Entry>)> = Vec::new();
        for (log, head) in &cut.0 {
            let from = self.picture.cut.0.get(log).map_or(0, |head| head.size);
            let new = self.record.between(log, from..head.size);
            entries.extend(new.map(|(address, entry)| (address.clone(), entry.cloned())));
        }
        // An opening first: it says whose log it is.
        entries.sort_by_key(|(address, _)| (address.index > 0, address.clone()));
        self.picture.cut = cut.clone();
        for (address, entry) in &entries {
            match entry {
                Some(entry) => self.take_in(address, entry, &mut touched),
                None => self.picture.unread = self.picture.unread.saturating_add(1),
            }
            if touched.anew {
                return self.make_anew(cut);
            }
        }
        if touched.governed && self.table_is_another() {
            return self.make_anew(cut);
        }
        let mut moved = self.settle(touched);
        moved.entries = entries.into_iter().map(|(address, _)| address).collect();
        moved
    }

    fn make_anew(&mut self, cut: &Cut) -> Moved {
        let record = std::mem::take(&mut self.record);
        *self = Self::of_with(record, &self.agreement, cut, Arc::clone(&self.spread));
        Moved { anew: true, ..Moved::default() }
    }

    /// Puts an entry where it belongs, and notes what it touches.
    fn take_in(&mut self, address: &Address, entry: &Entry, touched: &mut Touched) {
        let picture = &mut self.picture;
        if let Body::Opening(opening) = &entry.body {
            touched.anew |= !picture.lineage.open(address, opening);
        }
        picture.recorded_at.insert(address.clone(), entry.recorded_at);
        touched.anew |= !self.docket.note(&mut picture.docket, address, entry, &picture.lineage);
        let counts = self.held.note(address, entry);
        match &entry.body {
            Body::Source(source) if counts => {
                picture.sources.insert(source.id.clone(), source.clone());
                let told = self.held.reports.get(&source.id);
                touched.reports.extend(told.into_iter().flatten().cloned());
            }
            Body::Report(report) => self.take_in_report(address, report),
            Body::Register(register) => {
                picture.registers.insert(address.clone(), (**register).clone());
                touched.days.insert(register.day);
            }
            Body::Judgement(_) => touched.judged = true,
            Body::Effort(effort) => {
                picture.efforts.insert(address.clone(), effort.clone());
            }
            Body::Disclosure(disclosure) => self.disclose(disclosure, touched),
            Body::Misconduct(told) => {
                picture.misconduct.insert(address.clone(), told.clone());
            }
            Body::Opening(_) | Body::Departure(_) | Body::WeightsPart(_) | Body::Adoption(_) => {
                touched.governed = true;
            }
            Body::Source(_)
            | Body::Heartbeat(_)
            | Body::Rotation(_)
            | Body::Succession(_)
            | Body::CutDigest(_)
            | Body::Blob(_)
            | Body::BlobHeld(_)
            | Body::Erasure(_)
            | Body::Redaction(_)
            | Body::Appointment(_)
            | Body::Deed(_) => {}
        }
    }

    fn take_in_report(&mut self, address: &Address, report: &Arc<Report>) {
        let mut report = Arc::clone(report);
        for disclosure in self.held.disclosures.get(address).into_iter().flatten() {
            // One that opens nothing, or what is open already, changes nothing.
            let _ = Arc::make_mut(&mut report).open(&disclosure.disclosure);
        }
        // Only what its seat wrote before; that is there already, or the picture would have been made anew.
        let corrects = report.corrects.clone();
        self.picture.reports.insert(address.clone(), report);
        self.match_anew(address);
        if let Some(earlier) = corrects {
            self.correct(&earlier);
        }
    }

    /// Finds the last word in place of a report.
    fn correct(&mut self, earlier: &Address) {
        let picture = &mut self.picture;
        let later = self.held.corrections.get(earlier).into_iter().flatten();
        let later =
            later.filter(|later| replaces(&picture.reports, &picture.lineage, earlier, later));
        let Some(last) = later.max_by_key(|later| picture.lineage.turn(later)) else { return };
        picture.corrected.insert(earlier.clone(), last.clone());
        self.matcher.remove(earlier);
    }

    fn disclose(&mut self, disclosure: &Disclosure, touched: &mut Touched) {
        let Some(report) = self.picture.reports.get_mut(&disclosure.address) else { return };
        let _ = Arc::make_mut(report).open(&disclosure.disclosure);
        self.match_anew(&disclosure.address);
        touched.reports.insert(disclosure.address.clone());
    }

    /// Gives the matcher a report as it stands now, if it tells of an event.
    fn match_anew(&mut self, address: &Address) {
        let Some(report) = self.picture.reports.get(address) else { return };
        let event = matches!(report.basis, Basis::Observed | Basis::Alleged);
        if event && !self.picture.corrected.contains_key(address) {
            self.matcher.remove(address);
            self.matcher.insert(&Candidate::of(address, report));
        }
    }

    /// Whether the seats match with another table now.
    fn table_is_another(&mut self) -> bool {
        let governing = || self.held.governing.iter();
        let agreement = &self.agreement;
        let present = departure::present(governing(), &agreement.seat_ids(), agreement.enough());
        let in_force = adoption::tables(governing(), &present).in_force;
        let another = in_force.table_sha256 != self.picture.weights.table_sha256;
        self.picture.weights = in_force;
        another
    }

    fn settle(&mut self, touched: Touched) -> Moved {
        let Touched { mut days, judged, reports, .. } = touched;
        if judged {
            let word = Judgements::settle(self.held.judgements.iter(), &self.picture.lineage);
            self.matcher.judge(&word);
            self.picture.judged = word;
        }
        let mut moved = self.tell_anew(&reports, &mut days);
        moved.days = self.reconcile_anew(days);
        let (picture, record) = (&mut self.picture, &self.record);
        let (docket, cut) = (&mut picture.docket, &picture.cut);
        moved.cases = self.docket.settle(docket, record, &self.agreement, cut, &picture.lineage);
        moved
    }

    /// Tells the incidents anew whose reports were touched, or whose neighbourhood in the matcher was.
    fn tell_anew(&mut self, reports: &BTreeSet<Address>, days: &mut BTreeSet<Day>) -> Moved {
        let regrouped = self.matcher.settle_around();
        let mut groups = regrouped.after;
        let mut gone = BTreeMap::new();
        for report in regrouped.before.iter().chain(&groups).flatten() {
            self.take_out(report, days, &mut gone);
        }
        for report in reports {
            if let Some(group) = self.take_out(report, days, &mut gone) {
                groups.push(group);
            }
        }
        let mut moved = Moved::default();
        for group in &groups {
            let told = self.picture.told(&self.agreement, &self.matcher, group);
            let Some((incident, versions)) = told else { continue };
            let books = self.picture.books(&self.agreement, &self.matcher);
            days.append(&mut self.told.enter(&books, &incident));
            let id = incident.id.clone();
            let before = gone.remove(&id);
            if before.is_none_or(|before| before.0 != incident || before.1 != versions) {
                moved.incidents.insert(id.clone());
            }
            self.picture.incidents.insert(incident);
            self.picture.versions.insert(id, versions);
        }
        moved.incidents_gone = gone.into_keys().collect();
        moved
    }

    /// Takes out the incident that holds a report; returns its reports.
    fn take_out(
        &mut self,
        report: &Address,
        days: &mut BTreeSet<Day>,
        gone: &mut BTreeMap<Address, (Incident, Vec<Version>)>,
    ) -> Option<BTreeSet<Address>> {
        let incident = self.picture.incidents.take_holding(report)?;
        days.append(&mut self.told.leave(&incident));
        let versions = self.picture.versions.remove(&incident.id).unwrap_or_default();
        let reports = incident.reports.iter().cloned().collect();
        gone.insert(incident.id.clone(), (incident, versions));
        Some(reports)
    }

    /// Reconciles some days again, those for which a register is on record; returns those that differ.
    fn reconcile_anew(&mut self, days: BTreeSet<Day>) -> BTreeSet<Day> {
        let mut changed = BTreeSet::new();
        for day in days {
            let Some(stated) = self.held.registers.get(&day) else { continue };
            let registers = &self.picture.registers;
            let stated: Vec<_> =
                stated.iter().filter_map(|address| registers.get_key_value(address)).collect();
            let books = self.picture.books(&self.agreement, &self.matcher);
            let found = reconcile_day(&books, &self.told, day, &stated);
            if self.picture.reconciliations.get(&day) != Some(&found) {
                self.picture.reconciliations.insert(day, found);
                changed.insert(day);
            }
        }
        changed
    }
}

impl Held {
    /// Notes an entry; returns whether it counts among others on the same thing.
    fn note(&mut self, address: &Address, entry: &Entry) -> bool {
        match &entry.body {
            Body::Source(source) => {
                let said = (entry.recorded_at, address.clone());
                let last = self.sources.get(&source.id).is_none_or(|held| *held < said);
                if last {
                    self.sources.insert(source.id.clone(), said);
                }
                return last;
            }
            Body::Report(report) => {
                self.reports.entry(report.source.clone()).or_default().insert(address.clone());
                if let Some(earlier) = &report.corrects {
                    self.corrections.entry(earlier.clone()).or_default().insert(address.clone());
                }
            }
            Body::Register(register) => {
                self.registers.entry(register.day).or_default().insert(address.clone());
            }
            Body::Judgement(judgement) => {
                self.judgements.insert(address.clone(), judgement.clone());
            }
            Body::Disclosure(disclosure) => {
                let of_report = self.disclosures.entry(disclosure.address.clone()).or_default();
                of_report.push(disclosure.clone());
            }
            Body::Opening(_) | Body::Departure(_) | Body::WeightsPart(_) | Body::Adoption(_) => {
                self.governing.insert(address.clone(), entry.clone());
            }
            Body::Effort(_)
            | Body::Misconduct(_)
            | Body::Heartbeat(_)
            | Body::Rotation(_)
            | Body::Succession(_)
            | Body::CutDigest(_)
            | Body::Blob(_)
            | Body::BlobHeld(_)
            | Body::Erasure(_)
            | Body::Redaction(_)
            | Body::Appointment(_)
            | Body::Deed(_) => {}
        }
        true
    }
}
