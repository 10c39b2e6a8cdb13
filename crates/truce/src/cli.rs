//! The command line: what can be typed, and its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use truce_core::commitment::SealedField;
use truce_core::entry::{Address, Body};
use truce_core::id::{AreaId, OfficerId, SeatId, SourceId};
use truce_core::time::{Day, Moment};

use crate::cmd::alarms::AlarmsArgs;
use crate::cmd::case::CaseArgs;
use crate::cmd::compliance::ComplianceArgs;
use crate::cmd::evidence::EvidenceArgs;
use crate::cmd::forecast::ForecastArgs;
use crate::cmd::keys::KeysArgs;
use crate::cmd::matching::MatchArgs;
use crate::cmd::office::OfficeArgs;
use crate::cmd::sealed::SealedArgs;
use crate::cmd::signals::SignalsArgs;
use crate::cmd::task::TaskArgs;
use crate::cmd::weights::WeightsArgs;
use crate::screen::logins::passkeys::realm::Realm;
use crate::screen::proxies::Network;

/// The system of record of a monitored ceasefire.
///
/// Each institution keeps its own log of what it was told. truce matches the
/// reports of all of them into incidents, tests these against the agreement,
/// holds the seats' counts against each other, and publishes bulletins that
/// anyone can make again to the byte.
#[derive(Debug, Parser)]
#[command(
    name = "truce",
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "\
Examples:
  truce demo                                     the Syria truce of 2017, set up and reconciled
  truce init ops --seat un --agreement agreements/syria-2016
  truce -n ops import sources sources.csv
  truce -n ops import csv reports.csv
  truce -n ops reconcile --date 2017-05-07
  truce -n ops bulletin --date 2017-05-07 --format html > bulletin.html

Exit codes: 0 done; 1 done, but something was refused or found at fault; 2 the command line is
wrong; 3 it cannot be done."
)]
pub struct Cli {
    /// The node's folder.
    #[arg(short, long, global = true, env = "TRUCE_NODE", default_value = ".", value_name = "DIR")]
    pub node: PathBuf,

    /// When to colour: `auto` colours only on a terminal.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,

    /// The duty clock, instead of the machine's: for exercises and for making a record again.
    #[arg(long, global = true, env = "TRUCE_NOW", value_name = "MOMENT", hide_short_help = true)]
    pub now: Option<Moment>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What can be typed.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set up the Syria truce of 2017 in a folder and run the whole chain on it.
    #[command(after_help = "\
Examples:
  truce demo                     four seats' nodes in ./demo, the reconciliation of 7 May 2017
  truce demo --day 2017-01-06    another day
  truce demo --dir /tmp/syria --replace
  truce demo --serve --open      and the screen of one seat in the browser")]
    Demo(Demo),
    /// Set up a node for a seat in a folder, with keys of its own.
    #[command(after_help = "\
The keys are sealed under a passphrase: asked for at the terminal, or taken from TRUCE_PASSPHRASE or
the file that TRUCE_PASSPHRASE_FILE names.

Examples:
  truce init ops --seat un --agreement agreements/syria-2016
  truce init drill --seat un --agreement agreements/syria-2016 --no-passphrase")]
    Init(Init),
    /// Put what a file holds on record: reports, registers, sources.
    #[command(after_help = "\
Formats:
  csv        reports, one a row; columns in docs/formats.md
  jsonl      reports, one JSON object a line, with the same fields
  ucdp-ged   events of the UCDP Georeferenced Event Dataset, with or without the HXL row
  bulletins  the daily bulletins, as text (English, Russian): registers by seat and province
  effort     what was spent on watching: patrols, hours, cameras, by area and time
  sources    the register of sources

Rows that cannot be taken are refused in words and written to a reject file; mend them there and
read that file in again. Reading a file twice changes nothing.

Examples:
  truce import sources sources.csv
  truce import csv reports.csv --map start=event_date --map place=location
  truce import csv reports.csv.rejects.csv       after mending
  truce import csv night.csv --seal account,place --told-by baker.toml
  truce import bulletins may.txt --source mod --seat russia")]
    Import(Import),
    /// Join anybody's reports into incidents, without a node.
    #[command(
        name = "match",
        after_help = "\
Examples:
  truce match reports.csv --out incidents.csv
  truce match acled=acled.csv ged=ged.csv --map start=event_date --map lat=latitude \\
      --map lon=longitude --acts acts.csv --out incidents.csv --explain
  truce match reports.csv --estimate --save-weights table.json --out incidents.csv
  truce match simulated.csv --truth truth         how well it does, where the truth is known"
    )]
    Match(MatchArgs),
    /// Show what stands in a log.
    #[command(after_help = "\
Examples:
  truce log                                 this seat's log
  truce log --seat turkey --kind report --last 5
  truce log russia/12                       one entry, whole
  truce log --follow")]
    Log(LogArgs),
    /// Go round the peers once: sign what is new, fetch their logs, cosign what is held, publish.
    #[command(after_help = "\
Every peer is asked about every log. Nothing that is held is ever overwritten: if a log told two
histories, that is proved and put on record, and the log counts up to where they agree.

Examples:
  truce sync                              the peers where `truce peers add` says they are
  truce sync ../russia ../turkey          and in these folders: other nodes, a stick
  truce -n un sync --json")]
    Sync(Sync),
    /// Serve this node's screen, logs and witness over HTTP, and keep going round the peers.
    #[command(after_help = "\
The first time an address is printed at which the first login of the screen is set up; it works once.
The logs are files under DIR/public: any server of static files can publish them. TLS is the business
of what stands before it.

Examples:
  truce -n un serve --open
  truce -n un serve --listen 0.0.0.0:7017 --every 60")]
    Serve(Serve),
    /// Show who holds what and since when, or change who the peers are.
    Peers(crate::cmd::peers::PeersArgs),
    /// Derive the joint picture at the settled heads, and see whether the other seats derived the same.
    #[command(after_help = "\
Examples:
  truce cut                the heads that a quorum stands behind, and the picture's digest
  truce cut --record       and put on record what was derived
  truce cut --record --at un/40      at the cut that another seat took")]
    Cut(CutArgs),
    /// Print this seat's public keys for the others, with the fingerprint to read out.
    Card(CardArgs),
    /// Say who takes part, change this seat's keys, agree that a seat goes on in a new log.
    Seat(crate::cmd::seat::SeatArgs),
    /// Say that this disk was never put back from a backup, or that it was.
    #[command(after_help = "\
After a restart of the machine the node asks every peer what it holds before it signs, for a disk
that was put back from a backup would tell a second history. If a peer cannot be reached for long,
and you are sure that nothing was put back, say so.

Examples:
  truce resume                 nothing was put back: sign
  truce resume --restored      it was: ask everybody first, fetch the log back")]
    Resume(Resume),
    /// Check every entry, tile and signature of a log, in a folder or at an address.
    #[command(after_help = "\
Without --key, --card or --policy the keys are those that the node in -n knows. Exit code 1: a fault
was found, and is said.

Examples:
  truce verify ../un/public/russia --key 'truce/3fa8.../russia+530d903a+AekyeRrm...'
  truce verify https://truce.un.example --policy policy --seen ~/.truce-seen
  truce -n un verify /media/stick --json")]
    Verify(crate::cmd::verify::Verify),
    /// Write one file that proves an entry, an incident or a bulletin to anybody, offline.
    #[command(after_help = "\
Examples:
  truce prove russia/12 --out entry.proof
  truce prove russia/12 --incident --out incident.proof
  truce prove 2017-05-07 --out bulletin.proof
  truce prove russia/12 --form tlog-proof --out entry.tlog-proof")]
    Prove(crate::cmd::prove::Prove),
    /// Check such a file against keys that one has by another way.
    #[command(after_help = "\
Examples:
  truce check bulletin.proof --policy policy
  truce check entry.tlog-proof --entry entry.tlog-proof.entry --key 'truce/3fa8.../russia+...'")]
    Check(crate::cmd::check::Check),
    /// Copy the public files of all logs to a folder, to be verified anywhere without us.
    Export(crate::cmd::export::Export),
    /// List sources.
    Sources(Listing),
    /// List or search reports.
    #[command(after_help = "\
Reports are looked up in the index, which follows the log: what is not indexed yet is said.

Examples:
  truce reports --text 'spring OR water' --from 2016-12-20 --to 2017-01-31
  truce reports --near 33.62,36.17 --within-km 10
  truce reports --area hama --source sohr --json")]
    Reports(Reports),
    /// List incidents, or show one: its claims, why they are one, and what it means.
    #[command(after_help = "\
Examples:
  truce incidents --from 2017-05-01 --to 2017-05-07
  truce incidents russia/31          the incident that holds report russia/31")]
    Incidents(Incidents),
    /// Hold the seats' registers of a day against each other and against the incidents.
    #[command(alias = "reconciliation")]
    Reconcile(Reconcile),
    /// Make the bulletin of a day or a period.
    #[command(after_help = "\
Same heads, same bytes: whoever holds the same logs makes the same bulletin.

Examples:
  truce bulletin --date 2017-05-07
  truce bulletin --from 2017-05-01 --to 2017-05-31 --format html --out may.html")]
    Bulletin(BulletinArgs),
    /// Say that two reports tell of the same event, or that they do not.
    Judge(Judge),
    /// Take incidents up as cases: replies, sealed findings, joint outcomes, remedies.
    #[command(after_help = "\
What may not be done is refused before it is on record. Offices: truce office table.

Examples:
  truce case list
  truce case show un/152
  truce case open russia/35 --accused opposition --under cease-attacks --by duty-2 --reason 'told by both'
  truce case admit un/152 --by duty-1 --reason 'we were told too'
  truce case seal un/152 --happened yes --covered cease-attacks=yes --cause opposition=800 \\
      --cause unknown=200 --reasons 'crater bearings' --by delegate-1
  truce case reveal un/152 --by delegate-1
  truce case determine un/152 --by duty-1          what the clock decides")]
    Case(CaseArgs),
    /// Show what is known of compliance by party, provision, zone and week, with what was watched beside it.
    #[command(after_help = "\
Example:
  truce compliance --from 2017-05-01 --to 2017-05-31")]
    Compliance(ComplianceArgs),
    /// Say whether it is holding, who follows whom, and what is not on record: estimates, no finding.
    #[command(after_help = "\
Examples:
  truce signals
  truce signals --area hama --date 2017-05-06      and test one more date
  truce signals --party government --json")]
    Signals(SignalsArgs),
    /// Say where counts have left their level: calm, watch or alarm, area by area.
    #[command(after_help = "\
Example:
  truce alarms --false-alarms-a-year 2")]
    Alarms(AlarmsArgs),
    /// Say what the next days may bring, and score it when they are over.
    #[command(after_help = "\
Examples:
  truce forecast --area hama --days 3
  truce forecast --seal --out monday.json          before the day
  truce forecast score monday.json                 after it")]
    Forecast(ForecastArgs),
    /// Say who may do what for this seat, and see it of the others.
    #[command(after_help = "\
Entering, verifying and determining one case are three people.

Examples:
  truce office table
  truce office key /media/stick/delegate-1.key
  truce office appoint delegate-1 --to delegate --key 3f... --reason 'letter of 2 January'
  truce office list")]
    Office(OfficeArgs),
    /// Say what is to be found out, by whom and by when.
    #[command(after_help = "\
Examples:
  truce task list --mine
  truce task set un/152 --settles author --owner un --due 2018-01-20 --what 'crater bearings' --by duty-2
  truce task done russia/35 --task un/153 --came-to on-site --method 'site visit' --text '...' --by verifier-1")]
    Task(TaskArgs),
    /// Show, learn, propose or adopt the table with which reports are matched.
    #[command(after_help = "\
Examples:
  truce weights show
  truce weights estimate table.json            from the reports on record
  truce weights propose table.json --by 'officer 3' --reason 'fits the reports of May'
  truce weights adopt 4f2a --by 'officer 7' --reason 'the same figures here'")]
    Weights(WeightsArgs),
    /// Check, explain or test an agreement.
    Agreement(AgreementArgs),
    /// Show the seat's public keys, change their passphrase, copy them.
    #[command(after_help = "\
The passphrase is asked for at the terminal, or taken from TRUCE_PASSPHRASE, or from the file that
TRUCE_PASSPHRASE_FILE names.

Examples:
  truce keys show                              the public card, to read out over a telephone
  truce keys backup /media/usb/un-keys.toml    a copy, sealed as the keys are
  truce -n new keys restore /media/usb/un-keys.toml")]
    Keys(KeysArgs),
    /// Keep documents and pictures beside the log, sealed; share, hold and erase them.
    #[command(after_help = "\
Only the digest of the sealed bytes, their length, the type and the note go on record. The file's
name does not.

Examples:
  truce evidence add crater.jpg --media-type image/jpeg --about un/12
  truce evidence get 3f2a9c1b --out crater.jpg
  truce evidence share 3f2a9c1b --to age1... --out for-turkey.age
  truce evidence erase 3f2a9c1b --reason 'the witness withdrew it'")]
    Evidence(EvidenceArgs),
    /// List what is sealed on record; open it to one seat or to everybody, withhold it, forget it.
    #[command(after_help = "\
Fields are sealed when a report is imported: truce import csv night.csv --seal account,place.

Examples:
  truce sealed list
  truce sealed show un/12 account
  truce sealed share un/12 account --to age1... --out for-turkey.age
  truce sealed disclose un/12 account            for everybody and for good
  truce sealed withhold un/12 account --reason 'a witness could be found' --forget")]
    Sealed(SealedArgs),
    /// Bring the index up to date, or make it anew.
    Index(Index),
    /// Print a script that completes commands in a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// `truce demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where to set it up.
    #[arg(long, default_value = "demo", value_name = "DIR")]
    pub dir: PathBuf,
    /// Which day to reconcile.
    #[arg(long, default_value = "2017-05-07", value_name = "DATE")]
    pub day: Day,
    /// Remove what an earlier demo left in the folder.
    #[arg(long)]
    pub replace: bool,
    /// Then serve one seat's node, with its screen, until it is stopped.
    #[arg(long)]
    pub serve: bool,
    /// On which port of this machine to serve; 0 takes a free one.
    #[arg(long, default_value_t = 7017, value_name = "PORT", requires = "serve")]
    pub port: u16,
    /// Open the screen in this machine's browser.
    #[arg(long, requires = "serve")]
    pub open: bool,
}

/// `truce init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder; made if need be.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Whose node it is.
    #[arg(long, value_name = "NAME")]
    pub seat: SeatId,
    /// The folder of the agreement; its files are copied into the node.
    #[arg(long, value_name = "DIR")]
    pub agreement: PathBuf,
    /// Leave the keys open: whoever has the folder has them. For exercises only.
    #[arg(long)]
    pub no_passphrase: bool,
    /// Publish the log in S3-compatible storage too: s3://bucket/prefix. Server, region and credentials
    /// come from AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    #[cfg(feature = "s3")]
    #[arg(long, value_name = "S3-URL")]
    pub bucket: Option<String>,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Reports, one a row.
    Csv,
    /// Reports, one JSON object a line.
    Jsonl,
    /// UCDP GED events.
    UcdpGed,
    /// Daily bulletins as text.
    Bulletins,
    /// What was spent on watching: patrols, hours, cameras.
    Effort,
    /// The register of sources.
    Sources,
}

/// `truce import`.
#[derive(Debug, Args)]
pub struct Import {
    /// What the files hold.
    #[arg(value_enum)]
    pub format: Format,
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Who tells it, where the file does not say.
    #[arg(long, short, value_name = "SOURCE")]
    pub source: Option<SourceId>,
    /// The officer of this seat who enters the reports: whoever enters one cannot verify it, nor determine its case.
    #[arg(long, value_name = "OFFICER")]
    pub by: Option<OfficerId>,
    /// A column under another name: ours=theirs. May be given again.
    #[arg(long, value_name = "OURS=THEIRS", value_parser = read_mapping)]
    pub map: Vec<(String, String)>,
    /// Take only this seat's registers from bulletins.
    #[arg(long, value_name = "SEAT")]
    pub seat: Option<SeatId>,
    /// The date of a bulletin that does not state one.
    #[arg(long, value_name = "DATE")]
    pub date: Option<Day>,
    /// Where to write what is refused [default: FILE.rejects.csv beside the file].
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Take a row whose id is on record with other content as a correction of it.
    #[arg(long)]
    pub correct: bool,
    /// Fields that are not shown: account, doubts, place. On record stands what commits to them; what
    /// opens them stays here, for this seat alone. See truce sealed --help.
    #[arg(long, value_name = "FIELD,...", value_delimiter = ',', value_parser = read_sealed)]
    pub seal: Vec<SealedField>,
    /// A file that says who told it, sealed beside each report: person = "..." and contact = "...".
    #[arg(long, value_name = "FILE")]
    pub told_by: Option<PathBuf>,
    /// Leave the index for later.
    #[arg(long)]
    pub no_index: bool,
    /// Print the outcome as JSON.
    #[arg(long)]
    pub json: bool,
}

fn read_sealed(text: &str) -> Result<SealedField, String> {
    [SealedField::Account, SealedField::Doubts, SealedField::Place]
        .into_iter()
        .find(|field| field.word() == text)
        .ok_or_else(|| {
            "account, doubts and place can be sealed; who told it: --told-by FILE".to_owned()
        })
}

pub(crate) fn read_mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((ours, theirs)) if !ours.is_empty() && !theirs.is_empty() => {
            Ok((ours.to_owned(), theirs.to_owned()))
        }
        _ => Err("write it as ours=theirs, for example start=event_date".to_owned()),
    }
}

/// `truce log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// One entry, by its address, such as russia/12.
    #[arg(value_name = "ADDRESS")]
    pub address: Option<Address>,
    /// Whose log [default: this seat's].
    #[arg(long, value_name = "SEAT")]
    pub seat: Option<SeatId>,
    /// Only entries of a kind.
    #[arg(long, value_name = "KIND", value_parser = clap::builder::PossibleValuesParser::new(Body::KINDS))]
    pub kind: Option<String>,
    /// Only entries that hold this text, in any field.
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// Only the last so many.
    #[arg(long, value_name = "N")]
    pub last: Option<usize>,
    /// Go on as entries come.
    #[arg(long, conflicts_with_all = ["address", "last"])]
    pub follow: bool,
    /// One JSON object a line: the address and the entry as it stands.
    #[arg(long)]
    pub json: bool,
}

/// `truce sync`.
#[derive(Debug, Args)]
pub struct Sync {
    /// More places to look in, this once: other nodes' folders, addresses, a stick.
    #[arg(value_name = "PLACE")]
    pub from: Vec<String>,
    /// Leave the index for later.
    #[arg(long)]
    pub no_index: bool,
    /// Print the outcome as JSON.
    #[arg(long)]
    pub json: bool,
}

/// How long nothing comes before a large picture is put down, in minutes.
pub const REST_AFTER_MIN: u64 = 10;

/// `truce serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:7017", value_name = "ADDRESS")]
    pub listen: String,
    /// How often to go round the peers, in seconds.
    #[arg(long, default_value_t = crate::host::ROUND_S, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub every: u64,
    /// Open the screen in this machine's browser.
    #[arg(long)]
    pub open: bool,
    /// After how many minutes in which nothing came a large picture is put down, so that its memory is free.
    #[arg(long, default_value_t = REST_AFTER_MIN, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(0..=1440))]
    pub rest_after: u64,
    /// Under which address people open the screen, such as `https://truce.example.org`: passkeys are good there alone.
    #[arg(long, value_name = "URL", value_parser = Realm::read)]
    pub public_address: Option<Realm>,
    /// A proxy that stands before it, or a network of such: it is believed when it says for whom it asks. Repeat it for more.
    #[arg(long, value_name = "ADDRESS[/BITS]", value_parser = Network::read)]
    pub trusted_proxy: Vec<Network>,
}

/// `truce cut`.
#[derive(Debug, Args)]
pub struct CutArgs {
    /// At the cut of this entry, instead of the settled heads.
    #[arg(long, value_name = "ADDRESS")]
    pub at: Option<Address>,
    /// Put the digest on record.
    #[arg(long)]
    pub record: bool,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `truce card`.
#[derive(Debug, Args)]
pub struct CardArgs {
    /// Write it to a file, to be handed over in person.
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `truce resume`.
#[derive(Debug, Args)]
pub struct Resume {
    /// It was put back: ask every peer before signing anything.
    #[arg(long)]
    pub restored: bool,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// A list.
#[derive(Debug, Args)]
pub struct Listing {
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `truce reports`.
#[derive(Debug, Args)]
pub struct Reports {
    /// Words that the account, the place or a name must hold; AND, OR, NOT and "phrases" work.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// From this day on.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Day>,
    /// Up to this day.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Day>,
    /// In this area.
    #[arg(long, value_name = "AREA")]
    pub area: Option<AreaId>,
    /// By this source.
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<SourceId>,
    /// Near this position: latitude,longitude.
    #[arg(long, value_name = "LAT,LON", value_parser = read_position, allow_hyphen_values = true)]
    pub near: Option<truce_core::geo::Position>,
    /// How near, in kilometres.
    #[arg(long, value_name = "KM", default_value_t = 10, requires = "near", value_parser = clap::value_parser!(u32).range(1..=2000))]
    pub within_km: u32,
    /// At most so many, the latest first.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub most: u32,
    /// Print as JSON, one object a line.
    #[arg(long)]
    pub json: bool,
}

fn read_position(text: &str) -> Result<truce_core::geo::Position, String> {
    let (lat, lon) = text.split_once(',').ok_or("write it as latitude,longitude: 33.62,36.17")?;
    truce_core::geo::Position::read(lat.trim(), lon.trim()).map_err(|fault| fault.to_string())
}

/// `truce incidents`.
#[derive(Debug, Args)]
pub struct Incidents {
    /// The incident that holds this report.
    #[arg(value_name = "ADDRESS")]
    pub report: Option<Address>,
    /// From this day on.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Day>,
    /// Up to this day.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Day>,
    /// In this area.
    #[arg(long, value_name = "AREA")]
    pub area: Option<AreaId>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `truce reconcile`.
#[derive(Debug, Args)]
pub struct Reconcile {
    /// Which day [default: the last with a register].
    #[arg(long, value_name = "DATE")]
    pub date: Option<Day>,
    /// List the days with a register instead.
    #[arg(long, conflicts_with = "date")]
    pub days: bool,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// How a bulletin is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// For a terminal.
    Text,
    /// Markdown.
    Md,
    /// One page that stands alone, with map and series.
    Html,
    /// Data.
    Json,
}

/// `truce bulletin`.
#[derive(Debug, Args)]
pub struct BulletinArgs {
    /// One day.
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "to"], required_unless_present = "from")]
    pub date: Option<Day>,
    /// The first day.
    #[arg(long, value_name = "DATE", requires = "to")]
    pub from: Option<Day>,
    /// The last day.
    #[arg(long, value_name = "DATE", requires = "from")]
    pub to: Option<Day>,
    /// The layout.
    #[arg(long, short, value_enum, default_value_t = Layout::Text)]
    pub format: Layout,
    /// Write it to a file.
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// From the settled heads only: what a quorum of the others stands behind.
    #[arg(long)]
    pub settled: bool,
}

/// What a person says of two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Word {
    /// One event.
    Same,
    /// Two events.
    Different,
    /// An earlier word on the two is taken back.
    TakenBack,
}

/// `truce judge`.
#[derive(Debug, Args)]
pub struct Judge {
    /// What is said of them.
    #[arg(value_enum)]
    pub verdict: Word,
    /// One report.
    pub one: Address,
    /// The other.
    pub other: Address,
    /// Who says so: the officer's name or number.
    #[arg(long, value_name = "OFFICER")]
    pub by: String,
    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub reason: String,
}

/// `truce agreement`.
#[derive(Debug, Args)]
pub struct AgreementArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub action: AgreementAction,
}

/// What can be done with an agreement.
#[derive(Debug, Subcommand)]
pub enum AgreementAction {
    /// Print the faults of its files, each with its place underlined.
    Check(AgreementDir),
    /// Explain each provision in a sentence.
    Show(AgreementDir),
    /// Run its cases: situation and expected assessment.
    Test(AgreementDir),
}

/// Which agreement.
#[derive(Debug, Args)]
pub struct AgreementDir {
    /// The folder of the agreement [default: the node's].
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `truce index`.
#[derive(Debug, Args)]
pub struct Index {
    /// Throw it away and make it anew.
    #[arg(long)]
    pub rebuild: bool,
    /// Only say how far it is.
    #[arg(long, conflicts_with = "rebuild")]
    pub status: bool,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}
