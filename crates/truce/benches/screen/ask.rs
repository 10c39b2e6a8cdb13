//! What the screen asks, one after the other and then 50 times a second.

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use truce::index::columns::Columns;
use truce::index::facet::{BetweenSeats, Facet};
use truce::index::filter::{Filter, Within};
use truce::index::incidents::{Order, list, one};
use truce::index::map::{Features, features, histogram};
use truce::index::tables::Tables;
use truce::index::{changes, matrix};
use truce_core::act::Act;
use truce_core::bulletin::Period;
use truce_core::entry::Address;
use truce_core::geo::Position;
use truce_core::id::{ActorId, AreaId, SeatId};
use truce_core::time::{Day, Moment};

/// Requests a second.
const RATE: u32 = 50;
/// For how long.
const SECONDS: u32 = 60;
/// How many programs answer at once.
const WORKERS: usize = 2;

type Question = Box<dyn Fn(&Tables, &Columns, u64) -> usize + Send + Sync>;

fn day(number: u64) -> Day {
    let first: Day = "2017-01-02".parse().unwrap();
    first.plus(i32::try_from(number % 690).unwrap())
}

fn within(south: i32, west: i32, north: i32, east: i32) -> Within {
    let corner = |lat: i32, lon: i32| Position::new(lat * 10_000, lon * 10_000).unwrap();
    Within { south_west: corner(south, west), north_east: corner(north, east) }
}

fn listing(order: Order, filter: impl Fn(u64) -> Filter + Send + Sync + 'static) -> Question {
    Box::new(move |tables, columns, number| {
        list(tables, columns, &filter(number), order, (None, 50)).unwrap().total
    })
}

fn text(words: &str) -> Filter {
    Filter { text: Some(words.to_owned()), ..Filter::default() }
}

fn all_of(facets: impl IntoIterator<Item = Facet>) -> Filter {
    Filter { all_of: facets.into_iter().collect(), ..Filter::default() }
}

fn week(number: u64, filter: Filter) -> Filter {
    let from = Moment::from_unix(1_483_056_000 + i64::try_from(number % 690).unwrap() * 86_400);
    Filter { since: Some(from), until: Some(from.plus(7 * 86_400)), ..filter }
}

fn mapping(
    within: impl Fn(u64) -> Within + Send + Sync + 'static,
    zoom: u8,
    weekly: bool,
) -> Question {
    Box::new(move |tables, columns, number| {
        let filter = if weekly { week(number, Filter::default()) } else { Filter::default() };
        match features(tables, columns, &filter, (within(number), zoom)).unwrap().features {
            Features::Incidents(rows) => rows.len(),
            Features::Clusters(clusters) => clusters.len(),
        }
    })
}

fn hama() -> Facet {
    Facet::Area(AreaId::new("hama").unwrap())
}

/// Lists and searches.
fn lists() -> Vec<(&'static str, Question)> {
    let blamed = || Facet::Accused(ActorId::new("opposition").unwrap());
    let contested = || Facet::Between(BetweenSeats::Contested);
    vec![
        ("list: newest", listing(Order::Newest, |_| Filter::default())),
        ("list: a week", listing(Order::Newest, |n| week(n, Filter::default()))),
        (
            "list: area, act, accused",
            listing(Order::Newest, move |_| all_of([hama(), Facet::Act(Act::Shelling), blamed()])),
        ),
        (
            "list: contested, most reports",
            listing(Order::MostReports, move |_| all_of([contested()])),
        ),
        ("list: last changed", listing(Order::LastChanged, |_| Filter::default())),
        (
            "search: a rare word",
            listing(Order::Newest, |n| text(&format!("word{}", 15_000 + n % 5_000))),
        ),
        ("search: a common word", listing(Order::Newest, |n| text(&format!("word{}", n % 20)))),
        (
            "search: two words, one begun",
            listing(Order::Newest, |n| text(&format!("word{} word19*", n % 50))),
        ),
        (
            "search: Arabic, in an area",
            listing(Order::Newest, |n| Filter {
                text: Some(format!("كلمة{}", n % 500)),
                ..all_of([hama()])
            }),
        ),
    ]
}

/// Pages, maps and the matrix.
fn views() -> Vec<(&'static str, Question)> {
    let city = |number: u64| {
        let by = i32::try_from(number % 300).unwrap();
        within(3_300 + by, 3_600 + by, 3_340 + by, 3_650 + by)
    };
    vec![
        (
            "incident",
            Box::new(|tables, columns, n| {
                let page =
                    list(tables, columns, &week(n, Filter::default()), Order::Oldest, (None, 1))
                        .unwrap();
                let address: Address = page.incidents[0].id.parse().unwrap();
                one(tables, &address).unwrap().unwrap().page.to_string().len()
            }),
        ),
        ("map: the country, all time", mapping(|_| within(3_200, 3_500, 3_750, 4_250), 6, false)),
        ("map: the country, a week", mapping(|_| within(3_200, 3_500, 3_750, 4_250), 6, true)),
        ("map: a city, all time", mapping(city, 10, false)),
        ("map: a city, a week", mapping(city, 10, true)),
        (
            "histogram: all time",
            Box::new(|tables, columns, _| {
                histogram(tables, columns, &Filter::default()).unwrap().bars.len()
            }),
        ),
        (
            "matrix: 30 days",
            Box::new(|tables, _, n| {
                matrix::matrix(tables, Period::new(day(n), day(n).plus(29)).unwrap())
                    .unwrap()
                    .areas
                    .len()
            }),
        ),
        (
            "matrix: a year",
            Box::new(|tables, _, n| {
                matrix::matrix(tables, Period::new(day(n % 300), day(n % 300).plus(364)).unwrap())
                    .unwrap()
                    .areas
                    .len()
            }),
        ),
        (
            "matrix: behind a cell, 7 days",
            Box::new(|tables, _, n| {
                let period = Period::new(day(n), day(n).plus(6)).unwrap();
                matrix::behind(tables, period, "hama", &SeatId::new("un").unwrap())
                    .unwrap()
                    .asserted
                    .len()
            }),
        ),
        (
            "what changed",
            Box::new(|tables, _, n| {
                changes::since(
                    tables,
                    Moment::from_unix(1_546_000_000 - i64::try_from(n % 1_000_000).unwrap()),
                )
                .unwrap()
                .last
                .len()
            }),
        ),
    ]
}

/// The middle and the hundredth worst, in milliseconds.
fn said(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    format!("p50 {:>7.2} ms  p99 {:>7.2} ms  most {:>7.2} ms", at(50), at(99), at(100))
}

fn memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines =
        status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"));
    lines.for_each(|line| println!("{line}"));
}

pub fn run(open: &(dyn Fn() -> Tables + Sync)) {
    let tables = open();
    let begun = Instant::now();
    let columns = Columns::load(&tables).unwrap();
    println!(
        "columns of {} incidents loaded in {:.0} ms",
        columns.len(),
        begun.elapsed().as_secs_f64() * 1e3
    );
    memory();
    let mut questions = lists();
    questions.extend(views());
    println!("one after the other:");
    for (name, question) in &questions {
        let mut found = 0;
        let asked = (0..100).map(|number| {
            let begun = Instant::now();
            found = question(&tables, &columns, number * 7);
            begun.elapsed()
        });
        let times = said(asked.collect());
        println!("  {name:<34} {times}  {found:>7}");
    }
    mixed(open, &Arc::new(columns), &questions);
    memory();
}

/// Questions at their rate whether or not the one before is answered; the time counts from when each is due.
fn mixed(
    open: &(dyn Fn() -> Tables + Sync),
    columns: &Arc<Columns>,
    questions: &[(&'static str, Question)],
) {
    let times: Vec<Mutex<Vec<Duration>>> = questions.iter().map(|_| Mutex::default()).collect();
    let (sender, receiver) = sync_channel::<(usize, u64, Instant)>(10_000);
    let receiver = Mutex::new(receiver);
    let next = |receiver: &Mutex<Receiver<(usize, u64, Instant)>>| receiver.lock().unwrap().recv();
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let tables = open();
                while let Ok((which, number, due)) = next(&receiver) {
                    (questions[which].1)(&tables, columns, number);
                    times[which].lock().unwrap().push(due.elapsed());
                }
            });
        }
        let begun = Instant::now();
        for number in 0..RATE * SECONDS {
            let due = begun + Duration::from_secs(1) / RATE * number;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let which = usize::try_from(number).unwrap() % questions.len();
            sender.send((which, u64::from(number) * 7_919, due)).unwrap();
        }
        drop(sender);
    });
    println!("{RATE} requests a second for {SECONDS} s, {WORKERS} threads:");
    let mut all = Vec::new();
    for ((name, _), times) in questions.iter().zip(times) {
        let times = times.into_inner().unwrap();
        all.extend(times.iter().copied());
        println!("  {name:<34} {}", said(times));
    }
    println!("  {:<34} {}", "all", said(all));
}
