//! The card beneath the form: how it will be asked, what it still needs, what could be better.

use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::author::Draft;
use crate::card::Question;
use crate::source::{Diagnostic, Severity};
use crate::tui::theme::Look;
use crate::tui::widgets::answer::AnswerField;
use crate::tui::widgets::{Sheet, feedback, panel};
use crate::words;

/// The card as it stands.
#[derive(Debug)]
pub(super) struct Preview {
    is_empty: bool,
    needed: Vec<&'static str>,
    questions: Vec<Question>,
    findings: Vec<Diagnostic>,
}

impl Preview {
    pub(super) fn of(draft: &Draft) -> Self {
        let (questions, findings) = draft.look();
        Self { is_empty: draft.is_empty(), needed: draft.needed(), questions, findings }
    }

    /// What keeps the card from being saved, though nothing is missing.
    pub(super) fn mistake(&self) -> Option<&str> {
        let mistake = self.findings.iter().find(|finding| finding.severity == Severity::Error);
        mistake.map(|mistake| mistake.message.as_str())
    }

    /// What is to be said about it: in one line while something is missing.
    pub(super) fn remarks(&self, width: u16, look: &Look) -> Sheet {
        let (mut sheet, theme) = (Sheet::default(), &look.theme);
        if self.is_empty {
            let words = "It appears here while you type.";
            sheet.say(words, width, theme.dim);
            return sheet;
        }
        if !self.needed.is_empty() {
            let words = format!("Still needed: {}.", self.needed.join(", "));
            sheet.say(&words, width, theme.hint);
            return sheet;
        }
        for finding in &self.findings {
            let (sign, style) = feedback::finding(finding.severity, look);
            let help = finding.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
            let words = format!("{}{help}", finding.message);
            sheet.point((sign, style), &words, width, style);
        }
        sheet
    }

    /// The card as it will be asked, with its answer, below what is to be said about it.
    pub(super) fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let note = words::count(self.questions.len(), "question");
        let note = if self.needed.is_empty() && !self.questions.is_empty() { note.as_str() } else { "" };
        sheet.push(panel::ruled("As it will be asked", note, width, look));
        sheet.append(self.remarks(width, look));
        let Some(question) = self.questions.first().filter(|_| self.needed.is_empty()) else { return sheet };
        // Drawn with one seed: what is shuffled stays in its place while one types.
        let posed = question.pose(&mut StdRng::seed_from_u64(1));
        sheet.gap();
        if !posed.prompt.is_empty() {
            sheet.prose(&posed.prompt, width, look, look.theme.text);
        }
        sheet.append(AnswerField::new(&posed).sheet(width, look));
        let right = look.theme.right;
        sheet.point((look.glyphs.arrow, right), &question.answer, width, right);
        if let Some(explain) = &question.notes.explain {
            sheet.prose(explain, width, look, look.theme.dim);
        }
        sheet
    }
}
