//! What the learner is told beside the questions.

use std::sync::Arc;

use super::{Trainer, View};
use crate::deck::{Carried, Unclear};
use crate::stats::grouped;

/// Cards that are told one by one; of more, only how many there are.
const MOST_TOLD: usize = 3;

impl View {
    /// What a learner who begins now should be told: the notices, and what kept decks and exams from being loaded.
    pub fn greeting(&self) -> Vec<String> {
        let troubles = self.library.troubles.iter().map(|trouble| format!("{trouble}."));
        self.notices.iter().cloned().chain(troubles).collect()
    }
}

impl Trainer {
    /// [`View::greeting`]; the notices count as told from now on.
    pub fn take_greeting(&mut self) -> Vec<String> {
        let greeting = self.greeting();
        self.view.notices = Arc::default();
        greeting
    }

    /// Tells which cards took the place of others, with their progress.
    pub(super) fn tell_of_replaced(&mut self, replaced: &[Carried]) {
        if replaced.len() <= MOST_TOLD {
            self.tell(replaced.iter().map(|Carried { from, to }| {
                format!("`{to}` has taken the place of `{from}`; its progress goes on there.")
            }));
        } else {
            self.tell([format!(
                "{} cards have taken the place of others, whose progress goes on with them.",
                grouped(replaced.len())
            )]);
        }
    }

    /// Tells which progress moved, and which stays where it is because it could belong to several cards.
    pub(super) fn tell_of_carrying(&mut self, moves: &[Carried], doubts: &[Unclear]) {
        if moves.len() <= MOST_TOLD {
            self.tell(moves.iter().map(|Carried { from, to }| {
                format!("`{from}` was reworded; its progress goes on in `{to}`.")
            }));
        } else {
            self.tell([format!("{} reworded cards keep their progress.", grouped(moves.len()))]);
        }
        if doubts.len() <= MOST_TOLD {
            self.tell(doubts.iter().map(doubtful));
        } else {
            self.tell([format!(
                "{} cards are gone, and it is not clear which others they became, so their progress stays where it is; \
                 `examdrill check` names them.",
                grouped(doubts.len())
            )]);
        }
    }
}

fn doubtful(Unclear { from, candidates }: &Unclear) -> String {
    match &candidates[..] {
        [one] => format!(
            "`{from}` is gone, and `{one}` may be another question, so the progress stays where it is; if it is the same, \
             give it the `id` “{}”.",
            from.card()
        ),
        several => format!(
            "`{from}` is gone, and {} resemble it equally, so its progress stays where it is; give one of them its `id` back.",
            several.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
        ),
    }
}
