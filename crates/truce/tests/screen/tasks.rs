//! Asking for verification: from the list, from an incident, and what stands on its page afterwards.

use axum::http::StatusCode;
use truce_core::entry::Address;

use crate::seat::{PASSWORD, Seat, session};
use crate::triage::{chosen, three};

const LANGUAGES: [&str; 5] = ["en", "ar", "ru", "tr", "fa"];

/// Takes an incident up on its page; returns the case.
async fn taken_up(seat: &Seat, incident: &Address, cookie: &str) -> Address {
    let form = format!("about={incident}&under=cease-attacks&accused=opposition&reason=told+twice");
    let put = seat.post("/cases", &form, cookie).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.words());
    let back = put.header("location").to_owned();
    let (path, at) = back.strip_suffix("#tasks").unwrap().split_once("?opened=").unwrap();
    assert_eq!(path, format!("/incidents/{incident}"));
    seat.draw();
    at.parse().unwrap()
}

fn task(cases: &[&Address], rest: &str) -> String {
    let cases: Vec<String> = cases.iter().map(|id| format!("case={id}")).collect();
    format!("{}&{rest}", cases.join("&"))
}

const GOOD: &str = "settles=author&owner=un&due=2017-05-12&what=crater+%3Cb%3Ebearings&query=/incidents?area%3Dhama";

#[tokio::test]
async fn verification_is_asked_for_several_incidents_at_once_and_stands_on_their_pages() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let ids = three(&seat);
    let one = taken_up(&seat, &ids[0], &officer).await;
    let two = taken_up(&seat, &ids[1], &officer).await;
    let list = seat.get("/incidents", &[("cookie", &officer)]).await.text;
    assert!(list.contains("formaction=\"/incidents/tasks\" formmethod=\"get\""), "{list}");
    let path = format!("/incidents/tasks?{}", chosen(&ids, "query=/incidents?area%3Dhama"));
    let form = seat.get(&path, &[("cookie", &officer)]).await;
    assert_eq!(form.status, StatusCode::OK);
    assert_eq!(form.text.matches("name=\"case\"").count(), 2);
    let words = form.words();
    assert_eq!(words.matches("No case about it is open").count(), 1, "{words}");
    assert!(form.text.contains(&format!("href=\"/incidents/{}#tasks\"", ids[2])));
    let put = seat.post("/incidents/tasks", &task(&[&one, &two], GOOD), &officer).await;
    let back = put.header("location").to_owned();
    assert!(back.starts_with("/incidents?area=hama&tasked="), "{back} {}", put.words());
    seat.draw();
    let list = seat.get(&back, &[("cookie", &officer)]).await.words();
    assert!(list.contains("2 tasks are on record."), "{list}");
    for id in &ids[..2] {
        let page = seat.get(&format!("/incidents/{id}"), &[]).await;
        assert!(
            page.text.contains("crater &#60;b&#62;bearings</bdi> <span class=\"tag\">open</span>"),
            "{}",
            page.text
        );
    }
    let third = seat.get(&format!("/incidents/{}", ids[2]), &[]).await.words();
    assert!(third.contains("No task is on record."), "{third}");
}

#[tokio::test]
async fn a_task_shows_when_its_day_is_over_and_what_looking_came_to() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let incident = three(&seat).remove(0);
    let case = taken_up(&seat, &incident, &officer).await;
    let own = GOOD.replace("/incidents?area%3Dhama", &format!("/incidents/{incident}"));
    let put = seat.post("/incidents/tasks", &task(&[&case], &own), &officer).await;
    let back = put.header("location").to_owned();
    let (path, at) = back.split_once("?tasked=").unwrap();
    assert_eq!(path, format!("/incidents/{incident}"));
    let at = at.replace("%2F", "/");
    seat.draw();
    let words = seat.get(&back, &[]).await.words();
    assert!(words.contains("1 task is on record.") && words.contains("author"), "{words}");
    seat.wait(6 * 86_400);
    let words = seat.get(path, &[]).await.words();
    assert!(words.contains("its day is over"), "{words}");
    seat.says(&["office", "appoint", "looker", "--to", "verifier", "--reason", "list"]);
    let found = ["--method", "site visit", "--text", "two <b>craters", "--by", "looker"];
    let done = ["task", "done", &incident.to_string(), "--came-to", "on-site", "--task", &at];
    seat.says(&[&done[..], &found].concat());
    let page = seat.get(path, &[]).await;
    let words = page.words();
    assert!(words.contains("done") && words.contains("verified on site · site visit"), "{words}");
    assert!(words.contains(&format!("truce prove {at} --out entry.proof")), "{words}");
    assert!(page.text.contains("two &#60;b&#62;craters"));
    let case = seat.get(&format!("/cases/{case}"), &[]).await.words();
    assert!(case.contains("done") && case.contains("Tasks"), "{case}");
    for language in LANGUAGES {
        for path in [path, "/incidents", &format!("/incidents/tasks?incident={incident}")] {
            let headers = [("cookie", &*officer), ("accept-language", language)];
            let page = seat.get(path, &headers).await;
            assert_eq!(page.status, StatusCode::OK, "{language} {path}");
        }
    }
}

#[tokio::test]
async fn nothing_is_put_on_record_by_whoever_may_not_or_where_something_is_missing_or_over() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let incident = three(&seat).remove(0);
    let case = taken_up(&seat, &incident, &officer).await;
    let sizes = seat.screen.drawn().unwrap().sizes.clone();
    let good = task(&[&case], GOOD);
    let bad = StatusCode::BAD_REQUEST;
    let long = format!("what={}", "x".repeat(2_001));
    for (cookie, form, status) in [
        ("", good.clone(), StatusCode::UNAUTHORIZED),
        (&*keeper, good.clone(), StatusCode::FORBIDDEN),
        (&*officer, task(&[], GOOD), bad),
        (&*officer, task(&[&incident], GOOD), bad),
        (&*officer, good.replace("settles=author", "settles=blame"), bad),
        (&*officer, good.replace("owner=un", "owner=mars"), bad),
        (&*officer, good.replace("2017-05-12", "2017-05-07"), bad),
        (&*officer, good.replace("2017-05-12", "soon"), bad),
        (&*officer, good.replace("what=crater", "what=+&so=crater"), bad),
        (&*officer, good.replace("what=crater", &long), bad),
        (&*officer, good.replace("query=/incidents", "query=/incidents/un"), bad),
    ] {
        let answer = seat.post("/incidents/tasks", &form, cookie).await;
        assert_eq!(answer.status, status, "{form}");
    }
    let open = format!("about={incident}&under=cease-attacks&accused=opposition&reason=x");
    for (cookie, form, status) in [
        ("", open.clone(), StatusCode::UNAUTHORIZED),
        (&*keeper, open.clone(), StatusCode::FORBIDDEN),
        (&*officer, open.replace("under=cease-attacks", "under=no-such"), bad),
        (&*officer, open.replace("under=cease-attacks&", ""), bad),
        (&*officer, open.replace("opposition", "martians"), bad),
        (&*officer, open.replace("reason=x", "reason=+"), bad),
        (&*officer, open.replace(&incident.to_string(), "un/999"), bad),
    ] {
        let answer = seat.post("/cases", &form, cookie).await;
        assert_eq!(answer.status, status, "{form}");
    }
    seat.post("/logins/lock", "locked=true", &keeper).await;
    assert_eq!(seat.post("/incidents/tasks", &good, &officer).await.status, StatusCode::LOCKED);
    assert_eq!(seat.post("/cases", &open, &officer).await.status, StatusCode::LOCKED);
    seat.draw();
    assert_eq!(seat.screen.drawn().unwrap().sizes, sizes);
    let nobody = seat.get(&format!("/incidents/tasks?incident={incident}"), &[]).await;
    assert!(nobody.words().contains("after signing in") && !nobody.text.contains("id=\"due\""));
    let long = format!("/incidents/tasks?{}", format!("incident={incident}&").repeat(100));
    let long = seat.get(&long, &[("cookie", &officer)]).await.text;
    assert!(long.contains("name=\"back\" value=\"/incidents/tasks\""), "a part of an address");
    let none = seat.get("/incidents/tasks", &[("cookie", &officer)]).await.words();
    assert!(none.contains("No incident is chosen."), "{none}");
    seat.post("/logins/lock", "locked=false", &keeper).await;
    let elsewhere = good.replace("query=/incidents", "query=https://evil.example/incidents");
    let put = seat.post("/incidents/tasks", &elsewhere, &officer).await;
    assert!(put.header("location").starts_with("/incidents?area=hama&tasked="));
}

#[tokio::test]
async fn an_officer_who_signs_with_a_key_is_told_where_it_can_be_asked_for() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let incident = three(&seat).remove(0);
    let key = seat.dir.path().join("signer.key").display().to_string();
    let told = seat.told(&["office", "key", &key]);
    let public = told.split_whitespace().find(|word| word.len() == 43).unwrap().to_owned();
    let line = ["office", "appoint", "signer", "--to", "duty-officer", "--reason", "x", "--key"];
    seat.says(&[&line[..], &[&public]].concat());
    let form = format!("name=signer&officer=signer&password={PASSWORD}");
    seat.post("/logins", &form, &keeper).await;
    let signer = session(&seat.sign_in("signer", PASSWORD, "").await);
    let path = format!("/incidents/tasks?incident={incident}");
    let page = seat.get(&path, &[("cookie", &signer)]).await.words();
    assert!(page.contains("truce task set"), "{page}");
    let page = seat.get(&format!("/incidents/{incident}"), &[("cookie", &signer)]).await.words();
    assert!(page.contains("truce case open"), "{page}");
    let put = seat.post("/incidents/tasks", GOOD, &signer).await;
    assert_eq!(put.status, StatusCode::FORBIDDEN);
}
