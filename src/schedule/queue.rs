//! The plan of a study day: what is asked, in which order, and what is left for the days to come.

mod planned;

use std::cmp::Ordering;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use super::hash::{QuickMap, QuickSet};
use super::{Load, Memory, Moment};
use crate::card::{KeyNumber, QuestionKey, cards_named, is_row_of_another};

use planned::{Chosen, put_apart};
pub use planned::{ExamBudget, Offer};

/// A question that may be asked.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The number of its name.
    pub number: KeyNumber,
    /// Deck and id of its card: questions of one card are siblings.
    pub card: (&'a str, &'a str),
    /// Names of cards that are easily confused with its own, within its deck or with the id of another. It is enough if one of two names the other.
    pub look_alikes: &'a [String],
    /// What its reviews fold to; `None` for a new question.
    pub memory: Option<&'a Memory>,
    /// Suspended, or buried today: not asked.
    pub away: bool,
    /// Its place among the new questions; equal ones stay in the order of the candidates.
    pub order: usize,
    /// What the plan of an exam says of it; `None` where it is in no exam with a date.
    pub offer: Option<Offer>,
}

/// How much a day holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// New questions that may still be shown today.
    pub new: usize,
    /// Questions a day, reviews and new ones together; `None` for all there are. Learning steps do not count.
    pub daily: Option<usize>,
    /// How many of these were asked today already.
    pub done: usize,
    /// For the questions that have an [`Offer`]; `None` where no exam has a date. Then `daily` does not count.
    pub exam: Option<ExamBudget>,
}

impl Budget {
    /// The budget of a learner who gives `time` a day and takes `each` for a question.
    pub fn in_time(new: usize, time: Duration, each: Duration, done: usize) -> Self {
        let daily = questions_in(time, each);
        Self { new, daily: Some(daily), done, exam: None }
    }
}

/// What a study day brings. Indices are those of the candidates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayQueue {
    /// The questions in the order they are to be asked: learning steps whose time has come, then reviews with the
    /// new ones spread among them.
    pub queue: Vec<usize>,
    /// Questions whose learning step comes later in the day, soonest first. They are not in the queue.
    pub waiting: Vec<usize>,
    /// Learning steps at the head of the queue.
    pub steps: usize,
    /// Reviews in the queue.
    pub due: usize,
    /// New questions in the queue.
    pub new: usize,
    /// Whether the day holds more new questions than the candidates gave.
    pub has_room: bool,
    /// Reviews that are due but do not fit today's budget.
    pub left_over: usize,
    /// Questions put off because a sibling or a look-alike is asked today or was.
    pub held_back: usize,
    /// How many questions the plan of an exam chose.
    pub planned: usize,
    /// How long the reviews and the new questions are expected to take, where an exam has a date: no longer than there is time.
    pub time: Option<Duration>,
}

/// Plans the study day `today`, of which it is `now`.
///
/// The riskiest reviews come first: those least likely to be remembered. Of siblings and look-alikes only one is
/// asked on a day, and a review wins over a new question; but where no other new questions are left, look-alikes of what is
/// asked are learned as well. `seen_today` holds the questions whose schedule was moved
/// today already, also those that are no candidates.
pub fn day_queue<'a>(
    candidates: &[Candidate<'a>],
    seen_today: impl IntoIterator<Item = &'a QuestionKey>,
    budget: &Budget,
    today: Date,
    now: Timestamp,
) -> DayQueue {
    let mut cards = Cards::default();
    let seen_today: QuickSet<KeyNumber> = seen_today.into_iter().map(|key| cards.own(key)).collect();
    let mut pools = Pools::default();
    for (index, candidate) in candidates.iter().enumerate() {
        let is_of_today = candidate.memory.is_some_and(|memory| memory.last_day == today);
        if is_of_today || (!seen_today.is_empty() && seen_today.contains(&candidate.number)) {
            cards.take(candidate);
        }
        if !candidate.away {
            pools.sort_in(index, candidate, today, now);
        }
    }
    let Pools { mut steps, mut waiting, due, mut new, planned } = pools;
    steps.sort_unstable();
    waiting.sort_unstable();
    new.sort_unstable();

    let mut day = DayQueue::default();
    let chosen = budget.exam.map(|exam| {
        // At least a tenth of the time is for what is due and in no exam with a date.
        let time = if due.is_empty() { exam.time } else { exam.time.mul_f64(0.9) };
        planned::choose(planned, candidates, &mut cards, &exam, time)
    });
    let Chosen { reviews: planned, fresh: planned_new, time } = chosen.unwrap_or_default();
    let mut room = Room::of(budget, planned.len() + planned_new.len(), time);
    let reviews = day.take_reviews(due, room.holds(0), candidates, &mut cards);
    room.take(reviews.len(), 0);
    let mut fresh = day.take_new(new, room.holds(1).min(budget.new), candidates, &mut cards);
    room.take(fresh.len(), 1);
    day.steps = steps.len();
    day.waiting = waiting.into_iter().map(|(_, index)| index).collect();
    day.queue = steps.into_iter().map(|(_, index)| index).collect();
    day.planned = planned.len() + planned_new.len();
    day.time = budget.exam.map(|exam| room.used.min(exam.time));
    (day.due, day.new) = (reviews.len() + planned.len(), fresh.len() + planned_new.len());
    let mut all = Vec::new();
    mix(&planned, &reviews, &mut all);
    fresh.splice(0..0, planned_new);
    mix(&all, &fresh, &mut day.queue);
    put_apart(&mut day.queue[day.steps..], candidates);
    day
}

impl DayQueue {
    /// The reviews that are asked of those that are `due`, at most `room`. Counts those that are left over and held back.
    fn take_reviews<'a>(
        &mut self,
        due: Vec<(f64, usize)>,
        room: usize,
        candidates: &[Candidate<'a>],
        cards: &mut Cards<'a>,
    ) -> Vec<usize> {
        let due_count = due.len();
        let mut reviews = Vec::new();
        for (place, index) in riskiest_first(due, room).enumerate() {
            if reviews.len() == room {
                self.left_over = due_count - place;
                break;
            } else if cards.take_if_free(&candidates[index]) {
                reviews.push(index);
            } else {
                self.held_back += 1;
            }
        }
        reviews
    }

    /// The questions that are learned of the `new` ones, at most `room`. Tells whether there is room for more, and counts
    /// those that are held back.
    fn take_new<'a>(
        &mut self,
        new: Vec<(usize, usize)>,
        room: usize,
        candidates: &[Candidate<'a>],
        cards: &mut Cards<'a>,
    ) -> Vec<usize> {
        let (mut fresh, mut alike) = (Vec::new(), Vec::new());
        for (_, index) in new {
            if fresh.len() == room {
                break;
            } else if cards.take_if_free(&candidates[index]) {
                fresh.push(index);
            } else {
                alike.push(index);
            }
        }
        self.has_room = fresh.len() < room;
        // Where nothing else is left to learn, what is alike is learned on one day.
        for index in alike {
            if fresh.len() < room && cards.take_if_unasked(&candidates[index]) {
                fresh.push(index);
            } else {
                self.held_back += 1;
            }
        }
        fresh
    }
}

/// What a day has for questions that no plan chose.
struct Room {
    /// At most so many questions.
    questions: usize,
    /// The time of the day for all questions, and how long each of these takes: one that is due, and a new one. `None` where no exam
    /// has a date.
    time: Option<(Duration, [Duration; 2])>,
    /// How much of it is used.
    used: Duration,
}

impl Room {
    /// What `budget` leaves after so many questions of the plan, which take so long.
    fn of(budget: &Budget, planned: usize, used: Duration) -> Self {
        let questions = budget.exam.map_or_else(
            || budget.daily.map_or(usize::MAX, |daily| daily.saturating_sub(budget.done)),
            |exam| exam.most.saturating_sub(planned),
        );
        Self { questions, time: budget.exam.map(|exam| (exam.time, exam.each)), used }
    }

    /// How many more questions it holds that take as long as that of `each`.
    fn holds(&self, which: usize) -> usize {
        let in_time = self.time.map(|(time, each)| questions_in(time.saturating_sub(self.used), each[which]));
        self.questions.min(in_time.unwrap_or(usize::MAX))
    }

    fn take(&mut self, count: usize, which: usize) {
        self.questions -= count;
        if let Some((_, each)) = self.time {
            self.used += each[which] * count as u32;
        }
    }
}

/// How many questions fit into `time` at `each`.
fn questions_in(time: Duration, each: Duration) -> usize {
    (time.as_millis() / each.as_millis().max(1)) as usize
}

/// The reviews that are due, the riskiest first. All are sorted only if more are asked for than mostly fit into `room`.
fn riskiest_first(mut due: Vec<(f64, usize)>, room: usize) -> impl Iterator<Item = usize> {
    let mut sorted = room.max(1).saturating_mul(4).min(due.len());
    if sorted < due.len() {
        due.select_nth_unstable_by(sorted, by_risk);
    }
    due[..sorted].sort_unstable_by(by_risk);
    (0..due.len()).map(move |place| {
        if place == sorted {
            due[sorted..].sort_unstable_by(by_risk);
            sorted = due.len();
        }
        due[place].1
    })
}

/// The riskier one first, and of two that are as risky the one that was given first.
fn by_risk(one: &(f64, usize), other: &(f64, usize)) -> Ordering {
    other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
}

/// The candidates by what they are there for, each with what orders it.
#[derive(Default)]
struct Pools {
    steps: Vec<(Moment, usize)>,
    waiting: Vec<(Moment, usize)>,
    due: Vec<(f64, usize)>,
    new: Vec<(usize, usize)>,
    /// What the plan of an exam offers.
    planned: Vec<(Offer, usize)>,
}

impl Pools {
    fn sort_in(&mut self, index: usize, candidate: &Candidate<'_>, today: Date, now: Timestamp) {
        let Some(memory) = candidate.memory else {
            match candidate.offer {
                Some(offer) => self.planned.push((offer, index)),
                None => self.new.push((candidate.order, index)),
            }
            return;
        };
        if let Some(step) = memory.waiting(today) {
            let pool = if step.at.time() <= now { &mut self.steps } else { &mut self.waiting };
            pool.push((step.at, index));
        } else if let Some(offer) = candidate.offer {
            // What was studied today is not asked again, but for its steps.
            if memory.last_day != today {
                self.planned.push((offer, index));
            }
        } else if memory.due <= today {
            // Retrievability falls with the time elapsed over the stability, so this orders without computing it.
            self.due.push((f64::from(memory.elapsed(today)) / f64::from(memory.stability), index));
        }
    }
}

/// A card as deck and id.
type Card<'a> = (&'a str, &'a str);

/// The cards of the day, by hash: whether a question may join them costs no search among its relatives.
#[derive(Default)]
struct Cards<'a> {
    /// Which question of a card the day has.
    owners: QuickMap<Card<'a>, KeyNumber>,
    /// Cards that one of the day names as look-alikes.
    shunned: QuickSet<Card<'a>>,
}

impl<'a> Cards<'a> {
    /// Notes that the question of its card is of today. Gives its number.
    fn own(&mut self, key: &'a QuestionKey) -> KeyNumber {
        self.owners.insert((key.deck(), key.card()), key.number());
        key.number()
    }

    fn take(&mut self, candidate: &Candidate<'a>) {
        let card = candidate.card;
        self.owners.insert(card, candidate.number);
        self.shunned.extend(look_alikes(candidate, card));
    }

    fn take_if_free(&mut self, candidate: &Candidate<'a>) -> bool {
        let card = candidate.card;
        if self.shunned.contains(&card)
            || look_alikes(candidate, card).any(|other| self.owners.contains_key(&other))
            || kin(candidate).any(|other| self.shunned.contains(&other))
            || *self.owners.entry(card).or_insert(candidate.number) != candidate.number
        {
            return false;
        }
        self.shunned.extend(look_alikes(candidate, card));
        true
    }

    /// Takes the question, however alike, if no other question of its card is asked.
    fn take_if_unasked(&mut self, candidate: &Candidate<'a>) -> bool {
        *self.owners.entry(candidate.card).or_insert(candidate.number) == candidate.number
    }
}

/// The cards that a candidate of `card` names as easily confused with it.
fn look_alikes<'a>(candidate: &Candidate<'a>, card: Card<'a>) -> impl Iterator<Item = Card<'a>> {
    let named = candidate.look_alikes.iter().flat_map(move |name| cards_named(card.0, name));
    named.filter(move |other| *other != card)
}

/// The rows of other decks that a candidate names: two decks that ask of one row are about one fact, and both name it.
fn kin<'a>(candidate: &Candidate<'a>) -> impl Iterator<Item = Card<'a>> {
    let rows = candidate.look_alikes.iter().filter(|name| is_row_of_another(name));
    rows.filter_map(|name| name.split_once('/'))
}

/// How many reviews each coming day has until the `backlog` is gone, of which `daily` fit a day, counting those that fall due
/// `later`.
pub fn spread(backlog: usize, daily: usize, later: &Load, today: Date) -> Vec<(Date, usize)> {
    let mut days = Vec::new();
    let mut left = backlog;
    let mut day = today;
    while let (true, Ok(next)) = (left > 0, day.tomorrow()) {
        day = next;
        left += later.on(day) as usize;
        let asked = left.min(daily.max(1));
        days.push((day, asked));
        left -= asked;
    }
    days
}

/// Appends the reviews to `queue` in their order, with the new questions spread evenly among them.
fn mix(reviews: &[usize], fresh: &[usize], queue: &mut Vec<usize>) {
    let mut reviews_put = 0;
    for (nth, question) in fresh.iter().enumerate() {
        let before = (nth + 1) * reviews.len() / (fresh.len() + 1);
        queue.extend(&reviews[reviews_put..before]);
        queue.push(*question);
        reviews_put = before;
    }
    queue.extend(&reviews[reviews_put..]);
}

#[cfg(test)]
mod tests;
