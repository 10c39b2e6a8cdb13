//! Many questions at once: which chances are small enough together.

/// Which of many chances count as discoveries when so large a share of them may be false.
///
/// # Source
/// Benjamini and Hochberg 1995.
#[must_use]
pub fn discoveries(chances: &[f64], false_share: f64) -> Vec<bool> {
    let mut sorted = chances.to_vec();
    sorted.sort_by(f64::total_cmp);
    let number = crate::counts::real(chances.len().max(1));
    let within = sorted
        .iter()
        .zip(1_u32..)
        .filter(|(chance, rank)| **chance <= false_share * f64::from(*rank) / number);
    let limit = within.map(|(chance, _)| *chance).fold(f64::NEG_INFINITY, f64::max);
    chances.iter().map(|chance| *chance <= limit).collect()
}
