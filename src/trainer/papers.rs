//! Papers for a learner: what they are drawn from, and what they avoid.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rand::RngExt;
use rand::rngs::StdRng;

use super::{Past, Scope, Steps, Trainer, Unwatched, View};
use crate::card::{KeyNumber, Question, QuestionKey};
use crate::deck::Row;
use crate::library::ListedDeck;
use crate::quiz::{Exam, Form, Lesson, Paper, Pool, Report, Seed, Sitting, WEAK};
use crate::store;

/// Sittings that say which topics are weak.
const LATELY: usize = 3;
/// Papers of which the one that repeats least is taken.
const TRIES: usize = 12;

/// What a paper is to be drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizWish {
    /// An exam's form, or any decks and tags.
    pub source: Source,
    /// All of it, or a part.
    pub only: Only,
    /// Draws that very paper; without one a paper is drawn that repeats little of what was asked lately.
    pub seed: Option<Seed>,
}

/// Where the questions of a quiz come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The exam of that id, in the form of that id.
    Exam(String, String),
    /// So many questions of a scope.
    Own(Scope, usize),
    /// These questions, as far as decks have them: what is to be tried again.
    These(Vec<QuestionKey>),
}

/// A part of what could be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    /// All of it.
    #[default]
    All,
    /// Topics below 70 % in the last three sittings; before the first, those whose expected recall is.
    Weak,
    /// What was missed or guessed in the last sitting.
    Missed,
}

impl Only {
    /// What a paper of it is called in place of its form; `None` for all.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Weak => Some("weak topics"),
            Self::Missed => Some("missed last time"),
        }
    }
}

/// What only the log knows, and the drawing of a paper goes by.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AskedLately {
    /// The quizzes that have ended, oldest first.
    pub past: Vec<Past>,
    /// What was studied today.
    pub studied: HashSet<QuestionKey>,
}

impl Trainer {
    /// What the log says that the drawing of a paper goes by.
    pub fn asked_lately(&self, now: Timestamp) -> Result<AskedLately, store::Error> {
        Ok(AskedLately { past: self.past_quizzes()?, studied: self.done_on(self.today(now))?.seen })
    }

    /// Draws a paper by what the log says now. Where none can be drawn, gives the reason as a sentence.
    pub fn draw_quiz(
        &self,
        wish: &QuizWish,
        now: Timestamp,
        rng: &mut StdRng,
    ) -> Result<Result<Paper, String>, store::Error> {
        Ok(self.view.draw_quiz(wish, &self.asked_lately(now)?, now, rng, &Unwatched))
    }
}

impl View {
    /// Draws a paper by what the log said. Where none can be drawn, gives the reason as a sentence.
    pub fn draw_quiz(
        &self,
        wish: &QuizWish,
        asked: &AskedLately,
        now: Timestamp,
        rng: &mut StdRng,
        steps: &dyn Steps,
    ) -> Result<Paper, String> {
        let (mut exam, mut form) = self.blueprint(wish)?;
        let is_of_it = |past: &&Past| past.sitting.paper().exam == exam.id;
        let past: Vec<&Past> = asked.past.iter().filter(is_of_it).collect();
        let questions = self.library.questions();
        let all: Vec<&Question> = questions.iter().collect();
        let taken: HashSet<KeyNumber> =
            self.library.rows().filter(|row| self.takes(wish, row)).map(|row| row.number()).collect();
        let is_taken = |question: &&Question| taken.contains(&question.key.number());
        let mut keys: HashSet<&QuestionKey> =
            all.iter().copied().filter(is_taken).map(|question| &question.key).collect();
        match wish.only {
            Only::All => {}
            Only::Weak => {
                let asked: Vec<&Question> = all.iter().copied().filter(|q| keys.contains(&q.key)).collect();
                let weak = self.weak_topics(&exam, &asked, &past, now);
                if weak.is_empty() {
                    return Err("No topic is below 70 %: there is no weak one to practise.".to_owned());
                }
                keys = asked
                    .iter()
                    .filter(|question| exam.topic_of(question).is_some_and(|topic| weak.contains(&topic)))
                    .map(|question| &question.key)
                    .collect();
                let mut place = 0..;
                exam.topics.retain(|_| place.next().is_some_and(|place| weak.contains(&place)));
            }
            Only::Missed => {
                let missed = past.last().map(|past| missed(&past.sitting, &past.report)).unwrap_or_default();
                keys.retain(|key| missed.contains(*key));
                if keys.is_empty() {
                    return Err("Nothing was missed in the last quiz of this sort.".to_owned());
                }
            }
        }
        if let Some(name) = wish.only.name() {
            // The form's counts are those of the whole exam, and so is what its name stands for.
            form.questions = form.questions.min(keys.len());
            name.clone_into(&mut form.id);
        }
        let pool = Pool::new(&exam, &all, &|question| keys.contains(&question.key));
        let wanted = form.questions;
        if exam.is_own() {
            // As many of each sort as there are among the cards.
            let (performance, all) = pool.performance();
            form.questions = form.questions.min(all);
            form.performance = (form.questions * performance).div_ceil(all.max(1));
        }
        let mut paper = match wish.seed {
            Some(seed) => pool.paper(&form, seed),
            None => freshest(&pool, &form, &past, &asked.studied, rng, steps),
        };
        if exam.is_own() {
            // Decks have no blueprint that could be missed but the number of questions.
            paper.shortages = short(paper.items.len(), wanted).into_iter().collect();
        }
        paper.is_redrawn = wish.only == Only::All && !matches!(wish.source, Source::These(_));
        if wish.only == Only::Missed && paper.items.len() == form.questions {
            // All of them are asked, whatever the weights would have.
            paper.shortages.clear();
        }
        if paper.items.is_empty() {
            return Err(
                "None of these cards can be asked: a card that is only turned over needs others like it, \
                 whose answers make the wrong options."
                    .to_owned(),
            );
        }
        Ok(paper)
    }

    fn takes(&self, wish: &QuizWish, row: &Row<'_>) -> bool {
        let is_wanted = match &wish.source {
            Source::Exam(..) => true,
            Source::Own(scope, _) => scope.takes(row),
            Source::These(keys) => keys.iter().any(|key| key.number() == row.number()),
        };
        is_wanted && !self.is_suspended(row)
    }

    /// Whether the learner set the question aside for good.
    fn is_suspended(&self, row: &Row<'_>) -> bool {
        !self.standing.is_empty() && self.standing(&row.key()).is_some_and(|standing| standing.suspended)
    }

    /// The exam and the form; for decks and tags, ones made for them.
    fn blueprint(&self, wish: &QuizWish) -> Result<(Exam, Form), String> {
        let count = match &wish.source {
            Source::Exam(id, form) => {
                let exam = self.library.exam(id).ok_or_else(|| format!("There is no exam `{id}`."))?;
                let found = exam.forms.iter().find(|known| known.id == *form);
                let form = found.ok_or_else(|| format!("`{}` has no form `{form}`.", exam.title))?;
                return Ok((exam.clone(), form.clone()));
            }
            Source::Own(_, count) => *count,
            Source::These(keys) => keys.len(),
        };
        let taken = |deck: &ListedDeck| deck.rows().filter(|row| self.takes(wish, row)).count() as u32;
        let decks: Vec<(&str, &str, u32)> = (self.library.decks.iter())
            .map(|deck| (deck.id(), deck.title(), taken(deck)))
            .filter(|(.., questions)| *questions > 0)
            .collect();
        if decks.is_empty() {
            return Err("No card fits this choice of decks and tags.".to_owned());
        }
        let (mut exam, form) = Exam::own(&decks, count);
        if let Source::Own(Scope { tags, .. }, _) = &wish.source
            && !tags.is_empty()
        {
            exam.title = format!("{} ({})", tags.join(", "), exam.title);
        }
        Ok((exam, form))
    }

    /// Places of the topics below 70 %.
    fn weak_topics(
        &self,
        exam: &Exam,
        questions: &[&Question],
        past: &[&Past],
        now: Timestamp,
    ) -> Vec<usize> {
        let mut sums: HashMap<&str, (f64, f64)> = HashMap::new();
        let lately = past.iter().rev().take(LATELY);
        for topic in lately.flat_map(|past| &past.report.topics) {
            let sum = sums.entry(&topic.title).or_default();
            *sum = (sum.0 + topic.points, sum.1 + topic.of);
        }
        if past.is_empty() {
            for question in questions {
                let Some(topic) = exam.topic_of(question) else { continue };
                let sum = sums.entry(&exam.topics[topic].title).or_default();
                *sum = (sum.0 + self.recall(&question.key, now).unwrap_or(0.0), sum.1 + 1.0);
            }
        }
        let is_weak = |&place: &usize| {
            let sum = sums.get(exam.topics[place].title.as_str());
            sum.is_some_and(|(got, of)| *of > 0.0 && got / of < WEAK)
        };
        (0..exam.topics.len()).filter(is_weak).collect()
    }
}

/// A paper that repeats little of the last two and of what was studied today. Its seed alone gives it again.
fn freshest(
    pool: &Pool<'_>,
    form: &Form,
    past: &[&Past],
    studied: &HashSet<QuestionKey>,
    rng: &mut StdRng,
    steps: &dyn Steps,
) -> Paper {
    let mut weights: HashMap<&QuestionKey, u32> = studied.iter().map(|key| (key, 1)).collect();
    for (past, weight) in past.iter().rev().zip([4, 2]) {
        for item in &past.sitting.paper().items {
            *weights.entry(&item.key).or_default() += weight;
        }
    }
    if weights.is_empty() {
        return pool.paper(form, Seed::first(rng.random()));
    }
    // The series that was sat last avoids by itself what it asked.
    let last = past.last().map(|past| past.sitting.paper());
    let next = last.filter(|paper| paper.form == form.id).and_then(|paper| paper.seed.next());
    let first = std::iter::repeat_with(|| Seed::first(rng.random()));
    // Seeds are compared by what they ask; wrong options are looked for for the paper that is taken alone.
    let worth = |seed: &Seed| {
        let asked = pool.asked(form, *seed);
        let repeats: u32 = asked.iter().filter_map(|key| weights.get(*key)).sum();
        (std::cmp::Reverse(asked.len()), repeats)
    };
    let seeds = next.into_iter().chain(first).take(TRIES).enumerate();
    let seeds = seeds.take_while(|(done, _)| steps.step(*done, TRIES).is_continue());
    let best = seeds.map(|(_, seed)| seed).min_by_key(worth);
    pool.paper(form, best.unwrap_or(Seed::first(0)))
}

/// A sentence where fewer questions could be drawn than were wanted.
fn short(drawn: usize, wanted: usize) -> Option<String> {
    let questions = if drawn == 1 { "question" } else { "questions" };
    (drawn < wanted)
        .then(|| format!("The paper has {drawn} {questions} instead of {wanted}: the decks hold no more."))
}

/// What came of the last sitting that is to be asked again: missed, left open, or guessed.
fn missed(sitting: &Sitting, report: &Report) -> HashSet<QuestionKey> {
    let items = sitting.paper().items.iter().zip(sitting.entries()).zip(&report.marks);
    let is_again = |entry: &crate::quiz::Entry, mark: &crate::quiz::Mark| {
        !mark.is_right() || entry.lesson == Some(Lesson::LuckyGuess)
    };
    items.filter(|((_, entry), mark)| is_again(entry, mark)).map(|((item, _), _)| item.key.clone()).collect()
}
