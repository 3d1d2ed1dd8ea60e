//! Shows the change that mends a finding: the lines before and after for people, a sentence for annotations.

use std::ops::Range;

use annotate_snippets::{Group, Level, Patch, Snippet};

use crate::source::{Diagnostic, Edit, SourceFile, clean, is_clean, line_and_column};

/// Lines around a fix that are shown at most.
const MOST_LINES: usize = 12;
/// Bytes of them.
const MOST_BYTES: usize = 1000;
/// Changes that are told in words at most.
const MOST_TOLD: usize = 3;

/// The lines that the fix of `finding` changes, before and after, under its help. `None` where they are too many, or
/// hold what must not reach a terminal.
pub(super) fn group<'a>(finding: &Diagnostic, files: &'a [SourceFile]) -> Option<Group<'a>> {
    let text = &files.get(usize::from(finding.span.file.0))?.text;
    let lines = lines(text, &finding.fix)?;
    let shown = text.get(lines.clone())?;
    // Byte for byte, so that the places stay; a tab would make the marks stand askew.
    let plain = shown.replace(['\t', '\r'], " ");
    if !is_clean(&plain) || shown.len() > MOST_BYTES || shown.lines().count() > MOST_LINES {
        return None;
    }
    let patches = finding.fix.iter().map(|Edit { span, text }| {
        let range = span.range.start - lines.start..span.range.end - lines.start;
        Patch::new(range, clean(text).into_owned())
    });
    let title = finding.help.as_deref().unwrap_or("write it so");
    let source = Snippet::source(plain)
        .line_start(line_and_column(text, lines.start).0)
        .patches(patches.collect::<Vec<_>>());
    Some(Level::HELP.secondary_title(clean(title).into_owned()).element(source))
}

/// The whole lines that hold all of `fix`.
fn lines(text: &str, fix: &[Edit]) -> Option<Range<usize>> {
    let first = fix.iter().map(|edit| edit.span.range.start).min()?;
    let last = fix.iter().map(|edit| edit.span.range.end).max()?;
    let start = text.get(..first)?.rfind('\n').map_or(0, |newline| newline + 1);
    let end = text.get(last..)?.find('\n').map_or(text.len(), |newline| last + newline);
    Some(start..end)
}

fn edit_in_words(edit: &Edit, text: &str) -> String {
    let (line, _) = line_and_column(text, edit.span.range.start);
    match (text.get(edit.span.range.clone()).unwrap_or_default().trim(), edit.text.trim()) {
        ("", new) => format!("insert `{new}` in line {line}"),
        (old, "") => format!("remove `{old}` from line {line}"),
        (old, new) => format!("replace `{old}` by `{new}` in line {line}"),
    }
}

/// The fix of `finding` in a sentence: replace `bakc` by `back`.
pub(super) fn in_words(finding: &Diagnostic, files: &[SourceFile]) -> Option<String> {
    let text = &files.get(usize::from(finding.span.file.0))?.text;
    let is_short = |edit: &Edit| edit.span.range.len() < 80 && edit.text.len() < 80;
    match finding.fix.as_slice() {
        [] => None,
        fix if fix.len() <= MOST_TOLD && fix.iter().all(is_short) => {
            Some(fix.iter().map(|edit| edit_in_words(edit, text)).collect::<Vec<_>>().join(", "))
        }
        fix => Some(format!("`examdrill check --fix` makes {} changes", fix.len())),
    }
}
