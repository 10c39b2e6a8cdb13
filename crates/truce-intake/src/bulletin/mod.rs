//! Reads daily bulletins, written as text, into registers.
//!
//! # In scope
//! Whose figures a text gives, their totals and lists by area, and what another seat says of them.
//! What is not sure is said as a [`Doubt`], with its place; a figure that contradicts itself stays
//! as stated. English and Russian; a further language is a further table (`words`).
//!
//! # Out of scope
//! Single incidents that a bulletin tells of. Languages written without spaces.
//!
//! ```text
//! == 2017-05-07 en tass-2017-05-07
//! The Russian side registered 5 cases: Hama (3), Homs (2). The Turkish side registered none.
//! ```

mod file;
mod lex;
mod list;
mod mark;
mod merge;
mod sentence;
mod words;

use truce_core::id::{SeatId, SourceId};
use truce_core::names::Names;
use truce_core::register::Register;
use truce_core::report::Origin;
use truce_core::time::Day;

pub use words::{LANGUAGES, USUAL_SEATS};

/// The longest text of one bulletin, in bytes.
pub const BULLETIN_LENGTH_MAX: usize = 256 * 1024;

/// What the reader is told beside the text.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The file's name, without its folder.
    pub file: &'a str,
    /// Who tells it.
    pub told_by: &'a SourceId,
    /// The seats, and the names that each goes by; `*` stands for any ending: `turkish`, `турецк*`.
    pub seats: &'a [(SeatId, Vec<String>)],
    /// The day of a text that has no header.
    pub day: Option<Day>,
    /// The language of texts that state none: `en`, `ru`. Without it the words decide.
    pub language: Option<&'a str>,
    /// How many hours a bulletin covers that does not say so.
    pub hours: u16,
}

/// One bulletin, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulletinRead {
    /// The day that it is dated.
    pub day: Day,
    /// The source's own id for it.
    pub reference: Option<String>,
    /// The language it was read in.
    pub language: String,
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// One register for each seat that it gives figures of, in the text's order.
    pub registers: Vec<Register>,
    /// What was not sure; those of a register stand in [`Register::doubts`] too.
    pub doubts: Vec<Doubt>,
}

/// Something that the reader was not sure of, and where it stands.
///
/// In JSON Lines, `line` is the file's; `column` and `offset` count within the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Whose register it is about; `None` if about none.
    pub seat: Option<SeatId>,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// How many bytes stand before it.
    pub offset: usize,
    /// What is not sure, in words.
    pub what: String,
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.what)
    }
}

/// Every bulletin of a file, and the doubts that belong to none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The bulletins, in the file's order.
    pub bulletins: Vec<BulletinRead>,
    /// What could not be read at all.
    pub doubts: Vec<Doubt>,
}

/// Reads a plain text of one or many bulletins, each after its line `== 2017-05-07 en reference`.
///
/// A text without such a line is one bulletin of [`Options::day`].
#[must_use]
pub fn read_text(text: &str, names: &Names, options: &Options<'_>) -> Reading {
    file::read_text(text, &Reader::new(names, options))
}

/// Reads JSON Lines with the keys `date` or `bulletin_date`, `lang`, `text` and `id`.
#[must_use]
pub fn read_json_lines(text: &str, names: &Names, options: &Options<'_>) -> Reading {
    file::read_json_lines(text, &Reader::new(names, options))
}

/// A bulletin's text and what its header says.
struct Source<'a> {
    text: &'a str,
    day: Day,
    language: Option<&'a str>,
    reference: Option<String>,
    /// Line and byte offset at which `text` begins.
    line: u64,
    offset: usize,
}

/// Tables that serve every bulletin of a file.
struct Reader<'a> {
    options: &'a Options<'a>,
    seats: Vec<SeatId>,
    languages: Vec<(words::Lexicon, mark::Areas<'a>)>,
}

impl<'a> Reader<'a> {
    fn new(names: &'a Names, options: &'a Options<'a>) -> Self {
        let phrases = || {
            let seats = options.seats.iter().enumerate();
            seats.flat_map(|(at, (_, names))| names.iter().map(move |name| (at, name.as_str())))
        };
        let languages = LANGUAGES.iter().map(|(language, table)| {
            let lexicon = words::Lexicon::new(language, table, phrases());
            let areas = mark::Areas::new(names, &lexicon);
            (lexicon, areas)
        });
        let seats = options.seats.iter().map(|(seat, _)| seat.clone()).collect();
        Self { options, seats, languages: languages.collect() }
    }

    fn bulletin(&self, source: Source<'_>) -> BulletinRead {
        let mut bulletin = BulletinRead {
            day: source.day,
            reference: source.reference.clone(),
            language: String::new(),
            line: source.line,
            registers: Vec::new(),
            doubts: Vec::new(),
        };
        let mut places = Places::new(&source);
        if source.text.len() > BULLETIN_LENGTH_MAX {
            let length = source.text.len();
            let what = format!(
                "the text has {length} bytes, and {BULLETIN_LENGTH_MAX} is the most: cut it"
            );
            bulletin.doubts.push(places.doubt(0, None, what));
            return bulletin;
        }
        let stated = source.language.or(self.options.language);
        let Some((lexicon, areas, guessed)) = self.language(source.text, stated) else {
            bulletin.language = stated.unwrap_or_default().to_owned();
            let known: Vec<&str> = LANGUAGES.iter().map(|(language, _)| *language).collect();
            let what = format!(
                "no bulletin is read in `{}`: use one of {}",
                bulletin.language,
                known.join(", ")
            );
            bulletin.doubts.push(places.doubt(0, None, what));
            return bulletin;
        };
        lexicon.language.clone_into(&mut bulletin.language);
        let tokens = lex::lex(source.text, lexicon);
        let marks = mark::mark(source.text, &tokens, areas, lexicon);
        let findings = sentence::read(source.text, &marks, self.seats.len());
        let frame = merge::Frame {
            text: source.text,
            seats: &self.seats,
            day: source.day,
            hours: hours(&tokens, lexicon).unwrap_or(self.options.hours),
            origin: Origin { file: self.options.file.to_owned(), line: source.line },
            told_by: self.options.told_by.clone(),
        };
        let (registers, unsure) = merge::merge(&frame, findings);
        bulletin.registers = registers;
        for unsure in unsure {
            let seat = unsure.seat.and_then(|seat| self.seats.get(seat).cloned());
            bulletin.doubts.push(places.doubt(unsure.start, seat, unsure.what));
        }
        if bulletin.registers.is_empty() {
            bulletin.doubts.push(places.doubt(
                0,
                None,
                "no register was found in this text".to_owned(),
            ));
        }
        if guessed && bulletin.registers.is_empty() {
            let what = format!("no language is stated; it was read as `{}`", bulletin.language);
            bulletin.doubts.push(places.doubt(0, None, what));
        }
        if let Some(start) = broken_off(source.text, &marks) {
            bulletin.doubts.push(places.doubt(start, None, "the text breaks off here".to_owned()));
        }
        bulletin
    }

    /// The table to read with: the stated one, or else the one that knows most words of the text.
    fn language(
        &self,
        text: &str,
        stated: Option<&str>,
    ) -> Option<(&words::Lexicon, &mark::Areas<'a>, bool)> {
        if let Some(stated) = stated {
            let base = stated.split(['-', '_']).next().unwrap_or(stated).to_lowercase();
            let found = self.languages.iter().find(|(lexicon, _)| lexicon.language == base)?;
            return Some((&found.0, &found.1, false));
        }
        let known = |(lexicon, _): &&(words::Lexicon, mark::Areas<'a>)| {
            let tokens = lex::lex(text, lexicon);
            let words = tokens.list.iter().take(2000).map(|token| tokens.folded(token));
            words
                .filter(|word| !word.is_empty() && lexicon.meaning(word, |_| None).is_some())
                .count()
        };
        // Of two that know as many words the first is taken.
        let best = self.languages.iter().rev().max_by_key(known)?;
        Some((&best.0, &best.1, true))
    }
}

/// The hours that the text says it covers: "24 hours", «за 48 часов».
fn hours(tokens: &lex::Tokens, lexicon: &words::Lexicon) -> Option<u16> {
    tokens.list.windows(3).find_map(|tokens_near| {
        let [figure, next, after] = tokens_near else { return None };
        let lex::Kind::Whole(value @ 1..=744) = figure.kind else { return None };
        let word = if next.kind == lex::Kind::Mark('-') { after } else { next };
        let meaning = lexicon.meaning(tokens.folded(word), |_| None);
        let fits = meaning == Some((words::Meaning::Role(words::Role::Hours), 1))
            && value.checked_rem(12) == Some(0);
        u16::try_from(value).ok().filter(|_| fits)
    })
}

/// Where a text stops in the middle of a sentence that speaks of seats or areas.
fn broken_off(text: &str, marks: &[mark::Mark]) -> Option<usize> {
    let sentence = marks.rsplit(|mark| mark.what == mark::What::Stop).next().unwrap_or_default();
    let speaks =
        sentence.iter().any(|mark| matches!(mark.what, mark::What::Seat(_) | mark::What::Area(_)));
    let trimmed = text.trim_end();
    let ends_in_dots = trimmed.ends_with("...") || trimmed.ends_with('…');
    let last = marks.last()?;
    // A list in lines ends with its last figure and the end of the line.
    let listed = matches!(last.what, mark::What::Figure(_)) || last.what.is_sign(")");
    let line_ended = listed && text.ends_with('\n');
    (ends_in_dots || (speaks && !line_ended)).then_some(last.start)
}

/// Turns byte offsets into lines and columns.
struct Places<'a> {
    text: &'a str,
    line: u64,
    offset: usize,
}

impl<'a> Places<'a> {
    fn new(source: &Source<'a>) -> Self {
        Self { text: source.text, line: source.line, offset: source.offset }
    }

    fn doubt(&mut self, start: usize, seat: Option<SeatId>, what: String) -> Doubt {
        let before = self.text.get(..start).unwrap_or_default();
        let lines = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        Doubt {
            seat,
            line: self.line.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX)),
            column: u64::try_from(column).unwrap_or(u64::MAX).saturating_add(1),
            offset: self.offset.saturating_add(start),
            what,
        }
    }
}
