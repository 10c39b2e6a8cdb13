//! How often a shared wave passes for retaliation, and how often retaliation is seen.
//!
//! ```text
//! cargo run --release -p truce-signals --example following_study -- [RUNS [SEED]]
//! ```
//!
//! Two sides, 400 days, two events a day each, under one log-normal wave of
//! standard deviation 0.6 with a given correlation time; each event also has
//! some children of its own side and of the other, over days with a mean of
//! three. Granger's test is shown beside the rule.

mod granger;

use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::daily::panel::Panel;
use truce_signals::follows::rule::{Direction, Following, who_follows};
use truce_signals::hawkes::reach::Grid;

const DAYS: usize = 400;

/// What binds two sides: children of an event in the own and in the other side.
struct Truth {
    name: &'static str,
    wave_days: f64,
    /// Children of the first side's events: in the first, in the second.
    first: (f64, f64),
    /// Children of the second side's events: in the first, in the second.
    second: (f64, f64),
}

const fn truth(name: &'static str, wave_days: f64, first: (f64, f64), second: (f64, f64)) -> Truth {
    Truth { name, wave_days, first, second }
}

const TRUTHS: [Truth; 11] = [
    truth("no reaction", 60.0, (0.3, 0.0), (0.0, 0.3)),
    truth("no reaction", 20.0, (0.3, 0.0), (0.0, 0.3)),
    truth("no reaction", 8.0, (0.3, 0.0), (0.0, 0.3)),
    truth("no reaction, unequal memories", 60.0, (0.1, 0.0), (0.0, 0.5)),
    truth("no reaction, unequal memories", 20.0, (0.1, 0.0), (0.0, 0.5)),
    truth("no reaction, unequal memories", 8.0, (0.1, 0.0), (0.0, 0.5)),
    truth("1 provokes 2, 0.15", 60.0, (0.3, 0.15), (0.0, 0.3)),
    truth("1 provokes 2, 0.3", 60.0, (0.3, 0.3), (0.0, 0.3)),
    truth("1 provokes 2, 0.3", 20.0, (0.3, 0.3), (0.0, 0.3)),
    truth("1 provokes 2, 0.6", 60.0, (0.3, 0.6), (0.0, 0.3)),
    truth("mutual, 0.2 and 0.2", 60.0, (0.3, 0.2), (0.2, 0.3)),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number =
        |otherwise: u64| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (runs, seed) = (number(150), number(1));
    println!("share of {runs} runs, seed {seed}; 1 to 2 unless said");
    println!(
        "{:<30} {:>4} {:>8} {:>8} {:>8} {:>8} {:>6} {:>10} {:>10} {:>10}",
        "truth",
        "wave",
        "granger",
        "jitter28",
        "jitter14",
        "jitter7",
        "lead",
        "rule 1>2",
        "rule any",
        "detectable"
    );
    for truth in &TRUTHS {
        let mut random = Random::new(seed);
        let mut seen = Seen::default();
        for run in 0..runs {
            let sides = draw(truth, &mut random);
            let granger = granger::rejects(&sides[0], &sides[1]);
            seen.add(granger, &who_follows(&panel(&sides), seed.wrapping_add(run)));
        }
        seen.print(truth);
    }
}

/// How often each test said so.
#[derive(Default)]
struct Seen {
    runs: f64,
    granger: f64,
    jitters: [f64; 3],
    lead: f64,
    there: f64,
    any: f64,
    detectable: Vec<f64>,
}

impl Seen {
    fn add(&mut self, granger: bool, all: &[Following]) {
        let yes = |yes: bool| f64::from(u8::from(yes));
        self.runs += 1.0;
        self.granger += yes(granger);
        let there = all.iter().find(|pair| pair.first == 0).expect("a pair");
        for (sum, jitter) in self.jitters.iter_mut().zip(&there.jitters) {
            *sum += yes(jitter.chance < 0.05);
        }
        self.lead += yes(there.lead.is_some_and(|lead| lead.chance < 0.05));
        let shown = |pair: &Following| matches!(pair.direction, Direction::Followed { .. });
        self.there += yes(shown(there));
        self.any += yes(all.iter().any(shown));
        if let Direction::NotEstablished { detectable: Some(detectable) } = there.direction {
            self.detectable.push(detectable);
        }
    }

    fn print(mut self, truth: &Truth) {
        self.detectable.sort_by(f64::total_cmp);
        let median = self.detectable.get(self.detectable.len() / 2).copied().unwrap_or(f64::NAN);
        let share = |sum: f64| sum / self.runs;
        let [seven, fourteen, twenty_eight] = self.jitters.map(share);
        println!(
            "{:<30} {:>4} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>6.2} {:>10.3} {:>10.3} {:>10.2}",
            truth.name,
            truth.wave_days,
            share(self.granger),
            twenty_eight,
            fourteen,
            seven,
            share(self.lead),
            share(self.there),
            share(self.any),
            median,
        );
    }
}

fn panel(sides: &[Vec<u32>; 2]) -> Panel {
    let grid = Grid { parties: 2, zones: 1, borders: vec![] };
    let first = Day::new(2017, 1, 1).expect("a day");
    let series = sides
        .iter()
        .map(|side| DailyCounts { first, counts: side.iter().copied().map(Some).collect() });
    Panel::new(grid, series.collect()).expect("a panel")
}

/// Two sides, so that each has about two events a day whatever the children.
fn draw(truth: &Truth, random: &mut Random) -> [Vec<u32>; 2] {
    let kept = (-1.0 / truth.wave_days).exp();
    let mut wave = random.normal();
    let (first, second) = (truth.first, truth.second);
    // Long-run means of 2 fix the backgrounds.
    let base = [2.0 * (1.0 - first.0 - second.0), 2.0 * (1.0 - first.1 - second.1)];
    let mut moments = [Vec::new(), Vec::new()];
    for day in 0..DAYS {
        wave = kept * wave + (1.0_f64 - kept * kept).sqrt() * random.normal();
        let level = (0.6 * wave - 0.18).exp();
        for (moments, base) in moments.iter_mut().zip(base) {
            for _ in 0..random.poisson(base.max(0.0) * level) {
                moments.push(f64::from(u32::try_from(day).expect("few")) + random.uniform());
            }
        }
    }
    offspring(&mut moments, [first, second], random);
    moments.map(|moments| {
        let mut counts = vec![0_u32; DAYS];
        for moment in moments {
            let day =
                (0..DAYS).find(|day| moment < f64::from(u32::try_from(*day).expect("few")) + 1.0);
            if let Some(count) = day.and_then(|day| counts.get_mut(day)) {
                *count += 1;
            }
        }
        counts
    })
}

/// Adds the children of all events, generation by generation, at delays with a mean of three days.
fn offspring(moments: &mut [Vec<f64>; 2], children: [(f64, f64); 2], random: &mut Random) {
    let mut parents = moments.clone();
    while parents.iter().any(|list| !list.is_empty()) {
        let mut born = [Vec::new(), Vec::new()];
        for (side, (in_first, in_second)) in parents.iter().zip(children) {
            for moment in side {
                for (target, mean) in [in_first, in_second].into_iter().enumerate() {
                    for _ in 0..random.poisson(mean) {
                        let child = moment - 3.0 * (1.0 - random.uniform()).ln();
                        if child < 400.0 {
                            born[target].push(child);
                        }
                    }
                }
            }
        }
        for (all, born) in moments.iter_mut().zip(&born) {
            all.extend(born);
        }
        parents = born;
    }
}
