//! The questions of a deck in short: what lists and plans ask of each, and where it is written. A sheet is small, read and
//! stored as a whole, and lets a question be built without reading the rest of its deck.

mod packed;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Deck;
use super::identity::fingerprint;
use crate::card::kinds;
use crate::card::{KeyNumber, Question, QuestionKey};
use crate::source::{FileId, SourceFile, Span};

/// The questions of a deck in the author's order, without their cards.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The names within the deck, `card#face`, one behind the other.
    names: String,
    #[serde(with = "packed::lines")]
    lines: Vec<Line>,
    /// Lists of tags and of look-alikes, each once.
    lists: Vec<Vec<String>>,
    #[serde(with = "packed::parts")]
    parts: Vec<Part>,
    /// The text before the first card, with what all cards inherit; `None` where a card cannot be read without the others.
    head: Option<String>,
}

/// One question.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Line {
    number: KeyNumber,
    /// Where its name ends.
    end: u32,
    part: u32,
    /// Where its card or template begins in the file of the part.
    at: (u32, u32),
    kind: u8,
    tags: u32,
    look_alikes: u32,
    is_suspended: bool,
    /// Of prompt and answer.
    check: u32,
}

/// A card, table or generator as it stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    file: u16,
    start: u32,
    end: u32,
}

/// A question on its sheet.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    deck: &'a str,
    sheet: &'a Sheet,
    place: usize,
}

/// Questions that are built of a part of the files: the head, and the texts of the parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// What all cards inherit.
    pub head: &'a str,
    /// Number of the file, and the bytes of it; in the order of the deck, each once.
    pub pieces: Vec<(FileId, std::ops::Range<usize>)>,
}

impl Sheet {
    /// The sheet of `deck`, which was read from `files` and, as far as `is_well_formed` says, without a break in their
    /// syntax.
    pub fn of(deck: &Deck, files: &[SourceFile], is_well_formed: bool) -> Self {
        let mut sheet = Self { parts: parts(deck, files), ..Self::default() };
        let mut lists = HashMap::new();
        for question in &deck.questions {
            sheet.push(question, &question.at, &mut lists);
        }
        sheet.head = is_well_formed.then(|| sheet.head_in(deck, files)).flatten();
        sheet
    }

    /// Adds the `questions` of a card at the end of the only file, which begins at `start` of its `text`. They were read from
    /// a text in which it begins at `read_at`.
    pub fn append(&mut self, questions: &[Question], read_at: usize, start: usize, text: &str) {
        match self.parts.last_mut() {
            Some(last) => last.end = short(start),
            None => self.head = Some(text[..start].to_owned()),
        }
        self.parts.push(Part { file: 0, start: short(start), end: short(text.len()) });
        let mut lists = (self.lists.iter().zip(0..)).map(|(list, number)| (list.clone(), number)).collect();
        for question in questions {
            let range = &question.at.range;
            let [begin, end] = [range.start, range.end].map(|at| at - read_at.min(at) + start);
            let at = Span::new(FileId(0), begin..end);
            self.push(question, &at, &mut lists);
        }
    }

    /// The text before the first card, with what all cards inherit; `None` where a card cannot be read without the others.
    pub fn head(&self) -> Option<&str> {
        self.head.as_deref()
    }

    fn push(&mut self, question: &Question, at: &Span, lists: &mut HashMap<Vec<String>, u32>) {
        self.names.push_str(question.key.name());
        let line = Line {
            number: question.key.number(),
            end: short(self.names.len()),
            part: short(self.part_of(at)),
            at: (short(at.range.start), short(at.range.end)),
            kind: kind_number(question.kind),
            tags: listed(&question.notes.tags, lists, &mut self.lists),
            look_alikes: listed(&question.notes.look_alikes, lists, &mut self.lists),
            is_suspended: question.notes.suspended,
            check: check(question),
        };
        self.lines.push(line);
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The numbers of all questions.
    pub fn numbers(&self) -> impl ExactSizeIterator<Item = KeyNumber> + '_ {
        self.lines.iter().map(|line| line.number)
    }

    /// The number of the question at `place`.
    pub fn number(&self, place: usize) -> KeyNumber {
        self.lines[place].number
    }

    /// The question at `place`; `deck` is the id of the deck.
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub fn row<'a>(&'a self, deck: &'a str, place: usize) -> Row<'a> {
        assert!(place < self.lines.len(), "no question has the place {place}");
        Row { deck, sheet: self, place }
    }

    /// All tags that a question has.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        let mut used = vec![false; self.lists.len()];
        self.lines.iter().for_each(|line| used[line.tags as usize] = true);
        let lists = self.lists.iter().zip(used).filter(|(_, used)| *used);
        lists.flat_map(|(list, _)| list.iter().map(String::as_str))
    }

    /// What has to be read to build the questions at `places`; `None` where that is the whole deck.
    pub fn excerpt(&self, places: impl IntoIterator<Item = usize>) -> Option<Excerpt<'_>> {
        let head = self.head.as_deref()?;
        let mut parts: Vec<usize> = places.into_iter().map(|place| self.lines[place].part as usize).collect();
        parts.sort_unstable();
        parts.dedup();
        let mut pieces = Vec::with_capacity(parts.len());
        for part in parts {
            let Part { file, start, end } = *self.parts.get(part)?;
            pieces.push((FileId(file), start as usize..end as usize));
        }
        Some(Excerpt { head, pieces })
    }

    /// Whether `question` reads as the one at `place` did when the sheet was made.
    pub fn is_as_listed(&self, place: usize, question: &Question) -> bool {
        let line = &self.lines[place];
        line.number == question.key.number()
            && line.kind == kind_number(question.kind)
            && line.check == check(question)
    }

    /// Whether everything that refers to something else in it is there: what is read back from a disk may be anything.
    pub fn is_sound(&self) -> bool {
        let (mut start, mut most_part, mut most_list, mut most_kind) = (0, 0, 0, 0);
        // One loop without a way out but for its names: a hundred thousand lines are looked at in each start.
        for line in &self.lines {
            if line.end < start || !self.names.is_char_boundary(line.end as usize) || line.at.0 > line.at.1 {
                return false;
            }
            start = line.end;
            most_part = most_part.max(line.part);
            most_list = most_list.max(line.tags.max(line.look_alikes));
            most_kind = most_kind.max(line.kind);
        }
        self.lines.is_empty()
            || ((most_part as usize) < self.parts.len()
                && (most_list as usize) < self.lists.len()
                && kind_named(most_kind).is_some())
    }

    /// The part that the card or template at `at` belongs to.
    fn part_of(&self, at: &Span) -> usize {
        let start = (at.file.0, short(at.range.start));
        self.parts.partition_point(|part| (part.file, part.start) <= start).saturating_sub(1)
    }

    /// The text before the first card, where each part stands under a header of its own behind it.
    fn head_in(&self, deck: &Deck, files: &[SourceFile]) -> Option<String> {
        let main = &files.first()?.text;
        let is_each_headed = self.parts.iter().all(|part| {
            let text = files.get(usize::from(part.file)).map(|file| &file.text[part.start as usize..]);
            text.is_some_and(|text| text.starts_with("[["))
        });
        let end =
            self.parts.iter().find(|part| part.file == 0).map_or(main.len(), |part| part.start as usize);
        let is_first = deck.at == Span::default() || deck.at.range.start < end;
        (is_first && is_each_headed).then(|| main[..end].to_owned())
    }
}

impl<'a> Row<'a> {
    /// The name for ever.
    pub fn key(&self) -> QuestionKey {
        QuestionKey::within(self.deck, self.name())
    }

    /// Whether that is its name.
    pub fn is_called(&self, key: &QuestionKey) -> bool {
        key.deck() == self.deck && key.name() == self.name()
    }

    /// The number of that name.
    pub fn number(&self) -> KeyNumber {
        self.line().number
    }

    /// The deck's id.
    pub fn deck(&self) -> &'a str {
        self.deck
    }

    /// The card's id within the deck.
    pub fn card(&self) -> &'a str {
        let name = self.name();
        memchr::memchr(b'#', name.as_bytes()).map_or(name, |end| &name[..end])
    }

    /// Whether it comes from the card of that id.
    pub fn is_of(&self, card: &str) -> bool {
        let rest = self.name().strip_prefix(card);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
    }

    /// Its place among the questions of the deck.
    pub fn place(&self) -> usize {
        self.place
    }

    /// The kind of card it comes from.
    pub fn kind(&self) -> &'static str {
        kind_named(self.line().kind).unwrap_or("")
    }

    /// Its tags.
    pub fn tags(&self) -> &'a [String] {
        &self.sheet.lists[self.line().tags as usize]
    }

    /// Names of cards, within the deck or with the id of another, that are easily confused with its own.
    pub fn look_alikes(&self) -> &'a [String] {
        &self.sheet.lists[self.line().look_alikes as usize]
    }

    /// Whether the author set the card aside.
    pub fn is_suspended(&self) -> bool {
        self.line().is_suspended
    }

    /// Where its card or template begins.
    pub fn at(&self) -> Span {
        let line = self.line();
        let file = self.sheet.parts.get(line.part as usize).map_or(0, |part| part.file);
        Span::new(FileId(file), line.at.0 as usize..line.at.1 as usize)
    }

    fn line(&self) -> &'a Line {
        &self.sheet.lines[self.place]
    }

    fn name(&self) -> &'a str {
        let start = self.place.checked_sub(1).map_or(0, |before| self.sheet.lines[before].end);
        &self.sheet.names[start as usize..self.line().end as usize]
    }
}

/// The cards, tables and generators of `deck`, each up to where the next begins.
fn parts(deck: &Deck, files: &[SourceFile]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for at in deck.parts.iter().rev() {
        let length = files.get(usize::from(at.file.0)).map_or(0, |file| file.text.len());
        let next = parts.last().filter(|next| next.file == at.file.0);
        let end = next.map_or(short(length), |next| next.start);
        parts.push(Part { file: at.file.0, start: short(at.range.start), end });
    }
    parts.reverse();
    parts
}

fn listed(list: &[String], known: &mut HashMap<Vec<String>, u32>, lists: &mut Vec<Vec<String>>) -> u32 {
    if let Some(&number) = known.get(list) {
        return number;
    }
    let number = short(lists.len());
    lists.push(list.to_vec());
    known.insert(list.to_vec(), number);
    number
}

/// A number of bytes or rows: no deck comes near the border, and a sheet that did would not be sound.
pub(super) fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn kind_number(kind: &str) -> u8 {
    let place = kinds::names().position(|known| known == kind);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

fn kind_named(number: u8) -> Option<&'static str> {
    kinds::names().nth(number.into())
}

fn check(question: &Question) -> u32 {
    fingerprint(question.prompt.as_str().bytes().chain([0]).chain(question.answer.bytes()))
}
