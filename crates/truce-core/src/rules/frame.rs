//! The elements that every rule shares: time, place, exceptions, and who is bound.

use std::collections::BTreeSet;

use crate::agreement::{Actor, Agreement, Exception, Provision, Standing};
use crate::assessment::{Element, Ground, Point};
use crate::id::{ActorId, ZoneId};
use crate::kleene::Truth;
use crate::report::Exemption;
use crate::situation::Situation;
use crate::time::{Moment, Window};

/// Whether a window lies in a period; `until` is the first moment after it.
fn within(window: Window, from: Option<Moment>, until: Option<Moment>) -> (Truth, Ground) {
    if let Some(from) = from.filter(|from| window.earliest() < *from) {
        return if window.latest() < from {
            (Truth::No, Ground::NotYet { from })
        } else {
            (Truth::Unknown, Ground::Straddles { border: from })
        };
    }
    match until.filter(|until| window.latest() >= *until) {
        Some(until) if window.earliest() >= until => (Truth::No, Ground::Over { until }),
        Some(until) => (Truth::Unknown, Ground::Straddles { border: until }),
        None => (Truth::Yes, Ground::InForce),
    }
}

/// Whether the provision was in force.
pub(super) fn time(provision: &Provision, situation: &Situation) -> Element {
    let (truth, ground) = within(situation.window, Some(provision.from), provision.until);
    Element::new(Point::Time, truth, ground)
}

/// Whether the provision holds at the place.
pub(super) fn place(
    agreement: &Agreement,
    provision: &Provision,
    situation: &Situation,
) -> Element {
    let held = provision.zones.iter().find(|zone| situation.lies_in(zone) == Truth::Yes);
    let element = |truth, ground| Element::new(Point::Place, truth, ground);
    let disputed = disputed_ground(agreement, provision, situation);
    match (in_any(&provision.zones, situation), disputed, held) {
        (Truth::No, _, _) => element(Truth::No, Ground::OutsideZones),
        (_, Some(zone), _) => element(Truth::Unknown, Ground::Disputed { zone }),
        (Truth::Yes, None, Some(zone)) => {
            element(Truth::Yes, Ground::Inside { zone: zone.clone() })
        }
        (Truth::Unknown | Truth::Yes, None, _) => element(Truth::Unknown, Ground::PlaceOpen),
    }
}

fn in_any(zones: &[ZoneId], situation: &Situation) -> Truth {
    Truth::any(zones.iter().map(|zone| situation.lies_in(zone)))
}

/// A zone whose coverage was disputed at the time, and which may hold the place.
fn disputed_ground(
    agreement: &Agreement,
    provision: &Provision,
    situation: &Situation,
) -> Option<ZoneId> {
    let disputed = agreement.zones.iter().find(|zone| {
        let Some(dispute) = &zone.disputed else { return false };
        // A provision for the zone itself settles that it is covered.
        !provision.zones.contains(&zone.id)
            && within(situation.window, dispute.from, dispute.until).0 != Truth::No
            && situation.lies_in(&zone.id) != Truth::No
    });
    disputed.map(|zone| zone.id.clone())
}

/// Whether no exception lets it pass.
pub(super) fn exemption(
    agreement: &Agreement,
    provision: &Provision,
    situation: &Situation,
) -> Element {
    let found = provision.exceptions.iter().map(|exception| {
        let (applies, ground) = applies(agreement, exception, situation);
        let in_zone = if exception.zones.is_empty() {
            Truth::Yes
        } else {
            in_any(&exception.zones, situation)
        };
        let in_time = within(situation.window, exception.from, exception.until).0;
        (applies.and(in_zone).and(in_time), ground)
    });
    // The exception that goes furthest decides; of two that go as far, the first.
    let furthest =
        found.fold(
            (Truth::No, Ground::NoException),
            |best, next| if next.0 > best.0 { next } else { best },
        );
    let claimed = situation.exemption.filter(|claimed| {
        furthest.0 == Truth::No
            && !provision.exceptions.iter().any(|exception| exception.when == *claimed)
    });
    let ground = claimed.map_or(furthest.1, |exemption| Ground::NotProvided { exemption });
    Element::new(Point::Exemption, !furthest.0, ground)
}

fn applies(agreement: &Agreement, exception: &Exception, situation: &Situation) -> (Truth, Ground) {
    if exception.when == Exemption::ExcludedTarget {
        return at_excluded(agreement, situation);
    }
    match situation.exemption {
        Some(exemption) if exemption == exception.when => {
            (Truth::Unknown, Ground::Claimed { exemption })
        }
        _ => (Truth::No, Ground::NoException),
    }
}

/// Whether it was aimed at an excluded group and nobody else.
fn at_excluded(agreement: &Agreement, situation: &Situation) -> (Truth, Ground) {
    let at = excluded_among(agreement, &situation.against);
    let others =
        situation.against.iter().any(|hit| hit.as_ref().is_none_or(|hit| !at.contains(hit)));
    match situation.exemption {
        _ if !at.is_empty() && !others => (Truth::Yes, Ground::AtExcluded { at }),
        _ if !at.is_empty() => (Truth::Unknown, Ground::AtExcludedAndOthers { at }),
        Some(exemption @ Exemption::ExcludedTarget) => {
            (Truth::Unknown, Ground::Claimed { exemption })
        }
        _ => (Truth::No, Ground::NoException),
    }
}

pub(super) fn excluded_among(
    agreement: &Agreement,
    actors: &[Option<ActorId>],
) -> BTreeSet<ActorId> {
    let excluded = |id: &&ActorId| {
        agreement.actor(id).is_some_and(|actor| actor.standing == Standing::Excluded)
    };
    actors.iter().flatten().filter(excluded).cloned().collect()
}

/// Whether those who may have done it are bound by the provision.
pub(super) fn bound(
    agreement: &Agreement,
    provision: &Provision,
    situation: &Situation,
) -> Element {
    let each: Vec<(Truth, Ground)> = situation
        .by
        .iter()
        .map(|by| bound_one(agreement, provision, by.as_ref(), situation.window))
        .collect();
    let truth = Truth::agreed(each.iter().map(|(truth, _)| *truth));
    let by: BTreeSet<ActorId> = situation.by.iter().flatten().cloned().collect();
    let open = each.iter().find(|(truth, _)| *truth == Truth::Unknown);
    let element = |truth, ground| Element::new(Point::Author, truth, ground);
    match (truth, situation.author, each.first()) {
        (_, _, None) => element(Truth::Unknown, Ground::NobodyNamed),
        (Truth::Yes, _, _) => element(Truth::Yes, Ground::Bound { by }),
        // Whoever is named is not bound; but was it they?
        (Truth::No, Truth::No, _) => element(Truth::Unknown, Ground::AuthorRefuted),
        (Truth::No, Truth::Unknown, _) => element(Truth::Unknown, open_author(situation)),
        (Truth::No, Truth::Yes, Some((_, ground))) => element(Truth::No, ground.clone()),
        (Truth::Unknown, _, _) => {
            let ground = open.map_or(Ground::Mixed { by }, |(_, ground)| ground.clone());
            element(Truth::Unknown, ground)
        }
    }
}

fn bound_one(
    agreement: &Agreement,
    provision: &Provision,
    by: Option<&ActorId>,
    window: Window,
) -> (Truth, Ground) {
    let Some(actor) = by.and_then(|by| agreement.actor(by)) else {
        return (Truth::Unknown, Ground::NobodyKnown);
    };
    let id = || actor.id.clone();
    let Some(side) = actor.side() else {
        let excluded = actor.standing == Standing::Excluded;
        let ground = if excluded {
            Ground::Excluded { actor: id() }
        } else {
            Ground::NoParty { actor: id() }
        };
        return (Truth::No, ground);
    };
    if !provision.binds.contains(side) {
        return (Truth::No, Ground::BindsOthers { actor: id() });
    }
    joined(actor, window)
}

/// Whether an actor of a bound party had itself joined.
fn joined(actor: &Actor, window: Window) -> (Truth, Ground) {
    let id = || actor.id.clone();
    if let Some(why) = &actor.unclear {
        return (Truth::Unknown, Ground::StandingUnclear { actor: id(), why: why.clone() });
    }
    if actor.acceded.is_none() {
        return (Truth::No, Ground::NotJoined { actor: id() });
    }
    match within(window, actor.acceded, actor.left) {
        (Truth::Yes, _) => (Truth::Yes, Ground::Bound { by: [id()].into() }),
        (Truth::No, _) => (Truth::No, Ground::NotJoined { actor: id() }),
        (Truth::Unknown, ground) => (Truth::Unknown, ground),
    }
}

/// Whether it is known who did it, at least which side.
pub(super) fn author(agreement: &Agreement, situation: &Situation) -> Element {
    let element = |truth, ground| Element::new(Point::Author, truth, ground);
    let by: BTreeSet<ActorId> = situation.by.iter().flatten().cloned().collect();
    let side_of = |id: &ActorId| {
        agreement.actor(id).and_then(Actor::side).cloned().unwrap_or_else(|| id.clone())
    };
    let sides: BTreeSet<ActorId> = by.iter().map(side_of).collect();
    if situation.by.is_empty() {
        return element(Truth::Unknown, Ground::NobodyNamed);
    }
    if situation.by.iter().any(Option::is_none) {
        return element(Truth::Unknown, Ground::NobodyKnown);
    }
    match situation.author {
        Truth::No => element(Truth::No, Ground::AuthorRefuted),
        Truth::Unknown => element(Truth::Unknown, open_author(situation)),
        Truth::Yes if sides.len() > 1 => element(Truth::Unknown, Ground::SidesDiffer { by }),
        Truth::Yes => element(Truth::Yes, Ground::Bound { by }),
    }
}

/// Why it is open who did it.
fn open_author(situation: &Situation) -> Ground {
    if situation.disputed { Ground::AuthorContested } else { Ground::AuthorUncorroborated }
}

/// Whether it happened.
pub(crate) fn event(situation: &Situation) -> Element {
    let ground = match situation.happened {
        Truth::Yes => Ground::Happened,
        Truth::No => Ground::DidNotHappen,
        Truth::Unknown if situation.denied => Ground::EventContested,
        Truth::Unknown => Ground::EventUncorroborated,
    };
    Element::new(Point::Event, situation.happened, ground)
}
