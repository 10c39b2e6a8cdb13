//! An officer's word on an alarm: it was seen, and this is done about it.
//!
//! An alarm is advice that each node reckons by itself, so it is no entry and has no address. An acknowledgement names it
//! by what is watched (an area, and where it was narrower a party or an act) and by a day: it is of the alarm that had
//! begun by that day, wherever late reports move its days a little.
//!
//! # Out of scope
//! Whether there is such an alarm: that is reckoned in floats, and nothing on record may hang on it.

use serde::{Deserialize, Serialize};

use super::Done;
use super::deed::text_within;
use super::office::words;
use crate::act::Act;
use crate::bounds::OutOfBounds;
use crate::id::{ActorId, AreaId};
use crate::time::Day;

words! {
    /// What is said of an alarm.
    AlarmWord, "word on an alarm":
    /// It was seen, and somebody takes care of it.
    Seen = "seen",
    /// There was a rise indeed.
    Real = "real",
    /// There was none.
    False = "false",
}

/// An officer's word on an alarm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// The act that was watched alone, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// Where.
    pub area: AreaId,
    /// The party whose possible acts were watched alone, if one's were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<ActorId>,
    /// The day on which the alarm was raised.
    pub raised_on: Day,
    /// What is said of it.
    pub says: AlarmWord,
    /// What is done about it, in words.
    pub text: String,
}

impl Acknowledgement {
    pub(super) fn check(&self) -> Result<(), OutOfBounds> {
        text_within("text", &self.text)
    }
}

/// An acknowledgement that counts, with who gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acknowledged {
    /// Who, and when.
    pub done: Done,
    /// Of which alarm, and what was said.
    pub of: Acknowledgement,
}
