//! Which questions lend their answers as wrong options to those that are asked.

use std::collections::{BTreeSet, HashMap};

use crate::card::kinds::{Choice, Classify, Cloze, Kind as _, Matching, Order, Truth};
use crate::card::{QuestionKey, cards_named};
use crate::deck::Row;
use crate::library::{Library, ListedDeck};

/// All questions of a library or a deck that is no larger lend their answers.
const SMALL: usize = 2000;
/// Of a larger deck, so many of the same sort that stand nearest lend theirs, and so many look-alikes.
const NEAR: usize = 8;
/// So many places before and behind a question are looked at for them.
const REACH: usize = 64;

/// The questions of `wanted` with all that may lend an answer to them. Built-in decks always do, so that the papers of the
/// exams on them do not depend on how large other decks are.
pub(super) fn all_that_lend<'a>(library: &'a Library, wanted: &[Row<'a>]) -> Vec<Row<'a>> {
    let is_small = library.len() <= SMALL;
    lending(library, wanted, &|deck, is_wanted| {
        is_small || deck.path().is_none() || (is_wanted && deck.len() <= SMALL)
    })
}

/// The questions of `wanted` with those near to them.
pub(super) fn near_ones<'a>(library: &'a Library, wanted: &[Row<'a>]) -> Vec<Row<'a>> {
    lending(library, wanted, &|_, _| false)
}

/// The questions of `wanted` and those that lend to them; of a deck that `lends_all`, all.
fn lending<'a>(
    library: &'a Library,
    wanted: &[Row<'a>],
    lends_all: &dyn Fn(&ListedDeck, bool) -> bool,
) -> Vec<Row<'a>> {
    let mut by_deck: HashMap<&str, Vec<Row<'a>>> = HashMap::new();
    for row in wanted {
        by_deck.entry(row.deck()).or_default().push(*row);
    }
    let needing = wanted.iter().filter(|row| may_need_options(row));
    let mut named: HashMap<&str, Vec<QuestionKey>> = HashMap::new();
    for key in needing.flat_map(|row| named_elsewhere(row)) {
        named.entry(library.deck(key.deck()).map_or("", ListedDeck::id)).or_default().push(key);
    }
    let mut lending = Vec::new();
    for deck in &library.decks {
        let wanted = by_deck.remove(deck.id()).unwrap_or_default();
        if lends_all(deck, !wanted.is_empty()) {
            lending.extend(deck.rows());
            continue;
        }
        let mut places: BTreeSet<usize> = wanted.iter().map(Row::place).collect();
        for row in wanted.iter().filter(|row| may_need_options(row)) {
            places.extend(near(deck, row));
        }
        places.extend(named.remove(deck.id()).into_iter().flatten().filter_map(|key| deck.place_of(&key)));
        lending.extend(places.into_iter().map(|place| deck.row(place)));
    }
    lending
}

/// Whether the question may be asked as a choice without having options of its own.
fn may_need_options(row: &Row<'_>) -> bool {
    let others = [Choice::NAME, Truth::NAME, Cloze::NAME, Order::NAME, Matching::NAME, Classify::NAME];
    !others.contains(&row.kind())
}

/// The look-alikes of `row` in other decks, as far as they are questions of its face.
fn named_elsewhere(row: &Row<'_>) -> Vec<QuestionKey> {
    let key = row.key();
    let named = row.look_alikes().iter().flat_map(|name| cards_named(row.deck(), name));
    let others = named.filter(|(deck, _)| *deck != row.deck()).take(NEAR);
    others.map(|(deck, card)| QuestionKey::new(deck, card, key.face())).collect()
}

/// The places of the look-alikes of `row`, and of the questions of its sort that stand nearest.
fn near(deck: &ListedDeck, row: &Row<'_>) -> Vec<usize> {
    let key = row.key();
    let face = key.face();
    let look_alikes = row.look_alikes().iter().map(|id| QuestionKey::new(deck.id(), id, face));
    let look_alikes = look_alikes.filter_map(|key| deck.place_of(&key)).take(NEAR);
    let (place, end) = (row.place(), deck.len());
    let around = (1..=REACH).flat_map(|far| [place.checked_sub(far), Some(place + far)]);
    let others = around.flatten().filter(|place| *place < end).map(|place| deck.row(place));
    let of_sort = others
        .filter(|other| other.kind() == row.kind() && !other.is_suspended() && other.key().face() == face);
    look_alikes.chain(of_sort.map(|other| other.place()).take(NEAR)).collect()
}
