//! Put items in order: place them one by one, then move what is not right yet.

use ratatui::text::{Line, Span};

use super::cursor::Cursor;
use super::solved::{self, Mark, Part};
use super::{Answering, Outcome, gutter};
use crate::card::compare::Rivals;
use crate::card::{Answer, Text};
use crate::tui::event::{Code, Key};
use crate::tui::keys::{DIGITS, digit};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, prose};

/// From this width on, what is to be placed and what was placed stand side by side.
const WIDE: u16 = 50;

/// Leads from one list to the other.
const SIDES: (&str, &str) = ("left/right", "to the other list");

/// Items, of which the first `placed` of the arrangement are in the learner's order and the rest wait.
#[derive(Debug)]
pub(super) struct Order {
    items: Vec<Text>,
    right: Vec<usize>,
    arrangement: Vec<usize>,
    placed: usize,
    /// A place in the arrangement.
    cursor: Cursor,
    grabbed: bool,
}

impl Order {
    pub(super) fn new(items: Vec<Text>, right: Vec<usize>) -> Self {
        let arrangement = (0..items.len()).collect();
        Self { cursor: Cursor::new(items.len()), items, right, arrangement, placed: 0, grabbed: false }
    }

    fn is_placed(&self, place: usize) -> bool {
        place < self.placed
    }

    /// Puts the item at `place` of the arrangement behind those that are placed.
    fn put(&mut self, place: usize) {
        let item = self.arrangement.remove(place);
        self.arrangement.insert(self.placed, item);
        self.placed += 1;
        self.cursor.go(self.placed);
    }

    /// Lets the last placed item wait again, where it was at first.
    fn take_back(&mut self) -> Outcome {
        let Some(last) = self.placed.checked_sub(1) else { return Outcome::Ignored };
        self.placed = last;
        self.arrangement[last..].sort_unstable();
        self.grabbed = false;
        self.cursor.go(last);
        Outcome::Changed
    }

    /// Moves the placed item under the cursor by one place.
    fn shift(&mut self, down: bool) -> Outcome {
        let at = self.cursor.at;
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if self.is_placed(at) && self.is_placed(to) {
            self.arrangement.swap(at, to);
            self.cursor.go(to);
        }
        Outcome::Changed
    }

    fn act(&mut self) -> Outcome {
        if self.is_placed(self.cursor.at) {
            self.grabbed = !self.grabbed;
        } else if self.cursor.at < self.arrangement.len() {
            self.put(self.cursor.at);
        }
        Outcome::Changed
    }

    fn waiting(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.push(Line::styled("  To place", look.theme.heading));
        for (place, &item) in self.arrangement.iter().enumerate().skip(self.placed) {
            self.row(&mut sheet, place, gutter(place == self.cursor.at, Some(item), look), width, look);
            if let (Some(&key), rows) = (DIGITS.get(item), usize::from(sheet.height())) {
                sheet.click(rows - 1..rows, key);
            }
        }
        if self.placed == self.items.len() {
            let mut line = gutter(false, None, look);
            line.push(Span::styled("all placed: ", look.theme.dim));
            line.push(Span::styled("enter", look.theme.key));
            sheet.push(line);
            sheet.click(1..2, Key::ENTER);
        }
        sheet
    }

    fn placed(&self, width: u16, slots: bool, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.push(Line::styled("  Your order", look.theme.heading));
        let digits = self.items.len().to_string().len();
        let shown = if slots { self.items.len() } else { self.items.len().min(self.placed + 1) };
        for place in 0..shown {
            let here = place == self.cursor.at && self.is_placed(place);
            let mut lead = gutter(here, None, look);
            lead.push(Span::styled(format!("{:>digits$}. ", place + 1), look.theme.dim));
            if self.is_placed(place) {
                if here && self.grabbed {
                    lead.push(Span::styled(
                        format!("{}{} ", look.glyphs.up, look.glyphs.down),
                        look.theme.accent,
                    ));
                }
                self.row(&mut sheet, place, lead, width, look);
            } else {
                lead.push(Span::styled(look.glyphs.dot.repeat(3), look.theme.dim));
                sheet.push(lead);
            }
        }
        sheet
    }

    fn row(&self, sheet: &mut Sheet, place: usize, lead: Vec<Span<'static>>, width: u16, look: &Look) {
        let here = place == self.cursor.at;
        let room = width.saturating_sub(prose::width(&lead) as u16);
        let rows =
            sheet.hang(lead, prose::styled(&self.items[self.arrangement[place]], room, look, look.row(here)));
        if here {
            sheet.focus(rows);
        }
    }
}

impl Answering for Order {
    fn press(&mut self, key: Key) -> Outcome {
        if let Some(item) = digit(key) {
            let place = self.arrangement.iter().position(|&i| i == item);
            return match place {
                Some(place) if !self.is_placed(place) => {
                    self.grabbed = false;
                    self.put(place);
                    Outcome::Changed
                }
                Some(_) => Outcome::Changed,
                None => Outcome::Ignored,
            };
        }
        if key.ctrl || key.alt {
            return Outcome::Ignored;
        }
        match key.code {
            Code::Char('J') => self.shift(true),
            Code::Char('K') => self.shift(false),
            Code::Down | Code::Char('j') if self.grabbed => self.shift(true),
            Code::Up | Code::Char('k') if self.grabbed => self.shift(false),
            Code::Backspace => self.take_back(),
            Code::Left | Code::Right => {
                let to = if key.code == Code::Left { self.placed } else { self.placed.saturating_sub(1) };
                self.grabbed = false;
                self.cursor.go(to);
                Outcome::Changed
            }
            _ => {
                let moved = self.cursor.key(key);
                self.grabbed &= !moved;
                if moved { Outcome::Changed } else { Outcome::Ignored }
            }
        }
    }

    fn choose(&mut self) -> Outcome {
        self.act()
    }

    fn missing(&self, _: Option<usize>) -> Option<String> {
        let left = self.items.len() - self.placed;
        (left > 0).then(|| format!("{left} more to place."))
    }

    fn go_to_missing(&mut self) {
        self.grabbed = false;
        self.cursor.go(self.placed);
    }

    fn given(&self) -> Option<Answer> {
        (self.placed > 0).then(|| Answer::Order(self.arrangement[..self.placed].to_vec()))
    }

    fn keep(&mut self, given: Option<&Answer>) {
        let Some(Answer::Order(given)) = given else { return };
        let mut placed: Vec<usize> = Vec::new();
        for &item in given.iter().filter(|&&item| item < self.items.len()) {
            if !placed.contains(&item) {
                placed.push(item);
            }
        }
        self.placed = placed.len();
        placed.extend((0..self.items.len()).filter(|item| !given.contains(item)));
        self.arrangement = placed;
        self.cursor.go(self.placed);
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        if width < WIDE {
            let mut sheet = if self.placed == 0 { Sheet::default() } else { self.placed(width, false, look) };
            sheet.append(self.waiting(width, look));
            return sheet;
        }
        // The column keeps its width while items move from one side to the other.
        let longest = self.items.iter().map(prose::widest).max().unwrap_or(0);
        let column = (longest + 10).clamp(22, usize::from(width) / 2);
        let mut sheet = self.waiting(column as u16 - 3, look);
        sheet.beside(self.placed(width - column as u16, true, look), column);
        sheet
    }

    fn solved(&self, given: &Answer, _: &Rivals, width: u16, look: &Look) -> Sheet {
        let given: &[usize] = if let Answer::Order(given) = given { given } else { &[] };
        let digits = self.items.len().to_string().len();
        let mut parts = Vec::new();
        for (place, item) in self.right.iter().enumerate() {
            let Some(text) = self.items.get(*item) else { continue };
            let yours = given.get(place).and_then(|&item| self.items.get(item));
            let (mark, word) = Mark::compared(yours, text, given.is_empty());
            let mut part = Part::written(mark, text.clone(), word);
            part.lead = format!("{:>digits$}. ", place + 1);
            parts.push(part);
        }
        solved::parts(&parts, width, look)
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        if self.grabbed {
            vec![("j/k", "carry"), ("x", "put down"), ("enter", "answer")]
        } else if self.placed == self.items.len() {
            vec![("enter", "answer"), ("bksp", "take back"), ("J/K", "shift"), ("x", "grab"), SIDES]
        } else {
            vec![("1-9", "place"), ("bksp", "take back"), ("j/k", "move"), ("x", "this one"), SIDES]
        }
    }
}
