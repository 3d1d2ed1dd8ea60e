//! Puts cards into the text of a deck under ids that are known beforehand.

use std::collections::{HashMap, HashSet};

use super::card::Card;
use super::entry;
use super::known::{DeckCard, Spoken, known};
use super::merge::{Updates, report_change};
use super::report::{Lost, Report};
use super::same::asks_same;
use super::simpler::HOLE_HINT;
use crate::card::QuestionKey;
use crate::deck::{self, Deck};
use crate::source::{Diagnostic, FileId, Severity, SourceFile, fnv1a};

/// A card, and its id in the deck.
#[derive(Debug, Clone, PartialEq)]
pub struct Identified {
    /// The id.
    pub id: String,
    /// The card.
    pub card: Card,
}

/// What became of such a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is new in the deck.
    New,
    /// The deck has it, as it was or as it is now.
    There,
    /// The deck has it otherwise, and was left as it is.
    Differs,
    /// It makes no card.
    Left,
}

/// A number that stands for what a card asks and tells, to notice that it was changed.
pub fn fingerprint(card: &Card) -> u64 {
    fnv1a(entry::toml(card, None).as_bytes())
}

/// Takes `cards` into `files`, which hold `deck` now: new ones stand at the end of the first, and one whose id the deck has
/// is that card. Where it differs both versions are told, or with `updates` the new one is taken over. Each is
/// read back: what makes no card, or one that asks something else, is left out and told. Gives what became of each.
pub fn merged_by_id(
    files: &mut [SourceFile],
    deck: &Deck,
    cards: &[Identified],
    updates: bool,
    report: &mut Report,
) -> Vec<Taken> {
    let (known, _) = known(deck);
    let by_id: HashMap<String, &DeckCard> = known.iter().filter_map(|own| Some((id(own)?, own))).collect();
    let spoken = Spoken::of(&[], &["explain", "hint", "reverse", HOLE_HINT]);
    let mut edits = Updates::default();
    let mut new = Vec::new();
    let mut taken: Vec<Taken> = Vec::with_capacity(cards.len());
    let mut ids = HashSet::new();
    for (nth, Identified { id, card }) in cards.iter().enumerate() {
        taken.push(match by_id.get(id) {
            Some(own) => told(own, card, &spoken, files, updates.then_some(&mut edits), report),
            None if ids.insert(id) => {
                new.push(nth);
                Taken::New
            }
            None => {
                report.lose(Lost::Repeated, &card.place, None);
                Taken::There
            }
        });
    }
    edits.apply(files);
    for (nth, reason) in add(files, cards, new) {
        report.lose(Lost::Refused, &cards[nth].card.place, Some(&reason));
        taken[nth] = Taken::Left;
    }
    report.cards += taken.iter().filter(|one| **one == Taken::New).count();
    taken
}

/// Tells what `card` is to the card that the deck has under its id.
fn told(
    own: &DeckCard,
    card: &Card,
    spoken: &Spoken,
    files: &[SourceFile],
    edits: Option<&mut Updates>,
    report: &mut Report,
) -> Taken {
    let target = own.with(card, spoken);
    let changes = own.changes(&target);
    if changes.is_empty() {
        report.lose(Lost::Known, &card.place, None);
        return Taken::There;
    }
    let lost = if edits.is_some() { Lost::Stuck } else { Lost::Differs };
    let is_taken = edits.is_some_and(|edits| edits.take(files, own, &changes, &target));
    report_change(own, id(own).as_deref(), card, changes, (!is_taken).then_some(lost), report);
    if is_taken { Taken::There } else { Taken::Differs }
}

fn id(own: &DeckCard) -> Option<String> {
    Some(QuestionKey::from_stored(own.name()?).card().to_owned())
}

/// Adds the cards `new` of `cards`; gives those that make none, each with why.
fn add(files: &mut [SourceFile], cards: &[Identified], new: Vec<usize>) -> Vec<(usize, String)> {
    let Some(before) = files.first().map(|file| file.text.clone()) else { return Vec::new() };
    let mut left: Vec<(usize, String)> = Vec::new();
    let mut rest = new;
    // A card that is left out can change what is found of others, though hardly ever.
    for _ in 0..3 {
        let starts = write(&mut files[0].text, &before, cards, &rest);
        let wrong = unread(files, cards, &rest, &starts);
        if wrong.is_empty() {
            return left;
        }
        rest.retain(|nth| !wrong.iter().any(|(wrong, _)| wrong == nth));
        left.extend(wrong);
    }
    files[0].text = before;
    left.extend(rest.into_iter().map(|nth| (nth, "it cannot be read back".to_owned())));
    left
}

/// Makes `text` of what was there before and the cards `new`; gives where each of them begins.
fn write(text: &mut String, before: &str, cards: &[Identified], new: &[usize]) -> Vec<usize> {
    let newline = if before.contains("\r\n") { "\r\n" } else { "\n" };
    text.truncate(before.len());
    before.clone_into(text);
    if !before.is_empty() && !before.ends_with('\n') {
        text.push_str(newline);
    }
    let mut starts = Vec::with_capacity(new.len());
    for Identified { id, card } in new.iter().map(|nth| &cards[*nth]) {
        if !text.is_empty() {
            text.push_str(newline);
        }
        starts.push(text.len());
        let entry = entry::toml(card, Some(id));
        text.push_str(&if newline == "\n" { entry } else { entry.replace('\n', newline) });
    }
    starts
}

/// Those of `new` that the deck reader does not take for the cards they are, each with why.
fn unread(
    files: &[SourceFile],
    cards: &[Identified],
    new: &[usize],
    starts: &[usize],
) -> Vec<(usize, String)> {
    let (deck, findings) = deck::parse(files);
    let mut read: HashMap<&str, &crate::card::Question> = HashMap::with_capacity(deck.questions.len());
    for question in &deck.questions {
        read.entry(question.key.card()).or_insert(question);
    }
    let mut wrong = Vec::new();
    for (place, nth) in new.iter().enumerate() {
        let own = &cards[*nth];
        let found = read.get(own.id.as_str()).and_then(|question| Card::of(question, &mut Report::default()));
        if found.is_none_or(|found| !asks_same(&found.body, &own.card.body)) {
            let end = starts.get(place + 1).copied().unwrap_or(usize::MAX);
            let reason = reason(&findings, starts[place]..end);
            wrong.push((*nth, reason.unwrap_or_else(|| "a deck would ask something else".to_owned())));
        }
    }
    wrong
}

/// The first mistake that was found in that stretch of the first file.
fn reason(findings: &[Diagnostic], range: std::ops::Range<usize>) -> Option<String> {
    let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let first = errors.find(|error| error.span.file == FileId(0) && range.contains(&error.span.range.start));
    first.map(|error| error.message.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Text;
    use crate::card::kinds::Flip;
    use crate::exchange::Place;

    fn card(id: &str, front: &str, back: &str) -> Identified {
        let flip = Flip { front: Text::new(front), back: Text::new(back), reverse: false };
        Identified { id: id.to_owned(), card: Card::new(flip, Place::Card(front.to_owned())) }
    }

    fn file(text: &str) -> Vec<SourceFile> {
        vec![SourceFile { name: "d.toml".to_owned(), text: text.to_owned() }]
    }

    const HEAD: &str = "[deck]\nid = \"d\"\ntitle = \"D\"\n";

    #[test]
    fn cards_of_one_prompt_and_answer_are_told_apart_by_their_ids() {
        let mut files = file(HEAD);
        let cards = [card("a", "x", "y"), card("b", "x", "y"), card("a", "x", "y")];
        let mut report = Report::default();
        let taken = merged_by_id(&mut files, &Deck::default(), &cards, false, &mut report);
        assert_eq!(taken, [Taken::New, Taken::New, Taken::There]);
        assert_eq!((report.cards, report.count(Lost::Repeated)), (2, 1));
        let (deck, _) = deck::parse(&files);
        assert_eq!(deck.questions.len(), 2);
    }

    #[test]
    fn a_card_that_is_there_is_left_or_updated_and_keeps_its_place() {
        let text = format!("{HEAD}\n[[card]]\nid = \"a\"\nfront = \"x\" # mine\nback = \"y\"\n");
        let cards = [card("a", "x", "z"), card("b", "new", "one")];
        for (updates, wanted) in [(false, Taken::Differs), (true, Taken::There)] {
            let mut files = file(&text);
            let (deck, _) = deck::parse(&files);
            let mut report = Report::default();
            let taken = merged_by_id(&mut files, &deck, &cards, updates, &mut report);
            assert_eq!(taken, [wanted, Taken::New]);
            assert_eq!(files[0].text.contains("back = \"z\""), updates);
            assert!(files[0].text.contains("# mine"));
            assert_eq!(report.changes.len(), 1);
            let (deck, _) = deck::parse(&files);
            assert_eq!(deck.questions.len(), 2);
            if updates {
                let again = merged_by_id(&mut files, &deck, &cards, updates, &mut report);
                assert_eq!(again, [Taken::There; 2]);
            }
        }
    }

    #[test]
    fn what_makes_no_card_is_left_out_and_its_neighbours_come() {
        let mut files = file(HEAD);
        let cards = [card("a", "x", "y"), card("b", "", "y"), card("c", "z", "w")];
        let mut report = Report::default();
        let taken = merged_by_id(&mut files, &Deck::default(), &cards, false, &mut report);
        assert_eq!(taken, [Taken::New, Taken::Left, Taken::New]);
        assert_eq!((report.cards, report.count(Lost::Refused)), (2, 1));
        assert!(!files[0].text.contains("\"b\""));
    }
}
