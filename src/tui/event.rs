//! What can happen to a screen, and the keys it can happen through.

use std::fmt;
use std::str::FromStr;

use ratatui::layout::Position;

use super::jobs::Kind;
use super::screen::Done;

/// Something that a screen may react to.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, as the terminal sent it: several lines, control characters and all.
    Paste(String),
    /// A left click at this cell. Screens never see it: where the last drawing put a zone, it comes as that zone's key.
    Click(Position),
    /// The window has another size, or what was drawn got lost.
    Resize,
    /// The terminal says whether its background is light. Screens never see it: the loop draws with other colours.
    Background(Background),
    /// The time the screen asked for with `wake_after` has come.
    Tick,
    /// The screen has just come to the top: opened, or uncovered.
    Shown,
    /// Decks or exams may have changed on disk. Only a screen that [follows](super::Screen::follows_decks) sees it.
    DecksChanged,
    /// Another window has stored something since the last event, or all was folded anew by parameters that fit better.
    LogChanged,
    /// An effect was performed.
    Done(Done),
    /// A job has done so many of so many steps.
    Progress(Kind, usize, usize),
    /// Nothing came of a job, and this is why: a sentence, which is in the footer already.
    JobFailed(Kind, String),
    /// A change of the log could not be stored, and this is why: a sentence. The screen keeps it and offers to try again.
    Failed(String),
}

/// What the background of a terminal is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Light text reads better on it.
    Dark,
    /// Dark text reads better on it.
    Light,
}

/// A key with its modifiers, so that equal keys look equal.
///
/// The shift of a character is in the character (`A`, `?`); the letters of control keys are small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With the control key held.
    pub ctrl: bool,
    /// With the alt key held.
    pub alt: bool,
    /// With the shift key held; never for characters.
    pub shift: bool,
}

/// A key without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names on the keys say it all")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// The keys that have a name, how it is written in tables and scripts, and how it is shown.
const NAMES: &[(Code, &str, &str)] = &[
    (Code::Char(' '), "space", "space"),
    (Code::Enter, "enter", "enter"),
    (Code::Esc, "esc", "esc"),
    (Code::Tab, "tab", "tab"),
    (Code::Backspace, "backspace", "⌫"),
    (Code::Delete, "delete", "del"),
    (Code::Insert, "insert", "ins"),
    (Code::Up, "up", "↑"),
    (Code::Down, "down", "↓"),
    (Code::Left, "left", "←"),
    (Code::Right, "right", "→"),
    (Code::Home, "home", "home"),
    (Code::End, "end", "end"),
    (Code::PageUp, "pageup", "pgup"),
    (Code::PageDown, "pagedown", "pgdn"),
];

#[expect(missing_docs, reason = "the names on the keys say it all")]
impl Key {
    pub const ENTER: Self = Self::new(Code::Enter);
    pub const ESC: Self = Self::new(Code::Esc);
    pub const TAB: Self = Self::new(Code::Tab);
    pub const BACKSPACE: Self = Self::new(Code::Backspace);
    pub const DELETE: Self = Self::new(Code::Delete);
    pub const UP: Self = Self::new(Code::Up);
    pub const DOWN: Self = Self::new(Code::Down);
    pub const LEFT: Self = Self::new(Code::Left);
    pub const RIGHT: Self = Self::new(Code::Right);
    pub const HOME: Self = Self::new(Code::Home);
    pub const END: Self = Self::new(Code::End);
    pub const PAGE_UP: Self = Self::new(Code::PageUp);
    pub const PAGE_DOWN: Self = Self::new(Code::PageDown);
}

impl Key {
    /// The key of that code, alone.
    pub const fn new(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The key that types `c`.
    pub const fn char(c: char) -> Self {
        Self::new(Code::Char(c))
    }

    /// Control and the letter `c`.
    pub const fn ctrl(c: char) -> Self {
        Self { ctrl: true, ..Self::char(c.to_ascii_lowercase()) }
    }

    /// Alt and the character `c`.
    pub const fn alt(c: char) -> Self {
        Self { alt: true, ..Self::char(c) }
    }

    /// Shift and the key of that code, which is no character.
    pub const fn shift(code: Code) -> Self {
        Self { shift: true, ..Self::new(code) }
    }

    /// The key with modifiers, brought into the one form that is compared.
    pub const fn with(code: Code, ctrl: bool, alt: bool, shift: bool) -> Self {
        match code {
            Code::Char(c) if ctrl => Self { alt, ..Self::ctrl(c) },
            Code::Char(_) => Self { alt, ..Self::new(code) },
            code => Self { code, ctrl, alt, shift },
        }
    }

    /// Whether it is Space or Enter alone, which mean the same wherever no text is typed.
    pub fn is_confirming(self) -> bool {
        matches!(self, Self { code: Code::Enter | Code::Char(' '), ctrl: false, alt: false, shift: false })
    }

    /// The character it types into a text; `None` for keys that command.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The name in ASCII letters: `up` where [`Display`](fmt::Display) shows `↑`. It reads back as the same key.
    pub fn name(self) -> String {
        self.spelt(|(_, name, _)| name)
    }

    fn spelt(self, pick: impl Fn(&'static (Code, &'static str, &'static str)) -> &'static str) -> String {
        let mut out = String::new();
        for (held, prefix) in [(self.ctrl, "ctrl+"), (self.alt, "alt+"), (self.shift, "shift+")] {
            if held {
                out.push_str(prefix);
            }
        }
        match (NAMES.iter().find(|(code, ..)| *code == self.code), self.code) {
            (Some(entry), _) => out.push_str(pick(entry)),
            (None, Code::Char(c)) => out.push(c),
            (None, Code::F(number)) => out.push_str(&(String::from("f") + &number.to_string())),
            (None, _) => {}
        }
        out
    }
}

impl From<Code> for Key {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<char> for Key {
    fn from(c: char) -> Self {
        Self::char(c)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelt(|(_, _, shown)| shown))
    }
}

/// The text names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a key")]
pub struct UnknownKey(String);

impl FromStr for Key {
    type Err = UnknownKey;

    /// Reads `ctrl+z`, `space`, `↑`, `up`, `A`, `+`, `ctrl++`, `f1`. Names may be written large.
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = UnknownKey(text.to_owned());
        let (mut rest, mut ctrl, mut alt, mut shift) = (text, false, false, false);
        // The last `+` may be the key itself.
        while let Some((prefix, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
            match prefix.to_lowercase().as_str() {
                "ctrl" => ctrl = true,
                "alt" => alt = true,
                "shift" => shift = true,
                _ => return Err(unknown),
            }
            rest = after;
        }
        let mut chars = rest.chars();
        let only = chars.next().filter(|_| chars.next().is_none());
        let lower = rest.to_lowercase();
        let named = NAMES.iter().find(|(_, name, shown)| *name == lower || *shown == lower);
        let function = || lower.strip_prefix('f')?.parse().ok().filter(|n| (1..=12).contains(n));
        let code = match (named, only) {
            (Some((code, ..)), _) => *code,
            (None, Some(c)) => Code::Char(c),
            (None, None) => Code::F(function().ok_or(unknown)?),
        };
        Ok(Self::with(code, ctrl, alt, shift))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_reads_back_as_the_same_key() {
        let all = NAMES.iter().map(|(code, ..)| Key::new(*code));
        let more = [Key::char('?'), Key::char('+'), Key::ctrl('z'), Key::alt('+'), Code::F(12).into()];
        for key in all.chain(more) {
            assert_eq!(key.to_string().parse(), Ok(key));
            assert_eq!(key.name().parse(), Ok(key));
            assert!(key.name().is_ascii());
        }
        assert_eq!(Key::shift(Code::Tab).to_string(), "shift+tab");
    }

    #[test]
    fn the_same_key_is_equal_however_it_is_written() {
        assert_eq!("Ctrl+Z".parse(), Ok(Key::ctrl('z')));
        assert_eq!("up".parse::<Key>(), "↑".parse());
        assert_eq!("shift+A".parse(), Ok(Key::char('A')));
    }

    #[test]
    fn what_names_no_key_is_refused() {
        for text in ["", "hyper+x", "f13", "f0", "upp", "ctrl+"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_plain_characters_type() {
        assert_eq!(Key::char('é').typed(), Some('é'));
        assert_eq!(Key::ctrl('a').typed(), None);
        assert_eq!(Key::ENTER.typed(), None);
    }
}
