//! Foreign pages, foreign paths, foreign text, and too much of anything.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};

use crate::seat::{PASSWORD, Seat};

#[tokio::test]
async fn every_response_forbids_what_comes_from_elsewhere() {
    let seat = Seat::new();
    for page in ["/situation", "/none", "/api/v1/situation", "/live-not", "/assets/none"] {
        let answer = seat.get(page, &[]).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{page}");
        assert!(policy.contains("frame-ancestors 'none'"), "{page}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{page}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{page}");
    }
    let page = seat.get("/situation", &[]).await.text;
    for inline in ["<style", " style=", " onclick=", "javascript:", "http://", "https://"] {
        assert!(!page.contains(inline), "{inline}");
    }
    assert_eq!(
        page.matches("<script").count(),
        page.matches("<script type=\"module\" src=\"/assets/").count()
    );
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    let form = |headers: &[(&str, &str)]| {
        let mut request = Request::builder().method(Method::POST).uri("/logins/lock");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.header(header::COOKIE, &keeper);
        let kind = (header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.header(kind.0, kind.1).body(Body::from("locked=true")).unwrap()
    };
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "http://evil.example"), ("host", "truce.example")],
    ] {
        let answer = seat.send(form(headers)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(!seat.screen.logins.locked(), "{headers:?}");
    }
    let own =
        seat.send(form(&[("origin", "http://truce.example"), ("host", "truce.example")])).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
    assert!(seat.screen.logins.locked());
}

#[tokio::test]
async fn no_path_leads_out_of_what_is_served() {
    let seat = Seat::new();
    for path in [
        "/assets/..%2f..%2fCargo.toml",
        "/assets/screen.css",
        "/bulletins/..%2f..%2fkeys.toml",
        "/bulletins/2017-05-07/..%2f..%2fkeys.toml",
        "/un/..%2f..%2fkeys.toml",
        "/un/../keys.toml",
        "/un/..%2f..%2fscreen.sqlite",
        "/public/../keys.toml",
    ] {
        let answer = seat.get(path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn text_of_others_is_text_on_every_page() {
    let seat = Seat::new();
    let html = seat.get("/bulletins/2017-05-07/html", &[]).await.text;
    assert!(html.contains("&lt;b&gt;heard") && !html.contains("<b>heard"));
    let echoed = seat.sign_in("%22%3E%3Cscript%3E1", PASSWORD, "").await;
    assert_eq!(echoed.status, StatusCode::UNAUTHORIZED);
    assert!(
        !echoed.text.contains("<script>1") && echoed.text.contains("&#34;&#62;&#60;script&#62;1")
    );
    let here = seat.get("/record?%22%3E%3Cscript%3E1", &[]).await.text;
    assert!(!here.contains("<script>1") && !here.contains("\"><script"));
}

#[tokio::test]
async fn too_much_is_refused_in_words() {
    let seat = Seat::new();
    let long = seat.sign_in(&"a".repeat(70_000), PASSWORD, "").await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(long.text.contains("<h1>The request is too long</h1>"));
    let other = seat.post("/situation", "", "").await;
    assert_eq!((other.status, other.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
}

#[tokio::test]
async fn a_page_that_did_not_change_is_not_sent_again_and_one_that_did_is_sent_compressed() {
    let seat = Seat::new();
    let first = seat.get("/situation", &[("accept-encoding", "gzip")]).await;
    assert_eq!((first.status, first.header("content-encoding")), (StatusCode::OK, "gzip"));
    let tag = first.header("etag").to_owned();
    let again = seat.get("/situation", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let other = seat.get("/situation", &[("if-none-match", &tag), ("accept-language", "ar")]).await;
    assert_eq!(other.status, StatusCode::OK);
    let style = first_asset(&seat.get("/situation", &[]).await.text);
    let style = seat.get(&style, &[]).await;
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
}

/// The address of the style sheet that a page names.
fn first_asset(page: &str) -> String {
    let (_, rest) = page.split_once("rel=\"stylesheet\" href=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn while_the_screen_is_locked_it_can_be_read_and_nothing_can_be_changed() {
    let seat = Seat::new();
    let keeper = seat.keeper().await;
    seat.post("/logins/lock", "locked=true", &keeper).await;
    let form = format!("name=officer&password={PASSWORD}");
    let refused = seat.post("/logins", &form, &keeper).await;
    assert_eq!(refused.status, StatusCode::LOCKED);
    let page = seat.get("/situation", &[]).await;
    assert!(page.status == StatusCode::OK && page.text.contains("The screen is locked"));
    assert_eq!(seat.sign_in("keeper", PASSWORD, "").await.status, StatusCode::SEE_OTHER);
    seat.post("/logins/lock", "locked=false", &keeper).await;
    assert_eq!(seat.post("/logins", &form, &keeper).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn tries_are_counted_by_whoever_a_trusted_proxy_names_and_by_nobody_s_own_word() {
    let seat = Seat::behind(&["10.0.0.2"]);
    seat.keeper().await;
    let tries = async |peer: &str, asker: &str, name: usize| {
        let form = format!("name=n{name}&password=wrong+wrong+wrong");
        let request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("x-forwarded-for", asker);
        let mut request = request.body(Body::from(form)).unwrap();
        let peer: std::net::SocketAddr = format!("{peer}:4711").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        seat.send(request).await.status
    };
    for name in 0..40 {
        let status = tries("10.0.0.2", "1.1.1.1, 203.0.113.9", name).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{name}");
    }
    let shut = tries("10.0.0.2", "2.2.2.2, 203.0.113.9", 40).await;
    assert_eq!(
        shut,
        StatusCode::TOO_MANY_REQUESTS,
        "what the asker wrote before counts for nothing"
    );
    assert_eq!(tries("10.0.0.2", "203.0.113.10", 41).await, StatusCode::UNAUTHORIZED);
    for name in 50..90 {
        let status = tries("198.51.100.1", &format!("203.0.113.{name}"), name).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{name}");
    }
    let shut = tries("198.51.100.1", "203.0.113.99", 99).await;
    assert_eq!(shut, StatusCode::TOO_MANY_REQUESTS, "a stranger is counted as who it is");
}
