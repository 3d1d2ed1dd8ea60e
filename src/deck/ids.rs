//! Writes ids into a deck's text, keeping everything else as it is.

use std::collections::HashMap;
use std::ops::Range;

use toml::de::DeTable;

use super::{Deck, Unwritten};
use crate::source::{Code, Diagnostic, Edit, FileId, SourceFile, Span, mended};

/// Letters of the longest id.
pub const LONGEST_ID: usize = 80;

/// `wanted`, or with the first number behind it with which it is free.
pub fn free_id(wanted: &str, is_free: impl Fn(&str) -> bool) -> String {
    let mut number = 1;
    loop {
        let id = numbered(wanted, number);
        if is_free(&id) {
            return id;
        }
        number += 1;
    }
}

/// The id that the one of this `number`, from 1, gets of several that want the same: no longer than an id may be.
pub fn numbered(wanted: &str, number: usize) -> String {
    if number == 1 {
        return wanted.to_owned();
    }
    let end = format!("-{number}");
    let begin: String = wanted.chars().take(LONGEST_ID - end.len()).collect();
    begin + &end
}

/// `text` with the ids of `unwritten` that belong to `file` written under their headers, or behind the brace that opens
/// a table. Where the author wrote a table as dotted keys, there is no place for an id, and it is left out.
pub fn with_ids(text: &str, file: FileId, unwritten: &[Unwritten]) -> String {
    let edits: Vec<Edit> = edits(text, file, unwritten).collect();
    mended(text, edits.iter().map(std::slice::from_ref)).0
}

/// The text of a deck's main file with `id` as the deck's id: in the place of the one it has, or where one is missing. All
/// else stays. `None` where there is no place for it.
pub fn with_deck_id(text: &str, id: &str) -> Option<String> {
    let (root, _) = DeTable::parse_recoverable(text);
    let edit = match root.get_ref().get("deck") {
        None => Edit { span: in_main(text.len()..text.len()), text: format!("\n[deck]\nid = \"{id}\"\n") },
        Some(deck) => match deck.get_ref().as_table()?.get("id") {
            Some(known) => Edit { span: in_main(known.span()), text: format!("\"{id}\"") },
            None => edit(text, &Unwritten { at: in_main(deck.span()), id: id.to_owned() })?,
        },
    };
    let written = mended(text, [std::slice::from_ref(&edit)]).0;
    let (deck, _) = super::parse(&[SourceFile { name: "deck.toml".into(), text: written.clone() }]);
    (deck.id == id).then_some(written)
}

fn in_main(range: Range<usize>) -> Span {
    Span::new(FileId(0), range)
}

/// One note for each file with cards that have no id: what that risks, and the change that writes the ids.
pub fn lacking_ids(deck: &Deck, files: &[SourceFile]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut by_file: HashMap<FileId, Vec<Unwritten>> = HashMap::new();
    // That the deck has none is told by a finding of its own.
    for one in deck.unwritten.iter().filter(|one| one.at != deck.at) {
        by_file.entry(one.at.file).or_default().push(one.clone());
    }
    for (number, file) in files.iter().enumerate() {
        let id = FileId(u16::try_from(number).unwrap_or(u16::MAX));
        let lacking = by_file.remove(&id).unwrap_or_default();
        let Some(first) = lacking.iter().min_by_key(|one| one.at.range.start) else { continue };
        let message = match lacking.len() {
            1 => "a card has no `id`, so its progress hangs on its wording".to_owned(),
            many => format!("{many} cards have no `id`, so their progress hangs on their wording"),
        };
        notes.push(
            Diagnostic::note(Code::NO_ID, first.at.clone(), message)
                .help("`examdrill fmt` writes the ids")
                .fixes(edits(&file.text, id, &lacking).collect()),
        );
    }
    notes
}

fn edits<'a>(text: &'a str, file: FileId, unwritten: &'a [Unwritten]) -> impl Iterator<Item = Edit> + 'a {
    unwritten.iter().filter(move |one| one.at.file == file).filter_map(|one| edit(text, one))
}

/// The change that writes one id.
pub(super) fn edit(text: &str, Unwritten { at, id }: &Unwritten) -> Option<Edit> {
    let start = at.range.start;
    let rest = text.get(start..)?;
    if let Some(inside) = rest.strip_prefix('{') {
        let comma = if inside.trim_start().starts_with('}') { "" } else { "," };
        let span = Span::new(at.file, start + 1..start + 1);
        return Some(Edit { span, text: format!(" id = \"{id}\"{comma}") });
    }
    let header = rest.strip_prefix('[')?.trim_start_matches('[').split(']').next()?;
    let name = header.rsplit('.').next()?.trim();
    // The header of a table further in (`[deck.more]`) stands for the one around it, too.
    if !["deck", "card", "generate"].contains(&name) {
        return None;
    }
    // As the header's own line ends; only a last line without an end needs a look at the others.
    let (end, newline, before) = match rest.find('\n') {
        Some(end) if rest[..end].ends_with('\r') => (start + end + 1, "\r\n", ""),
        Some(end) => (start + end + 1, "\n", ""),
        None if text.contains("\r\n") => (text.len(), "\r\n", "\r\n"),
        None => (text.len(), "\n", "\n"),
    };
    let key = format!("{:width$}", "id", width = key_width(&text[end..]));
    let span = Span::new(at.file, end..end);
    Some(Edit { span, text: format!("{before}{key} = \"{id}\"{newline}") })
}

/// The columns before the ` =` of the keys that follow, where they stand one below the other; otherwise none.
fn key_width(rest: &str) -> usize {
    let keys: Vec<(usize, usize)> = rest.lines().map_while(key_lengths).collect();
    let Some((width, length)) = keys.first().copied() else { return 0 };
    let is_aligned = keys.iter().all(|(own, _)| *own == width);
    // Keys of one length stand below each other by chance.
    if is_aligned && keys.iter().any(|(_, own)| *own != length) { width } else { 0 }
}

/// How long the key is that a line begins with: up to its ` =`, and without blanks.
fn key_lengths(line: &str) -> Option<(usize, usize)> {
    let (key, _) = line.split_once('=')?;
    let is_plain = key.trim_end().chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    (is_plain && key.ends_with(' ')).then(|| (key.len() - 1, key.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_with_a_number_is_free_and_no_longer_than_an_id_may_be() {
        assert_eq!(free_id("a", |_| true), "a");
        assert_eq!(free_id("a", |id| !["a", "a-2"].contains(&id)), "a-3");
        let long = "\u{e9}".repeat(LONGEST_ID);
        let free = free_id(&long, |id| id != long);
        assert!(free.ends_with("\u{e9}-2") && free.chars().count() == LONGEST_ID, "{free}");
    }
}
