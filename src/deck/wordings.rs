//! How the questions of a deck read: what lists show and a search looks at, kept so that no card is read for it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::sheet::short;
use crate::card::{Body, Question, Text, folded};

/// What the questions of a deck read like, place by place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wordings {
    prompts: Column,
    answers: Column,
    searched: Column,
    /// All answers that a learner could mean, for judging slips.
    rivals: Vec<String>,
}

/// Texts, one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Column {
    text: String,
    ends: Vec<u32>,
}

impl Wordings {
    /// How `questions` of one deck read; what is gone reads as nothing.
    pub fn of<'a>(questions: impl IntoIterator<Item = Option<&'a Question>>) -> Self {
        let mut wordings = Self::default();
        wordings.extend(questions);
        wordings
    }

    fn extend<'a>(&mut self, questions: impl IntoIterator<Item = Option<&'a Question>>) {
        let mut last: Option<&Arc<Body>> = None;
        for question in questions {
            self.prompts.push(question.map_or("", |question| question.prompt.as_str()));
            self.answers.push(question.map_or("", |question| &question.answer));
            self.searched.push(&question.map_or_else(String::new, searched));
            let Some(question) = question else { continue };
            // The faces of a card share their body.
            if last.is_none_or(|last| !Arc::ptr_eq(last, &question.body)) {
                self.rivals.extend(question.body.answers().into_iter().map(str::to_owned));
            }
            last = Some(&question.body);
        }
    }

    /// Adds how the questions behind these read.
    pub fn append(&mut self, more: &Self) {
        for (own, theirs) in [
            (&mut self.prompts, &more.prompts),
            (&mut self.answers, &more.answers),
            (&mut self.searched, &more.searched),
        ] {
            own.append(theirs);
        }
        self.rivals.extend_from_slice(&more.rivals);
    }

    /// The prompt of the question at `place`, as lists show it.
    pub fn prompt(&self, place: usize) -> Text {
        Text::new(self.prompts.get(place))
    }

    /// Its answer, as lists show it.
    pub fn answer(&self, place: usize) -> &str {
        self.answers.get(place)
    }

    /// Everything that a search looks at, without the difference of case.
    pub fn searched(&self, place: usize) -> &str {
        self.searched.get(place)
    }

    /// Visits the places whose [`Self::searched`] text has `word` in it, ascending.
    pub fn each_having(&self, word: &str, found: impl FnMut(usize)) {
        self.searched.each_having(word, found);
    }

    /// All answers that a learner could mean.
    pub fn rivals(&self) -> &[String] {
        &self.rivals
    }

    /// Whether there are texts for `count` questions.
    pub fn is_sound(&self, count: usize) -> bool {
        [&self.prompts, &self.answers, &self.searched].iter().all(|column| column.is_sound(count))
    }
}

impl Column {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        // What one search text begins with must not be found at the end of the one before it.
        self.text.push('\0');
        self.ends.push(short(self.text.len()));
    }

    fn append(&mut self, more: &Self) {
        let before = short(self.text.len());
        self.text.push_str(&more.text);
        self.ends.extend(more.ends.iter().map(|end| before.saturating_add(*end)));
    }

    fn get(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[place] as usize - 1]
    }

    fn each_having(&self, word: &str, mut found: impl FnMut(usize)) {
        let (finder, text) = (memchr::memmem::Finder::new(word), self.text.as_bytes());
        // Most texts have the first letter that is typed, near their beginning.
        let letter = match word.as_bytes() {
            &[letter] => Some(letter),
            _ => None,
        };
        let (mut from, mut first) = (0, 0);
        while let Some(rest) = text.get(from..) {
            let at = letter.map_or_else(|| finder.find(rest), |letter| memchr::memchr(letter, rest));
            let Some(at) = at else { break };
            let Some(place) = self.place_of(from + at, first) else { break };
            found(place);
            (from, first) = (self.ends[place] as usize, place + 1);
        }
    }

    /// The text that holds the byte `at`, which is the one at `first` or behind it.
    fn place_of(&self, at: usize, first: usize) -> Option<usize> {
        // Mostly it is one of the next.
        let near = self.ends[first..].iter().take(8).position(|&end| at < end as usize);
        let place = near.unwrap_or_else(|| self.ends[first..].partition_point(|&end| end as usize <= at));
        (first + place < self.ends.len()).then_some(first + place)
    }

    fn is_sound(&self, count: usize) -> bool {
        let mut start = 0;
        self.ends.len() == count
            && self.ends.iter().all(|&end| {
                let text = self.text.get(start as usize..end as usize);
                start = end;
                text.is_some_and(|text| text.ends_with('\0'))
            })
    }
}

/// Everything that a search for `question` looks at, without the difference of case.
fn searched(question: &Question) -> String {
    let (line, tags) = (question.prompt.plain(), question.notes.tags.join(" "));
    folded(&format!("{line} {} {} {tags} {}", question.answer, question.key, question.kind))
}
