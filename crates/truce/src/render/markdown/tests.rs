//! Situations in text, the bulletin in Markdown.

use expect_test::{expect, expect_file};
use proptest::prelude::*;
use truce_core::agreement::Agreement;
use truce_core::bulletin::Bulletin;

use super::page;
use crate::render::html::fixture::{SEVENTH_OF_MAY, agreement, bulletin, foreign};
use crate::render::labels::Labels;

fn words(agreement: &Agreement, held: &Bulletin) -> String {
    page(held, Labels { agreement }).replace(agreement.digest(), "(digest)")
}

#[test]
fn a_day_reads_as_markdown() {
    let agreement = agreement();
    let held = bulletin(&agreement, "2017-05-07", SEVENTH_OF_MAY);
    expect_file!["day.md"].assert_eq(&words(&agreement, &held));
}

#[test]
fn a_day_without_a_register_is_never_called_calm() {
    let agreement = agreement();
    let held = bulletin(&agreement, "2017-05-08", "");
    expect![[r#"
        # 8 May 2017

        The Syria truce of 30 December 2016 · day 130 of the truce

        | Seat | Cases | Matched | Contested | One-sided | Unexplained | Days without a figure |
        |:---|---:|---:|---:|---:|---:|---:|
        | Russian national ceasefire centre | no register on record |  |  |  |  | 1 |
        | Turkish national ceasefire centre | no register on record |  |  |  |  | 1 |
        | Iranian national ceasefire centre | no register on record |  |  |  |  | 1 |
        | United Nations operations centre in Geneva | no register on record |  |  |  |  | 1 |

        A day without a register is not known, not zero.

        ## The registers, held against each other

        No seat’s register is on record for this period. That says nothing about calm.

        ## The registers over time

        No register of any seat is on record up to the end of the period.

        ## Incidents on record

        No report of an event in this period is on record. That says nothing about calm.

        ## Watching, and being kept from it

        ### What was spent on watching

        No effort is on record: this says nothing about calm.

        ### Kept from watching

        No impediment is on record: nobody put on record that they were kept away.

        ### Watched and saw nothing

        Nobody put on record that they watched and saw nothing.

        ### Predicted

        No prediction for this period is on record.

        ## What this was made from

        No log was held when this was made.

        Agreement: `(digest)` (SHA-256). Whoever holds these heads makes this again, to the byte: `truce bulletin --date 2017-05-08 --format md`.
    "#]].assert_eq(&words(&agreement, &held));
}

/// How many cells a row of a table has.
fn cells(row: &str) -> usize {
    row.replace("\\|", "").matches('|').count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_from_outside_becomes_markup(texts in prop::collection::vec(any::<String>(), 1..12)) {
        let agreement = agreement();
        let labels = Labels { agreement: &agreement };
        let mut held = bulletin(&agreement, "2017-05-07", SEVENTH_OF_MAY);
        let lines = page(&held, labels).lines().count();
        let headings = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
        let before = headings(&page(&held, labels));
        foreign(&mut held, &texts);
        let made = page(&held, labels);
        prop_assert!(!made.contains('<'), "no tag");
        prop_assert!(!made.chars().any(|c| c.is_control() && c != '\n'), "no control");
        prop_assert_eq!(headings(&made), before);
        // A doubt more for each claim, an account less if it is empty: never more than lines of ours.
        prop_assert!(made.lines().count() <= lines + 40);
        let mut wide = None;
        for line in made.lines() {
            let width = line.starts_with('|').then(|| cells(line));
            if let (Some(before), Some(now)) = (wide, width) {
                prop_assert_eq!(before, now, "{}", line);
            }
            wide = width;
        }
    }
}
