//! `GET /agreement`: its articles with what is tested of each, its zones, and who says what of those in dispute.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use truce_core::agreement::{Agreement, Article, Zone, show};

use crate::render::labels::Labels;
use crate::screen::Screen;
use crate::screen::page::{self, Frame};
use crate::screen::reader::Reader;

/// An article with the provisions that make it testable.
struct Piece<'a> {
    article: &'a Article,
    paragraphs: Vec<String>,
    provisions: Vec<(&'a str, String)>,
}

#[derive(askama::Template)]
#[template(path = "agreement.html")]
struct AgreementPage<'a> {
    frame: Frame,
    labels: Labels<'a>,
    agreement: &'a Agreement,
    pieces: Vec<Piece<'a>>,
    keeping: String,
}

impl AgreementPage<'_> {
    fn areas<'z>(&'z self, zone: &'z Zone) -> Vec<&'z str> {
        zone.areas.iter().map(|area| self.labels.area(Some(area))).collect()
    }
}

/// The page.
pub async fn show(State(screen): State<Arc<Screen>>, reader: Reader) -> Response {
    let agreement = &screen.agreement;
    let piece = |article| Piece {
        article,
        paragraphs: paragraphs(&article.text),
        provisions: provisions(agreement, article),
    };
    page::show(&AgreementPage {
        frame: Frame::of(&reader, &reader.tongue().say("nav-agreement")),
        labels: Labels { agreement },
        agreement,
        pieces: agreement.articles.iter().map(piece).collect(),
        keeping: show::keeping(agreement),
    })
}

/// The provisions of an article, each with what it says in a sentence.
fn provisions<'a>(agreement: &'a Agreement, article: &Article) -> Vec<(&'a str, String)> {
    let of_article =
        agreement.provisions.iter().filter(|provision| provision.article == article.id);
    let sentence = |provision| show::sentence(agreement, provision);
    of_article.map(|provision| (provision.id.as_str(), sentence(provision))).collect()
}

/// The paragraphs of a text whose lines are broken for an editor: a blank line or a line such as `Source: ...` begins one.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        match found.last_mut().filter(|_| goes_on && !begins_with_label(line)) {
            _ if line.is_empty() => goes_on = false,
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(line);
            }
            None => {
                found.push(line.to_owned());
                goes_on = true;
            }
        }
    }
    found
}

/// Whether a line begins with a word or two and a colon.
fn begins_with_label(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(label, _)| {
        label.len() <= 20
            && label.starts_with(char::is_uppercase)
            && label.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_into_paragraphs_and_a_label_begins_one() {
        let text =
            "The parties stop\nall attacks.\n\nSource: a letter\nof May.\nSigned by: both.\n";
        let expected =
            ["The parties stop all attacks.", "Source: a letter of May.", "Signed by: both."];
        assert_eq!(paragraphs(text), expected);
    }
}
