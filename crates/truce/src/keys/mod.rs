//! A seat's keys: made, sealed at rest, opened, turned over, copied.
//!
//! # In scope
//! Seeds and the file that holds them, `DIR/keys.toml`. Five uses: the log's key, the mirror's
//! key, the witness's key, the evidence key, and an anchor's key where the program is built with it.
//!
//! # Out of scope
//! Signatures, which `truce-log` makes, and the entry that tells others of new keys.
//!
//! INVARIANT: no seed and no passphrase is in any `Debug`, message or public file;
//! `tests/canary.rs` looks for them.

mod backup;
mod card;
mod file;
mod passphrase;

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::Path;
use std::str::FromStr as _;

use sha2::{Digest as _, Sha256};
use truce_log::key::{KeyKind, SigningKey};
use zeroize::Zeroizing;

use self::file::{KeyFile, Lock, Seed, Seeds};
use crate::failure::{Failure, Outcome};
use crate::random;

pub use self::backup::{backup, restore};
pub use self::card::{Card, PublicKey, fingerprint};
pub use self::file::{Cost, Use, path_in};
pub use self::passphrase::{Passphrase, Wanted};

/// A seat's keys, open. Wiped from memory when dropped.
pub struct Keys {
    /// Signs an anchor that outlasts Ed25519; keys made by a program without it have none.
    #[cfg(feature = "ml-dsa")]
    pub anchor: Option<SigningKey>,
    /// Opens evidence and sealed fields.
    pub evidence: age::x25519::Identity,
    /// Signs the heads of the seat's log.
    pub log: SigningKey,
    /// Signs heads of other logs that the seat holds whole.
    pub mirror: SigningKey,
    /// The origin of the seat's log.
    pub origin: String,
    /// Signs heads that are shown to the seat as a witness, held or not.
    pub witness: SigningKey,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "keys of {} <sealed>", self.origin)
    }
}

/// Makes a seat's keys and seals them in its node's folder, durably.
///
/// Without a passphrase the keys are as open as the folder: for exercises only.
///
/// # Errors
/// If there are keys already, the origin is no name of a key, or the disk does not obey.
pub fn create(dir: &Path, origin: &str, passphrase: &Passphrase, cost: Cost) -> Outcome<Keys> {
    let seeds = uses().iter().map(|what| Ok((*what, random::bytes::<32>()?)));
    let seeds = seeds.collect::<Outcome<Vec<_>>>()?;
    create_of(dir, origin, seeds, passphrase, cost)
}

/// Puts the demo's published keys of an origin in a folder, without a passphrase.
///
/// # Errors
/// As [`create`].
pub fn create_demo(dir: &Path, origin: &str) -> Outcome<Keys> {
    create_of(dir, origin, demo_seeds(origin), &Passphrase::none(), Cost::CHEAP)
}

/// The demo's keys of an origin: anybody can make them, so they are worth nothing.
///
/// # Errors
/// If the origin is no name of a key.
pub fn of_demo(origin: &str) -> Outcome<Keys> {
    let seeds = demo_seeds(origin).into_iter().map(|(what, bytes)| named(origin, what, bytes));
    keys_of(origin, &seeds.collect::<Outcome<Vec<_>>>()?)
}

/// Opens a seat's keys, with a passphrase from the environment or from a person if they need one.
///
/// # Errors
/// If there are none, the passphrase is wrong or cannot be had, or the file was changed.
pub fn unlock(dir: &Path) -> Outcome<Keys> {
    open(dir, &passphrase_for(dir)?)
}

/// The passphrase that a folder's keys need, from the environment or from a person; none if they need none.
///
/// # Errors
/// If there are no keys, or the passphrase cannot be had.
pub fn passphrase_for(dir: &Path) -> Outcome<Passphrase> {
    match KeyFile::read(&path_in(dir))?.lock {
        Lock::None => Ok(Passphrase::none()),
        Lock::Passphrase => Passphrase::obtain(Wanted::ToOpen),
    }
}

/// Opens a seat's keys.
///
/// # Errors
/// If there are none, the passphrase is another, or the file was changed.
pub fn open(dir: &Path, passphrase: &Passphrase) -> Outcome<Keys> {
    let seeds = open_seeds(dir, passphrase)?;
    keys_of(&seeds.origin, &seeds.keys)
}

/// The public card of the keys in a folder. No passphrase is needed.
///
/// # Errors
/// If there are none, or the file cannot be read.
pub fn card(dir: &Path) -> Outcome<Card> {
    Ok(Card::of(&KeyFile::read(&path_in(dir))?))
}

/// Makes the keys that are to follow those in use, and returns both: first the old, then the new.
///
/// The old stay in use until [`adopt`]: put the rotation on record in between. Called again
/// before that, it returns the same new keys, so that a crash leaves nothing half done.
/// The keys of log and mirror are new, for the entry on record tells of those; the others stay.
///
/// # Errors
/// As [`open`], or if the disk does not obey.
pub fn rotate(dir: &Path, passphrase: &Passphrase) -> Outcome<(Keys, Keys)> {
    let path = path_in(dir);
    let file = KeyFile::read(&path)?;
    let mut seeds = file.open(passphrase, &path)?;
    if seeds.next.is_empty() {
        for what in uses() {
            // The entry on record tells of these two; of any other nobody would know.
            let renewed = matches!(what, Use::Log | Use::Mirror);
            let kept = seeds.keys.iter().find(|seed| seed.what == *what && !renewed);
            let seed = match kept {
                Some(kept) => kept.clone(),
                None => named(&seeds.origin, *what, random::bytes::<32>()?)?,
            };
            seeds.next.push(seed);
        }
        KeyFile::seal(&seeds, passphrase, file.cost)?.write(&path)?;
    }
    Ok((keys_of(&seeds.origin, &seeds.keys)?, keys_of(&seeds.origin, &seeds.next)?))
}

/// Puts the keys of a rotation in use, and forgets the old ones. Without a rotation nothing is done.
///
/// # Errors
/// As [`open`], or if the disk does not obey.
pub fn adopt(dir: &Path, passphrase: &Passphrase) -> Outcome<Keys> {
    let path = path_in(dir);
    let file = KeyFile::read(&path)?;
    let mut seeds = file.open(passphrase, &path)?;
    if !seeds.next.is_empty() {
        seeds.keys = std::mem::take(&mut seeds.next);
        KeyFile::seal(&seeds, passphrase, file.cost)?.write(&path)?;
    }
    keys_of(&seeds.origin, &seeds.keys)
}

/// Seals the keys under another passphrase. Copies made before keep the old one.
///
/// # Errors
/// As [`open`], or if the disk does not obey; the old passphrase holds then.
pub fn reseal(dir: &Path, old: &Passphrase, new: &Passphrase, cost: Cost) -> Outcome {
    let path = path_in(dir);
    KeyFile::seal(&open_seeds(dir, old)?, new, cost)?.write(&path)
}

/// What a node has a key for.
fn uses() -> &'static [Use] {
    if cfg!(feature = "ml-dsa") {
        &[Use::Log, Use::Mirror, Use::Witness, Use::Anchor, Use::Evidence]
    } else {
        &[Use::Log, Use::Mirror, Use::Witness, Use::Evidence]
    }
}

fn open_seeds(dir: &Path, passphrase: &Passphrase) -> Outcome<Seeds> {
    let path = path_in(dir);
    KeyFile::read(&path)?.open(passphrase, &path)
}

fn create_of(
    dir: &Path,
    origin: &str,
    seeds: Vec<(Use, Zeroizing<[u8; 32]>)>,
    passphrase: &Passphrase,
    cost: Cost,
) -> Outcome<Keys> {
    let path = path_in(dir);
    if path.exists() {
        return Err(Failure::cannot(format!(
            "there are keys in `{}` already: `truce seat rotate` makes new ones",
            path.display()
        )));
    }
    let keys = seeds.into_iter().map(|(what, bytes)| named(origin, what, bytes));
    let keys = keys.collect::<Outcome<Vec<_>>>()?;
    let seeds = Seeds { origin: origin.to_owned(), keys, next: Vec::new() };
    let opened = keys_of(origin, &seeds.keys)?;
    KeyFile::seal(&seeds, passphrase, cost)?.write(&path)?;
    Ok(opened)
}

/// A seed for each use and origin: a cosigner's signature does not tell whose it is but by its key.
fn demo_seeds(origin: &str) -> Vec<(Use, Zeroizing<[u8; 32]>)> {
    let seed =
        |what: &Use| Sha256::digest(format!("truce demo: {} key of {origin}\n", what.word()));
    uses().iter().map(|what| (*what, Zeroizing::new(seed(what).into()))).collect()
}

/// Gives a seed its name and works out its public part.
fn named(origin: &str, what: Use, bytes: Zeroizing<[u8; 32]>) -> Outcome<Seed> {
    let name = match what {
        Use::Log | Use::Evidence => origin.to_owned(),
        Use::Mirror | Use::Witness | Use::Anchor => format!("{origin}/{}", what.word()),
    };
    let public = match what {
        Use::Evidence => identity(&bytes)?.to_public().to_string(),
        Use::Log | Use::Mirror | Use::Witness | Use::Anchor => {
            signing_key(&name, what, &bytes)?.verifier().to_string()
        }
    };
    Ok(Seed { what, name, public, bytes })
}

fn keys_of(origin: &str, seeds: &[Seed]) -> Outcome<Keys> {
    let find = |what: Use| {
        let seed = seeds.iter().find(|seed| seed.what == what);
        seed.ok_or_else(|| Failure::cannot(format!("the {} key is missing", what.word())))
    };
    let signing = |what: Use| {
        let seed = find(what)?;
        let key = signing_key(&seed.name, what, &seed.bytes)?;
        if key.verifier().to_string() == seed.public { Ok(key) } else { Err(mismatch(what)) }
    };
    let evidence = find(Use::Evidence)?;
    let identity = identity(&evidence.bytes)?;
    if identity.to_public().to_string() != evidence.public {
        return Err(mismatch(Use::Evidence));
    }
    Ok(Keys {
        #[cfg(feature = "ml-dsa")]
        anchor: match find(Use::Anchor) {
            Ok(_) => Some(signing(Use::Anchor)?),
            Err(_) => None,
        },
        evidence: identity,
        log: signing(Use::Log)?,
        mirror: signing(Use::Mirror)?,
        origin: origin.to_owned(),
        witness: signing(Use::Witness)?,
    })
}

fn mismatch(what: Use) -> Failure {
    Failure::cannot(format!("the public part of the {} key is not that of its seed", what.word()))
}

fn signing_key(name: &str, what: Use, bytes: &Zeroizing<[u8; 32]>) -> Outcome<SigningKey> {
    let kind = match what {
        Use::Log | Use::Evidence => KeyKind::Log,
        Use::Mirror | Use::Witness => KeyKind::Cosigner,
        #[cfg(feature = "ml-dsa")]
        Use::Anchor => KeyKind::MlDsa,
        #[cfg(not(feature = "ml-dsa"))]
        Use::Anchor => {
            return Err(Failure::cannot("this program was built without the anchor's key"));
        }
    };
    SigningKey::from_seed(name, kind, **bytes)
        .map_err(|fault| Failure::cannot(format!("`{name}` cannot be a key's name: {fault}")))
}

/// The age identity with these bytes. Its only public form is text, so that is made and read.
fn identity(bytes: &Zeroizing<[u8; 32]>) -> Outcome<age::x25519::Identity> {
    let prefix = bech32::Hrp::parse_unchecked("age-secret-key-");
    let text = bech32::encode::<bech32::Bech32>(prefix, &bytes[..]).map(Zeroizing::new);
    let text = text.map(|text| Zeroizing::new(text.to_uppercase()));
    text.ok()
        .and_then(|text| age::x25519::Identity::from_str(&text).ok())
        .ok_or_else(|| Failure::cannot("the evidence key cannot be made"))
}
