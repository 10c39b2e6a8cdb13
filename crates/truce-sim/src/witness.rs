//! A neutral witness: it saw a head grow, and holds nothing.

use std::collections::BTreeMap;
use std::rc::Rc;

use truce_log::head::Head;
use truce_log::key::{SigningKey, VerifierKey};
use truce_log::witness::{Submission, decide};

use crate::keys::neutral_key;

/// A neutral witness.
#[derive(Debug)]
pub struct Neutral {
    /// Whether it is gone.
    pub dead: bool,
    key: Rc<SigningKey>,
    last: BTreeMap<String, Head>,
}

impl Neutral {
    /// The witness of a number.
    #[must_use]
    pub fn new(number: usize) -> Self {
        Self { dead: false, key: neutral_key(number), last: BTreeMap::new() }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.key.name()
    }

    /// The size that it cosigned last of a log.
    #[must_use]
    pub fn size(&self, origin: &str) -> u64 {
        self.last.get(origin).map_or(0, |head| head.size)
    }

    /// Answers a request: the status and the body.
    pub fn answer(
        &mut self,
        keys: &[VerifierKey],
        submission: &Submission,
        time: u64,
    ) -> (u16, Vec<u8>) {
        let origin = submission.origin().unwrap_or_default().to_owned();
        match decide(self.last.get(&origin), Some(keys), submission) {
            Ok(checkpoint) => {
                self.last.insert(origin, checkpoint.head().clone());
                let line = checkpoint.cosign(&self.key, time);
                line.map_or((500, Vec::new()), |line| (200, line.to_string().into_bytes()))
            }
            Err(declined) => (declined.status(), declined.body().into_bytes()),
        }
    }
}
