//! Cards that an exam can draw.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("missing-exam-tag", include_str!("missing_exam_tag.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    let has_tag = card.notes().tags.iter().any(|tag| lists.exams.contains(tag));
    (!lists.exams.is_empty() && !has_tag).then(|| {
        let help = format!("add one of {} to its `tags`, or to those of the deck", lists.exams_told);
        Finding::warning("this card belongs to no exam", help)
    })
}
