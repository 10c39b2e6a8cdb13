//! Closed lists of the record, in the reader's language.

use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::assessment::Point;
use truce_core::case::office::Action;
use truce_core::case::verification::{Looked, Obstacle};
use truce_core::id::AreaId;
use truce_core::incident::Aspect;
use truce_core::kleene::Truth;

use super::tongue::Tongue;

/// How incidents can stand between the seats: the word in addresses and tables, and its message.
pub const STANDINGS: [(&str, &str); 3] =
    [("matched", "part-matched"), ("contested", "part-contested"), ("one-sided", "part-one-sided")];

/// What an assessment can come to: the words of the core, and the message.
pub const OUTCOMES: [(&str, &str); 4] = [
    ("apparent breach", "outcome-apparent-breach"),
    ("consistent", "outcome-consistent"),
    ("outside coverage", "outcome-outside-coverage"),
    ("insufficient", "outcome-insufficient"),
];

/// The states of a case: the words of the core, and the message.
pub const STATES: [(&str, &str); 8] = [
    ("awaiting admission", "state-awaiting-admission"),
    ("not admitted", "state-not-admitted"),
    ("awaiting reply", "state-awaiting-reply"),
    ("awaiting findings", "state-awaiting-findings"),
    ("awaiting the opening of findings", "state-awaiting-opening"),
    ("determined", "state-determined"),
    ("awaiting remedy", "state-awaiting-remedy"),
    ("closed", "state-closed"),
];

/// One of a list, in the reader's language; what is not in it stays as it is.
#[must_use]
pub fn of_list(list: &[(&str, &str)], word: &str, t: &Tongue) -> String {
    let found = list.iter().find(|(known, _)| *known == word);
    found.map_or_else(|| word.to_owned(), |(_, message)| t.say(message))
}

/// An act.
#[must_use]
pub fn act(act: Act, t: &Tongue) -> String {
    t.say(match act {
        Act::SmallArms => "act-small-arms",
        Act::Shelling => "act-shelling",
        Act::AirStrike => "act-air-strike",
        Act::Explosion => "act-explosion",
        Act::ProhibitedWeapon => "act-prohibited-weapon",
        Act::Fire => "act-fire",
        Act::Clash => "act-clash",
        Act::Seizure => "act-seizure",
        Act::Movement => "act-movement",
        Act::WeaponHolding => "act-weapon-holding",
        Act::Overflight => "act-overflight",
        Act::Killing => "act-killing",
        Act::Abduction => "act-abduction",
        Act::Intimidation => "act-intimidation",
        Act::AidBlocked => "act-aid-blocked",
        Act::MovementBlocked => "act-movement-blocked",
        Act::UtilityCut => "act-utility-cut",
        Act::Mixing => "act-mixing",
        Act::MonitorsHindered => "act-monitors-hindered",
        Act::Staging => "act-staging",
        Act::Unstated => "act-unstated",
    })
}

/// The act of a word; the word itself if there is none.
#[must_use]
pub fn act_of_word(word: &str, t: &Tongue) -> String {
    word.parse::<Act>().map_or_else(|_| word.to_owned(), |found| act(found, t))
}

/// On what claims can differ.
#[must_use]
pub fn aspect(aspect: Aspect, t: &Tongue) -> String {
    t.say(match aspect {
        Aspect::Happening => "aspect-happening",
        Aspect::Act => "aspect-act",
        Aspect::Author => "aspect-author",
        Aspect::Place => "aspect-place",
        Aspect::Time => "aspect-time",
        Aspect::Killed => "aspect-killed",
        Aspect::Injured => "aspect-injured",
        Aspect::Exemption => "aspect-exemption",
    })
}

/// What an element of an assessment is about.
#[must_use]
pub fn point(point: Point, t: &Tongue) -> String {
    t.say(match point {
        Point::Act => "point-act",
        Point::Time => "point-time",
        Point::Place => "point-place",
        Point::ExcludedGroup => "point-excluded-group",
        Point::Exemption => "point-exemption",
        Point::Author => "point-author",
        Point::Event => "point-event",
        Point::FirstShot => "point-first-shot",
    })
}

/// What looking came to.
#[must_use]
pub fn looked(came_to: &Looked, t: &Tongue) -> String {
    t.say(match came_to {
        Looked::Remotely => "looked-remotely",
        Looked::OnSite => "looked-on-site",
        Looked::Refuted => "looked-refuted",
        Looked::Staged => "looked-staged",
        Looked::Duplicate { of } => {
            return t.say_of("looked-duplicate", &[("of", &of.to_string())]);
        }
        Looked::Unverifiable { why } => match why {
            Obstacle::Access => "looked-no-access",
            Obstacle::Time => "looked-too-late",
            Obstacle::Danger => "looked-too-dangerous",
            Obstacle::Jamming => "looked-jammed",
        },
    })
}

/// Yes, no, or not known.
#[must_use]
pub fn truth(truth: Truth, t: &Tongue) -> String {
    t.say(match truth {
        Truth::Yes => "truth-yes",
        Truth::No => "truth-no",
        Truth::Unknown => "truth-unknown",
    })
}

/// What is to be done next in a case; a word that never waits stays as it is.
#[must_use]
pub fn action(word: &str, t: &Tongue) -> String {
    let message = match word.parse::<Action>() {
        Ok(Action::Admit) => "action-admit",
        Ok(Action::AskReply) => "action-ask-reply",
        Ok(Action::Reply) => "action-reply",
        Ok(Action::Find) => "action-find",
        Ok(Action::Verify) => "action-verify",
        Ok(Action::AskRemedy) => "action-ask-remedy",
        Ok(Action::CheckRemedy) => "action-check-remedy",
        Ok(_) | Err(_) => return word.to_owned(),
    };
    t.say(message)
}

/// An area's name in a language; where none is told, that.
#[must_use]
pub fn area(agreement: &Agreement, id: Option<&str>, t: &Tongue) -> String {
    let Some(id) = id.filter(|id| !id.is_empty()) else { return t.say("area-none") };
    let area = AreaId::new(id).ok().and_then(|id| agreement.areas().iter().find(|a| a.id == id));
    area.map_or_else(|| id.to_owned(), |area| area.name(t.language.tag()).to_owned())
}
