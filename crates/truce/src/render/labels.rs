//! Names and phrases for a reader, from the agreement, in one place for every layout.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::agreement::Agreement;
use truce_core::assessment::{Ground, Outcome};
use truce_core::bulletin::{Accusation, Bulletin, Claim, IncidentPage};
use truce_core::effort::Effort;
use truce_core::entry::Address;
use truce_core::id::{ActorId, AreaId, ProvisionId, SeatId};
use truce_core::incident::{Aspect, Incident, days};
use truce_core::misconduct::Offence;
use truce_core::place::{Place, RADIUS_M_MAX};
use truce_core::reconcile::{Cell, Lists, Parts, Reconciliation, Row, SeatDay};
use truce_core::register::{Register, Review};
use truce_core::report::{Basis, Exemption, Harm, NamedActor, Stance, Toll};
use truce_core::time::Day;

/// Looks names up in an agreement, in English.
#[derive(Clone, Copy)]
pub struct Labels<'a> {
    /// Where the names stand.
    pub agreement: &'a Agreement,
}

impl<'a> Labels<'a> {
    /// A seat's name in short: that of whose seat it is.
    #[must_use]
    pub fn seat<'s>(&self, id: &'s SeatId) -> &'s str
    where
        'a: 's,
    {
        let seat = self.agreement.seat(id);
        seat.and_then(|seat| self.agreement.actor(&seat.actor))
            .map_or(id.as_str(), |actor| actor.name("en"))
    }

    /// An area's name, or that there is none.
    #[must_use]
    pub fn area<'s>(&self, id: Option<&'s AreaId>) -> &'s str
    where
        'a: 's,
    {
        let Some(id) = id else { return "area not stated" };
        let area = self.agreement.areas().iter().find(|area| area.id == *id);
        area.map_or(id.as_str(), |area| area.name("en"))
    }

    /// An actor's name.
    #[must_use]
    pub fn actor<'s>(&self, id: &'s ActorId) -> &'s str
    where
        'a: 's,
    {
        self.agreement.actor(id).map_or(id.as_str(), |actor| actor.name("en"))
    }

    /// An actor as the source writes it, and whom that was taken to mean where that is not the same word.
    #[must_use]
    pub fn named(&self, named: &NamedActor) -> String {
        match &named.actor {
            None => format!("“{}”", named.written),
            Some(id) => {
                let name = self.agreement.actor(id).map_or(id.as_str(), |actor| actor.name("en"));
                let alike =
                    truce_core::names::fold(name) == truce_core::names::fold(&named.written);
                if alike { name.to_owned() } else { format!("“{}” ({name})", named.written) }
            }
        }
    }

    /// Whom a claim blames, or that it blames nobody.
    #[must_use]
    pub fn blamed(&self, claim: &Claim) -> String {
        let names: Vec<String> = claim.accused.iter().map(|named| self.named(named)).collect();
        match (claim.stance, names.is_empty()) {
            (Stance::DeniesEvent, _) => "says that it did not happen".to_owned(),
            (Stance::Asserts | Stance::DeniesAuthorship, true) => "names nobody".to_owned(),
            (Stance::Asserts, false) => format!("names {}", names.join(" or ")),
            (Stance::DeniesAuthorship, false) => {
                format!("says that it was not {}", names.join(" or "))
            }
        }
    }

    /// The side to which a claim's source leans, in words.
    #[must_use]
    pub fn leaning(&self, claim: &Claim) -> String {
        claim.aligned_with.as_ref().map_or_else(
            || "no known side".to_owned(),
            |side| format!("aligned with {}", self.actor(side)),
        )
    }

    /// A place: its name, or else its position or its area's name.
    #[must_use]
    pub fn place(&self, place: &Place) -> String {
        match &place.area {
            Some(area) if place.name.is_empty() && place.position.is_none() => {
                format!("{} (province)", self.area(Some(area)))
            }
            _ => place.label(),
        }
    }

    /// When, as days of the agreement's clock.
    #[must_use]
    pub fn when(&self, window: truce_core::time::Window) -> String {
        days(self.agreement.clock(), window)
    }
}

/// `7 May 2017`.
#[must_use]
pub fn long_day(day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let date = day.date();
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index));
    format!("{} {} {}", date.day(), month.copied().unwrap_or(""), date.year())
}

/// The period of a bulletin in words.
#[must_use]
pub fn period(bulletin: &Bulletin) -> String {
    let (from, to) = (bulletin.period.from(), bulletin.period.to());
    if from == to { long_day(from) } else { format!("{} to {}", long_day(from), long_day(to)) }
}

/// What a seat registered on a day, in a few words.
#[must_use]
pub fn registered(held: &SeatDay) -> String {
    match held.register().map(|register| register.cases()) {
        None => "no register on record".to_owned(),
        Some(None) => "a register without a figure".to_owned(),
        Some(Some(0)) => "no case".to_owned(),
        Some(Some(1)) => "1 case".to_owned(),
        Some(Some(cases)) => format!("{cases} cases"),
    }
}

/// On what footing, in words.
#[must_use]
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Observed => "observed",
        Basis::Alleged => "alleged",
        Basis::Predicted => "predicted",
        Basis::NothingSeen => "watched and saw nothing",
        Basis::Impediment => "kept from watching",
    }
}

/// What an exemption claims, in words.
#[must_use]
pub fn exemption(exemption: Exemption) -> &'static str {
    match exemption {
        Exemption::ReturnFire => "calls it an answer to fire",
        Exemption::ExcludedTarget => "says that it was aimed at an excluded group",
        Exemption::Exercise => "calls it an exercise",
        Exemption::Accident => "calls it an accident",
    }
}

/// `1 case`, `3 cases`.
#[must_use]
pub fn counted(number: u32, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// What is known of some of a figure's cases: the parts of [`Parts`], in the order of every bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// On record from two seats.
    Matched,
    /// Not confirmed by another seat.
    Contested,
    /// In no other list.
    OneSided,
    /// The rest.
    Unexplained,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Self; 4] = [Self::Matched, Self::Contested, Self::OneSided, Self::Unexplained];

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Contested => "contested",
            Self::OneSided => "one-sided",
            Self::Unexplained => "unexplained",
        }
    }

    /// What it means, in words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Matched => {
                "an incident is on record that this seat’s and another seat’s own sources both report"
            }
            Self::Contested => {
                "another seat says that it does not confirm the case, or denies the incident"
            }
            Self::OneSided => {
                "more cases than any other seat registered there, so no other list can hold them"
            }
            Self::Unexplained => {
                "another list may hold the same cases, but nothing on record says so"
            }
        }
    }

    /// How many cases of a figure it is.
    #[must_use]
    pub fn of(self, parts: Parts) -> u32 {
        match self {
            Self::Matched => parts.matched,
            Self::Contested => parts.contested,
            Self::OneSided => parts.one_sided,
            Self::Unexplained => parts.unexplained,
        }
    }
}

/// Why a seat states no figure for an area; `None` if it does.
#[must_use]
pub fn no_figure(cell: Option<&Cell>) -> Option<&'static str> {
    match cell {
        Some(Cell::Figure { .. }) => None,
        Some(Cell::NamedOnly) => Some("named, no figure"),
        Some(Cell::NotListed) => Some("not listed"),
        Some(Cell::NoList) | None => Some("no list"),
    }
}

/// How many cases of a row can be the same ones in two lists.
#[must_use]
pub fn overlap(row: &Row) -> String {
    let open = row.cells.values().any(|cell| matches!(cell, Cell::NamedOnly | Cell::NoList));
    match (open, row.overlap_at_most) {
        _ if row.cells.is_empty() => "no list".to_owned(),
        _ if row.cells.len() == 1 => "one list only".to_owned(),
        (true, _) => "not known".to_owned(),
        (false, 0) => "none".to_owned(),
        (false, most) => format!("at most {most}"),
    }
}

/// How many cases of a day can be the same ones in two lists.
#[must_use]
pub fn overlap_of_day(day: &Reconciliation) -> String {
    let lists = day.seats.iter().filter(|(_, held)| held.used.is_some()).count();
    let open = day.rows.iter().any(|row| overlap(row) == "not known");
    match (lists, open, day.overlap_at_most) {
        (0 | 1, _, _) => "one list only".to_owned(),
        (_, true, 0) => "not known".to_owned(),
        (_, true, most) => format!("at most {most}, as far as is known"),
        (_, false, 0) => "none".to_owned(),
        (_, false, most) => format!("at most {most}"),
    }
}

/// The incidents of a day that the own sources of two or more seats report.
#[must_use]
pub fn told_by_two<'a>(bulletin: &'a Bulletin, day: &Reconciliation) -> Vec<&'a IncidentPage> {
    let of_day: BTreeSet<&Address> = day.rows.iter().flat_map(|row| &row.incidents).collect();
    if of_day.is_empty() {
        return Vec::new();
    }
    let held = |page: &&IncidentPage| {
        page.incident.asserted_by.len() > 1 && of_day.contains(&page.incident.id)
    };
    bulletin.incidents.iter().filter(held).collect()
}

/// What two lists of a day can have in common, and what is on record of it.
#[must_use]
pub fn in_common(bulletin: &Bulletin, day: &Reconciliation) -> String {
    let lists = day.seats.iter().filter(|(_, held)| held.used.is_some()).count();
    let told = u32::try_from(told_by_two(bulletin, day).len()).unwrap_or(u32::MAX);
    let open = day.rows.iter().any(|row| overlap(row) == "not known");
    let most = match (lists, open, day.overlap_at_most) {
        (0 | 1, _, _) => {
            return "With one register on record there is nothing to hold it against.".to_owned();
        }
        (_, true, most) => format!(
            "Where both give figures, at most {} can be the same in two lists; elsewhere that is not known.",
            counted(most, "case", "cases")
        ),
        (_, false, 0) => "No case can be the same in two lists.".to_owned(),
        (_, false, most) => {
            format!("At most {} can be the same in two lists.", counted(most, "case", "cases"))
        }
    };
    let on_record = match told {
        0 => "No incident is on record from two seats.".to_owned(),
        1 => "1 incident is on record from two seats.".to_owned(),
        n => format!("{n} incidents are on record from two seats."),
    };
    let mut text = format!("{most} {on_record}");
    for lists in day.lists.iter().filter(|lists| lists.common.most > 0) {
        text.push(' ');
        text.push_str(&same_events(lists));
    }
    text
}

/// How many events two seats' own reports have in common, with what is uncertain.
#[must_use]
pub fn same_events(lists: &Lists) -> String {
    let common = &lists.common;
    let same = if common.least == common.most {
        common.least.to_string()
    } else {
        format!("{} to {}", common.least, common.most)
    };
    format!(
        "Of {} that {} reports and {} that {} reports, {same} are the same.",
        counted(common.of_one, "event", "events"),
        lists.seats.0,
        common.of_other,
        lists.seats.1
    )
}

/// What a register says of its hours, figure and list, in one line.
#[must_use]
pub fn register_list(register: &Register) -> String {
    let lines: Vec<String> = register
        .list
        .iter()
        .map(|count| match count.cases {
            Some(cases) => format!("{} {cases}", count.area.written),
            None => format!("{} (no figure)", count.area.written),
        })
        .collect();
    if lines.is_empty() { "no list by area".to_owned() } else { lines.join(", ") }
}

/// Harm as told: `killed 8; injured not stated`, or `None` if neither is stated.
#[must_use]
pub fn harm(harm: Harm) -> Option<String> {
    let toll = |what: &str, toll: Option<Toll>| {
        toll.map_or_else(|| format!("{what}: not stated"), |toll| format!("{what}: {toll}"))
    };
    let stated = harm.killed.is_some() || harm.injured.is_some();
    stated.then(|| format!("{}; {}", toll("killed", harm.killed), toll("injured", harm.injured)))
}

/// A text of the core for a reader: what it sets in backticks stands in quotation marks.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for (i, part) in text.split('`').enumerate() {
        quoted.push_str(if i == 0 {
            ""
        } else if i % 2 == 1 {
            "“"
        } else {
            "”"
        });
        quoted.push_str(part);
    }
    quoted
}

/// Metres for a reader.
#[must_use]
pub fn metres(length_m: u32) -> String {
    match length_m {
        0..1_000 => format!("{length_m} m"),
        1_000..10_000 if length_m % 1_000 >= 100 => {
            format!("{}.{} km", length_m / 1_000, length_m % 1_000 / 100)
        }
        _ => format!("{} km", length_m / 1_000),
    }
}

/// The command that makes a bulletin again.
#[must_use]
pub fn again(bulletin: &Bulletin, format: &str) -> String {
    let (from, to) = (bulletin.period.from(), bulletin.period.to());
    let days =
        if from == to { format!("--date {from}") } else { format!("--from {from} --to {to}") };
    format!("truce bulletin {days} --format {format}")
}

/// Days as runs: `30 January 2017, 2 to 5 February 2017` in ISO form.
#[must_use]
pub fn runs(days: &[Day]) -> String {
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if last.next() == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let show = |(from, to): &(Day, Day)| {
        if from == to { from.to_string() } else { format!("{from} to {to}") }
    };
    runs.iter().map(show).collect::<Vec<_>>().join(", ")
}

impl Labels<'_> {
    /// A seat's name in full.
    #[must_use]
    pub fn seat_name(&self, id: &SeatId) -> String {
        self.agreement.seat(id).map_or_else(|| id.to_string(), |seat| seat.name.clone())
    }

    /// An actor's name, as a text of its own.
    #[must_use]
    pub fn actor_name(&self, id: &ActorId) -> String {
        self.agreement.actor(id).map_or_else(|| id.to_string(), |actor| actor.name("en").to_owned())
    }

    /// Seats in the agreement's order, by short name.
    #[must_use]
    pub fn seats(&self, ids: &BTreeSet<SeatId>) -> String {
        let known = self.agreement.seats.iter().map(|seat| &seat.id).filter(|id| ids.contains(*id));
        known.map(|id| self.seat(id)).collect::<Vec<_>>().join(" and ")
    }

    /// Who asserts an incident and who denies it.
    #[must_use]
    pub fn voices(&self, incident: &Incident) -> String {
        let groups = u32::try_from(incident.independent.len()).unwrap_or(u32::MAX);
        let mut words = match groups {
            0 => "Asserted by no source".to_owned(),
            n => format!("Asserted by {}", counted(n, "independent source", "independent sources")),
        };
        if incident.asserted_by.is_empty() {
            words.push_str("; no seat’s own source among them.");
        } else {
            words.push_str(&format!(
                "; told by the own sources of {}.",
                self.seats(&incident.asserted_by)
            ));
        }
        if !incident.denied_by.is_empty() {
            let by = self.seats(&incident.denied_by);
            words.push_str(&format!(" The own sources of {by} deny that it happened."));
        }
        words
    }

    /// What another seat says of a register's cases.
    #[must_use]
    pub fn review(&self, of: &SeatId, review: &Review, cases: Option<u32>) -> Vec<String> {
        let (by, of) = (self.seat(&review.by), self.seat(of));
        let among = |part: u32| match cases {
            Some(cases) => format!("{part} of the {cases} cases that {of} registered"),
            None => format!("{part} of the cases that {of} registered"),
        };
        let refused = review.not_confirmed.map(|n| format!("{by} does not confirm {}.", among(n)));
        let aimed = review
            .excluded_target
            .map(|n| format!("{by} says that {} were fire at an excluded group.", among(n)));
        refused.into_iter().chain(aimed).collect()
    }

    /// Names in place of the ids that a text of the core sets in backticks.
    #[must_use]
    pub fn spelled_out(&self, text: &str) -> String {
        let parts = text.split('`').enumerate();
        parts
            .map(|(i, part)| if i % 2 == 0 { part.to_owned() } else { self.name_of(part) })
            .collect()
    }

    fn name_of(&self, id: &str) -> String {
        let actor = self.agreement.actors.iter().find(|actor| actor.id.as_str() == id);
        let zone = self.agreement.zones.iter().find(|zone| zone.id.as_str() == id);
        let exemption = Exemption::ALL.iter().find(|exemption| exemption.word() == id);
        match (actor, zone, exemption) {
            (Some(actor), _, _) => actor.name("en").to_owned(),
            (None, Some(zone), _) => zone.name.clone(),
            (None, None, Some(exemption)) => match exemption {
                Exemption::ReturnFire => "an answer to fire".to_owned(),
                Exemption::ExcludedTarget => "aim at an excluded group".to_owned(),
                Exemption::Exercise => "an exercise".to_owned(),
                Exemption::Accident => "an accident".to_owned(),
            },
            (None, None, None) => id.to_owned(),
        }
    }

    /// On what an element rests, with names.
    #[must_use]
    pub fn ground(&self, ground: &Ground) -> String {
        self.spelled_out(&ground.to_string())
    }

    /// What a voice says on a question, with names.
    #[must_use]
    pub fn says(&self, about: Aspect, says: &str) -> String {
        match about {
            Aspect::Author if says != "nobody named" => {
                let (not, names) =
                    says.strip_prefix("not ").map_or(("", says), |rest| ("not ", rest));
                let names: Vec<String> = names.split(" or ").map(|id| self.name_of(id)).collect();
                format!("{not}{}", names.join(" or "))
            }
            Aspect::Exemption => says
                .strip_prefix("claimed as ")
                .map_or_else(|| says.to_owned(), |id| format!("claimed as {}", self.name_of(id))),
            Aspect::Happening | Aspect::Act | Aspect::Author | Aspect::Place => says.to_owned(),
            Aspect::Time | Aspect::Killed | Aspect::Injured => says.to_owned(),
        }
    }

    /// What an assessment comes to.
    #[must_use]
    pub fn outcome(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::ApparentBreach { by } => {
                let by: Vec<String> = by.iter().map(|id| self.actor_name(id)).collect();
                format!("apparent breach by {} (not determined)", by.join(" or "))
            }
            Outcome::Consistent => "consistent with the provision".to_owned(),
            Outcome::OutsideCoverage { .. } => "outside coverage".to_owned(),
            Outcome::Insufficient { lacking } => {
                let points: Vec<&str> =
                    lacking.iter().map(|element| element.point.word()).collect();
                format!("insufficient: lacking {}", points.join(", "))
            }
        }
    }

    /// A provision: its article's number and heading.
    #[must_use]
    pub fn provision(&self, id: &ProvisionId) -> String {
        let Some(provision) = self.agreement.provision(id) else { return id.to_string() };
        let title =
            self.agreement.article(&provision.article).map(|article| article.title.as_str());
        match title {
            // Most texts write the number into the heading.
            Some(title) if title.contains(&provision.article) => title.to_owned(),
            Some(title) => format!("Article {}, {title}", provision.article),
            None => format!("Article {}, {id}", provision.article),
        }
    }

    /// A place with its area and how exactly it is known.
    #[must_use]
    pub fn place_told(&self, place: &Place) -> String {
        let mut words = vec![place.label()];
        if let Some(id) = &place.area {
            let area = self.agreement.areas().iter().find(|area| area.id == *id);
            let name = area.map_or(id.as_str(), |area| area.name("en"));
            let said = place.name.is_empty() && place.position.is_none();
            if said {
                words = vec![name.to_owned()];
            } else if name != place.name {
                words.push(name.to_owned());
            }
        }
        if place.position.is_some() && place.radius_m < RADIUS_M_MAX {
            words.push(format!("within {}", metres(place.radius_m)));
        }
        words.join(", ")
    }

    /// What was spent on watching, in words.
    #[must_use]
    pub fn effort(&self, effort: &Effort) -> String {
        let mut spent = Vec::new();
        spent.extend(effort.patrols.map(|n| counted(n, "patrol", "patrols")));
        spent.extend(effort.hours.map(|n| counted(n, "hour", "hours")));
        spent.extend(effort.cameras.map(|n| counted(n, "camera", "cameras")));
        let what = if spent.is_empty() { "no figure stated".to_owned() } else { spent.join(", ") };
        let area = effort
            .area
            .as_ref()
            .and_then(|id| self.agreement.areas().iter().find(|area| area.id == *id));
        let place = area.map_or("the whole country", |area| area.name("en"));
        format!("{}, {place}: {what}", self.when(effort.window))
    }
}

/// What of a claim is sealed, and so not shown; `None` if nothing is.
#[must_use]
pub fn sealed(claim: &Claim) -> Option<String> {
    let fields: Vec<&str> = claim.sealed.iter().map(|field| field.word()).collect();
    (!fields.is_empty()).then(|| fields.join(", "))
}

/// A few words for an incident: the kinds of act and the places that its claims tell.
#[must_use]
pub fn incident_heading(page: &IncidentPage) -> String {
    let telling = page.claims.iter().filter(|claim| claim.stance != Stance::DeniesEvent);
    let told: Vec<&Claim> = telling.collect();
    let told = if told.is_empty() { page.claims.iter().collect() } else { told };
    let mut words =
        most_told(told.iter().map(|claim| claim.act.phrase().to_owned()), "kinds of act");
    if let Some(letter) = words.get_mut(0..1) {
        letter.make_ascii_uppercase();
    }
    let places = most_told(told.iter().map(|claim| claim.place.label()), "places");
    if places.is_empty() { words } else { format!("{words}: {places}") }
}

/// The answers told most often, at most three, and how many more there are.
fn most_told(answers: impl Iterator<Item = String>, what: &str) -> String {
    const SHOWN: usize = 3;
    let mut told: Vec<(String, usize)> = Vec::new();
    for answer in answers {
        match told.iter_mut().find(|(held, _)| *held == answer) {
            Some((_, times)) => *times += 1,
            None => told.push((answer, 1)),
        }
    }
    // Of those told alike often, the first told stands first.
    told.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let shown: Vec<&str> = told.iter().take(SHOWN).map(|(answer, _)| answer.as_str()).collect();
    let more = told.len().saturating_sub(SHOWN);
    let more = if more == 0 { String::new() } else { format!(" and {more} more {what}") };
    format!("{}{more}", shown.join(" / "))
}

/// The entry of a seat's register, if there is one.
#[must_use]
pub fn register_address(held: &SeatDay) -> Option<&Address> {
    held.used.as_ref().map(|stated| &stated.address)
}

/// What is proved against seats, a sentence for each.
#[must_use]
pub fn accusations(labels: Labels<'_>, bulletin: &Bulletin) -> Vec<String> {
    let mut proofs: BTreeMap<(&SeatId, Offence), Vec<String>> = BTreeMap::new();
    for (at, Accusation { accused, what }) in &bulletin.misconduct {
        proofs.entry((accused, *what)).or_default().push(at.to_string());
    }
    let told = proofs.into_iter().map(|((accused, what), proofs)| {
        let (who, proofs) = (labels.seat(accused), proofs.join(", "));
        match what {
            Offence::Fork => format!(
                "The log of {who} told two histories; it counts up to where they agree. Proof: {proofs}."
            ),
            Offence::WitnessFault => {
                format!("The mirror of {who} vouched for what cannot both be true. Proof: {proofs}.")
            }
        }
    });
    told.collect()
}
