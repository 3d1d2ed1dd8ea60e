//! Writes a text with holes as an author would: in our notation where the numbers only count, otherwise in Anki's.

use super::{Blank, Cloze, Piece, braces, is_together};
use crate::card::Text;
use crate::card::kinds::{Keys, Written};

/// The keys of `card`.
pub(super) fn written(card: &Cloze) -> Keys {
    let together = is_together(&card.pieces);
    let mut keys = Keys::new();
    keys.extend((!card.question.is_empty()).then(|| ("question", (&card.question).into())));
    keys.push(("cloze", Written::Text(Text::new(holes(card, together)))));
    keys.extend(accept(card).map(|accept| ("accept", accept)));
    keys.extend(together.then(|| ("holes", Written::Typed("together".to_owned()))));
    keys
}

/// The text with its holes. Braces that are only text are kept from opening one.
fn holes(card: &Cloze, together: bool) -> String {
    let (mut out, mut place) = (String::new(), 0);
    let counts = together || card.blanks().zip(1..).all(|(blank, place)| blank.number == place);
    let mut texts = braces::texts(&card.pieces).into_iter();
    for piece in &card.pieces {
        match piece {
            Piece::Text(_) => out.extend(texts.next()),
            Piece::Hole(blank) => {
                place += 1;
                let number = if together { place } else { blank.number };
                out.push_str(&hole(blank, number, counts, place));
            }
        }
    }
    out
}

/// One hole, the `place`th of its text, from 1. What begins a hint in one of the two notations may stand in an answer of
/// the other.
fn hole(blank: &Blank, number: u32, counts: bool, place: u32) -> String {
    let answer = blank.answer();
    let is_ankis = answer.strip_prefix('c').and_then(|rest| rest.split_once("::"));
    let is_ankis = is_ankis.is_some_and(|(number, _)| number.parse::<u32>().is_ok());
    let fits_ours = number == place && !answer.contains('|') && !is_ankis;
    let ours = fits_ours && (counts || answer.contains("::"));
    let mark = if ours { "|" } else { "::" };
    let hint = blank.hint.as_ref().map_or_else(String::new, |hint| format!("{mark}{hint}"));
    let number = if ours { String::new() } else { format!("c{number}::") };
    format!("{{{{{number}{answer}{hint}}}}}")
}

/// What else is right in the holes: a list where there is one, and otherwise by their answers.
fn accept(card: &Cloze) -> Option<Written> {
    let mut named: Vec<&Blank> = Vec::new();
    for blank in card.blanks().filter(|blank| !blank.accept().is_empty()) {
        if !named.iter().any(|known| known.answer() == blank.answer()) {
            named.push(blank);
        }
    }
    match named.as_slice() {
        [] => None,
        [one] if card.blanks().count() == 1 => Some(Written::typed(one.accept())),
        several => {
            let one = |blank: &&Blank| (blank.answer().to_owned(), Written::typed(blank.accept()));
            Some(Written::Map(several.iter().map(one).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How a text of these holes is written, each a number, an answer and a hint, and whether more keys are needed.
    fn with_holes(holes: &[(u32, &str, Option<&str>)]) -> (String, bool) {
        let holes = holes.iter().map(|(number, answer, hint)| {
            Piece::Hole(Blank::new(*number, vec![(*answer).to_owned()], hint.map(Into::into)))
        });
        let keys = written(&Cloze::new(Text::default(), holes.collect()));
        let Written::Text(cloze) = &keys[0].1 else { panic!() };
        (cloze.as_str().to_owned(), keys.len() > 1)
    }

    #[test]
    fn holes_are_written_in_the_shortest_way_that_says_the_same() {
        assert_eq!(with_holes(&[(1, "a", None), (2, "b", Some("c"))]), ("{{a}}{{b|c}}".into(), false));
        assert_eq!(with_holes(&[(1, "a", None), (1, "b", None)]), ("{{a}}{{b}}".into(), true));
        let numbered = with_holes(&[(2, "a", Some("h")), (1, "b", None), (1, "c", None)]);
        assert_eq!(numbered, ("{{c2::a::h}}{{c1::b}}{{c1::c}}".into(), false));
        assert_eq!(with_holes(&[(1, "a|b", None)]), ("{{c1::a|b}}".into(), false));
    }
}
