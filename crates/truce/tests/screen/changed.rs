//! What changed since somebody looked: their own word counts, not a visit and not a clock.

use std::sync::Arc;

use axum::http::StatusCode;
use truce::desk::Desk;
use truce::node::Node;
use truce::screen::latest::Drew;
use truce_core::case::Urgency;
use truce_core::case::deed::{Doing, TakingUp};
use truce_core::entry::{Address, Body as Told};
use truce_core::id::OfficerId;
use truce_core::report::Report;

use crate::seat::Seat;

/// Puts bodies on record at a moment that lies long back, as what a mirror brings late does, and draws them.
fn put(seat: &Seat, bodies: Vec<Told>) -> Vec<Address> {
    let node = Node::open(seat.dir.path()).unwrap();
    let mut desk = Desk::open(&node).unwrap();
    let at = "2017-05-01T06:00:00Z".parse().unwrap();
    let put = bodies.into_iter().map(|body| desk.put(body, at).unwrap()).collect();
    desk.commit().unwrap();
    assert_eq!(seat.screen.latest.draw(&node).unwrap(), Drew::MovedOn);
    put
}

/// The only incident's report, somewhat later.
fn later(seat: &Seat, minutes: i64) -> Told {
    let drawn = seat.screen.drawn().unwrap();
    let id = &drawn.whole().unwrap().incidents.iter().next().unwrap().id;
    let mut report: Report = Report::clone(&drawn.whole().unwrap().reports[id]);
    report.window = truce_core::time::Window::new(
        report.window.earliest().plus(minutes * 60),
        report.window.latest().plus(minutes * 60),
    )
    .unwrap();
    report.reference = Some(format!("p-{minutes}"));
    Told::Report(Arc::new(report))
}

fn opens(about: &Address) -> Told {
    Told::Deed(Box::new(truce_core::case::deed::Deed {
        by: OfficerId::new("duty-1").unwrap(),
        does: Doing::Open(TakingUp {
            about: about.clone(),
            accused: None,
            evidence: Default::default(),
            provisions: ["cease-attacks".parse().unwrap()].into(),
            reason: "we saw it".to_owned(),
            reopens: None,
            urgency: Urgency::Ordinary,
        }),
        signature: None,
    }))
}

/// What the situation lists, for a login.
async fn listed(seat: &Seat, cookie: &str) -> String {
    let words = seat.get("/situation", &[("cookie", cookie)]).await.words();
    let from = words.find("What came in").or_else(|| words.find("What changed since")).unwrap();
    let (list, _) = words[from..].split_once("Logs and nodes").unwrap();
    list.to_owned()
}

fn version(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"version\" value=\"").unwrap();
    rest.split('"').next().unwrap().replace('/', "%2F").replace(' ', "+").replace("&#47;", "%2F")
}

#[tokio::test]
async fn what_a_mirror_brings_late_is_new_to_whoever_said_that_they_had_looked() {
    let seat = Seat::new();
    let cookie = seat.keeper().await;
    let page = seat.get("/situation", &[("cookie", &cookie)]).await.text;
    assert!(page.contains("What came in the last 24 hours"));
    let form = format!("version={}", version(&page));
    assert_eq!(seat.post("/situation/seen", &form, &cookie).await.status, StatusCode::SEE_OTHER);
    assert!(listed(&seat, &cookie).await.contains("Nothing was put on record"));
    let told = put(&seat, vec![later(&seat, 5), later(&seat, 30_000)]);
    // Recorded earlier than the report that was here, it gives the incident its name.
    let incident = &told[0];
    let found = listed(&seat, &cookie).await;
    assert!(found.contains(&format!("another report of an incident {incident}")), "{found}");
    assert!(found.contains(&format!("new incident {} now: One-sided", told[1])), "{found}");
    // It was recorded long ago, and so is none of the last day's.
    assert!(!listed(&seat, "").await.contains(&told[1].to_string()));
    // A visit moves nothing on.
    assert_eq!(listed(&seat, &cookie).await, found);
}

#[tokio::test]
async fn a_case_is_listed_once_with_how_it_stands_and_a_judgement_with_what_it_says() {
    let seat = Seat::new();
    let cookie = seat.keeper().await;
    let keeper = seat.officer(&cookie).await;
    let page = seat.get("/situation", &[("cookie", &cookie)]).await.text;
    seat.post("/situation/seen", &format!("version={}", version(&page)), &cookie).await;
    let incident =
        seat.screen.drawn().unwrap().whole().unwrap().incidents.iter().next().unwrap().id.clone();
    let other = put(&seat, vec![later(&seat, 30_000)])[0].clone();
    let form = format!("one={incident}&other={other}&reason=seen&verdict=same");
    let judged = seat.post(&format!("/incidents/{incident}"), &form, &keeper).await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER);
    let case = put(&seat, vec![opens(&incident)]).pop().unwrap();
    let found = listed(&seat, &cookie).await;
    assert!(found.contains(&format!("judged to be one event, in incident {other}")), "{found}");
    assert!(found.contains(&format!("case opened {case} now: awaiting admission")), "{found}");
}

#[tokio::test]
async fn only_a_version_that_was_shown_can_be_said_to_be_seen_and_only_by_whoever_is_signed_in() {
    let seat = Seat::new();
    let cookie = seat.keeper().await;
    for version in ["", "un/99", "moon/1", "un"] {
        let answer = seat.post("/situation/seen", &format!("version={version}"), &cookie).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{version}");
    }
    let nobody = seat.post("/situation/seen", "version=un/1", "").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert!(!seat.get("/situation", &[]).await.text.contains("/situation/seen"));
    assert_eq!(seat.screen.logins.seen(1).unwrap(), None);
}
