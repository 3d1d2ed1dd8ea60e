//! What a learner did, as Anki's columns of cards and its review log.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::anki::collection::{Card, Collection, Note, Review};
use crate::anki::{DEVICE, Said};
use crate::card::QuestionKey;
use crate::schedule::{self, Days, Memories, Memory, Mode};
use crate::store::Decisions;

/// The ease that a card of Anki begins with, in thousandths.
const EASE: i64 = 2500;
/// What the review log says of a card that comes again on the same day: ten minutes, as seconds below 0.
const SAME_DAY: i64 = -600;
/// The flag of a marked question: red.
const RED: i64 = 1;

/// What a learner did.
#[derive(Debug)]
pub struct Learned {
    /// The present moment.
    pub now: Timestamp,
    /// The learner's days.
    pub days: Days,
    /// The parameter of FSRS that says how fast memories fade.
    pub decay: f32,
    /// What the reviews of the questions fold to.
    pub memories: Memories,
    /// What was decided about them.
    pub standing: HashMap<QuestionKey, Decisions>,
    /// The reviews of each that count, in their order.
    pub reviews: HashMap<QuestionKey, Vec<schedule::Review>>,
}

/// The day that a collection counts from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    first: Date,
}

impl Calendar {
    /// That of a collection made at so many seconds after 1970 began.
    pub(super) fn of(created: i64, learned: &Learned) -> Self {
        let at = Timestamp::from_second(created).unwrap_or(learned.now);
        Self { first: learned.days.offset(at).to_datetime(at).date() }
    }

    /// Days from the first to `day`; below 0 where that was before.
    pub(super) fn number(self, day: Date) -> i64 {
        day.duration_since(self.first).as_hours() / 24
    }

    /// Days to add to what counts from `other`.
    pub(super) fn shift(self, other: Self) -> i64 {
        self.number(other.first)
    }
}

impl Learned {
    fn memory(&self, key: &QuestionKey) -> Option<&Memory> {
        self.memories.get(key)
    }

    fn decided(&self, key: &QuestionKey) -> Said {
        let Some(standing) = self.standing.get(key) else { return Said::default() };
        let is_away = standing.buried.is_some_and(|day| day > self.days.of(self.now));
        Said {
            suspended: standing.suspended,
            flagged: standing.flagged,
            buried: is_away.then(|| self.now.as_second()),
        }
    }

    /// Whether the question was answered here so that its schedule moved.
    fn is_studied(&self, key: &QuestionKey) -> bool {
        let rows = self.reviews.get(key).into_iter().flatten();
        rows.into_iter().any(|row| row.device != DEVICE && row.mode.schedules())
    }

    /// Whether the learner marked the question.
    pub(super) fn is_marked(&self, key: &QuestionKey) -> bool {
        self.decided(key).flagged
    }

    /// The card of a question that Anki never had; `place` is its place among the new ones.
    pub(super) fn own_card(&self, key: &QuestionKey, place: i64, calendar: Calendar) -> Card {
        let mut card = Card { due: place, data: "{}".to_owned(), ..Card::default() };
        card.modified =
            self.reviews.get(key).and_then(|rows| rows.last()).map_or(0, |row| row.at.as_second());
        self.fill(&mut card, self.memory(key), calendar);
        self.set_aside(&mut card, Said::default(), self.decided(key));
        card
    }

    /// A card as it goes back: as it came, but for what was learned and decided here since.
    pub(super) fn kept_card(
        &self,
        card: &Card,
        note: &Note,
        key: Option<&QuestionKey>,
        times: Times,
    ) -> Card {
        let mut back = Card { nid: note.id, ..card.clone() };
        if back.odid != 0 {
            // A filtered deck has it for a while; its own is where it belongs.
            back.due = if back.odue != 0 { back.odue } else { back.due };
            (back.did, back.odid, back.odue) = (back.odid, 0, 0);
            if back.queue >= 0 {
                back.queue = queue(&back);
            }
        }
        if matches!(back.kind, 2) || back.queue == 3 {
            back.due += times.own.shift(times.theirs);
        }
        let Some(key) = key else { return back };
        let (mut said, now) = (Said::of(card, note), self.decided(key));
        if self.is_studied(key) {
            self.fill(&mut back, self.memory(key), times.own);
            let last = self.reviews.get(key).and_then(|rows| rows.last());
            back.modified = last.map_or(back.modified, |row| row.at.as_second().max(back.modified + 1));
            back.queue = queue(&back);
            self.set_aside(&mut back, Said { flagged: said.flagged, ..Said::default() }, now);
        } else {
            let is_over = said.buried.is_some_and(|at| !self.is_today(at));
            if is_over && back.queue < -1 {
                // What was buried is asked again once its day is over, there as here.
                (back.queue, said.buried) = (queue(&back), None);
            }
            self.set_aside(&mut back, said, Said { buried: now.buried.or(said.buried), ..now });
        }
        back
    }

    /// Whether the study day that has the moment at so many seconds is not over.
    fn is_today(&self, seconds: i64) -> bool {
        Timestamp::from_second(seconds).is_ok_and(|at| self.days.of(at) == self.days.of(self.now))
    }

    /// Suspends, buries and flags the card, or takes that back, where what was `said` of it is no longer so.
    fn set_aside(&self, card: &mut Card, said: Said, now: Said) {
        if said.suspended != now.suspended || said.buried.is_some() != now.buried.is_some() {
            card.queue = match (now.suspended, now.buried) {
                (true, _) => -1,
                (false, Some(_)) => -3,
                (false, None) => queue(card),
            };
        }
        if said.flagged != now.flagged {
            card.flags = card.flags & !7 | if now.flagged { RED } else { 0 };
        }
    }

    /// Writes a memory into the columns of a card; without one it is new.
    fn fill(&self, card: &mut Card, memory: Option<&Memory>, calendar: Calendar) {
        let Some(memory) = memory else {
            let due = if card.kind == 0 { card.due } else { 0 };
            let (data, flags) = ("{}".to_owned(), card.flags);
            let Card { id, nid, did, ord, modified, .. } = *card;
            *card = Card { id, nid, did, ord, modified, due, data, flags, ..Card::default() };
            return;
        };
        card.kind = 2;
        card.ivl = i64::from(memory.elapsed(memory.due)).max(1);
        card.due = calendar.number(memory.due);
        card.factor = if card.factor == 0 { EASE } else { card.factor };
        (card.reps, card.lapses, card.left) = (memory.reps.into(), memory.lapses.into(), 0);
        if let Some(step) = memory.waiting(self.days.of(self.now)) {
            card.kind = if step.relearning { 3 } else { 1 };
            card.due = step.at.millisecond() / 1000;
            card.left = 1001;
        }
        card.data = self.data(memory, &card.data);
        card.queue = queue(card);
    }

    /// What Anki keeps of a memory of FSRS, in JSON; whatever else it kept there `before` stays.
    fn data(&self, memory: &Memory, before: &str) -> String {
        let mut data: Map<String, Value> = serde_json::from_str(before).unwrap_or_default();
        data.insert("s".to_owned(), rounded(memory.stability, 4).into());
        data.insert("d".to_owned(), rounded(memory.difficulty, 3).into());
        data.insert("decay".to_owned(), rounded(self.decay, 3).into());
        data.insert("lrt".to_owned(), (memory.last.millisecond() / 1000).into());
        Value::Object(data).to_string()
    }
}

/// By which days a card counts: those of the package, and those of the collection that it came from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    pub(super) own: Calendar,
    pub(super) theirs: Calendar,
}

/// So many digits after the point, as Anki stores them.
fn rounded(value: f32, digits: i32) -> f64 {
    let factor = 10_f64.powi(digits);
    (f64::from(value) * factor).round() / factor
}

/// Where a card waits that nobody set aside.
const fn queue(card: &Card) -> i64 {
    match card.kind {
        // Seconds after 1970 began, or a day.
        1 | 3 if card.due > 1_000_000_000 => 1,
        1 | 3 => 3,
        kind => kind,
    }
}

/// The reviews of a question as rows of Anki's log. Each millisecond names one at most: those in `taken` have theirs.
pub(super) fn reviews(
    cid: i64,
    key: &QuestionKey,
    learned: &Learned,
    taken: &mut HashSet<i64>,
) -> Vec<Review> {
    let rows = learned.reviews.get(key).map_or(&[][..], Vec::as_slice);
    let memory = learned.memory(key);
    // The interval that the question has by now, in days; `None` while it is learned, for the first time or again.
    let (mut interval, mut was_learned) = (None, false);
    let mut out = Vec::with_capacity(rows.len());
    for (nth, row) in rows.iter().enumerate() {
        let next = rows[nth + 1..].iter().find(|later| later.mode.schedules());
        let mut id = row.at.as_millisecond();
        while !taken.insert(id) {
            id += 1;
        }
        let (kind, factor) = meaning(row.mode, interval, was_learned);
        let came = came_of(row, next, memory, &learned.days);
        if row.mode.schedules() {
            interval = (row.mode != Mode::Forgotten && came > 0).then_some(came);
            was_learned = row.mode != Mode::Forgotten && (was_learned || interval.is_some());
        }
        let ivl = match row.mode {
            Mode::Forgotten => 0,
            mode if mode.schedules() => came,
            _ => interval.unwrap_or(SAME_DAY),
        };
        let ease = if row.mode.is_answer() { row.rating.number().into() } else { 0 };
        let time = i64::try_from(row.took.as_millis()).unwrap_or(0);
        out.push(Review { id, cid, ease, ivl, factor, time, kind });
    }
    out
}

/// Kind and ease of a row: what an import reads as that mode again.
const fn meaning(mode: Mode, interval: Option<i64>, was_learned: bool) -> (i64, i64) {
    match (mode, interval) {
        (Mode::Ahead | Mode::Cram | Mode::Trial, _) => (3, 0),
        (Mode::Forgotten, _) => (4, 0),
        (Mode::Rescheduled, _) => (4, EASE),
        (Mode::Drill | Mode::Quiz, None) if was_learned => (2, EASE),
        (Mode::Drill | Mode::Quiz, None) => (0, 0),
        (Mode::Drill | Mode::Quiz, Some(_)) => (1, EASE),
    }
}

/// The interval that came of a review: days, or seconds below 0 where the question came again that day.
fn came_of(
    row: &schedule::Review,
    next: Option<&schedule::Review>,
    memory: Option<&Memory>,
    days: &Days,
) -> i64 {
    let day = days.of_review(row.at, row.offset);
    let until = |due: Date| due.duration_since(day).as_hours() / 24;
    let chosen = row.due.map(until);
    let followed = || next.map(|next| until(days.of_review(next.at, next.offset)));
    let remembered =
        || memory.filter(|memory| memory.last_day == day && next.is_none()).map(|one| until(one.due));
    let days = chosen.or_else(followed).or_else(remembered).unwrap_or(0);
    if days > 0 { days } else { SAME_DAY }
}

/// When a collection of the learner's own begins: the day of the first review, or today.
pub(super) fn created(learned: &Learned) -> i64 {
    let first = learned.reviews.values().flatten().map(|row| row.at).min().unwrap_or(learned.now);
    learned.days.start_of(learned.days.of(first)).as_second()
}

/// The zone and the hour in which the days of `collection` begin.
pub(super) fn set_clock(collection: &mut Collection, learned: &Learned) {
    let at = Timestamp::from_second(collection.created).unwrap_or(learned.now);
    collection.zone = Some(learned.days.offset(at));
    collection.day_start = Some(learned.days.start.hour());
}
