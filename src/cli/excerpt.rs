//! The line of a file that a finding is about, safe to print and of bearable length.

use std::ops::Range;

use crate::source::{is_clean, line_and_column};

/// Longest part of a line that is quoted from the mark on, in characters.
const LONGEST: usize = 120;
/// Longest part of a line before the mark, in characters; the renderer shows what has room, and counts the columns.
const BEFORE: usize = 2000;

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line, or the part of it around what is marked.
    pub(super) text: String,
    /// What is marked, in bytes of `text`.
    pub(super) marked: Range<usize>,
    /// The number of the line in its file, from 1.
    pub(super) line: usize,
    /// The column, from 1, at which the marked part begins in its file, where the text does not tell it.
    pub(super) column: Option<usize>,
}

impl Excerpt {
    /// The line that the bytes `range` of `text` begin on. What is marked ends with the line.
    pub(super) fn of(text: &str, range: &Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let (line, column) = line_and_column(text, start);
        let begin = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let end = start.max(begin + text[begin..end].trim_end_matches('\r').len());
        let stop = text.floor_char_boundary(range.end.clamp(start, end));
        // The part to the left is cut from its beginning, so that what is marked stays in sight.
        let before = &text[begin..start];
        let skip = (column - 1).saturating_sub(BEFORE);
        let skipped = before.char_indices().nth(skip).filter(|_| skip > 0);
        let mut out = match skipped {
            Some((at, _)) => format!("…{}", safe(&before[at..])),
            None => safe(before),
        };
        let mut room = LONGEST;
        let from = out.len();
        room -= push(&mut out, &text[start..stop], room);
        let to = out.len();
        push(&mut out, &text[stop..end], room);
        if text[start..end].chars().count() > out[from..].chars().count() {
            out.push('…');
        }
        Self { text: out, marked: from..to, line, column: skipped.map(|_| column) }
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

/// Lines and columns of one text, both from 1. Quick where the places are asked for in ascending order.
pub(super) struct Places<'a> {
    text: &'a str,
    at: usize,
    place: (usize, usize),
}

impl<'a> Places<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0, place: (1, 1) }
    }

    /// Where byte `at` stands.
    pub(super) fn of(&mut self, at: usize) -> (usize, usize) {
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        if at < self.at {
            (self.at, self.place) = (0, (1, 1));
        }
        self.place = self.after(at);
        self.at = at;
        self.place
    }

    /// Where byte `at` stands, after the one asked for last; the next place may lie before it.
    pub(super) fn after(&self, at: usize) -> (usize, usize) {
        let at = self.text.floor_char_boundary(at.clamp(self.at, self.text.len()));
        let (line, column) = self.place;
        let passed = &self.text[self.at..at];
        match passed.rfind('\n') {
            None => (line, column + passed.chars().count()),
            Some(newline) => (line + passed.matches('\n').count(), passed[newline + 1..].chars().count() + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_quoted_and_the_rest_of_the_file_is_not() {
        let excerpt = Excerpt::of("one\ntwo three\nfour", &(8..20));
        assert_eq!(excerpt, Excerpt { text: "two three".into(), marked: 4..9, line: 2, column: None });
        assert_eq!(Excerpt::of("", &(0..0)).marked, 0..0);
    }

    #[test]
    fn a_line_of_any_length_is_bearable() {
        let text = "ü".repeat(50_000);
        for range in [0..100_000, 2..4, 50_000..50_002, 99_998..100_000, 100_000..100_000] {
            let excerpt = Excerpt::of(&text, &range);
            assert!(excerpt.text.chars().count() <= BEFORE + LONGEST + 2);
            assert!(excerpt.text.get(excerpt.marked).is_some());
        }
        assert_eq!(Excerpt::of(&text, &(50_000..50_002)).column, Some(25_001));
    }

    #[test]
    fn nothing_that_commands_a_terminal_is_quoted() {
        let excerpt = Excerpt::of("a\u{1b}[2J\u{202e}\0\u{9b}b\r\n", &(1..2));
        assert_eq!(excerpt.text, "a␛[2J\u{fffd}␀\u{fffd}b");
        assert_eq!(&excerpt.text[excerpt.marked], "␛");
    }

    #[test]
    fn places_are_those_of_the_slow_way() {
        let text = "aü\n\nb\r\ncdü\n";
        let mut places = Places::new(text);
        for at in [0, 2, 3, 4, 6, 10, 99, 1, 7] {
            assert_eq!(places.of(at), line_and_column(text, at), "{at}");
            assert_eq!(places.after(at + 4), line_and_column(text, at + 4), "{at}");
        }
    }
}
