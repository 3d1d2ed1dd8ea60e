//! Fits to a real learner's log, where `EXAMDRILL_REAL_LOG` names one: `card,rating,at,took_ms`.

use std::collections::HashMap;
use std::fs;

use examdrill::card::QuestionKey;
use examdrill::schedule::fit::{Fit, History, Score, fit};
use examdrill::schedule::{DeviceId, Mode, Parameters, Rating, Review, RowId, Stamp};
use jiff::Timestamp;
use jiff::civil::time;
use jiff::tz::Offset;

/// Percent of the log at which the rows of that table end and begin.
const MARKS: [usize; 7] = [5, 10, 20, 40, 60, 80, 100];

fn review(key: &QuestionKey, at: Timestamp, rating: Rating) -> Review {
    let stamp = Stamp { id: RowId(0), at, offset: Offset::UTC, device: DeviceId(1) };
    Review::new(stamp, key.clone(), rating, Mode::Drill)
}

fn history_of(reviews: &[Review]) -> History {
    let mut history = History::new(time(4, 0, 0, 0), Timestamp::MAX);
    for review in reviews {
        history.add(review.key.number(), review);
    }
    history
}

/// A row of the table in `docs/design.md`.
fn fold(reviews: &[Review], percent: (usize, usize), current: (Parameters, usize)) -> (Fit, Score, Score) {
    let [end, next] = [percent.0, percent.1].map(|mark| reviews.len() * mark / 100);
    let fit = fit(&history_of(&reviews[..end]), &current.0, current.1);
    let test = history_of(&reviews[..next]);
    let score = |parameters: &Parameters| {
        let mut score = Score::default();
        test.score(parameters, end, next, &mut score);
        score
    };
    let scores = (score(&Parameters::STANDARD), score(&fit.parameters));
    (fit, scores.0, scores.1)
}

/// The reviews of that log, in order.
fn real_log() -> Option<Vec<Review>> {
    let text = fs::read_to_string(std::env::var_os("EXAMDRILL_REAL_LOG")?).unwrap();
    let mut keys = HashMap::new();
    let read = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let key =
            keys.entry(fields[0].to_owned()).or_insert_with(|| QuestionKey::new("deck", fields[0], "front"));
        review(key, fields[2].parse().unwrap(), Rating::from_number(fields[1].parse().unwrap()).unwrap())
    };
    let mut reviews: Vec<Review> = text.lines().skip(1).map(read).collect();
    reviews.sort_by_key(|review| review.at);
    Some(reviews)
}

/// `EXAMDRILL_REAL_LOG=… cargo test --test suite a_fit_to_a_real_log -- --nocapture` prints the table.
#[test]
fn a_fit_to_a_real_log_is_never_worse_than_the_standard() {
    let Some(reviews) = real_log() else { return };
    let mut kept = [0, 0];
    for carries in [false, true] {
        let mut current = (Parameters::STANDARD, 0);
        println!("current is carried on: {carries}");
        for span in MARKS.windows(2) {
            let (fit, standard, own) = fold(&reviews, (span[0], span[1]), current);
            if carries && fit.parameters != current.0 {
                current = (fit.parameters, fit.rows);
            }
            println!(
                "| {} % | {} | {} | {} | {:.4} → {:.4} | {:.4} → {:.4} |",
                span[0],
                fit.rows,
                own.answers(),
                fit.kept().map_or("standard", |kept| kept.candidate.name()),
                standard.log_loss(),
                own.log_loss(),
                standard.calibration(),
                own.calibration(),
            );
            assert!(own.log_loss() <= standard.log_loss() + 0.0005, "{span:?}");
            assert!(own.calibration() <= standard.calibration(), "{span:?}");
            kept[usize::from(carries)] += usize::from(!fit.parameters.is_standard());
        }
    }
    println!("kept: {kept:?}");
    assert!(kept.into_iter().all(|kept| kept >= 2));
}
