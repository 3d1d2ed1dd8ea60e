//! How many findings there were of what.

use std::collections::HashSet;

use crate::card::Question;
use crate::library::Error;
use crate::source::{Diagnostic, Severity};
use crate::words::count;

/// What `check` tells in its last line.
#[derive(Debug, Default)]
pub(super) struct Tally {
    files: usize,
    decks: usize,
    cards: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    fixable: usize,
    fixed: usize,
    /// What could not be read.
    pub(super) unread: Vec<Error>,
}

impl Tally {
    /// Adds a deck with what it asks, or an exam, which asks nothing of its own, with all that was found in its files.
    pub(super) fn count(&mut self, files: usize, deck: Option<&[Question]>, findings: &[Diagnostic]) {
        self.files += files;
        self.decks += usize::from(deck.is_some());
        // A row of a table is a card of each template, and of one name.
        let cards: HashSet<_> = deck.unwrap_or_default().iter().map(|question| question.key.card()).collect();
        self.cards += cards.len();
        self.add(findings);
    }

    /// What was read; what could not be is kept to be told.
    pub(super) fn read<T>(&mut self, read: Result<T, Error>) -> Option<T> {
        read.map_err(|trouble| self.unread.push(trouble)).ok()
    }

    /// Adds findings that were mended, or would be.
    pub(super) const fn fixed(&mut self, number: usize) {
        self.fixed += number;
    }

    /// Adds findings that can be mended.
    pub(super) const fn fixable(&mut self, number: usize) {
        self.fixable += number;
    }

    /// Adds findings alone.
    pub(super) fn add(&mut self, findings: &[Diagnostic]) {
        for finding in findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Note => self.notes += 1,
            }
        }
    }

    /// Whether anything was mended, or would be.
    pub(super) const fn has_fixed(&self) -> bool {
        self.fixed > 0
    }

    pub(super) const fn is_clean(&self) -> bool {
        self.errors + self.warnings == 0
    }

    /// The last line: of a run that fixed, or only showed what it would fix, or neither.
    pub(super) fn told(&self, fix: bool, dry_run: bool) -> String {
        let fixes = match (fix, dry_run) {
            (_, true) => format!("; `--fix` would mend {}", self.fixed),
            (true, _) => format!("; {} fixed", self.fixed),
            _ if self.fixable == 0 => String::new(),
            _ => format!("; `--fix` mends {}", self.fixable),
        };
        let unread = match self.unread.len() {
            0 => String::new(),
            unread => format!("; {} could not be read", count(unread, "file")),
        };
        self.counts() + &fixes + &unread
    }

    /// How many files and cards there were, and findings of each sort.
    pub(super) fn counts(&self) -> String {
        let mut parts = vec![count(self.files, "file")];
        if self.decks > 0 || self.files == 0 {
            parts.push(count(self.cards, "card"));
        }
        let found = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        parts.extend(
            found.iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(*number, word)),
        );
        if self.errors + self.warnings + self.notes == 0 {
            parts.push("nothing to mend".to_owned());
        }
        parts.join(", ")
    }
}
