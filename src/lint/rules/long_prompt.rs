//! Prompts that are read at one go.

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::{count, is_longer_than, last_sentence, running};

pub(super) const RULE: Rule = Rule::of_card("long-prompt", include_str!("long_prompt.md"), check);

const MOST: usize = 25;
const MOST_IN_SCENARIO: usize = 45;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let prompt = card.prompt().as_str();
    if !is_longer_than(prompt, MOST) {
        return None;
    }
    let lines = running(prompt).filter(|line| !line.trim().is_empty());
    let is_scenario = lines.count() > 1 || last_sentence(prompt).len() < prompt.trim().len();
    let most = if is_scenario { MOST_IN_SCENARIO } else { MOST };
    is_longer_than(prompt, most).then(|| {
        let message = format!("this prompt has {} words", count(prompt));
        let sort = if is_scenario { "a situation and its question have" } else { "a question has" };
        Finding::warning(
            message,
            format!("{sort} at most {most}: leave out what the answer does not depend on"),
        )
    })
}
