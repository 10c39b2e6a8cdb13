//! Alarms by e-mail: letters against a relay that takes, refuses and hangs; what stands in them, and what never does.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use expect_test::{Expect, expect};
use tempfile::TempDir;
use truce::agreement_files;
use truce::alarms_out::Courier;
use truce::alarms_out::news::{Kind, Level, Message};
use truce::alarms_out::outbox::{Outbox, TRIES_MAX};
use truce::alarms_out::settings::Settings;
use truce_core::agreement::Agreement;
use truce_core::id::{AreaId, SeatId};
use truce_core::time::Moment;

/// How a relay takes one letter.
#[derive(Clone, Copy)]
enum Manner {
    Takes,
    /// Answers the recipient with this line.
    Answers(&'static str),
    /// Answers the letter itself with this line.
    AnswersLetter(&'static str),
    /// Answers that verb with this line; a greeting is called `greeting` here.
    AnswersVerb(&'static str, &'static str),
    /// Greets with one letter after the other, so many milliseconds apart, and never comes to an end of the line.
    Drips(u64),
    /// Greets nobody until the other side has hung up.
    Hangs,
}

/// A relay on the loopback that has a manner for each connection; the letters that it took come back.
fn relay(manners: Vec<Manner>) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (took, taken) = channel();
    thread::spawn(move || {
        for manner in manners {
            let (stream, _) = listener.accept().unwrap();
            let took = took.clone();
            // Whoever hangs up in the middle is no fault of the relay.
            thread::spawn(move || converse(stream, manner, &took));
        }
    });
    (port, taken)
}

fn converse(stream: TcpStream, manner: Manner, took: &Sender<String>) -> std::io::Result<()> {
    let mut says = stream.try_clone()?;
    let mut heard = BufReader::new(stream).lines();
    if matches!(manner, Manner::Hangs) {
        while heard.next().transpose()?.is_some() {}
        return Ok(());
    }
    if let Manner::Drips(pause_ms) = manner {
        for letter in "220 a relay that greets for a very long time".bytes() {
            says.write_all(&[letter])?;
            thread::sleep(Duration::from_millis(pause_ms));
        }
        return Ok(());
    }
    if let Manner::AnswersVerb("greeting", answer) = manner {
        says.write_all(answer.as_bytes())?;
        return says.write_all(b"\r\n");
    }
    says.write_all(b"220 relay\r\n")?;
    while let Some(line) = heard.next().transpose()? {
        let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let answer = match (verb.as_str(), manner) {
            (verb, Manner::AnswersVerb(asked, answer)) if verb == asked => answer,
            ("EHLO", _) => "250-relay\r\n250-AUTH PLAIN\r\n250 8BITMIME",
            ("AUTH", _) => "235 known",
            ("RCPT", Manner::Answers(answer)) => answer,
            ("DATA", _) => {
                says.write_all(b"354 go on\r\n")?;
                let letter: Vec<String> =
                    heard.by_ref().map_while(Result::ok).take_while(|line| line != ".").collect();
                match manner {
                    Manner::AnswersLetter(answer) => answer,
                    Manner::Takes
                    | Manner::Answers(_)
                    | Manner::AnswersVerb(..)
                    | Manner::Drips(_)
                    | Manner::Hangs => {
                        took.send(letter.join("\n")).unwrap();
                        "250 taken"
                    }
                }
            }
            ("QUIT", _) => "221 bye",
            _ => "250 ok",
        };
        says.write_all(answer.as_bytes())?;
        says.write_all(b"\r\n")?;
    }
    Ok(())
}

fn agreement() -> Agreement {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    let files = agreement_files::load(&files).unwrap();
    let dir = TempDir::new().unwrap();
    let un = SeatId::new("un").unwrap();
    let node =
        truce::node::Node::init(dir.path(), &un, &files, now(), truce::keys::create_demo).unwrap();
    node.agreement.clone()
}

fn now() -> Moment {
    "2017-05-08T06:00:00Z".parse().unwrap()
}

fn settings(port: u16, language: &str) -> String {
    format!(
        "screen = \"https://truce.example/\"\n[mail]\nrelay = \"smtp://127.0.0.1:{port}\"\nfrom = \"truce@mission.example\"\n\
         [[address]]\nname = \"head\"\nmail = \"head@mission.example\"\nlanguage = \"{language}\"\n"
    )
}

/// A node's folder with a letter that is due.
struct Post {
    dir: TempDir,
    courier: Courier,
}

impl Post {
    fn new(port: u16, language: &str, messages: &[Message]) -> Self {
        Self::told_as(&settings(port, language), messages)
    }

    fn told_as(text: &str, messages: &[Message]) -> Self {
        let dir = TempDir::new().unwrap();
        std::fs::write(dir.path().join("alarms.toml"), text).unwrap();
        let settings = Settings::of_text(text).unwrap();
        let mut outbox = Outbox::open(dir.path()).unwrap();
        for message in messages {
            outbox.put(message, &settings.deliveries(message)).unwrap();
        }
        let courier = Courier::open(dir.path(), &agreement(), &SeatId::new("un").unwrap()).unwrap();
        Self { dir, courier }
    }

    /// Begins what is due, and waits until all of it has ended; returns how many tries there were.
    fn deliver(&mut self, now: Moment) -> usize {
        let begun = self.courier.deliver(now).unwrap();
        while self.courier.is_under_way() {
            self.courier.wait(Duration::from_millis(50));
            self.courier.note_ended(now).unwrap();
        }
        begun
    }

    fn with_patience(self, patience: Duration) -> Self {
        Self { courier: self.courier.with_patience(patience), ..self }
    }

    /// How often a delivery was tried, and how that ended.
    fn outcome_of(&self, key: &str) -> (u32, Option<String>) {
        Outbox::open(self.dir.path()).unwrap().outcome(key).unwrap().unwrap()
    }

    /// The same of the first letter.
    fn outcome(&self) -> (u32, Option<String>) {
        self.outcome_of("hama-2017-05-07.1/head")
    }
}

fn message() -> Message {
    Message {
        acknowledged_by: None,
        area: AreaId::new("hama").unwrap(),
        kind: Kind::Alert,
        level: Level::Alarm,
        number: 1,
        one_day: None,
        onset: Some("2017-05-02".parse().unwrap()),
        sent: now(),
        since: "2017-05-07".parse().unwrap(),
    }
}

fn acknowledged() -> Message {
    Message {
        acknowledged_by: SeatId::new("un").ok(),
        kind: Kind::Update,
        level: Level::Acknowledged,
        number: 2,
        ..message()
    }
}

/// A letter's headers and its text, without the marks that keep directions apart.
fn opened(letter: &str) -> String {
    let (headers, body) = letter.split_once("\n\n").unwrap();
    let body = STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap();
    let text = format!("{headers}\n\n{}", String::from_utf8(body).unwrap().replace("\r\n", "\n"));
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn taken(language: &str, message: Message, expected: &Expect) {
    let (port, letters) = relay(vec![Manner::Takes]);
    let mut post = Post::new(port, language, &[message]);
    assert_eq!(post.deliver(now()), 1);
    expected.assert_eq(&opened(&letters.recv().unwrap()));
}

#[test]
fn a_letter_says_what_happened_where_with_its_caveat_and_the_address_of_the_page() {
    taken(
        "en",
        message(),
        &expect![[r#"
        From: truce@mission.example
        To: head@mission.example
        Subject: Alarm: Hama
        Date: Mon, 08 May 2017 06:00:00 +0000
        Message-ID: <truce.cf9db021541c6e8872cda5a0a5ff7cc8@mission.example>
        Auto-Submitted: auto-generated
        Content-Language: en
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64

        Alarm: Hama

        More incidents are on record in Hama than was usual.
        It most likely began about May 2, 2017 (2017-05-02).
        An alarm says that there is more than was usual; not why, and not by whom. An area that nobody watches raises none.

        https://truce.example/alarms
    "#]],
    );
}

#[test]
fn a_letter_speaks_the_reader_s_language_and_stands_with_the_first_about_the_rise() {
    taken(
        "ru",
        acknowledged(),
        &expect![[r#"
            From: truce@mission.example
            To: head@mission.example
            Subject: =?utf-8?b?0KLRgNC10LLQvtCz0LAg0L/RgNC40L3Rj9GC0LAg0Log0YHQstC1?=
             =?utf-8?b?0LTQtdC90LjRjjog0KXQsNC80LA=?=
            Date: Mon, 08 May 2017 06:00:00 +0000
            Message-ID: <truce.16ab581193a0b8f3d86cbf9a99abe71e@mission.example>
            Auto-Submitted: auto-generated
            Content-Language: ru
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64
            In-Reply-To: <truce.cf9db021541c6e8872cda5a0a5ff7cc8@mission.example>
            References: <truce.cf9db021541c6e8872cda5a0a5ff7cc8@mission.example>

            Тревога принята к сведению: Хама

            Хама: инцидентов в записях больше обычного.
            Вероятнее всего, началось около 2 мая 2017 г. (2017-05-02).
            Принято к сведению: ООН.
            Тревога говорит, что больше обычного; не почему и не от кого. Район, за которым никто не смотрит, тревоги не поднимает.

            https://truce.example/alarms
        "#]],
    );
}

#[test]
fn what_a_relay_does_not_take_now_is_tried_again_as_the_same_letter() {
    let manners =
        vec![Manner::Answers("451 later"), Manner::AnswersLetter("452 full"), Manner::Takes];
    let (port, letters) = relay(manners);
    let mut post = Post::new(port, "en", &[message()]);
    let mut at = now();
    for wait in [30, 60, 120] {
        assert_eq!(post.deliver(at), 1);
        assert_eq!(post.deliver(at.plus(wait - 1)), 0);
        at = at.plus(wait);
    }
    assert_eq!(post.outcome(), (3, Some("sent".to_owned())));
    let (again, others) = relay(vec![Manner::Takes]);
    let mut other = Post::new(again, "en", &[message()]);
    other.deliver(now());
    assert_eq!(letters.recv().unwrap(), others.recv().unwrap());
}

#[test]
fn what_a_relay_refuses_for_good_is_not_tried_again_and_no_address_is_kept_with_the_reason() {
    let (port, letters) = relay(vec![Manner::Answers("550 5.1.1 <head@mission.example>: nobody")]);
    let mut post = Post::new(port, "en", &[message()]);
    assert_eq!(post.deliver(now()), 1);
    assert_eq!(post.outcome().1.as_deref(), Some("given up: the relay refuses it (550)"));
    assert_eq!(post.deliver(now().plus(100_000)), 0);
    assert!(letters.try_recv().is_err());
}

#[test]
fn a_relay_that_hangs_or_is_not_there_is_given_up_after_ten_tries() {
    let (port, _letters) = relay(vec![Manner::Hangs, Manner::Hangs]);
    let mut post = Post::new(port, "en", &[message()]).with_patience(Duration::from_millis(200));
    let mut at = now();
    for _ in 0..TRIES_MAX {
        assert_eq!(post.deliver(at), 1);
        at = at.plus(3_600);
    }
    assert_eq!(post.deliver(at), 0);
    let last = post.outcome().1.unwrap();
    // Only two came to a relay that hangs; it was gone afterwards.
    assert_eq!(last, "given up: the relay cannot be reached");
}

#[test]
fn what_a_relay_says_before_it_hears_of_the_recipient_is_about_us_and_is_tried_again() {
    let before = [
        ("greeting", "554 no service"),
        ("EHLO", "550 not from there"),
        ("AUTH", "535 unknown"),
        ("AUTH", "554 no login today"),
        ("MAIL", "550 who are you"),
    ];
    let manners = before.map(|(verb, answer)| Manner::AnswersVerb(verb, answer));
    let (port, letters) = relay(manners.into_iter().chain([Manner::Takes]).collect());
    let login = "user = \"truce\"\npassword = \"what the relay knows\"\n[[address]]";
    let mut post = Post::told_as(&settings(port, "en").replace("[[address]]", login), &[message()]);
    let mut at = now();
    for (tries, (verb, _)) in (1..).zip(before) {
        assert_eq!(post.deliver(at), 1, "{verb}");
        assert_eq!(post.outcome(), (tries, None), "{verb}");
        at = at.plus(3_600);
    }
    post.deliver(at);
    assert_eq!(post.outcome(), (6, Some("sent".to_owned())));
    assert_eq!(letters.try_iter().count(), 1);
}

#[test]
fn a_recipient_whom_the_relay_wants_to_see_a_login_for_is_tried_again_and_a_refused_letter_is_not()
{
    let manners = vec![Manner::Answers("530 log in first"), Manner::AnswersLetter("554 no such")];
    let (port, _letters) = relay(manners);
    let mut post = Post::new(port, "en", &[message()]);
    post.deliver(now());
    assert_eq!(post.outcome(), (1, None));
    post.deliver(now().plus(30));
    assert_eq!(post.outcome(), (2, Some("given up: the relay refuses it (554)".to_owned())));
}

/// Letters to two mailboxes, and a post to a server.
fn three(port: u16, webhook: u16) -> String {
    let head = settings(port, "en");
    let duty = "[[address]]\nname = \"duty\"\nmail = \"duty@mission.example\"\n";
    format!(
        "{head}{duty}[[address]]\nname = \"hook\"\nwebhook = \"http://127.0.0.1:{webhook}/a\"\nsecret = \"both know\"\n"
    )
}

/// A server that takes one post after the other; the key of each comes back.
fn hook() -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (heard, hear) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().map(Result::unwrap) {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let key = lines
                .by_ref()
                .map_while(Result::ok)
                .find_map(|line| line.strip_prefix("idempotency-key: ").map(str::to_owned));
            let answer = b"HTTP/1.1 204 Ok\r\nconnection: close\r\n\r\n";
            (&stream).write_all(answer).unwrap();
            heard.send(key.unwrap()).unwrap();
        }
    });
    (port, hear)
}

const LONG: Duration = Duration::from_secs(10);

#[test]
fn a_relay_that_hangs_on_one_letter_holds_up_no_other_recipient_and_no_later_message_to_them() {
    // Both letters of the first round hang; what goes to the server needs no relay.
    let (port, letters) = relay(vec![Manner::Hangs, Manner::Hangs]);
    let (webhook, keys) = hook();
    let first: Vec<Message> = (1..=40).map(|number| Message { number, ..message() }).collect();
    let mut post = Post::told_as(&three(port, webhook), &first);
    let mut begun = post.courier.deliver(now()).unwrap();
    assert_eq!(begun, 3);
    // Counted before it is known how it ends.
    assert_eq!(post.outcome(), (1, None));
    let mut heard = Vec::new();
    while heard.len() < first.len() {
        heard.push(keys.recv_timeout(LONG).unwrap());
        post.courier.wait(LONG);
        begun += post.courier.deliver(now()).unwrap();
    }
    // Nothing more to those whose first letter hangs, and everything to the other, in order.
    assert_eq!(begun, 2 + first.len());
    assert!(letters.try_recv().is_err());
    let number = |key: &String| key.split(['.', '/']).nth(1).unwrap().parse::<u32>().unwrap();
    assert!(heard.iter().map(number).is_sorted(), "{heard:?}");
    assert_eq!(post.outcome_of("hama-2017-05-07.40/hook").1.as_deref(), Some("sent"));
    assert_eq!(post.outcome_of("hama-2017-05-07.2/head"), (0, None));
}

#[test]
fn a_relay_that_speaks_without_end_is_left_when_the_time_of_a_delivery_is_over() {
    let (port, letters) = relay(vec![Manner::Drips(20), Manner::Takes]);
    let mut post = Post::new(port, "en", &[message()]).with_patience(Duration::from_millis(100));
    let begun = Instant::now();
    assert_eq!(post.deliver(now()), 1);
    assert!(begun.elapsed() < Duration::from_millis(800), "{:?}", begun.elapsed());
    assert_eq!(post.outcome(), (1, None));
    // Not tried beside itself: the address is free when the first try has ended.
    assert_eq!(post.deliver(now().plus(30)), 0);
    let mut post = post.with_patience(LONG);
    while post.deliver(now().plus(30)) == 0 {
        post.courier.wait(LONG);
    }
    assert_eq!(post.outcome(), (2, Some("sent".to_owned())));
    assert_eq!(letters.try_iter().count(), 1);
}

#[test]
fn settings_that_would_begin_another_header_or_show_a_letter_to_others_are_refused() {
    let refused = |from: &str, to: &str| {
        let text = settings(25, "en").replace(from, to);
        Settings::of_text(&text).unwrap_err().to_string()
    };
    let told = [
        refused("head@mission.example", "head@mission.example\\r\\nBcc: all@mission.example"),
        refused("truce@mission.example", "truce@mission.example\\nX: y"),
        refused("head@mission.example", "nobody"),
        refused("smtp://127.0.0.1:25", "smtp://mail.example"),
        refused("smtp://127.0.0.1:25", "mail.example"),
        refused("smtp://127.0.0.1:25", "smtps://mail.example:port"),
        refused("language = \"en\"", "language = \"tlh\""),
        refused("language = \"en\"", "secret = \"both know it\""),
        refused("from =", "password = \"hunter2 hunter2\"\nfrom ="),
        refused("[mail]\n", "[male]\n"),
    ];
    for why in &told {
        assert!(!why.contains("@mission") && !why.contains("hunter2"), "{why}");
    }
    expect![[r#"
        alarms.toml, line 5: the address `head`: an e-mail address cannot be read
        alarms.toml, line 2: an e-mail address cannot be read
        alarms.toml, line 5: the address `head`: an e-mail address cannot be read
        alarms.toml, line 2: `smtp://mail.example` is not on this machine, and smtp:// has no TLS: use smtps:// or starttls://
        alarms.toml, line 2: `mail.example` is no relay: write it as smtps://, starttls:// or smtp://
        alarms.toml, line 2: `smtps://mail.example:port` is no relay: after the scheme come its name and its port
        alarms.toml, line 5: the address `head`: `tlh` is no language of the screen: en, ar, ru, tr or fa
        alarms.toml, line 5: the address `head`: it needs either `mail`, with a `language`, or `webhook`, with a `secret`
        alarms.toml, line 2: a user and a password go together
        alarms.toml, line 2: unknown field `male`, expected one of `exercise`, `false_alarms_a_year`, `clock_ahead_minutes`, `screen`, `mail`, `address`"#]].assert_eq(&told.join("\n"));
    let quiet = Settings::of_text("[[address]]\nname = \"a\"\nmail = \"a@b.example\"\n");
    assert!(quiet.unwrap_err().to_string().contains("no relay is named under [mail]"));
    let shown = format!("{:?}", Settings::of_text(&settings(25, "en")).unwrap());
    assert!(!shown.contains("@mission"), "{shown}");
}
