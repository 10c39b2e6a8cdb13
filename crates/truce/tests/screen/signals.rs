//! The pages of signals and alarms: reckoned beside the requests, honest meanwhile, the same in every language.

use axum::http::StatusCode;

use crate::seat::{Answer, Seat};

/// Asks until it is reckoned.
async fn reckoned(seat: &Seat, address: &str) -> Answer {
    loop {
        let answer = seat.get(address, &[]).await;
        let waits = answer.status == StatusCode::SERVICE_UNAVAILABLE
            || answer.text.contains("id=\"awaited\"");
        if !waits {
            return answer;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_first_to_ask_is_told_that_it_is_being_reckoned_and_then_that_little_can_be_told() {
    let seat = Seat::new();
    let first = seat.get("/signals", &[]).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.words().contains("are being reckoned"), "{}", first.words());
    let page = reckoned(&seat, "/signals").await;
    let words = page.words();
    assert!(words.contains("No answer: days with anything on record"), "{words}");
    assert!(words.contains("Nothing can be tested"), "{words}");
    assert!(page.text.contains("<svg") && !page.text.contains("style="));
    let hama = reckoned(&seat, "/signals?area=hama&party=government&act=shelling").await;
    assert!(hama.words().contains("Hama"), "{}", hama.words());
}

#[tokio::test]
async fn a_name_that_is_none_of_the_agreement_s_is_refused() {
    let seat = Seat::new();
    for address in ["/signals?area=atlantis", "/signals?party=martians", "/signals?act=love"] {
        assert_eq!(seat.get(address, &[]).await.status, StatusCode::BAD_REQUEST, "{address}");
    }
    assert_eq!(seat.get("/alarms/none.cap", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(seat.get("/alarms/none", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn alarms_say_how_areas_stand_and_what_was_promised_and_programs_read_the_same() {
    let seat = Seat::new();
    let words = reckoned(&seat, "/alarms").await.words();
    assert!(words.contains("Nothing can be said yet of"), "{words}");
    assert!(words.contains("Promised are at most"), "{words}");
    let data: serde_json::Value =
        serde_json::from_str(&reckoned(&seat, "/api/v1/alarms").await.text).unwrap();
    assert_eq!(data["areas"][0]["area"], "hama");
    let data: serde_json::Value =
        serde_json::from_str(&reckoned(&seat, "/api/v1/signals?area=hama").await.text).unwrap();
    assert!(data["signals"]["holding"]["counts"]["counts"].is_array(), "{data}");
    let feed = seat.get("/alarms/feed.atom", &[]).await;
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    assert!(feed.text.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\">"));
}
