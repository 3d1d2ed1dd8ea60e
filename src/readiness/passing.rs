//! The chance of passing: many papers, drawn by the blueprint.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::{Askable, Grounds, Record, held};
use crate::card::Part;
use crate::quiz::shares;
use crate::schedule::Calibration;
use crate::schedule::calibration::{Predicted, logit, normal, sigmoid};

/// Standard deviations, on the logit scale, of what moves all questions of a topic, and all of a paper.
const TOPIC_SHIFT: f64 = 0.35;
/// See [`TOPIC_SHIFT`].
const COMMON_SHIFT: f64 = 0.4;
/// Papers that are drawn for each sample of the learner's answers.
const PAPERS: usize = 250;
/// Samples of the answers; the first is of all of them.
const SAMPLES: usize = 21;
/// Answers that are sampled, the newest.
const NEWEST: usize = 1500;
/// Quiz items by which the learner's record counts for half.
const HALF: f64 = 60.0;
/// The seed of all draws: the same grounds give the same chance.
const SEED: u64 = 0x5EED;
/// Things to put in place in a performance-based item, each a part of its points.
const PLACES: i32 = 3;

/// The chance of passing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passing {
    /// 0 to 1.
    pub chance: f64,
    /// Its 90 % interval.
    pub between: (f64, f64),
    /// First answers of a day that it stands on.
    pub answers: usize,
    /// Quiz items that it stands on as well.
    pub items: usize,
}

impl Passing {
    /// In words: `about 7 in 10, between 5 and 9`.
    pub fn words(&self) -> String {
        self.told(["more than ", "less than ", "about "], ["between ", "and"])
    }

    /// In few words: `7 in 10, 5 to 9`.
    pub fn brief(&self) -> String {
        self.told(["over ", "under ", ""], ["", "to"])
    }

    fn told(&self, [over, under, about]: [&str; 3], [between, and]: [&str; 2]) -> String {
        let chances = [self.between.0, self.chance, self.between.1];
        let [low, middle, high] = chances.map(|chance| (10.0 * chance).round() as u32);
        let told = match self.chance {
            chance if chance >= 0.95 => format!("{over}9 in 10"),
            chance if chance < 0.05 => format!("{under}1 in 10"),
            _ => format!("{about}{middle} in 10"),
        };
        if low == high { told } else { format!("{told}, {between}{low} {and} {high}") }
    }

    pub(super) fn of(grounds: &Grounds<'_>, pass: f64, line: Option<Calibration>) -> Self {
        let mut rng = StdRng::seed_from_u64(SEED);
        let mut papers = Papers::new(grounds);
        let newest = &grounds.predicted[grounds.predicted.len().saturating_sub(NEWEST)..];
        let mut chances: Vec<f64> = Vec::with_capacity(SAMPLES);
        for nth in 0..SAMPLES {
            let line = if nth == 0 { line } else { sampled(newest, &mut rng) };
            chances.push(papers.chance(line, pass, &mut rng));
        }
        let chance = chances[0];
        chances.sort_by(f64::total_cmp);
        // The 5th and 95th of a hundred.
        let edge = SAMPLES / 20;
        let between = (chances[edge].min(chance), chances[SAMPLES - 1 - edge].max(chance));
        Self { chance, between, answers: grounds.predicted.len(), items: grounds.record.items }
    }
}

/// The line of as many answers, drawn from these with repetitions.
fn sampled(predicted: &[Predicted], rng: &mut StdRng) -> Option<Calibration> {
    let drawn: Vec<Predicted> =
        predicted.iter().map(|_| predicted[rng.random_range(0..predicted.len())]).collect();
    Calibration::of(&drawn)
}

/// What papers are drawn from.
struct Papers<'a> {
    questions: &'a [Askable],
    /// The questions of each topic, and how many of them a paper asks.
    topics: Vec<(Vec<u32>, usize)>,
    record: f64,
}

impl<'a> Papers<'a> {
    fn new(grounds: &Grounds<'a>) -> Self {
        let mut of_topic = vec![Vec::new(); grounds.exam.topics.len()];
        for (place, question) in grounds.questions.iter().enumerate() {
            if let Some(topic) = of_topic.get_mut(question.topic) {
                topic.push(place as u32);
            }
        }
        // What no deck has is asked of the other topics.
        let weights = grounds.exam.topics.iter().zip(&of_topic);
        let weights: Vec<u32> =
            weights.map(|(topic, places)| if places.is_empty() { 0 } else { topic.weight }).collect();
        let counts = shares(grounds.form.questions, &weights);
        Self {
            questions: grounds.questions,
            topics: of_topic.into_iter().zip(counts).collect(),
            record: shift(grounds.record),
        }
    }

    /// The share of papers that reach `pass`, where the predictions are moved by `line`.
    fn chance(&mut self, line: Option<Calibration>, pass: f64, rng: &mut StdRng) -> f64 {
        let chances: Vec<f64> = self.questions.iter().map(|question| logit_right(question, line)).collect();
        let passed = (0..PAPERS).filter(|_| self.share(&chances, rng) >= pass).count();
        passed as f64 / PAPERS as f64
    }

    /// The share of the points of one paper.
    fn share(&mut self, chances: &[f64], rng: &mut StdRng) -> f64 {
        let common = COMMON_SHIFT.mul_add(normal(rng), self.record);
        let (mut points, mut of) = (0.0, 0.0);
        for (places, count) in &mut self.topics {
            let moved = TOPIC_SHIFT.mul_add(normal(rng), common);
            for nth in 0..(*count).min(places.len()) {
                // Each question once.
                let other = rng.random_range(nth..places.len());
                places.swap(nth, other);
                let place = places[nth] as usize;
                let right = sigmoid(chances[place] + moved);
                let (earned, worth) = earned(self.questions[place].part, right, rng);
                points += earned;
                of += worth;
            }
        }
        if of > 0.0 { points / of } else { 0.0 }
    }
}

/// The logit of the chance that a question is answered right on the day: recalled, or else guessed.
fn logit_right(question: &Askable, line: Option<Calibration>) -> f64 {
    let recall = held(question.on_day);
    let recall = match line {
        Some(line) if recall > 0.0 => line.chance(recall),
        _ => recall,
    };
    let guess = held(Some(question.guess));
    logit((1.0 - recall).mul_add(guess, recall).clamp(0.001, 0.999))
}

/// The points that an item earns, and those it is worth. In a performance-based one each thing in its place earns a part,
/// and all of them are with the chance `right`.
fn earned(part: Part, right: f64, rng: &mut StdRng) -> (f64, f64) {
    match part {
        Part::Performance => {
            let each = right.powf(1.0 / f64::from(PLACES));
            let placed = (0..PLACES).filter(|_| rng.random::<f64>() < each).count();
            (placed as f64, f64::from(PLACES))
        }
        Part::Many | Part::Single => (f64::from(u8::from(rng.random::<f64>() < right)), 1.0),
    }
}

/// By how much the learner's quizzes move the logit: by nothing where there were few.
fn shift(record: Record) -> f64 {
    let items = record.items as f64;
    if items < 1.0 || !(record.right.is_finite() && record.expected.is_finite()) {
        return 0.0;
    }
    // Half an item either way keeps the logits finite.
    let [right, expected] =
        [record.right, record.expected].map(|right| logit(((right + 0.5) / (items + 1.0)).clamp(0.01, 0.99)));
    (right - expected) * items / (items + HALF)
}
