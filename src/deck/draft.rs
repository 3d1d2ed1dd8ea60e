//! A card that was read and has no place in its deck yet.

use crate::card::{Body, Notes};
use crate::source::{Diagnostic, Severity, Span};

/// A card that was read and waits for its place in the deck.
#[derive(Debug)]
pub(super) struct Draft {
    /// Its id within the deck.
    pub(super) id: String,
    /// What stands before the body's own face: the template's id.
    pub(super) template: Option<String>,
    /// What it asks.
    pub(super) body: Body,
    /// Everything else.
    pub(super) notes: Notes,
    /// Where it begins.
    pub(super) at: Span,
    /// The id that `fmt` would write at `at`, where none is written.
    pub(super) unwritten: Option<String>,
}

/// Whether any of `findings` keeps what was read from being used.
pub(super) fn has_error(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
