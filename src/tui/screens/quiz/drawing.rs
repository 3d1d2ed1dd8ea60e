//! While the paper of a quiz is drawn: what is told of it, and how it is left.

use rand::RngExt;

use crate::trainer::QuizWish;
use crate::tui::event::{Event, Key};
use crate::tui::jobs::{Job, Kind};
use crate::tui::screen::{Ctx, Done, Effect, Next};

/// A paper that the learner waits for, or none.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    words: Option<String>,
    /// The key that cancels it.
    cancel: String,
}

impl Drawing {
    /// Begins to draw, unless a paper is being drawn.
    pub(super) fn begin(&mut self, wish: QuizWish, ctx: &mut Ctx<'_>) -> Next {
        if self.is_on() {
            return Next::stay();
        }
        self.cancel = ctx.keys.here(Key::ESC);
        self.words = Some(format!("Drawing the paper… Press {} to cancel.", self.cancel));
        Job::Draw(Box::new(wish), ctx.rng.random()).into()
    }

    /// Lets the paper be, if one is being drawn.
    pub(super) fn cancel(&mut self) -> Option<Effect> {
        self.words.take().map(|_| Effect::Cancel(Kind::Draw))
    }

    /// Takes in how far it is, or that it has ended.
    pub(super) fn hear(&mut self, event: &Event) {
        match event {
            Event::Progress(Kind::Draw, done, of) if self.is_on() => {
                self.words =
                    Some(format!("Drawing the paper… {done} of {of}. Press {} to cancel.", self.cancel));
            }
            Event::Done(Done::Drawn(_)) | Event::JobFailed(Kind::Draw, _) => self.words = None,
            _ => {}
        }
    }

    /// Whether a paper is being drawn.
    pub(super) const fn is_on(&self) -> bool {
        self.words.is_some()
    }

    /// What is told meanwhile.
    pub(super) fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }
}
