//! In which order a node wants things done, as text.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::{Expect, expect};
use truce_core::id::SeatId;
use truce_log::key::{KeyKind, SigningKey};
use truce_log::tree::{Hash, Tree, leaf};
use truce_log::{Checkpoint, Head};
use truce_node::{
    Answer, Config, Effect, Found, FoundLog, Held, Input, Node, OwnKeys, PeerKeys, Question, Quorum,
};

/// A disk on which nothing is found.
struct Nothing;

impl Held for Nothing {
    fn root_at(&self, _: &SeatId, _: u64) -> Option<Hash> {
        None
    }
    fn consistency(&self, _: &SeatId, _: u64, _: u64) -> Option<Vec<Hash>> {
        None
    }
}

fn seat(name: &str) -> SeatId {
    SeatId::new(name).unwrap()
}

fn key(name: &str, kind: KeyKind) -> SigningKey {
    let byte = name.bytes().fold(0u8, u8::wrapping_add);
    SigningKey::from_seed(name, kind, [byte; 32]).unwrap()
}

fn origin(log: &str) -> String {
    format!("truce/test/{log}")
}

/// The node of `a`, with the peers `b` and `c`.
fn config() -> Config {
    let peer = |log: &str| PeerKeys {
        log: key(&origin(log), KeyKind::Log).verifier(),
        mirror: key(&format!("{}/mirror", origin(log)), KeyKind::Cosigner).verifier(),
    };
    Config {
        enough: 2,
        heartbeat_s: 60,
        instance: "truce/test/".to_owned(),
        keys: OwnKeys {
            log: vec![key(&origin("a"), KeyKind::Log)],
            mirror: key(&format!("{}/mirror", origin("a")), KeyKind::Cosigner),
            witness: key(&format!("{}/witness", origin("a")), KeyKind::Cosigner),
        },
        log: seat("a"),
        peers: ["b", "c"].map(|log| (seat(log), peer(log))).into(),
        quorum: Quorum { cosigners: 2, mirrors: 2 },
        round_s: 10,
        seat: seat("a"),
        seats: ["a", "b", "c"].map(seat).into(),
        witnesses: Vec::new(),
    }
}

fn entries(log: &str, count: u64) -> Vec<Vec<u8>> {
    (0..count).map(|index| format!("{log} {index}").into_bytes()).collect()
}

fn tree(entries: &[Vec<u8>]) -> Tree {
    entries.iter().map(|entry| leaf(entry)).collect()
}

fn checkpoint(log: &str, entries: &[Vec<u8>]) -> Vec<u8> {
    let tree = tree(entries);
    let head = Head { origin: origin(log), size: tree.size(), root: tree.root() };
    Checkpoint::sign(&head, &key(&origin(log), KeyKind::Log)).unwrap().to_bytes()
}

/// Effects in words.
fn words(effects: &[Effect]) -> String {
    let word = |effect: &Effect| match effect {
        Effect::Append(entries) => format!("append {}", entries.len()),
        Effect::Stage { log, first, entries } => format!("stage {log} {first}+{}", entries.len()),
        Effect::Unstage(log) => format!("unstage {log}"),
        Effect::Commit(log) => format!("commit {log}"),
        Effect::Adopt { base } => format!("adopt from {base}"),
        Effect::Extend { log, size } => format!("extend {log} to {size}"),
        Effect::Persist(state) => {
            let mirrored: Vec<String> = state
                .mirror
                .iter()
                .map(|(log, signed)| format!("{log} {}", signed.at.size))
                .collect();
            format!("persist own {:?} mirror {mirrored:?}", state.own.map(|own| own.size))
        }
        Effect::Publish { log, checkpoint, settled } => {
            let lines = String::from_utf8_lossy(checkpoint).matches('\u{2014}').count();
            format!("publish {log} with {lines} lines{}", if *settled { ", settled" } else { "" })
        }
        Effect::Ask { peer, question } => match question {
            Question::Checkpoint { log } => format!("ask {peer} for {log}"),
            Question::Entries { log, from, to } => format!("ask {peer} for {log} {from}..{to}"),
            Question::Common { log, .. } => format!("ask {peer} what is common of {log}"),
        },
        Effect::AskWitness { witness, .. } => format!("ask the witness {witness}"),
        Effect::Reply { status, .. } => format!("reply {status}"),
        Effect::Keep(_) => "keep".to_owned(),
        Effect::Tell(event) => format!("tell: {event}"),
    };
    effects.iter().map(|effect| word(effect) + "\n").collect()
}

fn check(effects: &[Effect], expected: Expect) {
    expected.assert_eq(&words(effects));
}

fn opened(continuous: bool) -> Node {
    let own = FoundLog { tree: tree(&entries("a", 3)), ..FoundLog::default() };
    let logs = BTreeMap::from([(seat("a"), own)]);
    let state = Some(truce_node::State::default());
    Node::open(config(), Found { continuous, logs, state, ..Found::default() })
}

#[test]
fn a_head_is_published_after_its_tiles_and_the_word_about_to_sign_are_durable() {
    check(
        &opened(true).handle(Input::Tick { now: 100 }, &Nothing),
        expect![[r#"
        extend a to 3
        persist own Some(3) mirror []
        publish a with 1 lines
        ask b for a
        ask b for b
        ask b for c
        ask c for a
        ask c for b
        ask c for c
    "#]],
    );
}

#[test]
fn a_disk_that_may_have_been_put_back_asks_and_signs_nothing() {
    let mut node = opened(false);
    check(
        &node.handle(Input::Tick { now: 100 }, &Nothing),
        expect![[r#"
        ask b for a
        ask b for b
        ask b for c
        ask c for a
        ask c for b
        ask c for c
    "#]],
    );
    let mut asked = BTreeSet::new();
    for peer in ["b", "c"] {
        for log in ["a", "b", "c"] {
            let question = Question::Checkpoint { log: seat(log) };
            let answer = Input::Answer { peer: seat(peer), question, answer: Answer::Nothing };
            let effects = node.handle(answer, &Nothing);
            assert!(asked.insert((peer, log)) && (effects.is_empty() || (peer, log) == ("c", "c")));
            if (peer, log) == ("c", "c") {
                check(
                    &effects,
                    expect![[r#"
                    extend a to 3
                    persist own Some(3) mirror []
                    publish a with 1 lines
                "#]],
                );
            }
        }
    }
}

#[test]
fn what_a_peer_shows_is_cosigned_after_it_is_held() {
    let mut node = opened(true);
    node.handle(Input::Tick { now: 100 }, &Nothing);
    let all = entries("b", 5);
    let question = Question::Checkpoint { log: seat("b") };
    let answer = Answer::Checkpoint(checkpoint("b", &all));
    let shown = Input::Answer { peer: seat("c"), question, answer };
    check(
        &node.handle(shown, &Nothing),
        expect![[r#"
        unstage b
        ask c for b 0..5
    "#]],
    );
    let question = Question::Entries { log: seat("b"), from: 0, to: 5 };
    let given = Input::Answer { peer: seat("c"), question, answer: Answer::Entries(all) };
    check(
        &node.handle(given, &Nothing),
        expect![[r#"
        stage b 0+5
        commit b
        extend b to 5
        persist own Some(3) mirror ["b 5"]
        publish b with 2 lines
        tell: holds 5 entries of `b`
    "#]],
    );
}

#[test]
fn entries_that_do_not_give_the_head_are_not_taken() {
    let mut node = opened(true);
    node.handle(Input::Tick { now: 100 }, &Nothing);
    let question = Question::Checkpoint { log: seat("b") };
    let answer = Answer::Checkpoint(checkpoint("b", &entries("b", 5)));
    node.handle(Input::Answer { peer: seat("c"), question, answer }, &Nothing);
    let question = Question::Entries { log: seat("b"), from: 0, to: 5 };
    let wrong = Answer::Entries(entries("x", 5));
    check(
        &node.handle(Input::Answer { peer: seat("c"), question, answer: wrong }, &Nothing),
        expect![[r#"
            stage b 0+5
            unstage b
            tell: what `c` shows of the log `b` cannot be used: its entries do not give the head that it shows
        "#]],
    );
}

#[test]
fn more_of_ones_own_log_than_one_signed_is_fetched_back_before_anything_is_signed() {
    let mut node = opened(false);
    node.handle(Input::Tick { now: 100 }, &Nothing);
    let all = entries("a", 4);
    let question = Question::Checkpoint { log: seat("a") };
    let answer = Answer::Checkpoint(checkpoint("a", &all));
    check(
        &node.handle(Input::Answer { peer: seat("b"), question, answer }, &Nothing),
        expect![[r#"
            tell: not signing: `b` holds 4 entries of this seat's own log and this disk 0: it was put back from a backup; fetching the log back
            unstage a
            ask b for a 0..4
        "#]],
    );
    let question = Question::Entries { log: seat("a"), from: 0, to: 4 };
    check(
        &node.handle(
            Input::Answer { peer: seat("b"), question, answer: Answer::Entries(all) },
            &Nothing,
        ),
        expect![[r#"
            stage a 0+4
            adopt from 0
            extend a to 4
            persist own Some(4) mirror []
            publish a with 1 lines
            tell: this seat's own log is whole again, with 4 entries
        "#]],
    );
}

#[test]
fn a_peer_that_does_not_answer_is_asked_half_as_often_each_round_however_many_logs_there_are() {
    let mut node = opened(true);
    let mut asked_at = Vec::new();
    for now in 0..200 {
        let effects = node.handle(Input::Tick { now }, &Nothing);
        let questions: Vec<Question> = effects
            .into_iter()
            .filter_map(|effect| {
                let Effect::Ask { peer, question } = effect else { return None };
                (peer == seat("b")).then_some(question)
            })
            .collect();
        if !questions.is_empty() {
            asked_at.push(now);
        }
        for question in questions {
            let answer = Answer::Unreachable;
            node.handle(Input::Answer { peer: seat("b"), question, answer }, &Nothing);
        }
    }
    // A round is 10 s: after it 20, 40, 80.
    assert_eq!(asked_at, [0, 20, 60, 140]);
}
