//! The world as tables: its reports, its truth, its sources.
//!
//! INVARIANT: every id begins with `sim-`, and every account says that it is
//! simulated, so that nothing of it is ever taken for a report of an event.

use std::io::{self, Write};

use truce_core::geo::Degrees;
use truce_core::report::Toll;
use truce_core::time::Moment;

use crate::reports::setting::Setting;
use crate::reports::telling::{Naming, Stated, Telling};
use crate::reports::world::Told;

/// The columns of the reports, without the one that gives the truth away.
const REPORT_COLUMNS: &str = "id,source,basis,act,start,end,place,lat,lon,radius_m,accused,\
                              killed,injured,sent_at,language,account";
const TRUTH_COLUMNS: &str =
    "truth,moment,lat,lon,act,killed,injured,perpetrator,happened,seen_by,theatre";

/// What happened, as the reports' column `truth` and the first column of the truth have it.
fn truth_id(number: u64, happened: bool) -> String {
    if happened { format!("sim-t{number}") } else { format!("sim-x{number}") }
}

/// A reports CSV that is being written.
#[derive(Debug)]
pub struct ReportsTable<W> {
    out: W,
    setting: &'static Setting,
    with_truth: bool,
    /// How many each source has sent.
    sent: Vec<u64>,
}

impl<W: Write> ReportsTable<W> {
    /// Begins one; with `with_truth` its last column says which happening each row tells of.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn new(mut out: W, setting: &'static Setting, with_truth: bool) -> io::Result<Self> {
        writeln!(out, "{REPORT_COLUMNS}{}", if with_truth { ",truth" } else { "" })?;
        Ok(Self { out, setting, with_truth, sent: vec![0; setting.sources.len()] })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write(&mut self, telling: &Telling) -> io::Result<()> {
        let Some((habits, sent)) =
            self.setting.sources.get(telling.source).zip(self.sent.get_mut(telling.source))
        else {
            return Ok(());
        };
        *sent += 1;
        let (start, end) = window(telling.stated);
        let place = place_name(telling.theatre, telling.naming);
        let accused = telling.accused.and_then(|party| self.setting.parties.get(party));
        write!(
            self.out,
            "{source}-{sent},{source},{basis},{act},{start},{end},{place},{lat},{lon},{radius},{accused},{killed},{injured},{sent_at},en,{account}",
            source = habits.id,
            basis = habits.basis,
            act = telling.act,
            lat = degrees(telling.position_udeg.0),
            lon = degrees(telling.position_udeg.1),
            radius = telling.radius_m,
            accused = accused.unwrap_or(&""),
            killed = toll(telling.killed),
            injured = toll(telling.injured),
            sent_at = Moment::from_unix(telling.sent_s),
            account = account(telling, &place),
        )?;
        if self.with_truth {
            write!(self.out, ",{}", truth_id(telling.number, telling.happened))?;
        }
        writeln!(self.out)
    }

    /// Hands everything to the file.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn finish(mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(self.sent.iter().sum())
    }
}

/// Writes the head of the truth.
///
/// # Errors
/// Whatever the writer says.
pub fn begin_truth(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{TRUTH_COLUMNS}")
}

/// Writes one row of the truth.
///
/// # Errors
/// Whatever the writer says.
pub fn write_truth(
    out: &mut impl Write,
    setting: &Setting,
    told: &Told,
    on_globe: (i64, i64),
) -> io::Result<()> {
    let happening = &told.happening;
    let act = setting.acts.get(happening.act).map_or("", |habits| habits.act.word());
    writeln!(
        out,
        "{},{},{},{},{act},{},{},{},{},{},{}",
        truth_id(happening.number, happening.happened),
        Moment::from_unix(happening.at_s),
        degrees(on_globe.0),
        degrees(on_globe.1),
        happening.killed,
        happening.injured,
        // Nobody did what did not happen.
        setting.parties.get(happening.by).filter(|_| happening.happened).unwrap_or(&""),
        u8::from(happening.happened),
        told.seen_by,
        happening.theatre + 1,
    )
}

/// Writes the register of sources, in the format that `truce sources` reads.
///
/// # Errors
/// Whatever the writer says.
pub fn write_sources(out: &mut impl Write, setting: &Setting) -> io::Result<()> {
    writeln!(out, "id,name,kind,reliability,aligned_with,group,seat")?;
    for habits in setting.sources {
        let side = habits.side.and_then(|side| setting.parties.get(side)).unwrap_or(&"");
        let (id, name, kind, group) = (habits.id, habits.name, habits.kind, habits.group);
        writeln!(out, "{id},{name},{kind},{},{side},{group},", habits.reliability)?;
    }
    out.flush()
}

fn degrees(udeg: i64) -> Degrees {
    Degrees(i32::try_from(udeg).unwrap_or(0))
}

fn window(stated: Stated) -> (String, String) {
    match stated {
        Stated::Day(from_s) => {
            let mut day = Moment::from_unix(from_s).to_string();
            day.truncate("2001-01-01".len());
            (day, String::new())
        }
        Stated::Hours(from_s, hours) => {
            let moment = |s| Moment::from_unix(s).to_string();
            (moment(from_s), moment(from_s + hours * 3600 - 1))
        }
    }
}

fn place_name(theatre: usize, naming: Naming) -> String {
    let theatre = theatre + 1;
    match naming {
        Naming::Point => String::new(),
        Naming::Settlement(number) => format!("Simtown {theatre}-{}", number + 1),
        Naming::District(column, row) => {
            format!("Simdistrict {theatre} column {column} row {row}")
        }
    }
}

fn toll(toll: Option<(u32, u32)>) -> String {
    match toll {
        None => String::new(),
        Some((least, most)) if least == most => least.to_string(),
        Some((least, Toll::OPEN)) => format!("{least}+"),
        Some((least, most)) => format!("{least}-{most}"),
    }
}

/// A sentence or two without commas, so that no cell needs quoting.
fn account(telling: &Telling, place: &str) -> String {
    let mut text = format!("Simulated report: {}", telling.act.phrase());
    if !place.is_empty() {
        text.push_str(" at ");
        text.push_str(place);
    }
    for (count, what) in [(telling.killed, "killed"), (telling.injured, "injured")] {
        if let Some((least, most)) = count.filter(|count| count.0 > 0) {
            let at_least = if least == most { "" } else { "at least " };
            text.push_str(&format!("; {at_least}{least} {what}"));
        }
    }
    text.push_str(&format!(". Note {:012x}.", telling.words >> 16));
    text
}
