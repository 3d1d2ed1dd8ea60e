//! The keys of the study screen.

use super::Study;
use crate::card::Verdict;
use crate::schedule::{Buttons, Rating};
use crate::study::Phase;
use crate::tui::event::Key;
use crate::tui::keys::{Binding, Help, Hint, behind_esc, help};
use crate::tui::widgets::answer::AnswerField;

/// What the keys do while a question is shown.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('h'), Key::alt('h')], Action::Hint, "hint"),
    Binding::new(&[Key::char('d')], Action::GiveUp, "don't know"),
    Binding::new(&[Key::char('u'), Key::alt('u')], Action::Undo, "undo"),
    Binding::new(&[Key::char('U'), Key::alt('U')], Action::Redo, "redo").hint(Hint::Never),
    Binding::new(&[Key::char('o'), Key::alt('o')], Action::Overrule, "turn the verdict round"),
    Binding::new(&[Key::char('e'), Key::alt('e')], Action::Edit, "edit the card").hint(Hint::Never),
    Binding::new(&[Key::char('b'), Key::alt('p')], Action::Bury, "put off until tomorrow").hint(Hint::Never),
    Binding::new(&[Key::char('s'), Key::alt('s')], Action::Suspend, "suspend the card").hint(Hint::Never),
    Binding::new(&[Key::char('m'), Key::alt('m')], Action::Flag, "mark the card").hint(Hint::Never),
    Binding::new(&[Key::char('w'), Key::alt('w')], Action::Why, "why this question now").hint(Hint::Never),
    Binding::new(&[Key::char('+'), Key::alt('n')], Action::Add, "add a card").hint(Hint::Never),
    Binding::new(&[Key::PAGE_DOWN], Action::PageDown, "a page down").hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Action::PageUp, "a page up").hint(Hint::Never),
    Binding::new(&[Key::char('j'), Key::DOWN], Action::LineDown, "a line down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::UP], Action::LineUp, "a line up").hint(Hint::Never),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Leave, "leave").hint(Hint::First),
];

/// What the keys do once the question is answered.
pub(in super::super) const RATINGS: &[Binding<Rate>] = &[
    Binding::new(&[Key::char(' '), Key::ENTER], Rate::Suggested, "as suggested")
        .under("Rate")
        .hint(Hint::First),
    Binding::new(&[Key::char('1'), Key::char('a')], Rate::As(Rating::Again), "again")
        .under("Rate")
        .hint(Hint::Never),
    Binding::new(&[Key::char('2')], Rate::As(Rating::Hard), "hard").under("Rate").hint(Hint::Never),
    Binding::new(&[Key::char('3'), Key::char('g')], Rate::As(Rating::Good), "good")
        .under("Rate")
        .hint(Hint::Never),
    Binding::new(&[Key::char('4')], Rate::As(Rating::Easy), "easy").under("Rate").hint(Hint::Never),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    Hint,
    GiveUp,
    Undo,
    Redo,
    Overrule,
    Edit,
    Bury,
    Suspend,
    Flag,
    Why,
    Add,
    PageUp,
    PageDown,
    LineUp,
    LineDown,
    Leave,
}

/// See [`RATINGS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Rate {
    Suggested,
    As(Rating),
}

/// The only key while something could not be stored.
const RETRY: Binding<()> = Binding::new(&[Key::char('r')], (), "try again").hint(Hint::First);

impl Study {
    /// The keys that mean something now.
    pub(super) fn help(&self) -> Vec<Help> {
        if self.trouble().is_some() {
            return vec![RETRY.help()];
        }
        if let Some(done) = &self.finished {
            return done.help();
        }
        let mut lines = if self.is_answered() { self.ratings() } else { self.ways() };
        let typing = self.answering().is_some_and(AnswerField::types);
        for binding in KEYS {
            let Some(entry) = self.command(binding) else { continue };
            lines.push(if typing { behind_esc(entry) } else { entry });
        }
        lines
    }

    /// The keys of the way of answering. The first one is what the learner needs most.
    fn ways(&self) -> Vec<Help> {
        let Some((_, widget)) = &self.widget else { return Vec::new() };
        widget.help(|place| match place {
            0 => Hint::First,
            1..3 => Hint::Room,
            _ => Hint::Never,
        })
    }

    /// The rating keys; with two of them, those that mean the same stand together.
    fn ratings(&self) -> Vec<Help> {
        let mut lines = help(RATINGS);
        if let (Some(first), Some(suggested)) = (lines.first_mut(), self.suggested) {
            first.label = suggested.name().into();
        }
        if self.buttons == Buttons::Two {
            lines.retain(|entry| entry.label != "hard" && entry.label != "easy");
            if let Some(good) = lines.last_mut() {
                good.keys = [Key::char('2')].into_iter().chain(good.keys.iter().copied()).collect();
            }
        }
        lines
    }

    /// A command as it is to be shown now; `None` where it would do nothing.
    fn command(&self, binding: &Binding<Action>) -> Option<Help> {
        let (asked, item) = (self.session.asked()?, self.session.item()?);
        let mut entry = binding.help();
        match (binding.action, &asked.phase) {
            (Action::Hint, Phase::Asking) if asked.hinted || item.question.notes.hint.is_none() => {
                return None;
            }
            (Action::Hint | Action::GiveUp, Phase::Answered { .. })
            | (Action::Overrule | Action::LineDown | Action::LineUp, Phase::Asking) => return None,
            (Action::Overrule, Phase::Answered { verdict, .. }) => match verdict {
                Verdict::Unjudged => return None,
                Verdict::Right | Verdict::Close(_) => {
                    entry.label = "it was wrong".into();
                    entry.hint = Hint::Never;
                }
                Verdict::Partly { .. } | Verdict::Wrong => entry.label = "it was right".into(),
            },
            _ => {}
        }
        Some(entry)
    }
}
