//! What `check` finds beyond mistakes: advice on writing, ids that are not written, what is newer than TOML 1.0.

use std::collections::HashSet;

use crate::deck::{Deck, lacking_ids};
use crate::lint::advise;
use crate::source::{Code, Diagnostic, FileId, SourceFile, newer_syntax};

/// What is no mistake of the deck, and still worth a word; `mistakes` are known already.
pub fn beyond_mistakes(deck: &Deck, files: &[SourceFile], mistakes: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut findings = newer(files, mistakes);
    findings.extend(lacking_ids(deck, files));
    findings.extend(advise(deck));
    findings
}

/// What is newer than TOML 1.0, in the files that are well formed.
pub fn newer(files: &[SourceFile], mistakes: &[Diagnostic]) -> Vec<Diagnostic> {
    let ids = files.iter().zip(0..).map(|(file, number)| (file, FileId(number)));
    let broken: HashSet<FileId> =
        mistakes.iter().filter(|one| one.code == Code::SYNTAX).map(|one| one.span.file).collect();
    ids.filter(|(_, id)| !broken.contains(id)).flat_map(|(file, id)| newer_syntax(id, &file.text)).collect()
}
