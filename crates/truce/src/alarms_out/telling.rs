//! What a message about an alarm says, in a reader's language: for letters and for the CAP feed.
//!
//! # Out of scope
//! Anything that the public page of alarms does not say.

use truce_core::agreement::Agreement;

use super::news::{Kind, Level, Message};
use crate::screen::language::Language;
use crate::screen::pages::situation::seat_in;
use crate::screen::terms;
use crate::screen::tongue::{Tongue, tongue};

/// What all messages of a node have in common.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    /// Names of areas and seats.
    pub agreement: &'a Agreement,
    /// Whether the world is a simulated one.
    pub exercise: bool,
    /// The public address of the screen, without a slash at its end, where it is known.
    pub screen: Option<&'a str>,
    /// Who sends: the seat, without spaces.
    pub seat: &'a str,
}

impl<'a> Sender<'a> {
    /// How a message is told in a language.
    #[must_use]
    pub fn telling(self, language: Language) -> Telling<'a> {
        Telling { language, sender: self }
    }

    /// Where the page of alarms stands, if that is known.
    #[must_use]
    pub fn page(&self) -> Option<String> {
        self.screen.map(|screen| format!("{screen}/alarms"))
    }
}

/// With what a message is told.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// In which language.
    pub language: Language,
    /// For whom it speaks.
    pub sender: Sender<'a>,
}

impl Telling<'_> {
    fn tongue(&self) -> &'static Tongue {
        tongue(self.language)
    }

    /// A message with texts put in; the marks that keep directions apart stay where they are needed.
    fn say_of(&self, id: &str, texts: &[(&str, &str)]) -> String {
        let mut said = self.tongue().say_of(id, texts);
        if self.language.direction() == "ltr" {
            said.retain(|letter| !matches!(letter, '\u{2068}' | '\u{2069}'));
        }
        said
    }

    /// Where it is.
    #[must_use]
    pub fn area(&self, message: &Message) -> String {
        terms::area(self.sender.agreement, Some(message.area.as_str()), self.tongue())
    }

    /// What happened, in a word or two.
    #[must_use]
    pub fn event(&self, message: &Message) -> String {
        self.tongue().say(match (message.kind, message.level) {
            (Kind::Cancel, Level::Watch) => "told-watch-over",
            (Kind::Cancel, Level::Alarm | Level::Acknowledged) => "told-alarm-over",
            (Kind::Alert | Kind::Update, Level::Watch) => "told-watch",
            (Kind::Alert | Kind::Update, Level::Alarm) => "told-alarm",
            (Kind::Alert | Kind::Update, Level::Acknowledged) => "told-acknowledged",
        })
    }

    /// What happened and where; an exercise says so first.
    #[must_use]
    pub fn headline(&self, message: &Message) -> String {
        let (event, area) = (self.event(message), self.area(message));
        let id = if self.sender.exercise { "told-headline-exercise" } else { "told-headline" };
        self.say_of(id, &[("event", &event), ("area", &area)])
    }

    /// Plain sentences, the caveat last.
    #[must_use]
    pub fn sentences(&self, message: &Message) -> Vec<String> {
        let t = self.tongue();
        let area = self.area(message);
        let area = [("area", area.as_str())];
        let what = match (message.kind, message.level) {
            (Kind::Cancel, Level::Watch | Level::Alarm | Level::Acknowledged) => {
                self.say_of("told-is-usual", &area)
            }
            (Kind::Alert | Kind::Update, Level::Watch) => self.say_of("told-signs", &area),
            (Kind::Alert | Kind::Update, Level::Alarm | Level::Acknowledged) => {
                self.say_of("told-more", &area)
            }
        };
        let since = message.onset.map(|onset| {
            self.say_of("told-since", &[("onset", &t.day(onset)), ("iso", &onset.to_string())])
        });
        let noted = message.acknowledged_by.as_ref().map(|seat| {
            self.say_of(
                "told-noted",
                &[("seat", &seat_in(self.sender.agreement, seat, t.language))],
            )
        });
        [Some(what), since, noted, Some(t.say("chart-caveat-alarms"))]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The text of a letter, lines ended by `\n`.
    #[must_use]
    pub fn letter(&self, message: &Message) -> String {
        let mut lines = vec![self.headline(message), String::new()];
        lines.extend(self.sentences(message));
        if let Some(page) = self.sender.page() {
            lines.extend([String::new(), page]);
        }
        lines.push(String::new());
        lines.join("\n")
    }
}
