//! `truce match`: anybody's reports into incidents, without a node.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use serde::de::IgnoredAny;
use truce_core::act::Act;
use truce_core::entry::Address;
use truce_core::id::{SeatId, SourceId};
use truce_core::matching::evidence::Bans;
use truce_core::matching::explain::Doubtful;
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Matcher, wording};
use truce_core::report::{Basis, Draft};
use truce_core::time::{DAY_S, DutyClock, NotATime};
use truce_intake::{Drafts, Format, Options, ROW_LENGTH_MAX, Unreadable};
use truce_signals::against_truth::{AgainstTruth, compare};
use truce_signals::estimation::Pass;

use crate::cmd::regrouped::{Placed, Since};
use crate::cmd::weights::{learned, read_weights, write_weights};
use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::progress::Progress;
use crate::threads::Threads;

/// The most refused rows that are shown one by one.
const SHOWN_MAX: usize = 10;
/// The most doubts about what is one event that are told.
const DOUBTFUL_MAX: usize = 100;
/// What some programs write before the first letter of a text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// A place that is known no better says little, in metres.
const WIDE_M: u32 = 20_000;
/// A time that is known no better says little, in seconds.
const LONG_S: i64 = 27 * DAY_S;

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
    /// How far ahead of UTC the clock is by which dates, and times without an offset, are meant.
    #[arg(long, value_name = "OFFSET", default_value = "+00:00", value_parser = read_clock, allow_hyphen_values = true)]
    pub utc_offset: DutyClock,
    /// An earlier outcome, written by --out: say which incidents are others than in it.
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
    /// Print the outcome as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What came of it.
#[derive(Debug, Serialize)]
struct Matched {
    doubtful: Vec<Doubted>,
    doubts: Vec<String>,
    estimation: Vec<Pass>,
    incidents: usize,
    joined: usize,
    largest: usize,
    reports: usize,
    refused: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Since>,
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

/// Why a report says less than it seems to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    AtNull,
    NoPosition,
    Wide,
    Long,
    SentBefore,
    NoTruth,
    Crowd,
}

/// The rows of all files, and what the matcher sees of them.
#[derive(Debug, Default)]
struct Rows {
    candidates: Vec<Candidate>,
    /// How many reports are in doubt, and the first of them, by its row.
    doubted: BTreeMap<Doubt, (usize, usize)>,
    files: Vec<String>,
    /// What is to be doubted of a file as a whole.
    files_doubted: Vec<String>,
    refused: u64,
    rows: Vec<Row>,
    shown: Vec<String>,
}

/// Matches the reports of some files.
///
/// # Errors
/// If a file cannot be read at all, a table is no weight table, or the outcome cannot be written.
pub fn run(args: &MatchArgs, out: &mut dyn Write) -> Outcome<u8> {
    let earlier = args.since.as_deref().map(Placed::read).transpose()?;
    let mut rows = read_all(args)?;
    for refusal in &rows.shown {
        eprintln!("refused: {refusal}");
    }
    let mut weights =
        args.weights.as_deref().map_or_else(|| Ok(Weights::default()), read_weights)?;
    let mut estimation = Vec::new();
    if args.estimate {
        let judged = Judgements::default();
        let learned = learned(&weights, &rows.candidates, &judged, args.rounds)?;
        (weights, estimation) = (learned.weights, learned.rounds);
    }
    if let Some(path) = &args.save_weights {
        write_weights(path, &weights)?;
    }
    let matcher = matcher(&weights, &rows);
    rows.doubt_crowds(&matcher);
    let incident_of = incident_of(&matcher);
    let mut matched = summary(&rows, &matcher, &weights, estimation);
    matched.since = earlier.map(|earlier| Since::between(&earlier, &placed(&rows, &incident_of)));
    if let Some(path) = &args.out {
        write_table(path, &rows, &matcher, &incident_of, args.explain)
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
    let threads = Threads::of_this_machine();
    let matcher = Matcher::followed(weights, &rows.candidates, &judged, &threads, &mut |done| {
        progress.at(u64::try_from(done).unwrap_or(0), "");
    });
    progress.end();
    matcher
}

/// The incident of each row, with the number of its reports.
type IncidentOf = BTreeMap<u64, (u64, usize)>;

fn incident_of(matcher: &Matcher) -> IncidentOf {
    let mut incident_of = IncidentOf::new();
    for (number, group) in (1..).zip(matcher.groups()) {
        incident_of.extend(group.iter().map(|address| (address.index, (number, group.len()))));
    }
    incident_of
}

fn placed(rows: &Rows, incident_of: &IncidentOf) -> Placed {
    let mut placed = Placed::default();
    for (candidate, row) in rows.candidates.iter().zip(&rows.rows) {
        let incident = incident_of.get(&candidate.address.index).map_or(0, |(number, _)| *number);
        let file = rows.files.get(row.file).map_or("", String::as_str);
        placed.note(incident, file, &row.line.to_string(), &row.id);
    }
    placed
}

fn read_clock(text: &str) -> Result<DutyClock, NotATime> {
    DutyClock::read_offset(text).map(DutyClock::fixed)
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
    let wanted: BTreeSet<&str> = args.map.iter().map(|(_, theirs)| theirs.as_str()).collect();
    let wanted = wanted.into_iter().chain(args.truth.as_deref()).collect();
    let mut unused = BTreeSet::clone(&wanted);
    for named in &args.files {
        let (name, path) = match named.split_once('=') {
            Some((name, path)) => (Some(name.to_owned()), Path::new(path)),
            None => (None, Path::new(named.as_str())),
        };
        let (format, header) = header(path, &wanted)?;
        let has = |theirs: &str| header.iter().any(|column| column.eq_ignore_ascii_case(theirs));
        let mut map: Vec<(String, String)> =
            args.map.iter().filter(|(_, theirs)| has(theirs)).cloned().collect();
        let truth = args.truth.as_deref().filter(|truth| has(truth));
        if let Some(truth) = truth {
            // Whom a report names as hit is no matter of matching: its cell carries the truth.
            map.push(("target".to_owned(), truth.to_owned()));
        }
        unused.retain(|theirs| !has(theirs));
        let own = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
        let options = Options {
            file: path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
            source: name.or(own),
            clock: args.utc_offset.clone(),
            map,
            acts: acts.clone(),
        };
        let scored = args.truth.is_some().then_some(truth.is_some());
        read_one(path, format, options, scored, &mut rows)?;
    }
    match unused.first() {
        Some(column) => Err(Failure::usage(format!("no file has a column `{column}`"))),
        None => Ok(rows),
    }
}

/// In which format a file is, and which columns it has: a table all of its own, lines of JSON those of the `wanted`
/// that stand in any line.
fn header(path: &Path, wanted: &BTreeSet<&str>) -> Outcome<(Format, Vec<String>)> {
    let cannot = |fault: std::io::Error| Failure::file("read", path, &fault);
    let file = File::open(path).map_err(|fault| Failure::file("open", path, &fault))?;
    let mut input = BufReader::new(file);
    let start = input.fill_buf().map_err(cannot)?;
    let start = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start).trim_ascii_start();
    let json = path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson");
    if json || matches!(start.first(), Some(b'{' | b'[')) {
        return Ok((Format::ReportsJsonl, keys(&mut input, wanted).map_err(cannot)?));
    }
    let columns = truce_intake::columns(input).map_err(|fault| cannot_read(path, &fault))?;
    let has = |name: &str| columns.iter().any(|column| column == name);
    let ged = has("type_of_violence") && has("where_prec");
    Ok((if ged { Format::UcdpGed } else { Format::ReportsCsv }, columns))
}

/// Which of the `wanted` keys lines of JSON have; what is no line of JSON is refused when the file is read.
fn keys(input: &mut BufReader<File>, wanted: &BTreeSet<&str>) -> std::io::Result<Vec<String>> {
    let mut lacking = wanted.clone();
    let most = u64::try_from(ROW_LENGTH_MAX).unwrap_or(u64::MAX);
    let mut line = Vec::new();
    while !lacking.is_empty() {
        line.clear();
        if input.by_ref().take(most).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line);
        if let Ok(line) = serde_json::from_slice::<BTreeMap<String, IgnoredAny>>(line) {
            lacking.retain(|key| !line.keys().any(|there| there.trim().eq_ignore_ascii_case(key)));
        }
    }
    Ok(wanted.difference(&lacking).map(|key| (*key).to_owned()).collect())
}

fn cannot_read(path: &Path, fault: &Unreadable) -> Failure {
    Failure::cannot(format!("cannot read `{}`: {fault}", path.display()))
}

/// Reads the reports of a file; `scored` says whether it has the truth, if any is asked for.
fn read_one(
    path: &Path,
    format: Format,
    options: Options,
    scored: Option<bool>,
    rows: &mut Rows,
) -> Outcome {
    let cannot = |fault: Unreadable| cannot_read(path, &fault);
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
                    let told = scored == Some(true) && !draft.target.is_empty();
                    let truth = told.then(|| draft.target.join("|"));
                    rows.doubt(&draft, &candidate, scored.is_some() && truth.is_none());
                    rows.candidates.push(candidate);
                    let id = draft.reference.unwrap_or_default();
                    rows.rows.push(Row { file: number, line: draft.origin.line, id, truth });
                }
                Ok(None) => {}
                Err(why) => rows.refuse(drafts.refuse(&why).to_string()),
            },
            Err(refused) => rows.refuse(refused.to_string()),
        }
        progress.at(drafts.bytes_read(), &format!("{} reports", rows.rows.len()));
    }
    progress.end();
    let file = rows.files.last().map_or("", String::as_str);
    let doubts = drafts.doubts().into_iter().map(|doubt| format!("{file}: {doubt}"));
    rows.files_doubted.extend(doubts);
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

    /// Counts what is to be doubted of the report that comes next.
    fn doubt(&mut self, draft: &Draft, candidate: &Candidate, no_truth: bool) {
        let none = candidate.position.is_none();
        let doubts = [
            (Doubt::AtNull, none && draft.place.position.is_some()),
            (Doubt::NoPosition, none),
            (Doubt::Wide, !none && draft.place.radius_m > WIDE_M),
            (Doubt::Long, draft.window.length_s() >= LONG_S),
            (Doubt::SentBefore, draft.sent_at.is_some_and(|sent| sent < draft.window.earliest())),
            (Doubt::NoTruth, no_truth),
        ];
        for (doubt, _) in doubts.into_iter().filter(|(_, holds)| *holds) {
            self.doubted.entry(doubt).or_insert((0, self.rows.len())).0 += 1;
        }
    }

    /// Counts the reports that stand in a crowd and were left apart.
    fn doubt_crowds(&mut self, matcher: &Matcher) {
        for (row, candidate) in self.candidates.iter().enumerate() {
            if matcher.left_out(&candidate.address) {
                self.doubted.entry(Doubt::Crowd).or_insert((0, row)).0 += 1;
            }
        }
    }

    /// What is to be doubted, in words.
    fn doubts(&self) -> Vec<String> {
        let told = self.doubted.iter().map(|(doubt, (count, first))| {
            let first = self.rows.get(*first).map_or_else(String::new, |row| self.row_name(row));
            let which = match count {
                1 => format!("1 report ({first})"),
                _ => format!("{count} reports (the first is {first})"),
            };
            format!("{which}: {}", doubt.words())
        });
        self.files_doubted.iter().cloned().chain(told).collect()
    }

    fn name(&self, address: &Address) -> String {
        let row = usize::try_from(address.index).ok().and_then(|index| self.rows.get(index));
        row.map_or_else(|| address.to_string(), |row| self.row_name(row))
    }

    fn row_name(&self, row: &Row) -> String {
        let file = self.files.get(row.file).map_or("", String::as_str);
        let id = if row.id.is_empty() { String::new() } else { format!(" {}", row.id) };
        format!("{file}:{}{id}", row.line)
    }
}

impl Doubt {
    fn words(self) -> &'static str {
        match self {
            Self::AtNull => {
                "the position is 0, 0, which stands for none in many lists: it is not used"
            }
            Self::NoPosition => {
                "without a position, joined only with what its source sent under the same id"
            }
            Self::Wide => "the place is known to more than 20 km only, and says little",
            Self::Long => "the time is known to a month or more only, and says little",
            Self::SentBefore => {
                "dated after it was sent: one of the two is wrong, or a clock is; matched by its date"
            }
            Self::NoTruth => "without the truth, so not scored",
            Self::Crowd => {
                "left apart in a crowd: more is told there and then than can be told apart, so joined only with what \
                 its source sent under the same id"
            }
        }
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
        position: draft.place.position.filter(|at| (at.lat_udeg(), at.lon_udeg()) != (0, 0)),
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
        doubtful: matcher
            .most_doubtful(DOUBTFUL_MAX, &Threads::of_this_machine())
            .iter()
            .map(doubted)
            .collect(),
        doubts: rows.doubts(),
        estimation,
        incidents: groups.len(),
        joined: groups.iter().filter(|group| group.len() > 1).count(),
        largest: groups.iter().map(BTreeSet::len).max().unwrap_or(0),
        reports: rows.rows.len(),
        refused: rows.refused,
        since: None,
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
    if !matched.doubts.is_empty() {
        writeln!(out, "To be doubted:")?;
    }
    for doubt in &matched.doubts {
        writeln!(out, "  {doubt}")?;
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
        tell_truth(truth, out)?;
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
    if let (Some(since), Some(earlier)) = (&matched.since, &args.since) {
        since.tell(earlier, out)?;
    }
    match &args.out {
        Some(path) => writeln!(out, "Each report with its incident is in `{}`.", path.display())?,
        None => writeln!(out, "Write each report with its incident: --out incidents.csv")?,
    }
    Ok(())
}

fn tell_truth(truth: &AgainstTruth, out: &mut dyn Write) -> Outcome {
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

fn write_table(
    path: &Path,
    rows: &Rows,
    matcher: &Matcher,
    incident_of: &IncidentOf,
    explain: bool,
) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    write!(out, "incident,reports,file,line,id")?;
    writeln!(out, "{}", if explain { ",bans,why,rival,rival_bans,rival_why" } else { "" })?;
    for (candidate, row) in rows.candidates.iter().zip(&rows.rows) {
        let of = incident_of.get(&candidate.address.index);
        let (incident, reports) = of.copied().unwrap_or((0, 0));
        let file = rows.files.get(row.file).map_or("", String::as_str);
        write!(out, "{incident},{reports},{},{},{}", cell(file), row.line, cell(&row.id))?;
        if explain {
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
