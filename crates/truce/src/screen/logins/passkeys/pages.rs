//! Adding, using and removing passkeys: each a question that a script puts to the browser, and a form with its answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Json, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::ceremony::Fault;
use super::realm::Realm;
use super::{Assertion, Registration};
use crate::screen::Screen;
use crate::screen::logins::Refused;
use crate::screen::logins::done::LoginDeed;
use crate::screen::logins::pages::{
    SignInPage, WhichLogin, failed, note, own_page, signed_in, words,
};
use crate::screen::logins::password::Password;
use crate::screen::page;
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;

/// The routes of this module.
pub fn routes() -> Router<Arc<Screen>> {
    Router::new()
        .route("/sign-in/passkey", post(sign_in))
        .route("/sign-in/passkey/ask", post(ask_who))
        .route("/account/passkeys", post(add))
        .route("/account/passkeys/ask", post(ask))
        .route("/account/passkeys/remove", post(remove))
        .route("/logins/passkeys/remove", post(remove_all))
}

/// The screen's own address; without one there are no passkeys.
fn realm(screen: &Screen) -> Result<Realm, Problem> {
    screen.realm.clone().ok_or(Problem::NoSuchPage)
}

/// A question for a browser, or why it is not put.
fn asked(asked: Result<Value, Refused>, reader: &Reader) -> Result<Response, Problem> {
    match asked {
        Ok(options) => Ok(Json(options).into_response()),
        Err(refused) => {
            let (status, detail) = words(&refused, reader.tongue())?;
            Ok((status, Json(json!({ "detail": detail }))).into_response())
        }
    }
}

/// Notes that an answer was refused, where it is known whose it was: strangers cannot fill the list.
async fn note_refusal(screen: &Arc<Screen>, refused: &Refused) -> Result<(), Problem> {
    match refused {
        Refused::Passkey { who, .. } if who.is_empty() => Ok(()),
        Refused::Passkey { who, fault: Fault::WentBack } => {
            note(screen, who, LoginDeed::PasskeyDoubted, "").await
        }
        Refused::Passkey { who, fault } => {
            note(screen, who, LoginDeed::PasskeyRefused, fault.word()).await
        }
        Refused::Wrong
        | Refused::TooOften
        | Refused::NoInvitation
        | Refused::NotAName
        | Refused::Taken
        | Refused::Short
        | Refused::NotAPasskeyName
        | Refused::TooManyPasskeys
        | Refused::Failed(_) => Ok(()),
    }
}

/// Bytes as a script writes them into a form.
#[derive(Debug)]
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        URL_SAFE_NO_PAD.decode(text).map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Debug, Deserialize)]
struct Wish {
    name: String,
    password: Password,
}

/// `POST /account/passkeys/ask`: what the browser needs to have a passkey made.
async fn ask(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(wish): Form<Wish>,
) -> Result<Response, Problem> {
    let (who, from, realm) = (reader.known()?.clone(), reader.from, realm(&screen)?);
    let options = screen
        .work(move |screen| {
            screen.logins.ask_for_passkey(&who, &wish.name, &wish.password, from, &realm)
        })
        .await?;
    asked(options, &reader)
}

#[derive(Debug, Deserialize)]
struct NewPasskeyForm {
    authenticator: Bytes,
    client: Bytes,
}

/// `POST /account/passkeys`: adds the one that was made.
async fn add(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(form): Form<NewPasskeyForm>,
) -> Result<Response, Problem> {
    let (who, realm) = (reader.known()?.clone(), realm(&screen)?);
    let name = who.name.clone();
    let made = Registration { authenticator: form.authenticator.0, client: form.client.0 };
    match screen.work(move |screen| screen.logins.add_passkey(&who, &made, &realm)).await? {
        Ok(passkey) => {
            note(&screen, &name, LoginDeed::PasskeyAdded, &passkey).await?;
            Ok(Redirect::to("/account").into_response())
        }
        Err(refused) => {
            note_refusal(&screen, &refused).await?;
            let (_, fault) = words(&refused, reader.tongue())?;
            let page = own_page(&screen, &reader, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page::show(&page)).into_response())
        }
    }
}

#[derive(Debug, Deserialize)]
struct WhichPasskey {
    passkey: Bytes,
}

/// `POST /account/passkeys/remove`: removes one of one's own.
async fn remove(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(which): Form<WhichPasskey>,
) -> Result<Response, Problem> {
    let who = reader.known()?.clone();
    let name = who.name.clone();
    let removed =
        screen.work(move |screen| screen.logins.remove_passkey(&who, &which.passkey.0)).await?;
    if let Some(passkey) = removed.map_err(|failure| failed(&failure))? {
        note(&screen, &name, LoginDeed::PasskeyRemoved, &passkey).await?;
    }
    Ok(Redirect::to("/account").into_response())
}

/// `POST /logins/passkeys/remove`: removes all of a login, whose holder lost a device.
async fn remove_all(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(which): Form<WhichLogin>,
) -> Result<Response, Problem> {
    let who = reader.keeps_logins()?;
    let remove = move |screen: &Screen| -> crate::failure::Outcome<String> {
        screen.logins.remove_passkeys(which.login)?;
        screen.logins.name_of(which.login)
    };
    let about = screen.work(remove).await?.map_err(|failure| failed(&failure))?;
    note(&screen, &who.name, LoginDeed::PasskeysRemoved, &about).await?;
    Ok(Redirect::to("/logins").into_response())
}

/// `POST /sign-in/passkey/ask`: what the browser needs to have a passkey used.
async fn ask_who(State(screen): State<Arc<Screen>>, reader: Reader) -> Result<Response, Problem> {
    let (from, realm) = (reader.from, realm(&screen)?);
    let options = screen.work(move |screen| screen.logins.ask_who(from, &realm)).await?;
    asked(options, &reader)
}

#[derive(Debug, Deserialize)]
struct PasskeyForm {
    authenticator: Bytes,
    client: Bytes,
    holder: Bytes,
    id: Bytes,
    signature: Bytes,
}

impl PasskeyForm {
    fn assertion(self) -> Assertion {
        Assertion {
            authenticator: self.authenticator.0,
            client: self.client.0,
            id: self.id.0,
            holder: self.holder.0,
            signature: self.signature.0,
        }
    }
}

/// `POST /sign-in/passkey`
async fn sign_in(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    headers: HeaderMap,
    Form(form): Form<PasskeyForm>,
) -> Result<Response, Problem> {
    let (assertion, from, realm) = (form.assertion(), reader.from, realm(&screen)?);
    let had = reader.signed_in.as_ref().map(|who| who.session);
    let done = screen
        .work(move |screen| screen.logins.sign_in_by_passkey(&assertion, &realm, from, had))
        .await?;
    match done {
        Ok(opened) => {
            note(&screen, &opened.who, LoginDeed::SignedInByPasskey, &opened.passkey).await?;
            Ok(signed_in(&headers, &opened.token))
        }
        Err(refused) => {
            note_refusal(&screen, &refused).await?;
            let (status, fault) = words(&refused, reader.tongue())?;
            let page = SignInPage::refused(&reader, &screen, String::new(), fault);
            Ok((status, page::show(&page)).into_response())
        }
    }
}
