//! Signing in: once set up, never fixed, always ended, and nobody else's.

use axum::http::StatusCode;
use truce_core::case::office::Action;

use crate::seat::{PASSWORD, Seat, session};

#[tokio::test]
async fn the_first_login_is_set_up_once_and_only_with_its_token() {
    let seat = Seat::new();
    let token = seat.screen.logins.invite().unwrap().unwrap();
    let address = format!("/set-up?token={}", *token.text());
    assert_eq!(seat.get(&address, &[]).await.status, StatusCode::OK);
    for other in ["/set-up", "/set-up?token=", "/set-up?token=AAAA"] {
        assert_eq!(seat.get(other, &[]).await.status, StatusCode::NOT_FOUND, "{other}");
    }
    let form = |password: &str| format!("token={}&name=keeper&password={password}", *token.text());
    let short = seat.post("/set-up", &form("short"), "").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let cookie = session(&seat.post("/set-up", &form(PASSWORD), "").await);
    assert_eq!(seat.get("/logins", &[("cookie", &cookie)]).await.status, StatusCode::OK);
    assert_eq!(seat.post("/set-up", &form(PASSWORD), "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(seat.get(&address, &[]).await.status, StatusCode::NOT_FOUND);
    assert!(seat.screen.logins.invite().unwrap().is_none());
}

#[tokio::test]
async fn a_token_that_was_put_into_the_browser_beforehand_is_worth_nothing_after_signing_in() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let planted = "truce-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let own = session(&seat.sign_in("keeper", PASSWORD, planted).await);
    assert_ne!(own, planted);
    assert_eq!(seat.get("/account", &[("cookie", planted)]).await.status, StatusCode::UNAUTHORIZED);
    // Whoever signs in again where a session is ends that one.
    let again = session(&seat.sign_in("keeper", PASSWORD, &keeper).await);
    assert_eq!(seat.get("/account", &[("cookie", &keeper)]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(seat.get("/account", &[("cookie", &again)]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_after_a_shift_in_any_case() {
    let seat = Seat::new();
    let cookie = seat.keeper().await;
    let status = async || seat.get("/account", &[("cookie", &cookie)]).await.status;
    for _ in 0..7 {
        seat.wait(6000);
        assert_eq!(status().await, StatusCode::OK);
    }
    seat.wait(1200);
    assert_eq!(status().await, StatusCode::UNAUTHORIZED);
    let idle = session(&seat.sign_in("keeper", PASSWORD, "").await);
    seat.wait(7200);
    assert_eq!(seat.get("/account", &[("cookie", &idle)]).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn signing_out_ends_one_session_or_all_of_them() {
    let seat = Seat::new();
    let one = seat.keeper().await;
    let two = session(&seat.sign_in("keeper", PASSWORD, "").await);
    let three = session(&seat.sign_in("keeper", PASSWORD, "").await);
    let status = async |cookie: &str| seat.get("/account", &[("cookie", cookie)]).await.status;
    seat.post("/account/sign-out", "", &one).await;
    assert_eq!(
        (status(&one).await, status(&two).await),
        (StatusCode::UNAUTHORIZED, StatusCode::OK)
    );
    seat.post("/account/sign-out-everywhere", "", &two).await;
    assert_eq!(
        (status(&two).await, status(&three).await),
        (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED)
    );
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_the_old_one_opens_nothing() {
    let seat = Seat::new();
    let one = seat.keeper().await;
    let two = session(&seat.sign_in("keeper", PASSWORD, "").await);
    let wrong =
        seat.post("/account/password", "old=something+else&new=another+dozen+letters", &one).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    let form = format!("old={PASSWORD}&new=another+dozen+letters");
    assert_eq!(seat.post("/account/password", &form, &one).await.status, StatusCode::SEE_OTHER);
    assert_eq!(seat.get("/account", &[("cookie", &two)]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(seat.get("/account", &[("cookie", &one)]).await.status, StatusCode::OK);
    assert_eq!(seat.sign_in("keeper", PASSWORD, "").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_ends_another_s_session_or_adds_a_login_but_whoever_keeps_them() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let session_of_keeper = seat.screen.logins.sessions(1).unwrap()[0].id;
    let id: String = session_of_keeper.iter().map(|byte| format!("{byte:02x}")).collect();
    seat.post("/account/end", &format!("session={id}"), &officer).await;
    assert_eq!(seat.get("/account", &[("cookie", &keeper)]).await.status, StatusCode::OK);
    for (path, form) in [
        ("/logins", format!("name=mine&keeps=yes&password={PASSWORD}")),
        ("/logins/end", "login=1".to_owned()),
        ("/logins/lock", "locked=true".to_owned()),
    ] {
        assert_eq!(seat.post(path, &form, &officer).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(seat.post(path, &form, "").await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(seat.screen.logins.list().unwrap().len(), 2);
}

#[tokio::test]
async fn whoever_tries_too_often_waits_even_with_the_right_password() {
    let seat = Seat::new();
    seat.keeper().await;
    for _ in 0..10 {
        let wrong = seat.sign_in("keeper", "wrong+wrong+wrong", "").await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    }
    let shut = seat.sign_in("keeper", PASSWORD, "").await;
    assert_eq!(shut.status, StatusCode::TOO_MANY_REQUESTS);
    seat.wait(900);
    session(&seat.sign_in("keeper", PASSWORD, "").await);
}

#[tokio::test]
async fn an_unknown_name_is_refused_like_a_wrong_password() {
    let seat = Seat::new();
    seat.keeper().await;
    let unknown = seat.sign_in("nobody", PASSWORD, "").await;
    let wrong = seat.sign_in("keeper", "wrong+wrong+wrong", "").await;
    let alike = |answer: &crate::seat::Answer, name: &str| answer.text.replace(name, "");
    assert_eq!(alike(&unknown, "nobody"), alike(&wrong, "keeper"));
}

#[tokio::test]
async fn an_officer_may_do_what_the_appointments_on_record_allow() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let own = seat.get("/account", &[("cookie", &officer)]).await.text;
    for action in Action::ALL {
        let shown = own.contains(&format!(">{action}</code>"));
        let allowed =
            truce_core::case::office::may(truce_core::case::office::Office::DutyOfficer, *action);
        assert_eq!(shown, allowed, "{action}");
    }
    let none = seat.get("/account", &[("cookie", &keeper)]).await.text;
    assert!(Action::ALL.iter().all(|action| !none.contains(&format!(">{action}</code>"))));
}

#[tokio::test]
async fn the_file_is_its_owners_alone_and_holds_no_token_and_no_password() {
    let seat = Seat::new();
    let cookie = seat.keeper().await;
    let path = seat.dir.path().join("screen.sqlite");
    let bytes = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
    let (_, token) = cookie.split_once('=').unwrap();
    assert!(!bytes.contains(token) && !bytes.contains("quiet"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
