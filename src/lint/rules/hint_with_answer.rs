//! Hints that leave something to recall.

use std::cell::OnceCell;

use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::{Words, is_function_word, is_telling};

pub(super) const RULE: Rule = Rule::of_card("hint-with-answer", include_str!("hint_with_answer.md"), check);

/// Answers of more words are sentences: their single words give nothing away.
const LONGEST_PHRASE: usize = 4;

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let hint = Words::of(card.notes().hint.as_ref()?.as_str());
    let answers = card.answers();
    let mut said = answers.iter().zip(card.answer_words());
    let wrong = OnceCell::new();
    let answer = said.find(|(_, words)| gives_away(&hint, words, card, &wrong))?.0;
    let message = format!("the hint gives the answer `{answer}` away");
    Some(Finding::warning(message, "point the way only; what contains the answer is a `mnemonic`"))
}

fn gives_away(hint: &Words, answer: &Words, card: &Card<'_>, wrong: &OnceCell<Vec<Words>>) -> bool {
    let is_letter = answer.len() == 1 && answer.iter().all(|word| word.len() == 1);
    if hint.has_phrase(answer) && !is_letter {
        return true;
    }
    let mut told = answer.iter().filter(|word| hint.has(word) && !card.prompt_words().has(word));
    answer.len() <= LONGEST_PHRASE
        && told.any(|word| {
            (word.chars().all(|c| c.is_ascii_digit()) || is_telling(word))
                && !is_function_word(word)
                && !wrong.get_or_init(|| wrong_options(card)).iter().any(|option| option.has(word))
        })
}

/// The words of the wrong options: what they say as well tells nothing.
fn wrong_options(card: &Card<'_>) -> Vec<Words> {
    card.choice()
        .into_iter()
        .flat_map(|choice| &choice.wrong)
        .map(|wrong| Words::of(wrong.text.as_str()))
        .collect()
}
