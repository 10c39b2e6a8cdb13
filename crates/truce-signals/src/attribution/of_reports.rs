//! Sides and dossiers from an agreement and its reports.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::agreement::{Agreement, Standing};
use truce_core::id::{ActorId, SourceId};
use truce_core::report::{Basis, Exemption, Report, Stance};
use truce_core::source::Source;

use super::dossier::{Dossier, Saying, Says};
use super::sides::{Side, Sides};

impl Sides {
    /// The sides as an agreement has them: parties with their groups and allies, excluded groups, everybody else from
    /// outside as third states. Guarantors are third states too: what they do themselves is not their party's doing.
    #[must_use]
    pub fn of(agreement: &Agreement) -> Self {
        let ids = |wanted: &dyn Fn(&Standing) -> bool| -> Vec<String> {
            let found = agreement.actors.iter().filter(|actor| wanted(&actor.standing));
            found.map(|actor| actor.id.to_string()).collect()
        };
        let parties = agreement.parties().map(|party| Side {
            allies: ids(&|s| matches!(s, Standing::Ally { of } if *of == party.id)),
            forces: ids(&|s| matches!(s, Standing::Group { of } if *of == party.id)),
            party: party.id.to_string(),
        });
        Self {
            parties: parties.collect(),
            excluded: ids(&|standing| *standing == Standing::Excluded),
            third_states: ids(&|standing| {
                matches!(
                    standing,
                    Standing::Guarantor { .. } | Standing::Observer | Standing::Outside
                )
            }),
        }
    }
}

impl Dossier {
    /// What reports of one incident say of its author.
    #[must_use]
    pub fn of<'r>(
        agreement: &Agreement,
        sources: &BTreeMap<SourceId, Source>,
        reports: impl Iterator<Item = &'r Report>,
    ) -> Self {
        let sayings = reports.map(|report| {
            let source = sources.get(&report.source);
            let leaning = source.and_then(|source| source.aligned_with.as_ref());
            let side = leaning.and_then(|actor| agreement.actor(actor)?.side());
            Saying {
                source: report.source.to_string(),
                group: source.map(|source| source.independence_group().to_owned()),
                side: side.map(ToString::to_string),
                observed: report.basis == Basis::Observed,
                copied: false,
                says: says(agreement, report, side),
            }
        });
        Self { sayings: sayings.collect(), watchers: Vec::new() }
    }
}

fn says(agreement: &Agreement, report: &Report, own: Option<&ActorId>) -> Says {
    if report.stance == Stance::DeniesEvent {
        return Says::DeniesEvent;
    }
    let named: Vec<&ActorId> = report.accused.iter().filter_map(|one| one.actor.as_ref()).collect();
    if report.stance == Stance::DeniesAuthorship {
        return named.first().map_or(Says::Nothing, |actor| Says::Denies(actor.to_string()));
    }
    if report.exemption == Some(Exemption::Accident) {
        return Says::Accident;
    }
    let sides: BTreeSet<Option<&ActorId>> =
        named.iter().map(|id| agreement.actor(id).and_then(|actor| actor.side())).collect();
    match (named.first(), sides.len()) {
        (None, _) if report.accused.is_empty() => Says::Nothing,
        // Named, and the agreement knows no such actor; or one of several sides, not said which.
        (None, _) | (Some(_), 2..) => Says::UnknownAuthor,
        (Some(actor), _) => {
            let side = agreement.actor(actor).and_then(|actor| actor.side());
            if side.is_some() && side == own {
                Says::Admits
            } else {
                Says::Blames(actor.to_string())
            }
        }
    }
}
