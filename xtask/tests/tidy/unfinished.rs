//! Code that is not finished, and tests that do not run.

use proc_macro2::Delimiter;

use crate::project::{Fault, Project};
use crate::tokens::{Kind, Tokens};

/// Macros that stand for something not done yet, or left over from looking.
const MACROS: &[&str] = &["todo", "unimplemented", "dbg"];

/// Stubs, leftovers and skipped tests, in tests too.
pub fn faults(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, tokens) in &project.rust {
        for at in 0..tokens.0.len() {
            let fault = |what: String| Fault { path: path.clone(), line: tokens.0[at].line, what };
            let called = tokens.word(at).filter(|_| tokens.is_mark(at + 1, '!'));
            if let Some(name) = called.filter(|name| MACROS.contains(name)) {
                found.push(fault(format!("`{name}!` does not stay: finish it")));
            }
            if skips_a_test(tokens, at) {
                found.push(fault("a skipped test holds nothing: mend it or remove it".to_owned()));
            }
            if is_untried_example(&tokens.0[at].kind) {
                found.push(fault(
                    "an example that is not run may be wrong: run it, or mark it `text`".to_owned(),
                ));
            }
        }
    }
    found
}

/// Whether `#[ignore]`, with a reason or without, begins at a place.
fn skips_a_test(tokens: &Tokens, at: usize) -> bool {
    let bracket = tokens.0.get(at + 1).map(|token| &token.kind);
    let attribute = matches!(bracket, Some(Kind::Open(Delimiter::Bracket, _)));
    tokens.is_mark(at, '#') && attribute && tokens.word(at + 2) == Some("ignore")
}

/// Whether a doc line opens an example that rustdoc does not run.
fn is_untried_example(kind: &Kind) -> bool {
    let Kind::Literal(text) = kind else { return false };
    let text = text.trim_matches('"').trim_start();
    let Some(flags) = text.strip_prefix("```") else { return false };
    flags.split(',').any(|flag| flag.trim() == "ignore")
}

#[test]
fn everything_is_finished_and_every_test_runs() {
    crate::hold("unfinished");
}

#[test]
fn a_stub_a_leftover_and_a_skipped_test_are_caught() {
    crate::caught(
        faults,
        &[(
            "crates/truce/src/lib.rs",
            "fn f() { todo!() }\nfn g() {\n    unimplemented!(\"soon\");\n    dbg!(1);\n}\n\
             /// ```ignore\n/// wrong(\n/// ```\nfn todo() {}\n#[cfg(test)]\nmod tests {\n    #[test]\n    \
             #[ignore = \"slow\"]\n    fn h() {}\n}",
        )],
        &[
            "crates/truce/src/lib.rs:1: `todo!` does not stay: finish it",
            "crates/truce/src/lib.rs:3: `unimplemented!` does not stay: finish it",
            "crates/truce/src/lib.rs:4: `dbg!` does not stay: finish it",
            "crates/truce/src/lib.rs:6: an example that is not run may be wrong: run it, or mark it `text`",
            "crates/truce/src/lib.rs:13: a skipped test holds nothing: mend it or remove it",
        ],
    );
}
