//! Granger's test, as it is usually done: do three lags of one side help to tell the other, beyond its own three?

const LAGS: usize = 3;
/// The 95 % point of F with 3 and about 390 degrees of freedom.
const F_95: f64 = 2.628;

/// Whether the test says that `first` helps to tell `then`.
pub fn rejects(first: &[u32], then: &[u32]) -> bool {
    let days = LAGS..then.len();
    let own: Vec<Vec<f64>> = days.clone().map(|day| row(&[then], day)).collect();
    let both: Vec<Vec<f64>> = days.clone().map(|day| row(&[then, first], day)).collect();
    let seen: Vec<f64> = days.map(|day| f64::from(then[day])).collect();
    let (without, with) = (left_over(&own, &seen), left_over(&both, &seen));
    let freedom = f64::from(u32::try_from(seen.len() - 1 - 2 * LAGS).expect("few"));
    let lags = f64::from(u32::try_from(LAGS).expect("few"));
    (without - with) / lags / (with / freedom) > F_95
}

fn row(sides: &[&[u32]], day: usize) -> Vec<f64> {
    let lags = sides.iter().flat_map(|side| (1..=LAGS).map(move |lag| f64::from(side[day - lag])));
    std::iter::once(1.0).chain(lags).collect()
}

/// The sum of squares that least squares leave over.
fn left_over(rows: &[Vec<f64>], seen: &[f64]) -> f64 {
    let width = rows[0].len();
    let mut matrix = vec![vec![0.0; width + 1]; width];
    for (row, seen) in rows.iter().zip(seen) {
        for (left, line) in matrix.iter_mut().enumerate() {
            for (place, right) in line.iter_mut().zip(row.iter().chain([seen])) {
                *place += row[left] * right;
            }
        }
    }
    // Gauss and Jordan; the matrix is positive.
    for pivot in 0..width {
        let scale = matrix[pivot][pivot];
        matrix[pivot].iter_mut().for_each(|value| *value /= scale);
        let line = matrix[pivot].clone();
        for (_, values) in matrix.iter_mut().enumerate().filter(|(other, _)| *other != pivot) {
            let factor = values[pivot];
            values.iter_mut().zip(&line).for_each(|(value, own)| *value -= factor * own);
        }
    }
    let told =
        |row: &Vec<f64>| -> f64 { row.iter().zip(&matrix).map(|(x, line)| x * line[width]).sum() };
    rows.iter().zip(seen).map(|(row, seen)| (seen - told(row)).powi(2)).sum()
}
