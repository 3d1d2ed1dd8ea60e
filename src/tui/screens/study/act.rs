//! What the commands of the study screen do, and what follows when something was stored.

use super::super::CardForm;
use super::super::card_form::said;
use super::super::copying::Offer;
use super::view::Layout;
use super::{Action, Pending, Study};
use crate::card::Answer;
use crate::schedule::{Decision, Mode, Rating, Review};
use crate::study::Change;
use crate::trainer::{Scope, View};
use crate::tui::ask::{Ask, Told};
use crate::tui::event::{Code, Key};
use crate::tui::jobs::Job;
use crate::tui::screen::{Ctx, Done as Performed, Effect, Go, Next};
use crate::tui::screens::today::with_more;
use crate::tui::screens::{READ_ANEW, first_mistake};
use crate::tui::theme::Look;

impl Study {
    pub(super) fn act(&mut self, action: Action, ctx: &mut Ctx<'_>) -> Next {
        let offer = std::mem::take(&mut self.offer);
        match action {
            Action::Hint | Action::GiveUp if self.is_answered() => {}
            Action::Hint if self.session.hint() => {
                self.scroll = None;
                self.refresh(ctx.view);
            }
            Action::Hint => ctx.say("This card has no hint."),
            Action::GiveUp => self.submit(None, ctx),
            Action::Overrule => {
                self.session.overrule();
                self.refresh(ctx.view);
            }
            Action::Undo => return self.undo(),
            Action::Redo => return self.redo(ctx),
            Action::Edit => return self.edit(&offer, ctx),
            Action::Bury => {
                let tomorrow = ctx.view.today(ctx.now).tomorrow().ok();
                return self.set_aside(Decision::Bury(tomorrow), "Put off until tomorrow");
            }
            Action::Suspend => return self.set_aside(Decision::Suspend(true), "Suspended"),
            Action::Flag => {
                if let Some((key, decision)) = self.session.flag() {
                    ctx.say(if decision == Decision::Flag(true) { "Marked." } else { "The mark is off." });
                    return self.store(Effect::Decide(key, decision));
                }
            }
            Action::Why => {
                let key = self.session.item().map(|item| ctx.view.present_name(&item.question.key));
                self.why = key.map(|key| ctx.view.why_asked(key, &self.side.history, ctx.now));
            }
            Action::Add => {
                let id = self.session.item().map(|item| item.question.key.deck());
                return Go::Open(Box::new(CardForm::new(ctx.view, id))).into();
            }
            Action::LineDown => self.scroll_by(|from, _| from + 1, ctx),
            Action::LineUp => self.scroll_by(|from, _| from.saturating_sub(1), ctx),
            Action::PageDown => self.scroll_by(|from, page| from + page, ctx),
            Action::PageUp => self.scroll_by(usize::saturating_sub, ctx),
            Action::Leave if self.session.ratings().is_empty() => return Go::Back.into(),
            Action::Leave => self.finish(ctx),
        }
        Next::stay()
    }

    /// Scrolls the question and its solution from the row at the top, given the rows of a page.
    fn scroll_by(&mut self, to: impl Fn(usize, usize) -> usize, ctx: &Ctx<'_>) {
        // All looks take the same room.
        let Some(Layout { text, body, .. }) = self.layout(ctx.area, &Look::measuring(&ctx.pictures)) else {
            return;
        };
        self.scroll = Some(text.scrolled(self.scroll, body.height, to));
    }

    pub(super) fn store(&mut self, effect: Effect) -> Next {
        self.pending = Some(Pending { effect: effect.clone(), trouble: None });
        effect.into()
    }

    pub(super) fn rate(&mut self, rating: Rating, ctx: &mut Ctx<'_>) -> Next {
        let (model, stamp) = (ctx.view.model(), ctx.stamp());
        let Some(review) = stamp.and_then(|stamp| self.session.rate(rating, stamp, model)) else {
            return Next::stay();
        };
        self.leech = self.session.leech(model).map(|item| item.question.line());
        self.store(Effect::Record(review))
    }

    /// Judges the answer; `None` gives up.
    pub(super) fn submit(&mut self, answer: Option<Answer>, ctx: &mut Ctx<'_>) {
        self.session.answer(answer, ctx.now);
        self.scroll = None;
        self.refresh(ctx.view);
    }

    pub(super) fn undo(&mut self) -> Next {
        // Since that rating all may have been folded by other parameters.
        self.behind = true;
        match self.session.undo() {
            Some(Change::Review(review)) => self.store(Effect::Retract(review)),
            Some(Change::Decide { key, before, .. }) => self.store(Effect::Decide(key, before)),
            None => self.store(self.taking_back.undo()),
        }
    }

    fn redo(&mut self, ctx: &mut Ctx<'_>) -> Next {
        self.behind = true;
        // What was taken back of an earlier session was taken back last.
        if let Some((said, effect)) = self.taking_back.give_back(ctx.view) {
            self.gives_back = Some(said);
            return self.store(effect);
        }
        match self.session.redo() {
            Some(change) => self.store(done_again(change)),
            None => ctx.say_only("There is nothing to do again."),
        }
    }

    fn set_aside(&mut self, decision: Decision, said: &'static str) -> Next {
        let Some((key, decision)) = self.session.set_aside(decision) else { return Next::stay() };
        self.aside = Some(said);
        self.store(Effect::Decide(key, decision))
    }

    /// Opens the card in the editor. One that is built in is copied with its deck first, if the learner says so twice.
    fn edit(&mut self, offer: &Offer, ctx: &mut Ctx<'_>) -> Next {
        let view = ctx.view;
        let Some(item) = self.session.item() else { return Next::stay() };
        let key = view.present_name(&item.question.key).clone();
        // A card that a mistake keeps out is edited where that stands.
        let mistake = || view.library.deck(key.deck())?.place_of_mistake();
        if let Some((path, line)) = view.library.place(&key).or_else(mistake) {
            return Effect::Edit(path, line).into();
        }
        self.offer.ask_or_copy(offer, key.deck(), Some(key.clone()), ctx)
    }

    /// While something could not be stored there is only one thing to do.
    pub(super) fn key_in_trouble(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        if matches!(key.code, Code::Char('r' | ' ') | Code::Enter) {
            let Some(pending) = &mut self.pending else { return Next::stay() };
            pending.trouble = None;
            return pending.effect.clone().into();
        }
        let leave = ctx.keys.here(Key::ctrl('c'));
        ctx.say_only(format!("Mend what is wrong, then press r. Only {leave} leaves without storing it."))
    }

    pub(super) fn performed(&mut self, done: &Performed, ctx: &mut Ctx<'_>) -> Next {
        match done {
            Performed::Told(told) => return self.told(told, ctx),
            Performed::TakenBack(taken) => self.took_back(taken.as_ref(), ctx),
            Performed::Earlier(review) => self.ask_whether_sure(review, ctx),
            Performed::Edited(_) => return Job::Reload.into(),
            Performed::Planned if self.finished.is_some() => return Effect::Ask(Ask::Overview).into(),
            Performed::Reloaded | Performed::Followed(true) => self.reloaded(ctx),
            Performed::Copied { id, name } => return self.offer.copied(id, name, ctx),
            Performed::Added(keys) => {
                self.take_added(ctx);
                ctx.say(format!("{} It comes at the end of this session.", said(ctx.view, keys)));
            }
            Performed::Stored | Performed::Decided(_) => {
                self.pending = None;
                self.finished = None;
                self.catch_up(ctx);
                self.go_on(ctx);
                self.tell_what_was_set_aside(ctx);
            }
            // A list that cannot be read is no reason to stop: storing the rating will tell. What is said stays where no deck
            // has changed: it may be about the edit that was just noticed.
            _ => {}
        }
        Next::stay()
    }

    fn took_back(&mut self, taken: Option<&Review>, ctx: &mut Ctx<'_>) {
        self.pending = None;
        match taken {
            Some(review) => {
                self.taking_back.took(review);
                self.ask_again(review, ctx);
            }
            None => ctx.say("There is nothing to take back."),
        }
    }

    /// Nothing was taken back yet: the review is of an earlier day.
    fn ask_whether_sure(&mut self, review: &Review, ctx: &mut Ctx<'_>) {
        self.pending = None;
        let undo = if self.is_typed() { Key::alt('u') } else { Key::char('u') };
        self.taking_back.ask(review, undo, ctx);
    }

    fn tell_what_was_set_aside(&mut self, ctx: &mut Ctx<'_>) {
        let Some(said) = self.aside.take() else { return };
        // Where the next answer is typed, a letter is a part of it.
        let undo = if self.is_typed() { Key::alt('u') } else { Key::char('u') };
        ctx.say(format!("{said}. Press {} to take it back.", ctx.keys.here(undo)));
    }

    fn told(&mut self, told: &Told, ctx: &mut Ctx<'_>) -> Next {
        match told {
            Told::History(key, reviews) => self.side.take(key, reviews),
            Told::Overview(overview) => {
                if let Some(done) = &mut self.finished {
                    done.look_ahead((**overview).clone());
                    // A session that was begun from the command line goes by the plan that was kept, which tells no days.
                    if ctx.view.needs_plan(overview.today) {
                        return Job::Plan.into();
                    }
                }
            }
            Told::Recent(recent) => {
                let scope = match self.more.take() {
                    None => return Next::stay(),
                    Some(0) => Scope::default(),
                    Some(more) => with_more(more, ctx),
                };
                let (session, _) = ctx.view.session(Mode::Drill, &scope, recent, ctx.now);
                if session.left() > 0 {
                    return Go::Replace(Box::new(Self::new(session, ctx.view, ctx.now))).into();
                }
                ctx.say("There is nothing more to ask in what you study.");
            }
            _ => {}
        }
        Next::stay()
    }

    /// Takes the questions as they are now. How the session went stays on the screen if that is there.
    fn reloaded(&mut self, ctx: &mut Ctx<'_>) {
        let view = ctx.view;
        self.session.reload(|question| view.present(question), ctx.rng);
        ctx.say(read_anew(view, &mut self.told));
        if self.finished.is_none() {
            self.go_on(ctx);
        }
    }

    /// Lets the session ask the cards that were added since it last looked, after everything else. Adding one reads the
    /// decks anew, so what changed beside it is taken too.
    pub(super) fn take_added(&mut self, ctx: &mut Ctx<'_>) {
        let view = ctx.view;
        if view.added.len() > self.taken {
            self.session.reload(|question| view.present(question), ctx.rng);
        }
        let added = view.added.get(self.taken..).unwrap_or_default();
        self.session.append(added.iter().filter_map(|key| view.item(key)));
        self.taken = view.added.len();
        self.refresh(view);
    }

    /// Shows the question of a review that was taken back from an earlier session.
    fn ask_again(&mut self, review: &Review, ctx: &mut Ctx<'_>) {
        let view = ctx.view;
        let rated = review.rating.name();
        match view.item(&review.key) {
            Some(item) => {
                ctx.say(format!("Taken back: “{}”, rated {rated}.", item.question.line()));
                self.session.ask_first(item, ctx.now, ctx.rng);
                self.finished = None;
                self.refresh(view);
            }
            None => ctx.say(format!("Taken back: {}, rated {rated}. No deck has it now.", review.key)),
        }
    }
}

/// What stores a change that was taken back and is done again.
fn done_again(change: Change) -> Effect {
    match change {
        Change::Review(review) => Effect::Restore(review),
        Change::Decide { key, now, .. } => Effect::Decide(key, now),
    }
}

/// What there is to say once the decks are read anew: where the first mistake stands, and what is new among the notices.
fn read_anew(view: &View, told: &mut usize) -> String {
    let news = view.notices.get(*told..).unwrap_or_default().join(" ");
    *told = view.notices.len();
    match first_mistake(&view.library) {
        Some(mistake) => mistake,
        None if news.is_empty() => READ_ANEW.to_owned(),
        None => news,
    }
}
