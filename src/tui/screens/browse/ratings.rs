//! One of the ratings of a question is chosen, and taken back: whenever and on whichever device it was given.

use super::Browse;
use super::keys::{Choosing, RATINGS};
use crate::tui::ask::Ask;
use crate::tui::event::Key;
use crate::tui::keys::lookup;
use crate::tui::screen::{Ctx, Effect, Next};
use crate::tui::widgets::{Cursor, list as lists};

impl Browse {
    /// Begins to choose among the ratings of the question under the cursor, once the log has told them.
    pub(super) fn choose_rating(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let Some(key) = self.key() else { return Next::stay() };
        self.rating = Some(Cursor::default());
        if self.details.ratings().is_none() {
            return Effect::Ask(Ask::History(key)).into();
        }
        self.has_ratings(ctx);
        Next::stay()
    }

    /// Ends the choosing where there is nothing to choose.
    pub(super) fn has_ratings(&mut self, ctx: &mut Ctx<'_>) {
        if self.rating.is_some() && self.details.ratings().is_some_and(|ratings| ratings.len() == 0) {
            self.rating = None;
            ctx.say("There is no rating to take back: it was not asked yet.");
        }
    }

    /// A key while `rating` is chosen.
    pub(super) fn rating_key(&mut self, mut rating: Cursor, key: Key, ctx: &mut Ctx<'_>) -> Next {
        let count = self.details.ratings().map_or(0, |ratings| ratings.len());
        match lookup(RATINGS, key) {
            Some(Choosing::TakeBack) => return self.take_rating_back(rating, ctx),
            Some(Choosing::Keep) => {
                self.rating = None;
                return Next::stay();
            }
            Some(Choosing::Older) => rating.go(rating.at() + 1, count),
            Some(Choosing::Newer) => rating.go(rating.at().saturating_sub(1), count),
            None => drop(rating.key(key, lists::PAGE, count)),
        }
        self.rating = Some(rating);
        Next::stay()
    }

    fn take_rating_back(&mut self, rating: Cursor, ctx: &mut Ctx<'_>) -> Next {
        let review = self.details.ratings().and_then(|mut ratings| ratings.nth(rating.at())).cloned();
        // It is asked for still.
        let Some(review) = review else { return Next::stay() };
        self.rating = None;
        ctx.say(format!("Taken back. Press {} to let it count again.", ctx.keys.on("Browse", 'u')));
        self.several.take_review_back(review)
    }

    /// A review was taken back or given again: the cursor stays on its question, wherever that stands now.
    pub(super) fn rating_stored(&mut self, ctx: &Ctx<'_>) -> Next {
        let key = self.key();
        let keys = self.several.stored();
        self.renew(&keys, ctx);
        self.go_to(key.and_then(|key| self.rows.position(&key)));
        Effect::Ask(Ask::Missed).into()
    }
}
