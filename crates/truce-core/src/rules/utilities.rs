//! The duty to spare what civilians live on: no "deliberate interruption of water supply" (Article 5).
//!
//! ```text
//! the water of a town cut by a party -> apparent breach
//! the same, by accident as claimed   -> insufficient: exemption
//! ```

use super::{Test, no_more, nobody_else};
use crate::act::Act;

pub(super) static TEST: Test = Test {
    word: "utilities",
    duty: "leave water, power and other utilities alone",
    acts: &[Act::UtilityCut],
    perhaps: &[(Act::Unstated, "what was done")],
    covered: no_more,
    who: nobody_else,
};
