//! What every part of the page needs: where things stand on it, the masthead, the contents.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::bulletin::{Bulletin, Claim, IncidentPage};
use truce_core::entry::Address;
use truce_core::time::Day;

use super::writer::Html;
use crate::render::labels::{self, Labels};

/// The bulletin, and where its entries stand on the page.
pub(super) struct Page<'a> {
    pub(super) bulletin: &'a Bulletin,
    pub(super) labels: Labels<'a>,
    /// The number of each incident in the list, from 1.
    numbers: BTreeMap<&'a Address, usize>,
    /// Every entry that has a place of its own on the page.
    targets: BTreeSet<&'a Address>,
}

/// The id of an entry on the page.
pub(super) fn entry_id(address: &Address) -> String {
    format!("e-{}-{}", address.log, address.index)
}

/// The id of an incident on the page.
pub(super) fn incident_id(address: &Address) -> String {
    format!("i-{}-{}", address.log, address.index)
}

/// The id of a day on the page.
pub(super) fn day_id(day: Day) -> String {
    format!("d-{day}")
}

impl<'a> Page<'a> {
    pub(super) fn new(bulletin: &'a Bulletin, labels: Labels<'a>) -> Self {
        let numbers = bulletin.incidents.iter().map(|page| &page.incident.id).zip(1..).collect();
        let held = bulletin.days.iter().flat_map(|day| &day.seats);
        let registers = held.flat_map(|(_, held)| held.used.iter().chain(&held.others));
        let claims = bulletin.incidents.iter().flat_map(|page| &page.claims);
        let others = [&bulletin.impediments, &bulletin.nothing_seen, &bulletin.predictions];
        let mut targets: BTreeSet<&Address> = registers.map(|stated| &stated.address).collect();
        targets
            .extend(claims.chain(others.into_iter().flatten()).map(|claim: &Claim| &claim.address));
        targets.extend(bulletin.efforts.keys());
        Self { bulletin, labels, numbers, targets }
    }

    /// The number of an incident.
    pub(super) fn number(&self, id: &Address) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// The incident of an id.
    pub(super) fn incident(&self, id: &Address) -> Option<&'a IncidentPage> {
        self.bulletin.incidents.get(self.number(id)?.checked_sub(1)?)
    }

    /// An address, leading to its entry if that is on the page.
    pub(super) fn address(&self, h: &mut Html, address: &Address) {
        self.to_entry(h, address, &address.to_string(), "address");
    }

    /// Addresses, parted by commas.
    pub(super) fn addresses<'b>(
        &self,
        h: &mut Html,
        addresses: impl IntoIterator<Item = &'b Address>,
    ) {
        for (i, address) in addresses.into_iter().enumerate() {
            if i > 0 {
                h.text(", ");
            }
            self.address(h, address);
        }
    }

    /// A text that leads to an entry if that is on the page.
    pub(super) fn to_entry(
        &self,
        h: &mut Html,
        address: &Address,
        text: &str,
        class: &'static str,
    ) {
        if self.targets.contains(address) {
            h.link(&entry_id(address), &[("class", class)], text);
        } else {
            h.element("span", &[("class", class)], text);
        }
    }

    /// The number of an incident, leading to it.
    pub(super) fn to_incident(&self, h: &mut Html, id: &Address) {
        match self.number(id) {
            Some(number) => h.link(&incident_id(id), &[], &format!("incident {number}")),
            None => h.element("span", &[("class", "address")], &id.to_string()),
        }
    }
}

/// Agreement, period, day of the truce.
pub(super) fn header(h: &mut Html, page: &Page<'_>) {
    h.within("header", &[], |h| {
        h.within("p", &[("class", "kicker")], |h| h.foreign(&page.bulletin.agreement_title, ""));
        h.element("h1", &[], &labels::period(page.bulletin));
        let (period, ends) = (page.bulletin.period, "the last day of the period is");
        let day = match (page.bulletin.day_of_truce, period.from() == period.to()) {
            (Some(day), true) => format!("Bulletin of the record · day {day} of the truce"),
            (Some(day), false) => format!("Bulletin of the record · {ends} day {day} of the truce"),
            (None, _) => "Bulletin of the record · before the truce came into force".to_owned(),
        };
        h.element("p", &[("class", "sub")], &day);
    });
}

/// The parts of the page, in order.
const PARTS: [(&str, &str); 6] = [
    ("registers", "Registers"),
    ("map", "Map"),
    ("series", "Over time"),
    ("incidents", "Incidents"),
    ("watching", "Watching"),
    ("made-from", "Made from"),
];

/// The parts of the page, each a link.
pub(super) fn contents(h: &mut Html) {
    h.within("nav", &[("aria-label", "Parts of this bulletin")], |h| {
        h.within("ul", &[], |h| {
            for (id, name) in PARTS {
                h.within("li", &[], |h| h.link(id, &[], name));
            }
        });
    });
}

/// A part of the page, with its heading.
pub(super) fn part(h: &mut Html, id: &'static str, heading: &str, inside: impl FnOnce(&mut Html)) {
    let heading_id = format!("{id}-heading");
    h.within("section", &[("id", id), ("aria-labelledby", &heading_id)], |h| {
        h.element("h2", &[("id", &heading_id)], heading);
        inside(h);
    });
}
