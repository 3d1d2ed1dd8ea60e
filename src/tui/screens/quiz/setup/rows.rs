//! What can be chosen, what is chosen, and the quiz it makes.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::library::Library;
use crate::quiz::{Exam, Terms, Timing};
use crate::trainer::{Only, Past, QuizWish, Scope, Source, View};
use crate::tui::event::Key;
use crate::tui::screens::turned;
use crate::tui::theme::Look;

/// How many questions a learner can ask for, and minutes for all and seconds for each.
const QUESTIONS: RangeInclusive<u32> = 1..=500;
const MINUTES: RangeInclusive<u32> = 1..=1440;
const SECONDS: RangeInclusive<u32> = 1..=3600;

/// A line of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// Which exam, or decks and tags.
    From,
    Form,
    /// Which decks and tags.
    Picked,
    Questions,
    Only,
    Clock,
    Time,
    Telling,
    Pause,
    Points,
    Schedule,
    Seed,
}

/// What the clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClockKind {
    Whole,
    Each,
    None,
}

/// What is chosen.
#[derive(Debug)]
pub(super) struct Choices {
    exams: Vec<Exam>,
    /// The exam; beyond the last one decks and tags.
    from: usize,
    form: usize,
    pub(super) scope: Scope,
    /// The titles of those decks.
    titles: Vec<String>,
    questions: u32,
    only: Only,
    clock: ClockKind,
    minutes: u32,
    seconds: u32,
    /// Whether the learner chose the clock or its time, so that nothing else changes them.
    is_timed: bool,
    /// The rules, but for the clock.
    terms: Terms,
    seed: String,
}

impl Choices {
    /// What the last quiz was of, if it is studied still, as it is sat: an exam, or decks. Otherwise the exam that is studied,
    /// or the decks that are on; where everything is studied, the first exam. Where there is none, all decks.
    pub(super) fn new(view: &View, last: Option<&Past>) -> Self {
        let (library, selection) = (&view.library, view.selection());
        let exams: Vec<Exam> = library.exams.iter().filter_map(|exam| exam.exam.clone()).collect();
        let last = last.map(|past| past.sitting.paper());
        let is_wanted = |exam: &Exam| selection.is_everything() || selection.has_exam(&exam.id);
        let of_last = |exam: &Exam| last.is_some_and(|paper| paper.exam == exam.id);
        let sat = exams.iter().position(|exam| of_last(exam) && is_wanted(exam));
        let was_of_decks = last.is_some_and(|paper| paper.exam.is_empty());
        let first = || if was_of_decks { None } else { exams.iter().position(is_wanted) };
        let from = sat.or_else(first).unwrap_or(exams.len());
        let mut choices = Self {
            exams,
            from,
            form: 0,
            scope: Scope::default(),
            titles: Vec::new(),
            questions: 20,
            only: Only::All,
            clock: ClockKind::Whole,
            minutes: 20,
            seconds: 60,
            is_timed: false,
            terms: Terms::exam(Timing::None),
            seed: String::new(),
        };
        choices.choose_form(last.map(|paper| paper.form.as_str()));
        choices.pick(Scope { decks: view.chosen_decks(), ..Scope::default() }, view);
        choices
    }

    /// Takes these decks and tags.
    pub(super) fn pick(&mut self, scope: Scope, view: &View) {
        let title = |id: &String| view.library.deck(id).map_or(id.clone(), |deck| deck.title().to_owned());
        self.titles = scope.decks.iter().map(title).collect();
        self.scope = scope;
    }

    /// Chooses the form of that name, or the usual one.
    fn choose_form(&mut self, wanted: Option<&str>) {
        let place = self.exam().and_then(|exam| {
            let named = exam.forms.iter().position(|form| Some(form.id.as_str()) == wanted);
            named.or_else(|| exam.forms.iter().position(|form| Some(form) == exam.usual_form()))
        });
        self.form = place.unwrap_or(0);
        self.fit_time();
    }

    /// Takes the exams as they are now; one that is gone gives way to decks and tags.
    pub(super) fn renew(&mut self, library: &Library) {
        let id = self.exam().map(|exam| exam.id.clone());
        self.exams = library.exams.iter().filter_map(|exam| exam.exam.clone()).collect();
        let place = self.exams.iter().position(|exam| Some(&exam.id) == id.as_ref());
        self.from = place.unwrap_or(self.exams.len());
        self.form = self.form.min(self.exam().map_or(0, |exam| exam.forms.len().saturating_sub(1)));
        self.fit_time();
    }

    fn exam(&self) -> Option<&Exam> {
        self.exams.get(self.from)
    }

    /// Takes the time of the form, or a minute for each question, unless the learner chose one.
    fn fit_time(&mut self) {
        if self.is_timed {
            return;
        }
        let form = self.exam().map(|exam| exam.forms.get(self.form).and_then(|form| form.minutes));
        match form {
            Some(Some(minutes)) => (self.clock, self.minutes) = (ClockKind::Whole, minutes),
            Some(None) => self.clock = ClockKind::None,
            // One for each question, as on the command line.
            None => (self.clock, self.minutes) = (ClockKind::Whole, self.questions.clamp(1, *MINUTES.end())),
        }
    }

    /// The rows that mean something now.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows = vec![Row::From];
        rows.extend(if self.exam().is_some() { &[Row::Form][..] } else { &[Row::Picked, Row::Questions] });
        rows.extend([Row::Only, Row::Clock]);
        if self.clock != ClockKind::None {
            rows.push(Row::Time);
        }
        rows.push(Row::Telling);
        if self.clock != ClockKind::None {
            rows.push(Row::Pause);
        }
        rows.extend([Row::Points, Row::Schedule, Row::Seed]);
        rows
    }

    /// The name of a row.
    pub(super) const fn label(row: Row) -> &'static str {
        match row {
            Row::From => "From",
            Row::Form => "Form",
            Row::Picked => "Decks, tags",
            Row::Questions => "Questions",
            Row::Only => "Ask",
            Row::Clock => "Clock",
            Row::Time => "Time",
            Row::Telling => "Feedback",
            Row::Pause => "Pause",
            Row::Points => "Part marks",
            Row::Schedule => "Reviews",
            Row::Seed => "Seed",
        }
    }

    /// What is chosen in a row.
    pub(super) fn value(&self, row: Row) -> String {
        let words = match row {
            Row::From => self.exam().map_or("any decks and tags", |exam| &exam.title),
            Row::Form => {
                let form = self.exam().and_then(|exam| exam.forms.get(self.form));
                return form
                    .map_or_else(String::new, |form| format!("{}: {} questions", form.id, form.questions));
            }
            Row::Picked => return self.picked(),
            Row::Questions => return self.questions.to_string(),
            Row::Only => match self.only {
                Only::All => "everything",
                Only::Weak => "weak topics only",
                Only::Missed => "only what was missed last time",
            },
            Row::Clock => match self.clock {
                ClockKind::Whole => "one for the whole paper",
                ClockKind::Each => "one for each question",
                ClockKind::None => "none",
            },
            Row::Time if self.is_by_count() => "a minute for each question",
            Row::Time if self.clock == ClockKind::Each => return format!("{} seconds each", self.seconds),
            Row::Time => return format!("{} minutes", self.minutes),
            Row::Telling if self.terms.practice => "after each answer (practice)",
            Row::Telling => "at the end (exam)",
            Row::Pause if self.terms.pausable => "you can stop the clock",
            Row::Pause => "none: the clock runs on when you leave",
            Row::Points if self.terms.partial => "yes, where several options are right",
            Row::Points => "no, where several options are right",
            Row::Schedule if self.terms.feeds => "what you miss becomes due",
            Row::Schedule => "not changed by this quiz",
            Row::Seed if self.seed.is_empty() => "a fresh paper",
            Row::Seed => &self.seed,
        };
        words.to_owned()
    }

    /// What a row is about, for the line beneath the list.
    pub(super) fn explained(row: Row, look: &Look) -> String {
        let change = look.keys.on("Timed quiz", Key::RIGHT);
        let words = match row {
            Row::From => {
                "An exam weights its topics. Decks and tags are drawn from in proportion to their questions."
            }
            Row::Form => "The full form is as long as the exam; the others are shorter versions of it.",
            Row::Picked => {
                return format!(
                    "Press {change} for the list. A question must be in one of the decks and have one of the tags."
                );
            }
            Row::Only => "Weak: below 70 % in the last three quizzes of this exam or in your daily reviews.",
            Row::Clock => "When time runs out the paper is handed in, or the one question is closed.",
            Row::Questions | Row::Time => {
                return format!(
                    "Type a number, or press {} and {change}.",
                    look.keys.on("Timed quiz", Key::LEFT)
                );
            }
            Row::Telling => {
                "In practice each answer is marked at once; in an exam you can change it until you hand in."
            }
            Row::Pause => "In an exam the clock keeps running, even while the program is closed.",
            Row::Points => {
                "Most real exams give none. Ordering, matching, sorting and filling in always have points for parts."
            }
            Row::Schedule => {
                "What you miss or probably guessed becomes due. Other right answers count as reviews."
            }
            Row::Seed => "Type the seed shown with a result to sit the same paper again.",
        };
        words.to_owned()
    }

    fn picked(&self) -> String {
        let Scope { decks, tags, .. } = &self.scope;
        match (decks.is_empty(), tags.is_empty()) {
            (_, true) => named(&self.titles, "deck"),
            (true, false) => named(tags, "tag"),
            (false, false) => format!("{}, {}", named(&self.titles, "deck"), named(tags, "tag")),
        }
    }

    /// Whether the time follows from how many questions are drawn: decks and a part of an exam have no time of their own.
    fn is_by_count(&self) -> bool {
        (self.only != Only::All || self.exam().is_none()) && self.clock == ClockKind::Whole && !self.is_timed
    }

    /// Chooses the next in a row, or the one before.
    pub(super) fn turn(&mut self, row: Row, forward: bool) {
        self.is_timed |= matches!(row, Row::Clock | Row::Time);
        match row {
            Row::From => {
                self.from = turned(self.from, self.exams.len() + 1, forward);
                self.choose_form(None);
            }
            Row::Form => {
                let count = self.exam().map_or(1, |exam| exam.forms.len());
                self.form = turned(self.form, count, forward);
                self.fit_time();
            }
            Row::Picked => {}
            Row::Questions => {
                self.questions = by_five(self.questions, forward, &QUESTIONS);
                self.fit_time();
            }
            Row::Only => {
                self.only = next_to(self.only, [Only::All, Only::Weak, Only::Missed], forward);
            }
            Row::Clock => {
                let all = [ClockKind::Whole, ClockKind::Each, ClockKind::None];
                self.clock = next_to(self.clock, all, forward);
            }
            Row::Time if self.clock == ClockKind::Each => {
                self.seconds = by_five(self.seconds, forward, &SECONDS);
            }
            Row::Time => self.minutes = by_five(self.minutes, forward, &MINUTES),
            Row::Telling => self.terms.practice = !self.terms.practice,
            Row::Pause => self.terms.pausable = !self.terms.pausable,
            Row::Points => self.terms.partial = !self.terms.partial,
            Row::Schedule => self.terms.feeds = !self.terms.feeds,
            Row::Seed => self.seed.clear(),
        }
    }

    /// Types a digit into a number; `more` adds it to those typed before. A number too large is the largest.
    pub(super) fn type_in(&mut self, row: Row, c: char, more: bool) {
        if row == Row::Seed {
            if self.seed.len() < 13 {
                self.seed.push(c);
            }
            return;
        }
        self.is_timed |= row == Row::Time;
        let (Some((number, range)), Some(digit)) = (self.number(row), c.to_digit(10)) else { return };
        let typed = if more { number.saturating_mul(10).saturating_add(digit) } else { digit };
        *number = typed.min(*range.end());
        if row == Row::Questions {
            self.fit_time();
        }
    }

    /// Takes the last digit away.
    pub(super) fn erase(&mut self, row: Row) {
        if row == Row::Seed {
            self.seed.pop();
        } else if let Some((number, _)) = self.number(row) {
            *number /= 10;
            self.is_timed |= row == Row::Time;
            self.fit_time();
        }
    }

    fn number(&mut self, row: Row) -> Option<(&mut u32, RangeInclusive<u32>)> {
        match (row, self.clock) {
            (Row::Questions, _) => Some((&mut self.questions, QUESTIONS)),
            (Row::Time, ClockKind::Each) => Some((&mut self.seconds, SECONDS)),
            (Row::Time, _) => Some((&mut self.minutes, MINUTES)),
            _ => None,
        }
    }

    /// What the paper is to be drawn from, or a sentence on what is missing.
    pub(super) fn wish(&self) -> Result<QuizWish, String> {
        if self.questions == 0 {
            return Err("How many questions? Type a number from 1 to 500.".to_owned());
        }
        let is_timeless = match self.clock {
            ClockKind::Whole => self.minutes == 0,
            ClockKind::Each => self.seconds == 0,
            ClockKind::None => false,
        };
        if is_timeless {
            return Err("A clock needs some time: type a number, or choose no clock.".to_owned());
        }
        let seed = match self.seed.as_str() {
            "" => None,
            seed => Some(seed.parse().map_err(|error| format!("{error}."))?),
        };
        let source = match self.exam() {
            Some(exam) => {
                let form = exam.forms.get(self.form).map(|form| form.id.clone()).unwrap_or_default();
                Source::Exam(exam.id.clone(), form)
            }
            None => Source::Own(self.scope.clone(), self.questions as usize),
        };
        Ok(QuizWish { source, only: self.only, seed })
    }

    /// The rules for a paper of so many questions.
    pub(super) fn terms(&self, questions: usize) -> Terms {
        let timing = match self.clock {
            ClockKind::Whole if self.is_by_count() => Timing::Whole(Duration::from_mins(questions as u64)),
            ClockKind::Whole => Timing::Whole(Duration::from_mins(self.minutes.into())),
            ClockKind::Each => Timing::Each(Duration::from_secs(self.seconds.into())),
            ClockKind::None => Timing::None,
        };
        Terms { timing, ..self.terms }
    }
}

/// The only one of `list`, or how many there are; an empty one stands for all.
fn named(list: &[String], one: &str) -> String {
    match list {
        [] => format!("all {one}s"),
        [only] => only.clone(),
        many => format!("{} {one}s", many.len()),
    }
}

/// The one of `all` after this one, or before it.
fn next_to<T: Copy + PartialEq>(this: T, all: [T; 3], forward: bool) -> T {
    let at = all.iter().position(|other| *other == this).unwrap_or(0);
    all[turned(at, all.len(), forward)]
}

/// The next multiple of five, or the one before.
fn by_five(number: u32, forward: bool, range: &RangeInclusive<u32>) -> u32 {
    let next = if forward { number / 5 * 5 + 5 } else { number.saturating_sub(1) / 5 * 5 };
    next.clamp(*range.start(), *range.end())
}
