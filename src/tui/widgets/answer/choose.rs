//! Choose one option, or all that apply.

use ratatui::text::Span;

use super::cursor::Cursor;
use super::solved::{self, Mark, Part};
use super::{Answering, Outcome, gutter};
use crate::card::compare::Rivals;
use crate::card::{Answer, Choice};
use crate::tui::event::{Code, Key};
use crate::tui::keys::{DIGITS, RANGES, digit};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, prose};

/// Options, one under another.
#[derive(Debug)]
pub(super) struct Choose {
    options: Vec<Choice>,
    many: bool,
    chosen: Vec<bool>,
    cursor: Cursor,
    /// Whether what is chosen stays in sight and can be changed.
    keeps: bool,
}

impl Choose {
    pub(super) fn new(options: Vec<Choice>, many: bool) -> Self {
        Self {
            chosen: vec![false; options.len()],
            cursor: Cursor::new(options.len()),
            options,
            many,
            keeps: false,
        }
    }

    /// One key answers a single choice; where many may be chosen it ticks.
    fn take(&mut self, index: usize) -> Outcome {
        if index >= self.options.len() {
            return Outcome::Ignored;
        }
        self.cursor.go(index);
        if self.many {
            self.chosen[index] = !self.chosen[index];
            return Outcome::Changed;
        }
        self.chosen.fill(false);
        self.chosen[index] = true;
        Outcome::Done(Answer::Chosen(vec![index]))
    }

    fn ticked(&self) -> Vec<usize> {
        (0..self.chosen.len()).filter(|&index| self.chosen[index]).collect()
    }

    /// The sign that says whether the option is chosen.
    fn sign(&self, index: usize, width: u16, look: &Look) -> Span<'static> {
        let style = if self.chosen[index] { look.theme.accent } else { look.theme.dim };
        let sign = match (self.many, self.keeps, self.chosen[index]) {
            (true, _, true) => "[x] ".to_owned(),
            (true, _, false) => "[ ] ".to_owned(),
            (false, true, true) => format!("{} ", look.glyphs.on),
            (false, true, false) => format!("{} ", look.glyphs.off),
            (false, false, _) => if width < 30 { "" } else { " " }.to_owned(),
        };
        Span::styled(sign, style)
    }

    /// The option that `t` or `f` means, where the options are true and false.
    fn truth(&self, key: Key) -> Option<usize> {
        let word = match key.code {
            Code::Char('t') => "true",
            Code::Char('f') => "false",
            _ => return None,
        };
        let has_both =
            self.options.len() == 2 && self.option("true").is_some() && self.option("false").is_some();
        self.option(word).filter(|_| has_both)
    }

    /// The option that says `word`, in small letters or large.
    fn option(&self, word: &str) -> Option<usize> {
        self.options.iter().position(|option| option.text.plain().eq_ignore_ascii_case(word))
    }
}

impl Answering for Choose {
    fn press(&mut self, key: Key) -> Outcome {
        if let Some(index) = digit(key) {
            return self.take(index);
        }
        if self.cursor.key(key) {
            return Outcome::Changed;
        }
        if key.ctrl || key.alt {
            return Outcome::Ignored;
        }
        match key.code {
            Code::Backspace | Code::Delete if self.keeps => {
                self.chosen.fill(false);
                Outcome::Changed
            }
            _ => self.truth(key).map_or(Outcome::Ignored, |index| self.take(index)),
        }
    }

    fn choose(&mut self) -> Outcome {
        self.take(self.cursor.at)
    }

    fn missing(&self, wanted: Option<usize>) -> Option<String> {
        let ticked = self.ticked().len();
        match wanted.filter(|_| self.many) {
            Some(wanted) if ticked < wanted => Some(format!("{} more.", wanted - ticked)),
            Some(wanted) if ticked > wanted => Some(format!("{} too many.", ticked - wanted)),
            None if ticked == 0 && self.many => Some("Nothing is ticked yet.".to_owned()),
            None if ticked == 0 => Some("Nothing is chosen yet.".to_owned()),
            _ => None,
        }
    }

    fn given(&self) -> Option<Answer> {
        Some(self.ticked()).filter(|ticked| !ticked.is_empty()).map(Answer::Chosen)
    }

    fn keep(&mut self, given: Option<&Answer>) {
        self.keeps = true;
        let Some(Answer::Chosen(given)) = given else { return };
        for (index, chosen) in self.chosen.iter_mut().enumerate() {
            *chosen = given.contains(&index);
        }
        self.cursor.go(given.first().copied().unwrap_or_default());
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        // Long options that wrap are easier told apart with air between them.
        let room = usize::from(width).saturating_sub(if self.many { 8 } else { 4 });
        let airy = width >= 40 && self.options.iter().any(|option| prose::widest(&option.text) > room);
        for (index, option) in self.options.iter().enumerate() {
            sheet.gap_if(airy);
            let here = index == self.cursor.at;
            let mut lead = gutter(here, Some(index), look);
            lead.push(self.sign(index, width, look));
            let room = width.saturating_sub(prose::width(&lead) as u16);
            let body = prose::styled(&option.text, room, look, look.row(here));
            let rows = sheet.hang(lead, body);
            if let Some(&key) = DIGITS.get(index) {
                sheet.click(rows.clone(), key);
            }
            if here {
                sheet.focus(rows);
            }
        }
        sheet
    }

    fn solved(&self, given: &Answer, _: &Rivals, width: u16, look: &Look) -> Sheet {
        let chosen: &[usize] = if let Answer::Chosen(chosen) = given { chosen } else { &[] };
        let mut parts = Vec::new();
        for (index, option) in self.options.iter().enumerate() {
            let (mark, word) = match (option.right, chosen.contains(&index)) {
                (true, true) if self.many => (Mark::Right, "right"),
                (true, true) => (Mark::Right, "right, your answer"),
                (true, false) if self.many && !chosen.is_empty() => {
                    (Mark::Solution, "right too, you left it out")
                }
                (true, false) => (Mark::Solution, "the answer"),
                (false, true) if self.many => (Mark::Wrong, "wrong"),
                (false, true) => (Mark::Wrong, "your answer"),
                (false, false) => (Mark::Quiet, ""),
            };
            let mut part = Part::written(mark, option.text.clone(), word);
            part.lead = if index < 9 { format!("{}  ", index + 1) } else { "   ".to_owned() };
            part.why = option.why.clone().filter(|_| mark == Mark::Wrong);
            parts.push(part);
        }
        solved::parts(&parts, width, look)
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        let digits = RANGES[self.options.len().clamp(2, 9) - 2];
        let moving = [("j/k", "move"), ("x", "this one")];
        if !self.many {
            return [&[(digits, "answer")][..], &moving].concat();
        }
        // With nothing ticked there is nothing to hand in.
        let hand_in = self.chosen.contains(&true).then_some(("enter", "answer"));
        hand_in.into_iter().chain([(digits, "tick")]).chain(moving).collect()
    }
}
