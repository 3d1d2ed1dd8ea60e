use super::*;
use crate::quiz::{Exam, Form};

/// An exam of two topics, the first twice as heavy, with 40 questions to pass at 750 of 100 to 900.
fn exam() -> (Exam, Form) {
    let (mut exam, form) = Exam::own(&[("a", "Ports", 2), ("b", "Wireless", 1)], 40);
    (exam.id, exam.pass, exam.scale) = ("exam".to_owned(), 700, (100, 900));
    (exam, form)
}

fn questions(recall: [Option<f64>; 2]) -> Vec<Askable> {
    let one = |nth: usize| Askable {
        topic: nth % 2,
        part: if nth.is_multiple_of(10) { Part::Performance } else { Part::Single },
        guess: 0.25,
        now: recall[nth % 2],
        on_day: recall[nth % 2],
    };
    (0..200).map(one).collect()
}

/// Predictions that were right as they were.
fn predicted(count: usize) -> Vec<Predicted> {
    (0..count).map(|nth| Predicted { recall: 0.9, is_right: !nth.is_multiple_of(10) }).collect()
}

fn readiness(recall: [Option<f64>; 2], answers: usize, record: Record) -> Readiness {
    let (exam, form) = exam();
    let (questions, predicted) = (questions(recall), predicted(answers));
    Grounds { exam: &exam, form: &form, questions: &questions, predicted: &predicted, record }.readiness()
}

fn chance(recall: f64, record: Record) -> Passing {
    readiness([Some(recall); 2], 300, record).passing.unwrap()
}

#[test]
fn expected_recall_is_weighed_as_the_exam_does() {
    let ready = readiness([Some(0.9), Some(0.6)], 0, Record::default());
    assert!((ready.now - 0.8).abs() < 1e-9, "{ready:?}");
    assert!((ready.topics[1].on_day - 0.6).abs() < 1e-9);
    let half = readiness([Some(0.9), None], 0, Record::default());
    assert!((half.now - 0.6).abs() < 1e-9 && (half.seen - 2.0 / 3.0).abs() < 1e-9);
}

#[test]
fn who_knows_more_passes_more_often() {
    let chances = [0.3, 0.5, 0.65, 0.8, 0.95].map(|recall| chance(recall, Record::default()).chance);
    assert!(chances.is_sorted(), "{chances:?}");
    assert!(chances[0] < 0.1 && chances[4] > 0.9, "{chances:?}");
}

#[test]
fn the_interval_holds_the_chance_and_the_same_grounds_give_the_same() {
    let one = chance(0.7, Record::default());
    assert!(one.between.0 <= one.chance && one.chance <= one.between.1);
    assert_eq!(one, chance(0.7, Record::default()));
}

#[test]
fn quizzes_move_the_chance_and_few_items_hardly_do() {
    let record = |items: usize, right: f64| Record { items, right, expected: 0.75 * items as f64 };
    let none = chance(0.7, Record::default()).chance;
    let bad = chance(0.7, record(180, 90.0)).chance;
    let good = chance(0.7, record(180, 170.0)).chance;
    assert!(bad + 0.1 < none && none + 0.1 < good, "{bad} {none} {good}");
    assert!((chance(0.7, record(2, 1.0)).chance - none).abs() < 0.1);
}

#[test]
fn the_weakest_topic_is_told_by_what_is_read_and_a_tie_is_no_news() {
    let weakest = |recall| {
        let ready = readiness(recall, 300, Record::default());
        ready.weakest().map(|topic| topic.title.clone())
    };
    assert_eq!(weakest([Some(0.7), Some(0.9)]).as_deref(), Some("Ports"));
    assert_eq!(weakest([Some(0.9), None]).as_deref(), Some("Wireless"));
    assert_eq!(weakest([Some(0.991), Some(0.989)]), None, "both are read as 99 %");
}

#[test]
fn without_enough_to_stand_on_it_says_what_is_missing() {
    let few = readiness([Some(0.9); 2], 40, Record::default()).passing.unwrap_err();
    assert_eq!(
        few.words(),
        "No estimate of passing yet: it takes 60 more answers to questions of earlier days."
    );
    let unseen = readiness([None, Some(0.9)], 300, Record::default()).passing.unwrap_err();
    assert_eq!(unseen.words(), "No estimate of passing yet: another 17 % of the exam has to be studied.");
}

#[test]
fn an_exam_without_a_pass_mark_shows_recall_alone() {
    let (exam, form) = Exam::own(&[("a", "Ports", 1)], 10);
    let questions = questions([Some(0.9); 2]);
    let predicted = predicted(300);
    let grounds = Grounds {
        exam: &exam,
        form: &form,
        questions: &questions,
        predicted: &predicted,
        record: Record::default(),
    };
    assert_eq!(grounds.readiness().passing, Err(Missing::PassMark));
    assert_eq!(Grounds { questions: &[], ..grounds }.readiness().passing, Err(Missing::Questions));
}

#[test]
fn nonsense_gives_chances() {
    for recall in [f64::NAN, f64::INFINITY, -3.0, 7.0] {
        let record = Record { items: 3, right: f64::NAN, expected: 0.0 };
        let passing = chance(recall, record);
        assert!((0.0..=1.0).contains(&passing.chance) && passing.between.1 <= 1.0);
    }
}

#[test]
fn a_chance_is_told_in_tenths() {
    let passing = |chance, low, high| Passing { chance, between: (low, high), answers: 300, items: 0 };
    assert_eq!(passing(0.71, 0.52, 0.88).words(), "about 7 in 10, between 5 and 9");
    assert_eq!(passing(0.98, 0.97, 0.99).words(), "more than 9 in 10");
}
