//! Whether who follows whom says more than labels drawn by lot would.

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::ActorId;

use crate::counts::real;
use crate::fair::symmetry::{Attributed, OneOfTwo, Placebo, exchanged, placebo};
use crate::series::Chronicle;

/// The fewest incidents of each party.
pub const EVENTS_MIN: usize = 20;
/// How often labels are drawn.
const LOTS: u32 = 499;
/// Days within which an act may follow another.
const FOLLOWS_DAYS: usize = 3;

/// The lead of one party's acts over the other's, held against labels drawn by lot.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LotsTold {
    /// The two parties, in the agreement's order.
    pub parties: (ActorId, ActorId),
    /// Incidents that all claims leave to the one alone, and to the other.
    pub incidents: (usize, usize),
    /// The test; none if either has too few incidents.
    pub placebo: Option<Placebo>,
    /// Whether the parties exchanged give the answer exchanged, to the bit.
    pub exchanged: bool,
}

/// Holds the first two parties against each other; none if there are not two.
#[must_use]
pub fn lots(chronicle: &Chronicle, agreement: &Agreement, seed: u64) -> Option<LotsTold> {
    let mut parties = agreement.parties().map(|party| party.id.clone());
    let parties = parties.next().zip(parties.next())?;
    let events = attributed(chronicle, agreement);
    let of = |party| events.iter().filter(|event| event.party == party).count();
    let incidents = (of(OneOfTwo::One), of(OneOfTwo::Other));
    let enough = incidents.0.min(incidents.1) >= EVENTS_MIN;
    let days = chronicle.days();
    let zones = agreement.areas().len();
    Some(LotsTold {
        parties,
        incidents,
        placebo: enough.then(|| placebo(&events, LOTS, seed, |drawn| lead(drawn, zones, days))),
        exchanged: exchanged(&events, |events| {
            let lead = lead(events, zones, days);
            [lead.max(0.0), (0.0 - lead).max(0.0)]
        }),
    })
}

/// The incidents with an area that all claims leave to one of the first two parties.
fn attributed(chronicle: &Chronicle, agreement: &Agreement) -> Vec<Attributed> {
    let told = chronicle.outside_exercises(None).filter(|incident| incident.certain);
    let told = told.filter_map(|incident| {
        let area = incident.area.as_ref()?;
        let zone = agreement.areas().iter().position(|known| known.id == *area)?;
        let day = usize::try_from(incident.days.1.since(chronicle.first)).ok()?;
        let party = match incident.possible.first()? {
            0 => OneOfTwo::One,
            1 => OneOfTwo::Other,
            _ => return None,
        };
        Some(Attributed { zone, day, party, source: 0 })
    });
    told.collect()
}

/// How much more often acts of the other come within days after acts of the one than the other way round.
fn lead(events: &[Attributed], zones: usize, days: usize) -> f64 {
    let mut lead = 0.0;
    for zone in 0..zones {
        let mut counts = [vec![0_u32; days], vec![0_u32; days]];
        for event in events.iter().filter(|event| event.zone == zone) {
            let [one, other] = &mut counts;
            let own = if event.party == OneOfTwo::One { one } else { other };
            if let Some(count) = own.get_mut(event.day) {
                *count = count.saturating_add(1);
            }
        }
        let [one, other] = &counts;
        lead += followed(one, other) - followed(other, one);
    }
    lead
}

/// Pairs of an act and one of the other side within days after it.
fn followed(first: &[u32], then: &[u32]) -> f64 {
    let pairs = (1..=FOLLOWS_DAYS).map(|lag| -> u64 {
        let later = then.iter().skip(lag);
        first
            .iter()
            .zip(later)
            .map(|(one, other)| u64::from(*one).saturating_mul((*other).into()))
            .sum()
    });
    let pairs: u64 = pairs.sum();
    real(usize::try_from(pairs).unwrap_or(usize::MAX))
}
