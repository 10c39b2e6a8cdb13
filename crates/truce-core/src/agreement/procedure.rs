//! How cases run, as `[procedure]` of `agreement.toml` says it: clocks, how sure a seat must be, the rule of decision.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Faults, hint_of};
use super::table::{At, Table};
use super::{Agreement, SeatRole};
use crate::case::procedure::{Clocks, Constituency, DecisionRule, Procedure};
use crate::id::{ProvisionId, SeatId};

const RULES: &[&str] = &["unanimity", "two-key", "quorum", "chair", "parallel"];

/// Reads it, and holds it against the rest of the agreement.
pub(super) fn read(file: Table<'_>, agreement: &Agreement, faults: &mut Faults<'_>) -> Procedure {
    let usual = usual(agreement);
    let Some(table) = file.table("procedure", faults) else {
        if !agreement.seats.is_empty() && !file.has("procedure") {
            let message = format!(
                "the agreement does not say how cases are decided: {} is taken",
                usual.decision
            );
            let hint = "add [procedure] with `rule`, `admit`, `sure`, `clocks` and `urgent`";
            faults.warn(0..0, message, hint);
        }
        return usual;
    };
    let keys = [
        "rule",
        "least",
        "keys",
        "chair",
        "constituency",
        "emergency",
        "admit",
        "sure",
        "sure_for",
        "clocks",
        "urgent",
    ];
    table.expect_keys(&keys, faults);
    let admit = table.need_count("admit", faults);
    let sure = table.need_count("sure", faults);
    let decision = read_rule(table, agreement, faults);
    let clocks = read_clocks(table, "clocks", faults);
    let urgent = read_clocks(table, "urgent", faults);
    let sure_for = read_sure_for(table, agreement, faults);
    let (Some(admit), Some(sure), Some(decision), Some(clocks), Some(urgent)) =
        (admit, sure, decision, clocks, urgent)
    else {
        return usual;
    };
    let procedure =
        Procedure { admit: admit.value, clocks, decision, sure: sure.value, sure_for, urgent };
    for fault in procedure.faults(agreement) {
        faults.error(table.span(), fault, "correct it under [procedure]");
    }
    procedure
}

/// What holds where the agreement says nothing: of one seat that determines, one is enough.
fn usual(agreement: &Agreement) -> Procedure {
    let voices = agreement.seats.iter().filter(|seat| seat.role == SeatRole::Determines).count();
    let mut usual = Procedure::usual();
    if voices < 2 {
        usual.decision = DecisionRule::Unanimity { least: 1 };
    }
    if agreement.seats.len() < 2 {
        usual.admit = 1;
    }
    usual
}

fn read_rule(
    table: Table<'_>,
    agreement: &Agreement,
    faults: &mut Faults<'_>,
) -> Option<DecisionRule> {
    let rule = table.need_text("rule", faults)?;
    Some(match rule.value {
        "unanimity" => DecisionRule::Unanimity { least: table.need_count("least", faults)?.value },
        "two-key" => {
            if !table.has("keys") {
                table.missing("keys", faults);
            }
            let keys = table.texts("keys", faults);
            DecisionRule::TwoKey { keys: seats(&keys, agreement, faults) }
        }
        "quorum" => DecisionRule::Quorum {
            constituencies: constituencies(table, "constituency", agreement, faults),
            emergency: constituencies(table, "emergency", agreement, faults),
        },
        "chair" => {
            let chair = table.need_text("chair", faults)?;
            DecisionRule::Chair { seat: seats(&[chair], agreement, faults).pop_first()? }
        }
        "parallel" => DecisionRule::Parallel,
        other => {
            let hint = hint_of(other, "a rule of decision", RULES.iter().copied());
            faults.error(rule.span, format!("`{other}` is no rule of decision"), hint);
            return None;
        }
    })
}

fn constituencies(
    table: Table<'_>,
    key: &str,
    agreement: &Agreement,
    faults: &mut Faults<'_>,
) -> Vec<Constituency> {
    let mut read = Vec::new();
    for table in table.tables(key, faults) {
        table.expect_keys(&["name", "seats", "least"], faults);
        let name = table.need_text("name", faults);
        let least = table.need_count("least", faults);
        let named = table.texts("seats", faults);
        let seats = seats(&named, agreement, faults);
        let (Some(name), Some(least)) = (name, least) else { continue };
        read.push(Constituency { least: least.value, name: name.value.to_owned(), seats });
    }
    read
}

fn seats(named: &[At<&str>], agreement: &Agreement, faults: &mut Faults<'_>) -> BTreeSet<SeatId> {
    let mut seats = BTreeSet::new();
    for at in named {
        match agreement.seats.iter().find(|seat| seat.id.as_str() == at.value) {
            Some(seat) => {
                seats.insert(seat.id.clone());
            }
            None => {
                let known = agreement.seats.iter().map(|seat| seat.id.as_str());
                let hint = hint_of(at.value, "a seat", known);
                faults.error(at.span.clone(), format!("`{}` is no seat", at.value), hint);
            }
        }
    }
    seats
}

fn read_clocks(table: Table<'_>, key: &str, faults: &mut Faults<'_>) -> Option<Clocks> {
    if !table.has(key) {
        table.missing(key, faults);
    }
    let clocks = table.table(key, faults)?;
    clocks.expect_keys(&["admit_h", "reply_h", "findings_h", "reveal_h"], faults);
    let mut hours = |key: &str| clocks.need_count(key, faults).map(|at| at.value);
    let (admit_h, reply_h) = (hours("admit_h"), hours("reply_h"));
    let (findings_h, reveal_h) = (hours("findings_h"), hours("reveal_h"));
    Some(Clocks {
        admit_h: admit_h?,
        findings_h: findings_h?,
        reply_h: reply_h?,
        reveal_h: reveal_h?,
    })
}

fn read_sure_for(
    table: Table<'_>,
    agreement: &Agreement,
    faults: &mut Faults<'_>,
) -> BTreeMap<ProvisionId, u32> {
    let Some(sure_for) = table.table("sure_for", faults) else { return BTreeMap::new() };
    let known: Vec<&str> = agreement.provisions.iter().map(|one| one.id.as_str()).collect();
    sure_for.expect_keys(&known, faults);
    let named = agreement.provisions.iter().filter(|one| sure_for.has(one.id.as_str()));
    let mut read = BTreeMap::new();
    for provision in named {
        if let Some(sure) = sure_for.need_count(provision.id.as_str(), faults) {
            read.insert(provision.id.clone(), sure.value);
        }
    }
    read
}
