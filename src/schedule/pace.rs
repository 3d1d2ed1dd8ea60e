//! How a learner answers: how long each kind of question takes, how often each rating is given, and how much of the days is
//! studied.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Rating;

/// Shares of the first rating of a new question: again, hard, good, easy.
const FIRST: [f64; 4] = [0.24, 0.094, 0.495, 0.171];
/// Shares of hard, good and easy among successes.
const SUCCESS: [f64; 3] = [0.224, 0.631, 0.145];
/// Seconds of a review by its rating.
const SECONDS: [f64; 4] = [19.38, 17.59, 12.38, 8.94];
/// Seconds of a first study with its steps, whatever the rating.
pub const FIRST_STUDY_SECONDS: f64 = 38.3;
/// Seconds of relearning after a lapse.
const RELEARNING_SECONDS: f64 = 19.0;
/// Answers that the standard shares stand for.
const SHARE_WEIGHT: f64 = 5.0;
/// Answers of the learner that are looked at for their shares, the newest.
pub const NEWEST: usize = 1000;
/// Seconds that the standard pace stands for: about five answers.
const TIME_WEIGHT: f64 = 75.0;
/// Nobody thinks longer about one question, in seconds: they went away.
const LONGEST: f64 = 120.0;
/// Days by which the chance that a day is studied is drawn to 1.
const DAY_WEIGHT: f64 = 7.0;

/// One answer that took time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timed<'a> {
    /// The kind of its question: `choice`.
    pub kind: &'a str,
    /// How it went.
    pub rating: Rating,
    /// What it was.
    pub stage: Stage,
    /// From the question to the rating.
    pub took: Duration,
}

/// What an answer was to its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The first of all; the steps after it are [`Stage::Step`].
    First,
    /// The first of a later day.
    Review,
    /// One more on the same day.
    Step,
}

/// How often each rating is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Of new questions: again, hard, good, easy.
    pub first: [f64; 4],
    /// Of successes: hard, good, easy.
    pub success: [f64; 3],
}

impl Shares {
    /// Those of the average learner. With two buttons there is no hard and no easy.
    pub const fn standard(has_two_buttons: bool) -> Self {
        if has_two_buttons {
            Self { first: [0.327, 0.0, 0.673, 0.0], success: [0.0, 1.0, 0.0] }
        } else {
            Self { first: FIRST, success: SUCCESS }
        }
    }

    /// Those of a learner who gave these answers, of which the newest [`NEWEST`] count. The oldest comes first.
    pub fn of(answers: &[Timed<'_>], has_two_buttons: bool) -> Self {
        let newest = &answers[answers.len().saturating_sub(NEWEST)..];
        let standard = Self::standard(has_two_buttons);
        let (mut first, mut success) = ([0.0; 4], [0.0; 3]);
        for answer in newest {
            match (answer.stage, answer.rating) {
                (Stage::First, rating) => first[rating as usize - 1] += 1.0,
                (Stage::Review, Rating::Again) | (Stage::Step, _) => {}
                (Stage::Review, rating) => success[rating as usize - 2] += 1.0,
            }
        }
        Self { first: shrunk(standard.first, first), success: shrunk(standard.success, success) }
    }
}

/// Counts as shares, drawn to the standard ones as if five answers had been given by these.
fn shrunk<const N: usize>(standard: [f64; N], counts: [f64; N]) -> [f64; N] {
    let all = SHARE_WEIGHT + counts.iter().sum::<f64>();
    std::array::from_fn(|at| SHARE_WEIGHT.mul_add(standard[at], counts[at]) / all)
}

/// By how much each kind of question takes longer than usual: 1 for a kind that was never answered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Paces(BTreeMap<String, f64>);

impl Paces {
    /// Those of a learner who gave these answers.
    ///
    /// A kind's pace is (75 + seconds taken) / (75 + seconds expected of the same answers). A first study is expected to take
    /// 38.3 s with its steps, and a lapse 19 s of relearning.
    pub fn of<'a>(answers: impl IntoIterator<Item = Timed<'a>>) -> Self {
        let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for answer in answers {
            let sum = sums.entry(answer.kind).or_insert((TIME_WEIGHT, TIME_WEIGHT));
            sum.0 += answer.took.as_secs_f64().min(LONGEST);
            sum.1 += expected(answer);
        }
        Self(sums.into_iter().map(|(kind, (taken, expected))| (kind.to_owned(), taken / expected)).collect())
    }

    /// The pace of a kind.
    pub fn of_kind(&self, kind: &str) -> f64 {
        self.0.get(kind).copied().unwrap_or(1.0)
    }

    /// All that are known, by kind.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(kind, pace)| (kind.as_str(), *pace))
    }
}

/// Seconds that a review with this rating takes, learning anew after a lapse included.
pub fn review_seconds(rating: Rating) -> f64 {
    let seconds = SECONDS[rating as usize - 1];
    if rating == Rating::Again { seconds + RELEARNING_SECONDS } else { seconds }
}

/// Seconds that are expected of an answer. The steps of a day are in those of the answer before them.
fn expected(answer: Timed<'_>) -> f64 {
    match (answer.stage, answer.rating) {
        (Stage::First, _) => FIRST_STUDY_SECONDS,
        (Stage::Review, rating) => review_seconds(rating),
        (Stage::Step, _) => 0.0,
    }
}

/// The chance that a coming day is studied, after so many of the days offered were.
pub fn chance_of_study(studied: u32, offered: u32) -> f64 {
    ((f64::from(studied) + DAY_WEIGHT) / (f64::from(offered) + DAY_WEIGHT)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed(stage: Stage, rating: Rating, seconds: f64) -> Timed<'static> {
        Timed { kind: "choice", rating, stage, took: Duration::from_secs_f64(seconds) }
    }

    #[test]
    fn who_takes_what_is_expected_has_the_usual_pace() {
        let usual = [
            timed(Stage::First, Rating::Good, 30.3),
            timed(Stage::Step, Rating::Good, 8.0),
            timed(Stage::Review, Rating::Again, 19.38),
            timed(Stage::Step, Rating::Good, 19.0),
            timed(Stage::Review, Rating::Easy, 8.94),
        ];
        let paces = Paces::of(usual);
        assert!((paces.of_kind("choice") - 1.0).abs() < 1e-9);
        assert!((paces.of_kind("flip") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_answer_counts_at_most_two_minutes() {
        let [two_minutes, more, an_hour] =
            [120.0, 121.0, 3600.0].map(|seconds| Paces::of([timed(Stage::Review, Rating::Good, seconds)]));
        assert_eq!(more, an_hour);
        assert!((two_minutes.of_kind("choice") - 195.0 / 87.38).abs() < 1e-9);
    }

    #[test]
    fn shares_are_drawn_to_the_usual_ones_and_sum_to_one() {
        for two in [false, true] {
            let (none, standard) = (Shares::of(&[], two), Shares::standard(two));
            let pairs =
                none.first.iter().zip(standard.first).chain(none.success.iter().zip(standard.success));
            assert!(pairs.into_iter().all(|(share, standard)| (share - standard).abs() < 1e-12));
        }
        let answers = vec![timed(Stage::Review, Rating::Good, 1.0); 5];
        let shares = Shares::of(&answers, false);
        assert!((shares.success[1] - (5.0 * 0.631 + 5.0) / 10.0).abs() < 1e-12);
        assert!((shares.success.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((shares.first[0] - FIRST[0]).abs() < 1e-12);
    }

    #[test]
    fn only_the_newest_thousand_answers_are_looked_at() {
        let mut answers = vec![timed(Stage::First, Rating::Again, 1.0); 50];
        answers.extend(vec![timed(Stage::First, Rating::Good, 1.0); NEWEST]);
        assert!(Shares::of(&answers, false).first[0] < 0.24 * 0.01);
    }

    #[test]
    fn a_new_plan_expects_every_day_to_be_studied() {
        assert!((chance_of_study(0, 0) - 1.0).abs() < 1e-12);
        assert!((chance_of_study(7, 14) - 14.0 / 21.0).abs() < 1e-12);
        assert!(chance_of_study(9, 3) <= 1.0);
    }
}
