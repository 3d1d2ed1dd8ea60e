//! What stands before the rows: Anki's lines that begin with `#`, or a row with the names of the columns.

use std::borrow::Cow;

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
    /// What becomes a tag as a whole.
    Topic,
    /// One of the options.
    Option,
    /// All options, in one field.
    Options,
    /// An option that is wrong.
    Wrong,
    /// All that are wrong, in one field.
    Wrongs,
    /// Which option is right, by letter, number or text.
    Right,
    /// The same by its number, which may count from 0.
    RightIndex,
    /// All options or the answer: [`super::names`] decides.
    Answers,
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
    /// Whether it has lines that begin with `#`.
    pub(super) is_ankis: bool,
    /// What a spreadsheet filled up its lines with.
    pub(super) padding: Option<char>,
    /// How many lines it takes.
    pub(super) lines: usize,
}

impl Header {
    /// The header of `text`, and the text after it.
    pub(super) fn of(text: &str) -> (Self, &str) {
        let mut header = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (line, next) = rest.split_once('\n').unwrap_or((rest, ""));
            // Quotes are put around a head by spreadsheets; elsewhere they hold a card that begins so.
            let is_of_sheet = header.lines == 0 || header.padding.is_some();
            let head = if is_of_sheet { unquoted(line) } else { Cow::Borrowed(line) };
            let is_head = match head.strip_prefix('#') {
                Some(inside) => inside.split_once(':').is_some_and(|(key, value)| {
                    let is_taken = header.take(&key.trim().to_lowercase(), value);
                    header.is_ankis |= is_taken;
                    is_taken
                }),
                None => header.take_sep(&head) || head.trim().is_empty(),
            };
            if !is_head {
                break;
            }
            header.lines += 1;
            rest = next;
        }
        (header, rest)
    }

    /// Takes `sep=;`, the line by which spreadsheets say what parts the fields.
    fn take_sep(&mut self, line: &str) -> bool {
        let lower = line.trim_start().to_lowercase();
        if self.lines > 0 || !lower.starts_with("sep=") {
            return false;
        }
        let said = &line.trim_start()["sep=".len()..];
        let said = said.chars().next().map_or("\t".to_owned(), String::from);
        self.separator = Some(if line.contains("\\t") { "\t".to_owned() } else { said });
        true
    }

    fn take(&mut self, key: &str, value: &str) -> bool {
        // A spreadsheet fills up a line with separators, and so tells what parts the fields now.
        let padding = value.trim_end_matches(['\r', ' ']);
        let bare = padding.trim_end_matches([',', ';', '\t']);
        let is_separator = key == "separator" && bare.is_empty() && !padding.is_empty();
        let is_padded = bare.len() < padding.len() && !is_separator;
        let filled = padding.chars().next_back().filter(|_| is_padded);
        let value = if is_padded { bare } else { value };
        let is_taken = self.take_value(key, value, is_separator);
        if is_taken {
            self.padding = filled.or(self.padding);
        }
        is_taken
    }

    fn take_value(&mut self, key: &str, value: &str, is_separator: bool) -> bool {
        let word = value.trim();
        match key {
            "separator" if is_separator => self.separator = value.chars().next().map(String::from),
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

    /// Takes the names of the columns from `names`, those that are not known as more about the answer; `false` when they
    /// name no question.
    pub(super) fn name(&mut self, names: &[String]) -> bool {
        let columns = super::names::columns(names);
        if !columns.contains(&Some(Column::Front)) {
            return false;
        }
        for (place, column) in columns.into_iter().enumerate() {
            if self.column(place) == Column::Field {
                self.columns.push((place, column.unwrap_or(Column::Extra)));
            }
        }
        true
    }

    /// Whether a card may have options.
    pub(super) fn has_options(&self) -> bool {
        [Column::Option, Column::Options, Column::Wrong, Column::Wrongs]
            .iter()
            .any(|column| self.has(*column))
    }

    /// Whether a column of that sort is there.
    pub(super) fn has(&self, wanted: Column) -> bool {
        self.columns.iter().any(|(_, column)| *column == wanted)
    }
}

/// A line of a head as it was before a spreadsheet put quotes around it.
fn unquoted(line: &str) -> Cow<'_, str> {
    match line.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((inside, after)) if inside.starts_with('#') || inside.to_lowercase().starts_with("sep=") => {
            Cow::Owned(format!("{inside}{after}"))
        }
        _ => Cow::Borrowed(line),
    }
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
