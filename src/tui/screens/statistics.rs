//! The statistics: what the whole log tells, on pages of plots. The log is read beside the loop.

mod hard;
mod view;

use std::collections::HashSet;

use ratatui::layout::Rect;

use super::copying::Offer;
use super::{Browse, CardForm};
use crate::card::QuestionKey;
use crate::schedule::Decision;
use crate::stats::plots::{self, Plot};
use crate::stats::{Difficult, Statistics as Told};
use crate::tui::canvas::Canvas;
use crate::tui::event::{Code, Event, Key};
use crate::tui::jobs::{Job, Kind};
use crate::tui::keys::{self, Binding, Help, Hint, lookup};
use crate::tui::screen::{Ctx, Done, Effect, Go, Next, Screen, Spot};
use crate::tui::widgets::{Cursor, Page, list, page};

/// What the keys do.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(&[Key::TAB, Key::RIGHT, Key::char('l'), Key::char(' ')], Action::Turn, "next page")
        .hint(Hint::First),
    Binding::new(&[Key::shift(Code::Tab), Key::LEFT, Key::char('h')], Action::TurnBack, "page before")
        .hint(Hint::Never),
    Binding::new(
        &[Key::char('1'), Key::char('2'), Key::char('3'), Key::char('4'), Key::char('5')],
        Action::Pick,
        "the page of that number",
    )
    .hint(Hint::Never),
    Binding::new(&[Key::char('q'), Key::ESC], Action::Leave, "back").hint(Hint::First),
];

/// What the keys do besides where questions are listed.
pub(super) const HARD: &[Binding<Action>] = &[
    Binding::new(&[Key::ENTER], Action::Open, "browse").hint(Hint::First),
    Binding::new(&[Key::char('e')], Action::Edit, "rewrite"),
    Binding::new(&[Key::char('+')], Action::Split, "write a smaller card beside it").hint(Hint::Never),
    Binding::new(&[Key::char('s')], Action::Suspend, "suspend or not"),
];

/// See [`KEYS`] and [`HARD`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Turn,
    TurnBack,
    Pick,
    Leave,
    Open,
    Edit,
    Split,
    Suspend,
}

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum About {
    #[default]
    Overview,
    Memory,
    Topics,
    Hardest,
    Quizzes,
}

impl About {
    const ALL: [Self; 5] = [Self::Overview, Self::Memory, Self::Topics, Self::Hardest, Self::Quizzes];

    const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Memory => "Memory",
            Self::Topics => "Topics",
            Self::Hardest => "Hardest",
            Self::Quizzes => "Quizzes",
        }
    }
}

/// The screen; the log is read once it is shown.
#[derive(Debug, Default)]
pub struct Statistics {
    /// What the log told; `None` until it was read.
    told: Option<Box<Told>>,
    /// Why it told nothing: a sentence.
    trouble: Option<String>,
    about: About,
    /// How far the page is scrolled.
    page: Page,
    /// The question under the cursor, where they are listed.
    cursor: Cursor,
    suspended: HashSet<QuestionKey>,
    offer: Offer,
}

impl Statistics {
    /// The plots of this page.
    fn plots(&self) -> Vec<Plot> {
        let Some(told) = &self.told else { return Vec::new() };
        match self.about {
            About::Overview => plots::overview(told),
            About::Memory => plots::memory(told),
            About::Topics => plots::topics(told),
            About::Quizzes => plots::quizzes(told),
            About::Hardest => Vec::new(),
        }
    }

    /// The questions that give trouble: first those that were forgotten again and again.
    fn hard(&self) -> Vec<(&Difficult, bool)> {
        let Some(told) = &self.told else { return Vec::new() };
        let leeches = told.leeches.iter().map(|leech| (leech, true));
        let is_leech = |hard: &&Difficult| told.leeches.iter().any(|leech| leech.key == hard.key);
        let others = told.hardest.iter().filter(|hard| !is_leech(hard)).map(|hard| (hard, false));
        leeches.chain(others).collect()
    }

    /// The question under the cursor.
    fn key_here(&self) -> Option<QuestionKey> {
        self.hard().get(self.cursor.at()).map(|(hard, _)| hard.key.clone())
    }

    fn turn(&mut self, about: About) {
        if self.about != about {
            (self.about, self.page, self.offer) = (about, Page::default(), Offer::default());
        }
    }

    /// The page so many after this one, round and round.
    fn turned(&self, by: usize) -> About {
        let at = About::ALL.iter().position(|about| *about == self.about).unwrap_or(0);
        About::ALL[(at + by) % About::ALL.len()]
    }

    fn key(&mut self, key: Key, ctx: &mut Ctx<'_>) -> Next {
        let offer = std::mem::take(&mut self.offer);
        let hard = if self.about == About::Hardest { lookup(HARD, key) } else { None };
        match hard.or_else(|| lookup(KEYS, key)) {
            Some(action) => self.act(action, key, &offer, ctx),
            None => {
                self.walk(key, ctx.area);
                Next::stay()
            }
        }
    }

    fn walk(&mut self, key: Key, area: Rect) {
        if self.about == About::Hardest {
            let rows = self.hard().len();
            self.cursor.key(key, list::PAGE, rows);
        } else {
            self.page = self.scrolled(key, area);
        }
    }

    fn act(&mut self, action: Action, key: Key, offer: &Offer, ctx: &mut Ctx<'_>) -> Next {
        match action {
            Action::Turn => self.turn(self.turned(1)),
            Action::TurnBack => self.turn(self.turned(About::ALL.len() - 1)),
            Action::Pick => {
                if let Some(about) = keys::digit(key).and_then(|nth| About::ALL.get(nth)) {
                    self.turn(*about);
                }
            }
            Action::Leave => return Next::from(Effect::Cancel(Kind::Statistics)).going(Go::Back),
            Action::Open | Action::Edit | Action::Split | Action::Suspend => {
                return self.with_question(action, offer, ctx);
            }
        }
        Next::stay()
    }

    fn with_question(&mut self, action: Action, offer: &Offer, ctx: &mut Ctx<'_>) -> Next {
        let Some(key) = self.key_here() else { return Next::stay() };
        if ctx.view.library.row(&key).is_none() {
            return ctx.say_only("No deck has this question any more.");
        }
        match action {
            Action::Open => Go::Open(Box::new(Browse::at(key))).into(),
            Action::Split => Go::Open(Box::new(CardForm::new(ctx.view, Some(key.deck())))).into(),
            Action::Suspend => {
                let suspends = !self.suspended.contains(&key);
                Effect::Decide(key, Decision::Suspend(suspends)).into()
            }
            _ => match ctx.view.library.place(&key) {
                Some((path, line)) => Effect::Edit(path, line).into(),
                None => self.offer.ask_or_copy(offer, key.deck(), Some(key.clone()), ctx),
            },
        }
    }

    /// Takes in what the log told.
    fn take(&mut self, told: &Told, ctx: &Ctx<'_>) {
        let here = self.key_here();
        (self.told, self.trouble) = (Some(Box::new(told.clone())), None);
        self.look_up(ctx);
        let place = here.and_then(|key| self.hard().iter().position(|(hard, _)| hard.key == key));
        let rows = self.hard().len();
        self.cursor.go(place.unwrap_or(self.cursor.at()), rows);
    }

    /// Looks up which questions are suspended.
    fn look_up(&mut self, ctx: &Ctx<'_>) {
        let is_away = |key: &QuestionKey| ctx.view.standing(key).is_some_and(|standing| standing.suspended);
        self.suspended = self.hard().iter().map(|(hard, _)| hard.key.clone()).filter(is_away).collect();
    }

    fn performed(&mut self, done: &Done, ctx: &mut Ctx<'_>) -> Next {
        match done {
            Done::Statistics(told) => self.take(told, ctx),
            Done::Decided(key) => {
                self.look_up(ctx);
                let is_away = self.suspended.contains(key);
                let key = ctx.keys.here('s');
                ctx.say(if is_away {
                    format!("Suspended. Press {key} to have it asked again.")
                } else {
                    "It is asked again.".to_owned()
                });
            }
            Done::Edited(_) => return Job::Reload.into(),
            Done::Copied { id, name } => {
                let Next { go, mut effects } = self.offer.copied(id, name, ctx);
                effects.push(Effect::Start(Job::Statistics));
                return Next { go, effects };
            }
            Done::Reloaded | Done::Followed(true) => return Job::Statistics.into(),
            _ => {}
        }
        Next::stay()
    }
}

impl Screen for Statistics {
    fn title(&self) -> &'static str {
        if self.about == About::Hardest { "Statistics: the hardest questions" } else { "Statistics" }
    }

    fn update(&mut self, event: &Event, ctx: &mut Ctx<'_>) -> Next {
        match event {
            Event::Shown | Event::LogChanged => return Job::Statistics.into(),
            Event::DecksChanged => return Job::Follow.into(),
            Event::Done(done) => return self.performed(done, ctx),
            Event::JobFailed(Kind::Statistics, sentence) => self.trouble = Some(sentence.clone()),
            Event::Failed(sentence) | Event::JobFailed(_, sentence) => ctx.say(sentence.clone()),
            Event::Key(key) => return self.key(*key, ctx),
            _ => {}
        }
        Next::stay()
    }

    fn view(&self, area: Rect, canvas: &mut Canvas<'_, '_>) {
        self.draw(area, canvas);
    }

    fn spot(&self) -> Spot {
        (self.about as usize, self.cursor.at())
    }

    fn follows_decks(&self) -> bool {
        true
    }

    fn underway(&self) -> Option<&str> {
        (self.told.is_none() && self.trouble.is_none()).then_some("Reading the log…")
    }

    fn keys(&self) -> Vec<Help> {
        let own = KEYS.iter().map(|binding| match binding.action {
            Action::Pick => Help { written: Some("1-5"), ..binding.help() },
            _ => binding.help(),
        });
        if self.about == About::Hardest {
            let hard = keys::help(HARD).into_iter();
            return hard.chain(own).chain(keys::help(list::KEYS)).collect();
        }
        let page = page::help::<Action>(&[]);
        own.chain(page).collect()
    }
}
