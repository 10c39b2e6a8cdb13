//! The seat's keys, as a user meets them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};
use tempfile::TempDir;
use truce::keys::{self, Cost, Passphrase};

const ORIGIN: &str = "truce/3f2a9c1b5e6d7f80/un";
const SECRET: &str = "four canary words here";

/// A folder with a seat's keys in `ops`, sealed under [`SECRET`].
struct Desk(TempDir);

impl Desk {
    fn sealed() -> Self {
        let desk = Self(TempDir::new().unwrap());
        fs::create_dir(desk.0.path().join("ops")).unwrap();
        let dir = desk.0.path().join("ops");
        keys::create(&dir, ORIGIN, &Passphrase::new(SECRET), Cost::CHEAP).unwrap();
        desk
    }

    /// What a command prints, and its exit code where it is not 0. No secret is ever in it.
    fn run(&self, args: &[&str], set: &[(&str, &str)]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truce"));
        command.args(args).current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["TRUCE_NODE", "TRUCE_PASSPHRASE", "TRUCE_PASSPHRASE_FILE"] {
            command.env_remove(name);
        }
        let output = command.envs(set.iter().copied()).output().unwrap();
        let mut text = String::from_utf8(output.stdout).unwrap();
        text.push_str(&String::from_utf8(output.stderr).unwrap());
        assert!(!text.contains("canary"), "{text}");
        match output.status.code() {
            Some(0) => text,
            code => format!("{text}exit {}\n", code.unwrap()),
        }
    }

    fn check(&self, args: &[&str], set: &[(&str, &str)], expected: Expect) {
        expected.assert_eq(&self.run(args, set));
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.0.path().join(name), content).unwrap();
    }
}

fn opens(dir: &Path, passphrase: &str) -> bool {
    keys::open(dir, &Passphrase::new(passphrase)).is_ok()
}

#[test]
fn the_card_is_shown_without_a_passphrase() {
    let desk = Desk(TempDir::new().unwrap());
    fs::create_dir(desk.0.path().join("ops")).unwrap();
    keys::create_demo(&desk.0.path().join("ops"), ORIGIN).unwrap();
    let shown = desk.run(&["-n", "ops", "keys", "show"], &[]);
    // The anchor's key is there where the program is built with it.
    let shown: Vec<&str> =
        shown.split("\n\n").filter(|part| !part.starts_with("anchor:")).collect();
    expect![[r#"
        truce/3f2a9c1b5e6d7f80/un

        log: signs the log
          truce/3f2a9c1b5e6d7f80/un+09514371+AdZ7VN7njCZCk1pOpnxiXuDecj+krIVqE7IoBoqTcCus
          40837 21612 32326 65202 60204 81617 86181 79614

        mirror: signs what it holds of others
          truce/3f2a9c1b5e6d7f80/un/mirror+3fb9fe0d+BJcGDgbZ/XhO0EtPBjCP/Sng/yC+9flT2xBogMeQtZ9s
          76446 78198 76663 38057 59967 62370 14908 36447

        witness: signs heads that others show it
          truce/3f2a9c1b5e6d7f80/un/witness+8ae7f360+BJX80pLzo7pjIf/kJCRWHD1IPRbn/FnD0ARfwdYPJH/F
          28790 72540 05776 80250 48762 84691 81048 69708

        evidence: opens evidence shared with it
          age1dafnryu7xy7j9c0tec0v7npz2aqwxyfmx9kew26t4aknahpr6spqtqgkzr
          52707 03270 32131 44894 78004 27738 52064 58899

        no passphrase: whoever has this folder has the keys. For exercises only.
    "#]]
    .assert_eq(&shown.join("\n\n"));
    let sealed = Desk::sealed();
    let card = sealed.run(&["-n", "ops", "keys", "show", "--json"], &[]);
    assert!(card.contains("\"sealed\": true"), "{card}");
}

#[test]
fn what_needs_a_passphrase_says_how_to_give_it_where_there_is_no_terminal() {
    let desk = Desk::sealed();
    desk.check(&["-n", "ops", "keys", "passphrase"], &[], expect![[r#"
        truce: a passphrase is needed to open the keys, and there is no terminal to ask at: set TRUCE_PASSPHRASE_FILE to a file that holds it, or TRUCE_PASSPHRASE to the passphrase itself
        exit 3
    "#]]);
    let empty = [("TRUCE_PASSPHRASE", "")];
    desk.check(&["-n", "ops", "keys", "passphrase"], &empty, expect![[r#"
        truce: TRUCE_PASSPHRASE is empty: give a passphrase; for an exercise, `truce init --no-passphrase` makes keys that need none
        exit 3
    "#]]);
    let wrong = [("TRUCE_PASSPHRASE", "four canary words hear")];
    desk.check(&["-n", "ops", "keys", "passphrase"], &wrong, expect![[r#"
        truce: the passphrase does not open `ops/keys.toml`: mind the keyboard's layout and try again; if it is lost, only a backup whose passphrase is known helps
        exit 3
    "#]]);
    let missing = [("TRUCE_PASSPHRASE_FILE", "missing")];
    desk.check(&["-n", "ops", "keys", "passphrase"], &missing, expect![[r#"
        truce: cannot read `missing`: there is no such file or folder (TRUCE_PASSPHRASE_FILE names it)
        exit 3
    "#]]);
}

#[test]
fn the_passphrase_is_changed_without_a_terminal() {
    let desk = Desk::sealed();
    desk.write("old", &format!("{SECRET}\n"));
    desk.write("new", "five other canary words here\n");
    desk.write("short", "canary\n");
    let ops = desk.0.path().join("ops");
    let set = |new| [("TRUCE_PASSPHRASE_FILE", "old"), ("TRUCE_NEW_PASSPHRASE_FILE", new)];
    desk.check(
        &["-n", "ops", "keys", "passphrase"],
        &set("short"),
        expect![[r#"
        truce: the passphrase is shorter than 12 characters: take five or six words
        exit 3
    "#]],
    );
    assert!(opens(&ops, SECRET));
    desk.check(
        &["-n", "ops", "keys", "passphrase"],
        &set("new"),
        expect![[r#"
        the keys are sealed under the new passphrase
        copies made before open with the old one: make a new copy, destroy those
    "#]],
    );
    assert!(!opens(&ops, SECRET) && opens(&ops, "five other canary words here"));
    let text = fs::read_to_string(keys::path_in(&ops)).unwrap();
    assert!(text.contains("memory_kib = 65536\npasses = 3\nlanes = 1\n"), "{text}");
    let open = [("TRUCE_PASSPHRASE_FILE", "new")];
    desk.check(
        &["-n", "ops", "keys", "passphrase", "--no-passphrase"],
        &open,
        expect![[r#"
        no passphrase: whoever has this folder has the keys. For exercises only.
        copies made before open with the old one: make a new copy, destroy those
    "#]],
    );
    assert!(opens(&ops, ""));
}

#[test]
fn a_copy_is_put_back_only_where_there_are_no_keys() {
    let desk = Desk::sealed();
    let card = desk.run(&["-n", "ops", "keys", "show"], &[]);
    desk.check(
        &["-n", "ops", "keys", "backup", "copy.toml"],
        &[],
        expect![[r#"
        copied the keys to `copy.toml`, sealed as they are
        keep it off this machine, and the passphrase apart from it
    "#]],
    );
    desk.check(
        &["-n", "ops", "keys", "backup", "copy.toml"],
        &[],
        expect![[r#"
        truce: `copy.toml` is there already: name a new file for the copy
        exit 3
    "#]],
    );
    desk.check(&["-n", "ops", "keys", "restore", "copy.toml"], &[], expect![[r#"
        truce: there are keys in `ops/keys.toml` already, and nothing is put over them: move that file away first
        exit 3
    "#]]);
    fs::create_dir(desk.0.path().join("new")).unwrap();
    desk.check(&["-n", "new", "keys", "show"], &[], expect![[r#"
        truce: there are no keys in `new/keys.toml`: `truce init` makes them, and `truce keys restore FILE` puts back a backup
        exit 3
    "#]]);
    let restored = desk.run(&["-n", "new", "keys", "restore", "copy.toml"], &[]);
    assert!(restored.ends_with(&card), "{restored}");
    assert!(opens(&desk.0.path().join("new"), SECRET));
    desk.write("junk.toml", "not keys");
    fs::create_dir(desk.0.path().join("third")).unwrap();
    desk.check(&["-n", "third", "keys", "restore", "junk.toml"], &[], expect![[r#"
        truce: `junk.toml` was damaged or changed (key with no value, expected `=`): put back a backup with `truce keys restore FILE`
        exit 3
    "#]]);
}

#[test]
fn new_keys_take_over_when_a_head_that_the_old_one_signed_covers_them() {
    let desk = Desk(TempDir::new().unwrap());
    let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    let agreement = agreement.to_str().unwrap();
    desk.run(&["init", "un", "--seat", "un", "--agreement", agreement, "--no-passphrase"], &[]);
    let dir = desk.0.path().join("un");
    let card = |which: keys::Use| keys::card(&dir).unwrap().key(which).unwrap().public.clone();
    let before = card(keys::Use::Log);
    desk.check(
        &["-n", "un", "seat", "rotate", "--finish"],
        &[],
        expect![[r#"
        truce: no new keys wait: `truce seat rotate --reason WORDS` makes some
        exit 3
    "#]],
    );
    let rotate = ["-n", "un", "seat", "rotate", "--reason", "the duty officer changed"];
    desk.check(
        &rotate,
        &[],
        expect![[r#"
        put on record as un/1
        next: truce sync, until `truce peers` shows that the others hold that entry;
        then truce seat rotate --finish, and a new copy with truce keys backup
    "#]],
    );
    desk.check(
        &rotate,
        &[],
        expect![[r#"
        the new keys are on record already as un/1
        next: truce sync, until `truce peers` shows that the others hold that entry;
        then truce seat rotate --finish, and a new copy with truce keys backup
    "#]],
    );
    desk.check(&["-n", "un", "seat", "rotate", "--finish"], &[], expect![[r#"
        truce: the new keys do not yet stand under a head that the old one signed: `truce seat rotate --reason WORDS` puts them on record, `truce sync` signs it
        exit 3
    "#]]);
    assert_eq!(card(keys::Use::Log), before);
    desk.run(&["-n", "un", "sync"], &[]);
    let shown = fs::read(dir.join("public/un/checkpoint")).unwrap();
    let old = [before.parse().unwrap()];
    assert_eq!(truce_log::Checkpoint::read(&shown, &old).unwrap().head().size, 2);
    desk.run(&["-n", "un", "seat", "rotate", "--finish"], &[]);
    let after = card(keys::Use::Log);
    assert_ne!(after, before);
    let new = [after.parse().unwrap()];
    assert_eq!(truce_log::Checkpoint::read(&shown, &new).unwrap().head().size, 2);
    // The next head is signed by the new one alone.
    let effort = "id,name,kind,reliability,aligned_with,group,seat\nradio,Radio,press,D,,,\n";
    desk.write("sources.csv", effort);
    desk.run(&["-n", "un", "import", "sources", "sources.csv"], &[]);
    desk.run(&["-n", "un", "sync"], &[]);
    let shown = fs::read(dir.join("public/un/checkpoint")).unwrap();
    assert_eq!(truce_log::Checkpoint::read(&shown, &new).unwrap().head().size, 3);
    assert!(truce_log::Checkpoint::read(&shown, &old).is_err());
}
