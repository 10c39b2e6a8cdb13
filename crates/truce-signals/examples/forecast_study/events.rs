//! Daily counts of fatal events by zone, from an export of UCDP GED.

use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;
use truce_signals::daily::panel::Panel;
use truce_signals::hawkes::reach::Grid;

/// The zones; what has neither name is the third.
pub const ZONES: [&str; 3] = ["Donetsk", "Luhansk", "elsewhere"];

/// The panel from the first event of the war in the east to the end of 2019, and how many events are not in it.
///
/// Events that are known only to the month or the year are left out; one that is known to a week stands on its first day.
pub fn panel(text: &str) -> (Panel, usize) {
    let mut rows = rows(text).into_iter();
    let heading = rows.next().expect("a heading");
    let column = |name: &str| heading.iter().position(|own| own == name).expect("a column");
    let (area, start, precision) = (column("adm_1"), column("date_start"), column("date_prec"));
    let first = Day::new(2014, 4, 13).expect("a day");
    let days = usize::try_from(Day::new(2020, 1, 1).expect("a day").since(first)).expect("later");
    let mut counts = vec![vec![0_u32; days]; ZONES.len()];
    let mut left_out = 0;
    // The second row holds tags.
    for row in rows.skip(1).filter(|row| row.len() == heading.len()) {
        let place = read_day(&row[start]).and_then(|day| usize::try_from(day.since(first)).ok());
        let known = ["1", "2", "3"].contains(&row[precision].as_str());
        let zone = ZONES.iter().position(|zone| row[area].starts_with(zone)).unwrap_or(2);
        match place.filter(|_| known).and_then(|place| counts[zone].get_mut(place)) {
            Some(count) => *count += 1,
            None => left_out += 1,
        }
    }
    let grid = Grid { parties: 1, zones: 3, borders: vec![(0, 1), (0, 2), (1, 2)] };
    let series = counts
        .into_iter()
        .map(|counts| DailyCounts { first, counts: counts.into_iter().map(Some).collect() });
    (Panel::new(grid, series.collect()).expect("a panel"), left_out)
}

fn read_day(text: &str) -> Option<Day> {
    let mut parts = text.get(..10)?.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The rows of a table with quoted fields.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            other => field.push(other),
        }
    }
    rows
}
