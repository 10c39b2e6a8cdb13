//! Marked strings are planted in everything that is sealed, and then looked for everywhere.
//!
//! In every byte that a node keeps or prints, whatever is asked of it and however it fails, none
//! of them may be found: not as it is, and not in the base64 that openings are written in.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tempfile::TempDir;
use truce::keys::{self, Cost, Passphrase};
use truce::node::{Node, append};
use truce::openings::{Opener, Openings};
use truce_core::commitment::{Commitment, SealedField, open};
use truce_core::entry::{Body, Entry};
use truce_core::report::Report;
use truce_core::sealed::Sealed;
use truce_core::time::Moment;

const CANARY: &str = "kanarya";
const SECRET: &str = "four kanarya words here";

/// Two nodes side by side, and everything that was ever printed.
struct Room {
    dir: TempDir,
    printed: String,
}

impl Room {
    fn new() -> Self {
        let mut room = Self { dir: TempDir::new().unwrap(), printed: String::new() };
        let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
        let agreement = agreement.to_str().unwrap().to_owned();
        for seat in ["un", "iran"] {
            room.well(&["init", seat, "--seat", seat, "--agreement", &agreement]);
            // The same keys and passphrase, quicker to open.
            let (dir, secret) = (room.dir.path().join(seat), Passphrase::new(SECRET));
            keys::reseal(&dir, &secret, &secret, Cost::CHEAP).unwrap();
            room.well(&["-n", seat, "card", "--out", &format!("{seat}.card")]);
        }
        for (seat, other) in [("un", "iran"), ("iran", "un")] {
            let card = format!("{other}.card");
            room.well(&["-n", seat, "peers", "add", "--card", &card, "--at", other]);
        }
        room.write(
            "sources.csv",
            "id,name,kind,reliability,aligned_with,group,seat\nradio,Radio,press,D,,,\n",
        );
        room.write(
            "reports.csv",
            "source,id,act,start,place,account\nradio,1,shelling,2017-05-06,Douma,Heard.\n",
        );
        room.run(&["-n", "un", "import", "sources", "sources.csv"]);
        room.run(&["-n", "un", "import", "csv", "reports.csv"]);
        room
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.dir.path().join(name), content).unwrap();
    }

    /// Runs a command, and keeps what it prints for the search; returns it and whether it went well.
    fn run(&mut self, args: &[&str]) -> (String, bool) {
        self.run_with(SECRET, args)
    }

    fn run_with(&mut self, passphrase: &str, args: &[&str]) -> (String, bool) {
        let (text, well) = self.unsearched(passphrase, args);
        self.printed.push_str(&text);
        (text, well)
    }

    /// Runs a command that is meant to show what is sealed.
    fn unsearched(&self, passphrase: &str, args: &[&str]) -> (String, bool) {
        let output = Command::new(env!("CARGO_BIN_EXE_truce"))
            .args(args)
            .current_dir(self.dir.path())
            .stdin(Stdio::null())
            .env_remove("TRUCE_NODE")
            .env("TRUCE_NOW", "2017-05-08T06:00:00Z")
            .env("TRUCE_PASSPHRASE", passphrase)
            .output()
            .unwrap();
        let mut text = String::from_utf8(output.stdout).unwrap();
        text.push_str(&String::from_utf8(output.stderr).unwrap());
        (text, output.status.success())
    }

    fn well(&mut self, args: &[&str]) -> String {
        let (text, well) = self.run(args);
        assert!(well, "{args:?}: {text}");
        text
    }

    fn ill(&mut self, args: &[&str]) {
        let (text, well) = self.run(args);
        assert!(!well, "{args:?}: {text}");
    }

    /// The digest of the only blob on record.
    fn blob(&mut self) -> String {
        let list = self.well(&["-n", "un", "evidence", "list", "--json"]);
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        list[0]["sha256"].as_str().unwrap().to_owned()
    }

    /// Puts a report on record of which everything that can be sealed is.
    fn seal_a_report(&self) -> Vec<Commitment> {
        let node = Node::open(&self.dir.path().join("un")).unwrap();
        let (record, _) = node.record().unwrap();
        let mut reports = record.entries().filter_map(|(_, entry)| {
            let Body::Report(report) = &entry.body else { return None };
            Some(Report::clone(report))
        });
        let mut report = reports.next().unwrap();
        report.reference = Some("2".to_owned());
        report.account = format!("{CANARY} in the account");
        report.doubts = vec![format!("{CANARY} in a doubt")];
        report.place.name = format!("{CANARY}-place");
        let own = keys::open(&node.dir, &Passphrase::new(SECRET)).unwrap().evidence;
        let mut openings = Openings::open(&node.dir, own.to_public()).unwrap();
        let mut kept = Vec::new();
        for field in [SealedField::Doubts, SealedField::Account, SealedField::Place] {
            kept.push(Opener::of_field(&mut report, field).unwrap());
        }
        for field in [SealedField::Person, SealedField::Contact] {
            let text = Sealed::new(format!("{CANARY}, +963 11 555"));
            kept.push(Opener::beside(&mut report, field, &text).unwrap());
        }
        openings.keep(&kept).unwrap();
        let commitments: Vec<Commitment> = report.sealed.values().cloned().collect();
        let entry = Entry::new(Body::Report(Arc::new(report)), Moment::from_unix(1_494_223_200));
        append(&mut node.writer().unwrap(), &[entry]).unwrap();
        assert_eq!(commitments.len(), 5);
        commitments
    }
}

/// Imports a file of which everything that can be sealed is; what is refused of it is not printed.
fn seal_by_import(room: &mut Room) {
    const IMPORT: [&str; 5] = ["-n", "un", "import", "csv", "night.csv"];
    const SEAL: [&str; 4] = ["--seal", "account,place", "--told-by", "who.toml"];
    let head = "source,id,act,start,place,account\n";
    room.write(
        "night.csv",
        &format!(
            "{head}radio,n1,shelling,2017-05-06,near the {CANARY} mill,The {CANARY} saw it.\n"
        ),
    );
    room.write("who.toml", &format!("person = \"{CANARY}\"\ncontact = \"+963 {CANARY}\"\n"));
    room.well(&[&IMPORT[..], &SEAL].concat());
    room.well(&[&IMPORT[..], &SEAL, &["--correct", "--json"]].concat());
    let theirs = keys::card(&room.dir.path().join("iran")).unwrap();
    let theirs = theirs.key(keys::Use::Evidence).unwrap().public.clone();
    room.well(&["-n", "un", "sealed", "list"]);
    for field in ["account", "place", "person", "contact"] {
        let (file, which) = (format!("{field}.age"), ["un/4", field]);
        let share = ["-n", "un", "sealed", "share", which[0], which[1], "--to", &theirs, "--out"];
        room.well(&[&share[..], &[&file]].concat());
        let (shown, _) = room.unsearched(SECRET, &["-n", "un", "sealed", "show", "un/4", field]);
        assert!(shown.contains(CANARY), "{field}: {shown}");
        search(&file, &fs::read(room.dir.path().join(&file)).unwrap());
    }
    room.ill(&["-n", "un", "sealed", "accept", "un/4", "account", "place.age"]);
    room.ill(&["-n", "un", "sealed", "accept", "un/4", "account", "who.toml"]);
    // Rows and files that are not taken.
    for bad in [
        format!("{head}radio,n2,{CANARY},2017-05-06,{CANARY},{CANARY}\n"),
        format!("{head}{CANARY},n2,shelling,2017-05-06,{CANARY},{CANARY}\n"),
        format!("{head}radio,n2,shelling,{CANARY},{CANARY},{CANARY}\n"),
        format!("{head}radio,,shelling,2017-05-06,{CANARY},{CANARY}\n"),
        format!("{head}radio,n2,shelling,2017-05-06,{CANARY},\"{CANARY}\n"),
        format!("radio,n2,shelling,2017-05-06,{CANARY},{CANARY}\n"),
        format!("{head}radio,n2,shelling,2017-05-06,Douma,{}\n", CANARY.repeat(1500)),
    ] {
        room.write("night.csv", &bad);
        room.ill(&[&IMPORT[..], &SEAL].concat());
        room.ill(&[&IMPORT[..], &SEAL, &["--json"]].concat());
    }
    room.write("who.toml", &format!("{CANARY} = 1\n"));
    room.ill(&[&IMPORT[..], &SEAL].concat());
}

/// How a canary looks in text, and inside base64 at each of the three places where it can begin.
fn marks() -> Vec<Vec<u8>> {
    let mut marks = vec![CANARY.as_bytes().to_vec()];
    for before in 0..3 {
        let padded = format!("{}{CANARY}", "x".repeat(before));
        let text = URL_SAFE_NO_PAD.encode(&padded);
        // The characters at both ends hold bits of what stands beside it.
        marks.push(text.as_bytes()[(before * 8).div_ceil(6)..text.len() - 1].to_vec());
    }
    marks
}

fn search(what: &str, bytes: &[u8]) {
    for mark in marks() {
        let found = bytes.windows(mark.len()).position(|window| window == mark);
        if let Some(at) = found {
            let around = &bytes[at.saturating_sub(80)..(at + 40).min(bytes.len())];
            panic!("a canary is in {what} at {at}: {}", String::from_utf8_lossy(around));
        }
    }
}

fn search_folder(dir: &Path) -> usize {
    let mut files = 0;
    for item in fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        search("a file's name", path.file_name().unwrap().to_string_lossy().as_bytes());
        if path.is_dir() {
            files += search_folder(&path);
        } else {
            search(&path.display().to_string(), &fs::read(&path).unwrap());
            files += 1;
        }
    }
    files
}

/// Takes in the picture.
const ADD: [&str; 7] =
    ["-n", "un", "evidence", "add", "kanarya-crater.jpg", "--media-type", "image/jpeg"];

/// What seats do when all is well.
fn a_good_day(room: &mut Room, blob: &str) {
    let theirs = keys::card(&room.dir.path().join("iran")).unwrap();
    let theirs = theirs.key(keys::Use::Evidence).unwrap().public.clone();
    room.well(&["-n", "un", "evidence", "list"]);
    room.well(&["-n", "un", "evidence", "check"]);
    room.well(&["-n", "un", "evidence", "share", blob, "--to", &theirs, "--out", "shared.age"]);
    room.well(&["-n", "un", "log"]);
    room.well(&["-n", "un", "log", "--json"]);
    room.well(&["-n", "un", "index", "--rebuild"]);
    room.well(&["-n", "un", "reports", "--json"]);
    room.well(&["-n", "un", "incidents"]);
    room.well(&["-n", "un", "keys", "show"]);
    room.well(&["-n", "un", "keys", "backup", "copy.toml"]);
    for format in ["text", "md", "html", "json"] {
        room.well(&["-n", "un", "bulletin", "--date", "2017-05-06", "--format", format]);
    }
    // Twice round: first each signs what it has, then each takes what the other signed.
    for seat in ["un", "iran", "un", "iran"] {
        room.run(&["-n", seat, "sync"]);
    }
    room.well(&["-n", "un", "peers"]);
    room.well(&["-n", "iran", "evidence", "hold", "un"]);
    room.well(&["-n", "iran", "evidence", "accept", blob, "shared.age"]);
    room.well(&["-n", "iran", "evidence", "list"]);
    for seat in ["iran", "un", "un"] {
        room.run(&["-n", seat, "sync", "--json"]);
    }
    room.well(&["-n", "un", "export", "stick"]);
}

/// What goes wrong.
fn a_bad_day(room: &mut Room, blob: &str) {
    room.ill(&["-n", "un", "evidence", "get", blob, "--out", "kanarya-crater.jpg"]);
    room.ill(&["-n", "un", "evidence", "add", "kanarya.missing", "--media-type", "image/png"]);
    room.ill(&[&ADD[..], &["--limit", "1000"]].concat());
    room.ill(&[
        "-n",
        "un",
        "evidence",
        "share",
        blob,
        "--to",
        "AGE-SECRET-KEY-kanarya",
        "--out",
        "x",
    ]);
    room.ill(&["-n", "un", "evidence", "accept", blob, "kanarya-crater.jpg"]);
    room.ill(&["-n", "un", "evidence", "accept", blob, "kanarya.missing"]);
    room.ill(&["-n", "un", "evidence", "accept", blob, "shared.age"]);
    room.ill(&["-n", "un", "evidence", "hold", "kanarya-crater.jpg"]);
    for passphrase in ["another kanarya passphrase", ""] {
        let get = ["-n", "un", "evidence", "get", blob, "--out", "x"];
        let (_, well) = room.run_with(passphrase, &get);
        assert!(!well);
    }
    let path = room.dir.path().join("un/evidence").join(&blob[..2]).join(blob);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    room.ill(&["-n", "un", "evidence", "check"]);
    room.ill(&["-n", "un", "evidence", "get", blob, "--out", "x"]);
    fs::write(&path, &whole).unwrap();
}

/// Whoever has the key finds the canaries: the search is not for nothing.
fn what_was_planted_is_there(room: &mut Room, blob: &str, commitments: &[Commitment]) {
    let (private, _) = room.unsearched(SECRET, &["-n", "un", "evidence", "list", "--private"]);
    assert!(private.contains("kanarya-crater.jpg") && private.contains("brought by kanarya"));
    room.well(&["-n", "iran", "evidence", "get", blob, "--out", "opened"]);
    assert!(fs::read_to_string(room.dir.path().join("opened")).unwrap().contains("kanarya"));
    let own = keys::open(&room.dir.path().join("un"), &Passphrase::new(SECRET)).unwrap().evidence;
    let openings = Openings::open(&room.dir.path().join("un"), own.to_public()).unwrap();
    for commitment in commitments {
        let disclosure = openings.disclosure(commitment, &own).unwrap().unwrap();
        let (_, value) = open(commitment, disclosure.expose()).unwrap();
        assert!(value.to_string().contains(CANARY), "{value}");
        assert!(std::panic::catch_unwind(|| search("it", disclosure.expose().as_bytes())).is_err());
    }
}

#[test]
fn no_canary_is_in_any_byte_that_is_kept_or_printed() {
    let mut room = Room::new();
    let commitments = room.seal_a_report();
    seal_by_import(&mut room);
    room.write("kanarya-crater.jpg", &"kanarya in the picture ".repeat(9000));
    room.well(&[&ADD[..], &["--private", "brought by kanarya", "--note", "a crater"]].concat());
    let blob = room.blob();
    a_good_day(&mut room, &blob);
    a_bad_day(&mut room, &blob);
    what_was_planted_is_there(&mut room, &blob, &commitments);
    room.well(&["-n", "un", "evidence", "erase", &blob, "--reason", "withdrawn"]);
    room.well(&["-n", "un", "evidence", "erase", &blob, "--reason", "withdrawn"]);
    room.ill(&["-n", "un", "evidence", "get", &blob, "--out", "x"]);
    let list = room.well(&["-n", "un", "evidence", "list"]);
    assert!(list.contains("erasure attested by 1 of 2"), "{list}");

    search("what was printed", room.printed.as_bytes());
    for seat in ["un", "iran"] {
        let files = search_folder(&room.dir.path().join(seat));
        assert!(files > 10, "{files} files in the folder of {seat}");
    }
    assert!(search_folder(&room.dir.path().join("stick")) > 3);
    search("the shared key", &fs::read(room.dir.path().join("shared.age")).unwrap());
    search("the copy of the keys", &fs::read(room.dir.path().join("copy.toml")).unwrap());
}

#[test]
fn a_mark_is_found_wherever_it_begins_in_base64() {
    for before in 0..9 {
        let text = URL_SAFE_NO_PAD.encode(format!("{}{CANARY} and more", "ö".repeat(before)));
        assert!(std::panic::catch_unwind(|| search("it", text.as_bytes())).is_err(), "{before}");
    }
    search("it", URL_SAFE_NO_PAD.encode("a bird, and no canary").as_bytes());
}
