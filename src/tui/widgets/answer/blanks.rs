//! Fill in the holes of a text or a diagram.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::solved::{self, Mark, Part};
use super::{Answering, Outcome};
use crate::card::compare::{self, Rivals};
use crate::card::{Answer, Block, Hole, Text, Verdict};
use crate::tui::event::{Code, Key};
use crate::tui::theme::Look;
use crate::tui::widgets::Sheet;
use crate::tui::widgets::Typing;
use crate::tui::widgets::prose::{self, Fill, Kind, columns};
use crate::words::start;

/// Columns inside an empty hole. The same for all, so that it does not tell how long the answer is.
const HOLE: usize = 8;

/// A text with a field in each hole.
#[derive(Debug)]
pub(super) struct Blanks {
    text: Text,
    holes: Vec<Hole>,
    /// The columns that each hole takes as its author wrote it.
    rooms: Vec<usize>,
    /// The hint of each hole as it is shown; empty where it has none.
    hints: Vec<String>,
    /// Columns.
    widest_hint: usize,
    fields: Vec<Typing>,
    active: usize,
}

impl Blanks {
    pub(super) fn new(text: Text, holes: Vec<Hole>) -> Self {
        let fields = holes.iter().map(|_| Typing::default()).collect();
        let rooms = holes.iter().map(|hole| hole.width).collect();
        let mut hints = Vec::new();
        for hole in &holes {
            hints.push(hole.hint.as_ref().map_or_else(String::new, |hint| format!("({})", hint.plain())));
        }
        let widest_hint = hints.iter().map(|hint| columns(hint)).max().unwrap_or(0);
        Self { text, holes, rooms, hints, widest_hint, fields, active: 0 }
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.active = to.min(self.holes.len().saturating_sub(1));
        Outcome::Changed
    }

    /// Columns inside the brackets of hole `index`.
    fn inner(&self, index: usize, fenced: bool, width: usize) -> usize {
        let (Some(hint), Some(field)) = (self.hints.get(index), self.fields.get(index)) else { return 1 };
        let wanted = if fenced { self.widest_hint } else { columns(hint).max(columns(field.value()) + 1) };
        wanted.max(HOLE).min(width.saturating_sub(2)).max(1)
    }

    /// What stands in each hole while it is filled in, in a sentence and in a diagram.
    fn filled(&self, width: usize, look: &Look) -> Vec<[String; 2]> {
        let mut filled = Vec::new();
        for (index, (hint, field)) in self.hints.iter().zip(&self.fields).enumerate() {
            filled.push([false, true].map(|fenced| {
                let inner = self.inner(index, fenced, width);
                let (shown, pad) = match field.value() {
                    "" if !hint.is_empty() => (hint.clone(), " "),
                    _ if index == self.active => (field.window(inner, look).0, "_"),
                    "" => (String::new(), "_"),
                    typed => (typed.to_owned(), " "),
                };
                format!("[{}]", fitted(&shown, inner, pad))
            }));
        }
        filled
    }

    /// The laid-out lines with `filled` in the holes in those styles, and the row and column of the hole `sought` where it
    /// is shown whole.
    fn laid(
        &self,
        width: u16,
        look: &Look,
        filled: &[[String; 2]],
        styles: &[Style],
        sought: usize,
    ) -> (Vec<Line<'static>>, Option<(usize, usize)>) {
        let whole = filled.get(sought).map(|texts| &texts[usize::from(self.is_drawn(sought))]);
        let mut found = None;
        let mut lines = Vec::new();
        let fill = Fill::new(filled, &self.rooms);
        let laid = prose::lay(&self.text, width.into(), fill, Some(prose::Seen::with_pictures(look)));
        for (row, pieces) in laid.into_iter().enumerate() {
            let mut column = 0;
            let mut line = Line::default();
            for piece in pieces {
                let style = match piece.kind {
                    Kind::Hole(index) if index < styles.len() => styles[index],
                    kind => prose::paint(kind, look, look.theme.text),
                };
                if piece.kind == Kind::Hole(sought) && Some(&piece.text) == whole {
                    found = Some((row, column));
                }
                for span in prose::spans(&piece, look, style) {
                    column += columns(&span.content);
                    line.push_span(span);
                }
            }
            lines.push(line);
        }
        (lines, found)
    }

    /// Whether hole `index` is part of a diagram, where it does not grow with what is typed in it.
    fn is_drawn(&self, index: usize) -> bool {
        let mark = Hole::mark(index);
        let holds = |block: &Block| matches!(block, Block::Fenced(lines) if lines.iter().any(|line| line.contains(mark)));
        self.text.blocks().iter().any(holds)
    }

    /// Tells what else would have been right in each hole.
    fn tell_others(&self, sheet: &mut Sheet, width: u16, look: &Look) {
        for (index, hole) in self.holes.iter().enumerate() {
            let others = hole.expected.answers.get(1..).unwrap_or_default().join(", ");
            if !others.is_empty() {
                let number = if self.holes.len() > 1 { format!("{}. ", index + 1) } else { String::new() };
                let line = format!("{number}also right: {others}");
                sheet.hang(Vec::new(), prose::sentence(&line, width.into(), look.theme.dim));
            }
        }
    }

    fn verdict(&self, index: usize, given: &[String], rivals: &Rivals) -> Verdict {
        let given = given.get(index).map_or("", String::as_str);
        self.holes.get(index).map_or(Verdict::Wrong, |hole| compare::judge(given, &hole.expected, rivals))
    }
}

impl Answering for Blanks {
    fn press(&mut self, key: Key) -> Outcome {
        let last = self.active + 1 >= self.holes.len();
        match key.code {
            _ if key.ctrl || key.alt => {}
            Code::Enter if last => {
                return Outcome::Done(Answer::Blanks(self.fields.iter().map(Typing::answer).collect()));
            }
            Code::Enter | Code::Down => return self.go(self.active + 1),
            Code::Tab if key.shift => return self.go(self.active.checked_sub(1).unwrap_or(usize::MAX)),
            Code::Tab => return self.go(if last { 0 } else { self.active + 1 }),
            Code::Up => return self.go(self.active.saturating_sub(1)),
            _ => {}
        }
        let taken = self.fields.get_mut(self.active).is_some_and(|field| field.key(key));
        if taken { Outcome::Changed } else { Outcome::Ignored }
    }

    fn given(&self) -> Option<Answer> {
        let typed: Vec<String> = self.fields.iter().map(Typing::answer).collect();
        typed.iter().any(|hole| !hole.is_empty()).then_some(Answer::Blanks(typed))
    }

    fn keep(&mut self, given: Option<&Answer>) {
        if let Some(Answer::Blanks(holes)) = given {
            self.fields.iter_mut().zip(holes).for_each(|(field, hole)| *field = Typing::holding(hole));
        }
    }

    fn paste(&mut self, text: &str) -> Outcome {
        let Some(field) = self.fields.get_mut(self.active) else { return Outcome::Ignored };
        field.paste(text);
        Outcome::Changed
    }

    fn types(&self) -> bool {
        true
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let room = usize::from(width);
        let filled = self.filled(room, look);
        let mut styles = Vec::new();
        for (index, field) in self.fields.iter().enumerate() {
            styles.push(match field.value() {
                _ if index == self.active => look.theme.selected,
                "" => look.theme.dim,
                _ => look.theme.accent,
            });
        }
        let (mut lines, found) = self.laid(width, look, &filled, &styles, self.active);
        let Some(field) = self.fields.get(self.active) else {
            let mut sheet = Sheet::default();
            sheet.hang(Vec::new(), lines);
            return sheet;
        };
        let is_drawn = self.is_drawn(self.active);
        let inner = self.inner(self.active, is_drawn, room);
        let mut sheet = Sheet::default();
        if found.is_some() && !(is_drawn && columns(field.value()) >= inner) {
            sheet.hang(Vec::new(), lines);
            if let Some((row, column)) = found {
                sheet.caret(row, column + 1 + field.window(inner, look).1);
                sheet.focus(row..row + 1);
            }
            return sheet;
        }
        // A line of its own below the hole that has not enough room for it.
        let holds = |pieces: &Vec<prose::Piece>| pieces.iter().any(|p| p.kind == Kind::Hole(self.active));
        let laid = prose::lay(&self.text, room, Fill::new(&filled, &self.rooms), None);
        let hole = laid.iter().rposition(holds).unwrap_or(0);
        let number = format!("{}/{} {} ", self.active + 1, self.holes.len(), look.glyphs.cursor);
        let lead = columns(&number);
        let (shown, caret) = field.window(room.saturating_sub(lead).max(1), look);
        let row = (hole + 1).min(lines.len());
        let typed = vec![Span::styled(number, look.theme.selected), Span::styled(shown, look.theme.text)];
        lines.insert(row, Line::from(typed));
        sheet.hang(Vec::new(), lines);
        sheet.caret(row, lead + caret);
        sheet.focus(row..row + 1);
        sheet.wish(hole.min(row)..row + 1);
        sheet
    }

    fn solved(&self, given: &Answer, rivals: &Rivals, width: u16, look: &Look) -> Sheet {
        let given: &[String] = if let Answer::Blanks(given) = given { given } else { &[] };
        let verdicts: Vec<Verdict> = (0..self.holes.len()).map(|i| self.verdict(i, given, rivals)).collect();
        let (mut filled, mut styles) = (Vec::new(), Vec::new());
        for (hole, verdict) in self.holes.iter().zip(&verdicts) {
            let (sign, style) = match verdict {
                Verdict::Right => (look.glyphs.right, look.theme.right),
                Verdict::Close(_) => (look.glyphs.close, look.theme.close),
                _ => (look.glyphs.arrow, look.theme.right),
            };
            let shown = format!("{sign} {}", hole.expected.written());
            let drawn = fitted(&shown, hole.width.max(columns(&shown)), " ");
            filled.push([shown, drawn]);
            styles.push(style);
        }
        let mut sheet = Sheet::default();
        sheet.hang(Vec::new(), self.laid(width, look, &filled, &styles, 0).0);
        let mut parts = Vec::new();
        for (index, hole) in self.holes.iter().enumerate() {
            // Where nothing was typed, the solution in the text says it all.
            let Some(yours) = given.get(index).filter(|given| !given.is_empty()) else { continue };
            let (mark, word) = match &verdicts[index] {
                Verdict::Right => continue,
                Verdict::Close(_) => (Mark::Close, format!("you: {yours}, close")),
                _ => (Mark::Wrong, format!("you: {yours}")),
            };
            let mut part = Part::new(mark, hole.expected.written(), word);
            if self.holes.len() > 1 {
                part.lead = format!("{}. ", index + 1);
            }
            parts.push(part);
        }
        if !parts.is_empty() {
            sheet.gap();
            sheet.append(solved::parts(&parts, width, look));
        }
        self.tell_others(&mut sheet, width, look);
        sheet
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        let is_empty = self.fields.iter().all(|field| field.value().trim().is_empty());
        match (self.holes.len(), self.active + 1 >= self.holes.len()) {
            (..=1, _) if is_empty => vec![("enter", "don't know")],
            (..=1, _) => vec![("enter", "answer")],
            (_, true) if is_empty => vec![("enter", "don't know"), ("tab", "first hole"), ("up", "back")],
            (_, true) => vec![("enter", "answer"), ("tab", "first hole"), ("up", "back")],
            (_, false) => vec![("enter", "next hole"), ("up", "back")],
        }
    }
}

/// `text` on exactly `width` columns.
fn fitted(text: &str, width: usize, pad: &str) -> String {
    let kept = start(text, width);
    format!("{kept}{}", pad.repeat(width.saturating_sub(columns(kept))))
}
