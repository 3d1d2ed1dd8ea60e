//! What stands before the rows: Anki's lines that begin with `#`, or a row with the names of the columns.

use super::rows::Row;
use crate::exchange::tags;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The next field of the card: front, back, and further ones.
    Field,
    /// The side that is shown.
    Front,
    /// The side that is recalled.
    Back,
    /// What is shown with the solution.
    Extra,
    /// What is shown on request.
    Hint,
    /// Tags, parted by spaces.
    Tags,
    /// The name of a deck.
    Deck,
    /// What Anki calls the kind of a card.
    NoteType,
    /// What nobody learns from.
    Other,
}

/// What the lines before the rows say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) separator: Option<String>,
    pub(super) html: Option<bool>,
    pub(super) columns: Vec<(usize, Column)>,
    pub(super) names: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) deck: Option<String>,
    pub(super) note_type: Option<String>,
    /// How many lines it takes.
    pub(super) lines: usize,
}

impl Header {
    /// The header of `text`, and the text after it.
    pub(super) fn of(text: &str) -> (Self, &str) {
        let mut header = Self::default();
        let mut rest = text;
        while let Some(line) = rest.strip_prefix('#') {
            let end = line.find('\n').unwrap_or(line.len());
            let Some((key, value)) = line[..end].split_once(':') else { break };
            if !header.take(&key.trim().to_lowercase(), value) {
                break;
            }
            header.lines += 1;
            rest = line.get(end + 1..).unwrap_or("");
        }
        (header, rest)
    }

    fn take(&mut self, key: &str, value: &str) -> bool {
        let word = value.trim();
        match key {
            "separator" => self.separator = Some(separator(value)),
            "html" => self.html = Some(word.eq_ignore_ascii_case("true")),
            "tags" => self.tags = tags::listed(word),
            "deck" => self.deck = Some(word.to_owned()),
            "notetype" => self.note_type = Some(word.to_owned()),
            "columns" => self.names = Some(value.to_owned()),
            "if matches" => {}
            _ => {
                let column = match key {
                    "tags column" => Column::Tags,
                    "deck column" => Column::Deck,
                    "notetype column" => Column::NoteType,
                    "guid column" => Column::Other,
                    _ => return false,
                };
                if let Some(place) = word.parse().ok().and_then(|number: usize| number.checked_sub(1)) {
                    self.columns.push((place, column));
                }
            }
        }
        true
    }

    /// What the column at `place` holds.
    pub(super) fn column(&self, place: usize) -> Column {
        self.columns.iter().find(|(at, _)| *at == place).map_or(Column::Field, |(_, column)| *column)
    }

    /// Takes the names of the columns from `names`; `false` when they name no two sides.
    pub(super) fn name(&mut self, names: &[String]) -> bool {
        let columns: Vec<_> = names.iter().map(|name| column(name)).collect();
        let has = |wanted| columns.contains(&Some(wanted));
        if !(has(Column::Front) && has(Column::Back)) {
            return false;
        }
        for (place, column) in columns.into_iter().enumerate() {
            if self.column(place) == Column::Field {
                self.columns.push((place, column.unwrap_or(Column::Extra)));
            }
        }
        true
    }
}

/// Whether a row says what the columns are.
pub(super) fn is_naming(row: &Row) -> bool {
    row.fields.as_ref().is_some_and(|fields| Header::default().name(fields))
}

/// A separator by its name, as Anki and people write it.
pub(super) fn separator(written: &str) -> String {
    match written.trim().to_lowercase().as_str() {
        "tab" | "\\t" => "\t".to_owned(),
        "comma" => ",".to_owned(),
        "semicolon" => ";".to_owned(),
        "space" => " ".to_owned(),
        "pipe" => "|".to_owned(),
        "colon" => ":".to_owned(),
        "" if written.is_empty() => "\t".to_owned(),
        _ => written.replace("\\t", "\t").replace("\\n", "\n"),
    }
}

fn column(name: &str) -> Option<Column> {
    Some(match name.trim().to_lowercase().as_str() {
        "front" | "question" | "term" | "prompt" | "word" | "text" => Column::Front,
        "back" | "answer" | "definition" | "translation" | "meaning" => Column::Back,
        "extra" | "back extra" | "explain" | "explanation" | "notes" | "comment" => Column::Extra,
        "hint" => Column::Hint,
        "tags" | "tag" | "labels" => Column::Tags,
        "deck" => Column::Deck,
        "notetype" | "note type" | "type" => Column::NoteType,
        "guid" | "id" => Column::Other,
        _ => return None,
    })
}
