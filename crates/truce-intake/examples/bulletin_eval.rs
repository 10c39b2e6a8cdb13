//! Reads a file of bulletins with known figures, and counts how many were read as they stand.
//!
//! Run by hand: `cargo run --example bulletin_eval -- FILE [AGREEMENT-FOLDER] [even|odd]`. FILE is
//! JSON Lines with `text`, `lang`, `bulletin_date` and `gold.registers`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use truce_core::agreement::{Agreement, Files};
use truce_core::id::{SeatId, SourceId};
use truce_core::names::Names;
use truce_core::register::Register;
use truce_intake::bulletin::{BulletinRead, LANGUAGES, Options, USUAL_SEATS, read_json_lines};

/// How one figure came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Equal,
    EqualWithDoubt,
    Flagged,
    Missing,
    SilentlyWrong,
}

/// The figures of one bulletin by what they count: "russia total", "russia hama", ...
type Cells = BTreeMap<String, Option<u32>>;

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let file = arguments.first().ok_or("name the file of bulletins")?;
    let folder = arguments.get(1).map_or("agreements/syria-2016", String::as_str);
    let half = arguments.get(2).map(String::as_str);
    let agreement = agreement(Path::new(folder))?;
    let text = std::fs::read_to_string(file).map_err(|error| format!("`{file}`: {error}"))?;
    let told_by = SourceId::new("evaluation").map_err(|error| error.to_string())?;
    let seats = seats()?;
    let options = Options {
        file: "bulletins",
        told_by: &told_by,
        seats: &seats,
        day: None,
        language: None,
        hours: 24,
    };
    let mut sums: BTreeMap<Outcome, u32> = BTreeMap::new();
    let mut read = 0_usize;
    for line in text.lines() {
        let row: serde_json::Value =
            serde_json::from_str(line).map_err(|error| error.to_string())?;
        let language = row["lang"].as_str().unwrap_or_default();
        if !LANGUAGES.iter().any(|(known, _)| *known == language) {
            continue;
        }
        let number = read;
        read += 1;
        if half.is_some_and(|half| (half == "even") != number.is_multiple_of(2)) {
            continue;
        }
        let reading = read_json_lines(line, agreement.names(), &options);
        let Some(bulletin) = reading.bulletins.first() else {
            return Err(format!("a bulletin was not read: {:?}", reading.doubts));
        };
        show(number, bulletin, &row, agreement.names(), &mut sums);
    }
    println!("in all: {sums:?}");
    Ok(())
}

fn agreement(folder: &Path) -> Result<Agreement, String> {
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name)).map_err(|error| format!("`{name}`: {error}"))
    };
    let (toml, text) = (read("agreement.toml")?, read("text.md")?);
    let (zones, areas) = (read("zones.geojson")?, read("provinces.geojson")?);
    let files = Files { toml: &toml, text: &text, zones: &zones, areas: &areas, places: "" };
    Agreement::read(&files).map_err(|faults| format!("{faults:?}"))
}

fn seats() -> Result<Vec<(SeatId, Vec<String>)>, String> {
    let two = USUAL_SEATS.iter().take(2);
    two.map(|(seat, names)| {
        let seat = SeatId::new(seat).map_err(|error| error.to_string())?;
        Ok((seat, names.iter().map(|name| (*name).to_owned()).collect()))
    })
    .collect()
}

fn expected(row: &serde_json::Value, names: &Names) -> Cells {
    let mut cells = Cells::new();
    let number = |value: &serde_json::Value| value.as_u64().and_then(|n| u32::try_from(n).ok());
    for register in row["gold"]["registers"].as_array().into_iter().flatten() {
        let seat = register["guarantor"].as_str().unwrap_or_default().to_lowercase();
        cells.insert(format!("{seat} total"), number(&register["total"]));
        for (area, cases) in register["by_province"].as_object().into_iter().flatten() {
            let area = names.area(area).map_or(area.as_str(), |area| area.as_str());
            cells.insert(format!("{seat} {area}"), number(cases));
        }
        for (key, short) in [
            ("not_confirmed_by_russian_side", "not confirmed"),
            ("aimed_at_excluded_group", "excluded target"),
        ] {
            if let Some(cases) = number(&register[key]) {
                cells.insert(format!("{seat} {short}"), Some(cases));
            }
        }
    }
    cells
}

fn found(registers: &[Register]) -> Cells {
    let mut cells = Cells::new();
    for register in registers {
        let seat = &register.seat;
        cells.insert(format!("{seat} total"), register.cases());
        for count in &register.list {
            let area =
                count.area.area.as_ref().map_or(count.area.written.as_str(), |area| area.as_str());
            cells.insert(format!("{seat} {area}"), count.cases);
        }
        for review in &register.reviews {
            let figures = [
                (review.not_confirmed, "not confirmed"),
                (review.excluded_target, "excluded target"),
            ];
            for (cases, short) in figures {
                if cases.is_some() {
                    cells.insert(format!("{seat} {short}"), cases);
                }
            }
        }
    }
    cells
}

fn show(
    number: usize,
    bulletin: &BulletinRead,
    row: &serde_json::Value,
    names: &Names,
    sums: &mut BTreeMap<Outcome, u32>,
) {
    let (expected, found) = (expected(row, names), found(&bulletin.registers));
    let keys: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    let mut here: BTreeMap<Outcome, u32> = BTreeMap::new();
    let mut notes = Vec::new();
    for key in keys {
        let seat = key.split(' ').next().unwrap_or_default();
        let register = bulletin.registers.iter().find(|register| register.seat.as_str() == seat);
        let general = bulletin.doubts.iter().any(|doubt| doubt.seat.is_none());
        let doubted = register.is_some_and(|register| !register.doubts.is_empty());
        let flagged = general
            || doubted
            || register.is_some_and(|register| !register.contradictions().is_empty());
        let outcome = match (expected.get(key), found.get(key)) {
            (Some(wanted), Some(got)) if wanted == got && doubted => Outcome::EqualWithDoubt,
            (Some(wanted), Some(got)) if wanted == got => Outcome::Equal,
            _ if flagged => Outcome::Flagged,
            (Some(_), None) => Outcome::Missing,
            _ => Outcome::SilentlyWrong,
        };
        *here.entry(outcome).or_default() += 1;
        *sums.entry(outcome).or_default() += 1;
        if !matches!(outcome, Outcome::Equal | Outcome::EqualWithDoubt) {
            notes.push(format!(
                "  {key}: expected {:?}, found {:?}",
                expected.get(key),
                found.get(key)
            ));
        }
    }
    println!("{number} {} {:?}", bulletin.reference.as_deref().unwrap_or("-"), here);
    notes.iter().for_each(|note| println!("{note}"));
    bulletin.doubts.iter().for_each(|doubt| println!("  doubt {doubt}"));
    for register in &bulletin.registers {
        for contradiction in register.contradictions() {
            println!("  {}: {contradiction}", register.seat);
        }
    }
}
