//! The few lines that must survive any crash: what this node has put its name to.
//!
//! ```text
//! truce node state 1
//! own 12 rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=
//! mirror turkey 7 1488000000 rra8/…
//! witness iran 5 1488000000 rra8/…
//! settled turkey 5 rra8/…
//! ```
//!
//! INVARIANT: it is durable before what it speaks of leaves the node. Kept by
//! the order of effects in [`crate::own`] and [`crate::mirror`].

use std::collections::BTreeMap;
use std::fmt;

use truce_core::id::SeatId;
use truce_log::head::Head;
use truce_log::tree::Hash;

const TITLE: &str = "truce node state 1";

/// A size and the root there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl Point {
    /// A head without its origin.
    #[must_use]
    pub fn of(head: &Head) -> Self {
        Self { size: head.size, root: head.root }
    }
}

/// What was cosigned last of one log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// Which head.
    pub at: Point,
    /// With which time, in seconds since 1970; never goes back.
    pub time: u64,
}

/// What this node has put its name to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// Cosigned as a mirror, by log.
    pub mirror: BTreeMap<SeatId, Signed>,
    /// The largest head of its own log that it signed, or was about to.
    pub own: Option<Point>,
    /// Up to where each log is settled, as far as was ever known here.
    pub settled: BTreeMap<SeatId, Point>,
    /// Cosigned as a witness, by log.
    pub witness: BTreeMap<SeatId, Signed>,
}

/// Why a text is no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateFault {
    /// The first line is another.
    #[error("the state does not begin with `{TITLE}`")]
    Title,
    /// A line that says nothing known.
    #[error("line {0} of the state cannot be read")]
    Line(usize),
    /// It is cut short or carries more.
    #[error("the state is not in the form in which it is written")]
    NotCanonical,
}

impl State {
    /// Reads the text form; whatever is accepted is written again to the byte.
    ///
    /// # Errors
    /// [`StateFault`] with the line.
    pub fn parse(text: &str) -> Result<Self, StateFault> {
        let mut lines = text.lines().enumerate();
        if lines.next().map(|(_, line)| line) != Some(TITLE) {
            return Err(StateFault::Title);
        }
        let mut state = Self::default();
        for (number, line) in lines {
            state.take(line).ok_or(StateFault::Line(number.saturating_add(1)))?;
        }
        if state.to_string() == text { Ok(state) } else { Err(StateFault::NotCanonical) }
    }

    fn take(&mut self, line: &str) -> Option<()> {
        let mut words = line.split(' ');
        let kind = words.next()?;
        if kind == "own" {
            self.own = Some(point(words.next()?, words.next()?)?);
        } else if kind == "settled" {
            let log = SeatId::new(words.next()?).ok()?;
            self.settled.insert(log, point(words.next()?, words.next()?)?);
        } else {
            let log = SeatId::new(words.next()?).ok()?;
            let (size, time, root) = (words.next()?, words.next()?, words.next()?);
            let signed = Signed { at: point(size, root)?, time: time.parse().ok()? };
            match kind {
                "mirror" => self.mirror.insert(log, signed),
                "witness" => self.witness.insert(log, signed),
                _ => return None,
            };
        }
        words.next().is_none().then_some(())
    }
}

/// Reads a size and a root by the rules for heads.
fn point(size: &str, root: &str) -> Option<Point> {
    Head::parse(&format!("-\n{size}\n{root}\n")).ok().map(|head| Point::of(&head))
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = |at: &Point| Head { origin: String::new(), size: 0, root: at.root }.root_text();
        writeln!(f, "{TITLE}")?;
        if let Some(own) = &self.own {
            writeln!(f, "own {} {}", own.size, root(own))?;
        }
        for (kind, map) in [("mirror", &self.mirror), ("witness", &self.witness)] {
            for (log, signed) in map {
                writeln!(
                    f,
                    "{kind} {log} {} {} {}",
                    signed.at.size,
                    signed.time,
                    root(&signed.at)
                )?;
            }
        }
        for (log, at) in &self.settled {
            writeln!(f, "settled {log} {} {}", at.size, root(at))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn signed() -> impl Strategy<Value = Signed> {
        (1..1_000_000u64, any::<Hash>(), any::<u64>())
            .prop_map(|(size, root, time)| Signed { at: Point { size, root }, time })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            own in proptest::option::of((1..1_000_000u64, any::<Hash>())),
            mirror in proptest::collection::btree_map("[a-z]{1,5}", signed(), 0..4),
            witness in proptest::collection::btree_map("[a-z]{1,5}", signed(), 0..4),
            settled in proptest::collection::btree_map("[a-z]{1,5}", (1..1_000_000u64, any::<Hash>()), 0..4),
        ) {
            let named = |map: BTreeMap<String, Signed>| map.into_iter().map(|(k, v)| (SeatId::new(&k).unwrap(), v)).collect();
            let point = |(size, root)| Point { size, root };
            let settled = settled.into_iter().map(|(log, at)| (SeatId::new(&log).unwrap(), point(at))).collect();
            let state = State { own: own.map(point), mirror: named(mirror), settled, witness: named(witness) };
            prop_assert_eq!(State::parse(&state.to_string()), Ok(state));
        }

        #[test]
        fn no_text_makes_reading_fall(text in "\\PC{0,200}") {
            prop_assert!(State::parse(&text).is_err());
            let titled = format!("{TITLE}\n{text}");
            prop_assert!(State::parse(&titled).is_err() || text.is_empty());
        }
    }

    #[test]
    fn a_state_that_was_cut_short_is_refused() {
        let state = State { own: Some(Point { size: 3, root: [7; 32] }), ..State::default() };
        let text = state.to_string();
        for end in 1..text.len() {
            let cut = State::parse(&text[..end]);
            assert!(
                cut.is_err() || cut == Ok(State::default()) && text[..end] == format!("{TITLE}\n"),
                "{end}"
            );
        }
    }
}
