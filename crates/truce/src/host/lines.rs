//! Lines to peers and witnesses: each is asked on a thread of its own, one question after the other.
//!
//! So whoever is slow, or never ends an answer, holds up nobody else, and not
//! this node's own signing either.
//!
//! # Out of scope
//! What is asked and what an answer means: the node's. Which address: [`super::Host`]'s.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Instant;

use truce_node::{Input, Question};

/// What is done on a line: asks, and says what came of it, or why nothing did.
pub type Errand = Box<dyn FnOnce() -> Result<Input, String> + Send>;

/// Called from a line's thread when there is something to hear.
pub type Bell = Arc<dyn Fn() + Send + Sync>;

/// What is asked on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A peer is asked a question.
    Peer(Question),
    /// A witness is asked to cosign.
    Witness,
}

/// What came of a question.
#[derive(Debug)]
pub struct Heard {
    /// What was asked.
    pub asked: Asked,
    /// Whom.
    pub line: String,
    /// The answer, or why there is none, in words.
    pub outcome: Result<Input, String>,
}

/// A line to one peer or witness.
#[derive(Default)]
struct Line {
    /// What is being asked.
    running: Option<Asked>,
    /// What is asked afterwards.
    waiting: VecDeque<(Asked, Errand)>,
}

/// All lines.
pub struct Lines {
    bell: Option<Bell>,
    heard: Receiver<Heard>,
    lines: BTreeMap<String, Line>,
    tell: Sender<Heard>,
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.lines.keys()).finish()
    }
}

impl Default for Lines {
    fn default() -> Self {
        let (tell, heard) = channel();
        Self { bell: None, heard, lines: BTreeMap::new(), tell }
    }
}

impl Lines {
    /// Has a bell rung whenever there is something to hear.
    pub fn ring(&mut self, bell: Bell) {
        self.bell = Some(bell);
    }

    /// Asks as soon as the line is free. What is being asked there already is not asked again.
    pub fn ask(&mut self, line: &str, asked: Asked, errand: Errand) {
        let known = self.lines.entry(line.to_owned()).or_default();
        let waits = known.waiting.iter().any(|(other, _)| *other == asked);
        if known.running.as_ref() != Some(&asked) && !waits {
            known.waiting.push_back((asked, errand));
            self.go_on(line);
        }
    }

    /// Whether anybody is being asked.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.lines.values().any(|line| line.running.is_some())
    }

    /// What came of a question, if something does before a moment; waits without end if none is given.
    pub fn hear(&mut self, until: Option<Instant>) -> Option<Heard> {
        if !self.busy() {
            return None;
        }
        let heard = match until {
            None => self.heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(until) => self.heard.recv_timeout(until.saturating_duration_since(Instant::now())),
        };
        let heard = heard.ok()?;
        if let Some(line) = self.lines.get_mut(&heard.line) {
            line.running = None;
            if heard.outcome.is_err() {
                // Whoever is not there is asked for heads again at another time. What was begun is told that it ended.
                line.waiting.retain(|(asked, _)| {
                    !matches!(asked, Asked::Peer(Question::Checkpoint { .. }))
                });
            }
        }
        self.go_on(&heard.line.clone());
        Some(heard)
    }

    fn go_on(&mut self, name: &str) {
        let Some(line) = self.lines.get_mut(name) else { return };
        if line.running.is_some() {
            return;
        }
        let Some((asked, errand)) = line.waiting.pop_front() else { return };
        line.running = Some(asked.clone());
        let (tell, bell, name) = (self.tell.clone(), self.bell.clone(), name.to_owned());
        let (of_line, of_asked) = (name.clone(), asked.clone());
        let run = move || {
            let outcome = catch_unwind(AssertUnwindSafe(errand));
            let outcome = outcome
                .unwrap_or_else(|_| Err("asking broke off: a fault of this program".to_owned()));
            // Where nobody listens any more, nobody waits either.
            let _ = tell.send(Heard { asked, line: name, outcome });
            if let Some(bell) = bell {
                bell();
            }
        };
        if let Err(fault) = thread::Builder::new().name(of_line.clone()).spawn(run) {
            let outcome = Err(format!("no thread to ask on: {fault}"));
            let _ = self.tell.send(Heard { asked: of_asked, line: of_line, outcome });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use truce_core::id::SeatId;
    use truce_node::Answer;

    use super::*;

    fn question(log: &str) -> Question {
        Question::Checkpoint { log: SeatId::new(log).unwrap() }
    }

    fn errand(log: &str, outcome: Result<Answer, &str>) -> Errand {
        let peer = SeatId::new("turkey").unwrap();
        let (question, outcome) = (question(log), outcome.map_err(str::to_owned));
        Box::new(move || outcome.map(|answer| Input::Answer { peer, question, answer }))
    }

    #[test]
    fn one_who_never_answers_holds_up_nobody_else() {
        let mut lines = Lines::default();
        let (end, never) = channel::<()>();
        let silent = move || {
            let _ = never.recv();
            Err("it ended at last".to_owned())
        };
        lines.ask("silent", Asked::Peer(question("un")), Box::new(silent));
        for log in ["un", "iran"] {
            lines.ask("turkey", Asked::Peer(question(log)), errand(log, Ok(Answer::Nothing)));
        }
        for log in ["un", "iran"] {
            let heard = lines.hear(None).unwrap();
            assert_eq!((heard.line.as_str(), heard.asked), ("turkey", Asked::Peer(question(log))));
        }
        assert!(lines.busy());
        assert!(lines.hear(Some(Instant::now() + Duration::from_millis(1))).is_none());
        drop(end);
        assert_eq!(lines.hear(None).unwrap().line, "silent");
        assert!(!lines.busy() && lines.hear(None).is_none());
    }

    #[test]
    fn what_is_being_asked_is_not_asked_again() {
        let mut lines = Lines::default();
        for _ in 0..3 {
            lines.ask("turkey", Asked::Peer(question("un")), errand("un", Ok(Answer::Nothing)));
        }
        assert!(lines.hear(None).is_some());
        assert!(lines.hear(None).is_none());
    }

    #[test]
    fn one_who_is_not_there_is_not_asked_for_more_heads_but_what_was_begun_is_told_its_end() {
        let mut lines = Lines::default();
        let log = SeatId::new("un").unwrap();
        let begun = Asked::Peer(Question::Entries { log, from: 0, to: 1 });
        for log in ["un", "iran", "russia"] {
            lines.ask("turkey", Asked::Peer(question(log)), errand(log, Err("gone")));
        }
        lines.ask("turkey", begun.clone(), errand("un", Err("gone")));
        assert_eq!(lines.hear(None).unwrap().asked, Asked::Peer(question("un")));
        assert_eq!(lines.hear(None).unwrap().asked, begun);
        assert!(lines.hear(None).is_none());
    }

    #[test]
    fn a_fault_of_the_program_is_an_answer_too() {
        let mut lines = Lines::default();
        lines.ask("turkey", Asked::Witness, Box::new(|| panic!("a fault, as this test wants it")));
        assert!(lines.hear(None).unwrap().outcome.is_err());
    }
}
