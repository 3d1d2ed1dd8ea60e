//! Papers for a learner: what they are drawn from, and what they avoid.

mod draw;
mod lenders;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rand::rngs::StdRng;

use super::{Past, Scope, Steps, Trainer, Unwatched, View};
use crate::card::{KeyNumber, QuestionKey};
use crate::deck::Row;
use crate::quiz::{Exam, Form, Lesson, Paper, Report, Seed, Sitting, Topics, WEAK};
use crate::store;
use crate::words;

pub(super) use draw::is_performance;

/// Sittings that say which topics are weak.
const LATELY: usize = 3;

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

impl Source {
    /// The id of the exam; empty where there is none.
    pub fn exam(&self) -> &str {
        match self {
            Self::Exam(id, _) => id,
            Self::Own(..) | Self::These(_) => "",
        }
    }
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
    /// The last quizzes of the same exam that have ended, oldest first; no more than the drawing looks at.
    pub past: Vec<Past>,
    /// What was studied today.
    pub studied: HashSet<QuestionKey>,
}

impl Trainer {
    /// What the log says that the drawing of a paper goes by.
    pub fn asked_lately(&self, wish: &QuizWish, now: Timestamp) -> Result<AskedLately, store::Error> {
        let past = self.last_quizzes(wish.source.exam(), LATELY)?;
        Ok(AskedLately { past, studied: self.studied_on(self.today(now))? })
    }

    /// Draws a paper by what the log says now. Where none can be drawn, gives the reason as a sentence.
    pub fn draw_quiz(
        &self,
        wish: &QuizWish,
        now: Timestamp,
        rng: &mut StdRng,
    ) -> Result<Result<Paper, String>, store::Error> {
        Ok(self.view.draw_quiz(wish, &self.asked_lately(wish, now)?, now, rng, &Unwatched))
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
        let mut rows = self.taken(wish);
        let (mut exam, mut form) = self.blueprint(wish, &rows)?;
        let past = asked.past.iter().filter(|past| past.sitting.paper().exam == exam.id);
        let past: Vec<&Past> = past.collect();
        self.narrow(wish.only, &mut exam, &mut rows, &past, now)?;
        if let Some(name) = wish.only.name() {
            // The form's counts are those of the whole exam, and so is what its name stands for.
            form.questions = form.questions.min(rows.len());
            name.clone_into(&mut form.id);
        }
        let lately = draw::Lately::new(&past, &asked.studied);
        let drawing = draw::Drawing { library: &self.library, exam: &exam, form: &form, lately, steps };
        let mut paper = drawing.draw(&rows, wish.seed, rng);
        if exam.is_own() {
            // Decks have no blueprint that could be missed but the number of questions.
            paper.shortages = short(paper.items.len(), form.questions).into_iter().collect();
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

    /// The questions that are wished for, but for those that the learner set aside for good.
    fn taken(&self, wish: &QuizWish) -> Vec<Row<'_>> {
        let suspended = self.standing.iter().filter(|(_, standing)| standing.suspended);
        let suspended: HashSet<KeyNumber> = suspended.map(|(key, _)| key.number()).collect();
        let these: HashSet<KeyNumber> = match &wish.source {
            Source::These(keys) => keys.iter().map(QuestionKey::number).collect(),
            _ => HashSet::new(),
        };
        let wanted = self.library.rows().filter(|row| match &wish.source {
            Source::Exam(..) => true,
            Source::Own(scope, _) => scope.takes(row),
            Source::These(_) => these.contains(&row.number()),
        });
        wanted.filter(|row| !suspended.contains(&row.number())).collect()
    }

    /// Leaves of what is taken the part that is asked for, and of the topics those it is of.
    fn narrow(
        &self,
        only: Only,
        exam: &mut Exam,
        rows: &mut Vec<Row<'_>>,
        past: &[&Past],
        now: Timestamp,
    ) -> Result<(), String> {
        match only {
            Only::All => {}
            Only::Weak => {
                let weak = self.weak_topics(exam, rows, past, now);
                if weak.is_empty() {
                    return Err("No topic is below 70 %: there is no weak one to practise.".to_owned());
                }
                let mut topics = Topics::new(exam);
                rows.retain(|row| topics.of(row).is_some_and(|topic| weak.contains(&topic)));
                let mut place = 0..;
                exam.topics.retain(|_| place.next().is_some_and(|place| weak.contains(&place)));
            }
            Only::Missed => {
                let missed = past.last().map(|past| missed(&past.sitting, &past.report)).unwrap_or_default();
                rows.retain(|row| missed.contains(&row.number()));
                if rows.is_empty() {
                    return Err("Nothing was missed in the last quiz of this sort.".to_owned());
                }
            }
        }
        Ok(())
    }

    /// The exam and the form; for decks and tags, ones made for what is `taken` of them.
    fn blueprint(&self, wish: &QuizWish, taken: &[Row<'_>]) -> Result<(Exam, Form), String> {
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
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for row in taken {
            *counts.entry(row.deck()).or_default() += 1;
        }
        let decks: Vec<(&str, &str, u32)> = (self.library.decks.iter())
            .filter_map(|deck| Some((deck.id(), deck.title(), *counts.get(deck.id())?)))
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
    fn weak_topics(&self, exam: &Exam, rows: &[Row<'_>], past: &[&Past], now: Timestamp) -> Vec<usize> {
        let mut sums: HashMap<&str, (f64, f64)> = HashMap::new();
        let lately = past.iter().rev().take(LATELY);
        for topic in lately.flat_map(|past| &past.report.topics) {
            let sum = sums.entry(&topic.title).or_default();
            *sum = (sum.0 + topic.points, sum.1 + topic.of);
        }
        if past.is_empty() {
            let mut topics = Topics::new(exam);
            for row in rows {
                let Some(topic) = topics.of(row) else { continue };
                let sum = sums.entry(&exam.topics[topic].title).or_default();
                *sum = (sum.0 + self.recall(&row.key(), now).unwrap_or(0.0), sum.1 + 1.0);
            }
        }
        let sums = exam.topics.iter().map(|topic| sums.get(topic.title.as_str()));
        let weak =
            sums.enumerate().filter(|(_, sum)| sum.is_some_and(|(got, of)| *of > 0.0 && got / of < WEAK));
        weak.map(|(place, _)| place).collect()
    }
}

/// A sentence where fewer questions could be drawn than were wanted.
fn short(drawn: usize, wanted: usize) -> Option<String> {
    let questions = words::count(drawn, "question");
    (drawn < wanted)
        .then(|| format!("The paper has {questions} instead of {wanted}: the decks hold no more."))
}

/// What came of the last sitting that is to be asked again: missed, left open, or guessed.
fn missed(sitting: &Sitting, report: &Report) -> HashSet<KeyNumber> {
    let items = sitting.paper().items.iter().zip(sitting.entries()).zip(&report.marks);
    let again =
        items.filter(|((_, entry), mark)| !mark.is_right() || entry.lesson == Some(Lesson::LuckyGuess));
    again.map(|((item, _), _)| item.key.number()).collect()
}
