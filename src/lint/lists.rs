//! The words that rules look for.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::words::Words;
use crate::deck::LintSettings;
use crate::source::cost;

/// Lists of the deck, and the English ones where it asks for them.
pub(super) struct Lists {
    /// Promise too much.
    pub(super) absolutes: List,
    /// Promise nothing.
    pub(super) vague: List,
    /// Turn a question round.
    pub(super) negations: List,
    /// Are about the other options.
    pub(super) forbidden: List,
    /// Begin a second question after an "and".
    pub(super) seconds: List,
    /// What is easily taken for one another.
    pub(super) families: Families,
    /// Tags of exams.
    pub(super) exams: HashSet<String>,
    /// The first of them, as they are told.
    pub(super) exams_told: String,
}

// Without "all", which is harmless more often than not; a deck can add it.
const ABSOLUTES: &[&str] = &["always", "never", "only", "every", "must", "cannot", "impossible"];
const VAGUE: &[&str] = &["usually", "often", "sometimes", "may", "generally", "rarely", "frequently"];
const NEGATIONS: &[&str] = &["not", "except", "least", "incorrect", "false"];
const FORBIDDEN: &[&str] = &[
    "all of the above",
    "none of the above",
    "any of the above",
    "all of these",
    "none of these",
    "both a and b",
    "both b and c",
    "a and b",
    "a and c",
    "b and c",
];
const SECONDS: &[&str] =
    &["and what", "and which", "and how", "and why", "and when", "and where", "and who", "and whose"];

impl Lists {
    pub(super) fn of(settings: &LintSettings) -> Self {
        Self {
            absolutes: list(settings, ABSOLUTES, &settings.absolutes),
            vague: list(settings, VAGUE, &settings.vague),
            negations: list(settings, NEGATIONS, &settings.negations),
            forbidden: list(settings, FORBIDDEN, &settings.forbidden),
            seconds: list(settings, SECONDS, &[]),
            families: Families::of(&settings.families),
            exams: settings.exams.iter().cloned().collect(),
            exams_told: told(settings.exams.iter().map(|exam| format!("`{exam}`"))),
        }
    }
}

/// The deck's own list, and the English one where the deck asks for it.
fn list(settings: &LintSettings, english: &[&str], own: &[String]) -> List {
    let english = english.iter().filter(|_| settings.english).copied();
    List::of(english.chain(own.iter().map(String::as_str)).map(Words::of))
}

/// Names that a message tells; of more it tells the first.
const MOST_NAMES: usize = 8;

/// `names` for a message.
pub(super) fn told(mut names: impl Iterator<Item = String>) -> String {
    let first: Vec<String> = names.by_ref().take(MOST_NAMES).collect();
    first.join(", ") + if names.next().is_some() { ", …" } else { "" }
}

/// Families of what is easily taken for one another.
#[derive(Debug, Default)]
pub(super) struct Families {
    /// All members, each once.
    pub(super) members: List,
    /// For each of these the other members of its families, as places.
    siblings: Vec<BTreeSet<usize>>,
}

/// Siblings of a member that are looked for.
const MOST_SIBLINGS: usize = 64;

impl Families {
    fn of(families: &[Vec<String>]) -> Self {
        let words: Vec<Vec<Words>> =
            families.iter().map(|family| family.iter().map(|member| Words::of(member)).collect()).collect();
        let members = List::of(words.iter().flatten().cloned());
        let mut siblings = vec![BTreeSet::new(); members.phrases.len()];
        for family in &words {
            let places: BTreeSet<usize> = family.iter().filter_map(|member| members.place(member)).collect();
            for &place in &places {
                let free = MOST_SIBLINGS.saturating_sub(siblings[place].len());
                let others = places.iter().copied().filter(|other| *other != place);
                siblings[place].extend(others.take(free));
            }
        }
        Self { members, siblings }
    }

    /// What the member at `place` is easily taken for.
    pub(super) fn siblings(&self, place: usize) -> &BTreeSet<usize> {
        &self.siblings[place]
    }
}

/// Words and phrases to look for, found by their first word.
#[derive(Debug, Default)]
pub(super) struct List {
    phrases: Vec<Words>,
    /// The phrases word for word: from a node by a word to the next.
    tree: Vec<HashMap<String, usize>>,
    /// For each node of the tree the first phrase that ends there.
    ends: Vec<Option<usize>>,
}

/// Words of a phrase that is looked for.
const LONGEST_PHRASE: usize = 16;

impl List {
    fn of(phrases: impl Iterator<Item = Words>) -> Self {
        // What is longer is no phrase, and nothing has it but by copying.
        let phrases: Vec<Words> =
            phrases.filter(|phrase| (1..=LONGEST_PHRASE).contains(&phrase.len())).collect();
        let mut list = Self { phrases: Vec::new(), tree: vec![HashMap::new()], ends: vec![None] };
        for (place, phrase) in phrases.iter().enumerate() {
            let mut node = 0;
            for word in phrase.iter() {
                let next = list.ends.len();
                node = *list.tree[node].entry(word.to_owned()).or_insert(next);
                if node == next {
                    list.tree.push(HashMap::new());
                    list.ends.push(None);
                }
            }
            list.ends[node].get_or_insert(place);
        }
        Self { phrases, ..list }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The place of `phrase` in the list.
    fn place(&self, phrase: &Words) -> Option<usize> {
        let end = phrase.iter().try_fold(0, |node: usize, word| self.tree[node].get(word).copied())?;
        self.ends.get(end).copied()?
    }

    /// The phrase at `place`.
    pub(super) fn phrase(&self, place: usize) -> &Words {
        &self.phrases[place]
    }

    /// The places of the phrases that are in `words`, in their order, each once.
    pub(super) fn all_in(&self, words: &Words) -> Vec<usize> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        for start in 0..words.len() {
            let mut node = 0;
            for place in start..words.len() {
                cost::count(1);
                let next = words.get(place).and_then(|word| self.tree[node].get(word));
                let Some(next) = next else { break };
                node = *next;
                found.extend(self.ends[node]);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The first phrase that is in `words`.
    pub(super) fn found(&self, words: &Words) -> Option<String> {
        let first = *self.all_in(words).first()?;
        Some(self.phrases[first].iter().collect::<Vec<_>>().join(" "))
    }
}
