//! Storing reviews and taking them back, and keeping what they fold to.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::Trainer;
use super::carrying::wording;
use super::fitting::fold_in;
use crate::card::QuestionKey;
use crate::schedule::{Memories, Memory, Review};
use crate::store::{self, Folded};

impl Trainer {
    /// Stores a review. When this returns, it survives a power cut.
    pub fn record(&mut self, review: &Review) -> Result<(), store::Error> {
        if !review.mode.schedules() {
            let memory = self.view.memories.get(&review.key);
            return self.store.record(review, Some(Folded { key: &review.key, memory }));
        }
        let is_learned = self.memories.contains(&review.key);
        let memory = self.memory_with(review)?;
        self.store.record(review, Some(Folded { key: &review.key, memory: memory.as_ref() }))?;
        if !is_learned {
            self.learn(&review.key);
        }
        Arc::make_mut(&mut self.view.memories).set(&review.key, memory);
        self.follow_others();
        Ok(())
    }

    /// Notes how a question reads that is learned now: it may be reworded before the session ends.
    fn learn(&self, key: &QuestionKey) {
        self.learned.borrow_mut().extend(self.library.question(key).map(wording));
    }

    /// What the reviews of a question fold to with one more, which may be earlier than others where the clock went back.
    fn memory_with(&self, review: &Review) -> Result<Option<Memory>, store::Error> {
        let memory = self.view.memories.get(&review.key).copied();
        if memory.is_none_or(|memory| memory.last <= review.at.into()) {
            return Ok(self.view.model.apply(memory, review));
        }
        self.folded_with(review)
    }

    /// What the reviews of these questions fold to with those that are given now, in their order.
    pub(super) fn memories_with(
        &self,
        reviews: &[Review],
    ) -> Result<HashMap<QuestionKey, Option<Memory>>, store::Error> {
        let mut memories = HashMap::new();
        for review in reviews.iter().filter(|review| review.mode.schedules()) {
            let memory = match memories.get(&review.key) {
                Some(memory) => self.view.model.apply(*memory, review),
                None => self.memory_with(review)?,
            };
            memories.insert(review.key.clone(), memory);
        }
        Ok(memories)
    }

    fn folded_with(&self, review: &Review) -> Result<Option<Memory>, store::Error> {
        let mut all = self.history(&review.key)?;
        let place = all.partition_point(|other| (other.at, other.id) < (review.at, review.id));
        all.insert(place, review.clone());
        Ok(self.view.model.fold(&all))
    }

    /// Takes a review back: it stays in the log, marked, and what the others fold to is as it was before it.
    pub fn retract(&mut self, review: &Review, now: Timestamp) -> Result<(), store::Error> {
        let mut rest = self.history(&review.key)?;
        rest.retain(|other| other.id != review.id);
        let memory = self.view.model.fold(&rest);
        self.store.retract(review.id, now, Some(Folded { key: &review.key, memory: memory.as_ref() }))?;
        Arc::make_mut(&mut self.view.memories).set(&review.key, memory);
        self.follow_others();
        Ok(())
    }

    /// Lets a review that was taken back count again.
    pub fn restore(&mut self, review: &Review, now: Timestamp) -> Result<(), store::Error> {
        let memory = self.folded_with(review)?;
        self.store.restore(review.id, now, Some(Folded { key: &review.key, memory: memory.as_ref() }))?;
        Arc::make_mut(&mut self.view.memories).set(&review.key, memory);
        self.follow_others();
        Ok(())
    }

    /// Takes back the last review given on this device, in whatever session. `None` when there is no such review, or its
    /// question is in no deck any more: then nothing is taken back.
    pub fn take_back_last(&mut self, now: Timestamp) -> Result<Option<Review>, store::Error> {
        let last = self.last_to_take_back()?;
        if let Some(review) = &last {
            self.retract(review, now)?;
        }
        Ok(last)
    }

    /// The review that [`Self::take_back_last`] takes back if it was given on an earlier study day: then one asks first.
    pub fn last_of_earlier(&self, now: Timestamp) -> Result<Option<Review>, store::Error> {
        let is_earlier = |review: &Review| self.days().of_review(review.at, review.offset) != self.today(now);
        Ok(self.last_to_take_back()?.filter(is_earlier))
    }

    fn last_to_take_back(&self) -> Result<Option<Review>, store::Error> {
        Ok(self.store.last_review()?.filter(|review| self.library.row(&review.key).is_some()))
    }

    /// Reads memories and decisions anew where another instance has appended something. Gives whether one had since this
    /// was last asked.
    pub fn catch_up(&mut self) -> bool {
        self.follow_others();
        std::mem::take(&mut self.is_news)
    }

    /// What was to be stored is stored by now: where the reading fails, it is told, and tried again at the next change.
    pub(super) fn follow_others(&mut self) {
        match self.store.is_behind() {
            Ok(false) => return,
            Ok(true) => self.is_news = true,
            Err(_) => {}
        }
        self.heard += 1;
        if let Err(error) = self.refresh() {
            self.tell([format!("What another window stored could not be read: {error}.")]);
        }
    }

    /// Reads memories and decisions from the log, folding the reviews where the stored memories cannot be used.
    pub(super) fn refresh(&mut self) -> Result<(), store::Error> {
        self.reselect()?;
        self.view.standing = Arc::new(self.store.standing()?);
        // Another device may have fitted the parameters anew.
        self.view.model = Arc::new(super::model(&self.store, &self.view.config)?);
        let fingerprint = self.view.model.fingerprint();
        let stored = self.store.memories(&fingerprint)?;
        let is_whole = stored.as_ref().is_some_and(|stored| stored.is_whole);
        self.view.memories = Arc::new(stored.unwrap_or_default().memories);
        if is_whole {
            return Ok(());
        }
        // Those there are stay as they are.
        let missing = self.folded_without(&self.view.memories)?;
        let missing = missing.iter().map(|(number, memory)| (number, *memory));
        Arc::make_mut(&mut self.view.memories).extend(missing);
        if !self.store.is_read_only() {
            // Without room for the cache the log is folded again next time; nothing is lost.
            if let Err(error) = self.store.save_memories(&fingerprint, &self.view.memories) {
                self.tell([format!("The memories could not be kept: {error}.")]);
            }
        }
        Ok(())
    }

    /// What the whole log folds to, read from the log alone.
    pub fn folded(&self) -> Result<Memories, store::Error> {
        self.folded_without(&Memories::default())
    }

    fn folded_without(&self, there: &Memories) -> Result<Memories, store::Error> {
        let mut memories = Memories::default();
        self.store.reviews(|logged| {
            if !there.contains(logged.owner.number()) {
                fold_in(&mut memories, &self.view.model, logged);
            }
        })?;
        Ok(memories)
    }
}
