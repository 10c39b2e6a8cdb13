//! The duty to let the monitors work: they go where they must, unhindered (Article 7).
//!
//! ```text
//! a patrol turned back by a party          -> apparent breach
//! an event staged for the monitors         -> insufficient: act (did it hinder them?)
//! ```

use super::{Test, no_more, nobody_else};
use crate::act::Act;

pub(super) static TEST: Test = Test {
    word: "monitor-access",
    duty: "let the monitors go where they must, and neither threaten nor hinder them",
    acts: &[Act::MonitorsHindered],
    perhaps: &[
        (Act::Staging, "whether monitors were misled or kept away by it"),
        (Act::Unstated, "what was done"),
    ],
    covered: no_more,
    who: nobody_else,
};
