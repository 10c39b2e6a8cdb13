//! One delivery as an e-mail, handed to a relay.
//!
//! The message has the same `Message-ID` each time that it is tried, so that a mailbox that got it twice can tell. All
//! messages about one rise refer to the first, and stand together in a mailbox.
//!
//! # Out of scope
//! Finding the way to a mailbox: the relay does that, and may take long.

use std::error::Error as _;
use std::io;
use std::time::{Duration, Instant, SystemTime};

use lettre::address::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message as Letter};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, MailParameter};
use sha2::{Digest as _, Sha256};

use super::Undelivered;
use super::news::Message;
use super::outbox::Delivery;
use super::settings::{Post, Security};
use super::telling::Telling;

/// Answers of a relay that say that it does not know us: our settings are wrong, and may be mended.
const UNKNOWN_TO_RELAY: [&str; 4] = ["530", "534", "535", "538"];

/// How long it is waited for a relay's farewell, once it has taken a letter.
const FAREWELL: Duration = Duration::from_secs(1);

/// Hands it to the relay.
///
/// # Errors
/// In words, without an address or a password: a relay's own words may hold either. For good is only what the relay
/// says of this recipient or of this letter; what it says before is about us, and may be mended.
pub fn post(
    relay: &Post,
    to: &Address,
    telling: Telling<'_>,
    delivery: &Delivery,
    patience: Duration,
) -> Result<(), Undelivered> {
    let letter = letter(relay, to, telling, delivery)?;
    let clock = Clock { since: Instant::now(), patience };
    let mut talk = admitted(relay, clock).map_err(|fault| not_let_in(&fault))?;
    from_us(&mut talk, relay, to, clock).map_err(|fault| not_let_in(&fault))?;
    let taken = hand_over(&mut talk, to, &letter.formatted(), clock);
    // What it says to a farewell changes nothing, and is hardly waited for.
    let _ = talk.set_timeout(Some(FAREWELL));
    talk.abort();
    taken.map_err(|fault| refusal(&fault))
}

/// How long the whole of a delivery may still take.
#[derive(Clone, Copy)]
struct Clock {
    since: Instant,
    patience: Duration,
}

impl Clock {
    /// What is left for the next answer; a moment at least, so that it fails by itself.
    fn left(self) -> Duration {
        const A_MOMENT: Duration = Duration::from_millis(1);
        self.patience.saturating_sub(self.since.elapsed()).max(A_MOMENT)
    }

    fn set(self, talk: &mut SmtpConnection) {
        // A connection that cannot be set was lost: the next word to it says so.
        let _ = talk.set_timeout(Some(self.left()));
    }
}

/// Comes in: greeting, TLS, login.
fn admitted(relay: &Post, clock: Clock) -> Result<SmtpConnection, Error> {
    let parameters = || TlsParameters::new(relay.host.clone());
    let name = ClientId::Domain(relay.from.domain().to_owned());
    let tls = match relay.security {
        Security::None => None,
        Security::StartTls | Security::Tls => Some(parameters()?),
    };
    let at_once = tls.as_ref().filter(|_| relay.security == Security::Tls);
    let server = (relay.host.as_str(), relay.port);
    let mut talk = SmtpConnection::connect(server, Some(clock.left()), &name, at_once, None)?;
    if let Some(tls) = tls.filter(|_| relay.security == Security::StartTls) {
        clock.set(&mut talk);
        talk.starttls(&tls, &name)?;
    }
    if let Some((user, password)) = &relay.login {
        clock.set(&mut talk);
        talk.auth(DEFAULT_MECHANISMS, &Credentials::new(user.clone(), password.clone()))?;
    }
    Ok(talk)
}

/// Says from whom it is.
fn from_us(
    talk: &mut SmtpConnection,
    relay: &Post,
    to: &Address,
    clock: Clock,
) -> Result<(), Error> {
    let plain = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    let is_plain = plain(&relay.from) && plain(to);
    let options = if is_plain { Vec::new() } else { vec![MailParameter::SmtpUtfEight] };
    clock.set(talk);
    talk.command(Mail::new(Some(relay.from.clone()), options)).map(|_| ())
}

/// Says to whom it is, and hands it over.
fn hand_over(
    talk: &mut SmtpConnection,
    to: &Address,
    letter: &[u8],
    clock: Clock,
) -> Result<(), Error> {
    clock.set(talk);
    talk.command(Rcpt::new(to.clone(), Vec::new()))?;
    clock.set(talk);
    talk.command(Data)?;
    clock.set(talk);
    talk.message(letter).map(|_| ())
}

/// Why a relay does not listen to us, in our own words: whatever it says, another time it may.
fn not_let_in(fault: &Error) -> Undelivered {
    Undelivered::ForNow(fault.status().map_or_else(
        || without_answer(fault).to_owned(),
        |code| format!("the relay does not let us in ({code})"),
    ))
}

/// Why a relay does not take the letter, in our own words.
fn refusal(fault: &Error) -> Undelivered {
    let Some(code) = fault.status().map(|code| code.to_string()) else {
        return Undelivered::ForNow(without_answer(fault).to_owned());
    };
    if UNKNOWN_TO_RELAY.contains(&code.as_str()) {
        return not_let_in(fault);
    }
    if fault.is_permanent() {
        Undelivered::ForGood(format!("the relay refuses it ({code})"))
    } else {
        Undelivered::ForNow(format!("the relay does not take it now ({code})"))
    }
}

fn without_answer(fault: &Error) -> &'static str {
    if is_too_late(fault) {
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

/// Whether the time was over: a socket on which nothing came says that it would have to wait.
fn is_too_late(fault: &Error) -> bool {
    let mut source = fault.source();
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return matches!(io.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock);
        }
        source = inner.source();
    }
    false
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
