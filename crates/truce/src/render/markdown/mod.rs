//! A bulletin as Markdown: what the page shows, compact, for mail and for a wiki.
//!
//! # Out of scope
//! The map and the series as pictures: their figures stand in the tables.

mod incidents;
#[cfg(test)]
mod tests;
mod writer;

use truce_core::bulletin::{Bulletin, Claim};
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::reconcile::{Cell, Parts, Reconciliation, SeatDay, Stated};

use crate::render::labels::{self, Labels, Part, counted};
use writer::Markdown;

/// The bulletin as Markdown.
#[must_use]
pub fn page(bulletin: &Bulletin, labels: Labels<'_>) -> String {
    let mut m = Markdown::default();
    title(&mut m, bulletin, labels);
    m.mark("\n## The registers, held against each other\n\n");
    if bulletin.days.is_empty() {
        m.mark("No seat’s register is on record for this period. That says nothing about calm.\n");
    } else {
        for part in Part::ALL {
            m.mark("- **").text(part.word()).mark("**: ").text(part.meaning()).mark("\n");
        }
    }
    for day in &bulletin.days {
        day_section(&mut m, bulletin, labels, day);
    }
    if !bulletin.silent_days.is_empty() && !bulletin.days.is_empty() {
        let days = labels::runs(&bulletin.silent_days);
        m.mark("\nNo register of any seat is on record for ").text(&days);
        m.mark(". That says nothing about calm.\n");
    }
    series(&mut m, bulletin, labels);
    m.mark("\n## Incidents on record\n");
    if bulletin.incidents.is_empty() {
        m.mark(
            "\nNo report of an event in this period is on record. That says nothing about calm.\n",
        );
    } else {
        m.mark("\nNothing here is determined: each claim is its claimant’s, and what it would mean is apparent only.\n");
    }
    for (held, number) in bulletin.incidents.iter().zip(1..) {
        incidents::incident(&mut m, labels, held, number);
    }
    watching(&mut m, bulletin, labels);
    made_from(&mut m, bulletin, labels);
    m.finish()
}

fn title(m: &mut Markdown, bulletin: &Bulletin, labels: Labels<'_>) {
    m.mark("# ").text(&labels::period(bulletin)).mark("\n\n").text(&bulletin.agreement_title);
    match bulletin.day_of_truce {
        Some(day) => m.mark(" · day ").text(&day.to_string()).mark(" of the truce\n\n"),
        None => m.mark(" · before the truce came into force\n\n"),
    };
    m.head(&[
        ("Seat", false),
        ("Cases", true),
        ("Matched", true),
        ("Contested", true),
        ("One-sided", true),
        ("Unexplained", true),
        ("Days without a figure", true),
    ]);
    for (seat, total) in &bulletin.totals {
        let mut row = vec![Markdown::of(&labels.seat_name(seat))];
        if total.days_with_figure == 0 {
            let held = bulletin.days.iter().flat_map(|day| &day.seats);
            let any = held.into_iter().any(|(id, held)| id == seat && held.used.is_some());
            row.push(Markdown::of(if any { "no figure" } else { "no register on record" }));
            row.extend(Part::ALL.map(|_| Markdown::default()));
        } else {
            row.push(Markdown::of(&total.cases.to_string()));
            row.extend(Part::ALL.map(|part| Markdown::of(&part.of(total.parts).to_string())));
        }
        row.push(Markdown::of(&total.days_without.to_string()));
        m.row(&row);
    }
    m.mark("\nA day without a register is not known, not zero.");
    if let [day] = bulletin.days.as_slice() {
        m.mark(" ").text(&labels::in_common(bulletin, day));
    }
    m.mark("\n");
}

/// `10 (8 one-sided, 2 unexplained)`.
fn figure(cases: u32, parts: Parts) -> String {
    let told = Part::ALL.into_iter().filter(|part| part.of(parts) > 0);
    let words: Vec<String> =
        told.map(|part| format!("{} {}", part.of(parts), part.word())).collect();
    if words.is_empty() { cases.to_string() } else { format!("{cases} ({})", words.join(", ")) }
}

fn addresses<'a>(m: &mut Markdown, addresses: impl IntoIterator<Item = &'a Address>) {
    for (i, address) in addresses.into_iter().enumerate() {
        if i > 0 {
            m.mark(", ");
        }
        m.code(address);
    }
}

/// The number of an incident, as the list has it.
fn number(bulletin: &Bulletin, id: &Address) -> Option<usize> {
    bulletin.incidents.iter().position(|page| page.incident.id == *id).map(|at| at + 1)
}

fn day_section(m: &mut Markdown, bulletin: &Bulletin, labels: Labels<'_>, day: &Reconciliation) {
    m.mark("\n### ").text(&labels::long_day(day.day)).mark("\n\n");
    let seats: Vec<&SeatId> =
        day.seats.iter().filter(|(_, held)| held.used.is_some()).map(|(seat, _)| seat).collect();
    if !day.rows.is_empty() {
        let names: Vec<String> = seats.iter().map(|seat| labels.seat(seat).to_owned()).collect();
        let mut columns = vec![("Area", false)];
        columns.extend(names.iter().map(|name| (name.as_str(), false)));
        columns.extend([("Can be the same", false), ("On record", false)]);
        m.head(&columns);
    }
    for row in &day.rows {
        let mut cells = vec![Markdown::of(labels.area(row.area.as_ref()))];
        cells.extend(seats.iter().map(|seat| match row.cells.get(*seat) {
            Some(Cell::Figure { cases, parts }) => Markdown::of(&figure(*cases, *parts)),
            cell => Markdown::of(labels::no_figure(cell).unwrap_or_default()),
        }));
        cells.push(Markdown::of(&labels::overlap(row)));
        let told: Vec<String> = row
            .incidents
            .iter()
            .map(|id| {
                number(bulletin, id).map_or_else(|| id.to_string(), |n| format!("incident {n}"))
            })
            .collect();
        cells.push(Markdown::of(&told.join(", ")));
        m.row(&cells);
    }
    if !day.rows.is_empty() {
        let mut cells = vec![Markdown::of("Together")];
        cells.extend(seats.iter().map(|seat| {
            let parts = day.totals.get(*seat).copied();
            parts.map_or_else(
                || Markdown::of("no figure by area"),
                |p| Markdown::of(&figure(p.sum(), p)),
            )
        }));
        cells.push(Markdown::of(&labels::overlap_of_day(day)));
        cells.push(Markdown::default());
        m.row(&cells);
    }
    if bulletin.days.len() > 1 {
        m.mark("\n").text(&labels::in_common(bulletin, day)).mark("\n");
    }
    m.mark("\n");
    for (seat, held) in &day.seats {
        seat_day(m, labels, seat, held);
    }
}

fn seat_day(m: &mut Markdown, labels: Labels<'_>, seat: &SeatId, held: &SeatDay) {
    m.mark("- **").text(&labels.seat_name(seat)).mark("**: ").text(&labels::registered(held));
    if let Some(used) = &held.used {
        m.mark(if held.own { " · " } else { ", as told in another seat’s log · " });
        stated(m, used);
    }
    m.mark("\n");
    let cases = held.register().and_then(|register| register.cases());
    let mut said: Vec<String> =
        held.reviews().flat_map(|review| labels.review(seat, review, cases)).collect();
    said.sort();
    said.dedup();
    for sentence in &said {
        m.mark("  - ").text(sentence).mark("\n");
    }
    for other in &held.others {
        m.mark("  - ");
        match other.register.cases() {
            figure if figure == cases => m.mark("Told elsewhere with the same figure · "),
            Some(n) => m
                .mark("Told elsewhere, and differs: ")
                .text(&counted(n, "case", "cases"))
                .mark(" · "),
            None => m.mark("Told elsewhere, and differs: no figure · "),
        };
        stated(m, other);
        m.mark("\n");
    }
}

/// One register: where it stands, its list, its faults.
fn stated(m: &mut Markdown, held: &Stated) {
    let register = &held.register;
    m.code(&held.address).mark(" · read in ").text(&register.origin.to_string());
    m.mark(" · told by ").text(register.told_by.as_str());
    m.mark(" · ").text(&register.hours.to_string()).mark(" h · ");
    m.text(&labels::register_list(register));
    for fault in &held.contradictions {
        let words = format!(" · It contradicts itself or is not whole: {fault}.");
        m.text(&labels::quoted(&words));
    }
    for doubt in &register.doubts {
        m.mark(" · Doubt on reading: ").text(&labels::quoted(doubt)).mark(".");
    }
}

fn series(m: &mut Markdown, bulletin: &Bulletin, labels: Labels<'_>) {
    m.mark("\n## The registers over time\n\n");
    let seats = crate::render::svg::series::seats(bulletin, labels);
    if seats.is_empty() {
        m.mark("No register of any seat is on record up to the end of the period.\n");
        return;
    }
    let names: Vec<String> = seats.iter().map(|seat| labels.seat(seat).to_owned()).collect();
    let mut columns = vec![("Day", false)];
    columns.extend(names.iter().map(|name| (name.as_str(), true)));
    m.head(&columns);
    for (day, figures) in crate::render::svg::series::table(bulletin) {
        let mut cells = vec![Markdown::of(&day.to_string())];
        cells.extend(seats.iter().map(|seat| match figures.get(*seat) {
            Some(Some(cases)) => Markdown::of(&cases.to_string()),
            Some(None) => Markdown::of("no figure"),
            None => Markdown::of("no register"),
        }));
        m.row(&cells);
    }
}

fn watching(m: &mut Markdown, bulletin: &Bulletin, labels: Labels<'_>) {
    m.mark("\n## Watching, and being kept from it\n");
    let kept = match u32::try_from(bulletin.impediments.len()).unwrap_or(u32::MAX) {
        0 => "No impediment is on record in the period.".to_owned(),
        n => format!("{} on record in the period.", counted(n, "impediment is", "impediments are")),
    };
    if !bulletin.quiet.is_empty() {
        m.mark("\n### Registers of no case\n\n");
    }
    for quiet in &bulletin.quiet {
        m.mark("- ").text(&labels.seat_name(&quiet.seat)).mark(" registered no case on ");
        m.text(&labels::long_day(quiet.day)).mark(" (").code(&quiet.register).mark("). ");
        if quiet.efforts.is_empty() {
            m.mark("How much its sources watched that day is not on record: this says nothing about calm. ");
        } else {
            m.mark("Its sources’ watching that day: ");
            for (i, address) in quiet.efforts.iter().enumerate() {
                let spent = bulletin.efforts.get(address).map(|effort| labels.effort(effort));
                m.mark(if i > 0 { "; " } else { "" }).text(&spent.unwrap_or_default());
                m.mark(" (").code(address).mark(")");
            }
            m.mark(". ");
        }
        m.text(&kept).mark("\n");
    }
    m.mark("\n### What was spent on watching\n\n");
    if bulletin.efforts.is_empty() {
        m.mark("No effort is on record: this says nothing about calm.\n");
    }
    for (address, effort) in &bulletin.efforts {
        m.mark("- **")
            .text(effort.source.as_str())
            .mark("** · ")
            .text(&labels.effort(effort))
            .mark(" · ");
        if !effort.note.is_empty() {
            m.text(&effort.note).mark(" · ");
        }
        m.code(address).mark("\n");
    }
    let lists: [(&'static str, &[Claim], &'static str); 3] = [
        (
            "\n### Kept from watching\n\n",
            &bulletin.impediments,
            "No impediment is on record: nobody put on record that they were kept away.\n",
        ),
        (
            "\n### Watched and saw nothing\n\n",
            &bulletin.nothing_seen,
            "Nobody put on record that they watched and saw nothing.\n",
        ),
        (
            "\n### Predicted\n\n",
            &bulletin.predictions,
            "No prediction for this period is on record.\n",
        ),
    ];
    for (heading, claims, none) in lists {
        m.mark(heading);
        if claims.is_empty() {
            m.mark(none);
        }
        for claim in claims {
            incidents::claim(m, labels, claim);
        }
    }
}

fn made_from(m: &mut Markdown, bulletin: &Bulletin, labels: Labels<'_>) {
    m.mark("\n## What this was made from\n\n");
    if bulletin.cut.0.is_empty() {
        m.mark("No log was held when this was made.\n");
    } else {
        m.head(&[("Log", false), ("Entries", true), ("Root", false)]);
    }
    for (seat, head) in &bulletin.cut.0 {
        let mut root = Markdown::default();
        root.code(&head.root);
        m.row(&[Markdown::of(&labels.seat_name(seat)), Markdown::of(&head.size.to_string()), root]);
    }
    m.mark("\nAgreement: ").code(&bulletin.agreement_sha256).mark(" (SHA-256).");
    if bulletin.unread > 0 {
        m.mark(" Entries that this program could not read: ")
            .text(&bulletin.unread.to_string())
            .mark(".");
    }
    for told in labels::accusations(labels, bulletin) {
        m.mark(" ").text(&told);
    }
    m.mark(" Whoever holds these heads makes this again, to the byte: ");
    m.code(&labels::again(bulletin, "md")).mark(".\n");
}
