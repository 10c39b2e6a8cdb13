//! A witness's decisions, case by case, and how its answers are read.

mod branch;

use branch::{Branch, MAIN, ORIGIN, log};
use expect_test::expect;
use proptest::prelude::*;
use truce_log::Head;
use truce_log::key::{KeyKind, SigningKey};
use truce_log::note::{NOTE_BYTES_MAX, NoteSignature};
use truce_log::tree::{Hash, empty_root};
use truce_log::witness::{Answer, Declined, SUBMISSION_BYTES_MAX, Submission, decide, read_answer};

/// A request for a cosignature, as an honest log sends it.
fn asks(branch: Branch, old: u64, size: u64) -> Submission {
    Submission::new(old, branch.proof(old, size), &branch.checkpoint(size))
}

/// What a witness that last cosigned `held` entries answers to a request.
fn answer(held: Option<u64>, body: &[u8]) -> String {
    let last = held.map(|size| MAIN.head(size));
    let keys = [log(1).verifier(), log(2).verifier()];
    let decided = Submission::parse(body).map_err(Declined::from).and_then(|submission| {
        assert_eq!(submission.to_bytes(), body, "what is read is written again to the byte");
        let known = (submission.origin() == Some(ORIGIN)).then_some(&keys[..]);
        decide(last.as_ref(), known, &submission)
    });
    match decided {
        Ok(checkpoint) => format!("200 cosigned at {}", checkpoint.head().size),
        Err(declined) => {
            let (status, body) = (declined.status(), declined.body());
            let size = if declined.content_type() == "text/x.tlog.size" { " size" } else { "" };
            let kept = if declined.evidence().is_some() { ", kept as evidence" } else { "" };
            format!("{status}{size} {}{kept}", body.strip_suffix('\n').unwrap())
        }
    }
}

fn table(cases: &[(&str, Option<u64>, Vec<u8>)]) -> String {
    let rows = cases.iter().map(|(name, held, body)| format!("{name}: {}\n", answer(*held, body)));
    rows.collect()
}

/// A first request whose checkpoint has this text, signed with the key of this seed.
fn with_text(text: &str, seed: u8) -> Vec<u8> {
    format!("old 0\n\n{text}\n{}", by(text, seed)).into_bytes()
}

/// Any text signed as the log signs, whether or not it is a head.
fn by(text: &str, seed: u8) -> NoteSignature {
    use ed25519_dalek::Signer as _;
    let bytes = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]).sign(text.as_bytes());
    let id = log(seed).verifier().id();
    NoteSignature { name: ORIGIN.to_owned(), id, bytes: bytes.to_bytes().to_vec() }
}

fn edited(from: Submission, edit: impl FnOnce(&mut Submission)) -> Vec<u8> {
    let mut submission = from;
    edit(&mut submission);
    submission.to_bytes()
}

fn replaced(from: &Submission, old: &str, new: &str) -> Vec<u8> {
    String::from_utf8(from.to_bytes()).unwrap().replacen(old, new, 1).into_bytes()
}

#[test]
fn what_continues_the_last_head_is_cosigned() {
    let grows = asks(MAIN, 3, 5);
    let both = format!("{}{}", MAIN.checkpoint(5), by(&MAIN.head(5).to_string(), 2));
    let twice = format!("{0}{1}{1}", MAIN.checkpoint(5), by(&MAIN.head(5).to_string(), 1));
    let foreign = format!("{}— foreign AAAAAAA=\n", MAIN.checkpoint(5));
    let largest = Head { size: i64::MAX as u64, ..MAIN.head(5) };
    expect![[r#"
        the first: 200 cosigned at 3
        the first, of an empty log: 200 cosigned at 0
        an empty log again: 200 cosigned at 0
        the first entries: 200 cosigned at 3
        growth: 200 cosigned at 5
        growth to a full tree: 200 cosigned at 8
        growth from a full tree: 200 cosigned at 13
        nothing new: 200 cosigned at 5
        the largest size there is: 200 cosigned at 9223372036854775807
        the other key of the log: 200 cosigned at 5
        both keys of the log: 200 cosigned at 5
        the same line three times: 200 cosigned at 5
        a foreign line too: 200 cosigned at 5
    "#]]
    .assert_eq(&table(&[
        ("the first", None, asks(MAIN, 0, 3).to_bytes()),
        ("the first, of an empty log", None, asks(MAIN, 0, 0).to_bytes()),
        ("an empty log again", Some(0), asks(MAIN, 0, 0).to_bytes()),
        ("the first entries", Some(0), asks(MAIN, 0, 3).to_bytes()),
        ("growth", Some(3), grows.to_bytes()),
        ("growth to a full tree", Some(7), asks(MAIN, 7, 8).to_bytes()),
        ("growth from a full tree", Some(8), asks(MAIN, 8, 13).to_bytes()),
        ("nothing new", Some(5), asks(MAIN, 5, 5).to_bytes()),
        ("the largest size there is", None, with_text(&largest.to_string(), 1)),
        ("the other key of the log", None, with_text(&MAIN.head(5).to_string(), 2)),
        (
            "both keys of the log",
            Some(3),
            edited(grows.clone(), |s| s.checkpoint = both.into_bytes()),
        ),
        (
            "the same line three times",
            Some(3),
            edited(grows.clone(), |s| s.checkpoint = twice.into_bytes()),
        ),
        ("a foreign line too", Some(3), edited(grows, |s| s.checkpoint = foreign.into_bytes())),
    ]));
}

#[test]
fn what_does_not_continue_it_is_not_cosigned() {
    let grows = asks(MAIN, 3, 5);
    let forked = Branch { fork: 2 };
    let later = Branch { fork: 4 };
    let bad_empty = format!("{ORIGIN}\n0\n{}\n", MAIN.head(5).root_text());
    expect![[r#"
        no old size known: 409 size 3
        old size too small: 409 size 3
        old size too large: 409 size 3
        old size where nothing was cosigned: 409 size 0
        a smaller checkpoint: 409 size 5
        a smaller checkpoint, old size held: 400 the old size 5 is larger than the checkpoint's, which is 3
        old size beyond: 400 the old size 4 is larger than the checkpoint's, which is 3
        old size far beyond: 400 the old size 9223372036854775807 is larger than the checkpoint's, which is 5
        same size, other root: 422 this is another root for the size that was cosigned last, kept as evidence
        same size, other root, some proof: 422 this is another root for the size that was cosigned last, kept as evidence
        a fork that grows: 422 the checkpoint is not shown to continue what was cosigned last: the proof leads to another root: the entry, the proof or a root is not genuine, kept as evidence
        a branch that begins behind the last head: 200 cosigned at 5
        no proof: 422 the checkpoint is not shown to continue what was cosigned last: a proof for these sizes has another number of hashes than 0, kept as evidence
        a hash too few: 422 the checkpoint is not shown to continue what was cosigned last: a proof for these sizes has another number of hashes than 1, kept as evidence
        a hash too many: 422 the checkpoint is not shown to continue what was cosigned last: a proof for these sizes has another number of hashes than 5, kept as evidence
        a wrong hash: 422 the checkpoint is not shown to continue what was cosigned last: the proof leads to another root: the entry, the proof or a root is not genuine, kept as evidence
        63 hashes: 422 the checkpoint is not shown to continue what was cosigned last: a proof for these sizes has another number of hashes than 63, kept as evidence
        a proof from nothing: 422 the checkpoint is not shown to continue what was cosigned last: a proof for these sizes has another number of hashes than 1, kept as evidence
        a proof of nothing new: 422 the checkpoint is not shown to continue what was cosigned last: a proof for these sizes has another number of hashes than 1, kept as evidence
        an empty log with a root: 422 the size is 0, but the root is not that of an empty log
    "#]].assert_eq(&table(&[
        ("no old size known", Some(3), asks(MAIN, 0, 5).to_bytes()),
        ("old size too small", Some(3), asks(MAIN, 2, 5).to_bytes()),
        ("old size too large", Some(3), asks(MAIN, 4, 5).to_bytes()),
        ("old size where nothing was cosigned", None, asks(MAIN, 3, 5).to_bytes()),
        ("a smaller checkpoint", Some(5), asks(MAIN, 3, 3).to_bytes()),
        ("a smaller checkpoint, old size held", Some(5), edited(asks(MAIN, 3, 3), |s| s.old = 5)),
        ("old size beyond", Some(3), edited(asks(MAIN, 3, 3), |s| s.old = 4)),
        ("old size far beyond", Some(3), edited(grows.clone(), |s| s.old = i64::MAX as u64)),
        ("same size, other root", Some(5), asks(forked, 5, 5).to_bytes()),
        ("same size, other root, some proof", Some(5), edited(asks(forked, 5, 5), |s| s.proof = vec![[7; 32]])),
        ("a fork that grows", Some(3), asks(forked, 3, 5).to_bytes()),
        ("a branch that begins behind the last head", Some(3), asks(later, 3, 5).to_bytes()),
        ("no proof", Some(3), edited(grows.clone(), |s| s.proof.clear())),
        ("a hash too few", Some(3), edited(grows.clone(), |s| s.proof.truncate(1))),
        ("a hash too many", Some(3), edited(grows.clone(), |s| s.proof.push([7; 32]))),
        ("a wrong hash", Some(3), edited(grows.clone(), |s| s.proof[1][9] ^= 1)),
        ("63 hashes", Some(3), edited(grows, |s| s.proof = vec![[7; 32]; 63])),
        ("a proof from nothing", None, edited(asks(MAIN, 0, 5), |s| s.proof = vec![[7; 32]])),
        ("a proof of nothing new", Some(5), edited(asks(MAIN, 5, 5), |s| s.proof = vec![[7; 32]])),
        ("an empty log with a root", None, with_text(&bad_empty, 1)),
    ]));
}

#[test]
fn what_its_log_did_not_sign_is_not_cosigned() {
    let text = MAIN.head(5).to_string();
    let other = text.replace("/log", "/fog");
    let beside = format!("old 0\n\n{}{}", MAIN.checkpoint(5), by("another head", 2));
    let twice = format!("old 0\n\n{}{}", MAIN.checkpoint(5), by("another head", 1));
    let cosigner = SigningKey::from_seed(ORIGIN, KeyKind::Cosigner, [1; 32]).unwrap();
    let cosigned = MAIN.checkpoint(5).cosign(&cosigner, 7).unwrap();
    expect![[r#"
        a log that is not known: 404 the log `example.com/fog` is not cosigned here
        a log that is not known, no head: 400 a head has three lines: origin, size and root
        an unknown key: 403 the checkpoint of `example.com/log` is not signed by a known key of that log
        a signature of something else: 403 a signature that names the key `example.com/log+9be5d3c6` does not hold: the checkpoint was changed or forged
        one key holds, the other fails: 403 a signature that names the key `example.com/log+b07fbc77` does not hold: the checkpoint was changed or forged
        one line holds, another of that key fails: 403 a signature that names the key `example.com/log+9be5d3c6` does not hold: the checkpoint was changed or forged
        the log's key used as a cosigner's: 403 the checkpoint of `example.com/log` is not signed by a known key of that log
    "#]].assert_eq(&table(&[
        ("a log that is not known", None, with_text(&other, 1)),
        ("a log that is not known, no head", None, with_text("example.com/fog\n5\n", 1)),
        ("an unknown key", None, with_text(&text, 3)),
        ("a signature of something else", None, format!("old 0\n\n{text}\n{}", by("", 1)).into_bytes()),
        ("one key holds, the other fails", None, beside.into_bytes()),
        ("one line holds, another of that key fails", None, twice.into_bytes()),
        ("the log's key used as a cosigner's", None, format!("old 0\n\n{text}\n{cosigned}").into_bytes()),
    ]));
}

#[test]
fn a_request_without_an_old_size_is_not_understood() {
    let grows = asks(MAIN, 3, 5);
    let body = |text: &str| format!("{text}{}", MAIN.checkpoint(5)).into_bytes();
    expect![[r#"
        nothing: 400 the first line is `old` and a size without leading zeros
        only a checkpoint: 400 the first line is `old` and a size without leading zeros
        no number: 400 the first line is `old` and a size without leading zeros
        a blank number: 400 the first line is `old` and a size without leading zeros
        a leading zero: 400 the first line is `old` and a size without leading zeros
        a sign: 400 the first line is `old` and a size without leading zeros
        a negative number: 400 the first line is `old` and a size without leading zeros
        two spaces: 400 the first line is `old` and a size without leading zeros
        a space behind: 400 the first line is `old` and a size without leading zeros
        a capital: 400 the first line is `old` and a size without leading zeros
        a number of 64 bits: 400 the first line is `old` and a size without leading zeros
        a number of a hundred digits: 400 the first line is `old` and a size without leading zeros
        carriage returns above: 400 the first line is `old` and a size without leading zeros
    "#]]
    .assert_eq(&table(&[
        ("nothing", None, Vec::new()),
        ("only a checkpoint", None, body("")),
        ("no number", None, body("old\n\n")),
        ("a blank number", None, body("old \n\n")),
        ("a leading zero", Some(3), replaced(&grows, "old 3", "old 03")),
        ("a sign", Some(3), replaced(&grows, "old 3", "old +3")),
        ("a negative number", Some(3), replaced(&grows, "old 3", "old -3")),
        ("two spaces", Some(3), replaced(&grows, "old 3", "old  3")),
        ("a space behind", Some(3), replaced(&grows, "old 3", "old 3 ")),
        ("a capital", Some(3), replaced(&grows, "old 3", "Old 3")),
        ("a number of 64 bits", None, body("old 9223372036854775808\n\n")),
        ("a number of a hundred digits", None, body(&format!("old {}\n\n", "9".repeat(100)))),
        ("carriage returns above", Some(3), replaced(&grows, "old 3\n", "old 3\r\n")),
    ]));
}

#[test]
fn what_cannot_be_read_is_not_cosigned() {
    let grows = asks(MAIN, 3, 5);
    let first_hash =
        String::from_utf8(grows.to_bytes()).unwrap().lines().nth(1).unwrap().to_owned();
    let stray = format!("{}V=", &first_hash[..42]);
    let body = |text: &str| format!("{text}{}", MAIN.checkpoint(5)).into_bytes();
    let mut unended = grows.to_bytes();
    unended.pop();
    let extended = format!("{}more\n", MAIN.head(5));
    let beyond = format!("{ORIGIN}\n9223372036854775808\n{}\n", MAIN.head(5).root_text());
    expect![[r#"
        carriage returns below: 400 a note has no control characters but newlines; byte 15 is one
        no blank line: 400 line 2 is neither a hash in base64 nor blank
        two blank lines: 400 a head has three lines: origin, size and root
        a hash without padding: 400 line 2 is neither a hash in base64 nor blank
        a hash with stray bits: 400 line 2 is neither a hash in base64 nor blank
        a hash of 33 bytes: 400 line 2 is neither a hash in base64 nor blank
        64 hashes: 400 a consistency proof has at most 63 lines
        no checkpoint: 400 there is no blank line between text and signatures
        an unended checkpoint: 400 below the blank line stand one or more signature lines, each with its newline
        something behind the checkpoint: 400 below the blank line stand one or more signature lines, each with its newline
        another encoding: 400 a note is written in UTF-8; byte 3 is not
        an extension line: 400 a head has three lines: origin, size and root
        a size beyond the largest: 400 the size is a number from 0 to 9223372036854775807 without leading zeros, not "9223372036854775808"
        65 signatures: 400 a note has at most 64 signatures
        a checkpoint of half a megabyte: 400 a request has at most 265004 bytes, this has 524475
        a checkpoint just too long: 400 a note has at most 262144 bytes, this has 262145
    "#]].assert_eq(&table(&[
        ("carriage returns below", Some(3), replaced(&grows, "\n5\n", "\r\n5\r\n")),
        ("no blank line", None, body("old 0\n")),
        ("two blank lines", None, body("old 0\n\n\n")),
        ("a hash without padding", Some(3), replaced(&grows, &first_hash, &first_hash[..43])),
        ("a hash with stray bits", Some(3), replaced(&grows, &first_hash, &stray)),
        ("a hash of 33 bytes", Some(3), replaced(&grows, &first_hash, &first_hash.replace('=', "A"))),
        ("64 hashes", Some(3), edited(grows.clone(), |s| s.proof = vec![[7; 32]; 64])),
        ("no checkpoint", Some(3), edited(grows.clone(), |s| s.checkpoint.clear())),
        ("an unended checkpoint", Some(3), unended),
        ("something behind the checkpoint", Some(3), edited(grows.clone(), |s| s.checkpoint.push(b'\n'))),
        ("another encoding", Some(3), edited(grows.clone(), |s| s.checkpoint[3] = 0xff)),
        ("an extension line", None, with_text(&extended, 1)),
        ("a size beyond the largest", None, with_text(&beyond, 1)),
        ("65 signatures", None, [body("old 0\n\n"), "— a AAAAAAA=\n".repeat(64).into_bytes()].concat()),
        ("a checkpoint of half a megabyte", Some(3), edited(grows, |s| s.checkpoint = vec![b'a'; 2 * NOTE_BYTES_MAX])),
        ("a checkpoint just too long", None, [b"old 0\n\n".to_vec(), vec![b'a'; NOTE_BYTES_MAX + 1]].concat()),
    ]));
}

#[test]
fn the_longest_request_that_can_be_right_is_read() {
    let proof = vec![[7; 32]; 63];
    let longest =
        Submission { old: i64::MAX as u64, proof, checkpoint: vec![b'a'; NOTE_BYTES_MAX] };
    assert!(longest.to_bytes().len() <= SUBMISSION_BYTES_MAX);
    assert_eq!(Submission::parse(&longest.to_bytes()), Ok(longest));
}

#[test]
fn a_late_client_gets_the_size_and_nothing_else() {
    let keys = [log(1).verifier()];
    let declined = decide(Some(&MAIN.head(3)), Some(&keys), &asks(MAIN, 0, 5)).unwrap_err();
    assert_eq!((declined.status(), &*declined.body()), (409, "3\n"));
    assert_eq!(declined.content_type(), "text/x.tlog.size");
    let declined = decide(Some(&MAIN.head(3)), None, &asks(MAIN, 0, 5)).unwrap_err();
    assert_eq!((declined.status(), declined.content_type()), (404, "text/plain; charset=utf-8"));
}

#[test]
fn the_example_of_the_specification_is_read() {
    let body = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";
    let submission = Submission::parse(body.as_bytes()).unwrap();
    assert_eq!((submission.old, submission.proof.len()), (20_852_014, 4));
    assert_eq!(submission.origin(), Some("example.com/behind-the-sofa"));
    assert_eq!(submission.to_bytes(), body.as_bytes());
}

/// How an answer to a request from size 3 to size 5 is read.
fn read(status: u16, body: impl AsRef<[u8]>) -> String {
    let key = cosigner(7).verifier();
    match read_answer(status, body.as_ref(), 3, &MAIN.checkpoint(5), &key) {
        Answer::Cosigned(line) => {
            let mut checkpoint = MAIN.checkpoint(5);
            checkpoint.add(line, &key).unwrap();
            format!("cosigned at {:?}", checkpoint.cosigned(&key))
        }
        Answer::Behind(size) => format!("behind, at {size}"),
        Answer::Ahead(size) => format!("ahead, at {size}"),
        Answer::Refused { status, words } => format!("refused with {status}: {words}"),
    }
}

fn cosigner(seed: u8) -> SigningKey {
    SigningKey::from_seed("witness.example/w1", KeyKind::Cosigner, [seed; 32]).unwrap()
}

#[test]
fn an_answer_counts_only_if_its_cosignature_holds() {
    let line = |size, seed, time| MAIN.checkpoint(size).cosign(&cosigner(seed), time).unwrap();
    let (good, foreign) = (line(5, 7, 50), line(5, 8, 50));
    let mut forged = good.clone();
    forged.bytes[20] ^= 1;
    let answers = [
        ("one line", read(200, good.to_string())),
        ("beside a foreign line", read(200, format!("{foreign}{good}"))),
        ("two, the later second", read(200, format!("{good}{}", line(5, 7, 60)))),
        ("two, the later first", read(200, format!("{}{good}", line(5, 7, 60)))),
        ("only a foreign line", read(200, foreign.to_string())),
        ("of another checkpoint", read(200, line(4, 7, 50).to_string())),
        ("forged", read(200, forged.to_string())),
        ("one holds, one is forged", read(200, format!("{good}{forged}"))),
        ("nothing", read(200, "")),
        ("unended", read(200, good.to_string().trim_end())),
        ("a whole note", read(200, format!("{}{good}", MAIN.checkpoint(5)))),
        ("no text", read(200, b"\xff\n")),
        ("not quite success", read(201, good.to_string())),
    ];
    expect![[r#"
        one line: cosigned at Some(50)
        beside a foreign line: cosigned at Some(50)
        two, the later second: cosigned at Some(60)
        two, the later first: cosigned at Some(60)
        only a foreign line: refused with 200: the answer has no cosignature by `witness.example/w1+aa4a09d1`
        of another checkpoint: refused with 200: the cosignature by `witness.example/w1+aa4a09d1` does not hold for this head
        forged: refused with 200: the cosignature by `witness.example/w1+aa4a09d1` does not hold for this head
        one holds, one is forged: refused with 200: the cosignature by `witness.example/w1+aa4a09d1` does not hold for this head
        nothing: refused with 200: below the blank line stand one or more signature lines, each with its newline
        unended: refused with 200: below the blank line stand one or more signature lines, each with its newline
        a whole note: refused with 200: a signature line is a long dash, a name and base64 of at least 5 bytes, not `example.com/log`
        no text: refused with 200: the answer is not in UTF-8
        not quite success: refused with 201: — witness.example/w1 qkoJ0QAAAAAAAAAy5h2zOqpP4HLYlBsEzKs6vA3kasYFlaD+xitdUOkUdDx…
    "#]].assert_eq(&answers.map(|(name, read)| format!("{name}: {read}\n")).concat());
}

#[test]
fn a_conflict_without_another_size_is_a_refusal_and_so_is_every_other_status() {
    let answers = [
        ("less than was stated", read(409, "0\n")),
        ("between", read(409, "4\n")),
        ("all of it", read(409, "5\n")),
        ("more", read(409, "6\n")),
        ("the stated size", read(409, "3\n")),
        ("no newline", read(409, "4")),
        ("two lines", read(409, "4\n4\n")),
        ("a leading zero", read(409, "04\n")),
        ("words", read(409, "another root for this size\n")),
        ("bad proof", read(422, "bad \u{7}proof\r\n")),
        ("a size, but no conflict", read(422, "4\n")),
        ("forbidden", read(403, "")),
        ("broken", read(500, vec![b'x'; 5000])),
        ("moved", read(302, "")),
    ];
    expect![[r#"
        less than was stated: behind, at 0
        between: behind, at 4
        all of it: behind, at 5
        more: ahead, at 6
        the stated size: refused with 409: 3
        no newline: refused with 409: 4
        two lines: refused with 409: 4\n4
        a leading zero: refused with 409: 04
        words: refused with 409: another root for this size
        bad proof: refused with 422: bad \u{7}proof
        a size, but no conflict: refused with 422: 4
        forbidden: refused with 403: it gives no reason
        broken: refused with 500: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
        moved: refused with 302: it gives no reason
    "#]].assert_eq(&answers.map(|(name, read)| format!("{name}: {read}\n")).concat());
}

#[test]
fn another_root_at_the_same_size_is_a_refusal_in_the_old_text_and_in_the_new() {
    let forked = Branch { fork: 2 };
    let keys = [log(1).verifier()];
    let declined = decide(Some(&MAIN.head(5)), Some(&keys), &asks(forked, 5, 5)).unwrap_err();
    assert_eq!(declined.evidence(), Some(&forked.checkpoint(5)));
    for (status, body) in
        [(declined.status(), declined.body()), (409, String::new()), (409, "5\n".to_owned())]
    {
        let read =
            read_answer(status, body.as_bytes(), 5, &forked.checkpoint(5), &cosigner(7).verifier());
        assert!(matches!(read, Answer::Refused { .. }), "{status} {body}");
    }
}

proptest! {
    #[test]
    fn a_witness_never_leaves_the_branch_that_it_began(
        requests in prop::collection::vec((0..12u64, 0..12u64, any::<bool>(), any::<bool>()), 1..30)
    ) {
        let keys = [log(1).verifier()];
        let fork = Branch { fork: 4 };
        let mut cosigned: Vec<(u64, Hash)> = Vec::new();
        let mut last: Option<Head> = None;
        for (old, size, forked, honest) in requests {
            let branch = if forked { fork } else { MAIN };
            let old = if honest { last.as_ref().map_or(0, |head| head.size) } else { old };
            let submission = asks(branch, old.min(size), size);
            if let Ok(checkpoint) = decide(last.as_ref(), Some(&keys), &submission) {
                cosigned.push((size, checkpoint.head().root));
                last = Some(checkpoint.head().clone());
            }
        }
        prop_assert!(cosigned.is_sorted_by_key(|(size, _)| *size));
        let on = |branch: Branch| cosigned.iter().all(|(size, root)| branch.head(*size).root == *root);
        prop_assert!(on(MAIN) || on(fork));
    }

    #[test]
    fn no_bytes_make_the_readers_fall(body in prop::collection::vec(any::<u8>(), 0..300), tail in "(?s).{0,60}", at: prop::sample::Index, status in 199..600u16) {
        answer(Some(3), &body);
        let mut nearly = asks(MAIN, 3, 5).to_bytes();
        let at = at.index(nearly.len());
        nearly.splice(at..at, tail.bytes());
        answer(Some(3), &nearly);
        read(status, &body);
        read(200, tail);
    }
}

#[test]
fn an_empty_tree_has_the_root_that_everybody_knows() {
    assert_eq!(MAIN.head(0).root, empty_root());
}
