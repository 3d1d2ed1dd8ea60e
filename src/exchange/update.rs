//! Takes over in the text of a deck what a file says of a card that is there: its id, its comments and its layout stay.

use std::collections::HashMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::card::Card;
use super::report::{KeyChange, Report};
use super::same::asks_same;
use crate::deck;
use crate::source::{Edit, FileId, SourceFile, Span, mended};

/// Where a key stands, and what it holds.
struct Place {
    key: Range<usize>,
    value: Range<usize>,
}

/// One card in the text of its file.
struct Block {
    /// From its header or its brace up to the end of its last key.
    range: Range<usize>,
    keys: HashMap<String, Place>,
    /// Whether it stands in braces.
    is_inline: bool,
}

/// The cards of one file by where they begin.
pub(super) struct Blocks(HashMap<usize, Block>);

impl Blocks {
    /// The cards in `text` that are written out as such, each under its own header or in its own braces.
    pub(super) fn of(text: &str) -> Self {
        let (root, _) = DeTable::parse_recoverable(text);
        let Some(DeValue::Array(cards)) = root.get_ref().get("card").map(toml::Spanned::get_ref) else {
            return Self(HashMap::new());
        };
        let blocks = cards.iter().filter_map(|card| {
            let DeValue::Table(table) = card.get_ref() else { return None };
            Some((card.span().start, block(text, &card.span(), table)))
        });
        Self(blocks.collect())
    }

    /// The edits that make the card which begins at `at` into `target`. `None` where it has no such place, or where the
    /// text that comes of it would not ask that.
    pub(super) fn edits(
        &self,
        text: &str,
        at: usize,
        changes: &[KeyChange],
        target: &Card,
    ) -> Option<Vec<Edit>> {
        let block = self.0.get(&at)?;
        let edits = block.edits(text, changes);
        // Looked at alone, so that it is known which card is to blame.
        let start = block.range.start;
        let own = edits.iter().map(|Edit { span, text }| Edit {
            span: Span::new(span.file, span.range.start - start..span.range.end - start),
            text: text.clone(),
        });
        let own: Vec<Edit> = own.collect();
        let (mended, applied) = mended(&text[block.range.clone()], [own.as_slice()]);
        let list = if block.is_inline { format!("card = [{mended}]\n") } else { String::new() };
        let table = if block.is_inline { "" } else { mended.as_str() };
        let alone = format!("{list}[deck]\nid = 'x'\ntitle = 'x'\n{table}");
        let (deck, _) = deck::parse(&[SourceFile { name: String::new(), text: alone }]);
        let read = Card::of(deck.questions.first()?, &mut Report::default())?;
        (applied == [true] && asks_same(&read.body, &target.body)).then_some(edits)
    }
}

fn block(text: &str, span: &Range<usize>, table: &DeTable<'_>) -> Block {
    let keys = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), Place { key: key.span(), value: value.span() }));
    let keys: HashMap<_, _> = keys.collect();
    let is_inline = text[span.start..].starts_with('{');
    let end = if is_inline {
        span.end
    } else {
        let last = keys.values().map(|place| place.value.end).max().unwrap_or(span.end);
        text[last..].find('\n').map_or(text.len(), |end| last + end + 1)
    };
    Block { range: span.start..end, keys, is_inline }
}

impl Block {
    fn edits(&self, text: &str, changes: &[KeyChange]) -> Vec<Edit> {
        let (mut edits, mut added) = (Vec::new(), String::new());
        for KeyChange { key, after, .. } in changes {
            match (self.keys.get(*key), after) {
                (Some(place), Some(value)) => edits.push((place.value.clone(), value.clone())),
                (Some(place), None) => edits.push((self.without(text, place), String::new())),
                (None, Some(value)) if self.is_inline => added.push_str(&format!(" {key} = {value},")),
                (None, Some(value)) => {
                    added.push_str(&format!("{key:width$} = {value}\n", width = self.width(text)));
                }
                (None, None) => {}
            }
        }
        if !added.is_empty() {
            let at = if self.is_inline { self.range.start + 1 } else { self.range.end };
            let is_open = !self.is_inline && !text[..at].ends_with('\n');
            edits.push((at..at, if is_open { format!("\n{added}") } else { added }));
        }
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let edits = edits.into_iter().map(|(range, text)| Edit {
            span: Span::new(FileId(0), range),
            text: text.replace('\n', newline),
        });
        edits.collect()
    }

    /// The stretch that goes with a key: its line, but for a comment on it, or its place between commas.
    fn without(&self, text: &str, place: &Place) -> Range<usize> {
        let (start, end) = (place.key.start, place.value.end);
        let after = end + blanks(&text[end..]);
        if self.is_inline {
            if text[after..].starts_with(',') {
                return start..after + 1 + blanks(&text[after + 1..]);
            }
            let before = text[..start].trim_end();
            return before.len() - usize::from(before.ends_with(','))..end;
        }
        if text[after..].starts_with('#') {
            return start..after;
        }
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        line..text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1)
    }

    /// The columns before the ` =` of its keys, where they stand one below the other; otherwise none.
    fn width(&self, text: &str) -> usize {
        let mut widths = self.keys.values().map(|place| {
            let line = text[..place.key.start].rfind('\n').map_or(0, |newline| newline + 1);
            let equals = text[place.key.end..].find('=').map_or(0, |at| place.key.end + at);
            equals.saturating_sub(line + 1)
        });
        let first = widths.next().unwrap_or(0);
        if widths.all(|width| width == first) { first } else { 0 }
    }
}

/// How many blanks `text` begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(key: &'static str, after: Option<&str>) -> KeyChange {
        KeyChange { key, before: None, after: after.map(str::to_owned) }
    }

    fn changed(text: &str, changes: &[KeyChange]) -> String {
        let at = text.find("[[card]]").or(text.find('{')).unwrap();
        let edits = Blocks::of(text).0[&at].edits(text, changes);
        mended(text, [edits.as_slice()]).0
    }

    #[test]
    fn values_change_in_their_place_and_comments_stay() {
        let text = "# deck\r\n[[card]] # one\r\nid    = \"a\"\r\nfront = \"q\" # why\r\nback  = \"23\" # old\r\n\r\n# two\r\n[[card]]\r\n";
        let done = changed(text, &[change("back", Some("\"22\"")), change("tags", Some("[\"x\"]"))]);
        let wanted = text.replace("23", "22").replace("# old\r\n", "# old\r\ntags  = [\"x\"]\r\n");
        assert_eq!(done, wanted);
    }

    #[test]
    fn a_key_that_goes_leaves_its_comment_and_nothing_else() {
        let text = "[[card]]\nfront = \"q\"\nback = \"a\" # see RFC\nexplain = '''\nx'''\nhint = \"h\"";
        let gone = [change("back", None), change("explain", None), change("answer", Some("1"))];
        assert_eq!(changed(text, &gone), "[[card]]\nfront = \"q\"\n# see RFC\nhint = \"h\"\nanswer = 1\n");
    }

    #[test]
    fn a_card_in_braces_changes_in_its_braces() {
        let text = "card = [{ front = \"q\", back = \"a\" }]";
        let kind = [change("front", None), change("back", Some("\"b\"")), change("hint", Some("1"))];
        assert_eq!(changed(text, &kind), "card = [{ hint = 1, back = \"b\" }]");
        assert_eq!(changed(text, &[change("back", None)]), "card = [{ front = \"q\" }]");
    }
}
