//! What a learner's answers tell: retention, calibration, days, what was learned, and which cards are hard.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;

use crate::card::QuestionKey;
use crate::schedule::{Memory, Rating};

/// Stability, in days, from which a memory counts as mature.
pub const MATURE_FROM: f32 = 21.0;
/// Answers below which a figure says little, and is shown so.
pub const SURE_FROM: usize = 20;
/// Bins of predicted recall, all of the same width.
pub const BINS: usize = 20;
/// Upper ends of the bins of stability, in days; what is above the last lies in one more.
pub const STABILITIES: [f32; 9] = [0.5, 1.0, 3.0, 7.0, 21.0, 60.0, 180.0, 365.0, 1000.0];

/// One answer, with what was known before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The question, under its present name.
    pub key: QuestionKey,
    /// The kind of its card; empty where no deck has it any more.
    pub kind: &'static str,
    /// What it belongs to, such as its deck.
    pub topic: String,
    /// The study day.
    pub day: Date,
    /// How it went.
    pub rating: Rating,
    /// From the question to the rating.
    pub took: Duration,
    /// The stability before it, in days; `None` for the first of all.
    pub stability: Option<f32>,
    /// Whether it was the first of its day to a question that was known before: only these tell what was remembered.
    pub is_test: bool,
    /// The chance of recall that the program gave when it was answered, where that was stored.
    pub predicted: Option<f64>,
    /// Whether the question was new until then and is not any more: what is known in a quiz before it was studied stays new.
    pub begins: bool,
}

/// Answers that tested memory, how many were right, and how many were expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Retention {
    /// Answers.
    pub answers: usize,
    /// Those that were right.
    pub right: usize,
    /// Answers of which a prediction was stored.
    pub predicted: usize,
    /// How many of these were expected to be right.
    pub expected: f64,
}

impl Retention {
    /// The share right, 0 to 1; `None` without answers.
    pub fn share(&self) -> Option<f64> {
        (self.answers > 0).then(|| self.right as f64 / self.answers as f64)
    }

    /// The share that was expected to be right, where predictions were stored.
    pub fn expected_share(&self) -> Option<f64> {
        (self.predicted > 0).then(|| self.expected / self.predicted as f64)
    }

    /// What of `answers` tested memory.
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> Self {
        let mut retention = Self::default();
        for answer in answers.into_iter().filter(|answer| answer.is_test) {
            retention.add(answer);
        }
        retention
    }

    fn add(&mut self, answer: &Answered) {
        self.answers += 1;
        self.right += usize::from(answer.rating != Rating::Again);
        if let Some(recall) = answer.predicted {
            self.predicted += 1;
            self.expected += recall;
        }
    }
}

/// Retention of young and of mature memories.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Retentions {
    /// Below [`MATURE_FROM`].
    pub young: Retention,
    /// From there on.
    pub mature: Retention,
}

/// Retention by the stability before each answer.
pub fn retention<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> Retentions {
    let mut retentions = Retentions::default();
    for answer in answers.into_iter().filter(|answer| answer.is_test) {
        let is_mature = answer.stability.is_some_and(|days| days >= MATURE_FROM);
        if is_mature { retentions.mature.add(answer) } else { retentions.young.add(answer) }
    }
    retentions
}

/// Answers whose predicted recall lies close together.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Bin {
    /// Answers.
    pub answers: usize,
    /// Their mean predicted recall.
    pub predicted: f64,
    /// The share right.
    pub right: f64,
}

/// What was predicted beside what came, in [`BINS`] bins; those without answers have all zero.
pub fn calibration<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); BINS];
    for answer in answers.into_iter().filter(|answer| answer.is_test) {
        let Some(recall) = answer.predicted else { continue };
        let bin = &mut bins[((recall.clamp(0.0, 1.0) * BINS as f64) as usize).min(BINS - 1)];
        bin.answers += 1;
        bin.predicted += recall;
        bin.right += f64::from(u8::from(answer.rating != Rating::Again));
    }
    for bin in bins.iter_mut().filter(|bin| bin.answers > 0) {
        bin.predicted /= bin.answers as f64;
        bin.right /= bin.answers as f64;
    }
    bins
}

/// What was done on a study day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    /// Answers.
    pub answers: usize,
    /// Answers that were wrong.
    pub again: usize,
    /// Questions that were new until then.
    pub new: usize,
    /// Time taken.
    pub time: Duration,
}

/// What was done on each study day that had an answer.
pub fn days<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> BTreeMap<Date, Day> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for answer in answers {
        let day = days.entry(answer.day).or_default();
        day.answers += 1;
        day.again += usize::from(answer.rating == Rating::Again);
        day.new += usize::from(answer.begins);
        day.time = day.time.saturating_add(answer.took);
    }
    days
}

/// How many questions had been studied at the end of each study day.
pub fn learned(days: &BTreeMap<Date, Day>) -> Vec<(Date, usize)> {
    let mut sum = 0;
    let learned = days.iter().map(|(date, day)| {
        sum += day.new;
        (*date, sum)
    });
    learned.collect()
}

/// How many memories lie in each bin of [`STABILITIES`], and above the last.
pub fn stabilities<'a>(memories: impl IntoIterator<Item = &'a Memory>) -> [usize; STABILITIES.len() + 1] {
    let mut counts = [0; STABILITIES.len() + 1];
    for memory in memories {
        counts[STABILITIES.partition_point(|end| *end < memory.stability)] += 1;
    }
    counts
}

/// What the answers of a group tell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Group {
    /// Answers.
    pub answers: usize,
    /// What of them tested memory.
    pub retention: Retention,
    /// The middle time of an answer; `None` without one.
    pub median: Option<Duration>,
}

/// Answers by what `name` says of each; those without a name are left out.
pub fn groups<'a, 'n>(
    answers: impl IntoIterator<Item = &'a Answered>,
    name: impl Fn(&'a Answered) -> &'n str,
) -> BTreeMap<&'n str, Group> {
    let mut groups: BTreeMap<&str, (Group, Vec<Duration>)> = BTreeMap::new();
    for answer in answers {
        let name = name(answer);
        if name.is_empty() {
            continue;
        }
        let (group, times) = groups.entry(name).or_default();
        group.answers += 1;
        times.push(answer.took);
        if answer.is_test {
            group.retention.add(answer);
        }
    }
    let median = |(name, (group, times))| (name, Group { median: super::median(times, 1), ..group });
    groups.into_iter().map(median).collect()
}

/// A question that is often answered wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Hard<'a> {
    /// Its name.
    pub key: &'a QuestionKey,
    /// What of its answers tested memory.
    pub retention: Retention,
}

impl Hard<'_> {
    /// The share of right answers with one more right and one more wrong, so that one of two is not as hard as ten of twenty.
    fn share(&self) -> f64 {
        (self.retention.right + 1) as f64 / (self.retention.answers + 2) as f64
    }
}

/// The questions that are recalled least, at most so many: those with at least `least` tests of memory and one miss.
pub fn hardest<'a>(
    answers: impl IntoIterator<Item = &'a Answered>,
    least: usize,
    most: usize,
) -> Vec<Hard<'a>> {
    let mut questions: BTreeMap<&QuestionKey, Retention> = BTreeMap::new();
    for answer in answers.into_iter().filter(|answer| answer.is_test) {
        questions.entry(&answer.key).or_default().add(answer);
    }
    let is_hard = |retention: &Retention| retention.answers >= least && retention.right < retention.answers;
    let hard = questions.into_iter().filter(|(_, retention)| is_hard(retention));
    let mut hard: Vec<Hard<'_>> = hard.map(|(key, retention)| Hard { key, retention }).collect();
    hard.sort_by(|one, other| one.share().total_cmp(&other.share()).then_with(|| one.key.cmp(other.key)));
    hard.truncate(most);
    hard
}

impl Retentions {
    /// Young and mature together.
    pub fn all(&self) -> Retention {
        let Self { young, mature } = self;
        Retention {
            answers: young.answers + mature.answers,
            right: young.right + mature.right,
            predicted: young.predicted + mature.predicted,
            expected: young.expected + mature.expected,
        }
    }
}

/// What was forecast of a day, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Came {
    /// The study day.
    pub day: Date,
    /// Answers that tested memory and of which a prediction was stored.
    pub answers: usize,
    /// The share of them that was expected to be right.
    pub expected: f64,
    /// The share that was.
    pub right: f64,
}

/// The forecast of each study day against what came.
pub fn forecast_against<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> Vec<Came> {
    let mut days: BTreeMap<Date, Retention> = BTreeMap::new();
    for answer in answers.into_iter().filter(|answer| answer.is_test && answer.predicted.is_some()) {
        days.entry(answer.day).or_default().add(answer);
    }
    let came = days.into_iter().map(|(day, retention)| Came {
        day,
        answers: retention.answers,
        expected: retention.expected_share().unwrap_or(0.0),
        right: retention.share().unwrap_or(0.0),
    });
    came.collect()
}

/// Days in a row put together until each has at least `least` answers; it is named by its last day. What is left over at the
/// end is left out.
pub fn batches(came: &[Came], least: usize) -> Vec<Came> {
    let (mut batches, mut answers, mut expected, mut right) = (Vec::new(), 0, 0.0, 0.0);
    for day in came {
        answers += day.answers;
        expected += day.expected * day.answers as f64;
        right += day.right * day.answers as f64;
        if answers >= least.max(1) {
            let each = answers as f64;
            batches.push(Came { day: day.day, answers, expected: expected / each, right: right / each });
            (answers, expected, right) = (0, 0.0, 0.0);
        }
    }
    batches
}

/// The slope of a series per step, by least squares; `None` below two of them.
pub fn trend(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let count = values.len() as f64;
    let (middle, mean) = ((count - 1.0) / 2.0, values.iter().sum::<f64>() / count);
    let places = (0..values.len()).map(|nth| nth as f64 - middle);
    let above: f64 = places.clone().zip(values).map(|(place, value)| place * (value - mean)).sum();
    let below: f64 = places.map(|place| place.powi(2)).sum();
    Some(above / below)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn answered(card: &str, day: i8, rating: Rating, stability: Option<f32>) -> Answered {
        Answered {
            key: QuestionKey::new("deck", card, "front"),
            kind: "choice",
            topic: "deck".to_owned(),
            day: date(2026, 11, day),
            rating,
            took: Duration::from_secs(10),
            stability,
            is_test: stability.is_some(),
            predicted: stability.map(|_| 0.8),
            begins: stability.is_none(),
        }
    }

    fn some() -> Vec<Answered> {
        vec![
            answered("a", 1, Rating::Good, None),
            answered("a", 2, Rating::Again, Some(3.0)),
            answered("a", 4, Rating::Again, Some(1.0)),
            answered("b", 4, Rating::Good, Some(30.0)),
            answered("c", 4, Rating::Good, None),
        ]
    }

    #[test]
    fn first_answers_test_nothing_and_mature_ones_stand_apart() {
        let retention = retention(&some());
        assert_eq!((retention.young.answers, retention.young.right), (2, 0));
        assert_eq!((retention.mature.share(), retention.mature.expected_share()), (Some(1.0), Some(0.8)));
        assert_eq!(Retention::default().share(), None);
    }

    #[test]
    fn bins_hold_every_prediction_once() {
        let mut all = some();
        all[1].predicted = Some(1.0);
        all[2].predicted = None;
        let bins = calibration(&all);
        assert_eq!(bins.iter().map(|bin| bin.answers).collect::<Vec<_>>()[16..], [1, 0, 0, 1]);
        assert!(bins[19].right.abs() < f64::EPSILON);
    }

    #[test]
    fn days_count_and_what_was_learned_grows() {
        let days = days(&some());
        let fourth = days[&date(2026, 11, 4)];
        assert_eq!((fourth.answers, fourth.again, fourth.new, fourth.time.as_secs()), (3, 1, 1, 30));
        let learned: Vec<usize> = learned(&days).into_iter().map(|(_, count)| count).collect();
        assert_eq!(learned, [1, 1, 2]);
    }

    #[test]
    fn the_hardest_come_first_and_one_slip_is_not_hard() {
        let all = some();
        let hard = hardest(&all, 2, 9);
        assert_eq!(hard.iter().map(|hard| hard.key.card()).collect::<Vec<_>>(), ["a"]);
        assert_eq!(hardest(&all, 3, 9), []);
    }

    #[test]
    fn groups_and_forecasts_count_what_there_is() {
        let all = some();
        let kinds = groups(&all, |answer| answer.kind);
        assert_eq!((kinds["choice"].answers, kinds["choice"].median), (5, Some(Duration::from_secs(10))));
        assert!(groups(&all, |_| "").is_empty());
        let came = forecast_against(&all);
        assert_eq!(came.len(), 2);
        assert!((came[1].expected - 0.8).abs() < 1e-9 && (came[1].right - 0.5).abs() < 1e-9);
    }

    #[test]
    fn days_of_few_answers_are_put_together() {
        let came = [(1, 15, 1.0), (2, 5, 0.0), (3, 30, 0.9), (4, 19, 0.1)]
            .map(|(day, answers, right)| Came { day: date(2026, 11, day), answers, expected: 0.5, right });
        let batches = batches(&came, 20);
        let told: Vec<_> = batches.iter().map(|one| (one.day.day(), one.answers, one.right)).collect();
        assert_eq!(told, [(2, 20, 0.75), (3, 30, 0.9)]);
    }

    #[test]
    fn a_trend_is_a_slope() {
        assert_eq!(trend(&[0.5]), None);
        assert!((trend(&[0.5, 0.6, 0.7]).unwrap() - 0.1).abs() < 1e-12);
    }
}
