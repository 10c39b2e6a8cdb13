//! Readers of tables and lines: a file in text beside what it is read as.

mod hostile;
mod laws;
mod rejects;
mod samples;

use std::fmt::Write as _;
use std::io::Read;

use truce_core::report::Draft;
use truce_core::time::DutyClock;
use truce_intake::{Drafts, Format, Options};

/// Damascus in winter; no source unless the file gives one.
fn options() -> Options {
    Options {
        file: "sample".to_owned(),
        source: None,
        clock: DutyClock::fixed(2 * 3600),
        map: Vec::new(),
        acts: std::collections::BTreeMap::new(),
    }
}

/// Everything that a reader says of a file, as text.
fn picture(format: Format, input: impl Read, options: Options) -> String {
    let mut drafts = match Drafts::open(format, input, options) {
        Ok(drafts) => drafts,
        Err(unreadable) => return format!("unreadable: {unreadable}\n"),
    };
    let mut shown = String::new();
    for row in drafts.by_ref() {
        match row {
            Ok(Ok(draft)) => shown += &shown_draft(&draft),
            Ok(Err(refused)) => writeln!(shown, "REFUSED {refused}").unwrap(),
            Err(unreadable) => writeln!(shown, "STOPPED {unreadable}").unwrap(),
        }
    }
    for doubt in drafts.doubts() {
        writeln!(shown, "DOUBT {doubt}").unwrap();
    }
    shown
}

/// A draft, with what is not said left out.
fn shown_draft(draft: &Draft) -> String {
    let mut shown = format!("{} {}", draft.origin.line, draft.source);
    let mut say = |name: &str, text: String| {
        if !text.is_empty() {
            write!(shown, "\n    {name} {text}").unwrap();
        }
    };
    say("what", format!("{} {} {}", draft.basis, draft.stance, draft.act));
    say("when", format!("{:?}", draft.window));
    let position = draft.place.position.map_or(String::new(), |at| format!(" at {at}"));
    say("where", format!("{:?}{position} within {} m", draft.place.name, draft.place.radius_m));
    say("area", draft.area.clone());
    say("accused", draft.accused.join(" | "));
    say("target", draft.target.join(" | "));
    say("exemption", draft.exemption.map_or(String::new(), |why| why.to_string()));
    say("killed", draft.harm.killed.map_or(String::new(), |toll| toll.to_string()));
    say("injured", draft.harm.injured.map_or(String::new(), |toll| toll.to_string()));
    say("reference", draft.reference.clone().unwrap_or_default());
    say("sent at", draft.sent_at.map_or(String::new(), |at| at.to_string()));
    say("account", format!("{} {:?}", draft.language, draft.account));
    for doubt in &draft.doubts {
        say("doubt", doubt.clone());
    }
    shown + "\n"
}

fn check(format: Format, file: impl AsRef<[u8]>, expected: &expect_test::Expect) {
    expected.assert_eq(&picture(format, file.as_ref(), options()));
}
