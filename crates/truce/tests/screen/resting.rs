//! With a picture that was put down, people see what they saw before, can judge, and see what comes.

use std::sync::Arc;

use axum::http::StatusCode;
use truce::desk::Desk;
use truce::node::Node;
use truce_core::entry::Body;
use truce_core::report::Report;
use truce_core::time::{Moment, Window};

use crate::seat::Seat;

fn now() -> Moment {
    "2017-05-08T06:00:00Z".parse().unwrap()
}

/// Puts a report on record, and draws it.
fn put(seat: &Seat, report: Report) {
    let node = Node::open(seat.dir.path()).unwrap();
    let mut desk = Desk::open(&node).unwrap();
    desk.put(Body::Report(Arc::new(report)), now()).unwrap();
    desk.commit().unwrap();
    seat.draw();
}

/// The days of which the alarms are reckoned.
async fn days_of_alarms(seat: &Seat) -> serde_json::Value {
    loop {
        let answer = seat.get("/api/v1/alarms", &[]).await;
        if answer.status == StatusCode::OK {
            let told: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
            return told["days"].clone();
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn after_midnight_what_was_reckoned_at_rest_is_not_taken_for_the_new_day_s() {
    let seat = Seat::new();
    let drawn = seat.screen.drawn().unwrap();
    let mut report = Report::clone(drawn.whole().unwrap().reports.values().next().unwrap());
    drop(drawn);
    // Of the day that is not over yet.
    report.window = Window::new(now().plus(-7_200), now().plus(-3_600)).unwrap();
    put(&seat, report);
    let before = days_of_alarms(&seat).await;
    assert!(seat.screen.latest.put_down(&seat.screen.agreement, now()));
    seat.wait(24 * 3_600);
    // Until it is drawn anew, it is known as of the day before.
    assert_eq!(days_of_alarms(&seat).await, before);
    seat.draw();
    assert_ne!(days_of_alarms(&seat).await, before);
}

/// Every page that shows what follows from the record, and what programs are told of it.
async fn pages(seat: &Seat, incident: &str) -> Vec<(String, String)> {
    let paths = [
        "/situation",
        "/situation?day=2017-05-07",
        "/incidents",
        "/incidents?text=shells",
        "/map",
        "/reconciliation",
        "/reconciliation?from=2017-05-01&to=2017-05-08",
        "/agreement",
        "/bulletins",
        "/bulletins/2017-05-07",
        "/bulletins/2017-05-07/html",
        "/bulletins/2017-05-07/json",
        "/bulletins/2017-05-07/md",
        "/bulletins/2017-05-06/txt",
        "/record",
        "/cases",
        "/api/v1/situation",
        "/api/v1/incidents",
        "/api/v1/reconciliation",
        "/api/v1/cases",
    ];
    let of_it = [format!("/incidents/{incident}"), format!("/api/v1/incidents/{incident}")];
    let mut seen = Vec::new();
    for path in paths.into_iter().map(str::to_owned).chain(of_it) {
        let answer = seat.get(&path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        seen.push((path, answer.text));
    }
    seen
}

#[tokio::test]
async fn every_page_is_the_same_and_what_comes_is_shown() {
    let seat = Seat::new();
    let drawn = seat.screen.drawn().unwrap();
    let whole = drawn.whole().unwrap();
    let incident = whole.incidents.iter().next().unwrap().id.clone();
    let mut report = Report::clone(&whole.reports[&incident]);
    drop(drawn);
    let before = pages(&seat, &incident.to_string()).await;
    assert!(seat.screen.latest.put_down(&seat.screen.agreement, now()));
    assert!(seat.screen.drawn().unwrap().whole().is_none());
    for (before, after) in before.iter().zip(pages(&seat, &incident.to_string()).await) {
        assert_eq!(*before, after);
    }
    // It is put down once.
    assert!(!seat.screen.latest.put_down(&seat.screen.agreement, now()));
    report.account = "Two more shells.".to_owned();
    put(&seat, report);
    assert!(seat.screen.drawn().unwrap().whole().is_some());
    let page = seat.get(&format!("/incidents/{incident}"), &[]).await;
    assert!(page.text.contains("Two more shells."), "{}", page.words());
}

#[tokio::test]
async fn an_officer_judges_and_takes_it_back() {
    let seat = Seat::new();
    let drawn = seat.screen.drawn().unwrap();
    let whole = drawn.whole().unwrap();
    let first = whole.incidents.iter().next().unwrap().id.clone();
    let mut report = Report::clone(&whole.reports[&first]);
    drop(drawn);
    report.reference = Some("p-9".to_owned());
    report.window =
        Window::new(report.window.earliest().plus(-400_000), report.window.latest().plus(-400_000))
            .unwrap();
    put(&seat, report);
    let ids: Vec<String> = {
        let drawn = seat.screen.drawn().unwrap();
        drawn.whole().unwrap().incidents.iter().map(|one| one.id.to_string()).collect()
    };
    let [one, other] = ids.as_slice() else { panic!("two incidents: {ids:?}") };
    let put_down = || seat.screen.latest.put_down(&seat.screen.agreement, now());
    assert!(put_down());
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let chosen = format!("do=same&incident={one}&incident={other}&reason=one%20event");
    let put = seat.post("/incidents/triage", &chosen, &officer).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.text);
    seat.draw();
    assert_eq!(seat.screen.drawn().unwrap().whole().unwrap().incidents.len(), 1);
    assert!(put_down());
    let at = put.header("location").rsplit_once("judged=").unwrap().1.replace("%2F", "/");
    let put = seat.post("/incidents/triage", &format!("do=undo&at={at}"), &officer).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.text);
    seat.draw();
    assert_eq!(seat.screen.drawn().unwrap().whole().unwrap().incidents.len(), 2);
    let nobody = format!("do=same&incident={one}&incident=un/9999&reason=x");
    assert!(put_down());
    let refused = seat.post("/incidents/triage", &nobody, &officer).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}
