//! No word that leads from the question to the right option.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::card::kinds::Choice;
use crate::lint::Rule;
use crate::lint::card::Card;
use crate::lint::finding::Finding;
use crate::lint::lists::Lists;
use crate::lint::words::{Words, is_function_word};

pub(super) const RULE: Rule = Rule::of_card("stem-clue", include_str!("stem_clue.md"), check);

const FEWEST_LETTERS: usize = 5;

/// All words of the wrong options that are shown.
fn words_of_wrong(choice: &Choice) -> HashSet<String> {
    let words = choice.offered().iter().map(|wrong| Words::of(wrong.text.as_str()));
    words.flat_map(|words| words.iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn check(card: &Card<'_>, _: &Lists) -> Option<Finding> {
    let choice = card.choice()?;
    let stem = card.prompt_words();
    let said_wrong = OnceCell::new();
    for right in card.answer_words() {
        let mut clues = right.iter().filter(|word| is_long_word(word) && stem.has(word)).peekable();
        // Nearly all cards end here; the wrong options need no reading.
        if clues.peek().is_none() {
            continue;
        }
        let said_wrong = said_wrong.get_or_init(|| words_of_wrong(choice));
        if let Some(clue) = clues.find(|clue| !said_wrong.contains(*clue)) {
            let message = format!("`{clue}` stands in the question and in the right option only");
            return Some(Finding::warning(
                message,
                "say it otherwise in one of the two, or let a wrong option say it too",
            ));
        }
    }
    None
}

fn is_long_word(word: &str) -> bool {
    word.chars().count() >= FEWEST_LETTERS && word.chars().all(char::is_alphabetic) && !is_function_word(word)
}
