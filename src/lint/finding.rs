//! What a rule has to say.

use super::Rule;
use super::card::Card;
use crate::source::{Diagnostic, Severity, Span};

/// A finding that has no place yet.
#[derive(Debug)]
pub(super) struct Finding {
    severity: Severity,
    message: String,
    help: String,
    span: Option<Span>,
}

impl Finding {
    /// Something that should be written otherwise.
    pub(super) fn warning(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, message: message.into(), help: help.into(), span: None }
    }

    /// Something that deserves a look, and may be right as it is.
    pub(super) fn note(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Note, message: message.into(), help: help.into(), span: None }
    }

    /// The same about the part of its card that is written there.
    pub(super) fn part(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    /// The finding on `card`, named by its id: of a table this tells the row.
    pub(super) fn on(mut self, rule: &Rule, card: &Card<'_>) -> Diagnostic {
        self.message = format!("card `{}`: {}", card.first().key.card(), self.message);
        let span = self.span.take();
        self.at(rule, span.as_ref().unwrap_or(card.at()))
    }

    pub(super) fn at(self, rule: &Rule, span: &Span) -> Diagnostic {
        let finding = match self.severity {
            Severity::Note => Diagnostic::note(rule.code(), span.clone(), self.message),
            _ => Diagnostic::warning(rule.code(), span.clone(), self.message),
        };
        finding.help(self.help)
    }
}
