//! Names that last: ids made from prompts, and carrying progress over to a reworded card.

mod alike;
mod pairing;
mod pool;
mod words;

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::card::{Question, QuestionKey};
use alike::{asks_of_another, by_letters};
use pairing::{Found, pair};
use pool::{Pool, Reading};
use words::letter_pairs;

/// The id that follows from a prompt: its words in lower case, joined by hyphens. A long prompt keeps its first words
/// and a short fingerprint of the whole, so that two long prompts differ.
pub fn slug(prompt: &str) -> String {
    let normal = normalised(prompt);
    let mut id = String::new();
    for word in normal.split_whitespace() {
        if id.len() + word.len() >= 40 {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    let whole = normal.split_whitespace().collect::<Vec<_>>().join("-");
    if id != whole || id.is_empty() {
        let separator = if id.is_empty() { "card-" } else { "-" };
        id = format!("{id}{separator}{:08x}", fingerprint(prompt.bytes()));
    }
    id
}

/// The name of a row as a part of a key: `/` and `#` separate the parts of a key, so they cannot be in one.
pub(super) fn part(cell: &str) -> String {
    cell.trim().replace(['/', '#', '\n'], "-")
}

/// Letters and digits in lower case, with single spaces between words; accents fall away.
fn normalised(text: &str) -> String {
    if text.is_ascii() {
        // ASCII has no accents and is its own compatibility form.
        let letters = text.chars();
        return letters
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
            .collect();
    }
    let plain = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let spaced: String = plain.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase()
}

/// FNV-1a, 32 bits: stable for ever, which a hasher of the standard library does not promise.
pub(super) fn fingerprint(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A question as it was when it was last loaded with progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its name.
    pub key: QuestionKey,
    /// Its prompt.
    pub prompt: String,
    /// Its answer.
    pub answer: String,
}

/// Progress that moves to a reworded card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The name that vanished.
    pub from: QuestionKey,
    /// The name that takes its progress.
    pub to: QuestionKey,
}

/// Progress that could belong to a card, or to one of several, so that nothing is moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// The name that vanished.
    pub from: QuestionKey,
    /// The cards that it could belong to.
    pub candidates: Vec<QuestionKey>,
}

/// How alike two questions are at most for the one not to be a new wording of the other.
const UNLIKE: f64 = 0.3;
/// How alike they must be to be one under the same name.
const ALIKE: f64 = 0.6;

/// Finds, for each question that had progress and vanished from its deck, the new question it became.
///
/// `seen` are the questions of one deck that have progress; `present` are the deck's questions now.
pub fn carry(seen: &[Seen], present: &[Question]) -> (Vec<Carried>, Vec<Unclear>) {
    let now: HashSet<&QuestionKey> = present.iter().map(|question| &question.key).collect();
    let before: HashSet<&QuestionKey> = seen.iter().map(|seen| &seen.key).collect();
    let mut vanished: HashMap<&str, Vec<&Seen>> = HashMap::new();
    for seen in seen.iter().filter(|seen| !now.contains(&seen.key)) {
        vanished.entry(seen.key.face()).or_default().push(seen);
    }
    let (mut carried, mut unclear) = (Vec::new(), Vec::new());
    for (face, old) in vanished {
        let of_face = present.iter().filter(|question| question.key.face() == face);
        let (stayed, fresh): (Vec<_>, Vec<_>) = of_face.partition(|question| before.contains(&question.key));
        if fresh.is_empty() {
            continue;
        }
        let (new_prompts, stayed_prompts) = (prompts(&fresh), prompts(&stayed));
        let old_readings: Vec<_> = old.iter().map(|seen| (&*seen.prompt, &*seen.answer)).collect();
        let pool =
            Pool::new(&old_readings, &readings(&new_prompts, &fresh), &readings(&stayed_prompts, &stayed));
        for (old, found) in old.into_iter().zip(pair(&pool)) {
            let from = old.key.clone();
            match found {
                Found::Nothing => {}
                Found::Successor(new) => carried.push(Carried { from, to: fresh[new].key.clone() }),
                Found::Perhaps(several) => {
                    let candidates = several.into_iter().map(|new| fresh[new].key.clone()).collect();
                    unclear.push(Unclear { from, candidates });
                }
            }
        }
    }
    carried.sort_by(|a, b| a.from.cmp(&b.from));
    unclear.sort_by(|a, b| a.from.cmp(&b.from));
    (carried, unclear)
}

/// `seen` without those that are `replaced`, whose progress needs no likeness to find its card, and with what replaces them
/// among `present`, so that nothing else is taken for a former wording of it.
pub fn without_replaced(mut seen: Vec<Seen>, present: &[Question], replaced: &[Carried]) -> Vec<Seen> {
    if replaced.is_empty() {
        return seen;
    }
    let gone: HashSet<&QuestionKey> = replaced.iter().map(|one| &one.from).collect();
    let new: HashSet<&QuestionKey> = replaced.iter().map(|one| &one.to).collect();
    seen.retain(|seen| !gone.contains(&seen.key));
    seen.extend(present.iter().filter(|question| new.contains(&question.key)).map(|question| Seen {
        key: question.key.clone(),
        prompt: question.prompt.plain(),
        answer: question.answer.clone(),
    }));
    seen
}

fn prompts(questions: &[&Question]) -> Vec<String> {
    questions.iter().map(|question| question.prompt.plain()).collect()
}

fn readings<'a>(prompts: &'a [String], questions: &[&'a Question]) -> Vec<Reading<'a>> {
    prompts.iter().zip(questions).map(|(prompt, question)| (&**prompt, &*question.answer)).collect()
}

/// What becomes of progress when a deck is edited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fate {
    /// How many questions keep it under their name.
    pub kept: usize,
    /// Reworded cards that take it along.
    pub carried: Vec<Carried>,
    /// What could belong to more than one card.
    pub unclear: Vec<Unclear>,
    /// What no question takes up: it rests in the log.
    pub resting: Vec<QuestionKey>,
    /// Names that asked something else before, whose progress would be that of another question.
    pub reused: Vec<QuestionKey>,
}

/// What becomes of the progress of `seen`, the questions of one deck, when the deck asks `present` and of those that are gone
/// some are `replaced`, by cards of this or another deck.
pub fn fate(seen: &[Seen], present: &[Question], replaced: &[Carried]) -> Fate {
    let (mut carried, unclear) = carry(&without_replaced(seen.to_vec(), present, replaced), present);
    let names: HashSet<&QuestionKey> = seen.iter().map(|seen| &seen.key).collect();
    carried.extend(replaced.iter().filter(|one| names.contains(&one.from)).cloned());
    let now: HashMap<&QuestionKey, &Question> =
        present.iter().map(|question| (&question.key, question)).collect();
    let told: HashSet<&QuestionKey> = carried
        .iter()
        .map(|carried| &carried.from)
        .chain(unclear.iter().map(|unclear| &unclear.from))
        .collect();
    let (mut kept, mut resting, mut reused) = (0, Vec::new(), Vec::new());
    for old in seen {
        match now.get(&old.key) {
            Some(question) => {
                kept += 1;
                if closeness(old, question) < UNLIKE {
                    reused.push(old.key.clone());
                }
            }
            None if !told.contains(&old.key) => resting.push(old.key.clone()),
            None => {}
        }
    }
    Fate { kept, carried, unclear, resting, reused }
}

/// Whether `question` is likely what `old` became under the same name: so alike that progress may go on.
pub fn is_successor(old: &Seen, question: &Question) -> bool {
    let prompt = question.prompt.plain();
    if old.prompt == prompt {
        return true;
    }
    let pool = Pool::new(&[(&old.prompt, &old.answer)], &[(&prompt, &question.answer)], &[]);
    closeness(old, question) >= ALIKE && !asks_of_another(&pool, &pool.old[0], &pool.new[0])
}

/// How alike two questions are to the eye: mostly by the letters of the prompt, a little by those of the answer.
fn closeness(old: &Seen, question: &Question) -> f64 {
    let prompt = question.prompt.plain();
    let prompts = alike(&normalised(&old.prompt), &normalised(&prompt));
    0.7 * prompts + 0.3 * alike(&old.answer, &question.answer)
}

fn alike(one: &str, other: &str) -> f64 {
    if one == other { 1.0 } else { by_letters(&letter_pairs(one), &letter_pairs(other)) }
}

#[cfg(test)]
mod tests;
