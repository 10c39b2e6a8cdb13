//! Whether what an authenticator says is an answer to what it was asked: W3C Web Authentication, level 3, sections 7.1
//! and 7.2, as far as passkeys without attestation need them.
//!
//! # In scope
//! The client's data, the authenticator's data, the three kinds of keys that browsers' authenticators make, signatures.
//!
//! # Out of scope
//! Attestation: it is not asked for, so who made an authenticator is not known. What was asked, and of whom: [`super`].

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::challenges::Challenge;
use super::realm::Realm;

/// The kinds of signatures that are offered to authenticators, the preferred first: COSE's numbers of ES256, EdDSA and
/// RS256. The last is what Windows Hello has on older machines.
pub const ALGORITHMS: [i32; 3] = [-7, -8, -257];
/// The longest name that an authenticator may give a passkey, in bytes.
const ID_BYTES_MAX: usize = 1023;

/// Why an answer is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its parts are not in the form that the standard gives.
    #[error("what the browser sent cannot be read")]
    Unreadable,
    /// It was made to add a passkey and is used to sign in, or the other way round.
    #[error("it was made for something else")]
    OtherPurpose,
    /// Nothing was asked with that challenge, or too long ago, or it was answered.
    #[error("nothing was asked to which this is an answer, or too long ago")]
    Unasked,
    /// A page of another site had it made.
    #[error("it was made on a page of another site")]
    OtherOrigin,
    /// It is tied to another name.
    #[error("it is a passkey of another site")]
    OtherName,
    /// Nobody touched the authenticator.
    #[error("nobody confirmed it")]
    NotConfirmed,
    /// The authenticator did not make sure who confirmed it.
    #[error("who confirmed it was not verified on the device")]
    NotVerified,
    /// The key is of no kind that was offered.
    #[error("its key is of another kind than was offered")]
    OtherKey,
    /// Nobody here has that passkey.
    #[error("nobody here has this passkey")]
    Unknown,
    /// It is somebody else's.
    #[error("it is somebody else's")]
    OtherHolder,
    /// The signature is not by its key.
    #[error("its signature does not hold")]
    BadSignature,
    /// It may be copied to other devices and might not be when it was added, or the other way round.
    #[error("what it says of copies is not what it said when it was added")]
    OtherEligibility,
    /// Its counter went back: two devices use one key.
    #[error("its counter went back: it may have been copied")]
    WentBack,
}

impl Fault {
    /// The word under which it is kept among what was done.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::OtherPurpose => "other-purpose",
            Self::Unasked => "unasked",
            Self::OtherOrigin => "other-origin",
            Self::OtherName => "other-name",
            Self::NotConfirmed => "not-confirmed",
            Self::NotVerified => "not-verified",
            Self::OtherKey => "other-key",
            Self::Unknown => "unknown",
            Self::OtherHolder => "other-holder",
            Self::BadSignature => "bad-signature",
            Self::OtherEligibility => "other-eligibility",
            Self::WentBack => "went-back",
        }
    }
}

/// What the browser vouches for, as it wrote it.
#[derive(Debug, Deserialize)]
struct Written {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    framed: bool,
}

/// What the browser calls the making of a passkey.
const CREATE: &str = "webauthn.create";
/// What it calls the use of one.
const GET: &str = "webauthn.get";

/// What the browser vouches for.
#[derive(Debug)]
pub struct ClientData<'d> {
    bytes: &'d [u8],
    challenge: Challenge,
    written: Written,
}

impl<'d> ClientData<'d> {
    /// Reads it.
    ///
    /// # Errors
    /// [`Fault::Unreadable`]
    pub fn read(bytes: &'d [u8]) -> Result<Self, Fault> {
        let written: Written = serde_json::from_slice(bytes).map_err(|_| Fault::Unreadable)?;
        let challenge = Challenge::read(&written.challenge).ok_or(Fault::Unreadable)?;
        Ok(Self { bytes, challenge, written })
    }

    /// To which challenge it answers.
    #[must_use]
    pub fn challenge(&self) -> &Challenge {
        &self.challenge
    }

    /// Whether it was made for this, on a page of this screen.
    fn check(&self, kind: &str, realm: &Realm) -> Result<(), Fault> {
        if self.written.kind != kind {
            return Err(Fault::OtherPurpose);
        }
        if self.written.origin != realm.address() || self.written.framed {
            return Err(Fault::OtherOrigin);
        }
        Ok(())
    }
}

/// What the authenticator says, and its bytes, over which it signs.
struct Said<'d> {
    added: Option<Added<'d>>,
    backed_up: bool,
    counter: u32,
    eligible: bool,
}

const CONFIRMED: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const MAY_BE_COPIED: u8 = 0x08;
const IS_COPIED: u8 = 0x10;
const HAS_KEY: u8 = 0x40;
const HAS_MORE: u8 = 0x80;

impl<'d> Said<'d> {
    /// Reads the authenticator's data: 32 bytes of the site's name, flags, counter; then a key, if one was made; then what
    /// nobody asked for, which is left alone.
    fn read(bytes: &'d [u8], realm: &Realm) -> Result<Self, Fault> {
        let (name, rest) = bytes.split_first_chunk::<32>().ok_or(Fault::Unreadable)?;
        let (&[flags], rest) = rest.split_first_chunk::<1>().ok_or(Fault::Unreadable)?;
        let (counter, rest) = rest.split_first_chunk::<4>().ok_or(Fault::Unreadable)?;
        let has = |flag: u8| flags & flag != 0;
        if *name != *Sha256::digest(realm.name()) {
            return Err(Fault::OtherName);
        }
        if !has(CONFIRMED) {
            return Err(Fault::NotConfirmed);
        }
        if !has(VERIFIED) {
            return Err(Fault::NotVerified);
        }
        let (added, rest) = if has(HAS_KEY) {
            let (added, rest) = read_added(rest)?;
            (Some(added), rest)
        } else {
            (None, rest)
        };
        if (has(IS_COPIED) && !has(MAY_BE_COPIED)) || has(HAS_MORE) == rest.is_empty() {
            return Err(Fault::Unreadable);
        }
        Ok(Self {
            added,
            backed_up: has(IS_COPIED),
            counter: u32::from_be_bytes(*counter),
            eligible: has(MAY_BE_COPIED),
        })
    }
}

/// A passkey that was added: its name with its authenticator, and its key.
type Added<'d> = (&'d [u8], &'d [u8]);

/// The name of a passkey and its key, and what follows: 16 bytes of the maker, the length of the name, both.
fn read_added(bytes: &[u8]) -> Result<(Added<'_>, &[u8]), Fault> {
    let (_, rest) = bytes.split_first_chunk::<16>().ok_or(Fault::Unreadable)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(Fault::Unreadable)?;
    let length = usize::from(u16::from_be_bytes(*length));
    if length == 0 || length > ID_BYTES_MAX {
        return Err(Fault::Unreadable);
    }
    let (id, rest) = rest.split_at_checked(length).ok_or(Fault::Unreadable)?;
    let (_, after) = PublicKey::read(rest).ok_or(Fault::OtherKey)?;
    let (key, _) =
        rest.split_at_checked(rest.len().saturating_sub(after.len())).ok_or(Fault::Unreadable)?;
    Ok(((id, key), after))
}

/// The key of a passkey.
#[derive(Debug, PartialEq, Eq)]
enum PublicKey<'k> {
    Es256 { point: [u8; 65] },
    Ed25519 { point: &'k [u8; 32] },
    Rs256 { modulus: &'k [u8], exponent: &'k [u8; 3] },
}

impl<'k> PublicKey<'k> {
    /// Reads a key and gives what follows it.
    ///
    /// A COSE key of each kind has one form: the standard asks for CTAP2's canonical CBOR without anything optional. So
    /// its bytes are held against that form, and CBOR as such is not read.
    fn read(bytes: &'k [u8]) -> Option<(Self, &'k [u8])> {
        if let Some(rest) = bytes.strip_prefix(b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20") {
            let (x, rest) = rest.split_first_chunk::<32>()?;
            let (y, rest) = rest.strip_prefix(b"\x22\x58\x20")?.split_first_chunk::<32>()?;
            let mut point = [4; 65];
            let (_, both) = point.split_first_mut()?;
            for (to, from) in both.iter_mut().zip(x.iter().chain(y)) {
                *to = *from;
            }
            return Some((Self::Es256 { point }, rest));
        }
        if let Some(rest) = bytes.strip_prefix(b"\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20") {
            let (point, rest) = rest.split_first_chunk::<32>()?;
            return Some((Self::Ed25519 { point }, rest));
        }
        let rest = bytes.strip_prefix(b"\xa4\x01\x03\x03\x39\x01\x00\x20\x59")?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (modulus, rest) =
            rest.split_at_checked(length).filter(|_| (256..=512).contains(&length))?;
        let (exponent, rest) = rest.strip_prefix(b"\x21\x43")?.split_first_chunk::<3>()?;
        Some((Self::Rs256 { modulus, exponent }, rest))
    }

    fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Es256 { point } => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::Ed25519 { point } => {
                UnparsedPublicKey::new(&ED25519, point).verify(message, signature)
            }
            Self::Rs256 { modulus, exponent } => {
                let key = RsaPublicKeyComponents { n: *modulus, e: exponent.as_slice() };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
        }
        .is_ok()
    }
}

/// A passkey that an authenticator made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Whether it is copied to other devices, as its authenticator said last.
    pub backed_up: bool,
    /// How often it was used, as the authenticator counts; 0 where it does not count.
    pub counter: u32,
    /// Whether it may be copied to other devices, for good; none if that was not kept when it was added.
    pub eligible: Option<bool>,
    /// Its name with its authenticator: random bytes.
    pub id: Vec<u8>,
    /// Its public key, as COSE writes it.
    pub key: Vec<u8>,
}

/// The passkey that was made, if it was made for this screen. That the challenge is ours is looked up elsewhere.
///
/// # Errors
/// [`Fault`]
pub fn made(client: &ClientData<'_>, authenticator: &[u8], realm: &Realm) -> Result<Made, Fault> {
    client.check(CREATE, realm)?;
    let said = Said::read(authenticator, realm)?;
    let (id, key) = said.added.ok_or(Fault::Unreadable)?;
    Ok(Made {
        backed_up: said.backed_up,
        counter: said.counter,
        eligible: Some(said.eligible),
        id: id.to_vec(),
        key: key.to_vec(),
    })
}

/// What an authenticator says of a passkey that signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// Whether it is copied to other devices.
    pub backed_up: bool,
    /// How often it was used.
    pub counter: u32,
    /// Whether it may be copied.
    pub eligible: bool,
}

/// What is to be kept of a passkey after it signed, if it did. That the challenge is ours is looked up elsewhere.
///
/// # Errors
/// [`Fault`]
pub fn signed(
    client: &ClientData<'_>,
    authenticator: &[u8],
    signature: &[u8],
    passkey: &Made,
    realm: &Realm,
) -> Result<Used, Fault> {
    client.check(GET, realm)?;
    let said = Said::read(authenticator, realm)?;
    let message = [authenticator, &Sha256::digest(client.bytes)].concat();
    let (key, _) = PublicKey::read(&passkey.key).ok_or(Fault::OtherKey)?;
    if !key.signed(&message, signature) {
        return Err(Fault::BadSignature);
    }
    if passkey.eligible.is_some_and(|before| before != said.eligible) {
        return Err(Fault::OtherEligibility);
    }
    let counts = said.counter != 0 || passkey.counter != 0;
    if counts && said.counter <= passkey.counter {
        return Err(Fault::WentBack);
    }
    Ok(Used { backed_up: said.backed_up, counter: said.counter, eligible: said.eligible })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_in_its_one_form_and_in_no_other() {
        let p256 =
            [&b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"[..], &[7; 32], b"\x22\x58\x20", &[8; 32]]
                .concat();
        let (key, rest) = PublicKey::read(&p256).unwrap();
        let PublicKey::Es256 { point } = key else { panic!("{key:?}") };
        assert_eq!((point[0], point[1], point[64], rest.len()), (4, 7, 8, 0));
        let ed = [&b"\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20"[..], &[9; 32], b"more"].concat();
        assert_eq!(
            PublicKey::read(&ed).unwrap(),
            (PublicKey::Ed25519 { point: &[9; 32] }, &b"more"[..])
        );
        let rsa = |length: u16| {
            let modulus = vec![5; usize::from(length)];
            [
                &b"\xa4\x01\x03\x03\x39\x01\x00\x20\x59"[..],
                &length.to_be_bytes(),
                &modulus,
                b"\x21\x43\x01\x00\x01",
            ]
            .concat()
        };
        assert!(PublicKey::read(&rsa(256)).is_some());
        assert_eq!(PublicKey::read(&rsa(255)), None, "a modulus that is too short");
        for cut in 0..p256.len() {
            assert_eq!(PublicKey::read(&p256[..cut]), None, "{cut}");
        }
        // The same map with another order, another curve, another algorithm.
        for other in [
            &b"\xa5\x03\x26\x01\x02"[..],
            b"\xa5\x01\x02\x03\x26\x20\x02",
            b"\xa5\x01\x02\x03\x38\x22",
            b"\x00",
            b"",
        ] {
            assert_eq!(PublicKey::read(&[other, &[0; 80]].concat()), None, "{other:?}");
        }
    }
}
