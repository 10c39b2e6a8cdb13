//! How cases run: clocks, how sure a seat must be, and by what rule the seats decide. Data of the agreement.
//!
//! The agreement's own procedure stands in `agreement.toml` under `[procedure]`. Another one is an agreed text: every
//! seat that determines puts its assent on record, and it holds for cases opened by a seat that holds all of these.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::finding::SURE;
use crate::agreement::{Agreement, SeatRole};
use crate::bounds::{self, OutOfBounds};
use crate::id::{ProvisionId, SeatId};

/// The longest clock: a year, in hours.
pub const CLOCK_H_MAX: u32 = 8_784;

/// How long each stage may take, in hours, one after the other from the opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// To admit it.
    pub admit_h: u32,
    /// Then, to give a finding, sealed.
    pub findings_h: u32,
    /// Before that, for the accused side to reply.
    pub reply_h: u32,
    /// At last, to open the findings.
    pub reveal_h: u32,
}

/// Some seats, of which so many must conclude alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constituency {
    /// How many.
    pub least: u32,
    /// Its name for a reader.
    pub name: String,
    /// Which seats.
    pub seats: BTreeSet<SeatId>,
}

/// How findings become a joint outcome: a closed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum DecisionRule {
    /// All findings that are in conclude alike, and there are so many at least.
    Unanimity {
        /// How many.
        least: u32,
    },
    /// Two seats conclude alike; the others are heard.
    TwoKey {
        /// Which two.
        keys: BTreeSet<SeatId>,
    },
    /// In every constituency so many conclude alike.
    Quorum {
        /// The constituencies.
        constituencies: Vec<Constituency>,
        /// Those that decide urgent cases; none: the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        emergency: Vec<Constituency>,
    },
    /// One seat rules; the others are heard.
    Chair {
        /// Which.
        seat: SeatId,
    },
    /// Every finding stands by itself; alike or not.
    Parallel,
}

impl fmt::Display for DecisionRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = |of: &[Constituency]| {
            let each =
                of.iter().map(|one| format!("{} of {} {}", one.least, one.seats.len(), one.name));
            each.collect::<Vec<_>>().join(" and ")
        };
        match self {
            Self::Unanimity { least } => {
                write!(f, "unanimity of the findings that are in, {least} at least")
            }
            Self::TwoKey { keys } => {
                let keys: Vec<&str> = keys.iter().map(SeatId::as_str).collect();
                write!(f, "two keys: {}", keys.join(" and "))
            }
            Self::Quorum { constituencies, emergency } => {
                write!(f, "quorum: {}", groups(constituencies))?;
                if emergency.is_empty() {
                    return Ok(());
                }
                write!(f, "; in urgent cases {}", groups(emergency))
            }
            Self::Chair { seat } => write!(f, "ruling of the chair, {seat}"),
            Self::Parallel => f.write_str("parallel findings, each for itself"),
        }
    }
}

/// How cases run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// How many seats, the one that opens it included, admit a case.
    pub admit: u32,
    /// The clocks.
    pub clocks: Clocks,
    /// How findings become a joint outcome.
    pub decision: DecisionRule,
    /// How sure a seat must be before its finding names somebody, in thousandths.
    pub sure: u32,
    /// The same, for provisions that ask for more or less.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sure_for: BTreeMap<ProvisionId, u32>,
    /// The clocks of urgent cases.
    pub urgent: Clocks,
}

impl Procedure {
    /// What holds where the agreement says nothing: unanimity of two at least, and days for each stage.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            admit: 2,
            clocks: Clocks { admit_h: 24, findings_h: 72, reply_h: 24, reveal_h: 24 },
            decision: DecisionRule::Unanimity { least: 2 },
            sure: 700,
            sure_for: BTreeMap::new(),
            urgent: Clocks { admit_h: 6, findings_h: 24, reply_h: 6, reveal_h: 12 },
        }
    }

    /// By what it is called: the SHA-256 of its canonical JSON, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        bounds::hex(&Sha256::digest(serde_json::to_vec(self).unwrap_or_default()))
    }

    /// How sure a seat must be under a provision, in thousandths.
    #[must_use]
    pub fn sure_under(&self, provision: &ProvisionId) -> u32 {
        self.sure_for.get(provision).copied().unwrap_or(self.sure)
    }

    /// The clocks of an ordinary or an urgent case.
    #[must_use]
    pub fn clocks_of(&self, urgency: super::Urgency) -> Clocks {
        match urgency {
            super::Urgency::Ordinary => self.clocks,
            super::Urgency::Urgent => self.urgent,
        }
    }

    /// Holds it against its bounds, as part of an entry.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        let groups: Vec<&Constituency> = match &self.decision {
            DecisionRule::Quorum { constituencies, emergency } => {
                constituencies.iter().chain(emergency).collect()
            }
            DecisionRule::Unanimity { .. }
            | DecisionRule::TwoKey { .. }
            | DecisionRule::Chair { .. }
            | DecisionRule::Parallel => Vec::new(),
        };
        bounds::count("constituencies", groups.len(), 16)?;
        for group in groups {
            bounds::words("name of the constituency", &group.name)?;
            bounds::count("seats", group.seats.len(), bounds::LOGS_MAX)?;
        }
        bounds::count("provisions", self.sure_for.len(), super::finding::NAMED_MAX)
    }

    /// What is wrong with it under an agreement, in words; empty if nothing is.
    #[must_use]
    pub fn faults(&self, agreement: &Agreement) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault = |wrong: bool, words: String| {
            if wrong {
                faults.push(words);
            }
        };
        let seats = u32::try_from(agreement.seats.len()).unwrap_or(u32::MAX);
        fault(
            self.admit == 0 || self.admit > seats,
            format!("a case is admitted by 1 to {seats} seats, and not by {}", self.admit),
        );
        for clocks in [self.clocks, self.urgent] {
            let all = [clocks.admit_h, clocks.reply_h, clocks.findings_h, clocks.reveal_h];
            let wrong = all.iter().find(|hours| **hours == 0 || **hours > CLOCK_H_MAX);
            let found = wrong.copied().unwrap_or_default();
            fault(
                wrong.is_some(),
                format!("a clock runs 1 to {CLOCK_H_MAX} hours, and not {found}"),
            );
        }
        let wrong = self.sure_for.values().chain([&self.sure]).find(|sure| **sure > SURE);
        let found = wrong.copied().unwrap_or_default();
        fault(wrong.is_some(), format!("{found} thousandths are more than certainty"));
        for provision in self.sure_for.keys() {
            let unknown = agreement.provision(provision).is_none();
            fault(unknown, format!("`{provision}` is no provision of the agreement"));
        }
        faults.extend(self.rule_faults(agreement));
        faults
    }

    fn rule_faults(&self, agreement: &Agreement) -> Vec<String> {
        let voices: BTreeSet<&SeatId> = agreement
            .seats
            .iter()
            .filter(|seat| seat.role == SeatRole::Determines)
            .map(|seat| &seat.id)
            .collect();
        let count = u32::try_from(voices.len()).unwrap_or(u32::MAX);
        let mut faults = Vec::new();
        let mut named: Vec<&SeatId> = Vec::new();
        match &self.decision {
            DecisionRule::Unanimity { least } if *least == 0 || *least > count => {
                faults.push(format!("unanimity of {least} cannot be had: {count} seats determine"));
            }
            DecisionRule::TwoKey { keys } => {
                if keys.len() != 2 {
                    faults.push(format!("two keys are two seats, and not {}", keys.len()));
                }
                named.extend(keys);
            }
            DecisionRule::Quorum { constituencies, emergency } => {
                if constituencies.is_empty() {
                    faults.push("a quorum needs a constituency".to_owned());
                }
                for group in constituencies.iter().chain(emergency) {
                    named.extend(&group.seats);
                    let of = u32::try_from(group.seats.len()).unwrap_or(u32::MAX);
                    if group.least > of || group.least.saturating_mul(2) <= of {
                        faults.push(format!(
                            "{} of {of} {} is no quorum: more than half of them decides, so that two outcomes cannot both",
                            group.least, group.name
                        ));
                    }
                }
            }
            DecisionRule::Chair { seat } => named.push(seat),
            DecisionRule::Unanimity { .. } | DecisionRule::Parallel => {}
        }
        let strangers = named.iter().filter(|seat| !voices.contains(*seat));
        faults.extend(strangers.map(|seat| format!("`{seat}` is no seat that determines")));
        faults
    }
}
