//! The words that rules look for.

use super::words::Words;
use crate::deck::LintSettings;

/// Lists of the deck, and the English ones where it asks for them.
pub(super) struct Lists {
    /// Promise too much.
    pub(super) absolutes: Vec<Words>,
    /// Promise nothing.
    pub(super) vague: Vec<Words>,
    /// Turn a question round.
    pub(super) negations: Vec<Words>,
    /// Are about the other options.
    pub(super) forbidden: Vec<Words>,
    /// Begin a second question after an "and".
    pub(super) seconds: Vec<Words>,
    /// Are easily taken for one another.
    pub(super) families: Vec<Vec<Words>>,
    /// Tags of exams.
    pub(super) exams: Vec<String>,
}

const ABSOLUTES: &[&str] = &["always", "never", "only", "all", "every", "must", "cannot", "impossible"];
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
            english.chain(own.iter().map(String::as_str)).map(Words::of).collect()
        };
        let family = |members: &Vec<String>| members.iter().map(|member| Words::of(member)).collect();
        Self {
            absolutes: list(ABSOLUTES, &settings.absolutes),
            vague: list(VAGUE, &settings.vague),
            negations: list(NEGATIONS, &settings.negations),
            forbidden: list(FORBIDDEN, &settings.forbidden),
            seconds: list(SECONDS, &[]),
            families: settings.families.iter().map(family).collect(),
            exams: settings.exams.clone(),
        }
    }
}

/// The first of `list` that is in `words`, as it is written there.
pub(super) fn found(list: &[Words], words: &Words) -> Option<String> {
    list.iter().find(|entry| words.has_phrase(entry)).map(|entry| entry.iter().collect::<Vec<_>>().join(" "))
}
