//! How many answers a question takes on one day: learning steps bring it back within it.

use std::time::Duration;

use jiff::civil::Date;

use super::{Memory, Rating, Settings};

/// How often each rating is given, worst first; each row sums to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// The first time that a question is asked.
    pub first: [f64; 4],
    /// Every other time.
    pub later: [f64; 4],
}

/// So many answers of the usual shares are added to those that were counted: few say little.
const USUAL: f64 = 30.0;
/// No question is expected to be asked more often than this on a day, however often it is rated again.
const MOST: f64 = 10.0;

impl Default for Shares {
    /// Those of a learner of whom nothing is known.
    fn default() -> Self {
        Self { first: [0.3, 0.1, 0.55, 0.05], later: [0.1, 0.1, 0.75, 0.05] }
    }
}

impl Shares {
    /// The shares of a learner whose answers are rated so: whether each was the first to its question, and its rating.
    pub fn of(answers: impl Iterator<Item = (bool, Rating)>) -> Self {
        let usual = Self::default();
        let mut counts = [usual.first.map(|share| USUAL * share), usual.later.map(|share| USUAL * share)];
        for (is_first, rating) in answers {
            counts[usize::from(!is_first)][rating as usize - 1] += 1.0;
        }
        let [first, later] = counts.map(|row| row.map(|count| count / row.iter().sum::<f64>()));
        Self { first, later }
    }
}

/// The answers that a question is expected to take on one day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expected {
    /// A new question.
    pub new: f64,
    /// One that is due.
    pub due: f64,
    /// One that waits for a learning step, by its index.
    learning: Vec<f64>,
    /// The same after a lapse.
    relearning: Vec<f64>,
    /// One that is asked until it is right, where the schedule is left alone.
    pub crammed: f64,
}

impl Expected {
    /// By the learner's `shares` and the steps in the `settings`.
    pub fn new(shares: &Shares, settings: &Settings) -> Self {
        let learning = of_steps(&settings.learning, &shares.later);
        let relearning = of_steps(&settings.relearning, &shares.later);
        let [first, second] = [0, 1].map(|step| learning.get(step).copied().unwrap_or(0.0));
        let [again, hard, good, _] = shares.first;
        Self {
            new: 1.0 + (again + hard) * first + good * second,
            due: 1.0 + shares.later[0] * relearning.first().copied().unwrap_or(0.0),
            crammed: (1.0 / (1.0 - shares.later[0]).max(f64::EPSILON)).min(MOST),
            learning,
            relearning,
        }
    }

    /// The answers that a question with this memory takes on study day `today`.
    pub fn of(&self, memory: Option<&Memory>, today: Date) -> f64 {
        let Some(memory) = memory else { return self.new };
        let Some(step) = memory.waiting(today) else { return self.due };
        let steps = if step.relearning { &self.relearning } else { &self.learning };
        steps.get(usize::from(step.index)).copied().unwrap_or(1.0)
    }
}

/// The answers from each of these steps on: Again leads to the first, Hard stays, Good goes on, Easy ends them.
fn of_steps(steps: &[Duration], [again, hard, good, _]: &[f64; 4]) -> Vec<f64> {
    // From each step it is a number and a share of what it is from the first: found from the last step back.
    let stay = (1.0 - hard).max(f64::EPSILON);
    let mut parts = vec![(0.0, 0.0)];
    for _ in steps {
        let (number, share) = parts[parts.len() - 1];
        parts.push(((1.0 + good * number) / stay, (again + good * share) / stay));
    }
    let (number, share) = parts[parts.len() - 1];
    let first = if share < 1.0 { (number / (1.0 - share)).min(MOST) } else { MOST };
    let all = parts.iter().skip(1).rev();
    all.map(|(number, share)| (number + share * first).min(MOST)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn always(rating: Rating) -> Shares {
        let mut row = [0.0; 4];
        row[rating as usize - 1] = 1.0;
        Shares { first: row, later: row }
    }

    fn is_near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-9
    }

    #[test]
    fn who_is_always_good_takes_each_step_once() {
        let expected = Expected::new(&always(Rating::Good), &Settings::default());
        // The second of the two steps is the second answer.
        assert!(is_near(expected.new, 2.0) && is_near(expected.due, 1.0));
        assert!(is_near(Expected::new(&always(Rating::Easy), &Settings::default()).new, 1.0));
    }

    #[test]
    fn who_forgets_is_asked_more_often_but_never_for_ever() {
        let shares = Shares { first: [0.5, 0.0, 0.5, 0.0], later: [0.5, 0.0, 0.5, 0.0] };
        let expected = Expected::new(&shares, &Settings::default());
        // Half of the due ones go through the one relearning step, which half of the time begins anew: 1 + 0.5 · 2.
        assert!(is_near(expected.due, 2.0));
        // Twice in a row right: six answers from the first step, four from the second.
        assert!(is_near(expected.new, 6.0), "{}", expected.new);
        assert!(is_near(Expected::new(&always(Rating::Again), &Settings::default()).crammed, MOST));
    }

    #[test]
    fn without_steps_each_question_is_asked_once() {
        let settings = Settings { learning: Vec::new(), relearning: Vec::new(), ..Settings::default() };
        let expected = Expected::new(&Shares::default(), &settings);
        assert!(is_near(expected.new, 1.0) && is_near(expected.due, 1.0));
    }

    #[test]
    fn few_answers_say_little_and_many_say_all() {
        let [none, few, many] =
            [0, 3, 10_000].map(|count| Shares::of((0..count).map(|_| (false, Rating::Again))).later[0]);
        assert!(is_near(none, Shares::default().later[0]));
        assert!(few < 0.2 && many > 0.99);
    }

    proptest! {
        #[test]
        fn it_is_at_least_one_answer_and_grows_with_what_is_forgotten(again in 0.0..0.9_f64, more in 0.0..0.1_f64) {
            let [less, more] = [again, again + more].map(|again| {
                let row = [again, 0.0, 1.0 - again, 0.0];
                Expected::new(&Shares { first: row, later: row }, &Settings::default())
            });
            for (less, more) in [(less.new, more.new), (less.due, more.due), (less.crammed, more.crammed)] {
                prop_assert!(1.0 <= less && less <= more && more <= 2.0 * MOST + 1.0);
            }
        }
    }
}
