//! What three seats' own lists or more leave out together.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::SeatId;
use truce_core::incident::Incident;
use truce_core::picture::Picture;
use truce_core::report::Stance;
use truce_core::time::Day;

use crate::counts::random::Random;
use crate::unreported::Reckoning;
use crate::unreported::latent_classes::{Draws, drawn};
use crate::unreported::linked::{Open, OpenLink, Telling};
use crate::unreported::log_linear::{Averaged, Criterion, averaged};
use crate::unreported::many_lists::{LISTS_MIN, NotEnough};

/// The most lists: of more, those with most reports.
const LISTS_MAX: usize = 5;
/// Draws for each of the worlds that the matcher leaves open.
const DRAWS: Draws = Draws { first: 500, kept: 1_000 };

/// Reports by the seat whose own source tells them, with what the matcher leaves open.
#[derive(Debug, Clone, PartialEq)]
pub struct SeatLists {
    /// The seats, in the agreement's order.
    pub seats: Vec<SeatId>,
    open: Open,
}

/// What the lists leave out.
#[derive(Debug, Serialize)]
pub struct SeatListsTold {
    /// The seats, in the agreement's order.
    pub seats: Vec<SeatId>,
    /// By models of which two lists depend, averaged; of one world that was drawn.
    pub models: Result<Averaged, NotEnough>,
    /// By hidden kinds of events, over worlds that the matcher leaves open.
    pub classes: Result<Reckoning, NotEnough>,
}

impl SeatLists {
    /// Takes those of these days from a picture.
    #[must_use]
    pub fn of(picture: &Picture, agreement: &Agreement, (first, last): (Day, Day)) -> Self {
        let day = |incident: &Incident| agreement.clock().day_of(incident.window.latest());
        let inside = || picture.incidents.iter().filter(|of| first <= day(of) && day(of) <= last);
        let mut told: BTreeMap<&SeatId, usize> = BTreeMap::new();
        for incident in inside() {
            for (_, seat) in by_seat(picture, incident) {
                let number = told.entry(seat).or_default();
                *number = number.saturating_add(1);
            }
        }
        let mut most: Vec<(&SeatId, usize)> = told.into_iter().collect();
        most.sort_by_key(|(seat, number)| (std::cmp::Reverse(*number), (*seat).clone()));
        most.truncate(LISTS_MAX);
        let seats = agreement.seats.iter().map(|seat| &seat.id);
        let seats: Vec<SeatId> =
            seats.filter(|seat| most.iter().any(|(told, _)| told == seat)).cloned().collect();
        let open = Open {
            lists: seats.len(),
            groups: Vec::new(),
            links: Vec::new(),
            telling: Telling::MoreThanOnce,
        };
        let mut lists = Self { seats, open };
        for incident in inside() {
            lists.enter(picture, incident);
        }
        lists
    }

    /// Enters the reports of an incident as groups, each with how likely it is one with the first.
    fn enter(&mut self, picture: &Picture, incident: &Incident) {
        // By the place among the incident's reports.
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        let mut first = None;
        for (report, seat) in by_seat(picture, incident) {
            let Some(list) = self.seats.iter().position(|known| known == seat) else { continue };
            let place = self.open.groups.len();
            self.open.groups.push(1 << list);
            first = first.or(Some(place));
            places.insert(report, place);
        }
        for link in &incident.links {
            let group = |told| {
                let at = incident.reports.iter().position(|report| report == told)?;
                places.get(&at).copied()
            };
            let ends = group(&link.report).zip(group(&link.with).or(first));
            let Some((one, other)) = ends.filter(|(one, other)| one != other) else { continue };
            let millibans = link.evidence.total;
            self.open.links.push(OpenLink::of_millibans(one, other, millibans));
        }
    }

    /// What they leave out.
    #[must_use]
    pub fn told(&self, seed: u64) -> SeatListsTold {
        let lists = self.seats.len();
        let few = || NotEnough::Lists { lists };
        let enough = lists >= LISTS_MIN;
        let world = self.open.world(&mut Random::new(seed));
        let models = world.and_then(|world| averaged(&world, Criterion::Bic));
        let reckon = |world: &_| Ok(drawn(world, DRAWS, seed)?.reckoning);
        SeatListsTold {
            seats: self.seats.clone(),
            models: if enough { models } else { Err(few()) },
            classes: if enough { self.open.over_worlds(seed, reckon) } else { Err(few()) },
        }
    }
}

/// The reports of an incident that a seat's own source tells and that say that it happened, by their places in it.
fn by_seat<'a>(
    picture: &'a Picture,
    incident: &'a Incident,
) -> impl Iterator<Item = (usize, &'a SeatId)> {
    incident.reports.iter().enumerate().filter_map(|(at, address)| {
        let report = picture.reports.get(address)?;
        let seat = picture.sources.get(&report.source)?.seat.as_ref()?;
        (report.stance == Stance::Asserts).then_some((at, seat))
    })
}
