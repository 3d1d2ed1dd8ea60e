//! What `look_alike` names: cards of the deck, or of another.

use std::cell::LazyCell;
use std::collections::HashSet;

use super::{notes, table};
use crate::card::{Question, is_row_of_another};
use crate::source::{Code, Diagnostic, Located, Span, did_you_mean};

/// The look-alikes of `questions` that may be cards of other decks, which only those know who have them all, and a warning of
/// each that is none. The rows of decks that this one `draws` from are there.
pub(super) fn check(
    questions: &[Question],
    draws: &[Located<String>],
) -> (Vec<Located<String>>, Vec<Diagnostic>) {
    let cards: HashSet<&str> = questions.iter().map(|question| question.key.card()).collect();
    let tables = LazyCell::new(|| -> HashSet<&str> {
        cards.iter().filter_map(|card| Some(card.split_once('/')?.0)).collect()
    });
    let (mut elsewhere, mut missing) = (Vec::new(), Vec::new());
    let mut told = HashSet::new();
    for question in questions {
        for name in question.notes.look_alikes.iter().filter(|name| !cards.contains(name.as_str())) {
            let deck = name.split_once('/').map(|(deck, _)| deck).filter(|deck| notes::is_id(deck));
            let is_row = is_row_of_another(name);
            let is_drawn = is_row && draws.iter().any(|drawn| deck == Some(drawn.value.as_str()));
            // A card asks several questions, and a template all rows.
            if is_drawn || !told.insert((&question.at, name.as_str())) {
                continue;
            }
            if deck.is_some_and(|deck| is_row || !tables.contains(deck)) {
                elsewhere.push(Located { value: name.clone(), span: question.at.clone() });
                continue;
            }
            let near =
                (missing.len() < table::MOST_GUESSED).then(|| did_you_mean(name, cards.iter().copied()));
            missing.push(unknown_card(name, &question.at, near.flatten()));
        }
    }
    (elsewhere, missing)
}

/// The finding of a look-alike `name` that there is not; `near` is what was probably meant.
pub fn unknown_card(name: &str, at: &Span, near: Option<&str>) -> Diagnostic {
    let message = format!("there is no card `{}`", notes::shortened(name));
    let finding = Diagnostic::warning(Code::UNKNOWN_CARD, at.clone(), message);
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("`look_alike` takes ids of cards, those of another deck with its id: `dns/txt`"),
    }
}
