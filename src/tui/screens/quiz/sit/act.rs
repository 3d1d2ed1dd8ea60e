//! What the keys of a sitting do.

use super::keys::{Action, GONE, WhenGone};
use super::{Asked, KEYS, Sit, widget};
use crate::quiz::{Act, Sureness};
use crate::tui::event::Key;
use crate::tui::keys::lookup;
use crate::tui::screen::{Ctx, Effect, Go, Next};
use crate::tui::screens::text_is_kept;
use crate::tui::widgets::Cursor;
use crate::tui::widgets::answer::Outcome;

impl Sit {
    pub(super) fn key_on_item(&mut self, key: Key, asked: Option<Asked>, ctx: &mut Ctx<'_>) -> Next {
        if self.is_told() {
            if key.is_confirming() {
                return self.go_on();
            }
        } else if !self.is_late() {
            let outcome = self.widget.key(key);
            if outcome != Outcome::Ignored {
                self.scroll = None;
                return if outcome == Outcome::Changed { self.keep() } else { self.given(key) };
            }
        }
        // It is stored already, so leaving would lose nothing; but Esc is not pressed to leave where one types.
        if key == Key::ESC && !self.is_told() && self.widget.holds_text() {
            return ctx.say_only(text_is_kept(&ctx.keys));
        }
        lookup(KEYS, key).map_or_else(Next::stay, |action| self.act(action, asked, ctx))
    }

    pub(super) fn paste(&mut self, text: &str) -> Next {
        let is_open =
            !(self.is_told() || self.is_late() || self.is_handed_in() || self.sitting().is_paused());
        if self.review.is_some() || !is_open {
            return Next::stay();
        }
        let _ = self.widget.paste(text);
        self.scroll = None;
        self.keep()
    }

    /// Stores what is given now, unless it is stored.
    fn keep(&mut self) -> Next {
        let (at, given) = (self.sitting().at(), self.widget.given());
        if self.sitting().entries().get(at).is_none_or(|entry| entry.answer == given) {
            return Next::stay();
        }
        self.take(Act::Answer(at, given))
    }

    /// The learner is done with the item. One key chooses, so after a choice the learner sees what was chosen, and the
    /// next enter goes on; in practice everything is told first.
    fn given(&mut self, key: Key) -> Next {
        let at = self.sitting().at();
        let before = self.sitting().entries().get(at).and_then(|entry| entry.answer.clone());
        let next = self.keep();
        if self.sitting().terms().practice {
            if self.widget.given().is_none() {
                return joined(next, self.go_on());
            }
            let told = self.take(Act::Tell(at));
            self.scroll = Some(0);
            return joined(next, told);
        }
        let is_new = before != self.widget.given();
        let is_choice = self.item().is_some_and(|item| item.posed.input.right_option().is_some());
        let stays = is_choice && (is_new || key.typed().is_some_and(|c| c != ' '));
        if stays { next } else { joined(next, self.go_on()) }
    }

    /// To the next item, after the last one to the review.
    fn go_on(&mut self) -> Next {
        let next = self.sitting().at() + 1;
        if next < self.sitting().entries().len() {
            return self.go(next);
        }
        let at = self.sitting().open().first().copied().unwrap_or(self.sitting().at());
        self.review = Some(Cursor::new(at));
        Next::stay()
    }

    pub(super) fn go(&mut self, to: usize) -> Next {
        self.review = None;
        self.scroll = Some(0);
        if to == self.sitting().at() || to >= self.sitting().entries().len() {
            return Next::stay();
        }
        let next = self.take(Act::Go(to));
        self.widget = widget(&self.running);
        next
    }

    /// The own time of the item is over: to one that can still be answered. In practice it is told first.
    pub(super) fn leave_late(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let number = self.sitting().at() + 1;
        ctx.say(format!("The time of question {number} is over."));
        if self.sitting().terms().practice {
            return self.take(Act::Tell(number - 1));
        }
        let Some(open) = self.sitting().next_open(self.running.used(self.at)) else {
            self.review = Some(Cursor::new(self.sitting().at()));
            return Next::stay();
        };
        self.go(open)
    }

    /// The next item after `from` that is not answered; around the end to the first.
    pub(super) fn next_open(&self, from: usize) -> Option<usize> {
        let open = self.sitting().open();
        open.iter().copied().find(|&at| at > from).or(open.first().copied())
    }

    fn act(&mut self, action: Action, asked: Option<Asked>, ctx: &mut Ctx<'_>) -> Next {
        let at = self.sitting().at();
        match action {
            Action::Next => return self.go_on(),
            Action::Previous if at == 0 => ctx.say("This is the first question."),
            Action::Previous => return self.go(at - 1),
            Action::Flag => return self.flag(at),
            Action::Review => self.review = Some(Cursor::new(at)),
            Action::Sure(_) if self.is_told() => ctx.say("You have seen the solution already."),
            Action::Sure(sure) => return self.sure(at, sure, ctx),
            Action::NextOpen => match self.next_open(at) {
                Some(open) => return self.go(open),
                None => ctx.say("Every question is answered."),
            },
            Action::Clock => self.has_clock = !self.has_clock,
            Action::Pause if self.sitting().terms().pausable => return self.take(Act::Pause),
            Action::Pause => ctx.say("The clock of an exam cannot be stopped."),
            Action::LineDown => self.scroll_by(|row, _| row + 1, ctx),
            Action::LineUp => self.scroll_by(|row, _| row.saturating_sub(1), ctx),
            Action::PageDown => self.scroll_by(|row, page| row + page, ctx),
            Action::PageUp => self.scroll_by(usize::saturating_sub, ctx),
            Action::Leave => return self.leave(asked, ctx),
        }
        Next::stay()
    }

    /// The quiz is not in the log any more: it is stored anew, or left.
    pub(super) fn key_when_gone(&mut self, key: Key) -> Next {
        match lookup(GONE, key) {
            Some(WhenGone::StoreAnew) => {
                self.waiting.clear();
                self.store(Effect::StoreQuizAnew(Box::new(self.sitting().clone())))
            }
            Some(WhenGone::Leave) => Go::Back.into(),
            None => Next::stay(),
        }
    }

    pub(super) fn flag(&mut self, at: usize) -> Next {
        let flagged = self.sitting().entries().get(at).is_some_and(|entry| entry.flagged);
        self.take(Act::Flag(at, !flagged))
    }

    fn sure(&mut self, at: usize, sure: Sureness, ctx: &mut Ctx<'_>) -> Next {
        let before = self.sitting().entries().get(at).and_then(|entry| entry.sure);
        let now = Some(sure).filter(|_| before != Some(sure));
        ctx.say(match now {
            Some(Sureness::Sure) => "Noted: you are sure.",
            Some(Sureness::Unsure) => "Noted: you are guessing.",
            None => "Taken back.",
        });
        self.take(Act::Sure(at, now))
    }

    fn leave(&mut self, asked: Option<Asked>, ctx: &mut Ctx<'_>) -> Next {
        if !self.waiting.is_empty() && self.trouble.is_some() {
            let key = ctx.keys.here(Key::ctrl('c'));
            ctx.say(format!("Your last answers are not stored yet. Only {key} leaves without them."));
        } else if self.sitting().terms().runs_on() && asked != Some(Asked::Leave) {
            self.asked = Some(Asked::Leave);
            ctx.say("The quiz waits for you, but its clock runs on. Press the same key again to leave.");
        } else {
            let mut next = self.take(Act::Beat);
            next.go = Go::Back;
            return next;
        }
        Next::stay()
    }
}

fn joined(mut first: Next, second: Next) -> Next {
    first.effects.extend(second.effects);
    first.go = second.go;
    first
}
