//! What a session will ask, in words: of a drill of everything, what is left of today, told alike by all screens and commands.

use crate::study::Outlook;
use crate::words;

impl Outlook {
    /// All of them.
    pub const fn questions(&self) -> usize {
        self.due + self.learning + self.new
    }

    /// `3 reviews, 8 new and 24 you are learning`. A plan also asks what is not due.
    pub fn parts(&self, is_planned: bool) -> String {
        let due = if is_planned { words::count(self.due, "review") } else { format!("{} due", self.due) };
        let (new, learning) = (format!("{} new", self.new), format!("{} you are learning", self.learning));
        let parts = [(self.due, due), (self.new, new), (self.learning, learning)];
        let parts: Vec<String> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
        match parts.as_slice() {
            [] => words::count(0, "question"),
            [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
            all => all.concat(),
        }
    }

    /// `, about 65 answers`, where questions take more than one.
    pub fn about_answers(&self) -> String {
        match self.answers {
            answers if answers > self.questions() => format!(", about {}", words::count(answers, "answer")),
            _ => String::new(),
        }
    }

    /// `8 new and 24 you are learning, about 65 answers: about 14 minutes`.
    pub fn words(&self, is_planned: bool) -> String {
        format!("{}{}: {}", self.parts(is_planned), self.about_answers(), words::estimate(self.time))
    }
}
