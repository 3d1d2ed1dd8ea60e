//! How an exam went that is over: passed or failed with a score, or nothing at all.

use crate::schedule::Choice;
use crate::trainer::{Agenda, ExamResult, View};
use crate::tui::event::Key;
use crate::tui::keys::{Binding, Hint, lookup};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, Typing};
use ratatui::text::{Line, Span};

/// What the keys do where it is asked how an exam went.
pub(in crate::tui::screens) const RESULT: &[Binding<Went>] = &[
    Binding::new(&[Key::char('p')], Went::Passed, "passed").hint(Hint::First),
    Binding::new(&[Key::char('f')], Went::Failed, "failed").hint(Hint::First),
    Binding::new(&[Key::char('n')], Went::Untold, "rather not say").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::ESC], Went::AskLater, "later").hint(Hint::First),
];

/// What they do while the score is typed.
pub(in crate::tui::screens) const SCORE: &[Binding<Score>] = &[
    Binding::new(&[Key::ENTER], Score::Keep, "keep it").hint(Hint::First),
    Binding::new(&[Key::ESC], Score::Back, "back").hint(Hint::First),
];

/// What stands where no score is typed.
const NO_SCORE: &str = "(as it was told, such as 780; may be left out)";

/// See [`RESULT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screens) enum Went {
    Passed,
    Failed,
    Untold,
    AskLater,
}

/// See [`SCORE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screens) enum Score {
    Keep,
    Back,
}

/// The question, as far as it is answered.
#[derive(Debug)]
pub(super) struct Outcome {
    exam: String,
    title: String,
    /// Whether it was passed, once that is said.
    passed: Option<bool>,
    score: Typing,
}

/// What a key comes to.
#[derive(Debug)]
pub(super) enum Answered {
    NotYet,
    /// To be asked another time.
    Later,
    Told(Choice),
}

impl Outcome {
    /// Of the exam that is to be asked about, if any.
    pub(super) fn of(view: &View, now: jiff::Timestamp) -> Option<Self> {
        let dated = view.agenda().unasked(view.today(now))?;
        let (exam, title) = (dated.exam.id.clone(), dated.exam.title.clone());
        Some(Self { exam, title, passed: None, score: Typing::default() })
    }

    pub(super) const fn is_typing(&self) -> bool {
        self.passed.is_some()
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.score.paste(text);
    }

    pub(super) fn key(&mut self, key: Key) -> Answered {
        let Some(passed) = self.passed else { return self.went(key) };
        match lookup(SCORE, key) {
            Some(Score::Keep) => {
                let score = self.score.answer();
                let result = if passed { ExamResult::Passed(score) } else { ExamResult::Failed(score) };
                return self.told(&result);
            }
            Some(Score::Back) => self.passed = None,
            None => _ = self.score.key(key),
        }
        Answered::NotYet
    }

    fn went(&mut self, key: Key) -> Answered {
        match lookup(RESULT, key) {
            Some(Went::Passed) => self.passed = Some(true),
            Some(Went::Failed) => self.passed = Some(false),
            Some(Went::Untold) => return self.told(&ExamResult::Untold),
            Some(Went::AskLater) => return Answered::Later,
            None => {}
        }
        Answered::NotYet
    }

    fn told(&self, result: &ExamResult) -> Answered {
        Answered::Told(Agenda::choose_result(&self.exam, result))
    }

    pub(super) fn push(&self, width: u16, look: &Look, sheet: &mut Sheet) {
        sheet.say(&format!("How did it go? {}", self.title), width, look.theme.text);
        let Some(passed) = self.passed else { return };
        let label = if passed { "Passed. Score: " } else { "Failed. Score: " };
        let room = usize::from(width).saturating_sub(label.len() + 1).max(1);
        let (shown, column) = self.score.window(room, look);
        let mut spans = vec![Span::styled(label, look.theme.accent), Span::styled(shown, look.theme.text)];
        if self.score.value().is_empty() {
            spans.push(Span::styled(
                format!(" {}", crate::tui::widgets::prose::clipped(NO_SCORE, room.saturating_sub(1), look)),
                look.theme.dim,
            ));
        }
        let at = usize::from(sheet.height());
        sheet.push(Line::from(spans));
        sheet.focus(at..at + 1);
        sheet.caret(at, label.len() + column);
    }
}
