//! All that `check` finds in the texts of one deck or exam alone.

use crate::deck;
use crate::library::{beyond_mistakes, newer};
use crate::quiz;
use crate::source::{Diagnostic, SourceFile};

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
