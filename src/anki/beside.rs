//! `NAME.anki`, the file beside a deck that came from Anki: what its notes and cards were there, word for word, for a second
//! import and for the way back. docs/anki.md describes it.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::iter;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use fs_err as fs;
use serde::{Deserialize, Serialize};

use super::collection::{Card, Deck, Note, NoteType};

/// How the name of such a file ends.
pub const ENDING: &str = crate::library::package::ORIGINALS;
/// The first line; what follows is packed.
const SIGN: &[u8] = b"examdrill anki 1\n";
/// Bytes of the file, and of what is packed in it.
const LARGEST: u64 = 256 * 1024 * 1024;
const LARGEST_UNPACKED: u64 = 2 * 1024 * 1024 * 1024;

/// What is kept beside a deck.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// Where it came from.
    pub head: Head,
    /// The note types of its notes.
    pub kinds: BTreeMap<i64, NoteType>,
    /// The decks of its cards.
    pub decks: BTreeMap<i64, Deck>,
    /// Its notes.
    pub notes: Vec<Kept>,
}

/// Where a deck came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The id of its deck in Anki.
    pub deck: i64,
    /// The name there, with those above it, parted by `::`.
    pub name: String,
    /// When the collection was made, in seconds after 1970 began.
    pub created: i64,
    /// How the collection's database was laid out.
    pub schema: i64,
    /// The file that was imported last.
    pub package: String,
}

/// A note with its cards.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// As it was in Anki when it was imported last.
    #[serde(flatten)]
    pub note: Note,
    /// Its cards, with what they are here.
    pub cards: Vec<KeptCard>,
    /// The cards of the deck that were made of it.
    pub made: Vec<MadeCard>,
}

/// A card of Anki.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct KeptCard {
    /// As it was there.
    #[serde(flatten)]
    pub card: Card,
    /// The question that it is here, without the id of the deck: `id#face`. `None` where it did not come.
    pub key: Option<String>,
}

/// A card of the deck.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeCard {
    /// Its id.
    pub id: String,
    /// What [`crate::exchange::fingerprint`] gave for it when it was imported; another number tells that it was edited here.
    pub print: u64,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Head(Head),
    Kind(NoteType),
    Deck(Deck),
    Note(Kept),
}

/// The same to be written.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum LineOf<'a> {
    Head(&'a Head),
    Kind(&'a NoteType),
    Deck(&'a Deck),
    Note(&'a Kept),
}

impl Beside {
    /// The path of the file beside the deck at `deck`.
    pub fn place(deck: &Path) -> PathBuf {
        deck.with_extension(ENDING)
    }

    /// Reads the file beside the deck at `deck`; `None` where there is none.
    pub fn read(deck: &Path) -> io::Result<Option<Self>> {
        let file = match fs::File::open(Self::place(deck)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let meta = file.metadata()?;
        if !meta.is_file() || meta.len() > LARGEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Self::unpacked(file.take(LARGEST)).map(Some)
    }

    /// What the content of such a file says.
    pub fn unpacked(mut file: impl Read) -> io::Result<Self> {
        let mut sign = [0; SIGN.len()];
        file.read_exact(&mut sign)?;
        if sign != *SIGN {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut beside = Self::default();
        let lines = BufReader::new(ZlibDecoder::new(file).take(LARGEST_UNPACKED));
        for line in lines.lines() {
            match serde_json::from_str(&line?)? {
                Line::Head(head) => beside.head = head,
                Line::Kind(kind) => {
                    beside.kinds.insert(kind.id, kind);
                }
                Line::Deck(deck) => {
                    beside.decks.insert(deck.id, deck);
                }
                Line::Note(note) => beside.notes.push(note),
            }
        }
        Ok(beside)
    }

    /// The content of the file.
    pub fn packed(&self) -> io::Result<Vec<u8>> {
        let mut out = ZlibEncoder::new(SIGN.to_vec(), Compression::fast());
        let kinds = self.kinds.values().map(LineOf::Kind);
        let (decks, notes) = (self.decks.values().map(LineOf::Deck), self.notes.iter().map(LineOf::Note));
        for line in iter::once(LineOf::Head(&self.head)).chain(kinds).chain(decks).chain(notes) {
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
        }
        out.finish()
    }

    /// The places of its notes by their guids.
    pub fn by_guid(&self) -> HashMap<&str, usize> {
        self.notes.iter().enumerate().map(|(place, kept)| (kept.note.guid.as_str(), place)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::collection::Raw;
    use super::*;

    fn beside() -> Beside {
        let note = Note { id: 1, guid: "g".to_owned(), fields: vec!["a\nb".to_owned()], ..Note::default() };
        let card = Card { id: 2, did: 3, due: -1, ..Card::default() };
        let kind = NoteType { id: 4, raw: Raw::Json(serde_json::json!({"x": [1]})), ..NoteType::default() };
        let deck = Deck { id: 3, raw: Raw::Hex("00".to_owned()), ..Deck::default() };
        Beside {
            head: Head { deck: 3, name: "A::B".to_owned(), ..Head::default() },
            kinds: [(4, kind)].into(),
            decks: [(3, deck)].into(),
            notes: vec![Kept {
                note,
                cards: vec![KeptCard { card, key: Some("g#c1".to_owned()) }],
                made: vec![MadeCard { id: "g".to_owned(), print: u64::MAX }],
            }],
        }
    }

    #[test]
    fn what_was_kept_is_read_back() {
        let home = tempfile::tempdir().unwrap();
        let deck = home.path().join("d.toml");
        assert!(Beside::read(&deck).unwrap().is_none());
        std::fs::write(Beside::place(&deck), beside().packed().unwrap()).unwrap();
        assert_eq!(Beside::read(&deck).unwrap(), Some(beside()));
    }

    #[test]
    fn what_is_no_such_file_or_is_cut_is_an_error() {
        let packed = beside().packed().unwrap();
        for bytes in [&b"examdrill anki 2\n"[..], b"", &packed[..packed.len() / 2], &packed[5..]] {
            assert!(Beside::unpacked(bytes).is_err());
        }
    }
}
