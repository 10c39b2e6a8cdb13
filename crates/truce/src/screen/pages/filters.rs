//! `POST /incidents/filters`: keeps what a reader asks of the incidents often, renames it, forgets it, opens with it.

use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::http::Uri;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::incidents::Asked;
use crate::screen::asked::given;
use crate::screen::logins::filters::NAME_CHARS_MAX;
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed};

/// What is to be done with a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Todo {
    Save,
    Rename,
    Forget,
    OpenWith,
    OpenWithAll,
}

/// What is to be done with which filter.
#[derive(Debug, Deserialize)]
pub struct FilterForm {
    #[serde(rename = "do")]
    todo: Todo,
    #[serde(default)]
    name: String,
    /// What is asked for, as an address.
    #[serde(default)]
    query: String,
    /// The new name.
    #[serde(default)]
    to: String,
}

/// A name that can be shown in a line.
fn name(text: &str) -> Result<String, Problem> {
    let name = given(text).ok_or(Problem::Misshapen)?;
    let fits = name.chars().count() <= NAME_CHARS_MAX && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(Problem::Misshapen) }
}

/// The address that asks for the same, in our own spelling; whatever else stood in it is gone.
pub(super) fn own_query(query: &str) -> Result<String, Problem> {
    let uri: Uri = query.parse().map_err(|_| Problem::Misshapen)?;
    let Query(asked) = Query::<Asked>::try_from_uri(&uri).map_err(|_| Problem::Misshapen)?;
    asked.check()?;
    Ok(asked.address(""))
}

/// The page comes back with what was asked for before.
///
/// # Errors
/// [`Problem::NotSignedIn`], or [`Problem::Misshapen`] if a name or what is asked for cannot be understood, is taken,
/// or is one too many.
pub async fn change(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(form): Form<FilterForm>,
) -> Result<Response, Problem> {
    let login = reader.known()?.login;
    let back = own_query(&form.query)?;
    let query = back.clone();
    let (held, to) = (form.name, form.to);
    let done = match form.todo {
        Todo::Save => {
            let name = name(&held)?;
            screen.work(move |screen| screen.logins.save_filter(login, &name, &query)).await?
        }
        Todo::Rename => {
            let to = name(&to)?;
            screen.work(move |screen| screen.logins.rename_filter(login, &held, &to)).await?
        }
        Todo::Forget => {
            let forget = move |screen: &Screen| screen.logins.forget_filter(login, &held);
            screen.work(forget).await?.map(|()| true)
        }
        Todo::OpenWith | Todo::OpenWithAll => {
            let named = Some(held).filter(|_| form.todo == Todo::OpenWith);
            let open = move |screen: &Screen| screen.logins.open_with(login, named.as_deref());
            screen.work(open).await?.map(|()| true)
        }
    };
    if !done.map_err(|failure| failed(&failure))? {
        return Err(Problem::Misshapen);
    }
    Ok(Redirect::to(&back).into_response())
}
