//! What every manifest inherits, and where the lock file's packages come from.

use crate::project::{Fault, Project};

/// Keys of `[package]` that a member takes from the workspace.
const INHERITED: &[&str] = &["version", "edition", "rust-version", "license", "publish"];

/// Members that state for themselves what the workspace states for all, or leave a thing out.
pub fn faults(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for (folder, manifest) in project.manifests() {
        let fault = |what: String| Fault { path: format!("{folder}/Cargo.toml"), line: 0, what };
        let package = manifest.get("package").and_then(toml::Value::as_table);
        let inherits = |value: Option<&toml::Value>| {
            value.and_then(|value| value.get("workspace")) == Some(&toml::Value::Boolean(true))
        };
        for key in INHERITED {
            if !inherits(package.and_then(|package| package.get(*key))) {
                found.push(fault(format!("write `{key}.workspace = true`")));
            }
        }
        if !inherits(manifest.get("lints")) {
            found.push(fault("write `workspace = true` under `[lints]`".to_owned()));
        }
        let described = package.and_then(|package| package.get("description"));
        if described.and_then(toml::Value::as_str).unwrap_or_default().is_empty() {
            found.push(fault("say in `description` what the crate is".to_owned()));
        }
    }
    found
}

/// The one registry that a lock file may name.
const REGISTRY: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

/// Packages in the lock file that come from anywhere else.
pub fn lock(project: &Project) -> Vec<Fault> {
    let text = project.texts.get("Cargo.lock").map_or("", String::as_str);
    let lines = (1..).zip(text.lines());
    let elsewhere = lines.filter(|(_, line)| line.starts_with("source = ") && *line != REGISTRY);
    let what =
        "the package comes from elsewhere than crates.io: nobody else may be able to fetch it";
    elsewhere
        .map(|(line, _)| Fault { path: "Cargo.lock".to_owned(), line, what: what.to_owned() })
        .collect()
}

/// The page that says what each dependency costs.
const COSTS: &str = "docs/decisions/0004-dependencies.md";

/// Dependencies of the workspace that the page on costs does not name.
pub fn costs(project: &Project) -> Vec<Fault> {
    let text = |path: &str| project.texts.get(path).map_or("", String::as_str);
    let root: toml::Table = text("Cargo.toml").parse().expect("the manifest is TOML");
    let listed = root.get("workspace").and_then(|workspace| workspace.get("dependencies"));
    let listed = listed.and_then(toml::Value::as_table).into_iter().flatten();
    let foreign = listed.filter(|(_, dependency)| dependency.get("path").is_none());
    let unnamed = foreign.filter(|(name, _)| !text(COSTS).contains(&format!("`{name}`")));
    let fault = |name: &String| Fault {
        path: COSTS.to_owned(),
        line: 0,
        what: format!("`{name}` has no line: say what it is for and what it costs"),
    };
    unnamed.map(|(name, _)| fault(name)).collect()
}

#[test]
fn every_member_inherits_lints_licence_and_edition() {
    crate::hold("manifests");
}

#[test]
fn a_member_that_goes_its_own_way_is_caught() {
    let own = "[package]\nname = \"truce-core\"\ndescription = \"x\"\nversion.workspace = true\n\
               edition = \"2021\"\nrust-version.workspace = true\nlicense = \"GPL-3.0-only\"\n\
               publish.workspace = true\n";
    crate::caught(
        faults,
        &[("crates/truce-core/Cargo.toml", own)],
        &[
            "crates/truce-core/Cargo.toml: write `edition.workspace = true`",
            "crates/truce-core/Cargo.toml: write `license.workspace = true`",
            "crates/truce-core/Cargo.toml: write `workspace = true` under `[lints]`",
        ],
    );
}

#[test]
fn every_package_comes_from_the_public_registry() {
    crate::hold("lock");
}

#[test]
fn a_package_from_elsewhere_is_caught() {
    let text = format!(
        "[[package]]\n{REGISTRY}\n[[package]]\nsource = \"registry+https://mirror.example/\"\n"
    );
    let fault = "Cargo.lock:4: the package comes from elsewhere than crates.io: nobody else may be able to fetch it";
    crate::caught(lock, &[("Cargo.lock", &text)], &[fault]);
}

#[test]
fn every_dependency_has_a_line_on_what_it_costs() {
    crate::hold("dependency-costs");
}

#[test]
fn a_dependency_without_a_word_on_its_cost_is_caught() {
    let root = "[workspace.dependencies]\ntruce-core = { path = \"crates/truce-core\" }\n\
                csv = \"1.4\"\nclap = { version = \"4.6\" }";
    crate::caught(
        costs,
        &[("Cargo.toml", root), (COSTS, "| `csv` | rows |")],
        &[
            "docs/decisions/0004-dependencies.md: `clap` has no line: say what it is for and what it costs",
        ],
    );
}
