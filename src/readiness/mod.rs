//! How ready a learner is for an exam: expected recall by topic, and the chance of passing, with what both stand on.
//!
//! The chance comes from drawing many papers by the blueprint. Questions do not fail alone: a topic may be asked in a form
//! that the learner never saw, and the whole day may go better or worse than the model thinks. Both are shifts on the logit
//! scale; without them a chance of passing is far too sure of itself.

mod passing;
#[cfg(test)]
mod tests;

use crate::card::Part;
use crate::quiz::{Exam, Form};
use crate::schedule::Calibration;
use crate::schedule::calibration::{LEAST, Predicted};

pub use passing::Passing;

/// The share of the blueprint that has to be seen before a chance of passing is given.
const SEEN: f64 = 0.5;

/// A question that the exam may ask.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Askable {
    /// Its topic, by place.
    pub topic: usize,
    /// What the exam counts it as.
    pub part: Part,
    /// The chance to guess it, 0 to 1.
    pub guess: f64,
    /// The chance of recall now; `None` for what was never studied.
    pub now: Option<f64>,
    /// The chance of recall on the day of the exam; `None` for what will not have been studied. As `now` without a plan.
    pub on_day: Option<f64>,
}

/// How the learner's quizzes went beside what was expected of them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Record {
    /// Items that were reached.
    pub items: usize,
    /// How many were right.
    pub right: f64,
    /// How many were expected to be.
    pub expected: f64,
}

/// What readiness is told from.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// The exam.
    pub exam: &'a Exam,
    /// The form that will be sat.
    pub form: &'a Form,
    /// The questions that a topic of it takes.
    pub questions: &'a [Askable],
    /// What was predicted of first answers of a day, the oldest first.
    pub predicted: &'a [Predicted],
    /// The quizzes.
    pub record: Record,
}

/// How ready a learner is.
#[derive(Debug, Clone, PartialEq)]
pub struct Readiness {
    /// By topic, in the order of the exam.
    pub topics: Vec<Topic>,
    /// Expected recall now, weighed as the exam does; a question that was never studied counts as none.
    pub now: f64,
    /// The same on the day of the exam.
    pub on_day: f64,
    /// The share of the blueprint that has been studied.
    pub seen: f64,
    /// The chance of passing.
    pub passing: Result<Passing, Missing>,
}

/// How ready a learner is for a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// Its name.
    pub title: String,
    /// Its share of the exam.
    pub share: f64,
    /// Questions there are.
    pub questions: usize,
    /// Questions that were studied.
    pub seen: usize,
    /// Expected recall now.
    pub now: f64,
    /// The same on the day.
    pub on_day: f64,
}

/// Why no chance of passing is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Missing {
    /// The exam has no pass mark.
    PassMark,
    /// The exam asks nothing that any deck has.
    Questions,
    /// More answers on later days are needed, and more of the blueprint has to be seen: how many answers, and what share,
    /// each 0 where there is enough.
    Study {
        /// First answers of a day.
        answers: usize,
        /// Of the blueprint.
        share: f64,
    },
}

impl Topic {
    /// How weak it is: whole percent of recall on the day, then now. A difference that nobody reads is none.
    fn standing(&self) -> (i32, i32) {
        [self.on_day, self.now].map(|share| (100.0 * share).round() as i32).into()
    }
}

impl Readiness {
    /// Takes what is recalled of each topic, now and on the day, from elsewhere: `recalls` tells it of the topic at a place.
    /// What is recalled of the whole follows.
    #[must_use]
    pub fn with_recalls(mut self, recalls: impl Fn(usize, &Topic) -> (f64, f64)) -> Self {
        (self.now, self.on_day) = (0.0, 0.0);
        for (place, topic) in self.topics.iter_mut().enumerate() {
            (topic.now, topic.on_day) = recalls(place, topic);
            self.now += topic.share * topic.now;
            self.on_day += topic.share * topic.on_day;
        }
        self
    }

    /// The topics that are asked, the weakest first.
    pub fn weakest_first(&self) -> Vec<&Topic> {
        let mut topics: Vec<_> = self.topics.iter().filter(|topic| topic.questions > 0).collect();
        topics.sort_by_key(|topic| topic.standing());
        topics
    }

    /// The topics that are asked, the weakest now first; of those that are as weak, the one that counts most.
    pub fn weakest_now(&self) -> Vec<&Topic> {
        let mut topics: Vec<_> = self.topics.iter().filter(|topic| topic.questions > 0).collect();
        topics.sort_by(|one, other| {
            let [first, second] = [one, other].map(|topic| (100.0 * topic.now).round());
            first.total_cmp(&second).then(other.share.total_cmp(&one.share))
        });
        topics
    }

    /// The topic that is the weakest on the day; `None` where several are.
    pub fn weakest(&self) -> Option<&Topic> {
        match self.weakest_first()[..] {
            [weakest] => Some(weakest),
            [weakest, next, ..] if weakest.standing() < next.standing() => Some(weakest),
            _ => None,
        }
    }
}

impl Missing {
    /// What is missing, as a sentence.
    pub fn words(self) -> String {
        let share =
            |share: f64| format!("another {:.0} % of the exam has to be studied", (100.0 * share).ceil());
        let answers =
            |answers: usize| format!("it takes {answers} more answers to questions of earlier days");
        match self {
            Self::PassMark => "This exam names no pass mark.".to_owned(),
            Self::Questions => "No deck has questions for this exam.".to_owned(),
            Self::Study { answers: 0, share: left } => {
                format!("No estimate of passing yet: {}.", share(left))
            }
            Self::Study { answers: left, share } if share <= 0.0 => {
                format!("No estimate of passing yet: {}.", answers(left))
            }
            Self::Study { answers: left, share: rest } => {
                format!("No estimate of passing yet: {}, and {}.", answers(left), share(rest))
            }
        }
    }
}

impl Grounds<'_> {
    /// How ready the learner is. The same grounds give the same figures.
    pub fn readiness(&self) -> Readiness {
        let topics = self.topics();
        let weighed =
            |figure: fn(&Topic) -> f64| topics.iter().map(|topic| topic.share * figure(topic)).sum();
        let (now, on_day) = (weighed(|topic| topic.now), weighed(|topic| topic.on_day));
        let seen = weighed(|topic| ratio(topic.seen as f64, topic.questions as f64));
        let passing = self.missing(seen).map_or_else(|| Ok(self.passing()), Err);
        Readiness { topics, now, on_day, seen, passing }
    }

    /// The topics. One that no question belongs to weighs nothing, since its papers are filled from the others.
    fn topics(&self) -> Vec<Topic> {
        let titles = self.exam.topics.iter();
        let mut topics: Vec<Topic> = titles
            .map(|topic| Topic {
                title: topic.title.clone(),
                share: f64::from(topic.weight),
                questions: 0,
                seen: 0,
                now: 0.0,
                on_day: 0.0,
            })
            .collect();
        for question in self.questions {
            let Some(topic) = topics.get_mut(question.topic) else { continue };
            topic.questions += 1;
            topic.seen += usize::from(question.now.is_some());
            topic.now += held(question.now);
            topic.on_day += held(question.on_day);
        }
        let filled = topics.iter().filter(|topic| topic.questions > 0);
        let total: f64 = filled.map(|topic| topic.share).sum();
        for topic in &mut topics {
            let count = topic.questions as f64;
            topic.share = if topic.questions == 0 { 0.0 } else { ratio(topic.share, total) };
            topic.now = ratio(topic.now, count);
            topic.on_day = ratio(topic.on_day, count);
        }
        topics
    }

    /// Why nothing can be said of passing, if so.
    fn missing(&self, seen: f64) -> Option<Missing> {
        if self.questions.is_empty() || self.form.questions == 0 {
            return Some(Missing::Questions);
        }
        if self.pass_share().is_none() {
            return Some(Missing::PassMark);
        }
        let (answers, share) = (LEAST.saturating_sub(self.predicted.len()), (SEEN - seen).max(0.0));
        (answers > 0 || share > 0.0).then_some(Missing::Study { answers, share })
    }

    /// The share of the points from which the exam is passed, where it says so.
    fn pass_share(&self) -> Option<f64> {
        let (low, high) = self.exam.scale;
        let is_said = !self.exam.is_own() && self.exam.pass > low && high > low;
        is_said.then(|| f64::from(self.exam.pass - low) / f64::from(high - low))
    }

    fn passing(&self) -> Passing {
        let line = Calibration::of(self.predicted);
        Passing::of(self, self.pass_share().unwrap_or(0.0), line)
    }
}

/// A chance, held between 0 and 1; none for what was never studied and for what is no number.
fn held(recall: Option<f64>) -> f64 {
    recall.filter(|recall| recall.is_finite()).unwrap_or(0.0).clamp(0.0, 1.0)
}

fn ratio(of: f64, all: f64) -> f64 {
    if all > 0.0 { of / all } else { 0.0 }
}
