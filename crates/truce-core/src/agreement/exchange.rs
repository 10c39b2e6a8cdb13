//! The agreement in the hand-mirror: two actors exchanged everywhere.

use super::{Actor, Agreement, Provision, Seat, Standing, View, Zone};
use crate::id::ActorId;

impl Agreement {
    /// The same agreement with two actors exchanged everywhere, names of sources and all.
    ///
    /// Even-handedness is tested with it: what is assessed under the exchanged agreement of the exchanged situation
    /// must be the exchanged assessment. Names and digest stay those of the files.
    #[must_use]
    pub fn exchanged(&self, one: &ActorId, other: &ActorId) -> Self {
        let swap = |actor: &ActorId| actor.exchanged(one, other);
        let mut mirrored = self.clone();
        mirrored.actors = self.actors.iter().map(|actor| exchanged_actor(actor, &swap)).collect();
        mirrored.seats = self
            .seats
            .iter()
            .map(|seat| Seat { actor: swap(&seat.actor), ..seat.clone() })
            .collect();
        mirrored.zones = self.zones.iter().map(|zone| exchanged_zone(zone, &swap)).collect();
        mirrored.provisions = self
            .provisions
            .iter()
            .map(|provision| Provision {
                binds: provision.binds.iter().map(&swap).collect(),
                ..provision.clone()
            })
            .collect();
        mirrored
    }
}

fn exchanged_actor(actor: &Actor, swap: &impl Fn(&ActorId) -> ActorId) -> Actor {
    let standing = match &actor.standing {
        Standing::Group { of } => Standing::Group { of: swap(of) },
        Standing::Ally { of } => Standing::Ally { of: swap(of) },
        Standing::Guarantor { backs } => Standing::Guarantor { backs: swap(backs) },
        fixed @ (Standing::Party | Standing::Excluded | Standing::Observer | Standing::Outside) => {
            fixed.clone()
        }
    };
    Actor { id: swap(&actor.id), standing, ..actor.clone() }
}

fn exchanged_zone(zone: &Zone, swap: &impl Fn(&ActorId) -> ActorId) -> Zone {
    let mut mirrored = zone.clone();
    if let Some(dispute) = &mut mirrored.disputed {
        let views = dispute.views.iter();
        dispute.views = views.map(|view| View { by: swap(&view.by), ..view.clone() }).collect();
    }
    mirrored
}
