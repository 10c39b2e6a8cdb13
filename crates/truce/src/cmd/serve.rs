//! `truce serve`: serves the screen, the node's logs and witness, and keeps going round the peers.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use truce_core::id::SeatId;
use truce_core::time::Moment;
use truce_node::Event;

use crate::alarms_out::Courier;
use crate::alarms_out::rounds::round;
use crate::cli::Serve;
use crate::cmd::sync::in_use;
use crate::cmd::{DONE, machine_clock};
use crate::failure::{Failure, Outcome};
use crate::host::Host;
use crate::index::Index;
use crate::keys::Keys;
use crate::node::Node;
use crate::screen::latest::Latest;
use crate::screen::logins::passkeys::realm::Realm;
use crate::screen::proxies::Proxies;
use crate::screen::{Clock, Screen};
use crate::web::{Call, Site, Wanted, routes};

/// How long to wait after a round that failed.
const PAUSE: Duration = Duration::from_secs(30);
/// After how long something that stays so is said again.
const AGAIN: Duration = Duration::from_secs(600);
/// How often news of alarms is looked for.
const CARRY: Duration = Duration::from_secs(2);
/// A picture of more reports than this is put down when nothing came for a while: from about there on it holds more memory
/// than everything else.
const REPORTS_HELD: usize = 50_000;
/// How long connections may take to end when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until it is told to stop.
///
/// # Errors
/// If the address is taken, another host works in the folder, or the keys cannot be opened.
pub fn run(dir: &Path, args: &Serve, now: Option<Moment>, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let host = Host::open(node, in_use(dir)?, args.every)?;
    let (calls, called) = channel();
    let node = Node::open(dir)?;
    let site = Site {
        agreement: node.agreement.clone(),
        dir: dir.to_owned(),
        public: dir.join("public"),
        calls: calls.clone(),
    };
    let (latest, clock) = (Arc::new(Latest::default()), going_on(now));
    let mut screen = Screen::open(node, Arc::clone(&latest), Arc::clone(&clock))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|fault| Failure::cannot(format!("cannot serve: {fault}")))?;
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(&args.listen))
        .map_err(|fault| Failure::cannot(format!("cannot listen on {}: {fault}", args.listen)))?;
    let address = listener.local_addr()?;
    screen.realm = realm(args, address);
    screen.proxies = Proxies::of(&args.trusted_proxy);
    let screen = Arc::new(screen);
    let greeting = greeting(&screen, &host.home().seat, address, args.open)?;
    // Whoever started it may have stopped listening: it serves all the same.
    let _ = out.write_all(greeting.as_bytes()).and_then(|()| out.flush());
    let stop = Arc::new(AtomicBool::new(false));
    let mut worker = Worker {
        called,
        calls,
        clock,
        dir: dir.to_owned(),
        drawing: None,
        every: args.every,
        host: None,
        index: None,
        index_due: false,
        latest,
        quiet: (Instant::now(), String::new()),
        rest_after: Duration::from_secs(args.rest_after.saturating_mul(60)),
        stop: Arc::clone(&stop),
        told: Vec::new(),
        unreached: BTreeMap::new(),
    };
    worker.take_up(host);
    let worker = thread::spawn(move || worker.run());
    let (told, stopped) = (Arc::clone(&screen), Arc::clone(&stop));
    let mut courier = Courier::open(dir, &screen.agreement, &screen.seat)?;
    // Not waited for: what it has not sent by then stands in the outbox.
    thread::spawn(move || carry(&mut courier, &told, &stopped));
    let served = runtime.block_on(serve(listener, routes(site, Arc::clone(&screen)), &screen));
    stop.store(true, Ordering::Relaxed);
    let _ = worker.join();
    served.map_err(|fault| Failure::cannot(format!("cannot serve: {fault}")))?;
    let _ = writeln!(out, "stopped");
    Ok(DONE)
}

/// Where passkeys are good: at the address that was given, or else on this machine, if nobody else reaches it.
fn realm(args: &Serve, address: SocketAddr) -> Option<Realm> {
    let own = || address.ip().is_loopback().then(|| Realm::of_this_machine(address.port()));
    args.public_address.clone().or_else(own)
}

/// Tells people what is new about alarms, until the server stops.
fn carry(courier: &mut Courier, screen: &Screen, stop: &AtomicBool) {
    let mut last = String::new();
    while !stop.load(Ordering::Relaxed) {
        // What stays so is said once.
        let failed = round(courier, screen).err();
        let why = failed.map_or_else(String::new, |failure| failure.to_string());
        if why != last && !why.is_empty() {
            eprintln!("alarms are not delivered: {why}");
        }
        last = why;
        courier.wait(CARRY);
    }
}

/// The machine's clock, or one that was set and goes on from there.
fn going_on(now: Option<Moment>) -> Clock {
    let started = Instant::now();
    Arc::new(move || {
        let running = i64::try_from(started.elapsed().as_secs()).unwrap_or(0);
        now.map_or_else(machine_clock, |now| now.plus(running))
    })
}

/// What is said first: where it serves, where the screen is, and, as long as nobody can sign in, where the first
/// login is set up.
fn greeting(screen: &Screen, seat: &SeatId, address: SocketAddr, open: bool) -> Outcome<String> {
    let mut page = format!("http://{address}/situation");
    let mut told = format!(
        "serving the logs of `{seat}` on http://{address}/ (stop with Ctrl-C)\nthe screen is at {page}\n"
    );
    if let Some(token) = screen.logins.invite()? {
        page = format!("http://{address}/set-up?token={}", *token.text());
        told.push_str(&format!("set up the first login, once, at {page}\n"));
    }
    if open && let Err(fault) = show_in_browser(&page) {
        eprintln!("no browser could be opened ({fault}): open the address by hand");
    }
    Ok(told)
}

/// Opens a page with what this machine opens pages with.
fn show_in_browser(page: &str) -> std::io::Result<()> {
    let (program, args): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(args).arg(page);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}

/// Serves until it is told to stop, and a little longer for whoever is still being answered.
async fn serve(
    listener: tokio::net::TcpListener,
    routes: axum::Router,
    screen: &Screen,
) -> std::io::Result<()> {
    let stopping = screen.stopping.clone();
    let mut stopped = screen.stopping.subscribe();
    let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, routes).with_graceful_shutdown(async move {
        told_to_stop().await;
        stopping.send_replace(true);
    });
    let patience = async {
        let _ = stopped.wait_for(|stop| *stop).await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        served = served.into_future() => served,
        () = patience => Ok(()),
    }
}

async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// The one thread that works in the folder.
struct Worker {
    called: Receiver<Call>,
    calls: Sender<Call>,
    clock: Clock,
    dir: PathBuf,
    /// Draws the picture for the screen, which may take long.
    drawing: Option<JoinHandle<()>>,
    every: u64,
    host: Option<Host>,
    /// Brings the index up to date, which may take long.
    index: Option<JoinHandle<()>>,
    index_due: bool,
    latest: Arc<Latest>,
    /// Since when the picture is of which version.
    quiet: (Instant, String),
    /// How long nothing comes before a large picture is put down.
    rest_after: Duration,
    stop: Arc<AtomicBool>,
    /// What was said, and when.
    told: Vec<(Event, Instant)>,
    /// Who was said not to be reached.
    unreached: BTreeMap<SeatId, String>,
}

impl Worker {
    fn run(mut self) {
        let mut next = Instant::now();
        while !self.stop.load(Ordering::Relaxed) {
            if Instant::now() >= next {
                next = Instant::now() + Duration::from_secs(self.every.max(1));
                if let Err(failure) = self.begin_round() {
                    self.give_up(&failure);
                    next = Instant::now() + PAUSE;
                }
            }
            self.follow();
            self.draw();
            let wait =
                next.saturating_duration_since(Instant::now()).min(Duration::from_millis(200));
            let done = match self.called.recv_timeout(wait) {
                Ok(Call::Wanted(wanted)) => self.witness(wanted),
                Ok(Call::Heard) => self.listen(),
                Err(RecvTimeoutError::Timeout) => Ok(()),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            if let Err(failure) = done {
                self.give_up(&failure);
                next = Instant::now() + PAUSE;
            }
        }
    }

    /// What is in memory may be ahead of the disk: begin again from there.
    fn give_up(&mut self, failure: &Failure) {
        eprintln!("{failure}");
        self.host = None;
    }

    fn clock(&self) -> Moment {
        (self.clock)()
    }

    fn take_up(&mut self, mut host: Host) {
        let calls = Mutex::new(self.calls.clone());
        host.ring(Arc::new(move || {
            let calls = calls.lock().unwrap_or_else(PoisonError::into_inner);
            // Where nobody works any more, nobody need be called.
            let _ = calls.send(Call::Heard);
        }));
        self.host = Some(host);
    }

    fn host(&mut self) -> Outcome<&mut Host> {
        if self.host.is_none() {
            let keys: Vec<Keys> = in_use(&self.dir)?;
            let host = Host::open(Node::open(&self.dir)?, keys, self.every)?;
            self.take_up(host);
        }
        self.host.as_mut().ok_or_else(|| Failure::cannot("the node is not open"))
    }

    fn begin_round(&mut self) -> Outcome {
        let now = self.clock();
        // `truce peers` or `truce seat rotate` was used meanwhile.
        if self.host.as_ref().is_some_and(|host| host.keys_changed().unwrap_or(false)) {
            self.host = None;
        }
        let host = self.host()?;
        // Somebody is slow: how things stand is said all the same.
        let slow = host.busy();
        host.step(now)?;
        if slow || !host.busy() {
            host.end_round()?;
        }
        self.tell();
        Ok(())
    }

    fn listen(&mut self) -> Outcome {
        let now = self.clock();
        // An answer that was on its way to a host that is gone is asked for again.
        if let Some(host) = &mut self.host {
            host.listen(now)?;
            self.tell();
        }
        Ok(())
    }

    /// Says what happened. What stays so is said now and then.
    fn tell(&mut self) {
        let now = self.clock();
        let Some(host) = &mut self.host else { return };
        self.told.retain(|(_, at)| at.elapsed() < AGAIN);
        for event in host.events() {
            self.index_due |= matches!(event, Event::Holds { .. } | Event::FetchedBack { .. });
            if !self.told.iter().any(|(told, _)| *told == event) {
                eprintln!("{now} {event}");
                self.told.push((event, Instant::now()));
            }
        }
        let unreached = host.all_unreached();
        for (peer, why) in unreached {
            if !self.unreached.contains_key(peer) {
                eprintln!("{now} `{peer}` is not reached: {why}");
            }
        }
        for peer in self.unreached.keys().filter(|peer| !unreached.contains_key(*peer)) {
            eprintln!("{now} `{peer}` is reached again");
        }
        self.unreached.clone_from(unreached);
    }

    /// Brings the index up to date on a thread of its own, if something is new.
    fn follow(&mut self) {
        let running = self.index.as_ref().is_some_and(|index| !index.is_finished());
        if !self.index_due || running {
            return;
        }
        self.index_due = false;
        let dir = self.dir.clone();
        self.index = Some(thread::spawn(move || {
            let followed = Node::open(&dir).and_then(|node| Index::open(&node)?.follow(&node));
            if let Err(failure) = followed {
                eprintln!("the index is not up to date: {failure}");
            }
        }));
    }

    /// Draws the picture anew on a thread of its own, if a log grew.
    fn draw(&mut self) {
        if self.drawing.as_ref().is_some_and(|drawing| !drawing.is_finished()) {
            return;
        }
        let now = self.clock();
        let Some(host) = &self.host else { return };
        let today = host.home().agreement.clock().day_of(now);
        match self.latest.is_old(host.home()) {
            Ok(true) => {}
            Ok(false) if self.latest.rests_since_another_day(today) => {}
            Ok(false) => {
                self.rest(now);
                return;
            }
            Err(failure) => {
                eprintln!("{failure}");
                return;
            }
        }
        // Commands append too, and then nobody tells.
        self.index_due = true;
        let (dir, latest) = (self.dir.clone(), Arc::clone(&self.latest));
        self.drawing = Some(thread::spawn(move || {
            if let Err(failure) = Node::open(&dir).and_then(|node| latest.draw(&node)) {
                eprintln!("the screen shows an older picture: {failure}");
                thread::sleep(PAUSE);
            }
        }));
    }

    /// Puts a large picture down when nothing came for a while: its tables answer, and its memory is free.
    fn rest(&mut self, now: Moment) {
        let Some(host) = &self.host else { return };
        let drawn = self.latest.get().map(|drawn| (drawn.version(), drawn.reports_held()));
        let Some((version, reports)) = drawn else { return };
        let (since, seen) = &mut self.quiet;
        if *seen != version {
            (*since, *seen) = (Instant::now(), version);
        }
        if reports > REPORTS_HELD && since.elapsed() >= self.rest_after {
            // If readers leave it no moment alone, it is not tried again at once: making it ready is work.
            *since = Instant::now();
            self.latest.put_down(&host.home().agreement, now);
        }
    }

    fn witness(&mut self, wanted: Wanted) -> Outcome {
        let reply = self.host()?.witness(wanted.body)?;
        // Whoever asked may be gone.
        let _ = wanted.reply.send(reply);
        Ok(())
    }
}
