//! The pages of signals and alarms: reckoned beside the requests, honest meanwhile, the same in every language.

use axum::http::StatusCode;
use truce_core::act::Act;
use truce_core::case::acknowledgement::AlarmWord;
use truce_core::id::{AreaId, SeatId};
use truce_core::time::Day;
use truce_signals::alarm::{Expectation, Kept, Ledger, Promise, Shift, State};
use truce_signals::told::{Alarms, AreaAlarms, Noted, SeriousDayTold, Unseen};

use crate::described::reckoned_fits;
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
    for address in [
        "/signals?area=atlantis",
        "/signals?party=martians",
        "/signals?act=love",
        "/alarms?party=martians",
        "/alarms?act=love",
        "/api/v1/alarms?party=martians",
    ] {
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
    let answer = reckoned(&seat, "/api/v1/alarms").await.text;
    reckoned_fits(&seat, &answer, "/api/v1/alarms").await;
    let data: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(data["areas"][0]["area"], "hama");
    let answer = reckoned(&seat, "/api/v1/signals?area=hama").await.text;
    reckoned_fits(&seat, &answer, "/api/v1/signals").await;
    let data: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert!(data["signals"]["holding"]["counts"]["counts"].is_array(), "{data}");
    let feed = seat.get("/alarms/feed.atom", &[]).await;
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    assert!(feed.text.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\">"));
}

#[tokio::test]
async fn the_list_behind_a_number_has_as_many_incidents_as_the_number_says() {
    let seat = Seat::new();
    let mut seen = 0;
    for asked in ["", "&party=government", "&party=opposition", "&act=shelling"] {
        let answer = reckoned(&seat, &format!("/api/v1/alarms?{asked}")).await.text;
        reckoned_fits(&seat, &answer, "/api/v1/alarms").await;
        let told: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let (since, until) = (told["days"][0].as_str().unwrap(), told["days"][1].as_str().unwrap());
        for area in told["areas"].as_array().unwrap() {
            let of = area["area"].as_str().unwrap();
            let query = format!("area={of}&since={since}&until={until}&counted=yes{asked}");
            let list = seat.get(&format!("/api/v1/incidents?{query}"), &[]).await.text;
            let list: serde_json::Value = serde_json::from_str(&list).unwrap();
            assert_eq!(list["total"], area["counted"], "{query}");
            seen += list["total"].as_u64().unwrap();
        }
        let page = reckoned(&seat, &format!("/alarms?{asked}")).await;
        let narrowed = page.words().contains("Watched here is only what fits this choice");
        assert_eq!(narrowed, !asked.is_empty(), "{asked}");
        assert!(page.text.contains("counted=yes"), "{asked}");
    }
    assert!(seen > 0);
}

/// Puts shelling in three areas on record, told of each side in turn, of both, and of nobody.
fn told_of_sides(seat: &Seat) {
    let mut rows = "source,id,act,start,area,accused,account\n".to_owned();
    let sides = ["government", "opposition", "government;opposition", ""];
    for (number, area) in (0..48).zip(["daraa", "homs", "idlib"].into_iter().cycle()) {
        let (day, side) = (1 + number % 24, sides[number / 3 % 4]);
        let at = format!("2017-04-{day:02}T0{}:00", number % 9);
        rows.push_str(&format!("press,side-{number},shelling,{at},{area},{side},Heard.\n"));
    }
    let path = seat.dir.path().join("sides.csv");
    std::fs::write(&path, rows).unwrap();
    seat.says(&["import", "csv", path.to_str().unwrap()]);
}

#[tokio::test]
async fn a_number_in_a_table_of_rates_leads_to_as_many_incidents_whatever_is_asked_for() {
    let seat = Seat::new();
    told_of_sides(&seat);
    for asked in ["", "party=government", "party=opposition", "act=shelling", "area=homs"] {
        let page = reckoned(&seat, &format!("/signals?{asked}")).await.text;
        let rates =
            page.split_once("id=\"s-rates\"").unwrap().1.split_once("</section>").unwrap().0;
        let numbers = rates.split("<td class=\"n\"><a href=\"/incidents?").skip(1);
        let mut followed = 0;
        for number in numbers {
            let (address, rest) = number.split_once("\">").unwrap();
            let number: u64 = rest.split_once('<').unwrap().0.parse().unwrap();
            let address = format!("/api/v1/incidents?{}", address.replace("&#38;", "&"));
            let list = seat.get(&address, &[]).await.text;
            let list: serde_json::Value = serde_json::from_str(&list).unwrap();
            assert_eq!(list["total"], number, "{asked} {address}");
            followed += 1;
        }
        // Three areas or more, for everybody and for both parties.
        assert!(followed >= 9, "{asked} {followed}");
    }
}

/// An area in which everything that can be told of one is told.
fn area(state: State) -> AreaAlarms {
    let day: Day = "2017-05-06".parse().unwrap();
    let expected = Expectation { mean: 2.0, size: 3.5, error: 0.25 };
    let shift = Shift { on: day, onset: day.plus(-2), evidence: 4_000.5, expected };
    let seat = SeatId::new("un").unwrap();
    let hama = AreaId::new("hama").unwrap();
    AreaAlarms {
        area: hama.clone(),
        counted: 40,
        exercises: 1,
        watched: 30,
        state,
        raised: vec![shift],
        eased: vec![shift],
        serious_days: vec![SeriousDayTold {
            day,
            count: 12,
            expected: Some(expected),
            killed: Some((3, 14)),
            acts: [(Act::Shelling, 12)].into(),
            reports: vec!["un/4".to_owned()],
            noted: Vec::new(),
        }],
        noted: vec![Noted {
            area: hama,
            raised_on: day,
            on: day,
            says: AlarmWord::Seen,
            seat,
            text: "patrol 3 goes there".to_owned(),
        }],
        unseen: [(day, Unseen::KeptAway)].into(),
        readings: Vec::new(),
    }
}

#[tokio::test]
async fn every_way_in_which_an_area_can_stand_is_as_programs_are_told() {
    let seat = Seat::new();
    let raised = area(State::Calm).raised[0];
    let states = [
        State::Learning { days: 12.5 },
        State::Calm,
        State::Watch,
        State::Alarm(raised),
        State::Acknowledged(raised),
    ];
    let promise = Promise { false_alarms_a_year: 12.0 };
    let ledger = Ledger { days: 30.0, real: 1, false_alarms: 0, not_judged: 2 };
    let alarms = Alarms {
        days: (raised.onset, raised.on),
        promise,
        threshold: 4_000.5,
        kept: Kept { ledger, promised: 1.5, evidence_against: 0.5, evidence_at_most: 1.5 },
        areas: states.into_iter().map(area).collect(),
    };
    let answer = serde_json::to_string(&alarms).unwrap();
    reckoned_fits(&seat, &answer, "/api/v1/alarms").await;
    reckoned_fits(&seat, "null", "/api/v1/alarms").await;
}

#[tokio::test]
async fn an_officer_takes_note_of_an_alarm_on_the_page_and_nobody_else_does() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let form = "area=hama&raised_on=2017-05-06&says=seen&text=patrol+3+goes+there";
    assert_eq!(seat.post("/alarms", form, "").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(seat.post("/alarms", form, &keeper).await.status, StatusCode::FORBIDDEN);
    let officer = seat.officer(&keeper).await;
    for bad in [
        "area=atlantis&raised_on=2017-05-06&says=seen&text=x",
        "area=hama&raised_on=2027-05-06&says=seen&text=x",
        "area=hama&raised_on=2017-05-06&says=seen&text=+",
        "area=hama&raised_on=2017-05-06&says=perhaps&text=x",
        "area=hama&raised_on=2017-05-06&says=seen&text=x&party=martians",
        "area=hama&raised_on=2017-05-06&says=seen&text=x&act=love",
    ] {
        let status = seat.post("/alarms", bad, &officer).await.status;
        assert!(status.is_client_error(), "{bad}: {status}");
    }
    let put = seat.post("/alarms", form, &officer).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.text);
    let to = put.header("location").to_owned();
    let page = reckoned(&seat, &to).await;
    assert!(page.words().contains("Your word is on record as un/"), "{}", page.words());
    seat.draw();
    let drawn = seat.screen.drawn().unwrap();
    let words: Vec<String> = drawn
        .docket()
        .acknowledgements
        .values()
        .map(|word| {
            format!("{} {} {}: {}", word.done.seat, word.of.area, word.of.says, word.of.text)
        })
        .collect();
    assert_eq!(words, ["un hama seen: patrol 3 goes there"]);
    assert!(drawn.docket().refused.is_empty());
}
