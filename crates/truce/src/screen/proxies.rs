//! From which address a request comes, where proxies stand before the server.
//!
//! A proxy writes whom it saw at the end of `Forwarded` (RFC 7239) or `X-Forwarded-For`; what stands before that, it was
//! told. So the addresses are read from the end, and the first that is no trusted proxy's is whoever asks. From a peer
//! that is not trusted nothing is believed.
//!
//! # Out of scope
//! What the address is good for: [`super::logins`] counts tries by it.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::{HeaderMap, HeaderName, header};

/// The most addresses of one header that are read: nobody stands behind more proxies of their own.
const HOPS_MAX: usize = 16;

/// Why a text names no proxies that can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoNetwork {
    /// It is no address.
    #[error("`{0}` is no address, such as 10.0.0.2, 10.0.0.0/24 or fd00::/8")]
    NotAnAddress(String),
    /// It names a machine and a network at once.
    #[error("`{0}` goes on beyond its network: write {1}")]
    Beyond(String, Network),
    /// It is everybody.
    #[error("`{0}` is everybody, and then anybody could say who they are: name the proxy")]
    Everybody(String),
}

/// The addresses of a network that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Reads `ADDRESS` or `ADDRESS/BITS`.
    ///
    /// # Errors
    /// [`NoNetwork`]
    pub fn read(text: &str) -> Result<Self, NoNetwork> {
        let not_one = || NoNetwork::NotAnAddress(text.to_owned());
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| not_one())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => all,
            Some(bits) if bits.bytes().all(|byte| byte.is_ascii_digit()) => {
                bits.parse().ok().filter(|bits| *bits <= all).ok_or_else(not_one)?
            }
            Some(_) => return Err(not_one()),
        };
        // An address of IPv4 in the clothes of IPv6 is compared as what it is.
        let (address, bits) = match address.to_canonical() {
            plain if plain != address && bits >= 96 => (plain, bits - 96),
            _ => (address, bits),
        };
        if bits == 0 {
            return Err(NoNetwork::Everybody(text.to_owned()));
        }
        let network = Self { address: begins(address, bits), bits };
        if network.address == address {
            Ok(network)
        } else {
            Err(NoNetwork::Beyond(text.to_owned(), network))
        }
    }

    /// Whether an address is one of them.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        self.address.is_ipv4() == address.is_ipv4() && begins(address, self.bits) == self.address
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

impl FromStr for Network {
    type Err = NoNetwork;
    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        Self::read(text)
    }
}

/// An address with nothing but its first bits.
fn begins(address: IpAddr, bits: u8) -> IpAddr {
    let bits = u32::from(bits);
    match address {
        IpAddr::V4(short) => {
            let mask = u32::MAX.checked_shl(32_u32.saturating_sub(bits)).unwrap_or(0);
            IpAddr::V4((u32::from(short) & mask).into())
        }
        IpAddr::V6(long) => {
            let mask = u128::MAX.checked_shl(128_u32.saturating_sub(bits)).unwrap_or(0);
            IpAddr::V6((u128::from(long) & mask).into())
        }
    }
}

/// The proxies whose word is believed.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Vec<Network>);

impl Proxies {
    /// Those of these networks.
    #[must_use]
    pub fn of(networks: &[Network]) -> Self {
        Self(networks.to_vec())
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }

    /// From which address a request comes that a peer handed in.
    ///
    /// Where the two headers tell different things, one of them was passed on unread, and neither is believed: then it
    /// is the peer's own, as without them.
    #[must_use]
    pub fn behind(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            return peer;
        }
        let told = |name: HeaderName, read: fn(&str) -> Option<IpAddr>| {
            headers.contains_key(&name).then(|| self.last_untrusted(peer, &name, headers, read))
        };
        let by_standard = told(header::FORWARDED, forwarded);
        let by_custom = told(HeaderName::from_static("x-forwarded-for"), address);
        match (by_standard, by_custom) {
            (Some(one), Some(other)) if one != other => peer,
            (Some(told), _) | (None, Some(told)) => told,
            (None, None) => peer,
        }
    }

    /// The last address of a header that is no trusted proxy's. What cannot be read ends the search: then it is the
    /// proxy that was found last.
    fn last_untrusted(
        &self,
        peer: IpAddr,
        name: &HeaderName,
        headers: &HeaderMap,
        read: fn(&str) -> Option<IpAddr>,
    ) -> IpAddr {
        let lines = headers.get_all(name).iter().rev();
        let items = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        let mut nearest = peer;
        for item in items.take(HOPS_MAX) {
            let Some(found) = read(item.trim_matches([' ', '\t'])) else { return nearest };
            nearest = found.to_canonical();
            if !self.trusts(nearest) {
                return nearest;
            }
        }
        nearest
    }
}

/// An address as proxies write it: bare, or with a port, that of IPv6 then in brackets.
fn address(text: &str) -> Option<IpAddr> {
    if let Ok(bare) = text.parse::<IpAddr>() {
        return Some(bare);
    }
    if let Ok(with_port) = text.parse::<SocketAddr>() {
        return Some(with_port.ip());
    }
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    inner.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
}

/// The address in an element of `Forwarded`: `for=192.0.2.60;proto=http`.
fn forwarded(element: &str) -> Option<IpAddr> {
    let mut told = None;
    for pair in element.split(';') {
        let (name, value) = pair.trim_matches([' ', '\t']).split_once('=')?;
        let value = value_of(value)?;
        if name.eq_ignore_ascii_case("for") && told.replace(value).is_some() {
            return None;
        }
        if name.is_empty() || !name.bytes().all(is_of_token) {
            return None;
        }
    }
    address(told?)
}

/// What a pair of `Forwarded` says: a token, or what stands in quotation marks.
fn value_of(text: &str) -> Option<&str> {
    let Some(rest) = text.strip_prefix('"') else {
        return Some(text).filter(|token| !token.is_empty() && token.bytes().all(is_of_token));
    };
    // What is escaped is part of no address; that it is there at all is no reason to read on.
    rest.strip_suffix('"').filter(|inner| !inner.contains(['"', '\\']))
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn proxies() -> Proxies {
        let networks = ["10.0.0.2", "10.0.1.0/24", "fd00:7::/32"];
        Proxies::of(&networks.map(|text| Network::read(text).unwrap()))
    }

    fn behind(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        proxies().behind(peer.parse().unwrap(), &map).to_string()
    }

    const X: &str = "x-forwarded-for";
    const F: &str = "forwarded";

    #[test]
    fn whoever_is_no_trusted_proxy_is_believed_nothing() {
        for peer in ["198.51.100.1", "10.0.0.3", "fd00:8::1", "::1"] {
            assert_eq!(behind(peer, &[(X, "203.0.113.9"), (F, "for=203.0.113.9")]), peer);
        }
        let none = Proxies::default();
        let headers = HeaderMap::from_iter([(
            header::FORWARDED,
            HeaderValue::from_static("for=203.0.113.9"),
        )]);
        assert_eq!(none.behind("10.0.0.2".parse().unwrap(), &headers).to_string(), "10.0.0.2");
    }

    #[test]
    fn a_trusted_proxy_names_whoever_it_saw_last() {
        for (headers, found) in [
            (&[][..], "10.0.0.2"),
            (&[(X, "203.0.113.9")], "203.0.113.9"),
            (&[(X, "203.0.113.9:4711")], "203.0.113.9"),
            (&[(X, "2001:db8::9")], "2001:db8::9"),
            (&[(X, "[2001:db8::9]")], "2001:db8::9"),
            (&[(X, "[2001:db8::9]:4711")], "2001:db8::9"),
            (&[(X, "::ffff:203.0.113.9")], "203.0.113.9"),
            (&[(X, "1.1.1.1, 203.0.113.9")], "203.0.113.9"),
            (&[(X, "1.1.1.1,203.0.113.9,\t10.0.1.77")], "203.0.113.9"),
            (&[(X, "1.1.1.1"), (X, "203.0.113.9"), (X, "10.0.1.77, fd00:7::3")], "203.0.113.9"),
            (&[(F, "for=203.0.113.9")], "203.0.113.9"),
            (&[(F, "For=203.0.113.9;proto=https;by=10.0.0.2")], "203.0.113.9"),
            (
                &[(F, "proto=https;for=\"[2001:db8::9]:4711\";host=\"truce.example\"")],
                "2001:db8::9",
            ),
            (&[(F, "for=1.1.1.1, for=203.0.113.9;proto=https, for=10.0.1.1")], "203.0.113.9"),
            (&[(F, "for=203.0.113.9"), (X, "203.0.113.9")], "203.0.113.9"),
            (&[(X, "10.0.1.77")], "10.0.1.77"),
        ] {
            assert_eq!(behind("10.0.0.2", headers), found, "{headers:?}");
        }
        assert_eq!(behind("::ffff:10.0.1.9", &[(X, "203.0.113.9")]), "203.0.113.9");
        assert_eq!(behind("fd00:7::2", &[(X, "203.0.113.9")]), "203.0.113.9");
    }

    #[test]
    fn what_cannot_be_read_leaves_the_last_proxy_that_is_known() {
        let many = vec!["10.0.1.5"; 400].join(",");
        let long = "9".repeat(20_000);
        for (headers, found) in [
            (&[(X, "")][..], "10.0.0.2"),
            (&[(X, "203.0.113.9, ")], "10.0.0.2"),
            (&[(X, "203.0.113.9, unknown")], "10.0.0.2"),
            (&[(X, "203.0.113.9 , 10.0.1.5x")], "10.0.0.2"),
            (&[(X, "203.0.113.9; drop")], "10.0.0.2"),
            (&[(X, "203.0.113.9, ::ffff:zz, 10.0.1.5")], "10.0.1.5"),
            (&[(X, "203.0.113.\u{661}")], "10.0.0.2"),
            (&[(X, "0x7f.1")], "10.0.0.2"),
            (&[(X, &long)], "10.0.0.2"),
            (&[(X, &many)], "10.0.1.5"),
            (&[(F, "for=unknown")], "10.0.0.2"),
            (&[(F, "for=_hidden")], "10.0.0.2"),
            (&[(F, "for=\"203.0.113.9")], "10.0.0.2"),
            (&[(F, "for=203.0.113.9;for=203.0.113.8")], "10.0.0.2"),
            (&[(F, "proto=https")], "10.0.0.2"),
            (&[(F, "for = 203.0.113.9")], "10.0.0.2"),
            (&[(F, "for=203.0.113.9;host=\"a\\\"b\"")], "10.0.0.2"),
            // A name that somebody asked for, quoted by a proxy, ends in its quotation mark.
            (&[(F, "for=203.0.113.9;host=\"x,for=6.6.6.6\"")], "10.0.0.2"),
            (&[(F, "for=203.0.113.9;host=\"x,for=6.6.6.6;a=\"")], "10.0.0.2"),
            (&[(F, "for=6.6.6.6;host=\", for=203.0.113.9")], "203.0.113.9"),
            // One of the two was passed on as somebody sent it.
            (&[(F, "for=6.6.6.6"), (X, "203.0.113.9")], "10.0.0.2"),
            (&[(F, "for=_x"), (X, "203.0.113.9")], "10.0.0.2"),
        ] {
            assert_eq!(behind("10.0.0.2", headers), found, "{headers:?}");
        }
    }

    #[test]
    fn a_network_is_named_exactly_or_refused_in_words() {
        for text in
            ["10.0.0.2", "10.0.0.0/24", "fd00::/8", "::1", "192.0.2.128/25", "::ffff:10.0.0.0/104"]
        {
            assert!(Network::read(text).is_ok(), "{text}");
        }
        for (text, why) in [
            ("", "`` is no address, such as 10.0.0.2, 10.0.0.0/24 or fd00::/8"),
            ("proxy", "`proxy` is no address, such as 10.0.0.2, 10.0.0.0/24 or fd00::/8"),
            (
                "10.0.0.0/33",
                "`10.0.0.0/33` is no address, such as 10.0.0.2, 10.0.0.0/24 or fd00::/8",
            ),
            (
                "10.0.0.0/+8",
                "`10.0.0.0/+8` is no address, such as 10.0.0.2, 10.0.0.0/24 or fd00::/8",
            ),
            ("10.0.0.0/", "`10.0.0.0/` is no address, such as 10.0.0.2, 10.0.0.0/24 or fd00::/8"),
            ("10.0.0.5/24", "`10.0.0.5/24` goes on beyond its network: write 10.0.0.0/24"),
            ("fd00::1/8", "`fd00::1/8` goes on beyond its network: write fd00::/8"),
            (
                "0.0.0.0/0",
                "`0.0.0.0/0` is everybody, and then anybody could say who they are: name the proxy",
            ),
        ] {
            assert_eq!(Network::read(text).unwrap_err().to_string(), why);
        }
    }
}
