//! Who may do what on the screen: every deed of a page for every kind of reader, as one table.

use std::fmt::Write as _;

use axum::http::StatusCode;
use expect_test::expect;

use crate::seat::{PASSWORD, Seat, session};

/// A deed of each page, whole but for what it is about.
const DEEDS: [(&str, &str, &str); 3] = [
    ("acknowledge", "/alarms", "area=hama&raised_on=2017-05-06&says=seen&text=patrol+3+goes+there"),
    (
        "set-task",
        "/incidents/tasks",
        "query=/incidents&case=un/999&what=crater&settles=author&owner=un&due=2017-05-12",
    ),
    ("open", "/cases", "about=un/999&under=cease-attacks&accused=opposition&reason=x"),
];

/// Appoints somebody, gives them a login and signs it in; returns the cookie.
async fn appointed(seat: &Seat, keeper: &str, office: &str, key: Option<&str>) -> String {
    let name = if key.is_some() { "signer" } else { office };
    let line = ["office", "appoint", name, "--to", office, "--reason", "x"];
    let key: Vec<&str> = key.into_iter().flat_map(|key| ["--key", key]).collect();
    seat.says(&[&line[..], &key].concat());
    let form = format!("name={name}&officer={name}&password={PASSWORD}");
    assert_eq!(seat.post("/logins", &form, keeper).await.status, StatusCode::SEE_OTHER);
    session(&seat.sign_in(name, PASSWORD, "").await)
}

/// How each deed of a reader is answered: whoever may is told what is wrong with it, or that it is done.
async fn row(seat: &Seat, who: &str, cookie: &str) -> String {
    let mut row = format!("{who:<22}");
    for (_, path, form) in DEEDS {
        let answer = match seat.post(path, form, cookie).await.status {
            StatusCode::UNAUTHORIZED => "sign in",
            StatusCode::FORBIDDEN => "may not",
            StatusCode::LOCKED => "locked",
            StatusCode::SEE_OTHER | StatusCode::BAD_REQUEST => "may",
            other => panic!("{who} {path}: {other}"),
        };
        write!(row, "{answer:<13}").unwrap();
    }
    row.trim_end().to_owned() + "\n"
}

#[tokio::test]
async fn who_may_do_what_on_the_screen_is_the_table_of_offices_and_the_same_on_every_page() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let path = seat.dir.path().join("signer.key").display().to_string();
    let told = seat.told(&["office", "key", &path]);
    let key = told.split_whitespace().find(|word| word.len() == 43).unwrap().to_owned();
    let mut table = format!("{:<22}{:<13}{:<13}{}\n", "", DEEDS[0].0, DEEDS[1].0, DEEDS[2].0);
    table += &row(&seat, "nobody", "").await;
    table += &row(&seat, "keeper of logins", &keeper).await;
    let mut officer = String::new();
    for office in
        ["monitor", "duty-officer", "verifier", "liaison", "delegate", "convener", "auditor"]
    {
        let cookie = appointed(&seat, &keeper, office, None).await;
        table += &row(&seat, office, &cookie).await;
        if office == "duty-officer" {
            officer = cookie;
        }
    }
    let signer = appointed(&seat, &keeper, "duty-officer", Some(&key)).await;
    table += &row(&seat, "duty-officer with key", &signer).await;
    seat.post("/logins/lock", "locked=true", &keeper).await;
    table += &row(&seat, "duty-officer, locked", &officer).await;
    let page = seat.get("/alarms", &[("cookie", &officer)]).await.text;
    assert!(
        !page.contains("method=\"post\" action=\"/alarms\""),
        "while the screen is locked nothing is offered"
    );
    expect![[r#"
                              acknowledge  set-task     open
        nobody                sign in      sign in      sign in
        keeper of logins      may not      may not      may not
        monitor               may not      may not      may not
        duty-officer          may          may          may
        verifier              may not      may not      may not
        liaison               may not      may not      may not
        delegate              may not      may not      may not
        convener              may          may          may
        auditor               may not      may not      may not
        duty-officer with key may not      may not      may not
        duty-officer, locked  locked       locked       locked
    "#]]
    .assert_eq(&table);
}
