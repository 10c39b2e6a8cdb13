//! Alarms: a cell whose counts have left their level, with how sure that is.
//!
//! A cell is whatever is counted on its own: a zone, a party, an act. Each has a
//! [`Lookout`], and all of them together one [`Promise`]: how many false alarms
//! a year the mechanism can live with. Nothing else is set by hand.
//!
//! # Method
//! What is usual comes from 112 days of the present regime, without the last 7.
//! Evidence is added up by e-detectors ([`detector`]). When it reaches the
//! threshold, an alarm is raised, with the day on which the rise most likely
//! began, and that day begins a new regime. A single mass day is not a level:
//! it is capped, and goes to people as a [`SeriousDay`].
//!
//! # Out of scope
//! Whom an alarm reaches, and how; whether it was real: the group judges that.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod baseline;
pub mod detector;
mod lookout;
mod network;
mod promise;
mod wildness;

pub use detector::Expectation;
pub use lookout::{DayCount, Lookout, Reading, SeriousDay, Shift, State};
pub use network::{Network, SIZE_UNKNOWN};
pub use promise::{BROKEN_FROM, Kept, Ledger, Promise};
pub use wildness::InverseSize;
