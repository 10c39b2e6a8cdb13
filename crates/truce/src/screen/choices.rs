//! What a reader chooses for this browser: a language, a light.

use axum::extract::Form;
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::language::Language;
use super::reader::{LANGUAGE_COOKIE, THEME_COOKIE, Theme};

/// How long a choice is kept, in seconds: a year.
const KEPT_S: u32 = 365 * 86_400;

/// What was chosen.
#[derive(Debug, Deserialize)]
pub struct Choice {
    /// The page to come back to.
    #[serde(default)]
    back: String,
    language: Option<String>,
    theme: Option<String>,
}

/// `POST /choose`: keeps what was chosen in cookies, and goes back to the page.
pub async fn choose(Form(choice): Form<Choice>) -> Response {
    let language = choice.language.and_then(|tag| tag.parse::<Language>().ok());
    let theme = choice.theme.map(|word| Theme::of_word(&word));
    let kept = [
        language.map(|language| (LANGUAGE_COOKIE, language.tag())),
        theme.map(|theme| (THEME_COOKIE, theme.word())),
    ];
    let cookie = |(name, value)| {
        let cookie = format!("{name}={value}; Path=/; Max-Age={KEPT_S}; HttpOnly; SameSite=Lax");
        (header::SET_COOKIE, cookie)
    };
    let cookies: Vec<_> = kept.into_iter().flatten().map(cookie).collect();
    (AppendHeaders(cookies), Redirect::to(own_page(&choice.back))).into_response()
}

/// An address on this screen; the front page for whatever leads elsewhere.
fn own_page(back: &str) -> &str {
    let plain = back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let own = back.starts_with('/') && !back.starts_with("//");
    if plain && own { back } else { "/situation" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_site() {
        assert_eq!(own_page("/record?from=1"), "/record?from=1");
        for back in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nb: c",
            "/\u{e9}",
        ] {
            assert_eq!(own_page(back), "/situation", "{back}");
        }
    }
}
