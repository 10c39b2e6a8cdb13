//! Whom alarms reach: `alarms.toml` in the node's folder.
//!
//! ```toml
//! exercise = true            # the world is a simulated one: every message says so
//!
//! [[address]]
//! name = "duty"
//! webhook = "https://duty.example/alarms"
//! secret = "what both sides know"
//! quiet = ["22:00", "06:00"] # by the agreement's clock: then only a new alarm goes out
//! after_minutes = 0          # the first to be told
//!
//! [[address]]
//! name = "head-of-mission"
//! webhook = "https://head.example/alarms"
//! secret = "another"
//! after_minutes = 30         # told of an alarm of which nobody took note in half an hour
//! ```

use std::fs;
use std::path::Path;

use serde::Deserialize;
use truce_core::time::Moment;

use super::news::{Kind, Level, Message};
use super::outbox::Due;
use crate::failure::{Failure, Outcome};

/// The file's name.
pub const FILE: &str = "alarms.toml";
/// Minutes of a day.
const DAY_MINUTES: u32 = 24 * 60;

/// What stands in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whether the world is a simulated one.
    pub exercise: bool,
    /// Minutes by which the clock of quiet hours is ahead of universal time.
    pub clock_ahead_minutes: i32,
    /// Whom alarms reach.
    #[serde(rename = "address")]
    pub addresses: Vec<Recipient>,
}

/// One who is told.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// A name that no other address has.
    pub name: String,
    /// Where messages are posted to.
    pub webhook: String,
    /// What both sides know; messages are signed with it.
    pub secret: String,
    /// When only a new alarm goes out: from and until, as `22:00`.
    #[serde(default)]
    pub quiet: Option<(TimeOfDay, TimeOfDay)>,
    /// So many minutes after an alarm on which nobody took note; 0: told of everything at once.
    #[serde(default)]
    pub after_minutes: u32,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "address `{}`", self.name)
    }
}

/// A time of day, in minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct TimeOfDay(u32);

impl TryFrom<String> for TimeOfDay {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let fault = || format!("`{text}` is no time of day: write it as 22:00");
        let (hours, minutes) = text.split_once(':').ok_or_else(fault)?;
        let number = |text: &str, below: u32| {
            let two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u32>().ok().filter(|number| two && *number < below)
        };
        let (hours, minutes) = (number(hours, 24), number(minutes, 60));
        let (hours, minutes) = hours.zip(minutes).ok_or_else(fault)?;
        Ok(Self(hours * 60 + minutes))
    }
}

impl Settings {
    /// Reads the file; without one, nobody is told.
    ///
    /// # Errors
    /// If it is none, with its line.
    pub fn read(dir: &Path) -> Outcome<Self> {
        let path = dir.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Self::of_text(&text),
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(fault) => Err(Failure::file("read", &path, &fault)),
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    /// If it is none, with its line.
    pub fn of_text(text: &str) -> Outcome<Self> {
        let found: Self =
            toml::from_str(text).map_err(|fault| Failure::cannot(format!("{FILE}: {fault}")))?;
        for (place, address) in found.addresses.iter().enumerate() {
            let twice = found.addresses.iter().take(place).any(|other| other.name == address.name);
            let why = if twice {
                "is there twice"
            } else if address.secret.len() < 8 {
                "has a secret of fewer than 8 letters"
            } else if !address.webhook.starts_with("https://")
                && !address.webhook.starts_with("http://")
            {
                "has a webhook that is no address of the web"
            } else {
                continue;
            };
            return Err(Failure::cannot(format!("{FILE}: the address `{}` {why}", address.name)));
        }
        Ok(found)
    }

    /// An address by its name.
    #[must_use]
    pub fn address(&self, name: &str) -> Option<&Recipient> {
        self.addresses.iter().find(|address| address.name == name)
    }

    /// To whom a message goes, and when.
    #[must_use]
    pub fn deliveries(&self, message: &Message) -> Vec<Due> {
        let new_alarm = message.level == Level::Alarm && message.kind != Kind::Cancel;
        let told = self.addresses.iter().filter(|address| address.after_minutes == 0 || new_alarm);
        let due = |address: &Recipient| {
            let after = i64::from(address.after_minutes) * 60;
            let at = message.sent.plus(after);
            let at = if new_alarm { at } else { self.after_quiet(address, at) };
            Due { to: address.name.clone(), at, only_if_open: address.after_minutes > 0 }
        };
        told.map(due).collect()
    }

    /// The first moment from one on that lies outside the quiet hours.
    fn after_quiet(&self, address: &Recipient, at: Moment) -> Moment {
        let Some((TimeOfDay(from), TimeOfDay(until))) = address.quiet else { return at };
        let minutes = at.unix().div_euclid(60) + i64::from(self.clock_ahead_minutes);
        let now = u32::try_from(minutes.rem_euclid(i64::from(DAY_MINUTES))).unwrap_or(0);
        let since = |from: u32, to: u32| (to + DAY_MINUTES - from) % DAY_MINUTES;
        if since(from, now) >= since(from, until) {
            return at;
        }
        let wait = i64::from(since(now, until)) * 60 - at.unix().rem_euclid(60);
        at.plus(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use truce_core::id::AreaId;

    const TWO: &str = r#"
[[address]]
name = "duty"
webhook = "http://127.0.0.1:1/a"
secret = "both know"
quiet = ["22:00", "06:00"]

[[address]]
name = "head"
webhook = "http://127.0.0.1:1/b"
secret = "both know"
after_minutes = 30
"#;

    fn due(level: Level, kind: Kind, sent: &str, expected: Expect) {
        let message = Message {
            area: AreaId::new("hama").unwrap(),
            kind,
            level,
            number: 1,
            onset: None,
            sent: sent.parse().unwrap(),
            since: "2017-05-07".parse().unwrap(),
        };
        let due = Settings::of_text(TWO).unwrap().deliveries(&message);
        let lines = due.iter().map(|due| format!("{} {} {}\n", due.to, due.at, due.only_if_open));
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn a_new_alarm_breaks_the_quiet_and_escalates_while_other_news_waits_for_the_morning() {
        due(
            Level::Alarm,
            Kind::Alert,
            "2017-05-08T23:10:20Z",
            expect![[r#"
            duty 2017-05-08T23:10:20Z false
            head 2017-05-08T23:40:20Z true
        "#]],
        );
        due(
            Level::Watch,
            Kind::Alert,
            "2017-05-08T23:10:20Z",
            expect![[r#"
            duty 2017-05-09T06:00:00Z false
        "#]],
        );
        due(
            Level::Alarm,
            Kind::Cancel,
            "2017-05-09T05:59:00Z",
            expect![[r#"
            duty 2017-05-09T06:00:00Z false
        "#]],
        );
        due(
            Level::Acknowledged,
            Kind::Update,
            "2017-05-09T06:00:00Z",
            expect![[r#"
            duty 2017-05-09T06:00:00Z false
        "#]],
        );
    }

    #[test]
    fn a_fault_is_told_with_its_line() {
        let why = Settings::of_text("exercise = true\n[[address]]\nname = 7\n").unwrap_err();
        assert!(why.to_string().contains("line 3"), "{why}");
        let quiet = TWO.replace("22:00", "25:00");
        let why = Settings::of_text(&quiet).unwrap_err().to_string();
        assert!(why.contains("line 6") && why.contains("`25:00` is no time of day"), "{why}");
        let twice = TWO.replace("\"head\"", "\"duty\"");
        let why = Settings::of_text(&twice).unwrap_err().to_string();
        assert!(why.contains("`duty` is there twice"), "{why}");
    }
}
