//! Applies the fixes of findings to a text.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Edit, Span};

/// `text` with `fixes` applied, and which of them were: each is applied whole or not at all. One that overlaps an
/// earlier one, or that does not fit the text, is left for another time.
///
/// All fixes are in the file of `text`; which file that is does not matter here.
pub fn mended<'a>(text: &str, fixes: impl IntoIterator<Item = &'a [Edit]>) -> (String, Vec<bool>) {
    let mut taken: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut applied = Vec::new();
    for fix in fixes {
        let mut added = Vec::new();
        let fits = !fix.is_empty()
            && fix.iter().all(|edit| {
                let fits = text.get(edit.span.range.clone()).is_some() && !overlaps(&taken, edit);
                if fits {
                    taken.insert(edit.span.range.start, edit);
                    added.push(edit.span.range.start);
                }
                fits
            });
        if !fits {
            for start in added {
                taken.remove(&start);
            }
        }
        applied.push(fits);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for Edit { span, text: new } in taken.into_values() {
        out.push_str(&text[done..span.range.start]);
        out.push_str(new);
        done = span.range.end;
    }
    out.push_str(&text[done..]);
    (out, applied)
}

/// Whether `edit` changes a byte that one of `taken` changes, or it is open which of the two comes first.
fn overlaps(taken: &BTreeMap<usize, &Edit>, edit: &Edit) -> bool {
    let range = &edit.span.range;
    let before = taken.range(..=range.start).next_back();
    before.is_some_and(|(start, other)| other.span.range.end > range.start || *start == range.start)
        || taken.range(range.start + 1..).next().is_some_and(|(start, _)| *start < range.end)
}

/// Lets the fixes of mistyped keys keep the `=` in its column, where blanks before it give them room. `text` is that of
/// the file the findings are in.
pub fn keep_columns<'a>(text: &str, findings: impl Iterator<Item = &'a mut Diagnostic>) {
    for edit in findings.filter(|one| one.code == Code::UNKNOWN_KEY).flat_map(|one| &mut one.fix) {
        let Edit { span: Span { range, .. }, text: new } = edit;
        let Some(rest) = text.get(range.end..) else { continue };
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        if new.len() == range.len() || blanks < 2 || !rest[blanks..].starts_with('=') {
            continue;
        }
        let room = (range.len() + blanks).saturating_sub(new.len()).max(1);
        range.end += blanks;
        new.extend(std::iter::repeat_n(' ', room));
    }
}

/// A TOML string on one line.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.replace('\n', " ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Code, FileId, Span};

    fn edit(range: std::ops::Range<usize>, text: &str) -> Edit {
        Edit { span: Span::new(FileId(0), range), text: text.to_owned() }
    }

    #[test]
    fn fixes_are_applied_whole_and_never_one_over_another() {
        let fixes = [
            vec![edit(4..5, "E"), edit(0..1, "A")],
            vec![edit(2..3, "C"), edit(4..5, "x")],
            vec![edit(1..1, "+"), edit(1..2, "-")],
            vec![edit(5..6, "F")],
            vec![edit(7..90, "?")],
            vec![],
        ];
        let (text, applied) = mended("abcdef", fixes.iter().map(Vec::as_slice));
        assert_eq!(text, "AbcdEF");
        assert_eq!(applied, [true, false, false, true, false, false]);
    }

    #[test]
    fn a_mended_key_keeps_its_column() {
        for (text, wanted) in [
            ("qestion  = 1", "question = 1"),
            ("questionn  = 1", "question   = 1"),
            ("qestion = 1", "question = 1"),
            ("qestion= 1", "question= 1"),
            ("qe     = 1", "question = 1"),
            ("qestion   1", "question   1"),
        ] {
            let range = 0..text.find([' ', '=']).unwrap();
            let span = Span::new(FileId(0), range);
            let mut finding = [Diagnostic::error(Code::UNKNOWN_KEY, span.clone(), "").fix(span, "question")];
            keep_columns(text, finding.iter_mut());
            assert_eq!(mended(text, [finding[0].fix.as_slice()]).0, wanted);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_fix_breaks_a_character(text in "\\PC{0,12}", start in 0..20_usize, length in 0..6_usize) {
            let fix = [edit(start..start + length, "x")];
            let (mended, applied) = mended(&text, [fix.as_slice()]);
            proptest::prop_assert!(applied[0] || mended == text);
        }
    }
}
