//! What a seat derived at a cut, as one digest.
//!
//! The picture is a pure function of the record at the cut, so two seats with
//! the same cut have the same digest, or one of them has a fault or lies; and
//! anybody who holds the record can say which.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::bounds::{self, LOGS_MAX, OutOfBounds};
use crate::picture::Picture;
use crate::record::{Cut, Head};

/// A seat's word on what it derived at a cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutDigest {
    /// The cut.
    pub cut: Cut,
    /// [`Picture::digest`] of the picture there.
    pub picture_sha256: String,
}

impl CutDigest {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::count("logs", self.cut.0.len(), LOGS_MAX)?;
        self.cut.0.values().try_for_each(Head::check)?;
        bounds::sha256_hex("picture's digest", &self.picture_sha256)
    }
}

impl Picture {
    /// SHA-256 over all that follows from the record at the cut, as 64 hexadecimal digits.
    ///
    /// What is hashed is a text: the line `truce picture v3`, then for each field of [`Picture`], in the order
    /// of their names, a line with its name and number of items, and each item on a line of its own as
    /// canonical JSON (RFC 8785). The items of a map are `[key, value]`, in the order of the keys. What people
    /// said of pairs of reports takes three fields: `judged.contested`, `judged.different`, `judged.same`; what officers
    /// did takes those of the docket, a deed that does not count with the reason in words.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut text = Digested::default();
        text.map("corrected", &self.corrected);
        text.map("cut", &self.cut.0);
        let docket = &self.docket;
        text.map("docket.acknowledgements", &docket.acknowledgements);
        text.map("docket.calls", &docket.calls);
        text.map("docket.cases", &docket.cases);
        text.map("docket.officers", &docket.officers);
        text.map("docket.procedures", &docket.procedures);
        let refused = docket.refused.iter().map(|(address, why)| (address, why.to_string()));
        text.list("docket.refused", refused);
        text.map("docket.verifications", &docket.verifications);
        text.list("docket.waiting", docket.waiting.iter());
        text.map("efforts", &self.efforts);
        text.list("incidents", self.incidents.iter());
        text.list("judged.contested", self.judged.contested.iter());
        text.map("judged.different", &self.judged.different);
        text.map("judged.same", &self.judged.same);
        text.list("lineage", std::iter::once(&self.lineage));
        text.map("misconduct", &self.misconduct);
        text.map("reconciliations", &self.reconciliations);
        text.map("recorded_at", &self.recorded_at);
        text.map("registers", &self.registers);
        text.list("reports", self.reports.iter().map(|(address, report)| (address, &**report)));
        text.map("sources", &self.sources);
        text.list("unread", std::iter::once(&self.unread));
        text.map("versions", &self.versions);
        text.list("weights", std::iter::once(&self.weights.table_sha256));
        bounds::hex(&text.0.finalize())
    }
}

/// The hash of a text that is never held as a whole.
struct Digested(Sha256);

impl Default for Digested {
    fn default() -> Self {
        let mut hash = Sha256::new();
        hash.update(b"truce picture v3\n");
        Self(hash)
    }
}

impl Digested {
    fn map<K: Serialize, V: Serialize>(&mut self, name: &str, map: &BTreeMap<K, V>) {
        self.list(name, map.iter());
    }

    fn list<T: Serialize>(&mut self, name: &str, items: impl ExactSizeIterator<Item = T>) {
        self.0.update(format!("{name} {}\n", items.len()).as_bytes());
        for item in items {
            // What is derived has text keys and whole numbers only, so it can always be written.
            let value = serde_json::to_value(item).unwrap_or_default();
            let mut line = String::new();
            write_canonical(&value, &mut line);
            line.push('\n');
            self.0.update(line.as_bytes());
        }
    }
}

/// Writes JSON without blanks, keys in order, whatever the order in which they came.
fn write_canonical(value: &Value, text: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&value.to_string());
        }
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                write_canonical(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            // All keys are ASCII, so their bytes sort as RFC 8785 wants it.
            let sorted: BTreeMap<&String, &Value> = fields.iter().collect();
            text.push('{');
            for (i, (key, value)) in sorted.into_iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write_canonical(value, text);
            }
            text.push('}');
        }
    }
}
