//! What is chosen and typed: the exam, its date, the minutes, the days off.

use jiff::civil::Date;

use crate::schedule::{Calendar, Choice, DaysOff, When};
use crate::trainer::{Agenda, Scope, View};
use crate::tui::event::Key;
use crate::tui::screens::turned;
use crate::tui::widgets::Typing;

/// The lines, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    Exam,
    /// What a new exam is called.
    Title,
    /// The decks and tags that an exam is made of.
    Parts,
    Date,
    Minutes,
    Off,
}

impl Row {
    /// What stands before it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Exam => "exam",
            Self::Title => "title",
            Self::Parts => "asks",
            Self::Date => "date",
            Self::Minutes => "minutes",
            Self::Off => "days off",
        }
    }

    /// What belongs there, where nothing is typed.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::Exam => "a new exam, of decks and tags",
            Self::Title => "what the exam is called",
            Self::Parts => "no deck and no tag yet",
            Self::Date => "2027-02-12, or +3w for in three weeks",
            Self::Minutes => "minutes a day for all exams, 1 to 1440",
            Self::Off => "2026-12-24, or 2026-12-24..26",
        }
    }
}

/// An exam that can be given a date.
#[derive(Debug)]
struct Exam {
    id: String,
    title: String,
    /// The decks and tags that it is made of; `None` for the exam of a file.
    parts: Option<Scope>,
}

#[derive(Debug)]
pub(super) struct Form {
    /// Those that there are; a new one comes after the last.
    exams: Vec<Exam>,
    exam: usize,
    title: Typing,
    /// What a new exam asks, or one that is made of decks and tags.
    pub(super) parts: Scope,
    /// The decks by their titles, then the tags.
    part_names: Vec<String>,
    date: Typing,
    minutes: Typing,
    off: Typing,
    at: usize,
    pub(super) today: Date,
    /// What stood in the lines before anything was typed.
    shown: Shown,
}

/// What can be typed and picked.
#[derive(Debug, Default, PartialEq)]
struct Shown {
    parts: Scope,
    /// Title, date, minutes, days off.
    texts: [String; 4],
}

impl Form {
    pub(super) fn new(view: &View, today: Date) -> Self {
        let exams = exams(view);
        let agenda = view.agenda();
        // The nearest date, else the exam that is studied; else a new one of the decks that are on, where some are off, or the
        // first there is.
        let coming = agenda.coming(today).next().map(|dated| dated.exam.id.as_str());
        let studied = exams.iter().find(|exam| view.selection().has_exam(&exam.id));
        let first = coming.or(studied.map(|exam| exam.id.as_str()));
        let exam = exams.iter().position(|exam| Some(exam.id.as_str()) == first);
        let mut form = Self {
            at: 0,
            exam: exam.unwrap_or(if view.selection().is_everything() { 0 } else { exams.len() }),
            exams,
            title: Typing::default(),
            parts: Scope::default(),
            part_names: Vec::new(),
            date: Typing::default(),
            minutes: Typing::default(),
            off: Typing::default(),
            today,
            shown: Shown::default(),
        };
        form.renew(view, today);
        form.go_to(match exam {
            Some(_) => Row::Date,
            // The first row, where there is no title to give.
            None => Row::Title,
        });
        form
    }

    /// Shows what is in force.
    pub(super) fn renew(&mut self, view: &View, today: Date) {
        let (row, id) = (self.at(), self.id(view));
        self.exams = exams(view);
        self.exam =
            self.exams.iter().position(|exam| Some(&exam.id) == id.as_ref()).unwrap_or(self.exams.len());
        let calendar = &view.agenda().calendar;
        let minutes = calendar.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        self.minutes = Typing::holding(&minutes);
        let off: Vec<String> = calendar.coming_off(today).map(ToString::to_string).collect();
        self.off = Typing::holding(&off.join(", "));
        self.show_exam(view);
        self.go_to(row);
        self.shown = self.showing();
    }

    /// Whether there is anything that is not kept.
    pub(super) fn is_changed(&self) -> bool {
        self.shown != self.showing()
    }

    fn showing(&self) -> Shown {
        let texts = [&self.title, &self.date, &self.minutes, &self.off].map(Typing::answer);
        Shown { parts: self.parts.clone(), texts }
    }

    /// Shows the date of the exam, and what it is made of.
    fn show_exam(&mut self, view: &View) {
        if let Some(exam) = self.exams.get(self.exam) {
            (self.title, self.parts) = (Typing::default(), exam.parts.clone().unwrap_or_default());
        } else if self.parts.decks.is_empty() && self.parts.tags.is_empty() {
            self.parts = Scope { decks: view.chosen_decks(), ..Scope::default() };
        }
        self.name_parts(view);
        let dated = self.exam_id().and_then(|id| view.agenda().dated(id));
        let coming = dated.filter(|dated| dated.date >= self.today);
        self.date = Typing::holding(&coming.map(|dated| dated.date.to_string()).unwrap_or_default());
    }

    pub(super) fn exam_id(&self) -> Option<&str> {
        self.exams.get(self.exam).map(|exam| exam.id.as_str())
    }

    /// What is chosen in `row`: the exam, or the decks and tags it is made of.
    pub(super) fn chosen(&self, row: Row) -> String {
        match (row, self.exams.get(self.exam)) {
            (Row::Exam, Some(exam)) => exam.title.clone(),
            (Row::Parts, _) if !self.part_names.is_empty() => self.part_names.join(", "),
            _ => row.about().to_owned(),
        }
    }

    /// The lines of this exam.
    pub(super) fn rows(&self) -> Vec<Row> {
        let exam = self.exams.get(self.exam);
        let title = exam.is_none().then_some(Row::Title);
        let parts = exam.is_none_or(|exam| exam.parts.is_some()).then_some(Row::Parts);
        let rest = [Row::Date, Row::Minutes, Row::Off];
        [Row::Exam].into_iter().chain(title).chain(parts).chain(rest).collect()
    }

    pub(super) fn at(&self) -> Row {
        self.rows().get(self.at).copied().unwrap_or(Row::Exam)
    }

    /// Whether something is chosen where the cursor is, and nothing typed.
    pub(super) fn is_choosing(&self) -> bool {
        matches!(self.at(), Row::Exam | Row::Parts)
    }

    pub(super) fn go(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.rows().len() - 1);
    }

    /// To that row, or the first where this exam has none such.
    pub(super) fn go_to(&mut self, row: Row) {
        self.at = self.rows().iter().position(|other| *other == row).unwrap_or(0);
    }

    /// Makes the exam of those decks and tags.
    pub(super) fn make_of(&mut self, parts: Scope, view: &View) {
        self.parts = parts;
        self.name_parts(view);
    }

    fn name_parts(&mut self, view: &View) {
        let title = |id: &String| view.library.deck(id).map_or(id.clone(), |deck| deck.title().to_owned());
        self.part_names = self.parts.decks.iter().map(title).chain(self.parts.tags.iter().cloned()).collect();
    }

    /// The id of the exam, also of one that is typed.
    fn id(&self, view: &View) -> Option<String> {
        if let Some(id) = self.exam_id() {
            return Some(id.to_owned());
        }
        let title = self.title.answer();
        (!title.is_empty()).then(|| Agenda::make(&title, &[], &[], &view.library).0)
    }

    /// Another exam, with its date.
    pub(super) fn turn(&mut self, is_on: bool, view: &View) {
        self.exam = turned(self.exam, self.exams.len() + 1, is_on);
        if self.exam == self.exams.len() {
            self.parts = Scope::default();
        }
        // To look at another exam changes nothing; what was typed of the days stays.
        self.show_exam(view);
        let Shown { parts, texts: [title, date, ..] } = self.showing();
        (self.shown.parts, self.shown.texts[0], self.shown.texts[1]) = (parts, title, date);
    }

    pub(super) fn text(&self, row: Row) -> Option<&Typing> {
        match row {
            Row::Exam | Row::Parts => None,
            Row::Title => Some(&self.title),
            Row::Date => Some(&self.date),
            Row::Minutes => Some(&self.minutes),
            Row::Off => Some(&self.off),
        }
    }

    fn text_mut(&mut self) -> Option<&mut Typing> {
        match self.at() {
            Row::Exam | Row::Parts => None,
            Row::Title => Some(&mut self.title),
            Row::Date => Some(&mut self.date),
            Row::Minutes => Some(&mut self.minutes),
            Row::Off => Some(&mut self.off),
        }
    }

    /// Types. Says whether the key was taken.
    pub(super) fn key(&mut self, key: Key) -> bool {
        self.text_mut().is_some_and(|text| text.key(key))
    }

    pub(super) fn paste(&mut self, pasted: &str) {
        if let Some(text) = self.text_mut() {
            text.paste(pasted);
        }
    }

    /// The day that is typed, or why it is none, as a sentence.
    pub(super) fn date(&self) -> Result<Date, String> {
        let text = self.date.answer();
        if text.is_empty() {
            return Err("When is the exam? Write 2027-02-12, or +3w for in three weeks.".to_owned());
        }
        let when: When = text.parse().map_err(sentence)?;
        let date = when.seen_from(self.today);
        Agenda::check_date(date, self.today).map_err(sentence)?;
        Ok(date)
    }

    /// The minutes that are typed; none where nothing is.
    pub(super) fn minutes(&self) -> Result<Option<u32>, String> {
        match self.minutes.answer().as_str() {
            "" => Ok(None),
            text => match text.parse() {
                Ok(minutes @ 1..=1440) => Ok(Some(minutes)),
                _ => Err("Minutes a day are a number from 1 to 1440.".to_owned()),
            },
        }
    }

    /// The days off that are typed.
    pub(super) fn off(&self) -> Result<Vec<DaysOff>, String> {
        let text = self.off.answer();
        let days = text.split(',').map(str::trim).filter(|days| !days.is_empty());
        days.map(|days| days.parse().map_err(sentence)).collect()
    }

    /// What is missing or wrong, the first of it, as a sentence.
    pub(super) fn check(&self) -> Result<(), String> {
        self.made()?;
        self.date()?;
        self.minutes()?;
        self.off().map(|_| ())
    }

    /// The title of an exam that is made of decks and tags; `None` for that of a file.
    fn made(&self) -> Result<Option<String>, String> {
        let title = match self.exams.get(self.exam) {
            Some(exam) if exam.parts.is_none() => return Ok(None),
            Some(exam) => exam.title.clone(),
            None => self.title.answer(),
        };
        if title.is_empty() {
            return Err("Give the exam a title.".to_owned());
        }
        let is_of_file = |exam: &Exam| exam.parts.is_none() && (exam.id == title || exam.title == title);
        if self.exams.iter().any(is_of_file) {
            return Err(format!("`{title}` is the exam of a file. Give this one a title of its own."));
        }
        if self.parts.decks.is_empty() && self.parts.tags.is_empty() {
            return Err("Choose the decks or tags that the exam asks.".to_owned());
        }
        Ok(Some(title))
    }

    /// What is chosen by what is typed; or why it cannot be, as a sentence.
    pub(super) fn choices(&self, view: &View) -> Result<Vec<Choice>, String> {
        let made = self.made()?;
        let (date, minutes, off) = (self.date()?, self.minutes()?, self.off()?);
        let Scope { decks, tags, .. } = &self.parts;
        let made = made.map(|title| Agenda::make(&title, decks, tags, &view.library));
        let (id, mut choices) = match (made, self.exam_id()) {
            (Some(made), _) => made,
            (None, Some(id)) => (id.to_owned(), Vec::new()),
            (None, None) => return Err("There is no exam that could have a date.".to_owned()),
        };
        choices.extend(view.agenda().choose_date(&id, date, self.today));
        choices.push(Calendar::choose_minutes(minutes));
        choices.push(Calendar::default().choose_off(&off, self.today));
        Ok(choices)
    }
}

/// The exams that can have a date.
fn exams(view: &View) -> Vec<Exam> {
    let exams = view.exams().map(|exam| {
        let parts = view.agenda().parts(&exam.id);
        let parts = parts.map(|(decks, tags)| Scope { decks, tags, ..Scope::default() });
        Exam { id: exam.id.clone(), title: exam.title.clone(), parts }
    });
    exams.collect()
}

/// An error as a sentence.
fn sentence(error: impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
