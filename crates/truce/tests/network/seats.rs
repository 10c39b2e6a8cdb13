//! A table of seats: their folders, what is typed there, and what their nodes say.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use truce::host::status::Status;
use truce_core::id::SeatId;
use truce_log::{Head, Note};

use crate::kills::cycles::free_addresses;

/// When the exercise begins, by the duty clock.
pub const MAY: &str = "2017-05-08T06:00:00Z";
/// A month later.
pub const JUNE: &str = "2017-06-08T06:00:00Z";
/// How long to wait for anything before the test ends by itself.
const PATIENCE: Duration = Duration::from_secs(240);

/// The seats of one exercise, in folders side by side.
pub struct Table {
    dir: TempDir,
}

/// One copy of a seat's node.
pub struct Seat {
    pub dir: PathBuf,
    /// Where it serves, or will.
    pub at: String,
    serving: Option<Serving>,
}

/// A running `truce serve`; stopped when dropped.
struct Serving {
    child: Child,
    told: Arc<Mutex<String>>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub text: String,
}

impl Said {
    fn of(output: &Output) -> Self {
        let text = [&output.stdout[..], &output.stderr[..]].concat();
        Self { code: output.status.code().unwrap(), text: String::from_utf8(text).unwrap() }
    }

    /// The text of a command that did what it was told.
    pub fn done(self) -> String {
        assert_eq!(self.code, 0, "{}", self.text);
        self.text
    }
}

/// Waits until something holds.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < end, "waited in vain: {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// A command of the program, as it is typed in a folder.
pub fn truce(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truce"));
    command.arg("-n").arg(dir);
    for name in
        ["TRUCE_NODE", "TRUCE_PASSPHRASE", "TRUCE_PASSPHRASE_FILE", "http_proxy", "HTTP_PROXY"]
    {
        command.env_remove(name);
    }
    command.env("TRUCE_NOW", MAY).env("NO_PROXY", "*");
    command
}

/// Copies a folder and what is in it, as `cp -r` does.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).unwrap();
        }
    }
}

impl Table {
    /// Nodes for some seats that know nobody yet.
    pub fn of(names: &[&str]) -> (Self, Vec<Seat>) {
        let table = Self { dir: TempDir::new().unwrap() };
        let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
        let mut seats = Vec::new();
        for (name, at) in names.iter().zip(free_addresses(names.len())) {
            let seat = Seat { dir: table.path(name), at, serving: None };
            let init = [
                seat.dir.to_str().unwrap(),
                "--seat",
                name,
                "--agreement",
                agreement.to_str().unwrap(),
            ];
            let init =
                truce(&seat.dir).arg("init").args(init).arg("--no-passphrase").output().unwrap();
            Said::of(&init).done();
            let sources = table.path(&format!("{name}-sources.csv"));
            fs::write(&sources, "id,name,kind,reliability\npress,The press,press,F\n").unwrap();
            seat.run(&["import", "sources", sources.to_str().unwrap()]).done();
            seats.push(seat);
        }
        (table, seats)
    }

    /// Nodes for some seats that serve, and have taken each other's keys into use.
    pub fn serving(names: &[&str]) -> (Self, Vec<Seat>) {
        let (table, mut seats) = Self::of(names);
        seats.iter_mut().for_each(|seat| seat.serve(MAY));
        let fingerprints: Vec<_> = seats.iter().map(Seat::fingerprint).collect();
        for seat in &seats {
            for (other, fingerprint) in
                seats.iter().zip(&fingerprints).filter(|(other, _)| other.dir != seat.dir)
            {
                seat.run(&["peers", "add", "--at", &other.url(), "--fingerprint", fingerprint])
                    .done();
            }
        }
        for seat in &seats {
            until("the keys are in use", || seat.status().peers.len() == seats.len() - 1);
        }
        (table, seats)
    }

    /// A place in the exercise's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

impl Seat {
    /// Another copy of the same node: its whole folder, at another address.
    pub fn copied_to(&self, dir: &Path) -> Self {
        copy(&self.dir, dir);
        Self { dir: dir.to_owned(), at: free_addresses(1).remove(0), serving: None }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.at)
    }

    /// Types a command in its folder.
    pub fn run(&self, args: &[&str]) -> Said {
        Said::of(&truce(&self.dir).args(args).output().unwrap())
    }

    /// Serves from now on, by this duty clock.
    pub fn serve(&mut self, now: &str) {
        assert!(self.serving.is_none());
        let mut command = truce(&self.dir);
        command.args(["serve", "--every", "1", "--listen", &self.at, "--now", now]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
        let mut child = command.spawn().unwrap();
        let told = Arc::new(Mutex::new(String::new()));
        let (kept, stderr) = (Arc::clone(&told), child.stderr.take().unwrap());
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut kept = kept.lock().unwrap();
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains(&self.at), "it does not serve: {line}{}", told.lock().unwrap());
        self.serving = Some(Serving { child, told });
    }

    /// Ends serving by `kill -9`.
    pub fn kill(&mut self) {
        assert!(self.serving.take().is_some());
    }

    /// What it said on the way, while it serves.
    pub fn told(&self) -> String {
        self.serving.as_ref().unwrap().told.lock().unwrap().clone()
    }

    /// Whether it is still there.
    pub fn is_up(&mut self) -> bool {
        self.serving.as_mut().unwrap().child.try_wait().unwrap().is_none()
    }

    /// The most memory that the serving program ever had, in KiB, where the system tells.
    pub fn memory_kib(&self) -> Option<u64> {
        let id = self.serving.as_ref().unwrap().child.id();
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// The digits that are read out over a telephone.
    pub fn fingerprint(&self) -> String {
        self.run(&["card"]).done().lines().last().unwrap().trim().to_owned()
    }

    /// Puts reports with these references on record.
    pub fn import(&self, references: &[&str]) {
        let mut rows = String::from("source,id,act,start,place,account\n");
        for id in references {
            rows.push_str(&format!("press,{id},shelling,2017-05-06T03:10,Douma,Heard at {id}.\n"));
        }
        let file = self.dir.with_extension("csv");
        fs::write(&file, rows).unwrap();
        let said = self.run(&["import", "csv", file.to_str().unwrap()]).done();
        assert!(said.contains(&format!("{} put on record", references.len())), "{said}");
    }

    /// How often each reference stands in a log as it is held here.
    pub fn references(&self, log: &str) -> BTreeMap<String, usize> {
        let said = self.run(&["log", "--seat", log, "--kind", "report", "--json"]).done();
        let mut found = BTreeMap::new();
        for part in said.split("\"reference\"").skip(1) {
            let reference = part.split('"').nth(1).unwrap();
            *found.entry(reference.to_owned()).or_default() += 1;
        }
        found
    }

    /// How things stood at the end of its last round.
    pub fn status(&self) -> Status {
        Status::read(&self.dir).unwrap().unwrap_or_default()
    }

    /// How many entries of a log are held and settled here.
    pub fn holds(&self, log: &str) -> (u64, u64) {
        let status = self.status();
        status.logs.get(&SeatId::new(log).unwrap()).map_or((0, 0), |log| (log.held, log.settled))
    }

    /// The head that it shows of a log.
    pub fn shows(&self, log: &str) -> Option<Head> {
        head_in(&self.dir.join("public").join(log).join("checkpoint"))
    }

    /// How many entries its own log has, as a fresh program reads it.
    pub fn size(&self) -> u64 {
        let name = self.run(&["log", "--json", "--last", "1"]).done();
        assert!(!name.is_empty());
        truce_log::verify(&self.own_log()).unwrap().size
    }

    fn own_log(&self) -> PathBuf {
        let settings = fs::read_to_string(self.dir.join("node.toml")).unwrap();
        let seat = settings.lines().find_map(|line| line.strip_prefix("seat = ")).unwrap();
        self.dir.join("logs").join(seat.trim_matches('"'))
    }
}

/// The head in a checkpoint's file; its signature is not looked at.
pub fn head_in(path: &Path) -> Option<Head> {
    Head::parse(&Note::parse(&fs::read(path).ok()?).ok()?.text).ok()
}

/// Waits until some seats hold at least so much of each log, and it is settled to each of them.
pub fn until_settled(seats: &[&Seat], logs: &[(&str, u64)]) {
    for seat in seats {
        for (log, size) in logs {
            until(
                &format!("{} settles {size} of {log}: {:?}", seat.dir.display(), seat.holds(log)),
                || {
                    let (held, settled) = seat.holds(log);
                    held >= *size && settled >= *size
                },
            );
        }
    }
}
