//! Draws the paper of a sitting by the blueprint of its exam.

#[cfg(test)]
mod tests;

use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::ask::{Candidate, Part, candidates};
use super::blueprint::{Exam, Form};
use super::drawing::Drawing;
use crate::card::{Input, Posed, Question, QuestionKey};

/// The questions of one sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// In the order they are asked: the performance-based ones first.
    pub items: Vec<Item>,
    /// What could not be drawn as the blueprint asks, and what was drawn instead, as sentences for the learner.
    pub shortages: Vec<String>,
}

/// One question of a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The question that is asked.
    pub key: QuestionKey,
    /// Its place among the exam's topics.
    pub topic: usize,
    /// What sort of item it is.
    pub part: Part,
    /// How it is asked: drawn and shuffled once, so that it stays the same for the whole sitting.
    pub posed: Posed,
}

/// Draws a paper.
///
/// No two items ask for one fact, and of look-alikes only a few are asked. Questions of a low `rank` are preferred: 0
/// for those not seen lately. The same exam, questions, ranks and seed give the same paper, whatever order the
/// questions come in. Never fails: what is short is drawn from other topics, or the paper is shorter.
pub fn draw(
    exam: &Exam,
    form: &Form,
    questions: &[&Question],
    rank: &dyn Fn(&QuestionKey) -> u32,
    rng: &mut StdRng,
) -> Paper {
    let candidates = candidates(exam, questions);
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.shuffle(rng);
    order.sort_by_cached_key(|&i| rank(&candidates[i].question.key));
    let ranks: Vec<u32> = order.iter().map(|&i| rank(&candidates[i].question.key)).collect();
    let fresh = ranks.partition_point(|rank| Some(rank) == ranks.first());
    let (taken, shortages) = Drawing::new(exam, form, &candidates, order, fresh).drawn();
    Paper { items: posed(&candidates, taken, rng), shortages }
}

/// Puts the taken candidates in the order they are asked, and asks each.
fn posed(candidates: &[Candidate<'_>], mut taken: Vec<usize>, rng: &mut StdRng) -> Vec<Item> {
    taken.shuffle(rng);
    taken.sort_by_key(|&i| candidates[i].part != Part::Performance);
    // How often the right answer stood at each place so far.
    let mut places = Vec::new();
    let item = |i: usize| {
        let Candidate { question, topic, part, .. } = &candidates[i];
        let posed = even(&candidates[i], &mut places, rng);
        Item { key: question.key.clone(), topic: *topic, part: *part, posed }
    };
    taken.into_iter().map(item).collect()
}

/// Shufflings that are tried for a question.
const TRIES: usize = 8;

/// Asks `candidate` so that the right answer stands where it has been least often.
fn even(candidate: &Candidate<'_>, places: &mut Vec<usize>, rng: &mut StdRng) -> Posed {
    let mut tries: Vec<Posed> = (0..TRIES).map(|_| candidate.pose(rng)).collect();
    let used = |posed: &Posed, places: &[usize]| {
        right_place(posed).map_or(0, |place| places.get(place).copied().unwrap_or_default())
    };
    let best = (0..TRIES).min_by_key(|&i| used(&tries[i], places)).unwrap_or_default();
    let best = tries.swap_remove(best);
    if let Some(place) = right_place(&best) {
        places.resize(places.len().max(place + 1), 0);
        places[place] += 1;
    }
    best
}

/// The place of the one right option.
fn right_place(posed: &Posed) -> Option<usize> {
    match &posed.input {
        Input::Choose { options, many: false } => options.iter().position(|option| option.right),
        _ => None,
    }
}
