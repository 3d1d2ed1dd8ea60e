//! Formulas as Anki and Moodle have them, for `MathJax` and LaTeX, which nobody here sets.

use super::report::{Lost, Place, Report};

/// What formulas stand between.
const MARKS: [(&str, &str); 5] =
    [("\\(", "\\)"), ("\\[", "\\]"), ("[$]", "[/$]"), ("[$$]", "[/$$]"), ("[latex]", "[/latex]")];

/// Tells which formulas are in `text`: they are kept, but only as they are written.
pub(super) fn tell(text: &str, report: &mut Report, place: &Place) {
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '[']) {
        rest = &rest[at..];
        let opened = MARKS.iter().find_map(|(open, close)| Some((*open, *close, rest.strip_prefix(open)?)));
        let Some((open, close, inside)) = opened else {
            rest = &rest[1..];
            continue;
        };
        rest = inside;
        // Looking no further than a formula is long keeps many openings without an end quick to look through.
        let near = &inside[..inside.floor_char_boundary(2000)];
        if let Some(end) = near.find(close) {
            let end = end + close.len();
            report.lose(Lost::Formula, place, Some(&format!("{open}{}", &inside[..end])));
            rest = &inside[end..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_counted_and_what_is_none_is_not() {
        let mut report = Report::default();
        tell(
            r"\(x^2\) \[y\] [$]z[/$] [$$]a[/$$] [latex]b[/latex] [x] \( \n [latex]",
            &mut report,
            &Place::Line(3),
        );
        assert_eq!(report.count(Lost::Formula), 5);
        let told = report.losses()[0].to_string();
        assert!(told.starts_with(r"5 formulas were kept as they are written: lines 3 (\(x^2\))"), "{told}");
    }
}
