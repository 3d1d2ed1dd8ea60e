//! The line of a file that a finding is about, safe to print and of bearable length.

use std::ops::Range;

use crate::source::{is_clean, line_and_column};

/// Longest part of a line that is quoted, in characters.
const LONGEST: usize = 200;

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line, or the part of it around what is marked.
    pub(super) text: String,
    /// What is marked, in bytes of `text`.
    pub(super) marked: Range<usize>,
    /// The number of the line in its file, from 1.
    pub(super) line: usize,
    /// The column, from 1, at which the marked part begins in its file.
    pub(super) column: usize,
}

impl Excerpt {
    /// The line that the bytes `range` of `text` begin on. What is marked ends with the line.
    pub(super) fn of(text: &str, range: &Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let (line, column) = line_and_column(text, start);
        let begin = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let stop = text.floor_char_boundary(range.end.clamp(start, end));
        // The part to the left is cut from its beginning, so that what is marked stays in sight.
        let before = &text[begin..start];
        let skip = before.chars().count().saturating_sub(LONGEST / 2);
        let (lead, before) = match before.char_indices().nth(skip) {
            Some((at, _)) if skip > 0 => ("…", &before[at..]),
            _ => ("", before),
        };
        let mut out = format!("{lead}{}", safe(before));
        let mut room = LONGEST.saturating_sub(out.chars().count());
        let from = out.len();
        room -= push(&mut out, &text[start..stop], room);
        let to = out.len();
        push(&mut out, text[stop..end].trim_end_matches('\r'), room);
        if text[start..end].chars().count() > out[from..].chars().count() {
            out.push('…');
        }
        Self { text: out, marked: from..to, line, column }
    }
}

/// Appends at most `room` characters of `text`; gives how many.
fn push(out: &mut String, text: &str, room: usize) -> usize {
    let part: String = text.chars().take(room).collect();
    out.push_str(&safe(&part));
    part.chars().count()
}

/// `text` with a stand-in for each character that could do harm.
fn safe(text: &str) -> String {
    let mut buffer = [0; 4];
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if is_clean(c.encode_utf8(&mut buffer)) => c,
            c if c.is_ascii_control() => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
            _ => '\u{fffd}',
        })
        .collect()
}
