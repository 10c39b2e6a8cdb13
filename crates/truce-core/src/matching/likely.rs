//! How likely reports are of one event, held to how often that was true.
//!
//! The one definition for whoever asks: what is doubtful, two lists held
//! against each other, a pair of reports. Reports are joined by what is reckoned
//! in `score`; how likely that is right is what the table's [`Calibration`]
//! makes of it.

use crate::entry::Address;
use crate::matching::explain::millibans;
use crate::matching::matcher::Matcher;
use crate::matching::tables::likely_ppm;
use crate::matching::weights::{Calibration, Millibans};

impl Matcher {
    /// How likely two reports are of one event, in millionths; `None` if one is not there.
    ///
    /// People's word, and one telling received twice, are certain. A pair of one incident is as likely as the
    /// one that fits the rest of it worse; of two incidents, as the one that fits the other's incident worse.
    ///
    /// Cost: two weighings of an incident.
    #[must_use]
    pub fn likely_one_ppm(&self, a: &Address, b: &Address) -> Option<u64> {
        let (one, other) = (self.number(a)?, self.number(b)?);
        if one == other {
            return Some(1_000_000);
        }
        let (home, there) = (self.home(one)?, self.home(other)?);
        let joined = home == there;
        let (left, right) = if joined {
            (self.rest_of(one), self.rest_of(other))
        } else {
            (self.members.get(&there)?.clone(), self.members.get(&home)?.clone())
        };
        let (own, theirs) = ([one], [other]);
        if self.kept_apart(&own, &theirs) || (!joined && self.kept_apart(&right, &left)) {
            return Some(0);
        }
        if self.tie(&own, &theirs).is_some() {
            return Some(1_000_000);
        }
        let sides = [(own, &left), (theirs, &right)];
        let fits = sides.map(|(own, rest)| match self.tie(&own, rest) {
            Some(_) => i64::MAX,
            None => self.gain_of(&own, rest).0.total(),
        });
        let odds = fits.into_iter().min().unwrap_or(0);
        Some(likely_ppm(self.worth(odds, joined)))
    }

    /// What odds that were reckoned are worth, in millibans, for reports that stand as one event or as two.
    pub(crate) fn worth(&self, odds: i64, joined: bool) -> Millibans {
        let Calibration { apart, joined: one } = &self.model.weights.calibration;
        millibans(if joined { one } else { apart }.of(odds))
    }
}
