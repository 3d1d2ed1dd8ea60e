//! Draws the paper of a sitting by the blueprint of its exam.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use super::ask::{Aids, Candidate, candidates, profiles};
use super::blueprint::{Exam, Form};
use super::drawing::Drawing;
use super::profile::Profile;
use super::seed::Seed;
use crate::card::{KeyNumber, Part, Posed, Question, QuestionKey, Text};

/// The questions of one sitting, with all that is needed to mark and to explain them when their decks are gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// The exam's id; empty where the learner put a quiz together from decks and tags.
    pub exam: String,
    /// The exam's name.
    pub title: String,
    /// The name of the form; empty as for the exam.
    pub form: String,
    /// What it was drawn from.
    pub seed: Seed,
    /// The exam's practice scale, where it has one.
    pub scale: Option<Scale>,
    /// The names of the topics that items point to.
    pub topics: Vec<String>,
    /// In the order they are asked: the performance-based ones first.
    pub items: Vec<Item>,
    /// What a learner should know about the exam before sitting it.
    pub note: Option<String>,
    /// Whether its seed draws it again from the same decks. It does not where only a part was to be asked, which depends on
    /// what came before.
    pub is_redrawn: bool,
    /// What could not be drawn as the blueprint asks, and what was drawn instead, as sentences for the learner.
    pub shortages: Vec<String>,
}

/// A practice scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// No point at all.
    pub low: u32,
    /// All points.
    pub high: u32,
    /// From here on it is passed.
    pub pass: u32,
}

/// One question of a paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The question that is asked.
    pub key: QuestionKey,
    /// Its place among the paper's topics.
    pub topic: usize,
    /// What sort of item it is.
    pub part: Part,
    /// How it is asked: drawn and shuffled once, so that it stays the same for the whole sitting.
    pub posed: Posed,
    /// Answers of other cards that a slip in the right one makes; only where the answer is typed.
    pub rivals: Vec<String>,
    /// Why it is so.
    pub why: Option<Text>,
    /// What helps to remember it.
    pub mnemonic: Option<Text>,
    /// What the field says where the exam simplifies.
    pub practice: Option<Text>,
    /// Where the fact comes from.
    pub source: Option<Text>,
}

/// The questions that an exam can draw from, looked through once for any number of papers.
#[derive(Debug)]
pub struct Pool<'a> {
    exam: &'a Exam,
    profiles: Vec<Profile<'a>>,
    candidates: Vec<Candidate<'a>>,
    /// The places of the candidates in the order they are looked at, where the seed has chosen them already.
    chosen: Option<Vec<usize>>,
}

/// Draws one paper. See [`Pool::paper`].
pub fn draw(exam: &Exam, form: &Form, questions: &[&Question], seed: Seed) -> Paper {
    Pool::new(exam, questions, &|_| true).paper(form, seed)
}

impl<'a> Pool<'a> {
    /// Looks through `questions`, in whatever order they come. Only those that are wanted are asked; the others lend
    /// their answers as wrong options.
    pub fn new(exam: &'a Exam, questions: &[&'a Question], is_wanted: &dyn Fn(&Question) -> bool) -> Self {
        let profiles = profiles(questions);
        Self { exam, candidates: candidates(exam, &profiles, is_wanted), profiles, chosen: None }
    }

    /// Looks through a part of very many questions, which the seed of the paper has chosen: see [`super::Sampling`]. Those in
    /// `part` are asked, the first ones first; the other `questions` lend their answers as wrong options.
    pub fn of_part(exam: &'a Exam, questions: &[&'a Question], part: &[KeyNumber]) -> Self {
        let places: HashMap<KeyNumber, usize> = part.iter().copied().zip(0..).collect();
        let pool = Self::new(exam, questions, &|question| places.contains_key(&question.key.number()));
        let place = |&i: &usize| places.get(&pool.candidates[i].question.key.number()).copied();
        let mut order: Vec<usize> = (0..pool.candidates.len()).collect();
        order.sort_by_key(place);
        Self { chosen: Some(order), ..pool }
    }

    /// The questions that can be drawn.
    pub fn keys(&self) -> impl Iterator<Item = &QuestionKey> {
        self.candidates.iter().map(|candidate| &candidate.question.key)
    }

    /// How many of the questions that can be drawn are performance-based, and how many there are.
    pub fn performance(&self) -> (usize, usize) {
        let is_one = |candidate: &&Candidate<'_>| candidate.part == Part::Performance;
        (self.candidates.iter().filter(is_one).count(), self.candidates.len())
    }

    /// Draws the paper of `seed`. The same exam, questions and seed give the same paper.
    ///
    /// No two items ask for one fact, and of look-alikes only a few are asked. A later paper of a series prefers what
    /// the two before it did not ask. Never fails: what is short is drawn from other topics, or the paper is shorter.
    pub fn paper(&self, form: &Form, seed: Seed) -> Paper {
        let mut rng = rng(seed);
        let (taken, shortages) = self.chosen(form, seed, &mut rng);
        let exam = self.exam;
        let (low, high) = exam.scale;
        Paper {
            exam: exam.id.clone(),
            title: exam.title.clone(),
            form: form.id.clone(),
            seed,
            scale: (!exam.is_own()).then_some(Scale { low, high, pass: exam.pass }),
            topics: exam.topics.iter().map(|topic| topic.title.clone()).collect(),
            items: self.posed(taken, &mut rng),
            is_redrawn: true,
            note: Some(exam.note.clone()).filter(|note| !note.is_empty()),
            shortages,
        }
    }

    /// The questions that the paper of `seed` asks, in no order: quicker than to draw it.
    pub fn asked(&self, form: &Form, seed: Seed) -> Vec<&'a QuestionKey> {
        let (taken, _) = self.chosen(form, seed, &mut rng(seed));
        taken.into_iter().map(|i| &self.candidates[i].question.key).collect()
    }

    /// The places of the candidates that the paper of `seed` asks, and what fell short. `rng` is that of the seed.
    fn chosen(&self, form: &Form, seed: Seed, rng: &mut StdRng) -> (Vec<usize>, Vec<String>) {
        if let Some(order) = &self.chosen {
            let all = order.len();
            return Drawing::new(self.exam, form, &self.candidates, order.clone(), all).drawn();
        }
        let (mut last, mut last_but_one) = (HashSet::new(), HashSet::new());
        for nth in 1..seed.nth {
            let (taken, _) = self.taken(form, &last, &last_but_one, &mut self::rng(Seed { nth, ..seed }));
            last_but_one = std::mem::replace(&mut last, taken.into_iter().collect());
        }
        self.taken(form, &last, &last_but_one, rng)
    }

    /// The places of the candidates that are asked, and what fell short. Those in `last`, then those in `last_but_one`,
    /// come after the others.
    fn taken(
        &self,
        form: &Form,
        last: &HashSet<usize>,
        last_but_one: &HashSet<usize>,
        rng: &mut StdRng,
    ) -> (Vec<usize>, Vec<String>) {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        let lately =
            order.iter().map(|i| if last.contains(i) { 2 } else { u8::from(last_but_one.contains(i)) });
        let lately: Vec<u8> = lately.collect();
        order.shuffle(rng);
        order.sort_by_key(|&i| lately[i]);
        let fresh = order.partition_point(|&i| lately[i] == lately[order[0]]);
        Drawing::new(self.exam, form, &self.candidates, order, fresh).drawn()
    }

    /// Puts the taken candidates in the order they are asked, and asks each.
    fn posed(&self, mut taken: Vec<usize>, rng: &mut StdRng) -> Vec<Item> {
        taken.shuffle(rng);
        taken.sort_by_key(|&i| self.candidates[i].part != Part::Performance);
        // How often the right answer stood at each place so far.
        let mut places = Vec::new();
        taken.into_iter().map(|i| self.item(i, &mut places, rng)).collect()
    }

    /// Candidate `i` as it is asked; `places` counts how often the right answer stood at each.
    fn item(&self, i: usize, places: &mut Vec<usize>, rng: &mut StdRng) -> Item {
        let candidate = &self.candidates[i];
        let aids = candidate.aids(&self.profiles);
        let posed = even(candidate, &aids, places, rng);
        let notes = &candidate.question.notes;
        Item {
            key: candidate.question.key.clone(),
            topic: candidate.topic,
            part: candidate.part,
            rivals: aids.rivals,
            why: posed.explain.clone().or_else(|| notes.explain.clone()),
            mnemonic: notes.mnemonic.clone(),
            practice: notes.practice.clone(),
            source: notes.source.clone(),
            posed,
        }
    }
}

fn rng(seed: Seed) -> StdRng {
    StdRng::seed_from_u64(u64::from(seed.nth) << 32 | u64::from(seed.base))
}

/// Shufflings that are tried for a question.
const TRIES: usize = 8;

/// Asks `candidate` so that the right answer stands where it has been least often.
fn even(candidate: &Candidate<'_>, aids: &Aids, places: &mut Vec<usize>, rng: &mut StdRng) -> Posed {
    let mut tries: Vec<Posed> = (0..TRIES).map(|_| candidate.pose(aids, rng)).collect();
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
    posed.input.right_option().map(|(place, _)| place)
}
