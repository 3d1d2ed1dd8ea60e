//! Right options that are not told by their length.

use crate::card::Text;
use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("longest-option", include_str!("longest_option.md"), check);

/// With fewer choices a share says nothing.
const FEWEST: usize = 5;
const MOST_PERCENT: usize = 40;

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let (mut all, mut longest) = (0, 0);
    for card in &cards.cards {
        // The options of rows are drawn from each other.
        let Some(choice) = card.choice().filter(|choice| !choice.many && !card.is_row()) else {
            continue;
        };
        let (right, wrong) = (
            choice.right.iter().map(length).max(),
            choice.wrong.iter().map(|wrong| length(&wrong.text)).max(),
        );
        all += 1;
        longest += usize::from(right > wrong && wrong.is_some());
    }
    if all < FEWEST || longest * 100 <= all * MOST_PERCENT {
        return Vec::new();
    }
    let message = format!("in {longest} of {all} choices the right option is the longest");
    vec![(None, Finding::note(message, "shorten right options, or give wrong ones the same care"))]
}

fn length(option: &Text) -> usize {
    option.as_str().chars().count()
}
