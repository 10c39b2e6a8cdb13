//! Two real nodes in a folder, each a peer of the other.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Outcome, words};

/// How long a node may take to show what it has.
const PATIENCE: Duration = Duration::from_secs(600);

/// A node's folder and the program that works in it.
#[derive(Debug)]
pub struct Place {
    pub at: String,
    pub dir: PathBuf,
    pub name: &'static str,
    program: PathBuf,
}

/// A program that is stopped when it is no longer needed.
#[derive(Debug)]
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sets up two nodes that do not know each other yet.
pub fn two(dir: &Path) -> Outcome<[Place; 2]> {
    // Examples lie in a folder beside the program.
    let own = std::env::current_exe().map_err(words("this program"))?;
    let beside = own.parent().and_then(Path::parent).map(|dir| dir.join("truce"));
    let program = beside
        .filter(|program| program.is_file())
        .ok_or("the program is not built: cargo build --release -p truce")?;
    let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    let set_up = |name: &'static str| {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let at = free.map_err(words("an address"))?.to_string();
        let place = Place { at, dir: dir.join(name), name, program: program.clone() };
        let mut init = place.command(&["init"]);
        init.arg(&place.dir).args(["--seat", name, "--no-passphrase", "--agreement"]);
        done(init.arg(&agreement))?;
        Ok::<_, String>(place)
    };
    Ok([set_up("un")?, set_up("turkey")?])
}

impl Place {
    /// The program in this node's folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("-n").arg(&self.dir).args(args).stdin(Stdio::null());
        for name in ["TRUCE_NODE", "TRUCE_NOW", "TRUCE_PASSPHRASE", "TRUCE_PASSPHRASE_FILE"] {
            command.env_remove(name);
        }
        command
    }

    /// Learns another's keys, and that it is found at an address.
    pub fn meet(&self, other: &Self, at: &str) -> Outcome {
        let card = other.dir.with_extension("card");
        done(other.command(&["card", "--out"]).arg(&card))?;
        let url = format!("http://{at}");
        done(self.command(&["peers", "add", "--at", &url, "--card"]).arg(&card))
    }

    /// Puts so many made-up reports on record.
    pub fn fill(&self, count: u64) -> Outcome {
        let file = self.dir.with_extension("csv");
        let sources = self.dir.with_extension("sources.csv");
        fs::write(&sources, "id,name,kind,reliability\nbench,Bench,press,F\n")
            .map_err(words("sources"))?;
        done(self.command(&["import", "sources"]).arg(&sources))?;
        let mut rows = BufWriter::new(fs::File::create(&file).map_err(words("rows"))?);
        let mut write = || {
            writeln!(rows, "source,id,act,start,lat,lon,radius_m,account")?;
            for row in 0..count {
                let (minute, hour) = (row % 60, row / 60 % 24);
                let (day, month) = (1 + row / 1440 % 28, 1 + row / 40_320 % 12);
                writeln!(
                    rows,
                    "bench,r{row},shelling,2017-{month:02}-{day:02}T{hour:02}:{minute:02},33.{:04},36.{:04},2500,\
                     {row} impacts heard north of the village by the road and smoke seen over the bridge until night",
                    row % 10_000,
                    row / 7 % 10_000,
                )?;
            }
            rows.flush()
        };
        write().map_err(words("rows"))?;
        done(self.command(&["import", "csv", "--no-index"]).arg(&file))
    }

    /// Serves, and returns when the checkpoint covers its log.
    pub fn serve(&self, every_s: &str, size: u64) -> Outcome<Running> {
        let told = fs::File::create(self.dir.with_extension("told")).map_err(words("a file"))?;
        let mut serve = self.command(&["serve", "--every", every_s, "--listen", &self.at]);
        serve.stdout(Stdio::null()).stderr(told);
        let running = Running(serve.spawn().map_err(words("a node"))?);
        let end = Instant::now() + PATIENCE;
        while self.shows(self.name) < size {
            if Instant::now() > end {
                return Err(format!("`{}` does not show its log", self.name));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(running)
    }

    /// How many entries of a log it shows.
    pub fn shows(&self, log: &str) -> u64 {
        let bytes = fs::read(self.dir.join("public").join(log).join("checkpoint"));
        let note = bytes.ok().and_then(|bytes| truce_log::Note::parse(&bytes).ok());
        note.and_then(|note| truce_log::Head::parse(&note.text).ok()).map_or(0, |head| head.size)
    }
}

fn done(command: &mut Command) -> Outcome {
    let output = command.output().map_err(words("the program"))?;
    if output.status.success() {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&output.stdout);
    Err(format!("{command:?}: {told}{}", String::from_utf8_lossy(&output.stderr)))
}
