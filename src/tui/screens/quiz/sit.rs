//! A quiz being sat: one question at a time in any order, a map of all, a review before handing in, and the clock.
//!
//! Whatever is given is stored at once. While something cannot be stored the sitting goes on, what waits is kept in
//! order, and storing is tried again.

mod act;
mod keys;
mod review;
mod view;

pub(in super::super) use keys::{GONE, KEYS, REVIEW};
pub(super) use view::{progress_sign, solution};

use std::collections::VecDeque;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ratatui::layout::Rect;

use crate::card::answers::Choose;
use crate::card::{Input, Posed, Text};
use crate::clock::Moment;
use crate::quiz::{Act, End, Item, News, Running, Sitting, SittingId};
use crate::tui::ask::{Ask, Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::keys::Help;
use crate::tui::screen::{Ctx, Done, Effect, Next, Screen, Spot};
use crate::tui::widgets::Cursor;
use crate::tui::widgets::answer::AnswerField;

/// How long what the clock has to tell stays in sight.
const TOLD: Duration = Duration::from_secs(20);
/// The time of day may go so much faster or slower before that is a jump.
const JUMP: SignedDuration = SignedDuration::from_secs(5);
/// How soon storing is tried again by itself.
const RETRY: Duration = Duration::from_secs(5);

/// The screen.
#[derive(Debug)]
pub struct Sit {
    id: SittingId,
    running: Running,
    /// The way of answering the item before the learner.
    widget: AnswerField,
    /// The cursor of the review page, while that is shown.
    review: Option<Cursor>,
    /// Since the program started, as of the last event.
    at: Duration,
    /// The time of day by then.
    day: Option<Timestamp>,
    /// What the clock had to tell, and when.
    news: Option<(News, Duration)>,
    /// What has to be stored yet, in order.
    waiting: VecDeque<Effect>,
    /// Whether the first of them is on its way.
    is_sent: bool,
    /// Why it could not be stored, and when.
    trouble: Option<(String, Duration)>,
    /// Whether the learner was asked whether to hand in, or to leave, and has only to say so once more.
    asked: Option<Asked>,
    /// Set while the quiz is found to be gone from the log.
    gone: Option<Gone>,
    /// Set once the quiz has ended and its result is still to come: whether the clock has ended it this moment.
    ended: Option<bool>,
    has_clock: bool,
    /// The row at the top, where the learner scrolled; `None` follows what is being answered.
    scroll: Option<usize>,
}

/// A quiz that is gone from the log, and how it was to end, if it was being handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gone {
    end: Option<End>,
}

/// What the next press of the same key does without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    HandIn,
    Leave,
}

impl Sit {
    /// Sits the stored `sitting`, `used` into its time. The clock runs from `elapsed`, the time since the program
    /// started, on.
    pub fn new(id: SittingId, sitting: Sitting, used: Duration, elapsed: Duration) -> Self {
        let running = Running::new(sitting, used, elapsed);
        let mut screen = Self {
            id,
            widget: widget(&running),
            running,
            review: None,
            at: elapsed,
            day: None,
            news: None,
            waiting: VecDeque::new(),
            is_sent: false,
            trouble: None,
            asked: None,
            gone: None,
            ended: None,
            has_clock: true,
            scroll: Some(0),
        };
        if used > Duration::ZERO {
            let resumed = screen.running.take(Act::Resume, elapsed);
            screen.waiting.push_back(Effect::Step(id, resumed));
        }
        screen
    }

    const fn sitting(&self) -> &Sitting {
        self.running.sitting()
    }

    fn item(&self) -> Option<&Item> {
        self.sitting().paper().items.get(self.sitting().at())
    }

    /// Whether the solution of the item before the learner is shown.
    fn is_told(&self) -> bool {
        self.sitting().entries().get(self.sitting().at()).is_some_and(|entry| entry.told)
    }

    /// Whether it was handed in, if only not stored yet.
    fn is_handed_in(&self) -> bool {
        self.ended.is_some() || self.waiting.iter().any(|effect| matches!(effect, Effect::HandIn(..)))
    }

    /// Does something: the step is stored after those that wait.
    fn take(&mut self, act: Act) -> Next {
        let step = self.running.take(act, self.at);
        self.store(Effect::Step(self.id, step))
    }

    fn store(&mut self, effect: Effect) -> Next {
        self.waiting.push_back(effect);
        self.send()
    }

    /// Stores the first of what waits. Its coming back sends the next.
    fn send(&mut self) -> Next {
        match self.waiting.front().filter(|_| !self.is_sent) {
            Some(effect) => {
                self.is_sent = true;
                effect.clone().into()
            }
            None => Next::stay(),
        }
    }

    fn hand_in(&mut self, end: End) -> Next {
        if self.is_handed_in() {
            return Next::stay();
        }
        self.review = None;
        self.store(Effect::HandIn(self.id, self.running.used(self.at), end))
    }

    /// What follows from time alone.
    fn tick(&mut self, ctx: &mut Ctx<'_>) -> Next {
        if let Some((_, since)) = self.trouble
            && self.at.saturating_sub(since) >= RETRY
        {
            return self.send();
        }
        if self.is_handed_in() {
            return Next::stay();
        }
        if self.running.is_over(self.at) {
            return self.hand_in(End::TimeOver);
        }
        if let Some(news) = self.running.news(self.at) {
            self.news = Some((news, self.at));
        }
        if self.is_late() && self.review.is_none() {
            return self.leave_late(ctx);
        }
        if self.running.is_beat_due(self.at) { self.take(Act::Beat) } else { Next::stay() }
    }

    /// Whether the own time of the item before the learner is over.
    fn is_late(&self) -> bool {
        self.running.left(self.at).is_some_and(|left| left.is_zero()) && !self.is_told()
    }

    fn ask_result(&mut self, id: SittingId, at_zero: bool) -> Next {
        self.ended = Some(at_zero);
        Effect::Ask(Ask::Quiz(id)).into()
    }

    fn performed(&mut self, done: &Done, ctx: &mut Ctx<'_>) -> Next {
        if let Some(at_zero) = self.ended {
            return match done {
                Done::Told(Told::Quiz(_, past)) => super::result(past.as_deref(), at_zero, ctx).into(),
                Done::Untold(sentence) => super::no_result(sentence, ctx).into(),
                _ => Next::stay(),
            };
        }
        let end = self.waiting.iter().find_map(|effect| match effect {
            Effect::HandIn(_, _, end) => Some(*end),
            _ => None,
        });
        self.waiting.pop_front();
        (self.is_sent, self.trouble) = (false, None);
        match done {
            Done::HandedIn(id, step) => {
                self.running.follow(step, self.at);
                self.ask_result(*id, matches!(step.act, Act::HandIn(End::TimeOver, _)))
            }
            Done::Gone => {
                self.gone = Some(Gone { end });
                // All of them are in the sitting, which is stored anew as a whole or not at all.
                self.waiting.clear();
                Next::stay()
            }
            Done::Begun(id) if self.gone.is_some() => {
                self.id = *id;
                ctx.say("The quiz is stored anew, with everything you did in it.");
                match self.gone.take().and_then(|gone| gone.end) {
                    Some(end) => self.hand_in(end),
                    None => Next::stay(),
                }
            }
            Done::Over(id) => {
                ctx.say("The quiz was handed in from another window.");
                self.ask_result(*id, false)
            }
            _ => self.send(),
        }
    }
}

/// The widget for the item before the learner, with what was given before.
fn widget(running: &Running) -> AnswerField {
    let sitting = running.sitting();
    let mut widget = sitting.paper().items.get(sitting.at()).map_or_else(
        || {
            let input = Input::Choose(Choose { options: Vec::new(), many: false });
            AnswerField::new(&Posed { prompt: Text::default(), input, explain: None, hint: None })
        },
        |item| AnswerField::new(&item.posed),
    );
    widget.keep(sitting.entries().get(sitting.at()).and_then(|entry| entry.answer.as_ref()));
    widget
}

impl Screen for Sit {
    fn title(&self) -> &'static str {
        match () {
            () if self.gone.is_some() => "A quiz that is gone from the log",
            () if self.review.is_some() => "Review",
            () => "Quiz",
        }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        let has_jumped = self.has_jumped(ctx);
        (self.at, self.day) = (ctx.elapsed, Some(ctx.now));
        match event {
            Event::Shown => return self.send(),
            Event::Done(done) => return self.performed(done, ctx),
            Event::Failed(sentence) => {
                (self.is_sent, self.trouble) = (false, Some((sentence.clone(), self.at)));
            }
            // Whatever is done now would go into nothing.
            Event::Tick | Event::Paste(_) if self.gone.is_some() => {}
            Event::Key(key) if self.gone.is_some() => return self.key(*key, ctx),
            // What comes after the end of the time is too late.
            _ if self.running.is_over(self.at) && !self.is_handed_in() => return self.hand_in(End::TimeOver),
            // Stored at once: what is between two runs is told from the time of day.
            Event::Tick if has_jumped && !self.is_handed_in() => return self.take(Act::Beat),
            Event::Tick => return self.tick(ctx),
            Event::Key(key) => return self.key(*key, ctx),
            Event::Paste(text) => return self.paste(text),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        match self.review.filter(|_| self.gone.is_none()) {
            Some(cursor) => self.draw_review(cursor, area, canvas),
            None => self.draw(area, canvas),
        }
    }

    fn keys(&self) -> Vec<Help> {
        self.help()
    }

    fn spot(&self) -> Spot {
        (self.sitting().at(), usize::from(self.review.is_some()))
    }

    fn wake_after(&self, at: Moment) -> Option<Duration> {
        let second = Duration::from_secs(1);
        if self.trouble.is_some() {
            return Some(second);
        }
        if self.gone.is_some() || self.is_handed_in() || self.sitting().is_paused() {
            return None;
        }
        // The clock shows whole seconds: it wakes when the next one is over, and once more when all are.
        let used = self.running.used(at.elapsed);
        let tick = self.running.left(at.elapsed).map_or(used.subsec_nanos(), |left| left.subsec_nanos());
        let to_next = match self.running.left(at.elapsed) {
            Some(_) => Duration::from_nanos(u64::from(tick)),
            None => second.saturating_sub(Duration::from_nanos(u64::from(tick))),
        };
        Some(if to_next.is_zero() { second } else { to_next })
    }

    fn is_typing(&self) -> bool {
        self.gone.is_none() && self.review.is_none() && !self.is_told() && self.widget.types()
    }

    fn is_asking(&self) -> bool {
        let is_open = !(self.is_told() || self.is_handed_in() || self.sitting().is_paused());
        self.gone.is_none() && self.review.is_none() && is_open && !self.widget.types()
    }

    fn unsaved(&self) -> Option<String> {
        if self.gone.is_some() {
            return Some("Your answers of this quiz are not stored.".to_owned());
        }
        if !self.waiting.is_empty() {
            return Some("Your last answers are not stored yet.".to_owned());
        }
        self.sitting()
            .terms()
            .runs_on()
            .then(|| "The clock of the quiz runs on while you are away.".to_owned())
    }
}

impl Sit {
    /// Whether the time of day went another way than the time: the machine slept, or someone set the clock.
    fn has_jumped(&self, ctx: &Ctx<'_>) -> bool {
        let passed = ctx.elapsed.saturating_sub(self.at);
        self.day.is_some_and(|day| {
            let by_day = ctx.now.duration_since(day);
            (by_day - SignedDuration::try_from(passed).unwrap_or_default()).abs() > JUMP
        })
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if self.gone.is_some() {
            return self.key_when_gone(key);
        }
        if self.is_handed_in() {
            return self.send();
        }
        if self.sitting().is_paused() {
            return self.take(Act::Resume);
        }
        let asked = self.asked.take();
        match self.review {
            Some(cursor) => self.key_in_review(key, cursor, asked, ctx),
            None => self.key_on_item(key, asked, ctx),
        }
    }
}
