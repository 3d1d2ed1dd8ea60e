//! Brings cards in from other programs' text formats, and writes cards in them.
//!
//! A format is one entry of [`FORMATS`], with its example and its documentation. Reading never fails: a bad record is
//! left out and told in the [`Report`], and its neighbours come along.

mod aiken;
mod card;
mod cloze;
mod delimited;
pub(crate) mod entry;
mod formula;
mod gift;
mod html;
mod known;
mod letters;
mod markdown;
mod merge;
mod prose;
mod reference;
mod report;
mod same;
mod simpler;
mod tags;
mod update;

#[cfg(test)]
mod tests;

pub use card::Card;
pub use merge::{Head, Taking, merged, merged_into};
pub use reference::reference;
pub use report::{Change, KeyChange, Loss, Lost, MOST_PLACES, Place, Report, Weight};

/// A format of another program.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name for `--format`.
    pub name: &'static str,
    /// How names of its files end.
    pub endings: &'static [&'static str],
    /// What it is and what comes along, in one paragraph of Markdown.
    pub about: &'static str,
    /// A file of it, as short as it can be and still show something.
    pub example: &'static str,
    /// The cards in the example.
    pub holds: usize,
    /// Optional keys of which it says by silence that there are none.
    pub says: &'static [&'static str],
    is_like: fn(&str) -> bool,
    read: fn(&str, &Reading) -> Brought,
    write: Option<Write>,
}

/// Writes cards, and counts in the report what stays behind.
type Write = fn(&[&Card], &mut Report) -> String;

/// All formats, in the order in which they are tried on a file whose name says nothing.
///
/// **Add a format here and in one new file, nowhere else.**
pub const FORMATS: &[Format] =
    &[delimited::TSV, aiken::AIKEN, markdown::MARKDOWN, gift::GIFT, delimited::CSV];

/// What the learner says about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What stands between two fields, where fields may be quoted.
    pub separator: Option<String>,
    /// What stands between a term and its definition, where nothing is quoted.
    pub between: Option<String>,
    /// What stands between two rows, where nothing is quoted.
    pub rows: Option<String>,
    /// What each column of a file of rows holds.
    pub columns: Option<Vec<String>>,
    /// Rows before the first card.
    pub skipped: usize,
}

/// Why a file is not read at all: any card that came of it could be false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What is the matter with it, behind its name: `has 6 columns …`.
    pub what: String,
    /// What to do.
    pub help: String,
}

/// What a file brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brought {
    /// The cards.
    pub cards: Vec<Card>,
    /// The name that the file gives its deck.
    pub title: Option<String>,
    /// What did not come along.
    pub report: Report,
    /// Why nothing was read.
    pub refused: Option<Refused>,
}

/// Bytes of one record from which on it is no card that anybody wrote.
const LONGEST: usize = 64 * 1024;

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of a file, by the ending of its name or else by what is in it.
    pub fn of(name: &str, text: &str) -> Option<&'static Self> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let by_name = FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()));
        by_name.or_else(|| FORMATS.iter().find(|format| (format.is_like)(text)))
    }

    /// Reads a file.
    ///
    /// Never fails: what makes no card is counted, and its neighbours come along. Lines end as they may, and bytes that
    /// are no text are replaced and counted.
    pub fn read(&self, bytes: &[u8], reading: &Reading) -> Brought {
        let (text, broken) = text(bytes);
        let mut brought = (self.read)(&text, reading);
        for _ in 0..broken {
            brought.report.lose(Lost::Bytes, &Place::Nowhere, None);
        }
        brought
    }

    /// Whether cards can be written in it.
    pub const fn is_written(&self) -> bool {
        self.write.is_some()
    }

    /// `cards` in this format, and what stayed behind; `None` where it is only read.
    ///
    /// Each card is read back from what was written of it. One that would ask something else then, and of which no loss
    /// is told, is left out and named.
    pub fn write(&self, cards: &[Card], mut report: Report) -> Option<(String, Report)> {
        let write = self.write?;
        let (fit, unfit): (Vec<_>, Vec<_>) = cards.iter().partition(|card| self.is_faithful(write, card));
        let text = write(&fit, &mut report);
        for card in unfit {
            report.lose(Lost::Unwritable, &card.place, Some(card.body.kind()));
        }
        Some((text, report))
    }

    /// Whether what is written of `card` reads as that card, but for losses that are told.
    fn is_faithful(&self, write: Write, card: &Card) -> bool {
        let mut told = Report::default();
        let text = write(&[card], &mut told);
        if told.count(Lost::Kind) > 0 {
            // It is not written at all, and that is told.
            return true;
        }
        let back = (self.read)(&text, &Reading::default());
        same::came_back(card, &back.cards, &told)
    }
}

/// The text of a file, and how many stretches of it were no text. UTF-8, or UTF-16 with its mark.
pub fn text(bytes: &[u8]) -> (String, usize) {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    let (text, broken): (String, usize) = match bytes {
        [0xff, 0xfe, ..] => (wide(u16::from_le_bytes), 0),
        [0xfe, 0xff, ..] => (wide(u16::from_be_bytes), 0),
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
            (String::from_utf8_lossy(bytes).into_owned(), broken)
        }
    };
    if text.contains('\r') {
        return (text.replace("\r\n", "\n").replace('\r', "\n"), broken);
    }
    (text, broken)
}
