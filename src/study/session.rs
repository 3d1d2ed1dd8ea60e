//! The state machine of a session: ask, answer, rate, undo.

mod following;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;

use super::asked::{Asked, GivenRating, Item, Phase};
use super::turn::{Change, Place, Turn};
use crate::card::{Answer, QuestionKey, Verdict};
use crate::schedule::{
    Buttons, Decision, Expected, Load, Memory, Mode, Model, Outcome, Rating, Review, Settings, Shares, Stamp,
    Wait, suggest,
};

/// How soon a question that was missed comes again where no learning step says so: while cramming.
const AGAIN_AFTER: Duration = Duration::from_mins(1);

/// A running session.
#[derive(Debug)]
pub struct Session {
    items: Vec<Item>,
    mode: Mode,
    order: Arc<[usize]>,
    place: Place,
    /// Items whose questions no deck has now.
    gone: Vec<usize>,
    /// Items that were rated or put away elsewhere since the session began.
    elsewhere: Vec<usize>,
    past: Vec<Turn>,
    future: Vec<Turn>,
    given: Vec<GivenRating>,
    load: Load,
    pub(super) medians: HashMap<&'static str, Duration>,
    expected: Expected,
}

impl Session {
    /// A session that asks `items` in the order they are given; those from `waiting` on come at their learning step.
    ///
    /// `load` says how many questions are due on each day, `medians` how long the learner takes for each kind.
    pub fn new(
        items: Vec<Item>,
        waiting: usize,
        mode: Mode,
        load: Load,
        medians: HashMap<&'static str, Duration>,
    ) -> Self {
        let now_asked = waiting.min(items.len());
        let later = (now_asked..items.len()).map(|item| {
            (items[item].memory.and_then(|m| m.step).map_or(Timestamp::MIN, |step| step.at.time()), item)
        });
        let place = Place { next: 0, dropped: Vec::new(), waiting: later.collect(), asked: None };
        let order = (0..now_asked).collect();
        Self {
            items,
            mode,
            order,
            place,
            gone: Vec::new(),
            elsewhere: Vec::new(),
            past: Vec::new(),
            future: Vec::new(),
            given: Vec::new(),
            load,
            medians,
            expected: Expected::new(&Shares::default(), &Settings::default()),
        }
    }

    /// The same session of a learner from whom so many answers are expected.
    #[must_use]
    pub fn expecting(self, expected: Expected) -> Self {
        Self { expected, ..self }
    }

    /// The questions of the session.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// What its reviews are given in.
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// The question before the learner; `None` before the first and after the last.
    pub const fn asked(&self) -> Option<&Asked> {
        self.place.asked.as_ref()
    }

    /// The item before the learner.
    pub fn item(&self) -> Option<&Item> {
        self.place.asked.as_ref().and_then(|asked| self.items.get(asked.item))
    }

    /// The ratings given so far, those taken back left out.
    pub fn ratings(&self) -> &[GivenRating] {
        &self.given
    }

    /// Questions that are still to be asked, with the one before the learner.
    pub fn left(&self) -> usize {
        let ahead = self.order[self.place.next..].iter().filter(|&&item| !self.is_out(item)).count();
        let waiting = self.place.waiting.iter().filter(|(_, item)| !self.elsewhere.contains(item)).count();
        ahead + waiting + usize::from(self.place.asked.is_some())
    }

    /// The answers that are expected until nothing is left: learning steps bring questions back. Never less than
    /// [`Self::left`].
    pub fn answers_left(&self, today: Date) -> usize {
        let ahead = self.order[self.place.next..].iter().copied().filter(|&item| !self.is_out(item));
        let waiting = self.place.waiting.iter().map(|(_, item)| *item);
        let waiting = waiting.filter(|item| !self.elsewhere.contains(item));
        let shown = self.place.asked.iter().map(|asked| asked.item);
        let answers = ahead.chain(waiting).chain(shown).map(|item| match self.items.get(item) {
            Some(item) if self.mode.schedules() => self.expected.of(item.memory.as_ref(), today),
            _ => self.expected.crammed,
        });
        (answers.sum::<f64>().round() as usize).max(self.left())
    }

    /// What was known of each question that was rated, before and now, with its item.
    pub fn moves(&self) -> Vec<(usize, Option<Memory>, Option<Memory>)> {
        let mut moves: Vec<(usize, Option<Memory>, Option<Memory>)> = Vec::new();
        let mut seen = HashSet::new();
        for turn in self.past.iter().filter(|turn| turn.given.is_some()) {
            if seen.insert(turn.item) {
                moves.push((turn.item, turn.memory_before, self.items[turn.item].memory));
            }
        }
        moves
    }

    /// Whether that item is not asked any more.
    fn is_out(&self, item: usize) -> bool {
        self.place.dropped.contains(&item) || self.elsewhere.contains(&item)
    }

    /// Shows the next question if none is shown. Does nothing when none is left.
    pub fn advance(&mut self, now: Timestamp, rng: &mut StdRng) {
        if self.place.asked.is_some() {
            return;
        }
        let last = self.past.last().map(|turn| turn.item);
        let Some(item) = self.draw(now, last) else { return };
        let posed = self.items[item].question.pose(rng);
        self.place.asked = Some(Asked { item, posed, since: now, hinted: false, phase: Phase::Asking });
    }

    /// Takes the next item: a learning step whose time has come, then the order, then a step before its time. The item
    /// just asked only comes again when there is no other.
    fn draw(&mut self, now: Timestamp, last: Option<usize>) -> Option<usize> {
        self.place.waiting.retain(|(_, item)| !self.elsewhere.contains(item));
        let waiting = &self.place.waiting;
        if let Some(ready) = waiting.iter().position(|&(at, item)| at <= now && Some(item) != last) {
            return Some(self.place.waiting.remove(ready).1);
        }
        while let Some(&item) = self.order.get(self.place.next) {
            self.place.next += 1;
            if !self.is_out(item) {
                return Some(item);
            }
        }
        let waiting = &mut self.place.waiting;
        let early = waiting.iter().position(|&(_, item)| Some(item) != last).unwrap_or(0);
        (early < waiting.len()).then(|| waiting.remove(early).1)
    }

    /// Notes that the learner looked at the hint. Gives whether there was one.
    pub fn hint(&mut self) -> bool {
        let has_hint = self.item().is_some_and(|item| item.question.notes.hint.is_some());
        match &mut self.place.asked {
            Some(asked) if has_hint && asked.phase == Phase::Asking => {
                asked.hinted = true;
                true
            }
            _ => false,
        }
    }

    /// Judges an answer; `None` gives up. Only the first answer counts.
    pub fn answer(&mut self, answer: Option<Answer>, now: Timestamp) {
        let Some(asked) = &mut self.place.asked else { return };
        if asked.phase != Phase::Asking {
            return;
        }
        let rivals = &self.items[asked.item].question.rivals;
        let verdict =
            answer.as_ref().map_or(Verdict::Wrong, |answer| asked.posed.input.judge(answer, rivals));
        let took = between(asked.since, now);
        asked.phase = Phase::Answered { answer, verdict, took };
    }

    /// Turns the verdict round: the learner knows better. A self-rated answer has none to turn.
    pub fn overrule(&mut self) {
        let Some(Asked { phase: Phase::Answered { verdict, .. }, .. }) = &mut self.place.asked else {
            return;
        };
        *verdict = match verdict {
            Verdict::Right | Verdict::Close(_) => Verdict::Wrong,
            Verdict::Wrong | Verdict::Partly { .. } => Verdict::Right,
            Verdict::Unjudged => return,
        };
    }

    /// The rating that the answer suggests; `None` while nothing is answered. A question that was right before in this
    /// session is not suggested as hard again: it would stay at its learning step for ever.
    pub fn suggested(&self, buttons: Buttons) -> Option<Rating> {
        let asked = self.place.asked.as_ref()?;
        let Phase::Answered { verdict, took, .. } = &asked.phase else { return None };
        let median = self.medians.get(self.items[asked.item].question.kind).copied();
        let suggested = suggest(verdict, asked.hinted, *took, median, buttons);
        let was_right = |given: &GivenRating| given.item == asked.item && given.rating != Rating::Again;
        let is_repeated = suggested == Rating::Hard && self.given.iter().any(was_right);
        Some(if is_repeated { Rating::Good } else { suggested })
    }

    /// What each rating would lead to, worst first; `None` where the schedule is not touched.
    pub fn outcomes(&self, model: &Model, now: Timestamp, offset: Offset) -> Option<[Outcome; 4]> {
        let item = self.item().filter(|_| self.mode.schedules())?;
        let (memory, key) = (item.memory.as_ref(), &item.question.key);
        Some(model.outcomes(memory, key, now, offset, &|day| self.load.on(day)))
    }

    /// Rates the answered question and takes it off the screen. Gives the review to store, and the memory it leads to
    /// where the schedule is moved. `None` while nothing is answered.
    pub fn rate(&mut self, rating: Rating, stamp: Stamp, model: &Model) -> Option<Review> {
        let asked = self.place.asked.as_ref()?;
        let Phase::Answered { .. } = &asked.phase else { return None };
        let (item, since) = (asked.item, asked.since);
        let outcome = self.outcomes(model, stamp.at, stamp.offset).map(|o| o[rating as usize - 1]);
        let memory_before = self.items[item].memory;
        let key = self.items[item].question.key.clone();
        let review = Review {
            due: outcome.map(|outcome| outcome.due),
            predicted: memory_before
                .filter(|_| self.mode.schedules())
                .map(|memory| model.predict(&memory, stamp.at, stamp.offset)),
            ..Review::new(stamp, key, rating, self.mode).taking(between(since, stamp.at))
        };
        let before = self.place.clone();
        let memory_after =
            if self.mode.schedules() { model.apply(memory_before, &review) } else { memory_before };
        self.set_memory(item, memory_after);
        self.place.asked = None;
        let again = match outcome.map(|outcome| outcome.wait) {
            Some(Wait::Step(wait)) => Some(wait),
            None if rating == Rating::Again => Some(AGAIN_AFTER),
            _ => None,
        };
        if let Some(wait) = again {
            let at = stamp
                .at
                .saturating_add(SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX))
                .unwrap_or(stamp.at);
            let place = self.place.waiting.partition_point(|&(other, _)| other <= at);
            self.place.waiting.insert(place, (at, item));
        }
        let given = GivenRating { item, rating, took: review.took, was_new: memory_before.is_none() };
        self.given.push(given);
        self.remember(Turn {
            change: Change::Review(review.clone()),
            item,
            before,
            after: None,
            memory_before,
            memory_after,
            given: Some(given),
        });
        Some(review)
    }

    /// Sets the shown question aside for good, or until `Bury`'s day, with what is left of its siblings in the session.
    /// Gives what has to be stored.
    pub fn set_aside(&mut self, decision: Decision) -> Option<(QuestionKey, Decision)> {
        let taken_back = match decision {
            Decision::Suspend(_) => Decision::Suspend(false),
            Decision::Bury(_) => Decision::Bury(None),
            Decision::Flag(_) | Decision::Carry(_) => return None,
        };
        let item = self.place.asked.as_ref()?.item;
        let key = self.items[item].question.key.clone();
        let before = self.place.clone();
        self.place.asked = None;
        self.place.dropped.push(item);
        self.place.waiting.retain(|&(_, waiting)| waiting != item);
        let memory = self.items[item].memory;
        self.remember(Turn {
            change: Change::Decide { key: key.clone(), now: decision.clone(), before: taken_back },
            item,
            before,
            after: None,
            memory_before: memory,
            memory_after: memory,
            given: None,
        });
        Some((key, decision))
    }

    /// Marks the shown question, or takes the mark off. Gives what has to be stored.
    pub fn flag(&mut self) -> Option<(QuestionKey, Decision)> {
        let index = self.place.asked.as_ref()?.item;
        let before = self.place.clone();
        let item = &mut self.items[index];
        let (was, memory, key) = (item.flagged, item.memory, item.question.key.clone());
        item.flagged = !was;
        self.remember(Turn {
            change: Change::Decide {
                key: key.clone(),
                now: Decision::Flag(!was),
                before: Decision::Flag(was),
            },
            item: index,
            before,
            after: None,
            memory_before: memory,
            memory_after: memory,
            given: None,
        });
        Some((key, Decision::Flag(!was)))
    }

    /// The questions that were rated, as they were asked, with what was given; those taken back left out.
    pub fn rated(&self) -> impl DoubleEndedIterator<Item = (&Asked, GivenRating)> {
        self.past.iter().filter_map(|turn| Some((turn.before.asked.as_ref()?, turn.given?)))
    }

    /// Takes the last step back: the session stands exactly as before it. Gives what has to be taken back in the log.
    pub fn undo(&mut self) -> Option<Change> {
        let mut turn = self.past.pop()?;
        turn.after = Some(std::mem::replace(&mut self.place, turn.before.clone()));
        self.set_memory(turn.item, turn.memory_before);
        if let Change::Decide { before: Decision::Flag(flagged), .. } = turn.change {
            self.items[turn.item].flagged = flagged;
        }
        if turn.given.is_some() {
            self.given.pop();
        }
        let change = turn.change.clone();
        self.future.push(turn);
        Some(change)
    }

    /// Does again what was taken back last. Gives what has to be stored again.
    pub fn redo(&mut self) -> Option<Change> {
        let mut turn = self.future.pop()?;
        if let Some(after) = turn.after.take() {
            self.place = after;
        }
        self.set_memory(turn.item, turn.memory_after);
        if let Change::Decide { now: Decision::Flag(flagged), .. } = turn.change {
            self.items[turn.item].flagged = flagged;
        }
        self.given.extend(turn.given);
        let change = turn.change.clone();
        self.past.push(turn);
        Some(change)
    }

    /// Whether [`Self::undo`] would do something.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// The question just rated, if its lapses have made it a leech.
    pub fn leech(&self, model: &Model) -> Option<&Item> {
        let turn = self.past.last()?;
        let Change::Review(Review { rating: Rating::Again, .. }) = turn.change else { return None };
        let before = turn.memory_before.map_or(0, |memory| memory.lapses);
        let memory = turn.memory_after.filter(|memory| memory.lapses > before)?;
        model.is_leech(&memory).then(|| &self.items[turn.item])
    }

    fn remember(&mut self, turn: Turn) {
        self.future.clear();
        self.past.push(turn);
    }

    fn set_memory(&mut self, item: usize, memory: Option<Memory>) {
        if let Some(old) = self.items[item].memory.take() {
            self.load.remove(old.due);
        }
        if let Some(new) = memory {
            self.load.add(new.due);
        }
        self.items[item].memory = memory;
    }
}

/// The time from `since` to `now`; none if the clock went back.
fn between(since: Timestamp, now: Timestamp) -> Duration {
    now.duration_since(since).try_into().unwrap_or_default()
}
