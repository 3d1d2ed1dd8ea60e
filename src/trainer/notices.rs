//! What the learner is told beside the questions.

use super::Trainer;

impl Trainer {
    /// What a learner who begins now should be told: the notices, and what kept decks and exams from being loaded.
    pub fn greeting(&self) -> Vec<String> {
        let troubles = self.library.troubles.iter().map(|trouble| format!("{trouble}."));
        self.notices.iter().cloned().chain(troubles).collect()
    }

    /// The same; the notices count as told from now on.
    pub fn take_greeting(&mut self) -> Vec<String> {
        let greeting = self.greeting();
        self.notices.clear();
        greeting
    }
}
