//! What is known of a deck without reading it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{LoadedDeck, Original};
use crate::card::QuestionKey;
use crate::deck::{Deck, Sheet};
use crate::source::{Code, Diagnostic, Severity, SourceFile, clean, digest, line_and_column};

/// What is known of a deck without reading it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Listing {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) files: Vec<ListedFile>,
    /// Of all that was read, the decks whose rows it asks among it.
    pub(super) digest: u64,
    /// Of its own texts.
    pub(super) own_digest: u64,
    /// The ids of decks whose rows it asks, each with the digest of that deck's own texts; 0 where there is none.
    pub(super) drawn: Vec<(String, u64)>,
    pub(super) errors: usize,
    pub(super) first_error: Option<String>,
    pub(super) is_broken: bool,
    pub(super) original: Option<Original>,
    /// Ids of the decks that are learned before it.
    pub(super) after: Vec<String>,
    /// Which of its questions take the place of others: the names of the one that goes and of the one that comes.
    pub(super) successions: Vec<(QuestionKey, QuestionKey)>,
    pub(super) sheet: Sheet,
}

/// A file of a deck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ListedFile {
    pub(super) name: String,
    /// Whether there is nothing in it.
    pub(super) is_blank: bool,
}

impl Listing {
    pub(super) fn of(deck: &LoadedDeck) -> Self {
        let files = deck.files.iter().map(|SourceFile { name, text }| ListedFile {
            name: name.clone(),
            is_blank: text.trim().is_empty(),
        });
        let own_digest = digest_of(texts(&deck.files));
        let is_broken = deck.findings.iter().any(|finding| finding.code == Code::SYNTAX);
        Self {
            id: deck.deck.id.clone(),
            title: deck.deck.title.clone(),
            files: files.collect(),
            digest: with_drawn(own_digest, &deck.drawn),
            own_digest,
            drawn: deck.drawn.clone(),
            errors: deck.errors(),
            first_error: first_error(deck),
            is_broken,
            original: deck.original(),
            after: deck.deck.after.iter().map(|id| id.value.clone()).collect(),
            successions: successions(&deck.deck).collect(),
            sheet: Sheet::of(&deck.deck, &deck.files, !is_broken),
        }
    }
}

/// Which questions of `deck` take the place of others: the names of the one that goes and of the one that comes.
pub(super) fn successions(deck: &Deck) -> impl Iterator<Item = (QuestionKey, QuestionKey)> + '_ {
    deck.successions.iter().map(|one| (one.from.clone(), one.to.clone()))
}

/// The first mistake that keeps a card out of `deck`, with its file and the line, from 1.
pub(super) fn mistake_in(deck: &LoadedDeck) -> Option<(&Diagnostic, &SourceFile, usize)> {
    let finding = deck.findings.iter().find(|finding| finding.severity == Severity::Error)?;
    let file = deck.files.get(usize::from(finding.span.file.0))?;
    Some((finding, file, line_and_column(&file.text, finding.span.range.start).0))
}

/// Where the first mistake stands that keeps a card out of `deck`, and what it is.
fn first_error(deck: &LoadedDeck) -> Option<String> {
    let (finding, file, line) = mistake_in(deck)?;
    let name = Path::new(&file.name)
        .file_name()
        .map_or_else(String::new, |name| clean(&name.to_string_lossy()).into_owned());
    Some(format!("{name}, line {line}: {}", finding.message))
}

/// Names and texts of `files`.
pub(super) fn texts(files: &[SourceFile]) -> impl Iterator<Item = (&str, &str)> {
    files.iter().map(|file| (file.name.as_str(), file.text.as_str()))
}

/// A number that stands for the names and texts of all `files` of a deck.
pub(super) fn digest_of<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> u64 {
    files.fold(0, |sum, (name, text)| digest(digest(sum, name.as_bytes()), text.as_bytes()))
}

/// A number that stands for the texts of a deck, which have the digest `own`, and for those it has `drawn` rows from.
pub(super) fn with_drawn(own: u64, drawn: &[(String, u64)]) -> u64 {
    drawn.iter().fold(own, |sum, (id, texts)| digest(digest(sum, id.as_bytes()), &texts.to_le_bytes()))
}
