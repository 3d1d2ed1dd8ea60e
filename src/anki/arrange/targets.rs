//! Which deck each note goes to: the one that has it, that of its deck in Anki, or a new one.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::{Arranged, Asked, Present, Said};
use crate::anki::ENDING;
use crate::anki::beside::Beside;
use crate::anki::collection::{Card, Collection, Note};
use crate::author::id_of;
use crate::deck::free_id;
use crate::exchange::{Lost, Place};
use crate::library::LARGEST;

/// Folders below the decks folder that are looked through for decks of earlier imports.
const DEEPEST: usize = 16;
/// Bytes that the notes of one deck come to at most, as Anki has them; what is more goes to a second deck. Marks of TOML and
/// Markdown have the rest up to [`LARGEST`].
const FULL: u64 = LARGEST / 4 * 3;
/// Bytes that a card takes besides its texts.
const OF_A_CARD: u64 = 250;

/// A deck that gets notes.
pub(super) struct Target<'a> {
    pub(super) path: PathBuf,
    pub(super) id: String,
    pub(super) name: String,
    /// Which of the decks it is that one of Anki's became, from 1: a large one becomes several.
    pub(super) part: usize,
    pub(super) did: i64,
    /// What an earlier import kept; `None` for a new deck.
    pub(super) beside: Option<Beside>,
    pub(super) notes: Vec<(&'a Note, &'a [Card])>,
    /// Bytes that it has or will have, at a guess.
    pub(super) weight: u64,
}

impl Target<'_> {
    /// Whether it is what a deck of the collection made at `created` became: by its name, or by its id in the same collection.
    fn is_of(&self, did: i64, name: &str, created: i64) -> bool {
        let is_same = self.beside.as_ref().is_some_and(|beside| beside.head.created == created);
        self.name == name || is_same && self.did == did
    }
}

/// Gives each note its deck: the one that has it, or that of its first card.
pub(super) fn targets<'a>(
    collection: &'a Collection,
    present: &Present<'_>,
    arranged: &mut Arranged,
) -> Vec<Target<'a>> {
    let Arranged { report, returned: own, .. } = arranged;
    let mut targets = known(present.own);
    let mut by_guid: HashMap<String, usize> = HashMap::new();
    for (nth, target) in targets.iter().enumerate() {
        let notes = target.beside.iter().flat_map(|beside| &beside.notes);
        by_guid.extend(notes.map(|kept| (kept.note.guid.clone(), nth)));
    }
    let mut by_deck: HashMap<i64, usize> = HashMap::new();
    let mut rest = collection.cards.as_slice();
    let mut guids: HashSet<&str> = HashSet::new();
    for note in &collection.notes {
        let cards = cards_of(note, &mut rest);
        let place = Place::Card(note.id.to_string());
        let Some(first) = cards.first() else {
            report.lose(Lost::Refused, &place, Some("it has no card"));
            continue;
        };
        if !guids.insert(&note.guid) {
            report.lose(Lost::Repeated, &place, None);
            continue;
        }
        let known = by_guid.get(&note.guid).copied();
        if known.is_none()
            && let Some(asked) = returned(note, cards, present)
        {
            own.extend(asked);
            report.lose(Lost::Known, &Place::Nowhere, None);
            continue;
        }
        let nth = known.unwrap_or_else(|| {
            let weight = weight(note, cards, collection);
            let open = by_deck.get(&first.home()).copied();
            let nth = open.filter(|nth| targets[*nth].weight + weight <= FULL).unwrap_or_else(|| {
                let room = FULL.saturating_sub(weight);
                of_deck(first.home(), room, collection, present, &mut targets)
            });
            by_deck.insert(first.home(), nth);
            targets[nth].weight += weight;
            nth
        });
        targets[nth].notes.push((note, cards));
    }
    targets
}

/// The cards of `note`, cut off from the `rest`, which is sorted by notes.
fn cards_of<'a>(note: &Note, rest: &mut &'a [Card]) -> &'a [Card] {
    let start = rest.partition_point(|card| card.nid < note.id);
    let (cards, others) = rest[start..].split_at(rest[start..].partition_point(|card| card.nid == note.id));
    *rest = others;
    cards
}

/// The cards of a note that went to Anki from here; `None` where it is another.
fn returned(note: &Note, cards: &[Card], present: &Present<'_>) -> Option<Vec<Asked>> {
    let places = present.own_notes.get(&note.guid)?;
    let asked = cards.iter().filter_map(|card| {
        let (_, key) = places.iter().find(|(place, _)| *place == card.ord)?;
        let (key, guid) = (key.clone(), note.guid.clone());
        Some(Asked { cid: card.id, key, guid, now: Said::of(card, note), before: Said::default() })
    });
    Some(asked.collect())
}

/// What a note weighs in a deck: each card that is made of a template has the fields once more.
fn weight(note: &Note, cards: &[Card], collection: &Collection) -> u64 {
    let texts: usize = note.fields.iter().map(String::len).sum::<usize>() + note.tags.len();
    let is_cloze = collection.kinds.get(&note.kind).is_some_and(|kind| kind.cloze);
    let times = if is_cloze { 1 } else { cards.len() as u64 };
    (texts as u64 + OF_A_CARD) * times
}

/// The place of the target for a deck of the collection, where one is known that weighs no more than `room`; otherwise of a
/// new one.
fn of_deck(
    did: i64,
    room: u64,
    collection: &Collection,
    present: &Present<'_>,
    targets: &mut Vec<Target<'_>>,
) -> usize {
    let name = collection.decks.get(&did).map_or_else(|| did.to_string(), |deck| deck.name.clone());
    let is_it = |target: &&Target<'_>| target.is_of(did, &name, collection.created);
    if let Some(known) = targets.iter().position(|target| is_it(&target) && target.weight <= room) {
        return known;
    }
    let part = targets.iter().filter(is_it).count() + 1;
    let taken: HashSet<&str> = targets.iter().map(|target| target.id.as_str()).collect();
    let path_of = |id: &str| present.own.join(format!("{id}.toml"));
    let id = free_id(&id_of(&name.replace("::", "-")), |id| {
        (present.is_free)(id) && !taken.contains(id) && fs::symlink_metadata(path_of(id)).is_err()
    });
    targets.push(Target {
        path: path_of(&id),
        id,
        name,
        part,
        did,
        beside: None,
        notes: Vec::new(),
        weight: 0,
    });
    targets.len() - 1
}

/// The decks of earlier imports below `folder`. One whose deck is gone, or never came, is begun anew in its place.
fn known<'a>(folder: &Path) -> Vec<Target<'a>> {
    let mut found = Vec::new();
    files(folder, 0, &mut found);
    found.sort();
    let known = found.into_iter().filter_map(|file| {
        let path = file.with_extension("toml");
        let beside = Beside::read(&path).ok()??;
        let (name, did) = (beside.head.name.clone(), beside.head.deck);
        let id = path.file_stem()?.to_str()?.to_owned();
        let length = fs::metadata(&path).ok().filter(std::fs::Metadata::is_file).map(|meta| meta.len());
        let beside = length.map(|_| beside);
        let weight = length.unwrap_or(0);
        Some(Target { path, id, name, part: 1, did, beside, notes: Vec::new(), weight })
    });
    known.collect()
}

fn files(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let (Ok(kind), path) = (entry.file_type(), entry.path()) else { continue };
        if kind.is_dir() && depth < DEEPEST {
            files(&path, depth + 1, found);
        } else if kind.is_file() && path.extension().is_some_and(|ending| ending == ENDING) {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests;
