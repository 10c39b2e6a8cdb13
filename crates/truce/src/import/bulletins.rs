//! Daily bulletins, read whole, onto the record: one entry for each seat's register.

use std::fs::File;
use std::io::Read as _;

use truce_core::entry::Body;
use truce_core::id::{SeatId, SourceId};
use truce_core::register::Register;
use truce_intake::bulletin::{
    BulletinRead, Options, Reading, USUAL_SEATS, read_json_lines, read_text,
};
use truce_intake::rejects::RejectForm;
use truce_intake::{Kept, Refused, Unreadable};

use super::Feed;
use crate::failure::{Failure, Outcome};

/// The largest file of bulletins, in bytes: some hundred years of them.
const LENGTH_MAX: u64 = 64 << 20;
/// The most doubts that go on record with a register.
const DOUBTS_MAX: usize = 8;

impl Feed<'_> {
    /// Reads a file of bulletins and puts every register in it on record.
    pub(super) fn bulletins(&mut self, file: File) -> Outcome {
        let text = self.whole_text(file)?;
        let name = self.options().file;
        let fallback = SourceId::new("unnamed").map_err(|f| Failure::cannot(f.to_string()))?;
        let told_by = self.order.source.clone().unwrap_or(fallback);
        let seats = self.seat_names();
        let options = Options {
            file: &name,
            told_by: &told_by,
            seats: &seats,
            day: self.order.date,
            language: None,
            hours: 24,
        };
        let names = self.node.agreement.names();
        let json = text.trim_start().starts_with('{');
        let reading: Reading = if json {
            read_json_lines(&text, names, &options)
        } else {
            read_text(&text, names, &options)
        };
        self.outcome.doubts.extend(reading.doubts.iter().map(|doubt| format!("line {doubt}")));
        for bulletin in reading.bulletins {
            self.bulletin(bulletin)?;
        }
        self.bytes_read = u64::try_from(text.len()).unwrap_or(0);
        Ok(())
    }

    fn bulletin(&mut self, bulletin: BulletinRead) -> Outcome {
        for doubt in bulletin.doubts.iter().filter(|doubt| doubt.seat.is_none()) {
            self.outcome.doubts.push(format!("line {doubt}"));
        }
        let teller = match self.teller(bulletin.reference.as_deref()) {
            Ok(teller) => teller,
            Err(why) => return self.refuse_bulletin(bulletin.line, why),
        };
        for mut register in bulletin.registers {
            if self.order.seat.as_ref().is_some_and(|seat| *seat != register.seat) {
                continue;
            }
            register.told_by = teller.clone();
            register.doubts.truncate(DOUBTS_MAX);
            if let Err(why) = self.register(register)? {
                self.refuse_bulletin(bulletin.line, why)?;
            }
        }
        Ok(())
    }

    fn register(&mut self, register: Register) -> Outcome<Result<(), String>> {
        let last = self.node.agreement.clock().day_of(self.order.now).next();
        if register.day > last {
            return Ok(Err(format!(
                "the bulletin is dated {}, which lies ahead of the duty clock: correct the date",
                register.day
            )));
        }
        if self.known.register(&register) {
            self.outcome.already += 1;
            return Ok(Ok(()));
        }
        self.entry(Body::Register(Box::new(register)), Vec::new())
    }

    /// Who tells a bulletin: the source that its reference begins with, or the one of the order.
    ///
    /// `tass-2017-05-07` is told by `tass`, if that is registered.
    fn teller(&self, reference: Option<&str>) -> Result<SourceId, String> {
        let sources = &self.known.sources;
        let mut part = reference.unwrap_or_default();
        loop {
            if let Some((id, _)) = sources.iter().find(|(id, _)| id.as_str() == part) {
                return Ok(id.clone());
            }
            match part.rsplit_once('-') {
                Some((shorter, _)) => part = shorter,
                None => break,
            }
        }
        match &self.order.source {
            Some(source) if sources.contains_key(source) => Ok(source.clone()),
            Some(source) => {
                Err(format!("source `{source}` is not registered: register it first, or correct its name"))
            }
            None => Err(
                "who tells this bulletin? Begin its reference with a registered source (`== 2017-05-07 en \
                 tass-2017-05-07`), or name one with --source"
                    .to_owned(),
            ),
        }
    }

    /// What the seats that publish registers go by in bulletins.
    fn seat_names(&self) -> Vec<(SeatId, Vec<String>)> {
        let publishing = self.node.agreement.seats.iter().filter(|seat| seat.registers);
        let seats = publishing.map(|seat| {
            let usual = USUAL_SEATS.iter().find(|(id, _)| *id == seat.id.as_str());
            let usual = usual.map_or(&[][..], |(_, names)| names);
            let own = std::iter::once(seat.name.to_lowercase());
            (seat.id.clone(), own.chain(usual.iter().map(|name| (*name).to_owned())).collect())
        });
        seats.collect()
    }

    fn refuse_bulletin(&mut self, line: u64, why: String) -> Outcome {
        let refused = Refused { line, column: None, why, raw: Vec::new(), kept: Kept::Whole };
        self.refuse(&refused, || RejectForm::Lines)
    }

    fn whole_text(&self, file: File) -> Outcome<String> {
        let mut bytes = Vec::new();
        let fault = |fault| Failure::file("read", self.path, &fault);
        file.take(LENGTH_MAX + 1).read_to_end(&mut bytes).map_err(fault)?;
        if bytes.len() as u64 > LENGTH_MAX {
            return Err(Failure::cannot(format!(
                "`{}` has over {} MB: split it",
                self.path.display(),
                LENGTH_MAX >> 20
            )));
        }
        truce_intake::text_of(bytes).map_err(|fault: Unreadable| self.cannot_read(&fault))
    }
}
