//! Lists that go on, words in other scripts, earlier names of incidents, and requests that never end.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode, header};
use serde_json::Value;
use tokio_stream::{StreamExt as _, once, pending};
use truce::desk::Desk;
use truce::node::Node;
use truce_core::entry::{Address, Body as Told};
use truce_core::report::Report;
use truce_core::time::Window;

use crate::seat::Seat;

/// Puts as many more reports of other events on record, each two days before the last, as a test changes them.
fn put_more(seat: &Seat, count: i64, change: impl Fn(&mut Report)) -> Vec<Address> {
    let node = Node::open(seat.dir.path()).unwrap();
    let drawn = seat.screen.drawn().unwrap();
    let first = drawn.whole().unwrap().incidents.iter().next().unwrap().id.clone();
    let report = Report::clone(&drawn.whole().unwrap().reports[&first]);
    drop(drawn);
    let mut desk = Desk::open(&node).unwrap();
    let mut put = Vec::new();
    for n in 1..=count {
        let mut other = report.clone();
        let (earliest, latest) = (report.window.earliest(), report.window.latest());
        let before = -2 * n * 86_400;
        other.window = Window::new(earliest.plus(before), latest.plus(before)).unwrap();
        other.reference = Some(format!("more-{n}"));
        change(&mut other);
        put.push(desk.put(Told::Report(Arc::new(other)), (seat.screen.clock)()).unwrap());
    }
    desk.commit().unwrap();
    seat.draw();
    put
}

/// The ids of a page of the list, and where the next one is.
async fn page_of(seat: &Seat, path: &str) -> (Vec<String>, Option<String>) {
    let answer = seat.get(path, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    let found: Value = serde_json::from_str(&answer.text).unwrap();
    let ids = found["incidents"].as_array().unwrap().iter();
    let ids = ids.map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    (ids, found["next"].as_str().map(str::to_owned))
}

#[tokio::test]
async fn the_second_page_of_a_list_goes_on_where_the_first_ended_in_every_order() {
    let seat = Seat::new();
    put_more(&seat, 60, |_| {});
    let all: BTreeSet<String> = {
        let drawn = seat.screen.drawn().unwrap();
        drawn.whole().unwrap().incidents.iter().map(|incident| incident.id.to_string()).collect()
    };
    assert_eq!(all.len(), 61);
    for order in ["newest", "oldest", "reports", "changed"] {
        let path = format!("/api/v1/incidents?order={order}");
        let (first, next) = page_of(&seat, &path).await;
        let next = next.unwrap();
        let (second, end) = page_of(&seat, &format!("{path}&after={next}")).await;
        assert_eq!((first.len(), second.len(), end), (50, 11, None), "{order}");
        let together: BTreeSet<String> = first.into_iter().chain(second.clone()).collect();
        assert_eq!(together, all, "{order}");
        // The page leads there too, and keeps what was asked for.
        let page = seat.get(&format!("/incidents?order={order}"), &[]).await.text;
        assert!(page.contains(&format!("after={next}")), "{order}");
        let page = seat.get(&format!("/incidents?order={order}&after={next}"), &[]).await;
        let (shown, missing): (Vec<_>, Vec<_>) =
            all.iter().partition(|id| page.text.contains(&format!("href=\"/incidents/{id}\"")));
        assert_eq!((shown.len(), missing.len()), (11, 50), "{order}");
        assert!(shown.iter().all(|id| second.contains(id)), "{order}");
    }
}

#[tokio::test]
async fn a_word_is_found_however_its_arabic_letters_are_written() {
    let seat = Seat::new();
    put_more(&seat, 1, |report| {
        report.account = "قَصْفٌ على مدرسةٍ في أريحا".to_owned();
        report.language = "ar".to_owned();
    });
    for (words, count) in [
        ("قصف", 1),
        ("مدرسة", 1),
        // Teh marbuta as heh, alef without its hamza, tatweel, and the article.
        ("مدرسه", 1),
        ("اريحا", 1),
        ("قـصـف", 1),
        ("القصف", 1),
        ("مستشفى", 0),
    ] {
        let asked: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let (found, _) = page_of(&seat, &format!("/api/v1/incidents?text={asked}")).await;
        assert_eq!(found.len(), count, "{words}");
    }
}

#[tokio::test]
async fn an_earlier_name_of_an_incident_leads_to_the_present_one() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let other = put_more(&seat, 1, |_| {}).remove(0);
    let drawn = seat.screen.drawn().unwrap();
    let names: Vec<Address> =
        drawn.whole().unwrap().incidents.iter().map(|one| one.id.clone()).collect();
    drop(drawn);
    assert_eq!(names.len(), 2);
    let form = format!("one={}&other={}&reason=one+raid&verdict=same", names[0], names[1]);
    let judged = seat.post(&format!("/incidents/{}", names[0]), &form, &officer).await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER);
    seat.draw();
    let drawn = seat.screen.drawn().unwrap();
    let present = drawn.whole().unwrap().incident_of(&other).unwrap().id.clone();
    assert_eq!(drawn.whole().unwrap().incidents.iter().count(), 1);
    drop(drawn);
    for name in names {
        let answer = seat.get(&format!("/incidents/{name}"), &[]).await;
        let data = seat.get(&format!("/api/v1/incidents/{name}"), &[]).await;
        let data: Value = serde_json::from_str(&data.text).unwrap();
        assert_eq!(data["row"]["id"], present.to_string());
        if name == present {
            assert_eq!(answer.status, StatusCode::OK);
        } else {
            let place = format!("/incidents/{present}");
            assert_eq!(
                (answer.status, answer.header("location")),
                (StatusCode::SEE_OTHER, &*place)
            );
        }
    }
}

#[tokio::test]
async fn a_body_that_does_not_end_is_not_waited_for() {
    let seat = Seat::impatient(Duration::from_millis(50));
    let slow = |path: &str| {
        let begun = once(Ok::<_, std::io::Error>(Bytes::from_static(b"name=keeper&pass")));
        Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from_stream(begun.chain(pending())))
            .unwrap()
    };
    for path in ["/sign-in", "/choose"] {
        let answer = seat.send(slow(path)).await;
        assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT, "{path}");
        assert!(answer.text.contains("<h1>The request took too long</h1>"), "{}", answer.text);
    }
    assert_eq!(seat.get("/situation", &[]).await.status, StatusCode::OK);
}
