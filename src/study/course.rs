//! What a session is to ask, out of everything there is.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use super::turns::{Sequence, Turns};
use crate::card::{KeyNumber, QuestionKey};
use crate::deck::Row;
use crate::schedule::{
    Budget, Candidate, ExamBudget, Load, Memories, Memory, Mode, Model, Offer, day_queue, spread,
};

/// So many new questions are looked at for each that may be shown: some are too much alike for one day.
const FRESH: usize = 8;
/// More than any place of a question: those that were tried come before all other new ones.
const AFTER_TRIED: usize = usize::MAX / 2;

/// What the plan of the exams that have a date says of today's questions.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// Those that are worth something today.
    pub best: HashMap<KeyNumber, Offer>,
    /// All that the exams ask; what is not among the best is not asked today, but for its learning steps.
    pub members: HashSet<KeyNumber>,
}

/// What the learner wants of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Drill what is due, work ahead, or cram.
    pub mode: Mode,
    /// At most so many questions.
    pub limit: Option<usize>,
    /// New questions that may still be shown today.
    pub new: usize,
    /// Questions already asked today, counted against `limit` of a day.
    pub done: usize,
    /// What the day has for exams that have a date.
    pub exam: Option<ExamBudget>,
}

/// What a session asks and what is left for the coming days.
#[derive(Debug, Clone, Default)]
pub struct Course<'a> {
    /// In the order they are asked; those from `waiting` on wait for a learning step.
    pub asked: Vec<Row<'a>>,
    /// Where those begin that wait.
    pub waiting: usize,
    /// The same in numbers, but for the answers, which it knows nothing of, and how long they take.
    pub outlook: Outlook,
    /// How long the reviews and the new questions are expected to take, where an exam has a date.
    pub time: Option<Duration>,
}

/// What a session will ask, in numbers. Of a drill of everything, that is what is left of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outlook {
    /// Reviews.
    pub due: usize,
    /// Questions that were asked today and come back at a learning step.
    pub learning: usize,
    /// New questions.
    pub new: usize,
    /// Due reviews that do not fit today.
    pub left_over: usize,
    /// Days over which these are spread.
    pub spread: usize,
    /// Due reviews that wait for another day because a card like them is asked today or was.
    pub held_back: usize,
    /// How many of the questions the plan of an exam chose.
    pub planned: usize,
    /// The answers that are expected, since learning steps bring questions back.
    pub answers: usize,
    /// How long they are expected to take. By the plan of an exam no longer than the day has minutes left, but for what is being
    /// learned.
    pub time: Duration,
}

/// What is known about the questions of a library.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'a> {
    /// What their reviews fold to.
    pub memories: &'a Memories,
    /// Questions not to be asked today: suspended or buried.
    pub away: &'a HashSet<KeyNumber>,
    /// Questions answered right in a quiz before they were studied: the first among the new ones.
    pub tried: &'a HashSet<KeyNumber>,
    /// Questions whose schedule was moved today.
    pub seen_today: &'a HashSet<QuestionKey>,
    /// What decks say of the order in which they are learned.
    pub sequence: &'a Sequence<'a>,
    /// What the plan of the exams that have a date offers today.
    pub offers: Option<&'a Offers>,
}

/// Chooses and orders what a session asks.
///
/// A drill takes what is due and some new questions by [`day_queue`]: decks take turns in giving them, own decks that were
/// never begun first, and a deck that comes after others waits for them. The `rows` of a deck stand together. Working ahead
/// takes what is known and not due, soonest due first. Cramming takes everything, what is least likely to be remembered
/// first and new questions last.
pub fn course<'a>(
    rows: impl Iterator<Item = Row<'a>> + Clone,
    known: Knowledge<'_>,
    wish: Wish,
    model: &Model,
    today: Date,
    now: Timestamp,
) -> Course<'a> {
    let rows = rows.filter(|row| !row.is_suspended());
    if wish.mode != Mode::Drill {
        let mut asked = unscheduled(rows.collect(), known, wish.mode, model, today);
        asked.truncate(wish.limit.unwrap_or(usize::MAX));
        let outlook = Outlook { due: asked.len(), ..Outlook::default() };
        return Course { waiting: asked.len(), asked, outlook, time: None };
    }
    let mut away = Cow::Borrowed(known.away);
    let mut waits = waiting(rows.clone(), known, wish, &away);
    let mut course = open_drill(rows.clone(), &waits, known, wish, today, now);
    // What a plan asks today opens what waits for it today, as long as there are minutes.
    while known.offers.is_some() && !waits[1].is_empty() {
        away.to_mut().extend(course.asked.iter().map(Row::number));
        let still = waiting(rows.clone(), known, wish, &away);
        if still == waits {
            break;
        }
        waits = still;
        course = open_drill(rows.clone(), &waits, known, wish, today, now);
    }
    course
}

/// What a drill asks of `rows`, of which the new ones of the decks in `waits` are left out: of what no plan offers, and of what
/// one does.
fn open_drill<'a>(
    rows: impl Iterator<Item = Row<'a>> + Clone,
    waits: &[HashSet<&str>; 2],
    known: Knowledge<'_>,
    wish: Wish,
    today: Date,
    now: Timestamp,
) -> Course<'a> {
    let most = wish.new.saturating_mul(FRESH).saturating_add(FRESH);
    let (mut deck, mut of_deck) = ("", [false; 2]);
    let rows = rows.filter(move |row| {
        if !std::ptr::eq(deck, row.deck()) {
            (deck, of_deck) = (row.deck(), [0, 1].map(|which| waits[which].contains(row.deck())));
        }
        of_deck == [false; 2]
            || known.memories.of(row.number()).is_some()
            || !of_deck[usize::from(known.offers(row))]
    });
    // Mostly the first new questions of each deck are enough; not where they resemble each other or few decks have any.
    let of_each = most.div_ceil(known.sequence.decks.max(1)).max(FRESH);
    let tries = [of_each, most, usize::MAX];
    let mut courses = tries.into_iter().map(|most| drill(rows.clone(), most, known, wish, today, now));
    courses.find_map(|course| course).unwrap_or_default()
}

/// The decks whose new questions wait for others: for what no plan offers, and for what the plan of an exam offers. The latter waits
/// for nothing but what is offered as well, since nothing else need ever be asked before the exam, and where the plan says so for nothing.
/// Nothing waits for what is `away`.
fn waiting<'r, 'k>(
    rows: impl Iterator<Item = Row<'r>> + Clone,
    known: Knowledge<'k>,
    wish: Wish,
    away: &HashSet<KeyNumber>,
) -> [HashSet<&'k str>; 2] {
    let planned = if known.offers.is_some() && wish.exam.is_some_and(|exam| exam.waits) {
        let offered = rows.clone().filter(|row| known.offers(row));
        known.sequence.waiting(offered, known.memories, away)
    } else {
        HashSet::new()
    };
    [known.sequence.waiting(rows, known.memories, away), planned]
}

/// What a drill asks of `rows`, of whose new questions the first `most` of each deck are looked at; `None` where these are
/// too few.
fn drill<'a>(
    rows: impl Iterator<Item = Row<'a>>,
    most: usize,
    known: Knowledge<'_>,
    wish: Wish,
    today: Date,
    now: Timestamp,
) -> Option<Course<'a>> {
    let Sifted { rows, candidates, later, is_all } = sifted(rows, most, known, today);
    let budget = Budget { new: wish.new, daily: wish.limit, done: wish.done, exam: wish.exam };
    let memories =
        candidates.iter().filter(|candidate| !candidate.away).filter_map(|candidate| candidate.memory);
    let due = memories.filter(|memory| memory.due <= today && memory.waiting(today).is_none()).count();
    let queue = day_queue(&candidates, known.seen_today, &budget, today, now);
    let spread = match wish.limit {
        Some(daily) if queue.left_over > 0 => spread(queue.left_over, daily, &later, today),
        _ => Vec::new(),
    };
    (is_all || !queue.has_room).then(|| Course {
        asked: queue.queue.iter().chain(&queue.waiting).map(|&index| rows[index]).collect(),
        waiting: queue.queue.len(),
        outlook: Outlook {
            due: queue.due,
            learning: queue.steps + queue.waiting.len(),
            new: queue.new,
            left_over: queue.left_over,
            spread: spread.len(),
            held_back: due.saturating_sub(queue.due + queue.left_over),
            planned: queue.planned,
            ..Outlook::default()
        },
        time: queue.time,
    })
}

/// The rows that a drill may ask today.
struct Sifted<'r, 'k> {
    rows: Vec<Row<'r>>,
    /// What is known of each of them.
    candidates: Vec<Candidate<'k>>,
    /// The reviews that fall due on each day after today.
    later: Load,
    /// Whether no new question was left out.
    is_all: bool,
}

/// Leaves out what comes later and the new questions of each deck after the first `most`.
fn sifted<'r: 'k, 'k>(
    rows: impl Iterator<Item = Row<'r>>,
    most: usize,
    known: Knowledge<'k>,
    today: Date,
) -> Sifted<'r, 'k> {
    // Room that is not used is not taken from the system; growing would copy what is there again and again.
    let most_due = known.memories.len() + FRESH;
    let (mut chosen, mut candidates) = (Vec::with_capacity(most_due), Vec::with_capacity(most_due));
    let mut is_all = true;
    let (mut turns, mut turn_of) = (Turns::default(), Vec::new());
    let (told, mut later) = (known.told(), Load::default());
    for (place, row) in rows.enumerate() {
        let memory = known.memories.of(row.number());
        let deck = turns.look_at(row.deck(), memory.is_some());
        if let Some(memory) = memory.filter(|memory| memory.due > today && memory.waiting(today).is_none())
            && !known.away.contains(&row.number())
        {
            later.add(memory.due);
        }
        if known.leaves(&row, memory, today) {
            continue;
        }
        if !told.contains(&row.number()) {
            match memory {
                // Of what comes later only the number matters.
                Some(memory) if is_later(memory, today) && !known.offers(&row) => continue,
                None => {
                    let round = turns.take_new(deck);
                    if round >= most && !known.offers(&row) {
                        is_all = false;
                        continue;
                    }
                    turn_of.push((candidates.len(), round, deck));
                }
                Some(_) => {}
            }
        }
        candidates.push(candidate(&row, memory, place, known));
        chosen.push(row);
    }
    let places = turns.places(&known.sequence.own);
    for (candidate, round, deck) in turn_of {
        candidates[candidate].order = AFTER_TRIED + round * places.len() + places[deck];
    }
    Sifted { rows: chosen, candidates, later, is_all }
}

/// Whether a question has nothing to do with `today`.
fn is_later(memory: &Memory, today: Date) -> bool {
    memory.due > today && memory.last_day != today && memory.waiting(today).is_none()
}

impl Knowledge<'_> {
    /// What is remembered of a question; `None` of a new one.
    fn memory(&self, row: &Row<'_>) -> Option<&Memory> {
        self.memories.of(row.number())
    }

    /// Whether the plan of an exam knows the question.
    fn offers(&self, row: &Row<'_>) -> bool {
        self.offers.is_some_and(|offers| offers.best.contains_key(&row.number()))
    }

    /// Whether the plan of an exam leaves the question for another day.
    fn leaves(&self, row: &Row<'_>, memory: Option<&Memory>, today: Date) -> bool {
        self.offers.is_some_and(|offers| {
            offers.members.contains(&row.number())
                && !offers.best.contains_key(&row.number())
                && memory.and_then(|memory| memory.waiting(today)).is_none()
        })
    }

    /// The questions of which something besides a memory is known.
    fn told(&self) -> HashSet<KeyNumber> {
        let seen = self.seen_today.iter().map(QuestionKey::number);
        seen.chain(self.away.iter().copied()).chain(self.tried.iter().copied()).collect()
    }
}

/// A question, the `place`th of all.
fn candidate<'a>(
    row: &Row<'a>,
    memory: Option<&'a Memory>,
    place: usize,
    known: Knowledge<'_>,
) -> Candidate<'a> {
    let number = row.number();
    Candidate {
        number,
        card: (row.deck(), row.card()),
        look_alikes: row.look_alikes(),
        memory,
        away: !known.away.is_empty() && known.away.contains(&number),
        order: place,
        offer: known.offers.and_then(|offers| offers.best.get(&number).copied()),
    }
}

fn unscheduled<'a>(
    mut rows: Vec<Row<'a>>,
    known: Knowledge<'_>,
    mode: Mode,
    model: &Model,
    today: Date,
) -> Vec<Row<'a>> {
    rows.retain(|row| !known.away.contains(&row.number()));
    if mode == Mode::Ahead {
        rows.retain(|row| known.memory(row).is_some_and(|memory| memory.due > today));
        rows.sort_by_key(|row| known.memory(row).map(|memory| memory.due));
        return rows;
    }
    let chances = rows.into_iter().map(|row| {
        let chance = known.memory(&row).map_or(2.0, |memory| model.retrievability(memory, today));
        (chance, row)
    });
    let mut chances: Vec<(f64, Row<'_>)> = chances.collect();
    chances.sort_by(|one, other| one.0.total_cmp(&other.0));
    chances.into_iter().map(|(_, row)| row).collect()
}
