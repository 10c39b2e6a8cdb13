//! `truce demo`: the Syria truce of 2017, from two counts to one checkable bulletin.
//!
//! Four seats' nodes are set up side by side, each reads what that seat was
//! told, they copy each other's logs, and each makes the same bulletin to the
//! byte. The duty clock stands still, so everybody gets the same heads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use truce_core::bulletin::{Bulletin, Period, compile};
use truce_core::id::SeatId;
use truce_core::picture::Picture;
use truce_core::time::{Day, Moment};

use crate::agreement_files;
use crate::cli::{Demo, Layout, REST_AFTER_MIN, Serve};
use crate::cmd::DONE;
use crate::cmd::bulletin::lay_out;
use crate::cmd::serve;
use crate::failure::{Failure, Outcome};
use crate::host::card::PublicCard;
use crate::host::peers::Peers;
use crate::host::{Host, ROUND_S};
use crate::import::{Importer, Order, Taken, What};
use crate::index::Index;
use crate::keys;
use crate::node::{Node, short, write_file};
use crate::render::labels::{Labels, long_day};
use crate::render::text;
use crate::script;

/// The files of the agreement, as they are in the project.
const AGREEMENT: [(&str, &str); 5] = [
    ("text.md", include_str!("../../../../agreements/syria-2016/text.md")),
    ("agreement.toml", include_str!("../../../../agreements/syria-2016/agreement.toml")),
    ("zones.geojson", include_str!("../../../../agreements/syria-2016/zones.geojson")),
    ("provinces.geojson", include_str!("../../../../agreements/syria-2016/provinces.geojson")),
    ("places.csv", include_str!("../../../../agreements/syria-2016/places.csv")),
];

/// What one seat was told.
struct Told {
    seat: &'static str,
    sources: &'static str,
    reports: &'static str,
    /// The registers, and the source that tells them; none is known of Iran's.
    bulletins: Option<(&'static str, &'static str)>,
}

macro_rules! told {
    ($seat:literal, $file:literal) => {
        include_str!(concat!("../../../../examples/syria-2017/", $seat, "/", $file))
    };
}

const EXAMPLE: [Told; 4] = [
    Told {
        seat: "russia",
        sources: told!("russia", "sources.csv"),
        reports: told!("russia", "reports.csv"),
        bulletins: Some((told!("russia", "bulletins.txt"), "russia-centre")),
    },
    Told {
        seat: "turkey",
        sources: told!("turkey", "sources.csv"),
        reports: told!("turkey", "reports.csv"),
        bulletins: Some((told!("turkey", "bulletins.txt"), "turkey-centre")),
    },
    Told {
        seat: "iran",
        sources: told!("iran", "sources.csv"),
        reports: told!("iran", "reports.csv"),
        bulletins: None,
    },
    Told {
        seat: "un",
        sources: told!("un", "sources.csv"),
        reports: told!("un", "reports.csv"),
        bulletins: Some((told!("un", "bulletins.txt"), "press")),
    },
];

/// What officers of the seats do with it at the turn of the year: a worked example, see its first lines.
const CASES: &str = include_str!("../../../../examples/syria-2017/cases.txt");

/// Where the demo's duty clock stands still: after the last fact, so that all of them lie in the past.
const DUTY_CLOCK: i64 = 1_514_808_000; // 2018-01-01T12:00:00Z

/// The file that says that a folder is the demo's own.
const MARK: &str = "DEMO.txt";

/// Sets up the demo, or uses the one that is there, and shows it.
///
/// # Errors
/// If the folder is somebody else's, or cannot be written.
pub fn run(args: &Demo, out: &mut dyn Write) -> Outcome<u8> {
    let begun = Instant::now();
    let dir = args.dir.as_path();
    if args.replace {
        remove(dir)?;
    }
    if dir.join(MARK).exists() {
        writeln!(out, "using the demo in `{}` (make it anew with --replace)", dir.display())?;
    } else {
        set_up(dir, out)?;
    }
    let nodes: Vec<Node> =
        EXAMPLE.iter().map(|told| Node::open(&dir.join(told.seat))).collect::<Outcome<_>>()?;
    let whole = whole_period(&nodes)?;
    let pictures: Vec<Picture> = nodes.iter().map(Node::picture).collect::<Outcome<_>>()?;
    step(out, "matched", &outline(&pictures))?;
    same_bytes(&nodes, &pictures, whole, out)?;
    let (Some(node), Some(picture)) = (nodes.last(), pictures.last()) else { return Ok(DONE) };
    publish(dir, node, picture, args.day, whole, out)?;
    show(node, picture, args.day, out)?;
    next(dir, args.day, out)?;
    writeln!(
        out,
        "\n{}.{} s in all",
        begun.elapsed().as_secs(),
        begun.elapsed().subsec_millis() / 100
    )?;
    if args.serve { serve_one(node, args, out) } else { Ok(DONE) }
}

/// Serves one seat's node, its clock going on from the last entry.
fn serve_one(node: &Node, args: &Demo, out: &mut dyn Write) -> Outcome<u8> {
    let (record, _) = node.record()?;
    let now = record.last_recorded_at().unwrap_or_else(|| Moment::from_unix(DUTY_CLOCK));
    let listen = format!("127.0.0.1:{}", args.port);
    writeln!(out)?;
    let serve = Serve {
        listen,
        every: ROUND_S,
        open: args.open,
        public_address: None,
        rest_after: REST_AFTER_MIN,
        trusted_proxy: Vec::new(),
    };
    serve::run(&node.dir, &serve, Some(now), out)
}

/// How often the seats go round each other: publish, fetch and cosign, write that down, fetch and cosign that.
const ROUNDS: usize = 5;

fn step(out: &mut dyn Write, what: &str, words: &str) -> Outcome {
    writeln!(out, "  {what:<9} {words}")?;
    out.flush()?;
    Ok(())
}

/// Removes an earlier demo: only a folder that carries its mark.
fn remove(dir: &Path) -> Outcome {
    if !dir.exists() {
        return Ok(());
    }
    if !dir.join(MARK).exists() {
        let empty = fs::read_dir(dir).is_ok_and(|mut items| items.next().is_none());
        return if empty { Ok(()) } else { Err(foreign(dir)) };
    }
    fs::remove_dir_all(dir).map_err(|fault| Failure::file("remove", dir, &fault))
}

fn foreign(dir: &Path) -> Failure {
    Failure::cannot(format!(
        "`{}` holds something that is not a demo, or one that was not finished: \
         name another folder with --dir, or remove it yourself",
        dir.display()
    ))
}

fn set_up(dir: &Path, out: &mut dyn Write) -> Outcome {
    if fs::read_dir(dir).is_ok_and(|mut items| items.next().is_some()) {
        return Err(foreign(dir));
    }
    let agreement = dir.join("agreement");
    let from = dir.join("what-they-were-told");
    fs::create_dir_all(&agreement).map_err(|fault| Failure::file("make", &agreement, &fault))?;
    for (name, content) in AGREEMENT {
        write_file(&agreement.join(name), content.as_bytes())?;
    }
    let files = agreement_files::load(&agreement)?;
    let now = Moment::from_unix(DUTY_CLOCK);
    for told in &EXAMPLE {
        let seat = SeatId::new(told.seat).map_err(|fault| Failure::cannot(fault.to_string()))?;
        let node = Node::init(&dir.join(told.seat), &seat, &files, now, keys::create_demo)?;
        let taken = observe(&node, told, &from.join(told.seat), now)?;
        step(out, "observed", &format!("{:<8} {taken}", told.seat))?;
    }
    let settled = witness_each_other(dir, now)?;
    step(out, "signed", &format!("each seat holds and cosigns all four logs; settled: {settled}"))?;
    step(out, "reviewed", &play_cases(dir)?)?;
    for told in &EXAMPLE {
        let home = Node::open(&dir.join(told.seat))?;
        Index::open(&home)?.follow(&home)?;
    }
    write_file(&dir.join(MARK), b"Made by `truce demo`. `truce demo --replace` makes it anew.\n")
}

/// Lets the seats take each other's keys, and go round each other until all is settled.
fn witness_each_other(dir: &Path, now: Moment) -> Outcome<String> {
    let homes = || EXAMPLE.iter().map(|told| Node::open(&dir.join(told.seat)));
    let cards = homes().map(|home| PublicCard::of(&home?)).collect::<Outcome<Vec<_>>>()?;
    for home in homes() {
        let home = home?;
        let others = cards.iter().filter(|card| card.log != home.log);
        let at = |card: &PublicCard| {
            std::path::absolute(dir.join(card.seat.as_str()))
                .unwrap_or_default()
                .display()
                .to_string()
        };
        let peer = others.map(|card| card.peer(vec![at(card)])).collect();
        Peers { peer, witness: Vec::new() }.write(&home.dir)?;
    }
    let mut settled = Vec::new();
    for _ in 0..ROUNDS {
        // Opened anew each time: a host that is open asks nobody twice at one moment.
        settled = go_round(&mut hosts(dir)?, now)?;
    }
    Ok(settled.join(", "))
}

/// Every seat's node, with its keys.
fn hosts(dir: &Path) -> Outcome<Vec<Host>> {
    let open = |told: &Told| {
        let home = Node::open(&dir.join(told.seat))?;
        let keys = keys::of_demo(&home.agreement.origin(&home.log))?;
        Host::open(home, vec![keys], ROUND_S)
    };
    EXAMPLE.iter().map(open).collect()
}

/// Lets every seat go round the others once; returns how far each log is settled.
fn go_round(hosts: &mut [Host], now: Moment) -> Outcome<Vec<String>> {
    let mut settled = Vec::new();
    for host in hosts {
        host.round(now)?;
        let (node, log) = (host.node(), host.home().log.clone());
        settled.push(format!("{} of {} of {log}", node.settled(&log), node.holds(&log)));
    }
    Ok(settled)
}

/// Plays what officers did, day by day; at the end of each day the seats go round each other twice.
fn play_cases(dir: &Path) -> Outcome<String> {
    let home = |told: &Told| {
        let node = Node::open(&dir.join(told.seat))?;
        Ok((node.seat.clone(), node))
    };
    let nodes = EXAMPLE.iter().map(home).collect::<Outcome<BTreeMap<SeatId, Node>>>()?;
    let mut open = hosts(dir)?;
    let mut last = Moment::from_unix(DUTY_CLOCK);
    let deeds = script::play(CASES, &nodes, |evening| {
        // A host that is open asks nobody twice at one moment.
        for later_s in [0, 60] {
            last = evening.plus(later_s);
            go_round(&mut open, last)?;
        }
        Ok(())
    })?;
    drop(open);
    // At one moment nobody has a new word on what they hold: so all come to hold the same.
    for _ in 0..ROUNDS {
        go_round(&mut hosts(dir)?, last)?;
    }
    let home = Node::open(&dir.join(EXAMPLE[0].seat))?;
    let docket = home.picture()?.docket;
    Ok(format!("{deeds} deeds, {} cases", docket.cases.len()))
}

/// Imports what a seat was told, from files that are left for reading.
fn observe(node: &Node, told: &Told, dir: &Path, now: Moment) -> Outcome<String> {
    fs::create_dir_all(dir).map_err(|fault| Failure::file("make", dir, &fault))?;
    let mut importer = Importer::open(node)?;
    let mut import =
        |what: What, name: &str, content: &str, source: Option<&str>| -> Outcome<Taken> {
            let path = dir.join(name);
            write_file(&path, content.as_bytes())?;
            let order = Order {
                correct: false,
                date: None,
                entered_by: None,
                map: Vec::new(),
                now,
                rejects: None,
                seal: None,
                seat: None,
                source: source.and_then(|id| truce_core::id::SourceId::new(id).ok()),
                what,
            };
            let taken = importer.import(&path, &order)?;
            match taken.refusals.first() {
                Some(refusal) => Err(Failure::cannot(format!("`{}`: {refusal}", path.display()))),
                None => Ok(taken),
            }
        };
    let sources = import(What::Sources, "sources.csv", told.sources, None)?.taken;
    let csv = What::Reports(truce_intake::Format::ReportsCsv);
    let reports = import(csv, "reports.csv", told.reports, None)?.taken;
    let registers = match told.bulletins {
        None => 0,
        Some((text, source)) => import(What::Bulletins, "bulletins.txt", text, Some(source))?.taken,
    };
    Ok(format!("{reports:>3} reports by {sources} sources, {registers} registers"))
}

/// From the truce's first day to the last day with a register.
fn whole_period(nodes: &[Node]) -> Outcome<Period> {
    let Some(node) = nodes.first() else { return Err(Failure::cannot("the demo has no node")) };
    let from = node.agreement.clock().day_of(node.agreement.in_force);
    let last = node.agreement.clock().day_of(Moment::from_unix(DUTY_CLOCK)).plus(-1);
    Period::new(from, last).map_err(|fault| Failure::cannot(fault.to_string()))
}

fn outline(pictures: &[Picture]) -> String {
    let Some(picture) = pictures.last() else { return String::new() };
    let together = picture.incidents.iter().filter(|incident| incident.reports.len() > 1).count();
    format!(
        "{} reports are {} incidents, {together} of them told by more than one report",
        picture.events().count(),
        picture.incidents.len(),
    )
}

/// Makes the bulletin of the whole period on every node and holds them against each other.
fn same_bytes(
    nodes: &[Node],
    pictures: &[Picture],
    period: Period,
    out: &mut dyn Write,
) -> Outcome {
    let made = nodes.iter().zip(pictures).map(|(node, picture)| {
        let bulletin = compile(picture, &node.agreement, period);
        bulletin.json().map_err(|fault| Failure::cannot(fault.to_string()))
    });
    let made: Vec<String> = made.collect::<Outcome<_>>()?;
    if made.windows(2).any(|pair| pair.first() != pair.last()) {
        return Err(Failure::cannot(
            "the nodes make different bulletins from the same heads: please report this as a fault",
        ));
    }
    let bytes = made.first().map_or(0, String::len);
    step(
        out,
        "checked",
        &format!("all {} nodes make the same bulletin, {bytes} bytes alike", made.len()),
    )?;
    let digests: BTreeSet<String> = pictures.iter().map(Picture::digest).collect();
    match (digests.first(), digests.len()) {
        (Some(digest), 1) => {
            step(out, "", &format!("and derive the same picture, {}", short(digest)))
        }
        _ => Err(Failure::cannot(
            "the nodes derive different pictures from the same heads: please report this as a fault",
        )),
    }
}

/// Writes the day's bulletin in every layout, and that of the whole truce as a page.
fn publish(
    dir: &Path,
    node: &Node,
    picture: &Picture,
    day: Day,
    whole: Period,
    out: &mut dyn Write,
) -> Outcome {
    let folder = dir.join("bulletins");
    fs::create_dir_all(&folder).map_err(|fault| Failure::file("make", &folder, &fault))?;
    let labels = Labels { agreement: &node.agreement };
    let write = |name: PathBuf, bulletin: &Bulletin, layout: Layout| -> Outcome {
        let laid_out = lay_out(bulletin, labels, layout)?;
        write_file(&name, anstream::adapter::strip_str(&laid_out).to_string().as_bytes())
    };
    let of_day = compile(picture, &node.agreement, Period::day(day));
    let layouts =
        [("txt", Layout::Text), ("md", Layout::Md), ("html", Layout::Html), ("json", Layout::Json)];
    for (ending, layout) in layouts {
        write(folder.join(format!("{day}.{ending}")), &of_day, layout)?;
    }
    let of_all = compile(picture, &node.agreement, whole);
    write(folder.join("whole-truce.html"), &of_all, Layout::Html)?;
    step(out, "published", &format!("`{}`", folder.display()))
}

fn show(node: &Node, picture: &Picture, day: Day, out: &mut dyn Write) -> Outcome {
    let labels = Labels { agreement: &node.agreement };
    let bold = anstyle::Style::new().bold();
    writeln!(out, "\n{bold}{}, as registered{bold:#}\n", long_day(day))?;
    match picture.reconciliations.get(&day) {
        Some(found) => write!(out, "{}", text::reconciliation(found, labels))?,
        None => writeln!(
            out,
            "  No register is on record for that day, which says nothing about calm.\n  \
             `truce -n DIR reconcile --days` lists the days that have one."
        )?,
    }
    Ok(())
}

fn next(dir: &Path, day: Day, out: &mut dyn Write) -> Outcome {
    let dir = dir.display();
    // As it was called, so that the lines can be typed as they stand.
    let program = std::env::args().next().unwrap_or_else(|| "truce".to_owned());
    writeln!(
        out,
        "\nNext: open {dir}/bulletins/{day}.html, the bulletin as a page with map and series; or type"
    )?;
    for (command, what) in [
        (format!("bulletin --date {day}"), "the same as text"),
        ("incidents".to_owned(), "every incident"),
        ("reports --text water".to_owned(), "search the reports"),
        ("reconcile --days".to_owned(), "every day with a register"),
    ] {
        writeln!(out, "  {program} -n {dir}/un {command:<28} {what}")?;
    }
    Ok(())
}
