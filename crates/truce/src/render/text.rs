//! Bulletins and reconciliations for a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use truce_core::assessment::{Element, Outcome};
use truce_core::bulletin::{Bulletin, Claim, IncidentPage};
use truce_core::commitment::SealedField;
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::incident::Incident;
use truce_core::matching::evidence::Bans;
use truce_core::reconcile::{Cell, Parts, Reconciliation, Row, SeatDay};
use truce_core::report::{Stance, Toll};

use crate::render::labels::{self, Labels, counted};
use crate::render::table::{Side, Table, wrap};

/// How wide text is laid out, in columns.
const WIDTH: usize = 96;

/// The four parts of a figure, in the order of the bars: a sign that needs no colour, and its style.
const PARTS: [(char, &str, Style); 4] = [
    ('█', "matched", Style::new().bold()),
    ('▒', "contested", Style::new()),
    ('#', "one-sided", Style::new()),
    ('·', "unexplained", Style::new().dimmed()),
];

fn heading(text: &str) -> String {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Cyan.into()));
    format!("\n{style}{text}{style:#}\n")
}

fn by_part(parts: Parts) -> [u32; 4] {
    [parts.matched, parts.contested, parts.one_sided, parts.unexplained]
}

/// A figure as a bar: one sign a case, or a share of them where there are more than `room`.
fn bar(parts: Parts, room: u32) -> String {
    let whole = parts.sum();
    let mut bar = String::new();
    for ((sign, _, style), cases) in PARTS.iter().zip(by_part(parts)) {
        let signs = if whole <= room { cases } else { (cases * room).div_ceil(whole) };
        if signs > 0 {
            let signs = sign.to_string().repeat(usize::try_from(signs).unwrap_or(0));
            let _ = write!(bar, "{style}{signs}{style:#}");
        }
    }
    bar
}

/// One day's registers held against each other.
#[must_use]
pub fn reconciliation(day: &Reconciliation, labels: Labels<'_>) -> String {
    let seats: Vec<&SeatId> =
        day.seats.iter().filter(|(_, held)| held.used.is_some()).map(|(seat, _)| seat).collect();
    let mut text = String::new();
    for (seat, held) in &day.seats {
        let _ = writeln!(text, "  {:<16} {}", labels.seat(seat), told(held));
    }
    if !day.rows.is_empty() {
        text.push('\n');
        text.push_str(&rows(day, &seats, labels));
        text.push_str(&legend(day, labels));
    }
    for lists in day.lists.iter().filter(|lists| lists.common.most > 0) {
        let _ = writeln!(text, "  {}", labels::same_events(lists));
    }
    text.push_str(&remarks(day, labels));
    text
}

/// What a seat registered, and where that stands on record.
fn told(held: &SeatDay) -> String {
    match &held.used {
        None => "no register on record (that says nothing about calm)".to_owned(),
        Some(stated) if held.own => format!("{} [{}]", labels::registered(held), stated.address),
        Some(stated) => {
            format!("{} [{}], as told by another seat", labels::registered(held), stated.address)
        }
    }
}

/// The areas, a line each: for every seat its figure and its bar.
fn rows(day: &Reconciliation, seats: &[&SeatId], labels: Labels<'_>) -> String {
    const BAR: u32 = 16;
    let bar_width = usize::try_from(BAR).unwrap_or(16);
    let area_width = 18;
    let mut text = format!("  {:<area_width$}", "area");
    for seat in seats {
        let _ = write!(text, "{:>5} {:<bar_width$}  ", "", labels.seat(seat));
    }
    text.push_str("can be the same\n");
    let rule = area_width + seats.len() * (bar_width + 8) + 15;
    let _ = writeln!(text, "  {}", "─".repeat(rule));
    for row in &day.rows {
        let _ = write!(text, "  {:<area_width$}", labels.area(row.area.as_ref()));
        for seat in seats {
            text.push_str(&cell(row, seat, BAR));
        }
        let _ = writeln!(text, "{}", overlap(row));
    }
    let _ = writeln!(text, "  {}", "─".repeat(rule));
    let _ = write!(text, "  {:<area_width$}", "together");
    for seat in seats {
        let sum = day.totals.get(*seat).copied().unwrap_or_default().sum();
        let _ = write!(text, "{sum:>5} {:<bar_width$}  ", "");
    }
    let _ = writeln!(text, "at most {}", day.overlap_at_most);
    text
}

fn cell(row: &Row, seat: &SeatId, room: u32) -> String {
    let width = usize::try_from(room).unwrap_or(16);
    match row.cells.get(seat) {
        Some(Cell::Figure { cases, parts }) => {
            let shown = bar(*parts, room);
            let signs: usize = by_part(*parts)
                .iter()
                .map(|cases| usize::try_from(*cases).unwrap_or(0))
                .sum::<usize>()
                .min(width);
            format!("{cases:>5} {shown}{}  ", " ".repeat(width.saturating_sub(signs)))
        }
        Some(Cell::NamedOnly) => format!("{:>5} {:<width$}  ", "?", "no figure"),
        Some(Cell::NotListed) => format!("{:>5} {:<width$}  ", "–", ""),
        Some(Cell::NoList) | None => format!("{:>5} {:<width$}  ", "?", "no list"),
    }
}

fn overlap(row: &Row) -> String {
    let figures = row.cells.values().filter(|cell| matches!(cell, Cell::Figure { .. })).count();
    let open = row.cells.values().any(|cell| matches!(cell, Cell::NamedOnly | Cell::NoList));
    let incidents = match row.incidents.len() {
        0 => String::new(),
        _ => {
            let ids: Vec<String> = row.incidents.iter().map(ToString::to_string).collect();
            format!("   incident {}", ids.join(", "))
        }
    };
    if row.cells.is_empty() {
        return format!("–{incidents}");
    }
    match (figures, open) {
        (_, true) => format!("not known{incidents}"),
        (0 | 1, false) => format!("none{incidents}"),
        (_, false) => format!("at most {}{incidents}", row.overlap_at_most),
    }
}

/// What the signs mean, with the day's figures.
fn legend(day: &Reconciliation, labels: Labels<'_>) -> String {
    let meanings = [
        "on record from both seats' own sources",
        "not confirmed, or denied, by another seat",
        "more than any other seat registered there: in no other list",
        "another list may hold the same cases; nothing on record says so",
    ];
    let mut text = String::from("\n");
    for (i, ((sign, name, style), meaning)) in PARTS.iter().zip(meanings).enumerate() {
        let of_seat = |(seat, parts): (&SeatId, &Parts)| {
            let cases = by_part(*parts).get(i).copied().unwrap_or(0);
            format!("{} {cases}", labels.seat(seat))
        };
        let ordered = day.seats.iter().filter_map(|(seat, _)| day.totals.get_key_value(seat));
        let figures: Vec<String> = ordered.map(of_seat).collect();
        let _ = writeln!(
            text,
            "  {style}{sign}{style:#} {name:<12} {:<24} {meaning}",
            figures.join(", ")
        );
    }
    text
}

/// Reviews, contradictions and other tellings.
fn remarks(day: &Reconciliation, labels: Labels<'_>) -> String {
    let mut notes = Vec::new();
    for (seat, held) in &day.seats {
        let name = labels.seat(seat);
        for review in held.reviews() {
            let by = labels.seat(&review.by);
            if let Some(cases) = review.not_confirmed {
                notes.push(format!("{by} does not confirm {cases} of the cases of {name}."));
            }
            if let Some(cases) = review.excluded_target {
                notes.push(format!(
                    "{by} says that {cases} of the cases of {name} were aimed at an excluded group."
                ));
            }
        }
        for fault in held.used.iter().flat_map(|stated| &stated.contradictions) {
            notes.push(format!(
                "The register of {name} contradicts itself or is not whole: {fault}."
            ));
        }
        for other in &held.others {
            let same = held.register().and_then(|r| r.cases()) == other.register.cases();
            if !same {
                let figure =
                    other.register.cases().map_or("no figure".to_owned(), |n| n.to_string());
                notes.push(format!(
                    "Another telling of the register of {name} states {figure} [{}].",
                    other.address
                ));
            }
        }
    }
    notes.sort();
    notes.dedup();
    if notes.is_empty() {
        return String::new();
    }
    let notes: Vec<String> = notes.iter().map(|note| wrap(note, WIDTH, 2)).collect();
    format!("\n{}", notes.concat())
}

/// A whole bulletin.
#[must_use]
pub fn bulletin(bulletin: &Bulletin, labels: Labels<'_>) -> String {
    let mut text = title(bulletin);
    for day in &bulletin.days {
        let long = labels::long_day(day.day);
        text.push_str(&heading(&format!("Registered on {long}")));
        text.push_str(&reconciliation(day, labels));
    }
    if !bulletin.silent_days.is_empty() {
        let days = i32::try_from(bulletin.silent_days.len()).unwrap_or(i32::MAX);
        let note = if bulletin.days.is_empty() {
            "No seat's register is on record for this period. That says nothing about calm."
                .to_owned()
        } else {
            format!(
                "No seat's register is on record for {days} days of the period. That says nothing about calm."
            )
        };
        text.push('\n');
        text.push_str(&wrap(&note, WIDTH, 2));
    }
    if bulletin.days.len() > 1 {
        text.push_str(&heading("Over the period"));
        text.push_str(&totals(bulletin, labels));
    }
    text.push_str(&quiet(bulletin, labels));
    text.push_str(&heading("Incidents"));
    if bulletin.incidents.is_empty() {
        text.push_str("  No report of the period is on record.\n");
    }
    for page in &bulletin.incidents {
        text.push_str(&incident(page, labels));
    }
    for (name, claims, none) in [
        ("Predicted", &bulletin.predictions, "No prediction is on record for the period."),
        ("Kept from watching", &bulletin.impediments, "No impediment is on record for the period."),
        (
            "Watched and saw nothing",
            &bulletin.nothing_seen,
            "Nobody put on record that they watched and saw nothing.",
        ),
    ] {
        text.push_str(&heading(name));
        if claims.is_empty() {
            let _ = writeln!(text, "  {none}");
        }
        for claim in claims {
            text.push_str(&claim_text(claim, labels));
        }
    }
    text.push_str(&foot(bulletin, labels));
    text
}

fn title(bulletin: &Bulletin) -> String {
    let style = Style::new().bold();
    let day =
        bulletin.day_of_truce.map_or(String::new(), |day| format!(" · day {day} of the truce"));
    format!("{style}{}{style:#}\n{}{day}\n", bulletin.agreement_title, labels::period(bulletin))
}

fn totals(bulletin: &Bulletin, labels: Labels<'_>) -> String {
    let mut table = Table::new(&[
        ("  seat", Side::Left),
        ("cases", Side::Right),
        ("days with a figure", Side::Right),
        ("days without", Side::Right),
        ("matched", Side::Right),
        ("contested", Side::Right),
        ("one-sided", Side::Right),
        ("unexplained", Side::Right),
    ]);
    for (seat, total) in &bulletin.totals {
        let mut cells = vec![format!("  {}", labels.seat(seat))];
        let none = total.days_with_figure == 0;
        cells.push(if none { "–".to_owned() } else { total.cases.to_string() });
        cells.extend([total.days_with_figure, total.days_without].map(|n| n.to_string()));
        cells.extend(
            by_part(total.parts).map(|n| if none { "–".to_owned() } else { n.to_string() }),
        );
        table.row(cells);
    }
    table.text()
}

/// Beside every register of no case: what was watched, and what was in the way.
fn quiet(bulletin: &Bulletin, labels: Labels<'_>) -> String {
    let mut text = String::new();
    for quiet in &bulletin.quiet {
        let watched: Vec<String> = quiet
            .efforts
            .iter()
            .filter_map(|address| Some(labels.effort(bulletin.efforts.get(address)?)))
            .collect();
        let effort = match watched.is_empty() {
            true => "How much its sources watched is not on record".to_owned(),
            false => format!("On record of its sources' watching: {}", watched.join("; ")),
        };
        let note = format!(
            "{} registered no case on {}. {effort}; {} in the period. This says nothing about calm.",
            labels.seat(&quiet.seat),
            labels::long_day(quiet.day),
            counted(
                u32::try_from(bulletin.impediments.len()).unwrap_or(u32::MAX),
                "impediment is on record",
                "impediments are on record"
            ),
        );
        text.push('\n');
        text.push_str(&wrap(&note, WIDTH, 2));
    }
    text
}

/// One incident: its claims, why they are one, where they differ, what it would mean.
#[must_use]
pub fn incident(page: &IncidentPage, labels: Labels<'_>) -> String {
    let style = Style::new().bold();
    let mut text = format!(
        "\n{style}{}{style:#} · {} [{}]\n",
        incident_name(page, labels),
        labels.when(page.incident.window),
        page.incident.id
    );
    let _ = writeln!(text, "  {}", voices(&page.incident, labels));
    for claim in &page.claims {
        text.push_str(&claim_text(claim, labels));
    }
    for link in &page.incident.links {
        let line = format!("{} with {}: {}", link.report, link.with, link.evidence);
        text.push_str(&wrap(&format!("why one: {line}"), WIDTH, 4));
    }
    for difference in &page.incident.differences {
        let voices: Vec<String> = difference
            .voices
            .iter()
            .map(|voice| format!("{} [{}]", voice.says, addresses(&voice.reports)))
            .collect();
        let line = format!("they differ on {}: {}", difference.about.question(), voices.join("; "));
        text.push_str(&wrap(&line, WIDTH, 4));
    }
    text.push_str(&meanings(page, labels));
    text
}

/// A few words for an incident: the acts and the place of its first report.
#[must_use]
pub fn incident_name(page: &IncidentPage, labels: Labels<'_>) -> String {
    let first = page.claims.iter().find(|claim| claim.stance != Stance::DeniesEvent);
    let first = first.or_else(|| page.claims.first());
    first.map_or_else(String::new, |claim| {
        let mut phrase = claim.act.phrase().to_owned();
        if let Some(letter) = phrase.get_mut(0..1) {
            letter.make_ascii_uppercase();
        }
        format!("{phrase}, {}", labels.place(&claim.place))
    })
}

fn voices(incident: &Incident, labels: Labels<'_>) -> String {
    let names = |seats: &std::collections::BTreeSet<SeatId>| {
        let names = labels.agreement.seats.iter().filter(|seat| seats.contains(&seat.id));
        names.map(|seat| labels.seat(&seat.id)).collect::<Vec<_>>().join(" and ")
    };
    let groups = u32::try_from(incident.independent.len()).unwrap_or(u32::MAX);
    let mut parts = vec![match groups {
        0 => "asserted by no source".to_owned(),
        n => format!("asserted by {}", counted(n, "independent source", "independent sources")),
    }];
    if !incident.asserted_by.is_empty() {
        parts.push(format!("reported by the own sources of {}", names(&incident.asserted_by)));
    }
    if !incident.denied_by.is_empty() {
        parts.push(format!("denied by the own sources of {}", names(&incident.denied_by)));
    }
    parts.join("; ")
}

/// One source's word.
pub(super) fn claim_text(claim: &Claim, labels: Labels<'_>) -> String {
    let grade = claim.reliability.map_or(String::new(), |grade| format!(", reliability {grade}"));
    let mut line = format!(
        "{} ({}{grade}) · {} · {} · {}",
        claim.source_name,
        labels.leaning(claim),
        labels::basis(claim.basis),
        labels.when(claim.window),
        labels.blamed(claim),
    );
    let toll = |what: &str, toll: Option<Toll>| toll.map(|toll| format!(" · {what} {toll}"));
    line.extend(toll("killed", claim.harm.killed));
    line.extend(toll("injured", claim.harm.injured));
    line.extend(claim.exemption.map(|e| format!(" · {}", labels::exemption(e))));
    let _ = write!(line, " [{}]", claim.address);
    let mut text = wrap(&line, WIDTH, 2);
    if !claim.sealed.contains(&SealedField::Account) {
        text.push_str(&wrap(&format!("“{}”", claim.account), WIDTH, 6));
    }
    if let Some(sealed) = labels::sealed(claim) {
        text.push_str(&wrap(&format!("sealed: {sealed}"), WIDTH, 6));
    }
    for doubt in &claim.doubts {
        text.push_str(&wrap(&format!("doubt: {doubt}"), WIDTH, 6));
    }
    text
}

/// What each version would mean; provisions that it means the same for stand together.
fn meanings(page: &IncidentPage, labels: Labels<'_>) -> String {
    let mut text = String::new();
    for version in &page.versions {
        let told = addresses(&version.reports);
        let mut alike: Vec<(String, Vec<String>)> = Vec::new();
        for assessment in &version.assessments {
            let words = outcome_words(&assessment.outcome, labels);
            let provision = format!("`{}`", assessment.provision);
            match alike.iter_mut().find(|(outcome, _)| *outcome == words) {
                Some((_, provisions)) => provisions.push(provision),
                None => alike.push((words, vec![provision])),
            }
        }
        for (outcome, provisions) in alike {
            let line = format!("as {told} tell it, for {}: {outcome}", provisions.join(", "));
            text.push_str(&wrap(&line, WIDTH, 4));
        }
    }
    text
}

fn outcome_words(outcome: &Outcome, labels: Labels<'_>) -> String {
    let grounds = |elements: &[Element]| {
        elements.iter().map(|e| e.ground.to_string()).collect::<Vec<_>>().join("; ")
    };
    match outcome {
        Outcome::ApparentBreach { by } => {
            let by: Vec<&str> = by.iter().map(|id| labels.actor(id)).collect();
            format!("apparent breach by {} (not determined)", by.join(" or "))
        }
        Outcome::Consistent => "consistent".to_owned(),
        Outcome::OutsideCoverage { reasons } => format!("outside coverage: {}", grounds(reasons)),
        Outcome::Insufficient { lacking } => format!("insufficient: {}", grounds(lacking)),
    }
}

fn addresses(reports: &[Address]) -> String {
    reports.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What it was made from.
fn foot(bulletin: &Bulletin, labels: Labels<'_>) -> String {
    let mut text = heading("Made from");
    for (seat, head) in &bulletin.cut.0 {
        let _ = writeln!(
            text,
            "  {:<16} {:>6} entries, root {}",
            labels.seat(seat),
            head.size,
            head.root
        );
    }
    let _ =
        writeln!(text, "  {:<16} {:>6}          {}", "agreement", "", bulletin.agreement_sha256);
    if bulletin.unread > 0 {
        let _ = writeln!(text, "  {} entries could not be read by this program.", bulletin.unread);
    }
    for told in labels::accusations(labels, bulletin) {
        let _ = writeln!(text, "  {told}");
    }
    text.push_str("  Whoever holds these heads makes this bulletin again, to the byte.\n");
    text
}

/// A weight for a list.
#[must_use]
pub fn bans(millibans: i32) -> String {
    Bans(millibans).to_string()
}
