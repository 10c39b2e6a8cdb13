//! Under which licences the packages stand that truce is built from.
//!
//! `deny.toml` is the list; `cargo deny check` reads it too, and more closely.
//! Here it is held with cargo alone, for the packages that this machine builds.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::project::Project;

/// What `deny.toml` lets in.
struct Allowed {
    licences: BTreeSet<String>,
    /// A package, and a licence that only it may have.
    exceptions: BTreeSet<(String, String)>,
    banned: BTreeSet<String>,
}

fn allowed(deny: &str) -> Allowed {
    let table: toml::Table = deny.parse().expect("deny.toml is TOML");
    let list = |table: Option<&toml::Value>, key: &str| -> Vec<toml::Value> {
        table.and_then(|t| t.get(key)).and_then(toml::Value::as_array).cloned().unwrap_or_default()
    };
    let text = |value: &toml::Value| value.as_str().unwrap_or_default().to_owned();
    let crate_of = |value: &toml::Value| value.get("crate").map(text).unwrap_or_default();
    let licences = table.get("licenses");
    let exceptions = list(licences, "exceptions").into_iter().flat_map(|exception| {
        let package = crate_of(&exception);
        list(Some(&exception), "allow").into_iter().map(move |l| (package.clone(), text(&l)))
    });
    Allowed {
        licences: list(licences, "allow").iter().map(text).collect(),
        exceptions: exceptions.collect(),
        banned: list(table.get("bans"), "deny").iter().map(crate_of).collect(),
    }
}

impl Allowed {
    fn allows(&self, package: &str, licence: &str) -> bool {
        self.licences.contains(licence)
            || self.exceptions.contains(&(package.to_owned(), licence.to_owned()))
    }

    /// Whether one may choose among a package's licences so that all that remain are allowed.
    fn suits(&self, package: &str, expression: &str) -> bool {
        let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
        let mut words = spaced.split_whitespace().peekable();
        self.either(package, &mut words) && words.peek().is_none()
    }

    fn either<'a>(&self, package: &str, words: &mut Words<impl Iterator<Item = &'a str>>) -> bool {
        let mut suits = self.both(package, words);
        while words.next_if_eq(&"OR").is_some() {
            suits |= self.both(package, words);
        }
        suits
    }

    fn both<'a>(&self, package: &str, words: &mut Words<impl Iterator<Item = &'a str>>) -> bool {
        let mut suits = self.one(package, words);
        while words.next_if_eq(&"AND").is_some() {
            suits &= self.one(package, words);
        }
        suits
    }

    fn one<'a>(&self, package: &str, words: &mut Words<impl Iterator<Item = &'a str>>) -> bool {
        let Some(word) = words.next() else { return false };
        if word == "(" {
            let suits = self.either(package, words);
            return words.next() == Some(")") && suits;
        }
        let licence = match words.next_if_eq(&"WITH").and_then(|_| words.next()) {
            Some(exception) => format!("{word} WITH {exception}"),
            None => word.to_owned(),
        };
        self.allows(package, &licence)
    }
}

/// The words of a licence expression.
type Words<I> = std::iter::Peekable<I>;

/// Packages, as `cargo metadata` lists them, under a licence that the list does not have.
fn faults(allowed: &Allowed, metadata: &Value) -> Vec<String> {
    let packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let field = |package: &Value, key: &str| -> String {
        package.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let unsuited = packages.filter_map(|package| {
        let (name, licence) = (field(package, "name"), field(package, "license"));
        let suits = allowed.suits(&name, &licence);
        (!suits)
            .then(|| format!("`{name}` stands under `{licence}`, which deny.toml does not allow"))
    });
    unsuited.collect()
}

/// Packages in a lock file that `deny.toml` bans, on whatever platform they are built.
fn banned(allowed: &Allowed, lock: &str) -> Vec<String> {
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    names.filter(|name| allowed.banned.contains(*name)).map(str::to_owned).collect()
}

/// What cargo knows of the packages built on this machine. Asks no network.
fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let version = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.expect("rustc -vV names its host");
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", host])
        .current_dir(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests"))
        .output()
        .expect("cargo runs");
    let fault = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "type `cargo fetch` and try again, for cargo says:\n{fault}");
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn ours() -> Allowed {
    allowed(&Project::ours().texts["deny.toml"])
}

#[test]
fn every_package_stands_under_a_licence_that_is_allowed() {
    let metadata = metadata();
    assert!(metadata["packages"].as_array().is_some_and(|packages| packages.len() > 10));
    assert_eq!(faults(&ours(), &metadata), Vec::<String>::new());
}

#[test]
fn no_banned_package_is_in_the_lock_file() {
    assert_eq!(banned(&ours(), &Project::ours().texts["Cargo.lock"]), Vec::<String>::new());
}

#[test]
fn a_licence_or_package_that_is_not_allowed_is_caught() {
    let allowed = allowed(
        "[licenses]\nallow = [\"MIT\", \"Apache-2.0\", \"Apache-2.0 WITH LLVM-exception\", \"Unicode-3.0\"]\n\
         exceptions = [{ crate = \"webauthn-rs\", allow = [\"MPL-2.0\"] }]\n\
         [bans]\ndeny = [{ crate = \"openssl-sys\" }]",
    );
    let metadata = serde_json::json!({ "packages": [
        { "name": "a", "license": "GPL-3.0-only" },
        { "name": "b", "license": "GPL-2.0 OR MIT" },
        { "name": "c", "license": "(MIT OR Apache-2.0) AND Unicode-3.0" },
        { "name": "d", "license": "MIT AND GPL-3.0-only" },
        { "name": "e", "license": "MIT/Apache-2.0" },
        { "name": "f", "license": null },
        { "name": "g", "license": "Apache-2.0 WITH LLVM-exception" },
        { "name": "webauthn-rs", "license": "MPL-2.0" },
        { "name": "h", "license": "MPL-2.0" },
    ]});
    let found = faults(&allowed, &metadata);
    let names: Vec<_> = found.iter().map(|fault| fault.split('`').nth(1).unwrap()).collect();
    assert_eq!(names, ["a", "d", "f", "h"]);
    assert_eq!(banned(&allowed, "name = \"ring\"\nname = \"openssl-sys\"\n"), ["openssl-sys"]);
}
