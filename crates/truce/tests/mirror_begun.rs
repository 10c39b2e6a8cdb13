//! A program that was killed while it began a mirror: what it left holds nothing, and stands in nobody's way.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn truce(dir: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truce"));
    command.args(words).current_dir(dir);
    for name in ["TRUCE_NODE", "TRUCE_PASSPHRASE", "TRUCE_PASSPHRASE_FILE"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

#[test]
fn a_mirror_that_was_only_begun_stands_in_nobody_s_way_and_one_that_lost_its_head_does() {
    let dir = TempDir::new().unwrap();
    let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    let agreement = agreement.to_str().unwrap();
    let init = ["init", ".", "--seat", "un", "--agreement", agreement, "--no-passphrase"];
    assert!(truce(dir.path(), &init).status.success());
    let mirror = dir.path().join("logs/turkey");
    std::fs::create_dir(&mirror).unwrap();
    std::fs::write(mirror.join("lock"), "").unwrap();
    let read = |words: &[&str]| truce(dir.path(), words);
    let all = ["incidents"];
    let output = read(&all);
    assert!(output.status.success(), "{output:?}");
    std::fs::write(mirror.join("journal"), "").unwrap();
    let output = read(&all);
    assert!(output.status.success(), "{output:?}");
    std::fs::write(mirror.join("journal"), "entries").unwrap();
    let output = read(&all);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("has no head"), "{told}");
}
