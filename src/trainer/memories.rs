//! Storing reviews and taking them back, and keeping what they fold to.

use jiff::Timestamp;

use super::Trainer;
use crate::card::QuestionKey;
use crate::schedule::{Memory, Review};
use crate::store::{self, Folded};

impl Trainer {
    /// Stores a review. When this returns, it survives a power cut.
    pub fn record(&mut self, review: &Review) -> Result<(), store::Error> {
        if !review.mode.schedules() {
            let memory = self.memories.get(&review.key);
            return self.store.record(review, Some(Folded { key: &review.key, memory }));
        }
        let memory = self.model.apply(self.memories.get(&review.key).copied(), review);
        self.store.record(review, Some(Folded { key: &review.key, memory: Some(&memory) }))?;
        self.memories.insert(review.key.clone(), memory);
        self.catch_up();
        Ok(())
    }

    /// Takes a review back: it stays in the log, marked, and what the others fold to is as it was before it.
    pub fn retract(&mut self, review: &Review, now: Timestamp) -> Result<(), store::Error> {
        let mut rest = self.history(&review.key)?;
        rest.retain(|other| other.id != review.id);
        let memory = self.model.fold(&rest);
        self.store.retract(review.id, now, Some(Folded { key: &review.key, memory: memory.as_ref() }))?;
        self.set_memory(&review.key, memory);
        self.catch_up();
        Ok(())
    }

    /// Lets a review that was taken back count again.
    pub fn restore(&mut self, review: &Review, now: Timestamp) -> Result<(), store::Error> {
        let mut all = self.history(&review.key)?;
        let place = all.partition_point(|other| (other.at, other.id) < (review.at, review.id));
        all.insert(place, review.clone());
        let memory = self.model.fold(&all);
        self.store.restore(review.id, now, Some(Folded { key: &review.key, memory: memory.as_ref() }))?;
        self.set_memory(&review.key, memory);
        self.catch_up();
        Ok(())
    }

    /// Takes back the last review given on this device, in whatever session. `None` when there is no such review, or its
    /// question is in no deck any more: then nothing is taken back.
    pub fn take_back_last(&mut self, now: Timestamp) -> Result<Option<Review>, store::Error> {
        let last = self.store.last_review()?.filter(|review| self.library.question(&review.key).is_some());
        if let Some(review) = &last {
            self.retract(review, now)?;
        }
        Ok(last)
    }

    /// Reads memories and decisions anew where another instance has appended something.
    ///
    /// What was to be stored is stored by now: where the reading fails, it is told, and tried again at the next change.
    fn catch_up(&mut self) {
        let caught_up =
            self.store.is_behind().and_then(|is_behind| if is_behind { self.refresh() } else { Ok(()) });
        if let Err(error) = caught_up {
            self.notices.push(format!("What another window stored could not be read: {error}."));
        }
    }

    /// Reads memories and decisions from the log, folding the reviews where the stored memories cannot be used.
    pub(super) fn refresh(&mut self) -> Result<(), store::Error> {
        self.standing = self.store.standing()?;
        let fingerprint = self.model.fingerprint();
        if let Some(memories) = self.store.memories(&fingerprint)? {
            self.memories = memories;
            return Ok(());
        }
        self.memories = self.folded()?;
        if !self.store.is_read_only() {
            // Without room for the cache the log is folded again next time; nothing is lost.
            if let Err(error) = self.store.save_memories(&fingerprint, &self.memories) {
                self.notices.push(format!("The memories could not be kept: {error}."));
            }
        }
        Ok(())
    }

    /// What the whole log folds to, read from the log alone.
    pub fn folded(&self) -> Result<std::collections::HashMap<QuestionKey, Memory>, store::Error> {
        let mut memories = std::collections::HashMap::<QuestionKey, Memory>::new();
        self.store.reviews(|logged| {
            let mut review = logged.review;
            if logged.retracted || !review.mode.schedules() {
                return;
            }
            review.key = logged.owner;
            if let Some(memory) = memories.get_mut(&review.key) {
                *memory = self.model.apply(Some(*memory), &review);
            } else {
                memories.insert(review.key.clone(), self.model.apply(None, &review));
            }
        })?;
        Ok(memories)
    }

    fn set_memory(&mut self, key: &QuestionKey, memory: Option<Memory>) {
        match memory {
            Some(memory) => self.memories.insert(key.clone(), memory),
            None => self.memories.remove(key),
        };
    }
}
