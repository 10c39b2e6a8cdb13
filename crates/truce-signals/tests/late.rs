//! What is told late: hazards from known tables, and intervals that hold what comes.

use truce_signals::counts::random::Random;
use truce_signals::unreported::late::{Arrivals, NoNowcast};

#[test]
fn delays_are_counted_only_where_they_could_be_seen() {
    // Six days, the longest delay two: of day 4 only delays 0 and 1 can be in, of day 5 only 0.
    let told = [(0, 0), (0, 1), (1, 0), (1, 2), (2, 0), (3, 1), (4, 0), (4, 1), (5, 0), (5, 0)];
    let arrivals = Arrivals::new(6, 2, told);
    // After two days: one of the six events of days 0 to 3. After one: three of the seven of days 0 to 4 told by then.
    let [by_0, by_1, by_2] = arrivals.told_by().try_into().unwrap();
    assert!((by_2 - 1.0_f64).abs() < 1e-12);
    assert!((by_1 - 5.0_f64 / 6.0).abs() < 1e-12, "{by_1}");
    assert!((by_0 - 5.0 / 6.0 * 4.0 / 7.0_f64).abs() < 1e-12, "{by_0}");
}

#[test]
fn what_cannot_be_told_yet_is_left_out() {
    let arrivals = Arrivals::new(3, 2, [(2, 1), (9, 0), (0, 3), (0, usize::MAX)]);
    assert_eq!(arrivals, Arrivals::new(3, 2, []));
}

#[test]
fn too_few_full_days_or_events_are_refused() {
    assert_eq!(Arrivals::new(20, 7, []).nowcast(1), Err(NoNowcast::Days { days: 13 }));
    assert_eq!(Arrivals::new(21, 7, [(0, 0)]).nowcast(1), Err(NoNowcast::Events { events: 1 }));
}

/// What happened on each day, and what of it is told by the last.
fn world(random: &mut Random) -> (Vec<u32>, Arrivals) {
    let days = 60;
    let happened: Vec<u32> = (0..days).map(|_| random.negative_binomial(8.0, 3.0)).collect();
    let mut events = Vec::new();
    for (day, count) in happened.iter().enumerate() {
        for _ in 0..*count {
            // A geometric delay, cut at ten days.
            let delay = (0..10).take_while(|_| random.uniform() < 0.55).count();
            events.push((day, delay));
        }
    }
    (happened, Arrivals::new(days, 10, events))
}

#[test]
fn nine_in_ten_days_end_within_nine_tenths() {
    let mut random = Random::new(23);
    let (mut inside, mut all, mut off) = (0, 0, 0.0);
    for seed in 0..60 {
        let (happened, arrivals) = world(&mut random);
        for nowcast in arrivals.nowcast(seed).unwrap() {
            let truth = happened[59 - nowcast.days_back];
            let (low, high) = nowcast.interval(0.9);
            inside += u32::from(low <= truth && truth <= high);
            all += 1;
            off += nowcast.mean() - f64::from(truth);
            assert!(low >= nowcast.told);
        }
    }
    assert_eq!(all, 600);
    // Intervals of whole numbers hold somewhat more than they say.
    assert!((530..=594).contains(&inside), "{inside} of {all}");
    assert!((off / f64::from(all)).abs() < 0.25, "{off}");
}

#[test]
fn the_last_day_is_the_least_known() {
    let (_, arrivals) = world(&mut Random::new(4));
    let nowcasts = arrivals.nowcast(9).unwrap();
    let width = |place: usize| {
        let (low, high) = nowcasts[place].interval(0.9);
        high - low
    };
    assert_eq!(nowcasts.len(), 10);
    assert!(width(9) > width(0), "{nowcasts:?}");
    assert!(nowcasts[9].share_in < nowcasts[0].share_in);
    assert_eq!(nowcasts, arrivals.nowcast(9).unwrap());
}
