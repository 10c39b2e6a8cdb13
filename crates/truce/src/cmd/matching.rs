//! `truce match`: anybody's reports into incidents, without a node.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use truce_core::act::Act;
use truce_core::entry::Address;
use truce_core::id::{SeatId, SourceId};
use truce_core::matching::evidence::Bans;
use truce_core::matching::explain::Doubtful;
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Matcher, wording};
use truce_core::report::{Basis, Draft};
use truce_core::time::DutyClock;
use truce_intake::{Drafts, Format, Options};
use truce_signals::against_truth::{AgainstTruth, compare};
use truce_signals::estimation::{Pass, estimate};

use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::progress::Progress;

/// The most refused rows that are shown one by one.
const SHOWN_MAX: usize = 10;

/// `truce match`.
#[derive(Debug, Args)]
pub struct MatchArgs {
    /// The files: tables of reports, JSON Lines, or the event dataset of UCDP. Write NAME=FILE to say whose
    /// reports a file holds.
    #[arg(required = true, value_name = "[NAME=]FILE")]
    pub files: Vec<String>,
    /// Where to write each report with its incident.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Say for each report why it is in its incident, and which other it could be in.
    #[arg(long, requires = "out")]
    pub explain: bool,
    /// The weight table to match with.
    #[arg(long, value_name = "TABLE")]
    pub weights: Option<PathBuf>,
    /// Learn the weight table from the reports first.
    #[arg(long)]
    pub estimate: bool,
    /// In how many rounds.
    #[arg(long, value_name = "N", default_value_t = 4, requires = "estimate")]
    pub rounds: usize,
    /// Where to write the table that was used.
    #[arg(long, value_name = "TABLE")]
    pub save_weights: Option<PathBuf>,
    /// A column under another name: ours=theirs. Counts for each file that has such a column.
    #[arg(long, value_name = "OURS=THEIRS", value_parser = crate::cli::read_mapping)]
    pub map: Vec<(String, String)>,
    /// A table with the columns theirs and ours: what the files' words for acts mean here.
    #[arg(long, value_name = "FILE")]
    pub acts: Option<PathBuf>,
    /// The column that says of which event a report really is: the matching is scored against it.
    #[arg(long, value_name = "COLUMN")]
    pub truth: Option<String>,
    /// Print the outcome as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What came of it.
#[derive(Debug, Serialize)]
struct Matched {
    doubtful: Vec<Doubted>,
    estimation: Vec<Pass>,
    incidents: usize,
    joined: usize,
    largest: usize,
    reports: usize,
    refused: u64,
    sources: usize,
    #[serde(flatten)]
    truth: Option<AgainstTruth>,
    weights: String,
}

/// What is not certain, for people: rows by file and line.
#[derive(Debug, Serialize)]
struct Doubted {
    one: Vec<String>,
    other: Vec<String>,
    joined: bool,
    millibans: i32,
}

/// A row that was read.
#[derive(Debug)]
struct Row {
    file: usize,
    line: u64,
    id: String,
    truth: Option<String>,
}

/// The rows of all files, and what the matcher sees of them.
#[derive(Debug, Default)]
struct Rows {
    candidates: Vec<Candidate>,
    files: Vec<String>,
    refused: u64,
    rows: Vec<Row>,
    shown: Vec<String>,
}

/// Matches the reports of some files.
///
/// # Errors
/// If a file cannot be read at all, a table is no weight table, or the outcome cannot be written.
pub fn run(args: &MatchArgs, out: &mut dyn Write) -> Outcome<u8> {
    let rows = read_all(args)?;
    for refusal in &rows.shown {
        eprintln!("refused: {refusal}");
    }
    let mut weights =
        args.weights.as_deref().map_or_else(|| Ok(Weights::default()), read_weights)?;
    let mut estimation = Vec::new();
    if args.estimate {
        let mut progress = Progress::over("learning", u64::try_from(args.rounds).unwrap_or(0));
        let mut done = 0;
        let mut hear = |round: &Pass| {
            done += 1;
            progress.at(done, &format!("{} incidents", round.groups));
        };
        let judged = Judgements::default();
        let learned = estimate(&weights, &rows.candidates, &judged, args.rounds, &mut hear);
        let learned = learned.map_err(|why| Failure::cannot(why.to_string()))?;
        progress.end();
        (weights, estimation) = (learned.weights, learned.rounds);
    }
    if let Some(path) = &args.save_weights {
        write_weights(path, &weights)?;
    }
    let matcher = matcher(&weights, &rows);
    let matched = summary(&rows, &matcher, &weights, estimation);
    if let Some(path) = &args.out {
        write_table(path, &rows, &matcher, args.explain)
            .map_err(|fault| Failure::file("write", path, &fault))?;
    }
    if args.json {
        print_json(&matched, out)?;
    } else {
        tell(args, &matched, out)?;
    }
    Ok(if matched.refused == 0 { DONE } else { FOUND_FAULTS })
}

fn matcher(weights: &Weights, rows: &Rows) -> Matcher {
    let all = u64::try_from(rows.candidates.len()).unwrap_or(0);
    let mut progress = Progress::over("matching", all);
    let judged = Judgements::default();
    let matcher = Matcher::followed(weights, &rows.candidates, &judged, &mut |done| {
        progress.at(u64::try_from(done).unwrap_or(0), "");
    });
    progress.end();
    matcher
}

/// Reads a weight table.
///
/// # Errors
/// If the file cannot be read, or holds no table.
pub fn read_weights(path: &Path) -> Outcome<Weights> {
    let text =
        std::fs::read_to_string(path).map_err(|fault| Failure::file("read", path, &fault))?;
    serde_json::from_str(&text).map_err(|fault| {
        Failure::cannot(format!("`{}` is no weight table: {fault}", path.display()))
    })
}

/// Writes a weight table.
///
/// # Errors
/// If the disk does not obey.
pub fn write_weights(path: &Path, weights: &Weights) -> Outcome {
    let text = serde_json::to_string_pretty(weights);
    let text = text.map_err(|fault| Failure::cannot(fault.to_string()))?;
    std::fs::write(path, text + "\n").map_err(|fault| Failure::file("write", path, &fault))
}

/// Reads a table of acts: the file's words, and ours.
fn read_acts(path: &Path) -> Outcome<BTreeMap<String, Act>> {
    let text =
        std::fs::read_to_string(path).map_err(|fault| Failure::file("read", path, &fault))?;
    let mut acts = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let cells = line.rsplit_once([',', ';', '\t']);
        let (theirs, ours) = cells.unwrap_or((line, ""));
        let bare = |cell: &str| cell.trim().trim_matches('"').to_lowercase();
        if (bare(theirs).as_str(), bare(ours).as_str()) == ("theirs", "ours") {
            continue;
        }
        let act = bare(ours).parse().map_err(|why| {
            Failure::cannot(format!("line {number} of `{}`: {why}", path.display()))
        })?;
        acts.insert(bare(theirs), act);
    }
    Ok(acts)
}

fn read_all(args: &MatchArgs) -> Outcome<Rows> {
    let acts = args.acts.as_deref().map_or_else(|| Ok(BTreeMap::new()), read_acts)?;
    let mut rows = Rows::default();
    let mut unused: BTreeSet<&str> = args.map.iter().map(|(_, theirs)| theirs.as_str()).collect();
    unused.extend(args.truth.as_deref());
    for named in &args.files {
        let (name, path) = match named.split_once('=') {
            Some((name, path)) => (Some(name.to_owned()), Path::new(path)),
            None => (None, Path::new(named.as_str())),
        };
        let header = header(path)?;
        let has = |theirs: &str| header.iter().any(|column| column.eq_ignore_ascii_case(theirs));
        let mut map: Vec<(String, String)> =
            args.map.iter().filter(|(_, theirs)| has(theirs)).cloned().collect();
        if let Some(truth) = args.truth.as_deref().filter(|truth| has(truth)) {
            // Whom a report names as hit is no matter of matching: its cell carries the truth.
            map.push(("target".to_owned(), truth.to_owned()));
        }
        unused.retain(|theirs| !has(theirs));
        let own = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
        let options = Options {
            file: path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
            source: name.or(own),
            clock: DutyClock::fixed(0),
            map,
            acts: acts.clone(),
        };
        read_one(path, format_of(path, &header), options, args.truth.is_some(), &mut rows)?;
    }
    match unused.first() {
        Some(column) => Err(Failure::usage(format!("no file has a column `{column}`"))),
        None => Ok(rows),
    }
}

/// The columns of a file's first line, as far as a comma, semicolon or tab parts them.
fn header(path: &Path) -> Outcome<Vec<String>> {
    let file = File::open(path).map_err(|fault| Failure::file("open", path, &fault))?;
    let mut line = Vec::new();
    let mut start = BufReader::new(std::io::Read::take(file, 1 << 16));
    start.read_until(b'\n', &mut line).map_err(|fault| Failure::file("read", path, &fault))?;
    let line = String::from_utf8_lossy(&line);
    let columns = line.split([',', ';', '\t']);
    Ok(columns.map(|cell| cell.trim().trim_matches(['"', '\u{feff}']).to_owned()).collect())
}

fn format_of(path: &Path, header: &[String]) -> Format {
    let has = |name: &str| header.iter().any(|column| column == name);
    if has("type_of_violence") && has("where_prec") {
        return Format::UcdpGed;
    }
    match path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson") {
        true => Format::ReportsJsonl,
        false => Format::ReportsCsv,
    }
}

fn read_one(
    path: &Path,
    format: Format,
    options: Options,
    with_truth: bool,
    rows: &mut Rows,
) -> Outcome {
    let cannot = |fault: truce_intake::Unreadable| {
        Failure::cannot(format!("cannot read `{}`: {fault}", path.display()))
    };
    let file = File::open(path).map_err(|fault| Failure::file("open", path, &fault))?;
    let length = file.metadata().map_or(0, |about| about.len());
    let number = rows.files.len();
    rows.files.push(options.file.clone());
    let mut progress = Progress::over(&format!("reading {}", options.file), length);
    let mut drafts = Drafts::open(format, file, options).map_err(cannot)?;
    while let Some(taken) = drafts.next() {
        match taken.map_err(cannot)? {
            Ok(draft) => match candidate(&draft, rows.rows.len()) {
                Ok(Some(candidate)) => {
                    rows.candidates.push(candidate);
                    rows.rows.push(Row {
                        file: number,
                        line: draft.origin.line,
                        truth: with_truth.then(|| draft.target.join("|")),
                        id: draft.reference.unwrap_or_default(),
                    });
                }
                Ok(None) => {}
                Err(why) => rows.refuse(drafts.refuse(&why).to_string()),
            },
            Err(refused) => rows.refuse(refused.to_string()),
        }
        progress.at(drafts.bytes_read(), &format!("{} reports", rows.rows.len()));
    }
    progress.end();
    Ok(())
}

impl Rows {
    fn refuse(&mut self, why: String) {
        self.refused += 1;
        if self.shown.len() < SHOWN_MAX {
            let file = self.files.last().map_or("", String::as_str);
            self.shown.push(format!("{file}, {why}"));
        }
    }

    fn name(&self, address: &Address) -> String {
        let row = usize::try_from(address.index).ok().and_then(|index| self.rows.get(index));
        row.map_or_else(
            || address.to_string(),
            |row| {
                let file = self.files.get(row.file).map_or("", String::as_str);
                let id = if row.id.is_empty() { String::new() } else { format!(" {}", row.id) };
                format!("{file}:{}{id}", row.line)
            },
        )
    }
}

/// The draft as the matcher sees it; `None` if it tells of no event.
fn candidate(draft: &Draft, number: usize) -> Result<Option<Candidate>, String> {
    match draft.basis {
        Basis::Observed | Basis::Alleged => {}
        Basis::Predicted | Basis::NothingSeen | Basis::Impediment => return Ok(None),
    }
    let log = SeatId::new("row").map_err(|fault| fault.to_string())?;
    let index = u64::try_from(number).map_err(|fault| fault.to_string())?;
    Ok(Some(Candidate {
        address: Address { log, index },
        act: draft.act,
        harm: draft.harm,
        position: draft.place.position,
        radius_m: draft.place.radius_m,
        reference: draft.reference.clone(),
        source: SourceId::new(&source_name(&draft.source)).map_err(|why| why.to_string())?,
        window: draft.window,
        wording: wording(&draft.account),
    }))
}

/// Anybody's name of a source as an id: small letters, digits and dashes.
fn source_name(written: &str) -> String {
    let mut name = String::new();
    for letter in written.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => name.push(letter),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "unnamed".to_owned() } else { name.chars().take(60).collect() }
}

fn summary(rows: &Rows, matcher: &Matcher, weights: &Weights, estimation: Vec<Pass>) -> Matched {
    let groups = matcher.groups();
    let mut truth = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        for address in group {
            let row = usize::try_from(address.index).ok().and_then(|index| rows.rows.get(index));
            if let Some(event) = row.and_then(|row| row.truth.as_deref()) {
                truth.push((number, event));
            }
        }
    }
    let scored = !truth.is_empty();
    let doubted = |doubt: &Doubtful| Doubted {
        one: doubt.one.iter().map(|address| rows.name(address)).collect(),
        other: doubt.other.iter().map(|address| rows.name(address)).collect(),
        joined: doubt.joined,
        millibans: doubt.millibans,
    };
    let sources: BTreeSet<&SourceId> = rows.candidates.iter().map(|one| &one.source).collect();
    Matched {
        doubtful: matcher.doubtful().iter().take(100).map(doubted).collect(),
        estimation,
        incidents: groups.len(),
        joined: groups.iter().filter(|group| group.len() > 1).count(),
        largest: groups.iter().map(BTreeSet::len).max().unwrap_or(0),
        reports: rows.rows.len(),
        refused: rows.refused,
        sources: sources.len(),
        truth: scored.then(|| compare(truth)),
        weights: weights.name.clone(),
    }
}

fn tell(args: &MatchArgs, matched: &Matched, out: &mut dyn Write) -> Outcome {
    writeln!(
        out,
        "{} reports of {} sources are {} incidents; {} of them are told more than once, one by {} reports.",
        matched.reports, matched.sources, matched.incidents, matched.joined, matched.largest
    )?;
    if matched.refused > 0 {
        writeln!(out, "{} rows were refused.", matched.refused)?;
    }
    if let Some(round) = matched.estimation.last() {
        writeln!(
            out,
            "The table was learned in {} rounds: an event has {:.1} others near it, within {:.1} km and {:.0} h; \
             the sources together tell {:.0} % of all events.",
            matched.estimation.len(),
            round.another,
            round.spread_km,
            round.fade_h,
            100.0 * round.told_by_any
        )?;
    }
    if let Some(truth) = &matched.truth {
        let line = |what: &str, accuracy: truce_signals::against_truth::Accuracy| {
            format!(
                "{what}: precision {:.3}, recall {:.3}, F {:.3}",
                accuracy.precision, accuracy.recall, accuracy.f
            )
        };
        writeln!(out, "Against the truth, of {} events:", truth.there)?;
        writeln!(out, "  {}", line("pairs of reports", truth.pairs))?;
        writeln!(out, "  {}", line("reports (B-cubed)", truth.b_cubed))?;
        writeln!(out, "  {} incidents are exactly right", truth.exact)?;
    }
    if !matched.doubtful.is_empty() {
        writeln!(out, "A look would settle most here:")?;
    }
    for doubt in matched.doubtful.iter().take(5) {
        let stand = if doubt.joined { "joined" } else { "apart" };
        let weight = Bans(doubt.millibans);
        writeln!(
            out,
            "  {stand} at {weight}: {} | {}",
            doubt.one.join(", "),
            doubt.other.join(", ")
        )?;
    }
    match &args.out {
        Some(path) => writeln!(out, "Each report with its incident is in `{}`.", path.display())?,
        None => writeln!(out, "Write each report with its incident: --out incidents.csv")?,
    }
    Ok(())
}

/// A cell of a table, in quotes where it needs them.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn write_table(path: &Path, rows: &Rows, matcher: &Matcher, explain: bool) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    write!(out, "incident,reports,file,line,id")?;
    writeln!(out, "{}", if explain { ",bans,why,rival,rival_bans,rival_why" } else { "" })?;
    let mut incident_of: BTreeMap<u64, (u64, usize)> = BTreeMap::new();
    for (number, group) in (1..).zip(matcher.groups()) {
        for address in &group {
            incident_of.insert(address.index, (number, group.len()));
        }
    }
    for (index, row) in (0..).zip(&rows.rows) {
        let (incident, reports) = incident_of.get(&index).copied().unwrap_or((0, 0));
        let file = rows.files.get(row.file).map_or("", String::as_str);
        write!(out, "{incident},{reports},{},{},{}", cell(file), row.line, cell(&row.id))?;
        if explain
            && let Some(candidate) =
                usize::try_from(index).ok().and_then(|i| rows.candidates.get(i))
        {
            let why = matcher.why(&candidate.address);
            let stays = why.as_ref().and_then(|why| why.stays.clone());
            let rival = why.and_then(|why| why.rivals.into_iter().next());
            let (bans, words) = stays.map_or((String::new(), "alone".to_owned()), |evidence| {
                (Bans(evidence.total).to_string(), evidence.to_string())
            });
            write!(out, ",{bans},{}", cell(&words))?;
            match rival {
                Some(rival) => {
                    let first = rival.reports.first().map_or(0, |address| address.index);
                    let other = incident_of.get(&first).map_or(0, |(number, _)| *number);
                    let words = rival.evidence.to_string();
                    write!(out, ",{other},{},{}", Bans(rival.evidence.total), cell(&words))?;
                }
                None => write!(out, ",,,")?,
            }
        }
        writeln!(out)?;
    }
    out.flush()
}
