//! The keys of the study screen.

use std::borrow::Cow;

use crate::schedule::Rating;
use crate::tui::event::{Code, Key};
use crate::tui::keys::{Binding, Help, Hint};

/// What the keys do while a question is shown.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('h'), Key::alt('h')], Action::Hint, "hint"),
    Binding::new(&[Key::char('d')], Action::GiveUp, "don't know"),
    Binding::new(&[Key::char('u'), Key::alt('u')], Action::Undo, "undo"),
    Binding::new(&[Key::char('U'), Key::alt('U')], Action::Redo, "redo").hint(Hint::Never),
    Binding::new(&[Key::char('x'), Key::alt('x')], Action::Overrule, "my answer counts after all, or not")
        .hint(Hint::Never),
    Binding::new(&[Key::char('e'), Key::alt('e')], Action::Edit, "edit the card").hint(Hint::Never),
    Binding::new(&[Key::char('b')], Action::Bury, "bury until tomorrow").hint(Hint::Never),
    Binding::new(&[Key::char('s'), Key::alt('s')], Action::Suspend, "suspend the card").hint(Hint::Never),
    Binding::new(&[Key::char('m'), Key::alt('m')], Action::Flag, "mark the card").hint(Hint::Never),
    Binding::new(&[Key::new(Code::PageDown)], Action::Down, "scroll down").hint(Hint::Never),
    Binding::new(&[Key::new(Code::PageUp)], Action::Up, "scroll up").hint(Hint::Never),
    Binding::new(&[Key::char('q'), Key::new(Code::Esc)], Action::Leave, "leave").hint(Hint::First),
];

/// What the keys do once the question is answered.
pub(in super::super) const RATINGS: &[Binding<Rate>] = &[
    Binding::new(&[Key::char(' '), Key::new(Code::Enter)], Rate::Suggested, "as suggested")
        .under("Rate")
        .hint(Hint::Never),
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
    Up,
    Down,
    Leave,
}

/// See [`RATINGS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Rate {
    Suggested,
    As(Rating),
}

/// The only key while something could not be stored.
pub(super) const RETRY: Help = Help {
    keys: Cow::Borrowed(&[Key::char('r')]),
    written: None,
    label: Cow::Borrowed("try again"),
    group: "",
    hint: Hint::First,
};
