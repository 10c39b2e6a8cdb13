//! `POST /incidents/{log}/{index}`: an officer's word that two reports tell of one event, or of two, or that it is taken back.

use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use truce_core::case::office::Action;
use truce_core::entry::Address;
use truce_core::judgement::{Judgement, Verdict};

use crate::cmd::judge::put;
use crate::failure::USAGE;
use crate::node::Node;
use crate::screen::asked::{entry, given};
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed};

/// What an officer says of two reports.
#[derive(Debug, Deserialize)]
pub struct Word {
    one: String,
    other: String,
    #[serde(default)]
    reason: String,
    verdict: Verdict,
}

/// Puts the judgement on record.
///
/// # Errors
/// [`Problem::NotSignedIn`], [`Problem::MayNot`], or [`Problem::Misshapen`] if a reason or a report on record is missing.
pub async fn judge(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Path((log, index)): Path<(String, String)>,
    Form(word): Form<Word>,
) -> Result<Response, Problem> {
    let incident = entry(&log, &index)?;
    let officer = reader.known()?.officer.clone().ok_or(Problem::MayNot)?;
    if !reader.may(&screen, Action::Judge) {
        return Err(Problem::MayNot);
    }
    let report = |text: &str| text.trim().parse::<Address>().map_err(|_| Problem::Misshapen);
    let judgement = Judgement {
        by: officer.to_string(),
        reason: given(&word.reason).ok_or(Problem::Misshapen)?.to_owned(),
        reports: (report(&word.one)?, report(&word.other)?),
        verdict: word.verdict,
    };
    let drawn = screen.drawn()?;
    let reports = [&judgement.reports.0, &judgement.reports.1];
    if !reports.iter().all(|report| drawn.picture.reports.contains_key(*report)) {
        return Err(Problem::Misshapen);
    }
    let now = (screen.clock)();
    let done =
        screen.work(move |screen| put(&Node::open(&screen.dir)?, &drawn.picture, judgement, now));
    let at = done.await?.map_err(|failure| {
        if failure.code == USAGE { Problem::Misshapen } else { failed(&failure) }
    })?;
    Ok(Redirect::to(&format!("/incidents/{incident}?judged={at}")).into_response())
}
