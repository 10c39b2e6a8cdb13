//! The duty not to attack: the parties "cease all armed attacks, including aerial" (Article 2).
//!
//! ```text
//! shelling by a party                    -> apparent breach
//! shelling by a party at an excluded one -> outside coverage: exemption
//! an exchange of fire                    -> insufficient: first-shot
//! ```

use super::{Test, first_shot, no_more};
use crate::act::Act;

pub(super) static TEST: Test = Test {
    word: "cease-attacks",
    duty: "cease all attacks on each other, from the ground and from the air",
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
        (Act::Killing, "whether it was done in an attack"),
        (Act::Unstated, "what was done"),
    ],
    covered: no_more,
    who: first_shot,
};
