//! What the keys do on Today, and while it is asked how many more new questions there shall be.

use crate::tui::event::{Code, Key};
use crate::tui::keys::{Binding, DIGITS, Hint};

/// What the keys do.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::new(Code::Enter), Key::char(' ')], Action::Start, "start").hint(Hint::First),
    Binding::new(&[Key::char('s')], Action::Deck, "only this deck"),
    Binding::new(DIGITS, Action::Pick, "the deck in that place").hint(Hint::Never),
    Binding::new(&[Key::char('b')], Action::Browse, "browse"),
    Binding::new(&[Key::char('/')], Action::Search, "search all questions").hint(Hint::Never),
    Binding::new(&[Key::char('t')], Action::Quiz, "timed quiz"),
    Binding::new(&[Key::char('m')], Action::More, "more new questions"),
    Binding::new(&[Key::char('a')], Action::Ahead, "ahead"),
    Binding::new(&[Key::char('c')], Action::Cram, "cram"),
    Binding::new(&[Key::char('+')], Action::Add, "add a card"),
    Binding::new(&[Key::char('d')], Action::Plan, "exam date and plan"),
    Binding::new(&[Key::char('S')], Action::Statistics, "statistics"),
    Binding::new(&[Key::char('w')], Action::Switches, "choose what you study").hint(Hint::Never),
    Binding::new(&[Key::char('A')], Action::AheadDeck, "ahead, only this deck").hint(Hint::Never),
    Binding::new(&[Key::char('C')], Action::CramDeck, "cram only this deck").hint(Hint::Never),
    Binding::new(&[Key::char('Y')], Action::Copy, "copy a built-in deck to your own").hint(Hint::Never),
    Binding::new(&[Key::char('u')], Action::Undo, "take back the last review").hint(Hint::Never),
    Binding::new(&[Key::char('r')], Action::Reload, "read the decks anew").hint(Hint::Never),
    Binding::new(&[Key::char('y')], Action::Sync, "sync with your other devices").hint(Hint::Never),
    Binding::new(&[Key::char('q')], Action::Quit, "quit").hint(Hint::First),
];

/// What the keys do while it is asked how many more.
pub(in super::super) const MORE: &[Binding<HowMany>] = &[
    Binding::new(&[Key::char('1')], HowMany::Five, "5 more").hint(Hint::First),
    Binding::new(&[Key::char('2')], HowMany::Ten, "10 more").hint(Hint::First),
    Binding::new(&[Key::char('3')], HowMany::Twenty, "20 more").hint(Hint::First),
    Binding::new(&[Key::char('q'), Key::new(Code::Esc)], HowMany::None, "not now").hint(Hint::First),
];

/// The table of [`MORE`].
pub(in super::super) const HOW_MANY_MORE: &str = "How many more";

/// See [`MORE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum HowMany {
    None = 0,
    Five = 5,
    Ten = 10,
    Twenty = 20,
}

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    Start,
    Deck,
    Pick,
    Browse,
    Search,
    Quiz,
    More,
    Ahead,
    Cram,
    AheadDeck,
    CramDeck,
    Add,
    Switches,
    Plan,
    Statistics,
    Copy,
    Undo,
    Reload,
    Sync,
    Quit,
}
