//! A server's files, read over HTTP as if they were a folder.

use std::time::Duration;

use truce_log::shelf::{Shelf, ShelfFault, room};

use super::bundles::AT_ONCE;

/// How long a small file may take, from the first byte asked to the last one read.
const PATIENCE: Duration = Duration::from_secs(20);
/// A line that carries less than this many bytes a second is as good as none.
const RATE_MIN: u64 = 16 << 10;

/// To how many peers at once connections are kept open.
const PEERS: usize = 8;

/// A client for all peers; keeps connections open.
///
/// It follows no redirect: where a peer is found is what a person said, no more.
#[must_use]
pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_connect(Some(Duration::from_secs(5)))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections_per_host(AT_ONCE)
        .max_idle_connections(AT_ONCE.saturating_mul(PEERS))
        .user_agent(concat!("truce/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

/// How long a file of so many bytes at most may take.
fn patience(most: u64) -> Duration {
    PATIENCE.saturating_add(Duration::from_secs(most / RATE_MIN))
}

/// The files under a URL. It is read only.
#[derive(Debug, Clone)]
pub struct Remote {
    agent: ureq::Agent,
    base: String,
}

impl Remote {
    /// The files under a URL without a slash at its end.
    #[must_use]
    pub fn new(agent: &ureq::Agent, base: &str) -> Self {
        Self { agent: agent.clone(), base: base.to_owned() }
    }
}

fn fault(path: &str, why: &dyn std::fmt::Display) -> ShelfFault {
    ShelfFault::Away { doing: "read", path: path.to_owned(), why: why.to_string() }
}

/// Reads one file with a bound; none if there is none.
///
/// # Errors
/// In words: not reached, another status, or too long.
pub fn get(agent: &ureq::Agent, url: &str, most: usize) -> Result<Option<Vec<u8>>, String> {
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let asked = agent.get(url).config().timeout_global(Some(patience(most))).build();
    let mut answer = asked.call().map_err(|fault| fault.to_string())?;
    match answer.status().as_u16() {
        200 => {}
        404 | 410 => return Ok(None),
        status => return Err(format!("the server answered with status {status}")),
    }
    // The client's own limit refuses a body that just reaches it.
    let limit = most.saturating_add(1);
    let body = answer.body_mut().with_config().limit(limit).read_to_vec();
    body.map(Some).map_err(|fault| fault.to_string())
}

/// Posts a small body; returns the status and the answer, of at most 64 KiB.
///
/// # Errors
/// In words: not reached, or the answer is too long.
pub fn post(agent: &ureq::Agent, url: &str, body: &[u8]) -> Result<(u16, Vec<u8>), String> {
    let request = agent.post(url).config().timeout_global(Some(PATIENCE)).build();
    let sent = request.header("content-type", "text/plain; charset=utf-8").send(body);
    let mut answer = sent.map_err(|fault| fault.to_string())?;
    let status = answer.status().as_u16();
    let read = answer.body_mut().with_config().limit(64 << 10).read_to_vec();
    read.map(|body| (status, body)).map_err(|fault| fault.to_string())
}

impl Shelf for Remote {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        let url = format!("{}/{path}", self.base);
        get(&self.agent, &url, room(path)?).map_err(|why| fault(path, &why))
    }

    fn put(&self, path: &str, _bytes: &[u8]) -> Result<(), ShelfFault> {
        Err(fault(path, &"files of another server are only read"))
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.put(path, bytes)
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        Ok(())
    }
}
