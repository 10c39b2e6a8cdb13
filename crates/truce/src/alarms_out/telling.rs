//! What a message about an alarm says, in a reader's language: for letters and for the CAP feed.
//!
//! # Out of scope
//! Anything that the public page of alarms does not say.

use std::cmp::Reverse;

use truce_core::agreement::Agreement;

use super::news::{Kind, Level, Message};
use super::serious::OneDay;
use crate::screen::asked::counted_incidents;
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

    /// Where a message leads: of one day to its incidents, otherwise to the page of alarms.
    #[must_use]
    pub fn page_of(&self, message: &Message) -> Option<String> {
        if message.one_day.is_none() {
            return self.page();
        }
        let days = Some((message.since, message.since));
        let list = counted_incidents(message.area.as_str(), ("", ""), days);
        self.screen.map(|screen| format!("{screen}{list}"))
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
            (Kind::Cancel, Level::SeriousDay) => "told-serious-over",
            (Kind::Alert | Kind::Update, Level::SeriousDay) => "told-serious",
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
        if let Some(one_day) = &message.one_day {
            return self.of_one_day(message, one_day);
        }
        let area = self.area(message);
        let area = [("area", area.as_str())];
        let what = match (message.kind, message.level) {
            (Kind::Cancel, _) => self.say_of("told-is-usual", &area),
            (Kind::Alert | Kind::Update, Level::Watch) => self.say_of("told-signs", &area),
            (
                Kind::Alert | Kind::Update,
                Level::Alarm | Level::Acknowledged | Level::SeriousDay,
            ) => self.say_of("told-more", &area),
        };
        let since = message.onset.map(|onset| {
            self.say_of("told-since", &[("onset", &t.day(onset)), ("iso", &onset.to_string())])
        });
        [Some(what), since, self.noted(message), Some(t.say("chart-caveat-alarms"))]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What is told of a single serious day: what is claimed, where, how often, and the reports behind it.
    fn of_one_day(&self, message: &Message, told: &OneDay) -> Vec<String> {
        let t = self.tongue();
        let (area, day, iso) =
            (self.area(message), t.day(message.since), message.since.to_string());
        let of_day = [("area", area.as_str()), ("day", &day), ("iso", &iso)];
        if message.kind == Kind::Cancel {
            return vec![self.say_of("told-serious-gone", &of_day)];
        }
        let with = |id: &str, more: &[(&str, &str)]| self.say_of(id, &[&of_day, more].concat());
        let count = t.number(told.count);
        let counted = match told.usual_hundredths {
            Some(usual) => {
                let usual = t.decimal(usual, 1);
                with("told-serious-count", &[("n", count.as_str()), ("usual", usual.as_str())])
            }
            None => with("told-serious-count-only", &[("n", count.as_str())]),
        };
        let killed = told.killed.map(|(fewest, most)| {
            let (low, high) = (t.number(fewest), t.number(most));
            if fewest == most {
                with("told-serious-killed", &[("n", &high)])
            } else {
                with("told-serious-killed-differ", &[("fewest", &low), ("most", &high)])
            }
        });
        let noted = self.noted(message);
        [Some(counted), killed, self.acts(told), self.reports(told), noted]
            .into_iter()
            .flatten()
            .chain([t.say("told-serious-caveat")])
            .collect()
    }

    /// Which seat has taken note.
    fn noted(&self, message: &Message) -> Option<String> {
        let seat = message.acknowledged_by.as_ref()?;
        let seat = seat_in(self.sender.agreement, seat, self.tongue().language);
        Some(self.say_of("told-noted", &[("seat", &seat)]))
    }

    /// What is claimed, the most often claimed first.
    fn acts(&self, told: &OneDay) -> Option<String> {
        let t = self.tongue();
        let mut acts: Vec<_> = told.acts.iter().collect();
        acts.sort_by_key(|(act, count)| (Reverse(**count), **act));
        let named = acts
            .into_iter()
            .map(|(act, count)| format!("{} ({})", terms::act(*act, t), t.number(*count)));
        let named: Vec<String> = named.collect();
        (!named.is_empty())
            .then(|| self.say_of("told-serious-acts", &[("acts", &self.row(&named))]))
    }

    /// The entries of the record that tell it.
    fn reports(&self, told: &OneDay) -> Option<String> {
        let more = told.reports_in_all.saturating_sub(told.reports.len());
        let (row, more) = (self.row(&told.reports), (more > 0).then(|| self.tongue().number(more)));
        match more {
            _ if told.reports.is_empty() => None,
            None => Some(self.say_of("told-serious-reports", &[("reports", &row)])),
            Some(n) => {
                Some(self.say_of("told-serious-reports-more", &[("reports", &row), ("n", &n)]))
            }
        }
    }

    /// Names in a row.
    fn row(&self, names: &[String]) -> String {
        let comma = self.tongue().say("chart-between-names");
        names.join(&format!("{} ", comma.trim()))
    }

    /// The text of a letter, lines ended by `\n`.
    #[must_use]
    pub fn letter(&self, message: &Message) -> String {
        let mut lines = vec![self.headline(message), String::new()];
        lines.extend(self.sentences(message));
        if let Some(page) = self.sender.page_of(message) {
            lines.extend([String::new(), page]);
        }
        lines.push(String::new());
        lines.join("\n")
    }
}
