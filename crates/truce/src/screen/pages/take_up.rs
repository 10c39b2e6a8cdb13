//! `POST /cases`: an officer takes an incident up as a case.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use truce_core::case::Urgency;
use truce_core::case::deed::{Doing, TEXT_LENGTH_MAX, TakingUp};
use truce_core::case::office::Action;
use truce_core::entry::Address;
use truce_core::id::{ActorId, ProvisionId};

use super::deeds::{May, officer, put};
use super::incidents::Choice;
use super::triage::{Fields, field};
use crate::index::incidents::holding;
use crate::render::labels::Labels;
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed};

/// What an incident can be taken up under, and who can be accused, for a reader who may.
pub(super) struct TakeUp {
    pub actors: Vec<Choice>,
    pub may: May,
    pub provisions: Vec<Choice>,
    pub reason_max: usize,
}

impl TakeUp {
    /// What a reader can choose from.
    pub(super) fn of(screen: &Screen, reader: &Reader) -> Self {
        let (agreement, language) = (&screen.agreement, reader.language.tag());
        let labels = Labels { agreement };
        let provisions = agreement.provisions.iter();
        let provisions = provisions.map(|one| (one.id.to_string(), labels.provision(&one.id)));
        let actors = agreement.actors.iter();
        let actors = actors.map(|actor| (actor.id.to_string(), actor.name(language).to_owned()));
        Self {
            actors: Choice::of(actors, ""),
            may: May::of(screen, reader, Action::Open),
            provisions: Choice::of(provisions, ""),
            reason_max: TEXT_LENGTH_MAX,
        }
    }
}

/// Takes it up.
///
/// # Errors
/// [`Problem::NotSignedIn`], [`Problem::MayNot`], or [`Problem::Misshapen`] if a provision, a reason or a report on record
/// is missing.
pub async fn open(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = officer(&screen, &reader, Action::Open)?;
    screen.drawn()?;
    let opening = opening(&fields)?;
    let about = opening.about.clone();
    let found = move |screen: &Screen| holding(&screen.tables()?, &about).map_err(|f| failed(&f));
    let incident = screen.work(found).await??.ok_or(Problem::Misshapen)?;
    let at = put(&screen, by, vec![Doing::Open(opening)]).await?;
    let at = at.first().ok_or(Problem::Failed)?;
    Ok(Redirect::to(&format!("/incidents/{incident}?opened={at}#tasks")).into_response())
}

/// What was filled in.
fn opening(fields: &Fields) -> Result<TakingUp, Problem> {
    let about: Address =
        field(fields, "about").and_then(|at| at.parse().ok()).ok_or(Problem::Misshapen)?;
    let accused = field(fields, "accused").map(ActorId::new).transpose();
    let under = fields.iter().filter(|(name, _)| name == "under");
    let provisions: Result<_, _> = under.map(|(_, id)| ProvisionId::new(id.as_str())).collect();
    let reason = field(fields, "reason").filter(|reason| reason.len() <= TEXT_LENGTH_MAX);
    let opening = TakingUp {
        about,
        accused: accused.map_err(|_| Problem::Misshapen)?,
        evidence: Default::default(),
        provisions: provisions.map_err(|_| Problem::Misshapen)?,
        reason: reason.ok_or(Problem::Misshapen)?.to_owned(),
        reopens: None,
        urgency: if field(fields, "urgent").is_some() {
            Urgency::Urgent
        } else {
            Urgency::Ordinary
        },
    };
    if opening.provisions.is_empty() { Err(Problem::Misshapen) } else { Ok(opening) }
}
