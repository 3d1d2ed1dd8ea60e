//! The built-in A+ exam, lived through day by day as a learner does it: in the program, with its log on the disk.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::time::Duration;

use examdrill::card::QuestionKey;
use examdrill::config::Config;
use examdrill::library::Library;
use examdrill::paths::Paths;
use examdrill::plan::Expected;
use examdrill::quiz::{Act, End, Step, Terms, Timing, Topics};
use examdrill::schedule::pace::review_seconds;
use examdrill::schedule::{Calendar, Mode, Rating};
use examdrill::trainer::{Fitting, Only, QuizWish, Scope, Source, Trainer};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::learner::{Kind, Learner};

/// The exam, its quick form, and the minutes of a day.
const EXAM: &str = "a-plus-1201";
const FORM: &str = "quick";
const MINUTES: u32 = 20;
/// Days after the first on which nothing is studied, twice as much, and a quiz is sat.
const MISSED: i64 = 7;
const DOUBLE: i64 = 12;
const QUIZ: i64 = 15;
/// The first day, in the morning.
const BEGIN: &str = "2026-11-23T07:00:00Z";
/// Questions there may be.
const PLACES: usize = 10_000;
/// Seconds until the first answer of a new question, of a learning step, and of one after a lapse.
const FIRST: f64 = 26.6;
const STEP: f64 = 10.0;
const RELEARNING: f64 = 19.0;

/// Somebody's weeks before the exam.
#[derive(Debug)]
pub(crate) struct Life {
    trainer: Trainer,
    truth: Learner,
    /// By which number the learner's memory knows each question.
    places: HashMap<QuestionKey, usize>,
    rng: StdRng,
    day: i64,
}

/// What a day brought.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lived {
    /// Answers, and first studies among them.
    pub(crate) answers: usize,
    /// See `answers`.
    pub(crate) new: usize,
    /// Minutes of study, without those of a quiz.
    pub(crate) minutes: f64,
    /// What was forecast in the morning of the recall on the exam day.
    pub(crate) forecast: Option<Expected>,
}

type Result<T> = std::result::Result<T, Box<dyn Error>>;

impl Life {
    /// The first morning, with the exam in `days` days; everything is stored in `folder`.
    pub(crate) fn new(folder: &Path, days: i64, kind: Kind, seed: u64) -> Result<Self> {
        let paths = Paths { data: folder.to_path_buf(), config: folder.to_path_buf() };
        let (config, library) = (Config::load(&paths.config)?, Library::open(&paths, &[]));
        let now = BEGIN.parse()?;
        let mut trainer = Trainer::open(paths, config, library, TimeZone::UTC, 1, now)?;
        let today = trainer.today(now);
        let exam = trainer.today(now + SignedDuration::from_hours(24 * days));
        let mut choices = trainer.agenda().choose_date(EXAM, exam, today);
        choices.push(Calendar::choose_minutes(Some(MINUTES)));
        trainer.choose(&choices, now)?;
        let truth = Learner::new(kind, seed, PLACES);
        let rng = StdRng::seed_from_u64(seed);
        Ok(Self { trainer, truth, places: HashMap::new(), rng, day: 0 })
    }

    /// Lives for a day.
    pub(crate) fn live(&mut self) -> Result<Lived> {
        let mut now: Timestamp = BEGIN.parse()?;
        now += SignedDuration::from_hours(24 * self.day);
        let mut lived = Lived::default();
        if self.day != MISSED {
            if let Some(fitted) = self.trainer.fitting_if_due(now)?.map(Fitting::run).transpose()?.flatten() {
                self.trainer.take_fit(fitted, now)?;
            }
            self.trainer.plan(now)?;
            lived.forecast = self.trainer.planned().and_then(|planned| planned.prospect().exams[0].expected);
            if self.day == QUIZ {
                self.sit(now)?;
                now += SignedDuration::from_mins(30);
                self.trainer.plan(now)?;
            }
            self.study(&Scope::default(), &mut now, &mut lived)?;
            if self.day == DOUBLE {
                let more = Duration::from_mins(MINUTES.into());
                self.study(&Scope { more, ..Scope::default() }, &mut now, &mut lived)?;
            }
        }
        self.day += 1;
        Ok(lived)
    }

    fn study(&mut self, scope: &Scope, now: &mut Timestamp, lived: &mut Lived) -> Result<()> {
        let (mut session, _) = self.trainer.session(Mode::Drill, scope, *now)?;
        session.advance(*now, &mut self.rng);
        while let Some(item) = session.item() {
            let (key, memory) = (item.question.key.clone(), item.memory);
            let is_step = memory.is_some_and(|memory| memory.last_day == self.trainer.today(*now));
            let (rating, seconds) = if is_step {
                let is_relearned = memory.and_then(|memory| memory.step).is_some_and(|step| step.relearning);
                (Rating::Good, if is_relearned { RELEARNING } else { STEP })
            } else {
                let rating = self.answer(key);
                let again = if rating == Rating::Again { RELEARNING } else { 0.0 };
                (rating, if memory.is_none() { FIRST } else { review_seconds(rating) - again })
            };
            *now += SignedDuration::from_millis((1_000.0 * seconds) as i64);
            session.answer(None, *now);
            let stamp = self.trainer.stamp(*now);
            let review = session
                .rate(rating, stamp, self.trainer.model())
                .ok_or("a question is before the learner")?;
            self.trainer.record(&review)?;
            lived.answers += 1;
            lived.new += usize::from(memory.is_none());
            lived.minutes += seconds / 60.0;
            session.advance(*now, &mut self.rng);
        }
        Ok(())
    }

    /// Answers in a quiz what is known, and nothing else.
    fn sit(&mut self, now: Timestamp) -> Result<()> {
        let source = Source::Exam(EXAM.to_owned(), FORM.to_owned());
        let wish = QuizWish { source, only: Only::All, seed: None };
        let paper = self.trainer.draw_quiz(&wish, now, &mut self.rng)??;
        let terms = Terms::exam(Timing::Whole(Duration::from_mins(30)));
        let id = self.trainer.begin_quiz(&paper, &terms, now)?;
        let mut used = Duration::ZERO;
        for (place, item) in paper.items.iter().enumerate() {
            let is_known =
                self.trainer.memory(&item.key).is_some() && self.answer(item.key.clone()) != Rating::Again;
            let solution = is_known.then(|| item.posed.input.solution());
            for act in [Act::Go(place), Act::Answer(place, solution)] {
                used += Duration::from_secs(5);
                self.trainer.step_quiz(id, &Step { used, act }, now)?;
            }
        }
        self.trainer.hand_in(id, used, End::HandedIn, now)?;
        Ok(())
    }

    fn answer(&mut self, key: QuestionKey) -> Rating {
        let next = self.places.len();
        let place = *self.places.entry(key).or_insert(next);
        self.truth.answer(place, self.day as usize)
    }

    /// The true recall now, weighed as the exam does: each topic by its weight, what is in none as little as the least.
    pub(crate) fn recall(&self) -> f64 {
        let Some(dated) = self.trainer.agenda().dated(EXAM) else { return 0.0 };
        let mut topics = Topics::new(&dated.exam);
        let mut sums = vec![(0.0, 0.0); dated.exam.topics.len()];
        let mut others = (0.0, 0.0);
        for row in self.trainer.library.rows().filter(|row| !row.is_suspended()) {
            let place = self.places.get(&row.key());
            let recall = place.map_or(0.0, |&place| self.truth.recall(place, self.day as usize));
            let sum = match topics.of(&row) {
                Some(topic) => &mut sums[topic],
                None if dated.exam.is_about(row.tags()) => &mut others,
                None => continue,
            };
            *sum = (sum.0 + recall, sum.1 + 1.0);
        }
        let weighed = sums.iter().zip(&dated.exam.topics).filter(|((_, count), _)| *count > 0.0);
        let weighed =
            weighed.map(|((sum, count), topic)| (f64::from(topic.weight.max(1)), sum / count, count));
        let least = weighed.clone().map(|(weight, _, count)| weight / count).fold(f64::INFINITY, f64::min);
        let least = if least.is_finite() { least } else { 1.0 };
        let (recalled, of) = weighed
            .fold((least * others.0, least * others.1), |(recalled, of), (weight, share, _)| {
                (recalled + weight * share, of + weight)
            });
        recalled / of
    }
}
