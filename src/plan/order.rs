//! In which order questions are studied on a day.

use super::model::Fsrs;
use super::problem::Question;
use super::real::Real;
use super::solution::Solution;

/// Beyond so many questions, only the best are put in order.
const SORTED_WHOLE: usize = 20_000;
/// So many of them: more than anybody studies in a day.
const BEST: usize = 2_000;
/// Scores that differ by less are the same: the last bits of a power are not the same everywhere.
const SAME_SCORE: f64 = 1e-12;

/// What decides the order, the least first.
type Rank = (bool, i64, bool, usize);

impl<F: Real> Solution<F> {
    /// The order in which to study these questions on `day`, as places in the list; nothing on a day without minutes.
    ///
    /// The questions are given as they stand on that day. Those that were studied on it are left out. Of equal ones known
    /// questions come before new ones, then those that come first in the list. Of very many only the best are given.
    pub fn order(&self, day: usize, questions: &[Question]) -> Vec<usize> {
        let has_minutes = self.seconds().get(day).is_some_and(|&seconds| seconds > 0.0);
        if has_minutes { self.ranked(day, questions) } else { Vec::new() }
    }

    /// As [`Self::order`], also for who studies on a day without minutes.
    pub fn ranked(&self, day: usize, questions: &[Question]) -> Vec<usize> {
        let is_open = |question: &Question| question.seen.is_none_or(|seen| seen.elapsed > 0);
        let open = questions.iter().enumerate().filter(|(_, question)| is_open(question));
        let mut ranks: Vec<Rank> = open.map(|(place, question)| self.rank(day, question, place)).collect();
        if ranks.len() > SORTED_WHOLE {
            ranks.select_nth_unstable(BEST);
            ranks.truncate(BEST);
        }
        ranks.sort_unstable();
        ranks.into_iter().map(|rank| rank.3).collect()
    }

    fn rank(&self, day: usize, question: &Question, place: usize) -> Rank {
        let is_exam_day = question.exam_in == 0;
        let score = if is_exam_day { Some(risk(self.fsrs(), question)) } else { self.score(day, question) };
        let score = score.unwrap_or(0.0);
        (!is_exam_day, -(score / SAME_SCORE).round() as i64, question.seen.is_none(), place)
    }
}

/// What is at stake on the exam day itself: the weight of the question times the chance that it is forgotten.
fn risk(fsrs: &Fsrs, question: &Question) -> f64 {
    let recall = question.seen.map_or(0.0, |seen| fsrs.recall(seen.elapsed as f64, seen.state.stability));
    question.weight * (1.0 - recall)
}
