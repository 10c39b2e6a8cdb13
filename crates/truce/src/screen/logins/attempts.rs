//! How often somebody may try to sign in, or ask to: counted by name and by address, in memory.
//!
//! A name that is tried too often is shut for everybody for a while, and an address for every name; whoever guesses
//! from many addresses is stopped by the first, whoever tries many names by the second.

use std::collections::BTreeMap;
use std::mem::discriminant;
use std::net::IpAddr;

use truce_core::time::Moment;

/// Over how long tries are counted, in seconds.
const WINDOW_S: i64 = 900;
/// How many tries a name has.
const BY_NAME: usize = 10;
/// How many tries an address has: more people may sit behind one.
const BY_ADDRESS: usize = 40;
/// How often an address may ask for a challenge.
const BY_ASKER: usize = 200;
/// How many names, addresses and askers are kept in mind, each: whoever has many of one pushes none of another aside.
const KEPT: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Name(String),
    Address(IpAddr),
    Asker(IpAddr),
}

impl Whose {
    fn most(&self) -> usize {
        match self {
            Self::Name(_) => BY_NAME,
            Self::Address(_) => BY_ADDRESS,
            Self::Asker(_) => BY_ASKER,
        }
    }
}

/// The tries of late.
#[derive(Debug, Default)]
pub struct Attempts(BTreeMap<Whose, Vec<Moment>>);

impl Attempts {
    /// Counts a try under a name, or from an address, or both; says whether it may be made.
    #[must_use]
    pub fn may_try(&mut self, name: Option<&str>, from: Option<IpAddr>, now: Moment) -> bool {
        let name = name.map(|name| Whose::Name(name.to_owned()));
        let address = from.map(|from| Whose::Address(network(from)));
        self.count(name.into_iter().chain(address).collect(), now)
    }

    /// Counts that an address asks for a challenge; says whether it gets one.
    #[must_use]
    pub fn may_ask(&mut self, from: Option<IpAddr>, now: Moment) -> bool {
        self.count(from.map(|from| Whose::Asker(network(from))).into_iter().collect(), now)
    }

    fn count(&mut self, whose: Vec<Whose>, now: Moment) -> bool {
        self.forget_old(&whose, now);
        let full =
            |whose: &Whose| self.0.get(whose).is_some_and(|tries| tries.len() >= whose.most());
        if whose.iter().any(full) {
            return false;
        }
        for whose in whose {
            self.0.entry(whose).or_default().push(now);
        }
        true
    }

    /// Somebody signed in: forgets the tries of the name whose password they knew, and this one of their address.
    pub fn forgive(&mut self, name: Option<&str>, from: Option<IpAddr>) {
        if let Some(name) = name {
            self.0.remove(&Whose::Name(name.to_owned()));
        }
        if let Some(tries) = from.and_then(|from| self.0.get_mut(&Whose::Address(network(from)))) {
            tries.pop();
        }
    }

    /// Forgets what is too old to count, and, where that leaves no room for another of a kind, what was tried longest ago.
    fn forget_old(&mut self, coming: &[Whose], now: Moment) {
        self.0.retain(|_, tries| {
            tries.retain(|at| now.since(*at) < WINDOW_S);
            !tries.is_empty()
        });
        for whose in coming {
            let kind = discriminant(whose);
            let alike = self.0.iter().filter(|(held, _)| discriminant(*held) == kind);
            if alike.clone().count() >= KEPT
                && let Some((oldest, _)) = alike.min_by_key(|(_, tries)| tries.last().copied())
            {
                let oldest = oldest.clone();
                self.0.remove(&oldest);
            }
        }
    }
}

/// The network of an address: one person may have 2^64 addresses of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => long
            .to_ipv4_mapped()
            .map_or_else(|| IpAddr::V6((u128::from(long) >> 64 << 64).into()), IpAddr::V4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Moment {
        Moment::from_unix(second)
    }

    #[test]
    fn a_name_is_shut_after_ten_tries_from_wherever_they_come_and_open_again_after_a_quarter_of_an_hour()
     {
        let mut attempts = Attempts::default();
        for n in 0..10_u8 {
            assert!(attempts.may_try(Some("duty-1"), Some([10, 0, 0, n].into()), at(0)));
        }
        assert!(!attempts.may_try(Some("duty-1"), Some([10, 0, 1, 1].into()), at(899)));
        assert!(attempts.may_try(Some("duty-2"), None, at(899)));
        assert!(attempts.may_try(Some("duty-1"), None, at(900)));
    }

    #[test]
    fn an_address_is_shut_after_forty_tries_of_whatever_names() {
        let mut attempts = Attempts::default();
        let from = |last: u16| Some(IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, last]));
        for n in 0..40_u16 {
            assert!(attempts.may_try(Some(&format!("n{n}")), from(n), at(0)));
        }
        assert!(!attempts.may_try(Some("n41"), from(99), at(1)));
        assert!(attempts.may_try(Some("n41"), Some([10, 0, 0, 1].into()), at(1)));
    }

    #[test]
    fn whoever_asks_for_challenges_only_is_stopped_later_and_apart_from_tries() {
        let mut attempts = Attempts::default();
        let from = Some(IpAddr::from([10, 0, 0, 1]));
        assert!((0..200).all(|_| attempts.may_ask(from, at(0))));
        assert!(!attempts.may_ask(from, at(1)));
        assert!(attempts.may_try(None, from, at(1)));
        assert!(attempts.may_ask(from, at(900)));
    }

    #[test]
    fn whoever_knows_the_password_is_forgiven() {
        let mut attempts = Attempts::default();
        for _ in 0..9 {
            assert!(attempts.may_try(Some("duty-1"), None, at(0)));
        }
        attempts.forgive(Some("duty-1"), None);
        assert!((0..10).all(|_| attempts.may_try(Some("duty-1"), None, at(1))));
    }

    #[test]
    fn those_who_sign_in_do_not_use_up_the_tries_of_their_address() {
        let mut attempts = Attempts::default();
        let from = Some(IpAddr::from([10, 0, 0, 1]));
        for _ in 0..100 {
            assert!(attempts.may_try(Some("duty-1"), from, at(0)));
            attempts.forgive(Some("duty-1"), from);
        }
        assert!((0..40).all(|n| attempts.may_try(Some(&format!("n{n}")), from, at(1))));
        assert!(!attempts.may_try(Some("duty-1"), from, at(1)));
    }

    #[test]
    fn not_more_is_kept_in_mind_than_there_is_room_for() {
        let mut attempts = Attempts::default();
        for n in 0..2_010 {
            assert!(attempts.may_try(Some(&format!("n{n}")), None, at(n / 1000)));
        }
        assert_eq!(attempts.0.len(), KEPT);
        // Askers from everywhere leave the names as they are.
        for n in 0..2_010_u16 {
            assert!(attempts.may_ask(Some(IpAddr::from([0x2001, n, 0, 0, 0, 0, 0, 1])), at(3)));
        }
        assert_eq!(attempts.0.len(), 2 * KEPT);
        assert!(attempts.0.contains_key(&Whose::Name("n2009".to_owned())));
    }
}
