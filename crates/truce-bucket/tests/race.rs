//! A log in S3-compatible storage, over a real server that checks every signature.

use std::net::SocketAddr;
use std::sync::{Arc, Barrier};
use std::{fs, thread};

use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder as Connections;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use truce_bucket::{Bucket, BucketFault, CLAIM, Credentials, Location};
use truce_log::checkpoint::Checkpoint;
use truce_log::key::{KeyKind, SigningKey, VerifierKey};
use truce_log::tiles::Tiles;
use truce_log::tree::leaf;
use truce_log::{Extension, Hash, Head, Shelf, ShelfFault, Tree, verify_all};

const ORIGIN: &str = "truce/3f2a9c1b5e6d7f80/un";
const SECRET: &str = "canary-of-the-bucket";

/// A server on a free port of this machine, with one bucket. It stops with the runtime.
struct Server {
    address: SocketAddr,
    _dir: TempDir,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    fn start() -> Self {
        let dir = TempDir::new().unwrap();
        fs::create_dir(dir.path().join("truce-un")).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(dir.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("writer", SECRET));
        let service = service.build();
        let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0))).unwrap();
        let address = listener.local_addr().unwrap();
        // This server looks first and writes then; S3 does both at once. One request at a time is as good.
        let turn = Arc::new(tokio::sync::Mutex::new(()));
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (service, turn) = (service.clone(), Arc::clone(&turn));
                let answer = move |request: Request<Incoming>| {
                    let (service, turn) = (service.clone(), Arc::clone(&turn));
                    async move {
                        let _turn = turn.lock().await;
                        service.call(request.map(s3s::Body::from)).await
                    }
                };
                let served = service_fn(answer);
                tokio::spawn(async move {
                    let _ = Connections::new(TokioExecutor::new())
                        .serve_connection(TokioIo::new(stream), served)
                        .await;
                });
            }
        });
        Self { address, _dir: dir, _runtime: runtime }
    }

    fn place(&self, prefix: &str) -> Location {
        Location {
            bucket: "truce-un".to_owned(),
            endpoint: Some(format!("http://{}", self.address)),
            prefix: prefix.to_owned(),
            region: "us-east-1".to_owned(),
        }
    }

    fn writer(&self, prefix: &str) -> Bucket {
        Bucket::connect(&self.place(prefix), &Credentials::new("writer", SECRET)).unwrap()
    }
}

fn key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, KeyKind::Log, [7; 32]).unwrap()
}

/// A writer with its own idea of the log.
struct Writer {
    bucket: Bucket,
    key: SigningKey,
    leaves: Vec<Hash>,
    tree: Tree,
}

impl Writer {
    fn of(bucket: Bucket) -> Self {
        Self { bucket, key: key(), leaves: Vec::new(), tree: Tree::default() }
    }

    /// Reads what stands in the bucket, and takes its entries for its own.
    fn catch_up(&mut self, keys: &[VerifierKey]) {
        let claimed = self.bucket.read_again().unwrap();
        let Some(checkpoint) = self.bucket.get("checkpoint").unwrap() else { return };
        let head = Checkpoint::read(&checkpoint, keys).unwrap().head().clone();
        assert_eq!(Some(&head), claimed.as_ref());
        let tiles = Tiles::open(&self.bucket, &head).unwrap();
        self.tree = tiles.tree().clone();
        self.leaves = (0..head.size).map(|index| tiles.leaf(index).unwrap()).collect();
    }

    fn root_at(&self, size: u64) -> Option<Hash> {
        let mut tree = Tree::default();
        self.leaves.get(..usize::try_from(size).ok()?)?.iter().for_each(|leaf| tree.push(*leaf));
        Some(tree.root())
    }

    fn head_after(&self, entries: &[Vec<u8>]) -> Head {
        let mut tree = self.tree.clone();
        entries.iter().for_each(|entry| tree.push(leaf(entry)));
        Head { origin: ORIGIN.to_owned(), size: tree.size(), root: tree.root() }
    }

    fn claim(&self, entries: &[Vec<u8>]) -> Result<(), BucketFault> {
        self.bucket.about_to_sign(&self.head_after(entries), |size| self.root_at(size))
    }

    /// Puts tiles, signs and publishes what was claimed.
    fn publish(&mut self, entries: &[Vec<u8>]) -> Result<(), ShelfFault> {
        let mut growing = Extension::begin(&self.bucket, &self.tree).unwrap();
        for entry in entries {
            growing.push(entry).unwrap();
        }
        self.tree = growing.finish().unwrap();
        self.leaves.extend(entries.iter().map(|entry| leaf(entry)));
        let head = self.head_after(&[]);
        let checkpoint = Checkpoint::sign(&head, &self.key).unwrap();
        self.bucket.replace("checkpoint", &checkpoint.to_bytes())
    }
}

fn entries(who: &str, round: usize) -> Vec<Vec<u8>> {
    (0..3 + round % 5).map(|at| format!("{who} {round} {at}").into_bytes()).collect()
}

/// Which of two writers won a claim. Most rounds are races; each tenth is won by the one whose turn it is.
fn claims(writers: &[Writer; 2], round: usize) -> Vec<bool> {
    let won = |claim: Result<(), BucketFault>| match claim {
        Ok(()) => true,
        Err(BucketFault::Fenced { .. }) => false,
        Err(other) => panic!("{other}"),
    };
    let start = Barrier::new(if round.is_multiple_of(10) { 1 } else { 2 });
    let first = round / 10 % 2;
    let claim = |which: usize| {
        start.wait();
        won(writers[which].claim(&entries(["one", "two"][which], round)))
    };
    let (of_first, of_second) = thread::scope(|scope| {
        let racing = scope.spawn(|| claim(first));
        if round.is_multiple_of(10) {
            let of_first = racing.join().unwrap();
            return (of_first, claim(1 - first));
        }
        let of_second = claim(1 - first);
        (racing.join().unwrap(), of_second)
    });
    if first == 0 { vec![of_first, of_second] } else { vec![of_second, of_first] }
}

#[test]
fn two_writers_race_a_hundred_rounds_and_exactly_one_wins_each() {
    let server = Server::start();
    let keys = [key().verifier()];
    let mut writers = [Writer::of(server.writer("race")), Writer::of(server.writer("race"))];
    let (mut published, mut wins) = (Vec::<Head>::new(), [0, 0]);
    for round in 0..100 {
        writers.iter_mut().for_each(|writer| writer.catch_up(&keys));
        let claims = claims(&writers, round);
        assert_eq!(claims.iter().filter(|won| **won).count(), 1, "round {round}");
        let won = usize::from(claims[1]);
        let who = ["one", "two"];
        // The one that lost can do nothing more, whatever it tries.
        let lost = &mut writers[1 - won];
        assert!(lost.bucket.is_fenced());
        assert!(matches!(
            lost.claim(&entries(who[1 - won], round)),
            Err(BucketFault::Fenced { .. })
        ));
        assert!(lost.bucket.put("tile/0/999", &[0; 8192]).is_err());
        assert!(lost.bucket.replace("checkpoint", b"anything").is_err());
        writers[won].publish(&entries(who[won], round)).unwrap();
        wins[won] += 1;
        let bytes = writers[1 - won].bucket.get("checkpoint").unwrap().unwrap();
        published.push(Checkpoint::read(&bytes, &keys).unwrap().head().clone());
    }
    assert!(published.windows(2).all(|pair| pair[0].size < pair[1].size));
    assert!(wins[0] > 0 && wins[1] > 0, "{wins:?}");
    let last = published.last().unwrap();
    verify_all::check(&writers[0].bucket, last, &mut |_| ()).unwrap();
}

#[test]
fn a_writer_that_slept_while_another_took_over_publishes_nothing() {
    let server = Server::start();
    let keys = [key().verifier()];
    let mut sleeper = Writer::of(server.writer("sleep"));
    sleeper.claim(&entries("one", 0)).unwrap();
    sleeper.publish(&entries("one", 0)).unwrap();
    let mut other = Writer::of(server.writer("sleep"));
    // Without having read, it is fenced at once.
    assert!(matches!(other.claim(&entries("two", 1)), Err(BucketFault::Fenced { .. })));
    other.catch_up(&keys);
    other.claim(&entries("two", 1)).unwrap();
    // The sleeper wakes up between claim and checkpoint, and goes on as if it were alone.
    assert!(matches!(sleeper.claim(&entries("one", 1)), Err(BucketFault::Fenced { .. })));
    other.publish(&entries("two", 1)).unwrap();
    sleeper.catch_up(&keys);
    assert_eq!(sleeper.tree.root(), other.tree.root());
    sleeper.claim(&entries("one", 2)).unwrap();
    sleeper.publish(&entries("one", 2)).unwrap();
}

#[test]
fn what_was_claimed_and_perhaps_signed_is_continued_or_nothing_is_signed() {
    let server = Server::start();
    let gone = Writer::of(server.writer("gone"));
    gone.claim(&entries("one", 0)).unwrap();
    // It stopped before its tiles were there. Another machine has another history.
    let other = Writer::of(server.writer("gone"));
    assert_eq!(other.bucket.read_again().unwrap().unwrap(), gone.head_after(&entries("one", 0)));
    for beside in [entries("two", 0), entries("two", 1), entries("two", 0)[..1].to_vec()] {
        let fault = other.claim(&beside).unwrap_err();
        assert!(matches!(fault, BucketFault::NotContinued { claimed: 3, .. }), "{fault}");
    }
    // A machine that holds the same entries takes over where it stopped.
    let mut heir = Writer::of(server.writer("gone"));
    heir.bucket.read_again().unwrap();
    heir.claim(&entries("one", 0)).unwrap();
    heir.publish(&entries("one", 0)).unwrap();
    assert!(gone.bucket.put("tile/0/000.p/3", &[1; 96]).is_err());
    assert!(gone.bucket.is_fenced());
}

#[test]
fn what_a_writer_left_that_never_signed_gives_way_to_the_holder_of_the_claim_only() {
    let server = Server::start();
    let stray = server.writer("stray");
    stray.put("tile/0/000.p/3", &[9; 96]).unwrap();
    let mut writer = Writer::of(server.writer("stray"));
    let early = writer.bucket.put("tile/0/000.p/3", &[8; 96]);
    assert!(early.is_err() && writer.bucket.is_fenced());
    writer.catch_up(&[key().verifier()]);
    writer.claim(&entries("one", 0)).unwrap();
    writer.publish(&entries("one", 0)).unwrap();
    assert_ne!(writer.bucket.get("tile/0/000.p/3").unwrap().unwrap(), [9; 96]);
    // Now the stray one comes back, and its bytes do not stand.
    assert!(stray.put("tile/0/000.p/3", &[9; 96]).is_err());
    let head = writer.head_after(&[]);
    verify_all::check(&writer.bucket, &head, &mut |_| ()).unwrap();
}

#[test]
fn only_what_was_claimed_is_published() {
    let server = Server::start();
    let writer = Writer::of(server.writer("other"));
    let signed = |entries: &[Vec<u8>]| {
        Checkpoint::sign(&writer.head_after(entries), &key()).unwrap().to_bytes()
    };
    let said = writer.bucket.replace("checkpoint", &signed(&entries("one", 0))).unwrap_err();
    assert!(said.to_string().contains("is not of the head"), "{said}");
    writer.claim(&entries("one", 0)).unwrap();
    assert!(writer.bucket.replace("checkpoint", &signed(&entries("two", 0))).is_err());
    writer.bucket.replace("checkpoint", &signed(&entries("one", 0))).unwrap();
}

#[test]
fn a_log_of_many_tiles_is_whole_in_the_bucket_and_under_no_other_prefix() {
    let server = Server::start();
    let mut writer = Writer::of(server.writer("deep/logs/un"));
    let many: Vec<Vec<u8>> = (0..1500).map(|at| format!("entry {at}").into_bytes()).collect();
    for part in many.chunks(700) {
        writer.claim(part).unwrap();
        writer.publish(part).unwrap();
    }
    let head = writer.head_after(&[]);
    let reader = server.writer("deep/logs/un");
    verify_all::check(&reader, &head, &mut |_| ()).unwrap();
    assert_eq!(Tiles::open(&reader, &head).unwrap().entry(1234).unwrap(), b"entry 1234");
    assert_eq!(server.writer("deep/logs").get("checkpoint").unwrap(), None);
    assert_eq!(server.writer("").get(CLAIM).unwrap(), None);
}

#[test]
fn faults_are_told_in_words_and_never_tell_the_secret() {
    let server = Server::start();
    let stranger = |id: &str, secret: &str| {
        let bucket = Bucket::connect(&server.place("x"), &Credentials::new(id, secret)).unwrap();
        let words = bucket.get("checkpoint").unwrap_err().to_string();
        assert!(words.starts_with("cannot read `s3://truce-un/x/checkpoint`: "), "{words}");
        assert!(!words.contains("canary"), "{words}");
        assert!(!format!("{bucket:?}").contains("canary"));
        // A writer that got no answer does not know what stands there.
        let head = Writer::of(server.writer("x")).head_after(&entries("one", 0));
        bucket.about_to_sign(&head, |_| None).unwrap_err();
        assert!(bucket.is_fenced());
    };
    stranger("writer", "canary-of-another");
    stranger("nobody", SECRET);
    for outside in ["../x", "/x", "tile/../x", "X", ""] {
        assert!(matches!(server.writer("x").get(outside), Err(ShelfFault::NoPlace(_))));
    }
}
