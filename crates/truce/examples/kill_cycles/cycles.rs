//! Two nodes that mirror each other, imports without pause, and `kill -9` at any moment.
//!
//! After each kill: whatever an import acknowledged is on record, once; every
//! head that anybody ever saw of a log is that of its first entries; what a
//! mirror cosigned it holds; what the node has put its name to can be read, and
//! is no less than what it published.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use truce::host::card::PublicCard;
use truce::node::Node;
use truce_log::tree::leaf;
use truce_log::{Checkpoint, Hash, Reader, Tree, VerifierKey};
use truce_node::State;

/// After how many cycles new folders are begun, so that reading all of a log stays short.
const CYCLES_OF_A_WORLD: u64 = 50;
/// How long the nodes may take to come to rest at the end of a world.
const PATIENCE: Duration = Duration::from_secs(180);
const NAMES: [&str; 2] = ["un", "turkey"];

/// What was done and seen.
#[derive(Debug, Default)]
pub struct Tally {
    acknowledged: u64,
    cycles: u64,
    /// Heads seen, of all logs and wherever they were shown.
    heads: u64,
    imports: u64,
    /// Imports that were killed before they said anything.
    imports_killed: u64,
    serves_killed: u64,
    /// Batches that a kill cut short.
    torn: u64,
    worlds: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} cycles in {} worlds: {} serving programs and {} imports killed; {} imports acknowledged {} entries; \
             {} heads seen; {} torn batches cut off",
            self.cycles,
            self.worlds,
            self.serves_killed,
            self.imports_killed,
            self.imports,
            self.acknowledged,
            self.heads,
            self.torn
        )
    }
}

/// Chance, from a seed (SplitMix64: Steele, Lea and Flood, 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

type Outcome<T = ()> = Result<T, String>;

/// Where a head was seen, of which log; with the head's file.
type Sightings = Arc<Mutex<BTreeSet<(usize, usize, Vec<u8>)>>>;

/// One node.
struct Place {
    dir: PathBuf,
    at: String,
    name: &'static str,
    /// What imports acknowledged, by reference.
    acknowledged: BTreeSet<String>,
    log_key: VerifierKey,
    mirror_key: VerifierKey,
    serving: Option<Child>,
}

/// Two nodes and all that was seen of them.
struct World<'a> {
    dir: tempfile::TempDir,
    places: Vec<Place>,
    program: &'a Path,
    /// The heads of each log: root by size.
    seen: Vec<BTreeMap<u64, Hash>>,
    sightings: Sightings,
    stop: Arc<AtomicBool>,
}

/// Kills so many times; `tell` hears how far it is.
///
/// # Errors
/// If anything that was acknowledged is lost, or a head does not fit: in words.
pub fn run(program: &Path, cycles: u64, seed: u64, tell: &mut dyn FnMut(&Tally)) -> Outcome<Tally> {
    let (mut tally, mut dice) = (Tally::default(), Dice(seed));
    while tally.cycles < cycles {
        let mut world = World::new(program)?;
        let lived = world.live(cycles - tally.cycles, &mut dice, &mut tally);
        lived.map_err(|why| world.kept(&why))?;
        tally.worlds += 1;
        tell(&tally);
    }
    Ok(tally)
}

/// Addresses on the loopback that were free a moment ago.
///
/// Below the ports that systems give to whoever asks anywhere: one of those could be taken between a fall and a start.
#[must_use]
pub fn free_addresses(count: usize) -> Vec<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let offset = std::process::id().wrapping_mul(61);
    let ports = std::iter::repeat_with(|| {
        NEXT.fetch_add(1, Ordering::Relaxed).wrapping_add(offset) % 20_000
    });
    let addresses = ports.map(|port| format!("127.0.0.1:{}", 12_000 + port));
    addresses.filter(|address| TcpListener::bind(address).is_ok()).take(count).collect()
}

fn words(what: &str) -> impl Fn(std::io::Error) -> String + '_ {
    move |fault| format!("{what}: {fault}")
}

impl<'a> World<'a> {
    fn new(program: &'a Path) -> Outcome<Self> {
        let dir = tempfile::tempdir().map_err(words("a folder"))?;
        let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
        let mut places = Vec::new();
        for (name, at) in NAMES.into_iter().zip(free_addresses(NAMES.len())) {
            let place = dir.path().join(name);
            let mut init = command(program, &place);
            init.arg("init").arg(&place).args(["--seat", name, "--no-passphrase", "--agreement"]);
            done(init.arg(&agreement))?;
            let card = Node::open(&place)
                .and_then(|node| PublicCard::of(&node))
                .map_err(|f| f.to_string())?;
            let key = |text: &str| text.parse::<VerifierKey>().map_err(|fault| fault.to_string());
            let (log_key, mirror_key) = (key(&card.key)?, key(&card.mirror)?);
            let acknowledged = BTreeSet::new();
            places.push(Place {
                dir: place,
                at,
                name,
                acknowledged,
                log_key,
                mirror_key,
                serving: None,
            });
        }
        let sources = dir.path().join("sources.csv");
        fs::write(&sources, "id,name,kind,reliability\npress,The press,press,F\n")
            .map_err(words("sources"))?;
        for (one, other) in [(0, 1), (1, 0)] {
            let card = dir.path().join(NAMES[other]).with_extension("card");
            done(command(program, &places[other].dir).arg("card").arg("--out").arg(&card))?;
            let url = format!("http://{}", places[other].at);
            done(
                command(program, &places[one].dir)
                    .args(["peers", "add", "--at", &url, "--card"])
                    .arg(&card),
            )?;
            done(command(program, &places[one].dir).args(["import", "sources"]).arg(&sources))?;
        }
        let seen = vec![BTreeMap::new(); NAMES.len()];
        let (sightings, stop) = (Sightings::default(), Arc::new(AtomicBool::new(false)));
        watch(dir.path().to_owned(), Arc::clone(&sightings), Arc::clone(&stop));
        Ok(Self { dir, places, program, seen, sightings, stop })
    }

    /// So many cycles at most, and the end.
    fn live(&mut self, cycles: u64, dice: &mut Dice, tally: &mut Tally) -> Outcome {
        for _ in 0..CYCLES_OF_A_WORLD.min(cycles) {
            self.cycle(dice, tally)?;
            tally.cycles += 1;
        }
        self.end(tally)
    }

    /// Keeps the folders for whoever looks into what went wrong.
    fn kept(&mut self, why: &str) -> String {
        self.dir.disable_cleanup(true);
        format!("{why}\nkept: {}", self.dir.path().display())
    }

    /// Serves, imports, kills, looks.
    fn cycle(&mut self, dice: &mut Dice, tally: &mut Tally) -> Outcome {
        for place in &mut self.places {
            place.serve(self.program)?;
        }
        let longest_ms = if dice.below(3) == 0 { 400 } else { 2_000 };
        let life = Duration::from_millis(dice.below(longest_ms));
        let end = Instant::now() + life;
        // Both fall, or one of them.
        let fall: Vec<usize> = match dice.below(3) {
            0 => vec![0, 1],
            1 => vec![0],
            _ => vec![1],
        };
        while Instant::now() < end {
            let which = usize::from(dice.below(4) == 0);
            self.import(which, end, dice, tally)?;
        }
        for which in fall {
            self.places[which].kill()?;
            tally.serves_killed += 1;
        }
        (0..self.places.len()).try_for_each(|which| self.look(which, tally))
    }

    /// An import that is killed if the cycle's end comes first.
    fn import(
        &mut self,
        which: usize,
        end: Instant,
        dice: &mut Dice,
        tally: &mut Tally,
    ) -> Outcome {
        let mut rows = String::from("source,id,act,start,place,account\n");
        let count = 1 + dice.below(40);
        let references: Vec<String> = (0..count)
            .map(|row| format!("c{}-i{}-{row}", tally.cycles, tally.imports + tally.imports_killed))
            .collect();
        for reference in &references {
            rows.push_str(&format!("press,{reference},shelling,2017-05-06T03:10,Douma,Heard.\n"));
        }
        let file = self.dir.path().join("rows.csv");
        fs::write(&file, rows).map_err(words("rows"))?;
        let place = &mut self.places[which];
        let mut import = command(self.program, &place.dir);
        import.args(["import", "csv"]).arg(&file).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = import.spawn().map_err(words("an import"))?;
        while child.try_wait().map_err(words("an import"))?.is_none() {
            if Instant::now() >= end {
                child.kill().map_err(words("an import"))?;
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
        let (mut said, mut faults) = (String::new(), String::new());
        child.stdout.take().map(|mut out| out.read_to_string(&mut said));
        child.stderr.take().map(|mut out| out.read_to_string(&mut faults));
        let status = child.wait().map_err(words("an import"))?;
        if said.contains(&format!("{count} put on record")) {
            place.acknowledged.extend(references);
            tally.imports += 1;
            tally.acknowledged += count;
        } else if status.code().is_some() {
            return Err(format!("an import failed by itself: {said}{faults}"));
        } else {
            tally.imports_killed += 1;
        }
        Ok(())
    }

    /// Holds what is on a node's disk against all that was acknowledged and seen.
    fn look(&mut self, which: usize, tally: &mut Tally) -> Outcome {
        self.take_sightings(tally)?;
        let place = &self.places[which];
        let (found, roots) = read(&place.dir.join("logs").join(place.name), &self.seen[which])?;
        for reference in &place.acknowledged {
            if found.get(reference) != Some(&1) {
                return Err(format!(
                    "`{reference}` was acknowledged and stands {:?} times",
                    found.get(reference)
                ));
            }
        }
        for (size, root) in &self.seen[which] {
            if roots.get(size) != Some(root) {
                return Err(format!(
                    "the head of {size} entries of `{}` is not that of its log",
                    place.name
                ));
            }
        }
        let state = fs::read_to_string(place.dir.join("state")).map_err(words("the state"))?;
        let state = State::parse(&state).map_err(|fault| fault.to_string())?;
        let signed = state.own.map_or(0, |own| own.size);
        let published = self.seen[which].keys().next_back().copied().unwrap_or(0);
        if signed < published {
            return Err(format!(
                "`{}` published {published} entries, and says that it signed {signed}",
                place.name
            ));
        }
        let torn =
            fs::read_dir(place.dir.join("logs").join(place.name)).map_err(words("the log"))?;
        let torn =
            torn.flatten().filter(|file| file.file_name().to_string_lossy().contains("torn"));
        for file in torn {
            let _ = fs::remove_file(file.path());
            tally.torn += 1;
        }
        self.look_at_mirror(which, 1 - which)
    }

    /// What a node cosigned of the other's log it holds.
    fn look_at_mirror(&self, here: usize, of: usize) -> Outcome {
        let (here, of_log) = (&self.places[here], &self.places[of]);
        let shown = here.dir.join("public").join(of_log.name).join("checkpoint");
        let Ok(bytes) = fs::read(shown) else { return Ok(()) };
        let checkpoint = believed(&bytes, of_log)?;
        if checkpoint.cosigned(&here.mirror_key).is_none() {
            return Ok(());
        }
        let head = checkpoint.head();
        let wanted = BTreeMap::from([(head.size, head.root)]);
        let (_, roots) = read(&here.dir.join("logs").join(of_log.name), &wanted)?;
        if roots.get(&head.size) == Some(&head.root) {
            Ok(())
        } else {
            Err(format!("`{}` cosigned what it does not hold", here.name))
        }
    }

    /// Two heads of one size are one head.
    fn take_sightings(&mut self, tally: &mut Tally) -> Outcome {
        let sightings =
            std::mem::take(&mut *self.sightings.lock().map_err(|fault| fault.to_string())?);
        for (_, of, bytes) in sightings {
            let checkpoint = believed(&bytes, &self.places[of])?;
            let head = checkpoint.head();
            let before = self.seen[of].insert(head.size, head.root);
            tally.heads += u64::from(before.is_none());
            if before.is_some_and(|before| before != head.root) {
                return Err(format!(
                    "`{}` signed two heads of {} entries",
                    self.places[of].name, head.size
                ));
            }
        }
        Ok(())
    }

    /// Lets both come to rest, and has the program itself check everything.
    fn end(&mut self, tally: &mut Tally) -> Outcome {
        for place in &mut self.places {
            place.serve(self.program)?;
        }
        let end = Instant::now() + PATIENCE;
        let sizes: Vec<u64> = self.places.iter().map(Place::size).collect();
        let rested = |places: &[Place]| {
            places.iter().all(|here| {
                places
                    .iter()
                    .zip(&sizes)
                    .all(|(of, size)| here.shows(of.name).is_some_and(|shown| shown >= *size))
            })
        };
        while !rested(&self.places) {
            if Instant::now() > end {
                return Err("the nodes do not come to rest".to_owned());
            }
            thread::sleep(Duration::from_millis(50));
        }
        for which in 0..self.places.len() {
            self.look(which, tally)?;
            let place = &mut self.places[which];
            place.kill()?;
            done(command(self.program, &place.dir).arg("verify").arg(&place.dir))?;
            done(command(self.program, &place.dir).arg("peers"))?;
        }
        Ok(())
    }
}

impl Drop for World<'_> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for place in &mut self.places {
            let _ = place.kill();
        }
    }
}

impl Place {
    fn serve(&mut self, program: &Path) -> Outcome {
        if self.serving.is_none() {
            let mut serve = command(program, &self.dir);
            serve.args(["serve", "--every", "1", "--listen", &self.at]);
            let told = fs::File::create(self.told()).map_err(words("a file for what it says"))?;
            serve.stdout(Stdio::null()).stderr(told);
            self.serving = Some(serve.spawn().map_err(words("a node"))?);
        }
        Ok(())
    }

    fn kill(&mut self) -> Outcome {
        let Some(mut child) = self.serving.take() else { return Ok(()) };
        if child.try_wait().map_err(words("a node"))?.is_some() {
            let told = fs::read_to_string(self.told()).unwrap_or_default();
            return Err(format!("the node of `{}` ended by itself: {told}", self.name));
        }
        child.kill().map_err(words("a node"))?;
        child.wait().map(drop).map_err(words("a node"))
    }

    /// The file with what it said since it was started.
    fn told(&self) -> PathBuf {
        self.dir.with_extension("told")
    }

    /// How many entries its own log has.
    fn size(&self) -> u64 {
        truce_log::verify(&self.dir.join("logs").join(self.name)).map_or(0, |head| head.size)
    }

    /// How many entries it shows of a log.
    fn shows(&self, log: &str) -> Option<u64> {
        let bytes = fs::read(self.dir.join("public").join(log).join("checkpoint")).ok()?;
        let note = truce_log::Note::parse(&bytes).ok()?;
        Some(truce_log::Head::parse(&note.text).ok()?.size)
    }
}

/// Keeps every checkpoint that either node shows of either log.
fn watch(dir: PathBuf, sightings: Sightings, stop: Arc<AtomicBool>) {
    thread::spawn(move || {
        while !stop.load(Ordering::Relaxed) {
            for (here, name) in NAMES.iter().enumerate() {
                for (of, log) in NAMES.iter().enumerate() {
                    for file in ["checkpoint", "settled"] {
                        let path = dir.join(name).join("public").join(log).join(file);
                        if let (Ok(bytes), Ok(mut seen)) = (fs::read(path), sightings.lock()) {
                            seen.insert((here, of, bytes));
                        }
                    }
                }
            }
            thread::sleep(Duration::from_millis(3));
        }
    });
}

/// A checkpoint with its log's signature verified.
fn believed(bytes: &[u8], place: &Place) -> Outcome<Checkpoint> {
    Checkpoint::read(bytes, std::slice::from_ref(&place.log_key))
        .map_err(|fault| format!("a checkpoint of `{}`: {fault}", place.name))
}

/// What stands in a log: how often each reference, and the roots at some sizes.
fn read(
    dir: &Path,
    sizes: &BTreeMap<u64, Hash>,
) -> Outcome<(BTreeMap<String, u64>, BTreeMap<u64, Hash>)> {
    let mut reader = Reader::open(dir).map_err(|fault| fault.to_string())?;
    let (mut found, mut roots, mut tree) = (BTreeMap::new(), BTreeMap::new(), Tree::default());
    while let Some(batch) = reader.next_batch().map_err(|fault| fault.to_string())? {
        for (_, entry) in batch.entries() {
            tree.push(leaf(entry));
            if sizes.contains_key(&tree.size()) {
                roots.insert(tree.size(), tree.root());
            }
            let text = String::from_utf8_lossy(entry);
            if let Some(reference) =
                text.split("\"reference\":\"").nth(1).and_then(|rest| rest.split('"').next())
            {
                *found.entry(reference.to_owned()).or_default() += 1;
            }
        }
    }
    Ok((found, roots))
}

fn command(program: &Path, dir: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("-n").arg(dir).stdin(Stdio::null());
    for name in [
        "TRUCE_NODE",
        "TRUCE_NOW",
        "TRUCE_PASSPHRASE",
        "TRUCE_PASSPHRASE_FILE",
        "http_proxy",
        "HTTP_PROXY",
    ] {
        command.env_remove(name);
    }
    command
}

fn done(command: &mut Command) -> Outcome {
    let output = command.output().map_err(words("the program"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "{command:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    ))
}
