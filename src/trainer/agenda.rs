//! The exams that have a date, and the minutes a day for all of them: what the learner said, as it stands in the log.
//!
//! An exam is an exam file, or decks and tags under a title, which the log alone knows. To give an exam a date switches it on;
//! which exams are studied is told by the [`Selection`](super::Selection).

use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Selection, View};
use crate::deck::slug;
use crate::library::Library;
use crate::quiz::{Exam, Topics};
use crate::schedule::{Calendar, Choice, Choices, Subject, days_between};

/// The properties of an exam: when it is, how it went, and what makes one that has no file.
const DATE: &str = "date";
const SINCE: &str = "since";
const RESULT: &str = "result";
const TITLE: &str = "title";
const DECKS: &str = "decks";
const TAGS: &str = "tags";

/// What stands in a learner's calendar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Agenda {
    /// The minutes of their days.
    pub calendar: Calendar,
    /// The exams that have a date, the nearest first; also those that are over.
    pub exams: Vec<DatedExam>,
    /// Ids of exams that have a date, but no file any more.
    pub vanished: Vec<String>,
    /// The exams made of decks and tags, with a date or without.
    made: Vec<Arc<Exam>>,
    /// Everything that was chosen.
    choices: Choices,
}

/// An exam and its day.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedExam {
    /// What it asks.
    pub exam: Arc<Exam>,
    /// The day it is sat.
    pub date: Date,
    /// The day on which it was first given a date.
    pub since: Date,
    /// How it went; `None` until the learner says.
    pub result: Option<ExamResult>,
}

/// How an exam went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExamResult {
    /// Passed, with the score as it was told.
    Passed(String),
    /// Failed, with the score as it was told.
    Failed(String),
    /// The learner rather says nothing.
    Untold,
}

impl ExamResult {
    /// `passed 780`, `failed`, `untold`.
    fn stored(&self) -> String {
        match self {
            Self::Passed(score) => format!("passed {score}").trim_end().to_owned(),
            Self::Failed(score) => format!("failed {score}").trim_end().to_owned(),
            Self::Untold => "untold".to_owned(),
        }
    }
}

impl FromStr for ExamResult {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (word, score) = text.split_once(' ').unwrap_or((text, ""));
        match word {
            "passed" => Ok(Self::Passed(score.trim().to_owned())),
            "failed" => Ok(Self::Failed(score.trim().to_owned())),
            "untold" => Ok(Self::Untold),
            _ => Err(()),
        }
    }
}

/// Why nobody can prepare for an exam on that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDate {
    /// It is past.
    #[error("{0} is over: today is {1}")]
    Over(Date, Date),
    /// It is more than ten years away.
    #[error("{0} is more than ten years away: is the year right?")]
    Far(Date),
}

/// Days ahead on which an exam may be.
const FARTHEST: u32 = 3653;

impl Agenda {
    /// Whether one can prepare on `today` for an exam on `date`.
    pub fn check_date(date: Date, today: Date) -> Result<(), BadDate> {
        match date {
            _ if date < today => Err(BadDate::Over(date, today)),
            _ if days_between(today, date) > FARTHEST => Err(BadDate::Far(date)),
            _ => Ok(()),
        }
    }

    /// What `choices` say, of the exams that `library` has and those that are made of its decks.
    pub(super) fn of(choices: &Choices, library: &Library) -> Self {
        let mut agenda =
            Self { calendar: Calendar::of(choices), choices: choices.clone(), ..Self::default() };
        for (subject, what, title) in choices.all() {
            if let (Subject::Exam(id), TITLE) = (subject, what)
                && library.exam(id).is_none()
            {
                let [decks, tags] = [DECKS, TAGS].map(|what| listed(choices, subject, what));
                agenda.made.push(Arc::new(made(id, title, &decks, &tags, library)));
            }
        }
        for (subject, what, date) in choices.all() {
            let (Subject::Exam(id), DATE, Ok(date)) = (subject, what, date.parse()) else { continue };
            let Some(exam) = agenda.exam(id, library) else {
                agenda.vanished.push(id.clone());
                continue;
            };
            let result = choices.get(subject, RESULT).and_then(|result| result.parse().ok());
            let since = choices.get(subject, SINCE).and_then(|day| day.parse().ok()).unwrap_or(date);
            agenda.exams.push(DatedExam { exam, date, since, result });
        }
        agenda.exams.sort_by(|one, other| (one.date, &one.exam.id).cmp(&(other.date, &other.exam.id)));
        agenda
    }

    /// The exam of that id: of a file, or made of decks and tags.
    fn exam(&self, id: &str, library: &Library) -> Option<Arc<Exam>> {
        let of_file = library.exam(id).map(|exam| Arc::new(exam.clone()));
        of_file.or_else(|| self.made().find(|exam| exam.id == id).cloned())
    }

    /// The exams that are made of decks and tags.
    pub fn made(&self) -> impl Iterator<Item = &Arc<Exam>> {
        self.made.iter()
    }

    /// The decks and the tags that the exam of that id is made of; `None` where it is the exam of a file, or none.
    pub fn parts(&self, id: &str) -> Option<(Vec<String>, Vec<String>)> {
        let subject = Subject::Exam(self.made().find(|exam| exam.id == id)?.id.clone());
        Some([DECKS, TAGS].map(|what| listed(&self.choices, &subject, what)).into())
    }

    /// The exams that are not over on `today`, the nearest first.
    pub fn coming(&self, today: Date) -> impl Iterator<Item = &DatedExam> + Clone {
        self.exams.iter().filter(move |dated| dated.date >= today)
    }

    /// The day on which the plan of the coming exams began; `None` where there is none.
    pub fn begun(&self, today: Date) -> Option<Date> {
        self.coming(today).map(|dated| dated.since).min()
    }

    /// The exam that is over on `today` and of which the learner has not said how it went.
    pub fn unasked(&self, today: Date) -> Option<&DatedExam> {
        self.exams.iter().rev().find(|dated| dated.date < today && dated.result.is_none())
    }

    /// The exam of that id, if it has a date.
    pub fn dated(&self, id: &str) -> Option<&DatedExam> {
        self.exams.iter().find(|dated| dated.exam.id == id)
    }

    /// Gives an exam its day, and studies it.
    pub fn choose_date(&self, id: &str, date: Date, today: Date) -> Vec<Choice> {
        let since = self.dated(id).map_or(today, |dated| dated.since);
        vec![
            Selection::one_exam(id, true),
            choice(id, DATE, Some(date.to_string())),
            choice(id, SINCE, Some(since.to_string())),
            choice(id, RESULT, None),
        ]
    }

    /// Takes the date of an exam away. It is studied as it was before.
    pub fn drop_date(id: &str) -> Vec<Choice> {
        vec![choice(id, DATE, None)]
    }

    /// Makes an exam of decks and tags under a title. Gives its id with what has to be chosen.
    pub fn make(title: &str, decks: &[String], tags: &[String], library: &Library) -> (String, Vec<Choice>) {
        let slug = slug(title);
        let id = if library.exam(&slug).is_some() { format!("my-{slug}") } else { slug };
        let [decks, tags] =
            [decks, tags].map(|names| (!names.is_empty()).then(|| serde_json::json!(names).to_string()));
        let choices = vec![
            choice(&id, TITLE, Some(title.to_owned())),
            choice(&id, DECKS, decks),
            choice(&id, TAGS, tags),
        ];
        (id, choices)
    }

    /// What takes `choices` back: what was chosen before of each.
    pub fn undoing(&self, choices: &[Choice]) -> Vec<Choice> {
        let before = choices.iter().map(|Choice { subject, what, .. }| {
            let value = self.choices.get(subject, what).map(str::to_owned);
            Choice { subject: subject.clone(), what: what.clone(), value }
        });
        before.collect()
    }

    /// Whether all exams keep their dates and what they ask, and all days from `today` on their minutes, if `choices` hold.
    pub fn is_kept_by(&self, choices: &[Choice], library: &Library, today: Date) -> bool {
        let mut all = self.choices.clone();
        choices.iter().cloned().for_each(|choice| all.apply(choice));
        let other = Self::of(&all, library);
        self.exams == other.exams && self.calendar.is_alike(&other.calendar, today)
    }

    /// Keeps how an exam went.
    pub fn choose_result(id: &str, result: &ExamResult) -> Choice {
        choice(id, RESULT, Some(result.stored()))
    }
}

fn choice(exam: &str, what: &str, value: Option<String>) -> Choice {
    Choice { subject: Subject::Exam(exam.to_owned()), what: what.to_owned(), value }
}

/// The names that were chosen as `what` of `subject`; none where the list cannot be read.
fn listed(choices: &Choices, subject: &Subject, what: &str) -> Vec<String> {
    serde_json::from_str(choices.get(subject, what).unwrap_or_default()).unwrap_or_default()
}

/// An exam of decks and tags: each is a topic, which weighs as much as it has questions.
fn made(id: &str, title: &str, decks: &[String], tags: &[String], library: &Library) -> Exam {
    let mut exam = Exam::of_decks_and_tags(decks, tags);
    id.clone_into(&mut exam.id);
    title.clone_into(&mut exam.title);
    let mut sizes = vec![0; exam.topics.len()];
    let mut topics = Topics::new(&exam);
    for topic in library.rows().filter_map(|row| topics.of(&row)) {
        sizes[topic] += 1;
    }
    for (topic, size) in exam.topics.iter_mut().zip(sizes) {
        topic.weight = size;
        if let Some(deck) = topic.deck.as_deref().and_then(|id| library.deck(id)) {
            deck.title().clone_into(&mut topic.title);
        } else if let Some(title) = topic_of_tag(&topic.title, library) {
            title.clone_into(&mut topic.title);
        }
    }
    exam
}

/// What exams call the topic that is made of this tag alone.
fn topic_of_tag<'a>(tag: &str, library: &'a Library) -> Option<&'a str> {
    let mut topics = library.exams_to_sit().flat_map(|exam| &exam.topics);
    let topic = topics.find(|topic| matches!(topic.tags.as_slice(), [only] if only.value == tag))?;
    Some(&topic.title)
}

impl View {
    /// What stands in the learner's calendar.
    pub fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// Whether the learner studies for an exam, and gave none a date.
    pub fn lacks_date(&self) -> bool {
        self.agenda.exams.is_empty() && self.exams().any(|exam| self.selection().has_exam(&exam.id))
    }

    /// All exams that can be studied: those of files, then those made of decks and tags.
    pub fn exams(&self) -> impl Iterator<Item = &Exam> {
        self.library.exams_to_sit().chain(self.agenda.made().map(Arc::as_ref))
    }
}
