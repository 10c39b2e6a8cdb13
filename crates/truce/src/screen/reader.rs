//! Who reads: in which language, in which light, and signed in as whom.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use truce_core::case::office::{Action, role_allows};

use super::Screen;
use super::language::Language;
use super::logins::session::Token;
use super::logins::{COOKIE, SignedIn};
use super::problem::Problem;
use super::tongue::{Tongue, tongue};

/// The cookie that holds the chosen language.
pub const LANGUAGE_COOKIE: &str = "truce-language";
/// The cookie that holds the chosen light.
pub const THEME_COOKIE: &str = "truce-theme";
/// The longest address to come back to, in bytes.
const HERE_BYTES_MAX: usize = 1024;

/// In which light a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the reader's machine has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Every light, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word for it in cookies and style sheets.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// That of a word; as the machine has it, if it is none of ours.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or_default()
    }
}

/// Who reads a page.
#[derive(Debug, Clone)]
pub struct Reader {
    /// In which language.
    pub language: Language,
    /// In which light.
    pub theme: Theme,
    /// The page's own address: path and query.
    pub here: String,
    /// From which address of the network the request came, where that is known: behind a trusted proxy, whose it says.
    pub from: Option<IpAddr>,
    /// Who is signed in.
    pub signed_in: Option<SignedIn>,
    /// Whether the screen is locked.
    pub locked: bool,
    /// The agreement's title.
    pub agreement: String,
    /// The seat's name.
    pub seat: String,
    /// The version of the record of which the page tells; empty while none is drawn.
    pub version: String,
}

impl Reader {
    /// How the reader is spoken to.
    #[must_use]
    pub fn tongue(&self) -> &'static Tongue {
        tongue(self.language)
    }

    /// Whoever is signed in.
    ///
    /// # Errors
    /// [`Problem::NotSignedIn`] if nobody is.
    pub fn known(&self) -> Result<&SignedIn, Problem> {
        self.signed_in.as_ref().ok_or(Problem::NotSignedIn)
    }

    /// Lets nobody through but whoever keeps the logins.
    ///
    /// # Errors
    /// [`Problem::NotSignedIn`] or [`Problem::MayNot`].
    pub fn keeps_logins(&self) -> Result<&SignedIn, Problem> {
        let who = self.known()?;
        if who.keeps { Ok(who) } else { Err(Problem::MayNot) }
    }

    /// Whether the reader may do something for this seat, by the appointments on record at the last picture.
    #[must_use]
    pub fn may(&self, screen: &Screen, action: Action) -> bool {
        let officer = self.signed_in.as_ref().and_then(|who| who.officer.clone());
        let (Some(officer), Some(drawn)) = (officer, screen.latest.get()) else { return false };
        let role = screen.agreement.seat(&screen.seat).map(|seat| seat.role);
        let appointed = drawn.docket().officers.get(&(screen.seat.clone(), officer));
        role.is_some_and(|role| role_allows(role, action))
            && appointed.is_some_and(|appointed| appointed.allows(action))
    }
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(found, _)| found.trim() == name).map(|(_, value)| value.trim())
}

/// An address to come back to, if it is not too long: a part of one leads nowhere.
fn within(here: &str) -> Option<&str> {
    (here.len() <= HERE_BYTES_MAX).then_some(here)
}

/// Finds out who reads, before anything else is done.
pub async fn know(State(screen): State<Arc<Screen>>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let chosen = cookie(headers, LANGUAGE_COOKIE).and_then(|word| word.parse().ok());
    let token = cookie(headers, COOKIE).and_then(Token::read);
    let signed_in = match token {
        None => None,
        Some(token) => match screen.work(move |screen| screen.logins.of_session(&token)).await {
            Ok(Ok(found)) => found,
            Ok(Err(_)) | Err(_) => return Problem::Failed.into_response(),
        },
    };
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|from| from.0.ip());
    let here = request.uri().path_and_query().map_or("/", |here| here.as_str());
    let reader = Reader {
        language: chosen.unwrap_or_else(|| Language::accepted(wanted.unwrap_or_default())),
        theme: cookie(headers, THEME_COOKIE).map(Theme::of_word).unwrap_or_default(),
        here: within(here).or_else(|| within(request.uri().path())).unwrap_or("/").to_owned(),
        from: peer.map(|peer| screen.proxies.behind(peer, request.headers())),
        signed_in,
        locked: screen.logins.locked(),
        agreement: screen.agreement.title.clone(),
        seat: screen.seat_name(),
        version: screen.latest.get().map_or_else(String::new, |drawn| drawn.version()),
    };
    request.extensions_mut().insert(reader);
    next.run(request).await
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or(Problem::Failed)
    }
}
