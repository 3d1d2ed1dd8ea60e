//! Typed answers that a slip does not turn into each other.

use std::collections::HashMap;

use crate::card::Body;
use crate::card::compare::are_a_slip_apart;
use crate::lint::Rule;
use crate::lint::card::Cards;
use crate::lint::finding::Finding;
use crate::source::cost;

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
    words.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
    let mut letters = MOST_LETTERS;
    words.retain(|(word, _)| {
        let is_within = word.len() <= letters;
        letters = letters.saturating_sub(word.len());
        is_within
    });
    let mut findings = Vec::new();
    for (one, other) in near(&words) {
        let ((first, first_place), (second, place)) = (&words[one], &words[other]);
        // An author who asks for exact spelling knows.
        if is_exact(cards, *first_place) || is_exact(cards, *place) {
            continue;
        }
        let message =
            format!("`{second}` is one slip away from the answer `{first}`, and such a slip is not forgiven");
        let help = "ask with options instead, or say `exact = true` to show that this is meant";
        findings.push((Some(*place), Finding::note(message, help)));
    }
    findings
}

/// Letters of all words together that are looked at; no deck that people learn has as many.
const MOST_LETTERS: usize = 1_000_000;
/// Letters of a word that somebody may slip in.
const LONGEST: usize = 100;
/// Words of one remainder that a word is held against.
const MOST_NEAR: usize = 8;
/// Pairs that are told.
const MOST_PAIRS: usize = 1000;

/// Whether `answer` is one word in which a slip would be forgiven.
fn is_long_word(answer: &str) -> bool {
    (6..=LONGEST).contains(&answer.len()) && answer.chars().all(char::is_alphabetic)
}

fn is_exact(cards: &Cards<'_>, place: usize) -> bool {
    matches!(cards.cards[place].body(), Body::Typed(typed) if typed.expected.exact)
}

/// The pairs of words of different cards that a slip turns into each other, the earlier one first.
///
/// Two such words are the same when the right letter is left out of each (or of one), so only words that share such a
/// remainder are compared.
fn near(words: &[(String, usize)]) -> Vec<(usize, usize)> {
    let mut remainders: Vec<(u64, usize)> = Vec::new();
    for (index, (word, _)) in words.iter().enumerate() {
        remainders.extend(hashes(word).into_iter().map(|hash| (hash, index)));
    }
    remainders.sort_unstable();
    remainders.dedup();
    let mut pairs = Vec::new();
    for group in remainders.chunk_by(|one, next| one.0 == next.0) {
        for (at, (_, one)) in group.iter().enumerate() {
            // Two spellings of one card's answer are both right. A remainder that many words share comes from no natural
            // list of answers.
            let others = group[at + 1..].iter().take(MOST_NEAR).map(|(_, other)| other);
            for other in others.filter(|other| words[*one].1 != words[**other].1) {
                cost::count(words[*one].0.len());
                if are_a_slip_apart(&words[*one].0, &words[*other].0) {
                    pairs.push((*one.min(other), *one.max(other)));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.truncate(MOST_PAIRS);
    pairs
}

/// The hash of `word`, and that of it without each of its letters.
fn hashes(word: &str) -> Vec<u64> {
    let letters: Vec<char> = word.chars().collect();
    cost::count(letters.len() * letters.len());
    // The place behind the last leaves out none.
    let left_out = 0..=letters.len();
    left_out
        .map(|left_out| {
            let rest = letters.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, c)| *c);
            hash(rest)
        })
        .collect()
}

/// FNV-1a.
fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3))
}
