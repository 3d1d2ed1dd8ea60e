//! The plan for an exam in 90 days: its first solve, a later one, and what if there were more minutes.

use divan::Bencher;
use examdrill::plan::{
    CHANGED_ROUNDS, Learner, Precision, Problem, Question, Seen, Solution, State, WARM_ROUNDS,
};

/// Days until the exam.
const DAYS: usize = 90;
/// Seconds for study on each.
const SECONDS: f64 = 1_200.0;

/// Questions of which two in three were studied in the last two months.
fn questions(count: usize) -> Vec<Question> {
    let question = |nth: usize| {
        let part = |by: usize| (nth * by % 997) as f64 / 997.0;
        let state = State { stability: (5.0 * part(389)).exp(), difficulty: 1.0 + 9.0 * part(571) };
        let seen = (!nth.is_multiple_of(3)).then_some(Seen { state, elapsed: 1 + nth * 7 % 60 });
        Question { seen, weight: 1.0, time_factor: 1.0, exam_in: DAYS }
    };
    (0..count).map(question).collect()
}

#[divan::bench(args = [300, 2_000, 100_000], sample_count = 10, sample_size = 1)]
fn the_first_solve(bencher: Bencher<'_, '_>, count: usize) {
    let (questions, learner) = (questions(count), Learner::default());
    let problem = Problem { questions: &questions, seconds: &[SECONDS; DAYS], learner: &learner };
    bencher.bench_local(|| Solution::<f32>::first(&problem, Precision::default()).order(0, &questions));
}

/// It is due every third day; on the others the order is looked up.
#[divan::bench(args = [300, 2_000, 100_000], sample_count = 10, sample_size = 1)]
fn a_later_solve(bencher: Bencher<'_, '_>, count: usize) {
    let (questions, learner) = (questions(count), Learner::default());
    let problem = Problem { questions: &questions, seconds: &[SECONDS; DAYS], learner: &learner };
    let former = Solution::<f32>::first(&problem, Precision::default());
    bencher.bench_local(|| former.again(&problem, 0, WARM_ROUNDS).order(0, &questions));
}

/// All days until the exam in one: every third is solved, the others look up their order.
#[divan::bench(args = [300, 2_000, 100_000], sample_count = 3, sample_size = 1)]
fn ninety_days(bencher: Bencher<'_, '_>, count: usize) {
    let (questions, learner) = (questions(count), Learner::default());
    let standing = |day: usize| -> Vec<Question> {
        let older = |seen: Seen| Seen { elapsed: seen.elapsed + day, ..seen };
        let of = |one: &Question| Question { exam_in: DAYS - day, seen: one.seen.map(older), ..*one };
        questions.iter().map(of).collect()
    };
    let days: Vec<_> = (0..DAYS).map(standing).collect();
    bencher.bench_local(|| {
        let mut solved: Option<(usize, Solution)> = None;
        for (day, questions) in days.iter().enumerate() {
            let problem = Problem { questions, seconds: &[SECONDS; DAYS][day..], learner: &learner };
            match &solved {
                None => solved = Some((day, Solution::first(&problem, Precision::default()))),
                Some((at, former)) if day - at == 3 => {
                    solved = Some((day, former.again(&problem, 3, WARM_ROUNDS)));
                }
                Some(_) => {}
            }
            let (at, solution) = solved.as_ref().expect("the first day is solved");
            divan::black_box(solution.order(day - at, questions));
        }
    });
}

#[divan::bench(args = [300, 2_000, 100_000], sample_count = 20, sample_size = 1)]
fn the_order_of_a_day(bencher: Bencher<'_, '_>, count: usize) {
    let (questions, learner) = (questions(count), Learner::default());
    let problem = Problem { questions: &questions, seconds: &[SECONDS; DAYS], learner: &learner };
    let solution = Solution::<f32>::first(&problem, Precision::default());
    bencher.bench_local(|| solution.order(1, &questions));
}

/// Half as many minutes again, and what would come of it.
#[divan::bench(args = [300, 2_000], sample_count = 10, sample_size = 1)]
fn what_if(bencher: Bencher<'_, '_>, count: usize) {
    let (questions, learner) = (questions(count), Learner::default());
    let problem = Problem { questions: &questions, seconds: &[SECONDS; DAYS], learner: &learner };
    let former = Solution::<f32>::first(&problem, Precision::default());
    let other = Problem { seconds: &[1.5 * SECONDS; DAYS], ..problem };
    bencher.bench_local(|| former.again(&other, 0, CHANGED_ROUNDS).outlook(&questions, 1));
}
