//! Where passkeys are good: at one address of the screen, under one name.
//!
//! A browser ties a passkey to the name of a site and hands it to no other; numbers of the network have none.

use std::fmt;
use std::net::IpAddr;

use axum::http::Uri;

/// Why an address cannot be the screen's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRealm {
    /// It is no address of a page.
    #[error("`{0}` is not the address of a site, such as https://truce.example.org")]
    NotAnAddress(String),
    /// It leads further than to the site.
    #[error("`{0}` leads to a page: leave away what comes after the name and the port")]
    Page(String),
    /// It has a number in place of a name.
    #[error("`{0}` is a number, and browsers give passkeys to names alone: give the site a name")]
    Number(String),
    /// It is not protected on its way.
    #[error(
        "`{0}` is not reached over TLS, and browsers give passkeys to no such site but localhost"
    )]
    Open(String),
}

/// The address at which people open the screen, by which browsers know its passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realm {
    address: String,
    name: String,
}

impl Realm {
    /// Reads the public address of a screen.
    ///
    /// # Errors
    /// [`NoRealm`]
    pub fn read(text: &str) -> Result<Self, NoRealm> {
        let not_one = || NoRealm::NotAnAddress(text.to_owned());
        let uri: Uri = text.to_ascii_lowercase().parse().map_err(|_| not_one())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(not_one());
        };
        let name = authority.host();
        if authority.as_str().contains('@') || !matches!(scheme, "http" | "https") {
            return Err(not_one());
        }
        if uri.path() != "/" || uri.query().is_some() {
            return Err(NoRealm::Page(text.to_owned()));
        }
        if is_number(name) {
            return Err(NoRealm::Number(text.to_owned()));
        }
        if scheme == "http" && name != "localhost" {
            return Err(NoRealm::Open(text.to_owned()));
        }
        let usual = if scheme == "https" { 443 } else { 80 };
        // As browsers write it: the usual port is left away.
        let port = authority.port_u16().filter(|port| *port != usual);
        let port = port.map_or_else(String::new, |port| format!(":{port}"));
        Ok(Self { address: format!("{scheme}://{name}{port}"), name: name.to_owned() })
    }

    /// That of a screen which only this machine reaches.
    #[must_use]
    pub fn of_this_machine(port: u16) -> Self {
        Self { address: format!("http://localhost:{port}"), name: "localhost".to_owned() }
    }

    /// The name to which browsers tie a passkey: the relying party's.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address, as browsers write it: scheme, name, and the port where it is not the usual one.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl fmt::Display for Realm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)
    }
}

/// Whether a host is an address of the network, in whatever way a browser would read one.
fn is_number(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    host.starts_with('[')
        || host.parse::<IpAddr>().is_ok()
        || last.is_empty()
        || last.bytes().all(|byte| byte.is_ascii_digit())
        || last.starts_with("0x")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_browsers_write_it() {
        for (text, address, name) in [
            ("https://truce.example.org", "https://truce.example.org", "truce.example.org"),
            ("https://Truce.Example.org:443/", "https://truce.example.org", "truce.example.org"),
            (
                "https://truce.example.org:8443",
                "https://truce.example.org:8443",
                "truce.example.org",
            ),
            ("http://localhost:7017", "http://localhost:7017", "localhost"),
        ] {
            let realm = Realm::read(text).unwrap();
            assert_eq!((realm.address(), realm.name()), (address, name), "{text}");
        }
        assert_eq!(Realm::of_this_machine(7017), Realm::read("http://localhost:7017").unwrap());
    }

    #[test]
    fn what_no_browser_gives_a_passkey_to_is_refused_with_the_reason() {
        let why = |text: &str| Realm::read(text).unwrap_err();
        for text in
            ["", "truce.example.org", "ftp://truce.example.org", "https://", "https://a@b.example"]
        {
            assert_eq!(why(text), NoRealm::NotAnAddress(text.to_owned()), "{text}");
        }
        for text in [
            "https://10.0.0.5",
            "http://127.0.0.1:7017",
            "https://[::1]",
            "https://10.5",
            "https://0x7f",
        ] {
            assert_eq!(why(text), NoRealm::Number(text.to_owned()), "{text}");
        }
        for text in ["https://truce.example.org/situation", "https://truce.example.org/?a=1"] {
            assert_eq!(why(text), NoRealm::Page(text.to_owned()), "{text}");
        }
        let open = "http://truce.example.org";
        assert_eq!(why(open), NoRealm::Open(open.to_owned()));
    }
}
