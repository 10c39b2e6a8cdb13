//! Every page, for everybody who may ask for it, in every language.

use axum::http::StatusCode;
use expect_test::expect;
use truce::screen::language::Language;

use crate::seat::Seat;

/// Every page that can be asked for.
const PAGES: [&str; 23] = [
    "/situation",
    "/situation?day=2017-05-06",
    "/situation?day=never",
    "/map",
    "/map?day=never",
    "/incidents",
    "/incidents/un/99",
    "/reconciliation",
    "/cases",
    "/api/v1/map",
    "/api/v1/map/days",
    "/api/v1/map/layers/none",
    "/agreement",
    "/bulletins",
    "/bulletins/2017-05-07",
    "/bulletins/2017-05-07/html",
    "/bulletins/2017-05-07/pdf",
    "/record",
    "/api",
    "/api/v1/situation",
    "/sign-in",
    "/account",
    "/logins",
];

#[tokio::test]
async fn who_is_shown_which_page() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let mut table = String::new();
    for page in PAGES {
        let mut statuses = Vec::new();
        for cookie in ["", &officer, &keeper] {
            let answer = seat.get(page, &[("cookie", cookie)]).await;
            statuses.push(answer.status.as_u16().to_string());
        }
        table.push_str(&format!("{page:<28} {}\n", statuses.join(" ")));
    }
    expect![[r#"
        /situation                   200 200 200
        /situation?day=2017-05-06    200 200 200
        /situation?day=never         400 400 400
        /map                         200 200 200
        /map?day=never               400 400 400
        /incidents                   200 200 200
        /incidents/un/99             404 404 404
        /reconciliation              200 200 200
        /cases                       200 200 200
        /api/v1/map                  200 200 200
        /api/v1/map/days             200 200 200
        /api/v1/map/layers/none      404 404 404
        /agreement                   200 200 200
        /bulletins                   200 200 200
        /bulletins/2017-05-07        200 200 200
        /bulletins/2017-05-07/html   200 200 200
        /bulletins/2017-05-07/pdf    404 404 404
        /record                      200 200 200
        /api                         200 200 200
        /api/v1/situation            200 200 200
        /sign-in                     200 200 200
        /account                     401 200 200
        /logins                      401 403 200
    "#]]
    .assert_eq(&table);
}

#[tokio::test]
async fn every_page_is_there_in_every_language_written_in_its_direction() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    for page in [
        "/situation",
        "/incidents",
        "/incidents/un/2",
        "/reconciliation",
        "/cases",
        "/agreement",
        "/bulletins",
        "/record",
        "/api",
        "/account",
        "/logins",
        "/none",
    ] {
        for language in Language::ALL {
            let answer =
                seat.get(page, &[("accept-language", language.tag()), ("cookie", &keeper)]).await;
            let (tag, direction) = (language.tag(), language.direction());
            assert!(answer.text.contains(&format!("<html lang=\"{tag}\"")), "{page} {tag}");
            assert!(answer.text.contains(&format!("<body dir=\"{direction}\"")), "{page} {tag}");
        }
    }
}

#[tokio::test]
async fn a_chosen_language_goes_before_the_one_that_the_browser_asks_for() {
    let seat = Seat::new();
    let chosen = seat.post("/choose", "language=fa&theme=dark&back=/record", "").await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, "/record"));
    let cookies: Vec<_> = chosen.headers.get_all("set-cookie").iter().collect();
    assert_eq!(cookies.len(), 2);
    let cookie = "truce-language=fa; truce-theme=dark";
    let page = seat.get("/record", &[("accept-language", "ru"), ("cookie", cookie)]).await;
    assert!(page.text.contains("<html lang=\"fa\" data-theme=\"dark\">"));
}

#[tokio::test]
async fn the_situation_in_words() {
    let seat = Seat::new();
    let words = seat.get("/situation", &[]).await.words();
    expect![[r#"
        Day 130 of the truce
        Today, by the duty clock: May 8, 2017 2017-05-08
        Figures are as each seat registered them. No sum is made of different seats’ figures, and a day without a register is unknown, not calm.
        Is it holding? · Alarms
        May 7, 2017 2017-05-07
        The day before
        The day after
        Cases as registered by each seat, and what is known of them
        Seat | Cases | What is known | Matched | Contested | One-sided | Unexplained
        Russia | 5 |  | 0 | 0 | 3 | 2
        Turkey | 3 |  | 0 | 0 | 1 | 2
        Iran | no figure on record: unknown, not zero
        United Nations | no figure on record: unknown, not zero
        Incidents on record
        1 of which 0 are told by two seats or more
        Monitors kept away
        0
        Watching on record
        nothing on record says that anybody watched: few cases mean little
        May 1, 2017 to May 7, 2017 2017-05-01 / 2017-05-07
        Cases as registered by each seat, and what is known of them
        Seat | Cases | What is known | Matched | Contested | One-sided | Unexplained
        Russia | 9 without 5 days that have no figure |  | 0 | 0 | 6 | 3
        Turkey | 5 without 5 days that have no figure |  | 0 | 0 | 2 | 3
        Iran | no figure on record: unknown, not zero
        United Nations | no figure on record: unknown, not zero
        Incidents on record
        1 of which 0 are told by two seats or more
        Monitors kept away
        1 silence from there says nothing
        Watching on record
        nothing on record says that anybody watched: few cases mean little
        For 5 of these days no seat’s register is on record.
        Matched: an incident is on record that this seat’s and another seat’s own sources both report. Contested: another seat says that it does not confirm the case, or denies the incident. One-sided: more cases than any other seat registered there, so no other list can hold them. Unexplained: another list may hold the same cases, but nothing on record says so.
        What came in the last 24 hours
        2017-05-08T06:00:00Z · new incident un/3 now: One-sided
        2017-05-08T06:00:00Z · a register un/5
        2017-05-08T06:00:00Z · a register un/6
        2017-05-08T06:00:00Z · a register un/7
        2017-05-08T06:00:00Z · a register un/8
        Logs and nodes
        Log of | Held here | Settled | Node
        United Nations | 10 | 0 | this node, or not asked yet
        Withheld
        Nothing on record here is sealed.
    "#]].assert_eq(&words);
}

#[tokio::test]
async fn the_same_as_data() {
    let seat = Seat::new();
    let answer = seat.get("/api/v1/situation?day=2017-05-07", &[]).await;
    let found: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    expect![[r#"
        {
          "cameras": 0,
          "efforts": 0,
          "from": "2017-05-07",
          "hours": 0,
          "impediments": 0,
          "incidents": 1,
          "incidents_of_two_seats": 0,
          "nothing_seen": 0,
          "patrols": 0,
          "registered": [
            {
              "cases": 5,
              "days_with_figure": 1,
              "days_without": 0,
              "parts": {
                "contested": 0,
                "matched": 0,
                "one_sided": 3,
                "unexplained": 2
              },
              "seat": "russia"
            },
            {
              "cases": 3,
              "days_with_figure": 1,
              "days_without": 0,
              "parts": {
                "contested": 0,
                "matched": 0,
                "one_sided": 1,
                "unexplained": 2
              },
              "seat": "turkey"
            },
            {
              "cases": null,
              "days_with_figure": 0,
              "days_without": 1,
              "parts": {
                "contested": 0,
                "matched": 0,
                "one_sided": 0,
                "unexplained": 0
              },
              "seat": "iran"
            },
            {
              "cases": null,
              "days_with_figure": 0,
              "days_without": 1,
              "parts": {
                "contested": 0,
                "matched": 0,
                "one_sided": 0,
                "unexplained": 0
              },
              "seat": "un"
            }
          ],
          "silent_days": 0,
          "to": "2017-05-07"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&found["day"]).unwrap());
}

#[tokio::test]
async fn the_api_is_described_by_its_own_types() {
    let seat = Seat::new();
    let described = seat.get("/api/v1/openapi.json", &[]).await;
    let described: serde_json::Value = serde_json::from_str(&described.text).unwrap();
    assert!(described["paths"]["/api/v1/situation"]["get"]["responses"]["503"].is_object());
}

#[tokio::test]
async fn a_bulletin_is_the_one_that_the_command_makes() {
    let seat = Seat::new();
    let served = seat.get("/bulletins/2017-05-07/json", &[]).await;
    let command = std::process::Command::new(env!("CARGO_BIN_EXE_truce"))
        .arg("-n")
        .arg(seat.dir.path())
        .args(["bulletin", "--date", "2017-05-07", "--format", "json"])
        .output()
        .unwrap();
    assert_eq!(served.text, String::from_utf8(command.stdout).unwrap());
    let page = seat.get("/bulletins/2017-05-07/html", &[]).await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
}

#[tokio::test]
async fn what_went_wrong_is_told_as_data_to_programs_and_in_the_readers_language_to_people() {
    let seat = Seat::new();
    let data = seat.get("/api/v1/situation?day=never", &[("accept-language", "tr")]).await;
    assert_eq!(data.header("content-type"), "application/problem+json");
    expect![[r#"{"type":"urn:truce:problem:misshapen","title":"İstek anlaşılamadı","detail":"Adresi ya da doldurduklarınızı gözden geçirin.","status":400}"#]]
        .assert_eq(&data.text);
    let page = seat.get("/no-such-page", &[("accept-language", "ru")]).await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (StatusCode::NOT_FOUND, "text/html; charset=utf-8")
    );
    assert!(page.text.contains("<h1>Такой страницы нет</h1>"));
    assert_eq!(
        seat.get("/api/v1/none", &[]).await.header("content-type"),
        "application/problem+json"
    );
}

#[tokio::test]
async fn whoever_asks_for_a_page_is_led_to_the_screen_and_everybody_else_gets_the_list_of_files() {
    let seat = Seat::new();
    let page = seat.get("/", &[("accept", "text/html,*/*")]).await;
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, "/situation"));
    let list = seat.get("/", &[("accept", "*/*")]).await;
    assert!(list.text.starts_with("truce: the public files of a seat's node."));
    let card = std::fs::read_to_string(seat.dir.path().join("public/card")).unwrap();
    assert_eq!(seat.get("/card", &[]).await.text, card);
}
