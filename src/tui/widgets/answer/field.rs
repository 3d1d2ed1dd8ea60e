//! The way of answering before the learner, under the law that is the same for all of them.
//!
//! Space and Enter hand in what is given and never choose; [`CHOOSE`] chooses what is at the cursor. Where something is
//! missing, the first press says what, and the next hands in as it stands. Text is the exception: Space is typed there, and
//! Esc leads from it to the commands.

use super::{Answering, Outcome};
use crate::card::compare::Rivals;
use crate::card::{Answer, Posed};
use crate::tui::event::Key;
use crate::tui::keys::{Help, Hint};
use crate::tui::theme::Look;
use crate::tui::widgets::{Letters, Sheet, prose};

/// The key that chooses what is at the cursor. It puts the `x` into `[x]`, and no screen or option has that letter.
pub const CHOOSE: Key = Key::char('x');

/// What is said of the keys while letters are commands.
const COMMANDS: &[(&str, &str)] = &[("enter", "go on typing")];
/// Leads from a text to the commands.
const TO_COMMANDS: (&str, &str) = ("esc", "commands");

/// See the module.
#[derive(Debug)]
pub struct AnswerField {
    way: Box<dyn Answering>,
    /// The answer in which nothing is given.
    nothing: Answer,
    /// How many things are to be chosen, where the prompt tells it.
    wanted: Option<usize>,
    /// Whether it is said what is missing, so that the next press hands in.
    is_warned: bool,
    letters: Letters,
}

impl AnswerField {
    /// The field for a question as it is asked this once.
    pub fn new(posed: &Posed) -> Self {
        Self {
            way: super::for_input(&posed.input),
            nothing: posed.input.nothing(),
            wanted: posed.told_number(),
            is_warned: false,
            letters: Letters::default(),
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Outcome {
        let was_warned = std::mem::take(&mut self.is_warned);
        if self.way.types() {
            return self.key_of_text(key);
        }
        if key.is_confirming() {
            return self.hand_in(was_warned);
        }
        if key == CHOOSE { self.way.choose() } else { self.way.press(key) }
    }

    fn key_of_text(&mut self, key: Key) -> Outcome {
        if self.letters.key(key) {
            return Outcome::Changed;
        }
        if self.letters.are_commands() { Outcome::Ignored } else { self.way.press(key) }
    }

    fn hand_in(&mut self, was_warned: bool) -> Outcome {
        if was_warned || self.way.missing(self.wanted).is_none() {
            return Outcome::Done(self.way.given().unwrap_or_else(|| self.nothing.clone()));
        }
        self.is_warned = true;
        self.way.go_to_missing();
        Outcome::Changed
    }

    /// What is given so far; `None` while nothing is.
    pub fn given(&self) -> Option<Answer> {
        self.way.given()
    }

    /// See [`Answering::keep`].
    pub fn keep(&mut self, given: Option<&Answer>) {
        self.way.keep(given);
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> Outcome {
        self.way.paste(text)
    }

    /// Whether letters are typed here just now, so that no letter means a command.
    pub fn types(&self) -> bool {
        self.way.types() && !self.letters.are_commands()
    }

    /// Whether text was typed here that leaving would lose.
    pub fn holds_text(&self) -> bool {
        self.way.types() && self.way.given().is_some()
    }

    /// How it looks while it waits for the answer, on lines of `width` columns.
    pub fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = self.way.sheet(width, look);
        let missing = self.way.missing(self.wanted).filter(|_| self.is_warned);
        let (words, style) = match missing {
            Some(missing) if width < 40 => (format!("{missing} enter again: answer"), look.theme.close),
            Some(missing) => {
                (format!("{missing} Press enter again to answer it as it is."), look.theme.close)
            }
            None if !self.letters.are_commands() => return sheet,
            None if width < 40 => ("Letters are keys.".to_owned(), look.theme.dim),
            None => ("Letters are commands now. Press enter or i to type again.".to_owned(), look.theme.dim),
        };
        sheet.hide_caret();
        let body = prose::sentence(&words, usize::from(width).saturating_sub(2), style);
        let rows = sheet.hang(vec!["  ".into()], body);
        if self.is_warned {
            sheet.click(rows.clone(), Key::ENTER);
        }
        sheet.focus(rows);
        sheet
    }

    /// See [`Answering::solved`].
    pub fn solved(&self, given: &Answer, rivals: &Rivals, width: u16, look: &Look) -> Sheet {
        self.way.solved(given, rivals, width, look)
    }

    /// The keys that mean something now, the most important first; `hint` says of each place whether the footer shows it. What
    /// leads out of a text is always shown.
    pub fn help(&self, hint: impl Fn(usize) -> Hint) -> Vec<Help> {
        let keys = self.keys().into_iter().enumerate();
        let hint = |place, way| if way == TO_COMMANDS { Hint::First } else { hint(place) };
        keys.map(|(place, way)| Help::of_way(way, hint(place, way))).collect()
    }

    /// How these keys are written, and what they do.
    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        if self.letters.are_commands() {
            return COMMANDS.to_vec();
        }
        let mut keys = self.way.keys();
        keys.extend(self.way.types().then_some(TO_COMMANDS));
        keys
    }
}
