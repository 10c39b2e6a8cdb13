//! The page of a case, in the states into which one seat's record can bring it.

use axum::http::StatusCode;

use crate::seat::Seat;

/// What the page says of the case in every state that it goes through, told as `moment: command`.
async fn through(seat: &Seat, deeds: &[(&str, &str, &str)]) {
    for (now, line, state) in deeds {
        seat.says_at(now, &line.split(' ').map(|word| word.replace('~', " ")).collect::<Vec<_>>());
        let drawn = seat.screen.drawn().unwrap();
        let (id, _) = drawn.picture.docket.cases.iter().next().unwrap();
        let path = format!("/cases/{id}");
        drop(drawn);
        let page = seat.get(&path, &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{line}");
        let words = page.words();
        assert_eq!(words.lines().nth(1), Some(*state), "{line}\n{words}");
        let word = state.replace(' ', "-");
        let listed = seat.get(&format!("/cases?state={word}"), &[]).await;
        assert!(listed.text.contains(&format!("href=\"{path}\"")), "{word}");
        for language in ["ar", "fa", "ru", "tr"] {
            let page = seat.get(&path, &[("accept-language", language)]).await;
            assert_eq!(page.status, StatusCode::OK, "{language}: {line}");
        }
    }
}

#[tokio::test]
async fn a_case_waits_for_others_to_admit_it_as_long_as_nothing_is_known_of_their_logs() {
    let seat = Seat::new();
    through(
        &seat,
        &[
            (
                "2017-05-08T06:00:00Z",
                "case open un/3 --accused opposition --under cease-attacks --reason heard --by duty-1",
                "awaiting admission",
            ),
            ("2017-05-10T06:00:00Z", "office appoint duty-2 --to duty-officer --reason list", "awaiting admission"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_case_of_a_seat_that_decides_alone_goes_from_its_opening_to_its_close() {
    let seat = Seat::alone();
    through(
        &seat,
        &[
            (
                "2017-05-08T06:00:00Z",
                "case open turkey/3 --accused opposition --under cease-attacks --reason heard --by duty-1",
                "awaiting reply",
            ),
            (
                "2017-05-08T07:00:00Z",
                "case ask turkey/10 --through turkey --brief shells~on~7~May --by duty-1",
                "awaiting reply",
            ),
            (
                "2017-05-10T08:00:00Z",
                "office appoint voice --to delegate --reason list",
                "awaiting findings",
            ),
        ],
    )
    .await;
}
