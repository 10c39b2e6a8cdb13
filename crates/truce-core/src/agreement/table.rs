//! One table of `agreement.toml`, read key by key, so that every fault of the file is found in one go.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Faults, hint_of};
use crate::time::{Day, DutyClock, Moment};

/// A value and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// A table and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'t> {
    table: &'t DeTable<'t>,
    start: usize,
    end: usize,
}

impl<'t> Table<'t> {
    pub(super) fn new(table: &'t DeTable<'t>, span: Range<usize>) -> Self {
        Self { table, start: span.start, end: span.end }
    }

    /// Where the table stands: its heading.
    pub(super) fn span(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it has that key, whatever stands there.
    pub(super) fn has(self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    fn entry(self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Finds fault with every key that is not in the list.
    pub(super) fn expect_keys(self, keys: &[&str], faults: &mut Faults<'_>) {
        for (key, _) in self.table {
            if !keys.contains(&key.get_ref().as_ref()) {
                let hint = hint_of(key.get_ref(), "a key that is known here", keys.iter().copied());
                faults.error(
                    key.span(),
                    format!("`{}` is no key of this table", key.get_ref()),
                    hint,
                );
            }
        }
    }

    /// The text under a key, if it is there.
    pub(super) fn text(self, key: &str, faults: &mut Faults<'_>) -> Option<At<&'t str>> {
        let entry = self.entry(key)?;
        let text = entry.get_ref().as_str();
        if text.is_none() {
            faults.error(entry.span(), format!("`{key}` is no text"), "put it in quotes");
        }
        text.map(|value| At { value, span: entry.span() })
    }

    /// The text under a key, which must be there.
    pub(super) fn need_text(self, key: &str, faults: &mut Faults<'_>) -> Option<At<&'t str>> {
        if self.entry(key).is_none() {
            self.missing(key, faults);
        }
        self.text(key, faults)
    }

    pub(super) fn missing(self, key: &str, faults: &mut Faults<'_>) {
        faults.error(
            self.span(),
            format!("`{key}` is missing"),
            format!("add a line `{key} = ...`"),
        );
    }

    /// The list of texts under a key; empty if it is not there.
    pub(super) fn texts(self, key: &str, faults: &mut Faults<'_>) -> Vec<At<&'t str>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let Some(list) = entry.get_ref().as_array() else {
            faults.error(
                entry.span(),
                format!("`{key}` is no list"),
                "write it as [\"one\", \"other\"]",
            );
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list.iter() {
            match item.get_ref().as_str() {
                Some(value) => texts.push(At { value, span: item.span() }),
                None => faults.error(
                    item.span(),
                    format!("an item of `{key}` is no text"),
                    "put it in quotes",
                ),
            }
        }
        texts
    }

    /// The tables under a key, as by `[[key]]`; empty if there are none.
    pub(super) fn tables(self, key: &str, faults: &mut Faults<'_>) -> Vec<Self> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let list = entry.get_ref().as_array();
        let tables: Option<Vec<Self>> = list.and_then(|list| {
            list.iter()
                .map(|item| Some(Self::new(item.get_ref().as_table()?, item.span())))
                .collect()
        });
        if tables.is_none() {
            faults.error(
                entry.span(),
                format!("`{key}` is no list of tables"),
                format!("head each with [[{key}]]"),
            );
        }
        tables.unwrap_or_default()
    }

    /// The table under a key, if it is there.
    pub(super) fn table(self, key: &str, faults: &mut Faults<'_>) -> Option<Self> {
        let entry = self.entry(key)?;
        let table = entry.get_ref().as_table();
        if table.is_none() {
            faults.error(
                entry.span(),
                format!("`{key}` is no table"),
                format!("write it as {key}.name = ..."),
            );
        }
        table.map(|table| Self::new(table, entry.span()))
    }

    /// Every key with its text, in the order of the keys.
    pub(super) fn all_texts(self, faults: &mut Faults<'_>) -> Vec<(String, At<&'t str>)> {
        let keys: Vec<String> = self.table.keys().map(|key| key.get_ref().to_string()).collect();
        keys.into_iter().filter_map(|key| self.text(&key, faults).map(|text| (key, text))).collect()
    }

    /// The yes or no under a key; no if it is not there.
    pub(super) fn flag(self, key: &str, faults: &mut Faults<'_>) -> bool {
        let Some(entry) = self.entry(key) else { return false };
        let flag = entry.get_ref().as_bool();
        if flag.is_none() {
            faults.error(
                entry.span(),
                format!("`{key}` is neither true nor false"),
                "write true or false, without quotes",
            );
        }
        flag.unwrap_or(false)
    }

    /// The whole number of metres under a key; 0 if it is not there.
    pub(super) fn metres(self, key: &str, faults: &mut Faults<'_>) -> u32 {
        let Some(entry) = self.entry(key) else { return 0 };
        let number = entry.get_ref().as_integer().filter(|number| number.radix() == 10);
        let metres = number.and_then(|number| number.as_str().parse().ok());
        if metres.is_none() {
            faults.error(
                entry.span(),
                format!("`{key}` is no whole number of metres"),
                "write it as 2500",
            );
        }
        metres.unwrap_or(0)
    }

    /// The whole number under a key, which must be there.
    pub(super) fn need_count(self, key: &str, faults: &mut Faults<'_>) -> Option<At<u32>> {
        let Some(entry) = self.entry(key) else {
            self.missing(key, faults);
            return None;
        };
        let number = entry.get_ref().as_integer().filter(|number| number.radix() == 10);
        let count: Option<u32> = number.and_then(|number| number.as_str().parse().ok());
        if count.is_none() {
            faults.error(entry.span(), format!("`{key}` is no whole number"), "write it as 2");
        }
        count.map(|value| At { value, span: entry.span() })
    }

    /// The moment under a key, if it is there: with its offset, or a date, which is its midnight by the agreement's clock.
    pub(super) fn moment(
        self,
        key: &str,
        clock: &DutyClock,
        faults: &mut Faults<'_>,
    ) -> Option<At<Moment>> {
        let entry = self.entry(key)?;
        let written = match (entry.get_ref().as_str(), entry.get_ref().as_datetime()) {
            (Some(text), _) => text.to_owned(),
            (None, Some(datetime)) => datetime.to_string(),
            (None, None) => String::new(),
        };
        let of_day = written.parse::<Day>().ok().map(|day| clock.moment_of(day, 0));
        let moment = of_day.or_else(|| written.parse().ok());
        if moment.is_none() {
            let message = format!("`{key}` is no date and no moment");
            faults.error(
                entry.span(),
                message,
                "write 2017-05-06, or with its offset 2017-05-06T00:00:00+03:00",
            );
        }
        moment.map(|value| At { value, span: entry.span() })
    }

    /// The same, where it must be there.
    pub(super) fn need_moment(
        self,
        key: &str,
        clock: &DutyClock,
        faults: &mut Faults<'_>,
    ) -> Option<At<Moment>> {
        if self.entry(key).is_none() {
            self.missing(key, faults);
        }
        self.moment(key, clock, faults)
    }

    /// From and until, either of which may be missing; finds fault if they stand the wrong way round.
    pub(super) fn period(
        self,
        clock: &DutyClock,
        faults: &mut Faults<'_>,
    ) -> (Option<Moment>, Option<Moment>) {
        let from = self.moment("from", clock, faults);
        let until = self.moment("until", clock, faults);
        if let (Some(from), Some(until)) = (&from, &until)
            && until.value <= from.value
        {
            let (ends, begins) = (shown(clock, until.value), shown(clock, from.value));
            let message = format!("it ends ({ends}) before it begins ({begins})");
            faults.error(
                until.span.clone(),
                message,
                "exchange `from` and `until`, or correct one",
            );
        }
        (from.map(|at| at.value), until.map(|at| at.value))
    }
}

/// A moment as the file would write it: a day at its midnight, or else with its hour in UTC.
pub(super) fn shown(clock: &DutyClock, at: Moment) -> String {
    let day = clock.day_of(at);
    if clock.moment_of(day, 0) == at { day.to_string() } else { at.to_string() }
}
