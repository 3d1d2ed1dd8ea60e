//! Writes ids into a deck's text, keeping everything else as it is.

use super::Unwritten;
use crate::source::FileId;

/// `text` with the ids of `unwritten` that belong to `file` written under their headers. A card written as an inline
/// table (`card = [{ … }]`) is left alone.
pub fn with_ids(text: &str, file: FileId, unwritten: &[Unwritten]) -> String {
    let mut places: Vec<&Unwritten> = unwritten.iter().filter(|id| id.at.file == file).collect();
    places.sort_by_key(|id| id.at.range.start);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len() + places.len() * 32);
    let mut done = 0;
    for Unwritten { at, id } in places {
        let start = at.range.start;
        if !text[start..].starts_with('[') {
            continue;
        }
        let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end + 1);
        out.push_str(&text[done..line_end]);
        if !out.ends_with('\n') {
            out.push_str(newline);
        }
        out.push_str("id = \"");
        out.push_str(id);
        out.push('"');
        out.push_str(newline);
        done = line_end;
    }
    out.push_str(&text[done..]);
    out
}
