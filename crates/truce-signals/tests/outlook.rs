//! What the next days may bring, and whose word is shown.

use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;
use truce_signals::forecast::Method;
use truce_signals::forecast::shown::Shown;
use truce_signals::told::{Outlook, outlook};

/// A series of so many days, by the day's number.
fn told(days: u32, of_day: impl Fn(u32) -> Option<u32>) -> Outlook {
    let first: Day = "2017-01-01".parse().expect("a day");
    let counts = DailyCounts { first, counts: (0..days).map(of_day).collect() };
    outlook(counts, "hama", [7; 32], 3).expect("an outlook")
}

fn shown(told: &Outlook) -> (Method, Shown) {
    (told.shown().expect("a forecast").method, told.file.shown)
}

#[test]
fn history_is_shown_until_the_model_was_scored_on_thirty_days_however_few_of_the_last_days_have_a_record()
 {
    // Ninety days on which somebody looked, then a hundred on which somebody did on every tenth.
    let sparse = told(190, |day| (day < 90 || day % 10 == 0).then_some(1 + day % 3));
    let (method, why) = shown(&sparse);
    assert_eq!(method, Method::LongRun);
    let Shown::NotYetProven { scored } = why else { panic!("{why:?}") };
    assert!(scored > 0 && scored < 30, "{scored}");
    assert_eq!(sparse.past.len(), scored);
    assert!(sparse.file.forecasts.iter().any(|forecast| forecast.method == Method::Paths));
    // With a record of each of the last days, the last 28 are history.
    let whole = told(70, |day| Some(1 + day % 3));
    let methods: Vec<Method> = whole.file.forecasts.iter().map(|of| of.method).collect();
    assert_eq!(methods, [Method::Paths, Method::Recent]);
}

#[test]
fn the_model_is_shown_unproven_only_where_there_is_no_history_at_all() {
    // A year and more in which hardly anybody looked.
    let unseen = told(900, |day| (day < 400 || day % 90 == 0).then_some(day % 3));
    let (method, why) = shown(&unseen);
    assert_eq!((method, why), (Method::Paths, Shown::NotYetProven { scored: 0 }));
    assert_eq!(unseen.file.forecasts.len(), 1);
}
