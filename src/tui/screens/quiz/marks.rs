//! The result of a quiz: percent, topics, time, and every question again.

mod summary;
mod view;

use std::time::Duration;

use ratatui::layout::Rect;

use super::drawing::Drawing;
use super::{History, Ready};
use crate::quiz::{Advice, Paper, Terms, Timing};
use crate::trainer::{Only, Past, QuizWish, Source};
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::keys::{Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::widgets::list::Step;

/// What the keys do.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::char('n'), Key::RIGHT, Key::ENTER], Action::Next, "one by one").hint(Hint::First),
    Binding::new(&[Key::char('w')], Action::Missed, "only the missed"),
    Binding::new(&[Key::char('p'), Key::LEFT], Action::Previous, "previous question").hint(Hint::Never),
    Binding::new(&[Key::char('t')], Action::Retry, "retry the missed"),
    Binding::new(&[Key::char('v')], Action::History, "all quizzes").hint(Hint::Never),
    Binding::new(&[Key::char('j'), Key::DOWN], Action::Scroll(Step::Down), "a line down").hint(Hint::Never),
    Binding::new(&[Key::char('k'), Key::UP], Action::Scroll(Step::Up), "a line up").hint(Hint::Never),
    Binding::new(&[Key::PAGE_DOWN, Key::char(' ')], Action::Scroll(Step::PageDown), "a page down")
        .hint(Hint::Never),
    Binding::new(&[Key::PAGE_UP], Action::Scroll(Step::PageUp), "a page up").hint(Hint::Never),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Back, "leave").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    Next,
    Missed,
    Previous,
    Retry,
    History,
    Scroll(Step),
    Back,
}

/// How long keys are taken for those of the quiz that the clock has ended.
const DEAF: Duration = Duration::from_millis(1200);

/// The screen.
#[derive(Debug)]
pub struct Marks {
    past: Past,
    /// What this paper and those before it say; `None` where no exam was sat.
    advice: Option<Advice>,
    /// The question that is shown; `None` for the summary.
    at: Option<usize>,
    /// Whether only what was missed is gone through.
    only_missed: bool,
    scroll: usize,
    /// Until when keys are not meant for this screen: they were pressed when the time was over.
    deaf: Duration,
    drawing: Drawing,
}

impl Marks {
    /// Shows what came of a quiz that has ended.
    pub fn new(past: Past) -> Self {
        Self {
            past,
            advice: None,
            at: None,
            only_missed: false,
            scroll: 0,
            deaf: Duration::ZERO,
            drawing: Drawing::default(),
        }
    }

    /// The same, deaf for a moment: the clock has just handed in what the learner was busy with, at `elapsed` since the
    /// program started.
    #[must_use]
    pub(super) fn at_zero(self, elapsed: Duration) -> Self {
        Self { deaf: elapsed + DEAF, ..self }
    }

    /// The places that are gone through.
    fn places(&self) -> Vec<usize> {
        if self.only_missed { self.past.report.missed() } else { (0..self.past.report.marks.len()).collect() }
    }

    /// To the next question, or the one before; beyond the ends to the summary.
    fn step(&mut self, forward: bool) {
        let places = self.places();
        let at = match (self.at, forward) {
            (None, true) => places.first(),
            (None, false) => places.last(),
            (Some(at), true) => places.iter().find(|&&place| place > at),
            (Some(at), false) => places.iter().rfind(|&&place| place < at),
        };
        self.at = at.copied();
        self.scroll = 0;
    }

    /// A quiz of what was missed: no clock, everything told at once, and no second word on memory the same day.
    fn retry(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let items = &self.past.sitting.paper().items;
        let keys: Vec<_> = self.past.report.missed().iter().map(|&at| items[at].key.clone()).collect();
        if keys.is_empty() {
            return ctx.say_only("Nothing was missed.");
        }
        let wish = QuizWish { source: Source::These(keys), only: Only::All, seed: None };
        self.drawing.begin(wish, ctx)
    }

    /// The paper of what was missed is drawn.
    fn drawn(&self, mut paper: Paper) -> Go {
        "retry".clone_into(&mut paper.form);
        paper.title = format!("Missed in {}", self.past.sitting.paper().title);
        let terms = Terms { practice: true, pausable: true, feeds: false, ..Terms::exam(Timing::None) };
        Go::Open(Box::new(Ready::new(paper, terms)))
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let page = usize::from(ctx.area.height).saturating_sub(2).max(1);
        match action {
            Action::Next => {
                if self.at.is_none() {
                    self.only_missed = false;
                }
                self.step(true);
            }
            Action::Previous => self.step(false),
            Action::Missed if self.past.report.missed().is_empty() => ctx.say("Nothing was missed."),
            Action::Missed => {
                if self.at.is_none() || !self.only_missed {
                    (self.only_missed, self.at) = (true, None);
                }
                self.step(true);
            }
            Action::Retry => return self.retry(ctx),
            Action::History => {
                let effects = self.drawing.cancel().into_iter().collect();
                return Next { go: Go::Open(Box::new(History::default())), effects };
            }
            Action::Scroll(step) => self.scroll_to(step.from(self.scroll, page), ctx.area, &ctx.pictures),
            Action::Back if self.drawing.is_on() => {
                return self.drawing.cancel().map_or_else(Next::stay, Next::from);
            }
            Action::Back if self.at.is_some() => {
                self.at = None;
                self.scroll = 0;
            }
            Action::Back => return Go::Back.into(),
        }
        Next::stay()
    }
}

impl Screen for Marks {
    fn title(&self) -> &'static str {
        "Result"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        self.drawing.hear(event);
        match event {
            Event::Shown => return Effect::Ask(Ask::Advice(Box::new(self.past.clone()))).into(),
            Event::Done(Done::Told(Told::Advice(advice))) => self.advice.clone_from(advice),
            Event::Done(Done::Drawn(drawn)) => match &**drawn {
                Ok(paper) => return self.drawn(paper.clone()).into(),
                Err(sentence) => ctx.say(sentence.clone()),
            },
            Event::Key(_) if ctx.elapsed < self.deaf => ctx.say("The time is over."),
            Event::Key(key) => {
                return lookup(KEYS, *key).map_or_else(Next::stay, |action| self.act(action, ctx));
            }
            Event::Failed(sentence) => ctx.say(sentence.clone()),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.draw(area, canvas);
    }

    fn underway(&self) -> Option<&str> {
        self.drawing.words()
    }

    fn keys(&self) -> Vec<Help> {
        let has_missed = !self.past.report.missed().is_empty();
        let mut lines = Vec::new();
        for binding in KEYS {
            let mut entry = binding.help();
            match binding.action {
                Action::Missed | Action::Retry if !has_missed => continue,
                Action::Next if self.at.is_some() => entry.label = "next".into(),
                Action::Previous if self.at.is_some() => entry.hint = Hint::Room,
                Action::Missed if self.at.is_some() => entry.hint = Hint::Never,
                Action::Back if self.at.is_some() => entry.label = "to the summary".into(),
                _ => {}
            }
            lines.push(entry);
        }
        lines
    }
}
