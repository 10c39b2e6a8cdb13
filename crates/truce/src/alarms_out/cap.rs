//! Messages in the Common Alerting Protocol, version 1.2 (OASIS), and their feed in Atom (RFC 4287).
//!
//! Elements stand in the order of the schema, with one `info` a language. Severity and urgency are left unknown: an alarm
//! says that more is counted than was usual, and no more.
//!
//! An acknowledgement goes out as an `Update` with a `note`: the state of the area is another. `Ack` is left out, for it
//! says that a receiver got a message, and programs that show alarms pass it over.

use std::fmt::Write as _;

use truce_core::time::Moment;

use super::news::{Level, Message};
use super::telling::{Sender, Telling};
use crate::screen::language::Language;

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
    if let Some(seat) = &message.acknowledged_by {
        xml.element("note", &format!("Acknowledged by the seat {seat}."));
    }
    if let Some(last) = before.last() {
        let reference = format!("{},{},{}", sender.seat, last.identifier(), sent(last.sent));
        xml.element("references", &reference);
    }
    for language in Language::ALL {
        info(&mut xml, message, sender.telling(language));
    }
    xml.end("alert")
}

/// What a message says in one language.
fn info(xml: &mut Xml, message: &Message, telling: Telling<'_>) {
    xml.open("info");
    xml.element("language", telling.language.tag());
    xml.element("category", "Security");
    xml.element("event", &telling.event(message));
    xml.element("urgency", "Unknown");
    xml.element("severity", "Unknown");
    xml.element("certainty", if message.level == Level::Watch { "Possible" } else { "Likely" });
    if let Some(onset) = message.onset {
        xml.element("onset", &format!("{onset}T00:00:00-00:00"));
    }
    xml.element("headline", &telling.headline(message));
    xml.element("description", &telling.sentences(message).join(" "));
    if let Some(page) = telling.sender.page_of(message) {
        xml.element("web", &page);
    }
    xml.open("area");
    xml.element("areaDesc", &telling.area(message));
    xml.close("area");
    xml.close("info");
}

/// The feed of the last messages, the last first. Its links are whole where the screen's public address is known.
#[must_use]
pub fn feed(messages: &[Message], sender: Sender<'_>) -> String {
    let at = sender.page().unwrap_or_else(|| "/alarms".to_owned());
    let telling = sender.telling(Language::En);
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
        xml.element("title", &telling.headline(message));
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
