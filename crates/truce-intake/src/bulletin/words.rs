//! What words mean, by language: a table of phrases, read from `words/*.words`.
//!
//! One line is one meaning; phrases stand between commas, and `*` stands for any ending. A further
//! language is a further file, and a line in [`LANGUAGES`].

use std::collections::BTreeMap;

use truce_core::names::fold;

/// The languages that bulletins are read in, with their tables.
pub const LANGUAGES: &[(&str, &str)] =
    &[("en", include_str!("words/en.words")), ("ru", include_str!("words/ru.words"))];

/// What names the seats of the Syria truce go by, for callers that have no table of their own.
pub const USUAL_SEATS: &[(&str, &[&str])] = &[
    (
        "russia",
        &[
            "russia",
            "russian*",
            "moscow",
            "hmeimim*",
            "hmeimem*",
            "hmeymim*",
            "khmeimim*",
            "хмеймим*",
            "россия",
            "россии",
            "россией",
            "российск*",
            "москва",
            "москвы",
        ],
    ),
    (
        "turkey",
        &[
            "turkey",
            "türkiye",
            "turkish",
            "ankara",
            "турция",
            "турции",
            "турцией",
            "турецк*",
            "анкара",
        ],
    ),
    ("iran", &["iran", "iranian*", "tehran", "иран", "ирана", "ираном", "иранск*", "тегеран"]),
];

/// What a phrase does in a bulletin's grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// What is counted.
    Cases,
    /// A verb of counting or saying.
    Registers,
    /// A small word that may stand between a seat and its verb.
    Helps,
    /// "each", after a figure.
    Each,
    /// «по», before a figure.
    EachBefore,
    /// "all", "both", "only".
    All,
    /// "no", "none".
    None,
    /// "not".
    Not,
    /// "and".
    And,
    /// "in".
    In,
    /// "province".
    Province,
    /// What makes the seat that follows the author.
    By,
    /// What follows a seat's adjective: "side", "officers".
    Organ,
    /// Says, with the reviewer as subject, that cases are confirmed.
    Confirms,
    /// Says, with the cases as subject, that they are confirmed.
    Confirmed,
    /// Says, with the reviewer as subject, that cases are not confirmed.
    NotConfirms,
    /// Says, with the cases as subject, that they are not confirmed.
    NotConfirmed,
    /// "of these".
    OfThese,
    /// "the rest".
    Rest,
    /// "as many".
    Same,
    /// A group that the truce excludes.
    Excluded,
    /// "aimed at".
    Aimed,
    /// Opens a headline.
    Headline,
    /// Opens the body after a headline.
    Body,
    /// "in total".
    Joint,
    /// What is counted beside cases: settlements, tons, people.
    Other,
    /// A month's name.
    Months,
    /// "about".
    About,
    /// Says that a figure is of an earlier day, or counts from the start.
    Earlier,
    /// "hours".
    Hours,
    /// All seats together.
    BothSides,
    /// Says that the area that follows is a landmark.
    Near,
    /// "respectively".
    Respectively,
    /// Says that a list is not the whole.
    Partial,
    /// Makes the seat that follows a reviewer: "in the review of".
    Checks,
    /// A pronoun that may stand for the seat named before.
    They,
    /// "of", "out of".
    Of,
    /// Means nothing here.
    Article,
}

impl Role {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "cases" => Self::Cases,
            "registers" => Self::Registers,
            "helps" => Self::Helps,
            "each" => Self::Each,
            "each-before" => Self::EachBefore,
            "all" => Self::All,
            "none" => Self::None,
            "not" => Self::Not,
            "and" => Self::And,
            "in" => Self::In,
            "province" => Self::Province,
            "by" => Self::By,
            "organ" => Self::Organ,
            "confirms" => Self::Confirms,
            "confirmed" => Self::Confirmed,
            "not-confirms" => Self::NotConfirms,
            "not-confirmed" => Self::NotConfirmed,
            "of-these" => Self::OfThese,
            "rest" => Self::Rest,
            "same" => Self::Same,
            "excluded" => Self::Excluded,
            "aimed" => Self::Aimed,
            "headline" => Self::Headline,
            "body" => Self::Body,
            "joint" => Self::Joint,
            "other" => Self::Other,
            "months" => Self::Months,
            "about" => Self::About,
            "earlier" => Self::Earlier,
            "hours" => Self::Hours,
            "both-sides" => Self::BothSides,
            "near" => Self::Near,
            "respectively" => Self::Respectively,
            "partial" => Self::Partial,
            "checks" => Self::Checks,
            "they" => Self::They,
            "of" => Self::Of,
            "article" => Self::Article,
            _ => return None,
        })
    }
}

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A seat, by its place in the caller's table.
    Seat(usize),
    /// A number word.
    Number(u32),
    /// Anything else.
    Role(Role),
}

/// A word of a phrase; a stem matches any ending.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    text: Box<str>,
    is_stem: bool,
}

impl Pattern {
    fn new(written: &str) -> Self {
        match written.strip_suffix('*') {
            Some(stem) => Self { text: stem.into(), is_stem: true },
            None => Self { text: written.into(), is_stem: false },
        }
    }

    fn fits(&self, word: &str) -> bool {
        if self.is_stem { word.starts_with(&*self.text) } else { word == &*self.text }
    }
}

#[derive(Debug, Clone)]
struct Phrase {
    rest: Vec<Pattern>,
    meaning: Meaning,
}

/// Every phrase that begins with one word or stem.
#[derive(Debug, Clone, Default)]
struct Opening {
    text: Box<str>,
    /// Phrases whose first word is exactly `text`.
    exact: Vec<Phrase>,
    /// Phrases whose first word begins with `text`.
    stem: Vec<Phrase>,
    /// The longest other opening that `text` begins with.
    parent: Option<usize>,
}

/// One language's table, with the names of the seats in it.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    pub language: &'static str,
    openings: Vec<Opening>,
    abbreviations: Vec<String>,
    endings: Vec<String>,
}

impl Lexicon {
    /// Reads a language's table and adds the seats' names. Lines that are none are left out;
    /// a test holds that the shipped tables have none.
    pub fn new<'a>(
        language: &'static str,
        table: &str,
        seats: impl IntoIterator<Item = (usize, &'a str)>,
    ) -> Self {
        let mut built = Builder::default();
        for (seat, phrase) in seats {
            built.add(phrase, Meaning::Seat(seat));
        }
        for line in table.lines() {
            let _ = built.line(line);
        }
        built.finish(language)
    }

    /// The meaning of the longest phrase that begins with `first`, and how many words it has.
    /// `following(n)` is the n-th word after it.
    pub fn meaning<'w>(
        &self,
        first: &str,
        following: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<(Meaning, usize)> {
        let after = self.openings.partition_point(|opening| &*opening.text <= first);
        let mut at = after.checked_sub(1);
        let mut best: Option<(Meaning, usize, usize)> = None;
        while let Some(opening) = at.and_then(|at| self.openings.get(at)) {
            let exact = &*opening.text == first;
            let stems =
                if first.starts_with(&*opening.text) { opening.stem.as_slice() } else { &[] };
            let exacts = if exact { opening.exact.as_slice() } else { &[] };
            for phrase in exacts.iter().chain(stems) {
                let fits = phrase
                    .rest
                    .iter()
                    .enumerate()
                    .all(|(n, word)| following(n).is_some_and(|found| word.fits(found)));
                let words = phrase.rest.len().saturating_add(1);
                // Longer phrases first, then the more exact opening, then the earlier line.
                let rank = (words, opening.text.len());
                if fits && best.is_none_or(|(_, words, length)| (words, length) < rank) {
                    best = Some((phrase.meaning, rank.0, rank.1));
                }
            }
            at = opening.parent;
        }
        best.map(|(meaning, words, _)| (meaning, words))
    }

    /// Whether a full stop after this word ends no sentence.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.iter().any(|known| known == word)
    }

    /// The word without its case ending; the word itself if that would leave under three letters.
    pub fn stem<'w>(&self, word: &'w str) -> &'w str {
        let cut = self.endings.iter().filter_map(|ending| word.strip_suffix(ending.as_str()));
        let long =
            |stem: &&str| stem.rsplit(' ').next().is_some_and(|last| last.chars().count() >= 3);
        cut.filter(long).min_by_key(|stem| stem.len()).unwrap_or(word)
    }

    /// Whether names of this language change their endings.
    pub fn inflects(&self) -> bool {
        !self.endings.is_empty()
    }
}

#[derive(Default)]
struct Builder {
    phrases: BTreeMap<String, Opening>,
    abbreviations: Vec<String>,
    endings: Vec<String>,
}

impl Builder {
    /// Reads one line; `None` if it is none.
    fn line(&mut self, line: &str) -> Option<()> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        let (name, phrases) = line.split_once(':')?;
        let phrases = phrases.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
        match name.trim() {
            "abbreviation" => self.abbreviations.extend(phrases.map(fold)),
            "endings" => self.endings.extend(phrases.map(fold)),
            name => {
                let meaning = match name.strip_prefix("number ") {
                    Some(value) => Meaning::Number(value.trim().parse().ok()?),
                    None => Meaning::Role(Role::named(name)?),
                };
                phrases.for_each(|phrase| self.add(phrase, meaning));
            }
        }
        Some(())
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) {
        let folded = fold(phrase);
        let mut words = folded.split(' ').map(Pattern::new);
        let Some(first) = words.next().filter(|first| !first.text.is_empty()) else { return };
        let opening = self.phrases.entry(first.text.to_string()).or_default();
        opening.text = first.text;
        let list = if first.is_stem { &mut opening.stem } else { &mut opening.exact };
        list.push(Phrase { rest: words.collect(), meaning });
    }

    fn finish(self, language: &'static str) -> Lexicon {
        let mut openings: Vec<Opening> = self.phrases.into_values().collect();
        for at in 0..openings.len() {
            let (before, rest) = openings.split_at_mut(at);
            let Some(opening) = rest.first_mut() else { break };
            // In sorted order the longest prefix is the neighbour before, or one of its own prefixes.
            let mut prefix = at.checked_sub(1);
            while let Some(found) = prefix.and_then(|at| before.get(at)) {
                if opening.text.starts_with(&*found.text) {
                    break;
                }
                prefix = found.parent;
            }
            opening.parent = prefix;
        }
        Lexicon { language, openings, abbreviations: self.abbreviations, endings: self.endings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_shipped_tables_is_understood() {
        for (language, table) in LANGUAGES {
            for line in table.lines() {
                assert!(Builder::default().line(line).is_some(), "{language}: {line}");
            }
        }
    }

    #[test]
    fn the_longest_phrase_wins_and_a_stem_takes_any_ending() {
        let lexicon =
            Lexicon::new("en", "cases: case*, case* of firing\nother: cases shown", [(4, "case")]);
        let read = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            lexicon.meaning(words[0], |n| words.get(n + 1).copied())
        };
        assert_eq!(read("cases of firing"), Some((Meaning::Role(Role::Cases), 3)));
        assert_eq!(read("cases shown"), Some((Meaning::Role(Role::Other), 2)));
        assert_eq!(read("case"), Some((Meaning::Seat(4), 1)));
        assert_eq!(read("casing"), None);
    }

    #[test]
    fn a_russian_case_ending_is_cut_from_the_last_word_of_a_name() {
        let (language, table) = LANGUAGES[1];
        let lexicon = Lexicon::new(language, table, []);
        assert_eq!(lexicon.stem("хаме"), lexicon.stem("хама"));
        assert_eq!(lexicon.stem("латакии"), lexicon.stem("латакия"));
        assert_eq!(lexicon.stem("эс сувейде"), lexicon.stem("эс сувейда"));
        assert_ne!(lexicon.stem("хама"), lexicon.stem("хомс"));
    }
}
