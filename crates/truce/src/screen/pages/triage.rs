//! `POST /incidents/triage`: one word on several incidents: one event, different events, seen; and taking it back.
//!
//! Each judgement goes the way that a single one does: `judgements` asks who may, and puts it on record.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use truce_core::entry::{Address, Body};
use truce_core::judgement::{Judgement, Verdict};

use super::judgements::{may_judge, put_all};
use crate::index::incidents::holding;
use crate::node::Node;
use crate::screen::Screen;
use crate::screen::asked::{address, given};
use crate::screen::drawn::Drawn;
use crate::screen::failed;
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;

/// The most incidents that are held to be one event, marked as seen, or given a task, at once.
pub(super) const CHOSEN_MAX: usize = 50;
/// The most that are held to be different events at once: each pair is a judgement.
const DIFFERENT_MAX: usize = 10;
/// The most judgements that are taken back at once: as many as are put at once.
const UNDONE_MAX: usize = 50;

/// What was chosen: a form in which a field may stand several times.
pub(super) type Fields = Vec<(String, String)>;

/// What was filled into a field.
pub(super) fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.iter().find(|(found, _)| found == name).and_then(|(_, value)| given(value))
}

/// The entries that a field names, each once, in order of their names.
pub(super) fn entries(fields: &Fields, name: &str, most: usize) -> Result<Vec<Address>, Problem> {
    let named = fields.iter().filter(|(found, _)| found == name);
    let found: Result<BTreeSet<Address>, _> = named.map(|(_, value)| value.parse()).collect();
    let found = found.map_err(|_| Problem::Misshapen)?;
    if found.is_empty() || found.len() > most {
        return Err(Problem::Misshapen);
    }
    Ok(found.into_iter().collect())
}

/// The pairs on which a word is given: all with the first for one event, each with each for different ones.
fn pairs(chosen: &[Address], verdict: Verdict) -> Vec<(Address, Address)> {
    let with_later = |(place, one): (usize, &Address)| -> Vec<(Address, Address)> {
        chosen.iter().skip(place + 1).map(|other| (one.clone(), other.clone())).collect()
    };
    let firsts = if verdict == Verdict::Same { 1 } else { chosen.len() };
    chosen.iter().enumerate().take(firsts).flat_map(with_later).collect()
}

/// The list of incidents again, with what was just put on record.
fn back(fields: &Fields, judged: &[Address]) -> Result<Response, Problem> {
    let query = super::filters::own_query(field(fields, "query").unwrap_or("/incidents"))?;
    let judged: Vec<String> = judged.iter().map(ToString::to_string).collect();
    Ok(Redirect::to(&address(&query, &[("judged", &judged.join(" "))])).into_response())
}

/// Does with all that were chosen what the button says.
///
/// # Errors
/// [`Problem::NotSignedIn`], [`Problem::MayNot`], or [`Problem::Misshapen`] if too few or too many are chosen, one of them
/// is none, or a judgement has no reason.
pub async fn change(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let login = reader.known()?.login;
    let drawn = screen.drawn()?;
    let todo = field(&fields, "do").ok_or(Problem::Misshapen)?;
    if todo == "undo" {
        let undone = entries(&fields, "at", UNDONE_MAX)?;
        let by = may_judge(&screen, &reader)?;
        let words = screen.work(move |screen| -> Result<Vec<_>, Problem> {
            let node = Node::open(&screen.dir).map_err(|failure| failed(&failure))?;
            undone.iter().map(|at| taken_back(&drawn, &node, at, &by)).collect()
        });
        put_all(&screen, words.await??).await?;
        return back(&fields, &[]);
    }
    let most = if todo == "different" { DIFFERENT_MAX } else { CHOSEN_MAX };
    let chosen = entries(&fields, "incident", most)?;
    let asked = chosen.clone();
    if !screen.work(move |screen| are_incidents(screen, &asked)).await?? {
        return Err(Problem::Misshapen);
    }
    let verdict = match todo {
        "seen" | "unseen" => {
            let seen = todo == "seen";
            let mark = move |screen: &Screen| screen.logins.mark(login, &chosen, seen);
            screen.work(mark).await?.map_err(|failure| failed(&failure))?;
            return back(&fields, &[]);
        }
        "same" => Verdict::Same,
        "different" => Verdict::Different,
        _ => return Err(Problem::Misshapen),
    };
    let by = may_judge(&screen, &reader)?;
    let reason = field(&fields, "reason").ok_or(Problem::Misshapen)?;
    let word = |reports| Judgement { by: by.clone(), reason: reason.to_owned(), reports, verdict };
    let words: Vec<Judgement> = pairs(&chosen, verdict).into_iter().map(word).collect();
    if words.is_empty() {
        return Err(Problem::Misshapen);
    }
    let at = put_all(&screen, words).await?;
    back(&fields, &at)
}

/// Whether all of these name incidents, or reports that incidents hold.
fn are_incidents(screen: &Screen, chosen: &[Address]) -> Result<bool, Problem> {
    let tables = screen.tables()?;
    for id in chosen {
        if holding(&tables, id).map_err(|failure| failed(&failure))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The word that takes a judgement back, by the same officer.
fn taken_back(drawn: &Drawn, node: &Node, at: &Address, by: &str) -> Result<Judgement, Problem> {
    let found = drawn.entry(node, at).map_err(|failure| failed(&failure))?;
    // What was put on record a moment ago may not be drawn yet.
    let entry = found.ok_or(Problem::NotYet)?;
    let Body::Judgement(judgement) = &entry.body else { return Err(Problem::Misshapen) };
    if judgement.by != by {
        return Err(Problem::MayNot);
    }
    let reason = judgement.reason.clone();
    let reports = judgement.reports.clone();
    Ok(Judgement { by: by.to_owned(), reason, reports, verdict: Verdict::TakenBack })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_event_takes_a_word_for_each_but_the_first_and_different_events_one_for_each_pair() {
        let chosen: Vec<Address> =
            ["un/1", "un/2", "un/3"].iter().map(|text| text.parse().unwrap()).collect();
        let shown = |verdict| {
            let pairs = pairs(&chosen, verdict);
            pairs.iter().map(|(a, b)| format!("{a}-{b}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(Verdict::Same), "un/1-un/2 un/1-un/3");
        assert_eq!(shown(Verdict::Different), "un/1-un/2 un/1-un/3 un/2-un/3");
    }
}
