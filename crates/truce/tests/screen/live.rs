//! A page that is open is told when the record grew, and of news of alarms.

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use tokio_stream::StreamExt as _;
use tower::ServiceExt as _;
use truce::node::{Node, append};
use truce_core::entry::{Body as Told, Entry};
use truce_core::source::Source;

use crate::seat::Seat;
use truce::alarms_out::Courier;
use truce::alarms_out::outbox::Outbox;
use truce::alarms_out::rounds::round;

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

/// Goes rounds until something is new.
fn until_news(courier: &mut Courier, seat: &Seat) {
    while round(courier, &seat.screen).unwrap() == 0 {
        std::thread::yield_now();
    }
}

/// The next event about alarms.
async fn next_of_alarms(stream: &mut BodyDataStream) -> String {
    loop {
        let event = next(stream).await.unwrap();
        if event.contains("event: alarms") {
            return event;
        }
    }
}

#[tokio::test]
async fn a_listener_is_told_when_an_alarm_is_new_and_when_somebody_took_note_of_it() {
    let seat = Seat::new();
    seat.rises();
    let mut stream = listen(&seat).await;
    let mut courier =
        Courier::open(seat.dir.path(), &seat.screen.agreement, &seat.screen.seat).unwrap();
    until_news(&mut courier, &seat);
    let first = next_of_alarms(&mut stream).await;
    assert!(first.contains("data: 1\n"), "{first}");
    // A round in which nothing is new tells nothing.
    assert_eq!(round(&mut courier, &seat.screen).unwrap(), 0);
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let form = "area=daraa&raised_on=2017-05-07&says=seen&text=patrol+3+goes+there";
    let put = seat.post("/alarms", form, &officer).await;
    assert!(put.status.is_redirection(), "{}", put.text);
    seat.draw();
    until_news(&mut courier, &seat);
    let second = next_of_alarms(&mut stream).await;
    assert!(second.contains("data: 2\n"), "{second}");
    let told = Outbox::open(seat.dir.path()).unwrap().last(9).unwrap();
    let told: Vec<String> = told
        .iter()
        .map(|message| format!("{} {}", message.identifier(), message.level.word()))
        .collect();
    assert_eq!(told, ["daraa-2017-05-07.2 acknowledged", "daraa-2017-05-07.1 alarm"]);
}
