//! What officers do in cases from the screen: who may, and how it is put on record.

use std::sync::Arc;

use truce_core::case::deed::Doing;
use truce_core::case::office::Action;
use truce_core::entry::Address;
use truce_core::id::OfficerId;

use crate::desk::Desk;
use crate::failure::Outcome;
use crate::node::Node;
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed};

/// Whether a reader may do something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum May {
    /// As an officer whose office allows it.
    Yes,
    /// The officer signs with a key, which is not here.
    WithKey,
    /// No office of the reader allows it, or the screen is locked.
    No,
}

impl May {
    /// Whether a reader may do that.
    pub(super) fn of(screen: &Screen, reader: &Reader, action: Action) -> Self {
        let officer = reader.signed_in.as_ref().and_then(|who| who.officer.clone());
        let (Some(officer), Some(drawn)) = (officer, screen.latest.get()) else { return Self::No };
        if reader.locked || !reader.may(screen, action) {
            return Self::No;
        }
        let appointed = drawn.docket().officers.get(&(screen.seat.clone(), officer));
        if appointed.is_some_and(|appointed| appointed.key.is_some()) {
            Self::WithKey
        } else {
            Self::Yes
        }
    }
}

/// As which officer a reader does something.
///
/// # Errors
/// [`Problem::NotSignedIn`], or [`Problem::MayNot`] if no office of theirs allows it, or they sign with a key.
pub(super) fn officer(
    screen: &Screen,
    reader: &Reader,
    action: Action,
) -> Result<OfficerId, Problem> {
    let officer = reader.known()?.officer.clone().ok_or(Problem::MayNot)?;
    if May::of(screen, reader, action) == May::Yes { Ok(officer) } else { Err(Problem::MayNot) }
}

/// Puts deeds on record, all or none; says where each stands.
///
/// # Errors
/// [`Problem::Misshapen`] if one would not count or is out of bounds.
pub(super) async fn put(
    screen: &Arc<Screen>,
    by: OfficerId,
    deeds: Vec<Doing>,
) -> Result<Vec<Address>, Problem> {
    let now = (screen.clock)();
    let put = move |screen: &Screen| -> Outcome<Option<Vec<Address>>> {
        let node = Node::open(&screen.dir)?;
        let mut desk = Desk::open(&node)?;
        let mut at = Vec::with_capacity(deeds.len());
        for doing in deeds {
            at.push(desk.does(&by, doing, None, now)?);
        }
        let docket = desk.docket();
        if at.iter().any(|at| docket.refused.contains_key(at)) {
            return Ok(None);
        }
        desk.commit()?;
        Ok(Some(at))
    };
    let put = screen.work(put).await?.map_err(|failure| failed(&failure))?;
    put.ok_or(Problem::Misshapen)
}
