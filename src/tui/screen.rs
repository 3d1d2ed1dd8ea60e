//! What a screen is: a state machine that reacts to events and draws itself, and says what it wants done as data.
//!
//! `update` may change the screen and nothing else; `view` may change nothing. Whatever reaches beyond the screen (a
//! review to store, an editor to start) is an [`Effect`] that one place performs.

use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rand::rngs::StdRng;
use ratatui::layout::Rect;

use super::ask::{Ask, Told};
use super::canvas::Canvas;
use super::event::Event;
use super::jobs::{Job, Kind};
use super::keymap::KeyNames;
use super::keys::Help;
use super::pictures::{Fetched, Pictures};
use super::screens::table;
use crate::author::Entry;
use crate::card::QuestionKey;
use crate::clock::Moment;
use crate::library::Inspected;
use crate::quiz::{End, Paper, Sitting, SittingId, Step, Terms};
use crate::schedule::{Choice, Decision, Review, Stamp};
use crate::stats::Statistics;
use crate::trainer::{Exported, Home, NewCard, Prospect, View};

/// One screen of the program.
pub trait Screen {
    /// The table that its keys stand in just now, as the reference calls it: `Study`. A learner's own keys go by it.
    fn title(&self) -> &'static str;

    /// Reacts to `event`.
    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next;

    /// Draws itself into `area` and registers what can be clicked.
    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>);

    /// The keys that do something just now, where they are not simply those of its table. Footer and help are made from
    /// them.
    fn keys(&self) -> Vec<Help> {
        table(self.title())
    }

    /// When it wants an [`Event::Tick`], at the latest; asked anew after every event. `None` costs no CPU.
    fn wake_after(&self, _at: Moment) -> Option<Duration> {
        None
    }

    /// What is before the learner: where it changes, a wide drawing is shown from its beginning again.
    fn spot(&self) -> Spot {
        Spot::default()
    }

    /// Whether characters are text to it just now. Then `?` is a question mark and not the help key.
    fn is_typing(&self) -> bool {
        false
    }

    /// Whether Space or Enter would answer what is before the learner just now. One that was meant for what stood there a
    /// moment ago does nothing.
    fn is_asking(&self) -> bool {
        false
    }

    /// Whether it takes in decks that change on disk, just now. If not, they wait for the next screen that does.
    fn follows_decks(&self) -> bool {
        false
    }

    /// What it waits for, as a few words that stand in the footer: `Drawing the paper…; esc cancels`.
    fn underway(&self) -> Option<&str> {
        None
    }

    /// What would be lost if the program ended now, as a sentence. The learner is asked once.
    fn unsaved(&self) -> Option<String> {
        None
    }
}

/// A place on a screen, told apart from others by two numbers.
pub type Spot = (usize, usize);

/// What a screen may look at and use while it reacts.
pub struct Ctx<'a> {
    /// The time of day.
    pub now: Timestamp,
    /// Since the program started: subtract two to know how long an answer took.
    pub elapsed: Duration,
    /// The only randomness.
    pub rng: &'a mut StdRng,
    /// What the screen was last drawn into.
    pub area: Rect,
    /// Decks, settings, memories, as they are now. What only the log knows is [asked](Effect::Ask) for.
    pub view: &'a View,
    /// What sentences call the keys of the screen.
    pub keys: KeyNames,
    /// The pictures of cards, by which texts take more room.
    pub pictures: Pictures,
    world: &'a dyn World,
    /// The sentence in the footer.
    message: &'a mut Option<String>,
}

impl<'a> Ctx<'a> {
    /// What there is at this moment before `world`, on a screen drawn into `area`.
    pub(super) fn new(
        at: Moment,
        rng: &'a mut StdRng,
        area: Rect,
        (keys, pictures): (KeyNames, Pictures),
        world: &'a dyn World,
        message: &'a mut Option<String>,
    ) -> Self {
        Self {
            now: at.now,
            elapsed: at.elapsed,
            rng,
            area,
            view: world.view(),
            keys,
            pictures,
            world,
            message,
        }
    }

    /// Name and time of a review that is given now; `None` where nothing is stored.
    pub fn stamp(&self) -> Option<Stamp> {
        self.world.stamp(self.now)
    }

    /// The decks that an author looks at, as they are now; none beyond the preview.
    pub fn inspected(&self) -> Arc<[Inspected]> {
        self.world.inspected()
    }

    /// Puts a sentence into the footer until the next key.
    pub fn say(&mut self, sentence: impl Into<String>) {
        *self.message = Some(sentence.into());
    }

    /// Says that, and does nothing else.
    pub fn say_only(&mut self, sentence: impl Into<String>) -> Next {
        self.say(sentence);
        Next::stay()
    }
}

/// Everything beyond the screens: it performs what they ask for, and can be looked at.
pub trait World {
    /// The learner's decks, progress and settings, as they are now.
    fn view(&self) -> &View;

    /// Name and time of a review that is given now; `None` where nothing is stored.
    fn stamp(&self, _now: Timestamp) -> Option<Stamp> {
        None
    }

    /// Takes in what another window has stored. Gives whether there was something.
    fn catch_up(&mut self) -> bool {
        false
    }

    /// The first frame is shown: begins what could wait until then.
    fn shown(&mut self, _now: Timestamp) {}

    /// What can be read when a job has something to report; `None` where no job takes long.
    fn pipe(&self) -> Option<&UnixStream> {
        None
    }

    /// What a job has to report next, which is taken in by then. Decks that were read anew wait for a screen that takes
    /// them in (`follows_decks`).
    fn report(&mut self, _follows_decks: bool, _now: Timestamp) -> Option<Event> {
        None
    }

    /// The decks that an author looks at, as they are now; none beyond the preview.
    fn inspected(&self) -> Arc<[Inspected]> {
        Arc::default()
    }

    /// Performs one effect; the error is a sentence for the learner. Never gets `Edit` or `Copy`: those need the
    /// terminal, and the loop does them.
    fn perform(&mut self, effect: Effect, now: Timestamp) -> Result<Done, String>;
}

/// What a screen wants: first the effects, in order, then the move.
#[derive(Default)]
#[must_use = "a screen only says what it wants; someone must do it"]
pub struct Next {
    /// Where to go. Not followed when a review could not be stored.
    pub go: Go,
    /// What to do first.
    pub effects: Vec<Effect>,
}

impl Next {
    /// Nothing but the screen changed.
    pub fn stay() -> Self {
        Self::default()
    }

    /// Adds an effect.
    pub fn and(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// Moves after the effects.
    pub fn going(mut self, go: Go) -> Self {
        self.go = go;
        self
    }
}

impl From<Go> for Next {
    fn from(go: Go) -> Self {
        Self { go, effects: Vec::new() }
    }
}

impl From<Job> for Next {
    fn from(job: Job) -> Self {
        Effect::Start(job).into()
    }
}

impl From<Effect> for Next {
    fn from(effect: Effect) -> Self {
        Self::stay().and(effect)
    }
}

/// A move on the stack of screens.
#[derive(Default)]
pub enum Go {
    /// None.
    #[default]
    Stay,
    /// To a new screen; this one waits beneath it.
    Open(Box<dyn Screen>),
    /// To a new screen instead of this one.
    Replace(Box<dyn Screen>),
    /// To the screen beneath; from the last one out of the program.
    Back,
    /// Out of the program.
    Quit,
}

/// Something to do beyond the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Tell what only the log knows.
    Ask(Ask),
    /// Begin something long. Its end comes as [`Done`], as that of other effects, or as [`Event::JobFailed`]; where one of
    /// its kind waits already, both have the same end.
    Start(Job),
    /// Let what is long be, if it is not done yet: nothing more is heard of it.
    Cancel(Kind),
    /// Store a review.
    Record(Review),
    /// Take a review back.
    Retract(Review),
    /// Let a review that was taken back count again.
    Restore(Review),
    /// Take back the last review given on this device, in whatever session. One of an earlier day only where the learner is sure.
    TakeBackLast {
        /// Whether they were asked.
        is_sure: bool,
    },
    /// Store a decision about a question.
    Decide(QuestionKey, Decision),
    /// Store decisions about questions, all or none.
    DecideAll(Vec<(QuestionKey, Decision)>),
    /// Write the cards of these questions into a deck file, which is not there yet.
    Export(PathBuf, Vec<QuestionKey>),
    /// Store what the learner chose to study.
    Choose(Vec<Choice>),
    /// Store a quiz that begins.
    Begin(Box<(Paper, Terms)>),
    /// Store a quiz once more that is gone from the log, with all that was done in it.
    StoreQuizAnew(Box<Sitting>),
    /// Store a step of a quiz.
    Step(SittingId, Step),
    /// End a quiz after so much of its time, and let its answers move the schedule.
    HandIn(SittingId, Duration, End),
    /// Write a card into one of the learner's decks, and read all decks again.
    Add(Box<NewCard>),
    /// Write an example of this into one of the learner's decks, as a comment to be changed in an editor.
    AddTemplate(Home, Entry),
    /// Copy a built-in deck to the learner's own, and read all decks again.
    CopyDeck(String),
    /// Make the log, which is lost, anew from this backup.
    BringBack(PathBuf),
    /// Begin an empty log in the place of the one that is lost.
    BeginAnew,
    /// Open the learner's editor at a line, counted from 1.
    Edit(PathBuf, usize),
    /// Put text on the clipboard of the terminal.
    Copy(String),
}

/// What was done.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// It was begun, or ended early. Screens are not told.
    Underway,
    /// What was asked for.
    Told(Told),
    /// It cannot be told, and this is why: a sentence, which is in the footer already.
    Untold(String),
    /// The paper, or why there is none, as a sentence.
    Drawn(Box<Result<Paper, String>>),
    /// The review, or its being taken back or given again, is stored and survives a power cut.
    Stored,
    /// The last review no longer counts; `None` if there was none that could be taken back.
    TakenBack(Option<Review>),
    /// The last review is of an earlier day: it counts as before, until the learner is sure.
    Earlier(Review),
    /// The decision is stored.
    Decided(QuestionKey),
    /// The decisions about these questions are stored.
    DecidedAll(Vec<QuestionKey>),
    /// The cards are written.
    Exported(Exported),
    /// What is studied is stored, and holds.
    Chosen,
    /// The plan of the exams that have a date is made.
    Planned,
    /// What the plan brings that there would be by these choices.
    WhatIf(Vec<Choice>, Box<Prospect>),
    /// What the whole log tells.
    Statistics(Box<Statistics>),
    /// The quiz is stored under this name.
    Begun(SittingId),
    /// The quiz has ended by this step, and it is stored.
    HandedIn(SittingId, Step),
    /// The quiz had ended before, in another window: the step counts no more.
    Over(SittingId),
    /// The quiz is not in the log any more, so that nothing was stored.
    Gone,
    /// The card is written and asks these questions.
    Added(Vec<QuestionKey>),
    /// The example stands in this file, from this line on.
    Templated(PathBuf, usize),
    /// A built-in deck is copied.
    Copied {
        /// The deck.
        id: String,
        /// What `decks remove` takes the copy away by.
        name: String,
    },
    /// There is a log again.
    Recovered,
    /// The editor was closed.
    Edited(PathBuf),
    /// The decks are read anew.
    Reloaded,
    /// The decks are read anew; whether they have changed.
    Followed(bool),
    /// A picture is decoded, or cannot be. Screens are not told: it is there when they are drawn next.
    Fetched(Box<Fetched>),
}

impl Effect {
    /// Whether the screen has the only copy of what is to be stored, so that a failure must not go unnoticed: the screen is
    /// told and keeps the change. A built-in deck that could not be copied is still there to be copied.
    pub fn is_stored(&self) -> bool {
        matches!(
            self,
            Self::Record(_)
                | Self::Retract(_)
                | Self::Restore(_)
                | Self::TakeBackLast { .. }
                | Self::Decide(..)
                | Self::DecideAll(_)
                | Self::Begin(_)
                | Self::StoreQuizAnew(_)
                | Self::Step(..)
                | Self::HandIn(..)
                | Self::Choose(_)
                | Self::Add(_)
                | Self::BringBack(_)
                | Self::BeginAnew
        )
    }
}
