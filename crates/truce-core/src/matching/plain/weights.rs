//! The plain matcher's weights: what each agreement or difference between two reports is worth.
//!
//! All weights are whole millibans: thousandths of the common logarithm of an
//! odds ratio. +1000 makes "one event" ten times as likely.

use crate::matching::weights::Millibans;

/// The weights of the plain matcher.
///
/// Place and time are worth the more, the less room they leave for *another*
/// event: the disc and the hours in which both reports allow the event to lie
/// are compared with a reference disc and day, in which `crowding` says how
/// many other events are to be expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainWeights {
    /// Different acts of different families.
    pub act_different: Millibans,
    /// Different acts of one family.
    pub act_family: Millibans,
    /// Acts that are often told of one event: fire and an attack, shots and a killing; less often fire and a
    /// utility cut (twice this), fire and a killing (three times).
    pub act_related: Millibans,
    /// The same act.
    pub act_same: Millibans,
    /// Other events to be expected in the reference disc and day.
    pub crowding: Millibans,
    /// A step of distance beyond what both precisions allow: the combined radius, squared.
    pub distance_step: Millibans,
    /// A step of time between the windows: the combined time, squared.
    pub gap_step: Millibans,
    /// A toll that both state and that cannot be one number.
    pub harm_different: Millibans,
    /// A toll that both state and that can be one number.
    pub harm_same: Millibans,
    /// The name of the table.
    pub name: String,
    /// Windows that do not meet, with a day or more between their middles; less in proportion: a slip of the day
    /// is rarer than another event on the day after.
    pub other_day: Millibans,
    /// Pairs further apart than anything could make up for.
    pub out_of_reach: Millibans,
    /// Two reports of one source: a source tells an event once, as a rule.
    pub same_source: Millibans,
}

/// The radius of the reference disc, in metres.
pub const REFERENCE_RADIUS_M: u64 = 20_000;
/// The length of the reference day, in seconds.
pub const REFERENCE_WINDOW_S: u64 = 86_400;

impl Default for PlainWeights {
    /// The table before any has been estimated. `crowding` is that of the Syria truce of 2017: about
    /// forty registered cases a day along some 20,000 km² of front, so 2.5 in the reference disc.
    fn default() -> Self {
        Self {
            act_different: -900,
            act_family: -100,
            act_related: -250,
            act_same: 400,
            crowding: -400,
            distance_step: -800,
            gap_step: -500,
            harm_different: -500,
            harm_same: 300,
            name: "plain-1".to_owned(),
            other_day: -1200,
            out_of_reach: -6000,
            same_source: -1500,
        }
    }
}
