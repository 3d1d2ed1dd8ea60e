//! Done: how the session went, what is to be looked at again, and when it goes on.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::column;
use crate::card::QuestionKey;
use crate::schedule::Rating;
use crate::study::Session;
use crate::trainer::Trainer;
use crate::tui::event::{Code, Event, Key};
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::widgets::{Sheet, bar, panel, prose};
use crate::tui::words;
use crate::tui::zones::Zones;

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(
        &[Key::new(Code::Enter), Key::char(' '), Key::char('q'), Key::new(Code::Esc)],
        Action::Back,
        "back to today",
    )
    .hint(Hint::First),
    Binding::new(&[Key::char('j'), Key::new(Code::Down)], Action::Down, "scroll down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::new(Code::Up)], Action::Up, "scroll up").hint(Hint::Never),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Back,
    Down,
    Up,
}

/// The screen.
#[derive(Debug)]
pub struct Done {
    ratings: [usize; 4],
    was_new: usize,
    left: usize,
    spent: String,
    /// Prompts of what was missed, worst first, with how often.
    missed: Vec<(QuestionKey, String, String, usize)>,
    streak: u32,
    next: Vec<usize>,
    scroll: usize,
}

impl Done {
    /// Sums up `session`.
    pub fn new(session: &Session, started: Timestamp, now: Timestamp, trainer: &Trainer) -> Self {
        let mut ratings = [0; 4];
        let mut missed: Vec<(QuestionKey, String, String, usize)> = Vec::new();
        for given in session.given() {
            ratings[given.rating as usize - 1] += 1;
            let question = &session.items()[given.item].question;
            if given.rating != Rating::Again {
                continue;
            }
            match missed.iter_mut().find(|(key, ..)| *key == question.key) {
                Some((.., times)) => *times += 1,
                None => {
                    missed.push((question.key.clone(), question.prompt.plain(), question.answer.clone(), 1))
                }
            }
        }
        missed.sort_by_key(|(.., times)| std::cmp::Reverse(*times));
        let overview = trainer.overview(now).ok();
        Self {
            ratings,
            was_new: session.given().iter().filter(|given| given.was_new).count(),
            left: session.left(),
            spent: words::minutes(now.duration_since(started).unsigned_abs()),
            missed,
            streak: overview.as_ref().map_or(0, |overview| overview.streak),
            next: overview.map(|overview| overview.forecast).unwrap_or_default(),
            scroll: 0,
        }
    }

    fn sheet(&self, width: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::default();
        let theme = &look.theme;
        let all: usize = self.ratings.iter().sum();
        let right = all - self.ratings[0];
        let title = if self.left == 0 { "Done for now" } else { "Stopped here" };
        sheet.push(panel::heading(title, &self.spent, width, look));
        sheet.push(bar::bar(right, all, width, look));
        sheet.gap();
        let rated = words::count(all, "answer");
        let mut words = format!("{rated}, {right} right");
        if self.was_new > 0 {
            words.push_str(&format!(", {} new", self.was_new));
        }
        if self.left > 0 {
            words.push_str(&format!("; {} still to come today", self.left));
        }
        sheet.push(Line::styled(format!("{words}."), theme.accent));
        let counts =
            Rating::ALL.iter().zip(self.ratings).map(|(rating, count)| format!("{count} {}", rating.name()));
        sheet.push(Line::styled(
            counts.collect::<Vec<_>>().join(&format!(" {} ", look.glyphs.dot)),
            theme.dim,
        ));
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
            let body = prose::sentence(
                &format!("{prompt}{times}"),
                usize::from(width).saturating_sub(2),
                theme.text,
            );
            sheet.hang(vec![Span::styled(format!("{} ", look.glyphs.wrong), theme.wrong)], body);
            sheet.hang(
                vec![Span::raw("  ")],
                prose::sentence(answer, usize::from(width).saturating_sub(2), theme.dim),
            );
        }
        sheet.gap();
        sheet.push(panel::ruled("Next", "", width, look));
        for line in prose::sentence(&self.outlook(), usize::from(width), theme.text) {
            sheet.push(line);
        }
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
}

impl Screen for Done {
    fn title(&self) -> &'static str {
        "Done"
    }

    fn update(&mut self, event: &Event, _: &mut Ctx<'_>) -> Next {
        let Event::Key(key) = event else { return Next::stay() };
        match lookup(KEYS, *key) {
            Some(Action::Back) => return Go::Back.into(),
            Some(Action::Down) => self.scroll = (self.scroll + 1).min(3 * self.missed.len() + 12),
            Some(Action::Up) => self.scroll = self.scroll.saturating_sub(1),
            None => {}
        }
        Next::stay()
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        let area = column(area, 92);
        Sheet::fitting(area, |width| self.sheet(width, look)).draw_from(
            self.scroll,
            frame,
            area,
            look,
            zones,
        );
    }

    fn keys(&self) -> Vec<Help> {
        keys::help(KEYS)
    }
}
