//! A collection of Anki as it is read: plain values, whichever generation it came in.

use std::collections::BTreeMap;

use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// Everything of a package but its media.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Collection {
    /// How its database is laid out: 11, or 18 and what may follow.
    pub schema: i64,
    /// When it was made, in seconds after 1970 began: its days count from there.
    pub created: i64,
    /// The zone it was studied in, where it says so.
    pub zone: Option<Offset>,
    /// The hour at which its days begin, where it says so.
    pub day_start: Option<i8>,
    /// Whether its scheduler was the first, which had three buttons while a card was learned.
    pub has_three_buttons: bool,
    /// Whether its cards are scheduled by FSRS.
    pub is_fsrs: bool,
    /// Its note types by their ids.
    pub kinds: BTreeMap<i64, NoteType>,
    /// Its decks by their ids.
    pub decks: BTreeMap<i64, Deck>,
    /// Its presets by their ids.
    pub presets: BTreeMap<i64, Preset>,
    /// Its notes, in the order of their ids.
    pub notes: Vec<Note>,
    /// Its cards, in the order of note and place.
    pub cards: Vec<Card>,
    /// Its reviews, in the order of their ids.
    pub reviews: Vec<Review>,
}

/// A note type: fields, and the templates that make cards of them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NoteType {
    /// Its id.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Whether its cards are the holes of a text.
    pub cloze: bool,
    /// 6 for the note type that covers parts of a picture; 0 where it is unknown.
    pub stock: i64,
    /// When it was changed, in seconds.
    pub modified: i64,
    /// The style sheet.
    pub css: String,
    /// The names of the fields, in their order.
    pub fields: Vec<Part>,
    /// The templates, in their order.
    pub templates: Vec<Template>,
    /// All of it, as the collection has it.
    pub raw: Raw,
}

/// A field of a note type.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// All of it.
    pub raw: Raw,
}

/// What makes a card of a note.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// What it is called.
    pub name: String,
    /// What the question shows.
    pub question: String,
    /// What the answer shows.
    pub answer: String,
    /// When it was changed, in seconds; 0 where that is not kept.
    pub modified: i64,
    /// All of it.
    pub raw: Raw,
}

/// Something as the collection has it, for the way back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Raw {
    /// It is kept with what it belongs to.
    #[default]
    None,
    /// JSON, in schema 11.
    Json(serde_json::Value),
    /// The bytes of a message of Protocol Buffers as hexadecimal digits, in schema 18.
    Hex(String),
}

impl Raw {
    /// The bytes of a message.
    pub(super) fn of(bytes: &[u8]) -> Self {
        use std::fmt::Write;
        let mut digits = String::with_capacity(2 * bytes.len());
        for byte in bytes {
            // Writing to a text never fails.
            let _ = write!(digits, "{byte:02x}");
        }
        Self::Hex(digits)
    }
}

/// A deck.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Deck {
    /// Its id.
    pub id: i64,
    /// Its name with those above it, parted by `::`.
    pub name: String,
    /// Whether it borrows the cards of others for a while.
    pub filtered: bool,
    /// The preset of its options; 0 where it has none.
    pub preset: i64,
    /// All of it: JSON, or the messages `common` and `kind` one behind the other, parted by a hyphen.
    pub raw: Raw,
}

/// Options of decks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preset {
    /// What it is called.
    pub name: String,
    /// The parameters of FSRS, the newest there are; none where they were never computed.
    pub parameters: Vec<f32>,
    /// The chance of recall at which FSRS asks a card again.
    pub retention: Option<f32>,
    /// Steps of a new card, in minutes.
    pub learning: Option<Vec<f32>>,
    /// Those of a card that was forgotten.
    pub relearning: Option<Vec<f32>>,
    /// The longest interval, in days.
    pub longest: Option<u32>,
}

/// A note.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: i64,
    /// Its name in all collections.
    pub guid: String,
    /// The id of its note type.
    pub kind: i64,
    /// When it was changed, in seconds.
    pub modified: i64,
    /// Its tags as they are stored.
    pub tags: String,
    /// What its fields hold: HTML.
    pub fields: Vec<String>,
    /// The column `flags`.
    pub flags: i64,
    /// The column `data`.
    pub data: String,
}

/// A card, with its columns as Anki names them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its id.
    pub id: i64,
    /// The note it belongs to.
    #[serde(skip)]
    pub nid: i64,
    /// The deck it lies in.
    pub did: i64,
    /// Which template or hole it is of, from 0.
    pub ord: i64,
    /// When it was changed, in seconds.
    #[serde(rename = "mod")]
    pub modified: i64,
    /// 0 new, 1 learning, 2 review, 3 relearning.
    #[serde(rename = "type")]
    pub kind: i64,
    /// −1 suspended, −2 and −3 buried, and otherwise where it waits.
    pub queue: i64,
    /// When it is due: a place, a day or seconds, by `kind`.
    pub due: i64,
    /// Its interval in days, or in seconds below 0.
    pub ivl: i64,
    /// Its ease in thousandths.
    pub factor: i64,
    /// How often it was reviewed.
    pub reps: i64,
    /// How often it was forgotten.
    pub lapses: i64,
    /// Learning steps that are left.
    pub left: i64,
    /// When it was due in its own deck.
    pub odue: i64,
    /// Its own deck, while a filtered one has it; otherwise 0.
    pub odid: i64,
    /// The flag in the lowest three bits.
    pub flags: i64,
    /// JSON: the memory of FSRS, among others.
    pub data: String,
}

impl Card {
    /// The deck it belongs to.
    pub const fn home(&self) -> i64 {
        if self.odid == 0 { self.did } else { self.odid }
    }

    /// Stability and difficulty as FSRS left them.
    pub fn memory(&self) -> Option<(f32, f32)> {
        #[derive(Deserialize)]
        struct Data {
            s: Option<f32>,
            d: Option<f32>,
        }
        let data: Data = serde_json::from_str(&self.data).ok()?;
        Some((data.s?, data.d?))
    }
}

/// A row of the review log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Review {
    /// When it was given, in milliseconds after 1970 began: its id as well.
    pub id: i64,
    /// The card.
    pub cid: i64,
    /// 1 again to 4 easy; 0 where nothing was answered.
    pub ease: i64,
    /// The interval that came of it: days, or seconds below 0.
    pub ivl: i64,
    /// The ease in thousandths; 0 where nothing was scheduled by it.
    pub factor: i64,
    /// How long it took, in milliseconds.
    pub time: i64,
    /// 0 learning, 1 review, 2 relearning, 3 in a filtered deck, 4 by hand, 5 rescheduled.
    pub kind: i64,
}
