//! `GET /record`: the heads, what stands behind them, and the last entries.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use truce_core::record::Head;

use super::situation::{Reached, nodes, seat_in};
use crate::screen::Screen;
use crate::screen::latest::{Drawn, Recent};
use crate::screen::page::{self, Frame};
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;

#[derive(askama::Template)]
#[template(path = "record.html")]
struct RecordPage<'a> {
    frame: Frame,
    heads: Vec<(&'a str, String, &'a Head)>,
    nodes: Vec<Reached>,
    mirrors: u32,
    cosigners: u32,
    recent: &'a [Recent],
    unread: u64,
}

/// The page.
///
/// # Errors
/// [`Problem::NotYet`] if no picture is drawn yet.
pub async fn show(State(screen): State<Arc<Screen>>, reader: Reader) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    screen.work(move |screen| lay_out(screen, &drawn, &reader)).await
}

fn lay_out(screen: &Screen, drawn: &Drawn, reader: &Reader) -> Response {
    let heads = drawn.cut().0.iter().map(|(log, head)| {
        let seat = drawn.lineage().seat_of(log);
        let seat = seat_in(&screen.agreement, seat, reader.language);
        (log.as_str(), seat, head)
    });
    page::show(&RecordPage {
        frame: Frame::of(reader, &reader.tongue().say("nav-record")),
        heads: heads.collect(),
        nodes: nodes(screen, drawn, reader.language),
        mirrors: screen.agreement.record.mirrors,
        cosigners: screen.agreement.record.cosigners,
        recent: &drawn.recent,
        unread: drawn.unread(),
    })
}
