//! `truce prove`: one file that proves an entry, an incident or a bulletin to anybody, offline.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use truce_core::bulletin::{Period, compile};
use truce_core::entry::{Address, Body};
use truce_core::id::SeatId;
use truce_core::picture::Picture;
use truce_core::record::{Cut, Record};
use truce_core::time::Day;
use truce_log::head::Head;
use truce_log::note::Note;
use truce_log::proof_file::ProofFile;
use truce_log::shelf::{Folder, Shelf};
use truce_log::tiles::Tiles;

use crate::agreement_files;
use crate::cmd::DONE;
use crate::failure::{Failure, Outcome};
use crate::host::ask::CHECKPOINT;
use crate::host::disk::SETTLED;
use crate::node::{Node, write_file};
use crate::proof::{FILE_BYTES_MAX, Proof, ProvedEntry, ProvedHead, VERSION, Whole};

/// `truce prove`.
#[derive(Debug, Args)]
pub struct Prove {
    /// Of what: `russia/12`, a day such as 2017-05-07, or two days such as 2017-05-01..2017-05-31.
    #[arg(value_name = "ENTRY|INCIDENT|BULLETIN")]
    pub what: String,
    /// The entry alone, or the incident that holds it with all that it rests on.
    #[arg(long)]
    pub incident: bool,
    /// The file to write.
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Form::Truce)]
    pub form: Form,
}

/// How a proof is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Everything in one file, for `truce check`.
    Truce,
    /// One entry's place as a C2SP tlog-proof, with the entry beside it as FILE.entry.
    TlogProof,
}

/// Writes a proof.
///
/// # Errors
/// If there is no such entry, or it is not under a signed head yet.
pub fn run(dir: &Path, args: &Prove, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let (record, cut) = node.record()?;
    let prover = Prover { dir, record: &record };
    let address = args.what.parse::<Address>().ok();
    if args.form == Form::TlogProof {
        let address = address
            .ok_or_else(|| Failure::usage("a tlog-proof is of one entry, such as russia/12"))?;
        let proved = prover.entry(&address)?;
        write_file(&args.out, proved.proof.as_bytes())?;
        let mut beside = args.out.clone().into_os_string();
        beside.push(".entry");
        write_file(Path::new(&beside), proved.entry.as_bytes())?;
        writeln!(out, "wrote `{}` and `{}`", args.out.display(), Path::new(&beside).display())?;
        return Ok(DONE);
    }
    let proof = match address {
        Some(address) if !args.incident => {
            prover.proof(address.to_string(), BTreeSet::from([address]))?
        }
        Some(address) => {
            let picture = node.picture()?;
            let what = format!("the incident that holds {address}");
            prover.proof(what, behind_incident(&picture, &record, &address)?)?
        }
        None => {
            let period = period(&args.what)?;
            let bulletin = compile(&node.picture_at(&record, &cut), &node.agreement, period);
            let json = bulletin.json().map_err(|fault| Failure::cannot(fault.to_string()))?;
            let mut proof =
                prover.proof(format!("the bulletin of {}", args.what), BTreeSet::new())?;
            for (log, head) in &cut.0 {
                proof.heads.push(prover.head(log, head.size, &head.root)?);
            }
            proof.bulletin = Some(whole(&node, &cut, period, json)?);
            proof
        }
    };
    let bytes =
        serde_json::to_vec_pretty(&proof).map_err(|fault| Failure::cannot(fault.to_string()))?;
    write_file(&args.out, &bytes)?;
    let whole = proof.bulletin.as_ref().map_or(0, |whole| whole.logs.values().map(Vec::len).sum());
    let entries = whole.max(proof.entries.len());
    writeln!(out, "wrote `{}`: {}, {entries} entries", args.out.display(), proof.what)?;
    writeln!(out, "anybody checks it with: truce check {} --key KEY", args.out.display())?;
    Ok(DONE)
}

/// Everything that a bulletin is made from.
fn whole(node: &Node, cut: &Cut, period: Period, text: String) -> Outcome<Whole> {
    let mut logs = BTreeMap::new();
    let mut bytes = 0_u64;
    for (log, head) in &cut.0 {
        let mut entries = Vec::new();
        node.read_log(log, |index, entry| {
            bytes = bytes.saturating_add(entry.len() as u64);
            if bytes > FILE_BYTES_MAX / 2 {
                return Err(Failure::cannot(
                    "the record is too large for one file: prove the entries on which a figure rests, \
                     and make the bulletin again from the logs",
                ));
            }
            if index < head.size {
                entries.push(String::from_utf8_lossy(entry).into_owned());
            }
            Ok(())
        })?;
        logs.insert(log.clone(), entries);
    }
    let agreement = agreement_files::load(&node.dir.join("agreement"))?.into_texts();
    Ok(Whole { agreement, from: period.from(), logs, text, to: period.to() })
}

fn period(text: &str) -> Outcome<Period> {
    let day = |text: &str| {
        text.parse::<Day>().map_err(|_| {
            Failure::usage(format!(
                "`{text}` is neither an entry such as russia/12 nor a day such as 2017-05-07"
            ))
        })
    };
    match text.split_once("..") {
        None => Ok(Period::day(day(text)?)),
        Some((from, to)) => {
            Period::new(day(from)?, day(to)?).map_err(|fault| Failure::usage(fault.to_string()))
        }
    }
}

/// What an incident rests on: its reports, the sources that told them, and what people said of pairs of them.
fn behind_incident(
    picture: &Picture,
    record: &Record,
    held: &Address,
) -> Outcome<BTreeSet<Address>> {
    let incident = picture.incident_of(held);
    let incident = incident.ok_or_else(|| Failure::cannot(format!("no incident holds {held}")))?;
    let mut behind: BTreeSet<Address> = incident.reports.iter().cloned().collect();
    let sources: BTreeSet<_> = incident
        .reports
        .iter()
        .filter_map(|report| Some(&picture.reports.get(report)?.source))
        .collect();
    for (address, entry) in record.until(&picture.cut) {
        let rests = if let Body::Source(source) = &entry.body {
            sources.contains(&source.id)
        } else if let Body::Judgement(judgement) = &entry.body {
            let (one, other) = &judgement.reports;
            incident.reports.contains(one) || incident.reports.contains(other)
        } else {
            false
        };
        if rests {
            behind.insert(address.clone());
        }
    }
    Ok(behind)
}

struct Prover<'a> {
    dir: &'a Path,
    record: &'a Record,
}

impl Prover<'_> {
    fn proof(&self, what: String, addresses: BTreeSet<Address>) -> Outcome<Proof> {
        let entries =
            addresses.iter().map(|address| self.entry(address)).collect::<Outcome<_>>()?;
        Ok(Proof { bulletin: None, entries, heads: Vec::new(), truce_proof: VERSION, what })
    }

    fn shelf(&self, log: &SeatId) -> Folder {
        Folder::open(&self.dir.join("public").join(log.as_str()))
    }

    /// The checkpoint that covers so many entries: one that a quorum stands behind, if there is one.
    fn checkpoint(&self, log: &SeatId, size: u64) -> Outcome<(Vec<u8>, Head)> {
        let shelf = self.shelf(log);
        for file in [SETTLED, CHECKPOINT] {
            let bytes = shelf.get(file).map_err(|fault| Failure::cannot(fault.to_string()))?;
            let Some(bytes) = bytes else { continue };
            let note = Note::parse(&bytes).ok();
            let head = note.and_then(|note| Head::parse(&note.text).ok());
            if let Some(head) = head.filter(|head| head.size >= size) {
                return Ok((bytes, head));
            }
        }
        Err(Failure::cannot(format!(
            "`{log}` has not signed a head over {size} entries yet: truce sync, then prove again"
        )))
    }

    fn entry(&self, address: &Address) -> Outcome<ProvedEntry> {
        if self.record.get(address).is_none() {
            return Err(Failure::cannot(format!("there is no entry {address} here")));
        }
        let (log, index) = (&address.log, address.index);
        let (checkpoint, head) = self.checkpoint(log, index.saturating_add(1))?;
        let shelf = self.shelf(log);
        let words = |fault: truce_log::TilesFault| {
            Failure::cannot(format!("cannot read the log of `{log}`: {fault}"))
        };
        let tiles = Tiles::open(&shelf, &head).map_err(words)?;
        let proof = tiles.inclusion(index, head.size).map_err(words)?;
        let bytes = tiles.entry(index).map_err(words)?;
        let entry = String::from_utf8(bytes)
            .map_err(|_| Failure::cannot(format!("{address} is not text")))?;
        let file = ProofFile { index, extra: None, proof, checkpoint };
        let proof = String::from_utf8(file.to_bytes())
            .map_err(|fault| Failure::cannot(fault.to_string()))?;
        Ok(ProvedEntry { address: address.clone(), entry, proof })
    }

    fn head(&self, log: &SeatId, size: u64, root: &str) -> Outcome<ProvedHead> {
        let (checkpoint, head) = self.checkpoint(log, size)?;
        let shelf = self.shelf(log);
        let words = |fault: truce_log::TilesFault| {
            Failure::cannot(format!("cannot read the log of `{log}`: {fault}"))
        };
        let tiles = Tiles::open(&shelf, &head).map_err(words)?;
        let hashes = tiles.consistency(size, head.size).map_err(words)?;
        let text = |hash: &truce_log::Hash| {
            Head { origin: String::new(), size: 0, root: *hash }.root_text()
        };
        Ok(ProvedHead {
            checkpoint: String::from_utf8(checkpoint)
                .map_err(|fault| Failure::cannot(fault.to_string()))?,
            consistency: hashes.iter().map(text).collect(),
            log: log.clone(),
            root: root.to_owned(),
            size,
        })
    }
}
