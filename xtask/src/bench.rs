//! The benches: which there are, and running them.

use std::fs;
use std::path::Path;

use crate::step::{Runs, Step, root, run};

/// A bench and the package that has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Bench {
    package: String,
    name: String,
}

/// Prints the benches.
pub fn list() -> Result<(), String> {
    let benches = benches(&root())?;
    if benches.is_empty() {
        println!("there are no benches: a crate names its own under [[bench]]");
    }
    for bench in benches {
        println!("{:<14} {}", bench.package, bench.name);
    }
    Ok(())
}

/// Lists the benches and runs all of them.
pub fn all() -> Result<(), String> {
    list()?;
    benches(&root())?.iter().try_for_each(run_one)
}

/// Runs the bench of that name, in whichever packages have it.
pub fn one(name: &str) -> Result<(), String> {
    let mut found = benches(&root())?;
    found.retain(|bench| bench.name == name);
    if found.is_empty() {
        return Err(format!("`{name}` is no bench: `cargo xtask bench --list` names them"));
    }
    found.iter().try_for_each(run_one)
}

fn run_one(bench: &Bench) -> Result<(), String> {
    let words = ["bench", "--package", &bench.package, "--bench", &bench.name];
    run(&Step {
        heading: "bench",
        runs: Runs::Cargo(words.map(str::to_owned).to_vec()),
        env: vec![],
        if_it_fails: "a bench does not run; its last lines above say why",
    })
    .map(drop)
}

/// Every bench that a crate's manifest names, in order.
fn benches(root: &Path) -> Result<Vec<Bench>, String> {
    let crates = root.join("crates");
    let unreadable = |fault: std::io::Error| format!("`crates` cannot be read: {fault}");
    let mut found = Vec::new();
    for folder in fs::read_dir(crates).map_err(unreadable)? {
        let manifest = folder.map_err(unreadable)?.path().join("Cargo.toml");
        let Ok(text) = fs::read_to_string(&manifest) else { continue };
        let faulty = |fault| format!("`{}` is no manifest: {fault}", manifest.display());
        found.extend(named_in(&text).map_err(faulty)?);
    }
    found.sort();
    Ok(found)
}

fn named_in(manifest: &str) -> Result<Vec<Bench>, toml::de::Error> {
    let manifest: toml::Table = manifest.parse()?;
    let text = |table: Option<&toml::Value>, key: &str| -> Option<String> {
        table?.get(key)?.as_str().map(str::to_owned)
    };
    let package = text(manifest.get("package"), "name").unwrap_or_default();
    let listed = manifest.get("bench").and_then(toml::Value::as_array);
    let names = listed.into_iter().flatten().filter_map(|bench| text(Some(bench), "name"));
    Ok(names.map(|name| Bench { package: package.clone(), name }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benches_are_those_that_a_manifest_names() {
        let manifest = "
[package]
name = \"truce-core\"

[[bench]]
name = \"parse\"
harness = false

[[bench]]
name = \"match\"
harness = false
";
        let found = named_in(manifest).unwrap();
        let names: Vec<_> = found.iter().map(|bench| (&*bench.package, &*bench.name)).collect();
        assert_eq!(names, [("truce-core", "parse"), ("truce-core", "match")]);
        assert_eq!(named_in("[package]\nname = \"truce\"").unwrap(), []);
    }
}
