//! What a node serves: its public files, and its witness.
//!
//! | path | what |
//! |---|---|
//! | `GET /<log>/checkpoint`, `/<log>/settled` | the newest checkpoint; the last that a quorum stands behind |
//! | `GET /<log>/tile/...` | tiles and bundles, as tlog-tiles has them |
//! | `GET /mirror/<hex SHA-256 of the origin>/...` | the same, as tlog-mirror has them |
//! | `GET /logs` | which logs there are |
//! | `GET /card` | this seat's public keys |
//! | `GET /evidence/<sha256>` | evidence, as it is sealed |
//! | `POST /witness/add-checkpoint` | tlog-witness |
//!
//! Everything else is the screen's: [`crate::screen`].
//!
//! Everything but the witness is a file of `DIR/public`, so any server of
//! static files can do the rest. TLS is the business of what stands before it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use sha2::{Digest as _, Sha256};
use tokio::sync::{Semaphore, oneshot};
use tokio_util::io::ReaderStream;
use truce_core::agreement::Agreement;
use truce_core::id::SeatId;
use truce_log::shelf::room;
use truce_log::tile::TilePath;
use truce_log::witness::SUBMISSION_BYTES_MAX;

use crate::evidence::{BlobId, Store};
use crate::host::Replied;
use crate::host::card;
use crate::host::disk::{LOGS, hex};
use crate::screen::{self, Screen};

/// How many files are read at once, and how many cosignatures asked for.
const AT_ONCE: usize = 64;
/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A request to cosign, on its way to the host.
#[derive(Debug)]
pub struct Wanted {
    /// The body of the request.
    pub body: Vec<u8>,
    /// Where the reply goes.
    pub reply: oneshot::Sender<Replied>,
}

/// What the one thread that works in the folder is called for.
#[derive(Debug)]
pub enum Call {
    /// An answer came from a peer or a witness.
    Heard,
    /// Somebody wants a cosignature.
    Wanted(Wanted),
}

/// What the handlers need.
#[derive(Debug)]
pub struct Site {
    /// The agreement's word on origins.
    pub agreement: Agreement,
    /// The node's folder.
    pub dir: PathBuf,
    /// `DIR/public`.
    pub public: PathBuf,
    /// To the host.
    pub calls: Sender<Call>,
}

#[derive(Clone)]
struct Shared {
    asking: Arc<Semaphore>,
    room: Arc<Semaphore>,
    site: Arc<Site>,
}

/// All routes: the node's public files, and the screen.
pub fn routes(site: Site, screen: Arc<Screen>) -> Router {
    let places = || Arc::new(Semaphore::new(AT_ONCE));
    let shared = Shared { asking: places(), room: places(), site: Arc::new(site) };
    Router::new()
        .route("/", get(front))
        .route("/card", get(the_card))
        .route("/logs", get(the_logs))
        .route("/evidence/{sha256}", get(evidence))
        .route("/mirror/{origin}/{*path}", get(mirrored))
        .route("/witness/add-checkpoint", post(add_checkpoint))
        .route("/{log}/{*path}", get(published))
        .layer(DefaultBodyLimit::max(SUBMISSION_BYTES_MAX))
        .with_state(shared)
        .merge(screen::routes(screen))
}

/// What is here, as text; whoever asks for a page is led to the screen.
async fn front(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let accepts = headers.get(header::ACCEPT).and_then(|accepts| accepts.to_str().ok());
    if accepts.is_some_and(|accepts| accepts.contains("text/html")) {
        return Redirect::to("/situation").into_response();
    }
    let logs = logs(&shared.site);
    let mut text = String::from("truce: the public files of a seat's node.\n\n");
    for log in logs {
        text.push_str(&format!("/{log}/checkpoint\n"));
    }
    text.push_str("/card\n\ntruce verify URL/LOG --key KEY checks a log; a bulletin names the heads it was made from.\n");
    text.into_response()
}

/// The logs that are published here.
fn logs(site: &Site) -> Vec<SeatId> {
    let listed = std::fs::read_dir(&site.public).into_iter().flatten().flatten();
    let names = listed.filter_map(|item| SeatId::new(item.file_name().to_str()?).ok());
    let mut logs: Vec<SeatId> =
        names.filter(|log| site.public.join(log.as_str()).is_dir()).collect();
    logs.sort();
    logs
}

async fn the_card(State(shared): State<Shared>) -> Response {
    file(&shared, shared.site.public.join(card::FILE), 16 << 10, "text/plain; charset=utf-8", SHORT)
        .await
}

async fn the_logs(State(shared): State<Shared>) -> Response {
    file(&shared, shared.site.public.join(LOGS), 64 << 10, "text/plain; charset=utf-8", SHORT).await
}

/// Evidence, as it is sealed: whoever has no key has nothing.
async fn evidence(State(shared): State<Shared>, Path(sha256): Path<String>) -> Response {
    let Ok(id) = sha256.parse::<BlobId>() else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(_place) = shared.room.acquire().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let dir = shared.site.dir.clone();
    let opened =
        tokio::task::spawn_blocking(move || Store::new(&dir, u64::MAX).open_ciphertext(id));
    let Ok(Ok(Some(found))) = opened.await else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_LENGTH, HeaderValue::from(found.length)),
        (header::CACHE_CONTROL, HeaderValue::from_static(LONG)),
    ];
    let file = tokio::fs::File::from_std(found.file);
    (headers, Body::from_stream(ReaderStream::new(file))).into_response()
}

async fn published(
    State(shared): State<Shared>,
    Path((log, path)): Path<(String, String)>,
) -> Response {
    match SeatId::new(&log) {
        Ok(log) => of_log(&shared, &log, &path).await,
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn mirrored(
    State(shared): State<Shared>,
    Path((origin, path)): Path<(String, String)>,
) -> Response {
    let of = |log: &SeatId| hex(&Sha256::digest(shared.site.agreement.origin(log)));
    match logs(&shared.site).into_iter().find(|log| of(log) == origin) {
        Some(log) => of_log(&shared, &log, &path).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

const SHORT: &str = "public, max-age=1";
const LONG: &str = "public, max-age=604800, immutable";

async fn of_log(shared: &Shared, log: &SeatId, path: &str) -> Response {
    // Only what can be a public file of a log is looked for.
    let Ok(most) = room(path) else { return StatusCode::NOT_FOUND.into_response() };
    let (kind, kept) = if TilePath::from_path(path).is_ok() {
        ("application/octet-stream", LONG)
    } else {
        ("text/plain; charset=utf-8", SHORT)
    };
    let whole = shared.site.public.join(log.as_str()).join(path);
    file(shared, whole, most, kind, kept).await
}

async fn file(
    shared: &Shared,
    path: PathBuf,
    most: usize,
    kind: &'static str,
    kept: &'static str,
) -> Response {
    let Ok(_place) = shared.room.acquire().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let read = tokio::time::timeout(TIMEOUT, tokio::fs::read(path)).await;
    match read {
        Ok(Ok(bytes)) if bytes.len() <= most => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
                (header::CACHE_CONTROL, HeaderValue::from_static(kept)),
                (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            ];
            (headers, bytes).into_response()
        }
        Ok(Ok(_)) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Ok(Err(_)) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}

async fn add_checkpoint(State(shared): State<Shared>, body: Bytes) -> Response {
    let (reply, answer) = oneshot::channel();
    let busy = || StatusCode::SERVICE_UNAVAILABLE.into_response();
    // Who asks too much at once is told so, and keeps nobody from reading.
    let Ok(_place) = shared.asking.try_acquire() else { return busy() };
    if shared.site.calls.send(Call::Wanted(Wanted { body: body.to_vec(), reply })).is_err() {
        return busy();
    }
    match tokio::time::timeout(TIMEOUT, answer).await {
        Ok(Ok((status, kind, body))) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(kind))];
            (status, kind, body).into_response()
        }
        _ => busy(),
    }
}
