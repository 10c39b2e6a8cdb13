//! Cuts a text into words, figures and marks, each with its place.
//!
//! A decimal, a range, a date or a figure above [`CASES_MAX`] is kept apart from a whole number
//! here, so that nothing later can take it for a count.

use truce_core::names::fold;
use truce_core::register::CASES_MAX;

use super::words::Lexicon;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of letters.
    Word {
        /// Whether its first letter is a capital.
        capital: bool,
    },
    /// A whole number.
    Whole(u32),
    /// A decimal, range, date, time of day or other figure that is no count.
    Inexact,
    /// A mark. Dashes of every length are `-`, quotation marks are left out.
    Mark(char),
    /// The end of a sentence.
    Stop,
}

/// A piece of the text: bytes `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    folded: (usize, usize),
}

/// A text in pieces.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub list: Vec<Token>,
    /// Every word as [`fold`] writes it, one after the other.
    folded: String,
}

impl Tokens {
    /// The token's word as folded, empty if it is no word.
    pub fn folded(&self, token: &Token) -> &str {
        self.folded.get(token.folded.0..token.folded.1).unwrap_or_default()
    }

    /// Whether nothing stands between two neighbours.
    pub fn touch(&self, left: usize) -> bool {
        let pair = (self.list.get(left), self.list.get(left.saturating_add(1)));
        matches!(pair, (Some(a), Some(b)) if a.end == b.start)
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) {
        let at = self.folded.len();
        self.list.push(Token { start, end, kind, folded: (at, at) });
    }

    fn push_word(&mut self, text: &str, start: usize, end: usize) {
        let raw = text.get(start..end).unwrap_or_default();
        // "side's" is "side".
        let word = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s")).unwrap_or(raw);
        let from = self.folded.len();
        if word.bytes().all(|b| b.is_ascii_alphabetic()) {
            self.folded.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else {
            self.folded.push_str(&fold(word));
        }
        let capital = raw.chars().next().is_some_and(char::is_uppercase);
        let folded = (from, self.folded.len());
        self.list.push(Token { start, end, kind: Kind::Word { capital }, folded });
    }
}

/// Cuts `text` into tokens.
pub(super) fn lex(text: &str, lexicon: &Lexicon) -> Tokens {
    let mut tokens = Tokens::default();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at.saturating_add(c.len_utf8());
        at = if c.is_ascii_digit() {
            figure(text, at, lexicon, &mut tokens)
        } else if c.is_alphabetic() {
            word(text, at, &mut tokens)
        } else {
            mark(text, at, c, lexicon, &mut tokens);
            next
        };
    }
    tokens
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// Reads a word: letters, combining marks, and apostrophes between letters.
fn word(text: &str, start: usize, tokens: &mut Tokens) -> usize {
    let mut end = start;
    while let Some(c) = char_at(text, end) {
        let after = end.saturating_add(c.len_utf8());
        let apostrophe = matches!(c, '\'' | '’' | '‘' | 'ʿ' | 'ʾ' | '`' | '´')
            && char_at(text, after).is_some_and(char::is_alphabetic);
        let combining = matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}');
        if !(c.is_alphabetic() || apostrophe || combining) {
            break;
        }
        end = after;
    }
    tokens.push_word(text, start, end);
    end
}

/// Reads digits with their separators, and says whether they are a whole number.
fn figure(text: &str, start: usize, lexicon: &Lexicon, tokens: &mut Tokens) -> usize {
    let mut end = digits(text, start);
    let mut value = parse(text.get(start..end));
    let first_length = end.saturating_sub(start);
    while let Some(c) = char_at(text, end) {
        let after = end.saturating_add(c.len_utf8());
        let group_end = digits(text, after);
        let group = group_end.saturating_sub(after);
        let dash = matches!(c, '-' | '–' | '—' | '‐' | '‑' | '/' | ':');
        let thousands = match c {
            ',' => lexicon.language == "en",
            ' ' | '\u{a0}' | '\u{202f}' => lexicon.language == "ru",
            _ => false,
        };
        if group == 0 || !(thousands || dash || matches!(c, '.' | ',')) {
            break;
        }
        if thousands && group == 3 && first_length <= 3 {
            value = value.and_then(|value| {
                parse(text.get(after..group_end))?.checked_add(value.checked_mul(1000)?)
            });
        } else if c == ' ' || c == '\u{a0}' || c == '\u{202f}' {
            break;
        } else {
            value = None;
        }
        end = group_end;
    }
    // "15th", "3rd", "10a" are no counts.
    while let Some(c) = char_at(text, end).filter(|c| c.is_ascii_alphabetic()) {
        value = None;
        end = end.saturating_add(c.len_utf8());
    }
    let kind = value.filter(|value| *value <= CASES_MAX).map_or(Kind::Inexact, Kind::Whole);
    tokens.push(start, end, kind);
    end
}

fn digits(text: &str, start: usize) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    start.saturating_add(count)
}

fn parse(digits: Option<&str>) -> Option<u32> {
    digits.filter(|digits| digits.len() <= 7).and_then(|digits| digits.parse().ok())
}

fn mark(text: &str, at: usize, c: char, lexicon: &Lexicon, tokens: &mut Tokens) {
    let end = at.saturating_add(c.len_utf8());
    let next = char_at(text, end);
    match c {
        '.' => {
            let open = next.is_none_or(|next| !next.is_alphanumeric());
            let last = tokens.list.last();
            let short = last.is_some_and(|last| lexicon.is_abbreviation(tokens.folded(last)));
            let more = text.get(end..).is_some_and(|rest| !rest.trim_start().is_empty());
            if open && !(short && more) {
                tokens.push(at, end, Kind::Stop);
            }
        }
        '!' | '?' | '…' | '。' | '؟' => tokens.push(at, end, Kind::Stop),
        '-' | '–' | '—' | '‐' | '‑' | '−' => tokens.push(at, end, Kind::Mark('-')),
        '[' | '{' => tokens.push(at, end, Kind::Mark('(')),
        ']' | '}' => tokens.push(at, end, Kind::Mark(')')),
        '،' => tokens.push(at, end, Kind::Mark(',')),
        '(' | ')' | ',' | ';' | ':' | '%' => tokens.push(at, end, Kind::Mark(c)),
        '•' | '*' | '·' => tokens.push(at, end, Kind::Mark(',')),
        '\n' => newline(text, at, end, tokens),
        _ => {}
    }
}

/// A blank line ends a sentence; a line that ends in a figure or bracket ends a list's line.
fn newline(text: &str, at: usize, end: usize, tokens: &mut Tokens) {
    let rest = text.get(end..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let last = tokens.list.last().map(|token| token.kind);
    let next = line.trim_start().chars().next();
    if line.trim().is_empty() && !rest.trim_start().is_empty() {
        if last != Some(Kind::Stop) {
            tokens.push(at, end, Kind::Stop);
        }
    } else if matches!(last, Some(Kind::Whole(_) | Kind::Mark(')')))
        && next.is_some_and(|c| c.is_uppercase() || c == '-' || c == '–')
    {
        tokens.push(at, end, Kind::Mark(','));
    }
}
