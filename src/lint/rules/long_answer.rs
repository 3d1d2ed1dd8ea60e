//! Answers short enough to be recalled at once.

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::{count, is_longer_than};

pub(super) const RULE: Rule = Rule::of_card("long-answer", include_str!("long_answer.md"), check);

const MOST: usize = 15;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let answer = match card.body() {
        Body::Flip(flip) => flip.back.as_str(),
        Body::Typed(_) => card.first().answer.as_str(),
        _ => return None,
    };
    is_longer_than(answer, MOST).then(|| {
        let message = format!("this answer has {} words", count(answer));
        Finding::warning(
            message,
            format!("ask for one fact, in at most {MOST} words; the rest belongs in `explain`"),
        )
    })
}
