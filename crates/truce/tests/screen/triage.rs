//! Going through incidents: filters of one's own, one word on several, and what was done with the logins.

use std::sync::Arc;

use axum::http::StatusCode;
use rusqlite::Connection;
use truce::desk::Desk;
use truce::node::Node;
use truce_core::entry::{Address, Body as Told};
use truce_core::report::Report;

use crate::seat::{PASSWORD, Seat, session};

/// Puts two more reports of other events on record; returns the three incidents as they stand.
pub fn three(seat: &Seat) -> Vec<Address> {
    let node = Node::open(seat.dir.path()).unwrap();
    let drawn = seat.screen.drawn().unwrap();
    let first = drawn.whole().unwrap().incidents.iter().next().unwrap().id.clone();
    let report: Report = Report::clone(&drawn.whole().unwrap().reports[&first]);
    drop(drawn);
    let mut desk = Desk::open(&node).unwrap();
    for days in [3, 6] {
        let mut other = report.clone();
        let later = |at: truce_core::time::Moment| at.plus(-days * 86_400);
        other.window = truce_core::time::Window::new(
            later(report.window.earliest()),
            later(report.window.latest()),
        )
        .unwrap();
        other.reference = Some(format!("p-{days}"));
        desk.put(Told::Report(Arc::new(other)), (seat.screen.clock)()).unwrap();
    }
    desk.commit().unwrap();
    draw(seat);
    let drawn = seat.screen.drawn().unwrap();
    drawn.whole().unwrap().incidents.iter().map(|incident| incident.id.clone()).collect()
}

fn draw(seat: &Seat) {
    seat.screen.latest.draw(&Node::open(seat.dir.path()).unwrap()).unwrap();
}

fn incidents(seat: &Seat) -> usize {
    seat.screen.drawn().unwrap().whole().unwrap().incidents.iter().count()
}

pub fn chosen(ids: &[Address], rest: &str) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("incident={id}")).collect();
    format!("{}&{rest}", ids.join("&"))
}

#[tokio::test]
async fn a_word_on_several_incidents_joins_or_splits_them_and_can_be_taken_back_in_one() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let ids = three(&seat);
    assert_eq!(ids.len(), 3);
    let form = chosen(&ids, "do=same&reason=one+%3Cb%3Eraid&query=/incidents?area%3Dhama");
    let put = seat.post("/incidents/triage", &form, &officer).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.text);
    let back = put.header("location").to_owned();
    assert!(back.starts_with("/incidents?area=hama&judged="), "{back}");
    draw(&seat);
    assert_eq!(incidents(&seat), 1);
    let page = seat.get(&back, &[("cookie", &officer)]).await.text;
    assert!(page.contains("judgements are on record"), "{page}");
    let undo: Vec<&str> = page.split("name=\"at\" value=\"").skip(1).collect();
    let undo: Vec<String> =
        undo.iter().map(|rest| format!("at={}", rest.split('"').next().unwrap())).collect();
    assert_eq!(undo.len(), 2);
    let form = format!("{}&do=undo&query=/incidents", undo.join("&"));
    let undone = seat.post("/incidents/triage", &form, &officer).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
    draw(&seat);
    assert_eq!(incidents(&seat), 3);
    let form = chosen(&ids, "do=different&reason=seen&query=/incidents");
    let put = seat.post("/incidents/triage", &form, &officer).await;
    assert_eq!(put.header("location").matches("un%2F").count(), 3);
}

#[tokio::test]
async fn nothing_is_put_on_record_by_whoever_may_not_judge_or_without_a_reason_or_on_one_alone() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let ids = three(&seat);
    let sizes = seat.screen.drawn().unwrap().sizes.clone();
    let good = chosen(&ids, "do=same&reason=seen&query=/incidents");
    for (cookie, form, status) in [
        ("", good.clone(), StatusCode::UNAUTHORIZED),
        (&*keeper, good.clone(), StatusCode::FORBIDDEN),
        (&*officer, chosen(&ids, "do=same&reason=+"), StatusCode::BAD_REQUEST),
        (&*officer, chosen(&ids[..1], "do=same&reason=seen"), StatusCode::BAD_REQUEST),
        (&*officer, chosen(&[], "do=seen"), StatusCode::BAD_REQUEST),
        (&*officer, "incident=un/99&do=seen".to_owned(), StatusCode::BAD_REQUEST),
        (&*officer, chosen(&ids, "do=forgive&reason=seen"), StatusCode::BAD_REQUEST),
        (&*officer, "at=un/1&do=undo".to_owned(), StatusCode::BAD_REQUEST),
    ] {
        let answer = seat.post("/incidents/triage", &form, cookie).await;
        assert_eq!(answer.status, status, "{form}");
    }
    draw(&seat);
    assert_eq!(seat.screen.drawn().unwrap().sizes, sizes);
    let page = seat.get("/incidents", &[("cookie", &keeper)]).await.text;
    assert!(page.contains("value=\"seen\"") && !page.contains("value=\"same\""));
    assert!(!seat.get("/incidents", &[]).await.text.contains("type=\"checkbox\" form"));
}

#[tokio::test]
async fn a_mark_is_the_reader_s_own_and_falls_when_another_report_comes() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let ids = three(&seat);
    let marks = async |cookie: &str| {
        let page = seat.get("/incidents", &[("cookie", cookie)]).await.text;
        page.matches("<span class=\"tag\">seen</span>").count()
    };
    let put = seat.post("/incidents/triage", &chosen(&ids[..2], "do=seen"), &keeper).await;
    assert_eq!(put.header("location"), "/incidents");
    assert_eq!((marks(&keeper).await, marks(&officer).await), (2, 0));
    seat.post("/incidents/triage", &chosen(&ids[..1], "do=unseen"), &keeper).await;
    assert_eq!(marks(&keeper).await, 1);
    let drawn = seat.screen.drawn().unwrap();
    let mut more = Report::clone(&drawn.whole().unwrap().reports[&ids[1]]);
    more.reference = Some("again".to_owned());
    drop(drawn);
    seat.wait(60);
    let node = Node::open(seat.dir.path()).unwrap();
    let mut desk = Desk::open(&node).unwrap();
    desk.put(Told::Report(Arc::new(more)), (seat.screen.clock)()).unwrap();
    desk.commit().unwrap();
    draw(&seat);
    assert_eq!(marks(&keeper).await, 0);
}

#[tokio::test]
async fn a_filter_is_saved_under_a_name_renamed_opened_with_and_forgotten_by_its_owner_alone() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let filters =
        async |form: &str, cookie: &str| seat.post("/incidents/filters", form, cookie).await.status;
    let query = "query=/incidents?area%3Didlib%26text%3Da%2526b";
    assert_eq!(filters(&format!("do=save&name=Idlib+%3Cb%3E&{query}"), &keeper).await, 303);
    let page = seat.get("/incidents", &[("cookie", &keeper)]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Idlib &#60;b&#62;") && !page.text.contains("Idlib <b>"));
    assert!(page.text.contains("href=\"/incidents?text=a%26b&#38;area=idlib\""), "{}", page.text);
    assert!(!seat.get("/incidents", &[("cookie", &officer)]).await.text.contains("Idlib &#60;"));
    let rename = "do=rename&name=Idlib+%3Cb%3E&to=North&query=/incidents";
    // Another's filter is none of one's own.
    assert_eq!(filters(rename, &officer).await, 400);
    assert_eq!(filters(rename, &keeper).await, 303);
    assert_eq!(filters("do=open-with&name=North&query=/incidents", &keeper).await, 303);
    let opened = seat.get("/incidents", &[("cookie", &keeper)]).await;
    let place = "/incidents?text=a%26b&area=idlib";
    assert_eq!((opened.status.as_u16(), opened.header("location")), (303, place));
    assert_eq!(seat.get("/incidents", &[("cookie", &officer)]).await.status, StatusCode::OK);
    let all = seat.get("/incidents?order=newest", &[("cookie", &keeper)]).await;
    assert_eq!(all.status, StatusCode::OK);
    assert_eq!(filters("do=open-with-all&name=North&query=/incidents", &keeper).await, 303);
    assert_eq!(filters("do=forget&name=North&query=/incidents", &keeper).await, 303);
    assert_eq!(seat.screen.logins.filters(1).unwrap(), []);
    for form in [
        "do=save&name=&query=/incidents".to_owned(),
        format!("do=save&name={}&query=/incidents", "x".repeat(61)),
        "do=save&name=x&query=/incidents?act%3Dtheft".to_owned(),
        "do=save&name=x&query=%20".to_owned(),
    ] {
        assert_eq!(filters(&form, &keeper).await, 400, "{form}");
    }
    assert_eq!(filters("do=save&name=x&query=/incidents", "").await, 401);
    // Whatever address is given, what is kept asks for incidents.
    let foreign = "do=save&name=x&query=https://evil.example/?area%3Dhama";
    assert_eq!(filters(foreign, &keeper).await, 303);
    assert_eq!(seat.screen.logins.filters(1).unwrap()[0].query, "/incidents?area=hama");
}

#[tokio::test]
async fn what_was_done_with_the_logins_is_listed_and_a_line_that_was_changed_shows() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    seat.post("/logins/lock", "locked=true", &keeper).await;
    seat.post("/logins/lock", "locked=false", &keeper).await;
    seat.post("/account/sign-out", "", &officer).await;
    seat.post("/logins/end", "login=2", &keeper).await;
    let form = format!("old={PASSWORD}&new=another+dozen+letters");
    seat.post("/account/password", &form, &keeper).await;
    session(&seat.sign_in("keeper", "another+dozen+letters", "").await);
    seat.sign_in("keeper", "wrong+wrong+wrong", "").await;
    let done = seat.screen.logins.done(100).unwrap();
    let lines = done.last.iter().rev();
    let lines: Vec<String> =
        lines.map(|line| format!("{} {} {}", line.who, line.what, line.about)).collect();
    expect_test::expect![[r#"
        keeper added keeper
        keeper added officer
        officer signed-in 
        keeper locked 
        keeper opened 
        officer ended 
        keeper ended-all officer
        keeper password-changed 
        keeper signed-in "#]]
    .assert_eq(&lines.join("\n"));
    assert_eq!(done.broken_at, None);
    let page = seat.get("/logins", &[("cookie", &keeper)]).await.words();
    assert!(page.contains("keeper: ended every session officer"), "{page}");
    let tables = Connection::open(seat.dir.path().join("screen.sqlite")).unwrap();
    for sql in ["DELETE FROM done WHERE number = 4", "UPDATE done SET who = 'x' WHERE number = 4"] {
        assert!(tables.execute(sql, []).unwrap_err().to_string().contains("what was done stays"));
    }
    let forced = "DROP TRIGGER done_is_not_changed; UPDATE done SET who = 'x' WHERE number = 4;";
    tables.execute_batch(forced).unwrap();
    assert_eq!(seat.screen.logins.done(1).unwrap().broken_at, Some(4));
    let page = seat.get("/logins", &[("cookie", &keeper)]).await.text;
    assert!(page.contains("does not fit the one before"));
}
