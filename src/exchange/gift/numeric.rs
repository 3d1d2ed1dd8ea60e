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
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    if let Some((from, to)) = written.split_once("..") {
        let (from, to) = (number(from)?, number(to)?);
        let tolerance = (to - from).abs() / 2.0;
        let text = shown(f64::midpoint(from, to));
        return Some(Numeric { text, tolerance: (tolerance > 0.0).then(|| rounded(tolerance)), is_full });
    }
    let (value, tolerance) = written.split_once(':').map_or((written, None), |(n, t)| (n, Some(t)));
    number(value)?;
    let tolerance = tolerance.map_or(Some(0.0), number)?;
    Some(Numeric {
        text: value.trim().to_owned(),
        tolerance: (tolerance > 0.0).then_some(tolerance),
        is_full,
    })
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
        let read = |inside: &str| {
            let numbers = answers(inside).0;
            numbers.into_iter().map(|n| (n.text, n.tolerance, n.is_full)).collect::<Vec<_>>()
        };
        assert_eq!(read("3:0.5"), [("3".to_owned(), Some(0.5), true)]);
        assert_eq!(read("1..5#well done"), [("3".to_owned(), Some(2.0), true)]);
        assert_eq!(read("0.1..0.2"), [("0.15".to_owned(), Some(0.05), true)]);
        assert_eq!(
            read("=1822:0 =%50%1822:2"),
            [("1822".to_owned(), None, true), ("1822".to_owned(), Some(2.0), false)]
        );
        assert_eq!(read("three"), []);
    }
}
