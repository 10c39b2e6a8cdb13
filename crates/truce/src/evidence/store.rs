//! The folder of blobs, and that of their keys.
//!
//! INVARIANT: under the name of a digest lie the bytes of that digest, whole: they are written
//! beside it, hashed on the way, made durable and then renamed (`Incoming::keep`).

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::iter;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::{About, BlobId, BlobKey, blob_key};
use crate::durable;
use crate::failure::{Failure, Outcome, io_words};
use crate::random;

/// The most bytes of one blob, where nothing else is set: 2 GiB.
pub const LIMIT: u64 = 2 << 30;
/// How the names of files that are being written begin.
const INCOMING: &str = ".incoming-";

/// The evidence in a node's folder.
#[derive(Debug, Clone)]
pub struct Store {
    blobs: PathBuf,
    keys: PathBuf,
    limit: u64,
}

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its name.
    pub id: BlobId,
    /// How many bytes it has, sealed.
    pub length: u64,
}

/// A blob's sealed bytes, for a peer to fetch.
#[derive(Debug)]
pub struct Ciphertext {
    /// Open for reading, at the start.
    pub file: File,
    /// How many bytes there are.
    pub length: u64,
}

impl Store {
    /// The evidence in a node's folder, with the most bytes that one blob may have.
    #[must_use]
    pub fn new(dir: &Path, limit: u64) -> Self {
        Self { blobs: dir.join("evidence"), keys: dir.join("evidence-keys"), limit }
    }

    /// Seals what is read and keeps it, with its key for the seat's own evidence key. Durable when it returns.
    ///
    /// # Errors
    /// If it is longer than the limit, cannot be read, or the disk does not obey; nothing is kept then.
    pub fn add(
        &self,
        mut content: impl Read,
        about: About,
        own: &age::x25519::Recipient,
    ) -> Outcome<Added> {
        let key = BlobKey::fresh(about)?;
        let reader = key.identity.to_public();
        let mut incoming = self.incoming()?;
        let sealing =
            age::Encryptor::with_recipients(iter::once(&reader as &dyn age::Recipient))
                .map_err(|fault| Failure::cannot(format!("the blob cannot be sealed: {fault}")))?;
        let sealed = sealing.wrap_output(&mut incoming).and_then(|mut output| {
            io::copy(&mut content, &mut output)?;
            output.finish()?;
            Ok(())
        });
        self.explain(sealed, &incoming)?;
        let added = incoming.added();
        // The key first: a blob without a key would be lost, a key without a blob is nothing.
        durable::private_folder(&self.keys)?;
        durable::replace_private(&self.key_path(added.id), &key.seal(own)?)?;
        incoming.keep(&self.path(added.id))?;
        Ok(added)
    }

    /// Keeps a blob of another seat, sealed as it is. Durable when it returns.
    ///
    /// # Errors
    /// If the bytes are not those of the digest, are more than the limit, cannot be read, or
    /// the disk does not obey; nothing is kept then.
    pub fn hold(&self, id: BlobId, mut ciphertext: impl Read) -> Outcome<Added> {
        let mut incoming = self.incoming()?;
        let copied = io::copy(&mut ciphertext, &mut incoming).map(|_| ());
        self.explain(copied, &incoming)?;
        let added = incoming.added();
        if added.id != id {
            return Err(Failure::cannot(format!(
                "what came is not the blob {id}: its digest is {}; fetch it anew or from another seat",
                added.id
            )));
        }
        incoming.keep(&self.path(id))?;
        Ok(added)
    }

    /// Opens a blob's sealed bytes; none if it is not held here.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn open_ciphertext(&self, id: BlobId) -> Outcome<Option<Ciphertext>> {
        let path = self.path(id);
        let opened = File::open(&path).and_then(|file| {
            let length = file.metadata()?.len();
            Ok(Ciphertext { file, length })
        });
        match opened {
            Ok(ciphertext) => Ok(Some(ciphertext)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(Failure::file("read", &path, &fault)),
        }
    }

    /// Opens a blob into a new file that only its owner may read. Every byte is checked before the file gets its name.
    ///
    /// # Errors
    /// If the blob or its key is not here, either was changed, or the disk does not obey.
    pub fn read_into(
        &self,
        id: BlobId,
        own: &age::x25519::Identity,
        path: &Path,
    ) -> Outcome<About> {
        if path.exists() {
            return Err(Failure::cannot("the file to write to is there already: name another"));
        }
        let key = self.key(id, own)?;
        let Some(ciphertext) = self.open_ciphertext(id)? else { return Err(not_held(id)) };
        let beside = path.with_file_name(format!("{INCOMING}{}", random::name()?));
        let out = durable::create_private(&beside)
            .map_err(|fault| Failure::file("write", path, &fault))?;
        let removed_if_dropped = Beside(Some(beside.clone()));
        decrypt(id, &ciphertext.file, &key, &out)?;
        fs::rename(&beside, path)
            .and_then(|()| durable::sync_folder_of(path))
            .map_err(|fault| Failure::file("write", path, &fault))?;
        removed_if_dropped.kept();
        Ok(key.about)
    }

    /// Checks that a blob's bytes are still those of its name.
    ///
    /// # Errors
    /// If it is not here, or was changed, or cannot be read.
    pub fn check(&self, id: BlobId) -> Outcome {
        let Some(ciphertext) = self.open_ciphertext(id)? else { return Err(not_held(id)) };
        let mut hashing = Hashing::new(ciphertext.file);
        io::copy(&mut hashing, &mut io::sink())
            .map_err(|fault| Failure::file("read", &self.path(id), &fault))?;
        if BlobId::new(hashing.digest()) == id { Ok(()) } else { Err(changed(id)) }
    }

    /// The blob's key, sealed anew for another seat, with what was noted less the file's name.
    ///
    /// # Errors
    /// If the key is not here, or not for this reader.
    pub fn share(
        &self,
        id: BlobId,
        own: &age::x25519::Identity,
        with: &age::x25519::Recipient,
    ) -> Outcome<Vec<u8>> {
        let mut key = self.key(id, own)?;
        key.about.name.clear();
        key.seal(with)
    }

    /// Keeps the key of a blob that another seat shared, sealed for this seat.
    ///
    /// # Errors
    /// If it is for another reader, does not open the blob that is held here, or the disk does not obey.
    pub fn accept(
        &self,
        id: BlobId,
        shared: impl Read,
        own: &age::x25519::Identity,
    ) -> Outcome<About> {
        let mut sealed = Vec::new();
        Read::take(shared, blob_key::BYTES_MAX).read_to_end(&mut sealed).map_err(|fault| {
            Failure::cannot(format!("cannot read the shared key: {}", io_words(&fault)))
        })?;
        let key = BlobKey::open(&sealed, own)?;
        let Some(ciphertext) = self.open_ciphertext(id)? else { return Err(not_held(id)) };
        decrypt(id, &ciphertext.file, &key, io::sink())?;
        durable::private_folder(&self.keys)?;
        durable::replace_private(&self.key_path(id), &key.seal(&own.to_public())?)?;
        Ok(key.about)
    }

    /// What was noted about a blob; none if its key is not here.
    ///
    /// # Errors
    /// If the key is there and cannot be opened.
    pub fn about(&self, id: BlobId, own: &age::x25519::Identity) -> Outcome<Option<About>> {
        if self.has_key(id) { Ok(Some(self.key(id, own)?.about)) } else { Ok(None) }
    }

    /// Whether the key of a blob is here.
    #[must_use]
    pub fn has_key(&self, id: BlobId) -> bool {
        self.key_path(id).exists()
    }

    /// Whether the bytes of a blob are here.
    #[must_use]
    pub fn holds(&self, id: BlobId) -> bool {
        self.path(id).exists()
    }

    /// Destroys a blob's key, then its bytes: overwritten, removed, durable when it returns.
    ///
    /// Without the key the bytes tell nothing, here or elsewhere. Doing it again is no fault,
    /// so that an erasure that a crash cut short can be finished.
    ///
    /// # Errors
    /// If the disk does not obey: then do not attest it.
    pub fn erase(&self, id: BlobId) -> Outcome {
        durable::destroy(&self.key_path(id))?;
        durable::destroy(&self.path(id))
    }

    fn path(&self, id: BlobId) -> PathBuf {
        let name = id.to_string();
        self.blobs.join(name.get(..2).unwrap_or_default()).join(name)
    }

    fn key_path(&self, id: BlobId) -> PathBuf {
        self.keys.join(id.to_string())
    }

    fn key(&self, id: BlobId, own: &age::x25519::Identity) -> Outcome<BlobKey> {
        let path = self.key_path(id);
        let mut sealed = Vec::new();
        let read = File::open(&path)
            .and_then(|file| Read::take(file, blob_key::BYTES_MAX).read_to_end(&mut sealed));
        match read {
            Ok(_) => BlobKey::open(&sealed, own),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Err(Failure::cannot(format!(
                "the key of blob {id} is not here: it was erased, or never shared with this seat"
            ))),
            Err(fault) => Err(Failure::file("read", &path, &fault)),
        }
    }

    /// A new file to write a blob to. What a crash left of earlier ones is removed.
    fn incoming(&self) -> Outcome<Incoming> {
        durable::private_folder(&self.blobs)?;
        let fault = |fault: io::Error| Failure::file("write in", &self.blobs, &fault);
        for left in fs::read_dir(&self.blobs).map_err(fault)?.filter_map(Result::ok) {
            let ours = left.file_name().to_string_lossy().starts_with(INCOMING);
            // Its writer holds the lock as long as it lives.
            if ours && File::open(left.path()).is_ok_and(|file| file.try_lock().is_ok()) {
                fs::remove_file(left.path()).map_err(fault)?;
            }
        }
        let path = self.blobs.join(format!("{INCOMING}{}", random::name()?));
        let file = durable::create_private(&path).map_err(fault)?;
        file.lock().map_err(fault)?;
        let (hasher, limit) = (Sha256::new(), self.limit);
        Ok(Incoming { file, hasher, length: 0, limit, over: false, path: Beside(Some(path)) })
    }

    /// Tells a limit that was reached from a disk that does not obey.
    fn explain(&self, done: io::Result<()>, incoming: &Incoming) -> Outcome {
        done.map_err(|fault| {
            if incoming.over {
                return Failure::cannot(format!(
                    "the blob is longer than {} bytes sealed, the most that is taken here: \
                     cut it, or set --limit",
                    self.limit
                ));
            }
            Failure::cannot(format!("the blob cannot be taken in: {}", io_words(&fault)))
        })
    }
}

fn not_held(id: BlobId) -> Failure {
    Failure::cannot(format!("blob {id} is not held here: fetch it from a seat that holds it"))
}

fn changed(id: BlobId) -> Failure {
    Failure::cannot(format!(
        "blob {id} is not what it was: its bytes were changed or lost; fetch it anew from a seat that holds it"
    ))
}

/// Opens a blob, and returns when every byte of it is checked.
fn decrypt(id: BlobId, ciphertext: &File, key: &BlobKey, mut out: impl Write + Durable) -> Outcome {
    let mut hashing = Hashing::new(ciphertext);
    let opened = age::Decryptor::new_buffered(BufReader::new(&mut hashing))
        .and_then(|sealed| sealed.decrypt(iter::once(&key.identity as &dyn age::Identity)));
    match opened {
        Ok(mut content) => {
            match io::copy(&mut content, &mut out).and_then(|_| out.make_durable()) {
                Ok(()) => {}
                // What age says of bytes that are not those that it wrote, or that stop too early.
                Err(fault)
                    if matches!(
                        fault.kind(),
                        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
                    ) =>
                {
                    return Err(changed(id));
                }
                Err(fault) => {
                    return Err(Failure::cannot(format!(
                        "cannot open blob {id}: {}",
                        io_words(&fault)
                    )));
                }
            }
        }
        Err(age::DecryptError::NoMatchingKeys) => {
            return Err(Failure::cannot(format!("that key is not the key of blob {id}")));
        }
        Err(_) => return Err(changed(id)),
    }
    if BlobId::new(hashing.digest()) == id { Ok(()) } else { Err(changed(id)) }
}

/// Where an opened blob goes.
trait Durable {
    fn make_durable(&mut self) -> io::Result<()>;
}

impl Durable for &File {
    fn make_durable(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

impl Durable for io::Sink {
    fn make_durable(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Hashes what is read through it.
pub struct Hashing<R> {
    hasher: Sha256,
    inner: R,
}

impl<R: Read> Hashing<R> {
    /// Reads through to `inner`.
    pub fn new(inner: R) -> Self {
        Self { hasher: Sha256::new(), inner }
    }

    /// The SHA-256 of everything up to the end.
    pub fn digest(mut self) -> [u8; 32] {
        // What the reader above left unread belongs to it too; a fault shows as another digest.
        let _ = io::copy(&mut self, &mut io::sink());
        self.hasher.finalize().into()
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// A file's name that is removed again, unless it was kept.
struct Beside(Option<PathBuf>);

impl Beside {
    fn kept(mut self) {
        self.0 = None;
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Nothing more can be done; the next blob that comes in tries again.
            let _ = fs::remove_file(path);
        }
    }
}

/// A blob that is being written. Without [`Incoming::keep`] it leaves nothing.
struct Incoming {
    file: File,
    hasher: Sha256,
    length: u64,
    limit: u64,
    over: bool,
    path: Beside,
}

impl Incoming {
    fn added(&self) -> Added {
        Added { id: BlobId::new(self.hasher.clone().finalize().into()), length: self.length }
    }

    /// Gives it its name, durably.
    fn keep(self, path: &Path) -> Outcome {
        if let Some(dir) = path.parent() {
            durable::private_folder(dir)?;
        }
        let Some(beside) = self.path.0.clone() else { return Ok(()) };
        let kept = self.file.sync_all().and_then(|()| {
            fs::rename(&beside, path)?;
            durable::sync_folder_of(path)
        });
        kept.map_err(|fault| Failure::file("write", path, &fault))?;
        self.path.kept();
        Ok(())
    }
}

impl Write for Incoming {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > self.limit.saturating_sub(self.length) {
            self.over = true;
            return Err(io::Error::other("the blob is too long"));
        }
        let written = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        self.length = self.length.saturating_add(u64::try_from(written).unwrap_or(0));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
