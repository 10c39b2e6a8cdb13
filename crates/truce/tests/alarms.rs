//! Alarms on their way to people: the outbox against listeners that refuse, hang and fail; CAP against its schema.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use expect_test::{expect, expect_file};
use tempfile::TempDir;
use truce::agreement_files;
use truce::alarms_out::Courier;
use truce::alarms_out::cap::{alert, feed};
use truce::alarms_out::news::{Kind, Level, Message, news};
use truce::alarms_out::outbox::{Outbox, TRIES_MAX};
use truce::alarms_out::signature;
use truce::alarms_out::telling::Sender;
use truce::screen::language::Language;
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::case::acknowledgement::AlarmWord;
use truce_core::id::{AreaId, SeatId};
use truce_core::time::Moment;
use truce_signals::alarm::{Ledger, Promise, State};
use truce_signals::told::{Alarms, AreaAlarms, Noted, SeriousDayTold};

const SENT: &str = "2017-05-08T06:00:00Z";

fn now() -> Moment {
    SENT.parse().unwrap()
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

/// Alarms in which areas stand so.
fn alarms(areas: &[(&str, State)]) -> Alarms {
    let promise = Promise { false_alarms_a_year: 4.0 };
    let day = "2017-05-07".parse().unwrap();
    let area = |(id, state): &(&str, State)| AreaAlarms {
        area: AreaId::new(id).unwrap(),
        counted: 0,
        exercises: 0,
        watched: 0,
        state: *state,
        raised: Vec::new(),
        eased: Vec::new(),
        serious_days: Vec::new(),
        noted: noted(id, state),
        unseen: BTreeMap::new(),
        readings: Vec::new(),
    };
    Alarms {
        days: (day, day),
        kept: promise.kept(Ledger::default()),
        promise,
        threshold: 100.0,
        areas: areas.iter().map(area).collect(),
    }
}

/// What was said of an alarm that is acknowledged.
fn noted(area: &str, state: &State) -> Vec<Noted> {
    let State::Acknowledged(shift) = state else { return Vec::new() };
    vec![Noted {
        area: AreaId::new(area).unwrap(),
        raised_on: shift.on,
        on: shift.on.next(),
        says: AlarmWord::Seen,
        seat: SeatId::new("un").unwrap(),
        text: "patrol 3 goes there".to_owned(),
    }]
}

fn open(dir: &TempDir) -> Courier {
    Courier::open(dir.path(), &agreement(), &SeatId::new("un").unwrap()).unwrap()
}

fn alarm() -> State {
    State::Alarm(shift())
}

fn shift() -> truce_signals::alarm::Shift {
    truce_signals::alarm::Shift {
        on: "2017-05-06".parse().unwrap(),
        onset: "2017-05-02".parse().unwrap(),
        evidence: 120.0,
        expected: truce_signals::alarm::Expectation { mean: 1.0, size: 2.0, error: 0.1 },
    }
}

fn told(messages: &[Message]) -> String {
    let line = |message: &Message| {
        let by = message.acknowledged_by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
        let (kind, level) = (message.kind.word(), message.level.word());
        format!("{} {kind} {level}{by}\n", message.identifier())
    };
    messages.iter().map(line).collect()
}

#[test]
fn a_rise_is_told_once_then_each_time_that_it_stands_otherwise_then_that_it_is_over() {
    let mut standing: Vec<Message> = Vec::new();
    let mut text = String::new();
    let seen = State::Acknowledged(shift());
    for state in [State::Calm, State::Watch, alarm(), alarm(), seen, seen, State::Calm, State::Calm]
    {
        let new = news(&standing, &alarms(&[("hama", state)]), now());
        text.push_str(&format!("- {}", if new.is_empty() { "\n".to_owned() } else { told(&new) }));
        standing = new.into_iter().chain(standing).take(1).collect();
        standing.retain(|message| message.kind != Kind::Cancel);
    }
    expect![[r#"
        - 
        - hama-2017-05-07.1 Alert watch
        - hama-2017-05-07.2 Update alarm
        - 
        - hama-2017-05-07.3 Update acknowledged by un
        - 
        - hama-2017-05-07.4 Cancel acknowledged by un
        - 
    "#]]
    .assert_eq(&text);
}

/// How a listener answers.
#[derive(Clone, Copy)]
enum Manner {
    Answer(&'static str),
    HangUp,
    /// Says nothing until the other side has hung up.
    Hang,
}

/// A listener on the loopback that takes one request after the other; what each said comes back.
fn listener(manners: Vec<Manner>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let (heard, hear) = channel();
    thread::spawn(move || {
        for manner in manners {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut buffer = [0_u8; 4096];
            while !whole(&request) {
                let read = stream.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..read]);
            }
            match manner {
                Manner::Answer(status) => {
                    let head = format!("HTTP/1.1 {status}\r\nconnection: close");
                    let answer = format!("{head}\r\ncontent-length: 0\r\n\r\n");
                    stream.write_all(answer.as_bytes()).unwrap();
                }
                Manner::HangUp => {}
                Manner::Hang => while stream.read(&mut buffer).is_ok_and(|read| read > 0) {},
            }
            heard.send(String::from_utf8(request).unwrap()).unwrap();
        }
    });
    (address, hear)
}

fn whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
    length.is_some_and(|length| body.len() >= length.trim().parse().unwrap())
}

fn courier(dir: &TempDir, webhook: &str) -> Courier {
    let settings =
        format!("[[address]]\nname = \"duty\"\nwebhook = \"{webhook}\"\nsecret = \"both know\"\n");
    std::fs::write(dir.path().join("alarms.toml"), settings).unwrap();
    open(dir)
}

/// Begins what is due, and waits until all of it has ended; returns how many tries there were.
fn deliver(courier: &mut Courier, now: Moment) -> usize {
    let begun = courier.deliver(now).unwrap();
    while courier.is_under_way() {
        courier.wait(Duration::from_millis(50));
        courier.note_ended(now).unwrap();
    }
    begun
}

const KEY: &str = "hama-2017-05-07.1/duty";

fn outcome(dir: &TempDir) -> (u32, Option<String>) {
    Outbox::open(dir.path()).unwrap().outcome(KEY).unwrap().unwrap()
}

#[test]
fn a_delivery_that_fails_is_tried_again_later_with_the_same_key_and_then_not_any_more() {
    let dir = TempDir::new().unwrap();
    let manners = vec![
        Manner::Answer("500 Oh"),
        Manner::HangUp,
        Manner::Answer("302 Go"),
        Manner::Answer("204 Ok"),
    ];
    let (address, hear) = listener(manners);
    let mut courier = courier(&dir, &address);
    assert_eq!(courier.note(&alarms(&[("hama", alarm())]), now()).unwrap(), 1);
    assert_eq!(courier.note(&alarms(&[("hama", alarm())]), now().plus(1)).unwrap(), 0);
    let mut at = now();
    let mut requests = Vec::new();
    for (tried, wait) in [(1, 29), (2, 59), (3, 119), (4, 0)] {
        assert_eq!(deliver(&mut courier, at), 1);
        requests.push(hear.recv().unwrap());
        assert_eq!(outcome(&dir).0, tried);
        // Not before the time.
        assert_eq!(deliver(&mut courier, at.plus(wait)), 0);
        at = at.plus(wait + 1);
    }
    assert_eq!(outcome(&dir), (4, Some("sent".to_owned())));
    assert_eq!(deliver(&mut courier, at.plus(100_000)), 0);
    for request in requests {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let head = head.to_lowercase();
        assert!(head.contains(&format!("idempotency-key: {KEY}")), "{head}");
        let signed = signature::header(b"both know", body.as_bytes());
        assert!(head.contains(&format!("x-truce-signature: {signed}")), "{head}");
        expect![[r#"{"area":"hama","kind":"Alert","level":"alarm","number":1,"onset":"2017-05-02","sent":"2017-05-08T06:00:00Z","since":"2017-05-07"}"#]]
            .assert_eq(body);
    }
}

#[test]
fn a_listener_that_says_nothing_is_left_after_a_while_and_tried_again() {
    let dir = TempDir::new().unwrap();
    let (address, hear) = listener(vec![Manner::Hang, Manner::Answer("200 Ok")]);
    let mut courier = courier(&dir, &address).with_patience(Duration::from_millis(200));
    courier.note(&alarms(&[("hama", alarm())]), now()).unwrap();
    assert_eq!(deliver(&mut courier, now()), 1);
    hear.recv().unwrap();
    assert_eq!(outcome(&dir), (1, None));
    let mut courier = courier.with_patience(Duration::from_secs(15));
    assert_eq!(deliver(&mut courier, now().plus(30)), 1);
    assert_eq!(outcome(&dir), (2, Some("sent".to_owned())));
}

#[test]
fn a_listener_that_refuses_every_time_is_given_up_and_the_next_message_goes_out_all_the_same() {
    let dir = TempDir::new().unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hook", closed.local_addr().unwrap());
    drop(closed);
    let mut courier = courier(&dir, &address);
    courier.note(&alarms(&[("hama", alarm())]), now()).unwrap();
    let mut at = now();
    for _ in 0..TRIES_MAX {
        assert_eq!(deliver(&mut courier, at), 1);
        at = at.plus(3_600);
    }
    assert_eq!(deliver(&mut courier, at), 0);
    let (_, end) = outcome(&dir);
    assert!(end.unwrap().starts_with("given up: "));
    assert_eq!(courier.note(&alarms(&[("hama", State::Calm)]), at).unwrap(), 1);
    assert_eq!(deliver(&mut courier, at), 1);
}

#[test]
fn an_alarm_that_comes_back_on_the_same_day_is_told_again_once() {
    let (address, heard) = listener(vec![Manner::Answer("204 No Content"); 3]);
    let dir = TempDir::new().unwrap();
    let mut courier = courier(&dir, &address);
    let mut told = Vec::new();
    for (second, state) in (0..).zip([alarm(), State::Calm, alarm(), alarm()]) {
        told.push(courier.note(&alarms(&[("hama", state)]), now().plus(second)).unwrap());
        deliver(&mut courier, now().plus(second));
    }
    assert_eq!(told, [1, 1, 1, 0]);
    assert_eq!(heard.try_iter().count(), 3);
}

#[test]
fn what_was_noted_before_a_crash_goes_out_after_it() {
    let dir = TempDir::new().unwrap();
    let (address, hear) = listener(vec![Manner::Answer("200 Ok")]);
    courier(&dir, &address).note(&alarms(&[("hama", alarm())]), now()).unwrap();
    let mut again = open(&dir);
    assert_eq!(again.note(&alarms(&[("hama", alarm())]), now().plus(60)).unwrap(), 0);
    assert_eq!(deliver(&mut again, now().plus(60)), 1);
    assert!(hear.recv().unwrap().contains(KEY));
    assert_eq!(outcome(&dir), (1, Some("sent".to_owned())));
}

#[test]
fn the_next_address_is_told_only_if_nobody_took_note_in_time() {
    for (state, tried_to) in [
        (alarm(), "sent"),
        (State::Acknowledged(shift()), "given up: somebody took note before"),
        (State::Calm, "given up: somebody took note before"),
    ] {
        let dir = TempDir::new().unwrap();
        let (address, _hear) = listener(vec![Manner::Answer("200 Ok")]);
        let settings = format!(
            "[[address]]\nname = \"duty\"\nwebhook = \"{address}\"\nsecret = \"both know\"\nafter_minutes = 30\n"
        );
        std::fs::write(dir.path().join("alarms.toml"), settings).unwrap();
        let mut courier = open(&dir);
        courier.note(&alarms(&[("hama", alarm())]), now()).unwrap();
        assert_eq!(deliver(&mut courier, now().plus(30 * 60 - 1)), 0);
        courier.note(&alarms(&[("hama", state)]), now().plus(600)).unwrap();
        deliver(&mut courier, now().plus(30 * 60));
        assert_eq!(outcome(&dir).1.as_deref(), Some(tried_to));
    }
}

/// A day with so many incidents that the reports of some tell, and so many killed by what two claims have.
fn serious_day(day: &str, count: u32, killed: Option<(u32, u32)>) -> SeriousDayTold {
    SeriousDayTold {
        day: day.parse().unwrap(),
        count,
        expected: killed.is_none().then(|| shift().expected),
        killed,
        acts: [(Act::Shelling, count), (Act::AirStrike, 1)].into(),
        reports: (0..60).map(|index| format!("un/{index}")).collect(),
        noted: Vec::new(),
    }
}

/// One area that is calm, with these single days.
fn calm_but_for(days: Vec<SeriousDayTold>) -> Alarms {
    let mut alarms = alarms(&[("hama", State::Calm)]);
    alarms.areas[0].serious_days = days;
    alarms
}

#[test]
fn a_serious_day_is_told_once_then_if_it_grew_by_half_then_if_it_does_not_stand_any_more() {
    let dir = TempDir::new().unwrap();
    let mut courier = open(&dir);
    let long_ago = serious_day("2017-04-30", 90, None);
    let mut told = Vec::new();
    for (second, days) in (0..).zip([
        vec![long_ago.clone()],
        vec![long_ago, serious_day("2017-05-07", 20, None)],
        vec![serious_day("2017-05-07", 29, None)],
        vec![serious_day("2017-05-07", 30, None)],
        vec![serious_day("2017-05-07", 30, Some((0, 12)))],
        vec![],
        vec![],
        vec![serious_day("2017-05-07", 20, None)],
    ]) {
        told.push(courier.note(&calm_but_for(days), now().plus(second)).unwrap());
    }
    assert_eq!(told, [0, 1, 0, 1, 1, 1, 0, 1]);
    let all = Outbox::open(dir.path()).unwrap().last(9).unwrap();
    expect![[r#"
        hama-2017-05-07-day.1 Alert serious-day
        hama-2017-05-07-day.2 Update serious-day
        hama-2017-05-07-day.3 Update serious-day
        hama-2017-05-07-day.4 Cancel serious-day
        hama-2017-05-07-day.5 Alert serious-day
    "#]]
    .assert_eq(&all.iter().rev().map(told_of).collect::<String>());
}

fn told_of(message: &Message) -> String {
    told(std::slice::from_ref(message))
}

/// The day with a word of a seat on it.
fn with_a_word(day: SeriousDayTold) -> SeriousDayTold {
    let word = Noted {
        area: AreaId::new("hama").unwrap(),
        raised_on: day.day,
        on: day.day,
        says: AlarmWord::Seen,
        seat: SeatId::new("turkey").unwrap(),
        text: "A patrol goes.".to_owned(),
    };
    SeriousDayTold { noted: vec![word], ..day }
}

#[test]
fn the_next_address_is_told_of_a_serious_day_only_if_nobody_took_note_in_time() {
    let day = || serious_day("2017-05-07", 20, None);
    for (then, tried_to) in
        [(day(), "sent"), (with_a_word(day()), "given up: somebody took note before")]
    {
        let dir = TempDir::new().unwrap();
        let (address, _hear) = listener(vec![Manner::Answer("200 Ok")]);
        let settings = format!(
            "[[address]]\nname = \"duty\"\nwebhook = \"{address}\"\nsecret = \"both know\"\nafter_minutes = 30\n"
        );
        std::fs::write(dir.path().join("alarms.toml"), settings).unwrap();
        let mut courier = open(&dir);
        courier.note(&calm_but_for(vec![day()]), now()).unwrap();
        assert_eq!(deliver(&mut courier, now().plus(30 * 60 - 1)), 0);
        courier.note(&calm_but_for(vec![then]), now().plus(600)).unwrap();
        deliver(&mut courier, now().plus(30 * 60));
        let outbox = Outbox::open(dir.path()).unwrap();
        let ended = outbox.outcome("hama-2017-05-07-day.1/duty").unwrap().unwrap();
        assert_eq!(ended.1.as_deref(), Some(tried_to));
    }
}

#[test]
fn note_is_taken_of_a_serious_day_once_and_again_when_it_has_grown() {
    let day = |count| serious_day("2017-05-07", count, None);
    let (first, more) = (with_a_word(day(20)), with_a_word(day(30)));
    // Another word, after it had grown.
    let mut again = with_a_word(more.clone());
    again.noted.insert(0, more.noted[0].clone());
    let mut standing = Vec::new();
    let mut told: Vec<Message> = Vec::new();
    for one in [day(20), first.clone(), first, more.clone(), more, again.clone(), again] {
        let new = news(&standing, &calm_but_for(vec![one]), now());
        standing = if new.is_empty() { standing } else { new.clone() };
        told.extend(new);
    }
    let lines: Vec<String> = told
        .iter()
        .map(|message| {
            let by = message.acknowledged_by.as_ref().map_or("nobody", |seat| seat.as_str());
            format!("{} {:?} {by}", message.identifier(), message.kind)
        })
        .collect();
    expect![[r#"
        hama-2017-05-07-day.1 Alert nobody
        hama-2017-05-07-day.2 Update turkey
        hama-2017-05-07-day.3 Update nobody
        hama-2017-05-07-day.4 Update turkey"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn a_serious_day_and_a_rise_of_the_same_area_and_day_are_told_apart() {
    let dir = TempDir::new().unwrap();
    let mut courier = open(&dir);
    let mut both = alarms(&[("hama", alarm())]);
    both.areas[0].serious_days = vec![serious_day("2017-05-07", 20, None)];
    assert_eq!(courier.note(&both, now()).unwrap(), 2);
    assert_eq!(courier.note(&both, now().plus(1)).unwrap(), 0);
    let calm = calm_but_for(both.areas[0].serious_days.clone());
    assert_eq!(courier.note(&calm, now().plus(2)).unwrap(), 1);
    let all = Outbox::open(dir.path()).unwrap().last(9).unwrap();
    assert_eq!(all[0].identifier(), "hama-2017-05-07.2");
}

#[test]
fn a_serious_day_says_what_where_how_many_and_by_which_reports_and_no_text_or_source() {
    let agreement = agreement();
    let screen = Some("https://truce.example");
    let sender = Sender { agreement: &agreement, exercise: false, screen, seat: "un" };
    let standing =
        news(&[], &calm_but_for(vec![serious_day("2017-05-07", 20, Some((7, 31)))]), now());
    let [message] = standing.as_slice() else { panic!("{standing:?}") };
    let letter = plain(&sender.telling(Language::En).letter(message));
    expect![[r#"
        Serious day: Hama

        Hama, May 7, 2017 (2017-05-07): incidents on record: 20.
        People killed, at least: 7 by the claims with the fewest, 31 by those with the most.
        What is claimed: shelling (20), air strike (1).
        Reports behind it: un/0, un/1, un/2, un/3, un/4, un/5, un/6, un/7, un/8, un/9, un/10, un/11, un/12, un/13, un/14, un/15, un/16, un/17, un/18, un/19, un/20, un/21, un/22, un/23, un/24, un/25, un/26, un/27, un/28, un/29, un/30, un/31, un/32, un/33, un/34, un/35, un/36, un/37, un/38, un/39, un/40, un/41, un/42, un/43, un/44, un/45, un/46, un/47, un/48, un/49, and 10 more.
        One day is no level and raises no alarm. Nothing is found by it: it is not said why, nor by whom, nor whether an obligation was breached.

        https://truce.example/incidents?area=hama&since=2017-05-07&until=2017-05-07&counted=yes
    "#]].assert_eq(&letter);
    for language in Language::ALL {
        let letter = sender.telling(language).letter(message);
        assert!(letter.contains("un/49") && !letter.contains("un/50"), "{letter}");
        assert!(!letter.contains("told-serious"), "{letter}");
    }
    let cap = alert(message, &[], sender);
    in_order(&children(&cap, "alert"), &ALERT);
    in_order(&children(&cap, "info"), &INFO);
    assert!(cap.contains("un/49") && cap.contains("<severity>Unknown</severity>"), "{cap}");
    let written: serde_json::Value = serde_json::to_value(message).unwrap();
    assert_eq!(written["one_day"]["acts"]["shelling"], 20, "{written}");
    assert_eq!(written["one_day"]["killed"], serde_json::json!([7, 31]));
    assert_eq!(written["one_day"]["reports"].as_array().unwrap().len(), 50);
    assert_eq!(written["one_day"]["reports_in_all"], 60);
    assert_eq!(serde_json::from_value::<Message>(written).unwrap(), *message);
}

fn message(number: u32, kind: Kind) -> Message {
    Message {
        acknowledged_by: None,
        area: AreaId::new("hama").unwrap(),
        kind,
        level: Level::Alarm,
        number,
        one_day: None,
        onset: Some("2017-05-02".parse().unwrap()),
        sent: now().plus(i64::from(number) * 60),
        since: "2017-05-07".parse().unwrap(),
    }
}

/// The names of elements in the order of the schema of CAP 1.2, with whether each must be there.
const ALERT: [(&str, bool); 9] = [
    ("identifier", true),
    ("sender", true),
    ("sent", true),
    ("status", true),
    ("msgType", true),
    ("scope", true),
    ("note", false),
    ("references", false),
    ("info", false),
];
const INFO: [(&str, bool); 11] = [
    ("language", false),
    ("category", true),
    ("event", true),
    ("urgency", true),
    ("severity", true),
    ("certainty", true),
    ("onset", false),
    ("headline", false),
    ("description", false),
    ("web", false),
    ("area", false),
];

/// The elements directly inside the first of a name.
fn children(xml: &str, name: &str) -> Vec<String> {
    let inside = xml.split_once(&format!("<{name}")).unwrap().1.split_once('>').unwrap().1;
    let inside = inside.split_once(&format!("</{name}>")).unwrap().0;
    let (mut depth, mut found) = (0, Vec::new());
    for part in inside.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        if tag.starts_with('/') {
            depth -= 1;
        } else {
            if depth == 0 {
                found.push(tag.to_owned());
            }
            depth += 1;
        }
    }
    found
}

fn in_order(found: &[String], schema: &[(&str, bool)]) {
    let places: Vec<usize> = found
        .iter()
        .map(|name| schema.iter().position(|(known, _)| known == name).expect("an element of CAP"))
        .collect();
    assert!(places.is_sorted(), "{found:?}");
    for (name, must) in schema {
        assert!(!must || found.iter().any(|found| found == name), "{name} is missing");
    }
}

/// Without the marks that keep directions apart: they do not belong into a source file.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn cap_messages_have_the_elements_of_the_schema_in_its_order_and_its_words() {
    let agreement = agreement();
    let screen = Some("https://truce.example");
    let sender = Sender { agreement: &agreement, exercise: true, screen, seat: "un" };
    let before = [message(1, Kind::Alert)];
    let cap = alert(&message(2, Kind::Cancel), &before, sender);
    in_order(&children(&cap, "alert"), &ALERT);
    in_order(&children(&cap, "info"), &INFO);
    assert_eq!(children(&cap, "alert").iter().filter(|name| *name == "info").count(), 5);
    expect_file!["alarms/cancel.xml"].assert_eq(&plain(&cap));
    let noted = Message { acknowledged_by: SeatId::new("un").ok(), ..message(2, Kind::Update) };
    let noted = Message { level: Level::Acknowledged, ..noted };
    let cap = alert(&noted, &before, sender);
    in_order(&children(&cap, "alert"), &ALERT);
    assert!(cap.contains("<note>Acknowledged by the seat un.</note>"), "{cap}");
    let actual = alert(&message(1, Kind::Alert), &[], Sender { exercise: false, ..sender });
    assert!(actual.contains("<status>Actual</status>") && !actual.contains("<references>"));
}

#[test]
fn the_feed_names_each_message_by_an_address_and_an_identifier_that_stay() {
    let agreement = agreement();
    let sender = Sender { agreement: &agreement, exercise: false, screen: None, seat: "un" };
    let made = |sender| feed(&[message(2, Kind::Cancel), message(1, Kind::Alert)], sender);
    let whole = made(Sender { screen: Some("https://truce.example"), ..sender });
    assert!(whole.contains("href=\"https://truce.example/alarms/hama-2017-05-07.2.cap\""));
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom">
        <id>urn:truce:alarms:un</id>
        <title>Alarms of un</title>
        <updated>2017-05-08T06:02:00Z</updated>
        <author>
        <name>un</name>
        </author>
        <entry>
        <id>urn:truce:alarm:un:hama-2017-05-07.2</id>
        <title>Alarm over: Hama</title>
        <updated>2017-05-08T06:02:00Z</updated>
        <link rel="alternate" type="application/cap+xml" href="/alarms/hama-2017-05-07.2.cap"/>
        </entry>
        <entry>
        <id>urn:truce:alarm:un:hama-2017-05-07.1</id>
        <title>Alarm: Hama</title>
        <updated>2017-05-08T06:01:00Z</updated>
        <link rel="alternate" type="application/cap+xml" href="/alarms/hama-2017-05-07.1.cap"/>
        </entry>
        </feed>
    "#]]
    .assert_eq(&made(sender));
}
