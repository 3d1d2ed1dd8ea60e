//! Where the notes of a collection go: one deck for each of Anki's, new or known from an earlier import.

mod targets;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::beside::{Beside, Head, Kept, KeptCard, MadeCard};
use super::cards::{Made, Whole, made};
use super::collection::{Card, Collection, Note};
use super::export::OwnNotes;
use super::media::{Media, MediaFolder};
use crate::card::QuestionKey;
use crate::deck::Deck;
use crate::exchange::{
    self, Head as DeckHead, Identified, Lost, Place, Report, Taken, fingerprint, merged_by_id,
};
use crate::library::{self, LARGEST, LoadedDeck, read_deck};
use crate::source::{Severity, SourceFile};
use targets::{Target, targets};

/// Why nothing can be arranged.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A deck of an earlier import cannot be read.
    #[error(transparent)]
    Unreadable(#[from] library::Error),
    /// There are mistakes in one, so that its cards could be missed.
    #[error("`{}` has mistakes, so cards in it could be missed; mend them first", .0.display())]
    Mistaken(PathBuf),
    /// A deck would be larger than one may be.
    #[error("`{}` would be larger than {} MB; move some of its cards to another deck first", .0.display(), LARGEST / 1024 / 1024)]
    TooLarge(PathBuf),
}

/// One deck as it will be.
#[derive(Debug)]
pub struct DeckPlan {
    /// Its file.
    pub path: PathBuf,
    /// What it is called in Anki.
    pub name: String,
    /// As it will be read.
    pub deck: LoadedDeck,
    /// The texts that its files have now; `None` where it is new.
    pub before: Option<Vec<SourceFile>>,
    /// What comes and what does not.
    pub report: Report,
    /// What will be kept beside it.
    pub beside: Beside,
    /// The media that its cards name, each with whether it is played.
    pub media: BTreeMap<String, bool>,
    /// Its cards of Anki that are asked here.
    pub cards: Vec<Asked>,
}

/// A card of Anki that is asked here.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its id there.
    pub cid: i64,
    /// The question here.
    pub key: QuestionKey,
    /// The guid of its note.
    pub guid: String,
    /// What was said about it.
    pub now: Said,
    /// What an earlier import was told.
    pub before: Said,
}

/// What a learner says about a card in Anki.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// Set aside until taken back.
    pub suspended: bool,
    /// It has a flag, or its note is marked.
    pub flagged: bool,
    /// When it was set aside for that day, in seconds after 1970 began.
    pub buried: Option<i64>,
}

impl Said {
    pub(super) fn of(card: &Card, note: &Note) -> Self {
        let is_marked = note.tags.split(' ').any(|tag| tag.eq_ignore_ascii_case("marked"));
        Self {
            suspended: card.queue == -1,
            flagged: card.flags & 7 != 0 || is_marked,
            buried: (card.queue < -1).then_some(card.modified),
        }
    }
}

/// What is there already.
pub struct Present<'a> {
    /// The folder of the learner's decks.
    pub own: &'a Path,
    /// Whether a new deck may have that id.
    pub is_free: &'a dyn Fn(&str) -> bool,
    /// Whether cards that are there take over what the package says.
    pub updates: bool,
    /// What the package is called.
    pub package: &'a str,
    /// The notes that went to Anki from here: they are no new cards when they come back.
    pub own_notes: &'a OwnNotes,
}

/// A collection on its way.
#[derive(Debug, Default)]
pub struct Arranged {
    /// The decks as they will be.
    pub plans: Vec<DeckPlan>,
    /// The cards that went to Anki from here and come back; only what was learned there is new.
    pub returned: Vec<Asked>,
    /// What has no place in any deck.
    pub report: Report,
}

/// Plans the decks of a collection. What has no place in any is told in the report.
pub fn arrange(collection: &Collection, media: &Media, present: &Present<'_>) -> Result<Arranged, Trouble> {
    let mut arranged = Arranged::default();
    let targets = targets(collection, present, &mut arranged);
    let plans = targets.into_iter().filter(|target| !target.notes.is_empty());
    let plans: Result<Vec<_>, Trouble> =
        plans.map(|target| plan(target, collection, media, present)).collect();
    arranged.plans = plans?;
    Ok(arranged)
}

/// A note on its way: what it was, and what it becomes.
struct OnItsWay<'a> {
    note: &'a Note,
    cards: &'a [Card],
    /// The place of what an earlier import kept of it.
    old: Option<usize>,
    made: Made,
    /// Where its cards stand among all that are merged; `None` where nothing about it is new.
    place: Option<std::ops::Range<usize>>,
}

fn plan(
    target: Target<'_>,
    collection: &Collection,
    media: &Media,
    present: &Present<'_>,
) -> Result<DeckPlan, Trouble> {
    let Target { path, id, name, part, did, beside, notes, weight: _ } = target;
    let is_new = beside.is_none();
    let beside = beside.unwrap_or_default();
    let number = if part > 1 { format!(" {part}") } else { String::new() };
    let title = name.replace("::", " :: ") + &number;
    let (mut files, known) = text_of(&path, &id, title, is_new, present)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut used_media = MediaFolder::new(media, format!("{stem}.media"));
    let mut report = Report::default();
    let (all, merged) = on_their_way(&notes, collection, &name, &beside, &mut used_media, &mut report);
    let before = (!is_new).then(|| files.clone());
    let taken = merged_by_id(&mut files, &known, &merged, present.updates, &mut report);
    let deck = read_back(&path, files)?;
    let prints = prints(&deck);
    let mut beside_now = Beside {
        head: Head {
            deck: did,
            name: name.clone(),
            created: collection.created,
            schema: collection.schema,
            package: present.package.to_owned(),
        },
        ..beside
    };
    let mut cards = Vec::new();
    for own in all {
        keep(&own, &merged, &taken, &prints, &deck.deck.id, &mut beside_now, &mut cards);
    }
    keep_kinds(&mut beside_now, collection);
    Ok(DeckPlan { path, name, deck, before, report, beside: beside_now, media: used_media.used, cards })
}

/// The texts of a deck, and what they hold.
fn text_of(
    path: &Path,
    id: &str,
    title: String,
    is_new: bool,
    present: &Present<'_>,
) -> Result<(Vec<SourceFile>, Deck), Trouble> {
    if is_new {
        let head = DeckHead { id: id.to_owned(), title, origin: present.package.to_owned() };
        let file = SourceFile { name: path.to_string_lossy().into_owned(), text: head.toml() };
        return Ok((vec![file], Deck::default()));
    }
    let old = read_deck(path)?;
    if old.errors() > 0 {
        return Err(Trouble::Mistaken(path.to_path_buf()));
    }
    Ok((old.files, old.deck))
}

/// Whether a note is as an earlier import found it, and has the same cards.
fn is_same(old: &Kept, note: &Note, cards: &[Card]) -> bool {
    let Kept { note: before, .. } = old;
    before.fields == note.fields
        && before.tags == note.tags
        && before.kind == note.kind
        && old.cards.len() == cards.len()
        && old.cards.iter().zip(cards).all(|(old, card)| (old.card.id, old.card.ord) == (card.id, card.ord))
}

fn read_back(path: &Path, files: Vec<SourceFile>) -> Result<LoadedDeck, Trouble> {
    if files.first().is_some_and(|file| file.text.len() as u64 > LARGEST) {
        return Err(Trouble::TooLarge(path.to_path_buf()));
    }
    let deck = LoadedDeck::new(Some(path.to_path_buf()), files, Vec::new());
    let is_mistake = |severity| severity == Severity::Error;
    if deck.findings.iter().any(|finding| is_mistake(finding.severity)) {
        return Err(Trouble::Mistaken(path.to_path_buf()));
    }
    Ok(deck)
}

/// What stands for each card of the deck, by its id.
fn prints(deck: &LoadedDeck) -> HashMap<&str, u64> {
    let mut prints: HashMap<&str, u64> = HashMap::new();
    for question in &deck.deck.questions {
        prints.entry(question.key.card()).or_insert_with(|| {
            exchange::Card::of(question, &mut Report::default()).map_or(0, |card| fingerprint(&card))
        });
    }
    prints
}

/// Keeps a note as it came, and notes which of its cards are asked.
fn keep(
    own: &OnItsWay<'_>,
    merged: &[Identified],
    taken: &[Taken],
    prints: &HashMap<&str, u64>,
    deck: &str,
    beside: &mut Beside,
    asked: &mut Vec<Asked>,
) {
    let old = own.old.map(|place| std::mem::take(&mut beside.notes[place]));
    let mut kept = match own.place.clone() {
        Some(place) => new_kept(own, place, merged, taken, prints, old.as_ref()),
        None => {
            let made = old.as_ref().map(|old| old.made.clone()).unwrap_or_default();
            Kept { note: own.note.clone(), made, cards: Vec::new() }
        }
    };
    let is_known = own.place.is_none();
    for card in own.cards {
        let old_card = old.as_ref().and_then(|old| old.cards.iter().find(|known| known.card.id == card.id));
        let key = if is_known {
            old_card.and_then(|known| known.key.clone())
        } else {
            key_of(own, card, merged, taken)
        };
        if let Some(key) = &key {
            let before = old.as_ref().zip(old_card);
            asked.push(Asked {
                cid: card.id,
                key: QuestionKey::within(deck, key),
                guid: own.note.guid.clone(),
                now: Said::of(card, own.note),
                before: before.map_or_else(Said::default, |(old, known)| Said::of(&known.card, &old.note)),
            });
        }
        kept.cards.push(KeptCard { card: card.clone(), key });
    }
    match own.old {
        Some(place) => beside.notes[place] = kept,
        None => beside.notes.push(kept),
    }
}

/// The notes of the deck `name`, and all cards that they become anew.
fn on_their_way<'a>(
    notes: &[(&'a Note, &'a [Card])],
    collection: &Collection,
    name: &str,
    beside: &Beside,
    files: &mut MediaFolder<'_>,
    report: &mut Report,
) -> (Vec<OnItsWay<'a>>, Vec<Identified>) {
    let (mut all, mut merged) = (Vec::with_capacity(notes.len()), Vec::new());
    let by_guid = beside.by_guid();
    for &(note, cards) in notes {
        let old = by_guid.get(note.guid.as_str()).copied();
        let is_same = old.is_some_and(|old| is_same(&beside.notes[old], note, cards));
        let mut own = OnItsWay { note, cards, old, made: Made::default(), place: None };
        // Also those of a note that is known, should a file of them be gone.
        files.take_named(note);
        if is_same {
            for _ in old.iter().flat_map(|old| &beside.notes[*old].made) {
                report.lose(Lost::Known, &Place::Nowhere, None);
            }
        } else if let Some(kind) = collection.kinds.get(&note.kind) {
            let whole = Whole { note, kind, cards, deck: name };
            own.made = made(whole, files, report);
            own.place = Some(merged.len()..merged.len() + own.made.cards.len());
            merged.append(&mut own.made.cards);
        } else {
            report.lose(Lost::Template, &Place::Card(note.id.to_string()), None);
        }
        all.push(own);
    }
    (all, merged)
}

/// What is kept of a note that is new or changed. Where the deck holds on to its own version, so does this: a later import
/// tells the difference again.
fn new_kept(
    own: &OnItsWay<'_>,
    place: std::ops::Range<usize>,
    merged: &[Identified],
    taken: &[Taken],
    prints: &HashMap<&str, u64>,
    old: Option<&Kept>,
) -> Kept {
    let differs = taken[place.clone()].contains(&Taken::Differs);
    let old = old.filter(|_| differs);
    let came = place.filter(|nth| taken[*nth] != Taken::Left).map(|nth| merged[nth].id.clone());
    let made = came.map(|id| {
        let known = old.and_then(|old| old.made.iter().find(|made| made.id == id));
        let print = if differs { known.map(|made| made.print) } else { prints.get(id.as_str()).copied() };
        MadeCard { print: print.unwrap_or(0), id }
    });
    let (note, made) = (old.map_or(own.note, |old| &old.note).clone(), made.collect());
    Kept { note, made, cards: Vec::new() }
}

fn key_of(own: &OnItsWay<'_>, card: &Card, merged: &[Identified], taken: &[Taken]) -> Option<String> {
    let (_, nth, face) = own.made.faces.iter().find(|(cid, _, _)| *cid == card.id)?;
    let place = own.place.as_ref()?.start + nth;
    let id = &merged.get(place).filter(|_| taken[place] != Taken::Left)?.id;
    Some(if face.is_empty() { id.clone() } else { format!("{id}#{face}") })
}

/// Keeps the note types of its notes and the decks of its cards.
fn keep_kinds(beside: &mut Beside, collection: &Collection) {
    for kept in &beside.notes {
        if let Some(kind) = collection.kinds.get(&kept.note.kind)
            && !beside.kinds.get(&kind.id).is_some_and(|known| known == kind)
        {
            beside.kinds.insert(kind.id, kind.clone());
        }
        for id in kept.cards.iter().flat_map(|kept| [kept.card.did, kept.card.odid]) {
            if let Some(deck) = collection.decks.get(&id).filter(|_| !beside.decks.contains_key(&id)) {
                beside.decks.insert(id, deck.clone());
            }
        }
    }
}
