//! Sealing fields of reports on their way to the log.
//!
//! What is sealed leaves the report before anything is written, its opening is
//! kept before the entry is appended, and no message repeats what the file says.
//!
//! # Out of scope
//! What the file's name, an id or another column tells: that goes on record as it is.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use truce_core::commitment::{SealedField, open};
use truce_core::report::Report;
use truce_core::sealed::Sealed;

use super::Feed;
use crate::failure::{Failure, Outcome};
use crate::known::Earlier;
use crate::openings::{Opener, Openings};

/// What is sealed of each report in a file.
#[derive(Clone, Default)]
pub struct Sealing {
    /// Who told it, or how to reach them: never part of the file.
    pub beside: Vec<(SealedField, Sealed)>,
    /// Fields of the report.
    pub fields: BTreeSet<SealedField>,
    /// Opens what was sealed earlier, so that a correction can be told from what is on record.
    pub own: Option<age::x25519::Identity>,
}

impl std::fmt::Debug for Sealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealing").field("fields", &self.fields).finish_non_exhaustive()
    }
}

/// Who told what a file holds, as `--told-by` names it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToldBy {
    contact: Option<String>,
    person: Option<String>,
}

/// Reads the file that says who told it. No message repeats what it says.
///
/// # Errors
/// If it cannot be read, or names neither a person nor a contact.
pub fn told_by(path: &Path) -> Outcome<Vec<(SealedField, Sealed)>> {
    let form = || {
        Failure::cannot(format!(
            "`{}` does not say who told it: write person = \"...\" and contact = \"...\" in it, or one of them",
            path.display()
        ))
    };
    let text =
        std::fs::read_to_string(path).map_err(|fault| Failure::file("read", path, &fault))?;
    let told: ToldBy = toml::from_str(&text).map_err(|_| form())?;
    let both = [(SealedField::Contact, told.contact), (SealedField::Person, told.person)];
    let some = both.into_iter().filter_map(|(field, text)| Some((field, Sealed::new(text?))));
    let some: Vec<_> = some.collect();
    if some.is_empty() { Err(form()) } else { Ok(some) }
}

impl Sealing {
    /// Seals what is to be sealed of a report; returns what opens it, or why it cannot be sealed.
    pub(super) fn seal(&self, report: &mut Report) -> Result<Vec<Opener>, String> {
        if report.reference.is_none() {
            return Err(
                "what is sealed needs an id of its source's own: without one it could not be told \
                        from another"
                    .to_owned(),
            );
        }
        let mut fields = self.fields.clone();
        if !fields.is_empty() && !report.doubts.is_empty() {
            // They may quote the others.
            fields.insert(SealedField::Doubts);
        }
        let mut openers = Vec::new();
        // Each before what it may quote.
        for field in [SealedField::Doubts, SealedField::Account, SealedField::Place] {
            let empty = field == SealedField::Doubts && report.doubts.is_empty();
            if fields.contains(&field) && !empty {
                openers.push(Opener::of_field(report, field).map_err(|fault| fault.words)?);
            }
        }
        for (field, text) in &self.beside {
            openers.push(Opener::beside(report, *field, text).map_err(|fault| fault.words)?);
        }
        Ok(openers)
    }
}

impl Feed<'_> {
    /// Whether a report whose public part is on record says the same in its sealed fields too.
    ///
    /// Without the key that opens what was sealed this is not known, and is counted.
    pub(super) fn compare_sealed(
        &mut self,
        report: &Report,
        openers: &[Opener],
    ) -> Outcome<Earlier> {
        let Some((index, held)) = self.known.seals(report) else { return Ok(Earlier::Same) };
        let (index, held) = (*index, held.clone());
        let own = self.order.seal.as_ref().and_then(|sealing| sealing.own.clone());
        let Some(own) = own else {
            self.uncompared += 1;
            return Ok(Earlier::Same);
        };
        for opener in openers {
            let Some((field, value)) = opener.says() else { continue };
            let Some(commitment) = held.get(&field) else { return Ok(Earlier::Changed(index)) };
            let kept = self.openings()?.disclosure(commitment, &own)?;
            let kept = kept.and_then(|kept| open(commitment, kept.expose()).ok());
            if kept.is_none_or(|(_, kept)| kept != value) {
                return Ok(Earlier::Changed(index));
            }
        }
        Ok(Earlier::Same)
    }

    /// Why a report may not be put on record in the open, if an earlier one with its id is sealed.
    pub(super) fn would_open(&self, report: &Report) -> Option<String> {
        let (index, held) = self.known.seals(report)?;
        let open = held
            .keys()
            .find(|field| **field != SealedField::Doubts && !report.sealed.contains_key(field))?;
        Some(format!(
            "it is on record as {} with its {open} sealed: import it with --seal, or --told-by, as it was then",
            crate::known::at(&self.node.log, *index)
        ))
    }

    /// Where openings are kept.
    pub(super) fn openings(&mut self) -> Outcome<&mut Openings> {
        if self.openings.is_none() {
            self.openings = Some(Openings::of(&self.node.dir)?);
        }
        self.openings.as_mut().ok_or_else(|| Failure::cannot("the openings are not open"))
    }

    /// Keeps what opens the entries that are to be appended next. Durable when it returns.
    pub(super) fn keep_openers(&mut self) -> Outcome {
        if self.openers.is_empty() {
            return Ok(());
        }
        let openers = std::mem::take(&mut self.openers);
        self.openings()?.keep(&openers)
    }
}
