//! What reaches a session from outside: further questions, decks that changed, what was stored in another window.

use jiff::Timestamp;
use rand::rngs::StdRng;

use super::Session;
use crate::card::{Question, QuestionKey};
use crate::schedule::{Decision, Memory};
use crate::study::asked::{Asked, Item, Phase};
use crate::study::turn::Change;

impl Session {
    /// Asks `items` as well, after everything else.
    pub fn append(&mut self, items: impl IntoIterator<Item = Item>) {
        let first = self.items.len();
        self.items.extend(items);
        self.order = self.order.iter().copied().chain(first..self.items.len()).collect();
    }

    /// Asks `item` before everything else: the question of a review that was taken back from an earlier session.
    pub fn ask_first(&mut self, item: Item, now: Timestamp, rng: &mut StdRng) {
        if let Some(asked) = self.place.asked.take() {
            self.place.waiting.insert(0, (Timestamp::MIN, asked.item));
        }
        let known = self.items.iter().position(|known| known.question.key == item.question.key);
        let index = known.unwrap_or(self.items.len());
        self.place.waiting.retain(|&(_, waiting)| waiting != index);
        // It may still be to come in the order; asked now, it is not asked a second time.
        if self.order[self.place.next..].contains(&index) {
            self.place.dropped.push(index);
        }
        match known {
            Some(index) => self.items[index].memory = item.memory,
            None => self.items.push(item),
        }
        let posed = self.items[index].question.pose(rng);
        self.place.asked =
            Some(Asked { item: index, posed, since: now, hinted: false, phase: Phase::Asking });
    }

    /// Takes the questions as their decks have them now: `present` gives a question as it is, under its new key if it
    /// was reworded. Questions that are gone are not asked, unless they come back, as they do when an author moves a card;
    /// the shown one is asked afresh if it has changed.
    pub fn reload(&mut self, present: impl Fn(&Question) -> Option<Question>, rng: &mut StdRng) {
        let shown = self.place.asked.as_ref().map(|asked| asked.item);
        let mut has_changed = false;
        for index in 0..self.items.len() {
            let item = &mut self.items[index];
            let Some(question) = present(&item.question) else {
                self.drop_out(index, shown);
                continue;
            };
            has_changed |= shown == Some(index) && !question.asks_as(&item.question);
            item.question = question;
            self.come_back(index);
        }
        let dropped = &self.place.dropped;
        self.place.waiting.retain(|(_, item)| !dropped.contains(item));
        let Some(asked) = &mut self.place.asked else { return };
        if dropped.contains(&asked.item) {
            self.place.asked = None;
        } else if has_changed && asked.phase == Phase::Asking {
            asked.posed = self.items[asked.item].question.pose(rng);
        }
    }

    /// Lets an item whose question is gone not be asked; `shown` is the one before the learner.
    fn drop_out(&mut self, index: usize, shown: Option<usize>) {
        if self.place.dropped.contains(&index) {
            return;
        }
        self.place.dropped.push(index);
        // One that was asked for the last time has no reason to come back.
        let is_ahead = self.order[self.place.next..].contains(&index);
        let is_waiting = self.place.waiting.iter().any(|&(_, waiting)| waiting == index);
        if is_ahead || is_waiting || shown == Some(index) {
            self.gone.push(index);
        }
    }

    /// Lets an item be asked again if its question was gone.
    fn come_back(&mut self, index: usize) {
        let Some(place) = self.gone.iter().position(|&gone| gone == index) else { return };
        self.gone.remove(place);
        self.place.dropped.retain(|&dropped| dropped != index);
        if !self.order[self.place.next..].contains(&index) {
            self.place.waiting.insert(0, (Timestamp::MIN, index));
        }
    }

    /// Takes what was stored elsewhere meanwhile: `current` gives the memory of a question as it is now, and whether the
    /// learner put the question away. What was rated or put away there is not asked here. Gives whether the question before
    /// the learner is another one for that: then [`Self::advance`] shows the next.
    pub fn catch_up(&mut self, current: impl Fn(&QuestionKey) -> (Option<Memory>, bool)) -> bool {
        for index in 0..self.items.len() {
            let before = self.items[index].memory;
            let (memory, is_away) = current(&self.items[index].question.key);
            if memory != before {
                self.set_memory(index, memory);
            }
            let [reps_before, reps] = [before, memory].map(|memory| memory.map_or(0, |memory| memory.reps));
            let is_done = reps > reps_before && self.mode.schedules();
            let is_elsewhere = is_done || is_away && !self.has_put_away(index);
            if is_elsewhere && !self.elsewhere.contains(&index) {
                self.elsewhere.push(index);
            }
        }
        let asked = self.place.asked.as_ref().filter(|asked| asked.phase == Phase::Asking);
        let is_another = asked.is_some_and(|asked| self.elsewhere.contains(&asked.item));
        if is_another {
            self.place.asked = None;
        }
        is_another
    }

    /// Whether the question was put away in this session, which asks it again where that is taken back.
    fn has_put_away(&self, item: usize) -> bool {
        self.past.iter().any(|turn| {
            turn.item == item
                && matches!(
                    turn.change,
                    Change::Decide { now: Decision::Suspend(true) | Decision::Bury(Some(_)), .. }
                )
        })
    }
}
