//! Taking back the last review of an earlier session, and giving it back: on Today and in a session alike.

use crate::schedule::Review;
use crate::trainer::View;
use crate::tui::event::Key;
use crate::tui::screen::{Ctx, Effect};
use crate::words;

/// What was taken back on this screen.
#[derive(Debug, Default)]
pub(super) struct TakingBack {
    /// The newest last.
    reviews: Vec<Review>,
    /// Whether it was just said that the last review is of an earlier day, so that the next key takes it back.
    has_asked: bool,
    /// Whether this key is that one.
    is_sure: bool,
}

impl TakingBack {
    /// A key was pressed.
    pub(super) fn key(&mut self) {
        self.is_sure = std::mem::take(&mut self.has_asked);
    }

    /// Takes back the last review, where it is of today or the learner is sure.
    pub(super) const fn undo(&self) -> Effect {
        Effect::TakeBackLast { is_sure: self.is_sure }
    }

    /// It was taken back.
    pub(super) fn took(&mut self, review: &Review) {
        self.reviews.push(review.clone());
    }

    /// It is of an earlier day: says so, and that `undo` once more takes it back.
    pub(super) fn ask(&mut self, review: &Review, undo: Key, ctx: &mut Ctx<'_>) {
        self.has_asked = true;
        let (view, today) = (ctx.view, ctx.view.today(ctx.now));
        let day = words::day(view.days().of_review(review.at, review.offset), today);
        let (rated, again) = (rated(review, view), ctx.keys.here(undo));
        ctx.say(format!("Not of today: {rated}, {day}. Press {again} again to take it back."));
    }

    /// Lets the review count again that was taken back last. Gives what is said of it as well.
    pub(super) fn give_back(&mut self, view: &View) -> Option<(String, Effect)> {
        let review = self.reviews.pop()?;
        Some((format!("Given back: {}.", rated(&review, view)), Effect::Restore(review)))
    }
}

/// `“Which port does SSH use?”, rated good`.
pub(super) fn rated(review: &Review, view: &View) -> String {
    let item = view.item(&review.key);
    let prompt = item.map_or_else(|| review.key.to_string(), |item| item.question.line());
    format!("“{prompt}”, rated {}", review.rating.name())
}
