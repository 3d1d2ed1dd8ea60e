//! Cards that an exam can draw.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("missing-exam-tag", include_str!("missing_exam_tag.md"), check);

fn check(card: &Card<'_>, lists: &Lists) -> Option<Finding> {
    let has_tag = lists.exams.iter().any(|exam| card.notes().tags.contains(exam));
    (!lists.exams.is_empty() && !has_tag).then(|| {
        let exams: Vec<_> = lists.exams.iter().map(|exam| format!("`{exam}`")).collect();
        let help = format!("add one of {} to its `tags`, or to those of the deck", exams.join(", "));
        Finding::warning("this card belongs to no exam", help)
    })
}
