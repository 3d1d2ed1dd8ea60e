//! Numeric answers: `3`, `3:0.5`, `1..5`, and several with their shares.

use super::escape::revealed;
use super::record;

/// One numeric answer.
#[derive(Debug, PartialEq)]
pub(super) struct Numeric {
    /// The number as it is shown.
    pub(super) text: String,
    /// How far off a number may be.
    pub(super) tolerance: Option<f64>,
    /// Whether it gets all points.
    pub(super) is_full: bool,
}

/// The answers after the `#`, and the feedback of the right ones. What is no number is no answer.
pub(super) fn answers(inside: &str) -> (Vec<Numeric>, Vec<String>) {
    let inside = inside.trim();
    let several = record::answers(inside);
    if several.is_empty() {
        let (number, feedback) = inside.split_once('#').unwrap_or((inside, ""));
        return (number_of(number, true).into_iter().collect(), vec![feedback.to_owned()]);
    }
    let (mut numbers, mut told) = (Vec::new(), Vec::new());
    for answer in several {
        let is_full = answer.percent.is_none_or(|percent| percent >= 100.0);
        if let Some(number) = number_of(&answer.text, is_full) {
            told.extend(answer.feedback.filter(|_| is_full));
            numbers.push(number);
        }
    }
    (numbers, told)
}

fn number_of(written: &str, is_full: bool) -> Option<Numeric> {
    let written = revealed(written);
    let written = written.trim();
    if let Some((from, to)) = written.split_once("..") {
        let (from, to) = (finite(from)?, finite(to)?);
        let tolerance = (to - from).abs() / 2.0;
        let text = shown(f64::midpoint(from, to));
        return Some(Numeric { text, tolerance: (tolerance > 0.0).then(|| rounded(tolerance)), is_full });
    }
    let (value, tolerance) = written.split_once(':').map_or((written, None), |(n, t)| (n, Some(t)));
    finite(value)?;
    let tolerance = tolerance.map_or(Some(0.0), finite)?;
    Some(Numeric {
        text: value.trim().to_owned(),
        tolerance: (tolerance > 0.0).then_some(tolerance),
        is_full,
    })
}

/// A number that is neither infinite nor no number.
fn finite(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A number that was computed, without the dust of computing.
fn shown(number: f64) -> String {
    rounded(number).to_string()
}

fn rounded(number: f64) -> f64 {
    format!("{number:.10}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tolerances_ranges_and_shares_are_read() {
        for (inside, expected) in [
            ("3:0.5", vec![("3", Some(0.5), true)]),
            ("1..5#well done", vec![("3", Some(2.0), true)]),
            ("0.1..0.2", vec![("0.15", Some(0.05), true)]),
            ("=1822:0 =%50%1822:2", vec![("1822", None, true), ("1822", Some(2.0), false)]),
            ("three", vec![]),
        ] {
            let numbers = answers(inside).0;
            let numbers: Vec<_> = numbers.iter().map(|n| (n.text.as_str(), n.tolerance, n.is_full)).collect();
            assert_eq!(numbers, expected, "{inside}");
        }
    }
}
