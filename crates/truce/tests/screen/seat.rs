//! One seat's node in a folder of its own, with its screen, and a browser that keeps a cookie.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tempfile::TempDir;
use tower::ServiceExt as _;
use truce::agreement_files::{self, AgreementFiles};
use truce::desk::Desk;
use truce::import::{Importer, Order, What};
use truce::node::Node;
use truce::screen::Screen;
use truce::screen::latest::Latest;
use truce::screen::logins::passkeys::realm::Realm;
use truce::screen::proxies::{Network, Proxies};
use truce::web::{Call, Site, routes};
use truce_core::case::office::{Appointment, Office};
use truce_core::entry::Body as Told;
use truce_core::id::{OfficerId, SeatId, SourceId};
use truce_core::time::{Day, Moment};

const SOURCES: &str = "id,name,kind,reliability,seat
press,The press,press,F,
un-patrol,Patrols of the UN,patrol,B,un
";

const REPORTS: &str = "source,id,basis,act,start,end,place,area,accused,account
un-patrol,p-1,observed,shelling,2017-05-07T03:10,2017-05-07T03:20,Zellaqiyat,hama,,\"Six shells <b>heard</b>.\"
press,p-2,impediment,,2017-05-06,2017-05-06,Idlib,idlib,,\"Monitors were turned back.\"
";

const BULLETINS: &str = "== 2017-05-06 en press-1
The Russian side registered 4 cases: Hama (3), Damascus (1). The Turkish side registered 2 cases: Hama (1), Idlib (1).

== 2017-05-07 en press-2
The Russian side registered 5 cases: Hama (3), Damascus (2). The Turkish side registered 3 cases: Hama (2), Idlib (1).
";

/// When the exercise begins.
const BEGINS: &str = "2017-05-08T06:00:00Z";

/// Under which address people open the screen.
pub const ADDRESS: &str = "https://truce.example";

/// A seat with its screen.
pub struct Seat {
    pub dir: TempDir,
    pub screen: Arc<Screen>,
    pub app: Router,
    clock: Arc<AtomicI64>,
    // The worker's end: what is sent there must find somebody.
    _calls: Receiver<Call>,
}

fn agreement() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016")
}

fn usual() -> AgreementFiles {
    agreement_files::load(&agreement()).unwrap()
}

/// The usual agreement with another text of its rules.
fn altered(alter: impl FnOnce(String) -> String) -> AgreementFiles {
    let dir = TempDir::new().unwrap();
    for item in std::fs::read_dir(agreement()).unwrap().map(Result::unwrap) {
        if item.file_type().unwrap().is_file() {
            std::fs::copy(item.path(), dir.path().join(item.file_name())).unwrap();
        }
    }
    let path = dir.path().join("agreement.toml");
    let text = alter(std::fs::read_to_string(&path).unwrap());
    std::fs::write(&path, text).unwrap();
    agreement_files::load(dir.path()).unwrap()
}

/// A text with a piece of it replaced, which must be there.
fn replaced(text: &str, usual: &str, here: &str) -> String {
    assert!(text.contains(usual), "{usual}");
    text.replace(usual, here)
}

/// The usual agreement without its third guarantor's seat; a finding is enough for an outcome.
pub fn three_seats() -> AgreementFiles {
    altered(|mut text| {
        let (begins, ends) = ("[[seat]]\nid = \"iran\"", "[[seat]]\nid = \"un\"");
        let (from, until) = (text.find(begins).unwrap(), text.find(ends).unwrap());
        text.replace_range(from..until, "");
        let text = replaced(&text, "\nleast = 2\nadmit = 2\n", "\nleast = 1\nadmit = 2\n");
        let usual = "\nmirrors = 2\ncosigners = 2\n";
        replaced(&text, usual, "\nmirrors = 1\ncosigners = 1\n")
    })
}

/// Has the program do something in a node's folder at a moment; gives what it says.
pub fn run(dir: &Path, now: &str, words: &[impl AsRef<std::ffi::OsStr>]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_truce"))
        .arg("-n")
        .arg(dir)
        .args(["--now", now])
        .args(words)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What a page says, without its tags.
    pub fn words(&self) -> String {
        let main = self.text.split_once("<main").map_or("", |(_, rest)| rest);
        let main = main.split_once("</main>").map_or(main, |(main, _)| main);
        let mut words = String::new();
        for part in main.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap_or(("", part));
            if ["/tr", "/p", "/h", "/li", "/dt", "/dd", "/caption"]
                .iter()
                .any(|end| tag.starts_with(end))
            {
                words.push('\n');
            }
            words.push_str(text.trim_matches('\n'));
            if ["/th", "/td"].contains(&tag) {
                words.push_str(" | ");
            }
        }
        // The marks that isolate one text from another are not seen, and do not belong into a source file.
        let words = words.replace(['\u{2068}', '\u{2069}'], "");
        let lines = words.lines().map(|line| line.trim().trim_end_matches(" |").to_owned());
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n") + "\n"
    }
}

impl Seat {
    /// A seat on whose record stand a few reports and registers, drawn.
    pub fn new() -> Self {
        Self::at("un", &usual(), |_| {})
    }

    /// One of which nobody said under which address people open it.
    pub fn without_address() -> Self {
        Self::at("un", &usual(), |screen| screen.realm = None)
    }

    /// One that believes these proxies.
    pub fn behind(proxies: &[&str]) -> Self {
        let networks: Vec<Network> =
            proxies.iter().map(|text| Network::read(text).unwrap()).collect();
        Self::at("un", &usual(), |screen| screen.proxies = Proxies::of(&networks))
    }

    /// One that waits for a request no longer than this.
    pub fn impatient(patience: Duration) -> Self {
        Self::at("un", &usual(), |screen| screen.patience = patience)
    }

    /// One that needs no other to admit a case, nor for its outcome.
    pub fn alone() -> Self {
        let (usual, here) = ("\nleast = 2\nadmit = 2\n", "\nleast = 1\nadmit = 1\n");
        Self::at("turkey", &altered(|text| replaced(&text, usual, here)), |_| {})
    }

    /// One of another agreement.
    pub fn of(files: &AgreementFiles) -> Self {
        Self::at("un", files, |_| {})
    }

    fn at(who: &str, files: &AgreementFiles, change: impl FnOnce(&mut Screen)) -> Self {
        let dir = TempDir::new().unwrap();
        let now: Moment = BEGINS.parse().unwrap();
        let who = SeatId::new(who).unwrap();
        let node = Node::init(dir.path(), &who, files, now, truce::keys::create_demo).unwrap();
        put(&node, now);
        let clock = Arc::new(AtomicI64::new(now.unix()));
        let told = Arc::clone(&clock);
        let latest = Arc::new(Latest::default());
        latest.draw(&node).unwrap();
        let (calls, called) = channel();
        let site = Site {
            agreement: node.agreement.clone(),
            dir: dir.path().to_owned(),
            public: dir.path().join("public"),
            calls,
        };
        let clock_of = Arc::new(move || Moment::from_unix(told.load(Ordering::Relaxed)));
        let mut screen = Screen::open(node, latest, clock_of).unwrap();
        screen.realm = Some(Realm::read(ADDRESS).unwrap());
        // A machine that is busy with other tests is no fault.
        screen.patience = Duration::from_secs(600);
        change(&mut screen);
        let screen = Arc::new(screen);
        let app = routes(site, Arc::clone(&screen));
        Self { dir, screen, app, clock, _calls: called }
    }

    /// Draws the picture anew, as the worker does when a log grew.
    pub fn draw(&self) {
        self.screen.latest.draw(&Node::open(self.dir.path()).unwrap()).unwrap();
    }

    /// Puts on record eight calm weeks in an area and two with far more, up to the day before; draws the picture.
    pub fn rises(&self) {
        let mut rows = "source,id,act,start,area,account\n".to_owned();
        let yesterday = Day::new(2017, 5, 7).unwrap();
        for back in 0..70 {
            let (day, count) = (yesterday.plus(-back), if back < 14 { 6 } else { 1 + back % 2 });
            for number in 0..count {
                let hour = 1 + 3 * number;
                let row =
                    format!("press,r-{back}-{number},shelling,{day}T{hour:02}:00,daraa,Heard.\n");
                rows.push_str(&row);
            }
        }
        let path = self.dir.path().join("rises.csv");
        std::fs::write(&path, rows).unwrap();
        self.says(&["import", "csv", path.to_str().unwrap()]);
    }

    /// Has the program put something on record, at the moment of the clock.
    pub fn says(&self, words: &[&str]) {
        self.says_at(&(self.screen.clock)().to_string(), words);
    }

    /// What the program says to a command, at the moment of the clock.
    pub fn told(&self, words: &[&str]) -> String {
        run(self.dir.path(), &(self.screen.clock)().to_string(), words)
    }

    /// Has the program put something on record at a moment, and draws the picture anew.
    pub fn says_at(&self, now: &str, words: &[impl AsRef<std::ffi::OsStr>]) {
        run(self.dir.path(), now, words);
        self.draw();
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form, as a page of the screen itself would.
    pub async fn post(&self, path: &str, form: &str, cookie: &str) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path);
        let request = request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie);
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// Sets up the first login, `keeper`; returns its cookie.
    pub async fn keeper(&self) -> String {
        let token = self.screen.logins.invite().unwrap().unwrap();
        let form = format!("token={}&name=keeper&password={PASSWORD}", *token.text());
        session(&self.post("/set-up", &form, "").await)
    }

    /// Adds a login for an officer and signs it in; returns its cookie.
    pub async fn officer(&self, keeper: &str) -> String {
        let form = format!("name=officer&officer=duty-1&password={PASSWORD}");
        assert_eq!(self.post("/logins", &form, keeper).await.status, StatusCode::SEE_OTHER);
        session(&self.sign_in("officer", PASSWORD, "").await)
    }

    pub async fn sign_in(&self, name: &str, password: &str, cookie: &str) -> Answer {
        self.post("/sign-in", &format!("name={name}&password={password}"), cookie).await
    }
}

/// The password of every login of the tests, as a form writes it.
pub const PASSWORD: &str = "twelve+quiet+letters";

/// The cookie of a session that began.
#[track_caller]
pub fn session(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

/// Puts sources, reports, registers and an officer on record.
fn put(node: &Node, now: Moment) {
    let files = [
        (What::Sources, "sources.csv", SOURCES, None),
        (What::Reports(truce_intake::Format::ReportsCsv), "reports.csv", REPORTS, None),
        (What::Bulletins, "bulletins.txt", BULLETINS, Some("press")),
    ];
    let mut importer = Importer::open(node).unwrap();
    for (what, name, text, source) in files {
        let path = node.dir.join(name);
        std::fs::write(&path, text).unwrap();
        let order = Order {
            correct: false,
            date: None,
            entered_by: None,
            map: Vec::new(),
            now,
            rejects: None,
            seal: None,
            seat: None,
            source: source.map(|id| SourceId::new(id).unwrap()),
            what,
        };
        let taken = importer.import(&path, &order).unwrap();
        assert_eq!(taken.refusals.iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
    }
    drop(importer);
    appoint(node, now);
}

/// Makes `duty-1` a duty officer of the seat.
fn appoint(node: &Node, now: Moment) {
    let mut desk = Desk::open(node).unwrap();
    let appointment = Appointment {
        key: None,
        officer: OfficerId::new("duty-1").unwrap(),
        offices: [Office::DutyOfficer].into(),
        reason: "letter of 2 January".to_owned(),
    };
    desk.put(Told::Appointment(appointment), now).unwrap();
    desk.commit().unwrap();
}
