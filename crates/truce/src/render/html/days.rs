//! The figures: seat by seat, area by area, day by day.

use truce_core::bulletin::SeatTotal;
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::reconcile::{Cell, Parts, Reconciliation, Row, SeatDay};

use super::frame::{Page, day_id, part};
use super::writer::Html;
use super::{bars, registers};
use crate::render::labels::{self, Part, counted};

/// What each seat registered, one figure each, before anything else.
pub(super) fn glance(h: &mut Html, page: &Page<'_>) {
    let bulletin = page.bulletin;
    let most = bulletin.totals.iter().map(|(_, total)| total.parts.sum()).max().unwrap_or(0);
    h.within("ul", &[("class", "seats")], |h| {
        for (seat, total) in &bulletin.totals {
            h.within("li", &[], |h| {
                h.element("h2", &[], &page.labels.seat_name(seat));
                if bulletin.period.from() == bulletin.period.to() {
                    glance_day(h, page, seat, total, most);
                } else {
                    glance_period(h, total, most);
                }
            });
        }
    });
    if let [day] = bulletin.days.as_slice() {
        h.element("p", &[("class", "lead")], &labels::in_common(bulletin, day));
    }
}

fn nothing_on_record(h: &mut Html) {
    h.element("p", &[("class", "none")], "no register on record");
    h.element("p", &[("class", "parts")], "This says nothing about calm.");
}

fn glance_day(h: &mut Html, page: &Page<'_>, seat: &SeatId, total: &SeatTotal, most: u32) {
    let days = page.bulletin.days.iter().flat_map(|day| &day.seats);
    let held = days.filter(|(id, _)| id == seat).find_map(|(_, held)| held.used.as_ref());
    let Some(stated) = held else { return nothing_on_record(h) };
    h.within("p", &[("class", "figure")], |h| match stated.register.cases() {
        Some(cases) => {
            page.to_entry(h, &stated.address, &cases.to_string(), "number");
            h.text(if cases == 1 { " case registered" } else { " cases registered" });
        }
        None => page.to_entry(h, &stated.address, "a register without a figure", "none"),
    });
    bars::bar(h, total.parts, most);
    parts_line(h, total.parts);
}

fn glance_period(h: &mut Html, total: &SeatTotal, most: u32) {
    if total.days_with_figure == 0 {
        return nothing_on_record(h);
    }
    h.within("p", &[("class", "figure")], |h| {
        h.element("span", &[("class", "number")], &total.cases.to_string());
        h.text(if total.cases == 1 { " case registered" } else { " cases registered" });
    });
    bars::bar(h, total.parts, most);
    parts_line(h, total.parts);
    let with = counted(total.days_with_figure, "day has", "days have");
    let words = match total.days_without {
        0 => format!("{with} a figure: every day of the period"),
        1 => format!("{with} a figure; 1 day has none: not known, not zero"),
        n => format!("{with} a figure; {n} days have none: not known, not zero"),
    };
    h.element("p", &[("class", "parts")], &words);
}

/// `1 matched · 17 unexplained`.
fn parts_line(h: &mut Html, parts: Parts) {
    let words: Vec<String> = Part::ALL
        .into_iter()
        .filter(|part| part.of(parts) > 0)
        .map(|part| format!("{} {}", part.of(parts), part.word()))
        .collect();
    if !words.is_empty() {
        h.element("p", &[("class", "parts")], &words.join(" · "));
    }
}

/// The registers held against each other: one day whole, or a table of days and each day beneath.
pub(super) fn section(h: &mut Html, page: &Page<'_>) {
    part(h, "registers", "The registers, held against each other", |h| {
        let bulletin = page.bulletin;
        match bulletin.days.as_slice() {
            [] => h.element(
                "p",
                &[("class", "empty")],
                "No seat’s register is on record for this period. That says nothing about calm.",
            ),
            [day] => one_day(h, page, day),
            days => {
                table_of_days(h, page, days);
                bars::legend(h);
                for day in days {
                    folded_day(h, page, day);
                }
            }
        }
        if !bulletin.silent_days.is_empty() && !bulletin.days.is_empty() {
            let silent = format!(
                "No register of any seat is on record for {}. That says nothing about calm.",
                labels::runs(&bulletin.silent_days)
            );
            h.element("p", &[("class", "note")], &silent);
        }
    });
}

fn one_day(h: &mut Html, page: &Page<'_>, day: &Reconciliation) {
    areas(h, page, day);
    bars::legend(h);
    registers::section(h, page, day);
}

fn folded_day(h: &mut Html, page: &Page<'_>, day: &Reconciliation) {
    h.within("details", &[("class", "day"), ("id", &day_id(day.day))], |h| {
        h.within("summary", &[], |h| {
            h.element("b", &[], &labels::long_day(day.day));
            let said: Vec<String> = day
                .seats
                .iter()
                .filter(|(_, held)| held.used.is_some())
                .map(|(seat, held)| {
                    format!("{}: {}", page.labels.seat(seat).to_owned(), labels::registered(held))
                })
                .collect();
            h.text(&format!(" · {}", said.join(" · ")));
        });
        h.element("p", &[], &labels::in_common(page.bulletin, day));
        areas(h, page, day);
        registers::section(h, page, day);
    });
}

/// The seats that have a register on any of these days, in the agreement's order.
fn with_register(days: &[Reconciliation]) -> Vec<&SeatId> {
    let Some(first) = days.first() else { return Vec::new() };
    let has = |seat: &SeatId| {
        let held = days.iter().flat_map(|day| &day.seats).filter(|(id, _)| id == seat);
        held.into_iter().any(|(_, held): &(SeatId, SeatDay)| held.used.is_some())
    };
    first.seats.iter().map(|(seat, _)| seat).filter(|seat| has(seat)).collect()
}

fn table_of_days(h: &mut Html, page: &Page<'_>, days: &[Reconciliation]) {
    let seats = with_register(days);
    let most = days.iter().flat_map(|day| day.totals.values()).map(|p| p.sum()).max().unwrap_or(0);
    h.within("table", &[("class", "areas")], |h| {
        let caption = "Cases registered, by day; a day leads to its areas and registers";
        h.element("caption", &[], caption);
        head(h, page, "Day", &seats, &["Can be the same"]);
        h.within("tbody", &[], |h| {
            for day in days {
                h.within("tr", &[], |h| {
                    h.within("th", &[("scope", "row")], |h| {
                        h.link(&day_id(day.day), &[], &day.day.to_string());
                    });
                    for seat in &seats {
                        day_cell(h, page, day, seat, most);
                    }
                    let same = labels::overlap_of_day(day);
                    h.element("td", &[("data-head", "Can be the same")], &same);
                });
            }
        });
    });
}

fn day_cell(h: &mut Html, page: &Page<'_>, day: &Reconciliation, seat: &SeatId, most: u32) {
    let name = page.labels.seat(seat).to_owned();
    let held = day.seats.iter().find(|(id, _)| id == seat).and_then(|(_, held)| held.used.as_ref());
    h.within("td", &[("class", "figure"), ("data-head", &name)], |h| {
        let Some(stated) = held else {
            return h.element("span", &[("class", "none")], "no register on record");
        };
        match stated.register.cases() {
            Some(cases) => page.to_entry(h, &stated.address, &cases.to_string(), "number"),
            None => page.to_entry(h, &stated.address, "no figure", "none"),
        }
        let parts = day.totals.get(seat).copied().unwrap_or_default();
        bars::bar(h, parts, most);
        parts_line(h, parts);
    });
}

fn head(h: &mut Html, page: &Page<'_>, first: &str, seats: &[&SeatId], last: &[&str]) {
    h.within("thead", &[], |h| {
        h.within("tr", &[], |h| {
            h.element("th", &[("scope", "col")], first);
            for seat in seats {
                h.element("th", &[("scope", "col")], page.labels.seat(seat));
            }
            for name in last {
                h.element("th", &[("scope", "col")], name);
            }
        });
    });
}

/// A day's table by area.
fn areas(h: &mut Html, page: &Page<'_>, day: &Reconciliation) {
    let seats = with_register(std::slice::from_ref(day));
    let figures =
        day.rows.iter().flat_map(|row| row.cells.values()).filter_map(|cell| match cell {
            Cell::Figure { cases, .. } => Some(*cases),
            Cell::NamedOnly | Cell::NotListed | Cell::NoList => None,
        });
    let most = figures.max().unwrap_or(0);
    if day.rows.is_empty() {
        return h.element(
            "p",
            &[("class", "empty")],
            "No register of the day assigns a case to an area.",
        );
    }
    h.within("table", &[("class", "areas")], |h| {
        let caption = format!("Cases registered on {}, by area", labels::long_day(day.day));
        h.element("caption", &[], &caption);
        head(h, page, "Area", &seats, &["Can be the same", "On record"]);
        h.within("tbody", &[], |h| {
            for row in &day.rows {
                area(h, page, day, row, &seats, most);
            }
        });
        h.within("tfoot", &[], |h| together(h, page, day, &seats));
    });
}

fn area(
    h: &mut Html,
    page: &Page<'_>,
    day: &Reconciliation,
    row: &Row,
    seats: &[&SeatId],
    most: u32,
) {
    h.within("tr", &[], |h| {
        h.element("th", &[("scope", "row")], page.labels.area(row.area.as_ref()));
        for seat in seats {
            let name = page.labels.seat(seat).to_owned();
            h.within("td", &[("class", "figure"), ("data-head", &name)], |h| {
                cell(h, page, day, row, seat, most);
            });
        }
        h.element("td", &[("data-head", "Can be the same")], &labels::overlap(row));
        h.within("td", &[("data-head", "On record")], |h| {
            for (i, id) in row.incidents.iter().enumerate() {
                if i > 0 {
                    h.text(", ");
                }
                page.to_incident(h, id);
            }
            if row.incidents.is_empty() {
                h.element("span", &[("class", "quiet")], "no incident");
            }
        });
    });
}

fn cell(h: &mut Html, page: &Page<'_>, day: &Reconciliation, row: &Row, seat: &SeatId, most: u32) {
    let found = row.cells.get(seat);
    let Some(Cell::Figure { cases, parts }) = found else {
        let words = labels::no_figure(found).unwrap_or_default();
        return h.element("span", &[("class", "quiet")], words);
    };
    let register = day.seats.iter().find(|(id, _)| id == seat);
    match register.and_then(|(_, held)| labels::register_address(held)) {
        Some(address) => page.to_entry(h, address, &cases.to_string(), "number"),
        None => h.element("span", &[("class", "number")], &cases.to_string()),
    }
    bars::bar(h, *parts, most);
    h.within("ul", &[("class", "parts")], |h| {
        for part in Part::ALL.into_iter().filter(|part| part.of(*parts) > 0) {
            h.within("li", &[], |h| {
                h.text(&format!("{} {}", part.of(*parts), part.word()));
                if part == Part::Matched {
                    matched_with(h, page, row, seat);
                }
            });
        }
    });
}

/// The incidents with which a seat's cases in a row are matched.
fn matched_with(h: &mut Html, page: &Page<'_>, row: &Row, seat: &SeatId) {
    let by_two = |id: &&Address| {
        page.incident(id).is_some_and(|held| {
            held.incident.asserted_by.contains(seat) && held.incident.asserted_by.len() > 1
        })
    };
    for id in row.incidents.iter().filter(by_two) {
        h.text(": ");
        page.to_incident(h, id);
    }
}

fn together(h: &mut Html, page: &Page<'_>, day: &Reconciliation, seats: &[&SeatId]) {
    h.within("tr", &[], |h| {
        h.element("th", &[("scope", "row")], "Together");
        for seat in seats {
            let name = page.labels.seat(seat).to_owned();
            let parts = day.totals.get(*seat).copied();
            h.within("td", &[("class", "figure"), ("data-head", &name)], |h| match parts {
                Some(parts) => {
                    h.element("span", &[("class", "number")], &parts.sum().to_string());
                    parts_line(h, parts);
                }
                None => h.element("span", &[("class", "quiet")], "no figure by area"),
            });
        }
        let same = labels::overlap_of_day(day);
        h.element("td", &[("data-head", "Can be the same")], &same);
        let told = u32::try_from(labels::told_by_two(page.bulletin, day).len()).unwrap_or(u32::MAX);
        let both = counted(told, "incident from two seats", "incidents from two seats");
        h.element("td", &[("data-head", "On record")], &both);
    });
}
