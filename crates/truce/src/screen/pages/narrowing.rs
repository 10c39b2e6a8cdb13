//! Counts narrowed to a party and an act: what an address asks for, and what a form offers.

use truce_core::act::Act;
use truce_core::agreement::Actor;

use super::incidents::Choice;
use crate::screen::asked::given;
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::{Screen, terms};

/// Which party is asked for, by its place in the agreement.
///
/// # Errors
/// [`Problem::Misshapen`] if it is none of the agreement's.
pub(super) fn party(screen: &Screen, asked: &str) -> Result<Option<usize>, Problem> {
    let place = |text| screen.agreement.parties().position(|party| party.id.as_str() == text);
    given(asked).map(|text| place(text).ok_or(Problem::Misshapen)).transpose()
}

/// Which act is asked for.
///
/// # Errors
/// [`Problem::Misshapen`] if there is none of that name.
pub(super) fn act(asked: &str) -> Result<Option<Act>, Problem> {
    given(asked).map(|text| text.parse().map_err(|_| Problem::Misshapen)).transpose()
}

/// The same as an address has it: the party's id and the act's word, empty where nothing is asked for.
pub(super) fn words(
    screen: &Screen,
    (party, act): (Option<usize>, Option<Act>),
) -> (&str, &'static str) {
    let party = party.and_then(|place| screen.agreement.parties().nth(place));
    (party.map_or("", |party| party.id.as_str()), act.map_or("", Act::word))
}

/// The agreement's parties, in its order.
pub(super) fn parties(screen: &Screen, reader: &Reader, chosen: Option<usize>) -> Vec<Choice> {
    let choice = |(place, party): (usize, &Actor)| Choice {
        value: party.id.to_string(),
        name: party.name(reader.language.tag()).to_owned(),
        chosen: chosen == Some(place),
    };
    screen.agreement.parties().enumerate().map(choice).collect()
}

/// Every act.
pub(super) fn acts(reader: &Reader, chosen: Option<Act>) -> Vec<Choice> {
    let choice = |act: &Act| Choice {
        value: act.word().to_owned(),
        name: terms::act(*act, reader.tongue()),
        chosen: chosen == Some(*act),
    };
    Act::ALL.iter().map(choice).collect()
}
