//! Small symmetric systems of equations.

/// A symmetric matrix of which the lower half is used, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Symmetric {
    size: usize,
    values: Vec<f64>,
}

impl Symmetric {
    /// The matrix of zeros.
    pub(crate) fn zeros(size: usize) -> Self {
        Self { size, values: vec![0.0; size.saturating_mul(size)] }
    }

    /// The rows with their numbers.
    pub(crate) fn rows_mut(&mut self) -> impl Iterator<Item = (usize, &mut [f64])> {
        self.values.chunks_exact_mut(self.size.max(1)).enumerate()
    }

    /// What stands in a row and column of the lower half, and in its mirror.
    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        let (row, column) = (row.max(column), row.min(column));
        let place = row.saturating_mul(self.size).saturating_add(column);
        self.values.get(place).copied().unwrap_or(0.0)
    }

    /// Adds to one place of the lower half; places above it are left to their mirror.
    pub(crate) fn add(&mut self, row: usize, column: usize, value: f64) {
        let place = row.saturating_mul(self.size).saturating_add(column);
        if let Some(held) = self.values.get_mut(place).filter(|_| column <= row) {
            *held += value;
        }
    }

    /// Adds to the diagonal.
    pub(crate) fn add_to_diagonal(&mut self, add: impl Fn(usize) -> f64) {
        for (number, row) in self.rows_mut() {
            if let Some(value) = row.get_mut(number) {
                *value += add(number);
            }
        }
    }

    /// Puts a value where the diagonal has none.
    pub(crate) fn fill_empty_diagonal(&mut self, fill: f64) {
        for (number, row) in self.rows_mut() {
            if let Some(value) = row.get_mut(number).filter(|value| **value <= 0.0) {
                *value = fill;
            }
        }
    }

    /// The rows and columns of the given numbers, which ascend.
    pub(crate) fn part(&self, numbers: &[usize]) -> Self {
        let mut part = Self::zeros(numbers.len());
        for ((_, row), number) in part.rows_mut().zip(numbers) {
            for (value, other) in row.iter_mut().zip(numbers) {
                *value = self.at(*number, *other);
            }
        }
        part
    }

    /// The lower triangle whose square this is; none if the matrix is not positive.
    pub(crate) fn factor(mut self) -> Option<Factor> {
        let size = self.size;
        for row in 0..size {
            let start = row.checked_mul(size)?;
            let (above, rest) = self.values.split_at_mut_checked(start)?;
            let own = rest.get_mut(..size)?;
            let uppers = above.chunks_exact(size.max(1));
            for (column, upper) in uppers.enumerate() {
                let (done, open) = own.split_at_mut_checked(column)?;
                let value = open.first_mut()?;
                *value = (*value - dot(done, upper.get(..column)?)) / upper.get(column)?;
            }
            let (done, open) = own.split_at_mut_checked(row)?;
            let value = open.first_mut()?;
            let square = *value - dot(done, done);
            if square.is_nan() || square <= 0.0 {
                return None;
            }
            *value = square.sqrt();
        }
        Some(Factor { size, values: self.values })
    }
}

/// A lower triangle, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Factor {
    size: usize,
    values: Vec<f64>,
}

impl Factor {
    /// Solves the system for a right-hand side.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut solved: Vec<f64> = Vec::with_capacity(self.size);
        let rows = || self.values.chunks_exact(self.size.max(1));
        for (row, right) in rows().zip(right) {
            let diagonal = row.get(solved.len()).copied().unwrap_or(1.0);
            let value = (right - dot(&solved, row)) / diagonal;
            solved.push(value);
        }
        for (number, row) in rows().enumerate().rev() {
            let (before, from) = solved.split_at_mut(number.min(self.size));
            let diagonal = row.get(number).copied().unwrap_or(1.0);
            let Some(value) = from.first_mut() else { continue };
            *value /= diagonal;
            for (before, factor) in before.iter_mut().zip(row) {
                *before -= *value * factor;
            }
        }
        solved
    }

    /// The diagonal of the inverse: variances, where the matrix is of information.
    pub(crate) fn inverse_diagonal(&self) -> Vec<f64> {
        let unit = |one: usize| (0..self.size).map(move |at| f64::from(u8::from(at == one)));
        let solved = |one| self.solve(&unit(one).collect::<Vec<f64>>());
        (0..self.size).map(|one| solved(one).get(one).copied().unwrap_or(0.0)).collect()
    }
}

/// The inner product of as many numbers as both have, in four running sums.
#[inline]
#[expect(
    clippy::indexing_slicing,
    reason = "both are cut to one length, and no place is beyond it"
)]
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let length = left.len().min(right.len());
    let (left, left_rest) = left[..length].as_chunks::<4>();
    let (right, right_rest) = right[..length].as_chunks::<4>();
    let fours = left.len().min(right.len());
    let (left, right) = (&left[..fours], &right[..fours]);
    let mut sums = [0.0; 4];
    for four in 0..fours {
        let ([a, b, c, d], [e, f, g, h]) = (left[four], right[four]);
        let [first, second, third, fourth] = sums;
        sums = [first + a * e, second + b * f, third + c * g, fourth + d * h];
    }
    let mut rest = 0.0;
    for at in 0..left_rest.len().min(right_rest.len()) {
        rest += left_rest[at] * right_rest[at];
    }
    let [first, second, third, fourth] = sums;
    first + second + third + fourth + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_of_three_is_solved() {
        let mut matrix = Symmetric::zeros(3);
        let lower = [[4.0, 0.0, 0.0], [2.0, 5.0, 0.0], [1.0, 3.0, 6.0]];
        for ((_, row), lower) in matrix.rows_mut().zip(lower) {
            row.copy_from_slice(&lower);
        }
        let factor = matrix.factor().expect("a positive matrix");
        let solved = factor.solve(&[11.0, 21.0, 25.0]);
        for (found, expected) in solved.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-12, "{solved:?}");
        }
        // The first entry of the inverse: (5 * 6 - 3 * 3) over the determinant 67.
        let first = factor.inverse_diagonal()[0];
        assert!((first - 21.0 / 67.0).abs() < 1e-12, "{first}");
    }

    #[test]
    fn a_matrix_that_is_not_positive_has_no_factor() {
        let mut matrix = Symmetric::zeros(2);
        for ((_, row), lower) in matrix.rows_mut().zip([[1.0, 0.0], [2.0, 1.0]]) {
            row.copy_from_slice(&lower);
        }
        assert!(matrix.factor().is_none());
    }
}
