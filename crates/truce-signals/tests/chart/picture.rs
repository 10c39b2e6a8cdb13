//! Charts as pictures of letters.

use truce_signals::chart::{Anchor, Chart, Fill, Mark, Point, Sign, WIDTH};

/// Units of the sheet for a letter, across and down.
const ACROSS: f64 = 8.0;
const DOWN: f64 = 14.0;

/// What a chart says, line by line: its title, sentences and caveats.
pub fn sayings(chart: &Chart) -> String {
    let mut text = format!("{}\n", chart.title);
    for sentence in &chart.sentences {
        text.push_str(&format!("- {sentence}\n"));
    }
    for caveat in &chart.caveats {
        text.push_str(&format!("! {caveat}\n"));
    }
    text
}

/// What a chart draws.
pub fn picture(chart: &Chart) -> String {
    let mut sheet = Sheet {
        rows: vec![vec![' '; letters(WIDTH, ACROSS) + 1]; letters(chart.height, DOWN) + 1],
    };
    for mark in &chart.marks {
        sheet.mark(mark);
    }
    let rows: Vec<String> =
        sheet.rows.iter().map(|row| row.iter().collect::<String>().trim_end().to_owned()).collect();
    if rows.iter().all(String::is_empty) {
        return "nothing is drawn\n".to_owned();
    }
    // The margin that all lines share says nothing, and an expected text cannot have it.
    let blank = |row: &String| row.len() - row.trim_start().len();
    let margin = rows.iter().filter(|row| !row.is_empty()).map(blank).min().unwrap_or(0);
    let rows: Vec<&str> = rows.iter().map(|row| row.get(margin..).unwrap_or("")).collect();
    rows.join("\n").trim_end().to_owned() + "\n"
}

fn letters(units: f64, of: f64) -> usize {
    whole((units / of).floor()) as usize
}

/// A whole number that is none below zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sheet is small, and bounded below"
)]
fn whole(number: f64) -> u32 {
    number.max(0.0) as u32
}

struct Sheet {
    rows: Vec<Vec<char>>,
}

impl Sheet {
    fn set(&mut self, (x, y): Point, letter: char) {
        let cell =
            self.rows.get_mut(letters(y, DOWN)).and_then(|row| row.get_mut(letters(x, ACROSS)));
        if let Some(cell) = cell {
            *cell = letter;
        }
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Bar { at, size, fill } => self.bar(*at, *size, letter_of(*fill)),
            Mark::Surface { corners, fill } => self.line(corners, letter_of(*fill)),
            Mark::Line { points, .. } => {
                let upright = points.windows(2).all(|pair| (pair[0].0 - pair[1].0).abs() < 1.0);
                self.line(points, if upright { '|' } else { '-' });
            }
            Mark::Sticks { foot, heads } => {
                for (x, y) in heads {
                    self.line(&[(*x, *foot - 1.0), (*x, *y)], 'i');
                }
            }
            Mark::Figure { at, sign } => {
                let letter = match sign {
                    Sign::Up => '^',
                    Sign::Down => 'v',
                    Sign::Diamond => '*',
                    Sign::Dot => '@',
                    Sign::Ring => 'O',
                    Sign::Onward => '>',
                };
                self.set(*at, letter);
            }
            Mark::Text { at, anchor, says, .. } => {
                // Numbers and days as they are; of other words the end of their name.
                let words = says.to_string();
                let words = match words.split_once('=') {
                    Some((_, value)) => value.trim_end_matches(')').trim_end_matches(".00"),
                    None => words.trim_start_matches("chart-").trim_start_matches("key-"),
                };
                let length = words.chars().count() as f64 * ACROSS;
                let x = match anchor {
                    Anchor::Start => at.0,
                    Anchor::Middle => at.0 - length / 2.0,
                    Anchor::End => at.0 - length,
                };
                for (place, letter) in words.chars().enumerate() {
                    self.set((x + place as f64 * ACROSS, at.1 - 4.0), letter);
                }
            }
            Mark::Linked { marks, .. } => {
                for mark in marks {
                    self.mark(mark);
                }
            }
        }
    }

    fn bar(&mut self, (x, y): Point, (length, height): (f64, f64), letter: char) {
        let rows = whole((height / DOWN).round().max(1.0));
        let columns = whole((length / ACROSS).round().max(1.0));
        for row in 0..rows {
            for column in 0..columns {
                let at = (x + f64::from(column) * ACROSS, y + f64::from(row) * DOWN);
                self.set(at, letter);
            }
        }
    }

    fn line(&mut self, points: &[Point], letter: char) {
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let long = ((to.0 - from.0).abs() / ACROSS).max((to.1 - from.1).abs() / DOWN);
            let steps = whole(long.ceil().max(1.0)) * 2;
            for step in 0..=steps {
                let share = f64::from(step) / f64::from(steps);
                let at = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
                self.set(at, letter);
            }
        }
    }
}

fn letter_of(fill: Fill) -> char {
    match fill {
        Fill::Solid => '#',
        Fill::Soft => '+',
        Fill::Faint => '~',
        Fill::Hatched => '/',
        Fill::Dotted => ':',
        Fill::Striped => '=',
        Fill::Bare => '_',
    }
}
