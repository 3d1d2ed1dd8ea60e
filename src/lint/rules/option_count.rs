//! Four options, one of them best.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;

pub(super) const RULE: Rule = Rule::of_card("option-count", include_str!("option_count.md"), check);

const USUAL: usize = 4;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let choice = card.choice()?;
    // With several right answers there is no usual number.
    if choice.many {
        return None;
    }
    let options = card.options().count();
    let with_last = options + usize::from(choice.last.is_some());
    (options != USUAL && with_last != USUAL).then(|| {
        let message = format!("this choice has {with_last} options");
        Finding::note(message, "exams have four: fewer make guessing pay, more cost reading time")
    })
}
