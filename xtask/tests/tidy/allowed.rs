//! Files that may break a rule, each with its reason: `xtask/tidy.toml`.

use crate::RULES;
use crate::project::{Fault, Project};

const PATH: &str = "xtask/tidy.toml";

/// One line of the list.
struct Allowance {
    rule: String,
    file: String,
    reason: String,
}

/// Whether a file may break a rule.
pub fn covers(project: &Project, rule: &str, file: &str) -> bool {
    allowances(project).iter().any(|allowed| allowed.rule == rule && allowed.file == file)
}

fn allowances(project: &Project) -> Vec<Allowance> {
    let text = project.texts.get(PATH).map_or("", String::as_str);
    let table: toml::Table = text.parse().expect("xtask/tidy.toml is TOML");
    let listed = table.get("allowed").and_then(toml::Value::as_array).into_iter().flatten();
    let field = |allowed: &toml::Value, key: &str| {
        allowed.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    listed
        .map(|allowed| Allowance {
            rule: field(allowed, "rule"),
            file: field(allowed, "file"),
            reason: field(allowed, "reason"),
        })
        .collect()
}

/// Allowances without a reason, for no rule, or no longer needed.
fn faults(project: &Project) -> Vec<Fault> {
    let fault = |what| Fault { path: PATH.to_owned(), line: 0, what };
    let mut found = Vec::new();
    for Allowance { rule, file, reason } in allowances(project) {
        if reason.is_empty() {
            found.push(fault(format!("`{file}` may break `{rule}`, but no reason is given")));
        }
        let Some(known) = RULES.iter().find(|known| known.name == rule) else {
            found.push(fault(format!("`{rule}` is no rule")));
            continue;
        };
        if !(known.faults)(project).iter().any(|fault| fault.path == file) {
            found.push(fault(format!("`{file}` no longer breaks `{rule}`: remove the line")));
        }
    }
    found
}

#[test]
fn every_allowance_has_a_reason_and_is_still_needed() {
    let faults = faults(Project::ours());
    assert!(faults.is_empty(), "{}", crate::list(&faults));
}

#[test]
fn a_stale_or_unreasoned_allowance_is_caught() {
    let allowances = "
[[allowed]]
rule = \"file-names\"
file = \"crates/truce/src/utils.rs\"
reason = \"it was here before the rule\"

[[allowed]]
rule = \"file-names\"
file = \"crates/truce/src/gone.rs\"

[[allowed]]
rule = \"taste\"
file = \"crates/truce/src/lib.rs\"
reason = \"none\"
";
    crate::caught(
        faults,
        &[(PATH, allowances), ("crates/truce/src/utils.rs", "")],
        &[
            "xtask/tidy.toml: `crates/truce/src/gone.rs` may break `file-names`, but no reason is given",
            "xtask/tidy.toml: `crates/truce/src/gone.rs` no longer breaks `file-names`: remove the line",
            "xtask/tidy.toml: `taste` is no rule",
        ],
    );
    let project = Project::of(&[(PATH, allowances)]);
    assert!(covers(&project, "file-names", "crates/truce/src/utils.rs"));
    assert!(!covers(&project, "file-length", "crates/truce/src/utils.rs"));
}
