//! Answers that were found before, as long as nothing changed: what many ask alike is reckoned once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::failure::Outcome;

/// So many answers are kept; then it begins anew.
const ANSWERS_MAX: usize = 512;

/// Answers, by their questions.
#[derive(Debug)]
pub(crate) struct Memo<V>(Mutex<BTreeMap<String, V>>);

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<V: Clone> Memo<V> {
    /// What was answered before, or else what `find` finds, kept from now on.
    ///
    /// # Errors
    /// As `find`.
    pub(crate) fn or_find(&self, asked: &str, find: impl FnOnce() -> Outcome<V>) -> Outcome<V> {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = held().get(asked) {
            return Ok(answer.clone());
        }
        let answer = find()?;
        let mut held = held();
        if held.len() >= ANSWERS_MAX {
            held.clear();
        }
        held.insert(asked.to_owned(), answer.clone());
        Ok(answer)
    }
}
