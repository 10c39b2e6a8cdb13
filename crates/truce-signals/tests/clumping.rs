//! Days that are alike say less: the promise of the alarms where incidents follow from incidents.

use truce_core::time::Day;
use truce_signals::alarm::{DayCount, Lookout};
use truce_signals::counts::random::Random;

/// Alarms over 2,000 days without a change, in so many cells, if each incident has so many children.
fn alarms(children: f64, cells: u64) -> u32 {
    let mut raised = 0;
    for cell in 0..cells {
        let mut random = Random::new(900 + cell);
        let mut lookout = Lookout::new(Day::new(2017, 1, 1).unwrap(), 2.0);
        let mut memory = 10.0;
        for _ in 0..2_000 {
            let count = random.negative_binomial(10.0 * (1.0 - children) + children * memory, 5.0);
            memory = 0.79 * memory + 0.21 * f64::from(count);
            let reading = lookout.update(DayCount::of(count), 1_000.0);
            raised += u32::from(reading.raised.is_some());
        }
    }
    raised
}

#[test]
fn the_promise_holds_with_three_children_of_ten_incidents() {
    // 30 cells, 60,000 days at a threshold of 1,000: 60 are promised at most.
    let raised = alarms(0.3, 30);
    assert!(raised <= 60, "{raised}");
}

#[test]
fn without_children_there_are_far_fewer_than_promised() {
    let raised = alarms(0.0, 30);
    assert!(raised <= 30, "{raised}");
}

#[test]
fn with_five_children_of_ten_the_promise_is_hardly_missed() {
    let raised = alarms(0.5, 30);
    assert!(raised <= 72, "{raised}");
}
