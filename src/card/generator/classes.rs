//! Draws a number and asks for its class: all draws share one schedule.

use rand::RngExt;
use rand::rngs::StdRng;

use crate::card::answers::{Choice, Choose, Input};
use crate::card::limits::MOST_ITEMS;
use crate::card::question::{Notes, Posed};
use crate::card::text::Text;

/// Draws a number and asks which class it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// The prompt; `{number}` stands for the number drawn.
    pub question: Text,
    /// Smallest and largest number drawn.
    pub range: (i64, i64),
    /// Where classes meet: a third of the draws fall on an edge or up to three beside it.
    pub edges: Vec<i64>,
    /// The classes, by ascending border; the last reaches the end of the range.
    pub classes: Vec<Class>,
}

/// One class of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// The last number that belongs to it.
    pub to: i64,
    /// Its name.
    pub answer: Text,
}

impl Classes {
    /// Draws a number: near an edge one time in three.
    fn draw(&self, rng: &mut StdRng) -> i64 {
        let (from, to) = self.range;
        if !self.edges.is_empty() && rng.random_range(0..3) == 0 {
            let edge = self.edges[rng.random_range(0..self.edges.len())];
            return edge.saturating_add(rng.random_range(-3..=3)).clamp(from, to);
        }
        rng.random_range(from..=to)
    }

    /// The prompt with its braces, and the rule, as lists show them.
    pub fn summary(&self) -> (Text, String) {
        let rule: Vec<_> =
            self.classes.iter().map(|class| format!("to {}: {}", class.to, class.answer.plain())).collect();
        (self.question.clone(), rule.join(", "))
    }

    /// Draws a number and asks about it.
    pub fn pose(&self, notes: &Notes, rng: &mut StdRng) -> Posed {
        let number = self.draw(rng);
        let (prompt, input) = self.ask(number);
        let explain = notes.explain.as_ref().map(|explain| Self::fill(explain, number));
        Posed { prompt, input, explain, hint: None }
    }

    /// The prompt and the options for `number`.
    fn ask(&self, number: i64) -> (Text, Input) {
        let right = self.class_of(number).map(|class| &class.answer);
        let mut options: Vec<Choice> = Vec::new();
        for class in self.classes_near(number) {
            if !options.iter().any(|option| option.text == class.answer) {
                let (text, is_right) = (class.answer.clone(), Some(&class.answer) == right);
                let why = (!is_right).then(|| self.numbers_of(&text));
                options.push(Choice { text, right: is_right, why });
            }
        }
        (Self::fill(&self.question, number), Input::Choose(Choose { options, many: false }))
    }

    /// Which numbers have the class `answer`.
    fn numbers_of(&self, answer: &Text) -> Text {
        let starts = [self.range.0].into_iter().chain(self.classes.iter().map(|class| class.to + 1));
        let ranges = starts.zip(&self.classes).filter(|(_, class)| class.answer == *answer);
        let ranges: Vec<_> = ranges.map(|(start, class)| format!("{start} to {}", class.to)).collect();
        Text::new(format!("That is from {}.", ranges.join(", and from ")))
    }

    /// `text` with the number in the place of `{number}`.
    fn fill(text: &Text, number: i64) -> Text {
        Text::new(text.as_str().replace("{number}", &number.to_string()))
    }

    /// The class that `number` belongs to; numbers beyond the last border belong to none.
    fn class_of(&self, number: i64) -> Option<&Class> {
        self.classes.get(self.place_of(number))
    }

    /// As many classes as a question has options, those around the one that `number` belongs to.
    fn classes_near(&self, number: i64) -> &[Class] {
        let all = self.classes.len();
        let start = self.place_of(number).saturating_sub(MOST_ITEMS / 2).min(all.saturating_sub(MOST_ITEMS));
        &self.classes[start..all.min(start + MOST_ITEMS)]
    }

    fn place_of(&self, number: i64) -> usize {
        self.classes.partition_point(|class| class.to < number)
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn every_number_has_one_right_class_and_edges_are_drawn_often() {
        let class = |to, answer| Class { to, answer: Text::new(answer) };
        let generator = Classes {
            question: Text::new("Port {number}?"),
            range: (1, 65535),
            edges: vec![1023, 1024],
            classes: vec![class(1023, "system"), class(49151, "user"), class(65535, "dynamic")],
        };
        let mut rng = StdRng::seed_from_u64(7);
        let draws: Vec<_> = (0..3000).map(|_| generator.draw(&mut rng)).collect();
        assert!(draws.iter().all(|number| (1..=65535).contains(number)));
        let near = draws.iter().filter(|number| (1020..=1027).contains(*number)).count();
        assert!((800..1200).contains(&near), "{near} of 3000 near an edge");
        for (number, wanted) in [(1023, 0), (1024, 1), (49151, 1), (49152, 2)] {
            let (prompt, Input::Choose(Choose { options, .. })) = generator.ask(number) else { panic!() };
            assert_eq!(prompt.plain(), format!("Port {number}?"));
            assert_eq!(options.iter().position(|option| option.right), Some(wanted));
        }
        let (_, Input::Choose(Choose { options, .. })) = generator.ask(80) else { panic!() };
        let whys = options.iter().map(|option| option.why.as_ref().map(Text::plain));
        let wanted = [None, Some("That is from 1024 to 49151."), Some("That is from 49152 to 65535.")];
        assert!(whys.eq(wanted.map(|why| why.map(str::to_owned))));
    }
}
