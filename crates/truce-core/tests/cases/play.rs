//! Plays lines of officers' deeds against a record of four seats, and shows the cases that follow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use truce_core::act::Act;
use truce_core::agreement::{Agreement, Files};
use truce_core::case::Stage;
use truce_core::case::acknowledgement::{Acknowledged, Acknowledgement};
use truce_core::case::deed::{Deed, Doing};
use truce_core::case::docket::Docket;
use truce_core::case::script::{Line, Reading, Said};
use truce_core::case::{Case, SeatPart};
use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::heartbeat::Heartbeat;
use truce_core::id::{ActorId, OfficerId, SeatId, SourceId};
use truce_core::lineage::Lineage;
use truce_core::place::Place;
use truce_core::record::{Cut, Head, Record};
use truce_core::report::{Basis, Harm, Origin, Report, Stance};
use truce_core::time::{Moment, Window};

const ROOT: &str = "huO3F5nD3idKzOZusir41Wfay8mmU1HarZpRrPILvWM=";

pub fn syria() -> Agreement {
    let files = Files {
        text: include_str!("../../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../../agreements/syria-2016/places.csv"),
    };
    Agreement::read(&files).unwrap_or_else(|faults| panic!("{faults:?}"))
}

pub fn seat(name: &str) -> SeatId {
    SeatId::new(name).unwrap()
}

/// What is on record, and what a player keeps beside it.
pub struct World {
    pub agreement: Agreement,
    pub record: Record,
    pub cut: Cut,
    names: BTreeMap<String, Address>,
    disclosures: BTreeMap<(Address, SeatId), String>,
    silent: BTreeSet<SeatId>,
    salt: u8,
}

impl World {
    /// Four seats, each with a report `@SEAT:1` by its officer `monitor-1`, and officers of every office.
    pub fn new() -> Self {
        let mut world = Self {
            agreement: syria(),
            record: Record::default(),
            cut: Cut::default(),
            names: BTreeMap::new(),
            disclosures: BTreeMap::new(),
            silent: BTreeSet::new(),
            salt: 0,
        };
        let at: Moment = "2017-05-01T00:00:00Z".parse().unwrap();
        for name in ["russia", "turkey", "iran", "un"] {
            let opening = Opening {
                agreement_sha256: world.agreement.digest().to_owned(),
                agreement_title: world.agreement.title.clone(),
                seat: seat(name),
            };
            world.put(&seat(name), Body::Opening(opening), at);
            let report = world.put(&seat(name), Body::Report(Arc::new(report(name, at))), at);
            world.names.insert(format!("@{name}:1"), report);
        }
        for name in ["russia", "turkey", "iran", "un"] {
            let officers = [
                ("duty-officer", "duty-1"),
                ("duty-officer", "duty-2"),
                ("delegate", "delegate-1"),
                ("delegate", "delegate-2"),
                ("verifier", "verifier-1"),
                ("liaison", "liaison-1"),
                ("monitor", "monitor-1"),
                ("duty-officer,verifier,delegate", "everything"),
            ];
            for (offices, officer) in officers {
                let line =
                    format!("2017-05-01 03:00 {name}/chief appoints {offices} {officer} -- list");
                world.line(0, &line);
            }
        }
        world
    }

    pub fn put(&mut self, log: &SeatId, body: Body, at: Moment) -> Address {
        let head = self.cut.0.entry(log.clone()).or_insert(Head { root: ROOT.to_owned(), size: 0 });
        let address = Address { log: log.clone(), index: head.size };
        head.size += 1;
        let bytes = Entry::new(body, at).bytes().unwrap();
        self.record.enter(address.clone(), &bytes);
        address
    }

    /// Every seat that is heard says which heads it holds: those of all that are heard.
    fn heartbeats(&mut self, at: Moment) {
        let seats: Vec<SeatId> = self.cut.0.keys().cloned().collect();
        for log in
            seats.iter().filter(|log| !self.silent.contains(*log)).cloned().collect::<Vec<_>>()
        {
            let heads = self.heads(&log);
            self.put(&log, Body::Heartbeat(Heartbeat { heads }), at);
        }
    }

    fn heads(&self, own: &SeatId) -> BTreeMap<SeatId, Head> {
        let held = self.cut.0.iter().filter(|(log, _)| *log != own && !self.silent.contains(*log));
        held.map(|(log, head)| (log.clone(), head.clone())).collect()
    }

    /// Plays a script. Beside deeds: `! silent iran`, `! heard iran`, `! wait 2017-05-20`.
    pub fn play(&mut self, script: &str) {
        for (number, line) in (1..).zip(script.lines()) {
            match line.trim().strip_prefix("! ").map(|line| line.split_once(' ').unwrap()) {
                Some(("silent", name)) => {
                    self.silent.insert(seat(name));
                }
                Some(("heard", name)) => {
                    self.silent.remove(&seat(name));
                }
                Some(("wait", day)) => self.heartbeats(format!("{day}T00:00:00Z").parse().unwrap()),
                Some((other, _)) => panic!("{other}"),
                None => self.line(number, line),
            }
        }
    }

    fn line(&mut self, number: usize, line: &str) {
        let (names, clock) = (self.names.clone(), self.agreement.clock().clone());
        let entry = |word: &str| names.get(word).cloned().or_else(|| word.parse().ok());
        let reading = Reading { clock: &clock, entry: &entry };
        let read = reading.line(number, line).unwrap_or_else(|fault| panic!("{fault}"));
        let Some(Line { at, by, name, said, seat }) = read else { return };
        if !self.silent.contains(&seat) {
            let heads = self.heads(&seat);
            self.put(&seat, Body::Heartbeat(Heartbeat { heads }), at);
        }
        let body = self.body(by, &seat, said);
        let address = self.put(&seat, body, at);
        if let Some(name) = name {
            self.names.insert(name, address);
        }
        self.heartbeats(at);
    }

    fn body(&mut self, by: OfficerId, seat: &SeatId, said: Said) -> Body {
        let does = match said {
            Said::Appoints(appointment) => return Body::Appointment(appointment),
            Said::Does(doing) => *doing,
            Said::Seals(finding) => {
                self.salt += 1;
                let (sealed, opens) = finding.seal(&[self.salt; 16]).unwrap();
                let key = (finding.case.clone(), seat.clone());
                self.disclosures.insert(key, opens.expose().to_owned());
                Doing::Seal { case: finding.case, sealed }
            }
            Said::Reveals(case) => {
                let disclosure = self.disclosures.get(&(case.clone(), seat.clone()));
                Doing::Reveal { disclosure: disclosure.cloned().unwrap_or_default(), case }
            }
            Said::Closes(case, stage) => Doing::Close { case, heads: self.heads(seat), stage },
        };
        Body::Deed(Box::new(Deed { by, does, signature: None }))
    }

    pub fn docket_at(&self, cut: &Cut) -> Docket {
        let lineage = Lineage::of(self.record.until(cut));
        Docket::of(&self.record, &self.agreement, cut, &lineage)
    }

    pub fn docket(&self) -> Docket {
        self.docket_at(&self.cut)
    }

    /// Whether a script has named something so.
    pub fn knows(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    pub fn name_of(&self, address: &Address) -> String {
        let found = self.names.iter().find(|(_, at)| *at == address);
        found.map_or_else(|| address.to_string(), |(name, _)| name.clone())
    }
}

fn report(source: &str, at: Moment) -> Report {
    Report {
        account: format!("told by {source}"),
        accused: Vec::new(),
        act: Act::Shelling,
        basis: Basis::Observed,
        corrects: None,
        doubts: Vec::new(),
        entered_by: OfficerId::new("monitor-1").ok(),
        exemption: None,
        harm: Harm::default(),
        language: String::new(),
        origin: Origin { file: "x".to_owned(), line: 1 },
        place: Place::named("town"),
        reference: Some("1".to_owned()),
        sealed: BTreeMap::new(),
        sent_at: None,
        source: SourceId::new(source).unwrap(),
        stance: Stance::Asserts,
        target: Vec::new(),
        window: Window::new(at, at).unwrap(),
    }
}

/// Plays a script on a new world, and holds its cases against what is expected.
pub fn check(script: &str, expected: expect_test::Expect) {
    let mut world = World::new();
    world.play(script);
    expected.assert_eq(&shown(&world));
}

/// Each case with its parts and outcome, and every deed that does not count.
pub fn shown(world: &World) -> String {
    let docket = world.docket();
    let mut shown = String::new();
    for case in docket.cases.values() {
        shown.push_str(&show(world, case));
    }
    for Acknowledged { done, of } in docket.acknowledgements.values() {
        let Acknowledgement { act, area, party, raised_on, says, text } = of;
        let narrower = [party.as_ref().map(ActorId::as_str), act.map(|act| act.word())];
        let watched: Vec<&str> =
            [Some(area.as_str())].into_iter().chain(narrower).flatten().collect();
        let (seat, by, watched) = (&done.seat, &done.by, watched.join(" "));
        shown.push_str(&format!("alarm: {seat}/{by} {watched} {raised_on} {says}: {text}\n"));
    }
    for (address, why) in &docket.refused {
        let Some(entry) = world.record.get(address) else { continue };
        let Body::Deed(deed) = &entry.body else { continue };
        shown.push_str(&format!("{}/{} {}: {why}\n", address.log, deed.by, deed.does.word()));
    }
    for address in &docket.waiting {
        shown.push_str(&format!("waits: {address}\n"));
    }
    shown
}

fn show(world: &World, case: &Case) -> String {
    let admitted: Vec<&str> = case.admitted_by.iter().map(SeatId::as_str).collect();
    let mut shown = format!(
        "{}: {}; admitted by {}\n",
        world.name_of(&case.id),
        case.state.word(),
        admitted.join(", ")
    );
    for (seat, part) in &case.parts {
        let words = match part {
            SeatPart::Due => "due".to_owned(),
            SeatPart::Sealed { .. } => "sealed, not yet in".to_owned(),
            SeatPart::ToReveal { .. } => "sealed".to_owned(),
            SeatPart::Gave { finding, .. } => format!("gave: {}", finding.reasons),
            SeatPart::Abstained { .. } => "abstained: did not open its finding".to_owned(),
            SeatPart::Silent => "silent".to_owned(),
            SeatPart::Recused { reason, .. } => format!("stands aside: {reason}"),
        };
        shown.push_str(&format!("  {seat} {words}\n"));
    }
    for reply in &case.replies {
        let late = if reply.late { ", late" } else { "" };
        shown.push_str(&format!("  reply: {}{late}\n", reply.answer));
    }
    if let Some(determination) = &case.determination {
        let clock = if determination.by_clock { ", by the clock" } else { "" };
        shown.push_str(&format!("  determined {}{clock}\n", determination.when));
        for (provision, (joint, conclusions)) in &determination.outcomes {
            let each: Vec<String> =
                conclusions.iter().map(|(seat, one)| format!("{seat}: {one}")).collect();
            shown.push_str(&format!("    {provision}: {joint} ({})\n", each.join("; ")));
        }
    }
    for remedy in case.remedies.values() {
        shown.push_str(&format!("  remedy: {}, {}\n", remedy.asking.what, remedy.state));
    }
    shown
}

/// Every stage, for tests that try each.
pub const STAGES: [Stage; 3] = [Stage::Admission, Stage::Findings, Stage::Reveal];
