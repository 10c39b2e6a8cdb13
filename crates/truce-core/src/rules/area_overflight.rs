//! The duty to keep aircraft away from the de-escalation areas: "including aerial assets" (Article 11).
//!
//! ```text
//! an air strike inside an area, by a party -> apparent breach
//! an aircraft over an area, whose?         -> insufficient: author
//! ```

use super::{Test, no_more, nobody_else};
use crate::act::Act;

pub(super) static TEST: Test = Test {
    word: "area-overflight",
    duty: "use no aircraft",
    acts: &[Act::AirStrike, Act::Overflight],
    perhaps: &[(Act::Unstated, "what was done")],
    covered: no_more,
    who: nobody_else,
};
