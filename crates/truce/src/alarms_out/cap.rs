//! Messages in the Common Alerting Protocol, version 1.2 (OASIS), and their feed in Atom (RFC 4287).
//!
//! Elements stand in the order of the schema. Severity and urgency are left unknown: an alarm says that more is counted
//! than was usual, and no more.

use std::fmt::Write as _;

use truce_core::agreement::Agreement;
use truce_core::time::Moment;

use super::news::{Kind, Level, Message};

/// What all messages of a node have in common.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    /// Names of areas.
    pub agreement: &'a Agreement,
    /// Whether the world is a simulated one.
    pub exercise: bool,
    /// Who sends: the seat, without spaces.
    pub seat: &'a str,
}

/// One message, after those before it about the same rise.
#[must_use]
pub fn alert(message: &Message, before: &[Message], sender: Sender<'_>) -> String {
    let mut xml = Xml::begin("alert", "urn:oasis:names:tc:emergency:cap:1.2");
    xml.element("identifier", &message.identifier());
    xml.element("sender", sender.seat);
    xml.element("sent", &sent(message.sent));
    xml.element("status", if sender.exercise { "Exercise" } else { "Actual" });
    xml.element("msgType", message.kind.word());
    xml.element("scope", "Public");
    if let Some(last) = before.last() {
        let reference = format!("{},{},{}", sender.seat, last.identifier(), sent(last.sent));
        xml.element("references", &reference);
    }
    xml.open("info");
    xml.element("language", "en");
    xml.element("category", "Security");
    xml.element("event", event(message));
    xml.element("urgency", "Unknown");
    xml.element("severity", "Unknown");
    xml.element("certainty", if message.level == Level::Watch { "Possible" } else { "Likely" });
    if let Some(onset) = message.onset {
        xml.element("onset", &format!("{onset}T00:00:00-00:00"));
    }
    let area = area(message, sender);
    xml.element("headline", &format!("{}: {area}", event(message)));
    xml.element(
        "description",
        "More incidents are on record than was usual. Advice, no finding: it says neither why nor by whom.",
    );
    xml.open("area");
    xml.element("areaDesc", &area);
    xml.close("area");
    xml.close("info");
    xml.end("alert")
}

/// The feed of the last messages, the last first; `at` is the address of the folder in which they stand.
#[must_use]
pub fn feed(messages: &[Message], sender: Sender<'_>, at: &str) -> String {
    let mut xml = Xml::begin("feed", "http://www.w3.org/2005/Atom");
    xml.element("id", &format!("urn:truce:alarms:{}", sender.seat));
    xml.element("title", &format!("Alarms of {}", sender.seat));
    let updated = messages.first().map_or_else(|| Moment::from_unix(0), |message| message.sent);
    xml.element("updated", &updated.to_string());
    xml.open("author");
    xml.element("name", sender.seat);
    xml.close("author");
    for message in messages {
        let identifier = message.identifier();
        xml.open("entry");
        xml.element("id", &format!("urn:truce:alarm:{}:{identifier}", sender.seat));
        let exercise = if sender.exercise { "Exercise. " } else { "" };
        let title = format!("{exercise}{}: {}", event(message), area(message, sender));
        xml.element("title", &title);
        xml.element("updated", &message.sent.to_string());
        xml.link(&format!("{at}/{identifier}.cap"));
        xml.close("entry");
    }
    xml.end("feed")
}

/// CAP writes universal time with `-00:00`, never with `Z`.
fn sent(at: Moment) -> String {
    at.to_string().replace('Z', "-00:00")
}

fn event(message: &Message) -> &'static str {
    match (message.kind, message.level) {
        (Kind::Cancel, Level::Watch) => "Watch over",
        (Kind::Cancel, Level::Alarm | Level::Acknowledged) => "Alarm over",
        (Kind::Alert | Kind::Update, Level::Watch) => "Watch",
        (Kind::Alert | Kind::Update, Level::Alarm) => "Alarm",
        (Kind::Alert | Kind::Update, Level::Acknowledged) => "Alarm acknowledged",
    }
}

fn area(message: &Message, sender: Sender<'_>) -> String {
    let area = sender.agreement.areas().iter().find(|area| area.id == message.area);
    area.map_or_else(|| message.area.to_string(), |area| area.name("en").to_owned())
}

/// A document that is being written.
struct Xml(String);

impl Xml {
    fn begin(root: &str, namespace: &str) -> Self {
        Self(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{namespace}\">\n"
        ))
    }

    fn open(&mut self, name: &str) {
        // Writing to a string does not fail, here and below.
        let _ = writeln!(self.0, "<{name}>");
    }

    fn close(&mut self, name: &str) {
        let _ = writeln!(self.0, "</{name}>");
    }

    fn element(&mut self, name: &str, text: &str) {
        let _ = writeln!(self.0, "<{name}>{}</{name}>", escaped(text));
    }

    fn link(&mut self, href: &str) {
        let kind = "application/cap+xml";
        let _ = writeln!(
            self.0,
            "<link rel=\"alternate\" type=\"{kind}\" href=\"{}\"/>",
            escaped(href)
        );
    }

    fn end(mut self, root: &str) -> String {
        self.close(root);
        self.0
    }
}

fn escaped(text: &str) -> String {
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    safe.replace('"', "&quot;").chars().filter(|letter| !letter.is_control()).collect()
}
