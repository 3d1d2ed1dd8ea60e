//! Gives each item one of several targets: matching and sorting differ only in how they look.

use ratatui::text::{Line, Span};

use super::cursor::Cursor;
use super::solved::{Mark, Part};
use super::{Answering, Outcome, digit_for, gutter, matching, solved, sort};
use crate::card::compare::Rivals;
use crate::card::{Answer, Text};
use crate::tui::event::{Code, Key};
use crate::tui::keys::{DIGITS, digit};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, prose};

/// Tries one target after another.
const TURN: (&str, &str) = ("x", "the next of them");

/// What the targets are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The right sides of pairs.
    Match,
    /// Bins, each for several items.
    Sort,
}

/// Items, targets, and what was given to which.
#[derive(Debug)]
pub(super) struct Pairing {
    way: Way,
    /// The target that each item belongs to.
    home: Vec<usize>,
    pub(super) items: Vec<Text>,
    pub(super) targets: Vec<Text>,
    pub(super) given: Vec<Option<usize>>,
    pub(super) cursor: Cursor,
}

impl Pairing {
    /// Of each item, `home` says which target it belongs to.
    pub(super) fn new(way: Way, items: Vec<Text>, targets: Vec<Text>, home: Vec<usize>) -> Self {
        let (given, cursor) = (vec![None; items.len()], Cursor::new(items.len()));
        Self { way, home, items, targets, given, cursor }
    }

    /// What is given so far, as an answer.
    fn answer(&self) -> Answer {
        match self.way {
            Way::Match => Answer::Match(self.given.clone()),
            Way::Sort => Answer::Sort(self.given.clone()),
        }
    }

    /// How many items have no target yet.
    fn open(&self) -> usize {
        self.given.iter().filter(|given| given.is_none()).count()
    }

    fn give(&mut self, target: usize) -> Outcome {
        let at = self.cursor.at;
        if target >= self.targets.len() || at >= self.given.len() {
            return Outcome::Ignored;
        }
        let was_open = self.given[at].replace(target).is_none();
        // Correcting one item must not throw the learner back to another that was left open.
        if was_open && self.open() > 0 {
            self.next_open();
        } else {
            self.cursor.go(at + 1);
        }
        Outcome::Changed
    }

    /// Gives the item under the cursor the next target or the one before, and stays.
    fn turn(&mut self, forward: bool) -> Outcome {
        let count = self.targets.len();
        if count > 0
            && let Some(given) = self.given.get_mut(self.cursor.at)
        {
            let (first, step) = if forward { (0, 1) } else { (count - 1, count - 1) };
            *given = Some(given.map_or(first, |target| (target + step) % count));
        }
        Outcome::Changed
    }

    /// Takes the target away from the item under the cursor, or from the one before it if this one has none.
    fn clear(&mut self) -> Outcome {
        if self.given.get(self.cursor.at).is_some_and(Option::is_none) {
            self.cursor.go(self.cursor.at.saturating_sub(1));
        }
        if let Some(given) = self.given.get_mut(self.cursor.at) {
            *given = None;
        }
        Outcome::Changed
    }

    /// Moves to the next item without a target, beginning again at the top.
    fn next_open(&mut self) {
        let count = self.given.len();
        let after = (1..=count).map(|step| (self.cursor.at + step) % count);
        if let Some(open) = after.into_iter().find(|&item| self.given[item].is_none()) {
            self.cursor.go(open);
        }
    }

    /// `1 110`: a target as it is shown beside an item.
    pub(super) fn target(&self, index: usize) -> String {
        let text = self.targets.get(index).map(Text::plain).unwrap_or_default();
        if index < 9 { format!("{} {text}", index + 1) } else { text }
    }

    /// One item under another; the targets are listed beneath the current one. Fits any width.
    fn unfolded(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        for (index, item) in self.items.iter().enumerate() {
            let here = index == self.cursor.at;
            let body = prose::styled(item, width.saturating_sub(2), look, look.row(here));
            let rows = sheet.hang(gutter(here, None, look), body);
            if here {
                let mut must = rows.clone();
                for target in 0..self.targets.len() {
                    let chosen = self.given[index] == Some(target);
                    let rows = self.option(&mut sheet, target, chosen, width, look);
                    if chosen {
                        must.end = rows.end;
                    }
                }
                sheet.focus(must);
                sheet.wish(rows.start..usize::from(sheet.height()));
            } else if let Some(target) = self.given[index] {
                let line = format!("{} {}", look.glyphs.arrow, self.target(target));
                let body = prose::sentence(&line, usize::from(width).saturating_sub(4), look.theme.accent);
                sheet.hang(vec![Span::raw("    ")], body);
            }
        }
        sheet
    }

    fn option(
        &self,
        sheet: &mut Sheet,
        target: usize,
        chosen: bool,
        width: u16,
        look: &Look,
    ) -> std::ops::Range<usize> {
        let sign = if chosen { look.glyphs.on } else { look.glyphs.off };
        let style = if chosen { look.theme.accent } else { look.theme.text };
        let lead = vec![
            Span::styled(format!("  {sign} "), if chosen { look.theme.accent } else { look.theme.dim }),
            Span::styled(format!("{} ", digit_for(target)), look.theme.key),
        ];
        let rows =
            sheet.hang(lead, prose::styled(&self.targets[target], width.saturating_sub(6), look, style));
        if let Some(&key) = DIGITS.get(target) {
            sheet.click(rows.clone(), key);
        }
        rows
    }

    /// Says that all is set when it is.
    fn all_set(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        if self.open() == 0 && !self.items.is_empty() {
            let room = usize::from(width).saturating_sub(2);
            let words = prose::sentence("All set: enter answers.", room, look.theme.dim);
            let rows = sheet.hang(vec![Span::raw("  ")], words);
            sheet.click(rows, Key::ENTER);
        }
        sheet
    }

    /// The targets as a list, those that are in use marked.
    pub(super) fn list(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        for (index, target) in self.targets.iter().enumerate() {
            let used = self.given.contains(&Some(index));
            let style = if used { look.theme.dim } else { look.theme.text };
            let mut lead = gutter(false, Some(index), look);
            lead[0] =
                Span::styled(if used { format!("{} ", look.glyphs.dot) } else { "  ".to_owned() }, style);
            let rows = sheet.hang(lead, prose::styled(target, width.saturating_sub(4), look, style));
            if let Some(&key) = DIGITS.get(index) {
                sheet.click(rows, key);
            }
        }
        sheet
    }

    /// The judged pairs.
    fn judged(&self, given: &[Option<usize>], look: &Look) -> Vec<Part> {
        let is_nothing = given.iter().all(Option::is_none);
        let mut pairs = Vec::new();
        for (index, (item, home)) in self.items.iter().zip(&self.home).enumerate() {
            let Some(home) = self.targets.get(*home) else { continue };
            let yours = given.get(index).copied().flatten().and_then(|target| self.targets.get(target));
            let (mark, word) = Mark::compared(yours, home, is_nothing);
            let text = Text::new(format!("{} {} {}", item.as_str(), look.glyphs.arrow, home.as_str()));
            pairs.push(Part::written(mark, text, word));
        }
        pairs
    }
}

impl Answering for Pairing {
    fn press(&mut self, key: Key) -> Outcome {
        if let Some(target) = digit(key) {
            return self.give(target);
        }
        if self.cursor.key(key) {
            return Outcome::Changed;
        }
        if key.ctrl || key.alt {
            return Outcome::Ignored;
        }
        match key.code {
            Code::Right => self.turn(true),
            Code::Left => self.turn(false),
            Code::Backspace | Code::Delete => self.clear(),
            _ => Outcome::Ignored,
        }
    }

    fn choose(&mut self) -> Outcome {
        self.turn(true)
    }

    fn missing(&self, _: Option<usize>) -> Option<String> {
        let open = self.open();
        (open > 0).then(|| format!("{open} still open."))
    }

    fn go_to_missing(&mut self) {
        self.next_open();
    }

    fn given(&self) -> Option<Answer> {
        (self.open() < self.given.len()).then(|| self.answer())
    }

    fn keep(&mut self, given: Option<&Answer>) {
        let Some(Answer::Match(given) | Answer::Sort(given)) = given else { return };
        for (own, given) in self.given.iter_mut().zip(given) {
            *own = given.filter(|&target| target < self.targets.len());
        }
        if self.open() > 0 && self.given.first().is_some_and(Option::is_some) {
            self.next_open();
        }
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let all_set = self.all_set(width, look);
        let wide = match self.way {
            Way::Match => matching::columns(self, width, look),
            Way::Sort => sort::table(self, width, look),
        };
        let mut sheet = match wide {
            Some(mut sheet) if all_set.height() > 0 => {
                sheet.gap();
                sheet
            }
            Some(sheet) => sheet,
            None => self.unfolded(width, look),
        };
        sheet.append(all_set);
        sheet
    }

    fn solved(&self, given: &Answer, _: &Rivals, width: u16, look: &Look) -> Sheet {
        let given: &[Option<usize>] = match (given, self.way) {
            (Answer::Match(given), Way::Match) | (Answer::Sort(given), Way::Sort) => given,
            _ => &[],
        };
        solved::parts(&self.judged(given, look), width, look)
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        let enter = ("enter", "answer");
        let digits = ("1-9", if self.way == Way::Match { "partner" } else { "bin" });
        let (first, last) = if self.open() == 0 { (enter, digits) } else { (digits, enter) };
        vec![first, ("bksp", "clear"), ("j/k", "move"), last, TURN]
    }
}

/// The line of an item and what stands beside it at `column`.
pub(super) fn beside(
    sheet: &mut Sheet,
    lead: Vec<Span<'static>>,
    body: Vec<Line<'static>>,
    column: usize,
    side: Vec<Span<'static>>,
) -> std::ops::Range<usize> {
    let mut row = Sheet::default();
    row.hang(lead, body);
    let mut right = Sheet::default();
    right.push(side);
    row.beside(right, column);
    let start = usize::from(sheet.height());
    sheet.append(row);
    start..usize::from(sheet.height())
}
