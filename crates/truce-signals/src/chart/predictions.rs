//! What became of what was foretold, in sentences.

use super::speech::{Arg, Behind, Saying};
use crate::forecast::announced::{BaseRate, Outcome, Untold};
use crate::told::{Announcer, Foretold, ForetoldTold, OPEN_DAYS};

/// So many are told one by one, the last on record; all of them stand in the answer for programs.
const LISTED_MAX: usize = 20;

/// A sentence, with the prediction that it is about.
pub struct SaidOf<'a> {
    /// The sentence.
    pub says: Saying,
    /// What it is about; none for what is said of all.
    pub of: Option<&'a Foretold>,
}

impl SaidOf<'_> {
    /// Where the incidents of what was foretold lie, if there are any.
    #[must_use]
    pub fn behind(&self) -> Option<Behind> {
        let of = self.of?;
        let on = match of.as_told.unwrap_or(of.scored).outcome {
            Outcome::Happened { on } | Outcome::CannotBeTold(Untold::OnlyByAnnouncer { on }) => on,
            Outcome::DidNot | Outcome::CannotBeTold(_) => return None,
        };
        Some(Behind { area: of.prediction.area.clone(), days: (on, on) })
    }
}

/// Each prediction with what became of it, how each source did, and what must be said with it.
#[must_use]
pub fn predictions(told: &ForetoldTold) -> Vec<SaidOf<'_>> {
    let of_all = |says| SaidOf { says, of: None };
    if told.all.is_empty() {
        return vec![of_all(Saying::plain("note-foretold-none"))];
    }
    let first_said = || told.all.iter().filter(|of| !of.said_again);
    let number = first_said().count();
    let listed = first_said().skip(number.saturating_sub(LISTED_MAX));
    let mut all: Vec<SaidOf<'_>> =
        listed.map(|of| SaidOf { says: one(of), of: Some(of) }).collect();
    if number > LISTED_MAX {
        let args = [("listed", Arg::of(LISTED_MAX)), ("n", Arg::of(number))];
        all.push(of_all(Saying::of("note-foretold-more", args)));
    }
    let again = told.all.len().saturating_sub(number);
    if again > 0 {
        all.push(of_all(Saying::of("note-foretold-again", [("n", Arg::of(again))])));
    }
    all.extend(told.by_source.iter().map(|of| of_all(announcer(of))));
    all.push(of_all(Saying::plain("note-foretold-caveat")));
    all
}

fn one(of: &Foretold) -> Saying {
    let what = &of.prediction;
    let scored = of.as_told.unwrap_or(of.scored);
    let base = match scored.base_rate {
        BaseRate::CannotBeTold { .. } => Saying::plain("foretold-base-none"),
        BaseRate::Told { stretches, share } => Saying::of(
            "foretold-base",
            [("share", Arg::decimal(share * 100.0, 0)), ("n", Arg::of(stretches))],
        ),
    };
    let days = u64::from(OPEN_DAYS.unsigned_abs());
    let mut args = vec![
        ("source", Arg::Source(what.source.clone())),
        ("recorded", Arg::Day(what.announced.recorded_on)),
        ("act", Arg::Act(what.act)),
        ("area", Arg::Area(what.area.clone())),
        ("from", Arg::Day(what.announced.from)),
        ("by", Arg::Day(what.announced.by)),
        ("outcome", Arg::Said(became(of))),
        ("base", Arg::Said(base)),
    ];
    if what.names_days {
        return Saying { id: "note-foretold", args };
    }
    args.push(("days", Arg::Number(days)));
    Saying { id: "note-foretold-open", args }
}

/// What became of it; for what came on record too late, what would have, by the day on which it is said to have been told.
fn became(of: &Foretold) -> Saying {
    let late = outcome(of.scored.outcome);
    let Some(scored) = of.as_told else { return late };
    let args = [
        ("late", Arg::Said(late)),
        ("told", Arg::Day(of.prediction.told_on)),
        ("outcome", Arg::Said(outcome(scored.outcome))),
    ];
    Saying::of("foretold-as-told", args)
}

fn outcome(outcome: Outcome) -> Saying {
    match outcome {
        Outcome::Happened { on } => Saying::of("foretold-happened", [("on", Arg::Day(on))]),
        Outcome::DidNot => Saying::plain("foretold-did-not"),
        Outcome::CannotBeTold(Untold::NotDue) => Saying::plain("foretold-not-due"),
        Outcome::CannotBeTold(Untold::NotWatched { days }) => {
            Saying::of("foretold-not-watched", [("n", Arg::of(days))])
        }
        Outcome::CannotBeTold(Untold::TooLate) => Saying::plain("foretold-too-late"),
        Outcome::CannotBeTold(Untold::OnlyByAnnouncer { on }) => {
            Saying::of("foretold-only-announcer", [("on", Arg::Day(on))])
        }
    }
}

fn announcer(of: &Announcer) -> Saying {
    let tally = of.tally;
    let known = tally.happened.saturating_add(tally.did_not);
    let mut args = vec![
        ("source", Arg::Source(of.source.clone())),
        ("happened", Arg::of(tally.happened)),
        ("not", Arg::of(tally.did_not)),
        ("untold", Arg::of(tally.cannot_be_told)),
    ];
    if known == 0 {
        return Saying { id: "note-foretold-source-untold", args };
    }
    args.push(("expected", Arg::decimal(tally.expected, 1)));
    // Rounded up, so that it is never told as none.
    args.push(("chance", Arg::decimal((tally.chance * 100.0).ceil() / 100.0, 2)));
    Saying { id: "note-foretold-source", args }
}
