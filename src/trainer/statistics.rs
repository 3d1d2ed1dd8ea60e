//! What the log tells of a learner's answers, for statistics and forecasts.

use super::fitting::fold_in;
use super::{Trainer, View};
use crate::schedule::Memories;
use crate::schedule::calibration::Predicted;
use crate::stats::answers::Answered;
use crate::store;

impl Trainer {
    /// Every answer that was not taken back, the oldest first, with what was known before it. Reads the whole log.
    pub fn answered(&self) -> Result<Vec<Answered>, store::Error> {
        let (mut memories, mut answered) = (Memories::default(), Vec::new());
        self.store.reviews(|logged| {
            if logged.retracted {
                return;
            }
            if logged.review.mode.is_answer() {
                answered.push(answer(&self.view, &logged, &memories));
            }
            fold_in(&mut memories, self.view.model(), logged);
        })?;
        Ok(answered)
    }
}

/// An answer of the log, before which questions were remembered so.
pub(super) fn answer(view: &View, logged: &store::Logged, memories: &Memories) -> Answered {
    let (review, key) = (&logged.review, &logged.owner);
    let day = view.days().of_review(review.at, review.offset);
    let memory = memories.of(key.number());
    Answered {
        kind: view.library.row(key).map_or("", |row| row.kind()),
        topic: key.deck().to_owned(),
        key: key.clone(),
        day,
        rating: review.rating,
        took: review.took,
        stability: memory.map(|memory| memory.stability),
        is_test: review.mode.schedules() && memory.is_some_and(|memory| memory.elapsed(day) > 0),
        predicted: review.predicted.map(|predicted| predicted.recall.into()),
    }
}

/// What was predicted of the answers that tested memory, the oldest first: what a forecast is corrected by.
pub fn predicted(answers: &[Answered]) -> Vec<Predicted> {
    let tests = answers.iter().filter(|answer| answer.is_test);
    tests
        .filter_map(|answer| {
            let is_right = answer.rating != crate::schedule::Rating::Again;
            Some(Predicted { recall: answer.predicted?, is_right })
        })
        .collect()
}
