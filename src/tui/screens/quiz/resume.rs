//! A quiz that has not ended is found: go on, hand it in, or throw it away.

use std::time::Duration;

use ratatui::layout::Rect;

use super::{Sit, aside};
use crate::clock::Moment;
use crate::quiz::End;
use crate::trainer::Waiting;
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::keys::{Binding, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::widgets::page::Paged;
use crate::tui::widgets::{Page, Sheet, bar, panel};
use crate::words;

/// What the keys do.
pub(in super::super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER, Key::char('g')], Action::GoOn, "go on").hint(Hint::First),
    Binding::new(&[Key::char('h')], Action::HandIn, "hand in as it is"),
    Binding::new(&[Key::char('x')], Action::Discard, "throw away"),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Back, "later").hint(Hint::First),
];

/// See [`KEYS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Action {
    GoOn,
    HandIn,
    Discard,
    Back,
}

/// The screen.
#[derive(Debug)]
pub struct Resume {
    waiting: Waiting,
    /// What the next press of the same key does without asking again.
    asked: Option<Action>,
    /// What is done as soon as the log has told where the quiz stands now.
    wanted: Option<Action>,
    /// Whether it has ended, and only its result is still to come.
    is_over: bool,
    page: Page,
}

impl Resume {
    /// Offers what can be done with `waiting`. Where its time ran out meanwhile, it is handed in.
    pub fn new(waiting: Waiting) -> Self {
        Self { waiting, asked: None, wanted: None, is_over: false, page: Page::default() }
    }

    /// Where the quiz stands now, in a sentence.
    pub(in super::super) fn standing(waiting: &Waiting) -> String {
        let (sitting, used) = (&waiting.sitting, waiting.used);
        let answered = format!("{} of {} answered", sitting.answered(), sitting.entries().len());
        match sitting.left(used) {
            _ if waiting.is_over() => format!("{answered}, and its time has run out"),
            Some(left) => format!("{answered}, {} left", words::countdown(left)),
            None => format!("{answered}, {} used", words::clock(used)),
        }
    }

    fn end(&self, end: End) -> Next {
        Effect::HandIn(self.waiting.id, self.waiting.used, end).into()
    }

    /// Asks anew: the clock may have run on meanwhile.
    fn ask(&mut self, wanted: Option<Action>) -> Next {
        self.wanted = wanted;
        Effect::Ask(Ask::WaitingQuiz).into()
    }

    /// Takes in where the quiz stands now, and does what was wanted.
    fn told(&mut self, waiting: Option<&Waiting>, ctx: &mut Ctx<'_>) -> Next {
        let Some(waiting) = waiting.filter(|waiting| waiting.id == self.waiting.id) else {
            ctx.say("The quiz was ended from another window.");
            self.is_over = true;
            return Effect::Ask(Ask::Quiz(self.waiting.id)).into();
        };
        self.waiting = waiting.clone();
        match self.wanted.take() {
            Some(action) => self.act(action, ctx),
            None if self.waiting.is_over() => {
                ctx.say("The time ran out, so the quiz was handed in as it was.");
                self.end(End::TimeOver)
            }
            None => Next::stay(),
        }
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let asked = self.asked.replace(action) == Some(action);
        match action {
            _ if self.waiting.is_over() => self.end(End::TimeOver),
            Action::GoOn => {
                let Waiting { id, used, sitting, .. } = self.waiting.clone();
                Go::Replace(Box::new(Sit::new(id, sitting, used, ctx.elapsed))).into()
            }
            Action::HandIn if asked => self.end(End::HandedIn),
            Action::Discard if asked => self.end(End::Discarded),
            Action::HandIn => {
                let lacks = words::unanswered(&self.waiting.sitting);
                let lacks = lacks.unwrap_or_else(|| "Every question is answered".to_owned());
                let key = ctx.keys.here('h');
                ctx.say_only(format!("{lacks}. Press {key} again to hand in."))
            }
            _ => {
                let key = ctx.keys.here('x');
                ctx.say_only(format!(
                    "Its answers would be lost and count for nothing. Press {key} again to throw it away."
                ))
            }
        }
    }
}

impl Paged for Resume {
    fn text(&self, width: u16, _: Rect, look: &Look) -> Sheet {
        let (mut sheet, theme) = (Sheet::default(), &look.theme);
        let (sitting, paper) = (&self.waiting.sitting, self.waiting.sitting.paper());
        sheet.push(panel::heading("A quiz waits for you", &paper.form, width, look));
        sheet.push(bar::bar(sitting.answered(), sitting.entries().len(), width, look));
        sheet.say(&format!("{}.", Self::standing(&self.waiting)), width, theme.accent);
        sheet.say(&paper.title, width, theme.text);
        let away = words::minutes(self.waiting.away);
        let words = match (sitting.terms().runs_on(), sitting.left(self.waiting.used)) {
            (true, _) => format!("You were away for {away}, and the clock kept running, as in an exam."),
            (false, Some(_)) => format!("You were away for {away}. The clock was stopped."),
            (false, None) => format!("You were away for {away}. There is no clock."),
        };
        sheet.say(&words, width, theme.dim);
        sheet
    }

    fn aside(&self, width: u16, _: Rect, look: &Look) -> Option<Sheet> {
        Some(aside::sitting(&self.waiting.sitting, width, look))
    }
}

impl Screen for Resume {
    fn title(&self) -> &'static str {
        "A quiz waits"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown if self.waiting.is_over() => {
                ctx.say("The time ran out while you were away, so the quiz was handed in as it was.");
                return self.end(End::TimeOver);
            }
            Event::Tick => return self.ask(None),
            Event::Key(key) => match lookup(KEYS, *key) {
                Some(Action::Back) => return Go::Back.into(),
                Some(action) => return self.ask(Some(action)),
                None => {
                    self.page = self.page.after(*key, ctx.area, self);
                }
            },
            Event::Done(Done::Told(Told::WaitingQuiz(waiting))) => return self.told(waiting.as_deref(), ctx),
            Event::Done(Done::HandedIn(id, _)) => {
                self.is_over = true;
                return Effect::Ask(Ask::Quiz(*id)).into();
            }
            Event::Done(Done::Told(Told::Quiz(_, past))) => {
                return super::result(past.as_deref(), false, ctx).into();
            }
            Event::Done(Done::Untold(sentence)) if self.is_over => {
                return super::no_result(sentence, ctx).into();
            }
            Event::Failed(sentence) => ctx.say(format!("Not stored yet. {sentence}")),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.page.draw(self, area, canvas);
    }

    fn wake_after(&self, _: Moment) -> Option<Duration> {
        let is_running = self.waiting.sitting.terms().runs_on() && !self.waiting.is_over();
        is_running.then_some(Duration::from_secs(1))
    }
}
