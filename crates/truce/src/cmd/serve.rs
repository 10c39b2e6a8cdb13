//! `truce serve`: publishes the node's logs and witness, and keeps going round the peers.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use truce_core::time::Moment;
use truce_node::Event;

use crate::cli::Serve;
use crate::cmd::sync::in_use;
use crate::cmd::{DONE, machine_clock};
use crate::failure::{Failure, Outcome};
use crate::host::Host;
use crate::index::Index;
use crate::keys::Keys;
use crate::node::Node;
use crate::web::{Site, Wanted, routes};

/// How long to wait after a round that failed.
const PAUSE: Duration = Duration::from_secs(30);

/// Serves until it is told to stop.
///
/// # Errors
/// If the address is taken, another host works in the folder, or the keys cannot be opened.
pub fn run(dir: &Path, args: &Serve, now: Option<Moment>, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let host = Host::open(node, in_use(dir)?, args.every)?;
    let (wanted, asked) = channel();
    let node = Node::open(dir)?;
    let site = Site { agreement: node.agreement, public: dir.join("public"), wanted };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|fault| Failure::cannot(format!("cannot serve: {fault}")))?;
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(&args.listen))
        .map_err(|fault| Failure::cannot(format!("cannot listen on {}: {fault}", args.listen)))?;
    let address = listener.local_addr()?;
    writeln!(out, "serving the logs of `{}` on http://{address}/ (stop with Ctrl-C)", host.home().seat)?;
    out.flush()?;
    let stop = Arc::new(AtomicBool::new(false));
    let worker = {
        let (stop, dir, every) = (Arc::clone(&stop), dir.to_owned(), args.every);
        thread::spawn(move || Worker { asked, dir, every, host: Some(host), now, stop }.run())
    };
    let served = runtime.block_on(async {
        axum::serve(listener, routes(site)).with_graceful_shutdown(told_to_stop()).await
    });
    stop.store(true, Ordering::Relaxed);
    let _ = worker.join();
    served.map_err(|fault| Failure::cannot(format!("cannot serve: {fault}")))?;
    writeln!(out, "stopped")?;
    Ok(DONE)
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
    asked: Receiver<Wanted>,
    dir: PathBuf,
    every: u64,
    host: Option<Host>,
    now: Option<Moment>,
    stop: Arc<AtomicBool>,
}

impl Worker {
    fn run(mut self) {
        let started = Instant::now();
        let mut next = Instant::now();
        let mut told = Vec::new();
        while !self.stop.load(Ordering::Relaxed) {
            if Instant::now() >= next {
                next = Instant::now() + Duration::from_secs(self.every.max(1));
                let clock = self.clock(started);
                if let Err(failure) = self.round(clock, &mut told) {
                    eprintln!("{failure}");
                    // What is in memory may be ahead of the disk: begin again from there.
                    self.host = None;
                    next = Instant::now() + PAUSE;
                }
            }
            let wait = next.saturating_duration_since(Instant::now()).min(Duration::from_millis(200));
            match self.asked.recv_timeout(wait) {
                Ok(wanted) => self.witness(wanted),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    }

    fn clock(&self, started: Instant) -> Moment {
        let running = i64::try_from(started.elapsed().as_secs()).unwrap_or(0);
        self.now.map_or_else(machine_clock, |now| Moment::from_unix(now.unix().saturating_add(running)))
    }

    fn host(&mut self) -> Outcome<&mut Host> {
        if self.host.is_none() {
            let keys: Vec<Keys> = in_use(&self.dir)?;
            self.host = Some(Host::open(Node::open(&self.dir)?, keys, self.every)?);
        }
        self.host.as_mut().ok_or_else(|| Failure::cannot("the node is not open"))
    }

    fn round(&mut self, now: Moment, told: &mut Vec<Event>) -> Outcome {
        let host = self.host()?;
        host.round(now)?;
        let events = host.events();
        let took = events.iter().any(|event| matches!(event, Event::Holds { .. }));
        // What stays so is said once.
        for event in events.iter().filter(|event| !told.contains(event)) {
            eprintln!("{now} {event}");
        }
        *told = events;
        if took {
            let node = Node::open(&self.dir)?;
            Index::open(&node)?.follow(&node)?;
        }
        Ok(())
    }

    fn witness(&mut self, wanted: Wanted) {
        let reply = self.host().and_then(|host| host.witness(wanted.body));
        match reply {
            Ok(reply) => drop(wanted.reply.send(reply)),
            Err(failure) => {
                eprintln!("{failure}");
                self.host = None;
            }
        }
    }
}
