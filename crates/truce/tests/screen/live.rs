//! A page that is open is told when the record grew.

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use tokio_stream::StreamExt as _;
use tower::ServiceExt as _;
use truce::node::{Node, append};
use truce_core::entry::{Body as Told, Entry};
use truce_core::source::Source;

use crate::seat::Seat;

async fn listen(seat: &Seat) -> BodyDataStream {
    let request =
        Request::get("/live").header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    let response = seat.app.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response.into_body().into_data_stream()
}

async fn next(stream: &mut BodyDataStream) -> Option<String> {
    let bytes = stream.next().await?.unwrap();
    Some(String::from_utf8(bytes.to_vec()).unwrap())
}

/// Puts one more source on record and draws the picture, as the thread that follows the logs does.
fn grow(seat: &Seat) {
    let node = Node::open(seat.dir.path()).unwrap();
    let source: Source = serde_json::from_value(serde_json::json!({
        "id": "radio", "name": "The radio", "kind": "press", "reliability": "F",
    }))
    .unwrap();
    let mut log = node.writer().unwrap();
    append(&mut log, &[Entry::new(Told::Source(source), (seat.screen.clock)())]).unwrap();
    log.write_head().unwrap();
    drop(log);
    seat.screen.latest.draw(&node).unwrap();
}

#[tokio::test]
async fn a_listener_is_told_the_version_at_once_and_each_time_that_the_record_grew() {
    let seat = Seat::new();
    let before = seat.screen.latest.get().unwrap().version();
    let mut stream = listen(&seat).await;
    let first = next(&mut stream).await.unwrap();
    assert!(
        first.contains("event: grew") && first.contains(&format!("data: {before}\n")),
        "{first}"
    );
    grow(&seat);
    let after = seat.screen.latest.get().unwrap().version();
    assert_ne!(before, after);
    let second = next(&mut stream).await.unwrap();
    assert!(second.contains(&format!("data: {after}\n")), "{second}");
}

#[tokio::test]
async fn listeners_are_let_go_when_the_server_is_told_to_stop() {
    let seat = Seat::new();
    let mut stream = listen(&seat).await;
    next(&mut stream).await.unwrap();
    seat.screen.stopping.send_replace(true);
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test]
async fn a_thousand_listeners_are_told_of_the_same_picture() {
    let seat = Seat::new();
    let mut streams = Vec::new();
    for _ in 0..1000 {
        streams.push(listen(&seat).await);
    }
    grow(&seat);
    let after = format!("data: {}\n", seat.screen.latest.get().unwrap().version());
    for stream in &mut streams {
        assert!(next(stream).await.unwrap().contains(&after));
    }
}
