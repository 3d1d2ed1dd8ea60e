//! What is done with one question or with all that are selected: decided, taken back in one step, or written to a file.

use std::collections::HashSet;
use std::path::PathBuf;

use super::Browse;
use super::rows::{By, Row};
use crate::card::{KeyNumber, QuestionKey};
use crate::schedule::{Decision, Review};
use crate::source::clean;
use crate::trainer::{Exported, View};
use crate::tui::screen::{Ctx, Effect, Next};
use crate::tui::widgets::Typing;
use crate::words;

/// What is stored together.
#[derive(Debug, Clone)]
enum Step {
    Decisions(Vec<(QuestionKey, Decision)>),
    /// A review counts no more.
    TakenBack(Review),
    /// A review counts again.
    GivenAgain(Review),
}

impl Step {
    /// The questions it is about.
    fn keys(&self) -> Vec<QuestionKey> {
        match self {
            Self::Decisions(decisions) => decisions.iter().map(|(key, _)| key.clone()).collect(),
            Self::TakenBack(review) | Self::GivenAgain(review) => vec![review.key.clone()],
        }
    }

    /// What is said once it was taken back.
    fn undone(&self) -> String {
        match self {
            Self::Decisions(decisions) => {
                format!("Taken back for {}.", words::count(decisions.len(), "question"))
            }
            Self::TakenBack(_) => "The rating does not count.".to_owned(),
            Self::GivenAgain(_) => "The rating counts again.".to_owned(),
        }
    }
}

impl From<Step> for Effect {
    fn from(step: Step) -> Self {
        match step {
            Step::Decisions(decisions) => Self::DecideAll(decisions),
            Step::TakenBack(review) => Self::Retract(review),
            Step::GivenAgain(review) => Self::Restore(review),
        }
    }
}

/// The questions that are selected, and what can be taken back.
#[derive(Debug, Default)]
pub(super) struct Several {
    picked: HashSet<KeyNumber>,
    /// What takes each step back, the newest last.
    undo: Vec<Step>,
    /// What is being stored.
    storing: Option<Storing>,
}

/// What is being stored, until that is heard of.
#[derive(Debug)]
enum Storing {
    /// A step, by what takes it back.
    Step(Step),
    /// What takes a step back.
    Undo(Step),
}

/// What is decided about questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Suspend,
    PutOff,
    Flag,
}

impl Several {
    /// How many are selected.
    pub(super) fn len(&self) -> usize {
        self.picked.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.picked.is_empty()
    }

    pub(super) fn has(&self, question: KeyNumber) -> bool {
        self.picked.contains(&question)
    }

    /// Selects the question, or takes it out.
    pub(super) fn turn(&mut self, question: KeyNumber) {
        if !self.picked.remove(&question) {
            self.picked.insert(question);
        }
    }

    pub(super) fn pick(&mut self, questions: impl IntoIterator<Item = KeyNumber>) {
        self.picked.extend(questions);
    }

    pub(super) fn pick_none(&mut self) {
        self.picked.clear();
    }

    /// What was being stored is stored. Gives the questions it was about.
    pub(super) fn stored(&mut self) -> Vec<QuestionKey> {
        match self.storing.take() {
            None => Vec::new(),
            Some(Storing::Undo(step)) => step.keys(),
            Some(Storing::Step(back)) => {
                let keys = back.keys();
                self.undo.push(back);
                keys
            }
        }
    }

    /// It could not be stored: what would have been taken back still can be.
    pub(super) fn refused(&mut self) {
        if let Some(Storing::Undo(step)) = self.storing.take() {
            self.undo.push(step);
        }
    }

    fn store(&mut self, step: Step, back: Step) -> Next {
        self.storing = Some(Storing::Step(back));
        Effect::from(step).into()
    }

    /// Takes a review back, which the newest step then gives again.
    pub(super) fn take_review_back(&mut self, review: Review) -> Next {
        self.store(Step::TakenBack(review.clone()), Step::GivenAgain(review))
    }

    /// Takes the newest step back, and gives what is said of it; `None` where there is none.
    fn take_back(&mut self) -> Option<(String, Next)> {
        let step = self.undo.pop()?;
        self.storing = Some(Storing::Undo(step.clone()));
        Some((step.undone(), Effect::from(step).into()))
    }
}

impl Verb {
    /// Whether it is so of the question already.
    fn holds(self, row: &Row) -> bool {
        match self {
            Self::Suspend => row.suspended.is_some(),
            Self::PutOff => row.is_put_off,
            Self::Flag => row.is_flagged,
        }
    }

    const fn said(self, yes: bool) -> &'static str {
        match (self, yes) {
            (Self::Suspend, true) => "Suspended",
            (Self::Suspend, false) => "No longer suspended:",
            (Self::PutOff, true) => "Put off until tomorrow:",
            (Self::PutOff, false) => "No longer put off:",
            (Self::Flag, true) => "Marked",
            (Self::Flag, false) => "No longer marked:",
        }
    }
}

impl Browse {
    /// The rows that a command is about: those that are selected, in the order of their decks, or the one under the cursor.
    fn meant(&self) -> Vec<&Row> {
        if self.several.is_empty() {
            return self.row().into_iter().collect();
        }
        let rows = (0..self.rows.len()).filter(|&row| self.is_picked(row));
        rows.filter_map(|row| self.rows.get(row)).collect()
    }

    pub(super) fn is_picked(&self, row: usize) -> bool {
        !self.several.is_empty() && self.rows.number(row).is_some_and(|number| self.several.has(number))
    }

    /// Decides it about all that are meant; where it is so of each of them already, takes it back.
    pub(super) fn decide(&mut self, verb: Verb, ctx: &mut Ctx<'_>) -> Next {
        let mut rows = self.meant();
        if verb == Verb::Suspend {
            rows.retain(|row| row.suspended != Some(By::Author));
            if rows.is_empty() && self.row().is_some() {
                return ctx
                    .say_only("The author suspended this card: take `suspended = true` out of the deck.");
            }
        }
        let yes = !rows.iter().all(|row| verb.holds(row));
        rows.retain(|row| verb.holds(row) != yes);
        let (mut step, mut back) = (Vec::new(), Vec::new());
        for key in rows.iter().map(|row| self.rows.listed(row).key()) {
            let (now, before) = decisions(verb, yes, &key, ctx);
            back.push((key.clone(), before));
            step.push((key, now));
        }
        if step.is_empty() {
            return Next::stay();
        }
        let undo = ctx.keys.here('u');
        let questions = words::count(step.len(), "question");
        ctx.say(format!("{} {questions}. Press {undo} to take it back.", verb.said(yes)));
        self.several.store(Step::Decisions(step), Step::Decisions(back))
    }

    /// Takes the last step back, however many questions it was about.
    pub(super) fn undo(&mut self, ctx: &mut Ctx<'_>) -> Next {
        let Some((said, next)) = self.several.take_back() else {
            let undo = ctx.keys.on("Today", 'u');
            return ctx.say_only(format!(
                "There is nothing to take back here. Press {undo} on Today to take back the last review."
            ));
        };
        ctx.say(said);
        next
    }

    /// Asks which file the cards go to.
    pub(super) fn name_a_file(&mut self) {
        if let Some(row) = self.row() {
            let deck = self.rows.deck(row).id();
            self.naming = Some(Typing::holding(&format!("{deck}-selection.toml")));
        }
    }

    /// Writes the cards that are meant to the file that is named.
    pub(super) fn export(&self, ctx: &mut Ctx<'_>) -> Next {
        let name = self.naming.as_ref().map(Typing::answer).unwrap_or_default();
        let path = PathBuf::from(&name);
        let sentence = match () {
            () if path.extension().is_none_or(|ending| ending != "toml") => {
                "A deck file ends with `.toml`, such as `mine.toml`."
            }
            () if name.starts_with('~') => "Write the folder in full, without `~`, or a name alone.",
            () => {
                let keys = self.meant().into_iter().map(|row| self.rows.listed(row).key());
                return Effect::Export(path, keys.collect()).into();
            }
        };
        ctx.say_only(sentence)
    }

    /// Says what was written.
    pub(super) fn exported(&mut self, exported: &Exported, ctx: &mut Ctx<'_>) {
        self.naming = None;
        let Exported { path, cards, losses } = exported;
        let file = path.to_string_lossy();
        let mut said = format!("Wrote {} to `{}`.", words::count(*cards, "card"), clean(&file));
        for loss in losses {
            said = format!("{said} {loss}");
        }
        ctx.say(said);
    }
}

/// What is decided about a question, and what it was before.
fn decisions(verb: Verb, yes: bool, key: &QuestionKey, ctx: &Ctx<'_>) -> (Decision, Decision) {
    let view: &View = ctx.view;
    match verb {
        Verb::Suspend => (Decision::Suspend(yes), Decision::Suspend(!yes)),
        Verb::Flag => (Decision::Flag(yes), Decision::Flag(!yes)),
        Verb::PutOff => {
            let before = view.standing(key).and_then(|standing| standing.buried);
            let until = view.today(ctx.now).tomorrow().ok().filter(|_| yes);
            (Decision::Bury(until), Decision::Bury(before))
        }
    }
}
