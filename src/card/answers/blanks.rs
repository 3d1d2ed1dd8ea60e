//! Fill in the holes of a text or a diagram.

use serde::{Deserialize, Serialize};

use super::line::{number, typed};
use super::{Answer, Line, OPEN, Part, Verdict, Way};
use crate::card::compare::{self, Expected, Rivals};
use crate::card::{Block, Text};

/// A text with holes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blanks {
    /// The text; hole `i` is marked by the character [`Hole::mark`]`(i)`.
    pub text: Text,
    /// The holes, in reading order.
    pub holes: Vec<Hole>,
}

/// One hole of a cloze.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hole {
    /// What belongs in it.
    pub expected: Expected,
    /// Shown in the hole while it is empty.
    pub hint: Option<Text>,
    /// Columns the hole took in the author's text, braces included; a diagram keeps them, so it stays straight.
    pub width: usize,
}

/// Columns inside an empty hole of a diagram. All are equally wide: they do not tell how long an answer is.
const DRAWN: usize = 8;

impl Hole {
    /// The character that stands for hole `index` in a text; private to this program, never in an author's text.
    pub fn mark(index: usize) -> char {
        char::from_u32(0xE000 + index as u32).unwrap_or('\u{E0FF}')
    }

    /// The hole that `mark` stands for.
    pub fn index(mark: char) -> Option<usize> {
        ('\u{E000}'..='\u{E0FF}').contains(&mark).then(|| (mark as usize) - 0xE000)
    }
}

fn given(answer: &Answer) -> &[String] {
    if let Answer::Blanks(given) = answer { given } else { &[] }
}

impl Blanks {
    /// Whether there are holes in a picture of the text.
    fn is_drawn(&self) -> bool {
        let holds = |line: &String| line.chars().any(|c| Hole::index(c).is_some());
        let is_drawn = |block: &Block| matches!(block, Block::Fenced(lines) if lines.iter().any(holds));
        self.text.blocks().iter().any(is_drawn)
    }

    /// The text with something in each hole.
    fn filled(&self, fill: impl Fn((usize, &Hole)) -> [String; 2]) -> Line<'_> {
        let filled = self.holes.iter().enumerate().map(fill).collect();
        Line::Holes { text: &self.text, filled, room: self.holes.iter().map(|hole| hole.width).collect() }
    }
}

impl Way for Blanks {
    fn judge(&self, answer: &Answer, rivals: &Rivals) -> Verdict {
        let given = given(answer);
        let judge = |(i, hole): (usize, &Hole)| {
            compare::judge(given.get(i).map_or("", String::as_str), &hole.expected, rivals)
        };
        let verdicts: Vec<_> = self.holes.iter().enumerate().map(judge).collect();
        let got = verdicts.iter().filter(|verdict| verdict.counts()).count();
        if got == self.holes.len() && verdicts.iter().any(|v| matches!(v, Verdict::Close(_))) {
            let written: Vec<_> = self.holes.iter().map(|hole| hole.expected.written()).collect();
            return Verdict::Close(written.join(", "));
        }
        Verdict::of(got, self.holes.len())
    }

    fn solution(&self) -> Answer {
        Answer::Blanks(self.holes.iter().map(|hole| hole.expected.written().to_owned()).collect())
    }

    fn given(&self, answer: &Answer) -> usize {
        given(answer).iter().filter(|hole| !hole.trim().is_empty()).count()
    }

    fn part(&self) -> Part {
        // A picture is labelled; holes in a sentence are typed.
        if self.holes.len() > 1 && self.is_drawn() { Part::Performance } else { Part::Single }
    }

    fn pairs(&self) -> Vec<(Text, Text)> {
        let hole = |hole: &Hole| (self.text.clone(), Text::new(hole.expected.written()));
        self.holes.iter().map(hole).collect()
    }

    fn words(&self, answer: &Answer) -> Vec<String> {
        let word = |hole: &String| if hole.is_empty() { OPEN.to_owned() } else { hole.clone() };
        given(answer).iter().map(word).collect()
    }

    fn asked(&self) -> Vec<Line<'_>> {
        vec![self.filled(|(index, _)| {
            let mark = if self.holes.len() == 1 { String::new() } else { number(index) };
            [3 + mark.len(), DRAWN].map(|room| format!("[{mark:_<room$}]"))
        })]
    }

    fn wanted(&self, nth: usize) -> String {
        let hint = self.holes.get(nth).and_then(|hole| hole.hint.as_ref());
        let hint = hint.map_or_else(String::new, |hint| format!(" ({})", hint.plain()));
        match self.holes.len() {
            1 => format!("Type what belongs in the blank{hint}."),
            all => format!("Type what belongs in blank {} of {all}{hint}.", nth + 1),
        }
    }

    fn read(&self, line: &str, nth: usize, begun: Answer) -> Result<Answer, String> {
        let typed = typed(line)?;
        let mut filled = if let Answer::Blanks(filled) = begun { filled } else { Vec::new() };
        filled.resize(self.holes.len(), String::new());
        if let Some(hole) = filled.get_mut(nth) {
            *hole = typed;
        }
        Ok(Answer::Blanks(filled))
    }

    fn solved(&self, _: Option<&Answer>) -> Vec<Line<'_>> {
        let filled = self.filled(|(_, hole)| {
            let written = format!("[{}]", hole.expected.written());
            [written.clone(), format!("{written:<room$}", room = hole.width)]
        });
        vec![Line::Sentence("Filled in:".to_owned()), filled]
    }

    fn lines(&self) -> usize {
        self.holes.len()
    }

    fn next_line(&self, answer: &Answer) -> usize {
        given(answer).iter().position(String::is_empty).unwrap_or(0)
    }

    fn expected(&self) -> Vec<&Expected> {
        self.holes.iter().map(|hole| &hole.expected).collect()
    }

    fn expected_mut(&mut self) -> Vec<&mut Expected> {
        self.holes.iter_mut().map(|hole| &mut hole.expected).collect()
    }

    fn text(&self) -> Option<&Text> {
        Some(&self.text)
    }
}
