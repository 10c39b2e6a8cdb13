//! How the screen speaks a language: its messages, its plural forms, its digits and its dates.
//!
//! Messages are Fluent files, one a language. Fluent's own plurals are wrong for Arabic from 103 on and its digits are
//! always Western, so a counted message gets two texts: `$n`, the number in the language's digits, and `$cat`, its
//! plural form, both from ICU.
//!
//! # Out of scope
//! Names of places and people: those come from the record, in the source's spelling.

use std::borrow::Borrow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use truce_core::time::Day;

use super::language::Language;

/// What can be counted.
pub trait Quantity {
    /// How many.
    fn quantity(&self) -> u64;
}

impl Quantity for u64 {
    fn quantity(&self) -> u64 {
        *self
    }
}

impl Quantity for u32 {
    fn quantity(&self) -> u64 {
        u64::from(*self)
    }
}

impl Quantity for usize {
    fn quantity(&self) -> u64 {
        u64::try_from(*self).unwrap_or(u64::MAX)
    }
}

impl<T: Quantity + ?Sized> Quantity for &T {
    fn quantity(&self) -> u64 {
        (**self).quantity()
    }
}

/// What is needed to speak one language.
pub struct Tongue {
    /// Which.
    pub language: Language,
    messages: FluentBundle<FluentResource>,
}

/// What ICU knows of a language. Not to be shared between threads, so each has its own.
struct Formats {
    dates: Option<DateTimeFormatter<YMD>>,
    language: Language,
    numbers: Option<DecimalFormatter>,
    plurals: Option<PluralRules>,
}

thread_local! {
    static FORMATS: Vec<Formats> = Language::ALL.into_iter().map(Formats::of).collect();
}

impl Formats {
    fn of(language: Language) -> Self {
        let locale: Locale = language.tag().parse().unwrap_or(Locale::UNKNOWN);
        Self {
            dates: DateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            language,
            numbers: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            plurals: PluralRules::try_new_cardinal((&locale).into()).ok(),
        }
    }

    /// What `ask` finds out of the formats of a language; none if ICU knows too little of it.
    fn with<T>(language: Language, ask: impl FnOnce(&Self) -> Option<T>) -> Option<T> {
        FORMATS.with(|all| all.iter().find(|formats| formats.language == language).and_then(ask))
    }
}

impl std::fmt::Debug for Tongue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.language.tag())
    }
}

/// The file of a language's messages.
#[must_use]
pub fn messages_of(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../../screen/messages/en.ftl"),
        Language::Ar => include_str!("../../screen/messages/ar.ftl"),
        Language::Ru => include_str!("../../screen/messages/ru.ftl"),
        Language::Tr => include_str!("../../screen/messages/tr.ftl"),
        Language::Fa => include_str!("../../screen/messages/fa.ftl"),
    }
}

static TONGUES: LazyLock<Vec<Tongue>> =
    LazyLock::new(|| Language::ALL.into_iter().map(Tongue::new).collect());

/// How a language is spoken.
#[must_use]
pub fn tongue(language: Language) -> &'static Tongue {
    let found = TONGUES.iter().find(|tongue| tongue.language == language);
    // Every language is among them; the first stands in for a fault that cannot be.
    found.unwrap_or(&TONGUES[0])
}

impl Tongue {
    fn new(language: Language) -> Self {
        let tag = language.tag().parse().unwrap_or_default();
        let mut messages = FluentBundle::new_concurrent(vec![tag]);
        // A file with a fault is found by the tests; what could be read of it is used.
        let file = FluentResource::try_new(messages_of(language).to_owned());
        let _ = messages.add_resource(file.unwrap_or_else(|(read, _)| read));
        Self { language, messages }
    }

    /// A message.
    #[must_use]
    pub fn say(&self, id: &str) -> String {
        self.spoken(id, None)
    }

    /// A message with texts of the reader's language or of the record put in by name.
    #[must_use]
    pub fn say_of(&self, id: &str, texts: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(texts.len());
        for (name, text) in texts {
            args.set(*name, (*text).to_owned());
        }
        self.spoken(id, Some(&args))
    }

    /// A message about a number of things.
    #[must_use]
    pub fn count(&self, id: &str, number: impl Quantity) -> String {
        self.count_of(id, number, &[])
    }

    /// A message about a number of things, with texts put in by name.
    #[must_use]
    pub fn count_of(&self, id: &str, number: impl Quantity, texts: &[(&str, &str)]) -> String {
        let number = number.quantity();
        let mut args = FluentArgs::with_capacity(texts.len().saturating_add(2));
        args.set("n", self.number(number));
        args.set("cat", self.category(number));
        for (name, text) in texts {
            args.set(*name, (*text).to_owned());
        }
        self.spoken(id, Some(&args))
    }

    /// A number in the language's digits.
    #[must_use]
    pub fn number(&self, number: impl Quantity) -> String {
        let number = number.quantity();
        Formats::with(self.language, |formats| {
            Some(formats.numbers.as_ref()?.format(&Decimal::from(number)).to_string())
        })
        .unwrap_or_else(|| number.to_string())
    }

    /// A number that is given in hundredths, in the language's digits, with so many of them after the point: two at most.
    #[must_use]
    pub fn decimal(&self, hundredths: i64, places: u8) -> String {
        let mut decimal = Decimal::from(hundredths);
        decimal.multiply_pow10(-2);
        let places = i16::from(places.min(2)).saturating_neg();
        decimal.round(places);
        decimal.absolute.pad_end(places);
        Formats::with(self.language, |formats| {
            Some(formats.numbers.as_ref()?.format(&decimal).to_string())
        })
        .unwrap_or_else(|| decimal.to_string())
    }

    /// A day as the language writes it, in the calendar that is usual there: set its ISO form beside it.
    #[must_use]
    pub fn day(&self, day: impl Borrow<Day>) -> String {
        let day = *day.borrow();
        let date = day.date();
        let (year, month, of_month) = (i32::from(date.year()), date.month(), date.day());
        Formats::with(self.language, |formats| {
            let (month, of_month) = (u8::try_from(month).ok()?, u8::try_from(of_month).ok()?);
            let iso = Date::try_new_iso(year, month, of_month).ok()?;
            Some(formats.dates.as_ref()?.format(&iso).to_string())
        })
        .unwrap_or_else(|| day.to_string())
    }

    /// The plural form that a number takes: `zero`, `one`, `two`, `few`, `many` or `other`.
    #[must_use]
    pub fn category(&self, number: u64) -> &'static str {
        let category = Formats::with(self.language, |formats| {
            Some(formats.plurals.as_ref()?.category_for(number))
        });
        match category {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }

    /// A message that is not there shows as its name: the tests see to it that none is missing.
    fn spoken(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let found = self.messages.get_message(id).and_then(|message| message.value());
        let Some(pattern) = found else { return id.to_owned() };
        let mut faults = Vec::new();
        self.messages.format_pattern(pattern, args, &mut faults).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn dates_and_numbers_are_written_as_each_language_writes_them() {
        let day = Day::new(2017, 5, 7).unwrap();
        let mut lines = String::new();
        for language in Language::ALL {
            let tongue = tongue(language);
            let (day, number) = (tongue.day(day), tongue.number(12_345_u64));
            lines.push_str(&format!("{}: {day}; {number}\n", language.tag()));
        }
        expect![[r#"
            en: May 7, 2017; 12,345
            ar: 7 مايو 2017; 12,345
            ru: 7 мая 2017 г.; 12 345
            tr: 7 Mayıs 2017; 12.345
            fa: ۱۷ اردیبهشت ۱۳۹۶; ۱۲٬۳۴۵
        "#]]
        .assert_eq(&lines);
    }

    #[test]
    fn arabic_plurals_are_those_of_the_language_beyond_a_hundred_too() {
        let arabic = tongue(Language::Ar);
        let found: Vec<&str> =
            [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 200].map(|n| arabic.category(n)).into();
        expect!["zero one two few few many many other other few many other"]
            .assert_eq(&found.join(" "));
    }
}
