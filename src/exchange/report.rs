//! What came along and what did not: counts, with the first places.

use std::collections::BTreeSet;
use std::fmt;

use crate::source::clean;

/// What one file brought, or one export carried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Cards that came along.
    pub cards: usize,
    losses: Vec<Loss>,
    /// Cards of the deck that now hold what the file says.
    pub updated: usize,
    /// Where a card of the deck holds something else than the file, both versions.
    pub changes: Vec<Change>,
    /// The names of all keys that were not carried.
    keys: BTreeSet<String>,
}

/// A card that a deck and a file have with one prompt and otherwise not alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it was read.
    pub place: Place,
    /// What it is called in the deck.
    pub card: String,
    /// What it asks.
    pub prompt: String,
    /// The keys that differ, each with what the deck holds and what the file says, as they are written in a deck.
    pub keys: Vec<KeyChange>,
    /// Whether the deck now holds what the file says.
    pub is_taken: bool,
}

/// One key that differs; `None` where there is none of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// Its name.
    pub key: &'static str,
    /// What the deck holds.
    pub before: Option<String>,
    /// What the file says.
    pub after: Option<String>,
}

/// Everything of one sort that did not come along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What.
    pub lost: Lost,
    /// How often.
    pub count: usize,
    /// Where the first of them are, at most [`MOST_PLACES`], each with what was there, if that has a name.
    pub places: Vec<(Place, Option<String>)>,
}

/// Where something was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// A line of the file that is read, from 1.
    Line(usize),
    /// The name of the card that is written.
    Card(String),
    /// No place in particular.
    #[default]
    Nowhere,
}

/// Places that a report names of each sort of loss.
pub const MOST_PLACES: usize = 5;

/// How much a loss weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// A card did not come at all.
    Card,
    /// A card came without something that its author put in.
    Part,
    /// Nothing that anybody would learn is missing.
    Remark,
}

macro_rules! losses {
    ($($variant:ident $weight:ident $name:literal $one:literal $many:literal;)*) => {
        /// What can fail to come along.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Lost {
            $( #[doc = concat!("… ", $many)] $variant, )*
        }

        impl Lost {
            /// Its name in JSON, how much it weighs, and the words for one and for several.
            const fn row(self) -> (&'static str, Weight, &'static str, &'static str) {
                match self {
                    $( Self::$variant => ($name, Weight::$weight, $one, $many), )*
                }
            }
        }
    };
}

// **Add what can be lost here.** The order is that of a report.
losses! {
    Essay Card "essay" "essay question was left out" "essay questions were left out";
    Description Card "description" "text without a question was left out" "texts without a question were left out";
    Unanswered Card "no-answer" "question without a right answer was left out" "questions without a right answer were left out";
    Unreadable Card "unreadable" "record could not be read" "records could not be read";
    Columns Card "columns" "row has more fields than there are columns, and was left out" "rows have more fields than there are columns, and were left out";
    TooLong Card "too-long" "record of more than 64 KB was left out" "records of more than 64 KB were left out";
    Refused Card "refused" "record makes no card" "records make no card";
    Occlusion Card "image-occlusion" "card that covers parts of an image was left out" "cards that cover parts of an image were left out";
    Template Card "template" "card has no template, and was left out" "cards have no template, and were left out";
    Kind Card "kind" "card is of a kind that this format does not have" "cards are of a kind that this format does not have";
    Unwritable Card "unwritable" "card cannot be written in this format so that it asks the same, and was left out" "cards cannot be written in this format so that they ask the same, and were left out";
    Changed Part "changed-kind" "card changed its kind" "cards changed their kind";
    Covered Part "covered-picture" "picture with covered places became one card with the picture and its texts" "pictures with covered places became one card each, with the picture and its texts";
    Image Part "image" "image was not carried" "images were not carried";
    Sound Part "sound" "sound was not carried" "sounds were not carried";
    Video Part "video" "video was not carried" "videos were not carried";
    Medium Part "media-file" "file of media was not taken" "files of media were not taken";
    Credit Part "partial-credit" "partial credit was not carried" "partial credits were not carried";
    Nested Part "nested-hole" "hole inside a hole became plain text" "holes inside a hole became plain text";
    Differs Part "differs" "card is in the deck with other content" "cards are in the deck with other content";
    OtherKind Part "other-kind" "card is in the deck as one of another kind, and was left out: change it there" "cards are in the deck as ones of another kind, and were left out: change them there";
    Stuck Part "stuck" "card could not be changed in the deck by a program" "cards could not be changed in the deck by a program";
    Key Part "key" "key of a card was not carried" "keys of cards were not carried";
    Kept Part "as-it-was" "card goes back as it was, without what was changed in it here: its note type has no place for that" "cards go back as they were, without what was changed in them here: their note types have no place for that";
    Drawn Part "drawn-once" "computed question became one example of it" "computed questions became one example each";
    Lines Part "lines" "card lost its line breaks or its drawing" "cards lost their line breaks or their drawings";
    Outside Part "outside" "line outside of all cards was passed over" "lines outside of all cards were passed over";
    Alike Part "alike" "card looks like another one, and what it has besides was not taken" "cards look like other ones, and what they have besides was not taken";
    Quote Remark "open-quote" "quote is never closed and was taken for a letter" "quotes are never closed and were taken for letters";
    Bytes Part "bytes" "stretch of bytes that are no text was replaced" "stretches of bytes that are no text were replaced";
    Marks Remark "marks" "card lost what was bold, italic or code" "cards lost what was bold, italic or code";
    Formatting Remark "formatting" "HTML tag was dropped" "HTML tags were dropped";
    Hidden Remark "hidden" "part that a page does not show was dropped" "parts that a page does not show were dropped";
    Formula Remark "formula" "formula was kept as it is written" "formulas were kept as they are written";
    Heard Remark "kept-sound" "sound is kept as a file and named; nothing here plays it" "sounds are kept as files and named; nothing here plays them";
    Unnamed Remark "unnamed-media" "file of media stayed behind that no note names" "files of media stayed behind that no note names";
    Between Remark "between" "line between two questions was taken for what explains the first" "lines between two questions were taken for what explains the first";
    Mark Remark "mark" "line looks like a mark and was taken as text" "lines look like marks and were taken as text";
    Heading Remark "heading" "heading was passed over" "headings were passed over";
    Naming Remark "naming" "row looks like names of columns and was taken for a card; `--skip 1` passes it over" "rows look like names of columns and were taken for cards; `--skip 1` passes them over";
    Title Remark "title" "title of a question was not kept" "titles of questions were not kept";
    Repeated Remark "repeated" "card came twice and was taken once" "cards came twice and were taken once";
    Known Remark "known" "card is in the deck already" "cards are in the deck already";
}

impl Lost {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// How much it weighs.
    pub const fn weight(self) -> Weight {
        self.row().1
    }
}

impl Report {
    /// Counts a loss; `name` says what was there.
    pub(crate) fn lose(&mut self, lost: Lost, place: &Place, name: Option<&str>) {
        if lost == Lost::Key {
            self.keys.extend(name.map(str::to_owned));
        }
        let place_of = self.losses.iter().position(|loss| loss.lost == lost);
        let at = place_of.unwrap_or_else(|| {
            self.losses.push(Loss { lost, count: 0, places: Vec::new() });
            self.losses.len() - 1
        });
        let entry = (place.clone(), name.map(short).filter(|name| !name.is_empty()));
        let same = &mut self.losses[at];
        same.count += 1;
        if same.places.len() < MOST_PLACES && same.places.last() != Some(&entry) {
            same.places.push(entry);
        }
    }

    /// The losses, the heaviest first.
    pub fn losses(&self) -> Vec<&Loss> {
        let mut losses: Vec<_> = self.losses.iter().collect();
        losses.sort_by_key(|loss| loss.lost);
        losses
    }

    /// The names of all keys that were not carried.
    pub(super) const fn keys(&self) -> &BTreeSet<String> {
        &self.keys
    }

    /// How often `lost` happened.
    pub fn count(&self, lost: Lost) -> usize {
        self.losses.iter().find(|loss| loss.lost == lost).map_or(0, |loss| loss.count)
    }

    /// Whether everything that can be learned came along.
    pub fn is_whole(&self) -> bool {
        self.losses.iter().all(|loss| loss.lost.weight() == Weight::Remark)
    }
}

/// A sentence: ``3 images were not carried: lines 12 (`cat.png`), 40, 77.``
impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, _, one, many) = self.lost.row();
        write!(f, "{} {}", self.count, if self.count == 1 { one } else { many })?;
        let word = match self.places.first() {
            Some((Place::Line(_), _)) => "line",
            Some((Place::Card(_), _)) => "card",
            Some((Place::Nowhere, Some(_))) => "",
            _ => return write!(f, "."),
        };
        let plural = if self.places.len() > 1 && !word.is_empty() { "s" } else { "" };
        write!(f, ":{}{word}{plural}", if word.is_empty() { "" } else { " " })?;
        for (nth, (place, name)) in self.places.iter().enumerate() {
            let comma = if nth > 0 { "," } else { "" };
            match place {
                Place::Line(line) => write!(f, "{comma} {line}")?,
                Place::Card(card) => write!(f, "{comma} `{card}`")?,
                Place::Nowhere => write!(f, "{comma}")?,
            }
            if let Some(name) = name {
                write!(f, " ({name})")?;
            }
        }
        match self.count.saturating_sub(self.places.len()) {
            0 => write!(f, "."),
            more => write!(f, " and {more} more."),
        }
    }
}

/// Foreign text as a report shows it: clean, one line, at most 60 characters.
fn short(text: &str) -> String {
    let line = clean(text.get(..text.floor_char_boundary(400)).unwrap_or_default()).replace('\n', " ");
    let line = line.trim();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_is_a_sentence_with_its_first_places() {
        let mut report = Report::default();
        for line in [12, 40, 77] {
            report.lose(Lost::Essay, &Place::Line(line), None);
        }
        for line in 1..=7 {
            report.lose(Lost::Image, &Place::Line(line), Some("a\u{1b}.png"));
        }
        let told: Vec<_> = report.losses().iter().map(ToString::to_string).collect();
        assert_eq!(told[0], "3 essay questions were left out: lines 12, 40, 77.");
        assert!(told[1].starts_with("7 images were not carried: lines 1 (a␛.png), 2"), "{}", told[1]);
        assert!(told[1].ends_with("and 2 more."), "{}", told[1]);
        assert!(!report.is_whole());
    }

    #[test]
    fn what_nobody_learns_from_is_no_loss() {
        let mut report = Report::default();
        report.lose(Lost::Known, &Place::Line(1), None);
        assert!(report.is_whole());
        assert_eq!(report.losses()[0].to_string(), "1 card is in the deck already: line 1.");
    }
}
