//! Formulas as Anki and Moodle have them, for `MathJax` and LaTeX: set in one line of Unicode where that can be done.

mod signs;
mod tex;

use std::borrow::Cow;

use super::report::{Lost, Place, Report};

/// What formulas stand between.
const MARKS: [(&str, &str); 5] =
    [("\\(", "\\)"), ("\\[", "\\]"), ("[$]", "[/$]"), ("[$$]", "[/$$]"), ("[latex]", "[/latex]")];

/// `text` with its formulas as they can be read; what cannot be set in one line is kept as it is written, and told.
/// `meant` gives what is written between the marks, and `written` writes a line as the text around it is written.
pub(super) fn readable<'a>(
    text: &'a str,
    meant: fn(&str) -> String,
    written: fn(&str) -> String,
    report: &mut Report,
    place: &Place,
) -> Cow<'a, str> {
    let mut out = String::new();
    let mut done = 0;
    for (whole, inside) in found(text) {
        match tex::line(&meant(&text[inside])) {
            Some(line) => {
                out.push_str(&text[done..whole.start]);
                out.push_str(&written(&line));
                done = whole.end;
            }
            None => report.lose(Lost::Formula, place, Some(&text[whole])),
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Tells which formulas are in `text`: they are kept, but only as they are written.
pub(super) fn tell(text: &str, report: &mut Report, place: &Place) {
    for (whole, _) in found(text) {
        report.lose(Lost::Formula, place, Some(&text[whole]));
    }
}

type Range = std::ops::Range<usize>;

/// Where formulas stand in `text`, with their marks and without.
fn found(text: &str) -> Vec<(Range, Range)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['\\', '[']) {
        at += next;
        let rest = &text[at..];
        let opened =
            MARKS.iter().find_map(|(open, close)| Some((open.len(), *close, rest.strip_prefix(open)?)));
        let Some((open, close, inside)) = opened else {
            at += 1;
            continue;
        };
        // Looking no further than a formula is long keeps many openings without an end quick to look through.
        let near = &inside[..inside.floor_char_boundary(2000)];
        let start = at + open;
        at = match near.find(close) {
            Some(end) => {
                found.push((at..start + end + close.len(), start..start + end));
                start + end + close.len()
            }
            None => start,
        };
    }
    found
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

    #[test]
    fn a_formula_of_one_line_is_readable_and_another_is_told() {
        let mut report = Report::default();
        let text = r"so \(x^2\) and [latex]\begin{x}[/latex]";
        let done = readable(text, str::to_owned, str::to_owned, &mut report, &Place::Line(1));
        assert_eq!(done, r"so x² and [latex]\begin{x}[/latex]");
        assert_eq!(report.count(Lost::Formula), 1);
    }
}
