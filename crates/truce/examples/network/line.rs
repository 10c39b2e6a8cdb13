//! A line between two nodes that counts requests and takes its time.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use crate::{Outcome, words};

/// What went over a line.
#[derive(Debug, Default)]
pub struct Traffic {
    /// Bytes of answers.
    pub bytes: AtomicU64,
    pub connections: AtomicU64,
    pub requests: AtomicU64,
}

/// Begins a line to an address; returns its own address.
///
/// Every byte arrives so much later than it was sent, in both directions.
pub fn begin(to: &str, delay: Duration) -> Outcome<(String, Arc<Traffic>)> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(words("a line"))?;
    let address = listener.local_addr().map_err(words("a line"))?.to_string();
    let traffic = Arc::new(Traffic::default());
    let (to, seen) = (to.to_owned(), Arc::clone(&traffic));
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let Ok(far) = TcpStream::connect(&to) else { continue };
            seen.connections.fetch_add(1, Ordering::Relaxed);
            let (Ok(near_too), Ok(far_too)) = (near.try_clone(), far.try_clone()) else { continue };
            let asked = Arc::clone(&seen);
            // A client sends one request, and waits for its answer before the next.
            carry(near, far, delay, move |bytes| {
                let begins = u64::from(bytes.starts_with(b"GET ") || bytes.starts_with(b"POST "));
                asked.requests.fetch_add(begins, Ordering::Relaxed);
            });
            let answered = Arc::clone(&seen);
            carry(far_too, near_too, delay, move |bytes| {
                answered.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            });
        }
    });
    Ok((address, traffic))
}

fn carry(
    mut from: TcpStream,
    mut to: TcpStream,
    delay: Duration,
    seen: impl Fn(&[u8]) + Send + 'static,
) {
    let _ = to.set_nodelay(true);
    let (sender, receiver) = channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        for (due, bytes) in receiver {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
    thread::spawn(move || {
        let mut room = vec![0; 64 << 10];
        while let Ok(length @ 1..) = from.read(&mut room) {
            let bytes = room.get(..length).unwrap_or_default();
            seen(bytes);
            if sender.send((Instant::now() + delay, bytes.to_vec())).is_err() {
                break;
            }
        }
    });
}
