//! Finds the price of each day's seconds: as high as leaves just the minutes that there are.

use super::real::Real;
use super::solver::{Evaluated, Solver};

/// The limits of the price of a second, in questions.
const PRICES: (f64, f64) = (1e-7, 0.3);
/// Between which one price for all days is looked for.
const FIRST_PRICES: (f64, f64) = (1e-6, 0.2);
/// How often that interval is cut in half.
const BISECTIONS: usize = 10;
/// Rounds on the coarse grid, after that.
pub(super) const COLD_ROUNDS: usize = 14;
/// Rounds on the full grid, from prices that are nearly right.
pub const WARM_ROUNDS: usize = 8;
/// As many are enough after the minutes, the exam day, the questions or the parameters have changed.
pub const CHANGED_ROUNDS: usize = 12;

/// How quickly prices follow the use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// From one price for all days.
    Cold,
    /// From prices that are nearly right.
    Warm,
}

impl Pace {
    fn rate(self, round: usize) -> f64 {
        match self {
            Self::Cold => 0.35 / (1.0 + round as f64 / 15.0),
            Self::Warm => 0.25 / (1.0 + round as f64 / 4.0),
        }
    }
}

/// One price for all days, under which the use comes to the minutes in all.
pub(super) fn single<F: Real>(solver: &mut Solver<F>) -> Vec<f64> {
    let days = solver.seconds.len();
    let there: f64 = solver.seconds.iter().sum();
    let (mut low, mut high) = (FIRST_PRICES.0.ln(), FIRST_PRICES.1.ln());
    for _ in 0..BISECTIONS {
        let middle = f64::midpoint(low, high);
        let used: f64 = solver.evaluate(&vec![middle.exp(); days]).used.iter().sum();
        if used > there {
            low = middle;
        } else {
            high = middle;
        }
    }
    vec![f64::midpoint(low, high).exp(); days]
}

/// Evaluates prices in so many rounds, at least one, moving them towards those that use each day's minutes, and returns the
/// best: those with the lowest dual. At the warm pace the tables hold the scores under them afterwards.
pub(super) fn refined<F: Real>(
    solver: &mut Solver<F>,
    mut prices: Vec<f64>,
    pace: Pace,
    rounds: usize,
) -> Evaluated {
    let mut momentum = vec![0.0; prices.len()];
    let mut now = solver.evaluate(&prices);
    let mut best = now.clone();
    for round in 1..rounds {
        follow(&mut prices, &mut momentum, &now.used, &solver.seconds, pace.rate(round - 1));
        now = solver.evaluate(&prices);
        if now.dual < best.dual {
            best = now.clone();
        }
    }
    if pace == Pace::Warm && best.prices != now.prices {
        best = solver.evaluate(&best.prices);
    }
    best
}

/// Raises the price of days that are used too much, with some memory of the rounds before, and of all days if the whole is.
fn follow(prices: &mut [f64], momentum: &mut [f64], used: &[f64], seconds: &[f64], rate: f64) {
    let whole = used.iter().sum::<f64>() / seconds.iter().sum::<f64>() - 1.0;
    for (day, price) in prices.iter_mut().enumerate() {
        let is_off = seconds[day] <= 0.0;
        let over = if is_off { 0.0 } else { (used[day] / seconds[day] - 1.0).clamp(-1.0, 1.5) };
        momentum[day] = f64::midpoint(momentum[day], over);
        *price *= (rate * (momentum[day] + 0.7 * whole.clamp(-1.0, 1.0))).exp();
        *price = price.clamp(PRICES.0, PRICES.1);
    }
}

/// The prices of a former plan for a new one that begins so many days later; the last one holds for days that it had not.
pub(super) fn later(former: &[f64], days_since: usize, days: usize) -> Vec<f64> {
    let last = former.len().saturating_sub(1);
    (0..days).map(|day| former.get((day + days_since).min(last)).copied().unwrap_or(PRICES.0)).collect()
}
