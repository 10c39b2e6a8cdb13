//! The map: what stands on it, what never does, and what is told of bad questions.

use std::fs;

use axum::http::StatusCode;
use serde_json::Value;
use truce::import::sealing::Sealing;
use truce::import::{Importer, Order, What};
use truce::node::Node;
use truce_core::commitment::SealedField;

use crate::seat::{Answer, Seat};

/// A box around Hama, where the seat's one incident with a position lies, and one far from it.
const HAMA: &str = "34.5,36,36,37.5";
const ELSEWHERE: &str = "32,38,33,39";

fn data(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

fn count(collection: &Value) -> usize {
    collection["features"].as_array().unwrap().len()
}

/// Puts one more report on record, of which the place is sealed, and draws the picture anew.
fn put_sealed(seat: &Seat) {
    let node = Node::open(seat.dir.path()).unwrap();
    let path = seat.dir.path().join("sealed.csv");
    let report = "source,id,basis,act,start,end,place,lat,lon,radius_m,area,account\n\
        un-patrol,s-1,observed,shelling,2017-05-07T09:00,2017-05-07T09:10,Hidden hamlet,35.111111,36.222222,50,hama,\"Two shells.\"\n";
    fs::write(&path, report).unwrap();
    let order = Order {
        correct: false,
        date: None,
        entered_by: None,
        map: Vec::new(),
        now: (seat.screen.clock)(),
        rejects: None,
        seal: Some(Sealing { fields: [SealedField::Place].into(), ..Sealing::default() }),
        seat: None,
        source: None,
        what: What::Reports(truce_intake::Format::ReportsCsv),
    };
    let taken = Importer::open(&node).unwrap().import(&path, &order).unwrap();
    assert!(taken.refusals.is_empty());
    seat.screen.latest.draw(&node).unwrap();
}

#[tokio::test]
async fn an_incident_stands_in_the_boxes_that_it_may_lie_in_and_in_no_other() {
    let seat = Seat::new();
    let found = data(&seat.get(&format!("/api/v1/map?box={HAMA}"), &[]).await);
    assert_eq!(count(&found), 1);
    let incident = &found["features"][0]["properties"];
    assert_eq!(
        (incident["act"].as_str(), incident["day"].as_str()),
        (Some("shelling"), Some("2017-05-07"))
    );
    assert!(incident["radius_m"].as_u64().unwrap() > 0);
    assert_eq!(count(&data(&seat.get(&format!("/api/v1/map?box={ELSEWHERE}"), &[]).await)), 0);
    for (question, expected) in [
        ("day=2017-05-07", 1),
        ("day=2017-05-06", 0),
        ("day=2017-05-08&days=7", 1),
        ("day=2017-05-06&days=all", 1),
        ("act=shelling", 1),
        ("act=clash", 0),
        ("area=hama&standing=one-sided", 1),
        ("standing=matched", 0),
        ("text=shells", 1),
        ("text=tanks", 0),
    ] {
        let found = data(&seat.get(&format!("/api/v1/map?{question}"), &[]).await);
        assert_eq!(count(&found), expected, "{question}");
    }
}

#[tokio::test]
async fn a_question_that_cannot_be_understood_is_told_so_in_words() {
    let seat = Seat::new();
    for question in [
        "box=34,36,36",
        "box=36,36,35,37",
        "box=34,36,36,181",
        "box=a,b,c,d",
        "zoom=23",
        "zoom=-1",
        "day=never",
        "day=2017-05-07&days=0",
        "day=2017-05-07&days=9999999999",
        "act=violation",
        "area=No%20Area",
        "standing=guilty",
    ] {
        let answer = seat.get(&format!("/api/v1/map?{question}"), &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{question}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(answer.text.contains("\"urn:truce:problem:misshapen\""), "{}", answer.text);
        if !question.starts_with("zoom") {
            assert_eq!(
                seat.get(&format!("/map?{question}"), &[]).await.status,
                StatusCode::BAD_REQUEST
            );
        }
    }
    assert_eq!(seat.get("/api/v1/map/days?act=x", &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(seat.get("/api/v1/map/outlines?day=x", &[]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_sealed_place_stands_nowhere() {
    let seat = Seat::new();
    let before = data(&seat.get("/api/v1/map?day=2017-05-07", &[]).await);
    put_sealed(&seat);
    let answer = seat.get("/api/v1/map?day=2017-05-07", &[]).await;
    let after = data(&answer);
    assert_eq!(count(&after), count(&before));
    assert_eq!(after["unplaced"].as_u64(), before["unplaced"].as_u64().map(|before| before + 1));
    let page = seat.get("/map?day=2017-05-07", &[]).await;
    for sealed in ["Hidden hamlet", "35.11111", "36.22222"] {
        assert!(!answer.text.contains(sealed) && !page.text.contains(sealed), "{sealed}");
    }
    assert!(page.text.contains("no position on record"));
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again_and_what_has_is() {
    let seat = Seat::new();
    for path in ["/api/v1/map", "/api/v1/map/days"] {
        let first = seat.get(path, &[]).await;
        let tag = first.header("etag").to_owned();
        let again = seat.get(path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        let other = seat.get(path, &[("if-none-match", &tag), ("accept-language", "ru")]).await;
        assert_eq!(other.status, StatusCode::OK, "{path}");
    }
    let tag = seat.get("/api/v1/map", &[]).await.header("etag").to_owned();
    put_sealed(&seat);
    let changed = seat.get("/api/v1/map", &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status, StatusCode::OK);
}

#[tokio::test]
async fn incidents_are_counted_by_day() {
    let seat = Seat::new();
    let found = data(&seat.get("/api/v1/map/days", &[]).await);
    assert_eq!(
        found,
        serde_json::json!({"bars": [{"count": 1, "from": "2017-05-07"}], "days_each": 1})
    );
}

#[tokio::test]
async fn zones_stand_on_the_map_on_the_days_on_which_they_are_in_force() {
    let seat = Seat::new();
    let zones = |found: &Value| -> Vec<String> {
        let all = found["features"].as_array().unwrap().iter().map(|one| &one["properties"]);
        let zones = all.filter(|known| known["kind"] == "zone");
        zones.map(|known| known["name"].as_str().unwrap().to_owned()).collect()
    };
    let january = data(&seat.get("/api/v1/map/outlines?day=2017-01-10", &[]).await);
    let may = data(&seat.get("/api/v1/map/outlines?day=2017-05-07", &[]).await);
    assert_eq!(zones(&january), ["Wadi Barada"]);
    assert_eq!(zones(&may).len(), 4);
    let arabic = seat.get("/api/v1/map/outlines", &[("accept-language", "ar")]).await;
    assert!(arabic.text.contains("حماة"));
}

#[tokio::test]
async fn the_missions_layers_are_listed_with_their_files_and_handed_out_if_they_are_sound() {
    let seat = Seat::new();
    let folder = seat.dir.path().join("layers");
    fs::create_dir(&folder).unwrap();
    let layer = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[36.7,35.1]}}]}"#;
    fs::write(folder.join("checkpoints.geojson"), layer).unwrap();
    fs::write(folder.join("torn.geojson"), &layer[..40]).unwrap();
    fs::write(folder.join("notes.txt"), "not for the map").unwrap();
    let page = seat.get("/map", &[]).await;
    assert!(
        page.text.contains("value=\"checkpoints.geojson\"") && !page.text.contains("notes.txt")
    );
    let own = seat.get("/api/v1/map/layers/checkpoints.geojson", &[]).await;
    assert_eq!(data(&own), serde_json::from_str::<Value>(layer).unwrap());
    for (name, status) in [
        ("torn.geojson", StatusCode::INTERNAL_SERVER_ERROR),
        ("notes.txt", StatusCode::NOT_FOUND),
        ("..%2Fnode.toml", StatusCode::NOT_FOUND),
        ("%2Fetc%2Fpasswd", StatusCode::NOT_FOUND),
    ] {
        let answer = seat.get(&format!("/api/v1/map/layers/{name}"), &[]).await;
        assert_eq!(answer.status, status, "{name}");
    }
}

#[tokio::test]
async fn the_page_says_in_a_list_what_the_map_shows_and_loads_only_what_is_built_in() {
    let seat = Seat::new();
    let page = seat.get("/map", &[]).await;
    assert!(page.text.contains("shelling, <bdi>Zellaqiyat</bdi></a>"), "{}", page.text);
    assert!(page.words().contains("1 incident\n"), "{}", page.words());
    assert!(page.header("content-security-policy").contains("worker-src 'self'"));
    for name in [
        "map.js",
        "map.css",
        "land-50m.json",
        "maplibre-gl.css",
        "maplibre-gl.mjs",
        "maplibre-gl-worker.mjs",
    ] {
        let address = truce::screen::assets::address(name);
        assert!(page.text.contains(&address), "{name}");
        assert_eq!(seat.get(&address, &[]).await.status, StatusCode::OK, "{name}");
    }
    let other = seat.get("/situation", &[]).await;
    assert!(!other.text.contains("maplibre"));
}
