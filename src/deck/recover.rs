//! Reading on after a syntax error: a broken table is blanked out and its neighbours are read as if it were not there.
//!
//! An unclosed quote or bracket swallows whatever follows it, so the errors of the file as a whole say little. Each
//! table is therefore tried on its own, which also names the table that is really broken.

use std::ops::Range;

use toml::de::{DeTable, Error};

use crate::source::{Code, Diagnostic, FileId, Span, clean};

/// Syntax errors reported for one file.
const MOST_ERRORS: usize = 20;

/// `text` with its broken tables blanked out, byte for byte, so that every place keeps its number; and the errors, the
/// first of each table.
pub(super) fn without_broken_tables(file: FileId, text: &str) -> (String, Vec<Diagnostic>) {
    without_broken_parts(file, text, |line| {
        ["[deck]", "[[card]]", "[[table]]", "[[generate]]"].iter().any(|header| line.starts_with(header))
    })
}

/// The same of a text whose parts can stand alone, each from a line that `begins` one to the next.
pub(crate) fn without_broken_parts(
    file: FileId,
    text: &str,
    begins: impl Fn(&str) -> bool,
) -> (String, Vec<Diagnostic>) {
    let mut healthy = text.to_owned();
    let mut findings = Vec::new();
    for table in parts(text, begins) {
        let (_, errors) = DeTable::parse_recoverable(&text[table.clone()]);
        // The parser tells what it found on closing before what it found on the way.
        let first = errors.iter().min_by_key(|error| error.span().map_or(usize::MAX, |span| span.start));
        if let Some(error) = first {
            if findings.len() < MOST_ERRORS {
                findings.push(syntax(file, text, error, table.start));
            }
            let blank: String =
                text[table.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
            healthy.replace_range(table, &blank);
        }
    }
    (healthy, findings)
}

/// Adds the `errors` of what is left: it can still clash across tables, as two `[deck]`s do.
pub(crate) fn add_clashes(file: FileId, text: &str, errors: &[Error], findings: &mut Vec<Diagnostic>) {
    let room = MOST_ERRORS - findings.len();
    findings.extend(errors.iter().take(room).map(|error| syntax(file, text, error, 0)));
}

/// The stretches of `text` that can stand alone: from one line that `begins` such to the next.
fn parts(text: &str, begins: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins(line) && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The finding of a syntax error; `base` is where the parsed part of `text` begins.
pub(crate) fn syntax(file: FileId, text: &str, error: &Error, base: usize) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let start = text.floor_char_boundary((base + range.start).min(text.len()));
    let end = text.ceil_char_boundary((base + range.end).clamp(start, text.len()));
    let message = clean(error.message()).replace('\n', ", ");
    let help = if message.starts_with("duplicate key") {
        "remove one of the two"
    } else {
        "this is not TOML: look for a missing quote, bracket or `=` here or on the line above"
    };
    Diagnostic::error(Code::SYNTAX, Span::new(file, start..end), message).help(help)
}
