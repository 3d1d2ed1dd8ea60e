//! Prompts that do not hold their own answer.

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
        Body::Flip(flip) if !flip.is_asked_both_ways() => card.prompt_words(),
        Body::Cloze(cloze) => {
            without_holes = Words::of(cloze.outline().as_str());
            &without_holes
        }
        _ => return None,
    };
    let answers = card.answers();
    let mut said = answers.iter().zip(card.answer_words());
    let answer = said.find(|(_, words)| is_in(words, shown))?.0;
    let message = format!("the prompt contains the answer `{answer}`");
    Some(Finding::warning(message, "ask without the words of the answer"))
}

/// Whether every word of `answer` stands in `prompt`, one that tells something among them.
fn is_in(answer: &Words, prompt: &Words) -> bool {
    let is_told = answer.iter().any(is_telling) && answer.iter().all(|word| prompt.has(word));
    is_told && !answer.iter().any(|word| is_offered(word, prompt))
}

/// Whether `prompt` offers `word` for choice: `client or server`.
fn is_offered(word: &str, prompt: &Words) -> bool {
    let is_or = |place: Option<usize>| place.and_then(|place| prompt.get(place)) == Some("or");
    let mut places = prompt.iter().enumerate().filter(|(_, own)| *own == word).map(|(place, _)| place);
    places.any(|place| is_or(place.checked_sub(1)) || is_or(Some(place + 1)))
}
