//! Whom alarms reach: `alarms.toml` in the node's folder.
//!
//! ```toml
//! exercise = true            # the world is a simulated one: every message says so
//! false_alarms_a_year = 4.0  # what the mechanism can live with, over all areas together
//! screen = "https://truce.mission.example"   # where people open this screen; messages lead there
//!
//! [mail]                     # only where somebody is told by e-mail
//! relay = "starttls://mail.mission.example:587"
//! from = "truce@mission.example"
//! user = "truce"
//! password = "what the relay knows"
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
//! mail = "head@mission.example"
//! language = "ar"            # en, ar, ru, tr or fa
//! after_minutes = 30         # told of an alarm of which nobody took note in half an hour
//! ```
//!
//! A relay is `smtps://` (TLS from the start, port 465), `starttls://` (port 587) or `smtp://` (no TLS, port 25); the last
//! on this machine only, for what is sent is read on the way.

use std::fs;
use std::net::IpAddr;
use std::path::Path;

use lettre::address::Address;
use serde::Deserialize;
use truce_core::time::Moment;
use truce_signals::alarm::Promise;

use super::news::{Kind, Level, Message};
use super::outbox::Due;
use crate::failure::{Failure, Outcome};
use crate::screen::language::Language;

/// The file's name.
pub const FILE: &str = "alarms.toml";
/// False alarms a year that the mechanism can live with, as long as the file does not say another number.
pub const FALSE_ALARMS_A_YEAR: f64 = 4.0;
/// The fewest letters of a secret.
const SECRET_LENGTH_MIN: usize = 8;
/// Minutes of a day.
const DAY_MINUTES: u32 = 24 * 60;

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whether the world is a simulated one.
    pub exercise: bool,
    /// False alarms a year that can be lived with, over all areas together.
    pub false_alarms_a_year: f64,
    /// Minutes by which the clock of quiet hours is ahead of universal time.
    pub clock_ahead_minutes: i32,
    /// The public address of the screen.
    pub screen: Option<Site>,
    /// By what letters go out.
    pub mail: Option<Post>,
    /// Whom alarms reach.
    #[serde(rename = "address")]
    pub addresses: Vec<Recipient>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            exercise: false,
            false_alarms_a_year: FALSE_ALARMS_A_YEAR,
            clock_ahead_minutes: 0,
            screen: None,
            mail: None,
            addresses: Vec::new(),
        }
    }
}

/// An address of the web, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Site(pub String);

impl TryFrom<String> for Site {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if is_of_the_web(&text) {
            Ok(Self(text.trim_end_matches('/').to_owned()))
        } else {
            Err(format!("`{text}` is no address of the web"))
        }
    }
}

fn is_of_the_web(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    plain && (text.starts_with("https://") || text.starts_with("http://"))
}

/// How letters are kept from others on their way to the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all: the relay is on this machine.
    None,
    /// TLS, which is asked for first.
    StartTls,
    /// TLS from the start.
    Tls,
}

/// The relay, and from whom letters come.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenPost")]
pub struct Post {
    /// From whom.
    pub from: Address,
    /// The relay's name or address in the network.
    pub host: String,
    /// User and password, if the relay asks for them.
    pub login: Option<(String, String)>,
    /// The relay's port.
    pub port: u16,
    /// How letters are kept from others.
    pub security: Security,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("relay")
    }
}

/// The relay as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPost {
    relay: String,
    from: String,
    user: Option<String>,
    password: Option<String>,
}

impl TryFrom<WrittenPost> for Post {
    type Error = String;
    fn try_from(written: WrittenPost) -> Result<Self, String> {
        let WrittenPost { relay, from, user, password } = written;
        if relay.contains('@') {
            // Not quoted: what stands before the `@` may be a password.
            return Err(
                "a relay has no user or password in it: write them under user and password"
                    .to_owned(),
            );
        }
        let (security, port, rest) = [
            ("smtp://", Security::None, 25),
            ("starttls://", Security::StartTls, 587),
            ("smtps://", Security::Tls, 465),
        ]
        .iter()
        .find_map(|(scheme, security, port)| Some((*security, *port, relay.strip_prefix(scheme)?)))
        .ok_or_else(|| {
            format!("`{relay}` is no relay: write it as smtps://, starttls:// or smtp://")
        })?;
        let (host, port) = host_and_port(rest, port).ok_or_else(|| {
            format!("`{relay}` is no relay: after the scheme come its name and its port")
        })?;
        let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if security == Security::None && !here {
            return Err(format!(
                "`{relay}` is not on this machine, and smtp:// has no TLS: use smtps:// or starttls://"
            ));
        }
        let login = match (user, password) {
            (None, None) => None,
            (Some(user), Some(password)) => Some((user, password)),
            (Some(_), None) | (None, Some(_)) => {
                return Err("a user and a password go together".to_owned());
            }
        };
        Ok(Self { from: mailbox(&from)?, host, login, port, security })
    }
}

/// `mail.example:587`, `127.0.0.1` or `[::1]:25`.
fn host_and_port(text: &str, usual: u16) -> Option<(String, u16)> {
    let (host, port) = match text.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (text, usual),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
    (plain && !host.is_empty()).then(|| (host.to_owned(), port))
}

fn mailbox(text: &str) -> Result<Address, String> {
    let plain = !text.chars().any(char::is_control);
    // The text is not repeated: it may stand in a log line then.
    text.parse().ok().filter(|_| plain).ok_or_else(|| "an e-mail address cannot be read".to_owned())
}

/// How somebody is reached.
#[derive(Clone, PartialEq, Eq)]
pub enum Way {
    /// By an e-mail.
    Mail {
        /// In which language.
        language: Language,
        /// The mailbox.
        to: Address,
    },
    /// By a post to a server.
    Webhook {
        /// What both sides know; messages are signed with it.
        secret: String,
        /// Where messages are posted to.
        to: String,
    },
}

/// One who is told.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenRecipient")]
pub struct Recipient {
    /// A name that no other address has.
    pub name: String,
    /// How they are reached.
    pub way: Way,
    /// When only a new alarm goes out: from and until, as `22:00`.
    pub quiet: Option<(TimeOfDay, TimeOfDay)>,
    /// So many minutes after an alarm on which nobody took note; 0: told of everything at once.
    pub after_minutes: u32,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "address `{}`", self.name)
    }
}

/// One who is told, as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRecipient {
    name: String,
    mail: Option<String>,
    language: Option<String>,
    webhook: Option<String>,
    secret: Option<String>,
    #[serde(default)]
    quiet: Option<(TimeOfDay, TimeOfDay)>,
    #[serde(default)]
    after_minutes: u32,
}

impl TryFrom<WrittenRecipient> for Recipient {
    type Error = String;
    fn try_from(written: WrittenRecipient) -> Result<Self, String> {
        let WrittenRecipient { name, mail, language, webhook, secret, quiet, after_minutes } =
            written;
        let way = match (mail, webhook) {
            (Some(mail), None) if secret.is_none() => {
                let language = language.as_deref().unwrap_or(Language::En.tag());
                let language = language.parse::<Language>().map_err(|fault| fault.to_string());
                language.and_then(|language| Ok(Way::Mail { language, to: mailbox(&mail)? }))
            }
            (None, Some(to)) if language.is_none() => {
                let secret = secret.unwrap_or_default();
                if secret.len() < SECRET_LENGTH_MIN {
                    Err(format!("its secret has fewer than {SECRET_LENGTH_MIN} letters"))
                } else if is_of_the_web(&to) {
                    Ok(Way::Webhook { secret, to })
                } else {
                    Err("its webhook is no address of the web".to_owned())
                }
            }
            (Some(_), _) | (_, Some(_)) | (None, None) => {
                Err("it needs either `mail`, with a `language`, or `webhook`, with a `secret`"
                    .to_owned())
            }
        };
        let way = way.map_err(|why| format!("the address `{name}`: {why}"))?;
        Ok(Self { name, way, quiet, after_minutes })
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
        let found: Self = toml::from_str(text).map_err(|fault| {
            // The line itself is not shown: it may hold a password.
            let before = fault.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count().saturating_add(1);
            Failure::cannot(format!("{FILE}, line {line}: {}", fault.message()))
        })?;
        let fault = |why: String| Failure::cannot(format!("{FILE}: {why}"));
        if !Promise::RANGE.contains(&found.false_alarms_a_year) {
            let a_year = found.false_alarms_a_year;
            return Err(fault(format!("`{a_year}` false alarms a year is no promise")));
        }
        for (place, address) in found.addresses.iter().enumerate() {
            if found.addresses.iter().take(place).any(|other| other.name == address.name) {
                return Err(fault(format!("the address `{}` is there twice", address.name)));
            }
            if matches!(address.way, Way::Mail { .. }) && found.mail.is_none() {
                return Err(fault(format!(
                    "the address `{}` is told by e-mail, and no relay is named under [mail]",
                    address.name
                )));
            }
        }
        Ok(found)
    }

    /// An address by its name.
    #[must_use]
    pub fn address(&self, name: &str) -> Option<&Recipient> {
        self.addresses.iter().find(|address| address.name == name)
    }

    /// The promise under which alarms are reckoned.
    #[must_use]
    pub fn promise(&self) -> Promise {
        Promise { false_alarms_a_year: self.false_alarms_a_year }
    }

    /// The public address of the screen, where it is known.
    #[must_use]
    pub fn screen(&self) -> Option<&str> {
        self.screen.as_ref().map(|site| site.0.as_str())
    }

    /// To whom a message goes, and when.
    #[must_use]
    pub fn deliveries(&self, message: &Message) -> Vec<Due> {
        let new_alarm = message.level == Level::Alarm && message.kind != Kind::Cancel;
        let one_day = message.level == Level::SeriousDay && message.acknowledged_by.is_none();
        let urgent = new_alarm || (one_day && message.kind == Kind::Alert);
        let told = self.addresses.iter();
        let told = told.filter(|address| address.after_minutes == 0 || new_alarm || one_day);
        let due = |address: &Recipient| {
            let after = i64::from(address.after_minutes) * 60;
            let at = message.sent.plus(after);
            let at = if urgent { at } else { self.after_quiet(address, at) };
            let only_if_open = address.after_minutes > 0;
            Due { to: address.name.clone(), at, only_if_open }
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
            acknowledged_by: None,
            area: AreaId::new("hama").unwrap(),
            kind,
            level,
            number: 1,
            one_day: None,
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
    fn a_serious_day_breaks_the_quiet_and_escalates_until_somebody_takes_note() {
        due(
            Level::SeriousDay,
            Kind::Alert,
            "2017-05-08T23:10:20Z",
            expect![[r#"
            duty 2017-05-08T23:10:20Z false
            head 2017-05-08T23:40:20Z true
        "#]],
        );
        due(
            Level::SeriousDay,
            Kind::Update,
            "2017-05-08T23:10:20Z",
            expect![[r#"
            duty 2017-05-09T06:00:00Z false
            head 2017-05-08T23:40:20Z true
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
