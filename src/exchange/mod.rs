//! Brings cards in from other programs' files, and writes cards in their formats.
//!
//! A format is one entry of [`FORMATS`], with its example and its documentation. Reading never fails: a bad record is
//! left out and told in the [`Report`], and its neighbours come along.

mod aiken;
mod by_id;
mod card;
pub(crate) mod cloze;
mod content;
mod delimited;
pub(crate) mod entry;
mod formula;
mod gift;
pub(crate) mod html;
mod known;
mod letters;
mod markdown;
mod merge;
pub(crate) mod prose;
mod reference;
mod report;
mod same;
pub(crate) mod simpler;
pub(crate) mod tags;
mod update;

#[cfg(test)]
mod tests;

pub use by_id::{Identified, Taken, fingerprint, merged_by_id};
pub use card::Card;
pub use content::Content;
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
    /// How it is read; `None` where it is only written.
    pub read: Option<Reader>,
    /// How it is written; `None` where it is only read.
    pub write: Option<Writer>,
}

/// How a format is read.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The cards in the example.
    pub holds: usize,
    /// Optional keys of which it says by silence that there are none.
    pub says: &'static [&'static str],
    /// Whether a file, or its beginning, looks like one of this format.
    pub fits: fn(&Content<'_>) -> bool,
    /// The cards of a file.
    pub read: fn(&Content<'_>, &Reading) -> Brought,
}

/// The bytes of a file with these cards. The report says what stays behind.
pub type Writer = fn(&[&Card], &mut Report) -> Vec<u8>;

/// All formats, in the order in which they are tried on a file whose name says nothing.
///
/// **Add a format here and in one new file, nowhere else.** One that is only read or only written leaves the other out.
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

    /// The format of a file, by the ending of its name or else by what its beginning looks like. What is only written is
    /// none.
    pub fn of(name: &str, beginning: &[u8]) -> Option<&'static Self> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let content = Content::new(beginning);
        let mut read = FORMATS.iter().filter(|format| format.read.is_some());
        let by_name = read.clone().find(|format| format.endings.contains(&ending.as_str()));
        by_name.or_else(|| read.find(|format| format.read.is_some_and(|reader| (reader.fits)(&content))))
    }

    /// Reads a file; a format that is only written brings nothing.
    ///
    /// Never fails: what makes no card is counted, and its neighbours come along. Lines end as they may, and bytes that
    /// are no text are replaced and counted.
    pub fn read(&self, bytes: &[u8], reading: &Reading) -> Brought {
        let Some(reader) = self.read else { return Brought::default() };
        let content = Content::new(bytes);
        let mut brought = (reader.read)(&content, reading);
        for _ in 0..content.broken() {
            brought.report.lose(Lost::Bytes, &Place::Nowhere, None);
        }
        brought
    }

    /// Optional keys of which a file says by silence that there are none.
    pub fn says(&self) -> &'static [&'static str] {
        self.read.map_or(&[], |reader| reader.says)
    }

    /// Whether it is read, written, or both, in words.
    pub const fn ways(&self) -> &'static str {
        match (self.read, self.write) {
            (Some(_), Some(_)) => "read and written",
            (Some(_), None) => "read only",
            (None, _) => "written only",
        }
    }

    /// `cards` in this format, and what stayed behind; `None` where it is only read.
    ///
    /// Each card is read back from what was written of it, where the format is read. One that would ask something else
    /// then, and of which no loss is told, is left out and named.
    pub fn write(&self, cards: &[Card], mut report: Report) -> Option<(Vec<u8>, Report)> {
        let write = self.write?;
        let (fit, unfit): (Vec<_>, Vec<_>) = cards.iter().partition(|card| self.is_faithful(write, card));
        let bytes = write(&fit, &mut report);
        for card in unfit {
            report.lose(Lost::Unwritable, &card.place, Some(card.body.kind()));
        }
        Some((bytes, report))
    }

    /// Whether what is written of `card` reads as that card, but for losses that are told.
    fn is_faithful(&self, write: Writer, card: &Card) -> bool {
        let Some(reader) = self.read else { return true };
        let mut told = Report::default();
        let bytes = write(&[card], &mut told);
        if told.count(Lost::Kind) > 0 {
            // It is not written at all, and that is told.
            return true;
        }
        let back = (reader.read)(&Content::new(&bytes), &Reading::default());
        same::came_back(card, &back.cards, &told)
    }
}
