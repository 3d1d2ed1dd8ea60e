//! All that `check` finds in the texts of one deck or exam alone.

use crate::deck::{self, lacking_ids};
use crate::lint::advise;
use crate::quiz;
use crate::source::{Diagnostic, FileId, SourceFile, newer_syntax};

/// What is found in the files of a deck or an exam, and the names in them that progress hangs on.
pub(super) struct Look {
    pub(super) findings: Vec<Diagnostic>,
    pub(super) names: Vec<String>,
}

pub(super) fn look_at_deck(files: &[SourceFile]) -> Look {
    let (deck, mut findings) = deck::parse(files);
    findings.extend(beyond_mistakes(&deck, files, &findings));
    let names = deck.questions.iter().map(|question| question.key.to_string()).collect();
    Look { findings, names }
}

pub(super) fn look_at_exam(files: &[SourceFile]) -> Look {
    let Some(file) = files.first() else { return Look { findings: Vec::new(), names: Vec::new() } };
    let (exam, mut findings) = quiz::read(file);
    findings.extend(newer(files, &findings));
    Look { findings, names: exam.into_iter().map(|exam| exam.id).collect() }
}

/// What is no mistake of the deck, and still worth a word; `mistakes` are known already.
pub(super) fn beyond_mistakes(
    deck: &deck::Deck,
    files: &[SourceFile],
    mistakes: &[Diagnostic],
) -> Vec<Diagnostic> {
    let mut findings = newer(files, mistakes);
    findings.extend(lacking_ids(deck, files));
    findings.extend(advise(deck));
    findings
}

/// What is newer than TOML 1.0, in the files that are well formed.
pub(super) fn newer(files: &[SourceFile], mistakes: &[Diagnostic]) -> Vec<Diagnostic> {
    let ids = files.iter().zip(0..).map(|(file, number)| (file, FileId(number)));
    let is_broken = |id| mistakes.iter().any(|one| one.code == "syntax" && one.span.file == id);
    ids.filter(|(_, id)| !is_broken(*id)).flat_map(|(file, id)| newer_syntax(id, &file.text)).collect()
}
