//! The way back: decks with their media and their history as a package that Anki imports.
//!
//! What came from Anki goes back as it came, by what was kept beside its deck; only what was edited or learned here is
//! written anew. Cards that were never Anki's become notes whose ids follow from the names of the cards, so that they are the same
//! notes in every export.

mod bundle;
mod database;
mod kinds;
mod notes;
mod schedule;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fs_err as fs;

use self::notes::{Edited, Written, written};
use self::schedule::{Calendar, Times};
use super::beside::{Beside, Kept};
use super::collection::{Collection, Deck, Note, NoteType};
use super::media::{Media, MediaFolder};
use crate::card::{Picture, Question, QuestionKey};
use crate::exchange::{self, Lost, Place, Report, fingerprint, html};
use crate::library::{self, LoadedDeck};
use crate::source::fnv1a;

pub use bundle::{Layout, create};
pub use schedule::Learned;

/// Ids of Anki are milliseconds: ours begin in September 2020 and end eleven years later.
const FIRST_ID: i64 = 1_600_000_000_000;
const IDS: u64 = 350_000_000_000;

/// A deck on its way.
#[derive(Debug)]
pub struct Outgoing<'a> {
    /// What it holds.
    pub deck: &'a LoadedDeck,
    /// What was kept beside it, where it came from Anki.
    pub beside: Option<Beside>,
    /// When its file was changed, in seconds after 1970 began.
    pub modified: i64,
}

/// What a package will hold.
#[derive(Debug, Default)]
pub struct Packed {
    /// Everything but media.
    pub collection: Collection,
    /// The files of media by the names that notes call them.
    pub media: BTreeMap<String, PathBuf>,
    /// Notes that go back as they came.
    pub unchanged: usize,
}

/// Packs `decks`. What does not go along, or goes along changed, is told in the report.
pub fn pack(decks: &[Outgoing<'_>], learned: &Learned, report: &mut Report) -> Packed {
    let mut packer = Packer::new(decks, learned, report);
    for deck in decks {
        packer.take(deck);
    }
    let mut whole = packer.packed;
    whole.collection.notes.sort_by_key(|note| note.id);
    whole.collection.cards.sort_by_key(|card| (card.nid, card.ord));
    whole.collection.reviews.sort_by_key(|review| review.id);
    whole
}

struct Packer<'a> {
    learned: &'a Learned,
    report: &'a mut Report,
    packed: Packed,
    /// By which days the package counts.
    calendar: Calendar,
    /// Ids that are given: of notes and decks, of cards, of reviews.
    notes: HashSet<i64>,
    cards: HashSet<i64>,
    reviews: HashSet<i64>,
    guids: HashSet<String>,
    /// New cards so far: they are learned in this order.
    new: i64,
}

/// The cards of a deck, in their order: what each is called, and its questions.
type Cards<'a> = Vec<(&'a str, &'a [Question])>;

fn cards_of(deck: &LoadedDeck) -> Cards<'_> {
    let cards = deck.deck.questions.chunk_by(|one, next| Arc::ptr_eq(&one.body, &next.body));
    cards.map(|questions| (name_of(&questions[0]), questions)).collect()
}

/// What the card of a question is called in its deck: its id, and for the row of a table what is asked of it.
fn name_of(question: &Question) -> &str {
    let name = question.key.name();
    let card = name.strip_suffix(&question.face).filter(|_| !question.face.is_empty());
    card.and_then(|card| card.strip_suffix(['#', '.'])).unwrap_or(name)
}

impl<'a> Packer<'a> {
    fn new(decks: &[Outgoing<'_>], learned: &'a Learned, report: &'a mut Report) -> Self {
        let kept = || decks.iter().filter_map(|deck| deck.beside.as_ref());
        let created = kept().map(|beside| beside.head.created).find(|created| *created > 0);
        let created = created.unwrap_or_else(|| schedule::created(learned));
        let mut collection = Collection { schema: 11, created, ..Collection::default() };
        schedule::set_clock(&mut collection, learned);
        // What Anki gave keeps its ids, whichever deck comes first.
        let notes = || kept().flat_map(|beside| &beside.notes);
        let own = kept().flat_map(|beside| beside.decks.keys().copied());
        Self {
            learned,
            report,
            packed: Packed { collection, ..Packed::default() },
            calendar: Calendar::of(created, learned),
            notes: notes().map(|kept| kept.note.id).chain(own).collect(),
            cards: notes().flat_map(|kept| &kept.cards).map(|kept| kept.card.id).collect(),
            reviews: HashSet::new(),
            guids: HashSet::new(),
            new: 0,
        }
    }

    fn take(&mut self, outgoing: &Outgoing<'_>) {
        let cards = cards_of(outgoing.deck);
        let mut known: HashSet<&str> = HashSet::new();
        if let Some(beside) = &outgoing.beside {
            known.extend(beside.notes.iter().flat_map(|kept| &kept.made).map(|made| made.id.as_str()));
            self.take_media(outgoing.deck);
            self.take_kept(outgoing, beside, &cards);
        }
        let mut did = None;
        for (_, questions) in cards.iter().filter(|(id, _)| !known.contains(id)) {
            let did = *did.get_or_insert_with(|| self.home(outgoing));
            self.take_own(outgoing, did, questions);
        }
    }

    /// The deck for cards that Anki never had.
    fn home(&mut self, outgoing: &Outgoing<'_>) -> i64 {
        let decks = &mut self.packed.collection.decks;
        if let Some(beside) = &outgoing.beside
            && beside.decks.get(&beside.head.deck).is_some_and(|deck| !deck.filtered)
        {
            decks.insert(beside.head.deck, beside.decks[&beside.head.deck].clone());
            return beside.head.deck;
        }
        let deck = &outgoing.deck.deck;
        let id = free(deck.id.as_bytes(), &mut self.notes);
        let title = if deck.title.trim().is_empty() { &deck.id } else { &deck.title };
        decks.insert(id, Deck { id, name: title.replace(" :: ", "::"), ..Deck::default() });
        id
    }

    /// Takes the notes that came from Anki, but for those whose cards were all removed here.
    fn take_kept(&mut self, outgoing: &Outgoing<'_>, beside: &Beside, cards: &Cards<'_>) {
        let by_id: HashMap<&str, &Question> =
            cards.iter().map(|(id, questions)| (*id, &questions[0])).collect();
        let times = Times { own: self.calendar, theirs: Calendar::of(beside.head.created, self.learned) };
        let mut collection = std::mem::take(&mut self.packed.collection.kinds);
        for kept in &beside.notes {
            let is_gone =
                !kept.made.is_empty() && kept.made.iter().all(|made| !by_id.contains_key(made.id.as_str()));
            if is_gone {
                continue;
            }
            if !self.guids.insert(kept.note.guid.clone()) {
                self.report.lose(Lost::Repeated, &Place::Nowhere, None);
                continue;
            }
            let Some(kind) = beside.kinds.get(&kept.note.kind) else {
                self.report.lose(Lost::Template, &Place::Card(kept.note.id.to_string()), None);
                continue;
            };
            collection.entry(kind.id).or_insert_with(|| kind.clone());
            let mut note = self.as_it_is_now(outgoing, beside, kept, &by_id);
            self.unmark(outgoing, kept, &mut note);
            if note == kept.note {
                self.packed.unchanged += 1;
            } else {
                note.modified = outgoing.modified.max(kept.note.modified + 1);
            }
            self.take_cards(outgoing, beside, kept, times);
            self.packed.collection.notes.push(note);
            self.report.cards += kept.made.len().max(1);
        }
        self.packed.collection.kinds = collection;
    }

    /// A note as it came, with what was edited in its cards here.
    fn as_it_is_now(
        &mut self,
        outgoing: &Outgoing<'_>,
        beside: &Beside,
        kept: &Kept,
        by_id: &HashMap<&str, &Question>,
    ) -> Note {
        let mut now = Vec::new();
        let mut is_edited = false;
        for made in &kept.made {
            let Some(question) = by_id.get(made.id.as_str()) else { continue };
            let Some(card) = exchange::Card::of(question, &mut Report::default()) else { continue };
            is_edited |= fingerprint(&card) != made.print;
            now.push((made.id.as_str(), card));
        }
        let kind = beside.kinds.get(&kept.note.kind).filter(|_| is_edited);
        let Some(kind) = kind else { return kept.note.clone() };
        let media = Media {
            entries: self.packed.media.keys().map(|name| (name.clone(), name.clone())).collect(),
            refused: Vec::new(),
        };
        let mut files = MediaFolder::new(&media, folder_name(outgoing.deck));
        let place = Place::Card(now.first().map_or_else(String::new, |(id, _)| (*id).to_owned()));
        let edited = Edited { kept, kind, deck: &beside.head.name, now };
        let note = edited.note(&mut files, &mut |markdown| self.html(outgoing.deck, markdown));
        note.unwrap_or_else(|| {
            self.report.lose(Lost::Kept, &place, None);
            kept.note.clone()
        })
    }

    /// Takes the tag *marked* from a note of which no question is marked any more.
    fn unmark(&self, outgoing: &Outgoing<'_>, kept: &Kept, note: &mut Note) {
        let is_mark = |tag: &&str| tag.eq_ignore_ascii_case("marked");
        let deck = &outgoing.deck.deck.id;
        let mut keys = kept.cards.iter().filter_map(|kept| kept.key.as_deref()).peekable();
        let is_asked = keys.peek().is_some();
        let is_marked = keys.any(|key| self.learned.is_marked(&QuestionKey::within(deck, key)));
        if is_asked && !is_marked && note.tags.split(' ').any(|tag| is_mark(&tag)) {
            let tags: Vec<&str> =
                note.tags.split(' ').filter(|tag| !tag.is_empty() && !is_mark(tag)).collect();
            note.tags = if tags.is_empty() { String::new() } else { format!(" {} ", tags.join(" ")) };
        }
    }

    fn take_cards(&mut self, outgoing: &Outgoing<'_>, beside: &Beside, kept: &Kept, times: Times) {
        for own in &kept.cards {
            let key = own.key.as_deref().map(|key| QuestionKey::within(&outgoing.deck.deck.id, key));
            let card = self.learned.kept_card(&own.card, &kept.note, key.as_ref(), times);
            let deck = beside.decks.get(&card.did).filter(|deck| !deck.filtered);
            let deck = deck.cloned().unwrap_or_else(|| Deck {
                id: card.did,
                name: beside.head.name.clone(),
                ..Deck::default()
            });
            self.packed.collection.decks.entry(card.did).or_insert(deck);
            if let Some(key) = &key {
                let rows = schedule::reviews(card.id, key, self.learned, &mut self.reviews);
                self.packed.collection.reviews.extend(rows);
            }
            self.packed.collection.cards.push(card);
        }
    }

    /// Takes a card that Anki never had.
    fn take_own(&mut self, outgoing: &Outgoing<'_>, did: i64, questions: &[Question]) {
        let first = &questions[0];
        let name = format!("{}/{}", outgoing.deck.deck.id, name_of(first));
        let mut report = std::mem::take(self.report);
        let found = written(first, &mut |markdown| self.html(outgoing.deck, markdown), &mut report);
        *self.report = report;
        let Some(Written { sort, fields, mut tags }) = found else { return };
        let faces = notes::places(&first.body);
        let guid = guid_of(&outgoing.deck.deck.id, name_of(first));
        if !self.guids.insert(guid.clone()) {
            self.report.lose(Lost::Repeated, &Place::Card(name), None);
            return;
        }
        self.packed.collection.kinds.entry(sort.kind().id).or_insert_with(|| sort.kind());
        let id = free(name.as_bytes(), &mut self.notes);
        for question in questions {
            let Some((_, ord)) = faces.iter().find(|(face, _)| *face == question.face) else { continue };
            self.new += 1;
            let cid = free(question.key.as_str().as_bytes(), &mut self.cards);
            let mut card = self.learned.own_card(&question.key, self.new, self.calendar);
            (card.id, card.nid, card.did, card.ord) = (cid, id, did, *ord);
            if question.notes.suspended {
                card.queue = -1;
            }
            let rows = schedule::reviews(cid, &question.key, self.learned, &mut self.reviews);
            self.packed.collection.reviews.extend(rows);
            self.packed.collection.cards.push(card);
        }
        if questions.iter().any(|question| self.learned.is_marked(&question.key)) {
            tags.push("marked".to_owned());
        }
        let tags = if tags.is_empty() { String::new() } else { format!(" {} ", tags.join(" ")) };
        let modified = outgoing.modified;
        let note = Note { id, guid, kind: sort.kind().id, modified, tags, fields, ..Note::default() };
        self.packed.collection.notes.push(note);
        self.report.cards += 1;
    }

    /// HTML of a text in `deck`, whose pictures go along.
    fn html(&mut self, deck: &LoadedDeck, markdown: &str) -> String {
        let sounded = sounds(markdown);
        html::of_with_pictures(&sounded, &mut |picture| self.medium(deck, picture))
    }

    /// What the file of a picture is called in the package. `None`, and told, where it cannot be read.
    fn medium(&mut self, deck: &LoadedDeck, picture: &Picture) -> Option<String> {
        let found = deck.path.as_deref().and_then(|path| library::picture(path, &picture.file).ok());
        let Some((path, bytes)) = found else {
            self.report.lose(Lost::Image, &Place::Nowhere, Some(&picture.file));
            return None;
        };
        let name = path.file_name()?.to_str()?.to_owned();
        let is_taken = |known: Option<&PathBuf>| {
            known.is_some_and(|known| *known != path && fs::read(known).map_or(true, |known| known != bytes))
        };
        let is_taken = is_taken(self.packed.media.get(&name));
        let name = if is_taken { format!("{}-{name}", deck.deck.id) } else { name };
        self.packed.media.insert(name.clone(), path);
        Some(name)
    }

    /// Takes all media beside a deck that came from Anki, under the names that they had there.
    fn take_media(&mut self, deck: &LoadedDeck) {
        let Some(folder) = deck.path.as_deref().map(|path| path.with_extension("media")) else { return };
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else { continue };
            if kind.is_file() && !name.starts_with('.') {
                self.packed.media.entry(name).or_insert_with(|| entry.path());
            }
        }
    }
}

/// Cards that went to Anki from here, as a package has them: by the guids of their notes, for each card there its place and the
/// question.
pub type OwnNotes = HashMap<String, Vec<(i64, QuestionKey)>>;

/// The notes that the cards of `decks` become, but for those that came from Anki.
pub fn own_notes<'a>(decks: impl IntoIterator<Item = &'a LoadedDeck>) -> OwnNotes {
    let mut notes = OwnNotes::new();
    for deck in decks {
        for (name, questions) in cards_of(deck) {
            let places = notes::places(&questions[0].body);
            let known = questions.iter().filter_map(|question| {
                let (_, place) = places.iter().find(|(face, _)| *face == question.face)?;
                Some((*place, question.key.clone()))
            });
            notes.insert(guid_of(&deck.deck.id, name), known.collect());
        }
    }
    notes
}

/// Whether a note type is one of ours.
pub fn is_own_kind(kind: &NoteType) -> bool {
    // Anki puts a sign behind the name of one whose id is taken.
    kind.name.trim_end_matches('+').ends_with(kinds::OURS)
}

/// The guid of the note that a card becomes which was never Anki's.
fn guid_of(deck: &str, name: &str) -> String {
    format!("{:016x}", fnv1a(format!("{deck}/{name}").as_bytes()))
}

/// The folder of media beside a deck, from its file.
fn folder_name(deck: &LoadedDeck) -> String {
    let stem = deck.path.as_deref().and_then(Path::file_stem).unwrap_or_default();
    format!("{}.media", stem.to_string_lossy())
}

/// An id that follows from `name`, and that nothing in `taken` has.
fn free(name: &[u8], taken: &mut HashSet<i64>) -> i64 {
    let mut id = FIRST_ID + (fnv1a(name) % IDS) as i64;
    while !taken.insert(id) {
        id += 1;
    }
    id
}

/// `markdown` with its sounds as Anki writes them: `[sound: a.mp3](d.media/a.mp3)` is `[sound:a.mp3]` there.
fn sounds(markdown: &str) -> String {
    const START: &str = "[sound: ";
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(START) {
        let inside = &rest[at + START.len()..];
        let link = inside.split_once("](").and_then(|(_, link)| {
            let (path, after) = if let Some(quoted) = link.strip_prefix('<') {
                quoted.split_once(">)")?
            } else {
                link.split_once(')')?
            };
            Some((path.rsplit('/').next().unwrap_or(path), after))
        });
        let Some((name, after)) = link else { break };
        out.push_str(&rest[..at]);
        out.push_str(&format!("\\[sound:{}\\]", exchange::prose::escaped(name)));
        rest = after;
    }
    out + rest
}
