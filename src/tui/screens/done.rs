//! Done: how the session went, what is to be looked at again, and when it goes on.

use std::fmt::Write as _;

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::column;
use crate::card::{Question, QuestionKey};
use crate::schedule::{Mode, Rating};
use crate::study::{Asked, Session};
use crate::trainer::Overview;
use crate::tui::event::{Code, Key};
use crate::tui::keys::{Binding, Help, Hint, lookup};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, bar, panel};
use crate::tui::zones::Zones;
use crate::words;

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(
        &[Key::new(Code::Enter), Key::char(' '), Key::char('q'), Key::new(Code::Esc)],
        Action::Back,
        "leave",
    )
    .hint(Hint::First),
    Binding::new(&[Key::char('g')], Action::GoOn, "go on"),
    Binding::new(&[Key::char('r')], Action::Misses, "only the misses"),
    Binding::new(&[Key::char('u')], Action::Undo, "undo"),
    Binding::new(&[Key::char('j'), Key::new(Code::Down)], Action::Down, "a line down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::new(Code::Up)], Action::Up, "a line up").hint(Hint::Never),
    Binding::new(&[Key::new(Code::PageDown)], Action::PageDown, "a page down").hint(Hint::Never),
    Binding::new(&[Key::new(Code::PageUp)], Action::PageUp, "a page up").hint(Hint::Never),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Back,
    GoOn,
    /// Asks what was missed once more, and leaves the schedule alone.
    Misses,
    Undo,
    Down,
    Up,
    PageDown,
    PageUp,
}

/// No line of text is longer than this.
const WIDEST: u16 = 92;
/// Below this width rows are dear as well.
const NARROW: u16 = 40;

/// What is shown at the end of a session.
#[derive(Debug)]
pub(super) struct Done {
    ratings: [usize; 4],
    was_new: usize,
    left: usize,
    mode: Mode,
    spent: String,
    /// Prompts of what was missed, worst first, with how often.
    missed: Vec<(QuestionKey, String, String, usize)>,
    streak: u32,
    next: Vec<usize>,
    scroll: usize,
}

impl Done {
    /// Sums up `session`.
    pub(super) fn new(session: &Session, started: Timestamp, now: Timestamp) -> Self {
        let mut ratings = [0; 4];
        let mut missed: Vec<(QuestionKey, String, String, usize)> = Vec::new();
        for (asked, given) in session.rated() {
            ratings[given.rating as usize - 1] += 1;
            let question = &session.items()[given.item].question;
            if given.rating != Rating::Again {
                continue;
            }
            if let Some((.., times)) = missed.iter_mut().find(|(key, ..)| *key == question.key) {
                *times += 1;
            } else {
                let (prompt, answer) = asked_and_answered(asked, question);
                missed.push((question.key.clone(), prompt, answer, 1));
            }
        }
        missed.sort_by_key(|(.., times)| std::cmp::Reverse(*times));
        Self {
            ratings,
            was_new: session.ratings().iter().filter(|given| given.was_new).count(),
            left: session.left(),
            mode: session.mode(),
            spent: words::minutes(now.duration_since(started).unsigned_abs()),
            missed,
            streak: 0,
            next: Vec::new(),
            scroll: 0,
        }
    }

    /// What was missed, worst first.
    pub(super) fn missed(&self) -> impl Iterator<Item = &QuestionKey> {
        self.missed.iter().map(|(key, ..)| key)
    }

    /// Takes in what comes next, as the log told.
    pub(super) fn look_ahead(&mut self, overview: &Overview) {
        self.streak = overview.streak;
        self.next.clone_from(&overview.forecast);
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let theme = &look.theme;
        let all: usize = self.ratings.iter().sum();
        let right = all - self.ratings[0];
        let title = if self.left == 0 { "Done for now" } else { "Stopped here" };
        sheet.push(panel::heading(title, &self.spent, width, look));
        sheet.push(bar::bar(right, all, width, look));
        if width >= NARROW {
            sheet.gap();
        }
        let mut words = format!("{}, {right} right", words::count(all, "answer"));
        if self.was_new > 0 {
            let _ = write!(words, ", {} new", self.was_new);
        }
        if self.left > 0 {
            let when = if self.mode == Mode::Drill { "still to come today" } else { "left" };
            let _ = write!(words, "; {} {when}", self.left);
        }
        say(&mut sheet, &format!("{words}."), width, theme.accent);
        let counts =
            Rating::ALL.iter().zip(self.ratings).map(|(rating, count)| format!("{count} {}", rating.name()));
        let counts: Vec<_> = counts.collect();
        say(&mut sheet, &counts.join(&format!(" {} ", look.glyphs.dot)), width, theme.dim);
        sheet.gap();
        if self.missed.is_empty() && all > 0 {
            sheet.push(Line::from(vec![
                Span::styled(format!("{} ", look.glyphs.right), theme.right),
                Span::raw("Nothing was missed."),
            ]));
        } else if !self.missed.is_empty() {
            sheet.push(panel::ruled("To look at again", "", width, look));
        }
        for (_, prompt, answer, times) in &self.missed {
            let times = if *times > 1 { format!(" ({times} times)") } else { String::new() };
            sheet.point((look.glyphs.wrong, theme.wrong), &format!("{prompt}{times}"), width, theme.text);
            sheet.point((" ", theme.dim), answer, width, theme.dim);
        }
        sheet.gap();
        sheet.push(panel::ruled("Next", "", width, look));
        say(&mut sheet, &self.outlook(), width, theme.text);
        sheet
    }

    fn outlook(&self) -> String {
        let tomorrow = self.next.get(1).copied().unwrap_or(0);
        let week: usize = self.next.iter().skip(1).sum();
        let streak = match self.streak {
            0 | 1 => String::new(),
            days => format!(" {days} days in a row."),
        };
        format!("{} tomorrow, {week} in the next six days.{streak}", words::count(tomorrow, "review"))
    }

    /// Takes a key: scrolls, or gives back what the screen around has to do.
    pub(super) fn key(&mut self, key: Key, area: Rect) -> Option<Action> {
        let action = lookup(KEYS, key)?;
        // All looks take the same room.
        let (look, area) = (Look::plain(), column(area, WIDEST));
        let room = usize::from(area.height);
        let last = usize::from(Sheet::fitting(area, |width| self.sheet(width, &look)).height());
        let last = last.saturating_sub(room);
        let page = room.saturating_sub(1).max(1);
        self.scroll = match action {
            Action::GoOn if self.left == 0 => return None,
            Action::Misses if self.missed.is_empty() => return None,
            Action::Back | Action::GoOn | Action::Misses | Action::Undo => return Some(action),
            Action::Down => self.scroll + 1,
            Action::Up => self.scroll.saturating_sub(1),
            Action::PageDown => self.scroll + page,
            Action::PageUp => self.scroll.saturating_sub(page),
        }
        .min(last);
        None
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        let area = column(area, WIDEST);
        let sheet = Sheet::fitting(area, |width| self.sheet(width, look));
        sheet.draw_from(self.scroll, frame, area, look, zones);
    }

    /// The keys that mean something.
    pub(super) fn help(&self) -> Vec<Help> {
        let is_useful = |action: Action| match action {
            Action::GoOn => self.left > 0,
            Action::Misses => !self.missed.is_empty(),
            _ => true,
        };
        KEYS.iter().filter(|binding| is_useful(binding.action)).map(Binding::help).collect()
    }
}

/// Adds a sentence on as many lines as it needs.
fn say(sheet: &mut Sheet, words: &str, width: u16, style: Style) {
    sheet.say(words, width, style);
}

/// The prompt and the right answer. What is drawn afresh each time is told as it was drawn.
fn asked_and_answered(asked: &Asked, question: &Question) -> (String, String) {
    match asked.posed.input.right_option() {
        Some((_, right)) if !asked.posed.prompt.is_empty() => {
            (asked.posed.prompt.plain(), right.text.plain())
        }
        _ => (question.prompt.plain(), question.answer.clone()),
    }
}
