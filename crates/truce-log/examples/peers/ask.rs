//! Nine requests to a witness, and what it must answer.
//!
//! The witness may be anybody's: what it answers is held against the specification, and against what ours would
//! have answered in its place.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use truce_log::tree::Tree;
use truce_log::witness::{Answer, Submission, decide, read_answer};
use truce_log::{Checkpoint, Extension, Hash, Head, Memory, Shelf, SigningKey, Tiles, VerifierKey};

use crate::Outcome;
use crate::logs::{entry, grow, head};

/// How long a witness has to come up, in steps of 50 ms.
const TRIES: u32 = 300;

/// How long it has for an answer.
const WAIT: Duration = Duration::from_secs(20);

/// The longest answer that is read, in bytes.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;

/// What is asked, and what must be answered.
struct Request {
    what: &'static str,
    submission: Submission,
    /// What is submitted, with a signature that holds.
    checkpoint: Checkpoint,
    status: u16,
}

/// What was answered.
struct Response {
    status: u16,
    kind: String,
    body: Vec<u8>,
}

/// Makes the nine requests. Whatever was cosigned is verified and kept in the folder, for others to verify.
pub fn nine(log: &SigningKey, url: &str, key: &VerifierKey, folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("keys"), format!("{}\n{key}\n", log.verifier()))?;
    let (mut held, mut list, mut faults): (Option<Head>, _, _) = (None, String::new(), 0);
    for (number, request) in requests(log)?.into_iter().enumerate() {
        let response = post(url, &request.submission.to_bytes())?;
        let answer = read_answer(
            response.status,
            &response.body,
            request.submission.old,
            &request.checkpoint,
            key,
        );
        let ours = decide(held.as_ref(), Some(&[log.verifier()]), &request.submission);
        let ours = ours.map_or_else(|declined| declined.status(), |_| 200);
        let fits = match &answer {
            Answer::Cosigned(_) => request.status == 200,
            Answer::Behind(size) => {
                request.status == 409
                    && response.kind == "text/x.tlog.size"
                    && held.as_ref().is_some_and(|held| held.size == *size)
            }
            Answer::Refused { status, .. } => request.status == *status && request.status != 409,
            Answer::Ahead(_) => false,
        };
        let verdict =
            if fits && ours == request.status { "as expected" } else { "NOT AS EXPECTED" };
        faults += i32::from(verdict != "as expected");
        let status = response.status;
        println!(
            "{:<36} {status}, ours {ours}, wanted {}: {verdict}",
            request.what, request.status
        );
        if let Answer::Cosigned(line) = answer {
            let mut checkpoint = request.checkpoint;
            held = Some(checkpoint.head().clone());
            checkpoint.add(line, key)?;
            fs::write(folder.join("checkpoint"), checkpoint.to_bytes())?;
            fs::write(folder.join(format!("cosigned-{number}")), checkpoint.to_bytes())?;
            list += &format!("cosigned-{number} keep 0 0\n");
        } else {
            println!("    {}", String::from_utf8_lossy(&response.body).trim_end());
        }
    }
    fs::write(folder.join("list"), list)?;
    if faults == 0 { Ok(()) } else { Err(format!("answers that are wrong: {faults}").into()) }
}

/// A log of 80,000 entries, and another that is the same for the first 1,000, all signed by one key.
fn requests(log: &SigningKey) -> Outcome<Vec<Request>> {
    let straight = Memory::default();
    let tree = grow(&straight, &Tree::default(), 0, 80_000)?;
    let straight = Tiles::open(&straight, &head(log.name(), &tree))?;
    let forked = Memory::default();
    let tree = grow_forked(&forked, 1_000, 75_000)?;
    let forked = Tiles::open(&forked, &head(log.name(), &tree))?;

    let at = |tiles: &Tiles<'_>, size| -> Outcome<Checkpoint> {
        let head = Head { origin: log.name().to_owned(), size, root: tiles.root_at(size)? };
        Ok(Checkpoint::sign(&head, log)?)
    };
    let request = |what, old, proof: Vec<Hash>, checkpoint: Checkpoint, status| Request {
        what,
        submission: Submission::new(old, proof, &checkpoint),
        checkpoint,
        status,
    };
    let mut failing = request(
        "a signature that fails",
        70_000,
        straight.consistency(70_000, 80_000)?,
        at(&straight, 80_000)?,
        403,
    );
    failing.submission.checkpoint = with_another_signature(&failing.checkpoint)?;
    Ok(vec![
        request("first, 0 to 1,000", 0, vec![], at(&straight, 1_000)?, 200),
        request(
            "grown, 1,000 to 70,000",
            1_000,
            straight.consistency(1_000, 70_000)?,
            at(&straight, 70_000)?,
            200,
        ),
        request(
            "an old size that is out of date",
            1_000,
            straight.consistency(1_000, 75_000)?,
            at(&straight, 75_000)?,
            409,
        ),
        request(
            "a fork, with the fork's own proof",
            70_000,
            forked.consistency(70_000, 75_000)?,
            at(&forked, 75_000)?,
            422,
        ),
        request("the same size, another root", 70_000, vec![], at(&forked, 70_000)?, 422),
        failing,
        request("an old size beyond the new one", 80_000, vec![], at(&straight, 75_000)?, 400),
        request(
            "grown, 70,000 to 80,000",
            70_000,
            straight.consistency(70_000, 80_000)?,
            at(&straight, 80_000)?,
            200,
        ),
        request("the same again", 80_000, vec![], at(&straight, 80_000)?, 200),
    ])
}

fn grow_forked(shelf: &dyn Shelf, common: u64, size: u64) -> Outcome<Tree> {
    let mut extension = Extension::begin(shelf, &Tree::default())?;
    for index in 0..size {
        extension.push(&entry(u64::from(index >= common), index))?;
    }
    Ok(extension.finish()?)
}

/// The checkpoint with one bit of its log's signature turned.
fn with_another_signature(checkpoint: &Checkpoint) -> Outcome<Vec<u8>> {
    let mut note = truce_log::Note::parse(&checkpoint.to_bytes())?;
    let byte = note.signatures[0].bytes.last_mut().ok_or("a signature of no bytes")?;
    *byte ^= 1;
    Ok(note.to_string().into_bytes())
}

/// Posts a body to a witness on this machine.
fn post(url: &str, body: &[u8]) -> Outcome<Response> {
    let place = url.strip_prefix("http://").ok_or("not an address that begins with http://")?;
    let (host, prefix) = place.split_once('/').unwrap_or((place, ""));
    let address: SocketAddrV4 = host.parse()?;
    if *address.ip() != Ipv4Addr::LOCALHOST {
        return Err("only witnesses on this machine are asked".into());
    }
    let mut stream = connect(address)?;
    stream.set_read_timeout(Some(WAIT))?;
    stream.set_write_timeout(Some(WAIT))?;
    let prefix = prefix.trim_end_matches('/');
    let path = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
    write!(
        stream,
        "POST {path}/add-checkpoint HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    read_response(&answer)
}

fn connect(address: SocketAddrV4) -> Outcome<TcpStream> {
    let mut tries = 0;
    loop {
        match TcpStream::connect(address) {
            Ok(stream) => return Ok(stream),
            Err(fault) if tries == TRIES => {
                return Err(format!("no witness at {address}: {fault}").into());
            }
            Err(_) => sleep(Duration::from_millis(50)),
        }
        tries += 1;
    }
}

/// Reads an answer that ends with its connection; one in chunks is not understood.
fn read_response(answer: &[u8]) -> Outcome<Response> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no end of headers")?;
    let headers = std::str::from_utf8(&answer[..end])?;
    let mut lines = headers.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no status")?;
    let mut kind = String::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        match name.to_ascii_lowercase().as_str() {
            "content-type" => value.trim().clone_into(&mut kind),
            "transfer-encoding" => return Err("an answer in chunks".into()),
            _ => (),
        }
    }
    Ok(Response { status: status.parse()?, kind, body: answer[end + 4..].to_vec() })
}
