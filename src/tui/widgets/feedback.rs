//! What is told once an answer is judged: the verdict, and why it is so.

use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::prose::columns;
use super::{Sheet, prose};
use crate::card::{Posed, Question, Text, Verdict};
use crate::source::Severity;
use crate::tui::theme::Look;

/// What came of an answer, in a few words behind its sign; `open` is said where none was given. An answer that the
/// learner judges alone has no verdict.
pub fn verdict(verdict: Option<&Verdict>, open: &str, look: &Look) -> Option<(String, Style)> {
    let (glyphs, theme) = (look.glyphs, &look.theme);
    let (sign, style, words) = match verdict {
        Some(Verdict::Unjudged) => return None,
        Some(Verdict::Right) => (glyphs.right, theme.right, "Right.".to_owned()),
        Some(Verdict::Close(written)) => {
            (glyphs.close, theme.close, format!("Right; it is written {written}."))
        }
        Some(Verdict::Partly { got, of }) => (glyphs.close, theme.close, format!("{got} of {of} right.")),
        Some(Verdict::Wrong) => (glyphs.wrong, theme.wrong, "Wrong.".to_owned()),
        None => (glyphs.wrong, theme.wrong, open.to_owned()),
    };
    Some((format!("{sign} {words}"), style.add_modifier(Modifier::BOLD)))
}

/// The verdict that the learner put in place of the program's.
pub fn counted(right: bool, look: &Look) -> (String, Style) {
    let (sign, style, word) = if right {
        (look.glyphs.right, look.theme.right, "right")
    } else {
        (look.glyphs.wrong, look.theme.wrong, "wrong")
    };
    (format!("{sign} Counted as {word}."), style.add_modifier(Modifier::BOLD))
}

/// The sign of a finding of that severity.
pub const fn finding(severity: Severity, look: &Look) -> (&'static str, Style) {
    match severity {
        Severity::Error => (look.glyphs.wrong, look.theme.wrong),
        Severity::Warning => (look.glyphs.close, look.theme.close),
        Severity::Note => (look.glyphs.dot, look.theme.dim),
    }
}

/// What there is to say of `question`, as it was drawn, once its answer is told.
pub fn notes(sheet: &mut Sheet, question: &Question, posed: &Posed, width: u16, look: &Look) {
    let notes = &question.notes;
    let why = posed.explain.as_ref().or(notes.explain.as_ref());
    let rest = [notes.mnemonic.as_ref(), notes.practice.as_ref(), notes.source.as_ref()];
    reasons(sheet, why, rest, width, look);
}

/// The hint, if there is one.
pub fn hint<'a>(question: &'a Question, posed: &'a Posed) -> Option<&'a Text> {
    posed.hint.as_ref().or(question.notes.hint.as_ref())
}

/// Why it is so; then how to remember it, what the field says, where it is from.
pub fn reasons(sheet: &mut Sheet, why: Option<&Text>, rest: [Option<&Text>; 3], width: u16, look: &Look) {
    if let Some(why) = why {
        sheet.gap();
        sheet.prose(why, width, look, look.theme.text);
    }
    let rest = ["remember", "in practice", "source"].into_iter().zip(rest);
    let mut rest = rest.filter_map(|(name, text)| Some((name, text?))).peekable();
    sheet.gap_if(rest.peek().is_some());
    for (name, text) in rest {
        note(sheet, name, text, width, look);
    }
}

/// A labelled text, hanging beside its label where there is room.
pub fn note(sheet: &mut Sheet, name: &str, text: &Text, width: u16, look: &Look) {
    let label = if width < 40 { format!("{name}: ") } else { format!("{name:<12} ") };
    let room = width.saturating_sub(columns(&label) as u16).max(8);
    let style = if name == "source" { look.theme.dim } else { look.theme.text };
    sheet.hang(vec![Span::styled(label, look.theme.hint)], prose::pictured(text, room, look, style));
}
