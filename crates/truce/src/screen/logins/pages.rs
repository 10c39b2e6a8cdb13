//! The pages on which people sign in, see to their own sessions, and keep the logins.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use truce_core::case::office::Action;
use truce_core::id::OfficerId;

use super::done::{Done, LoginDeed};
use super::passkeys::Passkey;
use super::passkeys::ceremony::Fault;
use super::passkeys::realm::Realm;
use super::password::{CHARS_MIN, Password};
use super::session::Token;
use super::{COOKIE, Login, NewLogin, Refused, SESSION_S, Session};
use crate::screen::Screen;
use crate::screen::page::{self, Frame};
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::tongue::Tongue;

/// The routes of this module.
pub fn routes() -> Router<Arc<Screen>> {
    Router::new()
        .route("/set-up", get(invited).post(set_up))
        .route("/sign-in", get(door).post(sign_in))
        .route("/account", get(own))
        .route("/account/sign-out", post(sign_out))
        .route("/account/sign-out-everywhere", post(sign_out_everywhere))
        .route("/account/end", post(end_own))
        .route("/account/password", post(change_password))
        .route("/logins", get(list).post(add))
        .route("/logins/end", post(end_of))
        .route("/logins/lock", post(lock))
        .merge(super::passkeys::pages::routes())
}

/// What a reader is told of a refusal, with its status.
pub(super) fn words(refused: &Refused, tongue: &Tongue) -> Result<(StatusCode, String), Problem> {
    let (status, message) = match refused {
        Refused::Wrong => (StatusCode::UNAUTHORIZED, "refused-wrong"),
        Refused::TooOften => return Err(Problem::TooOften),
        Refused::NoInvitation => (StatusCode::FORBIDDEN, "refused-no-invitation"),
        Refused::NotAName => (StatusCode::UNPROCESSABLE_ENTITY, "refused-not-a-name"),
        Refused::Taken => (StatusCode::CONFLICT, "refused-taken"),
        Refused::Short => {
            let least = tongue.count("refused-short", CHARS_MIN);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, least));
        }
        Refused::NotAPasskeyName => {
            (StatusCode::UNPROCESSABLE_ENTITY, "refused-not-a-passkey-name")
        }
        Refused::TooManyPasskeys => (StatusCode::CONFLICT, "refused-too-many-passkeys"),
        Refused::Passkey { fault: Fault::Unasked, .. } => {
            (StatusCode::UNAUTHORIZED, "refused-passkey-late")
        }
        Refused::Passkey { fault: Fault::WentBack, .. } => {
            (StatusCode::UNAUTHORIZED, "refused-passkey-went-back")
        }
        Refused::Passkey { .. } => (StatusCode::UNAUTHORIZED, "refused-passkey"),
        Refused::Failed(failure) => {
            eprintln!("{failure}");
            return Err(Problem::Failed);
        }
    };
    Ok((status, tongue.say(message)))
}

/// The cookie that holds a session. `Secure` where what stands before the server says that it is reached over TLS.
fn session_cookie(headers: &HeaderMap, token: &Token) -> String {
    let secure = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let secure = if secure { "; Secure" } else { "" };
    let text = token.text();
    format!("{COOKIE}={}; Path=/; Max-Age={SESSION_S}; HttpOnly; SameSite=Lax{secure}", *text)
}

/// Takes the cookie back.
const NO_SESSION: &str = "truce-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";

pub(super) fn signed_in(headers: &HeaderMap, token: &Token) -> Response {
    let cookie = [(header::SET_COOKIE, session_cookie(headers, token))];
    (cookie, Redirect::to("/situation")).into_response()
}

pub(super) fn failed(failure: &crate::failure::Failure) -> Problem {
    eprintln!("{failure}");
    Problem::Failed
}

/// The most lines of what was done that are shown.
const DONE_MAX: usize = 100;

/// Notes what somebody did: what cannot be noted is a failure, and whoever runs the node is told.
pub(super) async fn note(
    screen: &Arc<Screen>,
    who: &str,
    act: LoginDeed,
    about: &str,
) -> Result<(), Problem> {
    let (who, about) = (who.to_owned(), about.to_owned());
    let done = screen.work(move |screen| screen.logins.note(&who, act, &about)).await?;
    done.map_err(|failure| failed(&failure))
}

#[derive(Debug, Deserialize)]
struct Invitation {
    #[serde(default)]
    token: String,
}

#[derive(askama::Template)]
#[template(path = "set-up.html")]
struct SetUpPage {
    frame: Frame,
    token: String,
    name: String,
    officers: Vec<String>,
    fault: Option<String>,
}

impl SetUpPage {
    fn of(reader: &Reader, screen: &Screen, token: &Token) -> Self {
        let tongue = reader.tongue();
        let frame = Frame {
            here: "/situation".to_owned(),
            ..Frame::of(reader, &tongue.say("set-up-title"))
        };
        let token = token.text().to_string();
        Self { frame, token, name: String::new(), officers: officers(screen), fault: None }
    }
}

/// The officers of this seat, by the last picture.
fn officers(screen: &Screen) -> Vec<String> {
    let drawn = screen.latest.get();
    let all = drawn.iter().flat_map(|drawn| &drawn.docket().officers);
    let own =
        all.filter(|((seat, _), appointed)| *seat == screen.seat && !appointed.offices.is_empty());
    own.map(|((_, officer), _)| officer.to_string()).collect()
}

/// `GET /set-up?token=`: the form for the first login.
async fn invited(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(invitation): Query<Invitation>,
) -> Result<Response, Problem> {
    let token = Token::read(&invitation.token).filter(|token| screen.logins.invites(token));
    let token = token.ok_or(Problem::NoSuchPage)?;
    Ok(page::show(&SetUpPage::of(&reader, &screen, &token)))
}

#[derive(Debug, Deserialize)]
struct NewLoginForm {
    #[serde(default)]
    token: String,
    name: String,
    #[serde(default)]
    officer: String,
    #[serde(default)]
    keeps: Option<String>,
    password: Password,
}

impl NewLoginForm {
    fn login(self) -> NewLogin {
        let (name, officer) = (self.name.trim().to_owned(), self.officer.trim().to_owned());
        NewLogin { name, officer, keeps: self.keeps.is_some(), password: self.password }
    }
}

/// `POST /set-up`: makes the first login and signs it in.
async fn set_up(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    headers: HeaderMap,
    Form(form): Form<NewLoginForm>,
) -> Result<Response, Problem> {
    let token = Token::read(&form.token).ok_or(Problem::NoSuchPage)?;
    let name = form.name.clone();
    let login = NewLogin { keeps: true, ..form.login() };
    let invitation = token.clone();
    let done = screen.work(move |screen| screen.logins.set_up(&invitation, &login)).await?;
    match done {
        Ok(session) => {
            note(&screen, name.trim(), LoginDeed::Added, name.trim()).await?;
            Ok(signed_in(&headers, &session))
        }
        Err(Refused::NoInvitation) => Err(Problem::NoSuchPage),
        Err(refused) => {
            let (status, fault) = words(&refused, reader.tongue())?;
            let page =
                SetUpPage { name, fault: Some(fault), ..SetUpPage::of(&reader, &screen, &token) };
            Ok((status, page::show(&page)).into_response())
        }
    }
}

#[derive(askama::Template)]
#[template(path = "sign-in.html")]
pub(super) struct SignInPage {
    frame: Frame,
    name: String,
    realm: Option<Realm>,
    fault: Option<String>,
}

impl SignInPage {
    fn of(reader: &Reader, screen: &Screen) -> Self {
        let frame = Frame {
            here: "/sign-in".to_owned(),
            ..Frame::of(reader, &reader.tongue().say("sign-in-title"))
        };
        Self { frame, name: String::new(), realm: screen.realm.clone(), fault: None }
    }

    /// The page again, with what is wrong.
    pub(super) fn refused(reader: &Reader, screen: &Screen, name: String, fault: String) -> Self {
        Self { name, fault: Some(fault), ..Self::of(reader, screen) }
    }
}

/// `GET /sign-in`
async fn door(State(screen): State<Arc<Screen>>, reader: Reader) -> Response {
    page::show(&SignInPage::of(&reader, &screen))
}

#[derive(Debug, Deserialize)]
struct SignInForm {
    name: String,
    password: Password,
}

/// `POST /sign-in`
async fn sign_in(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Result<Response, Problem> {
    let (name, from) = (form.name.trim().to_owned(), reader.from);
    let had = reader.signed_in.as_ref().map(|who| who.session);
    let tried = name.clone();
    let done =
        screen.work(move |screen| screen.logins.sign_in(&tried, &form.password, from, had)).await?;
    match done {
        Ok(session) => {
            note(&screen, &name, LoginDeed::SignedIn, "").await?;
            Ok(signed_in(&headers, &session))
        }
        Err(refused) => {
            let (status, fault) = words(&refused, reader.tongue())?;
            let page = SignInPage::refused(&reader, &screen, name, fault);
            Ok((status, page::show(&page)).into_response())
        }
    }
}

/// A session as the page lists it.
struct Listed {
    id: String,
    begun_at: String,
    seen_at: String,
    current: bool,
}

/// A passkey as the page lists it.
struct ListedPasskey {
    id: String,
    name: String,
    added_at: String,
    used_at: Option<String>,
    backed_up: bool,
    doubted: bool,
}

impl ListedPasskey {
    fn of(passkey: Passkey) -> Self {
        Self {
            id: URL_SAFE_NO_PAD.encode(&passkey.id),
            name: passkey.name,
            added_at: passkey.added_at.to_string(),
            used_at: passkey.used_at.map(|at| at.to_string()),
            backed_up: passkey.backed_up,
            doubted: passkey.doubted_at.is_some(),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "account.html")]
pub(super) struct OwnPage {
    frame: Frame,
    officer: Option<OfficerId>,
    keeps: bool,
    actions: Vec<&'static str>,
    passkeys: Vec<ListedPasskey>,
    realm: Option<Realm>,
    sessions: Vec<Listed>,
    fault: Option<String>,
}

pub(super) async fn own_page(
    screen: &Arc<Screen>,
    reader: &Reader,
    fault: Option<String>,
) -> Result<OwnPage, Problem> {
    let who = reader.known()?.clone();
    let login = who.login;
    let found = screen.work(move |screen| -> crate::failure::Outcome<_> {
        Ok((screen.logins.sessions(login)?, screen.logins.passkeys(login)?))
    });
    let (sessions, passkeys) = found.await?.map_err(|failure| failed(&failure))?;
    let listed = |session: Session| Listed {
        id: hex(&session.id),
        begun_at: session.begun_at.to_string(),
        seen_at: session.seen_at.to_string(),
        current: session.id == who.session,
    };
    let allowed = Action::ALL.iter().filter(|action| reader.may(screen, **action));
    let frame = Frame::of(reader, &reader.tongue().say("account-title"));
    Ok(OwnPage {
        frame: Frame { here: "/account".to_owned(), ..frame },
        officer: who.officer.clone(),
        keeps: who.keeps,
        actions: allowed.map(|action| action.word()).collect(),
        passkeys: passkeys.into_iter().map(ListedPasskey::of).collect(),
        realm: screen.realm.clone(),
        sessions: sessions.into_iter().map(listed).collect(),
        fault,
    })
}

/// `GET /account`: who one is here, what one may do, where one is signed in.
async fn own(State(screen): State<Arc<Screen>>, reader: Reader) -> Result<Response, Problem> {
    Ok(page::show(&own_page(&screen, &reader, None).await?))
}

/// `POST /account/sign-out`
async fn sign_out(State(screen): State<Arc<Screen>>, reader: Reader) -> Result<Response, Problem> {
    if let Some(who) = &reader.signed_in {
        let session = who.session;
        let done = screen.work(move |screen| screen.logins.end(session)).await?;
        done.map_err(|failure| failed(&failure))?;
        note(&screen, &who.name, LoginDeed::Ended, "").await?;
    }
    Ok(([(header::SET_COOKIE, NO_SESSION)], Redirect::to("/situation")).into_response())
}

/// `POST /account/sign-out-everywhere`
async fn sign_out_everywhere(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
) -> Result<Response, Problem> {
    let who = reader.known()?;
    let login = who.login;
    let done = screen.work(move |screen| screen.logins.end_all(login)).await?;
    done.map_err(|failure| failed(&failure))?;
    note(&screen, &who.name, LoginDeed::EndedAll, "").await?;
    Ok(([(header::SET_COOKIE, NO_SESSION)], Redirect::to("/sign-in")).into_response())
}

#[derive(Debug, Deserialize)]
struct WhichSession {
    session: String,
}

/// `POST /account/end`: ends one of one's own sessions.
async fn end_own(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(which): Form<WhichSession>,
) -> Result<Response, Problem> {
    let who = reader.known()?;
    let login = who.login;
    let session = from_hex(&which.session).ok_or(Problem::Misshapen)?;
    let done = screen.work(move |screen| screen.logins.end_one(login, &session)).await?;
    done.map_err(|failure| failed(&failure))?;
    note(&screen, &who.name, LoginDeed::Ended, "").await?;
    Ok(Redirect::to("/account").into_response())
}

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a digest in hexadecimal.
fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[derive(Debug, Deserialize)]
struct PasswordForm {
    old: Password,
    new: Password,
}

/// `POST /account/password`: another password; every other session ends.
async fn change_password(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Problem> {
    let (who, from) = (reader.known()?.clone(), reader.from);
    let name = who.name.clone();
    let done = screen
        .work(move |screen| screen.logins.change_password(&who, &form.old, &form.new, from))
        .await?;
    match done {
        Ok(()) => {
            note(&screen, &name, LoginDeed::PasswordChanged, "").await?;
            Ok(Redirect::to("/account").into_response())
        }
        Err(refused) => {
            let (status, fault) = words(&refused, reader.tongue())?;
            let page = own_page(&screen, &reader, Some(fault)).await?;
            Ok((status, page::show(&page)).into_response())
        }
    }
}

#[derive(askama::Template)]
#[template(path = "logins.html")]
struct LoginsPage {
    frame: Frame,
    logins: Vec<Login>,
    officers: Vec<String>,
    done: Done,
    fault: Option<String>,
}

impl LoginsPage {
    /// What was done, in the reader's words.
    fn act(&self, word: &str) -> String {
        let t = self.frame.t;
        let known = LoginDeed::ALL.iter().find(|(_, known)| *known == word);
        known.map_or_else(
            || word.to_owned(),
            |(act, _)| {
                t.say(match act {
                    LoginDeed::Added => "done-added",
                    LoginDeed::Ended => "done-ended",
                    LoginDeed::EndedAll => "done-ended-all",
                    LoginDeed::Locked => "done-locked",
                    LoginDeed::Opened => "done-opened",
                    LoginDeed::PasskeyAdded => "done-passkey-added",
                    LoginDeed::PasskeyDoubted => "done-passkey-doubted",
                    LoginDeed::PasskeyRefused => "done-passkey-refused",
                    LoginDeed::PasskeyRemoved => "done-passkey-removed",
                    LoginDeed::PasskeysRemoved => "done-passkeys-removed",
                    LoginDeed::PasswordChanged => "done-password-changed",
                    LoginDeed::SignedIn => "done-signed-in",
                    LoginDeed::SignedInByPasskey => "done-signed-in-by-passkey",
                })
            },
        )
    }
}

async fn logins_page(
    screen: &Arc<Screen>,
    reader: &Reader,
    fault: Option<String>,
) -> Result<LoginsPage, Problem> {
    reader.keeps_logins()?;
    let found = screen.work(|screen| -> crate::failure::Outcome<(Vec<Login>, Done)> {
        Ok((screen.logins.list()?, screen.logins.done(DONE_MAX)?))
    });
    let (logins, done) = found.await?.map_err(|failure| failed(&failure))?;
    let frame = Frame::of(reader, &reader.tongue().say("logins-title"));
    Ok(LoginsPage { frame, logins, officers: officers(screen), done, fault })
}

/// `GET /logins`
async fn list(State(screen): State<Arc<Screen>>, reader: Reader) -> Result<Response, Problem> {
    Ok(page::show(&logins_page(&screen, &reader, None).await?))
}

/// `POST /logins`: adds one.
async fn add(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(form): Form<NewLoginForm>,
) -> Result<Response, Problem> {
    let who = reader.keeps_logins()?;
    let login = form.login();
    let name = login.name.clone();
    match screen.work(move |screen| screen.logins.add(&login)).await? {
        Ok(()) => {
            note(&screen, &who.name, LoginDeed::Added, &name).await?;
            Ok(Redirect::to("/logins").into_response())
        }
        Err(refused) => {
            let (status, fault) = words(&refused, reader.tongue())?;
            let page = logins_page(&screen, &reader, Some(fault)).await?;
            Ok((status, page::show(&page)).into_response())
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct WhichLogin {
    pub(super) login: i64,
}

/// `POST /logins/end`: signs somebody out everywhere.
async fn end_of(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(which): Form<WhichLogin>,
) -> Result<Response, Problem> {
    let who = reader.keeps_logins()?;
    let end = move |screen: &Screen| -> crate::failure::Outcome<String> {
        screen.logins.end_all(which.login)?;
        screen.logins.name_of(which.login)
    };
    let about = screen.work(end).await?.map_err(|failure| failed(&failure))?;
    note(&screen, &who.name, LoginDeed::EndedAll, &about).await?;
    Ok(Redirect::to("/logins").into_response())
}

#[derive(Debug, Deserialize)]
struct Lock {
    locked: bool,
}

/// `POST /logins/lock`: locks the screen, or opens it again.
async fn lock(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(lock): Form<Lock>,
) -> Result<Response, Problem> {
    let who = reader.keeps_logins()?;
    let done = screen.work(move |screen| screen.logins.set_locked(lock.locked)).await?;
    done.map_err(|failure| failed(&failure))?;
    let act = if lock.locked { LoginDeed::Locked } else { LoginDeed::Opened };
    note(&screen, &who.name, act, "").await?;
    Ok(Redirect::to("/logins").into_response())
}
