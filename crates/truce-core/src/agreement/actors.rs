//! Whom `agreement.toml` names: parties, groups, allies, guarantors, excluded groups, and who only looks on.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fault::{Faults, hint_of};
use super::table::{At, Table, shown};
use super::{Actor, Seat, SeatRole, Standing};
use crate::id::{ActorId, NotAName, SeatId};
use crate::lineage::number_of;
use crate::names::fold;
use crate::time::{DutyClock, Moment};

/// The tables that name actors, in the order of the agreement: parties first.
const KINDS: &[&str] = &["party", "group", "ally", "guarantor", "excluded", "observer", "outside"];

/// What the actors are read with.
pub(super) struct Calendar<'c> {
    pub clock: &'c DutyClock,
    pub concluded: Option<Moment>,
}

/// Reads every actor and finds fault with ids and names that two of them share.
pub(super) fn read(
    file: Table<'_>,
    calendar: &Calendar<'_>,
    faults: &mut Faults<'_>,
) -> Vec<Actor> {
    let mut actors: Vec<Actor> = Vec::new();
    let mut names: BTreeMap<String, ActorId> = BTreeMap::new();
    for kind in KINDS {
        for table in file.tables(kind, faults) {
            let parties: Vec<ActorId> = parties(&actors);
            let Some(actor) = read_one(kind, table, &parties, calendar, faults) else { continue };
            if actors.iter().any(|other| other.id == actor.id) {
                let span = table.text("id", faults).map_or(table.span(), |id| id.span);
                faults.error(
                    span,
                    format!("two actors have the id `{}`", actor.id),
                    "give each its own",
                );
                continue;
            }
            for (written, span) in spellings(table, faults) {
                claim(&mut names, &actor.id, &written, span, faults);
            }
            actors.push(actor);
        }
    }
    if parties(&actors).is_empty() {
        faults.error(0..0, "the agreement has no party", "name each under [[party]]");
    }
    actors
}

fn parties(actors: &[Actor]) -> Vec<ActorId> {
    let parties = actors.iter().filter(|actor| actor.standing == Standing::Party);
    parties.map(|actor| actor.id.clone()).collect()
}

/// Every spelling in a table, each where it stands.
fn spellings(table: Table<'_>, faults: &mut Faults<'_>) -> Vec<(String, Range<usize>)> {
    let id = table.text("id", faults);
    let names =
        table.table("name", faults).map(|names| names.all_texts(faults)).unwrap_or_default();
    let aliases = table.texts("aliases", faults);
    let all = id.into_iter().chain(names.into_iter().map(|(_, name)| name)).chain(aliases);
    all.map(|at| (at.value.to_owned(), at.span)).collect()
}

/// Gives a spelling to an actor, unless another one has it.
fn claim(
    names: &mut BTreeMap<String, ActorId>,
    actor: &ActorId,
    written: &str,
    span: Range<usize>,
    faults: &mut Faults<'_>,
) {
    let owner = names.entry(fold(written)).or_insert_with(|| actor.clone());
    if owner != actor {
        let message = format!("`{written}` is a name of `{owner}` and of `{actor}`");
        faults.error(span, message, "a name means one actor: take it from one of them");
    }
}

fn read_one(
    kind: &str,
    table: Table<'_>,
    parties: &[ActorId],
    calendar: &Calendar<'_>,
    faults: &mut Faults<'_>,
) -> Option<Actor> {
    table.expect_keys(keys_of(kind), faults);
    let id = id(table, ActorId::new, faults);
    let mut side = |key: &str| -> Option<ActorId> {
        let named = table.need_text(key, faults)?;
        find(&named, "a party", parties, ActorId::as_str, faults)
    };
    let standing = match kind {
        "party" => Some(Standing::Party),
        "group" => side("of").map(|of| Standing::Group { of }),
        "ally" => side("of").map(|of| Standing::Ally { of }),
        "guarantor" => side("backs").map(|backs| Standing::Guarantor { backs }),
        "excluded" => Some(Standing::Excluded),
        "observer" => Some(Standing::Observer),
        _ => Some(Standing::Outside),
    };
    let names = named(table, faults);
    let aliases =
        table.texts("aliases", faults).into_iter().map(|at| at.value.to_owned()).collect();
    let acceded = table.moment("acceded", calendar.clock, faults);
    let left = table.moment("left", calendar.clock, faults);
    check_dates(calendar, acceded.as_ref(), left.as_ref(), faults);
    let unclear = table.text("unclear", faults).map(|at| at.value.to_owned());
    if standing == Some(Standing::Party) && !table.has("acceded") && unclear.is_none() {
        faults.error(table.span(), "the party has not acceded", "add `acceded = ` and the date");
    }
    Some(Actor {
        id: id?.value,
        standing: standing?,
        names,
        aliases,
        acceded: acceded.map(|at| at.value),
        left: left.map(|at| at.value),
        unclear,
    })
}

fn keys_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "party" => &["id", "name", "aliases", "acceded", "left", "unclear"],
        "group" | "ally" => &["id", "name", "aliases", "of", "acceded", "left", "unclear"],
        "guarantor" => &["id", "name", "aliases", "backs", "acceded", "left", "unclear"],
        _ => &["id", "name", "aliases"],
    }
}

fn check_dates(
    calendar: &Calendar<'_>,
    acceded: Option<&At<Moment>>,
    left: Option<&At<Moment>>,
    faults: &mut Faults<'_>,
) {
    let Some(acceded) = acceded else { return };
    if let Some(concluded) = calendar.concluded.filter(|concluded| acceded.value < *concluded) {
        let (accedes, concluded) =
            (shown(calendar.clock, acceded.value), shown(calendar.clock, concluded));
        let message =
            format!("it accedes ({accedes}) before the agreement is concluded ({concluded})");
        faults.error(acceded.span.clone(), message, "correct this date, or `concluded`");
    }
    if let Some(left) = left.filter(|left| left.value <= acceded.value) {
        let (leaves, accedes) =
            (shown(calendar.clock, left.value), shown(calendar.clock, acceded.value));
        let message = format!("it leaves ({leaves}) before it accedes ({accedes})");
        faults.error(left.span.clone(), message, "exchange `acceded` and `left`, or correct one");
    }
}

/// Reads the id of a table.
pub(super) fn id<T>(
    table: Table<'_>,
    new: impl Fn(&str) -> Result<T, NotAName>,
    faults: &mut Faults<'_>,
) -> Option<At<T>> {
    let written = table.need_text("id", faults)?;
    match new(written.value) {
        Ok(value) => Some(At { value, span: written.span }),
        Err(why) => {
            faults.error(
                written.span,
                why.to_string(),
                "ids are for files; the name for readers goes under `name`",
            );
            None
        }
    }
}

/// Reads the names of a table by language; the English one must be there.
pub(super) fn named(table: Table<'_>, faults: &mut Faults<'_>) -> Vec<(String, String)> {
    let Some(names) = table.table("name", faults) else {
        table.missing("name.en", faults);
        return Vec::new();
    };
    let names: Vec<(String, String)> = names
        .all_texts(faults)
        .into_iter()
        .map(|(language, name)| (language, name.value.to_owned()))
        .collect();
    if !names.iter().any(|(language, _)| language == "en") {
        table.missing("name.en", faults);
    }
    names
}

/// Finds what a text names among what there is, or finds fault with it.
pub(super) fn find<T: Clone>(
    named: &At<&str>,
    what: &str,
    known: &[T],
    name_of: impl Fn(&T) -> &str,
    faults: &mut Faults<'_>,
) -> Option<T> {
    let found = known.iter().find(|one| name_of(one) == named.value).cloned();
    if found.is_none() {
        let hint = hint_of(named.value, what, known.iter().map(&name_of));
        faults.error(
            named.span.clone(),
            format!("`{}` is not {what} of this agreement", named.value),
            hint,
        );
    }
    found
}

/// Reads the seats.
pub(super) fn read_seats(file: Table<'_>, actors: &[Actor], faults: &mut Faults<'_>) -> Vec<Seat> {
    let mut seats: Vec<Seat> = Vec::new();
    for table in file.tables("seat", faults) {
        table.expect_keys(&["id", "name", "actor", "role", "registers"], faults);
        let id = id(table, SeatId::new, faults);
        let name = table.need_text("name", faults);
        let actor = table.need_text("actor", faults);
        let actor =
            actor.and_then(|at| find(&at, "an actor", actors, |one| one.id.as_str(), faults));
        let role = table.need_text("role", faults).and_then(|at| read_role(&at, faults));
        let registers = table.flag("registers", faults);
        let (Some(id), Some(name), Some(actor), Some(role)) = (id, name, actor, role) else {
            continue;
        };
        if seats.iter().any(|seat| seat.id == id.value) {
            faults.error(
                id.span,
                format!("two seats have the id `{}`", id.value),
                "give each its own",
            );
            continue;
        }
        let clash = seats.iter().find(|seat| {
            number_of(&id.value, &seat.id).or(number_of(&seat.id, &id.value)).is_some()
        });
        if let Some(seat) = clash {
            let message =
                format!("`{}` could be a later log of `{}`, or the other way", id.value, seat.id);
            faults.error(id.span, message, "let no seat have the name of another and a number");
            continue;
        }
        let name = name.value.to_owned();
        seats.push(Seat { id: id.value, name, actor: actor.id, role, registers });
    }
    seats
}

fn read_role(at: &At<&str>, faults: &mut Faults<'_>) -> Option<SeatRole> {
    match at.value {
        "determines" => Some(SeatRole::Determines),
        "verifies" => Some(SeatRole::Verifies),
        "accompanies" => Some(SeatRole::Accompanies),
        other => {
            let hint = hint_of(other, "a role", ["determines", "verifies", "accompanies"]);
            faults.error(at.span.clone(), format!("`{other}` is no role of a seat"), hint);
            None
        }
    }
}
