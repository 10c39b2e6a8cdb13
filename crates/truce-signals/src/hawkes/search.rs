//! The maximum of a function of one number.

/// The golden part of an interval.
const GOLDEN: f64 = 0.381_966_011_250_105;

/// Searches an interval for the maximum of a function that has one top there.
///
/// Gives the place and the value. The place is found to `tolerance`; a top at
/// an end of the interval is approached to it.
///
/// # Source
/// Brent 1973, chapter 5: parabolas where they help, golden sections elsewhere.
pub fn maximum(
    (mut low, mut high): (f64, f64),
    tolerance: f64,
    mut function: impl FnMut(f64) -> f64,
) -> (f64, f64) {
    let mut best = low + GOLDEN * (high - low);
    let mut value = function(best);
    // The second and third best, with their values; the last step and the one before.
    let (mut second, mut third) = ((best, value), (best, value));
    let (mut step, mut step_before) = (0.0_f64, 0.0_f64);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if (best - middle).abs() <= 2.0 * tolerance - (high - low) / 2.0 {
            break;
        }
        let parabola = parabola((best, value), second, third);
        let usable = parabola.filter(|step| {
            let to = best + step;
            step.abs() < step_before.abs() / 2.0 && to > low && to < high
        });
        step_before = step;
        step = usable.unwrap_or_else(|| {
            step_before = if best < middle { high - best } else { low - best };
            GOLDEN * step_before
        });
        let near_an_end = usable.is_some()
            && (best + step - low < 2.0 * tolerance || high - best - step < 2.0 * tolerance);
        if near_an_end {
            step = tolerance.copysign(middle - best);
        }
        let to = best + if step.abs() >= tolerance { step } else { tolerance.copysign(step) };
        let reached = function(to);
        if reached >= value {
            *(if to < best { &mut high } else { &mut low }) = best;
            (third, second) = (second, (best, value));
            (best, value) = (to, reached);
        } else {
            *(if to < best { &mut low } else { &mut high }) = to;
            if reached >= second.1 || second.0 == best {
                (third, second) = (second, (to, reached));
            } else if reached >= third.1 || third.0 == best || third.0 == second.0 {
                third = (to, reached);
            }
        }
    }
    (best, value)
}

/// The step from the best of three points to the top of the parabola through them; none where it has no top.
fn parabola(best: (f64, f64), second: (f64, f64), third: (f64, f64)) -> Option<f64> {
    let (first_step, second_step) = (second.0 - best.0, third.0 - best.0);
    let (first_fall, second_fall) = (best.1 - second.1, best.1 - third.1);
    let above = first_step * first_step * second_fall - second_step * second_step * first_fall;
    let below = 2.0 * (first_step * second_fall - second_step * first_fall);
    // The sign says whether the parabola is open below.
    let open_below = first_step * second_step * (second_step - first_step) * below > 0.0;
    (open_below && below != 0.0).then(|| above / below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smooth_top_is_found_in_a_dozen_looks() {
        let mut looks = 0;
        let (at, value) = maximum((-3.0, 4.0), 1e-5, |x| {
            looks += 1;
            3.0 - (x - 0.7).powi(2) - (x - 0.7).powi(4)
        });
        assert!((at - 0.7).abs() < 1e-4, "{at}");
        assert!((value - 3.0).abs() < 1e-8, "{value}");
        assert!(looks <= 20, "{looks}");
    }

    #[test]
    fn a_top_at_an_end_is_approached() {
        let (at, _) = maximum((0.0, 1.0), 1e-6, |x| x);
        assert!(at > 0.999, "{at}");
    }

    #[test]
    fn a_kink_is_found() {
        let (at, _) = maximum((0.0, 1.0), 1e-6, |x: f64| -(x - 0.3).abs());
        assert!((at - 0.3).abs() < 1e-5, "{at}");
    }
}
