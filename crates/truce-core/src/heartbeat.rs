//! A seat's regular word on how far it holds the other logs.
//!
//! Heartbeats order entries of different logs without a shared clock: what a
//! heartbeat names was there before it. One that does not come shows a seat
//! that is silent; one that names an old head shows a seat that lags.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bounds::{self, LOGS_MAX, OutOfBounds};
use crate::id::SeatId;
use crate::record::Head;

/// The heads of other logs as this seat holds them, verified, when it wrote this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heartbeat {
    /// By log; a log of which nothing is held is left out.
    pub heads: BTreeMap<SeatId, Head>,
}

impl Heartbeat {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::count("logs", self.heads.len(), LOGS_MAX)?;
        self.heads.values().try_for_each(Head::check)
    }
}
