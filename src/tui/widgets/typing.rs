//! One line that is typed in.

use std::borrow::Cow;

use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use crate::source::{clean, with_plain_line_ends};
use crate::tui::event::{Code, Key};
use crate::tui::theme::Look;
use crate::tui::widgets::prose::columns;
use crate::words::start;

/// More characters than this are no answer but a slip of the clipboard.
const MOST: usize = 2000;

/// Whether letters go into a text or are commands: Esc leads from the text to the commands, Enter, Space or `i` back. What
/// was typed stays, so no command needs a key of its own beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters {
    are_commands: bool,
}

impl Letters {
    /// Whether they are commands just now.
    pub const fn are_commands(self) -> bool {
        self.are_commands
    }

    /// Takes a key that leads from one to the other. Says whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        let leads =
            if self.are_commands { key.is_confirming() || key == Key::char('i') } else { key == Key::ESC };
        self.are_commands ^= leads;
        leads
    }
}

/// A line of text with a cursor in it.
#[derive(Debug, Default)]
pub struct Typing {
    input: Input,
    is_selected: bool,
}

impl Typing {
    /// A line in which `text` was typed before.
    pub fn holding(text: &str) -> Self {
        let mut typing = Self::default();
        typing.paste(text);
        typing
    }

    /// Selects the whole line: what is typed or pasted next takes its place, and any other key lets it be.
    pub const fn select(&mut self) {
        self.is_selected = true;
    }

    /// Whether it is selected.
    pub const fn is_selected(&self) -> bool {
        self.is_selected
    }

    /// What was typed, without the spaces around it.
    pub fn answer(&self) -> String {
        self.input.value().trim().to_owned()
    }

    /// What was typed, to the last space.
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Whether the cursor stands before the first character.
    pub fn is_at_start(&self) -> bool {
        self.input.cursor() == 0
    }

    /// Whether the cursor stands behind the last character.
    pub fn is_at_end(&self) -> bool {
        self.input.cursor() == self.value().chars().count()
    }

    /// Takes off what stands behind the cursor, as a line with the cursor at its start.
    #[must_use]
    pub fn split_off(&mut self) -> Self {
        let cursor = self.input.cursor();
        let behind: String = self.value().chars().skip(cursor).collect();
        let before: String = self.value().chars().take(cursor).collect();
        self.input = Input::new(before);
        Self { input: Input::new(behind).with_cursor(0), is_selected: false }
    }

    /// Puts `other` behind; the cursor stands between the two.
    pub fn join(&mut self, other: &Self) {
        let cursor = self.value().chars().count();
        let whole = format!("{}{}", self.value(), other.value());
        self.input = Input::new(whole).with_cursor(cursor);
    }

    /// Types or edits. Says whether the key was taken.
    pub fn key(&mut self, key: Key) -> bool {
        use InputRequest as Request;
        if (key.code, key.ctrl, key.alt) == (Code::Backspace, false, false) && self.is_selected {
            *self = Self::default();
            return true;
        }
        let request = match (key.code, key.ctrl, key.alt) {
            (Code::Char(c), false, false) => {
                self.paste(c.encode_utf8(&mut [0; 4]));
                return true;
            }
            (Code::Backspace, false, false) => Request::DeletePrevChar,
            (Code::Delete, false, false) => Request::DeleteNextChar,
            (Code::Left, false, false) => Request::GoToPrevChar,
            (Code::Right, false, false) => Request::GoToNextChar,
            (Code::Home, ..) | (Code::Char('a'), true, false) => Request::GoToStart,
            (Code::End, ..) | (Code::Char('e'), true, false) => Request::GoToEnd,
            (Code::Left, ..) | (Code::Char('b'), false, true) => Request::GoToPrevWord,
            (Code::Right, ..) | (Code::Char('f'), false, true) => Request::GoToNextWord,
            (Code::Backspace, ..) | (Code::Char('w'), true, false) => Request::DeletePrevWord,
            (Code::Delete, ..) | (Code::Char('d'), false, true) => Request::DeleteNextWord,
            (Code::Char('u'), true, false) => Request::DeleteFromStart,
            (Code::Char('k'), true, false) => Request::DeleteTillEnd,
            _ => return false,
        };
        self.is_selected = false;
        self.input.handle(request);
        true
    }

    /// Puts `text` in, made safe and on one line.
    pub fn paste(&mut self, text: &str) {
        if std::mem::take(&mut self.is_selected) {
            self.input.reset();
        }
        let text = with_plain_line_ends(text);
        let text = match clean(&text) {
            text if text.contains('\n') => Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            text => text,
        };
        let room = MOST.saturating_sub(self.input.value().len());
        for c in text.chars().take(room) {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// The part of the line that is shown in `room` columns, and the column of the cursor in it. The cursor is always
    /// in the room, and a sign says that something stands beyond a border.
    pub fn window(&self, room: usize, look: &Look) -> (String, usize) {
        let room = room.max(1);
        let value = self.input.value();
        let split = value.char_indices().nth(self.input.cursor()).map_or(value.len(), |(at, _)| at);
        let (before, after) = value.split_at(split);
        let mut from = before.len();
        let mut used = 0;
        // One column is kept for the cursor itself, and one for the sign where something is left out.
        for (at, grapheme) in before.grapheme_indices(true).rev() {
            used += columns(grapheme);
            if used + usize::from(at > 0) > room - 1 {
                break;
            }
            from = at;
        }
        let left = &before[from..];
        let sign = if left.len() < before.len() && room > 1 { look.glyphs.cut_left } else { "" };
        let mut shown = format!("{sign}{left}");
        let caret = columns(&shown);
        let rest = room - caret.min(room);
        if columns(after) <= rest {
            shown.push_str(after);
        } else if rest > 0 {
            shown.push_str(start(after, rest - 1));
            shown.push_str(look.glyphs.cut);
        }
        (shown, caret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Typing {
        Typing::holding(text)
    }

    #[test]
    fn a_long_line_scrolls_with_the_cursor() {
        let look = Look::dark();
        let mut typing = typed("abcdefghij");
        assert_eq!(typing.window(20, &look), ("abcdefghij".into(), 10));
        assert_eq!(typing.window(6, &look), ("‹ghij".into(), 5));
        typing.key(Key::HOME);
        assert_eq!(typing.window(6, &look), ("abcde›".into(), 0));
    }

    #[test]
    fn wide_characters_are_not_halved() {
        assert_eq!(typed("表表表").window(6, &Look::dark()), ("‹表表".into(), 5));
    }

    #[test]
    fn what_is_pasted_comes_in_safe_and_on_one_line() {
        assert_eq!(typed("tcp\n\u{1b}[2J\t22\n").answer(), "tcp ␛[2J 22");
        for end in ["\r", "\n", "\r\n", "\n\r", "\u{2028}", "\u{85}"] {
            assert_eq!(typed(&format!("ls -l{end}")).value(), "ls -l", "{end:?}");
            assert_eq!(typed(&format!("{end}a{end}{end}b{end}")).value(), "a b", "{end:?}");
        }
    }

    #[test]
    fn esc_leads_to_the_commands_and_three_keys_lead_back() {
        for back in [Key::ENTER, Key::char(' '), Key::char('i')] {
            let mut letters = Letters::default();
            assert!(!letters.key(back), "{back} is typed");
            assert!(letters.key(Key::ESC) && letters.are_commands());
            assert!(!letters.key(Key::ESC) && !letters.key(Key::char('h')), "left to the screen");
            assert!(letters.key(back) && !letters.are_commands(), "{back}");
        }
    }

    #[test]
    fn control_keys_that_edit_nothing_are_left_to_others() {
        let mut typing = typed("x");
        assert!(!typing.key(Key::with(Code::Char('c'), true, false, false)));
        assert!(!typing.key(Key::ESC));
        assert!(typing.key(Key::char('?')));
    }
}
