//! What the learner studies: which decks and exams are switched on.
//!
//! A question is on when its deck is on, or an exam that is on asks it. Decks are on until they are switched off, so that a
//! deck that is added is studied; exams are off until they are switched on. Each switch is a choice in the log.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Agenda, Trainer, View};
use crate::card::KeyNumber;
use crate::deck::Row;
use crate::library::{Library, ListedDeck};
use crate::quiz::{Exam, Topics};
use crate::schedule::{Choice, Choices, Subject};
use crate::store;

/// The property of a deck or an exam that says whether it is studied, and of the learner that something was chosen.
const STUDIED: &str = "studied";
const ON: &str = "on";
const OFF: &str = "off";

/// What is switched on and off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Whether the learner chose at all.
    is_chosen: bool,
    /// Ids of the decks that are off.
    off: HashSet<String>,
    /// Ids of the exams that are on.
    exams: HashSet<String>,
    /// Of decks that are off, the questions that an exam asks which is on.
    asked: HashMap<String, HashSet<KeyNumber>>,
}

impl Selection {
    /// What `choices` switch on and off in `library`; `made` are the exams that have no file.
    pub(super) fn of<'a>(
        choices: &Choices,
        library: &'a Library,
        made: impl Iterator<Item = &'a Exam>,
    ) -> Self {
        let mut selection = Self::default();
        for (subject, _, value) in choices.all().filter(|(_, what, _)| *what == STUDIED) {
            selection.is_chosen = true;
            match subject {
                Subject::Deck(id) if value == OFF => drop(selection.off.insert(id.clone())),
                Subject::Exam(id) if value == ON => drop(selection.exams.insert(id.clone())),
                _ => {}
            }
        }
        selection.look_through(library, made);
        selection
    }

    /// Finds what the exams ask that are on.
    fn look_through<'a>(&mut self, library: &'a Library, made: impl Iterator<Item = &'a Exam>) {
        self.asked.clear();
        for exam in library.exams_to_sit().chain(made) {
            if !self.has_exam(&exam.id) {
                continue;
            }
            let mut topics = Topics::new(exam);
            for deck in library.decks.iter().filter(|deck| self.off.contains(deck.id())) {
                let asked = deck.rows().filter(|row| topics.of(row).is_some());
                let numbers: Vec<KeyNumber> = asked.map(|row| row.number()).collect();
                if !numbers.is_empty() {
                    self.asked.entry(deck.id().to_owned()).or_default().extend(numbers);
                }
            }
        }
    }

    /// Whether the learner has chosen what to study, were it everything.
    pub const fn is_chosen(&self) -> bool {
        self.is_chosen
    }

    /// Whether nothing is switched off.
    pub fn is_everything(&self) -> bool {
        self.off.is_empty()
    }

    /// Whether that deck is switched on. One that is off may have questions that are on, by an exam.
    pub fn has_deck(&self, id: &str) -> bool {
        !self.off.contains(id)
    }

    /// Whether that exam is switched on.
    pub fn has_exam(&self, id: &str) -> bool {
        self.exams.contains(id)
    }

    /// Whether a question is studied.
    pub fn takes(&self, row: &Row<'_>) -> bool {
        self.is_everything()
            || !self.off.contains(row.deck())
            || self.asked.get(row.deck()).is_some_and(|asked| asked.contains(&row.number()))
    }

    /// Whether any question of `deck` is studied.
    pub fn takes_any(&self, deck: &ListedDeck) -> bool {
        self.has_deck(deck.id()) || self.asked.contains_key(deck.id())
    }

    /// How many questions of that deck, which is off, are studied because an exam asks them.
    pub fn lent(&self, deck: &str) -> usize {
        self.asked.get(deck).map_or(0, HashSet::len)
    }

    /// Studies everything there is, and says so.
    pub fn everything(&self) -> Vec<Choice> {
        let decks = self.off.iter().map(|id| switch(Subject::Deck(id.clone()), true));
        let exams = self.exams.iter().map(|id| switch(Subject::Exam(id.clone()), false));
        decks.chain(exams).chain([switch(Subject::Learner, true)]).collect()
    }

    /// Studies an exam: it is switched on, and the built-in decks off, of which it asks what it needs.
    pub fn exam(library: &Library, exam: &Exam) -> Vec<Choice> {
        let mut choices = vec![switch(Subject::Exam(exam.id.clone()), true)];
        choices.extend(built_in_off(library));
        choices
    }

    /// Studies the learner's own decks: the built-in ones are switched off, and the exams, which may ask for them.
    pub fn own_decks(library: &Library) -> Vec<Choice> {
        let exams = library.exams_to_sit().map(|exam| Self::one_exam(&exam.id, false));
        let mut choices: Vec<Choice> = built_in_off(library).chain(exams).collect();
        choices.push(switch(Subject::Learner, true));
        choices
    }

    /// Switches that deck on or off.
    pub fn deck(id: &str, is_on: bool) -> Choice {
        switch(Subject::Deck(id.to_owned()), is_on)
    }

    /// Switches that exam on or off.
    pub fn one_exam(id: &str, is_on: bool) -> Choice {
        switch(Subject::Exam(id.to_owned()), is_on)
    }
}

fn built_in_off(library: &Library) -> impl Iterator<Item = Choice> {
    let built_in = library.decks.iter().filter(|deck| deck.path().is_none());
    built_in.map(|deck| Selection::deck(deck.id(), false))
}

fn switch(subject: Subject, is_on: bool) -> Choice {
    let value = if is_on { ON } else { OFF };
    Choice { subject, what: STUDIED.to_owned(), value: Some(value.to_owned()) }
}

impl View {
    /// What the learner chose to study.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The decks that are on, where some are off; none where everything is studied, since a scope without decks is of all.
    pub fn chosen_decks(&self) -> Vec<String> {
        let selection = self.selection();
        let on = self.library.decks.iter().map(ListedDeck::id);
        let on = on.filter(|id| !selection.is_everything() && selection.has_deck(id));
        on.map(str::to_owned).collect()
    }

    /// How many questions `exam` asks.
    pub fn asked_by(&self, exam: &Exam) -> usize {
        let mut topics = Topics::new(exam);
        self.library.rows().filter(|row| topics.of(row).is_some()).count()
    }

    /// How many questions one prepares for `exam`: those that it asks, and those in its field that are studied besides.
    pub fn prepared_for(&self, exam: &Exam) -> usize {
        let mut topics = Topics::new(exam);
        let is_besides = |row: &Row<'_>| exam.is_about(row.tags()) && self.selection.takes(row);
        self.library.rows().filter(|row| topics.of(row).is_some() || is_besides(row)).count()
    }

    /// The questions that the learner studies, deck by deck.
    pub fn studied(&self) -> impl Iterator<Item = Row<'_>> + Clone {
        self.library.rows().filter(|row| self.selection.takes(row))
    }
}

impl Trainer {
    /// Whether the learner has never studied, nor chosen what to study.
    pub fn is_untouched(&self) -> Result<bool, store::Error> {
        Ok(!self.selection.is_chosen()
            && !self.store.is_read_only()
            && self.store.is_empty()?
            && self.store.sittings()?.is_empty())
    }

    /// Stores what the learner chose to study.
    pub fn choose(&mut self, choices: &[Choice], now: Timestamp) -> Result<(), store::Error> {
        self.store.choose(choices, now)?;
        self.reselect()
    }

    /// Leaves what the learner chose out of account, as long as the program runs.
    pub fn ignore_selection(&mut self) {
        self.view.selection = Arc::default();
    }

    /// Reads anew what the learner chose, for the decks there are now.
    pub(super) fn reselect(&mut self) -> Result<(), store::Error> {
        let choices = self.store.choices()?;
        let agenda = Agenda::of(&choices, &self.library);
        let made = agenda.made().map(Arc::as_ref);
        self.view.selection = Arc::new(Selection::of(&choices, &self.library, made));
        self.view.agenda = Arc::new(agenda);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::library::{LoadedDeck, LoadedExam};
    use crate::schedule::Mode;
    use crate::source::SourceFile;
    use crate::trainer::Scope;

    /// A deck of so many typed cards; the first half has the tag `first`.
    fn deck(id: &str, cards: usize, top: &str, is_own: bool) -> LoadedDeck {
        let mut text = format!("[deck]\nid = '{id}'\ntitle = '{id}'\n{top}\n");
        for card in 0..cards {
            let tag = if card < cards / 2 { "first" } else { "second" };
            text += &format!(
                "[[card]]\nid = 'c{card:02}'\nfront = '{id} {card}?'\nback = '{card}'\ntags = ['{tag}']\n"
            );
        }
        let path = is_own.then(|| PathBuf::from(format!("{id}.toml")));
        let files = vec![SourceFile { name: format!("{id}.toml"), text }];
        LoadedDeck::new(path, files, Vec::new())
    }

    fn now() -> Timestamp {
        "2026-11-23T08:00:00Z".parse().unwrap()
    }

    fn learner(decks: impl IntoIterator<Item = LoadedDeck>) -> Trainer {
        let mut library = Library::from_iter(decks);
        let text = "[exam]\nid = 'e'\ntitle = 'E'\npass = 50\ntags = ['first']\n[[form]]\nid = 'f'\nquestions = 1\n[[topic]]\ntags = ['first']\nweight = 1\n";
        let exam = LoadedExam::new(None, SourceFile { name: "e.toml".into(), text: text.into() });
        assert_eq!(exam.findings, []);
        library.exams.push(exam);
        Trainer::rehearsal(library, now()).unwrap()
    }

    /// The new questions of a day, in their order.
    fn new_ones(trainer: &Trainer, scope: &Scope) -> Vec<String> {
        let (session, _) = trainer.session(Mode::Drill, scope, now()).unwrap();
        session.items().iter().map(|item| item.question.key.to_string()).collect()
    }

    fn of(new: usize) -> Scope {
        Scope { new: Some(new), ..Scope::default() }
    }

    #[test]
    fn decks_take_turns_and_own_ones_never_begun_come_first() {
        let trainer = learner([deck("a", 9, "", false), deck("b", 2, "", false), deck("own", 9, "", true)]);
        assert_eq!(
            new_ones(&trainer, &of(8)),
            ["own/c00", "a/c00", "b/c00", "own/c01", "a/c01", "b/c01", "own/c02", "a/c02"]
        );
        assert_eq!(new_ones(&trainer, &of(40)).len(), 20, "and nobody's are forgotten");
    }

    #[test]
    fn a_deck_that_comes_after_another_waits_for_all_of_its_questions() {
        let decks = [deck("a", 3, "after = ['b', 'nothing']", true), deck("b", 2, "", true)];
        let mut trainer = learner(decks);
        assert_eq!(new_ones(&trainer, &of(9)), ["b/c00", "b/c01"]);
        assert_eq!(
            new_ones(&trainer, &Scope { decks: vec!["a".into()], ..of(9) }).len(),
            3,
            "but for one's own wish"
        );
        trainer.choose(&[Selection::deck("b", false)], now()).unwrap();
        assert_eq!(new_ones(&trainer, &of(9)).len(), 3, "what is switched off is not waited for");
    }

    #[test]
    fn decks_that_wait_for_each_other_do_not_wait() {
        let decks = [
            deck("a", 1, "after = ['b']", true),
            deck("b", 1, "after = ['c']", true),
            deck("c", 1, "after = ['a', 'c']", true),
        ];
        assert_eq!(new_ones(&learner(decks), &of(9)).len(), 3);
    }

    #[test]
    fn an_exam_that_is_on_asks_its_questions_of_decks_that_are_off() {
        let mut trainer = learner([deck("a", 4, "", false), deck("own", 2, "", true)]);
        assert!(!trainer.selection().is_chosen());
        assert_eq!(new_ones(&trainer, &of(9)).len(), 6);
        let exam = trainer.library.exams.last().unwrap().exam.clone().unwrap();
        trainer.choose(&Selection::exam(&trainer.library, &exam), now()).unwrap();
        assert_eq!(new_ones(&trainer, &of(9)), ["own/c00", "a/c00", "own/c01", "a/c01"]);
        let lines = trainer.deck_lines(now());
        assert_eq!(
            lines.iter().map(|line| (line.is_on, line.counts.new)).collect::<Vec<_>>(),
            [(true, 2), (true, 2)]
        );
        trainer.choose(&Selection::own_decks(&trainer.library), now()).unwrap();
        assert_eq!(new_ones(&trainer, &of(9)), ["own/c00", "own/c01"]);
        assert_eq!(new_ones(&trainer, &Scope { all: true, ..of(9) }).len(), 6);
        assert_eq!(
            new_ones(&trainer, &Scope { tags: vec!["second".into()], ..of(9) }).len(),
            3,
            "a named tag is asked"
        );
        assert!(!trainer.deck_lines(now())[0].is_on);
        let everything = trainer.selection().everything();
        trainer.choose(&everything, now()).unwrap();
        assert!(trainer.selection().is_everything() && trainer.selection().is_chosen());
        let without = Scope { without: vec!["first".into()], ..of(9) };
        assert_eq!(new_ones(&trainer, &without).len(), 3);
    }
}
