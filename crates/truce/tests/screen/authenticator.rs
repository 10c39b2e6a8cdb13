//! An authenticator in software: it holds one passkey, and says what a test wants it to say.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::seat::ADDRESS;

/// Confirmed, and by whom was verified.
pub const CONFIRMED_AND_VERIFIED: u8 = 0x05;
const HAS_KEY: u8 = 0x40;

/// Every field is what an honest one says, until a test changes it.
pub struct Authenticator {
    pub counter: u32,
    pub flags: u8,
    pub framed: bool,
    pub holder: Vec<u8>,
    pub id: Vec<u8>,
    pub origin: String,
    pub site: String,
    key: EcdsaKeyPair,
}

/// The fields of a form, by name.
pub type Form = Vec<(&'static str, String)>;

/// A form as a browser sends it.
pub fn sent(form: &Form) -> String {
    form.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

pub fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}

impl Authenticator {
    pub fn new() -> Self {
        let random = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let drawn = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(kind, drawn.as_ref(), &random).unwrap();
        Self {
            counter: 0,
            flags: CONFIRMED_AND_VERIFIED,
            framed: false,
            holder: Vec::new(),
            id: Sha256::digest(key.public_key()).to_vec(),
            origin: ADDRESS.to_owned(),
            site: "truce.example".to_owned(),
            key,
        }
    }

    /// What the browser vouches for.
    pub fn client(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let written = json!({
            "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.framed
        });
        written.to_string().into_bytes()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let site = Sha256::digest(&self.site);
        [site.as_slice(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// The key, as COSE writes one of P-256.
    pub fn public_key(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let head = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20";
        [&head[..], &point[1..33], b"\x22\x58\x20", &point[33..]].concat()
    }

    /// Makes its passkey, as it was asked.
    pub fn make(&mut self, asked: &Value) -> Form {
        assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
        self.holder = bytes(&asked["user"]["id"]);
        self.make_with(asked, &self.public_key())
    }

    /// Makes its passkey with a key of a test's choice.
    pub fn make_with(&self, asked: &Value, key: &[u8]) -> Form {
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let data =
            [&self.data(self.flags | HAS_KEY)[..], &[0; 16], &length, &self.id, key].concat();
        let client = self.client("webauthn.create", &asked["challenge"]);
        vec![("client", text(client)), ("authenticator", text(data))]
    }

    /// Signs what it was asked.
    pub fn sign(&self, asked: &Value) -> Form {
        assert_eq!(asked["userVerification"], "required");
        self.sign_as("webauthn.get", asked)
    }

    /// Signs what it was asked, under whatever purpose.
    pub fn sign_as(&self, kind: &str, asked: &Value) -> Form {
        let (client, data) = (self.client(kind, &asked["challenge"]), self.data(self.flags));
        let message = [&data[..], &Sha256::digest(&client)].concat();
        let signature = self.key.sign(&SystemRandom::new(), &message).unwrap();
        vec![
            ("id", text(&self.id)),
            ("holder", text(&self.holder)),
            ("client", text(client)),
            ("authenticator", text(data)),
            ("signature", text(signature)),
        ]
    }
}
