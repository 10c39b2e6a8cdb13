//! The articles of `text.md`: headings with a number in braces, as in `## Article 2. All attacks cease {#2}`.

use std::ops::Range;

use super::Article;
use super::fault::Faults;

struct Heading<'t> {
    id: &'t str,
    title: &'t str,
    span: Range<usize>,
}

/// Reads the articles, in order.
pub(super) fn read(text: &str, faults: &mut Faults<'_>) -> Vec<Article> {
    let headings = headings(text, faults);
    let ends = headings.iter().skip(1).map(|next| next.span.start).chain([text.len()]);
    let mut articles: Vec<Article> = Vec::new();
    for (heading, end) in headings.iter().zip(ends) {
        let body = text.get(heading.span.end..end).unwrap_or("").trim();
        if articles.iter().any(|article| article.id == heading.id) {
            let message = format!("there are two articles {{#{}}}", heading.id);
            faults.error(heading.span.clone(), message, "give each its own number");
            continue;
        }
        if !body.lines().any(|line| line.starts_with("Source:")) {
            let message = format!("article {} names no source", heading.id);
            faults.warn(
                heading.span.clone(),
                message,
                "add a line `Source: ...` with the public text that it restates",
            );
        }
        articles.push(Article {
            id: heading.id.to_owned(),
            title: heading.title.to_owned(),
            text: body.to_owned(),
        });
    }
    if articles.is_empty() {
        faults.error(
            0..0,
            "the text has no article",
            "head each article `## Article 1. Its name {#1}`",
        );
    }
    articles
}

fn headings<'t>(text: &'t str, faults: &mut Faults<'_>) -> Vec<Heading<'t>> {
    let mut headings = Vec::new();
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        let span = start..start.saturating_add(written.len());
        start = start.saturating_add(line.len());
        let Some(heading) = written.strip_prefix("## ") else { continue };
        let anchored = heading.strip_suffix('}').and_then(|heading| heading.rsplit_once("{#"));
        match anchored {
            Some((title, id)) if !id.is_empty() => {
                headings.push(Heading { id, title: title.trim(), span })
            }
            _ => faults.error(
                span,
                "the heading has no number",
                "end it with its number, as in `{#2}`",
            ),
        }
    }
    headings
}
