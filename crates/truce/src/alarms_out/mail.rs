//! One delivery as an e-mail, handed to a relay.
//!
//! The message has the same `Message-ID` each time that it is tried, so that a mailbox that got it twice can tell. All
//! messages about one rise refer to the first, and stand together in a mailbox.
//!
//! # Out of scope
//! Finding the way to a mailbox: the relay does that, and may take long.

use std::time::{Duration, SystemTime};

use lettre::address::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message as Letter};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{SmtpTransport, Transport as _};
use sha2::{Digest as _, Sha256};

use super::Undelivered;
use super::news::Message;
use super::outbox::Delivery;
use super::settings::{Post, Security};
use super::telling::Telling;

/// Answers of a relay that say that it does not know us: our settings are wrong, and may be mended.
const UNKNOWN_TO_RELAY: [&str; 4] = ["530", "534", "535", "538"];

/// Hands it to the relay.
///
/// # Errors
/// In words, without an address or a password: a relay's own words may hold either.
pub fn post(
    relay: &Post,
    to: &Address,
    telling: Telling<'_>,
    delivery: &Delivery,
    patience: Duration,
) -> Result<(), Undelivered> {
    let letter = letter(relay, to, telling, delivery)?;
    let transport = transport(relay, patience).map_err(|fault| refusal(&fault))?;
    transport.send(&letter).map(|_| ()).map_err(|fault| refusal(&fault))
}

fn transport(relay: &Post, patience: Duration) -> Result<SmtpTransport, Error> {
    let parameters = || TlsParameters::new(relay.host.clone());
    let tls = match relay.security {
        Security::None => Tls::None,
        Security::StartTls => Tls::Required(parameters()?),
        Security::Tls => Tls::Wrapper(parameters()?),
    };
    let mut builder = SmtpTransport::builder_dangerous(&relay.host)
        .port(relay.port)
        .tls(tls)
        .hello_name(ClientId::Domain(relay.from.domain().to_owned()))
        .timeout(Some(patience));
    if let Some((user, password)) = &relay.login {
        builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
    }
    Ok(builder.build())
}

/// What went wrong, in our own words.
fn refusal(fault: &Error) -> Undelivered {
    let Some(code) = fault.status().map(|code| code.to_string()) else {
        return Undelivered::ForNow(without_answer(fault).to_owned());
    };
    if UNKNOWN_TO_RELAY.contains(&code.as_str()) {
        return Undelivered::ForNow(format!("the relay does not let us in ({code})"));
    }
    if fault.is_permanent() {
        Undelivered::ForGood(format!("the relay refuses it ({code})"))
    } else {
        Undelivered::ForNow(format!("the relay does not take it now ({code})"))
    }
}

fn without_answer(fault: &Error) -> &'static str {
    if fault.is_timeout() {
        "the relay does not answer"
    } else if fault.is_tls() {
        "the relay has no certificate that can be trusted"
    } else if fault.is_response() {
        "the relay answers something else than SMTP"
    } else if fault.is_client() {
        "the relay cannot do what it is asked"
    } else {
        "the relay cannot be reached"
    }
}

/// The letter, in the reader's language.
fn letter(
    relay: &Post,
    to: &Address,
    telling: Telling<'_>,
    delivery: &Delivery,
) -> Result<Letter, Undelivered> {
    let message = &delivery.message;
    let language = telling.language.tag();
    let name = |message: &Message| name_of(message, telling.sender.seat, &delivery.to, relay);
    let sent = u64::try_from(message.sent.unix()).unwrap_or(0);
    let mut builder = Letter::builder()
        .from(Mailbox::new(None, relay.from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(one_line(&telling.headline(message)))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(sent))
        .message_id(Some(name(message)))
        // Written by a program, so that no program answers (RFC 3834).
        .raw_header(plain(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated"))
        .raw_header(plain(HeaderName::new_from_ascii_str("Content-Language"), language))
        .header(ContentType::TEXT_PLAIN)
        .header(ContentTransferEncoding::Base64);
    if message.number > 1 {
        let first = name(&Message { number: 1, ..message.clone() });
        builder = builder.in_reply_to(first.clone()).references(first);
    }
    let letter = builder.body(telling.letter(message).replace('\n', "\r\n"));
    letter.map_err(|_| Undelivered::ForGood("no letter can be made of it".to_owned()))
}

/// The name of a letter: the same each time that it is tried, and no other's.
fn name_of(message: &Message, seat: &str, to: &str, relay: &Post) -> String {
    let named = format!("{seat}\n{}\n{to}", message.identifier());
    let digest = Sha256::digest(named.as_bytes());
    let word: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("<truce.{word}@{}>", relay.from.domain())
}

fn plain(name: HeaderName, value: &str) -> HeaderValue {
    HeaderValue::new(name, value.to_owned())
}

/// A text that cannot begin another header.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
