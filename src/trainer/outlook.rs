//! What a session will ask, in numbers and in words. Of a drill of everything, that is what is left of today: the one figure from
//! which all screens and commands tell it.

use std::time::Duration;

use crate::deck::Row;
use crate::study::Course;
use crate::words;

/// What a session will ask, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outlook {
    /// Reviews.
    pub due: usize,
    /// Questions that were asked today and come back at a learning step.
    pub learning: usize,
    /// New questions.
    pub new: usize,
    /// Due reviews that do not fit today.
    pub left_over: usize,
    /// Days over which these are spread.
    pub spread: usize,
    /// Due reviews that wait for another day because a card like them is asked today or was.
    pub held_back: usize,
    /// How many of the questions the plan of an exam chose.
    pub planned: usize,
    /// The answers that are expected, since learning steps bring questions back.
    pub answers: usize,
    /// How long they are expected to take. By the plan of an exam no longer than the day has minutes left, but for what is being
    /// learned.
    pub time: Duration,
}

impl Outlook {
    /// What `course` asks, where an answer takes `each`; `expected` gives the answers to a question, and whether it is being
    /// learned.
    pub(super) fn of(
        course: &Course<'_>,
        each: Duration,
        expected: impl Fn(&Row<'_>) -> (f64, bool),
    ) -> Self {
        let (mut answers, mut learning) = (0.0, 0.0);
        for (of_one, is_learning) in course.asked.iter().map(expected) {
            answers += of_one;
            learning += if is_learning { of_one } else { 0.0 };
        }
        Self {
            answers: answers.round() as usize,
            time: course.time.map_or(each.mul_f64(answers), |time| time + each.mul_f64(learning)),
            due: course.due,
            learning: course.learning,
            new: course.new,
            left_over: course.left_over,
            spread: course.spread,
            held_back: course.held_back,
            planned: course.planned,
        }
    }

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
