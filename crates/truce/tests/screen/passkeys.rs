//! Passkeys: made and used as asked, once, on this screen, by whoever was verified; and refused in every other case.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::Value;

use truce::screen::logins::Refused;
use truce::screen::logins::passkeys::Registration;
use truce::screen::logins::session::Token;

use crate::authenticator::{Authenticator, Form, sent, text};
use crate::seat::{Answer, PASSWORD, Seat, session};

impl Seat {
    /// Puts a form as the screen's script does, which reads data.
    async fn ask(&self, path: &str, form: &str, cookie: &str) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path);
        let request = request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie);
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn asked_for_passkey(&self, name: &str, cookie: &str) -> Value {
        let wish = format!("name={name}&password={PASSWORD}");
        data(&self.ask("/account/passkeys/ask", &wish, cookie).await)
    }

    async fn asked_who(&self) -> Value {
        data(&self.ask("/sign-in/passkey/ask", "", "").await)
    }

    /// Adds a passkey to a login.
    pub async fn passkey(&self, name: &str, cookie: &str) -> Authenticator {
        let mut phone = Authenticator::new();
        let form = phone.make(&self.asked_for_passkey(name, cookie).await);
        let added = self.post("/account/passkeys", &sent(&form), cookie).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.words());
        phone
    }

    async fn signed_by(&self, phone: &Authenticator) -> Answer {
        let form = phone.sign(&self.asked_who().await);
        self.post("/sign-in/passkey", &sent(&form), "").await
    }

    /// What was done last: by whom, what, about what.
    fn last_done(&self) -> (String, String, String) {
        let done = self.screen.logins.done(1).unwrap();
        assert_eq!(done.broken_at, None);
        let line = done.last.into_iter().next().unwrap();
        (line.who, line.what, line.about)
    }
}

#[track_caller]
fn data(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

fn done(who: &str, what: &str, about: &str) -> (String, String, String) {
    (who.to_owned(), what.to_owned(), about.to_owned())
}

/// Puts another value into a form.
fn with(form: Form, name: &str, value: String) -> Form {
    assert!(form.iter().any(|(field, _)| *field == name), "{name}");
    form.into_iter()
        .map(|(field, old)| (field, if field == name { value.clone() } else { old }))
        .collect()
}

#[tokio::test]
async fn a_passkey_is_added_by_password_and_signs_in_without_a_name_until_it_is_removed() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let mut phone = seat.passkey("own+phone", &keeper).await;
    assert_eq!(seat.last_done(), done("keeper", "passkey-added", "own phone"));
    seat.wait(60);
    phone.counter = 1;
    let own = session(&seat.signed_by(&phone).await);
    assert_eq!(seat.last_done(), done("keeper", "signed-in-by-passkey", "own phone"));
    let page = seat.get("/account", &[("cookie", &own)]).await.words();
    assert!(page.contains("own phone | 2017-05-08T06:00:00Z | 2017-05-08T06:01:00Z |"), "{page}");

    let other = session(&seat.sign_in("keeper", PASSWORD, "").await);
    let form = format!("passkey={}", text(&phone.id));
    let gone = seat.post("/account/passkeys/remove", &form, &own).await;
    assert_eq!(gone.header("location"), "/account");
    assert_eq!(seat.last_done(), done("keeper", "passkey-removed", "own phone"));
    // Whoever has the device may have a session too.
    assert_eq!(seat.get("/account", &[("cookie", &other)]).await.status, StatusCode::UNAUTHORIZED);
    let page = seat.get("/account", &[("cookie", &own)]).await;
    assert!(page.status == StatusCode::OK && !page.words().contains("own phone"));
    phone.counter = 2;
    let refused = seat.signed_by(&phone).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    // Nobody is known to have done this, so nothing is noted: strangers cannot fill the list.
    assert_eq!(seat.last_done(), done("keeper", "passkey-removed", "own phone"));
}

#[tokio::test]
async fn signing_in_begins_another_session_and_ends_the_one_that_was_there() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let phone = seat.passkey("phone", &keeper).await;
    let planted = "truce-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let sign_in = async |cookie: &str| {
        let form = phone.sign(&seat.asked_who().await);
        session(&seat.post("/sign-in/passkey", &sent(&form), cookie).await)
    };
    assert_ne!(sign_in(planted).await, planted);
    assert_eq!(seat.get("/account", &[("cookie", planted)]).await.status, StatusCode::UNAUTHORIZED);
    let again = sign_in(&keeper).await;
    assert_eq!(seat.get("/account", &[("cookie", &keeper)]).await.status, StatusCode::UNAUTHORIZED);
    seat.post("/account/sign-out-everywhere", "", &again).await;
    assert_eq!(seat.get("/account", &[("cookie", &again)]).await.status, StatusCode::UNAUTHORIZED);
}

/// What an answer that is refused looks like: what is wrong, the word that is kept, and how it is made.
type Wrong = (&'static str, fn(&mut Authenticator, &Value) -> Form);

#[tokio::test]
async fn whatever_is_no_answer_to_what_was_asked_signs_nobody_in() {
    let wrong: [Wrong; 14] = [
        ("other-origin", |phone, asked| {
            phone.origin = "https://truce.example.evil.example".to_owned();
            phone.sign(asked)
        }),
        ("other-origin", |phone, asked| {
            phone.origin = "https://truce.example:8443".to_owned();
            phone.sign(asked)
        }),
        ("other-origin", |phone, asked| {
            phone.framed = true;
            phone.sign(asked)
        }),
        ("other-name", |phone, asked| {
            phone.site = "evil.example".to_owned();
            phone.sign(asked)
        }),
        ("other-purpose", |phone, asked| phone.sign_as("webauthn.create", asked)),
        ("other-holder", |phone, asked| {
            phone.holder = vec![7; 32];
            phone.sign(asked)
        }),
        ("other-holder", |phone, asked| with(phone.sign(asked), "holder", String::new())),
        ("not-confirmed", |phone, asked| {
            phone.flags = 0x04;
            phone.sign(asked)
        }),
        ("not-verified", |phone, asked| {
            phone.flags = 0x01;
            phone.sign(asked)
        }),
        ("bad-signature", |phone, asked| {
            with(phone.sign(asked), "signature", Authenticator::new().sign(asked)[4].1.clone())
        }),
        ("bad-signature", |phone, asked| with(phone.sign(asked), "signature", text([0; 70]))),
        ("unreadable", |phone, asked| with(phone.sign(asked), "authenticator", text([0xa1; 20]))),
        ("unreadable", |phone, asked| {
            phone.flags = 0x85;
            phone.sign(asked)
        }),
        ("unknown", |phone, asked| with(phone.sign(asked), "id", text([9; 16]))),
    ];
    for (n, (word, answer)) in wrong.into_iter().enumerate() {
        let seat = Seat::new();
        let mut phone = seat.passkey("phone", &seat.keeper().await).await;
        let form = answer(&mut phone, &seat.asked_who().await);
        let before = seat.last_done();
        let refused = seat.post("/sign-in/passkey", &sent(&form), "").await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{n}: {word}");
        assert_eq!(refused.header("set-cookie"), "", "{n}: {word}");
        assert!(refused.words().contains("The passkey was not accepted"), "{n}: {word}");
        let known = done("keeper", "passkey-refused", word);
        assert_eq!(seat.last_done(), if word == "unknown" { before } else { known }, "{n}");
    }
}

#[tokio::test]
async fn an_answer_counts_once_within_five_minutes_and_only_for_what_was_asked() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let phone = seat.passkey("phone", &keeper).await;
    let unasked = async |form: &Form| {
        let before = seat.last_done();
        let refused = seat.post("/sign-in/passkey", &sent(form), "").await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        assert!(refused.words().contains("took too long, or was sent before"));
        assert_eq!(seat.last_done(), before);
    };
    let form = phone.sign(&seat.asked_who().await);
    session(&seat.post("/sign-in/passkey", &sent(&form), "").await);
    unasked(&form).await;

    let late = phone.sign(&seat.asked_who().await);
    seat.wait(300);
    unasked(&late).await;

    // What was refused once is not good a second time.
    let asked = seat.asked_who().await;
    let spoilt = with(phone.sign(&asked), "signature", text([0; 70]));
    seat.post("/sign-in/passkey", &sent(&spoilt), "").await;
    unasked(&phone.sign(&asked)).await;

    let never = serde_json::json!({"challenge": text([1; 32]), "userVerification": "required"});
    unasked(&phone.sign(&never)).await;

    let mut adding = seat.asked_for_passkey("phone", &keeper).await;
    adding["userVerification"] = "required".into();
    let refused = seat.post("/sign-in/passkey", &sent(&phone.sign(&adding)), "").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_words_and_too_much_of_it_is_not_read() {
    let seat = Seat::new();
    seat.keeper().await;
    let before = seat.last_done();
    let fields = |client: &str| {
        sent(&vec![
            ("id", text([1; 16])),
            ("holder", text([2; 32])),
            ("client", client.to_owned()),
            ("authenticator", text([0; 37])),
            ("signature", text([0; 70])),
        ])
    };
    for client in [text("no JSON"), text("{}"), text([0xff; 40]), text("[[[[[[[["), String::new()] {
        let refused = seat.post("/sign-in/passkey", &fields(&client), "").await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{client}");
        assert_eq!(seat.last_done(), before, "{client}");
    }
    for form in [fields("not+base64!"), String::new(), "id=AAAA".to_owned()] {
        let misshapen = seat.post("/sign-in/passkey", &form, "").await;
        assert_eq!(misshapen.status, StatusCode::BAD_REQUEST, "{form}");
    }
    let long = seat.post("/sign-in/passkey", &fields(&"A".repeat(70_000)), "").await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_passkey_whose_counter_goes_back_opens_nothing_any_more_and_its_holder_is_told() {
    let seat = Seat::new();
    let mut phone = seat.passkey("phone", &seat.keeper().await).await;
    phone.counter = 5;
    session(&seat.signed_by(&phone).await);
    for counter in [5, 4, 0, 6] {
        phone.counter = counter;
        let refused = seat.signed_by(&phone).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{counter}");
        assert!(refused.words().contains("may have been copied"), "{counter}");
        assert_eq!(seat.last_done(), done("keeper", "passkey-doubted", ""), "{counter}");
    }
    let own = session(&seat.sign_in("keeper", PASSWORD, "").await);
    let page = seat.get("/account", &[("cookie", &own)]).await.words();
    assert!(page.contains("Opens nothing any more: it may have been copied"), "{page}");
    let list = seat.get("/logins", &[("cookie", &own)]).await.words();
    assert!(list.contains("keeper: used a passkey whose counter went back"), "{list}");
}

#[tokio::test]
async fn an_authenticator_that_does_not_count_signs_in_again_and_again() {
    let seat = Seat::new();
    let phone = seat.passkey("phone", &seat.keeper().await).await;
    for _ in 0..3 {
        session(&seat.signed_by(&phone).await);
    }
}

#[tokio::test]
async fn a_passkey_is_asked_for_only_by_whoever_is_signed_in_and_knows_the_password() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let ask =
        async |form: &str, cookie: &str| seat.ask("/account/passkeys/ask", form, cookie).await;
    let right = format!("name=phone&password={PASSWORD}");
    let nobody = ask(&right, "").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert_eq!(nobody.header("content-type"), "application/problem+json");
    let wrong = ask("name=phone&password=wrong+wrong+wrong", &keeper).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    let told: Value = serde_json::from_str(&wrong.text).unwrap();
    assert_eq!(told["detail"], "The name or the password is wrong.");
    for name in ["", "+++", "%00", &"n".repeat(61)] {
        let answer = ask(&format!("name={name}&password={PASSWORD}"), &keeper).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
    for _ in 0..10 {
        ask("name=phone&password=wrong+wrong+wrong", &keeper).await;
    }
    assert_eq!(ask(&right, &keeper).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_passkey_that_was_not_made_as_asked_is_not_added() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let phone = seat.passkey("phone", &keeper).await;
    let refused = async |form: &Form, cookie: &str, word: &str| {
        let answer = seat.post("/account/passkeys", &sent(form), cookie).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{word}");
        let (_, what, about) = seat.last_done();
        assert_eq!((what.as_str(), about.as_str()), ("passkey-refused", word));
    };
    let asked = async || seat.asked_for_passkey("other", &keeper).await;
    let mut other = Authenticator::new();
    for key in [&b"\x00"[..], b"", &[0xa5; 77]] {
        refused(&other.make_with(&asked().await, key), &keeper, "other-key").await;
    }
    let trailing = [other.public_key(), b"more".to_vec()].concat();
    refused(&other.make_with(&asked().await, &trailing), &keeper, "unreadable").await;
    other.flags = 0x01;
    refused(&other.make(&asked().await), &keeper, "not-verified").await;
    let mut elsewhere = Authenticator::new();
    elsewhere.origin = "http://truce.example".to_owned();
    refused(&elsewhere.make(&asked().await), &keeper, "other-origin").await;
    let mut one = Authenticator::new();
    refused(&one.make(&asked().await), &officer, "other-holder").await;
    // What was asked of one authenticator is answered by another's passkey, which is there already.
    refused(&phone.make_with(&asked().await, &phone.public_key()), &keeper, "other-holder").await;
    refused(
        &phone.make_with(&seat.asked_who().await, &phone.public_key()),
        &keeper,
        "other-purpose",
    )
    .await;
    let form = one.make(&asked().await);
    seat.wait(300);
    refused(&form, &keeper, "unasked").await;
    assert_eq!(seat.screen.logins.passkeys(1).unwrap().len(), 1);
    assert_eq!(seat.screen.logins.passkeys(2).unwrap().len(), 0);
}

#[tokio::test]
async fn a_login_has_twenty_passkeys_and_no_more() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let mut late = Authenticator::new();
    let form = late.make(&seat.asked_for_passkey("late", &keeper).await);
    for n in 0..20 {
        seat.passkey(&format!("phone-{n}"), &keeper).await;
    }
    let wish = format!("name=one+more&password={PASSWORD}");
    let full = seat.ask("/account/passkeys/ask", &wish, &keeper).await;
    assert_eq!(full.status, StatusCode::CONFLICT);
    let refused = seat.post("/account/passkeys", &sent(&form), &keeper).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seat.screen.logins.passkeys(1).unwrap().len(), 20);
}

#[tokio::test]
async fn nobody_removes_another_s_passkey_but_whoever_keeps_the_logins() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let phone = seat.passkey("phone", &officer).await;
    let form = format!("passkey={}", text(&phone.id));
    seat.post("/account/passkeys/remove", &form, &keeper).await;
    assert_eq!(seat.screen.logins.passkeys(2).unwrap().len(), 1);
    let remove = "/logins/passkeys/remove";
    for (cookie, status) in [("", StatusCode::UNAUTHORIZED), (&officer, StatusCode::FORBIDDEN)] {
        assert_eq!(seat.post(remove, "login=2", cookie).await.status, status);
    }
    assert_eq!(seat.post(remove, "login=2", &keeper).await.status, StatusCode::SEE_OTHER);
    assert_eq!(seat.last_done(), done("keeper", "passkeys-removed", "officer"));
    assert_eq!(
        seat.get("/account", &[("cookie", &officer)]).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(seat.signed_by(&phone).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_address_that_is_refused_too_often_waits_even_with_the_right_passkey() {
    let seat = Seat::new();
    let mut phone = seat.passkey("phone", &seat.keeper().await).await;
    let try_from = async |phone: &Authenticator, last: u8| {
        let form = sent(&phone.sign(&seat.asked_who().await));
        let request = Request::post("/sign-in/passkey")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .extension(ConnectInfo(SocketAddr::from(([10, 0, 0, last], 4000))));
        seat.send(request.body(Body::from(form)).unwrap()).await
    };
    phone.flags = 0x01;
    for _ in 0..40 {
        assert_eq!(try_from(&phone, 1).await.status, StatusCode::UNAUTHORIZED);
    }
    phone.flags = crate::authenticator::CONFIRMED_AND_VERIFIED;
    assert_eq!(try_from(&phone, 1).await.status, StatusCode::TOO_MANY_REQUESTS);
    session(&try_from(&phone, 2).await);
    seat.wait(900);
    phone.counter = 1;
    session(&try_from(&phone, 1).await);
}

#[tokio::test]
async fn while_the_screen_is_locked_passkeys_sign_in_and_none_is_added_or_removed() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let phone = seat.passkey("phone", &keeper).await;
    seat.post("/logins/lock", "locked=true", &keeper).await;
    for path in ["/account/passkeys/ask", "/account/passkeys", "/account/passkeys/remove"] {
        assert_eq!(seat.post(path, "", &keeper).await.status, StatusCode::LOCKED, "{path}");
    }
    session(&seat.signed_by(&phone).await);
}

#[tokio::test]
async fn the_pages_say_where_passkeys_are_good_and_what_they_are_called_is_only_text() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    seat.passkey("%3Cscript%3E1%22", &keeper).await;
    let own = seat.get("/account", &[("cookie", &keeper)]).await.text;
    assert!(own.contains("&#60;script&#62;1&#34;") && !own.contains("<script>1"));
    let door = seat.get("/sign-in", &[]).await.text;
    for page in [&own, &door] {
        assert!(page.contains("data-at=\"https://truce.example\""));
        assert!(page.contains("this page was opened under another, or by a number. Open it here:"));
    }
    let list = seat.get("/logins", &[("cookie", &keeper)]).await.text;
    assert!(list.contains("&#60;script&#62;1&#34;") && !list.contains("<script>1"));
}

#[tokio::test]
async fn a_screen_without_an_address_has_no_passkeys_and_says_how_it_gets_one() {
    let seat = Seat::without_address();
    let keeper = seat.keeper().await;
    let own = seat.get("/account", &[("cookie", &keeper)]).await.text;
    assert!(own.contains("truce serve --public-address") && !own.contains("passkey-ask"));
    assert!(!seat.get("/sign-in", &[]).await.text.contains("passkey"));
    for path in ["/sign-in/passkey/ask", "/account/passkeys/ask"] {
        let form = format!("name=phone&password={PASSWORD}");
        assert_eq!(seat.ask(path, &form, &keeper).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn whoever_guesses_passwords_does_not_shut_out_the_device() {
    let seat = Seat::new();
    let mut phone = seat.passkey("phone", &seat.keeper().await).await;
    for _ in 0..12 {
        seat.sign_in("keeper", "a guess that is long enough", "").await;
    }
    assert_eq!(seat.sign_in("keeper", PASSWORD, "").await.status, StatusCode::TOO_MANY_REQUESTS);
    phone.counter = 1;
    session(&seat.signed_by(&phone).await);
}

/// What an authenticator says of copies: that there may be some, and that there are.
const MAY_BE_COPIED: u8 = 0x08;
const IS_COPIED: u8 = 0x10;

#[tokio::test]
async fn whether_a_passkey_may_be_copied_is_said_when_it_is_made_and_never_otherwise() {
    let usual = crate::authenticator::CONFIRMED_AND_VERIFIED;
    for (made, used, opens) in [
        (0, 0, true),
        (0, MAY_BE_COPIED, false),
        (0, MAY_BE_COPIED | IS_COPIED, false),
        (0, IS_COPIED, false),
        (MAY_BE_COPIED, MAY_BE_COPIED, true),
        (MAY_BE_COPIED, MAY_BE_COPIED | IS_COPIED, true),
        (MAY_BE_COPIED | IS_COPIED, MAY_BE_COPIED, true),
        (MAY_BE_COPIED, 0, false),
        (MAY_BE_COPIED | IS_COPIED, IS_COPIED, false),
    ] {
        let seat = Seat::new();
        let keeper = seat.keeper().await;
        let mut phone = Authenticator::new();
        phone.flags = usual | made;
        let form = phone.make(&seat.asked_for_passkey("phone", &keeper).await);
        let added = seat.post("/account/passkeys", &sent(&form), &keeper).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{made:#x}");
        let copied = || seat.screen.logins.passkeys(1).unwrap()[0].backed_up;
        assert_eq!(copied(), made & IS_COPIED != 0, "{made:#x}");
        phone.flags = usual | used;
        let signed = seat.signed_by(&phone).await;
        if opens {
            session(&signed);
            assert_eq!(copied(), used & IS_COPIED != 0, "{made:#x} {used:#x}");
            let page = seat.get("/account", &[("cookie", &keeper)]).await.words();
            assert_eq!(page.contains("on several devices"), copied(), "{page}");
        } else {
            assert_eq!(signed.status, StatusCode::UNAUTHORIZED, "{made:#x} {used:#x}");
            let (_, what, about) = seat.last_done();
            let coherent = used & MAY_BE_COPIED != 0 || used & IS_COPIED == 0;
            let word = if coherent { "other-eligibility" } else { "unreadable" };
            assert_eq!((what.as_str(), about.as_str()), ("passkey-refused", word));
            phone.flags = usual | made;
            session(&seat.signed_by(&phone).await);
        }
    }
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let mut phone = Authenticator::new();
    phone.flags = usual | IS_COPIED;
    let form = phone.make(&seat.asked_for_passkey("phone", &keeper).await);
    let refused = seat.post("/account/passkeys", &sent(&form), &keeper).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a copy of what may not be copied"
    );
}

#[tokio::test]
async fn a_passkey_added_before_copies_were_asked_about_says_so_once_and_holds_to_it() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let mut phone = seat.passkey("phone", &keeper).await;
    let tables = rusqlite::Connection::open(seat.dir.path().join("screen.sqlite")).unwrap();
    let older =
        "ALTER TABLE passkey DROP COLUMN eligible; ALTER TABLE passkey DROP COLUMN backed_up;";
    tables.execute_batch(older).unwrap();
    drop(tables);
    // The program is started anew on the file that it left.
    truce::screen::logins::Logins::open(seat.dir.path(), seat.screen.clock.clone()).unwrap();
    let usual = crate::authenticator::CONFIRMED_AND_VERIFIED;
    phone.flags = usual | MAY_BE_COPIED;
    session(&seat.signed_by(&phone).await);
    phone.flags = usual;
    assert_eq!(seat.signed_by(&phone).await.status, StatusCode::UNAUTHORIZED);
    phone.flags = usual | MAY_BE_COPIED;
    session(&seat.signed_by(&phone).await);
}

#[tokio::test]
async fn an_addition_that_began_before_all_passkeys_were_removed_adds_none() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let officer = seat.officer(&keeper).await;
    let who = seat.screen.logins.of_session(&token(&officer)).unwrap().unwrap();
    let mut late = Authenticator::new();
    let form = late.make(&seat.asked_for_passkey("late", &officer).await);
    seat.post("/logins/passkeys/remove", "login=2", &keeper).await;
    // The request was let in while the session was there, and comes to the table after it is gone.
    let made = registration(&form);
    let realm = seat.screen.realm.clone().unwrap();
    let fault = |added: Result<String, Refused>| match added {
        Err(Refused::Passkey { fault, .. }) => fault.word(),
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(seat.screen.logins.add_passkey(&who, &made, &realm)), "unasked");
    // Asked by a session that goes on, answered by one that was ended meanwhile: none either.
    let again = session(&seat.sign_in("officer", PASSWORD, "").await);
    let who = seat.screen.logins.of_session(&token(&again)).unwrap().unwrap();
    let mut later = Authenticator::new();
    let form = later.make(&seat.asked_for_passkey("later", &again).await);
    seat.screen.logins.end_all(2).unwrap();
    let made = registration(&form);
    assert_eq!(fault(seat.screen.logins.add_passkey(&who, &made, &realm)), "unasked");
    assert_eq!(seat.screen.logins.passkeys(2).unwrap(), []);
}

/// The token in a cookie.
fn token(cookie: &str) -> Token {
    Token::read(cookie.split_once('=').unwrap().1).unwrap()
}

/// What a form adds.
fn registration(form: &Form) -> Registration {
    use base64::Engine as _;
    let bytes = |name: &str| {
        let (_, text) = form.iter().find(|(field, _)| *field == name).unwrap();
        base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).unwrap()
    };
    Registration { authenticator: bytes("authenticator"), client: bytes("client") }
}
