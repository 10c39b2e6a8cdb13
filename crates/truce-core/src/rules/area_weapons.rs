//! The duty to use no weapon in the de-escalation areas: fighting there ceases "with any kind of weapon" (Article 10).
//!
//! ```text
//! shelling inside an area, by a party     -> apparent breach
//! shelling at the edge of an area         -> insufficient: place
//! a weapon that is held inside, not used  -> insufficient: act
//! ```

use super::{Test, first_shot, no_more};
use crate::act::Act;

pub(super) static TEST: Test = Test {
    word: "area-weapons",
    duty: "use no weapon of any kind",
    acts: &[
        Act::SmallArms,
        Act::Shelling,
        Act::AirStrike,
        Act::Explosion,
        Act::ProhibitedWeapon,
        Act::Fire,
        Act::Clash,
        Act::Seizure,
    ],
    perhaps: &[
        // The memorandum speaks of use; whether holding is enough is for the joint working group.
        (Act::WeaponHolding, "whether the weapon was used or only held"),
        (Act::Killing, "whether a weapon was used in fighting"),
        (Act::Unstated, "what was done"),
    ],
    covered: no_more,
    who: first_shot,
};
