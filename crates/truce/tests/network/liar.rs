//! A server that answers what it likes, in the place of a peer.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What it does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manner {
    /// Files from a folder, but these in the place of others.
    Files(PathBuf, BTreeMap<String, Vec<u8>>),
    /// Bytes that mean nothing.
    Garbage,
    /// A body without end, as fast as it goes.
    Huge,
    /// A body that comes byte by byte and never ends.
    Endless,
    /// The connection is taken, and nothing is said.
    Silent,
    /// Go and ask there.
    Redirect(String),
    /// An error.
    Status(u16),
    /// Something that is no HTTP.
    Babble,
}

/// The server; its threads end with the test's program.
pub struct Liar {
    pub at: String,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Liar {
    pub fn new(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap().to_string();
        let manner = Arc::new(Mutex::new(manner));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let liar = Self { at, manner, asked };
        let (manner, asked) = (Arc::clone(&liar.manner), Arc::clone(&liar.asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (manner, asked) = (Arc::clone(&manner), Arc::clone(&asked));
                thread::spawn(move || answer(&stream, &manner, &asked));
            }
        });
        liar
    }

    /// From now on it behaves like this; what it was asked before is forgotten.
    pub fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
        self.asked.lock().unwrap().clear();
    }

    /// For which paths it was asked since.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Answers one request on a connection. A reader that goes away is no fault.
fn answer(stream: &TcpStream, manner: &Mutex<Manner>, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(path) = lines.next().and_then(|line| line.split(' ').nth(1).map(str::to_owned)) else {
        return;
    };
    // The rest of the head; bodies are not read.
    let _ = lines.take_while(|line| !line.is_empty()).count();
    asked.lock().unwrap().push(path.clone());
    let manner = manner.lock().unwrap().clone();
    let _ = say(stream, &path, manner);
}

fn say(mut out: &TcpStream, path: &str, manner: Manner) -> std::io::Result<()> {
    const OK: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
    let whole = |mut out: &TcpStream, body: &[u8]| {
        write!(out, "{OK}Content-Length: {}\r\n\r\n", body.len())?;
        out.write_all(body)
    };
    match manner {
        Manner::Files(dir, others) => {
            match others.get(path).cloned().or_else(|| read(&dir, path)) {
                Some(body) => whole(out, &body),
                None => out.write_all(
                    b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                ),
            }
        }
        Manner::Garbage => whole(out, &[0xfe; 3_000]),
        Manner::Huge => {
            write!(out, "{OK}Content-Length: 1000000000000\r\n\r\n")?;
            loop {
                out.write_all(&[b'a'; 1 << 16])?;
            }
        }
        Manner::Endless => {
            write!(out, "{OK}Transfer-Encoding: chunked\r\n\r\n")?;
            loop {
                out.write_all(b"1\r\na\r\n")?;
                thread::sleep(Duration::from_millis(50));
            }
        }
        Manner::Silent => loop {
            thread::sleep(Duration::from_secs(3_600));
        },
        Manner::Redirect(to) => {
            write!(
                out,
                "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: {to}{path}\r\nContent-Length: 0\r\n\r\n"
            )
        }
        Manner::Status(status) => {
            write!(out, "HTTP/1.1 {status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        }
        Manner::Babble => out.write_all(&[0; 100_000]),
    }
}

fn read(dir: &Path, path: &str) -> Option<Vec<u8>> {
    std::fs::read(dir.join(path.trim_start_matches('/'))).ok()
}
