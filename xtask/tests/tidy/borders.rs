//! What a member's border forbids in what it ships.
//!
//! A border names paths (`std::fs`), macros (`println!`) and bare words
//! (`HashMap`). Tests may do as they like.

use proc_macro2::Delimiter;

use crate::project::{Fault, Project};
use crate::tokens::{Kind, Tokens};

/// Whatever touches the world, draws lots or iterates in hash order.
const PURE: &[&str] = &[
    "HashMap",
    "HashSet",
    "Instant",
    "RandomState",
    "SystemTime",
    "Timestamp::now",
    "Utc::now",
    "Zoned::now",
    "async",
    "await",
    "eprint!",
    "eprintln!",
    "getrandom",
    "print!",
    "println!",
    "rand",
    "static mut",
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "stderr",
    "stdin",
    "stdout",
    "thread_local!",
    "tokio",
];

/// The members with a border, and what is forbidden beyond [`PURE`].
const BORDERS: &[(&str, &[&str])] = &[
    // Floats: two nodes must agree to the bit.
    ("truce-core", &["f32", "f64", "as_f64", "from_f64", "std::io"]),
    // Putting anything on record is not intake's.
    ("truce-intake", &["truce_core::entry", "truce_core::record", "truce_core::picture"]),
    ("truce-signals", &["truce_core::entry", "std::io"]),
    ("truce-node", &["std::io"]),
];

/// Words and paths that a member's border forbids.
pub fn faults(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for (member, beyond) in BORDERS {
        let forbidden = || PURE.iter().chain(*beyond);
        for (path, tokens) in project.shipped(member) {
            for at in tokens.shipped() {
                let line = tokens.0[at].line;
                let fault = |what| Fault { path: path.to_owned(), line, what };
                let hits = forbidden().filter(|forbidden| stands_at(tokens, at, forbidden));
                found.extend(hits.map(|hit| fault(format!("`{hit}` has no place in {member}"))));
                if beyond.contains(&"f64") && is_fraction(tokens, at) {
                    found.push(fault(format!("a fraction has no place in {member}")));
                }
            }
        }
    }
    found
}

fn stands_at(tokens: &Tokens, at: usize, forbidden: &str) -> bool {
    if let Some(name) = forbidden.strip_suffix('!') {
        return tokens.word(at) == Some(name) && tokens.is_mark(at + 1, '!');
    }
    if let Some((first, second)) = forbidden.split_once(' ') {
        return tokens.word(at) == Some(first) && tokens.word(at + 1) == Some(second);
    }
    let path: Vec<&str> = forbidden.split("::").collect();
    tokens.begins_path(at, &path)
}

/// Whether a literal is a number with a fraction or an exponent, such as `1.5`, `1e3`, `2_f64`.
fn is_fraction(tokens: &Tokens, at: usize) -> bool {
    let Kind::Literal(text) = &tokens.0[at].kind else { return false };
    // `pair.0.1` is read as a name, a dot and `0.1`.
    let field = at > 0 && tokens.is_mark(at - 1, '.');
    let number = text.starts_with(|c: char| c.is_ascii_digit());
    let other_base = ["0x", "0b", "0o"].iter().any(|base| text.starts_with(base));
    number && !field && !other_base && text.contains(['.', 'e', 'f']) && !text.ends_with("size")
}

/// Words that the log must not know: to it, an entry is opaque bytes.
const FIELD: &[&str] = &[
    "agreement",
    "breach",
    "bulletin",
    "ceasefire",
    "determination",
    "guarantor",
    "incident",
    "judgement",
    "party",
    "provision",
    "report",
    "seat",
    "violation",
    "zone",
];

/// Words of the field in the log's names, texts and docs. The head of `lib.rs` may say whom it serves.
pub fn words_of_the_field(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, tokens) in project.shipped("truce-log") {
        let head = if path.ends_with("/lib.rs") { inner_docs(tokens) } else { vec![] };
        for at in tokens.shipped().filter(|at| !head.contains(at)) {
            let text = match &tokens.0[at].kind {
                Kind::Word(text) | Kind::Literal(text) => text,
                Kind::Mark(_) | Kind::Open(..) | Kind::Close => continue,
            };
            for word in crate::words::words(text) {
                let one = word.strip_suffix('s').unwrap_or(&word);
                if FIELD.contains(&one) || FIELD.contains(&word.as_str()) {
                    let what = format!("`{word}` is a word of the field: the log keeps bytes");
                    found.push(Fault { path: path.to_owned(), line: tokens.0[at].line, what });
                }
            }
        }
    }
    found
}

/// The places of a file's `//!` lines.
fn inner_docs(tokens: &Tokens) -> Vec<usize> {
    let mut places = Vec::new();
    for at in 0..tokens.0.len() {
        let inner = tokens.is_mark(at, '#') && tokens.is_mark(at + 1, '!');
        let bracket = tokens.0.get(at + 2).map(|token| &token.kind);
        if let (true, Some(Kind::Open(Delimiter::Bracket, end))) = (inner, bracket) {
            places.extend(at..=*end);
        }
    }
    places
}

#[test]
fn the_pure_crates_touch_no_world() {
    crate::hold("borders");
}

#[test]
fn a_step_over_a_border_is_caught() {
    crate::caught(
        faults,
        &[
            (
                "crates/truce-core/src/report.rs",
                "//! f64 in a comment, HashMap too\nuse std::{fmt, fs};\nfn f() {\n    println!();\n    \
                 let x = 1.5;\n    jiff::Timestamp::now();\n}\nconst HEX: u8 = 0xfe;\nconst N: usize = 1usize + p.0.1;\n\
                 #[cfg(test)]\nmod tests {\n    use std::collections::HashMap;\n}\n",
            ),
            ("crates/truce-core/tests/laws.rs", "use std::collections::HashMap;"),
            (
                "crates/truce-intake/src/csv.rs",
                "use truce_core::{report::Draft, entry::Entry};\nuse std::io;",
            ),
            ("crates/truce-node/src/lib.rs", "static mut N: u8 = 0; async fn f() {}"),
            ("crates/truce/src/lib.rs", "use std::fs; use std::collections::HashMap;"),
        ],
        &[
            "crates/truce-core/src/report.rs:2: `std::fs` has no place in truce-core",
            "crates/truce-core/src/report.rs:4: `println!` has no place in truce-core",
            "crates/truce-core/src/report.rs:5: a fraction has no place in truce-core",
            "crates/truce-core/src/report.rs:6: `Timestamp::now` has no place in truce-core",
            "crates/truce-intake/src/csv.rs:1: `truce_core::entry` has no place in truce-intake",
            "crates/truce-node/src/lib.rs:1: `static mut` has no place in truce-node",
            "crates/truce-node/src/lib.rs:1: `async` has no place in truce-node",
        ],
    );
}

#[test]
fn the_log_knows_no_word_of_the_field() {
    crate::hold("words-of-the-field");
}

#[test]
fn a_word_of_the_field_in_the_log_is_caught() {
    crate::caught(
        words_of_the_field,
        &[
            (
                "crates/truce-log/src/lib.rs",
                "//! One seat's log.\nfn seat_of() {}\n/// Holds reports.\npub struct Kept;",
            ),
            (
                "crates/truce-log/src/head.rs",
                "//! A seat's head.\nconst T: &str = \"PartyIncident\";",
            ),
        ],
        &[
            "crates/truce-log/src/head.rs:1: `seat` is a word of the field: the log keeps bytes",
            "crates/truce-log/src/head.rs:2: `party` is a word of the field: the log keeps bytes",
            "crates/truce-log/src/head.rs:2: `incident` is a word of the field: the log keeps bytes",
            "crates/truce-log/src/lib.rs:2: `seat` is a word of the field: the log keeps bytes",
            "crates/truce-log/src/lib.rs:3: `reports` is a word of the field: the log keeps bytes",
        ],
    );
}
