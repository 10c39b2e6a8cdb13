//! The words that somebody looks up, turned into a query that SQLite's full text understands.
//!
//! ```text
//! spring water              both words
//! spring OR "ain al-fijah"  one of them; in quotation marks, words that follow one another
//! shelling NOT (hama homs)  with and without; groups in parentheses
//! mort*                     words that begin so
//! ```
//!
//! Everything else is quoted, so that nothing typed can reach SQLite as syntax.

use crate::index::normalise::{normalise, normalise_beginning};

/// The most words and operators that one search may have.
const PARTS_MAX: usize = 100;
/// The longest search, in bytes.
const LENGTH_MAX: usize = 2000;
/// How deep groups may lie in each other.
const DEPTH_MAX: usize = 20;

/// Why a search was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotASearch {
    /// Nothing to look for.
    #[error("there is no word to look for in `{0}`: give one or more words")]
    NoWord(String),
    /// An operator without a word before it.
    #[error(
        "`{0}` wants a word before it: write it as spring {0} water, or in quotation marks to look for the word itself"
    )]
    NothingBefore(&'static str),
    /// An operator or an opening parenthesis without a word after it.
    #[error(
        "`{0}` wants a word after it: write it as spring {0} water, or in quotation marks to look for the word itself"
    )]
    NothingAfter(&'static str),
    /// Quotation marks come in pairs.
    #[error("a quotation mark is missing: a phrase begins and ends with \"")]
    OpenQuotation,
    /// Parentheses come in pairs.
    #[error("a parenthesis is missing: each ( needs its )")]
    OpenGroup,
    /// A group without a word.
    #[error("there is no word between ( and ): give one or more, or leave the parentheses out")]
    EmptyGroup,
    /// More than a person types.
    #[error(
        "the search is too long: use at most {PARTS_MAX} words and {DEPTH_MAX} groups in each other"
    )]
    TooLong,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(String),
    Operator(&'static str),
    Open,
    Close,
}

/// Turns typed words into a full-text query.
///
/// # Errors
/// [`NotASearch`], in words for whoever typed it.
pub fn full_text(typed: &str) -> Result<String, NotASearch> {
    if typed.len() > LENGTH_MAX {
        return Err(NotASearch::TooLong);
    }
    let parts = split(typed)?;
    if !parts.iter().any(|part| matches!(part, Part::Word(_))) {
        return Err(NotASearch::NoWord(typed.to_owned()));
    }
    join(&parts)
}

/// Cuts what was typed into words, operators and parentheses.
fn split(typed: &str) -> Result<Vec<Part>, NotASearch> {
    let mut parts = Vec::new();
    let mut rest = typed.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or("");
        rest = match first {
            '"' | '“' | '”' | '„' => {
                let end = after.find(['"', '“', '”']).ok_or(NotASearch::OpenQuotation)?;
                let (phrase, tail) = after.split_at(end);
                let tail = tail.get(tail.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
                let (prefix, tail) = match tail.strip_prefix('*') {
                    Some(tail) => (true, tail),
                    None => (false, tail),
                };
                parts.extend(word(phrase, prefix));
                tail
            }
            '(' => {
                parts.push(Part::Open);
                after
            }
            ')' => {
                parts.push(Part::Close);
                after
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || "\"“”„()".contains(c);
                let (token, tail) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
                parts.extend(match token {
                    "AND" => Some(Part::Operator("AND")),
                    "OR" => Some(Part::Operator("OR")),
                    "NOT" => Some(Part::Operator("NOT")),
                    _ => match token.strip_suffix('*') {
                        Some(beginning) => word(beginning, true),
                        None => word(token, false),
                    },
                });
                tail
            }
        }
        .trim_start();
        if parts.len() > PARTS_MAX {
            return Err(NotASearch::TooLong);
        }
    }
    Ok(parts)
}

/// A word or phrase, quoted; none if it has no letter or digit.
fn word(typed: &str, is_beginning: bool) -> Option<Part> {
    let level = if is_beginning { normalise_beginning } else { normalise };
    // What is not a letter or digit separates words in the index, too.
    let plain: String =
        level(typed).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let star = if is_beginning { "*" } else { "" };
    (!plain.is_empty()).then(|| Part::Word(format!("\"{plain}\"{star}")))
}

/// Puts the parts together, checks that each operator has its words, and joins neighbours by AND.
fn join(parts: &[Part]) -> Result<String, NotASearch> {
    let mut text = String::new();
    // What was said last, if a word must follow it.
    let mut waiting: Option<&'static str> = None;
    let mut depth = 0_usize;
    let mut begun = false;
    for part in parts {
        let complete = begun && waiting.is_none();
        match part {
            Part::Word(_) | Part::Open if complete => text.push_str(" AND "),
            Part::Word(_) | Part::Open | Part::Operator(_) | Part::Close => {}
        }
        match part {
            Part::Word(word) => {
                text.push_str(word);
                waiting = None;
            }
            Part::Operator(operator) => {
                if !complete {
                    return Err(NotASearch::NothingBefore(operator));
                }
                text.extend([" ", operator, " "]);
                waiting = Some(operator);
            }
            Part::Open => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Err(NotASearch::TooLong);
                }
                text.push('(');
                waiting = Some("(");
            }
            Part::Close => {
                match waiting {
                    None | Some("(") => {}
                    Some(operator) => return Err(NotASearch::NothingAfter(operator)),
                }
                if waiting.is_some() {
                    return Err(NotASearch::EmptyGroup);
                }
                depth = depth.checked_sub(1).ok_or(NotASearch::OpenGroup)?;
                text.push(')');
            }
        }
        begun = true;
    }
    match waiting {
        Some("(") => Err(NotASearch::OpenGroup),
        Some(operator) => Err(NotASearch::NothingAfter(operator)),
        None if depth > 0 => Err(NotASearch::OpenGroup),
        None => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(typed: &[&str], expected: Expect) {
        let lines = typed.iter().map(|typed| match full_text(typed) {
            Ok(query) => format!("{typed} -> {query}\n"),
            Err(fault) => format!("{typed} -> error: {fault}\n"),
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn words_are_joined_and_everything_else_is_quoted() {
        check(
            &[
                "spring water",
                "spring OR \"Ain al-Fijah\"",
                "shelling NOT (hama homs)",
                "mort* “two words”*",
                "account:x ^spring {a b} NEAR(a b) -hama a+b",
                "قَصْف الغوطة",
                "and or not",
            ],
            expect![[r#"
                spring water -> "spring" AND "water"
                spring OR "Ain al-Fijah" -> "spring" OR "ain al fijah"
                shelling NOT (hama homs) -> "shelling" NOT ("hama" AND "homs")
                mort* “two words”* -> "mort"* AND "two words"*
                account:x ^spring {a b} NEAR(a b) -hama a+b -> "account x" AND "spring" AND "a" AND "b" AND "near" AND ("a" AND "b") AND "hama" AND "a b"
                قَصْف الغوطة -> "قصف" AND "غوطه"
                and or not -> "and" AND "or" AND "not"
            "#]],
        );
    }

    #[test]
    fn what_cannot_be_understood_is_refused_in_words() {
        check(
            &[
                "",
                " -- ",
                "\"spring",
                "NOT hama",
                "spring AND",
                "a OR NOT b",
                "(a",
                "a)",
                "()",
                "a (OR b)",
            ],
            expect![[r#"
                 -> error: there is no word to look for in ``: give one or more words
                 --  -> error: there is no word to look for in ` -- `: give one or more words
                "spring -> error: a quotation mark is missing: a phrase begins and ends with "
                NOT hama -> error: `NOT` wants a word before it: write it as spring NOT water, or in quotation marks to look for the word itself
                spring AND -> error: `AND` wants a word after it: write it as spring AND water, or in quotation marks to look for the word itself
                a OR NOT b -> error: `NOT` wants a word before it: write it as spring NOT water, or in quotation marks to look for the word itself
                (a -> error: a parenthesis is missing: each ( needs its )
                a) -> error: a parenthesis is missing: each ( needs its )
                () -> error: there is no word to look for in `()`: give one or more words
                a (OR b) -> error: `OR` wants a word before it: write it as spring OR water, or in quotation marks to look for the word itself
            "#]],
        );
        assert_eq!(full_text(&"a ".repeat(500)), Err(NotASearch::TooLong));
        assert_eq!(full_text(&"(".repeat(30)), Err(NotASearch::NoWord("(".repeat(30))));
    }
}
