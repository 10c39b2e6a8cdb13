//! Each register as it stands on record: where, from which file, and where it contradicts itself or another.

use truce_core::id::SeatId;
use truce_core::reconcile::{Reconciliation, SeatDay, Stated};

use super::frame::{Page, entry_id};
use super::writer::Html;
use crate::render::labels::{self, counted};

/// The registers of a day, seat by seat.
pub(super) fn section(h: &mut Html, page: &Page<'_>, day: &Reconciliation) {
    h.element("h3", &[], "As they stand on record");
    h.within("ul", &[("class", "registers")], |h| {
        for (seat, held) in &day.seats {
            h.within("li", &[], |h| seat_day(h, page, seat, held));
        }
    });
}

fn seat_day(h: &mut Html, page: &Page<'_>, seat: &SeatId, held: &SeatDay) {
    h.within("p", &[("class", "teller")], |h| {
        h.element("b", &[], &page.labels.seat_name(seat));
        h.text(&format!(": {}", labels::registered(held)));
        if held.used.is_some() && !held.own {
            h.text(", as told in another seat’s log");
        }
    });
    if let Some(used) = &held.used {
        stated(h, used);
    }
    let cases = held.register().and_then(|register| register.cases());
    let mut said: Vec<String> =
        held.reviews().flat_map(|review| page.labels.review(seat, review, cases)).collect();
    said.sort();
    said.dedup();
    for sentence in &said {
        h.element("p", &[("class", "review")], sentence);
    }
    if !held.others.is_empty() {
        let number = u32::try_from(held.others.len()).unwrap_or(u32::MAX);
        let others = counted(number, "other telling", "other tellings");
        h.element("p", &[("class", "quiet")], &format!("{others} of the same register:"));
        h.within("ul", &[("class", "others")], |h| {
            for other in &held.others {
                h.within("li", &[], |h| {
                    let differs = other.register.cases() != cases;
                    let words = match (differs, other.register.cases()) {
                        (false, _) => "states the same figure".to_owned(),
                        (true, Some(n)) => {
                            format!("differs: states {}", counted(n, "case", "cases"))
                        }
                        (true, None) => "differs: states no figure".to_owned(),
                    };
                    h.element("p", &[("class", if differs { "differs" } else { "quiet" })], &words);
                    stated(h, other);
                });
            }
        });
    }
}

/// One register: where it stands, its list, its faults.
fn stated(h: &mut Html, held: &Stated) {
    let register = &held.register;
    h.within("p", &[("class", "entry"), ("id", &entry_id(&held.address))], |h| {
        h.element("span", &[("class", "address")], &held.address.to_string());
        h.text(" · read in ");
        h.foreign(&register.origin.to_string(), "");
        h.text(&format!(" · told by {} · {} h · ", register.told_by, register.hours));
        h.foreign(&labels::register_list(register), "");
    });
    for fault in &held.contradictions {
        let words = format!("The register contradicts itself or is not whole: {fault}.");
        h.element("p", &[("class", "differs")], &labels::quoted(&words));
    }
    for doubt in &register.doubts {
        h.within("p", &[("class", "quiet")], |h| {
            h.text("Doubt on reading: ");
            h.foreign(&labels::quoted(doubt), "");
        });
    }
}
