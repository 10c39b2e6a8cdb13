//! Which member may depend on which.

use crate::project::{Fault, Project};

/// The arrows of the design: a member, and the members that it may depend on. Dependencies for
/// tests and builds count like any other.
const ARROWS: &[(&str, &[&str])] = &[
    ("truce-core", &[]),
    ("truce-log", &[]),
    ("truce-intake", &["truce-core"]),
    ("truce-signals", &["truce-core"]),
    ("truce-node", &["truce-core", "truce-log"]),
    ("truce-bucket", &["truce-log"]),
    (
        "truce",
        &["truce-core", "truce-log", "truce-intake", "truce-signals", "truce-node", "truce-bucket"],
    ),
    ("truce-sim", &["truce-core", "truce-log", "truce-intake", "truce-signals", "truce-node"]),
    ("xtask", &[]),
];

/// Dependencies between members that the design does not have.
pub fn faults(project: &Project) -> Vec<Fault> {
    let manifests = project.manifests();
    let name = |manifest: &toml::Table| -> String {
        let name = manifest.get("package").and_then(|package| package.get("name"));
        name.and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let members: Vec<String> = manifests.iter().map(|(_, manifest)| name(manifest)).collect();
    let mut found = Vec::new();
    for (folder, manifest) in &manifests {
        let member = name(manifest);
        let fault = |what| Fault { path: format!("{folder}/Cargo.toml"), line: 0, what };
        let Some((_, may)) = ARROWS.iter().find(|(known, _)| *known == member) else {
            found.push(fault(format!("`{member}` has no line in xtask/tests/tidy/arrows.rs")));
            continue;
        };
        let among_us = |on: &String| members.contains(on) || ARROWS.iter().any(|(m, _)| m == on);
        for on in dependencies(manifest).into_iter().filter(among_us) {
            if !may.contains(&on.as_str()) {
                found.push(fault(format!("`{member}` must not depend on `{on}`")));
            }
        }
    }
    found
}

/// The packages that a manifest depends on, for whatever purpose and platform, by their own names.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let platforms = manifest.get("target").and_then(toml::Value::as_table);
    let by_platform = platforms.into_iter().flat_map(|table| table.values());
    let tables = std::iter::once(manifest).chain(by_platform.filter_map(toml::Value::as_table));
    let lists = tables.flat_map(|table| KINDS.map(|kind| table.get(kind)));
    let lists = lists.flatten().filter_map(toml::Value::as_table);
    let renamed = |named: &toml::Value| Some(named.get("package")?.as_str()?.to_owned());
    lists.flatten().map(|(name, named)| renamed(named).unwrap_or_else(|| name.clone())).collect()
}

#[test]
fn members_depend_on_each_other_only_along_the_arrows() {
    crate::hold("arrows");
}

#[test]
fn an_arrow_against_the_design_is_caught() {
    crate::caught(
        faults,
        &[
            (
                "crates/truce-core/Cargo.toml",
                "package.name = \"truce-core\"\n[dependencies]\nserde = \"1\"\ntruce-log.workspace = true",
            ),
            (
                "crates/truce-log/Cargo.toml",
                "package.name = \"truce-log\"\n[dev-dependencies]\nfield = { package = \"truce-core\" }",
            ),
            (
                "crates/truce-intake/Cargo.toml",
                "package.name = \"truce-intake\"\n[dependencies]\ntruce-core.workspace = true",
            ),
            (
                "crates/truce/Cargo.toml",
                "package.name = \"truce\"\n[target.'cfg(unix)'.build-dependencies]\ntruce-sim = \"1\"",
            ),
            ("crates/truce-new/Cargo.toml", "package.name = \"truce-new\""),
        ],
        &[
            "crates/truce-core/Cargo.toml: `truce-core` must not depend on `truce-log`",
            "crates/truce-log/Cargo.toml: `truce-log` must not depend on `truce-core`",
            "crates/truce-new/Cargo.toml: `truce-new` has no line in xtask/tests/tidy/arrows.rs",
            "crates/truce/Cargo.toml: `truce` must not depend on `truce-sim`",
        ],
    );
}
