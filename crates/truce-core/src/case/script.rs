//! What officers do, line by line, as exercises and situations write it.
//!
//! ```text
//! 2017-05-08 09:00 un/duty-2 opens z: @centre:12 accusing opposition under cease-attacks -- mortar fire near Z
//! 2017-05-08 10:00 russia/duty-1 admits z -- we took it up too
//! 2017-05-08 11:00 turkey/liaison-1 replies z denies-responsibility for opposition -- not our men
//! 2017-05-10 09:00 russia/r-3 seals z: covered yes, happened yes, by opposition 800, or unknown 200 -- craters
//! 2017-05-11 09:00 russia/r-3 reveals z
//! ```
//!
//! A line has a day and time by the agreement's clock, a seat and its officer, what is done, and after `--` why. A name
//! before a colon is what later lines call it; `@source:reference` is the report of a source with that reference.
//!
//! # Out of scope
//! Putting it on record: whoever reads the lines does that, draws the salts and keeps what opens a seal.

use std::collections::{BTreeMap, BTreeSet};

use super::acknowledgement::Acknowledgement;
use super::deed::{Asking, CallEffect, Doing, ReplyKind, TakingUp};
use super::finding::{Finding, Standard};
use super::office::{Appointment, Office};
use super::verification::{Looked, Obstacle, Verification};
use super::{Stage, Urgency};
use crate::assessment::Point;
use crate::entry::Address;
use crate::id::{ActorId, OfficerId, ProvisionId, SeatId};
use crate::kleene::Truth;
use crate::time::{Day, DutyClock, Moment};

/// Why a line cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct NotALine {
    /// Which line, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// What a line says is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A person becomes an officer.
    Appoints(Appointment),
    /// A deed, as it goes on record.
    Does(Box<Doing>),
    /// A finding that is to be sealed.
    Seals(Box<Finding>),
    /// The finding that was sealed in a case is opened.
    Reveals(Address),
    /// A clock has run out; the heads are those that the seat holds.
    Closes(Address, Stage),
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: Moment,
    /// Which officer.
    pub by: OfficerId,
    /// What later lines call it.
    pub name: Option<String>,
    /// What is done.
    pub said: Said,
    /// Which seat.
    pub seat: SeatId,
}

/// With what a line is read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The agreement's clock.
    pub clock: &'a DutyClock,
    /// The entry that a name, `@source:reference` or an address stands for.
    pub entry: &'a dyn Fn(&str) -> Option<Address>,
}

/// The words of a line, taken one after the other.
struct Words<'t> {
    left: Vec<&'t str>,
    text: &'t str,
}

impl<'t> Words<'t> {
    fn next(&mut self, what: &str) -> Result<&'t str, String> {
        if self.left.is_empty() {
            return Err(format!("{what} is missing"));
        }
        Ok(self.left.remove(0))
    }

    /// The word after a key, if the key stands somewhere; both are taken.
    fn after(&mut self, key: &str) -> Option<&'t str> {
        let at = self.left.iter().position(|word| *word == key)?;
        if at.saturating_add(1) >= self.left.len() {
            return None;
        }
        self.left.remove(at);
        Some(self.left.remove(at))
    }

    fn need(&mut self, key: &str) -> Result<&'t str, String> {
        self.after(key).ok_or_else(|| format!("`{key}` and what comes after it is missing"))
    }

    fn flag(&mut self, key: &str) -> bool {
        let at = self.left.iter().position(|word| *word == key);
        at.map(|at| self.left.remove(at)).is_some()
    }

    fn end(&self) -> Result<(), String> {
        match self.left.first() {
            None => Ok(()),
            Some(word) => Err(format!("`{word}` has no place here")),
        }
    }
}

fn of<T: std::str::FromStr<Err: std::fmt::Display>>(word: &str) -> Result<T, String> {
    word.parse().map_err(|fault: T::Err| fault.to_string())
}

fn list<T: std::str::FromStr<Err: std::fmt::Display> + Ord>(
    words: &str,
) -> Result<BTreeSet<T>, String> {
    words.split(',').map(of).collect()
}

impl Reading<'_> {
    /// Reads one line; `None` if it is empty or a comment.
    ///
    /// # Errors
    /// [`NotALine`] with its number and in words.
    pub fn line(&self, number: usize, line: &str) -> Result<Option<Line>, NotALine> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(None);
        }
        self.read(line).map(Some).map_err(|why| NotALine { line: number, why })
    }

    fn read(&self, line: &str) -> Result<Line, String> {
        let (done, text) = line.split_once(" -- ").unwrap_or((line, ""));
        let mut words = Words { left: done.split_whitespace().collect(), text: text.trim() };
        let day: Day = of(words.next("the day")?)?;
        let at = self.clock.moment_of(day, second_of_day(words.next("the time")?)?);
        let who = words.next("who does it")?;
        let (seat, by) = who.split_once('/').ok_or("write who does it as seat/officer")?;
        let verb = words.next("what is done")?;
        let named = words.left.first().and_then(|word| word.strip_suffix(':'));
        let name = named.filter(|_| verb != "seals").map(str::to_owned);
        if name.is_some() {
            words.next("its name")?;
        }
        let (seat, by) = (of::<SeatId>(seat)?, of::<OfficerId>(by)?);
        let said = self.said(verb, &seat, &mut words)?;
        words.end()?;
        Ok(Line { at, by, name, said, seat })
    }

    fn entry(&self, word: &str) -> Result<Address, String> {
        (self.entry)(word).ok_or_else(|| format!("`{word}` is the name of nothing before"))
    }

    fn day_of(&self, word: &str) -> Result<Moment, String> {
        Ok(self.clock.moment_of(of(word)?, 0))
    }

    fn said(&self, verb: &str, seat: &SeatId, words: &mut Words<'_>) -> Result<Said, String> {
        let text = words.text.to_owned();
        let does = |doing: Doing| Ok(Said::Does(Box::new(doing)));
        match verb {
            "appoints" => {
                let offices = words.next("the offices")?;
                let offices =
                    if offices == "none" { BTreeSet::new() } else { list::<Office>(offices)? };
                let officer = of(words.next("the officer")?)?;
                Ok(Said::Appoints(Appointment { key: None, officer, offices, reason: text }))
            }
            "opens" => does(Doing::Open(self.opening(words)?)),
            "admits" | "agrees" => {
                does(Doing::Assent { reason: text, to: self.entry(words.next("to what")?)? })
            }
            "asks" => {
                let case = self.entry(words.next("the case")?)?;
                does(Doing::AskReply { brief: text, case, through: of(words.need("through")?)? })
            }
            "replies" => {
                let case = self.entry(words.next("the case")?)?;
                let answer: ReplyKind = of(words.next("the answer")?)?;
                let on_behalf_of = of(words.need("for")?)?;
                does(Doing::Reply { answer, case, on_behalf_of, text })
            }
            "calls" => does(self.call(words)?),
            "acknowledges" => does(Doing::Acknowledge(Box::new(self.acknowledgement(words)?))),
            "sets" => {
                let case = self.entry(words.next("the case")?)?;
                let word = words.next("what it would settle")?;
                let point = Point::ALL.iter().find(|point| point.word() == word);
                let point = *point.ok_or_else(|| format!("`{word}` is nothing to settle"))?;
                let (owner, due) = (of(words.need("by")?)?, self.day_of(words.need("until")?)?);
                does(Doing::Task { case, due, owner, point, what: text })
            }
            "verifies" => does(Doing::Verify(Box::new(self.verification(words)?))),
            "seals" => Ok(Said::Seals(Box::new(self.finding(seat, words)?))),
            "reveals" => Ok(Said::Reveals(self.entry(words.next("the case")?)?)),
            "recuses" => {
                does(Doing::Recuse { case: self.entry(words.next("the case")?)?, reason: text })
            }
            "dissents" => does(Doing::Dissent { case: self.entry(words.next("the case")?)?, text }),
            "closes" => {
                let case = self.entry(words.next("the case")?)?;
                Ok(Said::Closes(case, of(words.next("the clock")?)?))
            }
            "asks-remedy" => does(Doing::AskRemedy(Box::new(self.asking(words)?))),
            "checks" => {
                let remedy = self.entry(words.next("the remedy")?)?;
                let measured = words.after("measured").map(of::<u32>).transpose()?;
                does(Doing::CheckRemedy { measured, remedy, text })
            }
            "proposes" => {
                let json = words.left.drain(..).collect::<Vec<_>>().join(" ");
                let procedure = serde_json::from_str(&json).map_err(|fault| fault.to_string())?;
                does(Doing::Propose { procedure: Box::new(procedure), reason: text })
            }
            other => Err(format!("`{other}` is nothing that an officer does here")),
        }
    }

    fn opening(&self, words: &mut Words<'_>) -> Result<TakingUp, String> {
        let about = self.entry(words.next("what it is about")?)?;
        let accused = words.after("accusing").map(of::<ActorId>).transpose()?;
        let provisions = list::<ProvisionId>(words.need("under")?)?;
        let reopens = words.after("reopens").map(|word| self.entry(word)).transpose()?;
        let evidence = match words.after("on") {
            Some(named) => {
                named.split(',').map(|word| self.entry(word)).collect::<Result<_, _>>()?
            }
            None => BTreeSet::new(),
        };
        let urgency = if words.flag("urgent") { Urgency::Urgent } else { Urgency::Ordinary };
        let reason = words.text.to_owned();
        Ok(TakingUp { about, accused, evidence, provisions, reason, reopens, urgency })
    }

    fn call(&self, words: &mut Words<'_>) -> Result<Doing, String> {
        let about = self.entry(words.next("what it is about")?)?;
        let called = of(words.next("who is called")?)?;
        let effect: CallEffect = of(words.next("the effect")?)?;
        let answered_after_s = words.after("answered-after-s").map(of::<u32>).transpose()?;
        let ceased_after_s = words.after("ceased-after-s").map(of::<u32>).transpose()?;
        let text = words.text.to_owned();
        Ok(Doing::Call { answered_after_s, about, called, ceased_after_s, effect, text })
    }

    /// `hama 2017-05-06 seen by opposition act shelling`.
    fn acknowledgement(&self, words: &mut Words<'_>) -> Result<Acknowledgement, String> {
        let party = words.after("by").map(of::<ActorId>).transpose()?;
        let act = words.after("act").map(of).transpose()?;
        let area = of(words.next("the area")?)?;
        let raised_on = of(words.next("the day on which the alarm was raised")?)?;
        let says = of(words.next("what is said of it")?)?;
        Ok(Acknowledgement { act, area, party, raised_on, says, text: words.text.to_owned() })
    }

    fn verification(&self, words: &mut Words<'_>) -> Result<Verification, String> {
        let about = self.entry(words.next("what it is about")?)?;
        let task = words.after("for").map(|word| self.entry(word)).transpose()?;
        let with = words.after("with").map_or_else(|| Ok(BTreeSet::new()), list::<SeatId>)?;
        let method = words.need("by")?.replace('-', " ");
        let came_to = match words.next("what it came to")? {
            "remotely" => Looked::Remotely,
            "on-site" => Looked::OnSite,
            "refuted" => Looked::Refuted,
            "staged" => Looked::Staged,
            "duplicate" => Looked::Duplicate { of: self.entry(words.need("of")?)? },
            "unverifiable" => Looked::Unverifiable { why: of::<Obstacle>(words.next("why")?)? },
            other => return Err(format!("`{other}` is nothing that looking comes to")),
        };
        Ok(Verification { about, came_to, method, task, text: words.text.to_owned(), with })
    }

    /// `z: covered yes, happened yes, by opposition 800, or unknown 200, standard balance-of-probabilities, on @a, against @c`.
    fn finding(&self, seat: &SeatId, words: &mut Words<'_>) -> Result<Finding, String> {
        let case = words.next("the case")?;
        let case = self.entry(case.strip_suffix(':').unwrap_or(case))?;
        let said = words.left.drain(..).collect::<Vec<_>>().join(" ");
        let mut finding = Finding {
            case,
            causes: BTreeMap::new(),
            contrary: BTreeSet::new(),
            covered: BTreeMap::new(),
            evidence: BTreeSet::new(),
            happened: Truth::Unknown,
            reasons: words.text.to_owned(),
            seat: seat.clone(),
            standard: Standard::Balance,
        };
        for part in said.split(',').map(str::trim) {
            let words: Vec<&str> = part.split_whitespace().collect();
            match words.as_slice() {
                ["happened", truth] => finding.happened = of(truth)?,
                ["covered", truth, provision] => {
                    finding.covered.insert(of(provision)?, of(truth)?);
                }
                ["by" | "or", cause, sure] => {
                    finding.causes.insert((*cause).to_owned(), of(sure)?);
                }
                ["standard", standard] => finding.standard = of(standard)?,
                ["on", entry] => {
                    finding.evidence.insert(self.entry(entry)?);
                }
                ["against", entry] => {
                    finding.contrary.insert(self.entry(entry)?);
                }
                _ => return Err(format!("`{part}` is no part of a finding")),
            }
        }
        Ok(finding)
    }

    fn asking(&self, words: &mut Words<'_>) -> Result<Asking, String> {
        let case = self.entry(words.next("the case")?)?;
        let asked_of = of(words.need("of")?)?;
        let checker = of(words.need("checked-by")?)?;
        let due = self.day_of(words.need("due")?)?;
        let no_less = words.after("no-less").map(of::<u32>).transpose()?;
        let no_more = words.after("no-more").map(of::<u32>).transpose()?;
        let measure = words.need("measuring")?.replace('-', " ");
        let what = words.text.to_owned();
        Ok(Asking { asked_of, case, checker, due, measure, no_less, no_more, what })
    }
}

/// `09:30` as seconds of the day.
fn second_of_day(text: &str) -> Result<i64, String> {
    let fault = || format!("`{text}` is no time: write it as 09:30");
    let (hour, minute) = text.split_once(':').ok_or_else(fault)?;
    let number = |digits: &str, below: i64| -> Option<i64> {
        digits.parse().ok().filter(|number| digits.len() == 2 && (0..below).contains(number))
    };
    let (hour, minute) = number(hour, 24).zip(number(minute, 60)).ok_or_else(fault)?;
    Ok(hour.saturating_mul(3600).saturating_add(minute.saturating_mul(60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Option<Line>, NotALine> {
        let clock = DutyClock::fixed(0);
        let entry = |word: &str| match word {
            "z" => "un/3".parse().ok(),
            "@centre:12" => "russia/8".parse().ok(),
            _ => None,
        };
        Reading { clock: &clock, entry: &entry }.line(7, line)
    }

    #[test]
    fn a_line_says_when_who_what_and_why() {
        let line = "2017-05-08 09:30 un/duty-2 opens y: @centre:12 accusing opposition \
                    under cease-attacks urgent -- mortar fire";
        let line = read(line).unwrap().unwrap();
        assert_eq!(line.at.to_string(), "2017-05-08T09:30:00Z");
        assert_eq!((line.seat.as_str(), line.by.as_str()), ("un", "duty-2"));
        assert_eq!(line.name.as_deref(), Some("y"));
        let Said::Does(doing) = line.said else { panic!("{line:?}") };
        let Doing::Open(opening) = *doing else { panic!("{doing:?}") };
        assert_eq!(
            (opening.about.to_string(), opening.urgency),
            ("russia/8".to_owned(), Urgency::Urgent)
        );
        assert_eq!(opening.reason, "mortar fire");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        for (line, why) in [
            ("yesterday", "yesterday"),
            ("2017-05-08 9:30 un/a admits z", "write it as 09:30"),
            ("2017-05-08 09:30 un admits z", "seat/officer"),
            ("2017-05-08 09:30 un/a admits q", "the name of nothing before"),
            ("2017-05-08 09:30 un/a sings z", "nothing that an officer does"),
            ("2017-05-08 09:30 un/a admits z loudly", "`loudly` has no place here"),
            ("2017-05-08 09:30 un/a seals z: perhaps", "no part of a finding"),
            ("2017-05-08 09:30 un/a replies z admits", "`for`"),
            ("2017-05-08 09:30 un/a appoints king a", "no office"),
        ] {
            let fault = read(line).unwrap_err().to_string();
            assert!(fault.starts_with("line 7: ") && fault.contains(why), "{line}: {fault}");
        }
        assert_eq!(read("# nothing"), Ok(None));
    }
}
