//! One line of text being typed: a typed answer, a search.

use ratatui::text::Span;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::event::{Code, Event, Key};
use crate::source::clean;

/// A line of text with a cursor. It moves by what people see as characters, and knows how wide they are.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: Input,
}

impl Field {
    /// More characters than this are not taken.
    pub const LONGEST: usize = 500;

    /// The field with `text` in it and the cursor at its end.
    pub fn with_text(text: &str) -> Self {
        let mut field = Self::default();
        field.insert(text);
        field
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Forgets what was typed.
    pub fn clear(&mut self) {
        self.input.reset();
    }

    /// Reacts to typing, pasting and the usual editing keys; `false` if the event is none of the field's.
    pub fn update(&mut self, event: &Event) -> bool {
        match event {
            Event::Paste(text) => self.insert(text),
            Event::Key(key) => match (key.typed(), request(*key)) {
                (Some(c), _) => self.insert(c.encode_utf8(&mut [0; 4])),
                (None, Some(request)) => drop(self.input.handle(request)),
                (None, None) => return false,
            },
            _ => return false,
        }
        true
    }

    /// The part of the text that `width` columns show, and the cursor's column in it, always less than `width` (if that
    /// is not 0). A long text is scrolled so that the cursor is seen; a wide character is never cut in two.
    pub fn window(&self, width: u16) -> (&str, u16) {
        // One column is for the cursor behind the last character.
        let room = usize::from(width).saturating_sub(1);
        let (text, before) = (self.text(), self.input.visual_cursor());
        let (mut from, mut hidden) = (0, 0);
        for grapheme in text.graphemes(true) {
            if before - hidden <= room {
                break;
            }
            from += grapheme.len();
            hidden += grapheme.width();
        }
        let (mut to, mut shown) = (from, 0);
        for grapheme in text[from..].graphemes(true) {
            shown += grapheme.width();
            if shown > usize::from(width) {
                break;
            }
            to += grapheme.len();
        }
        (&text[from..to], (before - hidden) as u16)
    }

    /// What [`Self::window`] shows, to draw, and the cursor's column.
    pub fn span(&self, width: u16) -> (Span<'_>, u16) {
        let (text, cursor) = self.window(width);
        (Span::raw(text), cursor)
    }

    /// Types `text`. Line breaks and tabs become spaces, other control characters are dropped.
    fn insert(&mut self, text: &str) {
        let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
        let harmless = |c: &char| !c.is_control() && clean(c.encode_utf8(&mut [0; 4])) == c.to_string();
        let room = Self::LONGEST.saturating_sub(self.text().chars().count());
        for c in text.chars().filter(harmless).take(room) {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }
}

/// What an editing key does, by the customs of shells and text boxes.
fn request(key: Key) -> Option<InputRequest> {
    let word = key.ctrl || key.alt;
    Some(match (key.code, word) {
        (Code::Left, false) => InputRequest::GoToPrevChar,
        (Code::Right, false) => InputRequest::GoToNextChar,
        (Code::Left, true) => InputRequest::GoToPrevWord,
        (Code::Right, true) => InputRequest::GoToNextWord,
        (Code::Home, _) => InputRequest::GoToStart,
        (Code::End, _) => InputRequest::GoToEnd,
        (Code::Backspace, false) => InputRequest::DeletePrevChar,
        (Code::Delete, false) => InputRequest::DeleteNextChar,
        (Code::Backspace, true) => InputRequest::DeletePrevWord,
        (Code::Delete, true) => InputRequest::DeleteNextWord,
        (Code::Char(c), true) => match (key.ctrl, c) {
            (true, 'a') => InputRequest::GoToStart,
            (true, 'e') => InputRequest::GoToEnd,
            (true, 'h') => InputRequest::DeletePrevChar,
            (true, 'w') => InputRequest::DeletePrevWord,
            (true, 'u') => InputRequest::DeleteFromStart,
            (true, 'k') => InputRequest::DeleteTillEnd,
            (false, 'b') => InputRequest::GoToPrevWord,
            (false, 'f') => InputRequest::GoToNextWord,
            (false, 'd') => InputRequest::DeleteNextWord,
            _ => return None,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, keys: &[&str]) -> Field {
        let mut field = Field::with_text(text);
        for key in keys {
            assert!(field.update(&Event::Key(key.parse().unwrap())), "{key}");
        }
        field
    }

    #[test]
    fn the_usual_keys_edit() {
        assert_eq!(typed("abd", &["left", "c", "end", "e"]).text(), "abcde");
        assert_eq!(typed("two words", &["ctrl+w", "x"]).text(), "two x");
        assert_eq!(typed("abc", &["home", "delete", "right", "backspace"]).text(), "c");
        assert_eq!(typed("abc", &["left", "ctrl+u"]).text(), "c");
        assert_eq!(typed("表e\u{301}", &["backspace"]).text(), "表");
    }

    #[test]
    fn keys_that_command_are_left_to_the_screen() {
        let mut field = Field::default();
        for key in ["enter", "esc", "tab", "up", "ctrl+z", "f1"] {
            assert!(!field.update(&Event::Key(key.parse().unwrap())), "{key}");
        }
        assert!(!field.update(&Event::Tick));
    }

    #[test]
    fn a_paste_becomes_one_harmless_line() {
        let mut field = Field::default();
        field.update(&Event::Paste("one\r\ntwo\tthree\n\u{1b}[2J\u{202e}\n".into()));
        assert_eq!(field.text(), "one two three [2J");
    }

    #[test]
    fn too_much_text_is_not_taken() {
        let field = Field::with_text(&"x".repeat(10_000));
        assert_eq!(field.text().len(), Field::LONGEST);
    }

    #[test]
    fn the_cursor_is_always_seen_and_no_wide_character_is_cut() {
        let field = Field::with_text("abc表表");
        assert_eq!(field.window(8), ("abc表表", 7));
        assert_eq!(field.window(7), ("bc表表", 6));
        assert_eq!(field.window(4), ("表", 2));
        assert_eq!(field.window(1), ("", 0));
        assert_eq!(field.window(0), ("", 0));
        assert_eq!(typed("abc表表", &["home"]).window(4), ("abc", 0));
    }
}
