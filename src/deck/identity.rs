//! Names that last: ids made from prompts, and carrying progress over to a reworded card.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::card::{Question, QuestionKey};

/// The id that follows from a prompt: its words in lower case, joined by hyphens. A long prompt keeps its first words
/// and a short fingerprint of the whole, so that two long prompts differ.
pub(super) fn slug(prompt: &str) -> String {
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
        id = format!("{id}{separator}{:08x}", fingerprint(prompt));
    }
    id
}

/// The name of a row as a part of a key: `/` and `#` separate the parts of a key, so they cannot be in one.
pub(super) fn part(cell: &str) -> String {
    cell.trim().replace(['/', '#', '\n'], "-")
}

/// Letters and digits in lower case, with single spaces between words; accents fall away.
fn normalised(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let spaced: String = plain.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase()
}

/// FNV-1a, 32 bits: stable for ever, which a hasher of the standard library does not promise.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
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

/// Progress that could belong to more than one card, so that nothing is moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// The name that vanished.
    pub from: QuestionKey,
    /// The cards that resemble it equally.
    pub candidates: Vec<QuestionKey>,
}

/// How alike two cards must be for progress to move, from 0 to 1.
const ALIKE: f64 = 0.6;
/// How much more alike the best must be than the second.
const CLEARLY: f64 = 0.1;
/// How alike two questions are at most for the one not to be a new wording of the other.
const UNLIKE: f64 = 0.3;

/// Finds, for each question that had progress and vanished from its deck, the new question it became.
///
/// `seen` are the questions of one deck that have progress; `present` are the deck's questions now.
pub fn carry(seen: &[Seen], present: &[Question]) -> (Vec<Carried>, Vec<Unclear>) {
    let now: HashSet<&QuestionKey> = present.iter().map(|question| &question.key).collect();
    let before: HashSet<&QuestionKey> = seen.iter().map(|seen| &seen.key).collect();
    let vanished: Vec<&Seen> = seen.iter().filter(|seen| !now.contains(&seen.key)).collect();
    if vanished.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut fresh: HashMap<&str, Vec<(&Question, String)>> = HashMap::new();
    for question in present.iter().filter(|question| !before.contains(&question.key)) {
        fresh.entry(question.key.face()).or_default().push((question, normalised(&question.prompt.plain())));
    }
    let (mut carried, mut unclear) = (Vec::new(), Vec::new());
    let mut taken: HashSet<&QuestionKey> = HashSet::new();
    for old in vanished {
        let prompt = normalised(&old.prompt);
        let candidates = fresh.get(old.key.face()).map_or(&[][..], Vec::as_slice);
        let mut alike: Vec<(f64, &QuestionKey)> = candidates
            .iter()
            .filter(|(question, _)| !taken.contains(&question.key))
            .map(|(question, words)| (likeness(&prompt, words, &old.answer, &question.answer), &question.key))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        match alike.as_slice() {
            [] => {}
            [(best, key), rest @ ..] if rest.first().is_none_or(|(second, _)| best - second > CLEARLY) => {
                taken.insert(key);
                carried.push(Carried { from: old.key.clone(), to: (*key).clone() });
            }
            [(best, _), ..] => unclear.push(Unclear {
                from: old.key.clone(),
                candidates: alike
                    .iter()
                    .filter(|(l, _)| best - l <= CLEARLY)
                    .map(|(_, key)| (*key).clone())
                    .collect(),
            }),
        }
    }
    (carried, unclear)
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

/// What becomes of the progress of `seen`, the questions of one deck, when the deck asks `present`.
pub fn fate(seen: &[Seen], present: &[Question]) -> Fate {
    let (carried, unclear) = carry(seen, present);
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
                let (before, after) = (normalised(&old.prompt), normalised(&question.prompt.plain()));
                if likeness(&before, &after, &old.answer, &question.answer) < UNLIKE {
                    reused.push(old.key.clone());
                }
            }
            None if !told.contains(&old.key) => resting.push(old.key.clone()),
            None => {}
        }
    }
    Fate { kept, carried, unclear, resting, reused }
}

/// Whether `question` is likely what `old` became: so alike that progress may go on.
pub fn is_successor(old: &Seen, question: &Question) -> bool {
    let (before, after) = (normalised(&old.prompt), normalised(&question.prompt.plain()));
    likeness(&before, &after, &old.answer, &question.answer) >= ALIKE
}

/// How alike two questions are: mostly by the words of the prompt, a little by the answer.
fn likeness(prompt: &str, other: &str, answer: &str, other_answer: &str) -> f64 {
    let limit = |text: &str| text.chars().take(400).collect::<String>();
    let prompts = strsim::sorensen_dice(&limit(prompt), &limit(other));
    let answers = if answer == other_answer {
        1.0
    } else {
        strsim::sorensen_dice(&limit(answer), &limit(other_answer))
    };
    0.7 * prompts + 0.3 * answers
}
