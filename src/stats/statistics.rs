//! Everything that a learner's statistics show, in one value.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;

use super::answers::{self, Bin, Came, Day, Group, Retention, Retentions, STABILITIES};
use crate::card::QuestionKey;
use crate::schedule::Rating;
use crate::words;

/// Days of the load to come.
pub const AHEAD: usize = 30;
/// Upper ends of the bins of answer times, in seconds; what is above the last lies in one more.
pub const TIMES: [u64; 8] = [3, 5, 10, 15, 20, 30, 60, 120];

/// What the whole log tells of a learner, and what their memories tell of the days to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// The study day it was made on.
    pub today: Date,
    /// Answers that count.
    pub answers: usize,
    /// Retention of young and of mature memories, over all time.
    pub retention: Retentions,
    /// Predicted recall beside what came.
    pub calibration: Vec<Bin>,
    /// What was done on each study day that had an answer.
    pub days: BTreeMap<Date, Day>,
    /// How many questions had ever been answered at the end of each of these days.
    pub learned: Vec<(Date, usize)>,
    /// Questions that fall due on each of the next [`AHEAD`] days, today first: those that were answered before.
    pub load: Vec<usize>,
    /// Memories by their stability.
    pub stabilities: [usize; STABILITIES.len() + 1],
    /// Answers by the time they took.
    pub times: [usize; TIMES.len() + 1],
    /// The decks, by name.
    pub decks: Vec<Named>,
    /// The kinds of card, by name.
    pub kinds: Vec<Named>,
    /// The questions that are recalled least, the hardest first.
    pub hardest: Vec<Difficult>,
    /// The questions that were forgotten again and again, the worst first.
    pub leeches: Vec<Difficult>,
    /// The quizzes that have ended, oldest first.
    pub quizzes: Vec<Quiz>,
    /// What was forecast of each day, and what came of it.
    pub came: Vec<Came>,
}

/// What the answers of a deck or a kind tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its name: the id of a deck.
    pub name: String,
    /// The same for people: the title of a deck.
    pub title: String,
    /// What they tell.
    pub group: Group,
    /// How much longer than usual such answers take, 1 for as long; only of kinds.
    pub pace: Option<f64>,
}

/// A question that gives trouble.
#[derive(Debug, Clone, PartialEq)]
pub struct Difficult {
    /// Its name.
    pub key: QuestionKey,
    /// How it reads, on one line; its name where no deck has it any more.
    pub prompt: String,
    /// Its answer and what that stood among, as a sentence; empty where no deck has it any more.
    pub solution: String,
    /// What of its answers tested memory.
    pub retention: Retention,
    /// How often it was forgotten after it had been known.
    pub lapses: u32,
    /// Its answers, oldest first.
    pub history: Vec<(Date, Rating)>,
}

/// A quiz that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Quiz {
    /// The day it began.
    pub day: Date,
    /// What it was of.
    pub title: String,
    /// Points earned of those there were, 0 to 1.
    pub share: f64,
    /// Whether that was enough; `None` where nothing is to be passed.
    pub passed: Option<bool>,
}

impl Statistics {
    /// What it comes to, in sentences: what was done, and what of it was remembered.
    pub fn lead(&self) -> Vec<String> {
        if self.answers == 0 {
            return vec!["Nothing was answered yet.".to_owned()];
        }
        let (answers, days) = (words::count(self.answers, "answer"), words::count(self.days.len(), "day"));
        let time = self.days.values().map(|day| day.time).fold(Duration::ZERO, Duration::saturating_add);
        let came_back = self.retention.all();
        let predicted = came_back.expected_share();
        let predicted = predicted.map(|share| format!("; {} was predicted", words::percent(share)));
        let recalled = came_back.share().map(|share| {
            let (recalled, predicted) = (words::percent(share), predicted.unwrap_or_default());
            format!("You recalled {recalled} of what came back{predicted}.")
        });
        let done = format!("{answers} on {days}, {} in all.", words::minutes(time));
        std::iter::once(done).chain(recalled).collect()
    }

    /// By how much the share grows from one quiz to the next.
    pub fn quiz_trend(&self) -> Option<f64> {
        let shares: Vec<f64> = self.quizzes.iter().map(|quiz| quiz.share).collect();
        answers::trend(&shares)
    }

    /// The mean time on a study day that had an answer, over the last so many of them.
    pub fn time_a_day(&self, most: usize) -> Option<Duration> {
        let times: Vec<Duration> = self.days.values().rev().take(most).map(|day| day.time).collect();
        let count = u32::try_from(times.len()).ok().filter(|count| *count > 0)?;
        Some(times.iter().fold(Duration::ZERO, |sum, time| sum.saturating_add(*time)) / count)
    }
}

/// How many of these times lie in each bin of [`TIMES`], and above the last.
pub fn times(times: impl IntoIterator<Item = Duration>) -> [usize; TIMES.len() + 1] {
    let mut counts = [0; TIMES.len() + 1];
    for time in times {
        counts[TIMES.partition_point(|end| Duration::from_secs(*end) < time)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_lies_in_the_bin_that_ends_with_it() {
        let counts = times([0, 3, 4, 120, 121, 9999].map(Duration::from_secs));
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 0, 1, 2]);
    }
}
