//! Draws the paper of a sitting by the blueprint of its exam.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashSet;

use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::ask::{Candidate, Part, candidates};
use super::blueprint::{Exam, Form};
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
    let mut draw = Draw::new(exam, form, &candidates, order);
    draw.performance();
    for topic in draw.scarce_first() {
        draw.fill(topic);
    }
    let shortages = draw.shortages();
    Paper { items: posed(&candidates, draw.taken, rng), shortages }
}

/// How strictly a question is chosen. What comes later gives up a wish, never a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Few look-alikes, few questions with several answers.
    All,
    /// Look-alikes may be many.
    Sorts,
    /// Both may be many.
    Facts,
}

struct Draw<'a> {
    exam: &'a Exam,
    form: &'a Form,
    candidates: &'a [Candidate<'a>],
    /// The candidates, preferred ones first.
    order: Vec<usize>,
    /// How many questions of each topic are wanted.
    wanted: Vec<usize>,
    taken: Vec<usize>,
}

impl<'a> Draw<'a> {
    fn new(exam: &'a Exam, form: &'a Form, candidates: &'a [Candidate<'a>], order: Vec<usize>) -> Self {
        Self { exam, form, candidates, order, wanted: exam.shares(form), taken: Vec::new() }
    }

    /// Takes the performance-based questions, first where a topic cannot do without them, and spread over the topics.
    fn performance(&mut self) {
        let mut order: Vec<usize> = self.order.clone();
        order.retain(|&i| self.candidates[i].part == Part::Performance);
        let need = |topic: usize| self.wanted[topic].saturating_sub(self.supply(topic));
        let needs: Vec<usize> = (0..self.wanted.len()).map(need).collect();
        order.sort_by_key(|&i| Reverse(needs[self.candidates[i].topic]));
        for most in 1..=3 {
            for &i in &order {
                let topic = self.candidates[i].topic;
                let in_topic = self.count(|one| one.topic == topic);
                let is_room = in_topic < most.max(needs[topic]) && in_topic < self.wanted[topic];
                if is_room && self.count(|_| true) < self.form.performance && self.fits(i, Care::All) {
                    self.taken.push(i);
                }
            }
        }
    }

    /// The topics, those first that have the least to choose from.
    fn scarce_first(&self) -> Vec<usize> {
        let mut topics: Vec<usize> = (0..self.wanted.len()).collect();
        topics.sort_by_key(|&topic| self.supply(topic) * 1000 / self.wanted[topic].max(1));
        topics
    }

    /// Takes what is still wanted of `topic`.
    fn fill(&mut self, topic: usize) {
        for care in [Care::All, Care::Sorts, Care::Facts] {
            for place in 0..self.order.len() {
                let i = self.order[place];
                let candidate = &self.candidates[i];
                if self.count(|one| one.topic == topic) >= self.wanted[topic] {
                    return;
                }
                let is_sought = candidate.topic == topic && candidate.part != Part::Performance;
                if is_sought && self.fits(i, care) {
                    self.taken.push(i);
                }
            }
        }
    }

    /// Fills up with whatever there is, and says so.
    fn shortages(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        for (place, topic) in self.exam.topics.iter().enumerate() {
            let (got, wanted) = (self.count(|one| one.topic == place), self.wanted[place]);
            if got < wanted {
                told.push(format!("`{}`: {got} of {wanted} questions could be drawn.", topic.title));
            }
        }
        let before = self.taken.len();
        for care in [Care::All, Care::Sorts, Care::Facts] {
            for place in 0..self.order.len() {
                let i = self.order[place];
                let is_sought = self.candidates[i].part != Part::Performance;
                if self.taken.len() < self.form.questions && is_sought && self.fits(i, care) {
                    self.taken.push(i);
                }
            }
        }
        if let more @ 1.. = self.taken.len() - before {
            told.push(format!("In their place, other topics have {more} more."));
        }
        if self.taken.len() < self.form.questions {
            let (got, wanted) = (self.taken.len(), self.form.questions);
            told.push(format!("The paper has {got} questions instead of {wanted}: the decks hold no more."));
        }
        let got = self.count(|one| one.part == Part::Performance);
        if got < self.form.performance {
            told.push(format!(
                "{got} of {} performance-based questions could be drawn.",
                self.form.performance
            ));
        }
        told
    }

    /// Whether candidate `i` may be added to what is taken.
    fn fits(&self, i: usize, care: Care) -> bool {
        let new = &self.candidates[i];
        let taken = || self.taken.iter().map(|&i| &self.candidates[i]);
        if self.taken.contains(&i) || taken().any(|one| one.facts.clash(&new.facts)) {
            return false;
        }
        if care != Care::Facts
            && new.part == Part::Many
            && self.count(|one| one.part == Part::Many) >= self.form.many
        {
            return false;
        }
        care != Care::All || taken().filter(|one| one.is_akin(new)).count() < self.most_akin()
    }

    /// How many of one family may be asked: two in 45 questions.
    fn most_akin(&self) -> usize {
        (self.form.questions * 2 / 45).max(2)
    }

    fn count(&self, is_counted: impl Fn(&Candidate<'_>) -> bool) -> usize {
        self.taken.iter().filter(|&&i| is_counted(&self.candidates[i])).count()
    }

    /// Cards of `topic` that can be asked and are not performance-based.
    fn supply(&self, topic: usize) -> usize {
        let of_topic =
            self.candidates.iter().filter(|one| one.topic == topic && one.part != Part::Performance);
        let cards: HashSet<_> =
            of_topic.map(|one| (one.question.key.deck(), one.question.key.card())).collect();
        cards.len()
    }
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
