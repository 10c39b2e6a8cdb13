//! The witness of `truce serve`, asked over HTTP: nine requests, and what it must answer.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use truce::host::card::PublicCard;
use truce::keys::{self, Passphrase};
use truce::node::Node;
use truce_log::witness::{Answer, Submission, read_answer};
use truce_log::{
    Checkpoint, Extension, Hash, Head, Memory, Note, SigningKey, Tiles, Tree, VerifierKey,
};

use crate::seats::Table;

/// What is asked, and what must be answered.
struct Request {
    what: &'static str,
    submission: Submission,
    checkpoint: Checkpoint,
    status: u16,
}

/// What was answered.
struct Response {
    status: u16,
    kind: String,
    body: Vec<u8>,
}

fn post(at: &str, body: &[u8]) -> Response {
    let mut stream = TcpStream::connect(at).unwrap();
    let head = format!(
        "POST /witness/add-checkpoint HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // A server that refuses a long body may do so before it came to its end.
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap().to_lowercase();
    let kind =
        head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Response { status, kind: kind.to_owned(), body: answer[end + 4..].to_vec() }
}

/// A log of so many entries; from `common` on they are others.
fn grown(shelf: &Memory, common: u64, size: u64) -> Tree {
    let mut extension = Extension::begin(shelf, &Tree::default()).unwrap();
    for index in 0..size {
        extension.push(format!("{index} {}", index >= common).as_bytes()).unwrap();
    }
    extension.finish().unwrap()
}

fn requests(log: &SigningKey, stranger: &SigningKey) -> Vec<Request> {
    let (shelf, forked_shelf) = (Memory::default(), Memory::default());
    let head =
        |tree: Tree| Head { origin: log.name().to_owned(), size: tree.size(), root: tree.root() };
    let straight = Tiles::open(&shelf, &head(grown(&shelf, 900, 900))).unwrap();
    let forked = Tiles::open(&forked_shelf, &head(grown(&forked_shelf, 100, 900))).unwrap();
    let at = |tiles: &Tiles<'_>, size| {
        let head = Head { origin: log.name().to_owned(), size, root: tiles.root_at(size).unwrap() };
        Checkpoint::sign(&head, log).unwrap()
    };
    let request = |what, old, proof: Vec<Hash>, checkpoint: Checkpoint, status| Request {
        what,
        submission: Submission::new(old, proof, &checkpoint),
        checkpoint,
        status,
    };
    let proof = |tiles: &Tiles<'_>, old, size| tiles.consistency(old, size).unwrap();
    let mut failing =
        request("a failing signature", 700, proof(&straight, 700, 800), at(&straight, 800), 403);
    let mut note = Note::parse(&failing.submission.checkpoint).unwrap();
    *note.signatures[0].bytes.last_mut().unwrap() ^= 1;
    failing.submission.checkpoint = note.to_string().into_bytes();
    let unknown = Head { origin: stranger.name().to_owned(), ..at(&straight, 800).head().clone() };
    let unknown = Checkpoint::sign(&unknown, stranger).unwrap();
    vec![
        request("the first", 0, vec![], at(&straight, 100), 200),
        request("grown", 100, proof(&straight, 100, 700), at(&straight, 700), 200),
        request(
            "an old size out of date",
            100,
            proof(&straight, 100, 800),
            at(&straight, 800),
            409,
        ),
        request("a fork with its own proof", 700, proof(&forked, 700, 800), at(&forked, 800), 422),
        request("the same size, another root", 700, vec![], at(&forked, 700), 422),
        failing,
        request("an old size beyond the new", 800, vec![], at(&straight, 750), 400),
        request("a log that nobody knows", 0, vec![], unknown, 404),
        request("grown again", 700, proof(&straight, 700, 900), at(&straight, 900), 200),
        request("the same again", 900, vec![], at(&straight, 900), 200),
    ]
}

#[test]
fn the_witness_answers_as_the_specification_says_and_remembers_across_a_kill() {
    let (_table, mut seats) = Table::serving(&["russia", "un"]);
    let log = keys::open(&seats[0].dir, &Passphrase::none()).unwrap().log;
    let card = PublicCard::of(&Node::open(&seats[1].dir).unwrap()).unwrap();
    let key: VerifierKey = card.witness.parse().unwrap();
    let stranger =
        SigningKey::from_seed("nobody.example/log", truce_log::KeyKind::Log, [7; 32]).unwrap();
    let un = &mut seats[1];
    crate::seats::until("the witness signs", || un.status().signs == "yes");
    let mut held = 0;
    for request in requests(&log, &stranger) {
        let Request { what, submission, checkpoint, status } = request;
        let answered = post(&un.at, &submission.to_bytes());
        assert_eq!(
            answered.status,
            status,
            "{what}: {} {} {:?} {}",
            String::from_utf8_lossy(&answered.body),
            un.at,
            un.status(),
            un.told()
        );
        match read_answer(answered.status, &answered.body, submission.old, &checkpoint, &key) {
            Answer::Cosigned(_) => held = checkpoint.head().size,
            Answer::Behind(size) => {
                assert_eq!((size, answered.kind.as_str()), (held, "text/x.tlog.size"), "{what}");
            }
            Answer::Refused { .. } => assert!(status >= 400 && status != 409, "{what}"),
            Answer::Ahead(size) => panic!("{what}: ahead, at {size}"),
        }
        // What it cosigned it remembers, whatever becomes of the program.
        un.kill();
        un.serve(crate::seats::MAY);
    }
    assert_eq!(held, 900);
    // The signed words that did not fit are kept.
    assert_eq!(std::fs::read_dir(un.dir.join("conflicts")).unwrap().count(), 2);
}

#[test]
fn requests_that_are_none_are_refused_and_the_witness_stays_up() {
    let (_table, mut seats) = Table::serving(&["russia", "un"]);
    let un = &mut seats[1];
    let many = format!("old 1\n{}\n", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64));
    let long = vec![b'a'; 3 << 20];
    crate::seats::until("the witness signs", || un.status().signs == "yes");
    for body in
        [&b""[..], b"old 0\n", b"old 00\n\n", b"old 0\r\n\r\n", &[0xff; 300], many.as_bytes()]
    {
        assert_eq!(post(&un.at, body).status, 400, "{}", String::from_utf8_lossy(body));
    }
    assert!([400, 413].contains(&post(&un.at, &long).status));
    assert!(un.is_up());
}
