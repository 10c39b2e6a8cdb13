//! A Rust file as a flat list of tokens with their lines.
//!
//! Tokens rather than syntax: what stands in a macro counts like anything else.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word(String),
    /// A literal as written, quotes included; a doc comment is one, too.
    Literal(String),
    /// One character of an operator.
    Mark(char),
    /// The beginning of a group, with the place of its end in the list.
    Open(Delimiter, usize),
    /// The end of a group.
    Close,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its line, from 1.
    pub line: usize,
    /// Whether it is compiled for tests only.
    pub in_test: bool,
}

/// A file's tokens.
pub struct Tokens(pub Vec<Token>);

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its `fn`.
    pub line: usize,
    /// From `fn` to the closing brace.
    pub lines: usize,
}

/// Reads a file's tokens.
///
/// Panics on text that is no Rust: the compiler has passed it before any test runs.
pub fn read(path: &str, text: &str) -> Tokens {
    let stream: TokenStream = match text.parse() {
        Ok(stream) => stream,
        Err(fault) => panic!("`{path}` is no Rust: {fault}"),
    };
    let mut tokens = Vec::new();
    flatten(stream, false, &mut tokens);
    Tokens(tokens)
}

fn flatten(stream: TokenStream, in_test: bool, tokens: &mut Vec<Token>) {
    let mut item_in_test = false;
    let mut after_hash = false;
    for tree in stream {
        let line = tree.span().start().line;
        let in_test = in_test || item_in_test;
        let push = |tokens: &mut Vec<Token>, kind| tokens.push(Token { kind, line, in_test });
        match tree {
            TokenTree::Ident(ident) => push(tokens, Kind::Word(ident.to_string())),
            TokenTree::Literal(literal) => push(tokens, Kind::Literal(literal.to_string())),
            TokenTree::Punct(mark) => {
                push(tokens, Kind::Mark(mark.as_char()));
                item_in_test &= mark.as_char() != ';';
                after_hash = mark.as_char() == '#';
                continue;
            }
            TokenTree::Group(group) => {
                let start = tokens.len();
                push(tokens, Kind::Open(group.delimiter(), 0));
                flatten(group.stream(), in_test, tokens);
                let end = tokens.len();
                tokens[start].kind = Kind::Open(group.delimiter(), end);
                let line = group.span_close().start().line;
                tokens.push(Token { kind: Kind::Close, line, in_test });
                item_in_test |= after_hash && is_cfg_test(&group.stream());
                item_in_test &= group.delimiter() != Delimiter::Brace;
            }
        }
        after_hash = false;
    }
}

/// Whether an attribute is `cfg(test)`, or `cfg` of something with `test` and without `not`.
fn is_cfg_test(attribute: &TokenStream) -> bool {
    let text = attribute.to_string();
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    text.starts_with("cfg")
        && words.contains("cfg")
        && words.contains("test")
        && !words.contains("not")
}

impl Tokens {
    fn kind(&self, at: usize) -> Option<&Kind> {
        self.0.get(at).map(|token| &token.kind)
    }

    /// The name or keyword at a place.
    pub fn word(&self, at: usize) -> Option<&str> {
        let Kind::Word(word) = self.kind(at)? else { return None };
        Some(word)
    }

    /// Whether that mark stands at a place.
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(&Kind::Mark(mark))
    }

    /// The places of all tokens that ship.
    pub fn shipped(&self) -> impl Iterator<Item = usize> {
        (0..self.0.len()).filter(|at| !self.0[*at].in_test)
    }

    /// Whether a path such as `std::fs` begins at a place, be it spelt out or in a `use` list.
    pub fn begins_path(&self, at: usize, path: &[&str]) -> bool {
        let Some((first, rest)) = path.split_first() else { return true };
        if self.word(at) != Some(first) {
            return false;
        }
        if rest.is_empty() {
            return true;
        }
        let next = at + 3;
        let separated = self.is_mark(at + 1, ':') && self.is_mark(at + 2, ':');
        match self.kind(next) {
            _ if !separated => false,
            Some(Kind::Open(Delimiter::Brace, end)) => {
                self.list_items(next, *end).any(|item| self.begins_path(item, rest))
            }
            _ => self.begins_path(next, rest),
        }
    }

    /// Where the parts of a list that commas divide begin.
    fn list_items(&self, open: usize, end: usize) -> impl Iterator<Item = usize> {
        let mut at = open + 1;
        let mut begins = true;
        let mut items = Vec::new();
        while at < end {
            if begins {
                items.push(at);
            }
            begins = self.is_mark(at, ',');
            at = match self.kind(at) {
                Some(Kind::Open(_, end)) => end + 1,
                _ => at + 1,
            };
        }
        items.into_iter()
    }

    /// Modules declared for tests only, with their text in a file of their own.
    pub fn test_modules(&self) -> impl Iterator<Item = &str> {
        (0..self.0.len()).filter_map(|at| {
            let declared = self.0[at].in_test && self.word(at) == Some("mod");
            let name = self.word(at + 1).filter(|_| declared)?;
            self.is_mark(at + 2, ';').then_some(name)
        })
    }

    /// Modules of any kind that the file declares, with their lines.
    pub fn modules(&self) -> impl Iterator<Item = (&str, usize)> {
        (0..self.0.len()).filter_map(|at| {
            let name = self.word(at + 1).filter(|_| self.word(at) == Some("mod"))?;
            Some((name, self.0[at].line))
        })
    }

    /// Every function with a body, those in macros and tests included.
    pub fn functions(&self) -> impl Iterator<Item = Function> {
        (0..self.0.len()).filter_map(|at| {
            let name = self.word(at + 1).filter(|_| self.word(at) == Some("fn"))?;
            let mut body = at + 2;
            let end = loop {
                match self.kind(body)? {
                    Kind::Mark(';') | Kind::Close => return None,
                    Kind::Open(Delimiter::Brace, end) => break *end,
                    Kind::Open(_, end) => body = end + 1,
                    Kind::Word(_) | Kind::Literal(_) | Kind::Mark(_) => body += 1,
                }
            };
            let line = self.0[at].line;
            Some(Function { name: name.to_owned(), line, lines: self.0[end].line - line + 1 })
        })
    }

    /// The public types and traits that ship, with their lines; also those made by a macro of the
    /// file that is given their names.
    pub fn types(&self) -> Vec<(&str, usize)> {
        const KINDS: [&str; 5] = ["struct", "enum", "union", "trait", "type"];
        let is_kind = |at: usize| self.word(at).is_some_and(|word| KINDS.contains(&word));
        let mut found = Vec::new();
        let mut makers = BTreeSet::new();
        let mut maker = None;
        for at in self.shipped() {
            if self.word(at) == Some("macro_rules") {
                maker = self.word(at + 2);
            }
            if self.word(at) == Some("pub") && is_kind(at + 1) {
                match self.word(at + 2) {
                    Some(name) => found.push((name, self.0[at].line)),
                    // `pub struct $name`, in the macro begun last.
                    None => makers.extend(maker),
                }
            }
        }
        for at in self.shipped() {
            let made = self.word(at).is_some_and(|word| makers.contains(word));
            if let (true, Some(Kind::Open(_, end))) =
                (made && self.is_mark(at + 1, '!'), self.kind(at + 2))
            {
                found.extend(self.names_in_list(at + 2, *end));
            }
        }
        found
    }

    /// The names that end a part of a list: `/// Words. Name,`.
    fn names_in_list(&self, open: usize, end: usize) -> impl Iterator<Item = (&str, usize)> {
        (open + 1..end).filter_map(move |at| {
            let last = at + 1 == end || self.is_mark(at + 1, ',');
            let name = self.word(at).filter(|_| last)?;
            Some((name, self.0[at].line))
        })
    }

    /// Whether a public function or constant of that name ships.
    pub fn makes(&self, name: &str) -> bool {
        self.shipped().any(|at| {
            let kind = matches!(self.word(at + 1), Some("fn" | "const"));
            self.word(at) == Some("pub") && kind && self.word(at + 2) == Some(name)
        })
    }

    /// Whether a name stands anywhere in what ships.
    pub fn mentions(&self, name: &str) -> bool {
        self.shipped().any(|at| self.word(at) == Some(name))
    }
}

#[test]
fn functions_are_found_with_their_lengths_and_braces_in_strings_do_not_count() {
    let text = "
trait Told { fn told(&self); }
fn one() { \"}\"; '}'; }
impl X {
    // }
    pub fn three(f: fn(u8) -> u8) -> [u8; 2]
    where X: Y {
        /* { */ }
}
macro_rules! m { () => { fn two() {
} } }
";
    let tokens = read("a.rs", text);
    let found: Vec<_> = tokens.functions().map(|f| (f.name, f.line, f.lines)).collect();
    let expected = [("one", 3, 1), ("three", 6, 3), ("two", 10, 2)];
    assert_eq!(found, expected.map(|(name, line, lines)| (name.to_owned(), line, lines)));
}

#[test]
fn types_are_found_in_macros_and_private_and_test_ones_are_not() {
    let text = "
pub struct Report;
struct Hidden;
macro_rules! acts { () => { pub enum Act { A } } }
macro_rules! names { ($(#[$d:meta])* $n:ident) => { pub struct $n; } }
names! {
    /// One.
    SeatId,
    /// Two.
    AreaId,
}
#[cfg(test)]
mod tests { pub struct InTest; }
pub(crate) struct Inner;
pub trait Reads {}
";
    let tokens = read("a.rs", text);
    let names: Vec<_> = tokens.types().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Report", "Act", "Reads", "SeatId", "AreaId"]);
}

#[test]
fn a_path_is_seen_spelt_out_and_in_lists() {
    let seen = |text: &str| {
        let tokens = read("a.rs", text);
        tokens.shipped().any(|at| tokens.begins_path(at, &["std", "time", "Instant"]))
    };
    assert!(seen("use std::time::Instant;"));
    assert!(seen("use std::{fmt, time::{Duration, Instant}};"));
    assert!(seen("fn f() { std::time::Instant::now(); }"));
    assert!(!seen("use std::time::Duration;"));
    assert!(!seen("use std::{fmt, time};"));
    assert!(!seen("#[cfg(test)] mod tests { use std::time::Instant; }"));
    assert!(seen("#[cfg(not(test))] mod shipped { use std::time::Instant; }"));
    assert!(seen("#[cfg(test)] mod tests {} use std::time::Instant;"));
}
