//! The keys of the preview.

use super::{Preview, Trial};
use crate::tui::event::Key;
use crate::tui::keys::{self, Binding, Help, Hint, help};

/// What the keys do while no answer is tried.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('n'), Key::RIGHT, Key::DOWN, Key::alt('n')], Action::Next, "next"),
    Binding::new(&[Key::char('p'), Key::LEFT, Key::UP, Key::alt('p')], Action::Previous, "previous")
        .hint(Hint::Never),
    Binding::new(&[Key::char(' '), Key::ENTER], Action::Solution, "solution").hint(Hint::First),
    Binding::new(&[Key::char('i')], Action::Try, "try"),
    Binding::new(&[Key::char('f')], Action::NextFinding, "next finding"),
    Binding::new(&[Key::char('F')], Action::PreviousFinding, "the card before with a finding")
        .hint(Hint::Never),
    Binding::new(&[Key::char('t')], Action::Findings, "findings of all, of this card, none")
        .hint(Hint::Never),
    Binding::new(&[Key::char('e'), Key::alt('e')], Action::Edit, "edit"),
    Binding::new(&[Key::char('/')], Action::Search, "search").hint(Hint::Never),
    Binding::new(&[Key::char('r')], Action::Draw, "shuffle and draw anew").hint(Hint::Never),
    Binding::new(&[Key::char('g'), Key::HOME], Action::First, "first card").hint(Hint::Never),
    Binding::new(&[Key::char('G'), Key::END], Action::Last, "last card").hint(Hint::Never),
    Binding::new(&[Key::PAGE_DOWN], Action::PageDown, "a page down").hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Action::PageUp, "a page up").hint(Hint::Never),
    Binding::new(&[Key::char('J')], Action::FindingsDown, "scroll the findings").hint(Hint::Never),
    Binding::new(&[Key::char('K')], Action::FindingsUp, "scroll them back").hint(Hint::Never),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Leave, "leave").hint(Hint::First),
];

/// What the keys do while the search has them; all others type.
pub(in super::super) const SEARCHING: &[Binding<Searching>] =
    &[Binding::new(&[Key::ENTER, Key::ESC, Key::DOWN], Searching::ToTheCard, "to the card")
        .hint(Hint::First)];

/// What they do while an answer is tried, after the keys that answer.
pub(in super::super) const TRYING: &[Binding<Trying>] =
    &[Binding::new(&[Key::ESC], Trying::Stop, "stop trying").hint(Hint::First)];

/// See [`SEARCHING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Searching {
    ToTheCard,
}

/// See [`TRYING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Trying {
    Stop,
}

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    Next,
    Previous,
    Solution,
    Try,
    NextFinding,
    PreviousFinding,
    Findings,
    Edit,
    Search,
    Draw,
    First,
    Last,
    PageDown,
    PageUp,
    FindingsDown,
    FindingsUp,
    Leave,
}

impl Preview {
    /// The keys that mean something now.
    pub(super) fn help(&self) -> Vec<Help> {
        if self.is_searching {
            return keys::help(SEARCHING);
        }
        if let Some(trial) = self.trial.as_ref().filter(|_| self.is_trying) {
            let mut lines = trial.ways();
            // While one types, the first press of its key leads to the commands.
            lines.extend(help(TRYING).into_iter().filter(|_| !trial.types()));
            return lines;
        }
        let is_solved = self.trial.as_ref().is_some_and(Trial::is_solved);
        let lines = KEYS.iter().map(|binding| match binding.action {
            Action::Solution if is_solved => Help { label: "question".into(), ..binding.help() },
            _ => binding.help(),
        });
        lines.collect()
    }
}
