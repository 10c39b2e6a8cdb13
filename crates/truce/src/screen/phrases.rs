//! What the core derives, in the reader's words: on what an assessment rests, what a case comes to, where a register
//! contradicts itself.
//!
//! Names of actors and areas are the agreement's own in the reader's language; zones and articles stand as its files have
//! them.
//!
//! # Out of scope
//! Deciding any of it. The same in English for texts: [`crate::render::labels`].

use std::collections::BTreeSet;

use truce_core::agreement::Agreement;
use truce_core::assessment::Ground;
use truce_core::bulletin::Claim;
use truce_core::case::RemedyState;
use truce_core::case::decision::{Joint, NoAgreement};
use truce_core::case::deed::ReplyKind;
use truce_core::case::finding::Conclusion;
use truce_core::id::{ActorId, SeatId, ZoneId};
use truce_core::place::Place;
use truce_core::register::Contradiction;
use truce_core::report::{Exemption, NamedActor, Stance};
use truce_core::time::{Moment, Window};

use super::terms;
use super::tongue::Tongue;

/// What a rule leaves open of an act, in the core's words, and the message.
pub const LEFT_OPEN: [(&str, &str); 7] = [
    ("whether aid was taken or held up", "open-aid"),
    ("what was done", "open-what"),
    ("whether the weapon was used or only held", "open-weapon-held"),
    ("whether a weapon was used in fighting", "open-weapon-used"),
    ("whether it was done in an attack", "open-attack"),
    ("whether monitors were misled or kept away by it", "open-monitors"),
    ("whether on ground that the other held", "open-ground"),
];

/// A tongue, with the agreement whose names it says.
#[derive(Clone, Copy)]
pub struct Phrases<'a> {
    /// Where the names stand.
    pub agreement: &'a Agreement,
    /// How the reader is spoken to.
    pub t: &'a Tongue,
}

impl Phrases<'_> {
    /// An actor's name.
    #[must_use]
    pub fn actor(&self, id: &ActorId) -> String {
        let actor = self.agreement.actor(id);
        actor.map_or(id.as_str(), |actor| actor.name(self.t.language.tag())).to_owned()
    }

    /// A seat's name: that of whose seat it is.
    #[must_use]
    pub fn seat(&self, id: &SeatId) -> String {
        let seat = self.agreement.seat(id);
        seat.map_or_else(|| id.to_string(), |seat| self.actor(&seat.actor))
    }

    fn zone(&self, id: &ZoneId) -> String {
        let zone = self.agreement.zones.iter().find(|zone| zone.id == *id);
        zone.map_or_else(|| id.to_string(), |zone| zone.name.clone())
    }

    /// One name or another.
    fn either(&self, names: impl Iterator<Item = String>) -> String {
        names
            .reduce(|one, other| self.t.say_of("either", &[("one", &one), ("other", &other)]))
            .unwrap_or_default()
    }

    fn any_of(&self, actors: &BTreeSet<ActorId>) -> String {
        self.either(actors.iter().map(|id| self.actor(id)))
    }

    /// Why an act was allowed, as somebody claims.
    #[must_use]
    pub fn exemption(&self, exemption: Exemption) -> String {
        self.t.say(match exemption {
            Exemption::ReturnFire => "exemption-return-fire",
            Exemption::ExcludedTarget => "exemption-excluded-target",
            Exemption::Exercise => "exemption-exercise",
            Exemption::Accident => "exemption-accident",
        })
    }

    /// An actor as the source writes it, and whom that was taken to mean.
    fn named(&self, named: &NamedActor) -> String {
        let written = named.written.as_str();
        let Some(id) = &named.actor else { return self.t.say_of("quoted", &[("text", written)]) };
        let name = self.actor(id);
        if truce_core::names::fold(&name) == truce_core::names::fold(written) {
            name
        } else {
            self.t.say_of("quoted-as", &[("text", written), ("name", &name)])
        }
    }

    /// Two texts, each in its own direction of writing.
    fn beside(&self, one: &str, other: &str) -> String {
        self.t.say_of("beside", &[("one", one), ("other", other)])
    }

    /// Whom a claim blames, or that it blames nobody.
    #[must_use]
    pub fn blamed(&self, claim: &Claim) -> String {
        let names = self.either(claim.accused.iter().map(|named| self.named(named)));
        let said = |message| self.t.say_of(message, &[("actor", &names)]);
        match (claim.stance, claim.accused.is_empty()) {
            (Stance::DeniesEvent, _) => self.t.say("stance-denies"),
            (Stance::Asserts | Stance::DeniesAuthorship, true) => self.t.say("blamed-nobody"),
            (Stance::Asserts, false) => said("blamed-named"),
            (Stance::DeniesAuthorship, false) => said("blamed-not"),
        }
    }

    /// When, as days of the agreement's clock, and the same as ISO dates.
    #[must_use]
    pub fn when(&self, window: Window) -> (String, String) {
        let clock = self.agreement.clock();
        let (from, to) = (clock.day_of(window.earliest()), clock.day_of(window.latest()));
        if from == to {
            return (self.t.day(from), from.to_string());
        }
        let texts = [("from", &*self.t.day(from)), ("to", &self.t.day(to))];
        (self.t.say_of("situation-week", &texts), format!("{from} – {to}"))
    }

    /// A place: its name or position, and its area.
    #[must_use]
    pub fn place(&self, place: &Place) -> String {
        let area =
            place.area.as_ref().map(|id| terms::area(self.agreement, Some(id.as_str()), self.t));
        let own = match (&place.position, place.name.is_empty()) {
            (_, false) => Some(place.name.clone()),
            (Some(position), true) => Some(position.to_string()),
            (None, true) => None,
        };
        match (own, area) {
            (Some(own), Some(area)) if own != area => self.beside(&own, &area),
            (Some(own), _) => own,
            (None, Some(area)) => area,
            (None, None) => self.t.say("place-not-stated"),
        }
    }

    /// On what an element of an assessment rests.
    #[must_use]
    pub fn ground(&self, ground: &Ground) -> String {
        let t = self.t;
        let of_actor = |message, id| t.say_of(message, &[("actor", &self.actor(id))]);
        let of_any = |message, ids| t.say_of(message, &[("actor", &self.any_of(ids))]);
        let of_moment = |message, at: &Moment| t.say_of(message, &[("moment", &at.to_string())]);
        let of_zone = |message, id| t.say_of(message, &[("zone", &self.zone(id))]);
        let of_excuse =
            |message, excuse: &Exemption| t.say_of(message, &[("claim", &self.exemption(*excuse))]);
        match ground {
            Ground::ActTested { act } => {
                t.say_of("ground-act-tested", &[("act", &terms::act(*act, t))])
            }
            Ground::ActUnclear { act, open } => {
                let known = LEFT_OPEN.iter().find(|(words, _)| words == open);
                let open =
                    known.map_or_else(|| t.say("open-tested"), |(_, message)| t.say(message));
                t.say_of("ground-act-unclear", &[("act", &terms::act(*act, t)), ("open", &open)])
            }
            Ground::NotYet { from } => of_moment("ground-not-yet", from),
            Ground::Over { until } => of_moment("ground-over", until),
            Ground::Straddles { border } => of_moment("ground-straddles", border),
            Ground::Inside { zone } => of_zone("ground-inside", zone),
            Ground::Disputed { zone } => of_zone("ground-disputed", zone),
            Ground::Bound { by } => of_any("ground-bound", by),
            Ground::Excluded { actor } => of_actor("ground-excluded", actor),
            Ground::NoParty { actor } => of_actor("ground-no-party", actor),
            Ground::BindsOthers { actor } => of_actor("ground-binds-others", actor),
            Ground::NotJoined { actor } => of_actor("ground-not-joined", actor),
            Ground::StandingUnclear { actor, why } => {
                let texts = [("actor", self.actor(actor)), ("why", why.clone())];
                let texts = texts.each_ref().map(|(name, text)| (*name, text.as_str()));
                t.say_of("ground-standing-unclear", &texts)
            }
            Ground::Mixed { by } => of_any("ground-mixed", by),
            Ground::SidesDiffer { by } => of_any("ground-sides-differ", by),
            Ground::AtExcluded { at } => of_any("ground-at-excluded", at),
            Ground::AtExcludedAndOthers { at } => of_any("ground-at-excluded-and-others", at),
            Ground::Claimed { exemption } => of_excuse("ground-claimed", exemption),
            Ground::NotProvided { exemption } => of_excuse("ground-not-provided", exemption),
            Ground::WithExcluded { with } => of_any("ground-with-excluded", with),
            Ground::InForce => t.say("ground-in-force"),
            Ground::OutsideZones => t.say("ground-outside-zones"),
            Ground::PlaceOpen => t.say("ground-place-open"),
            Ground::NobodyNamed => t.say("ground-nobody-named"),
            Ground::NobodyKnown => t.say("ground-nobody-known"),
            Ground::AuthorContested => t.say("ground-author-contested"),
            Ground::AuthorUncorroborated => t.say("ground-author-uncorroborated"),
            Ground::AuthorRefuted => t.say("ground-author-refuted"),
            Ground::NoException => t.say("ground-no-exception"),
            Ground::Happened => t.say("ground-happened"),
            Ground::DidNotHappen => t.say("conclusion-unfounded"),
            Ground::EventContested => t.say("ground-event-contested"),
            Ground::EventUncorroborated => t.say("ground-event-uncorroborated"),
            Ground::FirstShotOpen => t.say("ground-first-shot-open"),
            Ground::WithoutExcluded => t.say("ground-without-excluded"),
            Ground::WithUnnamed => t.say("ground-with-unnamed"),
        }
    }

    /// What would settle what is open.
    #[must_use]
    pub fn settle(&self, ground: &Ground) -> Option<String> {
        settling(ground).map(|message| self.t.say(message))
    }

    /// What a finding, or all of them together, comes to.
    #[must_use]
    pub fn conclusion(&self, conclusion: &Conclusion) -> String {
        let of = |message, by| self.t.say_of(message, &[("actor", &self.actor(by))]);
        let message = match conclusion {
            Conclusion::Breach { by } => return of("conclusion-breach", by),
            Conclusion::ByExcluded { by } => return of("conclusion-by-excluded", by),
            Conclusion::Unattributed => "conclusion-unattributed",
            Conclusion::ByThirdState => "conclusion-third-state",
            Conclusion::Accident => "exemption-accident",
            Conclusion::OutsideCoverage => "outcome-outside-coverage",
            Conclusion::CoverageOpen => "conclusion-coverage-open",
            Conclusion::Unfounded => "conclusion-unfounded",
            Conclusion::Staged => "looked-staged",
            Conclusion::Insufficient => "conclusion-insufficient",
        };
        self.t.say(message)
    }

    /// The joint outcome for a provision.
    #[must_use]
    pub fn joint(&self, joint: &Joint) -> String {
        match joint {
            Joint::Agreed { conclusion, dissenting } => {
                let what = self.conclusion(conclusion);
                if dissenting.is_empty() {
                    return self.t.say_of("joint-agreed", &[("conclusion", &what)]);
                }
                let seats: Vec<String> = dissenting.iter().map(|id| self.seat(id)).collect();
                let texts = [("conclusion", what.as_str()), ("seats", &seats.join(" · "))];
                self.t.say_of("joint-agreed-dissent", &texts)
            }
            Joint::NoAgreement { why } => self.t.say(match why {
                NoAgreement::Differ => "joint-differ",
                NoAgreement::TooFew => "joint-too-few",
                NoAgreement::Silence => "joint-silence",
                NoAgreement::Parallel => "joint-parallel",
            }),
        }
    }

    /// What the accused side answers.
    #[must_use]
    pub fn reply(&self, reply: ReplyKind) -> String {
        self.t.say(match reply {
            ReplyKind::Admits => "reply-admits",
            ReplyKind::DeniesFact => "reply-denies-fact",
            ReplyKind::DeniesResponsibility => "reply-denies-responsibility",
            ReplyKind::ClaimsReturnFire => "reply-claims-return-fire",
            ReplyKind::ClaimsExempt => "reply-claims-exempt",
            ReplyKind::ClaimsProvocation => "reply-claims-provocation",
        })
    }

    /// What became of a remedy.
    #[must_use]
    pub fn remedy(&self, state: RemedyState) -> String {
        self.t.say(match state {
            RemedyState::Proposed => "remedy-proposed",
            RemedyState::Asked => "remedy-asked",
            RemedyState::Overdue => "remedy-overdue",
            RemedyState::Met => "remedy-met",
            RemedyState::Missed => "remedy-missed",
            RemedyState::NotMeasured => "remedy-not-measured",
        })
    }

    /// How a register contradicts itself.
    #[must_use]
    pub fn contradiction(&self, found: &Contradiction) -> String {
        let t = self.t;
        let of = |message, other: (&str, u32), total: u32| {
            let (number, total) = (t.number(other.1), t.number(total));
            t.say_of(message, &[(other.0, &number), ("total", &total)])
        };
        match found {
            Contradiction::SumAboveTotal { sum, total } => {
                of("contradiction-above", ("sum", *sum), *total)
            }
            Contradiction::SumBelowTotal { sum, total } => {
                of("contradiction-below", ("sum", *sum), *total)
            }
            Contradiction::OtherTotal { other, total } => {
                of("contradiction-other-total", ("other", *other), *total)
            }
            Contradiction::NoFigures { areas } => t.count("contradiction-no-figures", *areas),
            Contradiction::ListedTwice { area } => {
                let area = terms::area(self.agreement, Some(area.as_str()), t);
                t.say_of("contradiction-twice", &[("area", &area)])
            }
        }
    }
}

/// The message for what would settle a ground that is open.
fn settling(ground: &Ground) -> Option<&'static str> {
    // Whether anything would is the core's word; what, is said here.
    ground.settle()?;
    Some(match ground {
        Ground::ActUnclear { .. } => "settle-description",
        Ground::Straddles { .. } => "settle-hour",
        Ground::PlaceOpen => "settle-position",
        Ground::Disputed { .. } => "settle-coverage",
        Ground::StandingUnclear { .. } => "settle-standing",
        Ground::AuthorUncorroborated => "settle-second-or-origin",
        Ground::Mixed { .. } | Ground::SidesDiffer { .. } | Ground::AuthorContested => {
            "settle-origin"
        }
        Ground::NobodyNamed | Ground::NobodyKnown | Ground::AuthorRefuted => "settle-who",
        Ground::AtExcludedAndOthers { .. } => "settle-aim",
        Ground::Claimed { exemption: Exemption::ReturnFire } | Ground::FirstShotOpen => {
            "settle-first-shots"
        }
        Ground::Claimed { exemption: Exemption::ExcludedTarget } => "settle-who-held",
        Ground::Claimed { exemption: Exemption::Exercise } => "settle-exercise",
        Ground::Claimed { exemption: Exemption::Accident } => "settle-accident",
        Ground::EventContested => "settle-visit",
        Ground::EventUncorroborated => "settle-second",
        Ground::WithUnnamed => "settle-group",
        Ground::ActTested { .. }
        | Ground::InForce
        | Ground::NotYet { .. }
        | Ground::Over { .. }
        | Ground::Inside { .. }
        | Ground::OutsideZones
        | Ground::Bound { .. }
        | Ground::Excluded { .. }
        | Ground::NoParty { .. }
        | Ground::BindsOthers { .. }
        | Ground::NotJoined { .. }
        | Ground::NoException
        | Ground::AtExcluded { .. }
        | Ground::NotProvided { .. }
        | Ground::Happened
        | Ground::DidNotHappen
        | Ground::WithExcluded { .. }
        | Ground::WithoutExcluded => return None,
    })
}
