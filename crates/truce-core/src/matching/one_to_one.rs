//! Two lists held against each other event by event, with what is uncertain carried into the count.
//!
//! No event of the one list is paired with two of the other. How many pairs are
//! truly the same is a sum of things that are each more or less likely; the
//! range is the middle nine tenths of its distribution (Poisson's binomial),
//! reckoned in whole numbers.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "shares are below their sum, counts below the lists'"
)]

use std::collections::BTreeSet;

use serde::Serialize;

use crate::entry::Address;
use crate::matching::matcher::Matcher;
use crate::matching::tables::likely_ppm;

/// What is less likely than a thousandth is left out, and what is as sure is taken for sure, in millionths.
const SURE_PPM: u64 = 999_000;
/// The sum of a distribution's parts.
const WHOLE: u128 = 1 << 100;

/// How many events two lists have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneToOne {
    /// At least so many, in nineteen cases of twenty.
    pub least: u32,
    /// At most so many, in nineteen cases of twenty.
    pub most: u32,
    /// Events of the one list.
    pub of_one: u32,
    /// Events of the other list.
    pub of_other: u32,
    /// Pairs that are the same, or may be, the likeliest first.
    pub pairs: Vec<Pairing>,
    /// So many are held to be the same now.
    pub same: u32,
}

/// An event of the one list and one of the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pairing {
    /// Whether they are held to be the same now.
    pub joined: bool,
    /// How likely they are the same, in thousandths.
    pub likely_permille: u32,
    /// The reports of the one list.
    pub one: BTreeSet<Address>,
    /// The reports of the other list.
    pub other: BTreeSet<Address>,
}

/// Two groups that may be one, with how likely that is.
struct Offer {
    ppm: u64,
    joined: bool,
    one: u32,
    other: u32,
}

impl Matcher {
    /// Holds two lists of reports against each other; reports that are not there are left out.
    ///
    /// Cost: a weighing for each event of the one list and each of its neighbours in the other.
    #[must_use]
    pub fn one_to_one(&self, one: &BTreeSet<Address>, other: &BTreeSet<Address>) -> OneToOne {
        let homes = |list: &BTreeSet<Address>| -> BTreeSet<u32> {
            list.iter().filter_map(|address| self.home(self.number(address)?)).collect()
        };
        let (here, there) = (homes(one), homes(other));
        let mut offers: Vec<Offer> = Vec::new();
        for home in &here {
            if there.contains(home) {
                let ppm = self.joined_ppm(*home, other);
                offers.push(Offer { ppm, joined: true, one: *home, other: *home });
                continue;
            }
            let members = self.members.get(home).map_or(&[][..], Vec::as_slice);
            let mut near = self.homes_around(members);
            near.retain(|near| there.contains(near) && !here.contains(near));
            offers.extend(near.iter().filter_map(|near| self.open_offer(*home, *near)));
        }
        offers.sort_by_key(|offer| {
            // By address: numbers depend on the order in which reports came.
            let (one, other) = (self.address(offer.one), self.address(offer.other));
            (!offer.joined, std::cmp::Reverse(offer.ppm), one, other)
        });
        let (mut taken, mut taken_there) = (BTreeSet::new(), BTreeSet::new());
        offers.retain(|offer| {
            let free = !taken.contains(&offer.one) && !taken_there.contains(&offer.other);
            free && taken.insert(offer.one) && taken_there.insert(offer.other)
        });
        let (least, most) = range(offers.iter().map(|offer| offer.ppm));
        let of = |list: &BTreeSet<Address>, home: u32| -> BTreeSet<Address> {
            let members = self.members.get(&home).map(|members| self.named(members));
            members.unwrap_or_default().intersection(list).cloned().collect()
        };
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        OneToOne {
            least,
            most,
            of_one: count(here.len()),
            of_other: count(there.len()),
            same: count(offers.iter().filter(|offer| offer.joined).count()),
            pairs: offers
                .iter()
                .map(|offer| Pairing {
                    joined: offer.joined,
                    likely_permille: u32::try_from(offer.ppm / 1_000).unwrap_or(1_000),
                    one: of(one, offer.one),
                    other: of(other, offer.other),
                })
                .collect(),
        }
    }

    /// How likely the reports of the other list belong to an incident that both tell of.
    fn joined_ppm(&self, home: u32, other: &BTreeSet<Address>) -> u64 {
        let members = self.members.get(&home).map_or(&[][..], Vec::as_slice);
        let (theirs, rest): (Vec<u32>, Vec<u32>) = members.iter().copied().partition(|number| {
            self.slot(*number).is_some_and(|slot| other.contains(&slot.address))
        });
        if rest.is_empty() || self.tie(&theirs, &rest).is_some() {
            return 1_000_000;
        }
        likely_ppm(self.worth(self.gain_of(&theirs, &rest).0.total(), true))
    }

    /// How likely two incidents are one though they are not joined; `None` if that is all but out of the question.
    fn open_offer(&self, home: u32, near: u32) -> Option<Offer> {
        let (here, there) = (self.members.get(&home)?, self.members.get(&near)?);
        if self.kept_apart(here, there) {
            return None;
        }
        let odds = self.gain_of(here, there).0.total();
        let ppm = likely_ppm(self.worth(odds, false));
        let possible = ppm > 1_000_000 - SURE_PPM;
        possible.then_some(Offer { ppm, joined: false, one: home, other: near })
    }
}

/// Between which numbers a count lies in nine cases of ten, each thing being as likely as given.
fn range(likely: impl Iterator<Item = u64>) -> (u32, u32) {
    let mut sure = 0_u32;
    // How likely each count is, beside what is sure.
    let mut parts: Vec<u128> = vec![WHOLE];
    for ppm in likely {
        if ppm >= SURE_PPM {
            sure += 1;
            continue;
        }
        let (yes, no) = (u128::from(ppm), u128::from(1_000_000 - ppm));
        let mut next = vec![0; parts.len() + 1];
        for (count, part) in parts.iter().enumerate() {
            if let Some(cell) = next.get_mut(count) {
                *cell += part / 1_000_000 * no;
            }
            if let Some(cell) = next.get_mut(count + 1) {
                *cell += part / 1_000_000 * yes;
            }
        }
        parts = next;
    }
    let sum: u128 = parts.iter().sum();
    let reaches = |share: u128| {
        let mut below = 0;
        let place = parts.iter().position(|part| {
            below += part;
            below * 100 > sum * share
        });
        sure + u32::try_from(place.unwrap_or(0)).unwrap_or(0)
    };
    (reaches(5), reaches(95))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_what_is_sure_has_no_range() {
        assert_eq!(range([1_000_000, 999_500].into_iter()), (2, 2));
        assert_eq!(range([].into_iter()), (0, 0));
    }

    #[test]
    fn a_count_of_what_is_open_has_the_range_of_its_distribution() {
        // Ten even chances: 2 to 8 leave out 1.1 % on either side, 3 to 7 leave out 5.5 %.
        assert_eq!(range([500_000; 10].into_iter()), (2, 8));
        assert_eq!(range([100_000; 20].into_iter()), (0, 4));
        let many = range([300_000; 3_000].into_iter());
        assert!(many.0 > 850 && many.1 < 950, "{many:?}");
    }
}
