//! Prompts that do not hold their own answer.

use std::collections::HashSet;

use crate::card::Body;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::{Words, is_telling};

pub(super) const RULE: Rule =
    Rule::of_card("prompt-with-answer", include_str!("prompt_with_answer.md"), check);

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let without_holes;
    let shown = match card.body() {
        Body::Typed(_) => card.prompt_words(),
        Body::Flip(flip) if !flip.reverse => card.prompt_words(),
        Body::Cloze(cloze) => {
            without_holes = Words::of(cloze.outline().as_str());
            &without_holes
        }
        _ => return None,
    };
    let answers = card.answers();
    let mut said = answers.iter().zip(card.answer_words());
    let offered = offered(shown);
    let answer = said.find(|(_, words)| is_in(words, shown, &offered))?.0;
    let message = format!("the prompt contains the answer `{answer}`");
    Some(Finding::warning(message, "ask without the words of the answer"))
}

/// Whether every word of `answer` stands in `prompt`, one that tells something among them, and none is offered there.
fn is_in(answer: &Words, prompt: &Words, offered: &HashSet<&str>) -> bool {
    let is_told = answer.iter().any(is_telling) && answer.iter().all(|word| prompt.has(word));
    is_told && !answer.iter().any(|word| offered.contains(word))
}

/// The words that `prompt` offers for choice: `client or server`.
fn offered(prompt: &Words) -> HashSet<&str> {
    let ors = (0..prompt.len()).filter(|place| prompt.get(*place) == Some("or"));
    ors.flat_map(|place| [place.checked_sub(1), Some(place + 1)])
        .flatten()
        .filter_map(|place| prompt.get(place))
        .collect()
}
