//! The duty to stay: the parties do not "expand the areas they control against each other" (Article 3).
//!
//! ```text
//! a position seized by a party -> apparent breach
//! a new post by a party        -> insufficient: act (was the ground the other's?)
//! ```

use super::{Test, no_more, nobody_else};
use crate::act::Act;

pub(super) static TEST: Test = Test {
    word: "no-seizing",
    duty: "take no ground that the other held when the agreement came into force",
    acts: &[Act::Seizure],
    perhaps: &[
        (Act::Movement, "whether on ground that the other held"),
        (Act::Unstated, "what was done"),
    ],
    covered: no_more,
    who: nobody_else,
};
