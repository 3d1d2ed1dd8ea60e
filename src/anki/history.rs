//! The review log of a collection as rows of ours.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use super::arrange::Asked;
use super::collection::{Collection, Review};
use crate::card::{KeyNumber, QuestionKey};
use crate::schedule::{self, Days, DeviceId, Memory, Mode, Model, Rating, RowId, Settings, Stamp};
use crate::source::fnv1a;

/// Stands for all collections of Anki where a row names its device: "anki".
pub const DEVICE: DeviceId = DeviceId(0x616e_6b69);
/// How far a memory may be off to be the same.
const TOLERANCE: f32 = 0.005;

/// What a review log comes to.
#[derive(Debug, Default)]
pub struct History {
    /// Its rows, in the order of their ids.
    pub reviews: Vec<schedule::Review>,
    /// Reviews of cards that did not come.
    pub homeless: usize,
    /// Reviews that lie in the future: some clock was wrong.
    pub ahead: usize,
    /// Reviews that no program can have written.
    pub broken: usize,
    /// Answers that fall on another study day than they did in Anki.
    pub other_days: usize,
    /// Cards that Anki has learned, and of which there is no review.
    pub unlearned: usize,
    /// Reviews that were given here, went to Anki in an export and come back.
    pub returned: usize,
}

/// Nobody answers the same question twice within so many milliseconds, and no export moves a review by more.
const MOVED: i64 = 50;

impl History {
    /// Leaves out what is among the learner's `own` reviews, each a question and its millisecond, so that nothing that comes back
    /// from Anki counts twice. An export moves those of one millisecond apart.
    pub fn leave_out(&mut self, own: &HashSet<(KeyNumber, i64)>) {
        let all = self.reviews.len();
        self.reviews.retain(|row| {
            let at = row.at.as_millisecond();
            (at - MOVED..=at).all(|at| !own.contains(&(row.key.number(), at)))
        });
        self.returned += all - self.reviews.len();
    }
}

/// By what the days of reviews are told.
#[derive(Debug, Clone)]
pub struct Clockwork {
    /// The learner's days, as they count from now on.
    pub days: Days,
    /// The present moment: nothing later comes.
    pub now: Timestamp,
}

/// The reviews of those cards that are `asked` here.
pub fn history(collection: &Collection, asked: &[&Asked], clockwork: &Clockwork) -> History {
    let cards: HashMap<i64, (&QuestionKey, u64)> =
        asked.iter().map(|asked| (asked.cid, (&asked.key, fnv1a(asked.guid.as_bytes())))).collect();
    let mut history = History::default();
    let theirs = day_start(collection);
    for review in &collection.reviews {
        let Some((key, guid)) = cards.get(&review.cid) else {
            history.homeless += 1;
            continue;
        };
        match row(review, key, *guid, collection, clockwork) {
            Ok(row) if row.at > clockwork.now => history.ahead += 1,
            Ok(row) => {
                let start = clockwork.days.start;
                let on =
                    |start| Days { zone: clockwork.days.zone.clone(), start }.of_review(row.at, row.offset);
                if theirs != start && row.mode.is_answer() && on(theirs) != on(start) {
                    history.other_days += 1;
                }
                history.reviews.push(row);
            }
            Err(Broken) => history.broken += 1,
        }
    }
    history.unlearned = unlearned(collection, &history, &cards);
    history
}

/// When the days of the collection begin.
pub fn day_start(collection: &Collection) -> Time {
    collection.day_start.and_then(|hour| Time::new(hour, 0, 0, 0).ok()).unwrap_or(Days::START)
}

/// A review that makes no sense.
struct Broken;

fn row(
    review: &Review,
    key: &QuestionKey,
    guid: u64,
    collection: &Collection,
    clockwork: &Clockwork,
) -> Result<schedule::Review, Broken> {
    let at = Timestamp::from_millisecond(review.id).map_err(|_| Broken)?;
    let millisecond = u64::try_from(review.id).map_err(|_| Broken)?;
    let offset = collection.zone.unwrap_or_else(|| clockwork.days.offset(at));
    let (mode, rating) = meaning(review, collection).ok_or(Broken)?;
    let stamp = Stamp { id: RowId::new(millisecond, DEVICE, guid), at, offset, device: DEVICE };
    let took = Duration::from_millis(u64::try_from(review.time).unwrap_or(0));
    let due =
        due(review, at, offset, &clockwork.days).filter(|_| mode.schedules() && mode != Mode::Forgotten);
    Ok(schedule::Review { due, ..schedule::Review::new(stamp, key.clone(), rating, mode).taking(took) })
}

/// What a review was given in, and how it went.
fn meaning(review: &Review, collection: &Collection) -> Option<(Mode, Rating)> {
    if review.ease == 0 || review.kind >= 4 {
        // An ease of 0 is what a card has that was never scheduled.
        let mode = if review.kind == 4 && review.factor == 0 { Mode::Forgotten } else { Mode::Rescheduled };
        return Some((mode, Rating::Again));
    }
    // The first scheduler had three buttons while a card was learned: again, good, easy.
    let is_of_three = collection.has_three_buttons && matches!(review.kind, 0 | 2) && review.ease > 1;
    let rating = Rating::from_number(u8::try_from(review.ease + i64::from(is_of_three)).ok()?)?;
    let mode = match review.kind {
        3 if review.factor == 0 => Mode::Cram,
        0..=3 => Mode::Drill,
        _ => return None,
    };
    Some((mode, rating))
}

/// The day that a review gave its card.
fn due(review: &Review, at: Timestamp, offset: Offset, days: &Days) -> Option<Date> {
    let days_more = i32::try_from(review.ivl).ok().filter(|ivl| (1..=36_500).contains(ivl))?;
    days.of_review(at, offset).checked_add(days_more.days()).ok()
}

/// Cards that were learned, as Anki says, without an answer here that says so.
fn unlearned(collection: &Collection, history: &History, cards: &HashMap<i64, (&QuestionKey, u64)>) -> usize {
    let answered: HashSet<&QuestionKey> = history
        .reviews
        .iter()
        .filter(|row| row.mode.schedules() && row.mode.is_answer())
        .map(|row| &row.key)
        .collect();
    let learned = collection.cards.iter().filter(|card| card.kind >= 2);
    learned.filter(|card| cards.get(&card.id).is_some_and(|(key, _)| !answered.contains(key))).count()
}

/// How the memories that a collection holds compare with what its reviews fold to by its own parameters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// Memories that are compared.
    pub compared: usize,
    /// Those of which stability and difficulty are within half a per cent.
    pub same: usize,
}

/// Folds the reviews of each card by the parameters of its preset, and compares.
pub fn agreement(collection: &Collection, asked: &[&Asked], history: &History) -> Agreement {
    let mut rows: HashMap<&QuestionKey, Vec<&schedule::Review>> = HashMap::new();
    for row in &history.reviews {
        rows.entry(&row.key).or_default().push(row);
    }
    let keys: HashMap<i64, &QuestionKey> = asked.iter().map(|asked| (asked.cid, &asked.key)).collect();
    let mut models: HashMap<i64, Option<Model>> = HashMap::new();
    let mut agreement = Agreement::default();
    for card in &collection.cards {
        let (Some(key), Some(stored)) = (keys.get(&card.id), card.memory()) else { continue };
        let Some(rows) = rows.get(key) else { continue };
        let preset = collection.decks.get(&card.home()).map_or(0, |deck| deck.preset);
        let model = models.entry(preset).or_insert_with(|| {
            let values = collection.presets.get(&preset).map_or(&[][..], |preset| &preset.parameters);
            Model::new(values, Settings::default(), day_start(collection))
        });
        let Some(memory) = model.as_ref().and_then(|model| model.fold(rows.iter().copied())) else {
            continue;
        };
        agreement.compared += 1;
        agreement.same += usize::from(is_same(&memory, stored));
    }
    agreement
}

fn is_same(memory: &Memory, (stability, difficulty): (f32, f32)) -> bool {
    let is_near = |own: f32, theirs: f32| (own - theirs).abs() <= TOLERANCE * theirs.abs().max(own.abs());
    is_near(memory.stability, stability) && is_near(memory.difficulty, difficulty)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    const AT: i64 = 1_794_000_000_000;

    fn review(ease: i64, kind: i64, factor: i64) -> Review {
        Review { id: AT, cid: 1, ease, ivl: 9, factor, time: 3000, kind }
    }

    fn collection(reviews: Vec<Review>) -> Collection {
        Collection { reviews, zone: Some(Offset::constant(2)), day_start: Some(5), ..Collection::default() }
    }

    fn asked() -> Asked {
        let (now, before) = (super::super::Said::default(), super::super::Said::default());
        Asked { cid: 1, key: QuestionKey::from_stored("d/g"), guid: "g".to_owned(), now, before }
    }

    fn clockwork(start: Time) -> Clockwork {
        Clockwork {
            days: Days { zone: TimeZone::UTC, start },
            now: Timestamp::from_millisecond(AT + 1).unwrap(),
        }
    }

    #[test]
    fn each_kind_of_review_is_what_it_was() {
        for (given, mode, rating) in [
            (review(3, 0, 0), Mode::Drill, Rating::Good),
            (review(1, 1, 2300), Mode::Drill, Rating::Again),
            (review(2, 2, 2300), Mode::Drill, Rating::Hard),
            (review(4, 3, 0), Mode::Cram, Rating::Easy),
            (review(4, 3, 2300), Mode::Drill, Rating::Easy),
            (review(0, 4, 0), Mode::Forgotten, Rating::Again),
            (review(0, 4, 2500), Mode::Rescheduled, Rating::Again),
            (review(0, 5, 500), Mode::Rescheduled, Rating::Again),
        ] {
            let found = history(&collection(vec![given]), &[&asked()], &clockwork(Days::START));
            let row = &found.reviews[0];
            assert_eq!((row.mode, row.rating), (mode, rating), "{given:?}");
            assert_eq!(row.at.as_millisecond(), AT);
            assert_eq!(
                (row.id.millisecond(), row.device, row.took.as_secs()),
                (AT.cast_unsigned(), DEVICE, 3)
            );
        }
    }

    #[test]
    fn what_was_given_here_is_known_also_where_an_export_moved_it() {
        let rows = [AT - 9_000, AT - 1, AT].map(|id| Review { id, ..review(3, 1, 2300) });
        let mut found = history(&collection(rows.into()), &[&asked()], &clockwork(Days::START));
        found.leave_out(&HashSet::from([(asked().key.number(), AT - 1)]));
        assert_eq!((found.reviews.len(), found.returned), (1, 2));
        assert_eq!(found.reviews[0].at.as_millisecond(), AT - 9_000);
    }

    #[test]
    fn while_a_card_was_learned_the_first_scheduler_had_three_buttons() {
        let mut old = collection(vec![review(2, 0, 0), review(3, 2, 0), review(3, 1, 0)]);
        old.has_three_buttons = true;
        let found = history(&old, &[&asked()], &clockwork(Days::START));
        let ratings: Vec<_> = found.reviews.iter().map(|row| row.rating).collect();
        assert_eq!(ratings, [Rating::Good, Rating::Easy, Rating::Good]);
    }

    #[test]
    fn an_id_is_the_same_on_every_machine_and_has_no_time_to_come() {
        let future = Review { id: AT + 60_000, ..review(3, 1, 2300) };
        let before = Review { id: -5, ..review(3, 1, 2300) };
        let strange = Review { cid: 2, ..review(3, 1, 2300) };
        let found = history(
            &collection(vec![before, review(3, 1, 2300), future, strange, review(9, 1, 2300)]),
            &[&asked()],
            &clockwork(Days::START),
        );
        assert_eq!((found.reviews.len(), found.ahead, found.homeless, found.broken), (1, 1, 1, 2));
        assert_eq!(found.reviews[0].id.to_string(), "01a1b2bb9400616e6b69da4c8601e926");
    }

    #[test]
    fn an_answer_that_falls_on_another_day_is_counted() {
        // 04:30 where the collection was studied.
        let early = Review { id: 1_793_932_200_000, ..review(3, 1, 2300) };
        let with = |start| history(&collection(vec![early]), &[&asked()], &clockwork(start)).other_days;
        assert_eq!((with(Days::START), with(Time::constant(5, 0, 0, 0))), (1, 0));
    }

    #[test]
    fn a_review_that_was_given_here_and_comes_back_is_left_out() {
        let mut found = history(&collection(vec![review(3, 1, 2300)]), &[&asked()], &clockwork(Days::START));
        let number = |key: &str| QuestionKey::from_stored(key).number();
        found.leave_out(&HashSet::from([(number("d/g"), AT + 1), (number("d/other"), AT)]));
        assert_eq!((found.reviews.len(), found.returned), (1, 0));
        found.leave_out(&HashSet::from([(number("d/g"), AT)]));
        assert_eq!((found.reviews.len(), found.returned), (0, 1));
    }
}
