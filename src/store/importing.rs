//! Taking in what was learned in another program: reviews and decisions, all or none.

use std::collections::HashMap;

use jiff::Timestamp;

use super::cache::Change;
use super::columns::insert_numbered;
use super::counted::Added;
use super::log::{decide, keep_time, number};
use super::{Error, Store};
use crate::card::QuestionKey;
use crate::schedule::{Choice, Decision, DeviceId, Review, RowId};

/// What another program knows of a learner.
#[derive(Debug, Clone, Copy)]
pub struct Imported<'a> {
    /// Reviews with ids that are the same wherever they are imported, and none of them later than now.
    pub reviews: &'a [Review],
    /// What was decided about questions, in this order.
    pub decisions: &'a [(QuestionKey, Decision)],
    /// What the learner chose there.
    pub choices: &'a [Choice],
    /// The parameters of their memory.
    pub parameters: Option<&'a [f32]>,
    /// What stands for that program where a row names its device: what is chosen on this one is not taken for its own.
    pub device: DeviceId,
}

impl Store {
    /// Appends all of it in one transaction, or nothing. Gives up the stored memories. `step` is told how many reviews are
    /// there. A review whose id is there already is not appended again. Gives how many were new.
    pub fn take_in(
        &self,
        imported: Imported<'_>,
        now: Timestamp,
        step: &dyn Fn(usize),
    ) -> Result<usize, Error> {
        let Imported { reviews, decisions, choices, parameters, device } = imported;
        let decided: Vec<RowId> = decisions.iter().map(|_| self.next_id(now)).collect();
        let chosen: Vec<RowId> = choices.iter().map(|_| self.next_id(now)).collect();
        let computed = self.next_id(now);
        let mut new = 0;
        self.append("store what was imported in", Change::Unknown, |connection| {
            let mut numbers: HashMap<&QuestionKey, i64> = HashMap::new();
            let mut last = None;
            for (nth, review) in reviews.iter().enumerate() {
                let question = match numbers.get(&review.key) {
                    Some(question) => *question,
                    None => *numbers.entry(&review.key).or_insert(number(connection, &review.key)?),
                };
                let added = insert_numbered(connection, review, question)?;
                new += added;
                last = last.max((added > 0).then_some(review.id));
                if nth % 4096 == 0 {
                    step(nth);
                }
            }
            if let Some(last) = last {
                keep_time(connection, last)?;
            }
            for ((key, decision), id) in decisions.iter().zip(&decided) {
                decide(connection, *id, key, decision, now)?;
            }
            for (choice, id) in choices.iter().zip(&chosen) {
                super::choices::insert(connection, *id, device, choice, now)?;
            }
            if let Some(values) = parameters {
                super::parameters::insert(connection, computed, device, values, now)?;
            }
            let rows = new + decisions.len() + choices.len() + usize::from(parameters.is_some());
            Ok(Added::uncounted(rows))
        })?;
        Ok(new)
    }
}
