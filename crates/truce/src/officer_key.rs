//! An officer's own key: a small file, for a stick in the officer's pocket, and not in the seat's folder.
//!
//! A deed that carries the officer's signature has its author even if the seat's own keys were used by somebody else.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer as _, SigningKey};
use truce_core::case::office::OfficerKey;
use zeroize::Zeroizing;

use crate::durable;
use crate::failure::{Failure, Outcome};
use crate::random;

/// The first line of the file.
const HEADING: &str = "truce officer key v1";

/// What signs as an officer.
pub struct OfficerSigner(SigningKey);

impl OfficerSigner {
    /// Makes a key and writes it to a file that only its owner can read.
    ///
    /// # Errors
    /// If there is such a file already, or it cannot be written.
    pub fn create(path: &Path) -> Outcome<Self> {
        if path.exists() {
            let words = format!("`{}` is there already: name another file", path.display());
            return Err(Failure::cannot(words));
        }
        let seed = random::bytes::<32>()?;
        let text = Zeroizing::new(format!("{HEADING}\n{}\n", URL_SAFE_NO_PAD.encode(*seed)));
        durable::replace_private(path, text.as_bytes())?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// Reads a key from its file.
    ///
    /// # Errors
    /// If it cannot be read, or is no such file. No error quotes what it holds.
    pub fn read(path: &Path) -> Outcome<Self> {
        let text = std::fs::read_to_string(path).map_err(|f| Failure::file("read", path, &f))?;
        let text = Zeroizing::new(text);
        let seed = text.strip_prefix(HEADING).and_then(|rest| {
            let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(rest.trim()).ok()?);
            <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Zeroizing::new)
        });
        let seed = seed.ok_or_else(|| {
            Failure::cannot(format!(
                "`{}` is no officer's key: `truce office key FILE` makes one",
                path.display()
            ))
        })?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// Its public key, as an appointment names it.
    #[must_use]
    pub fn public(&self) -> OfficerKey {
        OfficerKey::of(self.0.verifying_key().as_bytes())
    }

    /// Signs bytes: base64url without padding.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(self.0.sign(bytes).to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_signs_what_its_public_key_accepts_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("officer.key");
        let made = OfficerSigner::create(&path).unwrap();
        let read = OfficerSigner::read(&path).unwrap();
        let signature = read.sign(b"deed");
        assert!(made.public().signed(b"deed", &signature));
        assert!(!made.public().signed(b"other", &signature));
        assert!(OfficerSigner::create(&path).is_err());
    }

    #[test]
    fn a_file_that_is_no_key_is_refused_without_quoting_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret");
        std::fs::write(&path, "very secret").unwrap();
        let why = OfficerSigner::read(&path).map(|_| ()).unwrap_err().words;
        assert!(why.contains("no officer's key") && !why.contains("very secret"), "{why}");
    }
}
