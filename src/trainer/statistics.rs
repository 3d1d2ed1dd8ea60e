//! What the log tells of a learner's answers, for statistics and forecasts.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::fitting::fold_in;
use super::quizzes::Past;
use super::{Trainer, View};
use crate::card::{Question, QuestionKey, kinds, listed};
use crate::library::ListedDeck;
use crate::schedule::Memories;
use crate::schedule::Rating;
use crate::schedule::calibration::Predicted;
use crate::schedule::pace::{Paces, Stage, Timed};
use crate::stats::answers::{self, Answered, Group, Retention};
use crate::stats::{self, Difficult, Named, Quiz, Statistics};
use crate::store::{self, Logged, Reader};

/// Questions that are named as the hardest, and tests of memory before one is.
const HARDEST: (usize, usize) = (20, 3);
/// Questions that are named as forgotten again and again, at most.
const LEECHES: usize = 100;

/// What statistics are made from, cut off from the log: it may go to another thread.
#[derive(Debug)]
pub struct Counting {
    log: Reader,
    view: View,
    today: Date,
}

impl Trainer {
    /// Every answer that was not taken back, the oldest first, with what was known before it. Reads the whole log.
    pub fn answered(&self) -> Result<Vec<Answered>, store::Error> {
        let mut reading = Reading::default();
        self.store.reviews(|logged| reading.take(&self.view, logged))?;
        Ok(reading.answered)
    }

    /// What statistics are made from. Cheap: [`Counting::run`] reads the log.
    pub fn counting(&self, now: Timestamp) -> Result<Counting, store::Error> {
        Ok(Counting { log: self.store.reader()?, view: self.view.clone(), today: self.view.today(now) })
    }
}

/// A log that is being read.
#[derive(Default)]
struct Reading {
    memories: Memories,
    answered: Vec<Answered>,
}

impl Reading {
    fn take(&mut self, view: &View, logged: Logged) {
        if logged.retracted {
            return;
        }
        let number = logged.owner.number();
        let mut answered = logged.review.mode.is_answer().then(|| answer(view, &logged, &self.memories));
        fold_in(&mut self.memories, view.model(), logged);
        if let Some(answered) = &mut answered {
            answered.begins = answered.stability.is_none() && self.memories.of(number).is_some();
        }
        self.answered.extend(answered);
    }
}

impl Counting {
    /// Reads the whole log.
    pub fn run(self) -> Result<Statistics, store::Error> {
        let mut reading = Reading::default();
        self.log.reviews(|logged| reading.take(&self.view, logged))?;
        let past: Vec<Past> = self.log.sittings()?.into_iter().filter_map(Past::of).collect();
        let (view, all) = (&self.view, &reading.answered);
        let days = answers::days(all);
        let paces = Paces::of(all.iter().filter(|answer| !answer.kind.is_empty()).map(timed));
        Ok(Statistics {
            today: self.today,
            answers: all.len(),
            retention: answers::retention(all),
            calibration: answers::calibration(all),
            learned: answers::learned(&days),
            days,
            load: view.load_to_come(self.today, stats::AHEAD),
            stabilities: answers::stabilities(view.memories().values()),
            times: stats::times(all.iter().map(|answer| answer.took)),
            decks: view.titled(named(answers::groups(all, |answer| &answer.topic), None)),
            kinds: named(answers::groups(all, |answer| answer.kind), Some(&paces)),
            hardest: view.hardest(all),
            leeches: view.leeches(all),
            quizzes: past.iter().map(|past| quiz(view, past)).collect(),
            came: answers::forecast_against(all),
        })
    }
}

impl View {
    /// How many studied questions fall due on each of the coming `days`, today first with what is overdue: as they stand,
    /// whatever fits a day.
    pub(super) fn load_to_come(&self, today: Date, days: usize) -> Vec<usize> {
        let away = self.away(today);
        let is_asked = |row: &crate::deck::Row<'_>| !row.is_suspended() && !away.contains(&row.number());
        let memories = self.studied().filter(is_asked).filter_map(|row| self.memories().of(row.number()));
        stats::forecast(memories, today, days)
    }

    /// `decks` with the titles of those that there are.
    fn titled(&self, decks: Vec<Named>) -> Vec<Named> {
        let title = |id: &str| self.library.deck(id).map(|deck| deck.title().to_owned());
        decks
            .into_iter()
            .map(|deck| Named { title: title(&deck.name).unwrap_or(deck.title), ..deck })
            .collect()
    }

    fn hardest(&self, all: &[Answered]) -> Vec<Difficult> {
        let hard = answers::hardest(all, HARDEST.1, HARDEST.0);
        let keys: Vec<&QuestionKey> = hard.iter().map(|hard| hard.key).collect();
        self.difficult(&keys, all)
    }

    /// The questions of the decks there are that were forgotten again and again, the worst first.
    fn leeches(&self, all: &[Answered]) -> Vec<Difficult> {
        let least = self.model().settings().leech_first;
        let rows = self.library.decks.iter().flat_map(ListedDeck::rows);
        let mut leeches: Vec<(u32, QuestionKey)> = rows
            .filter_map(|row| {
                let lapses = self.memories().of(row.number())?.lapses;
                (least > 0 && lapses >= least).then(|| (lapses, row.key()))
            })
            .collect();
        leeches.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        leeches.truncate(LEECHES);
        let keys: Vec<&QuestionKey> = leeches.iter().map(|(_, key)| key).collect();
        self.difficult(&keys, all)
    }

    /// What there is to tell of these questions.
    fn difficult(&self, keys: &[&QuestionKey], all: &[Answered]) -> Vec<Difficult> {
        let mut histories: HashMap<&QuestionKey, Vec<&Answered>> =
            keys.iter().map(|key| (*key, Vec::new())).collect();
        for answer in all {
            if let Some(history) = histories.get_mut(&answer.key) {
                history.push(answer);
            }
        }
        let difficult = keys.iter().map(|key| {
            let history = &histories[*key];
            let question = self.library.question(key);
            Difficult {
                key: (*key).clone(),
                solution: question.as_ref().map_or_else(String::new, solution),
                prompt: question.map_or_else(|| key.to_string(), |question| question.line()),
                retention: Retention::of(history.iter().copied()),
                lapses: self.memory(key).map_or(0, |memory| memory.lapses),
                history: history.iter().map(|answer| (answer.day, answer.rating)).collect(),
            }
        });
        difficult.collect()
    }
}

/// The answer, and the options that stood beside it; of a question that is drawn afresh each time, one that it may ask.
fn solution(question: &Question) -> String {
    // Always the same draw: what is read again does not change.
    let posed = question.pose(&mut StdRng::seed_from_u64(1));
    let answer = question.answer_to(&posed);
    let wrong = posed.input.options().iter().filter(|option| !option.right);
    let wrong: Vec<String> = wrong.map(|option| option.text.line()).collect();
    let asked = if question.is_drawn() { format!("Such as: {} ", posed.line()) } else { String::new() };
    // An option may have commas of its own.
    if wrong.is_empty() {
        return format!("{asked}Answer: {answer}");
    }
    let wrong = listed(&wrong, "; ");
    format!("{asked}Answer: {}; not: {wrong}", answer.trim_end_matches('.'))
}

fn quiz(view: &View, past: &Past) -> Quiz {
    let paper = past.sitting.paper();
    let (day, share) = (view.days().of(past.at), past.report.share());
    Quiz { day, title: paper.title.clone(), share, passed: past.report.passed }
}

fn named<'a>(groups: impl IntoIterator<Item = (&'a str, Group)>, paces: Option<&Paces>) -> Vec<Named> {
    let named = groups.into_iter().map(|(name, group)| {
        let pace = paces.map(|paces| paces.of_kind(name));
        Named {
            name: name.to_owned(),
            title: if paces.is_some() { kinds::title(name) } else { name }.to_owned(),
            group,
            pace,
        }
    });
    named.collect()
}

fn timed(answer: &Answered) -> Timed<'_> {
    let stage = match answer.stability {
        None => Stage::First,
        Some(_) if answer.is_test => Stage::Review,
        Some(_) => Stage::Step,
    };
    Timed { kind: answer.kind, rating: answer.rating, stage, took: answer.took }
}

/// An answer of the log, before which questions were remembered so.
pub(super) fn answer(view: &View, logged: &Logged, memories: &Memories) -> Answered {
    let (review, key) = (&logged.review, &logged.owner);
    let day = view.days().of_review(review.at, review.offset);
    let memory = memories.of(key.number());
    Answered {
        kind: view.library.row(key).map_or("", |row| row.kind()),
        topic: key.deck().to_owned(),
        key: key.clone(),
        day,
        rating: review.rating,
        took: review.took,
        stability: memory.map(|memory| memory.stability),
        is_test: review.mode.schedules() && memory.is_some_and(|memory| memory.elapsed(day) > 0),
        predicted: review.predicted.map(|predicted| predicted.recall.into()),
        begins: false,
    }
}

/// What was predicted of the answers that tested memory, the oldest first: what a forecast is corrected by.
pub fn predicted(answers: &[Answered]) -> Vec<Predicted> {
    let tests = answers.iter().filter(|answer| answer.is_test);
    tests
        .filter_map(|answer| {
            let is_right = answer.rating != Rating::Again;
            Some(Predicted { recall: answer.predicted?, is_right })
        })
        .collect()
}
