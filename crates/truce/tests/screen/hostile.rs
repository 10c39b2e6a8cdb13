//! Text of others in every field that people or files can fill, on every page that shows it.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use axum::http::StatusCode;
use truce::desk::Desk;
use truce::node::Node;
use truce_core::entry::{Address, Body as Told};
use truce_core::report::Report;
use truce_core::source::Source;

use crate::seat::{PASSWORD, Seat};

/// Text that would be more than text on a page that does not take care.
fn script(field: &str) -> String {
    format!("\"><script>{field}</script>")
}

/// Puts a source, a report of it and a case about that on record, hostile in all that they may say.
fn put_hostile(seat: &Seat) -> Address {
    let node = Node::open(seat.dir.path()).unwrap();
    let drawn = seat.screen.drawn().unwrap();
    let mut report: Report = Report::clone(drawn.whole().unwrap().reports.values().next().unwrap());
    drop(drawn);
    let source: Source = serde_json::from_value(serde_json::json!({
        "id": "loud", "name": script("source"), "kind": "press", "reliability": "F",
    }))
    .unwrap();
    report.source = source.id.clone();
    report.account = script("account");
    report.place.name = script("place");
    report.reference = Some(script("reference"));
    report.language = "en".to_owned();
    let accused = serde_json::json!([{ "written": script("accused") }]);
    report.accused = serde_json::from_value(accused).unwrap();
    report.doubts = vec![script("doubt")];
    let now = (seat.screen.clock)();
    let mut desk = Desk::open(&node).unwrap();
    desk.put(Told::Source(source), now).unwrap();
    let at = desk.put(Told::Report(Arc::new(report)), now).unwrap();
    desk.commit().unwrap();
    let line = ["--under", "cease-attacks", "--by", "duty-1", "--reason"];
    seat.says(&[&["case", "open", &at.to_string()][..], &line, &[&script("reason")]].concat());
    at
}

#[tokio::test]
async fn whatever_people_and_files_say_is_text_on_every_page() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let report = put_hostile(&seat);
    let drawn = seat.screen.drawn().unwrap();
    let incident = drawn.whole().unwrap().incident_of(&report).unwrap().id.clone();
    let case = drawn.docket().cases.keys().next().unwrap().clone();
    let other = drawn.whole().unwrap().reports.keys().find(|at| **at != incident).unwrap().clone();
    drop(drawn);
    let typed = |field: &str| script(field).replace('"', "%22").replace('<', "%3C");
    let filter = format!("do=save&name={}&query=/incidents", typed("filter"));
    assert_eq!(seat.post("/incidents/filters", &filter, &officer).await.status, 303);
    seat.passkey(&typed("passkey"), &officer).await;
    let judged =
        format!("one={incident}&other={other}&verdict=different&reason={}", typed("judgement"));
    let judged = seat.post(&format!("/incidents/{incident}"), &judged, &officer).await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER, "{}", judged.words());
    let opened = format!("about={incident}&under=cease-attacks&reason={}", typed("taken-up"));
    assert_eq!(seat.post("/cases", &opened, &officer).await.status, StatusCode::SEE_OTHER);
    seat.draw();
    let again = seat.screen.drawn().unwrap().docket().cases.keys().next_back().unwrap().clone();
    let task = format!(
        "case={case}&settles=author&owner=un&due=2017-05-12&query=/incidents&what={}",
        typed("task")
    );
    assert_eq!(seat.post("/incidents/tasks", &task, &officer).await.status, StatusCode::SEE_OTHER);
    seat.says(&["office", "appoint", "looker", "--to", "verifier", "--reason", &script("list")]);
    let done = ["task", "done", &incident.to_string(), "--came-to", "staged", "--by", "looker"];
    let found = ["--method", &script("method"), "--text", &script("looking")];
    seat.says(&[&done[..], &found].concat());

    let mut shown = BTreeSet::new();
    for page in [
        "/situation",
        "/incidents",
        &format!("/incidents/{incident}"),
        "/map?days=all",
        "/reconciliation",
        "/reconciliation?from=2017-05-07&area=hama&seat=un",
        "/cases",
        &format!("/cases/{case}"),
        &format!("/cases/{again}"),
        &format!("/incidents/tasks?incident={incident}&incident={other}"),
        "/signals",
        "/alarms",
        "/agreement",
        "/bulletins/2017-05-07",
        "/bulletins/2017-05-07/html",
        "/record",
        "/account",
        "/logins",
    ] {
        for cookie in [&officer, &keeper] {
            let text = seat.get(page, &[("cookie", cookie)]).await.text;
            for field in FIELDS {
                assert!(!text.contains(&format!("<script>{field}")), "{page}: {field}");
                let escaped = ["&#60;script&#62;", "&lt;script&gt;", "&#x3c;script&#x3e;"];
                if escaped.iter().any(|open| text.contains(&format!("{open}{field}"))) {
                    shown.insert(field);
                }
            }
        }
    }
    assert_eq!(shown, FIELDS.into(), "every field is shown somewhere, or this test looks in vain");
}

/// What was filled.
const FIELDS: [&str; 12] = [
    "account",
    "accused",
    "filter",
    "judgement",
    "looking",
    "method",
    "passkey",
    "place",
    "reason",
    "source",
    "task",
    "taken-up",
];

#[tokio::test]
async fn a_login_or_a_layer_with_a_hostile_name_is_none() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    for field in ["name", "officer"] {
        let other = if field == "name" { "officer" } else { "name" };
        let form = format!("{field}=%3Cscript%3E1&{other}=duty-1&password={PASSWORD}");
        let refused = seat.post("/logins", &form, &keeper).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(!refused.text.contains("<script>1"), "{field}");
    }
    let folder = seat.dir.path().join("layers");
    fs::create_dir(&folder).unwrap();
    let name = "<script>1.geojson";
    fs::write(folder.join(name), "{\"type\":\"FeatureCollection\",\"features\":[]}").unwrap();
    let page = seat.get("/map", &[]).await.text;
    assert!(!page.contains("script>1") && !page.contains("script&#62;1"));
    let layer = seat.get("/api/v1/map/layers/%3Cscript%3E1.geojson", &[]).await;
    assert_eq!(layer.status, StatusCode::NOT_FOUND);
}
