//! What kind of thing is said to have been done.
//!
//! A closed list. Codes after the practice of monitoring missions: fire by
//! type, posture, airspace, civilians, access, utilities, separation, and acts
//! against the mechanism itself.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $word:literal, $phrase:literal, $family:ident;)+) => {
        /// One kind of act.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Act {
            $($(#[$doc])* #[serde(rename = $word)] $act,)+
        }

        impl Act {
            /// Every act, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$act,)+];

            /// The word that files use for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$act => $word,)+ }
            }

            /// A few words for a reader, without blame.
            #[must_use]
            pub fn phrase(self) -> &'static str {
                match self { $(Self::$act => $phrase,)+ }
            }

            /// The family to which it belongs.
            #[must_use]
            pub fn family(self) -> Family {
                match self { $(Self::$act => Family::$family,)+ }
            }
        }
    };
}

acts! {
    /// Small arms, machine guns, snipers.
    SmallArms = "small-arms", "small-arms fire", Fire;
    /// Mortars, artillery, tanks, rockets, missiles.
    Shelling = "shelling", "shelling", Fire;
    /// Bombs, barrel bombs, missiles from aircraft or drones.
    AirStrike = "air-strike", "air strike", Fire;
    /// Mines, improvised devices, car bombs, grenades.
    Explosion = "explosion", "explosive device", Fire;
    /// Chemical or other prohibited weapons.
    ProhibitedWeapon = "prohibited-weapon", "prohibited weapon", Fire;
    /// Fire of a kind that the source does not say.
    Fire = "fire", "fire of an unstated kind", Fire;
    /// An exchange of fire in which the source names no first shot.
    Clash = "clash", "exchange of fire", Fire;
    /// An attack on the ground, an advance, the seizing of a position.
    Seizure = "seizure", "ground attack or seizing of a position", Posture;
    /// A new post, fortification or forward movement.
    Movement = "movement", "forward movement or new post", Posture;
    /// A weapon held where the agreement forbids it.
    WeaponHolding = "weapon-holding", "weapon held inside a zone", Posture;
    /// A flight where the agreement forbids it.
    Overflight = "overflight", "overflight", Airspace;
    /// The killing of a named person or of people outside combat.
    Killing = "killing", "killing", Civilians;
    /// Abduction or detention.
    Abduction = "abduction", "abduction or detention", Civilians;
    /// Threats, extortion, looting.
    Intimidation = "intimidation", "intimidation or looting", Civilians;
    /// Aid held up or refused.
    AidBlocked = "aid-blocked", "aid blocked", Access;
    /// Civilians' movement held up or refused.
    MovementBlocked = "movement-blocked", "movement of civilians blocked", Access;
    /// Water, power or another utility cut, damaged or fouled.
    UtilityCut = "utility-cut", "water or another utility cut or damaged", Utilities;
    /// A party's forces mixed with an excluded group.
    Mixing = "mixing", "mixing with an excluded group", Separation;
    /// Monitors kept away, threatened or hindered.
    MonitorsHindered = "monitors-hindered", "monitors hindered", Mechanism;
    /// An event said to have been staged.
    Staging = "staging", "staging of an event", Mechanism;
    /// Anything else, or not said.
    Unstated = "unstated", "act not stated", Other;
}

/// What a kind of act belongs to. Acts of one family are often taken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Fire of every kind.
    Fire,
    /// Positions, movements, weapons.
    Posture,
    /// Flights.
    Airspace,
    /// Harm to people outside combat.
    Civilians,
    /// Aid and movement.
    Access,
    /// Water, power and the like.
    Utilities,
    /// Mixing with excluded groups.
    Separation,
    /// Acts against the mechanism.
    Mechanism,
    /// Everything else.
    Other,
}

/// The text names no act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no act: use one of {}", words())]
pub struct NotAnAct {
    found: String,
}

fn words() -> String {
    Act::ALL.iter().map(|act| act.word()).collect::<Vec<_>>().join(", ")
}

impl std::str::FromStr for Act {
    type Err = NotAnAct;
    fn from_str(text: &str) -> Result<Self, NotAnAct> {
        let found = Self::ALL.iter().find(|act| act.word() == text);
        found.copied().ok_or_else(|| NotAnAct { found: text.to_owned() })
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_read_by_its_own_word() {
        for act in Act::ALL {
            assert_eq!(act.word().parse(), Ok(*act));
            assert_eq!(serde_json::to_string(act).unwrap(), format!("\"{act}\""));
        }
        assert!("violation".parse::<Act>().is_err());
    }
}
