//! `POST /incidents/{log}/{index}`: an officer's word that two reports tell of one event, or of two, or that it is taken back.

use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use truce_core::case::office::Action;
use truce_core::entry::Address;
use truce_core::judgement::{Judgement, Verdict};

use crate::cmd::judge;
use crate::failure::{Outcome, USAGE};
use crate::index::incidents::is_on_record;
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
    let by = may_judge(&screen, &reader)?;
    let report = |text: &str| text.trim().parse::<Address>().map_err(|_| Problem::Misshapen);
    let judgement = Judgement {
        by,
        reason: given(&word.reason).ok_or(Problem::Misshapen)?.to_owned(),
        reports: (report(&word.one)?, report(&word.other)?),
        verdict: word.verdict,
    };
    screen.drawn()?;
    let put = put_all(&screen, vec![judgement]).await?;
    let at = put.first().ok_or(Problem::Failed)?;
    Ok(Redirect::to(&format!("/incidents/{incident}?judged={at}")).into_response())
}

/// Under which name a reader judges.
///
/// # Errors
/// [`Problem::NotSignedIn`], or [`Problem::MayNot`] if their office does not allow it.
pub(super) fn may_judge(screen: &Screen, reader: &Reader) -> Result<String, Problem> {
    let officer = reader.known()?.officer.clone().ok_or(Problem::MayNot)?;
    if reader.may(screen, Action::Judge) { Ok(officer.to_string()) } else { Err(Problem::MayNot) }
}

/// Whether all of these are reports on record.
fn on_record(screen: &Screen, reports: &[Address]) -> Result<bool, Problem> {
    let tables = screen.tables()?;
    for report in reports {
        if !is_on_record(&tables, report).map_err(|failure| failed(&failure))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts judgements on record, all at once; says where each stands.
///
/// # Errors
/// [`Problem::Misshapen`] if one is not on two reports on record: none is put then.
pub(super) async fn put_all(
    screen: &Arc<Screen>,
    words: Vec<Judgement>,
) -> Result<Vec<Address>, Problem> {
    let now = (screen.clock)();
    let done = screen.work(move |screen| -> Result<Outcome<Vec<Address>>, Problem> {
        let named = words.iter().flat_map(|word| [word.reports.0.clone(), word.reports.1.clone()]);
        if !on_record(screen, &named.collect::<Vec<_>>())? {
            return Err(Problem::Misshapen);
        }
        let put = |node: Node| judge::put_all(&node, words, now);
        Ok(Node::open(&screen.dir).and_then(put))
    });
    done.await??.map_err(
        |failure| {
            if failure.code == USAGE { Problem::Misshapen } else { failed(&failure) }
        },
    )
}
