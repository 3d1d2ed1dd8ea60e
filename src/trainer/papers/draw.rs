//! Draws a paper: out of all questions where they are few, and out of a part that the seed chooses where they are many.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use rand::RngExt;
use rand::rngs::StdRng;

use super::lenders::{all_that_lend, near_ones};
use crate::card::kinds::{Classify, Kind as _, Matching, Order};
use crate::card::{KeyNumber, Question, QuestionKey};
use crate::deck::Row;
use crate::library::Library;
use crate::quiz::{Askable, Exam, Form, Paper, Pool, Sampling, Seed, Topics};
use crate::trainer::{Past, Steps};

/// Papers of which the one that repeats least is taken.
const TRIES: usize = 12;
/// As long as there are no more questions, or not so many times as many as are wanted, a paper is drawn out of all of them.
const FEW: usize = 1200;
const TIMES: usize = 12;
/// How large the part of very many is: as large as mostly does, and larger where that did not.
const SCALES: [usize; 2] = [1, 8];
/// So many questions are looked at between two looks at whether to go on.
const BETWEEN: usize = 64;

/// What a paper is drawn by.
pub(super) struct Drawing<'a> {
    pub(super) library: &'a Library,
    pub(super) exam: &'a Exam,
    pub(super) form: &'a Form,
    pub(super) lately: Lately<'a>,
    pub(super) steps: &'a dyn Steps,
}

/// What a paper should not repeat.
pub(super) struct Lately<'a> {
    last: Option<&'a Paper>,
    /// How much it counts that a question is asked again.
    weights: HashMap<KeyNumber, u32>,
}

impl<'a> Lately<'a> {
    /// Avoids what the last two of the `past` quizzes asked, and what was `studied` today.
    pub(super) fn new(past: &[&'a Past], studied: &HashSet<QuestionKey>) -> Self {
        let mut weights: HashMap<KeyNumber, u32> = studied.iter().map(|key| (key.number(), 1)).collect();
        for (past, weight) in past.iter().rev().zip([4, 2]) {
            for item in &past.sitting.paper().items {
                *weights.entry(item.key.number()).or_default() += weight;
            }
        }
        Self { last: past.last().map(|past| past.sitting.paper()), weights }
    }
}

impl<'a> Drawing<'a> {
    /// Draws out of `rows`: the paper of `seed`, or one that repeats little. Its seed alone gives it again.
    pub(super) fn draw(&self, rows: &[Row<'a>], seed: Option<Seed>, rng: &mut StdRng) -> Paper {
        let mut topics = Topics::new(self.exam);
        let (mut asked, mut askable) = (Vec::new(), Vec::new());
        for row in rows.iter().filter(|row| !row.is_suspended()) {
            let Some(topic) = topics.of(row) else { continue };
            asked.push(*row);
            askable.push(Askable { number: row.number(), topic, is_performance: is_performance(row) });
        }
        if asked.len() <= FEW.max(TIMES * self.form.questions) {
            return self.out_of_all(&asked, seed, rng);
        }
        self.out_of_a_part(&asked, &askable, seed, rng)
    }

    fn out_of_all(&self, rows: &[Row<'a>], seed: Option<Seed>, rng: &mut StdRng) -> Paper {
        let wanted: HashSet<KeyNumber> = rows.iter().map(Row::number).collect();
        let questions = self.library.build(&all_that_lend(self.library, rows));
        let questions: Vec<&Question> = questions.iter().collect();
        let (looked_at, is_stopped) = (Cell::new(0_usize), Cell::new(false));
        // Who wants to stop is content with what there is.
        let pool = Pool::new(self.exam, &questions, &|question| {
            looked_at.set(looked_at.get() + 1);
            if looked_at.get().is_multiple_of(BETWEEN) && self.steps.step(0, TRIES).is_break() {
                is_stopped.set(true);
            }
            !is_stopped.get() && wanted.contains(&question.key.number())
        });
        let form = self.fitting(&pool);
        let asked = |seed| pool.asked(&form, seed).into_iter().map(QuestionKey::number).collect();
        let seed = seed.unwrap_or_else(|| self.freshest(&form, &asked, rng));
        pool.paper(&form, seed)
    }

    fn out_of_a_part(
        &self,
        rows: &[Row<'a>],
        askable: &[Askable],
        seed: Option<Seed>,
        rng: &mut StdRng,
    ) -> Paper {
        let sampling = Sampling::new(self.exam, self.form, askable);
        let asked = |seed| sampling.first(seed).into_iter().map(|place| askable[place].number).collect();
        let seed = seed.unwrap_or_else(|| self.freshest(self.form, &asked, rng));
        let [mostly, more] = SCALES;
        let mut paper = self.of_part(rows, &sampling.part(seed, mostly), seed);
        let is_amiss = !self.exam.is_own() && !paper.shortages.is_empty();
        let is_short = is_amiss || paper.items.len() < self.form.questions;
        if is_short && self.steps.step(TRIES - 1, TRIES).is_continue() {
            paper = self.of_part(rows, &sampling.part(seed, more), seed);
        }
        for item in &mut paper.items {
            let deck = self.library.deck(item.key.deck());
            item.avoid(|| deck.map_or(&[], |deck| deck.wordings().rivals()));
        }
        paper
    }

    /// The paper of `seed` out of the rows at the places in `part`, which alone are built, with what is near them.
    fn of_part(&self, rows: &[Row<'a>], part: &[usize], seed: Seed) -> Paper {
        let part: Vec<Row<'a>> = part.iter().map(|&place| rows[place]).collect();
        let numbers: Vec<KeyNumber> = part.iter().map(Row::number).collect();
        let questions = self.library.build(&near_ones(self.library, &part));
        let questions: Vec<&Question> = questions.iter().collect();
        let pool = Pool::of_part(self.exam, &questions, &numbers);
        pool.paper(&self.fitting(&pool), seed)
    }

    /// The form as `pool` can fill it: a quiz of one's own has as many of each sort as there are among the cards.
    fn fitting(&self, pool: &Pool<'_>) -> Form {
        let mut form = self.form.clone();
        if self.exam.is_own() {
            let (performance, all) = pool.performance();
            form.questions = form.questions.min(all);
            form.performance = (form.questions * performance).div_ceil(all.max(1));
        }
        form
    }

    /// A seed whose paper repeats little of the last two and of what was studied today; `asked` tells what it asks.
    ///
    /// Seeds are compared by keys; wrong options are looked for for the paper that is taken alone.
    fn freshest(&self, form: &Form, asked: &dyn Fn(Seed) -> Vec<KeyNumber>, rng: &mut StdRng) -> Seed {
        // The series that was sat last avoids by itself what it asked.
        let last = self.lately.last.filter(|paper| paper.form == form.id);
        let mut next = last.and_then(|paper| paper.seed.next());
        let mut best = None;
        for done in 0..TRIES {
            if self.steps.step(done, TRIES).is_break() {
                break;
            }
            let seed = next.take().unwrap_or_else(|| Seed::first(rng.random()));
            if self.lately.weights.is_empty() {
                return seed;
            }
            let asked = asked(seed);
            let repeats: u32 = asked.iter().filter_map(|key| self.lately.weights.get(key)).sum();
            let worth = (Reverse(asked.len()), repeats);
            if best.is_none_or(|(least, _)| worth < least) {
                best = Some((worth, seed));
            }
            if asked.len() >= form.questions && repeats == 0 {
                break;
            }
        }
        best.map_or(Seed::first(0), |(_, seed)| seed)
    }
}

/// Whether exams count questions of that kind as performance-based.
pub(in super::super) fn is_performance(row: &Row<'_>) -> bool {
    [Order::NAME, Matching::NAME, Classify::NAME].contains(&row.kind())
}
