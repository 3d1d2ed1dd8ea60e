//! Typed answers that a slip does not turn into each other.

use std::collections::HashMap;

use crate::card::Body;
use crate::card::compare::are_a_slip_apart;
use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;

pub(super) const RULE: Rule = Rule::of_deck("rival-answers", include_str!("rival_answers.md"), check);

fn check(cards: &Cards<'_>) -> Vec<(Option<usize>, Finding)> {
    let mut words: HashMap<String, usize> = HashMap::new();
    for (place, card) in cards.cards.iter().enumerate() {
        if let Body::Typed(_) | Body::Cloze(_) = card.body() {
            let single = card.body().answers().into_iter().filter(|answer| is_long_word(answer));
            for word in single {
                words.entry(word.to_lowercase()).or_insert(place);
            }
        }
    }
    let mut words: Vec<(String, usize)> = words.into_iter().collect();
    words.sort_by_key(|(_, place)| *place);
    let finding = |(one, other): (usize, usize)| {
        let ((first, _), (second, place)) = (&words[one], &words[other]);
        let message =
            format!("`{second}` is one slip away from the answer `{first}`, and such a slip is not forgiven");
        let help = "ask with options instead, or say `exact = true` to show that this is meant";
        (Some(*place), Finding::note(message, help))
    };
    let mut pairs = near(&words);
    // Two spellings of one card's answer are both right.
    pairs.retain(|&(one, other)| words[one].1 != words[other].1);
    // An author who asks for exact spelling knows.
    pairs.retain(|&(one, other)| !is_exact(cards, words[one].1) && !is_exact(cards, words[other].1));
    pairs.into_iter().map(finding).collect()
}

/// Whether `answer` is one word in which a slip would be forgiven.
fn is_long_word(answer: &str) -> bool {
    answer.len() >= 6 && answer.chars().all(char::is_alphabetic)
}

fn is_exact(cards: &Cards<'_>, place: usize) -> bool {
    matches!(cards.cards[place].body(), Body::Typed(typed) if typed.is_exact())
}

/// The pairs of words that a slip turns into each other, the earlier one first.
///
/// Two such words are the same when the right letter is left out of each (or of one), so only words that share such a
/// remainder are compared.
fn near(words: &[(String, usize)]) -> Vec<(usize, usize)> {
    let mut remainders: Vec<(u64, usize)> = Vec::new();
    for (index, (word, _)) in words.iter().enumerate() {
        remainders.push((hash(word.chars()), index));
        for left_out in 0..word.chars().count() {
            let rest = word.chars().enumerate().filter(|(place, _)| *place != left_out).map(|(_, c)| c);
            remainders.push((hash(rest), index));
        }
    }
    remainders.sort_unstable();
    let mut pairs = Vec::new();
    for group in remainders.chunk_by(|one, next| one.0 == next.0) {
        // A remainder that hundreds of words share comes from no natural list of answers.
        for (at, (_, one)) in group.iter().enumerate().take(100) {
            for (_, other) in group[at + 1..].iter().take(100) {
                if one != other && are_a_slip_apart(&words[*one].0, &words[*other].0) {
                    pairs.push((*one.min(other), *one.max(other)));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// FNV-1a.
fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3))
}
