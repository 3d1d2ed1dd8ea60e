//! The keys that answer, for the reference. No command can have one of them, and they cannot be others.

use crate::tui::event::{Code, Key};
use crate::tui::keys::{Binding, DIGITS, Help, help};

/// What the keys do while a question is answered.
const ANSWERING: &[Binding<()>] = &[
    Binding::new(&[Key::char(' '), Key::ENTER], (), "turn over, hand in"),
    Binding::new(DIGITS, (), "choose, tick, place; the partner or the bin"),
    Binding::new(
        &[super::CHOOSE],
        (),
        "choose, tick, place or grab what is at the cursor; the next partner or bin",
    ),
    Binding::new(&[Key::char('t'), Key::char('f')], (), "true, false"),
    Binding::new(&[Key::char('j'), Key::DOWN], (), "down; carry down what is grabbed"),
    Binding::new(&[Key::char('k'), Key::UP], (), "up; carry up what is grabbed; the hole before"),
    Binding::new(&[Key::TAB], (), "the next one or the next hole"),
    Binding::new(&[Key::shift(Code::Tab)], (), "the one before"),
    Binding::new(&[Key::HOME], (), "the first"),
    Binding::new(&[Key::END], (), "the last"),
    Binding::new(&[Key::char('J')], (), "shift what is placed down"),
    Binding::new(&[Key::char('K')], (), "shift it up"),
    Binding::new(&[Key::LEFT], (), "the list of what is to be placed; the partner or bin before"),
    Binding::new(&[Key::RIGHT], (), "the list of what is placed; the next partner or bin"),
    Binding::new(&[Key::BACKSPACE, Key::DELETE], (), "take back, clear"),
    Binding::new(&[Key::ESC], (), "from the text to the commands"),
    Binding::new(&[Key::char('i')], (), "back to the text"),
];

/// What the keys do in every line that is typed.
const EDITING: &[Binding<()>] = &[
    Binding::new(&[Key::LEFT], (), "a character back"),
    Binding::new(&[Key::RIGHT], (), "a character on"),
    Binding::new(&[Key::alt('b'), Key::with(Code::Left, true, false, false)], (), "a word back"),
    Binding::new(&[Key::alt('f'), Key::with(Code::Right, true, false, false)], (), "a word on"),
    Binding::new(&[Key::HOME, Key::ctrl('a')], (), "to the start"),
    Binding::new(&[Key::END, Key::ctrl('e')], (), "to the end"),
    Binding::new(&[Key::BACKSPACE], (), "delete the character before"),
    Binding::new(&[Key::DELETE], (), "delete the character behind"),
    Binding::new(
        &[Key::ctrl('w'), Key::with(Code::Backspace, true, false, false)],
        (),
        "delete the word before",
    ),
    Binding::new(&[Key::alt('d'), Key::with(Code::Delete, true, false, false)], (), "delete the word behind"),
    Binding::new(&[Key::ctrl('u')], (), "delete all before"),
    Binding::new(&[Key::ctrl('k')], (), "delete all behind"),
];

/// These tables, with their titles: for the reference page.
pub fn tables() -> [(&'static str, Vec<Help>); 2] {
    [("Answering", help(ANSWERING)), ("Typing", help(EDITING))]
}

/// Whether `key` answers questions or edits text, so that no command of their screens can have it.
pub fn is_taken(key: Key) -> bool {
    [ANSWERING, EDITING].concat().iter().any(|binding| binding.keys.contains(&key))
}
