//! What the keys do: in the list, in the search, and where a file is named.

use crate::tui::event::Key;
use crate::tui::keys::{Binding, Hint};

/// What the keys do while the list has them.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('/'), Key::char('i')], Action::Search, "search"),
    Binding::new(&[Key::char('f')], Action::Filter, "filter"),
    Binding::new(&[Key::char('o')], Action::Order, "order"),
    Binding::new(&[Key::char('O')], Action::OrderBefore, "the order before").hint(Hint::Never),
    Binding::new(&[Key::char('c'), Key::BACKSPACE], Action::Everything, "all questions"),
    Binding::new(&[Key::ENTER, Key::char(' ')], Action::Enlarge, "the card larger").hint(Hint::First),
    Binding::new(&[Key::char('J')], Action::LineDown, "scroll the card").hint(Hint::Never),
    Binding::new(&[Key::char('K')], Action::LineUp, "scroll it back").hint(Hint::Never),
    Binding::new(&[Key::char('x')], Action::Pick, "select").under("Several at once"),
    Binding::new(&[Key::char('a')], Action::PickAll, "select all that are shown")
        .under("Several at once")
        .hint(Hint::Never),
    Binding::new(&[Key::char('n')], Action::PickNone, "select none")
        .under("Several at once")
        .hint(Hint::Never),
    Binding::new(&[Key::char('w')], Action::Export, "write to a deck file")
        .under("Several at once")
        .hint(Hint::Never),
    Binding::new(&[Key::char('s')], Action::Suspend, "suspend, or take it back").hint(Hint::Never),
    Binding::new(&[Key::char('b')], Action::PutOff, "put off until tomorrow, or take it back")
        .hint(Hint::Never),
    Binding::new(&[Key::char('m')], Action::Flag, "mark, or take the mark off").hint(Hint::Never),
    Binding::new(&[Key::char('u')], Action::Undo, "undo").hint(Hint::Never),
    Binding::new(&[Key::char('t')], Action::TakeBack, "take back a rating").hint(Hint::Never),
    Binding::new(&[Key::char('e')], Action::Edit, "edit the card").hint(Hint::Never),
    Binding::new(&[Key::char('y')], Action::Copy, "copy the question").hint(Hint::Never),
    Binding::new(&[Key::char('Y')], Action::CopyDeck, "copy a built-in deck to your own").hint(Hint::Never),
    Binding::new(&[Key::char('+')], Action::Add, "add a card"),
    Binding::new(&[Key::ESC], Action::Out, "out of a selection, a search, and back").hint(Hint::Never),
    Binding::new(&[Key::char('q')], Action::Leave, "back").hint(Hint::First),
];

/// What the keys do while the search has them; all others type.
pub(in super::super) const SEARCHING: &[Binding<Searching>] = &[
    Binding::new(&[Key::ENTER, Key::ESC, Key::DOWN], Searching::ToTheList, "to the list").hint(Hint::First),
    Binding::new(&[Key::TAB], Searching::Complete, "complete").hint(Hint::First),
];

/// The same while a file is named.
pub(in super::super) const NAMING: &[Binding<Naming>] = &[
    Binding::new(&[Key::ENTER], Naming::Write, "write the file").hint(Hint::First),
    Binding::new(&[Key::ESC], Naming::Cancel, "do not").hint(Hint::First),
];

/// The same while one of the ratings of a question is chosen.
pub(in super::super) const RATINGS: &[Binding<Choosing>] = &[
    Binding::new(&[Key::ENTER], Choosing::TakeBack, "take it back").hint(Hint::First),
    Binding::new(&[Key::char('l'), Key::RIGHT], Choosing::Older, "an older one"),
    Binding::new(&[Key::char('h'), Key::LEFT], Choosing::Newer, "a newer one"),
    Binding::new(&[Key::ESC, Key::char('q')], Choosing::Keep, "keep them").hint(Hint::First),
];

/// See [`RATINGS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Choosing {
    TakeBack,
    Older,
    Newer,
    Keep,
}

/// See [`SEARCHING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Searching {
    ToTheList,
    Complete,
}

/// See [`NAMING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Naming {
    Write,
    Cancel,
}

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    Search,
    Filter,
    Order,
    OrderBefore,
    Everything,
    Enlarge,
    LineDown,
    LineUp,
    Pick,
    PickAll,
    PickNone,
    Export,
    Suspend,
    PutOff,
    Flag,
    Undo,
    TakeBack,
    Edit,
    Copy,
    CopyDeck,
    Add,
    Out,
    Leave,
}
