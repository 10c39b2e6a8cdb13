//! The duty officer's screen: what people see of a seat's node, in their language.
//!
//! Pages are HTML from templates (`screen/templates`), messages from Fluent files (`screen/messages`), style and script
//! from `screen/assets`; all of it is built in. A page is one file in [`pages`], one template, its messages, a line in
//! [`routes`] and its test.
//!
//! # In scope
//! Showing what the picture and the index say; who reads it and may change something ([`logins`]).
//!
//! # Out of scope
//! Deciding anything about the field. The node's public files: [`crate::web`].

pub mod asked;
pub mod assets;
pub mod changed;
pub mod choices;
pub mod drawn;
pub mod growth;
pub mod language;
pub mod latest;
pub mod layers;
pub mod live;
pub mod logins;
pub mod overview;
pub mod page;
pub mod pages;
pub mod phrases;
pub mod problem;
pub mod proxies;
pub mod reader;
pub mod reasons;
pub mod reckoned;
pub mod safety;
pub mod shapes;
pub mod shapes_of_signals;
pub mod terms;
pub mod tongue;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get, post};
use tokio::sync::{Semaphore, watch};
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use truce_core::agreement::Agreement;
use truce_core::id::SeatId;
use truce_core::time::Moment;
use truce_signals::alarm::Promise;
use truce_signals::told::Alarms;

use self::latest::{Drawn, Latest};
use self::logins::Logins;
use self::logins::passkeys::realm::Realm;
use self::problem::Problem;
use self::proxies::Proxies;
use self::reckoned::Reckoned;
use crate::alarms_out::settings::Settings;
use crate::failure::{Failure, Outcome};
use crate::index::tables::Tables;
use crate::node::Node;

/// What tells the time.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// How long a request may take, its body included, if nobody says otherwise.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many requests may work on something at once, off the threads that answer.
const WORKING: usize = 16;

/// The first parts of all addresses of the screen and of the node's public files: no log may be named so.
pub const TAKEN: [&str; 23] = [
    "account",
    "agreement",
    "alarms",
    "api",
    "assets",
    "bulletins",
    "card",
    "cases",
    "choose",
    "evidence",
    "incidents",
    "live",
    "logins",
    "logs",
    "map",
    "mirror",
    "reconciliation",
    "record",
    "set-up",
    "sign-in",
    "signals",
    "situation",
    "witness",
];

/// What is answered while the screen is locked, besides what only reads.
pub const OPEN_WHILE_LOCKED: [&str; 8] = [
    "/account/sign-out",
    "/choose",
    "/logins/end",
    "/logins/lock",
    "/logins/passkeys/remove",
    "/sign-in",
    "/sign-in/passkey",
    "/sign-in/passkey/ask",
];

/// What the pages need.
pub struct Screen {
    /// The agreement.
    pub agreement: Agreement,
    /// How often there was news of alarms since the server began.
    pub alarm_news: watch::Sender<u64>,
    /// The alarms, as far as they are reckoned.
    pub alarms: Reckoned<pages::alarms::Key, Option<Alarms>>,
    /// What tells the time.
    pub clock: Clock,
    /// The node's folder.
    pub dir: PathBuf,
    /// The file of the index.
    index: PathBuf,
    /// The last picture.
    pub latest: Arc<Latest>,
    /// How many more pages may listen.
    pub listeners: Arc<Semaphore>,
    /// Who may sign in.
    pub logins: Logins,
    /// How long a request may take, its body included.
    pub patience: Duration,
    /// The promise under which alarms are reckoned.
    pub promise: Promise,
    /// The proxies that are believed when they say for whom they ask.
    pub proxies: Proxies,
    /// Under which address people open it, if passkeys are good there.
    pub realm: Option<Realm>,
    /// Whose node it is.
    pub seat: SeatId,
    /// The signals, as far as they are reckoned.
    pub signals: Reckoned<pages::signals::Key, Option<pages::signals::Told>>,
    /// Turns true when the server is told to stop.
    pub stopping: watch::Sender<bool>,
    working: Semaphore,
}

impl Screen {
    /// The screen of a node.
    ///
    /// # Errors
    /// If a log would stand in a page's place, or the logins cannot be opened.
    pub fn open(node: Node, latest: Arc<Latest>, clock: Clock) -> Outcome<Self> {
        let seats = node.agreement.seat_ids();
        if let Some(why) = seats.iter().chain([&node.log]).find_map(shadows) {
            return Err(why);
        }
        let logins = Logins::open(&node.dir, Arc::clone(&clock))?;
        let index = node.index_path();
        let promise = Settings::read(&node.dir)?.promise();
        Ok(Self {
            agreement: node.agreement,
            alarm_news: watch::Sender::new(0),
            alarms: Reckoned::default(),
            clock,
            dir: node.dir,
            index,
            latest,
            listeners: Arc::new(Semaphore::new(live::LISTENERS_MAX)),
            logins,
            patience: PATIENCE,
            realm: None,
            promise,
            proxies: Proxies::default(),
            seat: node.seat,
            signals: Reckoned::default(),
            stopping: watch::Sender::new(false),
            working: Semaphore::new(WORKING),
        })
    }

    /// The seat's name for a reader.
    #[must_use]
    pub fn seat_name(&self) -> String {
        self.agreement.seat(&self.seat).map_or_else(|| self.seat.to_string(), |s| s.name.clone())
    }

    /// The last picture.
    ///
    /// # Errors
    /// [`Problem::NotYet`] while the first is being derived.
    pub fn drawn(&self) -> Result<Arc<Drawn>, Problem> {
        self.latest.get().ok_or(Problem::NotYet)
    }

    /// The tables of the index, for a thread that may wait for a disk: see [`Screen::work`].
    ///
    /// # Errors
    /// [`Problem::Failed`] if they cannot be read.
    pub fn tables(&self) -> Result<Tables, Problem> {
        Tables::open_at(&self.index).map_err(|failure| failed(&failure))
    }

    /// Does what may take a while, or reads a disk, off the threads that answer; so many at once, and no more.
    ///
    /// # Errors
    /// [`Problem::Failed`] if it ended in the middle.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        what: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let screen = Arc::clone(self);
        let Ok(_place) = self.working.acquire().await else { return Err(Problem::Failed) };
        tokio::task::spawn_blocking(move || what(&screen)).await.map_err(|_| Problem::Failed)
    }
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "screen of {}", self.seat)
    }
}

/// What a reader is told of a failure that only whoever runs the node can mend.
pub(crate) fn failed(failure: &Failure) -> Problem {
    eprintln!("{failure}");
    Problem::Failed
}

/// Why a log of that name cannot be served beside the pages, if it cannot.
fn shadows(log: &SeatId) -> Option<Failure> {
    TAKEN.contains(&log.as_str()).then(|| {
        Failure::cannot(format!(
            "a seat named `{log}` cannot be served: /{log} is a page of the screen; give the seat another name in the agreement"
        ))
    })
}

/// All pages.
pub fn routes(screen: Arc<Screen>) -> Router {
    let pages = Router::new()
        .route("/situation", get(pages::situation::show))
        .route("/situation/seen", post(pages::situation::see))
        .route("/incidents", get(pages::incidents::show))
        .route("/incidents/filters", post(pages::filters::change))
        .route("/incidents/triage", post(pages::triage::change))
        .route("/incidents/tasks", get(pages::tasks::show).post(pages::tasks::set))
        .route(
            "/incidents/{log}/{index}",
            get(pages::incident::show).post(pages::judgements::judge),
        )
        .route("/reconciliation", get(pages::reconciliation::show))
        .route("/cases", get(pages::cases::show).post(pages::take_up::open))
        .route("/cases/{log}/{index}", get(pages::case::show))
        .route("/map", get(pages::map::show))
        .route("/agreement", get(pages::agreement::show))
        .route("/bulletins", get(pages::bulletins::list))
        .route("/bulletins/{day}", get(pages::bulletins::day))
        .route("/bulletins/{day}/{layout}", get(pages::bulletins::laid_out))
        .route("/record", get(pages::record::show))
        .route("/signals", get(pages::signals::show))
        .route("/alarms", get(pages::alarms::show).post(pages::alarms::acknowledge))
        .route("/alarms/feed.atom", get(pages::alarms_feed::feed))
        .route("/alarms/{name}", get(pages::alarms_feed::message))
        .route("/api/v1/signals", get(pages::signals::data))
        .route("/api/v1/alarms", get(pages::alarms::data))
        .route("/api", get(pages::api::describe))
        .route("/api/v1/openapi.json", get(pages::api::openapi))
        .route("/api/v1/situation", get(pages::api::situation))
        .route("/api/v1/incidents", get(pages::incidents::data))
        .route("/api/v1/incidents/{log}/{index}", get(pages::incident::data))
        .route("/api/v1/reconciliation", get(pages::reconciliation::data))
        .route("/api/v1/cases", get(pages::cases::data))
        .route("/api/v1/cases/{log}/{index}", get(pages::case::data))
        .route("/api/v1/map", get(pages::map_data::features))
        .route("/api/v1/map/days", get(pages::map_data::days))
        .route("/api/v1/map/outlines", get(pages::map_data::outlines))
        .route("/api/v1/map/layers/{name}", get(pages::map_data::layer))
        .route("/api/v1/map/layers/{name}/{z}/{x}/{y}", get(pages::map_data::tile))
        .route("/api/{*rest}", any(no_such_page))
        .route("/choose", post(choices::choose))
        .route("/live", get(live::listen))
        .route("/assets/{name}", get(assets::serve))
        .merge(logins::pages::routes())
        .fallback(no_such_page)
        .method_not_allowed_fallback(other_method)
        .layer(DefaultBodyLimit::max(safety::BODY_BYTES_MAX));
    // Read from below: the last is the first that a request meets.
    pages
        .layer(from_fn_with_state(Arc::clone(&screen), safety::guard))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, screen.patience))
        .layer(from_fn(problem::in_words))
        .layer(from_fn_with_state(Arc::clone(&screen), reader::know))
        .layer(from_fn(safety::tag))
        .layer(CompressionLayer::new())
        .layer(from_fn(safety::headers))
        .with_state(screen)
}

async fn no_such_page() -> Response {
    Problem::NoSuchPage.into_response()
}

async fn other_method() -> Response {
    Problem::OtherMethod.into_response()
}
