//! What a plan offers today: each question with what studying it gains, and what other decks wait for before them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

use super::Planned;
use super::members::{Members, members};
use crate::card::KeyNumber;
use crate::plan::{Gain, Learner, Question, seconds_of};
use crate::schedule::pace::{FIRST_STUDY_SECONDS, Paces};
use crate::schedule::{ExamBudget, Offer, days_between};
use crate::study::Offers;
use crate::trainer::{Recent, Scope, View};

/// Days before the exam from which siblings may be asked on one day.
const LATE: u32 = 7;
/// Beyond so many questions only the best are looked at: so many, more than anybody studies in a day.
const SORTED_WHOLE: usize = 20_000;
const BEST: usize = 2_000;

impl View {
    /// What the plan offers today, and what the day has for it; `None` where no exam has a date that is to come.
    pub(in crate::trainer) fn offers(
        &self,
        scope: &Scope,
        recent: &Recent,
        today: Date,
    ) -> Option<(Offers, ExamBudget)> {
        let nearest = self.agenda().coming(today).next()?.date;
        let planned = self.planned().filter(|planned| planned.basis.holds(self));
        let members = planned.map_or_else(
            || Arc::new(members(self, &Paces::default(), today)),
            |planned| Arc::clone(&planned.members),
        );
        let time = match scope.limit {
            Some(_) => Duration::MAX,
            None => self.time_open(planned, &members, recent, today) + scope.more,
        };
        let new = self.config.is_set("new_per_day").then_some(self.config.new_per_day);
        let is_late = days_between(today, nearest) < LATE;
        // Where not everything can be studied in time, what is worth the most comes, whatever it builds on.
        let waits = !is_late && planned.is_none_or(|planned| planned.prospect.unseen == 0);
        let expected = self.expected(recent);
        let budget = ExamBudget {
            time,
            most: scope.limit.unwrap_or(usize::MAX),
            each: [expected.due, expected.new].map(|answers| recent.seconds_each().mul_f64(answers)),
            new: scope.new.or(new.map(|most| most.saturating_sub(recent.today.introduced))),
            takes_siblings: is_late,
            waits,
        };
        Some((self.offered(planned, &members, waits, today), budget))
    }

    /// The time that `today` has for what was not begun on it. What was begun takes from the minutes of the day as long as it is
    /// expected to, its steps included, or as long as it really took, whichever is more: so each answer leaves less to do.
    fn time_open(
        &self,
        planned: Option<&Planned>,
        members: &Members,
        recent: &Recent,
        today: Date,
    ) -> Duration {
        let usual = planned.map_or_else(|| self.usual_time(None), |planned| planned.usual);
        let left = self.time_left(recent, usual, today);
        let shares =
            planned.map_or_else(|| Learner::default().shares, |planned| planned.solution.learner().shares);
        let expected = self.expected(recent);
        let begun = recent.today.drilled.iter().map(|(key, recall)| match members.get(&key.number()) {
            Some(member) => Duration::from_secs_f64(member.factor * seconds_of(&shares, *recall)),
            None => recent.seconds_each().mul_f64(if recall.is_some() { expected.due } else { expected.new }),
        });
        let unused = (left + recent.today.spent).saturating_sub(begun.sum());
        left.saturating_sub(self.time_learning(recent, today)).min(unused)
    }

    fn offered(&self, planned: Option<&Planned>, members: &Members, waits: bool, today: Date) -> Offers {
        let learner = planned.map_or_else(Learner::default, |planned| planned.solution.learner().clone());
        let offers = members.iter().map(|(number, member)| {
            let question = member.question(self.memories.of(*number), today);
            let score = score(planned, &learner, &question, today);
            (*number, question, score)
        });
        let mut offers: Vec<_> = offers.collect();
        let opens = if waits { self.lift(&mut offers) } else { HashSet::new() };
        offers.retain(|(.., score)| *score > 0.0);
        if offers.len() > SORTED_WHOLE {
            offers.select_nth_unstable_by(BEST, |one, other| other.2.total_cmp(&one.2));
            offers.truncate(BEST);
        }
        let best = offers.into_iter().map(|(number, question, score)| {
            let cost = Duration::from_secs_f64(cost(&learner, &question));
            (number, Offer { score, cost, opens: opens.contains(&number) })
        });
        Offers { best: best.collect(), members: members.keys().copied().collect() }
    }

    /// Gives new questions that other decks wait for the best score of what waits for them: as long as one of them was not
    /// asked, none of the others can be. Gives which they are.
    fn lift(&self, offers: &mut [(KeyNumber, Question, f64)]) -> HashSet<KeyNumber> {
        let sequence = self.library.sequence();
        if sequence.after.is_empty() {
            return HashSet::new();
        }
        let new = offers.iter().enumerate().filter(|(_, (_, question, _))| question.seen.is_none());
        let new: HashMap<KeyNumber, usize> = new.map(|(place, (number, ..))| (*number, place)).collect();
        let rows = self.library.rows().filter_map(|row| Some((row.deck(), *new.get(&row.number())?)));
        let rows: Vec<(&str, usize)> = rows.collect();
        let mut best: HashMap<&str, f64> = HashMap::new();
        for &(deck, place) in &rows {
            let score = best.entry(deck).or_default();
            *score = score.max(offers[place].2);
        }
        // The best score of what waits for a deck, and how many decks do: that many more is the first of a chain.
        let mut lifted: HashMap<&str, (f64, u32)> = HashMap::new();
        for (deck, score) in &best {
            for before in sequence.before(deck) {
                let (lift, waiting) = lifted.entry(before).or_default();
                (*lift, *waiting) = (lift.max(*score), *waiting + 1);
            }
        }
        let mut opens = HashSet::new();
        for (deck, place) in rows {
            if let Some((lift, waiting)) = lifted.get(deck) {
                offers[place].2 = offers[place].2.max(lift * (1.0 + 1e-6 * f64::from(*waiting)));
                opens.insert(offers[place].0);
            }
        }
        opens
    }
}

/// What a second spent on `question` today gains.
fn score(planned: Option<&Planned>, learner: &Learner, question: &Question, today: Date) -> f64 {
    if question.exam_in == 0 {
        let recall =
            question.seen.map_or(0.0, |seen| learner.fsrs.recall(seen.elapsed as f64, seen.state.stability));
        return question.weight * (1.0 - recall);
    }
    let of_plan = planned
        .and_then(|planned| planned.solution.score(days_between(planned.day, today) as usize, question));
    of_plan
        .unwrap_or_else(|| question.weight / question.time_factor * Gain::new(learner, question).per_second())
}

/// Seconds that studying `question` takes.
fn cost(learner: &Learner, question: &Question) -> f64 {
    question.time_factor
        * match question.seen {
            None => FIRST_STUDY_SECONDS,
            Some(_) => Gain::new(learner, question).seconds,
        }
}
