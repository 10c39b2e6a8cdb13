//! Zones and provisions of `agreement.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::actors::{find, id};
use super::fault::{Faults, hint_of};
use super::table::{At, Table};
use super::{Actor, Article, Dispute, Exception, Provision, Standing, View, Zone};
use crate::area::Area;
use crate::geo::Polygon;
use crate::id::{ActorId, ProvisionId, ZoneId};
use crate::report::Exemption;
use crate::rules::Rule;
use crate::time::{DutyClock, Moment};

/// What has been read before, by which zones and provisions are checked.
pub(super) struct Known<'k> {
    pub clock: &'k DutyClock,
    pub articles: &'k [Article],
    pub actors: &'k [Actor],
    pub areas: &'k [Area],
    pub outlines: Option<&'k BTreeMap<String, At<Polygon>>>,
    pub in_force: Moment,
}

/// Reads the zones and gives each its outline.
pub(super) fn read_zones(file: Table<'_>, known: &Known<'_>, faults: &mut Faults<'_>) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    for table in file.tables("zone", faults) {
        table.expect_keys(
            &["id", "name", "article", "whole", "areas", "margin_m", "disputed"],
            faults,
        );
        let id = id(table, ZoneId::new, faults);
        let name = table.need_text("name", faults);
        let article = quoted_article(table, known, faults);
        let whole = table.flag("whole", faults);
        let areas = table.texts("areas", faults);
        let areas = areas
            .iter()
            .filter_map(|at| find(at, "an area", known.areas, |area| area.id.as_str(), faults));
        let areas = areas.map(|area| area.id).collect();
        let margin_m = table.metres("margin_m", faults);
        let disputed =
            table.table("disputed", faults).map(|table| read_dispute(table, known, faults));
        let (Some(id), Some(name), Some(article)) = (id, name, article) else { continue };
        if zones.iter().any(|zone| zone.id == id.value) {
            faults.error(
                id.span,
                format!("two zones have the id `{}`", id.value),
                "give each its own",
            );
            continue;
        }
        let drawn = known.outlines.map(|outlines| outlines.get(id.value.as_str()));
        if drawn == Some(None) && !whole {
            let message = format!("the zone `{}` has no outline", id.value);
            faults.error(
                id.span,
                message,
                "draw it in zones.geojson under this id, or say `whole = true`",
            );
        }
        let outline = drawn.flatten().map(|at| at.value.clone()).unwrap_or_default();
        let name = name.value.to_owned();
        zones.push(Zone { id: id.value, name, article, whole, areas, outline, margin_m, disputed });
    }
    zones
}

fn read_dispute(table: Table<'_>, known: &Known<'_>, faults: &mut Faults<'_>) -> Dispute {
    table.expect_keys(&["from", "until", "view"], faults);
    let (from, until) = table.period(known.clock, faults);
    let mut views = Vec::new();
    for table in table.tables("view", faults) {
        table.expect_keys(&["by", "covered", "why"], faults);
        let by = table.need_text("by", faults);
        let by = by
            .and_then(|at| find(&at, "an actor", known.actors, |actor| actor.id.as_str(), faults));
        let why = table.need_text("why", faults).map(|at| at.value.to_owned());
        let covered = table.need_text("covered", faults).and_then(|at| match at.value {
            "yes" => Some(true),
            "no" => Some(false),
            other => {
                faults.error(
                    at.span,
                    format!("`{other}` is neither yes nor no"),
                    "write \"yes\" or \"no\"",
                );
                None
            }
        });
        if let (Some(by), Some(covered), Some(why)) = (by, covered, why) {
            views.push(View { by: by.id, covered, why });
        }
    }
    Dispute { from, until, views }
}

/// Reads the provisions; `zones` are the zones read before.
pub(super) fn read(
    file: Table<'_>,
    known: &Known<'_>,
    zones: &[Zone],
    faults: &mut Faults<'_>,
) -> Vec<Provision> {
    let mut provisions: Vec<Provision> = Vec::new();
    for table in file.tables("provision", faults) {
        table.expect_keys(
            &["id", "article", "rule", "binds", "zones", "from", "until", "exception"],
            faults,
        );
        let id = id(table, ProvisionId::new, faults);
        let article = quoted_article(table, known, faults);
        let rule = table.need_text("rule", faults).and_then(|at| read_rule(&at, faults));
        let binds = read_binds(table, known, faults);
        let held_in = read_zone_names(table, zones, faults);
        if table.texts("zones", faults).is_empty() {
            faults.error(table.span(), "the provision holds nowhere", "add `zones = [...]`");
        }
        let (from, until) = table.period(known.clock, faults);
        let exceptions = read_exceptions(table, known, zones, faults);
        let (Some(id), Some(article), Some(rule)) = (id, article, rule) else { continue };
        if provisions.iter().any(|other| other.id == id.value) {
            faults.error(
                id.span,
                format!("two provisions have the id `{}`", id.value),
                "give each its own",
            );
            continue;
        }
        let from = from.unwrap_or(known.in_force);
        provisions.push(Provision {
            id: id.value,
            article,
            rule,
            binds,
            zones: held_in,
            from,
            until,
            exceptions,
        });
    }
    provisions
}

/// The article that a table quotes, which must be there.
fn quoted_article(table: Table<'_>, known: &Known<'_>, faults: &mut Faults<'_>) -> Option<String> {
    let Some(quoted) = table.text("article", faults) else {
        let message = "it quotes no article";
        faults.error(
            table.span(),
            message,
            "add `article = ` and its number in text.md: what no article says binds nobody",
        );
        return None;
    };
    find(&quoted, "an article", known.articles, |article| &article.id, faults)
        .map(|article| article.id)
}

fn read_rule(at: &At<&str>, faults: &mut Faults<'_>) -> Option<Rule> {
    let rule = at.value.parse().ok();
    if rule.is_none() {
        let hint = hint_of(at.value, "a rule", Rule::ALL.iter().map(|rule| rule.word()));
        faults.error(at.span.clone(), format!("`{}` is no rule", at.value), hint);
    }
    rule
}

/// Whom a provision binds: parties, put in the agreement's order.
fn read_binds(table: Table<'_>, known: &Known<'_>, faults: &mut Faults<'_>) -> Vec<ActorId> {
    let parties: Vec<ActorId> = known
        .actors
        .iter()
        .filter(|actor| actor.standing == Standing::Party)
        .map(|actor| actor.id.clone())
        .collect();
    let named = table.texts("binds", faults);
    if named.is_empty() {
        faults.error(
            table.span(),
            "the provision binds nobody",
            "add `binds = [...]` with the parties that it binds",
        );
    }
    let bound: BTreeSet<ActorId> = named
        .iter()
        .filter_map(|at| find(at, "a party", &parties, ActorId::as_str, faults))
        .collect();
    parties.into_iter().filter(|party| bound.contains(party)).collect()
}

fn read_zone_names(table: Table<'_>, zones: &[Zone], faults: &mut Faults<'_>) -> Vec<ZoneId> {
    let named = table.texts("zones", faults);
    let found =
        named.iter().filter_map(|at| find(at, "a zone", zones, |zone| zone.id.as_str(), faults));
    found.map(|zone| zone.id).collect()
}

fn read_exceptions(
    table: Table<'_>,
    known: &Known<'_>,
    zones: &[Zone],
    faults: &mut Faults<'_>,
) -> Vec<Exception> {
    let mut exceptions: Vec<Exception> = Vec::new();
    for table in table.tables("exception", faults) {
        table.expect_keys(&["when", "article", "zones", "from", "until"], faults);
        let when = table.need_text("when", faults).and_then(|at| read_exemption(&at, faults));
        let article = quoted_article(table, known, faults);
        let held_in = read_zone_names(table, zones, faults);
        let (from, until) = table.period(known.clock, faults);
        let (Some(when), Some(article)) = (when, article) else { continue };
        let exception = Exception { when, article, zones: held_in, from, until };
        if exceptions.iter().any(|other| overlap(other, &exception)) {
            let message = format!("two exceptions for `{when}` overlap in place and time");
            faults.error(
                table.span(),
                message,
                "join them, or part them by `zones`, `from` and `until`",
            );
        }
        exceptions.push(exception);
    }
    exceptions
}

fn read_exemption(at: &At<&str>, faults: &mut Faults<'_>) -> Option<Exemption> {
    let found = at.value.parse().ok();
    if found.is_none() {
        let hint = hint_of(
            at.value,
            "an exemption",
            Exemption::ALL.iter().map(|exemption| exemption.word()),
        );
        faults.error(at.span.clone(), format!("`{}` is no exemption", at.value), hint);
    }
    found
}

/// Whether two exceptions let the same pass at one place and moment.
fn overlap(one: &Exception, other: &Exception) -> bool {
    let everywhere = one.zones.is_empty() || other.zones.is_empty();
    let share_zone = everywhere || one.zones.iter().any(|zone| other.zones.contains(zone));
    let ends_before = |a: &Exception, b: &Exception| {
        a.until.is_some_and(|until| b.from.is_some_and(|from| until <= from))
    };
    one.when == other.when && share_zone && !ends_before(one, other) && !ends_before(other, one)
}
