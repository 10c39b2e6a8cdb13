//! The duty to let pass: humanitarian aid "rapid, safe and unhindered", and the free movement of civilians (Articles 4 and 12).
//!
//! ```text
//! a convoy turned back by a party -> apparent breach
//! a convoy turned back, by whom?  -> insufficient: author
//! ```

use super::{Test, no_more, nobody_else};
use crate::act::Act;

pub(super) static TEST: Test = Test {
    word: "aid-access",
    duty: "let humanitarian aid and civilians pass",
    acts: &[Act::AidBlocked, Act::MovementBlocked],
    perhaps: &[
        (Act::Intimidation, "whether aid was taken or held up"),
        (Act::Unstated, "what was done"),
    ],
    covered: no_more,
    who: nobody_else,
};
