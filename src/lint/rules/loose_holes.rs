//! Few holes in a text, or all of them at once.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("loose-holes", include_str!("loose_holes.md"), check);

const MOST: usize = 2;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let Body::Cloze(cloze) = card.body() else { return None };
    let holes = card.questions().len();
    (holes > MOST && !cloze.together).then(|| {
        let message = format!("this text is asked {holes} times, once for each hole");
        Finding::warning(message, "write `holes = \"together\"`, or a shorter text with at most two holes")
    })
}
