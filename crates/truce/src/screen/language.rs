//! The languages of the screen, and which of them a reader is given.

use std::str::FromStr;

/// A language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    En,
    /// Arabic.
    Ar,
    /// Russian.
    Ru,
    /// Turkish.
    Tr,
    /// Persian.
    Fa,
}

/// The text names no language of the screen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no language of the screen: en, ar, ru, tr or fa")]
pub struct NoSuchLanguage(String);

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::En, Self::Ar, Self::Ru, Self::Tr, Self::Fa];

    /// Its tag, as HTML and HTTP write it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
            Self::Ru => "ru",
            Self::Tr => "tr",
            Self::Fa => "fa",
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ar => "العربية",
            Self::Ru => "Русский",
            Self::Tr => "Türkçe",
            Self::Fa => "فارسی",
        }
    }

    /// In which direction it is written: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match self {
            Self::Ar | Self::Fa => "rtl",
            Self::En | Self::Ru | Self::Tr => "ltr",
        }
    }

    /// The language that a reader wants most of those we have, from `Accept-Language`; English if none.
    ///
    /// Of two that are wanted alike the first named is taken.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(u32, Self)> = None;
        for wish in header.split(',').take(32) {
            let (tag, weight) = wish.split_once(';').unwrap_or((wish, "q=1"));
            let primary = tag.trim().split('-').next().unwrap_or_default();
            let Ok(language) = primary.to_ascii_lowercase().parse() else { continue };
            let Some(weight) = permille(weight).filter(|weight| *weight > 0) else { continue };
            if best.is_none_or(|(held, _)| held < weight) {
                best = Some((weight, language));
            }
        }
        best.map_or(Self::En, |(_, language)| language)
    }
}

/// A weight such as `q=0.8`, in thousandths.
fn permille(weight: &str) -> Option<u32> {
    let text = weight.trim().strip_prefix("q=")?;
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 3 {
        return None;
    }
    let part = format!("{part:0<3}").parse::<u32>().ok()?;
    let sum = whole.parse::<u32>().ok()?.checked_mul(1000)?.checked_add(part)?;
    (sum <= 1000).then_some(sum)
}

impl FromStr for Language {
    type Err = NoSuchLanguage;
    fn from_str(text: &str) -> Result<Self, NoSuchLanguage> {
        let found = Self::ALL.into_iter().find(|language| language.tag() == text);
        found.ok_or_else(|| NoSuchLanguage(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_language_wanted_most_of_those_there_are() {
        for (header, expected) in [
            ("ar", Language::Ar),
            ("de-DE,de;q=0.9,ru;q=0.8,en;q=0.7", Language::Ru),
            ("tr;q=0.5, fa;q=0.6", Language::Fa),
            ("fa-IR", Language::Fa),
            ("ar;q=0, tr", Language::Tr),
            ("ru;q=0.5,ar;q=0.5", Language::Ru),
            ("de", Language::En),
            ("", Language::En),
            ("ar;q=x, ru;q=9, tr;q=0.12345, *", Language::En),
        ] {
            assert_eq!(Language::accepted(header), expected, "{header}");
        }
    }
}
