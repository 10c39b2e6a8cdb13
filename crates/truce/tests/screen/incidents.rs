//! Incidents, figures and cases: the lists, what stands behind them, and the words of officers.

use axum::http::StatusCode;
use truce::node::Node;
use truce_core::entry::Address;
use truce_core::incident::Incident;

use crate::seat::{PASSWORD, Seat, session};

/// The only incident of the seat, at Zellaqiyat.
fn incident(seat: &Seat) -> Incident {
    let drawn = seat.screen.drawn().unwrap();
    let found = drawn.whole().unwrap().incidents.iter().next().unwrap();
    found.clone()
}

/// Two reports on record, the incident's own and the one that monitors were turned back.
fn reports(seat: &Seat) -> (Address, Address) {
    let id = incident(seat).id;
    let drawn = seat.screen.drawn().unwrap();
    let other = drawn.whole().unwrap().reports.keys().find(|at| **at != id).unwrap();
    (id, other.clone())
}

/// Draws the picture anew, as the worker does when a log grew.
fn draw(seat: &Seat) {
    seat.screen.latest.draw(&Node::open(seat.dir.path()).unwrap()).unwrap();
}

#[tokio::test]
async fn each_filter_finds_the_incident_by_what_is_true_of_it_and_by_nothing_else() {
    let seat = Seat::new();
    for (asked, found) in [
        ("", true),
        ("?area=hama", true),
        ("?area=idlib", false),
        ("?act=shelling", true),
        ("?act=overflight", false),
        ("?since=2017-05-07&until=2017-05-07", true),
        ("?since=2017-05-08", false),
        ("?until=2017-05-06", false),
        ("?seat=un", true),
        ("?seat=tur", false),
        ("?between=one-sided", true),
        ("?between=matched", false),
        ("?text=shells", true),
        ("?text=SHELL*", true),
        ("?text=%D9%82%D8%B5%D9%81", false),
        ("?order=oldest", true),
    ] {
        let answer = seat.get(&format!("/incidents{asked}"), &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{asked}");
        assert_eq!(answer.text.contains("Zellaqiyat"), found, "{asked}");
        let count = if found { "\n1 incident\n" } else { "\n0 incidents\n" };
        assert!(answer.words().contains(count), "{asked}");
        assert_eq!(answer.text.contains("No incident on record is as asked for"), !found);
    }
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused() {
    let seat = Seat::new();
    for asked in [
        "since=never",
        "act=theft",
        "between=both",
        "order=none",
        "after=x",
        "outcome=x",
        "counted=no",
        "contested=1",
        "party=nobody",
    ] {
        for path in ["/incidents", "/api/v1/incidents"] {
            let answer = seat.get(&format!("{path}?{asked}"), &[]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}?{asked}");
        }
    }
    let words = seat.get("/incidents?text=%22open", &[]).await;
    assert_eq!(words.status, StatusCode::BAD_REQUEST);
    assert!(words.text.contains("The words cannot be understood"));
    for path in ["/incidents/un/99", "/incidents/un/x", "/cases/un/0", "/api/v1/cases/un/0"] {
        assert_eq!(seat.get(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for asked in ["from=never", "from=2017-05-07&to=2017-05-01"] {
        let answer = seat.get(&format!("/reconciliation?{asked}"), &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{asked}");
    }
}

#[tokio::test]
async fn one_incident_shows_its_claim_what_it_would_mean_and_how_to_prove_it() {
    let seat = Seat::new();
    let id = incident(&seat).id;
    let page = seat.get(&format!("/incidents/{id}"), &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "Patrols of the UN",
        "There is a single report, so nothing was joined.",
        "Was it covered?",
        "Is it known who did it?",
        "nobody is named",
        &format!("truce prove {id} --out entry.proof"),
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    let data = seat.get(&format!("/api/v1/incidents/{id}"), &[]).await;
    let data: serde_json::Value = serde_json::from_str(&data.text).unwrap();
    assert_eq!(data["row"]["id"], id.to_string());
    assert_eq!(data["page"]["claims"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn text_of_others_is_text_on_the_pages_of_incidents_too() {
    let seat = Seat::new();
    let page = seat.get(&format!("/incidents/{}", incident(&seat).id), &[]).await.text;
    assert!(page.contains("&#60;b&#62;heard") && !page.contains("<b>heard"));
    let script = "%22%3E%3Cscript%3E1";
    for field in
        ["text", "area", "act", "since", "until", "seat", "between", "outcome", "contested"]
    {
        let page = seat.get(&format!("/incidents?{field}={script}"), &[]).await.text;
        assert!(!page.contains("<script>1"), "{field}");
    }
    for path in ["/cases?state=", "/reconciliation?from=", "/reconciliation?seat=un&area="] {
        let page = seat.get(&format!("{path}{script}"), &[]).await.text;
        assert!(!page.contains("<script>1"), "{path}");
    }
}

#[tokio::test]
async fn an_officer_who_may_judge_joins_two_reports_splits_them_and_takes_it_back() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let (one, other) = reports(&seat);
    let path = format!("/incidents/{one}");
    for (verdict, said) in [
        ("same", "held to be one event"),
        ("different", "held to be two events"),
        ("taken-back", "None on these reports."),
    ] {
        let form = format!("one={one}&other={other}&reason=seen+%3Cb%3Eboth&verdict={verdict}");
        let answer = seat.post(&path, &form, &officer).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{verdict}");
        assert!(answer.header("location").starts_with(&format!("{path}?judged=un/")));
        draw(&seat);
        let page = seat.get(&path, &[("cookie", &officer)]).await;
        assert!(page.text.contains(said), "{verdict}");
    }
}

#[tokio::test]
async fn who_may_judge() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let form = format!("name=other&officer=duty-9&password={PASSWORD}");
    assert_eq!(seat.post("/logins", &form, &keeper).await.status, StatusCode::SEE_OTHER);
    let without_office = session(&seat.sign_in("other", PASSWORD, "").await);
    let (one, other) = reports(&seat);
    let size = || seat.screen.drawn().unwrap().sizes.clone();
    let before = size();
    let path = format!("/incidents/{one}");
    let form = format!("one={one}&other={other}&reason=seen&verdict=different");
    for (cookie, status) in [
        ("", StatusCode::UNAUTHORIZED),
        (&*keeper, StatusCode::FORBIDDEN),
        (&*without_office, StatusCode::FORBIDDEN),
    ] {
        assert_eq!(seat.post(&path, &form, cookie).await.status, status);
        let page = seat.get(&path, &[("cookie", cookie)]).await.text;
        assert!(page.contains("An officer of this seat whose office may judge"));
        assert!(!page.contains("They are two events"));
    }
    for form in [
        format!("one={one}&other={other}&reason=+&verdict=different"),
        format!("one={one}&other={one}&reason=seen&verdict=same"),
        format!("one={one}&other=un/99&reason=seen&verdict=same"),
    ] {
        assert_eq!(seat.post(&path, &form, &officer).await.status, StatusCode::BAD_REQUEST);
    }
    draw(&seat);
    assert_eq!(size(), before);
}

#[tokio::test]
async fn a_figure_leads_to_what_stands_behind_it_on_each_side() {
    let seat = Seat::new();
    let page = seat.get("/reconciliation", &[]).await;
    assert!(page.text.contains("2017-05-07") && page.text.contains("area=hama&#38;seat="));
    let behind = seat.get("/reconciliation?from=2017-05-07&area=hama&seat=un", &[]).await.text;
    assert!(behind.contains("Told by the seat’s own sources") && behind.contains("Zellaqiyat"));
    let none = seat.get("/reconciliation?from=2017-05-06&area=hama&seat=un", &[]).await.text;
    assert!(none.contains("None on record.") && !none.contains("Zellaqiyat"));
    let data = seat.get("/api/v1/reconciliation?from=2017-05-07", &[]).await.text;
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    let totals: Vec<u64> = data["matrix"]["totals"]
        .as_object()
        .unwrap()
        .values()
        .map(|stated| stated["cases"].as_u64().unwrap())
        .collect();
    assert!(totals.contains(&5) && totals.contains(&3) && !totals.contains(&8), "{totals:?}");
}
