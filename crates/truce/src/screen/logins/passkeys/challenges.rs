//! What authenticators were asked and have not answered: in memory, each once, for five minutes.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use truce_core::time::Moment;

use crate::failure::Outcome;
use crate::random;

/// How long an answer is waited for, in seconds.
pub const ANSWER_S: i64 = 300;
/// How many challenges of a kind are kept in mind; with one more, the oldest is forgotten.
const KEPT: usize = 1_000;

/// Random bytes that an authenticator signs: so it cannot have signed them before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Challenge([u8; 32]);

impl Challenge {
    /// Draws one.
    ///
    /// # Errors
    /// If the system gives no random numbers.
    pub fn draw() -> Outcome<Self> {
        Ok(Self(*random::bytes::<32>()?))
    }

    /// Reads one as browsers write it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Self)
    }

    /// As browsers write it.
    #[must_use]
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// A passkey for a login, under a name that its holder gave it.
    Adding {
        /// Whose it is to be.
        login: i64,
        /// What it is to be called.
        name: String,
    },
    /// Signing in, as whoever holds the passkey.
    SigningIn,
}

/// The challenges that are not answered.
#[derive(Debug, Default)]
pub struct Challenges(BTreeMap<Challenge, (Purpose, Moment)>);

impl Challenges {
    /// Keeps a challenge in mind.
    pub fn put(&mut self, challenge: Challenge, purpose: Purpose, now: Moment) {
        self.0.retain(|_, (_, at)| now.since(*at) < ANSWER_S);
        // Strangers who ask to sign in push nobody aside who adds a passkey.
        let kind = std::mem::discriminant(&purpose);
        let alike = self.0.iter().filter(|(_, (held, _))| std::mem::discriminant(held) == kind);
        if alike.clone().count() >= KEPT
            && let Some((oldest, _)) = alike.min_by_key(|(_, (_, at))| *at)
        {
            let oldest = oldest.clone();
            self.0.remove(&oldest);
        }
        self.0.insert(challenge, (purpose, now));
    }

    /// Forgets what was asked to add a passkey to a login.
    pub fn forget_additions(&mut self, of: i64) {
        self.0.retain(
            |_, (purpose, _)| !matches!(purpose, Purpose::Adding { login, .. } if *login == of),
        );
    }

    /// What was asked with a challenge, if it was asked and not too long ago. It is worth nothing afterwards.
    pub fn take(&mut self, challenge: &Challenge, now: Moment) -> Option<Purpose> {
        let (purpose, at) = self.0.remove(challenge)?;
        (now.since(at) < ANSWER_S).then_some(purpose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Moment {
        Moment::from_unix(second)
    }

    #[test]
    fn a_challenge_is_good_once_and_for_five_minutes() {
        let mut challenges = Challenges::default();
        let (one, two) = (Challenge([1; 32]), Challenge([2; 32]));
        challenges.put(one.clone(), Purpose::SigningIn, at(0));
        challenges.put(two.clone(), Purpose::SigningIn, at(0));
        assert_eq!(challenges.take(&one, at(299)), Some(Purpose::SigningIn));
        assert_eq!(challenges.take(&one, at(299)), None);
        assert_eq!(challenges.take(&two, at(300)), None);
    }

    #[test]
    fn a_challenge_is_read_as_it_is_written() {
        let challenge = Challenge::draw().unwrap();
        assert_eq!(Challenge::read(&challenge.text()), Some(challenge));
        for text in ["", "AAAA", "no challenge!", &"A".repeat(44)] {
            assert_eq!(Challenge::read(text), None, "{text}");
        }
    }

    #[test]
    fn not_more_is_kept_in_mind_than_there_is_room_for() {
        let mut challenges = Challenges::default();
        for n in 0..=u16::try_from(KEPT).unwrap() {
            let mut bytes = [0; 32];
            bytes[..2].copy_from_slice(&n.to_be_bytes());
            challenges.put(Challenge(bytes), Purpose::SigningIn, at(i64::from(n / 100)));
        }
        assert_eq!(challenges.0.len(), KEPT);
        assert_eq!(challenges.take(&Challenge([0; 32]), at(10)), None, "the oldest is forgotten");
    }
}
