//! What is chosen and typed: the exam, its date, the minutes, the days off.

use jiff::civil::Date;

use crate::schedule::{Calendar, Choice, DaysOff, When};
use crate::trainer::{Agenda, View};
use crate::tui::event::Key;
use crate::tui::widgets::Typing;

/// The lines, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    Exam,
    Date,
    Minutes,
    Off,
}

impl Row {
    pub(super) const ALL: [Self; 4] = [Self::Exam, Self::Date, Self::Minutes, Self::Off];

    /// What stands before it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Exam => "exam",
            Self::Date => "date",
            Self::Minutes => "minutes",
            Self::Off => "days off",
        }
    }

    /// What belongs there, where nothing is typed.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::Exam => "there is no exam",
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
}

#[derive(Debug)]
pub(super) struct Form {
    exams: Vec<Exam>,
    exam: usize,
    date: Typing,
    minutes: Typing,
    off: Typing,
    at: usize,
    today: Date,
}

impl Form {
    pub(super) fn new(view: &View, today: Date) -> Self {
        let exams: Vec<Exam> =
            view.exams().map(|exam| Exam { id: exam.id.clone(), title: exam.title.clone() }).collect();
        let agenda = view.agenda();
        // The nearest date, else the exam that is studied, else the first.
        let coming = agenda.coming(today).next().map(|dated| dated.exam.id.as_str());
        let studied = exams.iter().find(|exam| view.selection().has_exam(&exam.id));
        let first = coming.or(studied.map(|exam| exam.id.as_str()));
        let exam = exams.iter().position(|exam| Some(exam.id.as_str()) == first);
        let mut form = Self {
            at: usize::from(exam.is_some()),
            exam: exam.unwrap_or(0),
            exams,
            date: Typing::default(),
            minutes: Typing::default(),
            off: Typing::default(),
            today,
        };
        form.renew(view, today);
        form
    }

    /// Shows what is in force.
    pub(super) fn renew(&mut self, view: &View, today: Date) {
        let calendar = &view.agenda().calendar;
        let minutes = calendar.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        self.minutes = Typing::holding(&minutes);
        let off: Vec<String> = calendar.coming_off(today).map(ToString::to_string).collect();
        self.off = Typing::holding(&off.join(", "));
        self.show_date(view);
    }

    fn show_date(&mut self, view: &View) {
        let dated = self.exam_id().and_then(|id| view.agenda().dated(id));
        let coming = dated.filter(|dated| dated.date >= self.today);
        self.date = Typing::holding(&coming.map(|dated| dated.date.to_string()).unwrap_or_default());
    }

    pub(super) fn exam_id(&self) -> Option<&str> {
        self.exams.get(self.exam).map(|exam| exam.id.as_str())
    }

    pub(super) fn exam_title(&self) -> Option<&str> {
        self.exams.get(self.exam).map(|exam| exam.title.as_str())
    }

    pub(super) const fn today(&self) -> Date {
        self.today
    }

    pub(super) fn at(&self) -> Row {
        Row::ALL[self.at]
    }

    pub(super) fn is_at_exam(&self) -> bool {
        self.at() == Row::Exam
    }

    pub(super) fn go(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(Row::ALL.len() - 1);
    }

    /// Another exam, with its date.
    pub(super) fn turn(&mut self, is_on: bool, view: &View) {
        let count = self.exams.len().max(1);
        self.exam = (self.exam + if is_on { 1 } else { count - 1 }) % count;
        self.show_date(view);
    }

    pub(super) fn text(&self, row: Row) -> Option<&Typing> {
        match row {
            Row::Exam => None,
            Row::Date => Some(&self.date),
            Row::Minutes => Some(&self.minutes),
            Row::Off => Some(&self.off),
        }
    }

    fn text_mut(&mut self) -> Option<&mut Typing> {
        match self.at() {
            Row::Exam => None,
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

    /// What is chosen by what is typed; or why it cannot be, as a sentence.
    pub(super) fn choices(&self, view: &View) -> Result<Vec<Choice>, String> {
        let id = self.exam_id().ok_or("There is no exam that could have a date.")?;
        let (date, minutes, off) = (self.date()?, self.minutes()?, self.off()?);
        let mut choices = view.agenda().choose_date(id, date, self.today);
        choices.push(Calendar::choose_minutes(minutes));
        choices.push(Calendar::default().choose_off(&off, self.today));
        Ok(choices)
    }
}

/// An error as a sentence.
fn sentence(error: impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
