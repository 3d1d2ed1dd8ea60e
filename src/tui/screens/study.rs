//! Study: one question at a time, its answer, the solution, the rating; at the end, how it went.

mod act;
mod foot;
mod keys;
mod side;
mod view;

pub(super) use keys::{Action, KEYS, RATINGS, Rate};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use ratatui::layout::Rect;

use super::copying::Offer;
use super::done::{Action as After, Done, Wish};
use super::taking_back::TakingBack;
use super::text_is_kept;
use crate::schedule::{Buttons, Outcome, Rating};
use crate::study::{Asked, Phase, Session};
use crate::trainer::View;
use crate::tui::ask::Ask;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Event, Key};
use crate::tui::jobs::Job;
use crate::tui::keys::{Help, lookup};
use crate::tui::screen::{Ctx, Effect, Go, Next, Screen, Spot};
use crate::tui::widgets::answer::{AnswerField, Outcome as Pressed};

/// A change that is being stored, or could not be.
#[derive(Debug)]
struct Pending {
    effect: Effect,
    /// Why it could not be stored.
    trouble: Option<String>,
}

/// What is told when the question before the learner is asked no more.
const RATED_ELSEWHERE: &str = "That question was rated in another window meanwhile. Here is the next.";

/// The screen.
#[derive(Debug)]
pub struct Study {
    session: Session,
    buttons: Buttons,
    started: Timestamp,
    now: Timestamp,
    today: Date,
    offset: Offset,
    /// The way of answering what is asked, and for which asking it was made.
    widget: Option<(Asked, AnswerField)>,
    outcomes: Option<[Outcome; 4]>,
    suggested: Option<Rating>,
    pending: Option<Pending>,
    /// How far the learner scrolled the text; `None` follows what matters.
    scroll: Option<usize>,
    side: side::Side,
    leech: Option<String>,
    /// Why the question is asked now, from the key that asks until the next one.
    why: Option<String>,
    offer: Offer,
    /// What the learner was asked about, whether to do it: the same key says yes.
    asked_about: Option<Action>,
    /// What is to be said of the card that was set aside, once the next question is there.
    aside: Option<&'static str>,
    /// How it went, once nothing is left or the learner stopped. The session stays, so that undo still works.
    finished: Option<Done>,
    /// How many more new questions the learner wants, none for what today still has; `None` while nothing is wanted.
    more: Option<usize>,
    /// What the log has to be asked for.
    asks: Vec<Ask>,
    /// Whether it tells the notices, since Today was not there to do it.
    tells: bool,
    /// How many of the notices were told, here or there.
    told: usize,
    /// How many of the cards that were added meanwhile the session has.
    taken: usize,
    /// Whether the log, or what it folds to, has changed in a way that the session has not taken in yet.
    behind: bool,
    /// The reviews of earlier sessions that were taken back here.
    taking_back: TakingBack,
    /// What is told of one of them that counts again.
    gives_back: Option<String>,
    /// Whether the question has just been changed for another, so that the next key was meant for the one before.
    replaced: bool,
}

impl Study {
    /// Studies with `session`, which has not asked anything yet.
    pub fn new(session: Session, view: &View, now: Timestamp) -> Self {
        Self {
            session,
            buttons: view.config.buttons,
            started: now,
            now,
            today: view.today(now),
            offset: view.days().offset(now),
            widget: None,
            outcomes: None,
            suggested: None,
            pending: None,
            scroll: None,
            side: side::Side::default(),
            leech: None,
            why: None,
            offer: Offer::default(),
            asked_about: None,
            aside: None,
            finished: None,
            more: None,
            asks: Vec::new(),
            tells: false,
            told: 0,
            taken: view.added.len(),
            behind: false,
            replaced: false,
            taking_back: TakingBack::default(),
            gives_back: None,
        }
    }

    /// The same screen as the first one of the program.
    #[must_use]
    pub fn telling(self) -> Self {
        Self { tells: true, ..self }
    }

    /// Whether the shown question has been answered.
    fn is_answered(&self) -> bool {
        self.session.asked().is_some_and(|asked| asked.phase != Phase::Asking)
    }

    /// The way of answering, while it has the keys.
    fn answering(&self) -> Option<&AnswerField> {
        let is_over = self.trouble().is_some() || self.finished.is_some() || self.is_answered();
        self.widget.as_ref().filter(|_| !is_over).map(|(_, widget)| widget)
    }

    fn trouble(&self) -> Option<&str> {
        self.pending.as_ref().and_then(|pending| pending.trouble.as_deref())
    }

    /// Takes in what another window stored, as soon as nothing of this one is still to be stored.
    fn catch_up(&mut self, ctx: &mut Ctx<'_>) {
        if !self.behind || self.pending.is_some() {
            return;
        }
        self.behind = false;
        let view = ctx.view;
        self.replaced = self.session.catch_up(|key| view.current(view.present_name(key), ctx.now));
        if let Some(given_back) = self.gives_back.take() {
            self.replaced = false;
            ctx.say(given_back);
            self.go_on(ctx);
        } else if self.replaced && self.finished.is_none() {
            ctx.say(RATED_ELSEWHERE);
            self.go_on(ctx);
        } else {
            self.refresh(view);
        }
    }

    /// Goes on to the next question, or to the end, and brings what is drawn up to date.
    fn go_on(&mut self, ctx: &mut Ctx<'_>) {
        self.session.advance(ctx.now, ctx.rng);
        self.refresh(ctx.view);
        if self.session.asked().is_none() {
            self.finish(ctx);
        }
    }

    /// Tells the notices, unless Today did.
    fn tell(&mut self, ctx: &mut Ctx<'_>) {
        self.told = ctx.view.notices.len();
        let words = ctx.view.greeting().join(" ");
        if self.tells && !words.is_empty() {
            ctx.say(words);
        }
    }

    /// Shows how it went.
    fn finish(&mut self, ctx: &Ctx<'_>) {
        self.finished = Some(Done::new(&self.session, ctx.view, self.started, ctx.now));
        self.asks.push(Ask::Overview);
    }

    /// Makes everything drawn fit the session.
    fn refresh(&mut self, view: &View) {
        let asked = self.session.asked();
        let shown = self.widget.as_ref().map(|(shown, _)| (shown.item, &shown.posed, shown.since));
        if shown.is_none() || shown != asked.map(|asked| (asked.item, &asked.posed, asked.since)) {
            self.widget = asked.map(|asked| (asked.clone(), AnswerField::new(&asked.posed)));
            // A question that is longer than the screen is read from its beginning.
            self.scroll = Some(0);
        }
        self.suggested = self.session.suggested(self.buttons);
        self.outcomes = if self.is_answered() { self.shown_outcomes(view) } else { None };
        self.side = side::Side::of(&self.session, view, self.now);
        self.asks.retain(|ask| !matches!(ask, Ask::History(_)));
        self.asks.extend(self.side.asks());
    }

    /// What the rating keys show.
    fn shown_outcomes(&self, view: &View) -> Option<[Outcome; 4]> {
        let key = view.present_name(&self.session.item()?.question.key);
        let outcomes = self.session.outcomes(view.model(), self.now, self.offset)?;
        Some(view.shown_waits(key, outcomes, self.now))
    }

    fn react(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        (self.now, self.today) = (ctx.now, ctx.view.today(ctx.now));
        match event {
            Event::Shown if self.session.asked().is_none() && self.pending.is_none() => {
                self.go_on(ctx);
                self.tell(ctx);
            }
            // The form that was above may have added several.
            Event::Shown => self.take_added(ctx),
            Event::Key(_) if std::mem::take(&mut self.replaced) => ctx.say(RATED_ELSEWHERE),
            Event::Key(key) => return self.key(*key, ctx),
            Event::LogChanged => {
                self.behind = true;
                self.catch_up(ctx);
            }
            Event::Paste(text) if !self.is_answered() && self.finished.is_none() => {
                if let Some((_, widget)) = &mut self.widget {
                    let _ = widget.paste(text);
                    self.scroll = None;
                }
            }
            Event::DecksChanged => return Job::Follow.into(),
            Event::Done(done) => return self.performed(done, ctx),
            Event::Failed(sentence) => match &mut self.pending {
                Some(pending) => pending.trouble = Some(sentence.clone()),
                None => ctx.say(sentence.clone()),
            },
            _ => {}
        }
        Next::stay()
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if self.trouble().is_some() {
            return self.key_in_trouble(key, ctx);
        }
        (self.leech, self.why) = (None, None);
        self.taking_back.key();
        let asked_about = self.asked_about.take();
        // Only the same key says yes.
        if lookup(KEYS, key) != Some(Action::Edit) {
            self.offer = Offer::default();
        }
        if self.finished.is_some() {
            return self.key_after_all(key, ctx);
        }
        if self.is_answered() {
            return self.key_to_rate(key, asked_about, ctx);
        }
        if let Some((_, widget)) = &mut self.widget {
            match widget.key(key) {
                Pressed::Ignored => {}
                Pressed::Changed => {
                    self.scroll = None;
                    return Next::stay();
                }
                Pressed::Done(answer) => {
                    // Who hands in nothing does not know it.
                    let asked = self.session.asked();
                    let is_nothing = asked.is_some_and(|asked| asked.posed.input.is_nothing(&answer));
                    self.submit(Some(answer).filter(|_| !is_nothing), ctx);
                    return Next::stay();
                }
            }
        }
        if key == Key::ESC && self.widget.as_ref().is_some_and(|(_, widget)| widget.holds_text()) {
            return ctx.say_only(text_is_kept(&ctx.keys));
        }
        self.obey(key, asked_about, ctx)
    }

    fn obey(&mut self, key: Key, asked_about: Option<Action>, ctx: &mut Ctx<'_>) -> Next {
        match lookup(KEYS, key) {
            // Who takes the question for one that is typed in must not set cards aside by it.
            Some(Action::Suspend) if asked_about.is_none() && !key.alt && !self.is_typed() => {
                self.asked_about = Some(Action::Suspend);
                let again = ctx.keys.here('s');
                ctx.say_only(format!(
                    "Press {again} again to suspend the card: it is not asked until you take it back."
                ))
            }
            action => action.map_or_else(Next::stay, |action| self.act(action, ctx)),
        }
    }

    fn key_to_rate(&mut self, key: Key, asked_about: Option<Action>, ctx: &mut Ctx<'_>) -> Next {
        match lookup(RATINGS, key) {
            Some(Rate::Suggested) => self.suggested.map_or_else(Next::stay, |rating| self.rate(rating, ctx)),
            Some(Rate::As(rating)) if self.buttons.ratings().contains(&rating) => self.rate(rating, ctx),
            Some(Rate::As(Rating::Hard)) => self.rate(Rating::Good, ctx),
            Some(Rate::As(_)) => Next::stay(),
            None => self.obey(key, asked_about, ctx),
        }
    }

    /// Whether the answer to the question on the screen is typed.
    fn is_typed(&self) -> bool {
        self.session.asked().is_some_and(|asked| asked.posed.input.is_typed())
    }

    /// A key while it is told how the session went.
    fn key_after_all(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        let Some(done) = &mut self.finished else { return Next::stay() };
        match done.key(key, ctx.area) {
            Some(Wish::Do(After::Back)) => Go::Back.into(),
            Some(Wish::Do(After::Undo)) => self.undo(),
            Some(Wish::Do(After::Misses)) => {
                let session = ctx.view.cram(done.missed());
                ctx.say("Only what you missed; the schedule stays as it is.");
                Go::Replace(Box::new(Self::new(session, ctx.view, ctx.now))).into()
            }
            Some(Wish::More(new)) => self.ask_for_more(new),
            Some(Wish::Do(After::GoOn)) if self.session.left() == 0 => {
                let minutes = done.spare_minutes();
                self.ask_for_more(minutes)
            }
            Some(Wish::Do(After::GoOn)) => {
                self.finished = None;
                // Its question may have left its deck meanwhile.
                self.go_on(ctx);
                Next::stay()
            }
            _ => Next::stay(),
        }
    }

    /// Asks what another session has to know, one with so many new questions beyond those of the day.
    fn ask_for_more(&mut self, new: usize) -> Next {
        self.more = Some(new);
        Effect::Ask(Ask::Recent).into()
    }
}

impl Screen for Study {
    fn title(&self) -> &'static str {
        match &self.finished {
            Some(done) if self.trouble().is_none() => done.title(),
            _ if self.is_answered() => "Study: rating",
            _ => "Study",
        }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        let mut next = self.react(event, ctx);
        // What is above now would be told instead; it is asked when this is shown again.
        if matches!(next.go, Go::Stay) {
            next.effects.extend(self.asks.drain(..).map(Effect::Ask));
        }
        next
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        match &self.finished {
            Some(done) if self.trouble().is_none() => done.draw(area, canvas),
            _ => self.draw(area, canvas),
        }
    }

    fn keys(&self) -> Vec<Help> {
        self.help()
    }

    fn spot(&self) -> Spot {
        (self.session.ratings().len(), self.session.asked().map_or(usize::MAX, |asked| asked.item))
    }

    fn is_typing(&self) -> bool {
        self.answering().is_some_and(AnswerField::types)
    }

    fn is_asking(&self) -> bool {
        self.answering().is_some_and(|widget| !widget.types())
    }

    fn follows_decks(&self) -> bool {
        // What is not stored comes before all else.
        self.pending.is_none()
    }

    fn unsaved(&self) -> Option<String> {
        self.trouble().map(|_| "The last change is not stored yet.".to_owned())
    }
}
