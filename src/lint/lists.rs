//! The words that rules look for.

use super::words::Words;
use crate::deck::LintSettings;

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
    /// Are easily taken for one another.
    pub(super) families: Vec<Vec<Words>>,
    /// All members of the families.
    pub(super) members: List,
    /// Tags of exams.
    pub(super) exams: Vec<String>,
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
        let list = |english: &[&str], own: &[String]| {
            let english = english.iter().filter(|_| settings.english).copied();
            List::of(english.chain(own.iter().map(String::as_str)).map(Words::of))
        };
        let family = |members: &Vec<String>| members.iter().map(|member| Words::of(member)).collect();
        Self {
            absolutes: list(ABSOLUTES, &settings.absolutes),
            vague: list(VAGUE, &settings.vague),
            negations: list(NEGATIONS, &settings.negations),
            forbidden: list(FORBIDDEN, &settings.forbidden),
            seconds: list(SECONDS, &[]),
            members: List::of(settings.families.iter().flatten().map(|member| Words::of(member))),
            families: settings.families.iter().map(family).collect(),
            exams: settings.exams.clone(),
        }
    }
}

/// Words and phrases to look for.
#[derive(Debug, Default)]
pub(super) struct List {
    phrases: Vec<Words>,
    /// The first letters of the phrases, a bit for each byte modulo 64: most words of a text are passed by at once.
    initials: u64,
}

impl List {
    fn of(phrases: impl Iterator<Item = Words>) -> Self {
        let phrases: Vec<Words> = phrases.collect();
        let initials =
            phrases.iter().filter_map(|phrase| phrase.get(0)).fold(0, |bits, word| bits | initial(word));
        Self { phrases, initials }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The phrases that are in `words`.
    pub(super) fn all_in<'a>(&'a self, words: &'a Words) -> impl Iterator<Item = &'a Words> {
        let may_be = words.iter().any(|word| initial(word) & self.initials != 0);
        self.phrases.iter().filter(move |phrase| may_be && words.has_phrase(phrase))
    }

    /// The first phrase that is in `words`.
    pub(super) fn found(&self, words: &Words) -> Option<String> {
        self.all_in(words).next().map(|phrase| phrase.iter().collect::<Vec<_>>().join(" "))
    }
}

fn initial(word: &str) -> u64 {
    word.bytes().next().map_or(0, |byte| 1 << (byte % 64))
}
