//! Items and answers on one line, for lists and logs.

use super::feed::Lesson;
use super::paper::Item;
use crate::card::{Answer, Block, Hole, Input, Text};

/// What stands for a part that was left open.
const OPEN: &str = "-";

impl Item {
    /// The question on one line. A text with holes is its own question; of a diagram only the words around it are told.
    pub fn line(&self) -> String {
        let (text, holes) = match &self.posed.input {
            Input::Blanks { text, holes } if self.posed.prompt.is_empty() => (text, holes.len()),
            _ => (&self.posed.prompt, 0),
        };
        let words = text.blocks().into_iter().filter_map(|block| match block {
            Block::Paragraph(inlines) | Block::Item(_, _, inlines) => {
                Some(inlines.iter().map(|inline| inline.text.as_str()).collect::<String>())
            }
            Block::Fenced(_) => None,
        });
        let mut line = words.collect::<Vec<_>>().join(" ");
        for hole in 0..holes {
            line = line.replace(Hole::mark(hole), "[___]");
        }
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() { "A picture to label".to_owned() } else { line }
    }

    /// An answer to it on one line, parts separated by semicolons; empty where it is of another shape.
    pub fn in_words(&self, answer: &Answer) -> String {
        let name =
            |texts: &[Text], place: usize| texts.get(place).map_or_else(|| OPEN.to_owned(), Text::plain);
        let parts = match (&self.posed.input, answer) {
            (Input::Reveal { back }, _) => vec![back.plain()],
            (Input::Choose { options, .. }, Answer::Chosen(chosen)) => {
                let options = chosen.iter().filter_map(|&place| options.get(place));
                options.map(|option| option.text.plain()).collect()
            }
            (Input::Order { items, .. }, Answer::Order(order)) => {
                order.iter().map(|&place| name(items, place)).collect()
            }
            (Input::Match { left, right, .. }, Answer::Match(given)) => pairs(left, right, given),
            (Input::Sort { items, bins, .. }, Answer::Sort(given)) => pairs(items, bins, given),
            (Input::Blanks { .. }, Answer::Blanks(holes)) => holes
                .iter()
                .map(|hole| if hole.is_empty() { OPEN.to_owned() } else { hole.clone() })
                .collect(),
            (Input::Text(_), Answer::Text(text)) => vec![text.clone()],
            _ => Vec::new(),
        };
        parts.join("; ")
    }
}

fn pairs(items: &[Text], targets: &[Text], given: &[Option<usize>]) -> Vec<String> {
    let pair = |(item, given): (&Text, &Option<usize>)| {
        let target = given.and_then(|place| targets.get(place));
        format!("{}: {}", item.plain(), target.map_or_else(|| OPEN.to_owned(), Text::plain))
    };
    items.iter().zip(given).map(pair).collect()
}

impl Lesson {
    /// What it means for the drill, as a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Missed => "Missed: it comes back as due.",
            Self::Misconception => "You were sure, and it was wrong: a misconception. It comes back as due.",
            Self::LuckyGuess => "Right, but more likely guessed than known: it comes back as due.",
            Self::Shaky => "Right, and perhaps known: rated hard.",
            Self::Known => "Right, and known: rated good.",
            Self::Unstudied => {
                "Right before you ever studied it: it stays new, and comes first among the new ones."
            }
        }
    }

    /// Whether the question comes back as due.
    pub const fn comes_back(self) -> bool {
        matches!(self, Self::Missed | Self::Misconception | Self::LuckyGuess)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Choice, Posed, QuestionKey};
    use crate::quiz::Part;

    fn texts(texts: &[&str]) -> Vec<Text> {
        texts.iter().map(Text::new).collect()
    }

    fn words(input: Input, answer: &Answer) -> String {
        let posed = Posed { prompt: Text::default(), input, explain: None };
        let key = QuestionKey::from_stored("d/c");
        let (part, rivals) = (Part::Single, Vec::new());
        let item = Item {
            key,
            topic: 0,
            part,
            posed,
            rivals,
            why: None,
            mnemonic: None,
            practice: None,
            source: None,
        };
        item.in_words(answer)
    }

    #[test]
    fn every_answer_has_words_and_what_is_open_a_dash() {
        let option = |text: &str| Choice { text: Text::new(text), right: false, why: None };
        let choose = Input::Choose { options: vec![option("x"), option("y, z")], many: true };
        assert_eq!(words(choose, &Answer::Chosen(vec![0, 1])), "x; y, z");
        let order = Input::Order { items: texts(&["x", "y"]), right: vec![0, 1] };
        assert_eq!(words(order, &Answer::Order(vec![1, 0])), "y; x");
        let pairs = Input::Match { left: texts(&["x", "y"]), right: texts(&["1", "2"]), partner: vec![0, 1] };
        assert_eq!(words(pairs, &Answer::Match(vec![Some(1), None])), "x: 2; y: -");
        let sort = Input::Sort { items: texts(&["x"]), bins: texts(&["TCP"]), home: vec![0] };
        assert_eq!(words(sort, &Answer::Sort(vec![Some(0)])), "x: TCP");
        let blanks = Input::Blanks { text: Text::new("x"), holes: Vec::new() };
        assert_eq!(words(blanks, &Answer::Blanks(vec!["67".into(), String::new()])), "67; -");
    }
}
