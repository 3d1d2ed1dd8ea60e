//! The questions of a day that the plan of an exam chooses: by score, until the minutes are used.

use std::time::Duration;

use super::{Candidate, Cards};
use crate::card::KeyNumber;
use crate::schedule::hash::QuickMap;

/// What the plan of an exam says of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offer {
    /// What a second spent on it today gains on the exam day, in questions.
    pub score: f64,
    /// How long it is expected to take today, steps within the day included.
    pub cost: Duration,
    /// Whether it is new, and new questions of other decks wait for it.
    pub opens: bool,
}

/// New questions in a day that others wait for, and that are asked though they are like something else of the day. So the last
/// of a deck do not hold others up for a day each.
const LAST: usize = 4;

/// What a day has for the exams that have a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExamBudget {
    /// The time left today, for these questions and all others.
    pub time: Duration,
    /// At most so many questions.
    pub most: usize,
    /// How long a question takes that is in no exam with a date, all its answers of the day together: one that is due, and a new
    /// one.
    pub each: [Duration; 2],
    /// New questions that may still be shown today, if the learner set a number on purpose.
    pub new: Option<usize>,
    /// Whether questions of one card, and those that are easily confused, may be asked on one day: in the last days before
    /// the exam.
    pub takes_siblings: bool,
    /// Whether new questions wait for the decks that theirs comes after.
    pub waits: bool,
}

/// What was chosen. Indices are those of the candidates.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// Questions that were studied before, the best score first.
    pub(super) reviews: Vec<usize>,
    /// New ones in the order in which they are shared out, those that others wait for before the others.
    pub(super) fresh: Vec<usize>,
    /// How long they are expected to take together.
    pub(super) time: Duration,
}

/// Chooses among `planned`, the places of candidates that have offers, as many as fit into `time`; the last one may pass it.
pub(super) fn choose<'a>(
    mut planned: Vec<(Offer, usize)>,
    candidates: &[Candidate<'a>],
    cards: &mut Cards<'a>,
    budget: &ExamBudget,
    time: Duration,
) -> Chosen {
    planned.sort_by(|one, other| {
        let by_score = rounded(other.0.score).total_cmp(&rounded(one.0.score));
        by_score.then_with(|| rank(&candidates[one.1]).cmp(&rank(&candidates[other.1])))
    });
    let mut chosen = Chosen::default();
    let mut related = Vec::new();
    let mut opening = LAST;
    for (offer, index) in planned {
        if chosen.is_full(budget, time) {
            break;
        }
        if chosen.has_no_room_for(&candidates[index], budget) {
            continue;
        }
        let is_free = budget.takes_siblings || cards.take_if_free(&candidates[index]);
        if is_free || (offer.opens && opening > 0) {
            opening -= usize::from(!is_free);
            chosen.take(&candidates[index], index, offer);
        } else {
            related.push((offer, index));
        }
    }
    // Where nothing else is left, what is alike is asked on one day.
    for (offer, index) in related {
        if !chosen.is_full(budget, time) && !chosen.has_no_room_for(&candidates[index], budget) {
            chosen.take(&candidates[index], index, offer);
        }
    }
    // The decks take turns in giving them, but what opens other decks comes before those.
    chosen.fresh.sort_by_key(|&index| {
        let opens = candidates[index].offer.is_some_and(|offer| offer.opens);
        (!opens, candidates[index].order)
    });
    chosen
}

impl Chosen {
    fn has_no_room_for(&self, candidate: &Candidate<'_>, budget: &ExamBudget) -> bool {
        candidate.memory.is_none() && budget.new.is_some_and(|most| self.fresh.len() >= most)
    }

    fn is_full(&self, budget: &ExamBudget, time: Duration) -> bool {
        self.time >= time || self.count() >= budget.most
    }

    pub(super) fn count(&self) -> usize {
        self.reviews.len() + self.fresh.len()
    }

    fn take(&mut self, candidate: &Candidate<'_>, index: usize, offer: Offer) {
        if candidate.memory.is_some() { &mut self.reviews } else { &mut self.fresh }.push(index);
        self.time += offer.cost;
    }
}

/// What orders questions of one score: known ones before new ones, and these in the order in which they are shared out.
const fn rank(candidate: &Candidate<'_>) -> (bool, usize, KeyNumber) {
    let is_new = candidate.memory.is_none();
    (is_new, if is_new { candidate.order } else { 0 }, candidate.number)
}

/// Scores as they are compared: what `ln` and `pow` leave open in the last bits does not count.
fn rounded(score: f64) -> f64 {
    (score * 1e12).round()
}

/// Puts questions of one card far apart: one of each card comes before the second of any, and neighbours are of two cards
/// where another can come between.
pub(super) fn put_apart(queue: &mut [usize], candidates: &[Candidate<'_>]) {
    let mut asked: QuickMap<(&str, &str), usize> = QuickMap::default();
    queue.sort_by_cached_key(|&index| {
        let before = asked.entry(candidates[index].card).or_default();
        *before += 1;
        *before
    });
    for place in 1..queue.len() {
        let card = candidates[queue[place - 1]].card;
        if candidates[queue[place]].card == card
            && let Some(other) = (place + 1..queue.len()).find(|&other| candidates[queue[other]].card != card)
        {
            queue.swap(place, other);
        }
    }
}
