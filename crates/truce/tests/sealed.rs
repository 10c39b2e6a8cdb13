//! Sealing fields of reports, and opening them again, as a user meets it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};
use tempfile::TempDir;
use truce::keys::{self, Use};

const ROWS: &str =
    "source,id,act,start,place,account\nradio,1,shelling,2017-05-06,Douma,The baker saw it.\n";
const SEAL: [&str; 6] = ["-n", "un", "import", "csv", "night.csv", "--seal"];

/// Two seats side by side.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
        let agreement = agreement.to_str().unwrap();
        for seat in ["un", "iran"] {
            desk.well(&["init", seat, "--seat", seat, "--agreement", agreement, "--no-passphrase"]);
            desk.well(&["-n", seat, "card", "--out", &format!("{seat}.card")]);
        }
        for (seat, other) in [("un", "iran"), ("iran", "un")] {
            let card = format!("{other}.card");
            desk.well(&["-n", seat, "peers", "add", "--card", &card, "--at", other]);
        }
        desk.write("sources.csv", "id,name,kind,reliability\nradio,Radio,press,D\n");
        desk.well(&["-n", "un", "import", "sources", "sources.csv"]);
        desk.write("night.csv", ROWS);
        desk
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.0.path().join(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// What a command prints, and its exit code where it is not 0.
    fn run(&self, args: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_truce"))
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .env_remove("TRUCE_NODE")
            .env_remove("TRUCE_PASSPHRASE")
            .env_remove("TRUCE_PASSPHRASE_FILE")
            .env("TRUCE_NOW", "2017-05-08T06:00:00Z")
            .output()
            .unwrap();
        let mut text = String::from_utf8(output.stdout).unwrap();
        text.push_str(&String::from_utf8(output.stderr).unwrap());
        match output.status.code() {
            Some(0) => text,
            code => format!("{text}exit {}\n", code.unwrap()),
        }
    }

    fn well(&self, args: &[&str]) -> String {
        let text = self.run(args);
        assert!(!text.contains("exit "), "{args:?}: {text}");
        text
    }

    fn seal(&self, more: &[&str]) -> String {
        self.run(&[&SEAL[..], more].concat())
    }

    fn check(&self, args: &[&str], expected: Expect) {
        expected.assert_eq(&self.run(args));
    }

    /// What each seat knows, the other has heard.
    fn go_round(&self) {
        for seat in ["un", "iran", "un", "iran"] {
            self.run(&["-n", seat, "sync"]);
        }
    }
}

#[test]
fn what_is_sealed_is_not_on_record_and_can_be_read_here() {
    let desk = Desk::new();
    desk.write("baker.toml", "person = \"the baker\"\ncontact = \"at the mill\"\n");
    desk.seal(&["account,place", "--told-by", "baker.toml"]);
    let entry = desk.well(&["-n", "un", "log", "un/2", "--json"]);
    for secret in ["baker", "Douma", "mill"] {
        assert!(!entry.contains(secret), "{entry}");
    }
    desk.check(
        &["-n", "un", "sealed", "list"],
        expect![[r#"
        entry  field    state   here
        ─────────────────────────────────────
        un/2   account  sealed  can be opened
        un/2   contact  sealed  can be opened
        un/2   person   sealed  can be opened
        un/2   place    sealed  can be opened
    "#]],
    );
    assert_eq!(
        desk.well(&["-n", "un", "sealed", "show", "un/2", "account"]),
        "The baker saw it.\n"
    );
    assert_eq!(desk.well(&["-n", "un", "sealed", "show", "un/2", "person"]), "the baker\n");
    assert!(desk.well(&["-n", "un", "sealed", "show", "un/2", "place"]).contains("Douma"));
}

#[test]
fn reading_a_sealed_file_again_changes_nothing_and_a_changed_text_is_a_correction() {
    let desk = Desk::new();
    assert!(desk.seal(&["account"]).contains("1 put on record"));
    let again = desk.seal(&["account"]);
    assert!(again.contains("0 put on record, 1 on record already"), "{again}");
    assert!(again.contains("was not compared"), "{again}");
    assert!(desk.seal(&["account", "--correct"]).contains("0 put on record, 1 on record already"));
    desk.write("night.csv", &ROWS.replace("saw", "heard"));
    assert!(desk.seal(&["account"]).contains("1 on record already"));
    let corrected = desk.seal(&["account", "--correct"]);
    assert!(corrected.contains("1 put on record, 1 of them corrections"), "{corrected}");
    assert_eq!(
        desk.well(&["-n", "un", "sealed", "show", "un/3", "account"]),
        "The baker heard it.\n"
    );
}

#[test]
fn a_sealed_row_is_never_put_on_record_in_the_open_by_mistake() {
    let desk = Desk::new();
    desk.seal(&["account"]);
    for more in [&[][..], &["--correct"]] {
        let open = desk.run(&[&SEAL[..5], more].concat());
        assert!(open.contains("with its account sealed: import it with --seal"), "{open}");
    }
    assert!(!desk.well(&["-n", "un", "log", "--json"]).contains("baker"));
}

#[test]
fn what_cannot_be_sealed_is_refused_and_not_quoted_on_the_screen() {
    let desk = Desk::new();
    let named = ROWS.replace("baker", "baker of Douma").replace("radio,1", "radio,");
    desk.write("night.csv", &named);
    let refused = desk.seal(&["place"]);
    assert!(refused.contains("line 2: why stands in the reject file"), "{refused}");
    assert!(desk.read("night.csv.rejects.csv").contains("needs an id"));
    desk.write("night.csv", &named.replace("radio,", "radio,1"));
    let refused = desk.seal(&["place"]);
    assert!(!refused.contains("baker") && !refused.contains("Douma"), "{refused}");
    assert!(desk.read("night.csv.rejects.csv").contains("the account may tell the place"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let rejects = fs::metadata(desk.0.path().join("night.csv.rejects.csv")).unwrap();
        assert_eq!(rejects.permissions().mode() & 0o777, 0o600);
    }
    desk.write("told.toml", "witness = \"the baker\"\n");
    let told = desk.seal(&["account", "--told-by", "told.toml"]);
    assert!(told.contains("does not say who told it") && !told.contains("baker"), "{told}");
    assert!(desk.seal(&["person"]).contains("account, doubts and place can be sealed"));
    let sources = ["-n", "un", "import", "sources", "sources.csv", "--seal", "account"];
    assert!(desk.run(&sources).contains("only reports can be sealed"));
}

#[test]
fn one_seat_can_be_shown_what_the_others_cannot_read() {
    let desk = Desk::new();
    desk.seal(&["account"]);
    desk.go_round();
    let show = ["-n", "iran", "sealed", "show", "un/2", "account"];
    assert!(desk.run(&show).contains("is not kept here"));
    let card = |seat| keys::card(&desk.0.path().join(seat)).unwrap();
    let key = |seat| card(seat).key(Use::Evidence).unwrap().public.clone();
    let share = ["-n", "un", "sealed", "share", "un/2", "account", "--to"];
    desk.well(&[&share[..], &[&key("iran"), "--out", "for-iran.age"]].concat());
    desk.well(&[&share[..], &[&key("un"), "--out", "for-un.age"]].concat());
    let accept = ["-n", "iran", "sealed", "accept", "un/2", "account"];
    let other = desk.run(&[&accept[..], &["for-un.age"]].concat());
    assert!(other.contains("sealed for another seat, was damaged"), "{other}");
    desk.well(&[&accept[..], &["for-iran.age"]].concat());
    assert_eq!(desk.well(&show), "The baker saw it.\n");
    let withhold = ["-n", "iran", "sealed", "withhold", "un/2", "account", "--reason", "ours"];
    assert!(desk.run(&withhold).contains("only that seat decides"));
}

#[test]
fn what_is_disclosed_is_open_to_everybody_and_cannot_be_withheld() {
    let desk = Desk::new();
    desk.seal(&["account"]);
    desk.go_round();
    assert!(!desk.well(&["-n", "iran", "incidents", "un/2"]).contains("The baker saw it."));
    desk.check(
        &["-n", "un", "sealed", "disclose", "un/2", "account"],
        expect![[r#"
        opened the account of un/2 for everybody, on record as un/4; next: truce sync
    "#]],
    );
    desk.check(
        &["-n", "un", "sealed", "disclose", "un/2", "account"],
        expect![[r#"
        the account of un/2 was opened before, by un/4
    "#]],
    );
    desk.go_round();
    let list = desk.well(&["-n", "iran", "sealed", "list"]);
    assert!(list.contains("opened by un/4"), "{list}");
    assert!(desk.well(&["-n", "iran", "incidents", "un/2"]).contains("The baker saw it."));
    let withhold = ["-n", "un", "sealed", "withhold", "un/2", "account", "--reason", "too late"];
    desk.check(
        &withhold,
        expect![[r#"
        truce: the account of un/2 was opened for everybody by un/4: it cannot be withheld any more
        exit 3
    "#]],
    );
}

#[test]
fn what_is_forgotten_stays_shut() {
    let desk = Desk::new();
    desk.seal(&["account"]);
    let withhold = ["-n", "un", "sealed", "withhold", "un/2", "account", "--reason", "asked to"];
    desk.check(
        &withhold,
        expect![[r#"
        the account of un/2 is withheld, on record as un/3; next: truce sync
    "#]],
    );
    desk.check(
        &[&withhold[..], &["--forget"]].concat(),
        expect![[r#"
        the account of un/2 was withheld before, by un/3
        destroyed what opens it; copies of `openings.sqlite` still do
    "#]],
    );
    desk.check(&["-n", "un", "sealed", "show", "un/2", "account"], expect![[r#"
        truce: what opens the account of un/2 is not kept here: it is another seat's, or was forgotten
        exit 3
    "#]]);
    desk.check(
        &["-n", "un", "sealed", "show", "un/2", "place"],
        expect![[r#"
        truce: the place of un/2 is not sealed: `truce sealed list` shows what is
        exit 3
    "#]],
    );
    let list = desk.well(&["-n", "un", "sealed", "list", "--json"]);
    assert!(list.contains("\"kept_here\": false"), "{list}");
}
