//! Study: one question at a time, its answer, the solution, the rating.

mod keys;
mod side;
mod view;

use keys::RETRY;
pub(super) use keys::{Action, KEYS, RATINGS, Rate};

use jiff::Timestamp;
use jiff::tz::Offset;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::Done;
use crate::card::Answer;
use crate::schedule::{Buttons, Decision, Mode, Outcome, Rating, Review};
use crate::study::{Asked, Change, Phase, Session};
use crate::trainer::Trainer;
use crate::tui::event::{Code, Event, Key};
use crate::tui::keys::{Help, help, lookup};
use crate::tui::screen::{Ctx, Done as Performed, Effect, Go, Next, Screen};
use crate::tui::theme::Look;
use crate::tui::widgets::answer::{self, Answering, Outcome as Pressed};
use crate::tui::zones::Zones;

/// A change that is being stored, or could not be.
#[derive(Debug)]
struct Pending {
    effect: Effect,
    /// Why it could not be stored.
    trouble: Option<String>,
}

/// The screen.
#[derive(Debug)]
pub struct Study {
    session: Session,
    buttons: Buttons,
    started: Timestamp,
    now: Timestamp,
    offset: Offset,
    /// The way of answering what is asked, and for which asking it was made.
    widget: Option<(Asked, Box<dyn Answering>)>,
    outcomes: Option<[Outcome; 4]>,
    suggested: Option<Rating>,
    pending: Option<Pending>,
    /// How far the learner scrolled the text; `None` follows what matters.
    scroll: Option<usize>,
    side: side::Side,
    leech: Option<String>,
}

impl Study {
    /// Studies with `session`, which has not asked anything yet.
    pub fn new(session: Session, trainer: &Trainer, now: Timestamp) -> Self {
        Self {
            session,
            buttons: trainer.config.buttons,
            started: now,
            now,
            offset: trainer.days().offset(now),
            widget: None,
            outcomes: None,
            suggested: None,
            pending: None,
            scroll: None,
            side: side::Side::default(),
            leech: None,
        }
    }

    /// Whether the shown question has been answered.
    fn is_answered(&self) -> bool {
        self.session.asked().is_some_and(|asked| asked.phase != Phase::Asking)
    }

    fn trouble(&self) -> Option<&str> {
        self.pending.as_ref().and_then(|pending| pending.trouble.as_deref())
    }

    /// Goes on to the next question, or to the end, and brings what is drawn up to date.
    fn go_on(&mut self, ctx: &mut Ctx<'_>) -> Next {
        self.session.advance(ctx.now, ctx.rng);
        self.refresh(ctx.world.trainer());
        if self.session.asked().is_some() {
            return Next::stay();
        }
        let done = Done::new(&self.session, self.started, ctx.now, ctx.world.trainer());
        Go::Replace(Box::new(done)).into()
    }

    /// Makes everything drawn fit the session.
    fn refresh(&mut self, trainer: &Trainer) {
        let asked = self.session.asked();
        let is_shown = |(shown, _): &(Asked, _)| {
            asked.is_some_and(|asked| {
                (asked.item, &asked.posed, asked.since) == (shown.item, &shown.posed, shown.since)
            })
        };
        if !self.widget.as_ref().is_some_and(is_shown) {
            self.widget = asked.map(|asked| (asked.clone(), answer::for_input(&asked.posed.input)));
            self.scroll = None;
        }
        self.suggested = self.session.suggested(self.buttons);
        self.outcomes = if self.is_answered() {
            self.session.outcomes(trainer.model(), self.now, self.offset)
        } else {
            None
        };
        self.side = side::Side::of(&self.session, trainer, self.now);
    }

    fn store(&mut self, effect: Effect) -> Next {
        self.pending = Some(Pending { effect: effect.clone(), trouble: None });
        effect.into()
    }

    fn rate(&mut self, rating: Rating, ctx: &mut Ctx<'_>) -> Next {
        let trainer = ctx.world.trainer();
        let stamp = trainer.stamp(ctx.now);
        let Some(review) = self.session.rate(rating, stamp, trainer.model()) else { return Next::stay() };
        self.leech = self.session.leech(trainer.model()).map(|item| item.question.prompt.plain());
        self.store(Effect::Record(review))
    }

    fn submit(&mut self, answer: Option<Answer>, ctx: &mut Ctx<'_>) {
        self.session.answer(answer, ctx.now);
        self.scroll = None;
        self.refresh(ctx.world.trainer());
    }

    fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        match action {
            Action::Hint if self.is_answered() => {}
            Action::Hint if self.session.hint() => self.refresh(ctx.world.trainer()),
            Action::Hint => ctx.say("This card has no hint."),
            Action::GiveUp if !self.is_answered() => self.submit(None, ctx),
            Action::GiveUp => {}
            Action::Overrule => {
                self.session.overrule();
                self.refresh(ctx.world.trainer());
            }
            Action::Undo => return self.undo(ctx),
            Action::Redo => match self.session.redo() {
                Some(change) => return self.store(done_again(change)),
                None => ctx.say("There is nothing to do again."),
            },
            Action::Edit => return self.edit(ctx),
            Action::Bury => {
                let tomorrow = ctx.world.trainer().today(ctx.now).tomorrow().ok();
                return self.set_aside(
                    Decision::Bury(tomorrow),
                    "Buried until tomorrow; `u` takes it back.",
                    ctx,
                );
            }
            Action::Suspend => {
                return self.set_aside(Decision::Suspend(true), "Suspended; `u` takes it back.", ctx);
            }
            Action::Flag => {
                if let Some((key, decision)) = self.session.flag() {
                    ctx.say(if decision == Decision::Flag(true) { "Marked." } else { "The mark is off." });
                    return Effect::Decide(key, decision).into();
                }
            }
            Action::Down => {
                self.scroll = Some(self.scroll.unwrap_or(0) + usize::from(ctx.area.height / 2).max(1))
            }
            Action::Up => {
                self.scroll =
                    Some(self.scroll.unwrap_or(0).saturating_sub(usize::from(ctx.area.height / 2).max(1)))
            }
            Action::Leave if self.session.given().is_empty() => return Go::Back.into(),
            Action::Leave => {
                let done = Done::new(&self.session, self.started, ctx.now, ctx.world.trainer());
                return Go::Replace(Box::new(done)).into();
            }
        }
        Next::stay()
    }

    fn undo(&mut self, ctx: &mut Ctx<'_>) -> Next {
        self.leech = None;
        match self.session.undo() {
            Some(Change::Review(review)) => self.store(Effect::Retract(review)),
            Some(Change::Decide { key, before, .. }) => self.store(Effect::Decide(key, before)),
            None if ctx.world.trainer().store().is_empty().unwrap_or(true) => {
                ctx.say("There is nothing to take back.");
                Next::stay()
            }
            None => self.store(Effect::TakeBackLast),
        }
    }

    fn set_aside(&mut self, decision: Decision, said: &str, ctx: &mut Ctx<'_>) -> Next {
        let Some((key, decision)) = self.session.set_aside(decision) else { return Next::stay() };
        ctx.say(said);
        self.store(Effect::Decide(key, decision))
    }

    fn edit(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let library = &ctx.world.trainer().library;
        let place = self
            .session
            .item()
            .and_then(|item| library.deck(item.question.key.deck())?.place(&item.question));
        match place {
            Some((path, line)) => Effect::Edit(path, line).into(),
            None => {
                ctx.say("This card is built in. Copy its deck to your own decks to change it.");
                Next::stay()
            }
        }
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if self.trouble().is_some() {
            return self.key_in_trouble(key, ctx);
        }
        self.leech = None;
        if self.is_answered() {
            return match lookup(RATINGS, key) {
                Some(Rate::Suggested) => {
                    self.suggested.map_or_else(Next::stay, |rating| self.rate(rating, ctx))
                }
                Some(Rate::As(rating)) if self.buttons.ratings().contains(&rating) => self.rate(rating, ctx),
                Some(Rate::As(Rating::Hard)) => self.rate(Rating::Good, ctx),
                Some(Rate::As(_)) => Next::stay(),
                None => lookup(KEYS, key).map_or_else(Next::stay, |action| self.act(action, ctx)),
            };
        }
        if let Some((_, widget)) = &mut self.widget {
            match widget.key(key) {
                Pressed::Ignored => {}
                Pressed::Changed => {
                    self.scroll = None;
                    return Next::stay();
                }
                Pressed::Done(answer) => {
                    self.submit(Some(answer), ctx);
                    return Next::stay();
                }
            }
        }
        lookup(KEYS, key).map_or_else(Next::stay, |action| self.act(action, ctx))
    }

    /// While something could not be stored there is only one thing to do.
    fn key_in_trouble(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if matches!(key.code, Code::Char('r' | ' ') | Code::Enter) {
            let Some(pending) = &mut self.pending else { return Next::stay() };
            pending.trouble = None;
            return pending.effect.clone().into();
        }
        ctx.say("Nothing is lost: free the disk or mend the folder, then press r. Ctrl+c leaves without it.");
        Next::stay()
    }

    fn performed(&mut self, done: &Performed, ctx: &mut Ctx<'_>) -> Next {
        match done {
            Performed::TakenBack(None) => {
                self.pending = None;
                ctx.say("There is nothing to take back.");
                Next::stay()
            }
            Performed::TakenBack(Some(review)) => {
                self.pending = None;
                self.ask_again(review, ctx);
                Next::stay()
            }
            Performed::Edited(_) => Effect::Reload.into(),
            Performed::Reloaded => {
                let trainer = ctx.world.trainer();
                let find = |key: &_| trainer.library.question(trainer.present_name(key)).cloned();
                self.session.reload(find, ctx.rng);
                match trainer.library.errors() {
                    0 => ctx.say("The decks are read anew."),
                    errors => ctx.say(format!(
                        "The decks are read anew; {errors} cards cannot be used: see `examdrill check`."
                    )),
                }
                self.go_on(ctx)
            }
            Performed::Decided(_) if self.pending.is_none() => {
                self.refresh(ctx.world.trainer());
                Next::stay()
            }
            _ => {
                self.pending = None;
                self.go_on(ctx)
            }
        }
    }

    /// Shows the question of a review that was taken back from an earlier session.
    fn ask_again(&mut self, review: &Review, ctx: &mut Ctx<'_>) {
        let trainer = ctx.world.trainer();
        if let Some(item) = trainer.item(&review.key) {
            ctx.say(format!("Taken back: {}, rated {}.", item.question.prompt.plain(), review.rating.name()));
            self.session.ask_first(item, ctx.now, ctx.rng);
            self.refresh(trainer);
        }
    }
}

impl Screen for Study {
    fn title(&self) -> &'static str {
        "Study"
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        self.now = ctx.now;
        match event {
            Event::Shown if self.session.asked().is_none() && self.pending.is_none() => self.go_on(ctx),
            Event::Key(key) => self.key(*key, ctx),
            Event::Paste(text) if !self.is_answered() => {
                if let Some((_, widget)) = &mut self.widget {
                    let _ = widget.paste(text);
                }
                Next::stay()
            }
            Event::Done(done) => self.performed(done, ctx),
            Event::Failed(sentence) => {
                if let Some(pending) = &mut self.pending {
                    pending.trouble = Some(sentence.clone());
                } else {
                    ctx.say(sentence.clone());
                }
                Next::stay()
            }
            _ => Next::stay(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look, zones: &mut Zones) {
        self.draw(frame, area, look, zones);
    }

    fn keys(&self) -> Vec<Help> {
        if self.trouble().is_some() {
            return vec![RETRY];
        }
        let mut lines = Vec::new();
        if self.is_answered() {
            lines.extend(help(RATINGS));
        } else if let Some((_, widget)) = &self.widget {
            lines.extend(widget.keys().iter().map(|(keys, label)| Help::written(keys, label)));
        }
        let typing = self.is_typing();
        let useful = |action: Action| match action {
            Action::Hint => {
                !self.is_answered() && self.session.item().is_some_and(|i| i.question.notes.hint.is_some())
            }
            Action::GiveUp => !self.is_answered(),
            Action::Overrule => self.is_answered(),
            _ => true,
        };
        for binding in KEYS.iter().filter(|binding| useful(binding.action)) {
            let mut entry = binding.help();
            if typing {
                // A letter would be typed into the answer.
                let keys: Vec<Key> =
                    binding.keys.iter().copied().filter(|key| key.typed().is_none()).collect();
                entry.keys = keys.into();
            }
            if !entry.keys.is_empty() {
                lines.push(entry);
            }
        }
        lines
    }

    fn is_typing(&self) -> bool {
        self.trouble().is_none()
            && !self.is_answered()
            && self.widget.as_ref().is_some_and(|(_, widget)| widget.types())
    }

    fn unsaved(&self) -> Option<String> {
        self.trouble().map(|_| "The last change is not stored yet.".to_owned())
    }
}

/// What stores a change that was taken back and is done again.
fn done_again(change: Change) -> Effect {
    match change {
        Change::Review(review) => Effect::Restore(review),
        Change::Decide { key, now, .. } => Effect::Decide(key, now),
    }
}

/// The word for a mode above the questions; a drill needs none.
fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Drill => "",
        Mode::Ahead => "ahead",
        Mode::Cram => "cram",
        Mode::Quiz => "quiz",
    }
}
